//! Slices against their definition, for all small bounds and steps.

use core::ops::{Bound, RangeBounds};
use tightloop_array_core::{Slice, Strided};

/// The indices on the way from the first bound to the last one, by `step`.
fn walked(range: impl RangeBounds<isize>, step: isize, len: isize) -> Vec<isize> {
    // Bounds beyond the ends are the same as just beyond them.
    let place = |bound: isize| if bound < 0 { (bound + len).max(-1) } else { bound.min(len) };
    // Every index, in the order of the walk.
    let all: Vec<isize> = if step > 0 { (0..len).collect() } else { (0..len).rev().collect() };
    let is_before = |a: isize, b: isize| if step > 0 { a < b } else { a > b };
    all.into_iter()
        .filter(|&i| match range.start_bound() {
            Bound::Included(&start) => !is_before(i, place(start)),
            Bound::Excluded(&start) => is_before(place(start), i),
            Bound::Unbounded => true,
        })
        .filter(|&i| match range.end_bound() {
            Bound::Included(&end) => !is_before(place(end), i),
            Bound::Excluded(&end) => is_before(i, place(end)),
            Bound::Unbounded => true,
        })
        .step_by(step.unsigned_abs())
        .collect()
}

#[test]
fn slices_are_walks() {
    let bounds = || {
        let included = (-7..=7).map(Bound::Included);
        included.chain((-7..=7).map(Bound::Excluded)).chain([Bound::Unbounded])
    };
    for len in 0..6 {
        let data: Vec<isize> = (0..len).collect();
        let x = Strided::line(&data);
        for start in bounds() {
            for end in bounds() {
                for step in [-6, -3, -2, -1, 1, 2, 3, 6] {
                    let range = (start, end);
                    let found = x.slice(&[Slice::step(range, step)]).unwrap().to_vec();
                    assert_eq!(found, walked(range, step, len), "{range:?} by {step} of {len}");
                }
            }
        }
    }
}

#[test]
#[allow(clippy::reversed_empty_ranges, reason = "they are slices of axes, and walk backwards")]
fn inclusive_ranges_walk_backwards() {
    let data: Vec<usize> = (0..10).collect();
    let x = Strided::line(&data);
    let taken = |slice| x.slice(&[slice]).unwrap().to_vec();
    assert_eq!(taken(Slice::step(5..=2, -1)), [5, 4, 3, 2]);
    assert_eq!(taken(Slice::step(..=-1, -1)), [9]);
    assert_eq!(taken(Slice::step(..=0, -3)), [9, 6, 3, 0]);
    assert_eq!(taken(Slice::step(3..=isize::MIN, -1)), [3, 2, 1, 0]);
    assert_eq!(taken(Slice::step(3..=isize::MAX, 3)), [3, 6, 9]);
    assert_eq!(taken((7..=-1).into()), [7, 8, 9]);
}
