//! Reading and writing by indices and masks, compared with loops over indices: arbitrary shapes,
//! strides and axes, elements of every size, empty arrays, and errors.

#[path = "../array-core/tests/properties/strategies.rs"]
#[allow(dead_code, reason = "shared with the properties of layouts")]
mod strategies;
mod support;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prelude::*;
use proptest::sample::Index;
use support::{by_index, every_size, everywhere, indices, memory, position, view, view_mut};
use tightloop::*;
use tightloop_array_core::Layout;

/// Returns indices along an axis of this length, some of them counted from the end.
fn of_axis(len: usize, chosen: &[Index]) -> Vec<i64> {
    let index = |index: &Index| index.index(2 * len) as i64 - len as i64;
    if len == 0 { Vec::new() } else { chosen.iter().map(index).collect() }
}

/// Returns an index counted from the front.
fn place(index: i64, len: usize) -> usize {
    if index < 0 { (index + len as i64) as usize } else { index as usize }
}

/// Returns a random mask.
fn truths(seed: u64, len: usize) -> Vec<bool> {
    let density = seed % 4;
    memory::<i64>(seed)[..len].iter().map(|n| (n & 3) as u64 >= density).collect()
}

every_size! {
    fn parts_of_an_axis<T>(
        layout in strategies::layouts(),
        axis in any::<Index>(),
        chosen in vec(any::<Index>(), 0..9),
        seed in any::<u64>(),
    ) {
        prop_assume!(layout.ndim() > 0);
        let a = memory::<T>(seed);
        let x = view(&a, &layout);
        let axis = axis.index(x.ndim());
        let len = x.shape()[axis];
        let list = of_axis(len, &chosen);
        everywhere(|| {
            let found = take(x, &list, axis).unwrap();
            let mut shape = x.shape().to_vec();
            shape[axis] = list.len();
            assert_eq!(found, by_index(&shape, |index| {
                let mut index = index.to_vec();
                index[axis] = place(list[index[axis]], len);
                *x.get(&index).unwrap()
            }));
        });
        // By a mask, and by an index per element.
        let mask = truths(seed, len);
        let wanted: Vec<usize> = (0..len).filter(|&i| mask[i]).collect();
        prop_assert_eq!(compress(x, &mask, axis).unwrap(), take(x, wanted, axis).unwrap());
        if len > 0 {
            let along = by_index(x.shape(), |index| (index.iter().sum::<usize>() * 7 % len) as i64);
            let expected = by_index(x.shape(), |index| {
                let mut own = index.to_vec();
                own[axis] = *along.get(index).unwrap() as usize;
                *x.get(&own).unwrap()
            });
            prop_assert_eq!(take_along_axis(x, &along, axis).unwrap(), expected);
        }
    }

    fn places<T>(
        layout in strategies::layouts(),
        chosen in vec(any::<Index>(), 0..9),
        seed in any::<u64>(),
    ) {
        prop_assume!(layout.ndim() > 1);
        let mut a = memory::<T>(seed);
        let values = memory::<T>(!seed);
        let shape = layout.shape();
        let rows = of_axis(shape[0], &chosen);
        let columns: Vec<i64> = of_axis(shape[1], &chosen).into_iter().rev().collect();
        prop_assume!(rows.len() == columns.len());
        let source = |index: &[usize]| {
            let [k, rest @ ..] = index else { unreachable!("the axis of the lists") };
            [&[place(rows[*k], shape[0]), place(columns[*k], shape[1])], rest].concat()
        };
        let result = [&[rows.len()], &shape[2..]].concat();
        let x = view(&a, &layout);
        everywhere(|| {
            let expected = by_index(&result, |index| *x.get(&source(index)).unwrap());
            assert_eq!(gather(x, (&rows, &columns)).unwrap(), expected);
        });
        // If a position comes up several times, the last value stays.
        let values = view(&values, &Layout::contiguous(&result).unwrap());
        let mut expected = a.clone();
        for index in indices(&result) {
            expected[position(&layout, &source(&index))] = *values.get(&index).unwrap();
        }
        let mut x = view_mut(&mut a, &layout);
        scatter(&mut x, (&rows, &columns), values).unwrap();
        prop_assert!(a == expected);
        // A single value.
        for index in indices(&result) {
            expected[position(&layout, &source(&index))] = T::ONE;
        }
        let mut x = view_mut(&mut a, &layout);
        scatter(&mut x, (&rows, &columns), T::ONE).unwrap();
        prop_assert!(a == expected);
    }

    fn masked<T>(operands in strategies::operands(), seed in any::<u64>()) {
        let (shape, [values, mask, out]) = operands;
        let (mut a, b, truths) = (memory::<T>(seed), memory::<T>(!seed), truths(seed, 1 << 15));
        let (values, mask) = (view(&b, &values), view(&truths, &mask));
        let all_values = values.broadcast_to(&shape).unwrap();
        let all_truths = mask.broadcast_to(&shape).unwrap();
        let x = view(&a, &out);
        let is_wanted = |index: &Vec<usize>| *all_truths.get(index).unwrap();
        let wanted: Vec<Vec<usize>> = indices(&shape).filter(is_wanted).collect();
        everywhere(|| {
            let found = extract(x, all_truths).unwrap();
            assert_eq!(found.shape(), [wanted.len()]);
            assert!(found.iter().zip(&wanted).all(|(found, index)| found == x.get(index).unwrap()));
        });
        prop_assert_eq!(count_nonzero(all_truths), wanted.len());
        prop_assert_eq!(count_nonzero(all_truths.to_array()), wanted.len());
        let rows = [wanted.len(), shape.len()];
        let rows = by_index(&rows, |index| wanted[index[0]][index[1]] as i64);
        prop_assert_eq!(argwhere(all_truths), rows);

        let mut expected = a.clone();
        for index in &wanted {
            expected[position(&out, index)] = *all_values.get(index).unwrap();
        }
        let mut x = view_mut(&mut a, &out);
        with_threads(3, || put_mask(&mut x, mask, values).unwrap());
        // All of memory is compared: gaps are not written.
        prop_assert!(a == expected);
    }
}

