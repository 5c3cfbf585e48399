//! AVX-512 F, BW, CD, DQ and VL: 64 bytes per register, masks in registers of their own, masked
//! memory access.

mod alone;
mod integers;
mod squares;

use super::{
    FloatLanes, Isa, Lanes, MAX_FLOATS, MaskLanes, Vectorize, compiled_for, composed, dots,
    intrinsics, spread_from,
};
use crate::lane::{B8, B16, B32, B64};
use alone::{div_doubles_alone, sqrt_doubles_alone, sqrt_singles_alone};
use bytemuck::cast;
use core::arch::asm;
use core::arch::x86_64::*;
use half::f16;

/// Calls a macro with the names of the features that [`Avx512`] is compiled for, and that a CPU
/// must have for it.
#[macro_export]
macro_rules! avx512_features {
    ($with:ident $($first:tt)*) => {
        $crate::avx2_features! {
            $with $($first)* "avx512f" "avx512bw" "avx512cd" "avx512dq" "avx512vl"
        }
    };
}

/// Calls a macro with the name of the feature that a CPU must have for dot products, beside those
/// of [`Avx512`].
#[macro_export]
macro_rules! avx512_dots_features {
    ($with:ident) => {
        $with! { "avx512vnni" }
    };
}

/// AVX-512 F, BW, CD, DQ and VL, with all of [`Avx2`](super::Avx2).
#[derive(Clone, Copy, Debug)]
pub struct Avx512(());

impl crate::sealed::Sealed for Avx512 {}

impl Isa for Avx512 {
    #[inline(always)]
    unsafe fn new_unchecked() -> Self {
        Self(())
    }

    #[inline(always)]
    fn vectorize<F: Vectorize>(self, f: F) -> F::Output {
        avx512_features! { compiled_for
            fn enter<F: Vectorize>(s: Avx512, f: F) -> F::Output {
                f.call(s)
            }
        }
        // SAFETY: the token proves that the CPU has these features.
        unsafe { enter(self, f) }
    }

    #[inline(always)]
    unsafe fn load_f16(self, p: *const f16) -> __m512 {
        // SAFETY: the token; `p` is valid for 16 elements, by the contract of `load_f16`.
        unsafe { _mm512_cvtph_ps(_mm256_loadu_si256(p.cast())) }
    }

    #[inline(always)]
    unsafe fn store_f16(self, p: *mut f16, x: __m512) {
        // SAFETY: the token; `p` is valid for 16 elements, by the contract of `store_f16`.
        unsafe { _mm256_storeu_si256(p.cast(), _mm512_cvtps_ph::<_MM_FROUND_TO_NEAREST_INT>(x)) }
    }

    #[inline(always)]
    unsafe fn stream(self, p: *mut u8, x: __m512i) {
        // SAFETY: the token; `p` is valid for a register, and aligned to it.
        unsafe { _mm512_stream_si512(p.cast(), x) }
    }

    #[inline(always)]
    fn gather<const ROWS: usize, const COLUMNS: usize>(
        self,
        rows: &[[f64; COLUMNS]; ROWS],
        column: usize,
        row: __m512i,
    ) -> __m512d {
        const { assert!(ROWS.is_power_of_two() && ROWS * COLUMNS <= u32::MAX as usize) };
        assert!(column < COLUMNS);
        // SAFETY: the token. `rows` has the column, so all of it is valid for reads.
        unsafe { gather(rows.as_ptr().cast::<f64>().add(column), COLUMNS, ROWS - 1, row) }
    }

