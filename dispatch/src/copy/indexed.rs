//! Copies of the blocks of an array that lists of indices name.
//!
//! There is a list for each of one or more neighbouring axes. The axes after these make up a block,
//! which is copied whole; the axes before them are the outer loop. Indices are checked and turned
//! into offsets in bytes once, before anything is copied.

use super::MIN_ELEMENTS;
use crate::kernel::copy_kernels;
use crate::level::Level;
use crate::parallel::{self, RawCall};
use crate::profile::{self, Facts, Path};
use core::ops::Range;
use tightloop_array_core::{
    Buffer, Element, Error, Layout, Plan, Result, Run, Strided, StridedMut, UninitBuffer,
};
use tightloop_kernels::loops::{CopyKernels, copy_run};

/// Copies the elements at the indices in `lists`, one list per axis from `axis` on, into a new
/// array in C order. In place of these axes, it has one as long as the lists.
///
/// # Errors
/// [`Error::AxisIndexOutOfBounds`] if an index is out of bounds (negative ones count from the end);
/// [`Error::SizeOverflow`] or [`Error::Allocation`] if the result does not fit into memory.
///
/// # Panics
/// If there are no lists, if they differ in length, or if there are more of them than axes.
pub fn take<T: Element>(
    x: &Strided<'_, T>,
    axis: usize,
    lists: &[&[i64]],
) -> Result<(Layout, Buffer<T>)> {
    let offsets = offsets(x.layout(), size_of::<T>(), axis, lists)?;
    let layout = Layout::contiguous(&result_shape(x.shape(), axis, lists))?;
    let _call = profile::call(|| Facts::copies::<T>("take", layout.len()).into_new_memory());
    profile::path(|| Path::Indexed);
    let mut buffer = UninitBuffer::<T>::new(layout.len())?;
    if !layout.is_empty() {
        let pieces = parallel::pieces(layout.len(), MIN_ELEMENTS).min(offsets.len());
        let walk = Walk::<true>::new::<T>([x.layout(), &layout], axis, lists.len(), &offsets);
        let base = [x.as_ptr().cast_mut().cast(), buffer.as_mut_ptr().cast()];
        // SAFETY: while pieces run, nothing writes `x`, which is borrowed, or uses the new buffer.
        let base = unsafe { RawCall::new(base, core::ptr::null()) };
        parallel::for_each_piece(pieces, |piece| {
            let part = |piece: usize| offsets.len() * piece / pieces;
            // SAFETY: the base pointers are those of the layouts of the walk; the indices behind
            // the offsets have been checked; pieces write different elements.
            unsafe { walk.copy(base.base(), part(piece)..part(piece + 1)) };
        });
    }
    // SAFETY: all elements have been written: the pieces cover all offsets, of which the new axis
    // has one per index.
    Ok((layout, unsafe { buffer.assume_init() }))
}

/// Writes `values` to the places that [`take`] reads. They have the shape of its result. If a place
/// is named several times, the last value stays.
///
/// # Errors
/// [`Error::AxisIndexOutOfBounds`] as for [`take`]; [`Error::OutputShape`] if `values` has another
/// shape; [`Error::Allocation`]. Nothing is written then.
///
/// # Panics
/// As for [`take`].
pub fn put<T: Element>(
    name: &'static str,
    x: &mut StridedMut<'_, T>,
    axis: usize,
    lists: &[&[i64]],
    values: &Strided<'_, T>,
) -> Result<()> {
    let offsets = offsets(x.layout(), size_of::<T>(), axis, lists)?;
    let expected = result_shape(x.shape(), axis, lists);
    if values.shape() != &expected[..] {
        return Err(Error::output_shape(name, values.shape(), &expected));
    }
    let _call = profile::call(|| Facts::copies::<T>(name, values.len()));
    profile::path(|| Path::Indexed);
    if !values.is_empty() {
        let base = [values.as_ptr().cast_mut().cast(), x.as_mut_ptr().cast()];
        let layouts = [x.layout(), values.layout()];
        let walk = Walk::<false>::new::<T>(layouts, axis, lists.len(), &offsets);
        // SAFETY: the base pointers are those of the layouts of the walk; the indices behind the
        // offsets have been checked; `x` is borrowed exclusively.
        unsafe { walk.copy([base[1], base[0]], 0..offsets.len()) };
    }
    Ok(())
}

