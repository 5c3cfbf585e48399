//! Copies between elements at any strides and contiguous memory. Compiled per element size.
//!
//! Common strides have loops of their own, which the compiler turns into shuffles of short
//! registers. [`CopyKernels`] add those of an ISA.

mod kernels;
mod repeat;
mod run;
mod squares;

pub use kernels::CopyKernels;
pub(super) use repeat::{repeat_each, repeat_line};
pub use run::copy_run;

use crate::isa::baseline::transpose_square;

/// Copies `len` elements of `size` bytes, `stride` bytes apart, to contiguous memory at `to`.
///
/// # Safety
/// The elements are valid for reads, and `to` for writes of as many. They do not overlap.
pub(super) unsafe fn gather(from: *const u8, stride: isize, to: *mut u8, len: usize, size: usize) {
    // SAFETY: the contract is the same, and the integers have the size of the elements.
    unsafe {
        match size {
            1 => gather_as::<u8>(from, stride, to, len),
            2 => gather_as::<u16>(from, stride, to, len),
            4 => gather_as::<u32>(from, stride, to, len),
            8 => gather_as::<u64>(from, stride, to, len),
            _ => gather_as::<[u64; 2]>(from, stride, to, len),
        }
    }
}

/// [`gather`] for elements of the size of `W`.
///
/// # Safety
/// As for [`gather`].
unsafe fn gather_as<W: Copy>(from: *const u8, stride: isize, to: *mut u8, len: usize) {
    let (from, to, size) = (from.cast::<W>(), to.cast::<W>(), size_of::<W>() as isize);
    // SAFETY: element `i` is `stride * i` bytes after the first, and each branch copies these
    // `len`.
    unsafe {
        if stride == size {
            core::ptr::copy_nonoverlapping(
                from.cast::<u8>(),
                to.cast::<u8>(),
                len * size_of::<W>(),
            );
        } else if stride == 0 && len > 0 {
            let element = from.read_unaligned();
            copy_each(len, |_| &raw const element, |i| to.wrapping_add(i));
        } else if stride == -size {
            copy_each(len, |i| from.wrapping_sub(i), |i| to.wrapping_add(i));
        } else if stride == 2 * size {
            copy_each(len, |i| from.wrapping_add(2 * i), |i| to.wrapping_add(i));
        } else if stride == 3 * size {
            copy_each(len, |i| from.wrapping_add(3 * i), |i| to.wrapping_add(i));
        } else if stride == 4 * size {
            copy_each(len, |i| from.wrapping_add(4 * i), |i| to.wrapping_add(i));
        } else {
            let place = |i: usize| from.wrapping_byte_offset(stride.wrapping_mul(i as isize));
            copy_each(len, place, |i| to.wrapping_add(i));
        }
    }
}

/// Copies `len` contiguous elements of `size` bytes to places `stride` bytes apart.
///
/// # Safety
/// The elements are valid for reads, and the places for writes. They do not overlap.
pub(super) unsafe fn scatter(from: *const u8, to: *mut u8, stride: isize, len: usize, size: usize) {
    // SAFETY: the contract is the same, and the integers have the size of the elements.
    unsafe {
        match size {
            1 => scatter_as::<u8>(from, to, stride, len),
            2 => scatter_as::<u16>(from, to, stride, len),
            4 => scatter_as::<u32>(from, to, stride, len),
            8 => scatter_as::<u64>(from, to, stride, len),
            _ => scatter_as::<[u64; 2]>(from, to, stride, len),
        }
    }
}

