//! Square roots and quotients by multiplications, for operations that compute little else: the unit
//! that takes roots and divides needs up to twice as long as all of this.

use super::{compiled_for, composed, div_doubles, sqrt_doubles, sqrt_singles};
use crate::avx512_features;
use core::arch::x86_64::*;

/// The correction of a root is `d * y * f(d * y^2)`: see [`sqrt_doubles_alone`]. The polynomial
/// `f`, the constant first, comes from Sollya:
///
/// ```text
/// q = (1 + sqrt(1 - 4*x)) / 2;
/// fpminimax(1/(q + sqrt(q)), 3, [|D...|], [-2^-12.9; 2^-12.9], absolute);
/// ```
const CORRECTION: [f64; 4] =
    [0.49999999999999983, 0.37499999999999806, 0.6875000772164645, 1.6484378410257556];

/// The first terms of `f`.
const SINGLE_CORRECTION: [f32; 2] = [0.5, 0.375];

/// Below this, residuals may lose bits.
const LEAST: f64 = 1e-270;

/// As [`LEAST`].
const LEAST_SINGLE: f32 = 1e-18;

composed! { avx512_features:
    /// The square root. `y` is within 2^-14 of `1 / sqrt(x)`, and `g` of the root, relatively. With
    /// the residual `d = x - g^2`, the root is `g + c`, where `c = d / (g + sqrt(x))` is `d * y`
    /// times a function of `d * y^2` alone. A polynomial gives it within 2^-50, so `g + c` is
    /// within 2^-64 of the root.
    ///
    /// The sum is rounded to `h`, and the rounding error `e = (g - h) + c` is exact (Dekker's fast
    /// two-sum, 1971). If `e`, made larger by 2^-9, still does not change `h`, then the root is
    /// farther from any tie than `g + c` is from the root, and rounds to `h`, too (Ziv, "Fast
    /// evaluation of elementary mathematical functions with correctly rounded last bit", 1991). If
    /// a lane fails this test, or is special other than 0, all are computed by the unit. So the
    /// result is correctly rounded, whatever the bits of `y`.
    pub(super) sqrt_doubles_alone(x: __m512d) -> __m512d {
        let [f0, f1, f2, f3] = CORRECTION.map(|f| _mm512_set1_pd(f));
        let y = _mm512_rsqrt14_pd(x);
        let g = _mm512_mul_pd(x, y);
        let d = _mm512_fnmadd_pd(g, g, x);
        let w = _mm512_mul_pd(d, y);
        let z = _mm512_mul_pd(w, y);
        let f = _mm512_fmadd_pd(_mm512_fmadd_pd(_mm512_fmadd_pd(f3, z, f2), z, f1), z, f0);
        let c = _mm512_mul_pd(w, f);

        let h = _mm512_add_pd(g, c);
        let e = _mm512_add_pd(_mm512_sub_pd(g, h), c);
        let larger = _mm512_fmadd_pd(e, _mm512_set1_pd(1.0 + 1.0 / 512.0), h);
        let is_common = _mm512_cmp_pd_mask::<_CMP_GE_OQ>(x, _mm512_set1_pd(LEAST));
        let is_root = _mm512_mask_cmp_pd_mask::<_CMP_EQ_OQ>(is_common, larger, h);
        if is_root == u8::MAX {
            return h;
        }
        let is_zero = _mm512_cmp_pd_mask::<_CMP_EQ_OQ>(x, _mm512_setzero_pd());
        if is_root | is_zero == u8::MAX {
            return _mm512_mask_mov_pd(h, is_zero, x);
        }
        sqrt_doubles(x)
    }

    /// As [`sqrt_doubles_alone`]. `g + c` is within 2^-38 of the root.
    pub(super) sqrt_singles_alone(x: __m512) -> __m512 {
        let [f0, f1] = SINGLE_CORRECTION.map(|f| _mm512_set1_ps(f));
        let y = _mm512_rsqrt14_ps(x);
        let g = _mm512_mul_ps(x, y);
        let d = _mm512_fnmadd_ps(g, g, x);
        let w = _mm512_mul_ps(d, y);
        let c = _mm512_mul_ps(w, _mm512_fmadd_ps(f1, _mm512_mul_ps(w, y), f0));

        let h = _mm512_add_ps(g, c);
        let e = _mm512_add_ps(_mm512_sub_ps(g, h), c);
        let larger = _mm512_fmadd_ps(e, _mm512_set1_ps(1.0 + 1.0 / 1024.0), h);
        let is_common = _mm512_cmp_ps_mask::<_CMP_GE_OQ>(x, _mm512_set1_ps(LEAST_SINGLE));
        let is_root = _mm512_mask_cmp_ps_mask::<_CMP_EQ_OQ>(is_common, larger, h);
        if is_root == u16::MAX {
            return h;
        }
        let is_zero = _mm512_cmp_ps_mask::<_CMP_EQ_OQ>(x, _mm512_setzero_ps());
        if is_root | is_zero == u16::MAX {
            return _mm512_mask_mov_ps(h, is_zero, x);
        }
        sqrt_singles(x)
    }

    /// The quotient. `y` is within 2^-27 of `1 / b`, relatively, and `g` of the quotient. With the
    /// residual `d = a - g * b`, the quotient is `g + d / b`, and `g + c` is within 2^-78 of that,
    /// if the rest `e` of `y` is small. Then see [`sqrt_doubles_alone`].
    pub(super) div_doubles_alone(a: __m512d, b: __m512d) -> __m512d {
        let one = _mm512_set1_pd(1.0);
        let y = _mm512_rcp14_pd(b);
        let y = _mm512_fmadd_pd(y, _mm512_fnmadd_pd(b, y, one), y);
        let e = _mm512_fnmadd_pd(b, y, one);
        let g = _mm512_mul_pd(a, y);
        let w = _mm512_mul_pd(_mm512_fnmadd_pd(g, b, a), y);
        let c = _mm512_fmadd_pd(w, e, w);
        let is_right = _mm512_cmp_pd_mask::<_CMP_LT_OQ>(
            _mm512_abs_pd(e),
            _mm512_set1_pd(1.0 / (1 << 26) as f64),
        );

        let h = _mm512_add_pd(g, c);
        let e = _mm512_add_pd(_mm512_sub_pd(g, h), c);
        let larger = _mm512_fmadd_pd(e, _mm512_set1_pd(1.0 + 1.0 / (1 << 20) as f64), h);
        let least = _mm512_range_pd::<LESSER_MAGNITUDE>(a, h);
        let is_common =
            _mm512_mask_cmp_pd_mask::<_CMP_GE_OQ>(is_right, least, _mm512_set1_pd(LEAST));
        let is_quotient = _mm512_mask_cmp_pd_mask::<_CMP_EQ_OQ>(is_common, larger, h);
        if is_quotient == u8::MAX {
            return h;
        }
        let is_zero = _mm512_mask_cmp_pd_mask::<_CMP_EQ_OQ>(is_right, a, _mm512_setzero_pd());
        if is_quotient | is_zero == u8::MAX {
            return _mm512_mask_mov_pd(h, is_zero, g);
        }
        div_doubles(a, b)
    }
}

/// What `range` instructions shall give: the lesser magnitude, without its sign.
const LESSER_MAGNITUDE: i32 = 0b10_10;
