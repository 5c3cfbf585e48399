//! Conversions between element types, as by Rust's `as`: loops over numbers, which compilers vectorise for each ISA.
//!
//! There is one for each way of converting, not for each pair of types: integers of one size are the same when they are narrowed, and a conversion
//! that loses nothing in between goes by way of another type, in two steps.

use super::operand::start;
use crate::isa::{Isa, Vectorize};
use crate::math::half::{bf16_of_f32, f32_of_bf16, f32_of_f16, f32_rounded_to_odd};
use crate::stored::{Stored, Streamed};
use core::marker::PhantomData;
use half::{bf16, f16};
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
/// As many are valid for writes, and the first ones are initialised. `len` is a part of `total`, or `total` is 0.
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

/// Number by number, as by `as` or as a name says.
pub struct As<T, U>(PhantomData<fn(T) -> U>);

/// To the nearest number of fewer bits: beyond the range of `U` to its end.
pub struct Saturated<T, U>(PhantomData<fn(T) -> U>);

/// To the `f32` which rounds to 16 bits as the number itself does.
pub struct ToOdd<T>(PhantomData<T>);

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

/// Lists conversions of single numbers.
macro_rules! numbers {
    ($($name:ty: |$x:ident: $t:ident| -> $u:ident { $body:expr })*) => {$(
        impl Convert for $name {
            type From = $t;
            type To = $u;

            #[inline(always)]
            unsafe fn line<S: Isa>(_: S, from: *const $t, to: *mut $u, len: usize) {
                for i in 0..len {
                    // SAFETY: the caller's promise.
                    let $x = unsafe { from.add(i).read() };
                    let converted: $u = $body;
                    // SAFETY: as above.
                    unsafe { to.add(i).write(converted) };
                }
            }
        }
    )*};
}
numbers! {
    As<u16, bool>: |x: u16| -> bool { x != 0 }
    As<u32, bool>: |x: u32| -> bool { x != 0 }
    As<u64, bool>: |x: u64| -> bool { x != 0 }
    As<u8, bool>: |x: u8| -> bool { x != 0 }
    As<f32, bool>: |x: f32| -> bool { x != 0.0 }
    As<f64, bool>: |x: f64| -> bool { x != 0.0 }
    As<f16, bool>: |x: f16| -> bool { x.to_bits() & 0x7fff != 0 }
    As<f16, i32>: |x: f16| -> i32 { f32_of_f16(x).truncate() }
    As<bf16, i32>: |x: bf16| -> i32 { f32_of_bf16(x).truncate() }
    As<bf16, f32>: |x: bf16| -> f32 { f32_of_bf16(x) }
    As<f32, bf16>: |x: f32| -> bf16 { bf16_of_f32(x) }
    ToOdd<f64>: |x: f64| -> f32 { f32_rounded_to_odd(x) }
    ToOdd<i32>: |x: i32| -> f32 { f32_rounded_to_odd(x as f64) }
    ToOdd<u32>: |x: u32| -> f32 { f32_rounded_to_odd(x as f64) }
    ToOdd<i64>: |x: i64| -> f32 { f32_rounded_to_odd(f64_keeping_a_trace(x)) }
    ToOdd<u64>: |x: u64| -> f32 { f32_rounded_to_odd(f64_of_u64_keeping_a_trace(x)) }
}

/// Lists what `as` does in one instruction or few.
macro_rules! primitive {
    ($($t:ident => $($u:ident)*;)*) => {$($(
        numbers! { As<$t, $u>: |x: $t| -> $u { x as $u } }
    )*)*};
}
primitive! {
    i8 => u16 u32 u64 f32 f64;
    u8 => u16 u32 u64 f32 f64;
    i16 => u32 u64 f32 f64;
    u16 => u8 u32 u64 f32 f64;
    i32 => u64 f32 f64;
    u32 => u8 u16 u64 f32 f64;
    i64 => f32 f64;
    u64 => u8 u16 u32 f32 f64;
    f32 => f64;
    f64 => f32;
}

/// Lists conversions to fewer bits that stop at the ends of the range.
macro_rules! saturated {
    ($($t:ident => $($u:ident)*;)*) => {$($(
        numbers! { Saturated<$t, $u>: |x: $t| -> $u { x.clamp($u::MIN as $t, $u::MAX as $t) as $u } }
    )*)*};
}
saturated! { i32 => i8 i16 u8 u16; }

/// A float that integers are made of as by `as`: the fraction is dropped, values beyond the range give its end, and NaN gives 0.
trait Truncate<U> {
    /// The integer.
    fn truncate(self) -> U;
}

/// Lists them. Written so that compilers vectorise it: one conversion of a number that is in the range, and comparisons.
macro_rules! truncated {
    ($($t:ident => $($u:ident)*;)*) => {$($(
        impl Truncate<$u> for $t {
            #[inline(always)]
            fn truncate(self) -> $u {
                // Powers of two, or 0, which the float holds.
                const START: $t = $u::MIN as $t;
                const END: $t = ($u::MAX / 2 + 1) as $t * 2.0;
                let inside = if (self >= START) & (self < END) { self } else { 0.0 };
                // SAFETY: 0, or a number in the range.
                let integer: $u = unsafe { inside.to_int_unchecked() };
                let above = if self >= END { $u::MAX } else { 0 };
                let below = if self < START { $u::MIN } else { 0 };
                integer | above | below
            }
        }

        numbers! { As<$t, $u>: |x: $t| -> $u { x.truncate() } }
    )*)*};
}
truncated! {
    f32 => i32 i64 u32 u64;
    f64 => i32 i64 u32 u64;
}

/// A double that rounds to 16 bits as `x` does: what is below its last place is gathered into one bit.
#[inline(always)]
fn f64_of_u64_keeping_a_trace(x: u64) -> f64 {
    let low = x & 0xfff;
    let gathered = (x & !0xfff) | u64::from(low != 0) << 11;
    if x < 1 << 53 { x as f64 } else { gathered as f64 }
}

/// As [`f64_of_u64_keeping_a_trace`], with a sign.
#[inline(always)]
fn f64_keeping_a_trace(x: i64) -> f64 {
    let magnitude = f64_of_u64_keeping_a_trace(x.unsigned_abs());
    if x < 0 { -magnitude } else { magnitude }
}
