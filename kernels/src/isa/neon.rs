//! NEON, which every 64-bit ARM has: 16 bytes per register; masks are registers of ones and zeros.

use super::{
    FloatLanes, IntLanes, Isa, Lanes, MaskLanes, Vectorize, compiled_for, composed, intrinsics,
    spread_from,
};
use crate::lane::{B8, B16, B32, B64};
use bytemuck::cast;
use core::arch::aarch64::*;
use core::arch::asm;
use half::f16;

/// Calls a macro with the names of the features that [`Neon`] is compiled for, and that a CPU must
/// have for it.
#[macro_export]
macro_rules! neon_features {
    ($with:ident $($first:tt)*) => {
        $with! { $($first)* "neon" }
    };
}

/// NEON as ARMv8.0 has it, with its conversions of half-precision floats.
#[derive(Clone, Copy, Debug)]
pub struct Neon(());

impl crate::sealed::Sealed for Neon {}

impl Isa for Neon {
    #[inline(always)]
    unsafe fn new_unchecked() -> Self {
        Self(())
    }

    #[inline(always)]
    fn vectorize<F: Vectorize>(self, f: F) -> F::Output {
        neon_features! { compiled_for
            fn enter<F: Vectorize>(s: Neon, f: F) -> F::Output {
                f.call(s)
            }
        }
        // SAFETY: the token proves that the CPU has this feature.
        unsafe { enter(self, f) }
    }

    #[inline(always)]
    unsafe fn load_f16(self, p: *const f16) -> float32x4_t {
        // SAFETY: the token; `p` is valid for 4 elements, by the contract of `load_f16`.
        unsafe { widen_halves(vld1_u16(p.cast())) }
    }

    #[inline(always)]
    unsafe fn store_f16(self, p: *mut f16, x: float32x4_t) {
        // SAFETY: the token; `p` is valid for 4 elements, by the contract of `store_f16`.
        unsafe { vst1_u16(p.cast(), narrow_to_halves(x)) }
    }

    #[inline(always)]
    unsafe fn stream(self, p: *mut u8, x: uint8x16_t) {
        // SAFETY: the token; `p` is valid for a register, and aligned to it.
        unsafe { vst1q_u8(p, x) }
    }

    #[inline(always)]
    fn spread<const SIZE: usize, const BLOCK: usize>(self, a: uint8x16_t) -> uint8x16_t {
        let from: [u8; 16] = const { spread_from(BLOCK, SIZE) };
        // SAFETY: the token.
        unsafe { vqtbl1q_u8(a, cast(from)) }
    }

    intrinsics! { neon_features:
        add_pairs(sums: int32x4_t, a: int32x4_t, b: int32x4_t) -> int32x4_t = {
            let (a, b) = (vreinterpretq_s16_s32(a), vreinterpretq_s16_s32(b));
            let (low, high) = (vmull_s16(vget_low_s16(a), vget_low_s16(b)), vmull_high_s16(a, b));
            vaddq_s32(sums, vpaddq_s32(low, high))
        };
        widen(x: float32x4_t) -> [float64x2_t; 2] =
            [vcvt_f64_f32(vget_low_f32(x)), vcvt_high_f64_f32(x)];
        narrow(x: [float64x2_t; 2]) -> float32x4_t =
            vcvt_high_f32_f64(vcvt_f32_f64(x[0]), x[1]);
        even(a: uint8x16_t, b: uint8x16_t, size: usize) -> uint8x16_t = match size {
            1 => vuzp1q_u8(a, b),
            2 => cast(vuzp1q_u16(cast(a), cast(b))),
            4 => cast(vuzp1q_u32(cast(a), cast(b))),
            8 => cast(vuzp1q_u64(cast(a), cast(b))),
            _ => a,
        };
        odd(a: uint8x16_t, b: uint8x16_t, size: usize) -> uint8x16_t = match size {
            1 => vuzp2q_u8(a, b),
            2 => cast(vuzp2q_u16(cast(a), cast(b))),
            4 => cast(vuzp2q_u32(cast(a), cast(b))),
            8 => cast(vuzp2q_u64(cast(a), cast(b))),
            _ => b,
        };
        reversed(a: uint8x16_t, size: usize) -> uint8x16_t = {
            let within_halves = match size {
                1 => vrev64q_u8(a),
                2 => cast(vrev64q_u16(cast(a))),
                4 => cast(vrev64q_u32(cast(a))),
                _ => a,
            };
            if size == 16 { a } else { vextq_u8::<8>(within_halves, within_halves) }
        };
    }
}

