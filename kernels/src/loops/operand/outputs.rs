//! The outputs of a loop.

use super::start;
use crate::isa::Isa;
use crate::lane::{Stored, Value};
use tightloop_array_core::Stream;

/// The stored types of a loop's outputs: `(E,)` or `(E, F)`.
///
/// # Safety
///
/// Callers rely on [`SIZES`](Self::SIZES), of which there are as many as streams that are written, and no more than two; storing writes all of them.
pub unsafe trait Outputs<Y: Value>: 'static {
    /// Their sizes, in bytes.
    const SIZES: &'static [usize];
    /// Where a row of each begins.
    type Starts: Copy;

    /// The starts of row `row`. `inputs` streams are before those of the outputs.
    ///
    /// # Safety
    /// The streams are those of a [valid](tightloop_array_core::Run#validity) run.
    unsafe fn row(streams: &[Stream], inputs: usize, row: usize) -> Self::Starts;

    /// Writes a register to the elements of each from `i` on.
    ///
    /// # Safety
    /// The row has them, of a [valid](tightloop_array_core::Run#validity) run.
    unsafe fn store<S: Isa>(s: S, starts: &Self::Starts, i: usize, y: Y::Of<S>);

    /// Writes the first `n` lanes, at most as many as there are, to the elements of each from `i` on.
    ///
    /// # Safety
    /// As for [`store`](Self::store).
    unsafe fn store_partial<S: Isa>(s: S, starts: &Self::Starts, i: usize, n: usize, y: Y::Of<S>);
}

// SAFETY: one stream of `E`.
unsafe impl<Y: Value, E: Stored<Y>> Outputs<Y> for (E,) {
    const SIZES: &'static [usize] = &[size_of::<E>()];
    type Starts = *mut E;

    #[inline(always)]
    unsafe fn row(streams: &[Stream], inputs: usize, row: usize) -> *mut E {
        // SAFETY: the caller's promise.
        start(unsafe { streams.get_unchecked(inputs) }, row)
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, start: &*mut E, i: usize, y: Y::Of<S>) {
        // SAFETY: the caller's promise.
        unsafe { E::store(s, start.add(i), y) }
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, start: &*mut E, i: usize, n: usize, y: Y::Of<S>) {
        // SAFETY: the caller's promise.
        unsafe { E::store_partial(s, start.add(i), n, y) }
    }
}

// SAFETY: one stream each.
unsafe impl<Y: Value, Z: Value, E: Stored<Y>, F: Stored<Z>> Outputs<(Y, Z)> for (E, F) {
    const SIZES: &'static [usize] = &[size_of::<E>(), size_of::<F>()];
    type Starts = (*mut E, *mut F);

    #[inline(always)]
    unsafe fn row(streams: &[Stream], inputs: usize, row: usize) -> (*mut E, *mut F) {
        // SAFETY: the caller's promise.
        unsafe { (start(streams.get_unchecked(inputs), row), start(streams.get_unchecked(inputs + 1), row)) }
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, starts: &(*mut E, *mut F), i: usize, (y, z): (Y::Of<S>, Z::Of<S>)) {
        // SAFETY: the caller's promise.
        unsafe {
            E::store(s, starts.0.add(i), y);
            F::store(s, starts.1.add(i), z);
        }
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(
        s: S,
        starts: &(*mut E, *mut F),
        i: usize,
        n: usize,
        (y, z): (Y::Of<S>, Z::Of<S>),
    ) {
        // SAFETY: the caller's promise.
        unsafe {
            E::store_partial(s, starts.0.add(i), n, y);
            F::store_partial(s, starts.1.add(i), n, z);
        }
    }
}