/// Returns the shape of the elements at lists of indices.
fn result_shape(shape: &[usize], axis: usize, lists: &[&[i64]]) -> Vec<usize> {
    [&shape[..axis], &[lists[0].len()], &shape[axis + lists.len()..]].concat()
}

/// Returns the offset in bytes that the indices at each position of the lists add up to.
pub(crate) fn offsets(
    layout: &Layout,
    size: usize,
    axis: usize,
    lists: &[&[i64]],
) -> Result<Buffer<i64>> {
    let mut offsets = Buffer::<i64>::zeroed(lists[0].len())?;
    for (axis, list) in (axis..).zip(lists) {
        assert_eq!(list.len(), offsets.len(), "the lists differ in length");
        let len = layout.shape()[axis] as i64;
        let stride = layout.strides()[axis].wrapping_mul(size as isize) as i64;
        let is_place = |place: i64| 0 <= place && place < len;
        let place_of = |index: i64| if index < 0 { index + len } else { index };
        let mut are_places = true;
        for (offset, &index) in offsets.iter_mut().zip(*list) {
            let place = place_of(index);
            are_places &= is_place(place);
            *offset = offset.wrapping_add(place.wrapping_mul(stride));
        }
        if !are_places {
            let wrong = list.iter().copied().find(|&index| !is_place(place_of(index)));
            let index = isize::try_from(wrong.unwrap_or(len)).unwrap_or(isize::MAX);
            return Err(Error::AxisIndexOutOfBounds { axis, index, len: len as usize });
        }
    }
    Ok(offsets)
}

/// The walk over two arrays, neither of them empty: one whose blocks lie at offsets, which is read
/// if `TAKES` and written if not, and one whose blocks lie one step apart.
struct Walk<'a, const TAKES: bool> {
    /// The axes before those with lists.
    outer: Plan<2>,
    offsets: &'a [i64],
    /// From a block of the second array to the next one, in bytes.
    step: isize,
    /// The axes of a block. The first operand is the one that is read.
    inner: Plan<2>,
    /// The number of bytes of a block that is contiguous in both arrays.
    contiguous: Option<usize>,
    /// The size of an element.
    size: usize,
    kernels: &'static CopyKernels,
}

impl<'a, const TAKES: bool> Walk<'a, TAKES> {
    /// The first array has `listed` axes from `axis` on with lists, the second one has one instead.
    fn new<T: Element>(
        layouts: [&Layout; 2],
        axis: usize,
        listed: usize,
        offsets: &'a [i64],
    ) -> Self {
        let size = size_of::<T>();
        let plan = |x: Layout, y: Layout| Plan::new(x.shape(), [(&x, size), (&y, size)]);
        let [x, y] = layouts.map(|layout| without(layout, axis..layout.ndim()));
        let outer = plan(x, y);
        let (x, y) = (without(layouts[0], 0..axis + listed), without(layouts[1], 0..axis + 1));
        let inner = if TAKES { plan(x, y) } else { plan(y, x) };
        let is_line = |strides: &[isize]| strides.iter().all(|&stride| stride == size as isize);
        let contiguous = match inner.axes() {
            [] => Some(size),
            // Not if it is walked from its end.
            [axis] if is_line(&axis.strides) && inner.offsets() == [0; 2] => Some(axis.len * size),
            _ => None,
        };
        let step = layouts[1].strides()[axis].wrapping_mul(size as isize);
        Walk {
            outer,
            offsets,
            step,
            inner,
            contiguous,
            size,
            kernels: copy_kernels(Level::current(), layouts[if TAKES { 0 } else { 1 }]),
        }
    }

