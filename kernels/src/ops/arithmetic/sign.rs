//! `sign`.

use crate::math::complex::direction;
use crate::{
    Bits, ByTypeBits, Catalogued, ComplexVector, Cost, Cplx, Float, Half, Int, Isa, Unary, Vector,
};

/// -1, 0 or 1, as `x` is below, at or above zero; of complex numbers, `z / |z|`, by [`direction`].
///
/// # Accuracy
/// Exact. The parts of complex results are within 1.5 ULP.
///
/// # Special values
/// Both zeros give +0, and NaN gives NaN. Complex numbers: as in NumPy; see [`direction`].
#[derive(Clone, Copy, Debug)]
pub struct Sign;

impl Catalogued for Sign {
    type By = ByTypeBits;
}

/// Lists the numbers.
macro_rules! numbers {
    ($($t:ident)*) => {$(
        impl Unary<$t> for Sign {
            const COST: Cost = Cost::Low;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>) -> Vector<S, $t> {
                x.sign()
            }
        }
    )*};
}
numbers! { i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }

impl Unary<Cplx<f64>> for Sign {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
        direction(z)
    }
}

/// 16-bit floats: -1, 1 and NaN are made of their bits.
impl<H: Half> Unary<Bits<H>> for Sign {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> Vector<S, u16> {
        let magnitude = x & x.like(0x7fff);
        let one = x.like(H::ONE) | (x & x.like(0x8000));
        let of_number = magnitude.eq(x.like(0)).select(x.like(0), one);
        magnitude.gt(x.like(H::INFINITY)).select(x, of_number)
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// -1, 0 or 1; see [`Sign`].
    #[inline(always)]
    pub fn sign(self) -> Self {
        // The sum turns -0 into +0, and leaves NaN as it is.
        let zero = self.like(T::ZERO);
        self.abs().gt(zero).select(self.like(T::ONE).copysign(self), self + zero)
    }
}

/// Lists the integers.
macro_rules! ints {
    ($($t:ident)*) => {$(
        impl<S: Isa> Vector<S, $t> {
            /// -1, 0 or 1; see [`Sign`].
            #[inline(always)]
            pub fn sign(self) -> Self {
                let at_most_one = self.min(self.like(1));
                if !$t::SIGNED {
                    return at_most_one;
                }
                at_most_one.max(self.like($t::wrapping_from(-1)))
            }
        }
    )*};
}
ints! { i8 i16 i32 i64 u8 u16 u32 u64 }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::complex::testing::assert_table;

    #[test]
    fn complex_special_values() {
        let (inf, nan, tiny) = (f64::INFINITY, f64::NAN, f64::from_bits(1));
        let half = 0.707_106_781_186_547_5;
        assert_table(
            direction,
            &[
                ([-3.0, 4.0], [-0.6, 0.8]),
                ([inf, 1.0], [1.0, 0.0]),
                ([-inf, nan], [-1.0, 0.0]),
                ([inf, inf], [nan, nan]),
                ([1.0, nan], [nan, nan]),
                ([tiny, tiny], [half, half]),
                ([f64::MAX, f64::MAX], [half, half]),
                ([1.0, 0.0], [1.0, 0.0]),
            ],
        );
    }
}
