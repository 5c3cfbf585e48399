//! `remainder`.

use crate::math::{RemainderBy, floor_division};
use crate::op::ByNumber;
use crate::{Binary, Catalogued, Cost, Float, Int, Isa, Vector, Widened};

/// The remainder of the division of `x` by `y` whose quotient is rounded down: Python's `%`, and
/// the second result of [`Divmod`](super::Divmod).
///
/// # Method
/// As [`Divmod`](super::Divmod).
///
/// # Accuracy
/// The remainder of floats is exact unless the signs of `x` and `y` differ: then `y` is added to
/// it, rounded once.
///
/// # Special values
/// Integers: 0 if `y` is 0.
///
/// A float has the sign of `y`, even if it is zero. It is NaN if `x` is infinite, `y` is zero, or
/// either is NaN. An infinite `y` gives `x`, or `y` if the signs differ.
#[derive(Clone, Copy, Debug)]
pub struct Remainder;

impl Catalogued for Remainder {
    type By = Widened;
}

/// Lists the numbers.
macro_rules! numbers {
    ($($t:ident)*) => {$(
        impl Binary<$t> for Remainder {
            const COST: Cost = Cost::High;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>, y: Vector<S, $t>) -> Vector<S, $t> {
                x.remainder(y)
            }
        }
    )*};
}
numbers! { i32 i64 u32 u64 f32 f64 }

/// Integers divided by one number are multiplied by its reciprocal.
impl<T: Int> ByNumber<T> for Remainder
where
    i128: From<T>,
{
    type Prepared = RemainderBy<T>;

    fn prepare(number: T) -> Option<RemainderBy<T>> {
        RemainderBy::new(number)
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// The remainder with the sign of `other`; see [`Remainder`].
    #[inline(always)]
    pub fn remainder(self, other: Self) -> Self {
        floor_division(self, other).1
    }
}
