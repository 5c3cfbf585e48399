//! AVX2 with FMA and F16C: 32 bytes per register; masks are registers of ones and zeros.

mod floats;
mod integers;

use super::{
    Isa, Lanes, MaskLanes, Vectorize, compiled_for, composed, dots, intrinsics, spread_from,
};
use crate::lane::{B8, B16, B32, B64};
use bytemuck::cast;
use core::arch::x86_64::*;
use half::f16;

/// Calls a macro with the names of the features that [`Avx2`] is compiled for, and that a CPU must
/// have for it.
#[macro_export]
macro_rules! avx2_features {
    ($with:ident $($first:tt)*) => {
        $with! { $($first)* "avx2" "fma" "f16c" "bmi1" "bmi2" "lzcnt" "popcnt" "fxsr" }
    };
}

/// Calls a macro with the name of the feature that a CPU must have for dot products, beside those
/// of [`Avx2`].
#[macro_export]
macro_rules! avx2_dots_features {
    ($with:ident) => {
        $with! { "avxvnni" }
    };
}

/// AVX2, FMA, F16C, BMI1, BMI2, LZCNT and POPCNT: what Haswell, Zen and their successors have.
/// (FXSR is part of x86-64. It is in the list because the bridge to `pulp` needs a proof of it.)
#[derive(Clone, Copy, Debug)]
pub struct Avx2(());

impl crate::sealed::Sealed for Avx2 {}

impl Isa for Avx2 {
    #[inline(always)]
    unsafe fn new_unchecked() -> Self {
        Self(())
    }

    #[inline(always)]
    fn vectorize<F: Vectorize>(self, f: F) -> F::Output {
        avx2_features! { compiled_for
            fn enter<F: Vectorize>(s: Avx2, f: F) -> F::Output {
                f.call(s)
            }
        }
        // SAFETY: the token proves that the CPU has these features.
        unsafe { enter(self, f) }
    }

    #[inline(always)]
    unsafe fn load_f16(self, p: *const f16) -> __m256 {
        // SAFETY: the token; `p` is valid for 8 elements, by the contract of `load_f16`.
        unsafe { _mm256_cvtph_ps(_mm_loadu_si128(p.cast())) }
    }

    #[inline(always)]
    unsafe fn store_f16(self, p: *mut f16, x: __m256) {
        // SAFETY: the token; `p` is valid for 8 elements, by the contract of `store_f16`.
        unsafe { _mm_storeu_si128(p.cast(), _mm256_cvtps_ph::<_MM_FROUND_TO_NEAREST_INT>(x)) }
    }

    #[inline(always)]
    unsafe fn stream(self, p: *mut u8, x: __m256i) {
        // SAFETY: the token; `p` is valid for a register, and aligned to it.
        unsafe { _mm256_stream_si256(p.cast(), x) }
    }

    #[inline(always)]
    fn gather<const ROWS: usize, const COLUMNS: usize>(
        self,
        rows: &[[f64; COLUMNS]; ROWS],
        column: usize,
        row: __m256i,
    ) -> __m256d {
        const { assert!(ROWS.is_power_of_two() && ROWS * COLUMNS <= u32::MAX as usize) };
        assert!(column < COLUMNS);
        // SAFETY: the token. `rows` has the column, so all of it is valid for reads.
        unsafe { gather(rows.as_ptr().cast::<f64>().add(column), COLUMNS, ROWS - 1, row) }
    }

    #[inline(always)]
    fn spread<const SIZE: usize, const BLOCK: usize>(self, a: __m256i) -> __m256i {
        // SAFETY: the token.
        unsafe {
            if SIZE >= 4 {
                return words_from(a, const { spread_from(BLOCK, SIZE.div_ceil(4)) });
            }
            // First within each 16 bytes, then whole words.
            let near = bytes_from(a, const { spread_from(BLOCK, SIZE) });
            if BLOCK * SIZE < 16 {
                near
            } else {
                words_from(near, const { spread_from((BLOCK * SIZE).div_ceil(4), 1) })
            }
        }
    }

    dots! { avx2_features, ymm_reg, __m256i:
        dot_pairs = "{{vex}} vpdpwssd";
        dot_quads = "{{vex}} vpdpbusd";
    }

