//! `fmin`.

use crate::isa::Lanes;
use crate::{
    Associative, Binary, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, Ordered, Vector,
};
use tightloop_array_core::Element;

/// The smaller of `a` and `b`, ignoring NaN; for truth values, "and". Exact. Complex numbers are
/// compared by their real parts, and if those are equal, by their imaginary parts.
///
/// # Special values
/// If one is NaN, the result is the other; if both are, it is NaN. -0 is below +0. Complex numbers
/// are NaN if either part is; zeros are equal there, and of equal numbers, `a` is returned.
#[derive(Clone, Copy, Debug)]
pub struct Fmin;

impl Catalogued for Fmin {
    type By = Ordered;
}

impl<T: Element> Associative<T> for Fmin {
    const IDENTITY: Option<T> = None;
}

impl<T: Lane> Binary<T> for Fmin {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.fmin(b)
    }
}

impl<T: Float> Binary<Cplx<T>> for Fmin {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        ComplexVector::select(b.is_nan() | a.le(b), a, b)
    }
}

impl<S: Isa, T: Lane> Vector<S, T> {
    /// The smaller, ignoring NaN; -0 is below +0.
    #[inline(always)]
    pub fn fmin(self, other: Self) -> Self {
        Self::new(self.isa, T::on(self.isa).fmin(self.register, other.register))
    }
}