composed! { neon_features:
    /// Half-precision floats as `f32`. The intrinsic for this instruction is too young for the
    /// oldest Rust supported.
    widen_halves(x: uint16x4_t) -> float32x4_t {
        let wide;
        // SAFETY: the instruction reads and writes the named registers alone.
        unsafe {
            asm!(
                "fcvtl {0:v}.4s, {1:v}.4h",
                out(vreg) wide, in(vreg) x,
                options(pure, nomem, nostack),
            )
        };
        wide
    }
    /// The nearest half-precision floats, ties to even. See [`widen_halves`].
    narrow_to_halves(x: float32x4_t) -> uint16x4_t {
        let narrow;
        // SAFETY: the instruction reads and writes the named registers alone.
        unsafe {
            asm!(
                "fcvtn {0:v}.4h, {1:v}.4s",
                out(vreg) narrow, in(vreg) x,
                options(pure, nomem, nostack),
            )
        };
        narrow
    }
}

/// Lists the intrinsics of each lane type.
macro_rules! lanes {
    ($($t:ident $register:ident $mask:ident {
        splat: $splat:ident, eq: $eq:ident, lt: $lt:ident, le: $le:ident, select: $select:ident,
        add: $add:ident, sub: $sub:ident, mul: $mul:ident, min: $min:ident, max: $max:ident,
        abs($x:ident): $abs:expr, neg($y:ident): $neg:expr
    })*) => {$(
        impl Lanes<$t> for Neon {
            type Register = $register;
            intrinsics! { neon_features:
                splat(x: $t) -> $register = $splat(x);
                eq(a: $register, b: $register) -> $mask = $eq(a, b);
                lt(a: $register, b: $register) -> $mask = $lt(a, b);
                le(a: $register, b: $register) -> $mask = $le(a, b);
                select(m: $mask, a: $register, b: $register) -> $register = $select(m, a, b);
                add(a: $register, b: $register) -> $register = $add(a, b);
                sub(a: $register, b: $register) -> $register = $sub(a, b);
                mul(a: $register, b: $register) -> $register = $mul(a, b);
                min(a: $register, b: $register) -> $register = $min(a, b);
                max(a: $register, b: $register) -> $register = $max(a, b);
                abs($x: $register) -> $register = $abs;
                neg($y: $register) -> $register = $neg;
            }
        }
    )*};
}

