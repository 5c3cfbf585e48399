//! Views of elements at raw addresses.

use core::ptr::NonNull;

use super::memory::{Memory, MemoryMut};
use super::mutable::check_distinct;
use super::{Strided, StridedMut};
use crate::bytes::check_alignment;
use crate::{Dims, Element, Layout, Result};

impl<T: Element> Strided<'_, T> {
    /// Returns a view in which element `[i, j, ..]` is `i * strides[0] + j * strides[1] + ..`
    /// elements from `first`. Strides may be negative or zero.
    ///
    /// No memory is read but that of the elements: what lies between them may belong to others.
    /// Without elements, the pointer and the strides are ignored.
    ///
    /// # Errors
    ///
    /// [`Error::MisalignedBytes`](crate::Error::MisalignedBytes) if `first` is not aligned for
    /// elements; the errors of [`Layout::new`].
    ///
    /// # Safety
    ///
    /// The elements, if there are any, lie in one allocation, and `first` may be used to reach all
    /// of them. For the lifetime of the view, they are initialised, and nobody writes to them.
    ///
    /// ```
    /// use tightloop_array_core::Strided;
    ///
    /// let data = [1, 2, 3, 4, 5, 6];
    /// // SAFETY: these are elements 4, 2 and 0 of `data`, which outlives the view.
    /// let x = unsafe { Strided::from_raw_parts(data.as_ptr().add(4), &[3], &[-2]) }?;
    /// assert_eq!(x.to_vec(), [5, 3, 1]);
    /// # Ok::<(), tightloop_array_core::Error>(())
    /// ```
    pub unsafe fn from_raw_parts(
        first: *const T,
        shape: &[usize],
        strides: &[isize],
    ) -> Result<Self> {
        let (slice, layout) = parts(first.cast_mut(), shape, strides)?;
        // SAFETY: the layout's positions are those of the elements, which may be read (this
        // function's contract).
        Ok(Strided { memory: unsafe { Memory::from_raw(slice) }, layout })
    }
}

impl<T: Element> StridedMut<'_, T> {
    /// Returns a mutable view, like [`Strided::from_raw_parts`]. Strides may be negative.
    ///
    /// # Errors
    ///
    /// Those of [`Strided::from_raw_parts`];
    /// [`Error::OverlappingStrides`](crate::Error::OverlappingStrides) if two indices have the same
    /// address.
    ///
    /// # Safety
    ///
    /// That of [`Strided::from_raw_parts`], and for the lifetime of the view, the elements may be
    /// written, and are accessed through it alone.
    pub unsafe fn from_raw_parts(
        first: *mut T,
        shape: &[usize],
        strides: &[isize],
    ) -> Result<Self> {
        let (slice, layout) = parts(first, shape, strides)?;
        check_distinct(&layout)?;
        // SAFETY: the layout's positions are those of the elements, which may be accessed through
        // this view alone (this function's contract).
        Ok(StridedMut { memory: unsafe { MemoryMut::from_raw(slice) }, layout })
    }
}

/// Returns the memory from the lowest to the highest element, and the layout of the elements in it.
fn parts<T: Element>(
    first: *mut T,
    shape: &[usize],
    strides: &[isize],
) -> Result<(NonNull<[T]>, Layout)> {
    // Elements of one allocation are at most `isize::MAX` apart, so what saturates is refused.
    let offset = shape.iter().zip(strides).filter(|&(_, &stride)| stride < 0).fold(
        0,
        |offset: usize, (&len, &stride)| {
            let extent = len.saturating_sub(1).saturating_mul(stride.unsigned_abs());
            offset.saturating_add(extent)
        },
    );
    let layout = Layout::new(shape, strides, offset, isize::MAX as usize)?;
    if layout.is_empty() {
        let nothing = NonNull::slice_from_raw_parts(NonNull::dangling(), 0);
        return Ok((nothing, Layout::contiguous(shape)?));
    }
    check_alignment::<T>(first.cast())?;
    let layout = if is_dense(&layout) { layout } else { layout.interleaved() };
    let start = first.wrapping_sub(offset);
    // An element lies at the lowest address, and no element lies at null.
    let start = NonNull::new(start).unwrap_or(NonNull::dangling());
    Ok((NonNull::slice_from_raw_parts(start, layout.reach().end), layout))
}

