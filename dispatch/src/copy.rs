//! Copies of elements, as they are: by size, not by type.
//!
//! ```text
//! copy_into, copy_new    an elementwise call like any other, of the operation that gives its
//!                        operand: order of axes, threads and tiles are those of `map`
//! assemble               copies into the blocks of a new array
//! take, put              copies of the blocks that lists of indices name: copy/indexed.rs
//! extract, put_where     copies of what a mask names: copy/masked.rs
//! ```

mod indexed;
mod masked;

pub use indexed::{put, take};
pub use masked::{extract, put_where};

use crate::kernel::{Conversion, Kernel, MapTable, OperandType};
use crate::level::{Compiled, PerLevel};
use crate::map::{Destinations, Lend, LendMut, UntypedOperand, map_into, map_new};
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use tightloop_array_core::{
    Buffer, C32, C64, Element, Layout, Result, Strided, StridedMut, StridedRef, UninitBuffer,
};
use tightloop_kernels::Cost;
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::{Copied, MapFn, convert};

/// The operation that gives its operand.
struct Identity;

/// The loop over elements that are copied as `W`, to be compiled for each level.
struct Line<W>(PhantomData<W>);

impl<S: Isa, W: Element> Compiled<S, MapFn> for Line<W> {
    const ENTRY: MapFn = convert::<S, Copied<W>>;
}

/// The kernel of [`Identity`].
const fn kernel<T: Element>() -> Kernel<Identity, (T,), (T,)> {
    // Of the types of one size, the one that asks for the least alignment.
    let entries = match size_of::<T>() {
        1 => PerLevel::of::<Line<u8>>(),
        2 => PerLevel::of::<Line<u16>>(),
        4 => PerLevel::of::<Line<u32>>(),
        8 => PerLevel::of::<Line<C32>>(),
        _ => PerLevel::of::<Line<C64>>(),
    };
    let types = const { &[OperandType::new(T::DTYPE, T::DTYPE, Conversion::None)] };
    // SAFETY: the loops copy bytes, of which an element has as many as it is large.
    unsafe { Kernel::of_table(MapTable::new(entries, types, types, Cost::Low)) }
}

/// Copies `x`, broadcast to the shape of `out`, into `out`. `name` is for errors.
///
/// # Errors
/// [`Error::OutputShape`](tightloop_array_core::Error::OutputShape) if `x` does not broadcast to
/// that shape. Nothing is written then.
pub fn copy_into<T: Element>(
    name: &'static str,
    x: impl Lend<T>,
    out: impl LendMut<T>,
) -> Result<()> {
    map_into(name, const { &kernel::<T>() }, &Identity, &(x,), &mut (out,))
}

/// A copy of `x` in new memory in C order: `layout` becomes how it lies.
///
/// # Errors
/// [`Error::SizeOverflow`](tightloop_array_core::Error::SizeOverflow) or
/// [`Error::Allocation`](tightloop_array_core::Error::Allocation) if the copy does not fit into
/// memory.
pub fn copy_new<T: Element>(
    name: &'static str,
    x: impl Lend<T>,
    layout: &mut Layout,
) -> Result<Buffer<T>> {
    map_new(name, const { &kernel::<T>() }, &Identity, &(x,), layout)
}

/// A new array in C order, put together from the blocks of a grid. `cuts` are the lengths of the
/// blocks along each axis, at most as many as an array can have; `block` gives the elements of the
/// block at an index of the grid, to be broadcast to its shape.
///
/// # Errors
/// [`Error::SizeOverflow`](tightloop_array_core::Error::SizeOverflow) or
/// [`Error::Allocation`](tightloop_array_core::Error::Allocation) if the result does not fit into
/// memory; [`Error::OutputShape`](tightloop_array_core::Error::OutputShape) if elements do not
/// broadcast to the shape of their block; and those of `block`.
pub fn assemble<'a, T: Element>(
    name: &'static str,
    cuts: &[Vec<usize>],
    mut block: impl FnMut(&[usize]) -> Result<Strided<'a, T>>,
) -> Result<(Layout, Buffer<T>)> {
    let total =
        |lengths: &Vec<usize>| lengths.iter().fold(0, |sum: usize, &len| sum.saturating_add(len));
    let layout = Layout::contiguous(&cuts.iter().map(total).collect::<Vec<_>>())?;
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
        let out = StridedMut::from_layout(buffer.as_uninit_mut(), place)?;
        let elements = Viewed(block(index)?);
        map_into(name, const { &kernel::<T>() }, &Identity, &(elements,), &mut Unwritten(out))?;
    }
    // SAFETY: the blocks of the grid are the whole array, and each has been written.
    Ok((layout, unsafe { buffer.assume_init() }))
}

/// The indices of a grid in C order, with the places at which their blocks start.
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

    /// The next index of a block.
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

/// A view as an operand.
struct Viewed<'a, T>(Strided<'a, T>);

impl<T: Element> Lend<T> for Viewed<'_, T> {
    fn lend<R>(&self, f: impl FnOnce(StridedRef<'_, T>) -> R) -> R {
        f(self.0.by_ref())
    }
}

/// A part of new memory as an output.
struct Unwritten<'a, T>(StridedMut<'a, MaybeUninit<T>>);

// SAFETY: the view is borrowed exclusively, and loops do not read what their outputs types.
unsafe impl<T: Element> Destinations<(T,)> for Unwritten<'_, T> {
    fn with_untyped<R>(&mut self, f: impl FnOnce(&[UntypedOperand<'_>]) -> R) -> R {
        f(&[UntypedOperand::output(&mut self.0.by_mut())])
    }
}
