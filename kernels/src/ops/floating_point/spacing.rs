//! `spacing`.

use crate::{Bits, ByTypeBits, Catalogued, Cost, Float, Half, Isa, Unary, Vector};
use tightloop_array_core::Element;

/// The distance from `x` to the next float of the same type away from zero, with the sign of `x`:
/// one unit in the last place. Exact.
///
/// # Special values
/// Zeros give the least subnormal number, and the largest numbers infinities. The result is NaN if
/// `x` is infinite or NaN.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1.0_f32);
/// // In an operation of your own, on a vector `x` of ones.
/// assert_eq!(x.spacing().lane(0), f32::EPSILON);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Spacing;

impl Catalogued for Spacing {
    type By = ByTypeBits;
}

impl<T: Float> Unary<T> for Spacing {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.spacing()
    }
}

impl<H: Half> Unary<Bits<H>> for Spacing {
    /// The distance is a power of two. If it is a normal number, its exponent bits are those of `x`
    /// less the bits of the fraction. If not, it is one bit, found by shifting 1 by each bit of the
    /// exponent in turn.
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> Vector<S, u16> {
        let (zero, one) = (x.like(0), x.like(1));
        let (magnitude, infinity) = (x & x.like(0x7fff), x.like(H::INFINITY));
        let exponent = magnitude >> H::MANTISSA_BITS;
        let limit = x.like(H::MANTISSA_BITS as u16);
        let normal = (exponent - limit) << H::MANTISSA_BITS;

        let shift = exponent.max(one) - one;
        let mut subnormal = one;
        for bit in 0..4 {
            let is_zero = (shift & x.like(1 << bit)).eq(zero);
            subnormal = is_zero.select(subnormal, subnormal << (1 << bit));
        }

        let distance = exponent.gt(limit).select(normal, subnormal);
        let distance = (magnitude + one).eq(infinity).select(infinity, distance);
        let distance = magnitude.lt(infinity).select(distance, x.like(0x7fff));
        magnitude.eq(zero).select(distance, distance | (x & x.like(0x8000)))
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// The distance to the next float away from zero; see [`Spacing`].
    #[inline(always)]
    pub fn spacing(self) -> Self {
        // The sum turns -0 into +0. The bits of the next float are one more. What infinity minus
        // itself and the neighbours of infinities give is NaN.
        let x = self + self.like(T::ZERO);
        Self::from_bits(x.to_bits() + Vector::splat(x.isa, T::Bits::ONE)) - x
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;
    use half::{bf16, f16};

    #[test]
    fn distances_of_doubles() {
        const LEAST: f64 = 5e-324;
        for (x, y) in [
            (0.0, LEAST),
            (-0.0, LEAST),
            (LEAST, LEAST),
            (-LEAST, -LEAST),
            (f64::MIN_POSITIVE, LEAST),
            (1.0, f64::EPSILON),
            (-1.0, -f64::EPSILON),
            (2.0_f64.next_down(), f64::EPSILON),
            (f64::MAX, f64::INFINITY),
            (f64::MIN, f64::NEG_INFINITY),
        ] {
            assert_eq!(Vector::splat(Scalar::new(), x).spacing().lane(0), y, "{x:e}");
        }
        for x in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN, -f64::NAN] {
            assert!(Vector::splat(Scalar::new(), x).spacing().lane(0).is_nan(), "{x}");
        }
    }

    /// The distance of the numbers with these bits, if the first is finite.
    fn distance(bits: u16, value: impl Fn(u16) -> f32) -> f32 {
        let next = if bits == 0x8000 { 1 } else { bits.wrapping_add(1) };
        if value(bits).is_finite() { value(next) - value(bits) } else { f32::NAN }
    }

    #[test]
    fn distances_of_all_16_bit_floats() {
        let value_16 = |bits| f16::from_bits(bits).to_f32();
        let value_b16 = |bits| bf16::from_bits(bits).to_f32();
        for bits in 0..=u16::MAX {
            let x = Vector::splat(Scalar::new(), bits);
            let [half, brain] = [
                Unary::<Bits<f16>>::apply(&Spacing, x).lane(0),
                Unary::<Bits<bf16>>::apply(&Spacing, x).lane(0),
            ];
            for (found, expected) in [
                (value_16(half), distance(bits, value_16)),
                (value_b16(brain), distance(bits, value_b16)),
            ] {
                assert!(found == expected || found.is_nan() && expected.is_nan(), "{bits:x}");
            }
        }
    }
}
