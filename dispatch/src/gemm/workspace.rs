//! Memory for packed blocks: on the stack for small problems, else kept by the thread, else
//! allocated.

use core::cell::Cell;
use core::mem::MaybeUninit;
use tightloop_array_core::{Element, Result, UninitBuffer};

/// Memory for all pieces, each on cache lines of its own.
pub(super) struct Workspace<T> {
    start: *mut T,
    /// The number of elements from one piece's to the next's.
    stride: usize,
}

// SAFETY: a place in memory, with which nothing can be done but by unsafe code, which must not use
// one part from two threads.
unsafe impl<T: Send> Sync for Workspace<T> {}

impl<T> Workspace<T> {
    /// The memory of one piece.
    pub(super) fn of_piece(&self, piece: usize) -> *mut T {
        self.start.wrapping_add(piece * self.stride)
    }
}

/// A cache line, in bytes.
const LINE: usize = 64;

/// As much as is taken from the stack, in bytes.
const ON_STACK: usize = 16 << 10;

/// As much as a thread keeps for its next product, in bytes: new memory costs a page fault for each
/// of its pages. Enough for any product that is computed in one piece.
const KEPT: usize = 5 << 20;

#[repr(C, align(64))]
struct OnStack([MaybeUninit<u8>; ON_STACK]);

std::thread_local! {
    /// What this thread has kept. Taken away while it is used, so that a product within a product finds
    /// nothing.
    static SLAB: Cell<Option<UninitBuffer<u8>>> = const { Cell::new(None) };
}

/// Runs `f` with memory for `len` elements for each of some pieces.
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
    // Bytes that are aligned to cache lines are as good as elements.
    if bytes <= ON_STACK {
        let mut memory = OnStack([MaybeUninit::uninit(); ON_STACK]);
        f(Workspace { start: memory.0.as_mut_ptr().cast(), stride });
        return Ok(());
    }
    let kept = SLAB.try_with(Cell::take).ok().flatten().filter(|slab| slab.len() >= bytes);
    let mut memory = kept.map_or_else(|| UninitBuffer::new(bytes), Ok)?;
    f(Workspace { start: memory.as_mut_ptr().cast(), stride });
    if memory.len() <= KEPT {
        // Where the thread is ending there is no slab any more, and the memory is freed.
        let _ = SLAB.try_with(|slab| slab.set(Some(memory)));
    }
    Ok(())
}
