//! Integers at AVX2: shifts, bits, upper halves of products, saturating sums and differences.

use super::{Avx2, even_and_odd, max_u64, min_u64, mul_bytes, not};
use crate::avx2_features;
use crate::isa::{IntLanes, compiled_for, composed, intrinsics};
use bytemuck::cast;
use core::arch::x86_64::*;

composed! { avx2_features:
    /// Shifts pairs of bytes, then clears the bits that came from the lower one.
    shl_bytes(a: __m256i, n: __m128i) -> __m256i {
        let kept = _mm256_set1_epi8((0xff_u32 << _mm_cvtsi128_si32(n)) as i8);
        _mm256_and_si256(_mm256_sll_epi16(a, n), kept)
    }
    /// Shifts pairs of bytes, then clears the bits that came from the upper one.
    srl_bytes(a: __m256i, n: __m128i) -> __m256i {
        let kept = _mm256_set1_epi8((0xff_u32 >> _mm_cvtsi128_si32(n)) as i8);
        _mm256_and_si256(_mm256_srl_epi16(a, n), kept)
    }
    /// Extends the sign that [`srl_bytes`] has moved to a lower bit.
    sra_bytes(a: __m256i, n: __m128i) -> __m256i {
        let sign = _mm256_set1_epi8((0x80_u32 >> _mm_cvtsi128_si32(n)) as i8);
        _mm256_sub_epi8(_mm256_xor_si256(srl_bytes(a, n), sign), sign)
    }
    /// Extends the sign that a logical shift has moved to a lower bit.
    sra_quads(a: __m256i, n: __m128i) -> __m256i {
        let sign = _mm256_srl_epi64(_mm256_set1_epi64x(i64::MIN), n);
        _mm256_sub_epi64(_mm256_xor_si256(_mm256_srl_epi64(a, n), sign), sign)
    }

    /// Multiplies by powers of two, which it looks up.
    sllv_bytes(a: __m256i, n: __m256i) -> __m256i {
        const POWERS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0];
        let n = _mm256_min_epu8(n, _mm256_set1_epi8(8));
        mul_bytes(a, _mm256_shuffle_epi8(cast([POWERS; 2]), n))
    }
    /// Multiplies by `2^(7 - n)`, which it looks up, and shifts the products by 7.
    srlv_bytes(a: __m256i, n: __m256i) -> __m256i {
        const POWERS: [u8; 16] = [128, 64, 32, 16, 8, 4, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        let n = _mm256_min_epu8(n, _mm256_set1_epi8(8));
        let (powers, low) = (_mm256_shuffle_epi8(cast([POWERS; 2]), n), _mm256_set1_epi16(0xff));
        let even = _mm256_mullo_epi16(_mm256_and_si256(a, low), _mm256_and_si256(powers, low));
        let odd = _mm256_mullo_epi16(_mm256_srli_epi16::<8>(a), _mm256_srli_epi16::<8>(powers));
        let odd = _mm256_andnot_si256(low, _mm256_add_epi16(odd, odd));
        _mm256_or_si256(_mm256_srli_epi16::<7>(even), odd)
    }
    /// The complement of negative numbers has zeros at the left, which it shifts as unsigned.
    srav_bytes(a: __m256i, n: __m256i) -> __m256i {
        let sign = _mm256_cmpgt_epi8(_mm256_setzero_si256(), a);
        _mm256_xor_si256(srlv_bytes(_mm256_xor_si256(a, sign), n), sign)
    }
    sllv_words(a: __m256i, n: __m256i) -> __m256i {
        let [even, odd] = even_and_odd(n);
        let upper = _mm256_andnot_si256(_mm256_set1_epi32(0xffff), a);
        let (even, odd) = (_mm256_sllv_epi32(a, even), _mm256_sllv_epi32(upper, odd));
        _mm256_blend_epi16::<0b1010_1010>(even, odd)
    }
    srlv_words(a: __m256i, n: __m256i) -> __m256i {
        let ([even, odd], [lower, _]) = (even_and_odd(n), even_and_odd(a));
        let (even, odd) = (_mm256_srlv_epi32(lower, even), _mm256_srlv_epi32(a, odd));
        _mm256_blend_epi16::<0b1010_1010>(even, odd)
    }
    srav_words(a: __m256i, n: __m256i) -> __m256i {
        let [even, odd] = even_and_odd(n);
        let even = _mm256_srav_epi32(_mm256_slli_epi32::<16>(a), even);
        let odd = _mm256_srav_epi32(a, odd);
        _mm256_blend_epi16::<0b1010_1010>(_mm256_srli_epi32::<16>(even), odd)
    }
    /// See [`srav_bytes`].
    srav_quads(a: __m256i, n: __m256i) -> __m256i {
        let sign = _mm256_cmpgt_epi64(_mm256_setzero_si256(), a);
        _mm256_xor_si256(_mm256_srlv_epi64(_mm256_xor_si256(a, sign), n), sign)
    }

    /// Looks up the number of ones of each half.
    ones_of_bytes(a: __m256i) -> __m256i {
        const ONES: [u8; 16] = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4];
        let low = _mm256_set1_epi8(15);
        let lower = _mm256_and_si256(a, low);
        let upper = _mm256_and_si256(_mm256_srli_epi16::<4>(a), low);
        let ones = cast([ONES; 2]);
        _mm256_add_epi8(_mm256_shuffle_epi8(ones, lower), _mm256_shuffle_epi8(ones, upper))
    }
    ones_of_words(a: __m256i) -> __m256i {
        _mm256_maddubs_epi16(ones_of_bytes(a), _mm256_set1_epi8(1))
    }
    ones_of_doubles(a: __m256i) -> __m256i {
        _mm256_madd_epi16(ones_of_words(a), _mm256_set1_epi16(1))
    }
    ones_of_quads(a: __m256i) -> __m256i {
        _mm256_sad_epu8(ones_of_bytes(a), _mm256_setzero_si256())
    }

    mulhi_bytes(a: __m256i, b: __m256i) -> __m256i {
        let low = _mm256_set1_epi16(0xff);
        let even = _mm256_mullo_epi16(_mm256_and_si256(a, low), _mm256_and_si256(b, low));
        let odd = _mm256_mullo_epi16(_mm256_srli_epi16::<8>(a), _mm256_srli_epi16::<8>(b));
        _mm256_or_si256(_mm256_srli_epi16::<8>(even), _mm256_andnot_si256(low, odd))
    }
    mulhi_doubles(a: __m256i, b: __m256i) -> __m256i {
        let even = _mm256_mul_epu32(a, b);
        let odd = _mm256_mul_epu32(_mm256_srli_epi64::<32>(a), _mm256_srli_epi64::<32>(b));
        _mm256_blend_epi32::<0b1010_1010>(_mm256_srli_epi64::<32>(even), odd)
    }
    /// From products of halves. No sum overflows.
    mulhi_quads(a: __m256i, b: __m256i) -> __m256i {
        let (a_high, b_high) = (_mm256_srli_epi64::<32>(a), _mm256_srli_epi64::<32>(b));
        let carry = _mm256_srli_epi64::<32>(_mm256_mul_epu32(a, b));
        let first = _mm256_add_epi64(_mm256_mul_epu32(a_high, b), carry);
        let lower = _mm256_blend_epi32::<0b1010_1010>(first, _mm256_setzero_si256());
        let second = _mm256_add_epi64(_mm256_mul_epu32(a, b_high), lower);
        let carries =
            _mm256_add_epi64(_mm256_srli_epi64::<32>(first), _mm256_srli_epi64::<32>(second));
        _mm256_add_epi64(_mm256_mul_epu32(a_high, b_high), carries)
    }

    adds_epu32(a: __m256i, b: __m256i) -> __m256i {
        _mm256_add_epi32(a, _mm256_min_epu32(b, not(a)))
    }
    subs_epu32(a: __m256i, b: __m256i) -> __m256i { _mm256_sub_epi32(_mm256_max_epu32(a, b), b) }
    adds_epu64(a: __m256i, b: __m256i) -> __m256i { _mm256_add_epi64(a, min_u64(b, not(a))) }
    subs_epu64(a: __m256i, b: __m256i) -> __m256i { _mm256_sub_epi64(max_u64(a, b), b) }
    /// `sum`, or in lanes whose sign `overflows` has the end of the range on the side of `a`.
    saturated_doubles(sum: __m256i, overflows: __m256i, a: __m256i) -> __m256i {
        let end = _mm256_xor_si256(_mm256_srai_epi32::<31>(a), _mm256_set1_epi32(i32::MAX));
        cast(_mm256_blendv_ps(cast(sum), cast(end), cast(overflows)))
    }
    /// See [`saturated_doubles`].
    saturated_quads(sum: __m256i, overflows: __m256i, a: __m256i) -> __m256i {
        let sign = _mm256_cmpgt_epi64(_mm256_setzero_si256(), a);
        let end = _mm256_xor_si256(sign, _mm256_set1_epi64x(i64::MAX));
        cast(_mm256_blendv_pd(cast(sum), cast(end), cast(overflows)))
    }
    /// A sum overflows if its sign is that of neither operand.
    adds_epi32(a: __m256i, b: __m256i) -> __m256i {
        let sum = _mm256_add_epi32(a, b);
        let overflows = _mm256_and_si256(_mm256_xor_si256(a, sum), _mm256_xor_si256(b, sum));
        saturated_doubles(sum, overflows, a)
    }
    /// A difference overflows if the signs differ and its sign is that of `b`.
    subs_epi32(a: __m256i, b: __m256i) -> __m256i {
        let rest = _mm256_sub_epi32(a, b);
        let overflows = _mm256_and_si256(_mm256_xor_si256(a, b), _mm256_xor_si256(a, rest));
        saturated_doubles(rest, overflows, a)
    }
    /// See [`adds_epi32`].
    adds_epi64(a: __m256i, b: __m256i) -> __m256i {
        let sum = _mm256_add_epi64(a, b);
        let overflows = _mm256_and_si256(_mm256_xor_si256(a, sum), _mm256_xor_si256(b, sum));
        saturated_quads(sum, overflows, a)
    }
    /// See [`subs_epi32`].
    subs_epi64(a: __m256i, b: __m256i) -> __m256i {
        let rest = _mm256_sub_epi64(a, b);
        let overflows = _mm256_and_si256(_mm256_xor_si256(a, b), _mm256_xor_si256(a, rest));
        saturated_quads(rest, overflows, a)
    }
}

