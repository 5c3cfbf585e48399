//! Copies of whole runs.

use super::repeat::repeat_each;
use super::{CopyKernels, Transposed, copy_each, scatter};
use crate::isa::baseline::CACHE_LINE;
use crate::isa::baseline::streamed;
use tightloop_array_core::{Run, Stream};

/// Rows shorter than this are copied by columns if there are more rows than columns: a call per row
/// would cost more than its elements.
const SHORT_ROW: usize = 16;

/// How much of a column is copied before the next column is begun: so little that the cache lines,
/// which both share, are still in the first-level cache.
const COLUMN: usize = 128;

/// The fewest rows of a block that is transposed, and its size in bytes: those that were measured
/// to be best for tiles.
const ROWS: usize = 32;
const BLOCK: usize = 4096;

/// Copies a run of one input and one output, of elements of `size` bytes.
///
/// If `is_streamed`, rows that are contiguous in both operands bypass the caches.
///
/// # Safety
/// The run is [valid](Run#validity), and its operands do not overlap; `kernels` are of an ISA that
/// the CPU has.
pub unsafe fn copy_run(run: &Run<'_>, size: usize, kernels: &CopyKernels, is_streamed: bool) {
    // By reference: what has just been stored in parts cannot be loaded as a whole at once.
    let [from, to] = run.streams else { unreachable!("a copy has two operands") };
    // SAFETY: by this function's contract, for parts of the run that are disjoint.
    unsafe {
        let is_in_order = to.stride == size as isize && to.row_stride == (run.len * size) as isize;
        if from.stride == 0 && is_in_order && run.rows > 1 {
            repeat_each(from.ptr, from.row_stride, to.ptr, [run.rows, run.len], size);
        } else if run.len < SHORT_ROW && run.rows > run.len {
            let (from, to) = (turned(from), turned(to));
            for start in (0..run.rows).step_by(COLUMN) {
                let (len, rows) = (COLUMN.min(run.rows - start), run.len);
                let part = |stream: &Stream| Stream { ptr: address(stream, 0, start), ..*stream };
                copy_rows(&part(&from), &part(&to), rows, len, size, kernels);
            }
        } else if from.stride == size as isize && to.stride == from.stride {
            copy_lines(run, run.len * size, kernels, is_streamed);
        } else if is_transposed(from, size) && to.stride == size as isize && run.rows > 1 {
            transpose_blocks(from, to, run, size, kernels);
        } else {
            copy_rows(from, to, run.rows, run.len, size, kernels);
        }
    }
}

/// Copies rows of this many bytes that are contiguous in both operands.
///
/// # Safety
/// As for [`copy_run`].
unsafe fn copy_lines(run: &Run<'_>, bytes: usize, kernels: &CopyKernels, is_streamed: bool) {
    let [from, to] = run.streams else { unreachable!("a copy has two operands") };
    for row in 0..run.rows {
        let (from, to) = (address(from, row, 0).cast_const(), address(to, row, 0));
        // SAFETY: by this function's contract, for the elements of this row.
        unsafe {
            if is_streamed {
                (kernels.stream)(from, to, bytes);
            } else {
                core::ptr::copy_nonoverlapping(from, to, bytes);
            }
        }
    }
    if is_streamed {
        streamed();
    }
}

/// Copies rows of any strides, one by one.
///
/// # Safety
/// As for [`copy_run`].
#[inline(never)]
unsafe fn copy_rows(
    from: &Stream,
    to: &Stream,
    rows: usize,
    len: usize,
    size: usize,
    kernels: &CopyKernels,
) {
    for row in 0..rows {
        let (source, place) = (address(from, row, 0), address(to, row, 0));
        // SAFETY: by this function's contract, for the elements of this row.
        unsafe {
            if to.stride == size as isize {
                (kernels.gather)(source, from.stride, place, len, size);
            } else if from.stride == size as isize {
                scatter(source, place, to.stride, len, size);
            } else {
                copy_strided(source, from.stride, place, to.stride, len, size);
            }
        }
    }
}

/// Copies elements from any stride to any stride.
///
/// # Safety
/// The elements are valid for reads, their destinations for writes, and they do not overlap.
unsafe fn copy_strided(
    from: *const u8,
    from_stride: isize,
    to: *mut u8,
    to_stride: isize,
    len: usize,
    size: usize,
) {
    /// Does the work for elements of the size of `W`.
    unsafe fn words<W: Copy>(
        from: *const u8,
        from_stride: isize,
        to: *mut u8,
        to_stride: isize,
        len: usize,
    ) {
        let source = |i: usize| from.wrapping_offset(from_stride.wrapping_mul(i as isize)).cast();
        let place = |i: usize| to.wrapping_offset(to_stride.wrapping_mul(i as isize)).cast();
        // SAFETY: by the contract of `copy_strided`.
        unsafe { copy_each::<W>(len, source, place) }
    }
    // SAFETY: by this function's contract; elements of `size` bytes are `size` bytes.
    unsafe {
        match size {
            1 => words::<u8>(from, from_stride, to, to_stride, len),
            2 => words::<u16>(from, from_stride, to, to_stride, len),
            4 => words::<u32>(from, from_stride, to, to_stride, len),
            8 => words::<u64>(from, from_stride, to, to_stride, len),
            _ => words::<[u64; 2]>(from, from_stride, to, to_stride, len),
        }
    }
}

/// Copies a run whose input is contiguous along columns, and whose output along rows, by blocks.
///
/// # Safety
/// As for [`copy_run`].
#[inline(never)]
unsafe fn transpose_blocks(
    from: &Stream,
    to: &Stream,
    run: &Run<'_>,
    size: usize,
    kernels: &CopyKernels,
) {
    let most_rows = ROWS.max(CACHE_LINE / size);
    let most_columns = BLOCK / size / most_rows;
    for row in (0..run.rows).step_by(most_rows) {
        let rows = most_rows.min(run.rows - row);
        for column in (0..run.len).step_by(most_columns) {
            let len = most_columns.min(run.len - column);
            let start = address(from, row, column).cast_const();
            let block = Transposed { start, stride: from.stride, rows, len, pitch: to.row_stride };
            // SAFETY: by this function's contract, for the elements of this block.
            unsafe { (kernels.transpose)(&block, address(to, row, column), size) };
        }
    }
}

/// Whether a stream is contiguous along its columns.
fn is_transposed(stream: &Stream, size: usize) -> bool {
    stream.row_stride == size as isize && stream.stride != size as isize && stream.stride != 0
}

/// Returns a stream whose rows are the columns of this one.
fn turned(stream: &Stream) -> Stream {
    Stream { ptr: stream.ptr, stride: stream.row_stride, row_stride: stream.stride }
}

/// Returns the address of an element of a stream.
fn address(stream: &Stream, row: usize, column: usize) -> *mut u8 {
    let rows = stream.row_stride.wrapping_mul(row as isize);
    let columns = stream.stride.wrapping_mul(column as isize);
    stream.ptr.wrapping_offset(rows.wrapping_add(columns))
}
