//! Registers of complex numbers in the order of memory.

use super::Vector;
use crate::isa::{FloatLanes, Isa};
use crate::lane::{Float, Lane, Register};
use core::ops::{Add, Mul, Neg, Sub};

/// Complex numbers, real and imaginary parts alternating in two registers. [`ComplexVector`] has
/// them apart, which takes shuffles at each load and store.
///
/// [`ComplexVector`]: super::ComplexVector
#[derive(Clone, Copy)]
pub struct InterleavedVector<S: Isa, T: Lane>(pub [Vector<S, T>; 2]);

impl<S: Isa, T: Float> InterleavedVector<S, T> {
    /// Returns `re + i im` in every place.
    #[inline(always)]
    pub fn splat(isa: S, re: T, im: T) -> Self {
        let parts = [Vector::splat(isa, re), Vector::splat(isa, im)];
        Self(parts).shuffled(|isa, [re, im]| isa.interleave(re, im))
    }

    /// Applies `f` to both registers.
    #[inline(always)]
    fn map(self, f: impl Fn(Vector<S, T>) -> Vector<S, T>) -> Self {
        Self([f(self.0[0]), f(self.0[1])])
    }

    /// Applies `f` to each register and the one of `other`.
    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(Vector<S, T>, Vector<S, T>) -> Vector<S, T>) -> Self {
        Self([f(self.0[0], other.0[0]), f(self.0[1], other.0[1])])
    }

    /// `self * b + c`, number by number, each rounded once.
    #[inline(always)]
    fn mul_add(self, b: Self, c: Self) -> Self {
        Self([self.0[0].mul_add(b.0[0], c.0[0]), self.0[1].mul_add(b.0[1], c.0[1])])
    }

    /// The registers that the ISA makes of both.
    #[inline(always)]
    fn shuffled(self, shuffle: impl Fn(T::FloatOn<S>, Pair<S, T>) -> Pair<S, T>) -> Self {
        let ([first, second], isa) = (self.0, self.0[0].isa);
        let [first, second] = shuffle(T::float_on(isa), [first.register, second.register]);
        Self([Vector::new(isa, first), Vector::new(isa, second)])
    }

    /// Each real part twice.
    #[inline(always)]
    fn real_parts(self) -> Self {
        self.shuffled(|isa, x| isa.firsts_of_pairs(x))
    }

    /// Each imaginary part twice.
    #[inline(always)]
    fn imaginary_parts(self) -> Self {
        self.shuffled(|isa, x| isa.seconds_of_pairs(x))
    }

    /// Each imaginary part before its real part.
    #[inline(always)]
    fn swapped(self) -> Self {
        self.shuffled(|isa, x| isa.swapped_pairs(x))
    }

    /// The numbers whose signs are changed where a part of `signs` is -0.
    #[inline(always)]
    fn with_changed_signs(self, signs: Self) -> Self {
        self.zip(signs, |x, sign| Vector::from_bits(x.to_bits() ^ sign.to_bits()))
    }

    /// The conjugates.
    #[inline(always)]
    pub fn conj(self) -> Self {
        let isa = self.0[0].isa;
        self.with_changed_signs(Self::splat(isa, T::ZERO, T::from_f64(-0.0)))
    }

    /// The negated conjugates: real parts change their signs.
    #[inline(always)]
    fn negated_conj(self) -> Self {
        let isa = self.0[0].isa;
        self.with_changed_signs(Self::splat(isa, T::from_f64(-0.0), T::ZERO))
    }

    /// The products with i.
    #[inline(always)]
    pub(crate) fn times_i(self) -> Self {
        self.swapped().negated_conj()
    }

    /// `self - error`, or `self` where that is NaN.
    #[inline(always)]
    fn corrected_by(self, error: Self) -> Self {
        let corrected = self - error;
        let [first, second] = corrected.0;
        if (first.eq(first) & second.eq(second)).all() {
            return corrected;
        }
        self.zip(corrected, |rounded, corrected| corrected.is_nan().select(rounded, corrected))
    }
}

/// Two registers.
type Pair<S, T> = [Register<S, T>; 2];

impl<S: Isa, T: Float> Add for InterleavedVector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.zip(other, |x, y| x + y)
    }
}

impl<S: Isa, T: Float> Sub for InterleavedVector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.zip(other, |x, y| x - y)
    }
}

impl<S: Isa, T: Float> Neg for InterleavedVector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.map(|x| -x)
    }
}

/// The product. Each part is within 1.5 ULP, by the algorithm of Kahan that products of
/// [`ComplexVector`](super::ComplexVector) use, on real and imaginary parts at once.
impl<S: Isa, T: Float> Mul for InterleavedVector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        // (a + bi) (c + di): beside each other, a c - b d and a d + b c.
        let (a, b, swapped) = (self.real_parts(), self.imaginary_parts(), other.swapped());
        let second = b.zip(swapped, |x, y| x * y).negated_conj();
        let rounded = a.mul_add(other, second);
        // Rounding the second product has added this. If it is zero, it is +0: subtracted, it
        // leaves the sign of a sum of zero.
        let error = b.conj().mul_add(swapped, second);
        rounded.corrected_by(error)
    }
}
