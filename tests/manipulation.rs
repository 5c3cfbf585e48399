//! Joining, splitting, repeating, reordering and padding, compared with loops over indices:
//! arbitrary shapes, strides and axes, elements of every size, empty arrays, and errors.

#[path = "../array-core/tests/properties/strategies.rs"]
#[allow(dead_code, reason = "shared with the properties of layouts")]
mod strategies;
mod support;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prelude::*;
use proptest::sample::Index;
use support::{Numbered, by_index, every_size, everywhere, indices, memory, view, view_mut};
use tightloop::*;

/// Returns an axis counted from the front, and the same axis counted from either end.
fn axis_of(axis: Index, ndim: usize) -> (usize, isize) {
    let axis = axis.index(2 * ndim);
    (axis % ndim, if axis < ndim { axis as isize } else { axis as isize - 2 * ndim as isize })
}

/// Draws an axis, and layouts whose shapes agree on all other axes.
fn joined() -> impl Strategy<Value = (usize, Vec<tightloop_array_core::Layout>)> {
    (strategies::shapes(), any::<Index>(), vec(0..4usize, 1..4))
        .prop_filter("an axis", |(shape, ..)| !shape.is_empty())
        .prop_flat_map(|(shape, axis, lengths)| {
            let axis = axis.index(shape.len());
            let layouts: Vec<_> = lengths
                .into_iter()
                .map(|len| {
                    let mut shape = shape.clone();
                    shape[axis] = len;
                    strategies::distinct_layouts(shape).boxed()
                })
                .collect();
            (Just(axis), layouts)
        })
}

