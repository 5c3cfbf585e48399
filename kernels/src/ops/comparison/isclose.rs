//! `isclose`.

use crate::math::hypot;
use crate::{Binary, Catalogued, ComplexVector, Cplx, Float, Isa, MaskOf, Reals, Truth, Vector};

/// Whether `a` is close to `b`: `|a - b| <= atol + rtol * |b|`, or `a == b`.
///
/// The value `IsClose` has the tolerances that NumPy uses by default: `rtol` is 1e-5, and `atol` is
/// 1e-8.
///
/// # Method
/// As written, each step rounded to the type of the operands. Integers are converted to `f64`. The
/// tolerances are rounded to the type, too.
///
/// # Special values
/// Infinities are close to themselves only, and NaN is close to nothing. The same holds for complex
/// numbers with such a part.
#[derive(Clone, Copy, Debug)]
pub struct IsClose {
    /// The tolerance relative to `|b|`.
    pub rtol: f64,
    /// The tolerance that is added.
    pub atol: f64,
}

/// With the tolerances that NumPy uses by default.
#[allow(non_upper_case_globals, reason = "the value of an operation has the name of its type")]
pub const IsClose: IsClose = IsClose { rtol: 1e-5, atol: 1e-8 };

impl Catalogued for IsClose {
    type By = Reals;
}

impl IsClose {
    /// The largest distance that is close to a number of this magnitude.
    #[inline(always)]
    fn tolerance<S: Isa, T: Float>(&self, magnitude: Vector<S, T>) -> Vector<S, T> {
        let (rtol, atol) = (T::from_f64(self.rtol), T::from_f64(self.atol));
        magnitude.like(atol) + magnitude.like(rtol) * magnitude
    }
}

impl<T: Float> Binary<T, T, Truth<T>> for IsClose {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> MaskOf<S, T> {
        let (distance, magnitude) = ((a - b).abs(), b.abs());
        let is_finite = magnitude.lt(b.like(T::INFINITY));
        (is_finite & distance.le(self.tolerance(magnitude))) | a.eq(b)
    }
}

impl<T: Float> Binary<Cplx<T>, Cplx<T>, Truth<T>> for IsClose {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> MaskOf<S, T> {
        let (distance, magnitude) = (hypot(a.re - b.re, a.im - b.im), hypot(b.re, b.im));
        (b.is_finite() & distance.le(self.tolerance(magnitude))) | a.eq(b)
    }
}