    /// Copies the blocks at a part of the offsets. `base` points to the first element of each
    /// array.
    ///
    /// # Safety
    /// The arrays have the layouts that the walk was made of; each offset leads from the first
    /// index of the axes with lists to another one; nothing else reads what is written, or
    /// writes either array's elements, meanwhile.
    unsafe fn copy(&self, base: [*mut u8; 2], part: Range<usize>) {
        self.outer.for_each_run(base, |run| {
            for row in 0..run.rows {
                for column in 0..run.len {
                    let start = [0, 1].map(|k| place(run, k, row, column));
                    // SAFETY: by this function's contract, for the elements that the plan walks.
                    unsafe { self.copy_blocks(start, part.clone()) };
                }
            }
        });
    }

    /// Copies the blocks for one index of the outer axes.
    ///
    /// # Safety
    /// As for [`copy`](Self::copy).
    unsafe fn copy_blocks(&self, base: [*mut u8; 2], part: Range<usize>) {
        // SAFETY: by this function's contract, both addresses are those of blocks, which have this
        // many bytes or the layout of the plan.
        unsafe {
            match self.contiguous {
                Some(1) => self.each(base, part, |from, to| copy_word::<u8>(from, to)),
                Some(2) => self.each(base, part, |from, to| copy_word::<u16>(from, to)),
                Some(4) => self.each(base, part, |from, to| copy_word::<u32>(from, to)),
                Some(8) => self.each(base, part, |from, to| copy_word::<u64>(from, to)),
                Some(16) => self.each(base, part, |from, to| copy_word::<u128>(from, to)),
                Some(bytes) => self.each(base, part, |from, to| {
                    core::ptr::copy_nonoverlapping(from, to, bytes);
                }),
                None => self.each(base, part, |from, to| {
                    self.inner.for_each_run([from.cast_mut(), to], |run| {
                        copy_run(run, self.size, self.kernels, false);
                    });
                }),
            }
        }
    }

    /// Calls `copy` with the source and the destination of each block.
    #[inline(always)]
    fn each(
        &self,
        [indexed, other]: [*mut u8; 2],
        part: Range<usize>,
        copy: impl Fn(*const u8, *mut u8),
    ) {
        let mut other = other.wrapping_offset(self.step.wrapping_mul(part.start as isize));
        for &offset in &self.offsets[part] {
            let indexed = indexed.wrapping_offset(offset as isize);
            if TAKES {
                copy(indexed, other)
            } else {
                copy(other, indexed)
            }
            other = other.wrapping_offset(self.step);
        }
    }
}

/// Returns the layout of the elements at the first index of some axes. It is not empty.
pub(crate) fn without(layout: &Layout, axes: Range<usize>) -> Layout {
    if axes.len() == layout.ndim() {
        return Layout::scalar();
    }
    axes.rev().fold(*layout, |layout, axis| {
        layout.subview(axis, 0).unwrap_or_else(|_| unreachable!("no axis has length 0"))
    })
}

/// Returns the address of an element of a run.
fn place(run: &Run<'_>, stream: usize, row: usize, column: usize) -> *mut u8 {
    let stream = &run.streams[stream];
    stream
        .ptr
        .wrapping_offset(stream.row_stride.wrapping_mul(row as isize))
        .wrapping_offset(stream.stride.wrapping_mul(column as isize))
}

/// Copies one element of the size of `W`.
///
/// # Safety
/// `from` is valid for reads of that many bytes, and `to` for writes.
#[inline(always)]
pub(crate) unsafe fn copy_word<W: Copy>(from: *const u8, to: *mut u8) {
    // SAFETY: by this function's contract; the alignment may be any.
    unsafe { to.cast::<W>().write_unaligned(from.cast::<W>().read_unaligned()) };
}
