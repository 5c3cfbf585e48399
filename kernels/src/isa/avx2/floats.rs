//! Floats at AVX2.

use super::{Avx2, even_and_odd, halves, in_order};
use crate::avx2_features;
use crate::isa::{FloatLanes, Lanes, MAX_FLOATS, compiled_for, composed, intrinsics};
use bytemuck::cast;
use core::arch::x86_64::*;

composed! { avx2_features:
    /// Joins quarters to two registers, in the order in which a shuffle within halves leaves every
    /// lane where it belongs. Next to a load or store, this costs no shuffle.
    join_quarters(x: [__m128i; 4]) -> [__m256i; 2] {
        [_mm256_set_m128i(x[2], x[0]), _mm256_set_m128i(x[3], x[1])]
    }
    /// The inverse of [`join_quarters`].
    split_quarters(a: __m256i, b: __m256i) -> [__m128i; 4] {
        let ([a, c], [b, d]): ([__m128i; 2], [__m128i; 2]) = (cast(a), cast(b));
        [a, b, c, d]
    }
    singles_of_quarters(quarters: [__m128i; 4]) -> [__m256; 2] {
        let [a, b]: [__m256; 2] = cast(join_quarters(quarters));
        [_mm256_shuffle_ps::<0b10_00_10_00>(a, b), _mm256_shuffle_ps::<0b11_01_11_01>(a, b)]
    }
    doubles_of_quarters(quarters: [__m128i; 4]) -> [__m256d; 2] {
        let [a, b]: [__m256d; 2] = cast(join_quarters(quarters));
        [_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b)]
    }
    /// The columns of eight lines of four: each pair has line `i` and line `i + 4`.
    columns_of_singles(lines: [[__m128i; 2]; 4]) -> [__m256; 4] {
        let [a, b, c, d]: [__m256; 4] = cast(lines);
        let low: [__m256d; 2] = cast([_mm256_unpacklo_ps(a, b), _mm256_unpacklo_ps(c, d)]);
        let high: [__m256d; 2] = cast([_mm256_unpackhi_ps(a, b), _mm256_unpackhi_ps(c, d)]);
        cast([
            _mm256_unpacklo_pd(low[0], low[1]),
            _mm256_unpackhi_pd(low[0], low[1]),
            _mm256_unpacklo_pd(high[0], high[1]),
            _mm256_unpackhi_pd(high[0], high[1]),
        ])
    }
    /// The columns of four lines of two: each pair has line `i` and line `i + 2`.
    columns_of_doubles(lines: [[__m128i; 2]; 2]) -> [__m256d; 2] {
        let [a, b]: [__m256d; 2] = cast(lines);
        [_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b)]
    }
    quarters_of_singles(a: __m256, b: __m256) -> [__m128i; 4] {
        split_quarters(cast(_mm256_unpacklo_ps(a, b)), cast(_mm256_unpackhi_ps(a, b)))
    }
    quarters_of_doubles(a: __m256d, b: __m256d) -> [__m128i; 4] {
        split_quarters(cast(_mm256_unpacklo_pd(a, b)), cast(_mm256_unpackhi_pd(a, b)))
    }
}

/// Half a register of a line, of which only the first `words` may be read.
///
/// # Safety
/// The token of AVX2; these words of 4 bytes are valid for reads.
#[inline(always)]
unsafe fn load_part(words: usize, p: *const __m128i) -> __m128i {
    // SAFETY: the contract is the same, and other words are masked off.
    unsafe {
        if words >= 4 {
            p.read_unaligned()
        } else {
            let mask = _mm_cmpgt_epi32(_mm_set1_epi32(words as i32), _mm_setr_epi32(0, 1, 2, 3));
            _mm_maskload_epi32(p.cast(), mask)
        }
    }
}

/// The method [`FloatLanes::load_columns`]: parts of lines are joined as they are loaded.
macro_rules! load_columns {
    ($t:ident $register:ident $columns_of:ident) => {
        #[inline(always)]
        unsafe fn load_columns(
            self,
            lines: &[*const $t; MAX_FLOATS],
            offset: isize,
            count: usize,
        ) -> [$register; MAX_FLOATS] {
            const SIDE: usize = 16 / size_of::<$t>();
            let mut columns = [Lanes::<$t>::splat(self, 0.0); MAX_FLOATS];
            for first in [0, SIDE] {
                if first < count {
                    let words = (count - first) * size_of::<$t>() / 4;
                    // SAFETY: the token; each line is valid for reads of `count` elements.
                    unsafe {
                        let mut parts = [[_mm_setzero_si128(); 2]; SIDE];
                        for (i, pair) in parts.iter_mut().enumerate() {
                            for (part, line) in pair.iter_mut().zip([lines[i], lines[i + SIDE]]) {
                                let line = line.offset(offset + first as isize);
                                *part = load_part(words, line.cast());
                            }
                        }
                        columns[first..first + SIDE].copy_from_slice(&$columns_of(parts));
                    }
                }
            }
            columns
        }
    };
}

/// 1.5 * 2^52. Doubles around it are the integers, so adding it to a double of magnitude below 2^51
/// leaves the nearest integer in the low bits.
const MAGIC: f64 = 6_755_399_441_055_744.0;