/// Lists the intrinsics of each integer: shifts by one count and by one per lane, ones, upper
/// halves of products, and saturating sums and differences.
macro_rules! ints {
    ($($t:ident {
        $shl:ident $shr:ident $shl_each:ident $shr_each:ident $ones:ident $mul_high:ident
        $adds:ident $subs:ident
    })*) => {$(
        impl IntLanes<$t> for Avx2 {
            intrinsics! { avx2_features:
                and(a: __m256i, b: __m256i) -> __m256i = _mm256_and_si256(a, b);
                or(a: __m256i, b: __m256i) -> __m256i = _mm256_or_si256(a, b);
                xor(a: __m256i, b: __m256i) -> __m256i = _mm256_xor_si256(a, b);
                shl(a: __m256i, n: u32) -> __m256i = $shl(a, _mm_cvtsi32_si128(n as i32));
                shr(a: __m256i, n: u32) -> __m256i = $shr(a, _mm_cvtsi32_si128(n as i32));
                shl_each(a: __m256i, n: __m256i) -> __m256i = $shl_each(a, n);
                shr_each(a: __m256i, n: __m256i) -> __m256i = $shr_each(a, n);
                count_ones(a: __m256i) -> __m256i = $ones(a);
                mul_high(a: __m256i, b: __m256i) -> __m256i = $mul_high(a, b);
                add_saturating(a: __m256i, b: __m256i) -> __m256i = $adds(a, b);
                sub_saturating(a: __m256i, b: __m256i) -> __m256i = $subs(a, b);
            }
        }
    )*};
}

