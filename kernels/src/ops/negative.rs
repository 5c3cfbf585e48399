//! `negative`.

use crate::{Bits, Catalogued, Cost, Isa, Lane, SignBlindBits, Unary, Vector};

/// `-x`. Flips the sign of floats, zeros and NaNs too; integers wrap, so that the least one is its
/// own negative.
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

/// Of 16-bit floats: with the other sign.
impl<H: 'static> Unary<Bits<H>> for Negative {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> Vector<S, u16> {
        x ^ x.like(0x8000)
    }
}
