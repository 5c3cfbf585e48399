//! Conversions between element types, as Rust's `as` defines them. They are loops over numbers,
//! which the compiler vectorises for each ISA.
//!
//! There is one loop per way of converting, not per pair of types. Narrowing treats signed and
//! unsigned integers of one size alike, and a conversion that can go through another type without
//! loss takes two steps.

mod numbers;

pub use numbers::{As, Saturated, ToOdd};

use super::operand::start;
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::stored::{Stored, Streamed};
use core::marker::PhantomData;
use tightloop_array_core::{Element, Run};

/// A conversion in one step.
pub trait Convert: 'static {
    /// The type to convert from.
    type From: Element;
    /// The type to convert to.
    type To: Element;

    /// Converts `len` contiguous elements.
    ///
    /// # Safety
    /// `from` is valid for reads of `len` elements, `to` for writes of as many.
    unsafe fn line<S: Isa>(s: S, from: *const Self::From, to: *mut Self::To, len: usize);
}

/// The loop of a conversion: a [`MapFn`](super::MapFn).
///
/// # Safety
/// As for every [`MapFn`](super::MapFn).
pub unsafe fn convert<S: Isa, C: Convert>(_: *const (), run: &Run<'_>) {
    // SAFETY: a conversion has one input and one output.
    let (from, to) = unsafe { (run.streams.get_unchecked(0), run.streams.get_unchecked(1)) };
    for row in 0..run.rows {
        let (input, output) = (start(from, row), start::<C::To>(to, row));
        // An element that is the same for the whole row is converted once.
        let len = if from.stride == 0 { run.len.min(1) } else { run.len };
        // SAFETY: the run is valid, so the row of the input has `len` elements, and that of the
        // output `run.len`. The CPU has the ISA.
        unsafe {
            line::<S, C>(input, output, len);
            repeat(output.cast(), len * size_of::<C::To>(), run.len * size_of::<C::To>());
        }
    }
}

/// Repeats the first `len` bytes until `total` bytes are written.
///
/// # Safety
/// `ptr` is valid for writes of `total` bytes, and the first `len` are initialised. `len` is from 1
/// to `total`, or `total` is 0.
unsafe fn repeat(ptr: *mut u8, mut len: usize, total: usize) {
    while len < total {
        let count = len.min(total - len);
        // SAFETY: `len` bytes are initialised, and there is room for `total >= len + count`.
        unsafe { core::ptr::copy_nonoverlapping(ptr, ptr.add(len), count) };
        len += count;
    }
}

entry_points! {
    /// Converts a line.
    ///
    /// # Safety
    /// As for [`Convert::line`]; the CPU has the ISA.
    unsafe fn line<S, C: Convert>(from: *const C::From, to: *mut C::To, len: usize) = line_on;
}

/// See [`Convert::line`].
#[inline(always)]
unsafe fn line_on<S: Isa, C: Convert>(s: S, from: *const C::From, to: *mut C::To, len: usize) {
    // SAFETY: the contract is the same.
    unsafe { C::line(s, from, to, len) }
}

/// Copies the bytes of a type.
pub struct Copied<T>(PhantomData<T>);

impl<T: Element> Convert for Copied<T> {
    type From = T;
    type To = T;

    #[inline(always)]
    unsafe fn line<S: Isa>(_: S, from: *const T, to: *mut T, len: usize) {
        // SAFETY: by the contract of `Convert::line`. In place, both lines are the same.
        unsafe { core::ptr::copy(from, to, len) }
    }
}

/// Converts in registers: loads a `V` from `E`, and stores it as `F`.
pub struct Reloaded<E, V, F>(PhantomData<fn(E, V) -> F>);

impl<E: Stored<V>, V: Streamed, F: Stored<V>> Convert for Reloaded<E, V, F> {
    type From = E;
    type To = F;

    #[inline(always)]
    unsafe fn line<S: Isa>(s: S, from: *const E, to: *mut F, len: usize) {
        let lanes = V::lanes::<S>();
        let mut i = 0;
        while i < len {
            let left = len - i;
            // SAFETY: both lines have `left` more elements, by the contract of `Convert::line`.
            unsafe {
                if left >= lanes {
                    F::store(s, to.add(i), E::load(s, from.add(i)));
                } else {
                    let x = E::load_partial(s, from.add(i), left, E::splat(s, E::ZERO));
                    F::store_partial(s, to.add(i), left, x);
                }
            }
            i += lanes;
        }
    }
}
