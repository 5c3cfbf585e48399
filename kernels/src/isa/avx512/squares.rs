//! Squares of floats, transposed on their way from memory. Parts of lines are joined as they are
//! loaded, which takes no shuffle; only shuffles within parts remain.

use super::{Avx512, compiled_for, composed};
use crate::avx512_features;
use crate::isa::{Lanes, MAX_FLOATS};
use bytemuck::cast;
use core::arch::x86_64::*;

composed! { avx512_features:
    join_quarters(a: __m128, b: __m128, c: __m128, d: __m128) -> __m512 {
        let low = _mm512_insertf32x4::<1>(_mm512_castps128_ps512(a), b);
        _mm512_insertf32x4::<3>(_mm512_insertf32x4::<2>(low, c), d)
    }
    join_halves(low: __m256d, high: __m256d) -> __m512d {
        _mm512_insertf64x4::<1>(_mm512_castpd256_pd512(low), high)
    }
    /// The columns of sixteen lines of four, of which register `i` has `i`, `i + 4`, `i + 8` and
    /// `i + 12`.
    columns_of_singles(lines: [__m512; 4]) -> [__m512; 4] {
        let [a, b, c, d] = lines;
        let low: [__m512d; 2] = cast([_mm512_unpacklo_ps(a, b), _mm512_unpacklo_ps(c, d)]);
        let high: [__m512d; 2] = cast([_mm512_unpackhi_ps(a, b), _mm512_unpackhi_ps(c, d)]);
        cast([
            _mm512_unpacklo_pd(low[0], low[1]),
            _mm512_unpackhi_pd(low[0], low[1]),
            _mm512_unpacklo_pd(high[0], high[1]),
            _mm512_unpackhi_pd(high[0], high[1]),
        ])
    }
    /// The columns of eight lines of four, of which the registers have 0 and 2, 1 and 3, 4 and 6,
    /// and 5 and 7.
    columns_of_doubles(lines: [__m512d; 4]) -> [__m512d; 4] {
        let [a, b, c, d] = lines;
        let [even, odd] = [
            [_mm512_unpacklo_pd(a, b), _mm512_unpacklo_pd(c, d)],
            [_mm512_unpackhi_pd(a, b), _mm512_unpackhi_pd(c, d)],
        ];
        [
            _mm512_shuffle_f64x2::<0b10_00_10_00>(even[0], even[1]),
            _mm512_shuffle_f64x2::<0b10_00_10_00>(odd[0], odd[1]),
            _mm512_shuffle_f64x2::<0b11_01_11_01>(even[0], even[1]),
            _mm512_shuffle_f64x2::<0b11_01_11_01>(odd[0], odd[1]),
        ]
    }
}

/// The columns that are loaded at a time.
const COLUMNS: usize = 4;

/// Lists the floats, each with its load of a part of a line, the lines that make up each register,
/// and the first element of each part.
macro_rules! load_columns {
    ($(
        $name:ident $t:ident $register:ident = $load:ident $columns_of:ident
            $join:ident [$($($line:literal)*),*] at $($first:literal)*;
    )*) => {$(
        /// See [`FloatLanes::load_columns`](crate::isa::FloatLanes::load_columns).
        ///
        /// # Safety
        /// Each line is valid for reads of `count` elements from `offset` on. They are at most as
        /// many as there are lanes.
        #[inline(always)]
        pub(super) unsafe fn $name(
            s: Avx512,
            lines: &[*const $t; MAX_FLOATS],
            offset: isize,
            count: usize,
        ) -> [$register; MAX_FLOATS] {
            let mut columns = [Lanes::<$t>::splat(s, 0.0); MAX_FLOATS];
            // Written out, since a loop would index the columns in memory.
            load_columns! { @parts
                ($load $columns_of $join lines offset count columns)
                [$([$($line)*])*] $($first)*
            }
            columns
        }
    )*};
    (@parts $context:tt $registers:tt $($first:literal)*) => {
        $(load_columns! { @part $context $registers $first })*
    };
    (@part
        (
            $load:ident $columns_of:ident $join:ident
            $lines:ident $offset:ident $count:ident $columns:ident
        )
        [$([$($line:literal)*])*] $first:literal
    ) => {
        if $first < $count {
            let mask = (1_u8 << ($count - $first).min(COLUMNS)) - 1;
            let offset = $offset + $first;
            // SAFETY: the token; each line has these elements, and others are masked off.
            let part = unsafe {
                $columns_of([$($join($($load(mask, $lines[$line].offset(offset))),*)),*])
            };
            $columns[$first..$first + COLUMNS].copy_from_slice(&part);
        }
    };
}
load_columns! {
    load_singles f32 __m512 = _mm_maskz_loadu_ps columns_of_singles
        join_quarters [0 4 8 12, 1 5 9 13, 2 6 10 14, 3 7 11 15] at 0 4 8 12;
    load_doubles f64 __m512d = _mm256_maskz_loadu_pd columns_of_doubles
        join_halves [0 2, 1 3, 4 6, 5 7] at 0 4;
}