lanes! {
    i8 int8x16_t uint8x16_t {
        splat: vdupq_n_s8, eq: vceqq_s8, lt: vcltq_s8, le: vcleq_s8, select: vbslq_s8,
        add: vaddq_s8, sub: vsubq_s8, mul: vmulq_s8, min: vminq_s8, max: vmaxq_s8,
        abs(a): vabsq_s8(a), neg(a): vnegq_s8(a)
    }
    u8 uint8x16_t uint8x16_t {
        splat: vdupq_n_u8, eq: vceqq_u8, lt: vcltq_u8, le: vcleq_u8, select: vbslq_u8,
        add: vaddq_u8, sub: vsubq_u8, mul: vmulq_u8, min: vminq_u8, max: vmaxq_u8,
        abs(a): a, neg(a): vsubq_u8(vdupq_n_u8(0), a)
    }
    i16 int16x8_t uint16x8_t {
        splat: vdupq_n_s16, eq: vceqq_s16, lt: vcltq_s16, le: vcleq_s16, select: vbslq_s16,
        add: vaddq_s16, sub: vsubq_s16, mul: vmulq_s16, min: vminq_s16, max: vmaxq_s16,
        abs(a): vabsq_s16(a), neg(a): vnegq_s16(a)
    }
    u16 uint16x8_t uint16x8_t {
        splat: vdupq_n_u16, eq: vceqq_u16, lt: vcltq_u16, le: vcleq_u16, select: vbslq_u16,
        add: vaddq_u16, sub: vsubq_u16, mul: vmulq_u16, min: vminq_u16, max: vmaxq_u16,
        abs(a): a, neg(a): vsubq_u16(vdupq_n_u16(0), a)
    }
    i32 int32x4_t uint32x4_t {
        splat: vdupq_n_s32, eq: vceqq_s32, lt: vcltq_s32, le: vcleq_s32, select: vbslq_s32,
        add: vaddq_s32, sub: vsubq_s32, mul: vmulq_s32, min: vminq_s32, max: vmaxq_s32,
        abs(a): vabsq_s32(a), neg(a): vnegq_s32(a)
    }
    u32 uint32x4_t uint32x4_t {
        splat: vdupq_n_u32, eq: vceqq_u32, lt: vcltq_u32, le: vcleq_u32, select: vbslq_u32,
        add: vaddq_u32, sub: vsubq_u32, mul: vmulq_u32, min: vminq_u32, max: vmaxq_u32,
        abs(a): a, neg(a): vsubq_u32(vdupq_n_u32(0), a)
    }
    i64 int64x2_t uint64x2_t {
        splat: vdupq_n_s64, eq: vceqq_s64, lt: vcltq_s64, le: vcleq_s64, select: vbslq_s64,
        add: vaddq_s64, sub: vsubq_s64, mul: mul_i64, min: min_i64, max: max_i64,
        abs(a): vabsq_s64(a), neg(a): vnegq_s64(a)
    }
    u64 uint64x2_t uint64x2_t {
        splat: vdupq_n_u64, eq: vceqq_u64, lt: vcltq_u64, le: vcleq_u64, select: vbslq_u64,
        add: vaddq_u64, sub: vsubq_u64, mul: mul_u64, min: min_u64, max: max_u64,
        abs(a): a, neg(a): vsubq_u64(vdupq_n_u64(0), a)
    }
    f32 float32x4_t uint32x4_t {
        splat: vdupq_n_f32, eq: vceqq_f32, lt: vcltq_f32, le: vcleq_f32, select: vbslq_f32,
        add: vaddq_f32, sub: vsubq_f32, mul: vmulq_f32, min: vminq_f32, max: vmaxq_f32,
        abs(a): vabsq_f32(a), neg(a): vnegq_f32(a)
    }
    f64 float64x2_t uint64x2_t {
        splat: vdupq_n_f64, eq: vceqq_f64, lt: vcltq_f64, le: vcleq_f64, select: vbslq_f64,
        add: vaddq_f64, sub: vsubq_f64, mul: vmulq_f64, min: vminq_f64, max: vmaxq_f64,
        abs(a): vabsq_f64(a), neg(a): vnegq_f64(a)
    }
}

composed! { neon_features:
    min_i64(a: int64x2_t, b: int64x2_t) -> int64x2_t { vbslq_s64(vcltq_s64(a, b), a, b) }
    max_i64(a: int64x2_t, b: int64x2_t) -> int64x2_t { vbslq_s64(vcltq_s64(a, b), b, a) }
    min_u64(a: uint64x2_t, b: uint64x2_t) -> uint64x2_t { vbslq_u64(vcltq_u64(a, b), a, b) }
    max_u64(a: uint64x2_t, b: uint64x2_t) -> uint64x2_t { vbslq_u64(vcltq_u64(a, b), b, a) }

    /// Products modulo 2^64 from products of halves.
    mul_u64(a: uint64x2_t, b: uint64x2_t) -> uint64x2_t {
        let crossed = vmulq_u32(vreinterpretq_u32_u64(a), vrev64q_u32(vreinterpretq_u32_u64(b)));
        let upper = vshlq_n_u64::<32>(vpaddlq_u32(crossed));
        vmlal_u32(upper, vmovn_u64(a), vmovn_u64(b))
    }
    /// The low bits of a product do not depend on the signs.
    mul_i64(a: int64x2_t, b: int64x2_t) -> int64x2_t {
        vreinterpretq_s64_u64(mul_u64(vreinterpretq_u64_s64(a), vreinterpretq_u64_s64(b)))
    }
}

