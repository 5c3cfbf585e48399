//! The search down columns.

use crate::entry::entry_points;
use crate::isa::Isa;
use crate::lane::Lane;
use crate::loops::fold::{State, capacity};
use crate::loops::operation;
use crate::loops::strip::Rows;
use crate::op::Search;
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;
use tightloop_array_core::DType;

/// The best element of each column so far, and its row.
pub(super) struct Best {
    elements: State,
    pub(super) places: [i64; capacity::<u8>()],
}

impl Best {
    pub(super) fn uninit() -> Self {
        Best { elements: State::uninit(), places: [0; capacity::<u8>()] }
    }

    /// Writes the rows of the first `columns`, which have been counted from row `first` on.
    ///
    /// # Safety
    /// Results `stride` bytes apart from `output` on are valid for writes, one per column.
    pub(super) unsafe fn write(
        &self,
        columns: usize,
        first: usize,
        output: *mut u8,
        stride: isize,
    ) {
        for (column, &place) in self.places[..columns].iter().enumerate() {
            let output = output.wrapping_offset(stride.wrapping_mul(column as isize));
            // SAFETY: by this method's contract.
            unsafe { output.cast::<i64>().write(first as i64 + place) };
        }
    }
}

/// The most rows that can be counted in a lane.
pub(super) const fn most_rows<T: Lane>() -> usize {
    match size_of::<T>() {
        1 => 127,
        _ => 4096,
    }
}

/// The registers of elements that are searched at the same time; as many hold the rows.
const REGISTERS: usize = 4;

entry_points! {
    /// See [`SearchKernels::columns`](super::SearchKernels). There are at least as many columns as
    /// a register has lanes, and at most [`most_rows`] rows.
    pub(super) unsafe fn columns<S, Op: Search<T>, T: Lane>(
        op: *const (),
        rows: &Rows,
        first: usize,
        best: &mut Best,
    ) = search_columns;
}

/// Searches all columns, some registers at a time.
#[inline(always)]
unsafe fn search_columns<S: Isa, Op: Search<T>, T: Lane>(
    s: S,
    op: *const (),
    rows: &Rows,
    first: usize,
    best: &mut Best,
) {
    // SAFETY: `op` points to the operation that this is compiled for.
    let op = unsafe { operation::<Op>(op) };
    let lanes = T::lanes::<S>();
    let mut column = 0;
    while column < rows.columns {
        // SAFETY: by the contract of the entry point, which is this function's, too.
        unsafe {
            if rows.columns - column > lanes {
                search_strip::<S, Op, T, REGISTERS>(s, op, rows, [first, column], best);
                column += REGISTERS * lanes;
            } else {
                search_strip::<S, Op, T, 1>(s, op, rows, [first, column], best);
                column += lanes;
            }
        }
    }
}

/// Searches the columns of `N` registers from `column` on. Registers that reach beyond the last
/// column step back to where they are full: to search a column twice changes nothing.
#[inline(always)]
unsafe fn search_strip<S: Isa, Op: Search<T>, T: Lane, const N: usize>(
    s: S,
    op: &Op,
    rows: &Rows,
    [first, column]: [usize; 2],
    best: &mut Best,
) {
    let lanes = T::lanes::<S>();
    let mut columns = [0; N];
    let (mut elements, mut places) =
        ([Vector::splat(s, T::ZERO); N], [Vector::splat(s, T::ZERO); N]);
    for r in 0..N {
        columns[r] = (column + r * lanes).min(rows.columns - lanes);
        // SAFETY: there is a first row, with these columns; the elements of others have been
        // written.
        elements[r] = unsafe {
            if first == 0 {
                T::load(s, rows.start.cast::<T>().wrapping_add(columns[r]))
            } else {
                best.elements.read::<S, T>(s, columns[r])
            }
        };
    }
    let mut at = rows.start.cast::<T>();
    // Rows are counted from 1 on; 0 is for a better element before them.
    let (mut row, one) = (Vector::splat(s, T::ZERO), Vector::splat(s, T::ONE));
    for _ in 0..rows.rows {
        row = row + one;
        for r in 0..N {
            // SAFETY: there is this row, with these columns.
            let x: Vector<S, T> = unsafe { T::load(s, at.wrapping_add(columns[r])) };
            let is_better = op.is_better(x, elements[r]);
            elements[r] = is_better.select(x, elements[r]);
            places[r] = is_better.select(row, places[r]);
        }
        at = at.wrapping_byte_offset(rows.stride);
    }
    for r in 0..N {
        best.elements.write::<S, T>(columns[r], elements[r]);
        for lane in 0..lanes {
            let row = count(places[r].lane(lane));
            if row > 0 {
                // There is a place for each column, which needs no check so.
                let column = (columns[r] + lane) % capacity::<u8>();
                best.places[column] = (first + row - 1) as i64;
            }
        }
    }
}

/// A number of rows that has been counted in a lane.
#[inline(always)]
fn count<T: Lane>(rows: T) -> usize {
    let bytes = bytemuck::bytes_of(&rows);
    let mut number = [0; 8];
    number[..bytes.len()].copy_from_slice(bytes);
    let bits = u64::from_ne_bytes(number);
    match T::DTYPE {
        DType::F32 => f32::from_bits(bits as u32) as usize,
        DType::F64 => f64::from_bits(bits) as usize,
        _ => bits as usize,
    }
}