every_size! {
    fn copies_and_assignments<T>(operands in strategies::operands(), seed in any::<u64>()) {
        let (shape, [x, _, out]) = operands;
        let (a, mut b, of) = (memory::<T>(seed), memory::<T>(!seed), x);
        let x = view(&a, &of);
        everywhere(|| {
            assert_eq!(x.to_array(), by_index(x.shape(), |index| *x.get(index).unwrap()));
        });

        let mut expected = b.clone();
        let stretched = x.broadcast_to(&shape).unwrap();
        for index in indices(&shape) {
            expected[support::position(&out, &index)] = *stretched.get(&index).unwrap();
        }
        let mut written = view_mut(&mut b, &out);
        everywhere_on(&mut written, |written| written.assign(x).unwrap());
        // All of memory is compared: gaps are not written.
        assert!(b == expected);
    }

    fn concatenations<T>(operands in joined(), seed in any::<u64>(), from_end in any::<bool>()) {
        let (axis, layouts) = operands;
        let a = memory::<T>(seed);
        let views: Vec<_> = layouts.iter().map(|layout| view(&a, layout)).collect();
        let ndim = views[0].ndim() as isize;
        let named = axis as isize - if from_end { ndim } else { 0 };
        everywhere(|| {
            let found = concatenate(&views, named).unwrap();
            let mut shape = views[0].shape().to_vec();
            shape[axis] = views.iter().map(|view| view.shape()[axis]).sum();
            assert_eq!(found, by_index(&shape, |index| {
                let mut index = index.to_vec();
                for view in &views {
                    if index[axis] < view.shape()[axis] {
                        return *view.get(&index).unwrap();
                    }
                    index[axis] -= view.shape()[axis];
                }
                unreachable!("the axis is as long as all of them")
            }));
        });
    }

    fn stacks<T>(layout in strategies::layouts(), axis in any::<Index>(), seed in any::<u64>()) {
        let (a, b) = (memory::<T>(seed), memory::<T>(!seed));
        let (x, y) = (view(&a, &layout), view(&b, &layout));
        let (axis, named) = axis_of(axis, x.ndim() + 1);
        everywhere(|| {
            let found = stack(&[x, y, x], named).unwrap();
            let mut shape = x.shape().to_vec();
            shape.insert(axis, 3);
            assert_eq!(found, by_index(&shape, |index| {
                let mut index = index.to_vec();
                *[x, y, x][index.remove(axis)].get(&index).unwrap()
            }));
        });
    }

    fn splits<T>(
        layout in strategies::layouts(),
        axis in any::<Index>(),
        cuts in vec(any::<Index>(), 0..4),
        seed in any::<u64>(),
    ) {
        prop_assume!(layout.ndim() > 0);
        let a = memory::<T>(seed);
        let x = view(&a, &layout);
        let (axis, named) = axis_of(axis, x.ndim());
        let len = x.shape()[axis];
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(len + 1)).collect();
        cuts.sort_unstable();
        let parts = x.split_at_indices(&cuts, named).unwrap();
        prop_assert_eq!(parts.len(), cuts.len() + 1);
        prop_assert_eq!(concatenate(&parts, named).unwrap(), x);
        for parts in 1..6 {
            match x.split(parts, named) {
                Ok(views) => {
                    prop_assert!(views.iter().all(|view| view.shape()[axis] * parts == len));
                    prop_assert_eq!(concatenate(&views, named).unwrap(), x);
                }
                Err(error) => prop_assert!(len % parts != 0, "{}", error),
            }
        }
    }

    fn repetitions<T>(
        layout in strategies::layouts(),
        axis in any::<Index>(),
        count in 0..5usize,
        seed in any::<u64>(),
    ) {
        prop_assume!(layout.ndim() > 0);
        let a = memory::<T>(seed);
        let x = view(&a, &layout);
        let (axis, named) = axis_of(axis, x.ndim());
        everywhere(|| {
            let found = repeat(x, count, named).unwrap();
            let mut shape = x.shape().to_vec();
            shape[axis] *= count;
            assert_eq!(found, by_index(&shape, |index| {
                let mut index = index.to_vec();
                index[axis] /= count;
                *x.get(&index).unwrap()
            }));
        });
    }

    fn tiles<T>(
        layout in strategies::layouts(),
        counts in vec(0..4usize, 0..5),
        seed in any::<u64>(),
    ) {
        let a = memory::<T>(seed);
        let x = view(&a, &layout);
        let ndim = x.ndim().max(counts.len());
        let padded = |list: &[usize]| [&vec![1; ndim - list.len()], list].concat();
        let (own, all) = (padded(x.shape()), padded(&counts));
        let shape: Vec<usize> = own.iter().zip(&all).map(|(&len, &count)| len * count).collect();
        everywhere(|| {
            assert_eq!(tile(x, &counts).unwrap(), by_index(&shape, |index| {
                let index: Vec<usize> = index.iter().zip(&own).map(|(i, len)| i % len).collect();
                *x.get(&index[ndim - x.ndim()..]).unwrap()
            }));
        });
    }

    fn rolls<T>(
        layout in strategies::layouts(),
        axis in any::<Index>(),
        shift in -9..10isize,
        seed in any::<u64>(),
    ) {
        prop_assume!(layout.ndim() > 0);
        let a = memory::<T>(seed);
        let x = view(&a, &layout);
        let (axis, named) = axis_of(axis, x.ndim());
        everywhere(|| {
            assert_eq!(roll(x, shift, named).unwrap(), by_index(x.shape(), |index| {
                let mut index = index.to_vec();
                let len = x.shape()[axis] as isize;
                index[axis] = (index[axis] as isize - shift).rem_euclid(len) as usize;
                *x.get(&index).unwrap()
            }));
        });
    }

    fn paddings<T>(
        layout in strategies::layouts(),
        widths in vec((0..7usize, 0..7usize), 6),
        mode in 0..5usize,
        seed in any::<u64>(),
    ) {
        // Four padded axes would have too many elements.
        prop_assume!(layout.ndim() < 4);
        let a = memory::<T>(seed);
        let x = view(&a, &layout);
        let widths = &widths[..x.ndim()];
        let modes = [Pad::Constant(T::ONE), Pad::Edge, Pad::Reflect, Pad::Symmetric, Pad::Wrap];
        let mode = modes[mode];
        prop_assume!(!x.is_empty() || matches!(mode, Pad::Constant(_)));
        let padded = |(len, (before, after)): (&usize, &(usize, usize))| before + len + after;
        let shape: Vec<usize> = x.shape().iter().zip(widths).map(padded).collect();
        // Reflects step by step, as the definition of `np.pad` does.
        let source = |place: isize, len: isize| match mode {
            _ if (0..len).contains(&place) => Some(place),
            Pad::Constant(_) => None,
            Pad::Edge => Some(place.clamp(0, len - 1)),
            Pad::Wrap => Some(place.rem_euclid(len)),
            Pad::Symmetric | Pad::Reflect => {
                let (mut place, once) = (place, matches!(mode, Pad::Reflect));
                while !(0..len).contains(&place) {
                    place = match (place < 0, once) {
                        (true, true) => -place,
                        (true, false) => -1 - place,
                        (false, true) => 2 * (len - 1) - place,
                        (false, false) => 2 * len - 1 - place,
                    };
                    if len == 1 {
                        place = 0;
                    }
                }
                Some(place)
            }
        };
        everywhere(|| {
            assert_eq!(pad(x, widths, mode).unwrap(), by_index(&shape, |index| {
                let places = index.iter().zip(widths).zip(x.shape());
                let index: Option<Vec<usize>> = places
                    .map(|((&i, width), &len)| source(i as isize - width.0 as isize, len as isize))
                    .map(|place| place.map(|place| place as usize))
                    .collect();
                index.map_or(T::ONE, |index| *x.get(&index).unwrap())
            }), "{mode:?}");
        });
    }

    fn triangles<T>(layout in strategies::layouts(), k in -6..7isize, seed in any::<u64>()) {
        prop_assume!(layout.ndim() > 1);
        let a = memory::<T>(seed);
        let x = view(&a, &layout);
        let part = |is_in: fn(isize, isize) -> bool| by_index(x.shape(), |index| match index {
            [.., i, j] if is_in(*j as isize - *i as isize, k) => *x.get(index).unwrap(),
            _ => T::ZERO,
        });
        let is_in_lower: fn(isize, isize) -> bool = |diagonal, k| diagonal <= k;
        prop_assert_eq!(tril(x, k).unwrap(), part(is_in_lower));
        prop_assert_eq!(triu(x, k).unwrap(), part(|diagonal, k| diagonal >= k));
    }
}

