//! `fmax`.

use crate::isa::Lanes;
use crate::{
    Associative, Binary, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, Ordered, Vector,
};
use tightloop_array_core::Element;

/// The larger of `a` and `b`, ignoring NaN; for truth values, "or". Exact. Complex numbers are
/// compared by their real parts, and if those are equal, by their imaginary parts.
///
/// # Special values
/// If one is NaN, the result is the other; if both are, it is NaN. -0 is below +0. Complex numbers
/// are NaN if either part is; zeros are equal there, and of equal numbers, `a` is returned.
#[derive(Clone, Copy, Debug)]
pub struct Fmax;

impl Catalogued for Fmax {
    type By = Ordered;
}

impl<T: Element> Associative<T> for Fmax {
    const IDENTITY: Option<T> = None;
}

impl<T: Lane> Binary<T> for Fmax {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.fmax(b)
    }
}

impl<T: Float> Binary<Cplx<T>> for Fmax {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        ComplexVector::select(b.is_nan() | b.le(a), a, b)
    }
}

impl<S: Isa, T: Lane> Vector<S, T> {
    /// The larger, ignoring NaN; -0 is below +0.
    #[inline(always)]
    pub fn fmax(self, other: Self) -> Self {
        Self::new(self.isa, T::on(self.isa).fmax(self.register, other.register))
    }
}
