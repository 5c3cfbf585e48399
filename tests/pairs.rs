//! Reductions with two results: each is that of the reduction with one, at every level, on several
//! numbers of threads, over all kinds of strides.

#[allow(dead_code, reason = "shared with the tests of other reductions")]
#[path = "support/reductions.rs"]
mod support;

use std::fmt::Debug;
use support::{CASES, Random, everywhere, layouts};
use tightloop::ops::MinimumMaximum;
use tightloop::*;

/// Calls `f` with every array of the cases, whose elements are those of `element`, in all orders of
/// memory, and every list of axes.
fn for_each_case<T: Element>(
    mut element: impl FnMut(usize) -> T,
    f: impl Fn(ArrayView<'_, T>, &[isize]),
) {
    for (shape, lists) in CASES {
        let mut count = 0;
        let x = Array::from_fn(shape, |_| {
            count += 1;
            element(count)
        })
        .unwrap();
        for &axes in *lists {
            layouts(&x, |_, view| f(view, axes));
        }
    }
}

/// Text, so that NaN is equal to itself.
fn text<T: Element + Debug>(x: &Array<T>) -> String {
    format!("{:?} {:?}", x.shape(), x.to_vec())
}

/// Checks that both results are in new arrays and in existing ones.
fn check<T: Element, Y: Element + Debug>(
    x: ArrayView<'_, T>,
    axes: &[isize],
    wanted: [Result<Array<Y>>; 2],
    new: impl Fn() -> Result<(Array<Y>, Array<Y>)>,
    into: impl Fn(&mut Array<Y>, &mut Array<Y>) -> Result<()>,
) {
    match wanted {
        [Ok(first), Ok(second)] => {
            let found = everywhere(|| {
                let (first, second) = new().unwrap();
                [text(&first), text(&second)]
            });
            assert_eq!(found, [text(&first), text(&second)], "{:?} over {axes:?}", x.shape());
            let mut outputs = [0, 1].map(|_| Array::zeros(first.shape()).unwrap());
            let [a, b] = &mut outputs;
            into(a, b).unwrap();
            assert_eq!(outputs.map(|out| text(&out)), found);
            let mut wrong = Array::zeros(&[first.len() + 1, 3]).unwrap();
            let untouched = text(&wrong);
            let mut right = Array::zeros(first.shape()).unwrap();
            let zeros = text(&right);
            assert!(into(&mut right, &mut wrong).is_err());
            assert!(into(&mut wrong, &mut right).is_err());
            assert_eq!([text(&right), text(&wrong)], [zeros, untouched]);
        }
        [Err(error), _] | [_, Err(error)] => {
            assert!(matches!(error, Error::EmptyReduction { .. }), "{error}");
            assert!(matches!(new(), Err(Error::EmptyReduction { .. })));
        }
    }
}

fn check_extremes<T: Element + Debug>(element: impl FnMut(usize) -> T)
where
    MinimumMaximum: FoldUfunc<T, Out = [T; 2]>,
    ops::Minimum: FoldUfunc<T, Out = T>,
    ops::Maximum: FoldUfunc<T, Out = T>,
{
    for_each_case(element, |x, axes| {
        check(
            x,
            axes,
            [min_axis(x, axes), max_axis(x, axes)],
            || min_max_axis(x, axes),
            |low, high| min_max_axis_into(x, axes, low, high),
        );
        if let Ok((low, high)) = min_max(x) {
            let found = format!("{low:?} {high:?}");
            assert_eq!(found, format!("{:?} {:?}", min(x).unwrap(), max(x).unwrap()));
        } else {
            assert!(x.is_empty());
        }
    });
}

#[test]
fn extremes_are_the_smallest_and_the_largest_element() {
    let mut random = Random(1);
    check_extremes(|_| random.small() as i8);
    check_extremes(|_| random.small() as i16);
    check_extremes(|_| random.next() as i32);
    check_extremes(|_| random.next() as i64 * 31);
    check_extremes(|_| random.next() as u8);
    check_extremes(|_| random.next() as u16);
    check_extremes(|_| random.next() as u32);
    check_extremes(|_| random.next() << 31);
    check_extremes(|i| i % 100 > 40);
    check_extremes(|_| f16::from_f64(random.small()));
    check_extremes(|_| bf16::from_f64(random.small()));
    check_extremes(|_| random.small() as f32);
    check_extremes(|_| random.small());
}

#[test]
fn extremes_of_zeros_and_nan() {
    check_extremes(|i| if i.is_multiple_of(3) { -0.0 } else { 0.0 });
    check_extremes(|i| if i % 1000 == 17 { f32::NAN } else { i as f32 });
}

#[test]
fn the_variance_is_that_of_var() {
    let mut random = Random(2);
    for_each_case(
        |_| random.small() as f32,
        |x, axes| {
            let means: Array<f32> = mean_axis(x, axes).unwrap();
            let (mean, var) = mean_var_axis(x, axes, 1.0).unwrap();
            let close =
                |a: f32, b: f32| (a - b).abs() <= 0.01 + 1e-6 * b.abs() || a.is_nan() && b.is_nan();
            assert!(mean.iter().zip(means.iter()).all(|(&a, &b)| close(a, b)));
            check(
                x,
                axes,
                [Ok(mean), var_axis(x, axes, 1.0)],
                || mean_var_axis(x, axes, 1.0),
                |mean, var_out| mean_var_axis_into(x, axes, 1.0, mean, var_out),
            );
            assert_eq!(text(&var), text(&var_axis(x, axes, 1.0).unwrap()));
        },
    );
}

/// The mean of integers is exact if it is one.
#[test]
fn means_are_right() {
    let values = [3_i32, 9, -4, 12];
    assert_eq!(mean_var(&values, 0.0), (5.0, 37.5));
    let values: Vec<f64> = (0..100_000).map(|i| 1e9 + (i % 3) as f64).collect();
    let (mean, var) = mean_var(&values, 0.0);
    let exact = (0..100_000).map(|i| i % 3).sum::<i32>() as f64 / 1e5;
    assert_eq!(mean, 1e9 + exact);
    let squares = (0..100_000).map(|i| (i % 3) * (i % 3)).sum::<i32>() as f64 / 1e5;
    assert!((var - (squares - exact * exact)).abs() < 1e-9);
    assert_eq!(mean_var(&[f16::from_f32(2.0), f16::from_f32(4.0)], 0.0).1, f16::ONE);
    let empty: (f64, f64) = mean_var(&[] as &[f64], 0.0);
    assert!(empty.0.is_nan() && empty.1.is_nan());
}

#[test]
fn kept_axes() {
    let x = Array::from([[1, 5], [3, 2]]);
    let (low, high) = min_max_axis(&x, KeepDims(1)).unwrap();
    assert_eq!((low, high), (Array::from([[1], [2]]), Array::from([[5], [3]])));
    let (mut low, mut high) = (Array::from([[0], [0]]), Array::from([[0], [0]]));
    min_max_axis_into(&x, KeepDims(1), &mut low, &mut high).unwrap();
    assert_eq!((low, high), (Array::from([[1], [2]]), Array::from([[5], [3]])));
}
