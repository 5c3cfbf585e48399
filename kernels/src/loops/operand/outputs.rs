//! The outputs of a loop.

use super::{LINE, start};
use crate::isa::Isa;
use crate::isa::baseline::prefetch_for_write;
use crate::stored::{Stored, Streamed};
use crate::value::Value;
use tightloop_array_core::Stream;

/// A value that a loop writes: one [`Streamed`], or a pair of them.
///
/// # Safety
///
/// Callers rely on [`COUNT`](Self::COUNT): as many streams of the values'
/// [memory](Streamed::Memory) are written, in order, and no more than two; storing writes all of
/// them.
pub unsafe trait Outputs: Value {
    /// The number of streams.
    const COUNT: usize;
    /// Where a row of each begins.
    type Starts: Copy;

    /// The starts of row `row` of the streams, which are only those of outputs.
    ///
    /// # Safety
    /// The streams are those of a [valid](tightloop_array_core::Run#validity) run.
    unsafe fn row(streams: &[Stream], row: usize) -> Self::Starts;

    /// The size of an element of each, in bytes, all together.
    const SIZE: usize;

    /// How many elements of a row come before the first one that begins a cache line, if registers
    /// are as long as one; 0 if they are shorter.
    #[inline(always)]
    fn head<S: Isa>(_: &Self::Starts) -> usize {
        0
    }

    /// Asks for the cache lines of `n` elements of each from `i` on, whether there are so many or
    /// not.
    fn prefetch(starts: &Self::Starts, i: usize, n: usize);

    /// Writes a register to the elements of each from `i` on.
    ///
    /// # Safety
    /// The row has them, of a [valid](tightloop_array_core::Run#validity) run.
    unsafe fn store<S: Isa>(s: S, starts: &Self::Starts, i: usize, y: Self::Of<S>);

    /// Writes the first `n` lanes, at most as many as there are, to the elements of each from `i`
    /// on.
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

// SAFETY: one stream.
unsafe impl<Y: Streamed> Outputs for Y {
    const COUNT: usize = 1;
    type Starts = *mut Y::Memory;

    #[inline(always)]
    unsafe fn row(streams: &[Stream], row: usize) -> Self::Starts {
        // SAFETY: the caller's promise.
        start(unsafe { streams.get_unchecked(0) }, row)
    }
    const SIZE: usize = size_of::<Y::Memory>();
    #[inline(always)]
    fn head<S: Isa>(start: &Self::Starts) -> usize {
        let size = size_of::<Y::Memory>();
        if Y::lanes::<S>() * size == LINE { start.addr().wrapping_neg() % LINE / size } else { 0 }
    }
    #[inline(always)]
    fn prefetch(start: &Self::Starts, i: usize, n: usize) {
        for line in (0..n * size_of::<Y::Memory>()).step_by(LINE) {
            prefetch_for_write(start.wrapping_add(i).wrapping_byte_add(line));
        }
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, start: &Self::Starts, i: usize, y: Y::Of<S>) {
        // SAFETY: the caller's promise.
        unsafe { Y::Memory::store(s, start.add(i), y) }
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, start: &Self::Starts, i: usize, n: usize, y: Y::Of<S>) {
        // SAFETY: the caller's promise.
        unsafe { Y::Memory::store_partial(s, start.add(i), n, y) }
    }
}

// SAFETY: one stream each.
unsafe impl<Y: Streamed, Z: Streamed> Outputs for (Y, Z) {
    const COUNT: usize = 2;
    type Starts = (*mut Y::Memory, *mut Z::Memory);

    #[inline(always)]
    unsafe fn row(streams: &[Stream], row: usize) -> Self::Starts {
        // SAFETY: the caller's promise.
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
        // SAFETY: the caller's promise.
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
        // SAFETY: the caller's promise.
        unsafe {
            <Y as Outputs>::store_partial(s, &starts.0, i, n, y);
            <Z as Outputs>::store_partial(s, &starts.1, i, n, z);
        }
    }
}
