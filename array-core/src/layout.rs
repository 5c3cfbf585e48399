//! Positions of the elements of an array in its buffer.

mod overlap;
mod parts;
mod positions;
mod reshape;
mod view;

use core::ops::Range;

pub use parts::Sublayouts;
pub use positions::Positions;

use crate::error::boxed;
use crate::{Error, MAX_NDIM, Result, Shape, Strides};

/// The size of the largest element type, in bytes: an array of any type could have the shape.
const LARGEST_ELEMENT: usize = 16;

/// The largest number of elements, of any type: they fit into `isize::MAX` bytes.
const LARGEST_LEN: usize = isize::MAX as usize / LARGEST_ELEMENT;

/// The shape, strides and offset of an array: element `[i, j, ..]` is at position `offset + i *
/// strides[0] + j * strides[1] + ..`, counted in elements. Strides may be negative or zero.
///
/// ```
/// use tightloop_array_core::Layout;
///
/// let rows = Layout::contiguous(&[2, 3])?;
/// assert_eq!(rows.strides(), [3, 1]);
/// let columns = rows.transposed();
/// assert_eq!((columns.shape(), columns.strides()), (&[3, 2][..], &[1, 3][..]));
/// assert_eq!(columns.index(&[2, 1])?, 5);
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
///
/// # Invariant
///
/// There are as many strides as axes, the number of elements fits into `usize`, and every element's
/// position is in `0..=isize::MAX`. The strides and offset of an empty layout may be anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    shape: Shape,
    strides: Strides,
    offset: usize,
    /// See [`contiguous_len`](Layout::contiguous_len). Every call asks, so it is computed once.
    contiguous: Option<usize>,
    /// See [`is_interleaved`](Layout::is_interleaved).
    is_interleaved: bool,
}

impl Layout {
    /// Returns the layout of a slice of `len` elements.
    #[inline]
    pub const fn line(len: usize) -> Self {
        Layout {
            shape: Shape::one(len),
            strides: Strides::one(1),
            offset: 0,
            contiguous: Some(len),
            is_interleaved: false,
        }
    }

    /// Returns the layout of a single element: no axes.
    #[inline]
    pub const fn scalar() -> Self {
        Layout {
            shape: Shape::new(),
            strides: Strides::new(),
            offset: 0,
            contiguous: Some(1),
            is_interleaved: false,
        }
    }

    /// Returns the layout of an array of this shape whose elements follow each other in C order:
    /// the last axis is the fastest.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAxes`] if there are more than [`MAX_NDIM`]; [`Error::SizeOverflow`] if the
    /// same number of 16-byte elements, not counting axes of length 0, would not fit into
    /// `isize::MAX` bytes.
    pub fn contiguous(shape: &[usize]) -> Result<Self> {
        let mut layout = Layout::scalar();
        layout.set_contiguous(shape)?;
        Ok(layout)
    }

    /// Makes this the layout [`contiguous`](Self::contiguous) of a shape. Cheaper than returning a
    /// layout, which is large.
    ///
    /// # Errors
    ///
    /// The errors of [`contiguous`](Self::contiguous). The layout is unchanged then.
    ///
    /// ```
    /// use tightloop_array_core::Layout;
    ///
    /// let mut layout = Layout::scalar();
    /// layout.set_contiguous(&[2, 3])?;
    /// assert_eq!(layout, Layout::contiguous(&[2, 3])?);
    /// # Ok::<(), tightloop_array_core::Error>(())
    /// ```
    pub fn set_contiguous(&mut self, shape: &[usize]) -> Result<()> {
        // A fast path for lines and matrices, the most common shapes.
        let len = match *shape {
            [len @ 1..=LARGEST_LEN] => {
                self.shape.set_array([len]);
                self.strides.set_array([1]);
                len
            }
            [rows, columns] if matches!(rows.checked_mul(columns), Some(1..=LARGEST_LEN)) => {
                self.shape.set_array([rows, columns]);
                self.strides.set_array([columns as isize, 1]);
                rows * columns
            }
            _ => return self.set_contiguous_of_any(shape),
        };
        (self.offset, self.contiguous) = (0, Some(len));
        Ok(())
    }

