//! `reciprocal`.

use crate::{ByType, Catalogued, Cost, Float, Isa, Unary, Vector};

/// `1 / x`.
///
/// # Accuracy
/// Floats are correctly rounded (0.5 ULP).
///
/// # Special values
/// `1 / ±0 = ±inf` and `1 / ±inf = ±0`.
#[derive(Clone, Copy, Debug)]
pub struct Reciprocal;

impl Catalogued for Reciprocal {
    type By = ByType;
}

/// Lists the floats.
macro_rules! floats {
    ($($t:ident)*) => {$(
        impl Unary<$t> for Reciprocal {
            const COST: Cost = Cost::Medium;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>) -> Vector<S, $t> {
                x.reciprocal()
            }
        }
    )*};
}
floats! { f32 f64 }

impl<S: Isa, T: Float> Vector<S, T> {
    /// `1 / self`, correctly rounded.
    #[inline(always)]
    pub fn reciprocal(self) -> Self {
        self.like(T::ONE) / self
    }
}
