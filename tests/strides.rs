//! Strides of axes of length 1, which are never used, can have any value: arithmetic on them does
//! not overflow. Then columns and steps, which loops copy by squares of registers.

use tightloop::*;

/// Extreme strides: most overflow when multiplied by a length or by the size of an element.
const HOSTILE: [isize; 6] =
    [isize::MAX, isize::MIN, isize::MAX / 2 + 1, isize::MIN / 4 - 1, isize::MAX / 8 + 1, -1];

/// Runs `f` on views of the numbers 1, 2, .. 6 whose axes of length 1 have hostile strides.
fn for_hostile_strides(f: impl Fn(ArrayView<'_, f64>)) {
    let data = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    for stride in HOSTILE {
        f(ArrayView::with_strides(&data, &[1, 6], &[stride, 1], 0).unwrap());
        f(ArrayView::with_strides(&data, &[6, 1], &[1, stride], 0).unwrap());
        f(ArrayView::with_strides(&data, &[2, 1, 3], &[3, stride, 1], 0).unwrap());
        f(ArrayView::with_strides(&data, &[1, 1], &[stride, stride], 5).unwrap());
        f(ArrayView::with_strides(&data, &[1, 0], &[stride, stride], 5).unwrap());
    }
}

#[test]
fn views_of_views() {
    for_hostile_strides(|x| {
        assert_eq!(x.t().to_vec().len(), x.len());
        assert_eq!(
            x.slice((Slice::step(.., -1), Slice::step(.., isize::MIN))).unwrap().len(),
            x.slice((.., ..1)).unwrap().len()
        );
        assert_eq!(x.reshape(&[x.len()]).unwrap().to_vec(), x.to_vec());
        assert_eq!(x.to_array().to_vec(), x.iter().copied().collect::<Vec<_>>());
        assert!(!format!("{x} {x:?}").is_empty());
        let target: Vec<usize> = [3].iter().chain(x.shape()).copied().collect();
        assert_eq!(x.broadcast_to(&target).unwrap().len(), 3 * x.len());
        let _ = x.subview(0, 0).unwrap().insert_axis(0).unwrap().remove_axis(0).unwrap();
    });
    let mut data = [0.0; 6];
    for stride in HOSTILE {
        let mut x = ArrayViewMut::with_strides(&mut data, &[1, 6], &[stride, 1], 0).unwrap();
        add_assign(&mut x.reborrow(), 1.0).unwrap();
        cumulative_sum_into(Array::from([[1.0; 6]]), 0, x.reborrow()).unwrap();
        x.t().iter_mut().for_each(|element| *element += 1.0);
    }
}

#[test]
fn functions() {
    for_hostile_strides(|x| {
        let whole = x.to_array();
        assert_eq!(negative(x), negative(&whole));
        assert_eq!(add(x, &whole).unwrap(), add(&whole, x).unwrap());
        assert_eq!(cast::<f32, f64>(x), cast::<f32, f64>(&whole));
        assert_eq!(sum(x), sum(&whole));
        for axis in 0..x.ndim() as isize {
            assert_eq!(sum_axis(x, axis).unwrap(), sum_axis(&whole, axis).unwrap());
            assert_eq!(cumulative_sum(x, axis).unwrap(), cumulative_sum(&whole, axis).unwrap());
            if !x.is_empty() {
                assert_eq!(argmax_axis(x, axis).unwrap(), argmax_axis(&whole, axis).unwrap());
                assert_eq!(max_axis(x, axis).unwrap(), max_axis(&whole, axis).unwrap());
            }
        }
        if x.ndim() == 2 {
            assert_eq!(matmul(x, x.t()).unwrap(), matmul(&whole, whole.t()).unwrap());
            assert_eq!(matmul(x.t(), x).unwrap(), matmul(whole.t(), &whole).unwrap());
        }
    });
}

/// Columns and every other element are gathered correctly, for every size of element, in shapes
/// that whole squares of registers fill, or do not fill.
#[test]
fn columns_and_steps() {
    for level in Level::available() {
        with_level(level, || {
            for shape in
                [[8, 8], [16, 16], [17, 16], [32, 9], [33, 100], [64, 48], [65, 80], [100, 200]]
            {
                assert_times_one_is_unchanged(shape, 1, |i| i as u8);
                assert_times_one_is_unchanged(shape, 1, |i| i as u16 * 3);
                assert_times_one_is_unchanged(shape, 1.0, |i| i as f32);
                assert_times_one_is_unchanged(shape, 1.0, |i| i as f64);
                assert_times_one_is_unchanged(shape, Complex::new(1.0, 0.0), |i| {
                    Complex::new(i as f64, -1.0)
                });
            }
        })
        .unwrap();
    }
}

/// Asserts that `x * 1` is `x`, by columns and for every other element.
fn assert_times_one_is_unchanged<T: Element + std::fmt::Debug + PartialEq>(
    shape: [usize; 2],
    one: T,
    of: impl Fn(usize) -> T,
) where
    ops::Multiply: Ufunc<(T, T), Out = (T,)>,
{
    let x = Array::from_vec(&shape, (0..shape[0] * shape[1]).map(of).collect()).unwrap();
    let steps = [0, 1].map(|first| (.., Slice::step(first.., 2)));
    for view in [
        x.t(),
        x.slice(steps[0]).unwrap(),
        x.slice(steps[1]).unwrap(),
        x.t().slice(steps[0]).unwrap(),
        x.t().slice(steps[1]).unwrap(),
    ] {
        let found = multiply(view, one).unwrap().to_vec();
        assert!(view.iter().eq(&found), "{:?} {:?}", view.shape(), view.strides());
    }
}
