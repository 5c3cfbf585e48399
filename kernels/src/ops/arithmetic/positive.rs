//! `positive`.

use crate::{Bits, Catalogued, Cost, Isa, Lane, SignBlindBits, Unary, Vector};

/// `+x`: the number as it is.
///
/// # Accuracy
/// Exact.
#[derive(Clone, Copy, Debug)]
pub struct Positive;

impl Catalogued for Positive {
    type By = SignBlindBits;
}

impl<T: Lane> Unary<T> for Positive {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x
    }
}

/// 16-bit floats.
impl<H: 'static> Unary<Bits<H>> for Positive {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> Vector<S, u16> {
        x
    }
}
