//! Conversions number by number.

use super::Convert;
use crate::isa::Isa;
use crate::math::half::{bf16_of_f32, f32_of_bf16, f32_of_f16, f32_rounded_to_odd};
use core::marker::PhantomData;
use half::{bf16, f16};

/// Number by number, as by `as` or as a name says.
pub struct As<T, U>(PhantomData<fn(T) -> U>);

/// To the nearest number of fewer bits: beyond the range of `U` to its end.
pub struct Saturated<T, U>(PhantomData<fn(T) -> U>);

/// To the `f32` which rounds to 16 bits as the number itself does.
pub struct ToOdd<T>(PhantomData<T>);

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

/// A float that integers are made of as by `as`: the fraction is dropped, values beyond the range
/// give its end, and NaN gives 0.
trait Truncate<U> {
    /// The integer.
    fn truncate(self) -> U;
}

/// Lists them. Written so that compilers vectorise it: one conversion of a number that is in the
/// range, and comparisons.
macro_rules! truncated {
    ($($t:ident => $($u:ident)*;)*) => {$($(
        impl Truncate<$u> for $t {
            #[inline(always)]
            fn truncate(self) -> $u {
                // Powers of two, or 0, which the float holds.
                const START: $t = $u::MIN as $t;
                const END: $t = ($u::MAX / 2 + 1) as $t * 2.0;
                let inside = if (START..END).contains(&self) { self } else { 0.0 };
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

/// A double that rounds to 16 bits as `x` does: what is below its last place is gathered into one
/// bit.
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
