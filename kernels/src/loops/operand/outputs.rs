//! The outputs of a loop.

use super::{UNROLL, start};
use crate::isa::Isa;
use crate::isa::baseline::{CACHE_LINE, prefetch_for_write};
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use tightloop_array_core::Stream;

/// A value that a loop writes: one [`Streamed`], or a pair of them.
///
/// # Safety
///
/// Implementations write exactly the first [`COUNT`](Self::COUNT) streams, which is at most two,
/// each as the [memory](Streamed::Memory) of its value, in order. Storing writes all of them.
pub unsafe trait Outputs: Value {
    /// The number of streams.
    const COUNT: usize;
    /// The addresses of a row of each stream.
    type Starts: Copy;

    /// The addresses of row `row`.
    ///
    /// # Safety
    /// The streams are the outputs of a [valid](tightloop_array_core::Run#validity) run.
    unsafe fn row(streams: &[Stream], row: usize) -> Self::Starts;

    /// The sum of the element sizes of all outputs, in bytes.
    const SIZE: usize;

    /// The number of elements before the first one that begins a cache line, if registers are as
    /// long as a line; 0 if they are shorter.
    #[inline(always)]
    fn head<S: Isa>(_: &Self::Starts) -> usize {
        0
    }

    /// Prefetches `n` elements of each output, starting at `i`. They need not exist.
    fn prefetch(starts: &Self::Starts, i: usize, n: usize);

    /// Writes a register of each output, starting at element `i`.
    ///
    /// # Safety
    /// The row of a [valid](tightloop_array_core::Run#validity) run has these elements.
    unsafe fn store<S: Isa>(s: S, starts: &Self::Starts, i: usize, y: Self::Of<S>);

    /// Writes registers of each output, one after the other, starting at element `i`.
    ///
    /// # Safety
    /// As for [`store`](Self::store).
    #[inline(always)]
    unsafe fn store_round<S: Isa>(
        s: S,
        starts: &Self::Starts,
        i: usize,
        round: [Self::Of<S>; UNROLL],
    ) {
        for (k, y) in round.into_iter().enumerate() {
            // SAFETY: the row has these elements, by this method's contract.
            unsafe { Self::store(s, starts, i + k * Self::lanes::<S>(), y) }
        }
    }

    /// Whether [`stream_round`](Self::stream_round) bypasses the caches.
    const STREAMS: bool = false;

    /// Writes registers of each output past the caches, if there is a way for them.
    ///
    /// # Safety
    /// As for [`store`](Self::store). The run is streamed, and `i` a multiple of four registers.
    #[inline(always)]
    unsafe fn stream_round<S: Isa>(
        s: S,
        starts: &Self::Starts,
        i: usize,
        round: [Self::Of<S>; UNROLL],
    ) {
        // SAFETY: the contract is stricter.
        unsafe { Self::store_round(s, starts, i, round) }
    }

    /// Writes the first `n` lanes of each output, starting at element `i`. `n` is at most the
    /// number of lanes.
    ///
    /// # Safety
    /// As for [`store`](Self::store).
    unsafe fn store_partial<S: Isa>(
        s: S,
        starts: &Self::Starts,
        i: usize,
        n: usize,
        y: Self::Of<S>,
    );
}

// SAFETY: writes one stream.
unsafe impl<Y: Streamed> Outputs for Y {
    const COUNT: usize = 1;
    type Starts = *mut Y::Memory;

    #[inline(always)]
    unsafe fn row(streams: &[Stream], row: usize) -> Self::Starts {
        // SAFETY: a run has a stream for each output.
        start(unsafe { streams.get_unchecked(0) }, row)
    }
    const SIZE: usize = {
        assert!(Y::BYTES > 0, "an operation writes its results");
        size_of::<Y::Memory>()
    };
    #[inline(always)]
    fn head<S: Isa>(start: &Self::Starts) -> usize {
        let size = size_of::<Y::Memory>();
        if Y::lanes::<S>() * size == CACHE_LINE {
            start.addr().wrapping_neg() % CACHE_LINE / size
        } else {
            0
        }
    }
    #[inline(always)]
    fn prefetch(start: &Self::Starts, i: usize, n: usize) {
        for line in (0..n * size_of::<Y::Memory>()).step_by(CACHE_LINE) {
            prefetch_for_write(start.wrapping_add(i).wrapping_byte_add(line));
        }
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, start: &Self::Starts, i: usize, y: Y::Of<S>) {
        // SAFETY: the row has these elements, by this method's contract.
        unsafe { Y::Memory::store(s, start.add(i), y) }
    }
    #[inline(always)]
    unsafe fn store_round<S: Isa>(s: S, start: &Self::Starts, i: usize, round: [Y::Of<S>; UNROLL]) {
        // SAFETY: the row has these elements, by this method's contract.
        unsafe { Y::Memory::store_round(s, start.add(i), round) }
    }
    const STREAMS: bool = <Y::Memory as Stored<Y>>::STREAMS;
    #[inline(always)]
    unsafe fn stream_round<S: Isa>(
        s: S,
        start: &Self::Starts,
        i: usize,
        round: [Y::Of<S>; UNROLL],
    ) {
        // SAFETY: the row has these elements, and begins at a multiple of a register's size, by
        // this method's contract.
        unsafe { Y::Memory::stream_round(s, start.add(i), round) }
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, start: &Self::Starts, i: usize, n: usize, y: Y::Of<S>) {
        // SAFETY: the row has these elements, by this method's contract.
        unsafe { Y::Memory::store_partial(s, start.add(i), n, y) }
    }
}

// SAFETY: writes one stream per value.
unsafe impl<Y: Streamed, Z: Streamed> Outputs for (Y, Z) {
    const COUNT: usize = 2;
    type Starts = (*mut Y::Memory, *mut Z::Memory);

    #[inline(always)]
    unsafe fn row(streams: &[Stream], row: usize) -> Self::Starts {
        // SAFETY: a run has a stream for each output.
        unsafe { (start(streams.get_unchecked(0), row), start(streams.get_unchecked(1), row)) }
    }
    const SIZE: usize = Y::SIZE + Z::SIZE;
    #[inline(always)]
    fn prefetch(starts: &Self::Starts, i: usize, n: usize) {
        Y::prefetch(&starts.0, i, n);
        Z::prefetch(&starts.1, i, n);
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, starts: &Self::Starts, i: usize, (y, z): (Y::Of<S>, Z::Of<S>)) {
        // SAFETY: the contract is the same for each output.
        unsafe {
            <Y as Outputs>::store(s, &starts.0, i, y);
            <Z as Outputs>::store(s, &starts.1, i, z);
        }
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(
        s: S,
        starts: &Self::Starts,
        i: usize,
        n: usize,
        (y, z): (Y::Of<S>, Z::Of<S>),
    ) {
        // SAFETY: the contract is the same for each output.
        unsafe {
            <Y as Outputs>::store_partial(s, &starts.0, i, n, y);
            <Z as Outputs>::store_partial(s, &starts.1, i, n, z);
        }
    }
}
