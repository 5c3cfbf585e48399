//! Sums of small integers: first in a few more bits, then in 64.
//!
//! In its plain form a sum of bytes is `for x in bytes { sum += u64::from(x) }`, eight lanes to a
//! 512-bit register. But few bytes have a sum of 16 bits:
//!
//! 1. Some rows, no more than cannot overflow, are summed down their columns in narrow integers, of
//!    which four times as many fit into a register.
//! 2. These sums are widened, and added up in 64 bits.
//!
//! A line is cut into rows. Integers wrap, so the order does not matter.

use super::{FoldKernels, State};
use crate::loops::MapFn;
use crate::loops::sequence::{MAX_BLOCK_BYTES, Sequence, Tiles};
use crate::loops::storage::{Storage, convert_line};
use crate::loops::strip::{ColumnsRun, Rows};

/// How small integers are summed.
#[derive(Clone, Copy, Debug)]
pub struct SmallSum<'a> {
    /// Adds up narrow integers.
    pub kernels: &'a FoldKernels,
    /// The elements, computed as narrow integers.
    pub input: Storage,
    /// Converts narrow integers to 64 bits.
    pub widen: MapFn,
    /// The most of them whose sum a narrow integer holds.
    pub most: usize,
}

/// The fewest elements of a line for which this is faster.
pub(super) const SHORTEST: usize = 4096;

/// Room for the sums of a row: narrow, and in 64 bits.
struct Sums {
    narrow: State,
    wide: [u64; MAX_COLUMNS],
}

/// The most columns that are summed at once: as many as a state has lanes of bytes.
const MAX_COLUMNS: usize = 256;

impl Sums {
    fn new() -> Self {
        Sums { narrow: State::uninit(), wide: [0; MAX_COLUMNS] }
    }
}

impl SmallSum<'_> {
    /// Returns the sum of `len` elements of a sequence, from element `first` on, which exist.
    ///
    /// # Safety
    /// As for [`FoldKernels`]; the sequence is [valid](Sequence#validity), and its elements are
    /// stored as [`input`](Self::input) says.
    pub(super) unsafe fn along(&self, sequence: &Sequence<'_>, first: usize, len: usize) -> u64 {
        let (mut tiles, mut sums) = (Tiles::uninit(), Sums::new());
        let width = self.kernels.capacity;
        let each = MAX_BLOCK_BYTES / self.input.max_size();
        let mut total = 0_u64;
        for done in (0..len).step_by(each) {
            let count = each.min(len - done);
            let (rows, rest) = (count / width, count % width);
            // SAFETY: the sequence has these elements, and `line` points to `count` of them.
            unsafe {
                let line = sequence.block(first + done, count, &self.input, &mut tiles);
                let stride = (width * self.input.computed_size) as isize;
                let after = line.wrapping_offset(stride * rows as isize);
                if rows > 0 {
                    let all = Rows { start: line, rows, stride, columns: width };
                    total = total.wrapping_add(self.sum_of(&all, &mut sums));
                }
                if rest > 0 {
                    let all = Rows { start: after, rows: 1, stride: 0, columns: rest };
                    total = total.wrapping_add(self.sum_of(&all, &mut sums));
                }
            }
        }
        total
    }

    /// Returns the sum of some rows.
    ///
    /// # Safety
    /// As for [`add_rows`](Self::add_rows).
    unsafe fn sum_of(&self, rows: &Rows, sums: &mut Sums) -> u64 {
        sums.wide[..rows.columns].fill(0);
        // SAFETY: the contract is the same.
        unsafe { self.add_rows(rows, sums) };
        sums.wide[..rows.columns].iter().fold(0, |a, &b| a.wrapping_add(b))
    }

    /// Adds the sums of the columns of some rows to the wide ones.
    ///
    /// # Safety
    /// As for [`FoldKernels`]; there are these rows, no more than [`MAX_COLUMNS`] columns, and if
    /// they do not fill a register, there is one row, or no gap between them.
    unsafe fn add_rows(&self, rows: &Rows, sums: &mut Sums) {
        let (mut narrow, mut widened) = ([0_u64; MAX_COLUMNS], [0_u64; MAX_COLUMNS]);
        let (size, op, columns) = (self.input.computed_size, core::ptr::null(), rows.columns);
        // SAFETY: the kernel writes the state, which has room for the columns, as has each array.
        // An addition has no fields.
        unsafe {
            self.kernels.fold_block(op, rows, &mut sums.narrow);
            let line = narrow.as_mut_ptr().cast();
            (self.kernels.finish)(op, &sums.narrow, rows.rows, columns, line);
            convert_line(self.widen, line, size, widened.as_mut_ptr().cast(), 8, columns);
        }
        for (sum, x) in sums.wide.iter_mut().zip(&widened[..columns]) {
            *sum = sum.wrapping_add(*x);
        }
    }

    /// Sums each column of a run, at least a register, and writes the sums.
    ///
    /// # Safety
    /// As for [`along`](Self::along); the run is [valid](ColumnsRun#validity), and its results are
    /// integers of 64 bits.
    pub(super) unsafe fn down(&self, run: &ColumnsRun<'_>) {
        let (mut tiles, mut sums) = (Tiles::uninit(), Sums::new());
        let (each, rows) = (self.kernels.capacity, run.sequence.len());
        let is_in_place = run.is_in_place(&self.input);
        for column in (0..run.columns).step_by(each) {
            // The last columns fill a register with some before them.
            let column = column.min(run.columns - self.kernels.lanes);
            let (strip, output) = run.strip(column, each.min(run.columns - column));
            let in_tile = MAX_BLOCK_BYTES / (strip.width * self.input.max_size());
            let block = if is_in_place { self.most } else { in_tile.min(self.most) };
            sums.wide[..strip.width].fill(0);
            for first in (0..rows).step_by(block) {
                let count = block.min(rows - first);
                // SAFETY: the run has these rows and columns.
                unsafe {
                    let rows = strip.rows(&self.input, first, count, false, &mut tiles);
                    self.add_rows(&rows, &mut sums);
                }
            }
            for (k, sum) in sums.wide[..strip.width].iter().enumerate() {
                let output = output.wrapping_offset(run.output_stride.wrapping_mul(k as isize));
                // SAFETY: the run has these results.
                unsafe { output.cast::<u64>().write(*sum) };
            }
        }
    }
}