    /// See [`set_contiguous`](Self::set_contiguous).
    #[inline(never)]
    fn set_contiguous_of_any(&mut self, shape: &[usize]) -> Result<()> {
        if shape.len() <= MAX_NDIM {
            checked_len(shape)?;
        }
        self.shape.set(shape)?;
        self.offset = 0;
        self.fill_strides();
        Ok(())
    }

    /// Returns the layout with these strides, in elements, whose first element is at position
    /// `offset` of a buffer of `available` elements.
    ///
    /// # Errors
    ///
    /// [`Error::ViewPastBuffer`] if an element would lie outside of the buffer;
    /// [`Error::InvalidParameter`] if there is not one stride per axis; the errors of
    /// [`contiguous`](Self::contiguous).
    pub fn new(
        shape: &[usize],
        strides: &[isize],
        offset: usize,
        available: usize,
    ) -> Result<Self> {
        let shape = Shape::from_slice(shape)?;
        let strides = Strides::from_slice(strides)?;
        if shape.len() != strides.len() {
            return Err(Error::InvalidParameter {
                op: "with_strides",
                what: "there is not one stride for each axis",
            });
        }
        let len = checked_len(&shape)?;
        let fits = len == 0
            || checked_reach(&shape, &strides, offset).is_some_and(|reach| reach.end <= available);
        if !fits {
            let (shape, strides) = (boxed(&shape), boxed(&strides));
            return Err(Error::ViewPastBuffer { shape, strides, offset, available });
        }
        Ok(Layout::of_parts(shape, strides, offset))
    }

    /// Returns the layout of parts that keep the invariant.
    #[inline]
    fn of_parts(shape: Shape, strides: Strides, offset: usize) -> Self {
        let contiguous = contiguous_len(&shape, &strides);
        Layout { shape, strides, offset, contiguous, is_interleaved: false }
    }

    /// Returns a layout of elements of this one, of parts that keep the invariant.
    #[inline]
    fn relaid(&self, shape: Shape, strides: Strides, offset: usize) -> Self {
        let contiguous = contiguous_len(&shape, &strides);
        Layout { shape, strides, offset, contiguous, is_interleaved: self.is_interleaved }
    }

    /// Returns the layout for a mutable view whose parts become views of their own.
    #[inline]
    pub(crate) fn interleaved(&self) -> Self {
        Layout { is_interleaved: true, ..*self }
    }

    /// Sets the strides of C order. [`checked_len`] has accepted the shape.
    #[inline]
    fn fill_strides(&mut self) {
        let (mut stride, mut is_empty): (usize, _) = (1, false);
        self.strides.truncate(0);
        for &len in self.shape.iter().rev() {
            self.strides.push(stride as isize);
            // The product of the lengths that are not 0 fits.
            stride *= len.max(1);
            is_empty |= len == 0;
        }
        self.strides.reverse();
        self.contiguous = Some(if is_empty { 0 } else { stride });
    }

    /// Returns whether elements between those of this layout may belong to other mutable views, on
    /// other threads. Then they must not even be read.
    #[inline]
    pub fn is_interleaved(&self) -> bool {
        self.is_interleaved
    }

    /// Returns the length of each axis.
    #[inline]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Returns the distance between neighbours along each axis, in elements.
    #[inline]
    pub fn strides(&self) -> &[isize] {
        &self.strides
    }

    /// Returns the position of element `[0, 0, ..]`.
    #[inline]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Returns the number of axes.
    #[inline]
    pub fn ndim(&self) -> usize {
        self.shape.len()
    }

    /// Returns the number of elements.
    #[inline]
    pub fn len(&self) -> usize {
        // By the invariant, this overflows only if an axis has length 0; the product is 0 all the
        // same.
        self.shape.iter().fold(1, |product: usize, &len| product.wrapping_mul(len))
    }