ints! {
    i8 {
        shl_bytes sra_bytes sllv_bytes srav_bytes ones_of_bytes mulhi_bytes
        _mm256_adds_epi8 _mm256_subs_epi8
    }
    u8 {
        shl_bytes srl_bytes sllv_bytes srlv_bytes ones_of_bytes mulhi_bytes
        _mm256_adds_epu8 _mm256_subs_epu8
    }
    i16 {
        _mm256_sll_epi16 _mm256_sra_epi16 sllv_words srav_words ones_of_words _mm256_mulhi_epu16
        _mm256_adds_epi16 _mm256_subs_epi16
    }
    u16 {
        _mm256_sll_epi16 _mm256_srl_epi16 sllv_words srlv_words ones_of_words _mm256_mulhi_epu16
        _mm256_adds_epu16 _mm256_subs_epu16
    }
    i32 {
        _mm256_sll_epi32 _mm256_sra_epi32 _mm256_sllv_epi32 _mm256_srav_epi32 ones_of_doubles
        mulhi_doubles adds_epi32 subs_epi32
    }
    u32 {
        _mm256_sll_epi32 _mm256_srl_epi32 _mm256_sllv_epi32 _mm256_srlv_epi32 ones_of_doubles
        mulhi_doubles adds_epu32 subs_epu32
    }
    i64 {
        _mm256_sll_epi64 sra_quads _mm256_sllv_epi64 srav_quads ones_of_quads
        mulhi_quads adds_epi64 subs_epi64
    }
    u64 {
        _mm256_sll_epi64 _mm256_srl_epi64 _mm256_sllv_epi64 _mm256_srlv_epi64 ones_of_quads
        mulhi_quads adds_epu64 subs_epu64
    }
}
