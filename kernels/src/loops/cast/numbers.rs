//! Conversions of single numbers.

use super::Convert;
use crate::isa::Isa;
use crate::math::half::{bf16_of_f32, f32_of_bf16, f32_of_f16, f32_rounded_to_odd};
use core::marker::PhantomData;
use half::{bf16, f16};
use tightloop_array_core::{C32, C64};

/// As Rust's `as`. A `bool` says whether the number is not 0; a 16-bit float converts as an `f32`.
pub struct As<T, U>(PhantomData<fn(T) -> U>);

/// To the nearest integer of fewer bits: numbers out of the range of `U` go to its ends.
pub struct Saturated<T, U>(PhantomData<fn(T) -> U>);

/// To the `f32` that rounds to a 16-bit float as the number itself would.
pub struct ToOdd<T>(PhantomData<T>);

/// Lists conversions, each with its expression for one number.
macro_rules! numbers {
    ($($name:ty: |$x:ident: $t:ident| -> $u:ident { $body:expr })*) => {$(
        impl Convert for $name {
            type From = $t;
            type To = $u;

            #[inline(always)]
            unsafe fn line<S: Isa>(_: S, from: *const $t, to: *mut $u, len: usize) {
                for i in 0..len {
                    // SAFETY: `i < len`, so both lines have this element.
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
    As<f16, f64>: |x: f16| -> f64 { f32_of_f16(x).into() }
    As<bf16, f64>: |x: bf16| -> f64 { f32_of_bf16(x).into() }
    As<f16, C32>: |x: f16| -> C32 { f32_of_f16(x).into() }
    As<bf16, C32>: |x: bf16| -> C32 { f32_of_bf16(x).into() }
    As<f32, C32>: |x: f32| -> C32 { x.into() }
    As<f16, C64>: |x: f16| -> C64 { f64::from(f32_of_f16(x)).into() }
    As<bf16, C64>: |x: bf16| -> C64 { f64::from(f32_of_bf16(x)).into() }
    As<f32, C64>: |x: f32| -> C64 { f64::from(x).into() }
    As<f64, C64>: |x: f64| -> C64 { x.into() }
    As<C32, C64>: |x: C32| -> C64 { C64::new(x.re.into(), x.im.into()) }
    As<C64, C32>: |x: C64| -> C32 { C32::new(x.re as f32, x.im as f32) }
    ToOdd<f64>: |x: f64| -> f32 { f32_rounded_to_odd(x) }
    ToOdd<i32>: |x: i32| -> f32 { f32_rounded_to_odd(x as f64) }
    ToOdd<u32>: |x: u32| -> f32 { f32_rounded_to_odd(x as f64) }
    ToOdd<i64>: |x: i64| -> f32 { f32_rounded_to_odd(f64_of_i64(x)) }
    ToOdd<u64>: |x: u64| -> f32 { f32_rounded_to_odd(f64_of_u64(x)) }
}

/// Lists the conversions that `as` does in one instruction or a few.
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

/// Lists the conversions that stop at the ends of the range.
macro_rules! saturated {
    ($($t:ident => $($u:ident)*;)*) => {$($(
        numbers! {
            Saturated<$t, $u>: |x: $t| -> $u { x.clamp($u::MIN as $t, $u::MAX as $t) as $u }
        }
    )*)*};
}
saturated! { i32 => i8 i16 u8 u16; }

/// Conversion of a float to an integer, as by `as`: the fraction is dropped, values out of range go
/// to its ends, and NaN gives 0.
trait Truncate<U> {
    /// Converts the float.
    fn truncate(self) -> U;
}

/// Lists the conversions from floats. They are written so that compilers vectorise them: one
/// conversion of a number in the range, and comparisons. `as` itself would be split into numbers.
macro_rules! truncated {
    ($($t:ident => $($u:ident)*;)*) => {$($(
        impl Truncate<$u> for $t {
            #[inline(always)]
            fn truncate(self) -> $u {
                // Both are 0 or powers of two, so the float holds them exactly.
                const START: $t = $u::MIN as $t;
                const END: $t = ($u::MAX / 2 + 1) as $t * 2.0;
                let inside = if (START..END).contains(&self) { self } else { 0.0 };
                // SAFETY: `inside` is 0 or in the range of the integer.
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

/// Returns an `f64` that rounds to a 16-bit float as `x` would: the low bits, which an `f64` cannot
/// hold, are gathered into one.
#[inline(always)]
fn f64_of_u64(x: u64) -> f64 {
    let low = x & 0xfff;
    let gathered = (x & !0xfff) | u64::from(low != 0) << 11;
    if x < 1 << 53 { x as f64 } else { gathered as f64 }
}

/// As [`f64_of_u64`], for signed integers.
#[inline(always)]
fn f64_of_i64(x: i64) -> f64 {
    let magnitude = f64_of_u64(x.unsigned_abs());
    if x < 0 { -magnitude } else { magnitude }
}
