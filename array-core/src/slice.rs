//! Parts of axes.

use core::ops::{Bound, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

use crate::{AxisIndex, AxisRange};

/// A part of an axis, by Python's rules: negative bounds count from the end, bounds beyond the axis
/// are clamped, and a negative step walks backwards. Indices and Rust's ranges convert to it.
///
/// ```
/// # use tightloop_array_core as tightloop;
/// # use tightloop::Strided;
/// # let data = [0, 1, 2, 3, 4, 5];
/// # let x = Strided::line(&data);
/// use tightloop::Slice;
///
/// // Of an array `x` of the elements 0 to 5.
/// assert_eq!(x.slice(&[Slice::from(1..-1)])?.to_vec(), [1, 2, 3, 4]);
/// assert_eq!(x.slice(&[Slice::step(.., -2)])?.to_vec(), [5, 3, 1]);
/// assert_eq!(x.slice(&[Slice::Index(-1)])?.to_vec(), [5]);
/// # Ok::<(), tightloop::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slice {
    /// `start:stop:step`.
    Range {
        /// The first index; `None` is the start of the axis, or its end if the step is negative.
        start: Option<isize>,
        /// The index to stop before; `None` takes everything.
        stop: Option<isize>,
        /// The distance from an index to the next; not zero.
        step: isize,
    },
    /// One index, without the axis.
    Index(isize),
    /// A new axis of length 1.
    NewAxis,
}

impl Slice {
    /// The whole axis.
    pub const FULL: Slice = Slice::Range { start: None, stop: None, step: 1 };

    /// Returns `start:stop:step`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tightloop_array_core as tightloop;
    /// use tightloop::Slice;
    ///
    /// assert_eq!(Slice::new(Some(1), None, 1), Slice::from(1..));
    /// ```
    pub const fn new(start: Option<isize>, stop: Option<isize>, step: isize) -> Self {
        Slice::Range { start, stop, step }
    }

    /// Returns the indices of `range`, from its first bound towards its last one by `step`. As in
    /// Python, a negative step walks backwards from the first bound: `Slice::step(5.., -1)` walks
    /// from 5 down to 0, and `Slice::step(5..=2, -1)` down to 2.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tightloop_array_core as tightloop;
    /// # use tightloop::Strided;
    /// # let x = Strided::line(&[0, 1, 2, 3, 4, 5]);
    /// use tightloop::Slice;
    ///
    /// // Of an array `x` of the elements 0 to 5.
    /// assert_eq!(x.slice(&[Slice::step(1.., 2)])?.to_vec(), [1, 3, 5]);
    /// assert_eq!(x.slice(&[Slice::step(4..=2, -1)])?.to_vec(), [4, 3, 2]);
    /// # Ok::<(), tightloop_array_core::Error>(())
    /// ```
    pub fn step(range: impl AxisRange, step: impl AxisIndex) -> Self {
        let ((start, stop), step) = (range.bounds(), step.to_isize());
        // The index after `index` on the walk. There is none before 0, and -1 does not stand for
        // it: it counts from the end.
        let after = |index: isize| match index {
            0 if step < 0 => None,
            -1 if step >= 0 => None,
            _ if step < 0 => index.checked_sub(1),
            _ => index.checked_add(1),
        };
        let start = match start {
            Bound::Unbounded => None,
            Bound::Included(start) => Some(start),
            // Nothing is left past the end.
            Bound::Excluded(start) => {
                after(start).or(Some(if step < 0 { isize::MIN } else { isize::MAX }))
            }
        };
        let stop = match stop {
            Bound::Unbounded => None,
            Bound::Included(last) => after(last),
            Bound::Excluded(stop) => Some(stop),
        };
        Slice::Range { start, stop, step }
    }
}

/// Returns the first index, and the number of indices, that `start:stop:step` takes of an axis of
/// length `len`; the rules of Python's `slice.indices`. The step is not zero.
pub(crate) fn indices(
    start: Option<isize>,
    stop: Option<isize>,
    step: isize,
    len: usize,
) -> (usize, usize) {
    // The lengths of arrays fit into isize. Walking backwards, -1 is the place before the first
    // index.
    let len = len as isize;
    let (lowest, highest) = if step > 0 { (0, len) } else { (-1, len - 1) };
    let clamp = |bound: isize| {
        let from_start = if bound < 0 { bound.saturating_add(len) } else { bound };
        from_start.clamp(lowest, highest)
    };
    let (first, last) = if step > 0 { (lowest, highest) } else { (highest, lowest) };
    let start = start.map_or(first, clamp);
    let stop = stop.map_or(last, clamp);
    let distance = if step > 0 { stop - start } else { start - stop };
    if distance <= 0 {
        (0, 0)
    } else {
        (start as usize, (distance as usize).div_ceil(step.unsigned_abs()))
    }
}

