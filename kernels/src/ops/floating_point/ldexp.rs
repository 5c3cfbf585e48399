//! `ldexp`.

use crate::math::scale;
use crate::{Binary, ByType, Catalogued, Cost, Float, Isa, Vector};

/// `x * 2^n`, for any `n`.
///
/// # Method
/// [`scale`] multiplies by at most three powers of two that a float holds.
///
/// # Accuracy
/// Correctly rounded (0.5 ULP): even if `2^n` itself overflows, and rounded only once if the result
/// is subnormal.
///
/// # Special values
/// Zeros, infinities and NaN stay as they are.
#[derive(Clone, Copy, Debug)]
pub struct Ldexp;

impl Catalogued for Ldexp {
    type By = ByType;
}

impl Binary<f32, i32> for Ldexp {
    const COST: Cost = Cost::Medium;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>, n: Vector<S, i32>) -> Vector<S, f32> {
        scale(x, n)
    }
}

/// The exponent is stored as an `i32` and widened as it is loaded.
impl Binary<f64, i64> for Ldexp {
    const COST: Cost = Cost::Medium;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>, n: Vector<S, i64>) -> Vector<S, f64> {
        scale(x, n)
    }
}

/// The exponent is stored as an `i64`. As an `f32` it is exact, or so large that nothing but its
/// sign counts.
impl Binary<f32, f32> for Ldexp {
    const COST: Cost = Cost::Medium;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>, n: Vector<S, f32>) -> Vector<S, f32> {
        let limit = n.like(1024.0);
        scale(x, n.min(limit).max(-limit).to_int())
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// `self * 2^n`, for any `n`; see [`Ldexp`].
    #[inline(always)]
    pub fn ldexp(self, n: Vector<S, T::Int>) -> Self {
        scale(self, n)
    }
}
