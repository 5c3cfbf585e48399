//! Integers at AVX-512: shifts, bits, upper halves of products, saturating sums and differences.

use super::Avx512;
use crate::avx512_features;
use crate::isa::{IntLanes, compiled_for, composed, intrinsics};
use bytemuck::cast;
use core::arch::x86_64::*;

composed! { avx512_features:
    /// The even bytes, with zeros above, and the odd ones, moved down.
    even_and_odd(a: __m512i) -> [__m512i; 2] {
        [_mm512_and_si512(a, _mm512_set1_epi16(0xff)), _mm512_srli_epi16::<8>(a)]
    }
    /// The even bytes of `even`, and the odd ones of `odd`.
    merge_bytes(even: __m512i, odd: __m512i) -> __m512i {
        _mm512_mask_blend_epi8(0xaaaa_aaaa_aaaa_aaaa, even, odd)
    }
    sllv_bytes(a: __m512i, n: __m512i) -> __m512i {
        let [even, odd] = even_and_odd(n);
        let upper = _mm512_andnot_si512(_mm512_set1_epi16(0xff), a);
        merge_bytes(_mm512_sllv_epi16(a, even), _mm512_sllv_epi16(upper, odd))
    }
    srlv_bytes(a: __m512i, n: __m512i) -> __m512i {
        let ([even, odd], [lower, _]) = (even_and_odd(n), even_and_odd(a));
        merge_bytes(_mm512_srlv_epi16(lower, even), _mm512_srlv_epi16(a, odd))
    }
    srav_bytes(a: __m512i, n: __m512i) -> __m512i {
        let [even, odd] = even_and_odd(n);
        let even = _mm512_srav_epi16(_mm512_slli_epi16::<8>(a), even);
        merge_bytes(_mm512_srli_epi16::<8>(even), _mm512_srav_epi16(a, odd))
    }

    /// Looks up the number of ones of each half.
    ones_of_bytes(a: __m512i) -> __m512i {
        const ONES: [u8; 16] = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4];
        let low = _mm512_set1_epi8(15);
        let lower = _mm512_and_si512(a, low);
        let upper = _mm512_and_si512(_mm512_srli_epi16::<4>(a), low);
        let ones = cast([ONES; 4]);
        _mm512_add_epi8(_mm512_shuffle_epi8(ones, lower), _mm512_shuffle_epi8(ones, upper))
    }
    ones_of_words(a: __m512i) -> __m512i {
        _mm512_maddubs_epi16(ones_of_bytes(a), _mm512_set1_epi8(1))
    }
    ones_of_doubles(a: __m512i) -> __m512i {
        _mm512_madd_epi16(ones_of_words(a), _mm512_set1_epi16(1))
    }
    ones_of_quads(a: __m512i) -> __m512i {
        _mm512_sad_epu8(ones_of_bytes(a), _mm512_setzero_si512())
    }

    mulhi_bytes(a: __m512i, b: __m512i) -> __m512i {
        let ([a_even, a_odd], [b_even, b_odd]) = (even_and_odd(a), even_and_odd(b));
        let even = _mm512_mullo_epi16(a_even, b_even);
        merge_bytes(_mm512_srli_epi16::<8>(even), _mm512_mullo_epi16(a_odd, b_odd))
    }
    mulhi_doubles(a: __m512i, b: __m512i) -> __m512i {
        let even = _mm512_mul_epu32(a, b);
        let odd = _mm512_mul_epu32(_mm512_srli_epi64::<32>(a), _mm512_srli_epi64::<32>(b));
        _mm512_mask_blend_epi32(0xaaaa, _mm512_srli_epi64::<32>(even), odd)
    }
    /// From products of halves. No sum overflows. (A mask by `and` would let the compiler see a
    /// product of 128 bits, and compute it lane by lane.)
    mulhi_quads(a: __m512i, b: __m512i) -> __m512i {
        let (a_high, b_high) = (_mm512_srli_epi64::<32>(a), _mm512_srli_epi64::<32>(b));
        let carry = _mm512_srli_epi64::<32>(_mm512_mul_epu32(a, b));
        let first = _mm512_add_epi64(_mm512_mul_epu32(a_high, b), carry);
        let lower = _mm512_mask_blend_epi32(0xaaaa, first, _mm512_setzero_si512());
        let second = _mm512_add_epi64(_mm512_mul_epu32(a, b_high), lower);
        let carries =
            _mm512_add_epi64(_mm512_srli_epi64::<32>(first), _mm512_srli_epi64::<32>(second));
        _mm512_add_epi64(_mm512_mul_epu32(a_high, b_high), carries)
    }

    not(a: __m512i) -> __m512i { _mm512_xor_si512(a, _mm512_set1_epi8(-1)) }
    adds_epu32(a: __m512i, b: __m512i) -> __m512i {
        _mm512_add_epi32(a, _mm512_min_epu32(b, not(a)))
    }
    subs_epu32(a: __m512i, b: __m512i) -> __m512i { _mm512_sub_epi32(_mm512_max_epu32(a, b), b) }
    adds_epu64(a: __m512i, b: __m512i) -> __m512i {
        _mm512_add_epi64(a, _mm512_min_epu64(b, not(a)))
    }
    subs_epu64(a: __m512i, b: __m512i) -> __m512i { _mm512_sub_epi64(_mm512_max_epu64(a, b), b) }
    /// `sum`, or in lanes whose sign `overflows` has the end of the range on the side of `a`.
    saturated_doubles(sum: __m512i, overflows: __m512i, a: __m512i) -> __m512i {
        let end = _mm512_xor_si512(_mm512_srai_epi32::<31>(a), _mm512_set1_epi32(i32::MAX));
        _mm512_mask_mov_epi32(sum, _mm512_movepi32_mask(overflows), end)
    }
    /// See [`saturated_doubles`].
    saturated_quads(sum: __m512i, overflows: __m512i, a: __m512i) -> __m512i {
        let end = _mm512_xor_si512(_mm512_srai_epi64::<63>(a), _mm512_set1_epi64(i64::MAX));
        _mm512_mask_mov_epi64(sum, _mm512_movepi64_mask(overflows), end)
    }
    /// A sum overflows if its sign is that of neither operand.
    adds_epi32(a: __m512i, b: __m512i) -> __m512i {
        let sum = _mm512_add_epi32(a, b);
        let overflows = _mm512_and_si512(_mm512_xor_si512(a, sum), _mm512_xor_si512(b, sum));
        saturated_doubles(sum, overflows, a)
    }
    /// A difference overflows if the signs differ and its sign is that of `b`.
    subs_epi32(a: __m512i, b: __m512i) -> __m512i {
        let rest = _mm512_sub_epi32(a, b);
        let overflows = _mm512_and_si512(_mm512_xor_si512(a, b), _mm512_xor_si512(a, rest));
        saturated_doubles(rest, overflows, a)
    }
    /// See [`adds_epi32`].
    adds_epi64(a: __m512i, b: __m512i) -> __m512i {
        let sum = _mm512_add_epi64(a, b);
        let overflows = _mm512_and_si512(_mm512_xor_si512(a, sum), _mm512_xor_si512(b, sum));
        saturated_quads(sum, overflows, a)
    }
    /// See [`subs_epi32`].
    subs_epi64(a: __m512i, b: __m512i) -> __m512i {
        let rest = _mm512_sub_epi64(a, b);
        let overflows = _mm512_and_si512(_mm512_xor_si512(a, b), _mm512_xor_si512(a, rest));
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
        impl IntLanes<$t> for Avx512 {
            intrinsics! { avx512_features:
                and(a: __m512i, b: __m512i) -> __m512i = _mm512_and_si512(a, b);
                or(a: __m512i, b: __m512i) -> __m512i = _mm512_or_si512(a, b);
                xor(a: __m512i, b: __m512i) -> __m512i = _mm512_xor_si512(a, b);
                shl(a: __m512i, n: u32) -> __m512i = $shl(a, _mm_cvtsi32_si128(n as i32));
                shr(a: __m512i, n: u32) -> __m512i = $shr(a, _mm_cvtsi32_si128(n as i32));
                shl_each(a: __m512i, n: __m512i) -> __m512i = $shl_each(a, n);
                shr_each(a: __m512i, n: __m512i) -> __m512i = $shr_each(a, n);
                count_ones(a: __m512i) -> __m512i = $ones(a);
                mul_high(a: __m512i, b: __m512i) -> __m512i = $mul_high(a, b);
                add_saturating(a: __m512i, b: __m512i) -> __m512i = $adds(a, b);
                sub_saturating(a: __m512i, b: __m512i) -> __m512i = $subs(a, b);
            }
        }
    )*};
}