    #[inline(always)]
    fn spread<const SIZE: usize, const BLOCK: usize>(self, a: __m512i) -> __m512i {
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

    dots! { avx512_features, zmm_reg, __m512i:
        dot_pairs = "vpdpwssd";
        dot_quads = "vpdpbusd";
    }

    intrinsics! { avx512_features:
        add_pairs(sums: __m512i, a: __m512i, b: __m512i) -> __m512i =
            _mm512_add_epi32(sums, _mm512_madd_epi16(a, b));
        widen(x: __m512) -> [__m512d; 2] = [
            _mm512_cvtps_pd(_mm512_castps512_ps256(x)),
            _mm512_cvtps_pd(_mm512_extractf32x8_ps::<1>(x)),
        ];
        narrow(x: [__m512d; 2]) -> __m512 = {
            let [low, high] = [_mm512_cvtpd_ps(x[0]), _mm512_cvtpd_ps(x[1])];
            _mm512_insertf32x8::<1>(_mm512_castps256_ps512(low), high)
        };
        even(a: __m512i, b: __m512i, size: usize) -> __m512i = match size {
            1 => {
                let low = _mm512_set1_epi16(0xff);
                in_order(_mm512_packus_epi16(_mm512_and_si512(a, low), _mm512_and_si512(b, low)))
            }
            2 => {
                let low = _mm512_set1_epi32(0xffff);
                in_order(_mm512_packus_epi32(_mm512_and_si512(a, low), _mm512_and_si512(b, low)))
            }
            4 => _mm512_permutex2var_epi32(a, cast(EVEN_WORDS), b),
            8 => _mm512_permutex2var_epi64(a, cast(EVEN_DOUBLES), b),
            _ => _mm512_shuffle_i64x2::<0b10_00_10_00>(a, b),
        };
        odd(a: __m512i, b: __m512i, size: usize) -> __m512i = match size {
            1 => {
                let (a, b) = (_mm512_srli_epi16::<8>(a), _mm512_srli_epi16::<8>(b));
                in_order(_mm512_packus_epi16(a, b))
            }
            2 => {
                let (a, b) = (_mm512_srli_epi32::<16>(a), _mm512_srli_epi32::<16>(b));
                in_order(_mm512_packus_epi32(a, b))
            }
            4 => _mm512_permutex2var_epi32(a, cast(ODD_WORDS), b),
            8 => _mm512_permutex2var_epi64(a, cast(ODD_DOUBLES), b),
            _ => _mm512_shuffle_i64x2::<0b11_01_11_01>(a, b),
        };
        reversed(a: __m512i, size: usize) -> __m512i = match size {
            1 => {
                let (upper, lower) = (_mm512_slli_epi16::<8>(a), _mm512_srli_epi16::<8>(a));
                _mm512_permutexvar_epi16(cast(WORDS_REVERSED), _mm512_or_si512(upper, lower))
            }
            2 => _mm512_permutexvar_epi16(cast(WORDS_REVERSED), a),
            4 => _mm512_permutexvar_epi32(cast(REVERSED), a),
            8 => _mm512_permutexvar_epi64(cast(DOUBLES_REVERSED), a),
            _ => _mm512_shuffle_i64x2::<0b00_01_10_11>(a, a),
        };
    }
}

composed! { avx512_features:
    /// The words of four bytes at these places.
    words_from(a: __m512i, from: [u8; 16]) -> __m512i {
        _mm512_permutexvar_epi32(_mm512_cvtepu8_epi32(cast(from)), a)
    }
    /// In each quarter, the bytes at these places in it.
    bytes_from(a: __m512i, from: [u8; 16]) -> __m512i {
        _mm512_shuffle_epi8(a, _mm512_broadcast_i32x4(cast(from)))
    }

    /// The mask of the first `n` lanes.
    first(n: usize) -> u64 { _bzhi_u64(u64::MAX, n as u32) }

    /// The even eighths, then the odd ones, which puts the result of packing within quarters in
    /// order.
    in_order(a: __m512i) -> __m512i { _mm512_permutexvar_epi64(cast(EVEN_THEN_ODD), a) }
}

/// Lists the intrinsics of each lane type.
macro_rules! lanes {
    ($($t:ident $register:ident $mask:ident {
        load: $load:ident, store: $store:ident, splat: $splat:ident, eq: $eq:expr, lt: $lt:expr,
        le: $le:expr,
        blend: $blend:ident, add: $add:ident, sub: $sub:ident, mul: $mul:ident, min: $min:ident,
        max: $max:ident,
        abs: $abs:ident, neg($x:ident): $neg:expr
    })*) => {$(
        impl Lanes<$t> for Avx512 {
            type Register = $register;
            intrinsics! { avx512_features:
                splat(x: $t) -> $register = $splat(x as _);
                eq(a: $register, b: $register) -> $mask = $eq(a, b);
                lt(a: $register, b: $register) -> $mask = $lt(a, b);
                le(a: $register, b: $register) -> $mask = $le(a, b);
                select(m: $mask, a: $register, b: $register) -> $register = $blend(m, b, a);
                add(a: $register, b: $register) -> $register = $add(a, b);
                sub(a: $register, b: $register) -> $register = $sub(a, b);
                mul(a: $register, b: $register) -> $register = $mul(a, b);
                min(a: $register, b: $register) -> $register = $min(a, b);
                max(a: $register, b: $register) -> $register = $max(a, b);
                abs(a: $register) -> $register = $abs(a);
                neg($x: $register) -> $register = $neg;
            }

            #[inline(always)]
            unsafe fn load_partial(self, p: *const $t, n: usize, fill: $register) -> $register {
                // SAFETY: the token; `p` is valid for `n` elements, and other lanes are masked off.
                unsafe { $load(fill, first(n) as $mask, p.cast()) }
            }

            #[inline(always)]
            unsafe fn store_partial(self, p: *mut $t, n: usize, x: $register) {
                // SAFETY: the token; `p` is valid for `n` elements, and other lanes are masked off.
                unsafe { $store(p.cast(), first(n) as $mask, x) }
            }
        }
    )*};
}

lanes! {
    i8 __m512i __mmask64 {
        load: _mm512_mask_loadu_epi8, store: _mm512_mask_storeu_epi8, splat: _mm512_set1_epi8,
        eq: _mm512_cmpeq_epi8_mask, lt: _mm512_cmplt_epi8_mask, le: _mm512_cmple_epi8_mask,
        blend: _mm512_mask_blend_epi8, add: _mm512_add_epi8, sub: _mm512_sub_epi8, mul: mul_bytes,
        min: _mm512_min_epi8, max: _mm512_max_epi8, abs: _mm512_abs_epi8,
        neg(a): _mm512_sub_epi8(_mm512_setzero_si512(), a)
    }
    u8 __m512i __mmask64 {
        load: _mm512_mask_loadu_epi8, store: _mm512_mask_storeu_epi8, splat: _mm512_set1_epi8,
        eq: _mm512_cmpeq_epu8_mask, lt: _mm512_cmplt_epu8_mask, le: _mm512_cmple_epu8_mask,
        blend: _mm512_mask_blend_epi8, add: _mm512_add_epi8, sub: _mm512_sub_epi8, mul: mul_bytes,
        min: _mm512_min_epu8, max: _mm512_max_epu8, abs: identity,
        neg(a): _mm512_sub_epi8(_mm512_setzero_si512(), a)
    }
    i16 __m512i __mmask32 {
        load: _mm512_mask_loadu_epi16, store: _mm512_mask_storeu_epi16, splat: _mm512_set1_epi16,
        eq: _mm512_cmpeq_epi16_mask, lt: _mm512_cmplt_epi16_mask, le: _mm512_cmple_epi16_mask,
        blend: _mm512_mask_blend_epi16, add: _mm512_add_epi16, sub: _mm512_sub_epi16,
        mul: _mm512_mullo_epi16, min: _mm512_min_epi16, max: _mm512_max_epi16,
        abs: _mm512_abs_epi16, neg(a): _mm512_sub_epi16(_mm512_setzero_si512(), a)
    }
    u16 __m512i __mmask32 {
        load: _mm512_mask_loadu_epi16, store: _mm512_mask_storeu_epi16, splat: _mm512_set1_epi16,
        eq: _mm512_cmpeq_epu16_mask, lt: _mm512_cmplt_epu16_mask, le: _mm512_cmple_epu16_mask,
        blend: _mm512_mask_blend_epi16, add: _mm512_add_epi16, sub: _mm512_sub_epi16,
        mul: _mm512_mullo_epi16,
        min: _mm512_min_epu16, max: _mm512_max_epu16, abs: identity,
        neg(a): _mm512_sub_epi16(_mm512_setzero_si512(), a)
    }
    i32 __m512i __mmask16 {
        load: _mm512_mask_loadu_epi32, store: _mm512_mask_storeu_epi32, splat: _mm512_set1_epi32,
        eq: _mm512_cmpeq_epi32_mask, lt: _mm512_cmplt_epi32_mask, le: _mm512_cmple_epi32_mask,
        blend: _mm512_mask_blend_epi32, add: _mm512_add_epi32, sub: _mm512_sub_epi32,
        mul: _mm512_mullo_epi32, min: _mm512_min_epi32, max: _mm512_max_epi32,
        abs: _mm512_abs_epi32, neg(a): _mm512_sub_epi32(_mm512_setzero_si512(), a)
    }
    u32 __m512i __mmask16 {
        load: _mm512_mask_loadu_epi32, store: _mm512_mask_storeu_epi32, splat: _mm512_set1_epi32,
        eq: _mm512_cmpeq_epu32_mask, lt: _mm512_cmplt_epu32_mask, le: _mm512_cmple_epu32_mask,
        blend: _mm512_mask_blend_epi32, add: _mm512_add_epi32, sub: _mm512_sub_epi32,
        mul: _mm512_mullo_epi32,
        min: _mm512_min_epu32, max: _mm512_max_epu32, abs: identity,
        neg(a): _mm512_sub_epi32(_mm512_setzero_si512(), a)
    }
    i64 __m512i __mmask8 {
        load: _mm512_mask_loadu_epi64, store: _mm512_mask_storeu_epi64, splat: _mm512_set1_epi64,
        eq: _mm512_cmpeq_epi64_mask, lt: _mm512_cmplt_epi64_mask, le: _mm512_cmple_epi64_mask,
        blend: _mm512_mask_blend_epi64, add: _mm512_add_epi64, sub: _mm512_sub_epi64,
        mul: _mm512_mullo_epi64, min: _mm512_min_epi64, max: _mm512_max_epi64,
        abs: _mm512_abs_epi64, neg(a): _mm512_sub_epi64(_mm512_setzero_si512(), a)
    }
    u64 __m512i __mmask8 {
        load: _mm512_mask_loadu_epi64, store: _mm512_mask_storeu_epi64, splat: _mm512_set1_epi64,
        eq: _mm512_cmpeq_epu64_mask, lt: _mm512_cmplt_epu64_mask, le: _mm512_cmple_epu64_mask,
        blend: _mm512_mask_blend_epi64, add: _mm512_add_epi64, sub: _mm512_sub_epi64,
        mul: _mm512_mullo_epi64,
        min: _mm512_min_epu64, max: _mm512_max_epu64, abs: identity,
        neg(a): _mm512_sub_epi64(_mm512_setzero_si512(), a)
    }
    f32 __m512 __mmask16 {
        load: _mm512_mask_loadu_ps, store: _mm512_mask_storeu_ps, splat: _mm512_set1_ps,
        eq: _mm512_cmp_ps_mask::<_CMP_EQ_OQ>, lt: _mm512_cmp_ps_mask::<_CMP_LT_OQ>,
        le: _mm512_cmp_ps_mask::<_CMP_LE_OQ>, blend: _mm512_mask_blend_ps, add: _mm512_add_ps,
        sub: _mm512_sub_ps, mul: _mm512_mul_ps, min: min_singles, max: max_singles,
        abs: _mm512_abs_ps, neg(a): _mm512_xor_ps(a, _mm512_set1_ps(-0.0))
    }
    f64 __m512d __mmask8 {
        load: _mm512_mask_loadu_pd, store: _mm512_mask_storeu_pd, splat: _mm512_set1_pd,
        eq: _mm512_cmp_pd_mask::<_CMP_EQ_OQ>, lt: _mm512_cmp_pd_mask::<_CMP_LT_OQ>,
        le: _mm512_cmp_pd_mask::<_CMP_LE_OQ>,
        blend: _mm512_mask_blend_pd, add: _mm512_add_pd, sub: _mm512_sub_pd, mul: _mm512_mul_pd,
        min: min_doubles, max: max_doubles, abs: _mm512_abs_pd,
        neg(a): _mm512_xor_pd(a, _mm512_set1_pd(-0.0))
    }
}

composed! { avx512_features:
    /// The absolute value of unsigned integers.
    identity(a: __m512i) -> __m512i { a }

    /// Products of bytes: the odd ones are moved down, multiplied and moved back.
    mul_bytes(a: __m512i, b: __m512i) -> __m512i {
        let even = _mm512_mullo_epi16(a, b);
        let odd = _mm512_mullo_epi16(_mm512_srli_epi16::<8>(a), _mm512_srli_epi16::<8>(b));
        _mm512_mask_blend_epi8(0xaaaa_aaaa_aaaa_aaaa, even, _mm512_slli_epi16::<8>(odd))
    }

    /// `VRANGE` orders zeros by sign. If either is NaN it returns the other, so their sum is taken
    /// instead.
    min_singles(a: __m512, b: __m512) -> __m512 {
        let nan = _mm512_cmp_ps_mask::<_CMP_UNORD_Q>(a, b);
        _mm512_mask_add_ps(_mm512_range_ps::<0b0100>(a, b), nan, a, b)
    }

    /// See [`min_singles`].
    max_singles(a: __m512, b: __m512) -> __m512 {
        let nan = _mm512_cmp_ps_mask::<_CMP_UNORD_Q>(a, b);
        _mm512_mask_add_ps(_mm512_range_ps::<0b0101>(a, b), nan, a, b)
    }

    /// See [`min_singles`].
    min_doubles(a: __m512d, b: __m512d) -> __m512d {
        let nan = _mm512_cmp_pd_mask::<_CMP_UNORD_Q>(a, b);
        _mm512_mask_add_pd(_mm512_range_pd::<0b0100>(a, b), nan, a, b)
    }

    /// See [`min_singles`].
    max_doubles(a: __m512d, b: __m512d) -> __m512d {
        let nan = _mm512_cmp_pd_mask::<_CMP_UNORD_Q>(a, b);
        _mm512_mask_add_pd(_mm512_range_pd::<0b0101>(a, b), nan, a, b)
    }
}

/// Lists operations that CPUs do faster on two halves of a register than on the whole. They are
/// written in assembly, since the compiler would join the intrinsics.
macro_rules! by_halves {
    ($(
        $name:ident $of_halves:ident($($x:ident)*) -> $half:ident $whole:ident
            = $instruction:literal;
    )*) => {$(
        composed! { avx512_features:
            $name($($x: $whole),*) -> $whole {
                $(let $x: [$half; 2] = cast($x);)*
                cast([$of_halves($($x[0]),*), $of_halves($($x[1]),*)])
            }
            $of_halves($($x: $half),*) -> $half {
                let result;
                // SAFETY: the instruction reads and writes the named registers alone.
                unsafe {
                    asm!(
                        $instruction,
                        $(in(ymm_reg) $x,)*
                        out = lateout(ymm_reg) result,
                        options(pure, nomem, nostack, preserves_flags),
                    )
                };
                result
            }
        }
    )*};
}

by_halves! {
    sqrt_singles sqrt_half_of_singles(x) -> __m256 __m512 = "vsqrtps {out}, {0}";
    sqrt_doubles sqrt_half_of_doubles(x) -> __m256d __m512d = "vsqrtpd {out}, {0}";
    div_singles div_half_of_singles(x y) -> __m256 __m512 = "vdivps {out}, {0}, {1}";
    div_doubles div_half_of_doubles(x y) -> __m256d __m512d = "vdivpd {out}, {0}, {1}";
}

/// The numbers below 32, the largest one first.
const fn descending() -> [u16; 32] {
    let mut numbers = [0; 32];
    let mut i = 0;
    while i < 32 {
        numbers[i] = 31 - i as u16;
        i += 1;
    }
    numbers
}

// Indices of lanes of two registers: those of the second one follow those of the first one.
const EVEN_WORDS: [u32; 16] = [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30];
const ODD_WORDS: [u32; 16] = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31];
const LOWER_WORDS: [u32; 16] = [0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23];
const UPPER_WORDS: [u32; 16] = [8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31];
const WORDS_REVERSED: [u16; 32] = descending();
const REVERSED: [u32; 16] = [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
const DOUBLES_REVERSED: [u64; 8] = [7, 6, 5, 4, 3, 2, 1, 0];
const EVEN_THEN_ODD: [u64; 8] = [0, 2, 4, 6, 1, 3, 5, 7];
const EVEN_DOUBLES: [u64; 8] = [0, 2, 4, 6, 8, 10, 12, 14];
const ODD_DOUBLES: [u64; 8] = [1, 3, 5, 7, 9, 11, 13, 15];
const LOWER_DOUBLES: [u64; 8] = [0, 8, 1, 9, 2, 10, 3, 11];
const UPPER_DOUBLES: [u64; 8] = [4, 12, 5, 13, 6, 14, 7, 15];

avx512_features! { compiled_for
    /// See [`Isa::gather`]; `first` is the number in the first row, and there are `last + 1` rows.
    ///
    /// # Safety
    /// The column of `first` is valid for reads, with `columns` numbers from one row to the next.
    #[inline]
    unsafe fn gather(
        first: *const f64,
        columns: usize,
        last: usize,
        row: __m512i,
    ) -> __m512d {
        let row = _mm512_and_si512(row, _mm512_set1_epi64(last as i64));
        let place = _mm512_mul_epu32(row, _mm512_set1_epi64(columns as i64));
        // SAFETY: no row is beyond the last, so every address is within the column.
        unsafe { _mm512_i64gather_pd::<8>(place, first.cast()) }
    }
}

impl FloatLanes<f32> for Avx512 {
    intrinsics! { avx512_features:
        div(a: __m512, b: __m512) -> __m512 = _mm512_div_ps(a, b);
        div_alone(a: __m512, b: __m512) -> __m512 = div_singles(a, b);
        sqrt_alone(a: __m512) -> __m512 = sqrt_singles_alone(a);
        sqrt(a: __m512) -> __m512 = sqrt_singles(a);
        mul_add(a: __m512, b: __m512, c: __m512) -> __m512 = _mm512_fmadd_ps(a, b, c);
        neg_mul_add(a: __m512, b: __m512, c: __m512) -> __m512 = _mm512_fnmadd_ps(a, b, c);
        lesser(a: __m512, b: __m512) -> __m512 = _mm512_min_ps(a, b);
        greater(a: __m512, b: __m512) -> __m512 = _mm512_max_ps(a, b);
        round(a: __m512) -> __m512 =
            _mm512_roundscale_ps::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(a);
        floor(a: __m512) -> __m512 =
            _mm512_roundscale_ps::<{ _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC }>(a);
        ceil(a: __m512) -> __m512 =
            _mm512_roundscale_ps::<{ _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC }>(a);
        trunc(a: __m512) -> __m512 =
            _mm512_roundscale_ps::<{ _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC }>(a);
        to_bits(a: __m512) -> __m512i = _mm512_castps_si512(a);
        of_bits(a: __m512i) -> __m512 = _mm512_castsi512_ps(a);
        to_int(a: __m512) -> __m512i = _mm512_cvtps_epi32(a);
        of_int(a: __m512i) -> __m512 = _mm512_cvtepi32_ps(a);
        of_uint(a: __m512i) -> __m512 = _mm512_cvtepu32_ps(a);
        to_uint(a: __m512) -> __m512i = _mm512_cvttps_epu32(a);
        deinterleave(a: __m512, b: __m512) -> [__m512; 2] = [
            _mm512_permutex2var_ps(a, cast(EVEN_WORDS), b),
            _mm512_permutex2var_ps(a, cast(ODD_WORDS), b),
        ];
        interleave(a: __m512, b: __m512) -> [__m512; 2] = [
            _mm512_permutex2var_ps(a, cast(LOWER_WORDS), b),
            _mm512_permutex2var_ps(a, cast(UPPER_WORDS), b),
        ];
        firsts_of_pairs(x: [__m512; 2]) -> [__m512; 2] =
            [_mm512_moveldup_ps(x[0]), _mm512_moveldup_ps(x[1])];
        seconds_of_pairs(x: [__m512; 2]) -> [__m512; 2] =
            [_mm512_movehdup_ps(x[0]), _mm512_movehdup_ps(x[1])];
        swapped_pairs(x: [__m512; 2]) -> [__m512; 2] =
            [_mm512_permute_ps::<0b10_11_00_01>(x[0]), _mm512_permute_ps::<0b10_11_00_01>(x[1])];
        lookup(table: &[f32; 16], index: __m512i) -> __m512 =
            _mm512_permutexvar_ps(index, cast(*table));
    }

    #[inline(always)]
    unsafe fn load_columns(
        self,
        lines: &[*const f32; MAX_FLOATS],
        offset: isize,
        count: usize,
    ) -> [__m512; MAX_FLOATS] {
        // SAFETY: the contract is the same.
        unsafe { squares::load_singles(self, lines, offset, count) }
    }
}

impl FloatLanes<f64> for Avx512 {
    intrinsics! { avx512_features:
        div(a: __m512d, b: __m512d) -> __m512d = _mm512_div_pd(a, b);
        div_alone(a: __m512d, b: __m512d) -> __m512d = div_doubles_alone(a, b);
        sqrt(a: __m512d) -> __m512d = sqrt_doubles(a);
        sqrt_alone(a: __m512d) -> __m512d = sqrt_doubles_alone(a);
        mul_add(a: __m512d, b: __m512d, c: __m512d) -> __m512d = _mm512_fmadd_pd(a, b, c);
        neg_mul_add(a: __m512d, b: __m512d, c: __m512d) -> __m512d = _mm512_fnmadd_pd(a, b, c);
        lesser(a: __m512d, b: __m512d) -> __m512d = _mm512_min_pd(a, b);
        greater(a: __m512d, b: __m512d) -> __m512d = _mm512_max_pd(a, b);
        round(a: __m512d) -> __m512d =
            _mm512_roundscale_pd::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(a);
        floor(a: __m512d) -> __m512d =
            _mm512_roundscale_pd::<{ _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC }>(a);
        ceil(a: __m512d) -> __m512d =
            _mm512_roundscale_pd::<{ _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC }>(a);
        trunc(a: __m512d) -> __m512d =
            _mm512_roundscale_pd::<{ _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC }>(a);
        to_bits(a: __m512d) -> __m512i = _mm512_castpd_si512(a);
        of_bits(a: __m512i) -> __m512d = _mm512_castsi512_pd(a);
        to_int(a: __m512d) -> __m512i = _mm512_cvtpd_epi64(a);
        of_int(a: __m512i) -> __m512d = _mm512_cvtepi64_pd(a);
        of_uint(a: __m512i) -> __m512d = _mm512_cvtepu64_pd(a);
        to_uint(a: __m512d) -> __m512i = _mm512_cvttpd_epu64(a);
        deinterleave(a: __m512d, b: __m512d) -> [__m512d; 2] = [
            _mm512_permutex2var_pd(a, cast(EVEN_DOUBLES), b),
            _mm512_permutex2var_pd(a, cast(ODD_DOUBLES), b),
        ];
        interleave(a: __m512d, b: __m512d) -> [__m512d; 2] = [
            _mm512_permutex2var_pd(a, cast(LOWER_DOUBLES), b),
            _mm512_permutex2var_pd(a, cast(UPPER_DOUBLES), b),
        ];
        firsts_of_pairs(x: [__m512d; 2]) -> [__m512d; 2] =
            [_mm512_movedup_pd(x[0]), _mm512_movedup_pd(x[1])];
        seconds_of_pairs(x: [__m512d; 2]) -> [__m512d; 2] =
            [_mm512_permute_pd::<0b1111_1111>(x[0]), _mm512_permute_pd::<0b1111_1111>(x[1])];
        swapped_pairs(x: [__m512d; 2]) -> [__m512d; 2] =
            [_mm512_permute_pd::<0b0101_0101>(x[0]), _mm512_permute_pd::<0b0101_0101>(x[1])];
        lookup(table: &[f64; 16], index: __m512i) -> __m512d = {
            let [low, high]: [__m512d; 2] = cast(*table);
            _mm512_permutex2var_pd(low, index, high)
        };
    }

    #[inline(always)]
    unsafe fn load_columns(
        self,
        lines: &[*const f64; MAX_FLOATS],
        offset: isize,
        count: usize,
    ) -> [__m512d; MAX_FLOATS] {
        // SAFETY: the contract is the same.
        unsafe { squares::load_doubles(self, lines, offset, count) }
    }
}

/// Lists the widths of masks, with conversions from `bool`s and to `bool`s, and the masked loads
/// and stores of bytes.
macro_rules! masks {
    ($($width:ident $mask:ident $lanes:literal $of_bools:ident $to_bools:ident {
        $load:ident $store:ident $bytes:ident $test:ident $set:ident
    })*) => {$(
        impl MaskLanes<$width> for Avx512 {
            type Register = $mask;
            intrinsics! { avx512_features:
                mask_splat(x: bool) -> $mask = if x { $mask::MAX } else { 0 };
                mask_and(a: $mask, b: $mask) -> $mask = a & b;
                mask_or(a: $mask, b: $mask) -> $mask = a | b;
                mask_xor(a: $mask, b: $mask) -> $mask = a ^ b;
                mask_bits(a: $mask) -> u64 = u64::from(a);
            }
            #[inline(always)]
            unsafe fn load_bools(self, p: *const bool) -> $mask {
                // SAFETY: the token; `p` is valid for a `bool` per lane.
                unsafe { $of_bools(p.cast::<[u8; $lanes]>().read()) }
            }
            #[inline(always)]
            unsafe fn store_bools(self, p: *mut bool, a: $mask) {
                // SAFETY: the token; `p` is valid for a `bool` per lane, and the bytes are 0 and 1.
                unsafe { p.cast::<[u8; $lanes]>().write($to_bools(a)) }
            }
            #[inline(always)]
            unsafe fn load_bools_partial(self, p: *const bool, n: usize, fill: $mask) -> $mask {
                // SAFETY: the token; `p` is valid for `n` elements, and other lanes are masked off.
                unsafe {
                    let loaded = $load(first(n) as $bytes, p.cast());
                    $test(loaded, loaded) as $mask | fill & !(first(n) as $mask)
                }
            }
            #[inline(always)]
            unsafe fn store_bools_partial(self, p: *mut bool, n: usize, a: $mask) {
                // SAFETY: the token; `p` is valid for `n` elements, and other lanes are masked off.
                // The bytes are 0 and 1.
                unsafe { $store(p.cast(), first(n) as $bytes, $set($bytes::from(a), 1)) }
            }
        }
    )*};
}

masks! {
    B8 __mmask64 64 mask_of_64 bools_of_64 {
        _mm512_maskz_loadu_epi8 _mm512_mask_storeu_epi8
        __mmask64 _mm512_test_epi8_mask _mm512_maskz_set1_epi8
    }
    B16 __mmask32 32 mask_of_32 bools_of_32 {
        _mm256_maskz_loadu_epi8 _mm256_mask_storeu_epi8
        __mmask32 _mm256_test_epi8_mask _mm256_maskz_set1_epi8
    }
    B32 __mmask16 16 mask_of_16 bools_of_16 {
        _mm_maskz_loadu_epi8 _mm_mask_storeu_epi8 __mmask16 _mm_test_epi8_mask _mm_maskz_set1_epi8
    }
    B64 __mmask8 8 mask_of_8 bools_of_8 {
        _mm_maskz_loadu_epi8 _mm_mask_storeu_epi8 __mmask16 _mm_test_epi8_mask _mm_maskz_set1_epi8
    }
}

composed! { avx512_features:
    mask_of_64(bytes: [u8; 64]) -> __mmask64 { _mm512_test_epi8_mask(cast(bytes), cast(bytes)) }
    mask_of_32(bytes: [u8; 32]) -> __mmask32 { _mm256_test_epi8_mask(cast(bytes), cast(bytes)) }
    mask_of_16(bytes: [u8; 16]) -> __mmask16 { _mm_test_epi8_mask(cast(bytes), cast(bytes)) }
    mask_of_8(bytes: [u8; 8]) -> __mmask8 {
        let bytes = _mm_set_epi64x(0, cast(bytes));
        _mm_test_epi8_mask(bytes, bytes) as __mmask8
    }

    bools_of_64(a: __mmask64) -> [u8; 64] { cast(_mm512_maskz_set1_epi8(a, 1)) }
    bools_of_32(a: __mmask32) -> [u8; 32] { cast(_mm256_maskz_set1_epi8(a, 1)) }
    bools_of_16(a: __mmask16) -> [u8; 16] { cast(_mm_maskz_set1_epi8(a, 1)) }
    bools_of_8(a: __mmask8) -> [u8; 8] { cast(_mm_cvtsi128_si64(_mm_maskz_set1_epi8(a.into(), 1))) }
}
