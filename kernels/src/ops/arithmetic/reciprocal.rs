//! `reciprocal`.

use crate::math::complex;
use crate::{ByType, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Unary, Vector};

/// `1 / x`; of complex numbers, see [`complex::quotient`].
///
/// # Accuracy
/// Floats are correctly rounded (0.5 ULP). Integers lose the fraction. The parts of complex results
/// are within 4 ULP.
///
/// # Special values
/// `1 / ±0 = ±inf` and `1 / ±inf = ±0`. The integer 0 gives 0.
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

impl Unary<Cplx<f64>> for Reciprocal {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
        complex::inverse(z)
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// `1 / self`, correctly rounded.
    #[inline(always)]
    pub fn reciprocal(self) -> Self {
        self.like(T::ONE).div_alone(self)
    }
}

/// Lists the integers.
macro_rules! ints {
    ($($t:ident)*) => {$(
        impl Unary<$t> for Reciprocal {
            const COST: Cost = Cost::Low;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>) -> Vector<S, $t> {
                x.reciprocal()
            }
        }

        impl<S: Isa> Vector<S, $t> {
            /// `1 / self`, without the fraction: `self` if that is 1 or -1, else 0.
            #[inline(always)]
            pub fn reciprocal(self) -> Self {
                self.abs().eq(self.like(1)).select(self, self.like(0))
            }
        }
    )*};
}
ints! { i8 i16 i32 i64 u8 u16 u32 u64 }