#[test]
fn long_masks() {
    for len in [0, 1, 7, 8, 9, 255, 256, 1000, 4099] {
        for density in 0..4 {
            let x: Vec<u16> = (0..len as u16).collect();
            let mask = truths(density + 4 * len as u64, len);
            let expected: Vec<u16> = x.iter().filter(|&&i| mask[i as usize]).copied().collect();
            assert_eq!(extract(&x, &mask).unwrap().to_vec(), expected);
            assert_eq!(count_nonzero(&mask), expected.len());
            let mut y = x.clone();
            put_mask(&mut y, &mask, 7).unwrap();
            assert!(
                y.iter().zip(x.iter().zip(&mask)).all(|(&y, (&x, &m))| y == if m { 7 } else { x })
            );
        }
    }
}

#[test]
fn large_calls_on_several_threads() {
    let x = Array::from_fn(&[700, 800], |index| (index[0] * 1000 + index[1]) as f32).unwrap();
    let list: Vec<usize> = (0..900).map(|i| i * 311 % 700).collect();
    everywhere(|| {
        let rows = take(&x, &list, 0).unwrap();
        assert!(
            indices(&[900, 800])
                .all(|index| rows.get(&index) == x.get(&[list[index[0]], index[1]]))
        );
        let columns = take(&x, &list, 1).unwrap();
        assert!(
            indices(&[700, 900])
                .all(|index| columns.get(&index) == x.get(&[index[0], list[index[1]]]))
        );
        let mut y = x.clone();
        put_mask(&mut y, less(&x, 5000.0).unwrap(), -1.0).unwrap();
        assert!(y.iter().zip(&x).all(|(&y, &x)| y == if x < 5000.0 { -1.0 } else { x }));
    });
}

#[test]
fn lists_broadcast() {
    let x = Array::from_fn(&[3, 4, 2], |index| (index[0] * 100 + index[1] * 10 + index[2]) as i32)
        .unwrap();
    let outer = gather(&x, (&Array::from([[0i64], [2]]), [1, 3, 0])).unwrap();
    assert_eq!(outer.shape(), [2, 3, 2]);
    assert_eq!(outer[[1, 1, 0]], 230);
    let all = gather(&x, ([0usize, 2], [1i32, -1], [1isize, 0])).unwrap();
    assert_eq!(all, Array::from([11, 230]));
    let table = take(&x, Array::from([[0, 1], [2, 2]]), 0).unwrap();
    assert_eq!(table.shape(), [2, 2, 4, 2]);
    assert_eq!(table[[1, 0, 3, 1]], 231);
    let transposed = Array::from([[0, 1], [2, 2]]);
    assert_eq!(take(&x, transposed.t(), 0).unwrap()[[0, 1, 3, 1]], 231);
    let nothing: [usize; 0] = [];
    assert_eq!(take(&x, nothing, 1).unwrap().shape(), [3, 0, 2]);

    let mut x = Array::<i32>::zeros(&[3, 2]).unwrap();
    scatter(&mut x, (&Array::from([[0i64], [2]]), [0, 1]), Array::from([[1, 2], [3, 4]])).unwrap();
    assert_eq!(x, Array::from([[1, 2], [0, 0], [3, 4]]));
    scatter(&mut x, (&Array::from([[0i64], [2]]), [0, 1]), [5, 6]).unwrap();
    assert_eq!(x, Array::from([[5, 6], [0, 0], [5, 6]]));
}

