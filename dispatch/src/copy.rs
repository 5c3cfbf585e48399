//! Copies of elements, which depend on the size of an element and not on its type.
//!
//! | | |
//! |:--|:--|
//! | [`copy_into`], [`copy_new`] | a whole array, planned as an elementwise call |
//! | [`assemble`] | several arrays, into the blocks of a new one |
//! | [`take`], [`put`] | the blocks that lists of indices name |
//! | [`extract`], [`put_where`] | the elements that a mask names |

mod indexed;
mod masked;

pub(crate) use indexed::{copy_word, offsets, without};
pub use indexed::{put, take};
pub(crate) use masked::put_run;
pub use masked::{count_nonzero, extract, put_where};

use crate::kernel::{STREAMED, copy_kernels, grain};
use crate::level::Level;
use crate::parallel::{self, RawCall};
use crate::profile::{self, Facts, Path};
use tightloop_array_core::{
    Buffer, Element, Error, Layout, Plan, Result, Strided, StridedRef, StridedRefMut, UninitBuffer,
};
use tightloop_kernels::loops::copy_run;
use tightloop_kernels::op::Cost;

/// The fewest elements worth a thread, as for elementwise operations of low cost.
const MIN_ELEMENTS: usize = grain(Cost::Low);

/// Copies `x`, broadcast to the shape of `out`, into `out`. `name` is for errors.
///
/// # Errors
/// [`Error::OutputShape`] if `x` does not broadcast to that shape. Nothing is written then.
pub fn copy_into<T: Element>(
    name: &'static str,
    x: StridedRef<'_, T>,
    mut out: StridedRefMut<'_, T>,
) -> Result<()> {
    check_broadcast(name, x.layout(), out.layout())?;
    let _call =
        profile::call(|| Facts::new(name, &[(T::DTYPE, x.layout())], &[(T::DTYPE, out.layout())]));
    let base = [x.as_ptr().cast_mut().cast(), out.as_mut_ptr().cast()];
    // SAFETY: both are views, checked when they were made, so all their elements are valid; `out`
    // is borrowed exclusively, so they do not overlap; `x` broadcasts to `out`.
    unsafe { copy(base, [x.layout(), out.layout()], size_of::<T>(), false) };
    Ok(())
}

/// Copies `x` into new memory in C order, and returns its layout, too.
///
/// # Errors
/// [`Error::SizeOverflow`] or [`Error::Allocation`] if the copy does not fit into memory.
pub fn copy_new<T: Element>(x: StridedRef<'_, T>) -> Result<(Layout, Buffer<T>)> {
    let layout = Layout::contiguous(x.shape())?;
    let _call = profile::call(|| {
        Facts::new("copy", &[(T::DTYPE, x.layout())], &[(T::DTYPE, &layout)]).into_new_memory()
    });
    let mut buffer = UninitBuffer::<T>::new(layout.len())?;
    let base = [x.as_ptr().cast_mut().cast(), buffer.as_mut_ptr().cast()];
    // SAFETY: `x` is a view, so its elements are valid; the buffer is new, has room for the layout,
    // and the shapes are equal.
    unsafe { copy(base, [x.layout(), &layout], size_of::<T>(), true) };
    // SAFETY: all elements of the layout have been written.
    Ok((layout, unsafe { buffer.assume_init() }))
}

/// Returns an error unless `x` broadcasts to the shape of `out`.
fn check_broadcast(name: &'static str, x: &Layout, out: &Layout) -> Result<()> {
    if x.shape() == out.shape() || x.broadcast_to(out.shape()).is_ok() {
        Ok(())
    } else {
        Err(Error::output_shape(name, x.shape(), out.shape()))
    }
}

