//! `relu`.

use crate::{Bits, ByTypeBits, Catalogued, Cost, Half, Isa, Lane, Unary, Vector};

/// The larger of `x` and 0. Exact.
///
/// # Special values
/// NaN stays NaN, and -0 becomes +0.
#[derive(Clone, Copy, Debug)]
pub struct Relu;

impl Catalogued for Relu {
    type By = ByTypeBits;
}

impl<T: Lane> Unary<T> for Relu {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.relu()
    }
}

/// 16-bit floats: the bits of negative numbers are from those of -0 to those of negative infinity,
/// and those of NaNs with a sign are greater.
impl<H: Half> Unary<Bits<H>> for Relu {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> Vector<S, u16> {
        let is_negative = x.ge(x.like(0x8000)) & x.le(x.like(0x8000 | H::INFINITY));
        is_negative.select(x.like(0), x)
    }
}

impl<S: Isa, T: Lane> Vector<S, T> {
    /// The larger of the numbers and 0; NaN stays NaN. See [`Relu`].
    #[inline(always)]
    pub fn relu(self) -> Self {
        let zero = self.like(T::ZERO);
        self.le(zero).select(zero, self)
    }
}
