//! `sign`.

use crate::{ByType, Catalogued, Cost, Int, Isa, Unary, Vector};
use tightloop_array_core::Element;

/// 1, 0 or -1: the sign of the number.
///
/// # Accuracy
/// Exact.
#[derive(Clone, Copy, Debug)]
pub struct Sign;

impl Catalogued for Sign {
    type By = ByType;
}

impl<T: Int> Unary<T> for Sign {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        let sign = x.min(x.like(T::ONE));
        if T::SIGNED { sign.max(x.like(T::wrapping_from(-1))) } else { sign }
    }
}