/// Returns whether there is nothing between the elements. May be wrong about layouts in which two
/// indices have the same position, except for strides of zero.
fn is_dense(layout: &Layout) -> bool {
    if layout.is_contiguous() {
        return true;
    }
    let mut axes: Dims<(usize, usize)> = Dims::new();
    for (&len, &stride) in layout.shape().iter().zip(layout.strides()) {
        if len > 1 && stride != 0 {
            axes.push((stride.unsigned_abs(), len));
        }
    }
    axes.sort_unstable();
    let mut expected = Some(1);
    for &(stride, len) in axes.iter() {
        if expected != Some(stride) {
            return false;
        }
        expected = stride.checked_mul(len);
    }
    true
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::Error;

    fn view<T: Element>(data: &[T], at: usize, shape: &[usize], strides: &[isize]) -> Vec<T> {
        // SAFETY: the tests keep within `data`.
        unsafe { Strided::from_raw_parts(data[at..].as_ptr(), shape, strides) }.unwrap().to_vec()
    }

    #[test]
    fn elements_are_found_on_both_sides_of_the_first() {
        // From the whole slice, so that elements before the first may be reached, too.
        let data: Vec<i32> = (0..24).collect();
        let at = |position: usize| data.as_ptr().wrapping_add(position);
        // SAFETY: all positions are below 24.
        let x = unsafe { Strided::from_raw_parts(at(13), &[2, 3, 2], &[-6, 3, -1]) }.unwrap();
        assert_eq!(x.to_vec(), [13, 12, 16, 15, 19, 18, 7, 6, 10, 9, 13, 12]);
        assert_eq!(x.as_ptr(), at(13));
        assert!(x.layout().is_interleaved());
        assert_eq!(view(&data, 5, &[3, 2], &[0, 1]), [5, 6, 5, 6, 5, 6]);
        assert_eq!(view(&data, 5, &[], &[]), [5]);
    }

    #[test]
    fn dense_layouts_are_not_interleaved() {
        let data = [0u8; 24];
        let is_interleaved = |at: usize, shape: &[usize], strides: &[isize]| {
            let first = data.as_ptr().wrapping_add(at);
            // SAFETY: all positions are below 24.
            unsafe { Strided::from_raw_parts(first, shape, strides) }
                .unwrap()
                .layout()
                .is_interleaved()
        };
        assert!(!is_interleaved(0, &[2, 3, 4], &[12, 4, 1]));
        assert!(!is_interleaved(0, &[4, 2, 3], &[1, 12, 4]));
        assert!(!is_interleaved(23, &[2, 3, 4], &[-12, -4, -1]));
        assert!(!is_interleaved(0, &[5, 3, 1], &[0, 1, 99]));
        assert!(is_interleaved(0, &[2, 3, 2], &[12, 4, 1]));
        assert!(is_interleaved(0, &[12], &[2]));
    }

    #[test]
    fn without_elements_nothing_is_reached() {
        let nowhere = core::ptr::without_provenance::<f64>(1);
        for strides in [[0, 0], [isize::MIN, isize::MAX], [-7, 3]] {
            // SAFETY: there are no elements.
            let x = unsafe { Strided::from_raw_parts(nowhere, &[0, 3], &strides) }.unwrap();
            assert_eq!((x.shape(), x.as_slice()), (&[0, 3][..], Some(&[][..])));
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let mut data = [0u32; 6];
        let first = data.as_mut_ptr();
        let misaligned = first.wrapping_byte_add(2);
        // SAFETY: refused, or all positions are below 6.
        unsafe {
            assert!(matches!(
                Strided::from_raw_parts(misaligned, &[1], &[1]),
                Err(Error::MisalignedBytes { align: 4, past: 2, .. })
            ));
            assert!(matches!(
                Strided::from_raw_parts(first, &[3], &[isize::MIN]),
                Err(Error::ViewPastBuffer { .. })
            ));
            assert!(Strided::from_raw_parts(first, &[3], &[]).is_err());
            assert!(Strided::from_raw_parts(first, &[1; 17], &[1; 17]).is_err());
            assert!(StridedMut::from_raw_parts(first, &[2, 3], &[-1, 1]).is_err());
            assert!(matches!(
                StridedMut::from_raw_parts(first, &[2, 3], &[1, 1]),
                Err(Error::OverlappingStrides { .. })
            ));
            let mut x = StridedMut::from_raw_parts(first.add(5), &[2, 3], &[-3, -1]).unwrap();
            *x.get_mut(&[1, 0]).unwrap() = 7;
        }
        assert_eq!(data, [0, 0, 7, 0, 0, 0]);
    }
}
