//! The ISA that every CPU has: registers of one lane. It defines the results of all others.

mod fma;

use super::{FloatLanes, IntLanes, Isa, Lanes, MaskLanes, Origin, Vectorize};
use crate::lane::{B8, B16, B32, B64};
use crate::math::half::{f16_of_f32, f32_of_f16};
use half::f16;

/// One lane per register, on any CPU. The token carries nothing, except when
/// [`inlining`](crate::inlining) is checked.
#[derive(Clone, Copy, Debug)]
pub struct Scalar<O = ()>(O);

impl Scalar {
    /// Returns the token, which needs no proof.
    #[inline(always)]
    pub const fn new() -> Self {
        Self(())
    }
}

impl Default for Scalar {
    fn default() -> Self {
        Self::new()
    }
}

impl<O: Origin> crate::sealed::Sealed for Scalar<O> {}

impl<O: Origin> Isa for Scalar<O> {
    #[inline(always)]
    unsafe fn new_unchecked() -> Self {
        Self(O::here())
    }

    #[inline(always)]
    fn check_frame(self) {
        self.0.check();
    }

    #[inline(always)]
    fn vectorize<F: Vectorize>(self, f: F) -> F::Output {
        f.call(self)
    }

    #[inline(always)]
    unsafe fn load_f16(self, p: *const f16) -> f32 {
        // SAFETY: `p` is valid for reads of one element, by the contract of `load_f16`.
        f32_of_f16(unsafe { p.read() })
    }

    #[inline(always)]
    unsafe fn store_f16(self, p: *mut f16, x: f32) {
        // SAFETY: `p` is valid for writes of one element, by the contract of `store_f16`.
        unsafe { p.write(f16_of_f32(x)) }
    }

    #[inline(always)]
    fn widen(self, x: f32) -> [f64; 2] {
        [f64::from(x); 2]
    }

    #[inline(always)]
    fn narrow(self, x: [f64; 2]) -> f32 {
        x[0] as f32
    }

    #[inline(always)]
    unsafe fn stream(self, p: *mut u8, x: u8) {
        // SAFETY: `p` is valid for writes of one byte, by the contract of `stream`.
        unsafe { p.write(x) }
    }

    #[inline(always)]
    fn even(self, a: u8, _: u8, _: usize) -> u8 {
        a
    }

    #[inline(always)]
    fn odd(self, _: u8, b: u8, _: usize) -> u8 {
        b
    }

    #[inline(always)]
    fn reversed(self, a: u8, _: usize) -> u8 {
        a
    }

    #[inline(always)]
    fn spread<const SIZE: usize, const BLOCK: usize>(self, a: u8) -> u8 {
        a
    }
}

/// Lists the number types, each with its mask and the methods in which they differ.
macro_rules! scalar_lanes {
    ($($t:ident $mask:ident { $($method:ident($($arg:ident),*) = $body:expr;)* })*) => {$(
        impl<O: Origin> Lanes<$t> for Scalar<O> {
            type Register = $t;
            #[inline(always)]
            fn splat(self, x: $t) -> $t {
                x
            }
            #[inline(always)]
            fn eq(self, a: $t, b: $t) -> bool {
                a == b
            }
            #[inline(always)]
            fn lt(self, a: $t, b: $t) -> bool {
                a < b
            }
            #[inline(always)]
            fn le(self, a: $t, b: $t) -> bool {
                a <= b
            }
            #[inline(always)]
            fn select(self, mask: bool, a: $t, b: $t) -> $t {
                if mask { a } else { b }
            }
            $(
                #[inline(always)]
                fn $method(self, $($arg: $t),*) -> $t {
                    $body
                }
            )*
        }
    )*};
}

