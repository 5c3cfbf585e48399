//! Elementwise calls on elements at lists of indices, in place, one after the other.

use super::domain::check_domain;
use super::execute::take_path;
use super::operand::UntypedOperand;
use crate::copy::{copy_word, offsets, without};
use crate::kernel::{Kernel, MapTable, ONE_BY_ONE};
use crate::level::Level;
use crate::profile::{self, Facts, Path};
use core::array;
use core::mem::MaybeUninit;
use tightloop_array_core::{Element, Error, Layout, Result, Run, Stream, Strided, StridedMut};
use tightloop_kernels::loops::{Storage, map_tiled};

/// Replaces elements of `x` by the result of `op` on them, at the indices in `lists`, one list per
/// axis from the first on. The axes after these make up the blocks that indices name.
///
/// # Errors
/// [`Error::AxisIndexOutOfBounds`] if an index is out of bounds (negative ones count from the end);
/// [`Error::Allocation`]. Nothing is written then.
///
/// # Panics
/// If there are no lists, if they differ in length, or if there are more of them than axes.
pub fn map_at<Op: Send + Sync, T: Element>(
    name: &'static str,
    kernel: &Kernel<Op, (T,), (T,)>,
    op: &Op,
    x: &mut StridedMut<'_, T>,
    lists: &[&[i64]],
) -> Result<()> {
    // SAFETY: the kernel takes `T` alone, and `Op` is the kernel's, and `Sync`.
    unsafe { execute_at(name, &kernel.table, (&raw const *op).cast(), x, lists, None) }
}

/// As [`map_at`], with an operation of an element and one of `y`. If an index is repeated, each
/// further time starts from the result of the time before.
///
/// # Errors
/// Those of [`map_at`]; [`Error::OutputShape`] if `y` does not have one block per index.
///
/// # Panics
/// As for [`map_at`].
pub fn map_at_with<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    kernel: &Kernel<Op, (T, U), (T,)>,
    op: &Op,
    x: &mut StridedMut<'_, T>,
    lists: &[&[i64]],
    y: &Strided<'_, U>,
) -> Result<()> {
    let blocks = [&[lists[0].len()], &x.shape()[lists.len()..]].concat();
    if y.shape() != blocks {
        return Err(Error::output_shape(name, y.shape(), &blocks));
    }
    let ptr = y.as_ptr().cast_mut().cast();
    let y = UntypedOperand::new(ptr, size_of::<U>(), y.layout());
    // SAFETY: the kernel takes `T` and `U`, and `Op` is the kernel's, and `Sync`.
    unsafe { execute_at(name, &kernel.table, (&raw const *op).cast(), x, lists, Some(y)) }
}

/// Does the work of [`map_at`] and [`map_at_with`].
///
/// # Errors
/// Those of [`map_at`].
///
/// # Safety
/// The table's types are `T`, and that of the elements of `y` if there is one, to `T`; `op` points
/// to its operation. `y` has one block per index.
unsafe fn execute_at<T: Element>(
    name: &'static str,
    table: &MapTable,
    op: *const (),
    x: &mut StridedMut<'_, T>,
    lists: &[&[i64]],
    y: Option<UntypedOperand<'_>>,
) -> Result<()> {
    let size = size_of::<T>();
    let offsets = offsets(x.layout(), size, 0, lists)?;
    let _call = profile::call(|| {
        let blocks = without(x.layout(), 0..lists.len()).len();
        Facts::copies::<T>(name, offsets.len() * blocks)
    });
    profile::path(|| Path::Indexed);
    if offsets.is_empty() || x.is_empty() {
        return Ok(());
    }
    if let Some(y) = y {
        // SAFETY: by this function's contract; only the second operand can be out of the domain.
        unsafe { check_domain(name, table, &[y, y])? };
    }
    let block = without(x.layout(), 0..lists.len());
    let base: *mut u8 = x.as_mut_ptr().cast();
    let y_step = y.map_or(0, |y| y.layout.strides()[0].wrapping_mul(y.size as isize));
    if block.len() == 1 {
        let y = y.map(|y| Stream { ptr: y.ptr, stride: y_step, row_stride: 0 });
        // SAFETY: by this function's contract; the offsets lead to elements of `x`.
        unsafe {
            match size {
                1 => execute_elements::<u8>(table, op, base, &offsets, y),
                2 => execute_elements::<u16>(table, op, base, &offsets, y),
                4 => execute_elements::<u32>(table, op, base, &offsets, y),
                8 => execute_elements::<u64>(table, op, base, &offsets, y),
                _ => execute_elements::<u128>(table, op, base, &offsets, y),
            }
        }
        return Ok(());
    }
    let y_block = y.map_or(Layout::scalar(), |y| without(y.layout, 0..1));
    for (i, &offset) in offsets.iter().enumerate() {
        let x = UntypedOperand::new(base.wrapping_offset(offset as isize), size, &block);
        // SAFETY: by this function's contract; the offsets lead to blocks of `x`, which is borrowed
        // exclusively.
        unsafe {
            match y {
                Some(y) => {
                    let ptr = y.ptr.wrapping_offset(y_step.wrapping_mul(i as isize));
                    let y = UntypedOperand::new(ptr, y.size, &y_block);
                    take_path(name, table, op, &[x, y], &[x])?;
                }
                None => take_path(name, table, op, &[x], &[x])?,
            }
        }
    }
    Ok(())
}

