//! `abs`.

use crate::math::hypot;
use crate::{
    Bits, ByTypeBits, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, MaskOf, Truth,
    Unary, Vector,
};

/// The absolute value: of a complex number, its magnitude.
///
/// # Method
/// Clears the sign bit of floats. The magnitude of a complex number is computed by [`hypot`],
/// without intermediate overflow or underflow.
///
/// # Accuracy
/// Exact, except that a complex magnitude has an error of at most 1 ULP.
///
/// # Special values
/// The sign of zeros and NaNs is cleared too. The least signed integer is its own absolute value.
/// Truth values stay as they are. A complex magnitude is infinite if either part is infinite, else
/// NaN if either part is NaN.
#[derive(Clone, Copy, Debug)]
pub struct Abs;

impl Catalogued for Abs {
    type By = ByTypeBits;
}

impl<T: Lane> Unary<T> for Abs {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.abs()
    }
}

impl<T: Lane> Unary<Truth<T>> for Abs {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: MaskOf<S, T>) -> MaskOf<S, T> {
        x
    }
}

/// 16-bit floats: clears the sign bit.
impl<H: 'static> Unary<Bits<H>> for Abs {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> Vector<S, u16> {
        x & x.like(0x7fff)
    }
}

impl<T: Float> Unary<Cplx<T>, T> for Abs {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: ComplexVector<S, T>) -> Vector<S, T> {
        hypot(x.re, x.im)
    }
}