/// 2^32.
const TWO_32: f64 = 4_294_967_296.0;
/// 2^52. Added to an integer below, it leaves its bits in the low ones.
const TWO_52: f64 = 4_503_599_627_370_496.0;

impl FloatLanes<f32> for Avx2 {
    intrinsics! { avx2_features:
        div(a: __m256, b: __m256) -> __m256 = _mm256_div_ps(a, b);
        sqrt(a: __m256) -> __m256 = _mm256_sqrt_ps(a);
        mul_add(a: __m256, b: __m256, c: __m256) -> __m256 = _mm256_fmadd_ps(a, b, c);
        neg_mul_add(a: __m256, b: __m256, c: __m256) -> __m256 = _mm256_fnmadd_ps(a, b, c);
        lesser(a: __m256, b: __m256) -> __m256 = _mm256_min_ps(a, b);
        greater(a: __m256, b: __m256) -> __m256 = _mm256_max_ps(a, b);
        round(a: __m256) -> __m256 =
            _mm256_round_ps::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(a);
        floor(a: __m256) -> __m256 =
            _mm256_round_ps::<{ _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC }>(a);
        ceil(a: __m256) -> __m256 =
            _mm256_round_ps::<{ _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC }>(a);
        trunc(a: __m256) -> __m256 =
            _mm256_round_ps::<{ _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC }>(a);
        to_bits(a: __m256) -> __m256i = _mm256_castps_si256(a);
        of_bits(a: __m256i) -> __m256 = _mm256_castsi256_ps(a);
        to_int(a: __m256) -> __m256i = _mm256_cvtps_epi32(a);
        of_int(a: __m256i) -> __m256 = _mm256_cvtepi32_ps(a);
        of_uint(a: __m256i) -> __m256 = {
            let [low, high] = even_and_odd(a);
            let (low, high) = (_mm256_cvtepi32_ps(low), _mm256_cvtepi32_ps(high));
            _mm256_fmadd_ps(high, _mm256_set1_ps(65_536.0), low)
        };
        to_uint(a: __m256) -> __m256i = {
            let half = _mm256_set1_ps(2_147_483_648.0);
            let is_large = _mm256_cmp_ps::<_CMP_GE_OQ>(a, half);
            let rest = _mm256_cvttps_epi32(_mm256_sub_ps(a, _mm256_and_ps(is_large, half)));
            _mm256_xor_si256(rest, _mm256_slli_epi32::<31>(cast(is_large)))
        };
        deinterleave(a: __m256, b: __m256) -> [__m256; 2] = {
            let even = _mm256_shuffle_ps::<0b10_00_10_00>(a, b);
            let odd = _mm256_shuffle_ps::<0b11_01_11_01>(a, b);
            cast([in_order(cast(even)), in_order(cast(odd))])
        };
        interleave(a: __m256, b: __m256) -> [__m256; 2] =
            cast(halves(cast(_mm256_unpacklo_ps(a, b)), cast(_mm256_unpackhi_ps(a, b))));
        firsts_of_pairs(x: [__m256; 2]) -> [__m256; 2] =
            [_mm256_moveldup_ps(x[0]), _mm256_moveldup_ps(x[1])];
        seconds_of_pairs(x: [__m256; 2]) -> [__m256; 2] =
            [_mm256_movehdup_ps(x[0]), _mm256_movehdup_ps(x[1])];
        swapped_pairs(x: [__m256; 2]) -> [__m256; 2] =
            [_mm256_permute_ps::<0b10_11_00_01>(x[0]), _mm256_permute_ps::<0b10_11_00_01>(x[1])];
        lookup(table: &[f32; 16], index: __m256i) -> __m256 = {
            // Blending takes three steps, but the bits by which the halves differ two.
            let [low, high]: [__m256i; 2] = cast(*table);
            let upper = _mm256_srai_epi32::<31>(_mm256_slli_epi32::<28>(index));
            let difference = _mm256_permutevar8x32_epi32(_mm256_xor_si256(low, high), index);
            let low = _mm256_permutevar8x32_epi32(low, index);
            cast(_mm256_xor_si256(low, _mm256_and_si256(difference, upper)))
        };
        lookup_8(table: &[f32; 8], index: __m256i) -> __m256 =
            _mm256_permutevar8x32_ps(cast(*table), index);
    }

    load_columns! { f32 __m256 columns_of_singles }

    #[inline(always)]
    unsafe fn load_pairs(self, p: *const f32) -> [__m256; 2] {
        // SAFETY: the token; `p` is valid for reads of two registers.
        unsafe { singles_of_quarters(p.cast::<[__m128i; 4]>().read_unaligned()) }
    }

    #[inline(always)]
    unsafe fn store_pairs(self, p: *mut f32, [a, b]: [__m256; 2]) {
        // SAFETY: the token; `p` is valid for writes of two registers.
        unsafe { p.cast::<[__m128i; 4]>().write_unaligned(quarters_of_singles(a, b)) }
    }
}