/// Runs a check that changes `x`, at every level.
fn everywhere_on<X>(x: &mut X, check: impl Fn(&mut X)) {
    for level in Level::available() {
        with_level(level, || with_threads(3, || check(x))).unwrap();
    }
}

/// Copies matrices that are larger than the blocks of the loops, from and to strides of every kind.
fn copies_beyond_blocks<T: Numbered>() {
    let (rows, columns) = (70, 131);
    let numbers = |index: &[usize]| T::of((index[0] * 1000 + index[1]) as i64);
    let x = by_index(&[rows, columns], numbers);
    let parts = [
        x.view(),
        x.slice((.., Slice::step(.., 2))).unwrap(),
        x.slice((.., Slice::step(.., -1))).unwrap(),
        x.slice((.., Slice::step(.., 3))).unwrap(),
        x.slice((.., 5..8)).unwrap(),
        x.slice((5..8, ..)).unwrap(),
        x.slice((.., 3..4)).unwrap().broadcast_to(&[rows, 40]).unwrap(),
        x.slice((3, ..)).unwrap().broadcast_to(&[40, columns]).unwrap(),
    ];
    everywhere(|| {
        for part in parts.iter().flat_map(|part| [*part, part.t()]) {
            let expected = by_index(part.shape(), |index| *part.get(index).unwrap());
            assert!(part.to_array() == expected, "{:?} {:?}", part.shape(), part.strides());
            let [rows, columns] = *part.shape() else { unreachable!("a matrix") };
            let mut out = Array::<T>::zeros(&[2 * rows, 2 * columns]).unwrap();
            let mut transposed = Array::<T>::zeros(&[columns, rows]).unwrap();
            let every_other = (Slice::step(.., 2), Slice::step(.., 2));
            out.view_mut().slice(every_other).unwrap().assign(part).unwrap();
            transposed.view_mut().t().assign(part).unwrap();
            assert!(out.slice(every_other).unwrap() == expected && transposed.t() == expected);
            assert_eq!(count_nonzero(&out), count_nonzero(&expected));
        }
        for count in (1..20).chain([40]) {
            let found = repeat(&x, count, 1).unwrap();
            let expected =
                by_index(&[rows, columns * count], |index| numbers(&[index[0], index[1] / count]));
            assert!(found == expected, "{count} times");
        }
    });
}

