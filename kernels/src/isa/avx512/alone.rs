//! Square roots by multiplications, for operations that compute little else: the unit that takes
//! roots needs twice as long as all of this.

use super::{compiled_for, composed, sqrt_doubles};
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

/// Below this, the residual may lose bits.
const LEAST: f64 = 1e-270;

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
    /// a lane fails this test, or is special, all are computed by the unit. So the result is
    /// correctly rounded, whatever the bits of `y`.
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
        if _mm512_mask_cmp_pd_mask::<_CMP_EQ_OQ>(is_common, larger, h) == u8::MAX {
            h
        } else {
            sqrt_doubles(x)
        }
    }
}