impl FloatLanes<f64> for Avx2 {
    intrinsics! { avx2_features:
        div(a: __m256d, b: __m256d) -> __m256d = _mm256_div_pd(a, b);
        sqrt(a: __m256d) -> __m256d = _mm256_sqrt_pd(a);
        mul_add(a: __m256d, b: __m256d, c: __m256d) -> __m256d = _mm256_fmadd_pd(a, b, c);
        neg_mul_add(a: __m256d, b: __m256d, c: __m256d) -> __m256d = _mm256_fnmadd_pd(a, b, c);
        lesser(a: __m256d, b: __m256d) -> __m256d = _mm256_min_pd(a, b);
        greater(a: __m256d, b: __m256d) -> __m256d = _mm256_max_pd(a, b);
        round(a: __m256d) -> __m256d =
            _mm256_round_pd::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(a);
        floor(a: __m256d) -> __m256d =
            _mm256_round_pd::<{ _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC }>(a);
        ceil(a: __m256d) -> __m256d =
            _mm256_round_pd::<{ _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC }>(a);
        trunc(a: __m256d) -> __m256d =
            _mm256_round_pd::<{ _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC }>(a);
        to_bits(a: __m256d) -> __m256i = _mm256_castpd_si256(a);
        of_bits(a: __m256i) -> __m256d = _mm256_castsi256_pd(a);
        to_int(a: __m256d) -> __m256i = {
            let magic = _mm256_set1_pd(MAGIC);
            let sum = _mm256_castpd_si256(_mm256_add_pd(a, magic));
            _mm256_sub_epi64(sum, _mm256_castpd_si256(magic))
        };
        of_int(a: __m256i) -> __m256d = {
            let magic = _mm256_set1_pd(MAGIC);
            let sum = _mm256_add_epi64(a, _mm256_castpd_si256(magic));
            _mm256_sub_pd(_mm256_castsi256_pd(sum), magic)
        };
        of_uint(a: __m256i) -> __m256d = {
            // The exponents of 2^52 and 2^84, above halves of the number.
            let (low, high) = (_mm256_set1_pd(TWO_52), _mm256_set1_pd(TWO_52 * TWO_32));
            let low = _mm256_blend_epi32::<0b1010_1010>(a, cast(low));
            let upper = _mm256_or_si256(_mm256_srli_epi64::<32>(a), cast(high));
            let both = _mm256_set1_pd(TWO_52 * TWO_32 + TWO_52);
            _mm256_add_pd(_mm256_sub_pd(cast(upper), both), cast(low))
        };
        to_uint(a: __m256d) -> __m256i = {
            let (two_32, two_52) = (_mm256_set1_pd(TWO_32), _mm256_set1_pd(TWO_52));
            let whole = _mm256_floor_pd(a);
            let high = _mm256_floor_pd(_mm256_mul_pd(whole, _mm256_set1_pd(1.0 / TWO_32)));
            let low = _mm256_add_pd(_mm256_fnmadd_pd(high, two_32, whole), two_52);
            let high = _mm256_slli_epi64::<32>(cast(_mm256_add_pd(high, two_52)));
            _mm256_blend_epi32::<0b1010_1010>(cast(low), high)
        };
        deinterleave(a: __m256d, b: __m256d) -> [__m256d; 2] = {
            let (even, odd) = (_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b));
            cast([in_order(cast(even)), in_order(cast(odd))])
        };
        interleave(a: __m256d, b: __m256d) -> [__m256d; 2] =
            cast(halves(cast(_mm256_unpacklo_pd(a, b)), cast(_mm256_unpackhi_pd(a, b))));
        firsts_of_pairs(x: [__m256d; 2]) -> [__m256d; 2] =
            [_mm256_movedup_pd(x[0]), _mm256_movedup_pd(x[1])];
        seconds_of_pairs(x: [__m256d; 2]) -> [__m256d; 2] =
            [_mm256_permute_pd::<0b1111>(x[0]), _mm256_permute_pd::<0b1111>(x[1])];
        swapped_pairs(x: [__m256d; 2]) -> [__m256d; 2] =
            [_mm256_permute_pd::<0b0101>(x[0]), _mm256_permute_pd::<0b0101>(x[1])];
        lookup(table: &[f64; 16], index: __m256i) -> __m256d = {
            let index = _mm256_and_si256(index, _mm256_set1_epi64x(15));
            // SAFETY: no index is above 15, so every address is within the table.
            unsafe { _mm256_i64gather_pd::<8>(table.as_ptr(), index) }
        };
    }

    load_columns! { f64 __m256d columns_of_doubles }

    #[inline(always)]
    unsafe fn load_pairs(self, p: *const f64) -> [__m256d; 2] {
        // SAFETY: the token; `p` is valid for reads of two registers.
        unsafe { doubles_of_quarters(p.cast::<[__m128i; 4]>().read_unaligned()) }
    }

    #[inline(always)]
    unsafe fn store_pairs(self, p: *mut f64, [a, b]: [__m256d; 2]) {
        // SAFETY: the token; `p` is valid for writes of two registers.
        unsafe { p.cast::<[__m128i; 4]>().write_unaligned(quarters_of_doubles(a, b)) }
    }
}
