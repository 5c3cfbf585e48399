//! Views against element-by-element access through indices.

use crate::config;
use crate::odometer::{indices, position};
use crate::strategies::{layouts, permutations, sliced_layouts};
use proptest::prelude::*;
use proptest::sample::Index;
use tightloop_array_core::{Error, Layout, Slice, Strided, StridedMut};

/// The elements of a layout over `0, 1, ..`, by the definition of a layout.
fn naive(layout: &Layout) -> Vec<u64> {
    indices(layout.shape()).iter().map(|index| position(layout, index) as u64).collect()
}

/// Elements that are their own positions, for any layout.
fn elements() -> Vec<u64> {
    (0..20_000).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_way_of_reading_sees_the_same_elements(layout in layouts()) {
        let data = elements();
        let view = Strided::from_layout(&data, layout).unwrap();
        let expected = naive(view.layout());
        assert_eq!(view.to_vec(), expected);
        assert_eq!(view.to_buffer().unwrap()[..], expected);
        assert_eq!(view.iter().len(), expected.len());
        assert_eq!(view.layout().positions().map(|p| p as u64).collect::<Vec<_>>(), expected);
        assert_eq!(view.iter().sum::<u64>(), expected.iter().sum());
        for (index, &element) in indices(view.shape()).iter().zip(&expected) {
            assert_eq!(view.get(index), Some(&element));
        }
        assert_eq!(view.get(view.shape()).is_none(), view.ndim() > 0);
        match view.as_slice() {
            Some(slice) => assert_eq!(slice, expected),
            None => assert!(expected.windows(2).any(|pair| pair[1] != pair[0].wrapping_add(1))),
        }
        if let Some(&first) = expected.first() {
            // SAFETY: the view is not empty.
            assert_eq!(unsafe { *view.as_ptr() }, first);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn writing_reaches_each_element_once(layout in layouts()) {
        let mut data = vec![0; 20_000];
        let len = layout.len();
        let mut mutable = StridedMut::from_layout(&mut data, layout).unwrap();
        assert_eq!(mutable.iter_mut().len(), len);
        for (i, element) in mutable.iter_mut().enumerate() {
            *element += i + 1;
        }
        assert_eq!(mutable.view().to_vec(), (1..=len).collect::<Vec<_>>());
        if let Some(element) = mutable.get_mut(&vec![0; layout.ndim()]) {
            *element = 77;
            // SAFETY: the view is not empty.
            assert_eq!(unsafe { *mutable.as_mut_ptr() }, 77);
        }
        assert_eq!(data.iter().filter(|&&x| x != 0).count(), len);
    }
}

#[test]
fn all_elements_can_be_borrowed_mutably_at_once() {
    let mut data = [0; 6];
    let columns = StridedMut::with_strides(&mut data, &[3, 2], &[1, 3], 0).unwrap();
    let borrows: Vec<&mut i32> = columns.into_iter().collect();
    for (i, element) in borrows.into_iter().enumerate() {
        *element = i as i32;
    }
    assert_eq!(data, [0, 2, 4, 1, 3, 5]);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn slices_take_what_their_indices_say((layout, slices) in sliced_layouts()) {
        let data = elements();
        let view = Strided::from_layout(&data, layout).unwrap();
        let sliced = view.slice(&slices).unwrap();
        assert_eq!(sliced.to_vec(), naive(sliced.layout()));

        // The same selection, index by index and axis by axis.
        let mut selected = vec![vec![]];
        for (axis, &len) in view.shape().iter().enumerate() {
            let line: Vec<usize> = (0..len).collect();
            let slice = slices.get(axis).copied().unwrap_or(Slice::FULL);
            let taken = Strided::line(&line).slice(&[slice]).unwrap().to_vec();
            selected = selected
                .iter()
                .flat_map(|index| taken.iter().map(|&i| [&index[..], &[i]].concat()))
                .collect();
        }
        let expected: Vec<u64> = selected.iter().map(|index| *view.get(index).unwrap()).collect();
        assert_eq!(sliced.to_vec(), expected, "{:?} {slices:?}", view.layout());
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn other_views_keep_the_elements(
        (layout, order) in layouts()
            .prop_flat_map(|layout| (Just(layout), permutations(layout.ndim()))),
        axis in any::<Index>(),
    ) {
        let data = elements();
        let view = Strided::from_layout(&data, layout).unwrap();
        let permuted = view.permuted(&order).unwrap();
        for index in indices(view.shape()) {
            let other: Vec<usize> = order.iter().map(|&axis| index[axis]).collect();
            assert_eq!(permuted.get(&other), view.get(&index));
        }
        let reversed: Vec<usize> = (0..view.ndim()).rev().collect();
        assert_eq!(view.t().layout(), view.permuted(&reversed).unwrap().layout());

        let axis = axis.index(view.ndim() + 1);
        let inserted = view.insert_axis(axis).unwrap();
        assert_eq!(inserted.shape()[axis], 1);
        assert_eq!(inserted.to_vec(), view.to_vec());
        assert_eq!(inserted.remove_axis(axis).unwrap().layout(), view.layout());

        if axis < view.ndim() {
            for i in 0..view.shape()[axis] {
                let mut slices = vec![Slice::FULL; view.ndim()];
                slices[axis] = Slice::Index(i as isize);
                let (by_index, by_slice) = (view.subview(axis, i), view.slice(&slices));
                assert_eq!(by_index.unwrap().layout(), by_slice.unwrap().layout());
            }
            assert!(view.subview(axis, view.shape()[axis]).is_err());
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn reshape_keeps_the_order_or_says_that_it_needs_a_copy(
        layout in layouts(),
        choices in prop::collection::vec(any::<Index>(), 10),
    ) {
        let data = elements();
        let view = Strided::from_layout(&data, layout).unwrap();
        let mut shape = vec![];
        let mut left = view.len();
        while left > 1 {
            let divisors: Vec<usize> = (1..=left).filter(|d| left.is_multiple_of(*d)).collect();
            shape.push(divisors[choices[shape.len()].index(divisors.len())]);
            left /= shape[shape.len() - 1];
            if shape.len() == 10 {
                shape.push(left);
                break;
            }
        }
        if view.is_empty() {
            shape.push(0);
        }
        match view.reshape(&shape) {
            Ok(reshaped) => {
                assert_eq!(reshaped.shape(), shape);
                assert_eq!(reshaped.to_vec(), view.to_vec(), "{:?} {shape:?}", view.layout());
            }
            Err(error) => {
                assert!(matches!(error, Error::ReshapeNeedsCopy { .. }));
                assert!(!view.layout().is_contiguous());
                assert!(!has_strides(&view.to_vec(), &shape), "{:?} {shape:?}", view.layout());
            }
        }
    }
}

/// Whether any strides give an array of this shape these positions.
fn has_strides(positions: &[u64], shape: &[usize]) -> bool {
    let contiguous = Layout::contiguous(shape).unwrap();
    let neighbour = |axis: usize| contiguous.strides()[axis] as usize;
    let stride_of = |axis: usize| match shape[axis] {
        1 => 0,
        _ => positions[neighbour(axis)] as isize - positions[0] as isize,
    };
    let strides: Vec<isize> = (0..shape.len()).map(stride_of).collect();
    Layout::new(shape, &strides, positions[0] as usize, 20_000)
        .is_ok_and(|layout| naive(&layout) == positions)
}

#[test]
fn broadcasting_repeats_elements() {
    let data = [1, 2, 3];
    let view = Strided::new(&data, &[3, 1]).unwrap();
    assert_eq!(
        view.broadcast_to(&[2, 3, 2]).unwrap().to_vec(),
        [1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3]
    );
    assert!(view.broadcast_to(&[0]).is_err());
    assert_eq!(view.broadcast_to(&[3, 0]).unwrap().to_vec(), []);
    assert!(matches!(view.broadcast_to(&[2, 2]), Err(Error::Broadcast { .. })));
    assert!(matches!(view.broadcast_to(&[1 << 40, 3, 1 << 40]), Err(Error::SizeOverflow { .. })));
}

#[test]
fn views_that_do_not_fit_or_overlap_are_refused() {
    let mut data = [0u8; 6];
    assert!(matches!(
        Strided::new(&data, &[4]),
        Err(Error::DataLength { needed: 4, found: 6, .. })
    ));
    assert!(matches!(
        Strided::with_strides(&data, &[4], &[2], 0),
        Err(Error::ViewPastBuffer { .. })
    ));
    let large = Layout::contiguous(&[7]).unwrap();
    assert!(matches!(Strided::from_layout(&data, large), Err(Error::ViewPastBuffer { .. })));
    assert!(matches!(StridedMut::from_layout(&mut data, large), Err(Error::ViewPastBuffer { .. })));
    let windows = Layout::new(&[3, 4], &[1, 1], 0, 6).unwrap();
    assert!(Strided::from_layout(&data, windows).is_ok());
    assert!(matches!(
        StridedMut::from_layout(&mut data, windows),
        Err(Error::OverlappingStrides { .. })
    ));
}

#[test]
fn arguments_at_fault_are_named() {
    let layout = Layout::contiguous(&[2, 3]).unwrap();
    assert!(matches!(
        layout.permuted(&[0, 2]),
        Err(Error::AxisOutOfRange { axis: 2, ndim: 2, .. })
    ));
    assert!(matches!(layout.permuted(&[1, 1]), Err(Error::RepeatedAxis { axis: 1, .. })));
    assert!(matches!(layout.permuted(&[1]), Err(Error::InvalidParameter { .. })));
    assert!(matches!(
        layout.sliced(&[Slice::FULL; 3]),
        Err(Error::TooManySlices { slices: 3, ndim: 2 })
    ));
    assert!(matches!(layout.sliced(&[Slice::step(.., 0)]), Err(Error::ZeroStep { axis: 0 })));
    let outside = layout.sliced(&[Slice::FULL, Slice::Index(-4)]);
    assert!(matches!(outside, Err(Error::AxisIndexOutOfBounds { axis: 1, index: -4, len: 3 })));
    assert!(matches!(layout.sliced(&[Slice::NewAxis; 15]), Err(Error::TooManyAxes { ndim: 17 })));
    assert!(matches!(layout.reshaped(&[7]), Err(Error::ReshapeLength { .. })));
    assert!(matches!(layout.with_axis_removed(0), Err(Error::InvalidParameter { .. })));
    assert!(matches!(layout.with_axis_removed(2), Err(Error::AxisOutOfRange { axis: 2, .. })));
    assert!(layout.with_axis_inserted(2).is_ok() && layout.with_axis_inserted(3).is_err());
    let full = Layout::contiguous(&[1; 16]).unwrap();
    assert!(matches!(full.with_axis_inserted(0), Err(Error::TooManyAxes { ndim: 17 })));
    // An index removes an axis, and so makes room.
    assert!(full.sliced(&[Slice::Index(0), Slice::NewAxis]).is_ok());
}

#[test]
fn new_axes_and_indices_change_the_rank() {
    let data = [1, 2, 3, 4, 5, 6];
    let view = Strided::new(&data, &[2, 3]).unwrap();
    let sliced =
        view.slice(&[Slice::NewAxis, Slice::Index(1), Slice::NewAxis, (1..).into()]).unwrap();
    assert_eq!((sliced.shape(), sliced.to_vec()), (&[1, 1, 2][..], vec![5, 6]));
}

#[test]
fn empty_views_stay_empty_whatever_their_strides() {
    let data: [u8; 0] = [];
    let view =
        Strided::with_strides(&data, &[2, 0, 3], &[isize::MAX, isize::MIN, 7], 1 << 40).unwrap();
    let slices = [Slice::Index(-1), Slice::FULL, Slice::step(.., -2)];
    assert_eq!(view.slice(&slices).unwrap().shape(), [0, 2]);
    assert_eq!(view.subview(0, 1).unwrap().to_vec(), []);
    assert_eq!(view.t().reshape(&[5, 0]).unwrap().to_vec(), []);
    assert_eq!(view.broadcast_to(&[4, 2, 0, 3]).unwrap().as_slice(), Some(&[][..]));
    assert_eq!(view.get(&[1, 0, 0]), None);
    assert!(view.as_ptr().is_aligned());
}
