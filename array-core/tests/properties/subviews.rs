//! Subviews against access through indices.

use crate::config;
use crate::odometer::indices;
use crate::strategies::layouts;
use proptest::prelude::*;
use proptest::sample::Index;
use tightloop_array_core::{AxisSet, Error, Strided, StridedMut};

/// The index `rest`, with `i` at `axis`.
fn with_axis(rest: &[usize], axis: usize, i: usize) -> Vec<usize> {
    [&rest[..axis], &[i], &rest[axis..]].concat()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn walks_by_subviews_are_indexing(
        layout in layouts(),
        axis in any::<Index>(),
        at in any::<Index>(),
    ) {
        let data: Vec<u64> = (0..20_000).collect();
        let view = Strided::from_layout(&data, layout).unwrap();
        if view.ndim() == 0 {
            assert_eq!(view.rows().map(|row| row.to_vec()).collect::<Vec<_>>(), [view.to_vec()]);
            assert!(view.axis_iter(0).is_err() && view.lanes(-1).is_err());
            return Ok(());
        }
        let axis = axis.index(view.ndim());
        let len = view.shape()[axis];
        let rest = AxisSet::from_iter([axis]).removed_from(view.shape());

        let subviews: Vec<_> = view.axis_iter(axis).unwrap().collect();
        assert_eq!(subviews.len(), len);
        for (i, subview) in subviews.iter().enumerate() {
            assert_eq!(subview.layout(), view.subview(axis, i).unwrap().layout());
        }

        let lanes: Vec<_> = view.lanes(axis).unwrap().collect();
        assert_eq!(lanes.len(), indices(&rest).len());
        for (index, lane) in indices(&rest).iter().zip(&lanes) {
            assert_eq!(lane.shape(), [len]);
            for i in 0..len {
                assert_eq!(lane.get(&[i]), view.get(&with_axis(index, axis, i)));
            }
        }

        // From both ends, and from the middle.
        let mut iter = view.lanes(axis).unwrap();
        let middle = at.index(lanes.len() + 1);
        assert_eq!(iter.len(), lanes.len());
        let last = iter.by_ref().rev().take(lanes.len() - middle);
        let back: Vec<_> = last.map(|lane| lane.to_vec()).collect();
        let front: Vec<_> = iter.map(|lane| lane.to_vec()).collect();
        let all: Vec<_> = lanes.iter().map(|lane| lane.to_vec()).collect();
        assert_eq!(front.into_iter().chain(back.into_iter().rev()).collect::<Vec<_>>(), all);
        let nth = view.lanes(axis).unwrap().nth(middle);
        assert_eq!(nth.map(|lane| lane.to_vec()), all.get(middle).cloned());

        let rows: Vec<_> = view.rows().map(|row| row.to_vec()).collect();
        assert_eq!(rows.concat(), view.to_vec());

        let middle = at.index(len + 1);
        let (before, after) = view.split_at(axis, middle).unwrap();
        assert_eq!((before.shape()[axis], after.shape()[axis]), (middle, len - middle));
        for index in indices(view.shape()) {
            let mut own = index.clone();
            let part = if index[axis] < middle { before } else { after };
            own[axis] -= if index[axis] < middle { 0 } else { middle };
            assert_eq!(part.get(&own), view.get(&index));
        }
        let past = view.split_at(axis, len + 1).map(drop);
        assert!(matches!(past, Err(Error::AxisIndexOutOfBounds { .. })), "{past:?}");

        let flipped = view.flip(axis).unwrap();
        for index in indices(view.shape()) {
            let mut other = index.clone();
            other[axis] = len - 1 - index[axis];
            assert_eq!(flipped.get(&other), view.get(&index));
        }
        assert_eq!(view.squeeze().to_vec(), view.to_vec());
        assert!(!view.squeeze().shape().contains(&1));
        assert_eq!(view.squeeze().layout().is_contiguous(), view.layout().is_contiguous());
        match view.diagonal() {
            Ok(diagonal) => {
                let len = view.shape()[0].min(view.shape()[1]);
                let expected = (0..len).filter_map(|i| view.get(&[i, i]));
                assert_eq!(diagonal.iter().collect::<Vec<_>>(), expected.collect::<Vec<_>>());
            }
            Err(error) => assert!(view.ndim() != 2, "{error}"),
        }
        let other = at.index(view.ndim());
        match view.diagonal_along(axis, other) {
            Ok(diagonal) => {
                let mut all = indices(view.shape());
                all.retain(|index| index[axis] == index[other]);
                assert_eq!(diagonal.len(), all.len());
                for mut index in all {
                    let expected = view.get(&index);
                    index.remove(other);
                    assert_eq!(diagonal.get(&index), expected);
                }
            }
            Err(error) => assert_eq!(axis, other, "{error}"),
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn writing_through_subviews_reaches_each_element_once(
        layout in layouts(),
        axis in any::<Index>(),
        at in any::<Index>(),
    ) {
        let mut data = vec![0; 20_000];
        let mut view = StridedMut::from_layout(&mut data, layout).unwrap();
        let mut ways = 1;
        for row in view.reborrow().rows() {
            row.into_iter().for_each(|element| *element += 1);
        }
        if layout.ndim() > 0 {
            let axis = axis.index(layout.ndim());
            // All of them are alive at once.
            for mut lane in view.reborrow().lanes(axis).unwrap().rev().collect::<Vec<_>>() {
                lane.iter_mut().for_each(|element| *element += 1);
            }
            for subview in view.reborrow().axis_iter(axis).unwrap().collect::<Vec<_>>() {
                subview.into_iter().for_each(|element| *element += 1);
            }
            let middle = at.index(layout.shape()[axis] + 1);
            let (mut before, after) = view.reborrow().split_at(axis, middle).unwrap();
            after.into_iter().for_each(|element| *element += 1);
            before.iter_mut().for_each(|element| *element += 1);
            view.reborrow().flip(axis).unwrap().iter_mut().for_each(|element| *element += 1);
            ways = 5;
        }
        assert!(view.iter().all(|&element| element == ways));
        assert_eq!(data.iter().filter(|&&element| element != 0).count(), layout.len());
    }
}
