//! Conversions between element types, as by Rust's `as`: loops over numbers, which compilers
//! vectorise for each ISA.
//!
//! There is one for each way of converting, not for each pair of types: integers of one size are
//! the same when they are narrowed, and a conversion that loses nothing in between goes by way of
//! another type, in two steps.

mod numbers;

pub use numbers::{As, Saturated, ToOdd};

use super::operand::start;
use crate::isa::{Isa, Vectorize};
use crate::stored::{Stored, Streamed};
use core::marker::PhantomData;
use tightloop_array_core::{Element, Run};

/// A conversion in one step.
pub trait Convert: 'static {
    /// What is converted.
    type From: Element;
    /// What it is converted to.
    type To: Element;

    /// Converts `len` elements that lie one after the other.
    ///
    /// # Safety
    /// They are valid for reads, and `to` for as many writes.
    unsafe fn line<S: Isa>(s: S, from: *const Self::From, to: *mut Self::To, len: usize);
}

/// The loop of a conversion: a [`MapFn`](super::MapFn).
///
/// # Safety
/// As for every [`MapFn`](super::MapFn).
pub unsafe fn convert<S: Isa, C: Convert>(_: *const (), run: &Run<'_>) {
    // SAFETY: the caller's promise of the ISA, and of one input and one output.
    let (s, from, to) =
        unsafe { (S::new_unchecked(), run.streams.get_unchecked(0), run.streams.get_unchecked(1)) };
    for row in 0..run.rows {
        let (input, output) = (start::<C::From>(from, row), start::<C::To>(to, row));
        // One element for all is converted once.
        let len = if from.stride == 0 { run.len.min(1) } else { run.len };
        // SAFETY: the run is valid and has these elements.
        unsafe {
            s.vectorize(Line::<C> { input, output, len });
            repeat(output.cast(), len * size_of::<C::To>(), run.len * size_of::<C::To>());
        }
    }
}

/// Writes what is in the first `len` bytes again and again, until there are `total`.
///
/// # Safety
/// As many are valid for writes, and the first ones are initialised. `len` is a part of `total`, or
/// `total` is 0.
unsafe fn repeat(ptr: *mut u8, mut len: usize, total: usize) {
    while len < total {
        let count = len.min(total - len);
        // SAFETY: the caller's promise.
        unsafe { core::ptr::copy_nonoverlapping(ptr, ptr.add(len), count) };
        len += count;
    }
}

/// A line of valid elements.
struct Line<C: Convert> {
    input: *const C::From,
    output: *mut C::To,
    len: usize,
}

impl<C: Convert> Vectorize for Line<C> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        // SAFETY: the line is valid.
        unsafe { C::line(s, self.input, self.output, self.len) }
    }
}

/// The bytes of a type as they are.
pub struct Copied<T>(PhantomData<T>);

impl<T: Element> Convert for Copied<T> {
    type From = T;
    type To = T;

    #[inline(always)]
    unsafe fn line<S: Isa>(_: S, from: *const T, to: *mut T, len: usize) {
        // SAFETY: the caller's promise; the elements are disjoint, or the same.
        unsafe { core::ptr::copy(from, to, len) }
    }
}

/// Through registers: `V` is loaded from `E` and stored as `F`.
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
            // SAFETY: the caller's promise.
            unsafe {
                if left >= lanes {
                    F::store(s, to.add(i), E::load(s, from.add(i)));
                } else {
                    F::store_partial(
                        s,
                        to.add(i),
                        left,
                        E::load_partial(s, from.add(i), left, E::splat(s, E::ZERO)),
                    );
                }
            }
            i += lanes;
        }
    }
}