    intrinsics! { avx2_features:
        add_pairs(sums: __m256i, a: __m256i, b: __m256i) -> __m256i =
            _mm256_add_epi32(sums, _mm256_madd_epi16(a, b));
        widen(x: __m256) -> [__m256d; 2] = [
            _mm256_cvtps_pd(_mm256_castps256_ps128(x)),
            _mm256_cvtps_pd(_mm256_extractf128_ps::<1>(x)),
        ];
        narrow(x: [__m256d; 2]) -> __m256 =
            _mm256_set_m128(_mm256_cvtpd_ps(x[1]), _mm256_cvtpd_ps(x[0]));
        even(a: __m256i, b: __m256i, size: usize) -> __m256i = match size {
            1 => {
                let low = _mm256_set1_epi16(0xff);
                in_order(_mm256_packus_epi16(_mm256_and_si256(a, low), _mm256_and_si256(b, low)))
            }
            2 => {
                let low = _mm256_set1_epi32(0xffff);
                in_order(_mm256_packus_epi32(_mm256_and_si256(a, low), _mm256_and_si256(b, low)))
            }
            4 => in_order(cast(_mm256_shuffle_ps::<0b10_00_10_00>(cast(a), cast(b)))),
            8 => in_order(_mm256_unpacklo_epi64(a, b)),
            _ => halves(a, b)[0],
        };
        odd(a: __m256i, b: __m256i, size: usize) -> __m256i = match size {
            1 => {
                let (a, b) = (_mm256_srli_epi16::<8>(a), _mm256_srli_epi16::<8>(b));
                in_order(_mm256_packus_epi16(a, b))
            }
            2 => {
                let (a, b) = (_mm256_srli_epi32::<16>(a), _mm256_srli_epi32::<16>(b));
                in_order(_mm256_packus_epi32(a, b))
            }
            4 => in_order(cast(_mm256_shuffle_ps::<0b11_01_11_01>(cast(a), cast(b)))),
            8 => in_order(_mm256_unpackhi_epi64(a, b)),
            _ => halves(a, b)[1],
        };
        reversed(a: __m256i, size: usize) -> __m256i = match size {
            1 => {
                const BYTES: [u8; 16] = [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
                let within = _mm256_shuffle_epi8(a, cast([BYTES; 2]));
                _mm256_permute4x64_epi64::<0b01_00_11_10>(within)
            }
            2 => {
                const WORDS: [u8; 16] = [14, 15, 12, 13, 10, 11, 8, 9, 6, 7, 4, 5, 2, 3, 0, 1];
                let within = _mm256_shuffle_epi8(a, cast([WORDS; 2]));
                _mm256_permute4x64_epi64::<0b01_00_11_10>(within)
            }
            4 => _mm256_permutevar8x32_epi32(a, _mm256_setr_epi32(7, 6, 5, 4, 3, 2, 1, 0)),
            8 => _mm256_permute4x64_epi64::<0b00_01_10_11>(a),
            _ => _mm256_permute4x64_epi64::<0b01_00_11_10>(a),
        };
    }
}

composed! { avx2_features:
    /// The words of four bytes at these places.
    words_from(a: __m256i, from: [u8; 8]) -> __m256i {
        let from = _mm256_cvtepu8_epi32(_mm_set_epi64x(0, cast(from)));
        _mm256_permutevar8x32_epi32(a, from)
    }
    /// In each half, the bytes at these places in it.
    bytes_from(a: __m256i, from: [u8; 16]) -> __m256i {
        _mm256_shuffle_epi8(a, _mm256_broadcastsi128_si256(cast(from)))
    }
}

/// Each window of eight is the mask of the first 0 to 8 lanes of four bytes.
static FIRST: [i32; 16] = [-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0];

/// The mask of the first `n <= 8` lanes of four bytes.
#[inline(always)]
fn first(_: Avx2, n: usize) -> __m256i {
    debug_assert!(n <= 8);
    // SAFETY: the token. As `n <= 8`, the window begins at 0 to 8, and ends within the 16.
    unsafe { _mm256_loadu_si256(FIRST.as_ptr().add(8 - n).cast()) }
}

/// Lists the expressions of each lane type.
macro_rules! lanes {
    ($($t:ident $register:ident {
        splat: $splat:ident, eq: $eq:expr, lt: $lt:expr, le: $le:expr, select: $select:ident,
        add: $add:ident, sub: $sub:ident, mul: $mul:ident, min: $min:ident, max: $max:ident,
        abs: $abs:ident, neg($x:ident): $neg:expr $(, words: $words:literal)?
        $(, fmin: $fmin:ident, fmax: $fmax:ident)?
    })*) => {$(
        impl Lanes<$t> for Avx2 {
            type Register = $register;
            intrinsics! { avx2_features:
                splat(x: $t) -> $register = $splat(x as _);
                eq(a: $register, b: $register) -> __m256i = $eq(a, b);
                lt(a: $register, b: $register) -> __m256i = $lt(a, b);
                le(a: $register, b: $register) -> __m256i = $le(a, b);
                select(m: __m256i, a: $register, b: $register) -> $register = $select(m, a, b);
                add(a: $register, b: $register) -> $register = $add(a, b);
                sub(a: $register, b: $register) -> $register = $sub(a, b);
                mul(a: $register, b: $register) -> $register = $mul(a, b);
                min(a: $register, b: $register) -> $register = $min(a, b);
                max(a: $register, b: $register) -> $register = $max(a, b);
                abs(a: $register) -> $register = $abs(a);
                neg($x: $register) -> $register = $neg;
                $(
                    fmin(a: $register, b: $register) -> $register = $fmin(a, b);
                    fmax(a: $register, b: $register) -> $register = $fmax(a, b);
                )?
            }
            $(masked_memory! { $t $register $words })?
        }
    )*};
}

/// Partial loads and stores of lanes of `$words` times four bytes; there are none for narrower
/// lanes.
macro_rules! masked_memory {
    ($t:ident $register:ident $words:literal) => {
        #[inline(always)]
        unsafe fn load_partial(self, p: *const $t, n: usize, fill: $register) -> $register {
            let mask = first(self, n * $words);
            // SAFETY: the token; `p` is valid for `n` elements, and other lanes are masked off.
            unsafe {
                cast(_mm256_blendv_epi8(cast(fill), _mm256_maskload_epi32(p.cast(), mask), mask))
            }
        }

        #[inline(always)]
        unsafe fn store_partial(self, p: *mut $t, n: usize, x: $register) {
            let mask = first(self, n * $words);
            // SAFETY: the token; `p` is valid for `n` elements, and other lanes are masked off.
            unsafe { _mm256_maskstore_epi32(p.cast(), mask, cast(x)) }
        }
    };
}

lanes! {
    i8 __m256i {
        splat: _mm256_set1_epi8, eq: _mm256_cmpeq_epi8, lt: lt_i8, le: le_i8, select: select,
        add: _mm256_add_epi8, sub: _mm256_sub_epi8, mul: mul_bytes, min: _mm256_min_epi8,
        max: _mm256_max_epi8, abs: _mm256_abs_epi8,
        neg(a): _mm256_sub_epi8(_mm256_setzero_si256(), a)
    }
    u8 __m256i {
        splat: _mm256_set1_epi8, eq: _mm256_cmpeq_epi8, lt: lt_u8, le: le_u8, select: select,
        add: _mm256_add_epi8, sub: _mm256_sub_epi8, mul: mul_bytes, min: _mm256_min_epu8,
        max: _mm256_max_epu8,
        abs: identity, neg(a): _mm256_sub_epi8(_mm256_setzero_si256(), a)
    }
    i16 __m256i {
        splat: _mm256_set1_epi16, eq: _mm256_cmpeq_epi16, lt: lt_i16, le: le_i16, select: select,
        add: _mm256_add_epi16, sub: _mm256_sub_epi16, mul: _mm256_mullo_epi16,
        min: _mm256_min_epi16, max: _mm256_max_epi16, abs: _mm256_abs_epi16,
        neg(a): _mm256_sub_epi16(_mm256_setzero_si256(), a)
    }
    u16 __m256i {
        splat: _mm256_set1_epi16, eq: _mm256_cmpeq_epi16, lt: lt_u16, le: le_u16, select: select,
        add: _mm256_add_epi16, sub: _mm256_sub_epi16, mul: _mm256_mullo_epi16,
        min: _mm256_min_epu16,
        max: _mm256_max_epu16, abs: identity, neg(a): _mm256_sub_epi16(_mm256_setzero_si256(), a)
    }
    i32 __m256i {
        splat: _mm256_set1_epi32, eq: _mm256_cmpeq_epi32, lt: lt_i32, le: le_i32, select: select,
        add: _mm256_add_epi32, sub: _mm256_sub_epi32, mul: _mm256_mullo_epi32,
        min: _mm256_min_epi32, max: _mm256_max_epi32, abs: _mm256_abs_epi32,
        neg(a): _mm256_sub_epi32(_mm256_setzero_si256(), a), words: 1
    }
    u32 __m256i {
        splat: _mm256_set1_epi32, eq: _mm256_cmpeq_epi32, lt: lt_u32, le: le_u32, select: select,
        add: _mm256_add_epi32, sub: _mm256_sub_epi32, mul: _mm256_mullo_epi32,
        min: _mm256_min_epu32,
        max: _mm256_max_epu32, abs: identity, neg(a): _mm256_sub_epi32(_mm256_setzero_si256(), a),
        words: 1
    }
    i64 __m256i {
        splat: _mm256_set1_epi64x, eq: _mm256_cmpeq_epi64, lt: lt_i64, le: le_i64, select: select,
        add: _mm256_add_epi64, sub: _mm256_sub_epi64, mul: mul_quads, min: min_i64, max: max_i64,
        abs: abs_i64, neg(a): _mm256_sub_epi64(_mm256_setzero_si256(), a), words: 2
    }
    u64 __m256i {
        splat: _mm256_set1_epi64x, eq: _mm256_cmpeq_epi64, lt: lt_u64, le: le_u64, select: select,
        add: _mm256_add_epi64, sub: _mm256_sub_epi64, mul: mul_quads, min: min_u64, max: max_u64,
        abs: identity, neg(a): _mm256_sub_epi64(_mm256_setzero_si256(), a), words: 2
    }
    f32 __m256 {
        splat: _mm256_set1_ps, eq: eq_f32, lt: lt_f32, le: le_f32, select: select_f32,
        add: _mm256_add_ps, sub: _mm256_sub_ps, mul: _mm256_mul_ps, min: min_f32, max: max_f32,
        abs: abs_f32, neg(a): _mm256_xor_ps(a, _mm256_set1_ps(-0.0)), words: 1,
        fmin: fmin_f32, fmax: fmax_f32
    }
    f64 __m256d {
        splat: _mm256_set1_pd, eq: eq_f64, lt: lt_f64, le: le_f64, select: select_f64,
        add: _mm256_add_pd, sub: _mm256_sub_pd, mul: _mm256_mul_pd, min: min_f64, max: max_f64,
        abs: abs_f64, neg(a): _mm256_xor_pd(a, _mm256_set1_pd(-0.0)), words: 2,
        fmin: fmin_f64, fmax: fmax_f64
    }
}

composed! { avx2_features:
    /// `a` where the mask is true, else `b`.
    select(mask: __m256i, a: __m256i, b: __m256i) -> __m256i { _mm256_blendv_epi8(b, a, mask) }
    /// `a` where the mask is true, else `b`.
    select_f32(mask: __m256i, a: __m256, b: __m256) -> __m256 {
        _mm256_blendv_ps(b, a, _mm256_castsi256_ps(mask))
    }
    /// `a` where the mask is true, else `b`.
    select_f64(mask: __m256i, a: __m256d, b: __m256d) -> __m256d {
        _mm256_blendv_pd(b, a, _mm256_castsi256_pd(mask))
    }

    /// The absolute value of unsigned integers.
    identity(a: __m256i) -> __m256i { a }
    /// All bits flipped.
    not(a: __m256i) -> __m256i { _mm256_xor_si256(a, _mm256_set1_epi8(-1)) }

    lt_i8(a: __m256i, b: __m256i) -> __m256i { _mm256_cmpgt_epi8(b, a) }
    le_i8(a: __m256i, b: __m256i) -> __m256i { not(_mm256_cmpgt_epi8(a, b)) }
    lt_i16(a: __m256i, b: __m256i) -> __m256i { _mm256_cmpgt_epi16(b, a) }
    le_i16(a: __m256i, b: __m256i) -> __m256i { not(_mm256_cmpgt_epi16(a, b)) }
    lt_i32(a: __m256i, b: __m256i) -> __m256i { _mm256_cmpgt_epi32(b, a) }
    le_i32(a: __m256i, b: __m256i) -> __m256i { not(_mm256_cmpgt_epi32(a, b)) }
    lt_i64(a: __m256i, b: __m256i) -> __m256i { _mm256_cmpgt_epi64(b, a) }
    le_i64(a: __m256i, b: __m256i) -> __m256i { not(_mm256_cmpgt_epi64(a, b)) }

    /// Unsigned comparison: `a <= b` where `a` is the smaller of the two.
    le_u8(a: __m256i, b: __m256i) -> __m256i { _mm256_cmpeq_epi8(_mm256_min_epu8(a, b), a) }
    lt_u8(a: __m256i, b: __m256i) -> __m256i { not(le_u8(b, a)) }
    le_u16(a: __m256i, b: __m256i) -> __m256i { _mm256_cmpeq_epi16(_mm256_min_epu16(a, b), a) }
    lt_u16(a: __m256i, b: __m256i) -> __m256i { not(le_u16(b, a)) }
    le_u32(a: __m256i, b: __m256i) -> __m256i { _mm256_cmpeq_epi32(_mm256_min_epu32(a, b), a) }
    lt_u32(a: __m256i, b: __m256i) -> __m256i { not(le_u32(b, a)) }
    /// Flipping the sign bits orders unsigned integers as signed ones.
    lt_u64(a: __m256i, b: __m256i) -> __m256i {
        let sign = _mm256_set1_epi64x(i64::MIN);
        _mm256_cmpgt_epi64(_mm256_xor_si256(b, sign), _mm256_xor_si256(a, sign))
    }
    le_u64(a: __m256i, b: __m256i) -> __m256i { not(lt_u64(b, a)) }

    eq_f32(a: __m256, b: __m256) -> __m256i {
        _mm256_castps_si256(_mm256_cmp_ps::<_CMP_EQ_OQ>(a, b))
    }
    lt_f32(a: __m256, b: __m256) -> __m256i {
        _mm256_castps_si256(_mm256_cmp_ps::<_CMP_LT_OQ>(a, b))
    }
    le_f32(a: __m256, b: __m256) -> __m256i {
        _mm256_castps_si256(_mm256_cmp_ps::<_CMP_LE_OQ>(a, b))
    }
    eq_f64(a: __m256d, b: __m256d) -> __m256i {
        _mm256_castpd_si256(_mm256_cmp_pd::<_CMP_EQ_OQ>(a, b))
    }
    lt_f64(a: __m256d, b: __m256d) -> __m256i {
        _mm256_castpd_si256(_mm256_cmp_pd::<_CMP_LT_OQ>(a, b))
    }
    le_f64(a: __m256d, b: __m256d) -> __m256i {
        _mm256_castpd_si256(_mm256_cmp_pd::<_CMP_LE_OQ>(a, b))
    }

    min_i64(a: __m256i, b: __m256i) -> __m256i { select(lt_i64(a, b), a, b) }
    max_i64(a: __m256i, b: __m256i) -> __m256i { select(lt_i64(a, b), b, a) }
    min_u64(a: __m256i, b: __m256i) -> __m256i { select(lt_u64(a, b), a, b) }
    max_u64(a: __m256i, b: __m256i) -> __m256i { select(lt_u64(a, b), b, a) }
    abs_i64(a: __m256i) -> __m256i {
        let sign = _mm256_cmpgt_epi64(_mm256_setzero_si256(), a);
        _mm256_sub_epi64(_mm256_xor_si256(a, sign), sign)
    }

    /// `VMINPS` gives its second operand if they are equal or either is NaN. So the union of the
    /// bits of both orders is -0 for zeros of two signs, NaN if either is NaN, and else the smaller
    /// number.
    min_f32(a: __m256, b: __m256) -> __m256 {
        _mm256_or_ps(_mm256_min_ps(a, b), _mm256_min_ps(b, a))
    }
    /// As [`min_f32`], with the intersection of the bits; NaN is added afterwards.
    max_f32(a: __m256, b: __m256) -> __m256 {
        let nan = _mm256_cmp_ps::<_CMP_UNORD_Q>(a, b);
        _mm256_or_ps(_mm256_and_ps(_mm256_max_ps(a, b), _mm256_max_ps(b, a)), nan)
    }
    /// See [`min_f32`].
    min_f64(a: __m256d, b: __m256d) -> __m256d {
        _mm256_or_pd(_mm256_min_pd(a, b), _mm256_min_pd(b, a))
    }
    /// See [`max_f32`].
    max_f64(a: __m256d, b: __m256d) -> __m256d {
        let nan = _mm256_cmp_pd::<_CMP_UNORD_Q>(a, b);
        _mm256_or_pd(_mm256_and_pd(_mm256_max_pd(a, b), _mm256_max_pd(b, a)), nan)
    }
    /// `VMIN` gives its second operand if either is NaN, so the second order is NaN if `a` is.
    /// Without that NaN, the union is that of [`min_f32`], or the only number, or NaN.
    fmin_f32(a: __m256, b: __m256) -> __m256 {
        let (x, y) = (_mm256_min_ps(a, b), _mm256_min_ps(b, a));
        let number = _mm256_blendv_ps(x, y, _mm256_cmp_ps::<_CMP_UNORD_Q>(x, x));
        _mm256_or_ps(number, _mm256_andnot_ps(_mm256_cmp_ps::<_CMP_UNORD_Q>(y, y), y))
    }
    /// As [`fmin_f32`], with the intersection of the bits: a NaN becomes ones, which it leaves out.
    fmax_f32(a: __m256, b: __m256) -> __m256 {
        let (x, y) = (_mm256_max_ps(a, b), _mm256_max_ps(b, a));
        let x = _mm256_or_ps(x, _mm256_cmp_ps::<_CMP_UNORD_Q>(x, x));
        _mm256_and_ps(x, _mm256_or_ps(y, _mm256_cmp_ps::<_CMP_UNORD_Q>(y, y)))
    }
    abs_f32(a: __m256) -> __m256 { _mm256_andnot_ps(_mm256_set1_ps(-0.0), a) }
    /// See [`fmin_f32`].
    fmin_f64(a: __m256d, b: __m256d) -> __m256d {
        let (x, y) = (_mm256_min_pd(a, b), _mm256_min_pd(b, a));
        let number = _mm256_blendv_pd(x, y, _mm256_cmp_pd::<_CMP_UNORD_Q>(x, x));
        _mm256_or_pd(number, _mm256_andnot_pd(_mm256_cmp_pd::<_CMP_UNORD_Q>(y, y), y))
    }
    /// See [`fmax_f32`].
    fmax_f64(a: __m256d, b: __m256d) -> __m256d {
        let (x, y) = (_mm256_max_pd(a, b), _mm256_max_pd(b, a));
        let x = _mm256_or_pd(x, _mm256_cmp_pd::<_CMP_UNORD_Q>(x, x));
        _mm256_and_pd(x, _mm256_or_pd(y, _mm256_cmp_pd::<_CMP_UNORD_Q>(y, y)))
    }
    abs_f64(a: __m256d) -> __m256d { _mm256_andnot_pd(_mm256_set1_pd(-0.0), a) }

    /// Products of bytes: the odd ones are moved down, multiplied and moved back.
    mul_bytes(a: __m256i, b: __m256i) -> __m256i {
        let even = _mm256_mullo_epi16(a, b);
        let odd = _mm256_mullo_epi16(_mm256_srli_epi16::<8>(a), _mm256_srli_epi16::<8>(b));
        _mm256_blendv_epi8(even, _mm256_slli_epi16::<8>(odd), _mm256_set1_epi16(0xff00_u16 as i16))
    }
    /// Products modulo 2^64 from products of halves.
    mul_quads(a: __m256i, b: __m256i) -> __m256i {
        let crossed = _mm256_mullo_epi32(a, _mm256_shuffle_epi32::<0b1011_0001>(b));
        let upper = _mm256_add_epi32(_mm256_slli_epi64::<32>(crossed), crossed);
        let upper = _mm256_and_si256(upper, _mm256_set1_epi64x(-1 << 32));
        _mm256_add_epi64(_mm256_mul_epu32(a, b), upper)
    }
}

composed! { avx2_features:
    /// The even words, with zeros above, and the odd ones, moved down.
    even_and_odd(a: __m256i) -> [__m256i; 2] {
        [_mm256_and_si256(a, _mm256_set1_epi32(0xffff)), _mm256_srli_epi32::<16>(a)]
    }
    /// The quarters in the order 0 2 1 3: puts the result of a shuffle within halves in order.
    in_order(a: __m256i) -> __m256i { _mm256_permute4x64_epi64::<0b11_01_10_00>(a) }
    /// The lower halves of both registers, and the upper ones.
    halves(a: __m256i, b: __m256i) -> [__m256i; 2] {
        [_mm256_permute2x128_si256::<0x20>(a, b), _mm256_permute2x128_si256::<0x31>(a, b)]
    }
}

avx2_features! { compiled_for
    /// See [`Isa::gather`]; `first` is the number in the first row, and there are `last + 1` rows.
    ///
    /// # Safety
    /// The column of `first` is valid for reads, with `columns` numbers from one row to the next.
    #[inline]
    unsafe fn gather(
        first: *const f64,
        columns: usize,
        last: usize,
        row: __m256i,
    ) -> __m256d {
        let row = _mm256_and_si256(row, _mm256_set1_epi64x(last as i64));
        let place = _mm256_mul_epu32(row, _mm256_set1_epi64x(columns as i64));
        // SAFETY: no row is beyond the last, so every address is within the column.
        unsafe { _mm256_i64gather_pd::<8>(first, place) }
    }
}

/// Lists the widths of masks, with conversions to bits, from `bool`s and to `bool`s, and of four
/// masks to `bool`s if that is cheaper than one by one.
macro_rules! masks {
    ($($width:ident $lanes:literal $bits:ident $of_bools:ident $to_bools:ident
        $($to_four:literal $four:ident)?
    )*) => {$(
        impl MaskLanes<$width> for Avx2 {
            type Register = __m256i;
            intrinsics! { avx2_features:
                mask_splat(x: bool) -> __m256i = _mm256_set1_epi8(-(x as i8));
                mask_and(a: __m256i, b: __m256i) -> __m256i = _mm256_and_si256(a, b);
                mask_or(a: __m256i, b: __m256i) -> __m256i = _mm256_or_si256(a, b);
                mask_xor(a: __m256i, b: __m256i) -> __m256i = _mm256_xor_si256(a, b);
                mask_bits(a: __m256i) -> u64 = $bits(a);
            }
            #[inline(always)]
            unsafe fn load_bools(self, p: *const bool) -> __m256i {
                // SAFETY: the token; `p` is valid for a `bool` per lane.
                unsafe { $of_bools(p.cast::<[u8; $lanes]>().read()) }
            }
            #[inline(always)]
            unsafe fn store_bools(self, p: *mut bool, a: __m256i) {
                // SAFETY: the token; `p` is valid for a `bool` per lane, and the bytes are 0 and 1.
                unsafe { p.cast::<[u8; $lanes]>().write($to_bools(a)) }
            }
            $(
                #[inline(always)]
                unsafe fn store_bools_of_four(self, p: *mut bool, _: usize, masks: [__m256i; 4]) {
                    // SAFETY: the token; `p` is valid for a `bool` per lane of each mask, and the
                    // bytes are 0 and 1.
                    unsafe { p.cast::<[u8; $to_four]>().write($four(masks)) }
                }
            )?
        }
    )*};
}

masks! {
    B8 32 bits_of_bytes mask_of_32 bools_of_32
    B16 16 bits_of_words mask_of_16 bools_of_16
    B32 8 bits_of_doubles mask_of_8 bools_of_8 32 bools_of_four_8
    B64 4 bits_of_quads mask_of_4 bools_of_4 16 bools_of_four_4
}

composed! { avx2_features:
    bits_of_bytes(a: __m256i) -> u64 { u64::from(_mm256_movemask_epi8(a) as u32) }
    bits_of_words(a: __m256i) -> u64 {
        bits_of_bytes(_mm256_castsi128_si256(words_to_bytes(a))) & 0xffff
    }
    bits_of_doubles(a: __m256i) -> u64 {
        u64::from(_mm256_movemask_ps(_mm256_castsi256_ps(a)) as u32)
    }
    bits_of_quads(a: __m256i) -> u64 {
        u64::from(_mm256_movemask_pd(_mm256_castsi256_pd(a)) as u32)
    }

    /// Masks of two bytes as masks of one.
    words_to_bytes(a: __m256i) -> __m128i {
        _mm_packs_epi16(_mm256_castsi256_si128(a), _mm256_extracti128_si256::<1>(a))
    }
    /// Masks of four bytes as masks of two.
    doubles_to_words(a: __m256i) -> __m128i {
        _mm_packs_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256::<1>(a))
    }
    /// Masks of bytes as the bytes of `bool`s.
    to_bools(a: __m128i) -> __m128i { _mm_and_si128(a, _mm_set1_epi8(1)) }