    /// Returns whether there are no elements.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.shape.contains(&0)
    }

    /// Returns whether the elements, in C order, follow each other without gaps. The strides of
    /// axes of length 1 are ignored.
    #[inline]
    pub fn is_contiguous(&self) -> bool {
        self.contiguous.is_some()
    }

    /// Returns the number of elements, if they follow each other in C order without gaps.
    #[inline]
    pub fn contiguous_len(&self) -> Option<usize> {
        self.contiguous
    }

    /// Returns the range from the lowest to the highest position of an element; empty if there are
    /// no elements.
    #[inline]
    pub fn reach(&self) -> Range<usize> {
        if self.is_empty() {
            return 0..0;
        }
        let (mut lowest, mut highest) = (self.offset, self.offset);
        for (&len, &stride) in self.shape.iter().zip(self.strides.iter()) {
            // These are positions of elements, which fit by the invariant.
            let extent = (len - 1).wrapping_mul(stride.unsigned_abs());
            if stride < 0 {
                lowest -= extent;
            } else {
                highest += extent;
            }
        }
        lowest..highest + 1
    }

    /// Returns the positions of the elements, if they follow each other in C order without gaps.
    #[inline]
    pub fn contiguous_range(&self) -> Option<Range<usize>> {
        let len = self.contiguous?;
        // The offset of an empty layout may be past its buffer.
        Some(if len == 0 { 0..0 } else { self.offset..self.offset + len })
    }

    /// Returns whether the elements follow each other in C order without gaps, and lie within a
    /// buffer of `available` elements. A quick check that most layouts pass.
    #[inline(always)]
    pub(crate) fn is_line_within(&self, available: usize) -> bool {
        self.contiguous.is_some_and(|len| len <= available && self.offset <= available - len)
    }

    /// Returns whether every element lies within a buffer of `available` elements.
    #[inline]
    pub fn fits(&self, available: usize) -> bool {
        let end = match self.contiguous_range() {
            Some(range) => range.end,
            None => self.reach().end,
        };
        end <= available
    }

    /// Returns the position of the element at `index`.
    ///
    /// # Errors
    ///
    /// [`Error::IndexOutOfBounds`] unless `index` has one number per axis, smaller than the length
    /// of the axis.
    #[inline]
    pub fn index(&self, index: &[usize]) -> Result<usize> {
        self.position(index).ok_or_else(|| self.out_of_bounds(index))
    }

    /// Returns the position of the element at `index`, if there is one.
    #[inline]
    pub(crate) fn position(&self, index: &[usize]) -> Option<usize> {
        if index.len() != self.ndim() {
            return None;
        }
        let mut position = self.offset as isize;
        for ((&i, &len), &stride) in index.iter().zip(self.shape.iter()).zip(self.strides.iter()) {
            if i >= len {
                return None;
            }
            // Wraps only if a later axis of length 0 refuses the index.
            position = position.wrapping_add((i as isize).wrapping_mul(stride));
        }
        Some(position as usize)
    }

    #[cold]
    fn out_of_bounds(&self, index: &[usize]) -> Error {
        Error::IndexOutOfBounds { index: index.into(), shape: boxed(&self.shape) }
    }

    /// Returns the positions of the elements in C order.
    #[inline]
    pub fn positions(&self) -> Positions {
        Positions::new(self)
    }
}

/// Returns the number of elements of this shape, if they follow each other in C order without gaps.
fn contiguous_len(shape: &[usize], strides: &[isize]) -> Option<usize> {
    let mut expected: usize = 1;
    for (&len, &stride) in shape.iter().zip(strides).rev() {
        if len == 0 {
            return Some(0);
        }
        if len != 1 {
            if stride != expected as isize {
                // An outer axis of length 0 still makes it empty, and so contiguous.
                return shape.contains(&0).then_some(0);
            }
            expected *= len;
        }
    }
    Some(expected)
}

/// Returns the number of elements of `shape`, if it and the product of the lengths other than 0 are
/// at most [`LARGEST_LEN`].
pub(crate) fn checked_len(shape: &[usize]) -> Result<usize> {
    let mut product: usize = 1;
    let mut empty = false;
    for &len in shape {
        empty |= len == 0;
        match product.checked_mul(len.max(1)) {
            Some(larger @ ..=LARGEST_LEN) => product = larger,
            _ => return Err(Error::SizeOverflow { shape: boxed(shape) }),
        }
    }
    Ok(if empty { 0 } else { product })
}

