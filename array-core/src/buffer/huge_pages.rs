//! Huge pages for large buffers.

use core::ffi::{c_int, c_void};
use core::ptr::NonNull;

/// The least size, in bytes, of a buffer with huge pages: two of x86's (2 MiB), so that it holds a
/// whole one wherever it begins. NumPy draws the line there, too.
const LARGE: usize = 4 << 20;

/// Linux's number for the advice, on every architecture that Rust's standard library is built for.
const MADV_HUGEPAGE: c_int = 14;

/// The largest size of an ordinary page, in bytes: the kernel takes advice for whole pages only.
const PAGE: usize = 1 << 16;

unsafe extern "C" {
    fn madvise(start: *mut c_void, size: usize, advice: c_int) -> c_int;
}

/// Asks the kernel for huge pages behind new memory. The first write to each page takes a fault,
/// which costs more than the computation of the 4 KiB that an ordinary page holds.
///
/// # Safety
///
/// The memory is one allocation, which the caller owns.
pub(super) unsafe fn advise(start: NonNull<u8>, size: usize) {
    if size < LARGE {
        return;
    }
    let first = start.addr().get().next_multiple_of(PAGE) - start.addr().get();
    let size = (size - first) / PAGE * PAGE;
    // SAFETY: the pages lie in the caller's memory, whose contents the advice does not change. It
    // may be refused: nothing depends on it.
    unsafe { madvise(start.as_ptr().add(first).cast(), size, MADV_HUGEPAGE) };
}
