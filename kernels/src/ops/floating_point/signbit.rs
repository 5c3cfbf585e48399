//! `signbit`.

use crate::{Bits, ByTypeBits, Catalogued, Cost, Float, Isa, MaskOf, Truth, Unary, Vector};
use tightloop_array_core::Element;

/// Whether the sign bit of `x` is set: of negative numbers, of -0, and of some NaNs.
#[derive(Clone, Copy, Debug)]
pub struct SignBit;

impl Catalogued for SignBit {
    type By = ByTypeBits;
}

impl<T: Float> Unary<T, Truth<T>> for SignBit {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> MaskOf<S, T> {
        x.is_sign_negative()
    }
}

/// 16-bit floats.
impl<H: 'static> Unary<Bits<H>, Truth<u16>> for SignBit {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> MaskOf<S, u16> {
        x.bitcast::<i16>().lt(Vector::splat(x.isa, 0))
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// Whether the sign bits of lanes are set.
    #[inline(always)]
    pub fn is_sign_negative(self) -> MaskOf<S, T> {
        self.to_bits().bitcast::<T::Int>().lt(Vector::splat(self.isa, T::Int::ZERO))
    }
}
