//! Memory for packed blocks: on the stack for small problems, else kept from the thread's last
//! product, else newly allocated.

use core::cell::Cell;
use core::mem::MaybeUninit;
use tightloop_array_core::{Element, Result, UninitBuffer};

/// Memory for all pieces, which share no cache lines.
pub(super) struct Workspace<T> {
    start: *mut T,
    /// The distance between the memory of neighbouring pieces, in elements.
    stride: usize,
}

// SAFETY: safe code only computes addresses. Unsafe code that writes to the part of a piece does so
// from one thread at a time.
unsafe impl<T: Send> Sync for Workspace<T> {}

impl<T> Workspace<T> {
    /// The memory of one piece.
    pub(super) fn of_piece(&self, piece: usize) -> *mut T {
        self.start.wrapping_add(piece * self.stride)
    }
}

/// A cache line, in bytes.
const LINE: usize = 64;

/// The most bytes that are taken from the stack; larger memory is kept or allocated.
const ON_STACK: usize = 16 << 10;

/// The most bytes that a thread keeps for its next product: new memory costs a page fault per page.
/// Enough for any product that is computed in one piece.
const KEPT: usize = 5 << 20;

#[repr(C, align(64))]
struct OnStack([MaybeUninit<u8>; ON_STACK]);

std::thread_local! {
    /// The memory that this thread has kept. Taken out while in use, so that a product that runs
    /// within another finds nothing.
    static SLAB: Cell<Option<UninitBuffer<u8>>> = const { Cell::new(None) };
}

/// Runs `f` with memory for `len` elements per piece.
///
/// # Errors
/// [`Error::Allocation`](tightloop_array_core::Error::Allocation); `f` is not run then.
#[inline]
pub(super) fn with_workspace<T: Element>(
    pieces: usize,
    len: usize,
    f: impl FnOnce(Workspace<T>),
) -> Result<()> {
    let stride = len.next_multiple_of(LINE / size_of::<T>());
    let bytes = stride.saturating_mul(pieces).saturating_mul(size_of::<T>());
    // Memory aligned to cache lines is aligned for any element type.
    if bytes <= ON_STACK {
        let mut memory = OnStack([MaybeUninit::uninit(); ON_STACK]);
        f(Workspace { start: memory.0.as_mut_ptr().cast(), stride });
        return Ok(());
    }
    let kept = SLAB.try_with(Cell::take).ok().flatten().filter(|slab| slab.len() >= bytes);
    let mut memory = kept.map_or_else(|| UninitBuffer::new(bytes), Ok)?;
    f(Workspace { start: memory.as_mut_ptr().cast(), stride });
    if memory.len() <= KEPT {
        // While the thread ends, its slab is gone, and the memory is freed.
        let _ = SLAB.try_with(|slab| slab.set(Some(memory)));
    }
    Ok(())
}
