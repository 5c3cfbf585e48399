//! How users name axes, indices along them, and ranges of indices: negative ones count from the
//! end.

use core::ops::{
    Bound, Range, RangeBounds, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive,
};

use crate::{Error, Result};

mod sealed {
    /// Keeps others from implementing [`AxisIndex`](super::AxisIndex).
    pub trait Index: Copy {
        /// Returns the number, or the nearest `isize`.
        fn saturate(self) -> isize;
    }

    /// Keeps others from implementing [`AxisRange`](super::AxisRange).
    pub trait Range {}
}

/// An index along an axis: a `usize`, `isize`, `i32` or `i64`. Negative ones count from the
/// end, as in NumPy. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an index along an axis",
    note = "indices are `usize`, `isize`, `i32` and `i64`; convert others by `i as isize`"
)]
pub trait AxisIndex: sealed::Index {
    /// Returns the index as an `isize`, or the nearest `isize`: no axis is longer.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tightloop_array_core as tightloop;
    /// use tightloop::AxisIndex;
    ///
    /// assert_eq!((-1).to_isize(), -1);
    /// assert_eq!(usize::MAX.to_isize(), isize::MAX);
    /// ```
    fn to_isize(self) -> isize {
        self.saturate()
    }
}

/// One axis of an array: a `usize`, `isize`, `i32` or `i64`. Negative ones count from the
/// end, as in NumPy. Sealed.
///
/// ```
/// # use tightloop_array_core as tightloop;
/// use tightloop::Axis;
///
/// assert_eq!(1_usize.index("sum", 3)?, 1);
/// assert_eq!((-1).index("sum", 3)?, 2);
/// let error = 3.index("sum", 3).unwrap_err();
/// assert_eq!(error.to_string(), "sum: axis 3 is out of range for an array of 3 axes");
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an axis",
    note = "axes are `usize`, `isize`, `i32` and `i64`; convert others by `axis as isize`"
)]
pub trait Axis: AxisIndex {
    /// Returns the axis of an array of `ndim` axes, counted from the first. `op` is the name of the
    /// operation, for the error.
    ///
    /// # Errors
    ///
    /// [`Error::AxisOutOfRange`] unless `-ndim <= axis < ndim`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tightloop_array_core as tightloop;
    /// use tightloop::Axis;
    ///
    /// assert_eq!((-1).index("sum", 3)?, 2);
    /// assert!(3.index("sum", 3).is_err());
    /// # Ok::<(), tightloop_array_core::Error>(())
    /// ```
    #[inline]
    fn index(self, op: &'static str, ndim: usize) -> Result<usize> {
        let axis = self.to_isize();
        // An error that was made ahead would have to be dropped, which costs more than the rest.
        match from_start(axis, ndim) {
            Some(found) => Ok(found),
            None => Err(Error::AxisOutOfRange { op, axis, ndim }),
        }
    }
}

/// Returns `index` counted from the start of an axis of length `len`, if it is on the axis.
#[inline]
pub(crate) fn from_start(index: isize, len: usize) -> Option<usize> {
    let from_start = if index < 0 { index.wrapping_add_unsigned(len) } else { index };
    usize::try_from(from_start).ok().filter(|&found| found < len)
}

/// Lists the types that indices have, each with its conversion. Literals are `i32` if several would
/// do.
macro_rules! indices {
    ($($index:ident: $saturate:expr;)*) => {$(
        impl sealed::Index for $index {
            #[inline]
            fn saturate(self) -> isize {
                $saturate(self)
            }
        }

        impl AxisIndex for $index {}

        impl Axis for $index {}
    )*};
}
indices! {
    i32: |index| isize::try_from(index).unwrap_or(if index < 0 { isize::MIN } else { isize::MAX });
    i64: |index| isize::try_from(index).unwrap_or(if index < 0 { isize::MIN } else { isize::MAX });
    isize: |index| index;
    usize: |index| isize::try_from(index).unwrap_or(isize::MAX);
}

/// A range of indices along an axis: a Rust range of `usize`, `isize`, `i32` or `i64`. Sealed.
pub trait AxisRange: sealed::Range {
    /// Returns the bounds, as given.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::ops::Bound;
    /// # use tightloop_array_core as tightloop;
    /// use tightloop::AxisRange;
    ///
    /// assert_eq!((1..=5).bounds(), (Bound::Included(1), Bound::Included(5)));
    /// ```
    fn bounds(self) -> (Bound<isize>, Bound<isize>);
}

impl sealed::Range for RangeFull {}

impl AxisRange for RangeFull {
    #[inline]
    fn bounds(self) -> (Bound<isize>, Bound<isize>) {
        (Bound::Unbounded, Bound::Unbounded)
    }
}

/// Lists the ranges of indices.
macro_rules! ranges {
    ($($range:ty)*) => {$(
        impl<I: AxisIndex> sealed::Range for $range {}

        impl<I: AxisIndex> AxisRange for $range {
            #[inline]
            fn bounds(self) -> (Bound<isize>, Bound<isize>) {
                let bound = |bound: Bound<&I>| bound.map(|index| index.to_isize());
                (bound(self.start_bound()), bound(self.end_bound()))
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

    #[test]
    fn negative_axes_count_from_the_end() {
        assert_eq!((-1).index("sum", 3).unwrap(), 2);
        assert_eq!((-3_isize).index("sum", 3).unwrap(), 0);
        assert_eq!(2_usize.index("sum", 3).unwrap(), 2);
        for axis in [3, -4, isize::MIN, isize::MAX] {
            let error = Error::AxisOutOfRange { op: "sum", axis, ndim: 3 };
            assert_eq!(axis.index("sum", 3), Err(error));
        }
        assert!(usize::MAX.index("sum", 3).is_err());
        assert!(0.index("sum", 0).is_err());
    }
}
