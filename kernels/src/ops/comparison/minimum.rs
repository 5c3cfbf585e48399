//! `minimum`.

use crate::{
    Associative, Binary, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, Ordered, Vector,
};
use tightloop_array_core::Element;

/// The smaller of `a` and `b`; for truth values, "and". Exact.
///
/// Complex numbers are compared by their real parts, and if those are equal, by their imaginary
/// parts.
///
/// # Special values
/// NaN if either is NaN. -0 is below +0. (If zeros differ in sign, NumPy's `minimum` may return
/// either.) Of complex numbers, the first one that has a part that is NaN; zeros are equal there,
/// and of equal numbers, `a` is returned.
#[derive(Clone, Copy, Debug)]
pub struct Minimum;

impl Catalogued for Minimum {
    type By = Ordered;
}

impl<T: Element> Associative<T> for Minimum {
    const IDENTITY: Option<T> = None;
}

impl<T: Lane> Binary<T> for Minimum {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.min(b)
    }
}

impl<T: Float> Binary<Cplx<T>> for Minimum {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        ComplexVector::select(a.is_nan() | a.le(b), a, b)
    }
}
