//! `negative`.

use crate::{
    Bits, Catalogued, Cost, Float, Interleaved, InterleavedVector, Isa, Lane, SignBlindBits, Unary,
    Vector,
};

/// `-x`. Exact.
///
/// # Special values
/// The sign of zeros and NaNs is flipped too. Integers wrap, so the least one is its own negative.
#[derive(Clone, Copy, Debug)]
pub struct Negative;

impl Catalogued for Negative {
    type By = SignBlindBits;
}

impl<T: Lane> Unary<T> for Negative {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        -x
    }
}

impl<T: Float> Unary<Interleaved<T>> for Negative {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: InterleavedVector<S, T>) -> InterleavedVector<S, T> {
        -z
    }
}

/// 16-bit floats: flips the sign bit.
impl<H: 'static> Unary<Bits<H>> for Negative {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> Vector<S, u16> {
        x ^ x.like(0x8000)
    }
}