composed! { neon_features:
    /// Counts of shifts: a larger one shifts as far as the number of bits does.
    counts_8(n: uint8x16_t) -> int8x16_t { vreinterpretq_s8_u8(vminq_u8(n, vdupq_n_u8(8))) }
    counts_16(n: uint16x8_t) -> int16x8_t { vreinterpretq_s16_u16(vminq_u16(n, vdupq_n_u16(16))) }
    counts_32(n: uint32x4_t) -> int32x4_t { vreinterpretq_s32_u32(vminq_u32(n, vdupq_n_u32(32))) }
    counts_64(n: uint64x2_t) -> int64x2_t { vreinterpretq_s64_u64(min_u64(n, vdupq_n_u64(64))) }

    ones_8(a: uint8x16_t) -> uint8x16_t { vcntq_u8(a) }
    ones_16(a: uint16x8_t) -> uint16x8_t { vpaddlq_u8(vcntq_u8(vreinterpretq_u8_u16(a))) }
    ones_32(a: uint32x4_t) -> uint32x4_t { vpaddlq_u16(ones_16(vreinterpretq_u16_u32(a))) }
    ones_64(a: uint64x2_t) -> uint64x2_t { vpaddlq_u32(ones_32(vreinterpretq_u32_u64(a))) }

    mulhi_8(a: uint8x16_t, b: uint8x16_t) -> uint8x16_t {
        let low = vmull_u8(vget_low_u8(a), vget_low_u8(b));
        vuzp2q_u8(vreinterpretq_u8_u16(low), vreinterpretq_u8_u16(vmull_high_u8(a, b)))
    }
    mulhi_16(a: uint16x8_t, b: uint16x8_t) -> uint16x8_t {
        let low = vmull_u16(vget_low_u16(a), vget_low_u16(b));
        vuzp2q_u16(vreinterpretq_u16_u32(low), vreinterpretq_u16_u32(vmull_high_u16(a, b)))
    }
    mulhi_32(a: uint32x4_t, b: uint32x4_t) -> uint32x4_t {
        let low = vmull_u32(vget_low_u32(a), vget_low_u32(b));
        vuzp2q_u32(vreinterpretq_u32_u64(low), vreinterpretq_u32_u64(vmull_high_u32(a, b)))
    }
    /// From products of halves. No sum overflows. (A mask by `and` would let the compiler see a
    /// product of 128 bits, and compute it lane by lane.)
    mulhi_64(a: uint64x2_t, b: uint64x2_t) -> uint64x2_t {
        let (a_low, a_high) = (vmovn_u64(a), vshrn_n_u64::<32>(a));
        let (b_low, b_high) = (vmovn_u64(b), vshrn_n_u64::<32>(b));
        let carry = vshrq_n_u64::<32>(vmull_u32(a_low, b_low));
        let first = vmlal_u32(carry, a_high, b_low);
        let lower = vtrn1q_u32(vreinterpretq_u32_u64(first), vdupq_n_u32(0));
        let lower = vreinterpretq_u64_u32(lower);
        let second = vmlal_u32(lower, a_low, b_high);
        let carries = vaddq_u64(vshrq_n_u64::<32>(first), vshrq_n_u64::<32>(second));
        vmlal_u32(carries, a_high, b_high)
    }
}

/// Lists the intrinsics of each integer. A shift goes to the left, or to the right if the count is
/// negative.
macro_rules! ints {
    ($($t:ident $register:ident {
        and: $and:ident, or: $or:ident, xor: $xor:ident, shift: $shift:ident,
        by: $by:ident $count:ident, counts: $counts:ident $negated:ident, ones: $ones:ident,
        mul_high: $mul_high:ident, adds: $adds:ident, subs: $subs:ident
    })*) => {$(
        impl IntLanes<$t> for Neon {
            intrinsics! { neon_features:
                and(a: $register, b: $register) -> $register = $and(a, b);
                or(a: $register, b: $register) -> $register = $or(a, b);
                xor(a: $register, b: $register) -> $register = $xor(a, b);
                shl(a: $register, n: u32) -> $register = $shift(a, $by(n as $count));
                shr(a: $register, n: u32) -> $register = $shift(a, $by(-(n as $count)));
                shl_each(a: $register, n: $register) -> $register = $shift(a, $counts(cast(n)));
                shr_each(a: $register, n: $register) -> $register =
                    $shift(a, $negated($counts(cast(n))));
                count_ones(a: $register) -> $register = cast($ones(cast(a)));
                mul_high(a: $register, b: $register) -> $register =
                    cast($mul_high(cast(a), cast(b)));
                add_saturating(a: $register, b: $register) -> $register = $adds(a, b);
                sub_saturating(a: $register, b: $register) -> $register = $subs(a, b);
            }
        }
    )*};
}

