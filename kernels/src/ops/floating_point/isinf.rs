//! `isinf`.

use crate::{
    Bits, Catalogued, ComplexVector, Cost, Cplx, Float, FloatBits, Half, Isa, Mask, MaskOf, Truth,
    Unary, Unread, Vector,
};

/// Whether `x` is infinite, of either sign. Integers and truth values never are, so their memory is
/// not read.
#[derive(Clone, Copy, Debug)]
pub struct IsInf;

impl Catalogued for IsInf {
    type By = FloatBits;
}

impl<T: Float> Unary<T, Truth<T>> for IsInf {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> MaskOf<S, T> {
        x.is_infinite()
    }
}

impl<T: Float> Unary<Cplx<T>, Truth<T>> for IsInf {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, T>) -> MaskOf<S, T> {
        z.re.is_infinite() | z.im.is_infinite()
    }
}

impl Unary<Unread, Truth<u8>> for IsInf {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, s: S) -> MaskOf<S, u8> {
        Mask::splat(s, false)
    }
}

impl<H: Half> Unary<Bits<H>, Truth<u16>> for IsInf {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> MaskOf<S, u16> {
        (x & x.like(0x7fff)).eq(x.like(H::INFINITY))
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// Whether lanes are infinite.
    #[inline(always)]
    pub fn is_infinite(self) -> MaskOf<S, T> {
        self.abs().eq(self.like(T::INFINITY))
    }
}
