//! `floor_divide`.

use crate::math::{QuotientBy, floor_division};
use crate::op::ByNumber;
use crate::{Binary, Catalogued, Cost, Float, Int, Isa, Vector, Widened};

/// The quotient of `x` and `y`, rounded down to an integer: the first result of
/// [`Divmod`](super::Divmod).
///
/// # Method
/// As [`Divmod`](super::Divmod).
///
/// # Accuracy
/// The exact quotient of floats rounded down, then to the nearest float.
///
/// # Special values
/// Integers: 0 if `y` is 0; the least signed one divided by -1 wraps to itself.
///
/// The quotient of floats is `x / y` if `y` is zero, and NaN if `x` is infinite or either is NaN.
/// An infinite `y` gives 0, or -1 if the signs differ.
#[derive(Clone, Copy, Debug)]
pub struct FloorDivide;

impl Catalogued for FloorDivide {
    type By = Widened;
}

/// Lists the numbers.
macro_rules! numbers {
    ($($t:ident)*) => {$(
        impl Binary<$t> for FloorDivide {
            const COST: Cost = Cost::High;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>, y: Vector<S, $t>) -> Vector<S, $t> {
                x.floor_divide(y)
            }
        }
    )*};
}
numbers! { i32 i64 u32 u64 f32 f64 }

/// Integers divided by one number are multiplied by its reciprocal.
impl<T: Int> ByNumber<T> for FloorDivide
where
    i128: From<T>,
{
    type Prepared = QuotientBy<T>;

    fn prepare(number: T) -> Option<QuotientBy<T>> {
        QuotientBy::new(number)
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// The quotient, rounded down; see [`FloorDivide`].
    #[inline(always)]
    pub fn floor_divide(self, other: Self) -> Self {
        floor_division(self, other).0
    }
}