/// Returns the [`reach`](Layout::reach) of a layout without axes of length 0, if all positions are
/// in `0..=isize::MAX`.
fn checked_reach(shape: &[usize], strides: &[isize], offset: usize) -> Option<Range<usize>> {
    let mut lowest = isize::try_from(offset).ok()?;
    let mut highest = lowest;
    for (&len, &stride) in shape.iter().zip(strides) {
        let extent = isize::try_from(len - 1).ok()?.checked_mul(stride)?;
        let corner = if stride < 0 { &mut lowest } else { &mut highest };
        *corner = corner.checked_add(extent)?;
    }
    if lowest < 0 { None } else { Some(lowest as usize..highest as usize + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contiguous_is_c_order() {
        assert_eq!(Layout::contiguous(&[2, 3, 4]).unwrap().strides(), [12, 4, 1]);
        assert_eq!(Layout::contiguous(&[2, 0, 4]).unwrap().strides(), [4, 4, 1]);
        assert_eq!(Layout::contiguous(&[]).unwrap(), Layout::scalar());
        assert_eq!(Layout::contiguous(&[7]).unwrap(), Layout::line(7));
        assert_eq!(Layout::scalar().len(), 1);
    }

    #[test]
    fn sizes_that_overflow_are_refused_even_beside_an_axis_of_length_0() {
        for shape in [
            &[usize::MAX][..],
            &[1 << 32, 1 << 32],
            &[0, usize::MAX],
            &[isize::MAX as usize / 16 + 1],
        ] {
            assert!(
                matches!(Layout::contiguous(shape), Err(Error::SizeOverflow { .. })),
                "{shape:?}"
            );
            assert!(Layout::new(shape, &[0; 2][..shape.len()], 0, 1).is_err());
        }
        assert!(Layout::contiguous(&[isize::MAX as usize / 16]).is_ok());
    }

    #[test]
    fn new_checks_every_corner() {
        assert!(Layout::new(&[2, 3], &[3, 1], 0, 6).is_ok());
        assert!(Layout::new(&[2, 3], &[3, 1], 0, 5).is_err());
        assert!(Layout::new(&[2, 3], &[3, 1], 1, 6).is_err());
        assert!(Layout::new(&[2, 3], &[-3, 1], 3, 6).is_ok());
        assert!(Layout::new(&[2, 3], &[-3, 1], 2, 6).is_err());
        assert!(Layout::new(&[2, 3], &[-3, -1], 5, 6).is_ok());
        assert!(Layout::new(&[1000], &[0], 5, 6).is_ok());
        assert!(Layout::new(&[], &[], 0, 0).is_err());
        assert!(Layout::new(&[0], &[99], 99, 0).is_ok());
        assert!(Layout::new(&[3, 1], &[1, isize::MIN], 0, 3).is_ok());
        assert!(Layout::new(&[2], &[isize::MIN], 0, usize::MAX).is_err());
        assert!(Layout::new(&[2, 2], &[isize::MAX, isize::MAX], 0, usize::MAX).is_err());
        assert!(Layout::new(&[1], &[1], usize::MAX, usize::MAX).is_err());
        assert!(Layout::new(&[2], &[1, 1], 0, 9).is_err());
    }

    #[test]
    fn reach_spans_the_elements() {
        assert_eq!(Layout::new(&[2, 3], &[-3, 2], 3, 8).unwrap().reach(), 0..8);
        assert_eq!(Layout::new(&[0], &[-3], 30, 8).unwrap().reach(), 0..0);
        assert_eq!(Layout::new(&[1, 4], &[-99, 0], 3, 8).unwrap().reach(), 3..4);
    }

    #[test]
    fn contiguity_ignores_axes_of_length_1() {
        assert!(Layout::new(&[2, 1, 3], &[3, -7, 1], 0, 6).unwrap().is_contiguous());
        assert!(!Layout::new(&[2, 3], &[4, 1], 0, 7).unwrap().is_contiguous());
        assert!(!Layout::new(&[3], &[-1], 2, 3).unwrap().is_contiguous());
        assert!(Layout::new(&[0, 3], &[9, 9], 0, 0).unwrap().is_contiguous());
        assert!(Layout::scalar().is_contiguous());
        assert_eq!(Layout::new(&[2, 3], &[3, 1], 4, 10).unwrap().contiguous_range(), Some(4..10));
        assert_eq!(Layout::new(&[0, 3], &[9, 9], 7, 0).unwrap().contiguous_range(), Some(0..0));
    }

    #[test]
    fn index_checks_bounds_and_rank() {
        let layout = Layout::new(&[2, 3], &[-3, 1], 3, 6).unwrap();
        assert_eq!(layout.index(&[1, 2]).unwrap(), 2);
        for index in [&[2, 0][..], &[0, 3], &[0], &[0, 0, 0]] {
            assert!(matches!(layout.index(index), Err(Error::IndexOutOfBounds { .. })));
        }
    }
}