/// Copies elements of `size` bytes. `base` are the first elements of both operands. Results in new
/// memory stay in the caches, which have its lines: the operating system has just cleared it.
///
/// # Safety
/// All elements of the first layout are valid for reads, all those of the second one for writes,
/// and they do not overlap. The first layout broadcasts to the shape of the second one.
unsafe fn copy(base: [*mut u8; 2], [x, out]: [&Layout; 2], size: usize, is_new: bool) {
    let len = out.len();
    let pieces = parallel::pieces(len, MIN_ELEMENTS);
    let is_streamed = len * size >= STREAMED && !is_new;
    let are_lines = x.is_contiguous() && out.is_contiguous() && x.shape() == out.shape();
    if are_lines && pieces == 1 && !is_streamed {
        // SAFETY: by this function's contract; contiguous operands of one shape are lines.
        unsafe { core::ptr::copy_nonoverlapping(base[0].cast_const(), base[1], len * size) };
        return;
    }
    profile::path(|| if are_lines { Path::Contiguous } else { Path::Planned });
    let kernels = copy_kernels(Level::current(), x);
    let plan = Plan::new(out.shape(), [(x, size), (out, size)]);
    let split = plan.split(pieces, MIN_ELEMENTS, parallel::GRANULE);
    // SAFETY: by this function's contract; there is no operation.
    let call = unsafe { RawCall::new(base, core::ptr::null()) };
    parallel::for_each_piece(split.count(), |index| {
        split.piece(index).for_each_run(call.base(), |run| {
            // SAFETY: by this function's contract, for the elements that the plan walks; pieces are
            // disjoint, and the kernels are those of a level that the CPU has.
            unsafe { copy_run(run, size, kernels, is_streamed) };
        });
    });
}

/// Assembles a new array in C order from a grid of blocks. `cuts` lists, per axis, the lengths of
/// the blocks along it; `block` returns the elements for the block at an index of the grid, which
/// broadcast to the block's shape.
///
/// # Errors
/// [`Error::TooManyAxes`], [`Error::SizeOverflow`] or [`Error::Allocation`] if there cannot be such
/// an array; [`Error::OutputShape`] if elements do not broadcast to their block; the errors of
/// `block`.
pub fn assemble<'a, T: Element>(
    name: &'static str,
    cuts: &[Vec<usize>],
    mut block: impl FnMut(&[usize]) -> Result<Strided<'a, T>>,
) -> Result<(Layout, Buffer<T>)> {
    let total =
        |lengths: &Vec<usize>| lengths.iter().fold(0, |sum: usize, &len| sum.saturating_add(len));
    let layout = Layout::contiguous(&cuts.iter().map(total).collect::<Vec<_>>())?;
    let _call = profile::call(|| Facts::copies::<T>(name, layout.len()).into_new_memory());
    let mut buffer = UninitBuffer::<T>::new(layout.len())?;
    let mut grid = Grid::new(cuts);
    while let Some((index, starts)) = grid.next() {
        let shape: Vec<usize> = index.iter().zip(cuts).map(|(&i, lengths)| lengths[i]).collect();
        if shape.contains(&0) {
            continue;
        }
        let distances = starts.iter().zip(layout.strides());
        let offset = distances.map(|(&start, &stride)| start * stride as usize).sum();
        let place = Layout::new(&shape, layout.strides(), offset, layout.len())?;
        let elements = block(index)?;
        check_broadcast(name, elements.layout(), &place)?;
        let start = buffer.as_mut_ptr().wrapping_add(offset);
        let base = [elements.as_ptr().cast_mut().cast(), start.cast()];
        // SAFETY: the block lies within the buffer, which nothing else uses; `elements` is a view,
        // checked when it was made, and broadcasts to the block.
        unsafe { copy(base, [elements.layout(), &place], size_of::<T>(), true) };
    }
    // SAFETY: the blocks of the grid are the whole array, and each has been written.
    Ok((layout, unsafe { buffer.assume_init() }))
}

/// The indices of a grid in C order, each with the index of its block's first element.
struct Grid<'a> {
    cuts: &'a [Vec<usize>],
    index: Vec<usize>,
    starts: Vec<usize>,
    is_started: bool,
}

impl<'a> Grid<'a> {
    fn new(cuts: &'a [Vec<usize>]) -> Self {
        let zeros = || vec![0; cuts.len()];
        Grid { cuts, index: zeros(), starts: zeros(), is_started: false }
    }

    /// Returns the next index and the first element of its block.
    fn next(&mut self) -> Option<(&[usize], &[usize])> {
        if !self.is_started {
            self.is_started = true;
            let is_empty = self.cuts.iter().any(|lengths| lengths.is_empty());
            return (!is_empty).then_some((&self.index[..], &self.starts[..]));
        }
        for (axis, lengths) in self.cuts.iter().enumerate().rev() {
            self.starts[axis] += lengths[self.index[axis]];
            self.index[axis] += 1;
            if self.index[axis] < lengths.len() {
                return Some((&self.index[..], &self.starts[..]));
            }
            (self.index[axis], self.starts[axis]) = (0, 0);
        }
        None
    }
}
