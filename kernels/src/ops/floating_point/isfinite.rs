//! `isfinite`.

use crate::{
    Bits, Catalogued, ComplexVector, Cost, Cplx, Float, FloatBits, Half, Isa, Mask, MaskOf, Truth,
    Unary, Unread, Vector,
};

/// Whether `x` is neither infinite nor NaN. Integers and truth values always are finite, so their
/// memory is not read.
#[derive(Clone, Copy, Debug)]
pub struct IsFinite;

impl Catalogued for IsFinite {
    type By = FloatBits;
}

impl<T: Float> Unary<T, Truth<T>> for IsFinite {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> MaskOf<S, T> {
        x.is_finite()
    }
}

impl<T: Float> Unary<Cplx<T>, Truth<T>> for IsFinite {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, T>) -> MaskOf<S, T> {
        z.is_finite()
    }
}

impl Unary<Unread, Truth<u8>> for IsFinite {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, s: S) -> MaskOf<S, u8> {
        Mask::splat(s, true)
    }
}

impl<H: Half> Unary<Bits<H>, Truth<u16>> for IsFinite {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> MaskOf<S, u16> {
        (x & x.like(0x7fff)).lt(x.like(H::INFINITY))
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// Whether lanes are neither infinite nor NaN.
    #[inline(always)]
    pub fn is_finite(self) -> MaskOf<S, T> {
        self.abs().lt(self.like(T::INFINITY))
    }
}
