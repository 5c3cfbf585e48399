//! Sets of axes.

use core::fmt;

use crate::{Axis, Error, MAX_NDIM, Result, Shape};

/// A set of axes.
///
/// ```
/// use tightloop_array_core::AxisSet;
///
/// let axes: AxisSet = [0, 2].into_iter().collect();
/// assert!(axes.contains(2) && !axes.contains(1));
/// assert_eq!(axes.iter().collect::<Vec<_>>(), [0, 2]);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct AxisSet(u16);

const _: () = assert!(MAX_NDIM <= u16::BITS as usize);

impl AxisSet {
    /// No axis.
    pub const EMPTY: AxisSet = AxisSet(0);

    /// Returns the axes `0..ndim`; every axis if `ndim > MAX_NDIM`.
    #[inline]
    pub const fn all(ndim: usize) -> Self {
        if ndim >= MAX_NDIM { AxisSet(u16::MAX) } else { AxisSet((1 << ndim) - 1) }
    }

    /// Adds `axis` and returns whether it is new. Axes of [`MAX_NDIM`] and above cannot be added.
    #[inline]
    pub const fn insert(&mut self, axis: usize) -> bool {
        let new = axis < MAX_NDIM && !self.contains(axis);
        if new {
            self.0 |= 1 << axis;
        }
        new
    }

    /// Returns whether `axis` is in the set.
    #[inline]
    pub const fn contains(self, axis: usize) -> bool {
        axis < MAX_NDIM && self.0 >> axis & 1 == 1
    }

    /// Returns the number of axes in the set.
    #[inline]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Returns whether no axis is in the set.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns `shape` without these axes.
    pub fn removed_from(self, shape: &[usize]) -> Shape {
        let mut kept = Shape::new();
        for (axis, &len) in shape.iter().enumerate() {
            if !self.contains(axis) {
                kept.push(len);
            }
        }
        kept
    }

    /// Returns whether `kept` is `shape` without these axes.
    ///
    /// ```
    /// use tightloop_array_core::AxisSet;
    ///
    /// let axes = AxisSet::from_iter([1]);
    /// assert!(axes.leave(&[2, 3, 4], &[2, 4]));
    /// assert!(!axes.leave(&[2, 3, 4], &[2, 3]) && !axes.leave(&[2, 3, 4], &[2]));
    /// assert!(!axes.leave(&[2, 3], &[2, 1]));
    /// ```
    #[inline]
    pub fn leave(self, shape: &[usize], kept: &[usize]) -> bool {
        let mut rest = kept.iter();
        let all_kept =
            (0..shape.len()).all(|axis| self.contains(axis) || rest.next() == Some(&shape[axis]));
        all_kept && rest.next().is_none()
    }

    /// Returns the axes, ascending.
    #[inline]
    pub fn iter(self) -> impl DoubleEndedIterator<Item = usize> {
        (0..MAX_NDIM).filter(move |&axis| self.contains(axis))
    }
}

impl FromIterator<usize> for AxisSet {
    fn from_iter<I: IntoIterator<Item = usize>>(axes: I) -> Self {
        let mut set = AxisSet::EMPTY;
        for axis in axes {
            set.insert(axis);
        }
        set
    }
}

impl fmt::Debug for AxisSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// Returns the set of `axes` of an array that has `ndim`. Negative ones count from the end.
///
/// ```
/// use tightloop_array_core::normalize_axes;
///
/// let axes = normalize_axes("sum", &[0, -1], 3)?;
/// assert_eq!(axes.iter().collect::<Vec<_>>(), [0, 2]);
/// assert!(normalize_axes("sum", &[2, -1], 3).is_err());
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::AxisOutOfRange`] if the array has no such axis; [`Error::RepeatedAxis`] if two of them
/// are the same.
pub fn normalize_axes(op: &'static str, axes: &[impl Axis], ndim: usize) -> Result<AxisSet> {
    let mut set = AxisSet::EMPTY;
    for &axis in axes {
        let axis = axis.index(op, ndim)?;
        if !set.insert(axis) {
            return Err(Error::RepeatedAxis { op, axis });
        }
    }
    Ok(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_has_every_axis() {
        assert_eq!(AxisSet::all(0), AxisSet::EMPTY);
        assert_eq!(AxisSet::all(3).len(), 3);
        assert_eq!(AxisSet::all(MAX_NDIM).len(), MAX_NDIM);
    }

    #[test]
    fn repeated_axes_are_refused_in_either_spelling() {
        assert_eq!(normalize_axes("sum", &[-1, 0], 2).unwrap(), AxisSet::all(2));
        assert!(matches!(
            normalize_axes("sum", &[1, -1], 2),
            Err(Error::RepeatedAxis { axis: 1, .. })
        ));
    }
}
