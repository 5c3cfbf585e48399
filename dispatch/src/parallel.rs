//! Threads: into how many pieces a call is cut, and running them in rayon's current pool.
//!
//! Results never depend on any of this. The calling thread decides everything that is thread-local
//! (the level, the number of pieces) before pieces start, because they run on other threads.

use crate::level::with_cell;
use core::cell::Cell;
use core::num::NonZeroUsize;

std::thread_local! {
    /// What [`with_threads`] has chosen on this thread.
    static LIMIT: Cell<Option<NonZeroUsize>> = const { Cell::new(None) };
}

/// Runs `f` with every call that it makes on this thread cut into at most `n` pieces that run at
/// the same time: 1 is sequential, and so is 0. Small calls are sequential whatever `n` is.
///
/// Without this, calls are cut into at most as many pieces as rayon's current pool has threads. A
/// larger `n` than that is taken as it is: more pieces than threads wait for each other. Only
/// products, of which each piece has memory of its own, are cut into at most four for each thread.
/// Without the feature `rayon`, and if the system refuses to start the threads of rayon's global
/// pool, pieces run one after the other.
///
/// # Locks, and processes that fork
///
/// A thread of a rayon pool that waits for the pieces of a call runs other tasks of the pool
/// meanwhile. If it holds a lock, or has a `RefCell` borrowed, and such a task wants the same, the
/// task waits for ever, or panics. A process made by `fork` has no threads of the pool, and a call
/// that wants them waits for ever. `with_threads(1, ..)` around such calls avoids both: they run on
/// the calling thread, and on nothing else.
///
/// ```
/// use tightloop_dispatch::{threads, with_threads};
///
/// assert_eq!(with_threads(3, threads), 3);
/// assert_eq!(with_threads(0, threads), 1);
/// assert_eq!(with_threads(3, || with_threads(1, threads)), 1);
/// ```
pub fn with_threads<R>(n: usize, f: impl FnOnce() -> R) -> R {
    with_cell(&LIMIT, Some(NonZeroUsize::new(n).unwrap_or(NonZeroUsize::MIN)), f)
}

/// The most pieces that a call on this thread is cut into: the number of the innermost
/// [`with_threads`], else that of the threads in rayon's current pool (which this call starts if it
/// is the global one and nothing has yet).
pub fn threads() -> usize {
    LIMIT.get().map_or_else(pool_threads, NonZeroUsize::get)
}

/// Into how many pieces to cut a call that has `work` to do, of which a thread should get at least
/// `grain`, in the same unit.
pub(crate) fn pieces(work: usize, grain: usize) -> usize {
    // Small calls neither divide nor start a pool.
    let grain = grain.max(1);
    if work / 2 < grain { 1 } else { (work / grain).min(threads()) }
}

/// Pieces begin at multiples of this many elements. 64 elements are at least a cache line, so that
/// two threads seldom write into the same one.
pub(crate) const GRANULE: usize = 64;

/// Runs `f(0)`, `f(1)`, ... `f(pieces - 1)` in any order, at the same time where there are threads,
/// and returns when all are done.
///
/// May be called from a thread of the pool. A panic in `f` is passed on, once the pieces that have
/// started are done.
pub(crate) fn for_each_piece(pieces: usize, f: impl Fn(usize) + Sync) {
    match pieces {
        0 => {}
        1 => f(0),
        #[cfg(feature = "rayon")]
        _ if has_pool() => run(0, pieces, &f),
        _ => (0..pieces).for_each(f),
    }
}

/// What the pieces of a call share: the addresses of its operands, and of its operation.
#[derive(Clone, Copy)]
pub(crate) struct RawCall<const N: usize> {
    base: [*mut u8; N],
    op: *const (),
}

// SAFETY: `new` requires that any thread may use what the addresses point to.
unsafe impl<const N: usize> Sync for RawCall<N> {}

impl<const N: usize> RawCall<N> {
    /// # Safety
    /// While pieces run, any thread may read and write the operands, and the operation is `Sync`.
    #[inline]
    pub(crate) unsafe fn new(base: [*mut u8; N], op: *const ()) -> Self {
        RawCall { base, op }
    }

    #[inline]
    pub(crate) fn base(&self) -> [*mut u8; N] {
        self.base
    }

    #[inline]
    pub(crate) fn op(&self) -> *const () {
        self.op
    }
}

/// The threads of rayon's current pool: 1, the calling one, if there is no pool and none can be
/// started.
#[cfg(feature = "rayon")]
pub(crate) fn pool_threads() -> usize {
    if has_pool() { rayon::current_num_threads() } else { 1 }
}

/// Whether rayon has a pool for this thread. Its functions panic if it has not: a process may be
/// forbidden to start threads. What fails once is not tried again, by rayon neither.
#[cfg(feature = "rayon")]
fn has_pool() -> bool {
    use std::error::Error;
    use std::sync::OnceLock;

    static GLOBAL: OnceLock<bool> = OnceLock::new();
    let start = || match rayon::ThreadPoolBuilder::new().build_global() {
        Ok(()) => true,
        // Threads could not be started.
        Err(error) if error.source().is_some() => false,
        // Someone has started the pool before, or has tried to.
        Err(_) => std::panic::catch_unwind(rayon::current_num_threads).is_ok(),
    };
    rayon::current_thread_index().is_some() || *GLOBAL.get_or_init(start)
}

#[cfg(not(feature = "rayon"))]
pub(crate) fn pool_threads() -> usize {
    1
}

/// Runs both, at the same time if there are threads, and returns when both are done.
#[cfg(feature = "pulp")]
pub(crate) fn join(f: impl FnOnce() + Send, g: impl FnOnce() + Send) {
    #[cfg(feature = "rayon")]
    if has_pool() {
        rayon::join(f, g);
        return;
    }
    f();
    g();
}

/// Runs the pieces from `first` to `end - 1`, which must be at least one, in rayon's current pool:
/// halves at a time, so that other threads have the large halves to take.
#[cfg(feature = "rayon")]
fn run(first: usize, end: usize, f: &(dyn Fn(usize) + Sync)) {
    match end - first {
        1 => f(first),
        count => {
            let middle = first + count / 2;
            rayon::join(|| run(first, middle, f), || run(middle, end, f));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn every_piece_runs_once() {
        for pieces in [0, 1, 2, 3, 7, 64] {
            let counts: Vec<_> = (0..pieces).map(|_| AtomicUsize::new(0)).collect();
            for_each_piece(pieces, |piece| {
                counts[piece].fetch_add(1, Ordering::Relaxed);
            });
            assert!(counts.into_iter().all(|count| count.into_inner() == 1));
        }
    }

    #[test]
    fn pieces_within_pieces_end() {
        let count = AtomicUsize::new(0);
        for_each_piece(8, |_| {
            for_each_piece(8, |_| {
                for_each_piece(3, |_| {
                    count.fetch_add(1, Ordering::Relaxed);
                });
            });
        });
        assert_eq!(count.into_inner(), 8 * 8 * 3);
    }

    #[test]
    fn work_is_cut_where_it_pays() {
        with_threads(4, || {
            assert_eq!(pieces(0, 10), 1);
            assert_eq!(pieces(19, 10), 1);
            assert_eq!(pieces(39, 10), 3);
            assert_eq!(pieces(1000, 10), 4);
            assert_eq!(pieces(5, 0), 4);
        });
    }

    #[test]
    fn the_limit_is_put_back_after_a_panic() {
        with_threads(2, || {
            let _ = std::panic::catch_unwind(|| with_threads(5, || panic!("on purpose")));
            assert_eq!(threads(), 2);
        });
    }
}
