//! `floor_divide`.

use crate::math::floor_division;
use crate::{Binary, Catalogued, Cost, Float, Isa, Vector, Widened};

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
/// The quotient of floats is `x / y` if `y` is zero, and NaN if `x` is infinite or either is NaN.
/// An infinite `y` gives 0, or -1 if the signs differ.
#[derive(Clone, Copy, Debug)]
pub struct FloorDivide;

impl Catalogued for FloorDivide {
    type By = Widened;
}

/// Lists the floats.
macro_rules! floats {
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
floats! { f32 f64 }

impl<S: Isa, T: Float> Vector<S, T> {
    /// The quotient, rounded down; see [`FloorDivide`].
    #[inline(always)]
    pub fn floor_divide(self, other: Self) -> Self {
        floor_division(self, other).0
    }
}