/// [`scatter`] for elements of the size of `W`.
///
/// # Safety
/// As for [`scatter`].
unsafe fn scatter_as<W: Copy>(from: *const u8, to: *mut u8, stride: isize, len: usize) {
    let (from, to, size) = (from.cast::<W>(), to.cast::<W>(), size_of::<W>() as isize);
    // SAFETY: place `i` is `stride * i` bytes after the first, and each branch writes these `len`.
    unsafe {
        if stride == size {
            core::ptr::copy_nonoverlapping(
                from.cast::<u8>(),
                to.cast::<u8>(),
                len * size_of::<W>(),
            );
        } else if stride == -size {
            copy_each(len, |i| from.wrapping_add(i), |i| to.wrapping_sub(i));
        } else {
            let place = |i: usize| to.wrapping_byte_offset(stride.wrapping_mul(i as isize));
            copy_each(len, |i| from.wrapping_add(i), place);
        }
    }
}

/// Copies element by element. The elements may be less aligned than a `W`.
///
/// # Safety
/// For each `i < len`, `from(i)` is valid for reads and `to(i)` for writes; they do not overlap.
#[inline(always)]
unsafe fn copy_each<W: Copy>(
    len: usize,
    from: impl Fn(usize) -> *const W,
    to: impl Fn(usize) -> *mut W,
) {
    for i in 0..len {
        // SAFETY: `i < len`, so both are valid.
        unsafe { to(i).write_unaligned(from(i).read_unaligned()) };
    }
}

/// A matrix whose columns are contiguous in memory. Passed by reference: a copy of what has just
/// been stored, by whole registers, would wait until all stores before it have reached the cache.
#[derive(Clone, Copy)]
pub(super) struct Transposed {
    pub(super) start: *const u8,
    /// From one column to the next, in bytes.
    pub(super) stride: isize,
    pub(super) rows: usize,
    /// The number of columns.
    pub(super) len: usize,
    /// From one row to the next one where they go, in bytes.
    pub(super) pitch: isize,
}

/// Copies a matrix of elements of `size` bytes, row after row, to contiguous memory at `to`.
///
/// # Safety
/// The elements are valid for reads, and their places from `to` on, in rows that are `pitch` bytes
/// apart, for writes. They do not overlap.
pub(super) unsafe fn transpose(from: &Transposed, to: *mut u8, size: usize) {
    // SAFETY: the contract is the same, and the integers have the size of the elements. Squares of
    // these sides are transposed in registers, except those of 16-byte elements.
    unsafe {
        match size {
            1 => transpose_as::<u8, 8>(from, to.cast()),
            2 => transpose_as::<u16, 8>(from, to.cast()),
            4 => transpose_as::<u32, 4>(from, to.cast()),
            8 => transpose_as::<u64, 4>(from, to.cast()),
            _ => transpose_as::<[u64; 2], 4>(from, to.cast()),
        }
    }
}

/// [`transpose`] for elements of the size of `W`, in squares of `N` by `N`.
///
/// # Safety
/// As for [`transpose`].
unsafe fn transpose_as<W: Copy, const N: usize>(from: &Transposed, to: *mut W) {
    let &Transposed { start, stride, rows, len, pitch } = from;
    let (start, pitch) = (start.cast::<W>(), pitch / size_of::<W>() as isize);
    let place = |row: usize, column: usize| {
        start.wrapping_byte_offset(stride.wrapping_mul(column as isize)).wrapping_add(row)
    };
    let (whole_rows, whole_columns) = (rows / N * N, len / N * N);
    let stride_in_elements = stride / size_of::<W>() as isize;
    for row in (0..whole_rows).step_by(N) {
        for column in (0..whole_columns).step_by(N) {
            // SAFETY: the matrix has these `N` rows and columns, and its stride is a whole number
            // of elements.
            unsafe {
                let to = to.wrapping_offset(pitch * row as isize).wrapping_add(column);
                transpose_square::<W, N>(place(row, column), stride_in_elements, to, pitch);
            }
        }
    }
    for row in 0..rows {
        let first = if row < whole_rows { whole_columns } else { 0 };
        for column in first..len {
            // SAFETY: the matrix has this element, and `to` has room for it.
            unsafe {
                to.wrapping_offset(pitch * row as isize)
                    .wrapping_add(column)
                    .write_unaligned(place(row, column).read_unaligned())
            };
        }
    }
}
