//! Threads: how many a call may use, and the one place where work is handed to them.
//!
//! Threads are those of the caller's current rayon pool. Work is cut into pieces that touch disjoint memory, and into no more of them
//! than there are threads, so that small work stays where it is and a call from inside a worker never waits for a thread
//! that waits for it.

use crate::level::with_cell;
use core::cell::Cell;
use core::num::NonZeroUsize;

std::thread_local! {
    /// What [`with_threads`] has chosen on this thread.
    static LIMIT: Cell<Option<NonZeroUsize>> = const { Cell::new(None) };
}

/// Runs `f` with every call that it makes on this thread cut into at most `n` pieces; 1 means that the calling thread does it all, and so
/// does 0.
///
/// Without it, calls use as many threads as the current rayon pool has. Results have the same bits either way. A
/// number above that of the pool's threads cuts the work finer, but gives it no more threads.
///
/// ```
/// let sum = tightloop_dispatch::parallel::with_threads(1, || 1 + 1);
/// assert_eq!(sum, 2);
/// ```
pub fn with_threads<R>(n: usize, f: impl FnOnce() -> R) -> R {
    with_cell(&LIMIT, Some(NonZeroUsize::new(n).unwrap_or(NonZeroUsize::MIN)), f)
}

/// The number of pieces that a call on this thread may be cut into.
#[inline]
pub fn threads() -> usize {
    match LIMIT.get() {
        Some(limit) => limit.get(),
        None => pool_threads(),
    }
}

#[cfg(feature = "rayon")]
fn pool_threads() -> usize {
    rayon::current_num_threads()
}

#[cfg(not(feature = "rayon"))]
fn pool_threads() -> usize {
    1
}

/// Calls `f` for each of `0..pieces`, on as many threads as there are.
///
/// `f` may run on other threads, where neither [`with_threads`] nor [`with_level`](crate::with_level) of the caller holds: what depends on
/// them is to be found out before.
#[inline]
pub(crate) fn for_each_piece(pieces: usize, f: impl Fn(usize) + Sync) {
    if pieces <= 1 {
        (0..pieces).for_each(f);
    } else {
        spread(pieces, &f);
    }
}

#[cfg(feature = "rayon")]
fn spread(pieces: usize, f: &(dyn Fn(usize) + Sync)) {
    use rayon::prelude::*;
    (0..pieces).into_par_iter().with_max_len(1).for_each(f);
}

#[cfg(not(feature = "rayon"))]
fn spread(pieces: usize, f: &(dyn Fn(usize) + Sync)) {
    (0..pieces).for_each(f);
}
