//! `heaviside`.

use crate::{Binary, ByType, Catalogued, Cost, Float, Isa, Vector};

/// Heaviside's step function: 0 if `x` is below zero, 1 if above, and `h` if `x` is zero.
///
/// # Special values
/// NaN if `x` is NaN, whatever `h` is. `h` counts at zeros alone.
#[derive(Clone, Copy, Debug)]
pub struct Heaviside;

impl Catalogued for Heaviside {
    type By = ByType;
}

impl<T: Float> Binary<T> for Heaviside {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>, h: Vector<S, T>) -> Vector<S, T> {
        x.heaviside(h)
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// 0 below zero, 1 above, and `h` at zero; see [`Heaviside`].
    #[inline(always)]
    pub fn heaviside(self, h: Self) -> Self {
        let (zero, one) = (self.like(T::ZERO), self.like(T::ONE));
        // What is neither below nor above is a zero or NaN.
        let rest = self.eq(zero).select(h, self);
        self.gt(zero).select(one, self.lt(zero).select(zero, rest))
    }
}
