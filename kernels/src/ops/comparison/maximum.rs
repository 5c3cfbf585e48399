//! `maximum`.

use crate::{
    Associative, Binary, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, Ordered, Vector,
};
use tightloop_array_core::Element;

/// The larger of `a` and `b`; for truth values, "or". Exact.
///
/// Complex numbers are compared by their real parts, and if those are equal, by their imaginary
/// parts.
///
/// # Special values
/// NaN if either is NaN. -0 is below +0. (If zeros differ in sign, NumPy's `maximum` may return
/// either.) Of complex numbers, the first one that has a part that is NaN; zeros are equal there,
/// and of equal numbers, `a` is returned.
#[derive(Clone, Copy, Debug)]
pub struct Maximum;

impl Catalogued for Maximum {
    type By = Ordered;
}

impl<T: Element> Associative<T> for Maximum {
    const IDENTITY: Option<T> = None;
}

impl<T: Lane> Binary<T> for Maximum {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.max(b)
    }
}

impl<T: Float> Binary<Cplx<T>> for Maximum {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        ComplexVector::select(a.is_nan() | b.le(a), a, b)
    }
}