/// Lists the integers, each with its mask, its `abs` and the unsigned integer of its width.
macro_rules! scalar_ints {
    ($($t:ident $mask:ident $abs:ident $u:ident;)*) => {
        scalar_lanes! {$(
            $t $mask {
                add(a, b) = a.wrapping_add(b);
                sub(a, b) = a.wrapping_sub(b);
                mul(a, b) = a.wrapping_mul(b);
                min(a, b) = if a < b { a } else { b };
                max(a, b) = if a < b { b } else { a };
                abs(a) = $abs!(a);
                neg(a) = a.wrapping_neg();
            }
        )*}
        $(
            impl<O: Origin> IntLanes<$t> for Scalar<O> {
                #[inline(always)]
                fn and(self, a: $t, b: $t) -> $t {
                    a & b
                }
                #[inline(always)]
                fn or(self, a: $t, b: $t) -> $t {
                    a | b
                }
                #[inline(always)]
                fn xor(self, a: $t, b: $t) -> $t {
                    a ^ b
                }
                #[inline(always)]
                fn shl(self, a: $t, n: u32) -> $t {
                    a.wrapping_shl(n)
                }
                #[inline(always)]
                fn shr(self, a: $t, n: u32) -> $t {
                    a.wrapping_shr(n)
                }
                #[inline(always)]
                fn shl_each(self, a: $t, n: $t) -> $t {
                    u32::try_from(n).ok().and_then(|n| a.checked_shl(n)).unwrap_or(0)
                }
                #[inline(always)]
                fn shr_each(self, a: $t, n: $t) -> $t {
                    let last = a >> ($t::BITS - 1) >> 1;
                    u32::try_from(n).ok().and_then(|n| a.checked_shr(n)).unwrap_or(last)
                }
                #[inline(always)]
                fn count_ones(self, a: $t) -> $t {
                    $t::count_ones(a) as $t
                }
                #[inline(always)]
                fn mul_high(self, a: $t, b: $t) -> $t {
                    ((u128::from(a as $u) * u128::from(b as $u)) >> $t::BITS) as $t
                }
                #[inline(always)]
                fn add_saturating(self, a: $t, b: $t) -> $t {
                    a.saturating_add(b)
                }
                #[inline(always)]
                fn sub_saturating(self, a: $t, b: $t) -> $t {
                    a.saturating_sub(b)
                }
            }
        )*
    };
}

/// The absolute value of a signed integer.
macro_rules! signed {
    ($a:ident) => {
        $a.wrapping_abs()
    };
}
/// The absolute value of an unsigned integer.
macro_rules! unsigned {
    ($a:ident) => {
        $a
    };
}
scalar_ints! {
    i8 B8 signed u8;
    i16 B16 signed u16;
    i32 B32 signed u32;
    i64 B64 signed u64;
    u8 B8 unsigned u8;
    u16 B16 unsigned u16;
    u32 B32 unsigned u32;
    u64 B64 unsigned u64;
}

