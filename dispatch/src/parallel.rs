//! Threads: how many pieces a call is cut into, and running them in rayon's current pool.
//!
//! Results never depend on any of this. The calling thread reads everything thread-local (the
//! level, the number of pieces) before pieces start, since they may run on other threads.

use crate::level::{Level, with_cell, with_level};
use crate::profile;
use core::cell::Cell;
use core::num::NonZeroUsize;

std::thread_local! {
    /// The limit that [`with_threads`] has set on this thread.
    static LIMIT: Cell<Option<NonZeroUsize>> = const { Cell::new(None) };
}

/// Runs `f`, and cuts every call that it makes on this thread into at most `n` pieces, which run in
/// parallel. 0 and 1 are sequential. Small calls are sequential for any `n`.
///
/// Without this, calls are cut into at most as many pieces as rayon's current pool has threads. If
/// `n` is larger, pieces wait for a free thread. Products are cut into at most four pieces per
/// thread, since each piece has memory of its own. Without the feature `rayon`, or if the system
/// refuses to start the threads of rayon's global pool, pieces run one after the other.
///
/// # Locks, and processes that fork
///
/// While a thread of a rayon pool waits for the pieces of a call, it runs other tasks of the pool.
/// If it holds a lock or borrows a `RefCell` that such a task also needs, the task waits forever,
/// or fails. A process made by `fork` has no pool threads, so that a call that needs them waits
/// forever. `with_threads(1, ..)` avoids both: its calls run on the calling thread alone.
///
/// # Examples
///
/// ```
/// # use tightloop_dispatch as tightloop;
/// use tightloop::{threads, with_threads};
///
/// assert_eq!(with_threads(3, threads), 3);
/// assert_eq!(with_threads(0, threads), 1);
/// assert_eq!(with_threads(3, || with_threads(1, threads)), 1);
/// ```
pub fn with_threads<R>(n: usize, f: impl FnOnce() -> R) -> R {
    with_cell(&LIMIT, Some(NonZeroUsize::new(n).unwrap_or(NonZeroUsize::MIN)), f)
}

/// Returns the most pieces that a call on this thread is cut into: the limit of the innermost
/// [`with_threads`], else the number of threads in rayon's current pool. Starts the global pool if
/// it is the current one and not yet running.
///
/// # Examples
///
/// ```
/// # use tightloop_dispatch as tightloop;
/// use tightloop::{threads, with_threads};
///
/// println!("large calls are cut into {} pieces", threads());
/// assert_eq!(with_threads(2, threads), 2);
/// ```
pub fn threads() -> usize {
    LIMIT.get().map_or_else(pool_threads, NonZeroUsize::get)
}

/// The number of pieces for a call of `work` units, if a piece is worth a thread from `grain` units
/// on.
pub(crate) fn pieces(work: usize, grain: usize) -> usize {
    // Small calls skip the division, and do not start a pool.
    let grain = grain.max(1);
    if work / 2 < grain { 1 } else { (work / grain).min(threads()) }
}

/// Pieces begin at multiples of this many elements. 64 elements are at least a cache line, so that
/// two threads seldom write into the same one.
pub(crate) const GRANULE: usize = 64;

/// Runs `f(0)`, `f(1)`, ... `f(pieces - 1)` in any order, in parallel if there are threads, and
/// returns when all are done.
///
/// May be called from a thread of the pool. A panic in `f` is passed on once the pieces that have
/// started are done.
pub(crate) fn for_each_piece(pieces: usize, f: impl Fn(usize) + Sync) {
    profile::pieces(pieces);
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

    /// The same call from other places of the operands. Offsets are in bytes.
    #[inline]
    pub(crate) fn moved_by(&self, offsets: [isize; N]) -> Self {
        let mut base = self.base;
        for (address, offset) in base.iter_mut().zip(offsets) {
            *address = address.wrapping_offset(offset);
        }
        RawCall { base, op: self.op }
    }

    #[inline]
    pub(crate) fn op(&self) -> *const () {
        self.op
    }
}

/// The number of threads in rayon's current pool; 1, the calling thread, if no pool can be started.
#[cfg(feature = "rayon")]
pub(crate) fn pool_threads() -> usize {
    if has_pool() { rayon::current_num_threads() } else { 1 }
}

/// Whether rayon has a pool for this thread. If not, its functions panic: some processes may not
/// start threads. Neither this function nor rayon tries again after a failure.
#[cfg(feature = "rayon")]
fn has_pool() -> bool {
    use std::error::Error;
    use std::sync::OnceLock;

    static GLOBAL: OnceLock<bool> = OnceLock::new();
    let start = || match rayon::ThreadPoolBuilder::new().build_global() {
        Ok(()) => true,
        // Threads could not be started.
        Err(error) if error.source().is_some() => false,
        // The pool has been started before, or somebody has tried to.
        Err(_) => std::panic::catch_unwind(rayon::current_num_threads).is_ok(),
    };
    rayon::current_thread_index().is_some() || *GLOBAL.get_or_init(start)
}

#[cfg(not(feature = "rayon"))]
pub(crate) fn pool_threads() -> usize {
    1
}

/// Runs both closures, in parallel if there are threads, and returns both results. Each makes its
/// calls at the level of this one, with half of the threads.
pub fn join<A: Send, B: Send>(
    f: impl FnOnce() -> A + Send,
    g: impl FnOnce() -> B + Send,
) -> (A, B) {
    let half = threads() / 2;
    if half == 0 {
        return (f(), g());
    }
    let (level, rest) = (Level::current(), threads() - half);
    both(move || limited(level, half, f), move || limited(level, rest, g))
}

/// Runs `f` at the level of another thread, and with so many threads.
fn limited<R>(level: Level, threads: usize, f: impl FnOnce() -> R) -> R {
    with_level(level, || with_threads(threads, f)).expect("calls run at the level")
}

/// Runs both closures, in parallel if there are threads.
pub(crate) fn both<A: Send, B: Send>(
    f: impl FnOnce() -> A + Send,
    g: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "rayon")]
    if has_pool() {
        return rayon::join(f, g);
    }
    (f(), g())
}

/// Runs pieces `first` to `end - 1`, at least one, in rayon's current pool. Halves the range again
/// and again, so that idle threads steal large parts.
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