#[test]
fn copies_of_every_size_beyond_blocks() {
    copies_beyond_blocks::<u8>();
    copies_beyond_blocks::<f16>();
    copies_beyond_blocks::<f32>();
    copies_beyond_blocks::<i64>();
    copies_beyond_blocks::<C32>();
    copies_beyond_blocks::<C64>();
}

#[test]
fn large_copies_on_several_threads() {
    let x = Array::from_fn(&[700, 800], |index| (index[0] * 1000 + index[1]) as f32).unwrap();
    everywhere(|| {
        let transposed = x.t().to_array();
        assert!(
            indices(&[800, 700])
                .all(|index| transposed.get(&index) == x.get(&[index[1], index[0]]))
        );
        let both =
            concatenate(&[x.view(), x.slice((.., Slice::step(.., -1))).unwrap()], 1).unwrap();
        assert!(indices(&[700, 800]).all(|index| {
            both.get(&[index[0], 1599 - index[1]]) == x.get(&index)
                && both.get(&index) == x.get(&index)
        }));
        let twice = repeat(&x, 2, -1).unwrap();
        assert!(
            indices(&[700, 1600])
                .all(|index| twice.get(&index) == x.get(&[index[0], index[1] / 2]))
        );
    });
}

/// More than 32 MiB.
#[test]
fn copies_past_the_caches() {
    let x: Vec<f32> = (0..(9 << 20) + 13).map(|i| (i % 1021) as f32).collect();
    for start in [0, 1, 3] {
        let part = ArrayView::line(&x[start..]);
        let mut out = vec![0.0; x.len() + 3];
        with_threads(1 + start, || {
            assert!(part.to_array().as_slice() == &x[start..]);
            ArrayViewMut::line(&mut out[3..][..part.len()]).assign(part).unwrap();
        });
        assert!(out[3..][..part.len()] == x[start..] && out[..3] == [0.0; 3]);
    }
}

#[test]
fn parts_that_do_not_fit() {
    let (x, y) = (Array::<f32>::zeros(&[2, 3]).unwrap(), Array::<f32>::zeros(&[2, 4]).unwrap());
    let error = concatenate(&[&x, &y], 0).unwrap_err();
    assert!(
        matches!(&error, Error::UnequalShapes { op: "concatenate", shapes } if *shapes[1] == [2, 4])
    );
    assert!(concatenate(&[&x, &y], 1).is_ok());
    assert!(matches!(stack(&[&x, &y], 0), Err(Error::UnequalShapes { op: "stack", .. })));
    assert!(matches!(concatenate(&[&x], 2), Err(Error::AxisOutOfRange { axis: 2, ndim: 2, .. })));
    assert!(matches!(concatenate(&[&x], -3), Err(Error::AxisOutOfRange { .. })));
    assert!(stack(&[&x, &x], 2).is_ok() && stack(&[&x, &x], 3).is_err());
    let nothing: [&Array<f32>; 0] = [];
    assert!(matches!(concatenate(&nothing, 0), Err(Error::InvalidParameter { .. })));
    assert!(matches!(stack(&nothing, 0), Err(Error::InvalidParameter { .. })));
    assert!(concatenate(&[&Array::scalar(1)], 0).is_err());
    let deep = Array::<u8>::zeros(&[1; MAX_NDIM]).unwrap();
    assert!(matches!(stack(&[&deep], 0), Err(Error::TooManyAxes { .. })));
    assert!(matches!(repeat(&deep, 2, 0), Err(Error::TooManyAxes { .. })));
}

