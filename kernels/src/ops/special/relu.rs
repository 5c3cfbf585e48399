//! `relu`.

use crate::{Bits, ByTypeBits, Catalogued, Cost, Isa, Lane, Unary, Vector};
use half::{bf16, f16};

/// The larger of `x` and 0. Exact.
///
/// # Special values
/// NaN stays NaN, and -0 becomes +0.
#[derive(Clone, Copy, Debug)]
pub struct Relu;

impl Catalogued for Relu {
    type By = ByTypeBits;
}

impl<T: Lane> Unary<T> for Relu {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.relu()
    }
}

/// Lists the 16-bit floats, each with the bits of its negative infinity. Those of negative numbers
/// are at most these, and those of NaNs with a sign are greater.
macro_rules! sixteen_bits {
    ($($h:ident $negative_infinity:literal)*) => {$(
        impl Unary<Bits<$h>> for Relu {
            const COST: Cost = Cost::Low;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, u16>) -> Vector<S, u16> {
                let is_negative = x.ge(x.like(0x8000)) & x.le(x.like($negative_infinity));
                is_negative.select(x.like(0), x)
            }
        }
    )*};
}
sixteen_bits! { f16 0xfc00 bf16 0xff80 }

impl<S: Isa, T: Lane> Vector<S, T> {
    /// The larger of the numbers and 0; NaN stays NaN. See [`Relu`].
    #[inline(always)]
    pub fn relu(self) -> Self {
        let zero = self.like(T::ZERO);
        self.le(zero).select(zero, self)
    }
}
