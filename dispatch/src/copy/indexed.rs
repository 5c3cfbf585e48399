//! Copies of the blocks of an array that lists of indices name.
//!
//! The lists are for one or more neighbouring axes. The axes before them are walked from outside
//! of the lists; those behind them are a block, which is copied whole. The offsets that the indices
//! stand for are computed once.

use super::{Identity, kernel};
use crate::kernel::Kernel;
use crate::level::Level;
use crate::parallel::{self, RawCall};
use core::ops::Range;
use tightloop_array_core::{
    Buffer, Element, Error, Layout, Plan, Result, Run, Strided, StridedMut, UninitBuffer,
};
use tightloop_kernels::loops::{MapFn, Storage, fits, map_tiled};

/// The elements whose indices along the axes from `axis` on are in `lists`, one list for each of
/// these axes: a new array in C order, with one axis, as long as the lists, in place of theirs.
///
/// # Errors
/// [`Error::AxisIndexOutOfBounds`] if an index is not one of its axis, where negative ones count
/// from the end; [`Error::SizeOverflow`] or [`Error::Allocation`] if the result does not fit into
/// memory.
///
/// # Panics
/// If there is no list, the lists differ in length, or there are more than axes from `axis` on.
pub fn take<T: Element>(
    x: &Strided<'_, T>,
    axis: usize,
    lists: &[&[i64]],
) -> Result<(Layout, Buffer<T>)> {
    let offsets = offsets(x.layout(), size_of::<T>(), axis, lists)?;
    let layout = Layout::contiguous(&result_shape(x.shape(), axis, lists))?;
    let mut buffer = UninitBuffer::<T>::new(layout.len())?;
    if !layout.is_empty() {
        let pieces = parallel::pieces(layout.len(), MIN_ELEMENTS).min(offsets.len());
        let walk = Walk::new::<T, true>([x.layout(), &layout], [lists.len(), 1], axis, &offsets);
        let base = [x.as_ptr().cast_mut().cast(), buffer.as_mut_ptr().cast()];
        // SAFETY: `x` is read only, and the result is written here alone.
        let base = unsafe { RawCall::new(base, core::ptr::null()) };
        parallel::for_each_piece(pieces, |piece| {
            let part = |piece: usize| offsets.len() * piece / pieces;
            // SAFETY: the offsets lead to elements of `x`, and the result has the shape that goes
            // with them. Pieces write different elements.
            unsafe { walk.copy::<true>(base.base(), part(piece)..part(piece + 1)) };
        });
    }
    // SAFETY: each element has been written: the walk has an offset for each index of the new axis.
    Ok((layout, unsafe { buffer.assume_init() }))
}

/// Writes `values` to where [`take`] would read: of equal indices, the last one counts. The values
/// have the shape of what it would give.
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
    if !values.is_empty() {
        let base = [values.as_ptr().cast_mut().cast(), x.as_mut_ptr().cast()];
        let layouts = [x.layout(), values.layout()];
        let walk = Walk::new::<T, false>(layouts, [lists.len(), 1], axis, &offsets);
        // SAFETY: the offsets lead to elements of `x`, which is borrowed exclusively, and the
        // values have the shape that goes with them.
        unsafe { walk.copy::<false>([base[1], base[0]], 0..offsets.len()) };
    }
    Ok(())
}

/// As few elements as are worth a thread: what `map` takes for operations that cost little.
const MIN_ELEMENTS: usize = 1 << 17;

/// The shape of what lists of indices name.
fn result_shape(shape: &[usize], axis: usize, lists: &[&[i64]]) -> Vec<usize> {
    [&shape[..axis], &[lists[0].len()], &shape[axis + lists.len()..]].concat()
}

/// The distance in bytes that the indices at each place of the lists stand for together.
fn offsets(layout: &Layout, size: usize, axis: usize, lists: &[&[i64]]) -> Result<Buffer<i64>> {
    let mut offsets = Buffer::<i64>::zeroed(lists[0].len())?;
    for (axis, list) in (axis..).zip(lists) {
        assert_eq!(list.len(), offsets.len(), "the lists differ in length");
        let len = layout.shape()[axis] as i64;
        let is_index = |&index: &i64| -len <= index && index < len;
        // Not one by one: so it is done by registers.
        if !list.iter().fold(true, |all, index| all & is_index(index)) {
            let wrong = list.iter().copied().find(|index| !is_index(index)).unwrap_or(len);
            let index = isize::try_from(wrong).unwrap_or(isize::MAX);
            return Err(Error::AxisIndexOutOfBounds { axis, index, len: len as usize });
        }
        let stride = layout.strides()[axis].wrapping_mul(size as isize) as i64;
        for (offset, &index) in offsets.iter_mut().zip(*list) {
            let place = if index < 0 { index + len } else { index };
            *offset = offset.wrapping_add(place.wrapping_mul(stride));
        }
    }
    Ok(offsets)
}

/// The walk over two arrays at once: one whose blocks are at offsets, and one that has a block for
/// each of them. Neither is empty.
struct Walk<'a> {
    /// The axes before those of the lists.
    outer: Plan<2>,
    offsets: &'a [i64],
    /// From a block of the other array to the next one, in bytes.
    step: isize,
    block: Block,
}

/// How a block is copied.
enum Block {
    /// So many bytes, one after the other in both arrays.
    Line(usize),
    /// Elements at any strides: first those that are read.
    Strided { plan: Plan<2>, kernel: MapFn, storage: [Storage; 2] },
}