#[test]
fn parameters_that_do_not_fit() {
    let x = Array::from([[1, 2, 3], [4, 5, 6]]);
    assert!(matches!(x.split(2, 1), Err(Error::InvalidParameter { op: "split", .. })));
    assert!(x.split(0, 1).is_err() && x.split(1, 2).is_err());
    assert!(matches!(
        x.split_at_indices(&[4], 1),
        Err(Error::AxisIndexOutOfBounds { axis: 1, index: 4, len: 3 })
    ));
    assert!(matches!(x.split_at_indices(&[2, 1], 1), Err(Error::InvalidParameter { .. })));
    assert!(matches!(
        pad(&x, &[(1, 1); 3], Pad::Edge),
        Err(Error::InvalidParameter { op: "pad", .. })
    ));
    assert_eq!(pad(&x, &[(1, 1)], Pad::Constant(0)).unwrap().shape(), [4, 5]);
    for mode in [Pad::Constant(0), Pad::Edge, Pad::Reflect, Pad::Symmetric, Pad::Wrap] {
        for widths in [(usize::MAX, 0), (0, usize::MAX), (usize::MAX, usize::MAX)] {
            assert!(matches!(pad(&x, &[widths], mode), Err(Error::SizeOverflow { .. })));
        }
    }
    let empty = Array::<i32>::zeros(&[0, 2]).unwrap();
    assert!(matches!(
        pad(&empty, &[(1, 0), (0, 0)], Pad::Wrap),
        Err(Error::InvalidParameter { .. })
    ));
    assert_eq!(pad(&empty, &[(0, 0), (1, 0)], Pad::Wrap).unwrap().shape(), [0, 3]);
    assert!(matches!(repeat(&x, usize::MAX, 0), Err(Error::SizeOverflow { .. })));
    assert!(matches!(tile(&x, &[usize::MAX, 2]), Err(Error::SizeOverflow { .. })));
    assert!(matches!(tile(&x, &[1; MAX_NDIM + 1]), Err(Error::TooManyAxes { .. })));
    assert!(tril([1, 2], 0).is_err() && triu([1, 2], 0).is_err());
    assert_eq!(tril(&x, isize::MAX).unwrap(), x);
    assert_eq!(triu(&x, isize::MIN).unwrap(), x);
    assert!(meshgrid(&x, [1]).is_err());
    assert!(roll(&x, 1, 2).is_err());
}

#[test]
fn assignments_that_do_not_fit_write_nothing() {
    let mut x = Array::from([[1, 2, 3], [4, 5, 6]]);
    let before = x.clone();
    assert!(matches!(x.assign([1, 2]), Err(Error::OutputShape { op: "assign", .. })));
    assert!(x.view_mut().t().assign(&before).is_err());
    assert_eq!(x, before);
}

#[test]
fn arrays_from_collections() {
    let four = Array::from([[[[1, 2], [3, 4]]]]);
    assert_eq!((four.shape(), four.to_vec()), (&[1, 1, 2, 2][..], vec![1, 2, 3, 4]));
    assert_eq!(Array::from([[[[[1u8, 2]], [[3, 4]]]]]).shape(), [1, 1, 2, 1, 2]);
    assert_eq!(Array::from([[[[[[1.0]], [[2.0]]]]]]).shape(), [1, 1, 1, 2, 1, 1]);
    assert_eq!(Array::from(vec![[1, 2, 3]; 2]).shape(), [2, 3]);
    assert_eq!(Array::<i32>::from(Vec::<[i32; 3]>::new()).shape(), [0, 3]);
    assert_eq!(
        Array::try_from(vec![vec![1, 2], vec![3, 4]]).unwrap(),
        Array::from([[1, 2], [3, 4]])
    );
    assert_eq!(Array::try_from(vec![Vec::<f32>::new(); 2]).unwrap().shape(), [2, 0]);
    assert_eq!(Array::try_from(Vec::<Vec<f32>>::new()).unwrap().shape(), [0, 0]);
    assert!(matches!(
        Array::try_from(vec![vec![1], vec![], vec![2, 3]]),
        Err(Error::UnequalLengths { shortest: 0, longest: 2, .. })
    ));
    assert_eq!((0..3).map(f64::from).collect::<Array<f64>>(), Array::from([0.0, 1.0, 2.0]));
}

#[test]
fn matrices_of_diagonals() {
    assert_eq!(Array::<bool>::eye(0).unwrap().shape(), [0, 0]);
    assert_eq!(Array::eye(2).unwrap(), Array::from([[1.0f32, 0.0], [0.0, 1.0]]));
    let x = Array::from([[1, 2], [3, 4], [5, 6]]);
    let column = x.slice((.., 1)).unwrap();
    assert_eq!(Array::from_diag(column).unwrap(), Array::from([[2, 0, 0], [0, 4, 0], [0, 0, 6]]));
    assert!(matches!(Array::from_diag(&x), Err(Error::InvalidParameter { op: "from_diag", .. })));
    assert!(matches!(Array::<f64>::eye(usize::MAX), Err(Error::SizeOverflow { .. })));
}
