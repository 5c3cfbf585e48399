//! Outer, at indices and masked: compared with loops over indices.

use tightloop::MAX_NDIM;
use tightloop::ops::{Add, Divmod, Equal, Maximum, Multiply, Negative, Sqrt, Square, Subtract};
use tightloop::prelude::*;

/// Numbers without a pattern.
fn numbers(len: usize, salt: u64) -> impl Iterator<Item = u64> {
    (0..len as u64).map(move |i| {
        let x = (i + salt).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (x ^ x >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40
    })
}

fn floats(shape: &[usize], salt: u64) -> Array<f32> {
    let len = shape.iter().product();
    let values = numbers(len, salt).map(|x| (x % 1000) as f32 / 8.0 - 50.0);
    Array::from_vec(shape, values.collect()).unwrap()
}

fn masks(shape: &[usize], salt: u64) -> Array<bool> {
    let len = shape.iter().product();
    Array::from_vec(shape, numbers(len, salt).map(|x| x % 3 == 0).collect()).unwrap()
}

fn at_every_level(check: impl Fn()) {
    for level in Level::available() {
        for threads in [1, 3] {
            with_level(level, || with_threads(threads, &check)).unwrap();
        }
    }
}

#[test]
fn outer_has_the_axes_of_both() {
    at_every_level(|| {
        let (x, y) = (floats(&[3, 4], 1), floats(&[2, 5], 2));
        let found = Subtract.outer(&x, y.t()).unwrap();
        assert_eq!(found.shape(), [3, 4, 5, 2]);
        for (i, j, k, l) in (0..120).map(|n| (n / 40, n / 10 % 4, n / 2 % 5, n % 2)) {
            assert_eq!(found[[i, j, k, l]], x[[i, j]] - y[[l, k]]);
        }
        let mut out = Array::full(&[3, 4, 5, 2], false).unwrap();
        Equal.outer_into(&x, y.t(), &mut out).unwrap();
        let equal = x.iter().map(|x| y.iter().filter(|&y| x == y).count()).sum::<usize>();
        assert_eq!(count_nonzero(&out), equal);
    });
    // Dtypes are promoted, and numbers have no axes.
    let found = Multiply.outer(&Array::from([1i8, 2]), &Array::from([200u8])).unwrap();
    assert_eq!(found, Array::from([[200i16], [400]]));
    assert_eq!(Add.outer(&[1, 2], 3).unwrap(), Array::from([4, 5]));
}

#[test]
fn outer_of_too_many_axes_is_an_error() {
    let x = Array::full(&[1; MAX_NDIM], 1.0).unwrap();
    assert!(matches!(Add.outer(&x, &[1.0]), Err(Error::TooManyAxes { .. })));
    let mut out = [7.0; 3];
    assert!(matches!(
        Add.outer_into(&[1.0, 2.0], &[1.0, 2.0], &mut out),
        Err(Error::OutputShape { op: "add", .. })
    ));
    assert_eq!(out, [7.0; 3]);
}

#[test]
fn at_counts_repeated_indices() {
    at_every_level(|| {
        for (places, count) in [(1, 700), (10, 1000), (100_000, 5000), (3, 0)] {
            let indices: Vec<usize> = numbers(count, 3).map(|x| x as usize % places).collect();
            let y: Vec<u16> = numbers(count, 4).map(|x| x as u16).collect();
            let mut expected = vec![5u16; places];
            for (&i, &y) in indices.iter().zip(&y) {
                expected[i] = expected[i].wrapping_mul(3).wrapping_sub(y);
            }
            let mut found = vec![5u16; places];
            for (&i, &y) in indices.iter().zip(&y) {
                Multiply.at(&mut found, ([i],), 3).unwrap();
                Subtract.at(&mut found, ([i],), y).unwrap();
            }
            assert_eq!(found, expected);

            let y = floats(&[count], 5);
            let mut found = vec![1.5f32; places];
            let mut expected = found.clone();
            Add.at(&mut found, (&indices,), &y).unwrap();
            indices.iter().zip(y.iter()).for_each(|(&i, y)| expected[i] += y);
            assert_eq!(found, expected);
        }
    });
}

#[test]
fn at_takes_blocks_lists_and_strides() {
    at_every_level(|| {
        // Rows, from a list with repeated and negative indices, of every second column.
        let mut x = floats(&[4, 10], 6);
        let y = floats(&[5, 5], 7);
        let mut expected = x.clone();
        for (row, i) in [3usize, 0, 3, 2, 3].into_iter().enumerate() {
            (0..5).for_each(|j| expected[[i, 2 * j]] += y[[row, j]]);
        }
        let columns = x.view_mut();
        let columns = columns.slice(s![.., ..;2]).unwrap();
        Add.at(columns, ([3, 0, -1, 2, -1],), &y).unwrap();
        assert_eq!(x, expected);

        // Elements, by two lists, with one number for all.
        let mut x = floats(&[3, 3], 8);
        let mut expected = x.clone();
        for (i, j) in [(0, 1), (2, 2), (0, 1)] {
            expected[[i, j]] = expected[[i, j]].max(0.0);
        }
        Maximum.at(&mut x, ([0, 2, 0], [1, 2, 1]), 0.0).unwrap();
        assert_eq!(x, expected);
    });
    let mut x = Array::from([1, 2, 3]);
    Negative.at_unary(&mut x, ([0, 0, 2],)).unwrap();
    assert_eq!(x, Array::from([1, 2, -3]));
    let mut halves = [f16_of(1.5); 2];
    Add.at(&mut halves, ([0, 0],), f16_of(0.25)).unwrap();
    assert_eq!(halves, [f16_of(2.0), f16_of(1.5)]);
}

fn f16_of(x: f32) -> f16 {
    f16::from_f32(x)
}

#[test]
fn at_writes_nothing_on_errors() {
    let mut x = Array::from([1, 2, 3]);
    let before = x.clone();
    let error = Add.at(&mut x, ([0, 3],), 1).unwrap_err();
    assert_eq!(error, Error::AxisIndexOutOfBounds { axis: 0, index: 3, len: 3 });
    assert!(Add.at(&mut x, ([0, 1],), &[1, 2, 3]).is_err());
    assert!(Add.at(&mut x, ([0], [0]), 1).is_err());
    assert!(Negative.at_unary(&mut x, ([-4],)).is_err());
    assert_eq!(x, before);
}

#[test]
fn masked_keeps_the_rest() {
    at_every_level(|| {
        for shape in [[1, 1], [7, 300], [300, 1000], [0, 3]] {
            let (x, y) = (floats(&shape, 1), floats(&shape, 2));
            let mask = masks(&shape, 3);
            let expected = |f: fn(f32, f32) -> f32, kept: &Array<f32>| {
                Array::from_fn(&shape, |i| {
                    let i = [i[0], i[1]];
                    if mask[i] { f(x[i], y[i]) } else { kept[i] }
                })
                .unwrap()
            };
            let mut out = floats(&shape, 4);
            let before = out.clone();
            Add.masked_into((&x, &y), &mask, &mut out).unwrap();
            assert!(out == expected(|x, y| x + y, &before), "{shape:?}");

            let mut in_place = x.clone();
            Multiply.masked_assign(&mut in_place, &y, &mask).unwrap();
            assert!(in_place == expected(|x, y| x * y, &x), "{shape:?}, in place");
            let mut in_place = x.clone();
            Square.masked_assign(&mut in_place, (), &mask).unwrap();
            assert!(in_place == expected(|x, _| x * x, &x), "{shape:?}, in place, unary");

            // In Fortran order.
            let mut out = before.t().to_array();
            Add.masked_into((x.t(), y.t()), mask.t(), &mut out).unwrap();
            assert!(out.t() == expected(|x, y| x + y, &before), "{shape:?}, transposed");
        }
    });
}

#[test]
fn masks_broadcast_and_results_convert() {
    at_every_level(|| {
        let x = floats(&[40, 50], 1).cast::<f16>();
        let (row, mut out) = (masks(&[50], 2), Array::full(&[40, 50], f16_of(9.0)).unwrap());
        Square.masked_into(&x, &row, &mut out).unwrap();
        let expected = Array::from_fn(&[40, 50], |i| {
            if row[[i[1]]] { f16_of(x[[i[0], i[1]]].to_f32().powi(2)) } else { f16_of(9.0) }
        });
        assert_eq!(out, expected.unwrap());

        let (x, y) = (Array::from([[7i32, -7], [9, 5]]), Array::from([2, 0]));
        let (mut quotient, mut remainder) = ([[1; 2]; 2], Array::full(&[2, 2], 1).unwrap());
        let mut rows = ArrayViewMut::new(quotient.as_flattened_mut(), &[2, 2]).unwrap();
        Divmod.masked_into((&x, &y), &[true, false], (&mut rows, &mut remainder)).unwrap();
        assert_eq!(quotient, [[3, 1], [4, 1]]);
        assert_eq!(remainder, Array::from([[1, 1], [1, 1]]));
    });
    let mut out = [7.0; 2];
    let error = Sqrt.masked_into(&[4.0, 9.0], &[true; 3], &mut out).unwrap_err();
    assert!(matches!(error, Error::Broadcast { op: "sqrt", .. }), "{error}");
    assert!(Sqrt.masked_into(4.0, &[[true; 2]; 2], &mut out).is_err());
    assert_eq!(out, [7.0; 2]);
}