ints! {
    i8 int8x16_t {
        and: vandq_s8, or: vorrq_s8, xor: veorq_s8, shift: vshlq_s8, by: vdupq_n_s8 i8,
        counts: counts_8 vnegq_s8, ones: ones_8, mul_high: mulhi_8,
        adds: vqaddq_s8, subs: vqsubq_s8
    }
    u8 uint8x16_t {
        and: vandq_u8, or: vorrq_u8, xor: veorq_u8, shift: vshlq_u8, by: vdupq_n_s8 i8,
        counts: counts_8 vnegq_s8, ones: ones_8, mul_high: mulhi_8,
        adds: vqaddq_u8, subs: vqsubq_u8
    }
    i16 int16x8_t {
        and: vandq_s16, or: vorrq_s16, xor: veorq_s16, shift: vshlq_s16, by: vdupq_n_s16 i16,
        counts: counts_16 vnegq_s16, ones: ones_16, mul_high: mulhi_16,
        adds: vqaddq_s16, subs: vqsubq_s16
    }
    u16 uint16x8_t {
        and: vandq_u16, or: vorrq_u16, xor: veorq_u16, shift: vshlq_u16, by: vdupq_n_s16 i16,
        counts: counts_16 vnegq_s16, ones: ones_16, mul_high: mulhi_16,
        adds: vqaddq_u16, subs: vqsubq_u16
    }
    i32 int32x4_t {
        and: vandq_s32, or: vorrq_s32, xor: veorq_s32, shift: vshlq_s32, by: vdupq_n_s32 i32,
        counts: counts_32 vnegq_s32, ones: ones_32, mul_high: mulhi_32,
        adds: vqaddq_s32, subs: vqsubq_s32
    }
    u32 uint32x4_t {
        and: vandq_u32, or: vorrq_u32, xor: veorq_u32, shift: vshlq_u32, by: vdupq_n_s32 i32,
        counts: counts_32 vnegq_s32, ones: ones_32, mul_high: mulhi_32,
        adds: vqaddq_u32, subs: vqsubq_u32
    }
    i64 int64x2_t {
        and: vandq_s64, or: vorrq_s64, xor: veorq_s64, shift: vshlq_s64, by: vdupq_n_s64 i64,
        counts: counts_64 vnegq_s64, ones: ones_64, mul_high: mulhi_64,
        adds: vqaddq_s64, subs: vqsubq_s64
    }
    u64 uint64x2_t {
        and: vandq_u64, or: vorrq_u64, xor: veorq_u64, shift: vshlq_u64, by: vdupq_n_s64 i64,
        counts: counts_64 vnegq_s64, ones: ones_64, mul_high: mulhi_64,
        adds: vqaddq_u64, subs: vqsubq_u64
    }
}

impl FloatLanes<f32> for Neon {
    intrinsics! { neon_features:
        div(a: float32x4_t, b: float32x4_t) -> float32x4_t = vdivq_f32(a, b);
        sqrt(a: float32x4_t) -> float32x4_t = vsqrtq_f32(a);
        mul_add(a: float32x4_t, b: float32x4_t, c: float32x4_t) -> float32x4_t = vfmaq_f32(c, a, b);
        neg_mul_add(a: float32x4_t, b: float32x4_t, c: float32x4_t) -> float32x4_t =
            vfmsq_f32(c, a, b);
        round(a: float32x4_t) -> float32x4_t = vrndnq_f32(a);
        floor(a: float32x4_t) -> float32x4_t = vrndmq_f32(a);
        ceil(a: float32x4_t) -> float32x4_t = vrndpq_f32(a);
        trunc(a: float32x4_t) -> float32x4_t = vrndq_f32(a);
        to_bits(a: float32x4_t) -> uint32x4_t = vreinterpretq_u32_f32(a);
        of_bits(a: uint32x4_t) -> float32x4_t = vreinterpretq_f32_u32(a);
        to_int(a: float32x4_t) -> int32x4_t = vcvtnq_s32_f32(a);
        of_int(a: int32x4_t) -> float32x4_t = vcvtq_f32_s32(a);
        of_uint(a: uint32x4_t) -> float32x4_t = vcvtq_f32_u32(a);
        to_uint(a: float32x4_t) -> uint32x4_t = vcvtq_u32_f32(a);
        deinterleave(a: float32x4_t, b: float32x4_t) -> [float32x4_t; 2] =
            [vuzp1q_f32(a, b), vuzp2q_f32(a, b)];
        interleave(a: float32x4_t, b: float32x4_t) -> [float32x4_t; 2] =
            [vzip1q_f32(a, b), vzip2q_f32(a, b)];
        lookup(table: &[f32; 16], index: int32x4_t) -> float32x4_t = {
            // The four bytes of an entry begin at four times its index.
            let entry = vandq_u32(vreinterpretq_u32_s32(index), vdupq_n_u32(15));
            let bytes = vmlaq_u32(vdupq_n_u32(0x0302_0100), entry, vdupq_n_u32(0x0404_0404));
            let chosen = vqtbl4q_u8(cast(*table), vreinterpretq_u8_u32(bytes));
            vreinterpretq_f32_u8(chosen)
        };
    }
}