    mask_of_32(bytes: [u8; 32]) -> __m256i {
        _mm256_cmpgt_epi8(cast(bytes), _mm256_setzero_si256())
    }
    mask_of_16(bytes: [u8; 16]) -> __m256i {
        _mm256_cmpgt_epi16(_mm256_cvtepu8_epi16(cast(bytes)), _mm256_setzero_si256())
    }
    mask_of_8(bytes: [u8; 8]) -> __m256i {
        let wide = _mm256_cvtepu8_epi32(_mm_set_epi64x(0, cast(bytes)));
        _mm256_cmpgt_epi32(wide, _mm256_setzero_si256())
    }
    mask_of_4(bytes: [u8; 4]) -> __m256i {
        let wide = _mm256_cvtepu8_epi64(_mm_cvtsi32_si128(cast(bytes)));
        _mm256_cmpgt_epi64(wide, _mm256_setzero_si256())
    }

    bools_of_32(a: __m256i) -> [u8; 32] { cast(_mm256_and_si256(a, _mm256_set1_epi8(1))) }
    bools_of_16(a: __m256i) -> [u8; 16] { cast(to_bools(words_to_bytes(a))) }
    bools_of_8(a: __m256i) -> [u8; 8] {
        let words = doubles_to_words(a);
        cast(_mm_cvtsi128_si64(to_bools(_mm_packs_epi16(words, words))))
    }
    /// The product has a copy of every bit in its place: bit `i` moves by `7 * i`.
    bools_of_4(a: __m256i) -> [u8; 4] {
        cast((bits_of_quads(a) as u32).wrapping_mul(1 | 1 << 7 | 1 << 14 | 1 << 21) & 0x0101_0101)
    }

    /// Packing within halves leaves the halves of each mask four quarters apart.
    bools_of_four_8(masks: [__m256i; 4]) -> [u8; 32] {
        let [a, b, c, d] = masks;
        let bytes = _mm256_packs_epi16(_mm256_packs_epi32(a, b), _mm256_packs_epi32(c, d));
        let order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
        bools_of_32(_mm256_permutevar8x32_epi32(bytes, order))
    }
    bools_of_four_4(masks: [__m256i; 4]) -> [u8; 16] {
        let [a, b, c, d]: [__m256; 4] = cast(masks);
        let ab = _mm256_shuffle_ps::<0b10_00_10_00>(a, b);
        let cd = _mm256_shuffle_ps::<0b10_00_10_00>(c, d);
        let bytes = words_to_bytes(_mm256_packs_epi32(cast(ab), cast(cd)));
        let order = _mm_setr_epi8(0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15);
        cast(to_bools(_mm_shuffle_epi8(bytes, order)))
    }
}