/// The most elements that are computed at once.
const PART: usize = 256;

/// Room for a part of the elements, of any size.
#[repr(align(64))]
struct Part(
    #[expect(dead_code, reason = "reached through pointers only")] MaybeUninit<[[u64; 2]; PART]>,
);

/// Gathers elements, computes them, and scatters the results, in parts in which no element occurs
/// twice.
///
/// # Safety
/// `base` and each of the offsets lead to an element of the table's output type, of the size of
/// `W`, which nothing else accesses. `y` has an element per offset, of the second input's type.
/// `op` points to the operation of the table.
unsafe fn execute_elements<W: Copy>(
    table: &MapTable,
    op: *const (),
    base: *mut u8,
    offsets: &[i64],
    y: Option<Stream>,
) {
    let size = size_of::<W>();
    let level = Level::current();
    let kernel = table.entries.at(level);
    let mut storage: [Storage; 3] = array::from_fn(|k| table.storage(k, level));
    // Between the elements of `y`, others may be writing.
    storage.iter_mut().for_each(|storage| storage.copy = ONE_BY_ONE);
    let mut elements = Part(MaybeUninit::uninit());
    let elements: *mut u8 = (&raw mut elements).cast();
    let line = Stream { ptr: elements, stride: size as isize, row_stride: 0 };
    let mut seen = Seen::new();
    let mut done = 0;
    while done < offsets.len() {
        let len = seen.distinct(&offsets[done..]).min(PART);
        let part = &offsets[done..done + len];
        let place = |i: usize| base.wrapping_offset(part[i] as isize);
        // SAFETY: by this function's contract, offsets lead to elements, and `elements` has room
        // for `PART` of them. No element occurs twice, so none is read before it is written back.
        unsafe {
            for i in 0..len {
                copy_word::<W>(place(i), elements.add(i * size));
            }
            let y = y.map(|y| Stream {
                ptr: y.ptr.wrapping_offset(y.stride.wrapping_mul(done as isize)),
                ..y
            });
            let streams = [line, y.unwrap_or(line), line];
            let streams = if y.is_some() { &streams[..] } else { &streams[..2] };
            let run = Run::new(len, 1, streams);
            map_tiled(kernel, op, &run, &storage, streams.len() - 1);
            for i in 0..len {
                copy_word::<W>(elements.add(i * size), place(i));
            }
        }
        done += len;
    }
}

/// The number of slots of [`Seen`]: among 256 elements that differ, few share one.
const SLOTS: usize = 1024;

/// Which offsets have been seen, more or less: two of them may share a slot.
struct Seen {
    /// The round in which each slot was last seen.
    slots: [u32; SLOTS],
    round: u32,
}

impl Seen {
    fn new() -> Self {
        Seen { slots: [0; SLOTS], round: 0 }
    }

    /// Returns how many offsets, at most [`PART`], come before one that may be repeated.
    fn distinct(&mut self, offsets: &[i64]) -> usize {
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            *self = Seen { slots: [0; SLOTS], round: 1 };
        }
        for (i, &offset) in offsets.iter().take(PART).enumerate() {
            // Multiplying by the golden ratio spreads neighbours (Knuth, "Sorting and Searching").
            let hash = (offset as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let slot = &mut self.slots[(hash >> (u64::BITS - SLOTS.ilog2())) as usize];
            if *slot == self.round {
                return i;
            }
            *slot = self.round;
        }
        offsets.len().min(PART)
    }
}