impl FloatLanes<f64> for Neon {
    intrinsics! { neon_features:
        div(a: float64x2_t, b: float64x2_t) -> float64x2_t = vdivq_f64(a, b);
        sqrt(a: float64x2_t) -> float64x2_t = vsqrtq_f64(a);
        mul_add(a: float64x2_t, b: float64x2_t, c: float64x2_t) -> float64x2_t = vfmaq_f64(c, a, b);
        neg_mul_add(a: float64x2_t, b: float64x2_t, c: float64x2_t) -> float64x2_t =
            vfmsq_f64(c, a, b);
        round(a: float64x2_t) -> float64x2_t = vrndnq_f64(a);
        floor(a: float64x2_t) -> float64x2_t = vrndmq_f64(a);
        ceil(a: float64x2_t) -> float64x2_t = vrndpq_f64(a);
        trunc(a: float64x2_t) -> float64x2_t = vrndq_f64(a);
        to_bits(a: float64x2_t) -> uint64x2_t = vreinterpretq_u64_f64(a);
        of_bits(a: uint64x2_t) -> float64x2_t = vreinterpretq_f64_u64(a);
        to_int(a: float64x2_t) -> int64x2_t = vcvtnq_s64_f64(a);
        of_int(a: int64x2_t) -> float64x2_t = vcvtq_f64_s64(a);
        of_uint(a: uint64x2_t) -> float64x2_t = vcvtq_f64_u64(a);
        to_uint(a: float64x2_t) -> uint64x2_t = vcvtq_u64_f64(a);
        deinterleave(a: float64x2_t, b: float64x2_t) -> [float64x2_t; 2] =
            [vuzp1q_f64(a, b), vuzp2q_f64(a, b)];
        interleave(a: float64x2_t, b: float64x2_t) -> [float64x2_t; 2] =
            [vzip1q_f64(a, b), vzip2q_f64(a, b)];
        lookup(table: &[f64; 16], index: int64x2_t) -> float64x2_t = {
            let low = table[(vgetq_lane_s64::<0>(index) & 15) as usize];
            let high = table[(vgetq_lane_s64::<1>(index) & 15) as usize];
            vsetq_lane_f64::<1>(high, vdupq_n_f64(low))
        };
    }
}

/// Lists the widths of masks, with conversions to bits, from `bool`s and to `bool`s.
macro_rules! masks {
    ($($width:ident $register:ident {
        splat: $splat:ident $t:ident, and: $and:ident, or: $or:ident, xor: $xor:ident,
        bits: $bits:ident, from_bytes: $from_bytes:ident, to_bytes: $to_bytes:ident $bytes:ident
    })*) => {$(
        impl MaskLanes<$width> for Neon {
            type Register = $register;
            intrinsics! { neon_features:
                mask_splat(x: bool) -> $register = $splat($t::from(x).wrapping_neg());
                mask_and(a: $register, b: $register) -> $register = $and(a, b);
                mask_or(a: $register, b: $register) -> $register = $or(a, b);
                mask_xor(a: $register, b: $register) -> $register = $xor(a, b);
                mask_bits(a: $register) -> u64 = $bits(a);
            }
            #[inline(always)]
            unsafe fn load_bools(self, p: *const bool) -> $register {
                // SAFETY: the token; `p` is valid for a `bool` per lane.
                unsafe { $from_bytes(p.cast::<$bytes>().read_unaligned()) }
            }
            #[inline(always)]
            unsafe fn store_bools(self, p: *mut bool, a: $register) {
                // SAFETY: the token; `p` is valid for a `bool` per lane.
                unsafe { p.cast::<$bytes>().write_unaligned($to_bytes(a)) }
            }
        }
    )*};
}

