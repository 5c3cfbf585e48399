//! `isnan`.

use crate::{
    Bits, Catalogued, ComplexVector, Cost, Cplx, Float, FloatBits, Half, Isa, Mask, MaskOf, Truth,
    Unary, Unread, Vector,
};

/// Whether `x` is NaN: a complex number is if either part is. Integers and truth values never are,
/// so their memory is not read.
#[derive(Clone, Copy, Debug)]
pub struct IsNan;

impl Catalogued for IsNan {
    type By = FloatBits;
}

impl<T: Float> Unary<T, Truth<T>> for IsNan {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> MaskOf<S, T> {
        x.is_nan()
    }
}

impl<T: Float> Unary<Cplx<T>, Truth<T>> for IsNan {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, T>) -> MaskOf<S, T> {
        z.re.is_nan() | z.im.is_nan()
    }
}

impl Unary<Unread, Truth<u8>> for IsNan {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, s: S) -> MaskOf<S, u8> {
        Mask::splat(s, false)
    }
}

impl<H: Half> Unary<Bits<H>, Truth<u16>> for IsNan {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> MaskOf<S, u16> {
        (x & x.like(0x7fff)).gt(x.like(H::INFINITY))
    }
}