impl<'a> Walk<'a> {
    /// `listed` is the number of axes, from `axis` on, of which each array has no part in a block.
    /// The first array is the one whose blocks are at offsets: they are read if `TAKES`.
    fn new<T: Element, const TAKES: bool>(
        layouts: [&Layout; 2],
        listed: [usize; 2],
        axis: usize,
        offsets: &'a [i64],
    ) -> Self {
        let size = size_of::<T>();
        let plan = |x: Layout, y: Layout| Plan::new(x.shape(), [(&x, size), (&y, size)]);
        let [x, y] = [0, 1].map(|k| without(layouts[k], axis..layouts[k].ndim()));
        let outer = plan(x, y);
        let [x, y] = [0, 1].map(|k| without(layouts[k], 0..axis + listed[k]));
        let inner = if TAKES { plan(x, y) } else { plan(y, x) };
        let is_line = |strides: &[isize]| strides.iter().all(|&stride| stride == size as isize);
        let block = match inner.axes() {
            [] => Block::Line(size),
            [axis] if is_line(&axis.strides) && inner.offsets() == [0; 2] => {
                Block::Line(axis.len * size)
            }
            _ => {
                let kernel: &Kernel<Identity, (T,), (T,)> = const { &kernel::<T>() };
                let (table, level) = (kernel.table, Level::current());
                let storage = [table.storage(0, level), table.storage(1, level)];
                Block::Strided { plan: inner, kernel: table.entries.at(level), storage }
            }
        };
        let step = layouts[1].strides()[axis].wrapping_mul(size as isize);
        Walk { outer, offsets, step, block }
    }

    /// Copies the blocks at some of the offsets: from there if `TAKES`, to there if not. `base` are
    /// the first elements of both arrays.
    ///
    /// # Safety
    /// The arrays have the layouts of the walk, each offset leads from an element of the outer axes
    /// to that of a block, and what is written is written by nothing else meanwhile.
    unsafe fn copy<const TAKES: bool>(&self, base: [*mut u8; 2], part: Range<usize>) {
        self.outer.for_each_run(base, |run| {
            for row in 0..run.rows {
                for column in 0..run.len {
                    let start = [0, 1].map(|k| place(run, k, row, column));
                    // SAFETY: by this function's contract, for the elements that the plan walks.
                    unsafe { self.copy_blocks::<TAKES>(start, part.clone()) };
                }
            }
        });
    }

    /// See [`copy`](Self::copy); the blocks at one index of the outer axes.
    ///
    /// # Safety
    /// As for [`copy`](Self::copy).
    unsafe fn copy_blocks<const TAKES: bool>(&self, base: [*mut u8; 2], part: Range<usize>) {
        // SAFETY: by this function's contract; a line is as long as it says.
        unsafe {
            match &self.block {
                Block::Line(1) => self.each::<TAKES>(base, part, |x, y| copy_word::<u8>(x, y)),
                Block::Line(2) => self.each::<TAKES>(base, part, |x, y| copy_word::<u16>(x, y)),
                Block::Line(4) => self.each::<TAKES>(base, part, |x, y| copy_word::<u32>(x, y)),
                Block::Line(8) => self.each::<TAKES>(base, part, |x, y| copy_word::<u64>(x, y)),
                Block::Line(16) => self.each::<TAKES>(base, part, |x, y| copy_word::<u128>(x, y)),
                &Block::Line(bytes) => self.each::<TAKES>(base, part, |from, to| {
                    core::ptr::copy_nonoverlapping(from, to, bytes);
                }),
                Block::Strided { plan, kernel, storage } => {
                    self.each::<TAKES>(base, part, |from, to| {
                        plan.for_each_run([from.cast_mut(), to], |run| {
                            copy_run(run, *kernel, storage);
                        });
                    });
                }
            }
        }
    }

    /// Calls `copy` with where each block is, and where it goes.
    #[inline(always)]
    fn each<const TAKES: bool>(
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

/// A layout without some of its axes, at their first index. It is not empty.
fn without(layout: &Layout, axes: Range<usize>) -> Layout {
    axes.rev().fold(*layout, |layout, axis| {
        layout.subview(axis, 0).unwrap_or_else(|_| unreachable!("no axis has length 0"))
    })
}

/// The address of an element of a run.
fn place(run: &Run<'_>, stream: usize, row: usize, column: usize) -> *mut u8 {
    let stream = &run.streams[stream];
    stream
        .ptr
        .wrapping_offset(stream.row_stride.wrapping_mul(row as isize))
        .wrapping_offset(stream.stride.wrapping_mul(column as isize))
}

/// Copies the bytes of a `W`.
///
/// # Safety
/// As many are valid for reads at `from`, and for writes at `to`.
#[inline(always)]
unsafe fn copy_word<W: Copy>(from: *const u8, to: *mut u8) {
    // SAFETY: by this function's contract.
    unsafe { to.cast::<W>().write_unaligned(from.cast::<W>().read_unaligned()) };
}

/// Copies a run of any strides.
///
/// # Safety
/// The run is [valid](Run#validity) for the kernel of [`Identity`], whose loop and storage these
/// are.
unsafe fn copy_run(run: &Run<'_>, kernel: MapFn, storage: &[Storage; 2]) {
    // SAFETY: by this function's contract; `Identity` has no state.
    unsafe {
        if fits(run, storage, 1) {
            kernel(core::ptr::null(), run);
        } else {
            map_tiled(kernel, core::ptr::null(), run, storage, 1);
        }
    }
}