impl<I: AxisIndex> From<I> for Slice {
    fn from(index: I) -> Self {
        Slice::Index(index.to_isize())
    }
}

impl From<RangeFull> for Slice {
    fn from(_: RangeFull) -> Self {
        Slice::FULL
    }
}

/// Lists the ranges of indices.
macro_rules! ranges {
    ($($range:ty)*) => {$(
        impl<I: AxisIndex> From<$range> for Slice {
            fn from(range: $range) -> Self {
                Slice::step(range, 1)
            }
        }
    )*};
}
ranges! {
    Range<I> RangeFrom<I> RangeTo<I> RangeInclusive<I> RangeToInclusive<I> (Bound<I>, Bound<I>)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python's rules, index by index: those on the way from `start` to `stop` are taken.
    fn naive(
        start: Option<isize>,
        stop: Option<isize>,
        step: isize,
        len: isize,
    ) -> alloc::vec::Vec<usize> {
        let wrap = |bound: isize| if bound < 0 { bound + len } else { bound };
        let mut taken = alloc::vec::Vec::new();
        let mut i = match start.map(wrap) {
            None if step > 0 => 0,
            None => len - 1,
            Some(start) if step > 0 => start.max(0),
            Some(start) => start.min(len - 1),
        };
        let stop = stop.map(wrap);
        while (0..len).contains(&i)
            && stop.is_none_or(|stop| if step > 0 { i < stop } else { i > stop })
        {
            taken.push(i as usize);
            i += step;
        }
        taken
    }

    #[test]
    fn indices_are_pythons() {
        let bounds = || (-8..=8).map(Some).chain([None]);
        for len in 0..6 {
            for start in bounds() {
                for stop in bounds() {
                    for step in [-7, -3, -2, -1, 1, 2, 3, 7] {
                        let expected = naive(start, stop, step, len);
                        let (first, count) = indices(start, stop, step, len as usize);
                        let found: alloc::vec::Vec<usize> = (0..count)
                            .map(|k| (first as isize + k as isize * step) as usize)
                            .collect();
                        assert_eq!(found, expected, "{start:?}:{stop:?}:{step} of {len}");
                    }
                }
            }
        }
    }

    #[test]
    fn extreme_bounds_and_steps_do_not_overflow() {
        for step in [isize::MIN, isize::MAX] {
            assert_eq!(indices(None, None, step, 5).1, 1);
            assert_eq!(indices(Some(isize::MIN), Some(isize::MAX), step, 5).1, (step > 0) as usize);
            assert_eq!(indices(Some(isize::MAX), Some(isize::MIN), step, 5).1, (step < 0) as usize);
        }
    }

    #[test]
    #[allow(clippy::reversed_empty_ranges, reason = "they are slices of axes, and walk backwards")]
    fn ranges_convert() {
        assert_eq!(Slice::from(1..5), Slice::new(Some(1), Some(5), 1));
        assert_eq!(Slice::from(2..), Slice::new(Some(2), None, 1));
        assert_eq!(Slice::from(..-3), Slice::new(None, Some(-3), 1));
        assert_eq!(Slice::from(..), Slice::FULL);
        assert_eq!(Slice::from(1..=3), Slice::new(Some(1), Some(4), 1));
        assert_eq!(Slice::from(..=-1), Slice::FULL);
        assert_eq!(Slice::from(..=isize::MAX), Slice::FULL);
        assert_eq!(Slice::from(-2), Slice::Index(-2));
        assert_eq!(Slice::step(5.., -2), Slice::new(Some(5), None, -2));
        assert_eq!(Slice::step(5..=2, -1), Slice::new(Some(5), Some(1), -1));
        assert_eq!(Slice::step(..=0, -1), Slice::new(None, None, -1));
    }
}