/// Lists the floats, each with its mask, the integers of its width, the module or type with the
/// functions that `core` lacks (from `std` or, without it, from the crate `libm`), and its fused
/// multiply-add.
macro_rules! scalar_floats {
    ($($t:ident $mask:ident $bits:ident $int:ident $libm:ident $mul_add:path;)*) => {
        scalar_lanes! {$(
            $t $mask {
                add(a, b) = a + b;
                sub(a, b) = a - b;
                mul(a, b) = a * b;
                min(a, b) = if a != a {
                    a
                } else if a == b {
                    // Of two zeros, the negative one.
                    $t::from_bits(a.to_bits() | b.to_bits())
                } else if a < b {
                    a
                } else {
                    b
                };
                max(a, b) = if a != a {
                    a
                } else if a == b {
                    // Of two zeros, the positive one.
                    $t::from_bits(a.to_bits() & b.to_bits())
                } else if b < a {
                    a
                } else {
                    b
                };
                abs(a) = $t::from_bits(a.to_bits() & ($bits::MAX >> 1));
                neg(a) = -a;
            }
        )*}
        $(
            impl<O: Origin> FloatLanes<$t> for Scalar<O> {
                #[inline(always)]
                fn div(self, a: $t, b: $t) -> $t {
                    a / b
                }
                #[inline(always)]
                fn sqrt(self, a: $t) -> $t {
                    $libm::sqrt(a)
                }
                #[inline(always)]
                fn mul_add(self, a: $t, b: $t, c: $t) -> $t {
                    $mul_add(a, b, c)
                }
                #[inline(always)]
                fn neg_mul_add(self, a: $t, b: $t, c: $t) -> $t {
                    $mul_add(-a, b, c)
                }
                #[inline(always)]
                fn deinterleave(self, a: $t, b: $t) -> [$t; 2] {
                    [a, b]
                }
                #[inline(always)]
                fn interleave(self, a: $t, b: $t) -> [$t; 2] {
                    [a, b]
                }
                #[inline(always)]
                fn round(self, a: $t) -> $t {
                    $libm::round_ties_even(a)
                }
                #[inline(always)]
                fn floor(self, a: $t) -> $t {
                    $libm::floor(a)
                }
                #[inline(always)]
                fn ceil(self, a: $t) -> $t {
                    $libm::ceil(a)
                }
                #[inline(always)]
                fn trunc(self, a: $t) -> $t {
                    $libm::trunc(a)
                }
                #[inline(always)]
                fn to_bits(self, a: $t) -> $bits {
                    a.to_bits()
                }
                #[inline(always)]
                fn of_bits(self, a: $bits) -> $t {
                    $t::from_bits(a)
                }
                #[inline(always)]
                fn to_int(self, a: $t) -> $int {
                    $libm::round_ties_even(a) as $int
                }
                #[inline(always)]
                fn of_int(self, a: $int) -> $t {
                    a as $t
                }
                #[inline(always)]
                fn of_uint(self, a: $bits) -> $t {
                    a as $t
                }
                #[inline(always)]
                fn to_uint(self, a: $t) -> $bits {
                    a as $bits
                }
                #[inline(always)]
                fn lookup(self, table: &[$t; 16], index: $int) -> $t {
                    table[(index & 15) as usize]
                }
            }
        )*
    };
}

#[cfg(feature = "std")]
mod real {
    #![allow(
        non_camel_case_types,
        reason = "they have the names of the modules that replace them without `std`"
    )]
    pub(super) type single = f32;
    pub(super) type double = f64;
}

#[cfg(not(feature = "std"))]
mod real {
    pub(super) mod single {
        pub use libm::{
            ceilf as ceil, floorf as floor, fmaf as mul_add, rintf as round_ties_even,
            sqrtf as sqrt, truncf as trunc,
        };
    }
    pub(super) mod double {
        pub use libm::{ceil, floor, fma as mul_add, rint as round_ties_even, sqrt, trunc};
    }
}

use real::{double, single};
scalar_floats! {
    f32 B32 u32 i32 single fma::mul_add;
    f64 B64 u64 i64 double double::mul_add;
}

/// Lists the widths of masks: on this ISA, all of them are one `bool`.
macro_rules! scalar_masks {
    ($($mask:ident)*) => {$(
        impl<O: Origin> MaskLanes<$mask> for Scalar<O> {
            type Register = bool;
            #[inline(always)]
            fn mask_splat(self, x: bool) -> bool {
                x
            }
            #[inline(always)]
            fn mask_and(self, a: bool, b: bool) -> bool {
                a & b
            }
            #[inline(always)]
            fn mask_or(self, a: bool, b: bool) -> bool {
                a | b
            }
            #[inline(always)]
            fn mask_xor(self, a: bool, b: bool) -> bool {
                a ^ b
            }
            #[inline(always)]
            fn mask_bits(self, a: bool) -> u64 {
                u64::from(a)
            }
            #[inline(always)]
            unsafe fn load_bools(self, p: *const bool) -> bool {
                // SAFETY: `p` is valid for reads of one `bool`, by the contract of `load_bools`.
                unsafe { p.read() }
            }
            #[inline(always)]
            unsafe fn store_bools(self, p: *mut bool, a: bool) {
                // SAFETY: `p` is valid for writes of one `bool`, by the contract of `store_bools`.
                unsafe { p.write(a) }
            }
        }
    )*};
}
scalar_masks! { B8 B16 B32 B64 }
