//! `nextafter`.

use crate::{Binary, Bits, ByTypeBits, Catalogued, Float, Half, Int, Isa, MaskOf, Vector};

/// The float next to `x` in the direction of `y`, of the same type.
///
/// # Method
/// Without their signs, the bits of floats are ordered as integers are. So one is added to those of
/// `x` if its magnitude grows, and subtracted if not.
///
/// # Special values
/// `y` if both are equal, so `nextafter(0, -0) = -0`. The neighbours of zeros are the least
/// subnormal numbers, and those of the largest numbers are infinite. The result is NaN if either
/// operand is.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 1.0_f32);
/// // In an operation of your own, on a vector `x` of ones.
/// assert_eq!(x.nextafter(x + x).lane(0), 1.0 + f32::EPSILON);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NextAfter;

impl Catalogued for NextAfter {
    type By = ByTypeBits;
}

impl<T: Float> Binary<T> for NextAfter {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>, y: Vector<S, T>) -> Vector<S, T> {
        x.nextafter(y)
    }
}

/// 16-bit floats.
impl<H: Half> Binary<Bits<H>> for NextAfter {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>, y: Vector<S, u16>) -> Vector<S, u16> {
        let (zero, sign) = (x.like(0), x.like(0x8000));
        let (x_magnitude, y_magnitude) = (x & !sign, y & !sign);
        let start = x_magnitude.eq(zero).select(y & sign, x);
        let signs_agree = (start ^ y).lt(sign);
        let next = step(start, signs_agree & x_magnitude.lt(y_magnitude));
        let are_equal = x.eq(y) | (x_magnitude | y_magnitude).eq(zero);
        let is_nan = x_magnitude.max(y_magnitude).gt(x.like(H::INFINITY));
        is_nan.select(!sign, are_equal.select(y, next))
    }
}

/// The bits next to `x`, which has the sign of the other operand if it is zero.
#[inline(always)]
fn step<S: Isa, B: Int>(x: Vector<S, B>, grows: MaskOf<S, B>) -> Vector<S, B> {
    x - grows.select(x.like(B::wrapping_from(-1)), x.like(B::ONE))
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// The float next to `self` in the direction of `other`; see [`NextAfter`].
    #[inline(always)]
    pub fn nextafter(self, other: Self) -> Self {
        let zero = self.like(T::ZERO);
        let (up, down) = (self.lt(other), other.lt(self));
        let start = self.eq(zero).select(zero.copysign(other), self);
        let next = Self::from_bits(step(start.to_bits(), up ^ start.is_sign_negative()));
        (up | down).select(next, self.is_nan().select(self, other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;
    use half::{bf16, f16};

    /// Checks the function of floats whose infinity and largest number have the bits given.
    fn check(infinity: u16, largest: u16, next: impl Fn(u16, u16) -> u16) {
        const SIGN: u16 = 0x8000;
        for (x, y, expected) in [
            (0, SIGN, SIGN),
            (SIGN, 0, 0),
            (0, infinity, 1),
            (SIGN, 1, 1),
            (0, SIGN | 1, SIGN | 1),
            (1, 0, 0),
            (SIGN | 1, 0, SIGN),
            (SIGN | 1, infinity, SIGN),
            (0x3000, 0x3000, 0x3000),
            (0x3000, 0x3001, 0x3001),
            (0x3000, SIGN | 0x3000, 0x2fff),
            (SIGN | 0x3000, 0x3000, SIGN | 0x2fff),
            (SIGN | 0x3000, SIGN | 0x3001, SIGN | 0x3001),
            (largest, infinity, infinity),
            (infinity, 0, largest),
            (SIGN | infinity, 0, SIGN | largest),
            (infinity, infinity, infinity),
        ] {
            assert_eq!(next(x, y), expected, "{x:x} {y:x}");
        }
        for (x, y) in [(infinity + 1, 0), (0, infinity + 1), (SIGN | (infinity + 1), infinity)] {
            assert!(next(x, y) & !SIGN > infinity, "{x:x} {y:x}");
        }
    }

    #[test]
    fn steps_of_16_bits() {
        let at = |x| Vector::splat(Scalar::new(), x);
        let f16s = |x, y| Binary::<Bits<f16>>::apply(&NextAfter, at(x), at(y)).lane(0);
        let bf16s = |x, y| Binary::<Bits<bf16>>::apply(&NextAfter, at(x), at(y)).lane(0);
        check(f16::INFINITY.to_bits(), f16::MAX.to_bits(), f16s);
        check(bf16::INFINITY.to_bits(), bf16::MAX.to_bits(), bf16s);
    }

    #[test]
    fn steps_as_of_the_standard_library() {
        let at = |x: f64| Vector::splat(Scalar::new(), x);
        let infinity = at(f64::INFINITY);
        for x in [0.0, -0.0, 5e-324, -5e-324, 1.0, -1.0, 0.1, f64::MAX, f64::MIN] {
            let [up, down] = [infinity, -infinity].map(|y| at(x).nextafter(y).lane(0));
            assert_eq!((up, down), (x.next_up(), x.next_down()), "{x:e}");
        }
        assert_eq!(at(0.0).nextafter(at(-0.0)).lane(0).to_bits(), (-0.0_f64).to_bits());
        assert!(at(f64::NAN).nextafter(at(1.0)).lane(0).is_nan());
        assert!(at(1.0).nextafter(at(f64::NAN)).lane(0).is_nan());
    }
}