masks! {
    B8 uint8x16_t {
        splat: vdupq_n_u8 u8, and: vandq_u8, or: vorrq_u8, xor: veorq_u8,
        bits: bits_of_bytes, from_bytes: mask_of_16, to_bytes: bools_of_16 uint8x16_t
    }
    B16 uint16x8_t {
        splat: vdupq_n_u16 u16, and: vandq_u16, or: vorrq_u16, xor: veorq_u16,
        bits: bits_of_words, from_bytes: mask_of_8, to_bytes: bools_of_8 uint8x8_t
    }
    B32 uint32x4_t {
        splat: vdupq_n_u32 u32, and: vandq_u32, or: vorrq_u32, xor: veorq_u32,
        bits: bits_of_doubles, from_bytes: mask_of_4, to_bytes: bools_of_4 u32
    }
    B64 uint64x2_t {
        splat: vdupq_n_u64 u64, and: vandq_u64, or: vorrq_u64, xor: veorq_u64,
        bits: bits_of_quads, from_bytes: mask_of_2, to_bytes: bools_of_2 u16
    }
}

/// Bit `i` in byte `i` of eight.
const BIT_OF_LANE: u64 = 0x8040_2010_0804_0201;

composed! { neon_features:
    bits_of_bytes(a: uint8x16_t) -> u64 {
        let bit = vcreate_u8(BIT_OF_LANE);
        let (low, high) = (vand_u8(vget_low_u8(a), bit), vand_u8(vget_high_u8(a), bit));
        u64::from(vaddv_u8(low)) | u64::from(vaddv_u8(high)) << 8
    }
    bits_of_words(a: uint16x8_t) -> u64 {
        u64::from(vaddv_u8(vand_u8(vmovn_u16(a), vcreate_u8(BIT_OF_LANE))))
    }
    bits_of_doubles(a: uint32x4_t) -> u64 {
        bits_of_words(vcombine_u16(vmovn_u32(a), vdup_n_u16(0)))
    }
    bits_of_quads(a: uint64x2_t) -> u64 { vgetq_lane_u64::<0>(a) & 1 | vgetq_lane_u64::<1>(a) & 2 }

    mask_of_16(bytes: uint8x16_t) -> uint8x16_t { vtstq_u8(bytes, bytes) }
    mask_of_8(bytes: uint8x8_t) -> uint16x8_t { widen_words(vtst_u8(bytes, bytes)) }
    mask_of_4(bytes: u32) -> uint32x4_t { widen_doubles(mask_of_8(vcreate_u8(u64::from(bytes)))) }
    mask_of_2(bytes: u16) -> uint64x2_t { widen_quads(mask_of_4(u32::from(bytes))) }

    bools_of_16(a: uint8x16_t) -> uint8x16_t { vandq_u8(a, vdupq_n_u8(1)) }
    bools_of_8(a: uint16x8_t) -> uint8x8_t { vand_u8(vmovn_u16(a), vdup_n_u8(1)) }
    bools_of_4(a: uint32x4_t) -> u32 {
        let words = vmovn_u32(a);
        vget_lane_u32::<0>(vreinterpret_u32_u8(bools_of_8(vcombine_u16(words, words))))
    }
    bools_of_2(a: uint64x2_t) -> u16 {
        let doubles = vmovn_u64(a);
        bools_of_4(vcombine_u32(doubles, doubles)) as u16
    }

    /// Masks of one byte as masks of two: signed integers widen by copies of their sign.
    widen_words(a: uint8x8_t) -> uint16x8_t {
        vreinterpretq_u16_s16(vmovl_s8(vreinterpret_s8_u8(a)))
    }
    /// The lower half of masks of two bytes as masks of four.
    widen_doubles(a: uint16x8_t) -> uint32x4_t {
        vreinterpretq_u32_s32(vmovl_s16(vreinterpret_s16_u16(vget_low_u16(a))))
    }
    /// The lower half of masks of four bytes as masks of eight.
    widen_quads(a: uint32x4_t) -> uint64x2_t {
        vreinterpretq_u64_s64(vmovl_s32(vreinterpret_s32_u32(vget_low_u32(a))))
    }
}
