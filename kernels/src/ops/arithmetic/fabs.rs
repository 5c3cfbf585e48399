//! `fabs`.

use crate::{Bits, ByTypeBits, Catalogued, Cost, Float, Isa, Unary, Vector};

/// The absolute value of a float. Exact.
///
/// # Special values
/// The sign of zeros and NaNs is cleared too.
#[derive(Clone, Copy, Debug)]
pub struct Fabs;

impl Catalogued for Fabs {
    type By = ByTypeBits;
}

impl<T: Float> Unary<T> for Fabs {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.abs()
    }
}

/// 16-bit floats: clears the sign bit.
impl<H: 'static> Unary<Bits<H>> for Fabs {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> Vector<S, u16> {
        x & x.like(0x7fff)
    }
}
