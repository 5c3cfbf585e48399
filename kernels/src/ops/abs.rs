//! `abs`.

use crate::math::hypot;
use crate::{
    Bits, ByTypeBits, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, MaskOf, Truth,
    Unary, Vector,
};

/// The absolute value. Clears the sign of floats, zeros and NaNs too; the least signed integer is
/// its own absolute value; truth values stay as they are.
///
/// Of a complex number it is the magnitude, by [`hypot`], within 1 ULP and without overflow or
/// underflow on the way: infinite where either part is, else NaN where either part is.
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

/// Of 16-bit floats: without the sign.
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