ints! {
    i8 {
        shl_bytes sra_bytes sllv_bytes srav_bytes ones_of_bytes mulhi_bytes
        _mm512_adds_epi8 _mm512_subs_epi8
    }
    u8 {
        shl_bytes srl_bytes sllv_bytes srlv_bytes ones_of_bytes mulhi_bytes
        _mm512_adds_epu8 _mm512_subs_epu8
    }
    i16 {
        _mm512_sll_epi16 _mm512_sra_epi16 _mm512_sllv_epi16 _mm512_srav_epi16 ones_of_words
        _mm512_mulhi_epu16 _mm512_adds_epi16 _mm512_subs_epi16
    }
    u16 {
        _mm512_sll_epi16 _mm512_srl_epi16 _mm512_sllv_epi16 _mm512_srlv_epi16 ones_of_words
        _mm512_mulhi_epu16 _mm512_adds_epu16 _mm512_subs_epu16
    }
    i32 {
        _mm512_sll_epi32 _mm512_sra_epi32 _mm512_sllv_epi32 _mm512_srav_epi32 ones_of_doubles
        mulhi_doubles adds_epi32 subs_epi32
    }
    u32 {
        _mm512_sll_epi32 _mm512_srl_epi32 _mm512_sllv_epi32 _mm512_srlv_epi32 ones_of_doubles
        mulhi_doubles adds_epu32 subs_epu32
    }
    i64 {
        _mm512_sll_epi64 _mm512_sra_epi64 _mm512_sllv_epi64 _mm512_srav_epi64 ones_of_quads
        mulhi_quads adds_epi64 subs_epi64
    }
    u64 {
        _mm512_sll_epi64 _mm512_srl_epi64 _mm512_sllv_epi64 _mm512_srlv_epi64 ones_of_quads
        mulhi_quads adds_epu64 subs_epu64
    }
}

composed! { avx512_features:
    /// Shifts pairs of bytes, then clears the bits that came from the lower one.
    shl_bytes(a: __m512i, n: __m128i) -> __m512i {
        let kept = _mm512_set1_epi8((0xff_u32 << _mm_cvtsi128_si32(n)) as i8);
        _mm512_and_si512(_mm512_sll_epi16(a, n), kept)
    }

    /// Shifts pairs of bytes, then clears the bits that came from the upper one.
    srl_bytes(a: __m512i, n: __m128i) -> __m512i {
        let kept = _mm512_set1_epi8((0xff_u32 >> _mm_cvtsi128_si32(n)) as i8);
        _mm512_and_si512(_mm512_srl_epi16(a, n), kept)
    }

    /// Extends the sign that [`srl_bytes`] has moved to a lower bit.
    sra_bytes(a: __m512i, n: __m128i) -> __m512i {
        let sign = _mm512_set1_epi8((0x80_u32 >> _mm_cvtsi128_si32(n)) as i8);
        _mm512_sub_epi8(_mm512_xor_si512(srl_bytes(a, n), sign), sign)
    }
}
