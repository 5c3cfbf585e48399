//! `floor_divide`.

use crate::math::Divisible;
use crate::{Binary, Catalogued, Cost, Isa, Vector, Widened};

/// `a / b`, rounded down: the first result of [`Divmod`](super::Divmod).
///
/// # Method
/// [`Vector::divmod`].
///
/// # Special values
/// 0 if `b` is 0. The least signed number divided by -1 wraps to itself.
#[derive(Clone, Copy, Debug)]
pub struct FloorDivide;

impl Catalogued for FloorDivide {
    type By = Widened;
}

impl<T: Divisible> Binary<T> for FloorDivide {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.floor_divide(b)
    }
}
