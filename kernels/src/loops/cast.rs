//! Conversions between element types, as Rust's `as`: a loop over numbers, which compilers vectorise for each ISA.

use super::operand::start;
use crate::isa::{Isa, Vectorize};
use crate::math::half::{bf16_of_f32, f16_of_f32, f32_of_bf16, f32_of_f16, f32_rounded_to_odd};
use half::{bf16, f16};
use tightloop_array_core::Run;

/// A conversion as by `as`: integers wrap, floats are rounded once to nearest, ties to even; from float to integer, the fraction is dropped,
/// values beyond the range give its end, and NaN gives 0. To `bool`, zero is false and all else, NaN too, is true.
pub trait CastTo<U>: Copy {
    /// The converted value.
    fn cast_to(self) -> U;
}

/// The loop from `T` to `U`: a [`MapFn`](super::MapFn).
///
/// # Safety
/// As for every [`MapFn`](super::MapFn).
pub unsafe fn cast<S: Isa, T: CastTo<U>, U>(_: *const (), run: &Run<'_>) {
    // SAFETY: the caller's promise of the ISA, and of one input and one output.
    let (s, from, to) =
        unsafe { (S::new_unchecked(), run.streams.get_unchecked(0), run.streams.get_unchecked(1)) };
    for row in 0..run.rows {
        let (input, output) = (start::<T>(from, row), start::<U>(to, row));
        if from.stride != 0 {
            s.vectorize(Line { input, output, len: run.len });
            continue;
        }
        for i in 0..run.len {
            // SAFETY: the run is valid and has this element.
            unsafe { output.add(i).write(input.read().cast_to()) };
        }
    }
}

/// One row, of a [valid](Run#validity) run.
struct Line<T, U> {
    input: *const T,
    output: *mut U,
    len: usize,
}

impl<T: CastTo<U>, U> Vectorize for Line<T, U> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, _: S) {
        for i in 0..self.len {
            // SAFETY: the run is valid and has this element.
            unsafe { self.output.add(i).write(self.input.add(i).read().cast_to()) };
        }
    }
}

/// Lists what `as` does.
macro_rules! primitive {
    ($($t:ident => $($u:ident)*;)*) => {$($(
        impl CastTo<$u> for $t {
            #[inline(always)]
            fn cast_to(self) -> $u {
                self as $u
            }
        }
    )*)*};
}
primitive! {
    bool => bool i8 i16 i32 i64 u8 u16 u32 u64;
    i8 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    i16 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    i32 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    i64 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    u8 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    u16 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    u32 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    u64 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    f32 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
    f64 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64;
}

/// Lists the types for which a comparison with zero tells truth.
macro_rules! truth {
    ($($t:ident $zero:literal)*) => {$(
        impl CastTo<bool> for $t {
            #[inline(always)]
            fn cast_to(self) -> bool {
                self != $zero
            }
        }
    )*};
}
truth! { i8 0 i16 0 i32 0 i64 0 u8 0 u16 0 u32 0 u64 0 f32 0.0 f64 0.0 }

/// Lists the conversions that take two steps, the first of which loses nothing.
macro_rules! by_way_of {
    ($($t:ident => $u:ident: |$x:ident| $body:expr;)*) => {$(
        impl CastTo<$u> for $t {
            #[inline(always)]
            fn cast_to(self) -> $u {
                let $x = self;
                $body
            }
        }
    )*};
}
by_way_of! {
    bool => f32: |x| u8::from(x) as f32;
    bool => f64: |x| u8::from(x) as f64;
    f16 => f16: |x| x;
    f16 => bf16: |x| bf16_of_f32(f32_of_f16(x));
    bf16 => f16: |x| f16_of_f32(f32_of_bf16(x));
    bf16 => bf16: |x| x;
}

/// Lists the numbers that convert to 16-bit floats, each with a single that rounds to the same.
macro_rules! to_sixteen_bits {
    ($($t:ident: |$x:ident| $single:expr;)*) => {$(
        impl CastTo<f16> for $t {
            #[inline(always)]
            fn cast_to(self) -> f16 {
                let $x = self;
                f16_of_f32($single)
            }
        }

        impl CastTo<bf16> for $t {
            #[inline(always)]
            fn cast_to(self) -> bf16 {
                let $x = self;
                bf16_of_f32($single)
            }
        }
    )*};
}
to_sixteen_bits! {
    bool: |x| u8::from(x) as f32;
    i8: |x| x as f32;
    i16: |x| x as f32;
    i32: |x| f32_rounded_to_odd(x as f64);
    i64: |x| f32_rounded_to_odd(f64_keeping_a_trace(x));
    u8: |x| x as f32;
    u16: |x| x as f32;
    u32: |x| f32_rounded_to_odd(x as f64);
    u64: |x| f32_rounded_to_odd(f64_of_u64_keeping_a_trace(x));
    f32: |x| x;
    f64: |x| f32_rounded_to_odd(x);
}

/// Lists what 16-bit floats convert to by way of `f32`.
macro_rules! by_way_of_f32 {
    ($($u:ident)*) => {$(
        impl CastTo<$u> for f16 {
            #[inline(always)]
            fn cast_to(self) -> $u {
                f32_of_f16(self).cast_to()
            }
        }

        impl CastTo<$u> for bf16 {
            #[inline(always)]
            fn cast_to(self) -> $u {
                f32_of_bf16(self).cast_to()
            }
        }
    )*};
}
by_way_of_f32! { bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }

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