#[test]
fn rows_that_lie_backwards() {
    let values = Array::from([[1, 2, 3], [4, 5, 6]]);
    let backwards = (.., Slice::step(.., -1));
    let mut x = Array::<i32>::zeros(&[3, 3]).unwrap();
    let reversed = x.view_mut().slice(backwards).unwrap();
    scatter(reversed, ([2, 0],), values.slice(backwards).unwrap()).unwrap();
    assert_eq!(x, Array::from([[4, 5, 6], [0, 0, 0], [1, 2, 3]]));
    let taken = take(x.slice(backwards).unwrap(), [2, 0], 0).unwrap();
    assert_eq!(taken, Array::from([[3, 2, 1], [6, 5, 4]]));
}

#[test]
fn indices_out_of_range() {
    let x = Array::from([[1, 2, 3], [4, 5, 6]]);
    assert!(matches!(
        take(&x, [0, 3], 1),
        Err(Error::AxisIndexOutOfBounds { axis: 1, index: 3, len: 3 })
    ));
    assert!(matches!(
        take(&x, [-3], 0),
        Err(Error::AxisIndexOutOfBounds { axis: 0, index: -3, len: 2 })
    ));
    assert!(matches!(
        take(&x, [usize::MAX], 0),
        Err(Error::AxisIndexOutOfBounds { index: isize::MAX, .. })
    ));
    assert!(take(&x, [i64::MIN], 0).is_err() && take(&x, [i64::MAX], 0).is_err());
    assert!(matches!(
        take(&x, [0], 2),
        Err(Error::AxisOutOfRange { op: "take", axis: 2, ndim: 2 })
    ));
    assert!(matches!(
        gather(&x, ([0], [3])),
        Err(Error::AxisIndexOutOfBounds { axis: 1, index: 3, .. })
    ));
    assert!(matches!(gather(&x, ([0, 1], [0, 1, 2])), Err(Error::Broadcast { op: "gather", .. })));
    assert!(matches!(
        gather(&x, ([0], [0], [0])),
        Err(Error::TooManySlices { slices: 3, ndim: 2 })
    ));
    let empty = Array::<f32>::zeros(&[0, 3]).unwrap();
    assert!(take(&empty, [0], 0).is_err());
    assert_eq!(take(&empty, [2], 1).unwrap().shape(), [0, 1]);
    assert!(take_along_axis(&x, [0], 0).is_err());
    assert!(take_along_axis(&x, Array::from([[0, 0, 2]]), 0).is_err());
    let deep = Array::<u8>::zeros(&[1; MAX_NDIM]).unwrap();
    assert!(matches!(take(&deep, Array::from([[0]]), 0), Err(Error::TooManyAxes { .. })));
}

#[test]
fn errors_write_nothing() {
    let mut x = Array::from([[1, 2, 3], [4, 5, 6]]);
    let before = x.clone();
    assert!(scatter(&mut x, ([0, 1], [0, 3]), 0).is_err());
    assert!(matches!(scatter(&mut x, ([0, 1],), [1, 2]), Err(Error::Broadcast { .. })));
    assert!(matches!(
        put_mask(&mut x, [true, false], 0),
        Err(Error::OutputShape { op: "put_mask", .. })
    ));
    assert!(put_mask(&mut x, true, [1, 2]).is_err());
    assert_eq!(x, before);
    assert!(matches!(extract(&x, [true]), Err(Error::UnequalShapes { op: "extract", .. })));
    assert!(matches!(compress(&x, [true], 0), Err(Error::UnequalShapes { op: "compress", .. })));
    assert!(compress(&x, [true, true], 2).is_err());
}
