//! Registers of complex numbers.

use super::{Mask, Vector};
use crate::isa::{FloatLanes, Isa};
use crate::lane::{Float, Lane};
use core::ops::{Add, Mul, Neg, Sub};

/// Complex numbers: the real parts in one register, and the imaginary parts in another.
#[derive(Clone, Copy)]
pub struct ComplexVector<S: Isa, T: Lane> {
    /// The real parts.
    pub re: Vector<S, T>,
    /// The imaginary parts.
    pub im: Vector<S, T>,
}

impl<S: Isa, T: Float> ComplexVector<S, T> {
    /// The numbers whose real and imaginary parts alternate in two registers.
    #[inline(always)]
    pub fn from_pairs(first: Vector<S, T>, second: Vector<S, T>) -> Self {
        let isa = first.isa;
        let [re, im] = T::float_on(isa).deinterleave(first.register, second.register);
        ComplexVector { re: Vector::new(isa, re), im: Vector::new(isa, im) }
    }

    /// The real and imaginary parts, alternating in two registers.
    #[inline(always)]
    pub fn to_pairs(self) -> [Vector<S, T>; 2] {
        let isa = self.re.isa;
        let [first, second] = T::float_on(isa).interleave(self.re.register, self.im.register);
        [Vector::new(isa, first), Vector::new(isa, second)]
    }

    /// The numbers `re + i im`.
    #[inline(always)]
    pub fn new(re: Vector<S, T>, im: Vector<S, T>) -> Self {
        Self { re, im }
    }

    /// The conjugates.
    #[inline(always)]
    pub fn conj(self) -> Self {
        Self::new(self.re, -self.im)
    }

    /// The numbers `i z`.
    #[inline(always)]
    pub fn times_i(self) -> Self {
        Self::new(-self.im, self.re)
    }

    /// The numbers `-i z`.
    #[inline(always)]
    pub fn times_minus_i(self) -> Self {
        Self::new(self.im, -self.re)
    }

    /// The numbers multiplied by real ones.
    #[inline(always)]
    pub fn scaled(self, factor: Vector<S, T>) -> Self {
        Self::new(self.re * factor, self.im * factor)
    }

    /// Whether both parts are finite.
    #[inline(always)]
    pub fn is_finite(self) -> Mask<S, T::Mask> {
        let infinity = self.re.like(T::INFINITY);
        self.re.abs().lt(infinity) & self.im.abs().lt(infinity)
    }
}

impl<S: Isa, T: Float> Add for ComplexVector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self::new(self.re + other.re, self.im + other.im)
    }
}

impl<S: Isa, T: Float> Sub for ComplexVector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self::new(self.re - other.re, self.im - other.im)
    }
}

impl<S: Isa, T: Float> Neg for ComplexVector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self::new(-self.re, -self.im)
    }
}

/// Each part within 1.5 ULP.
impl<S: Isa, T: Float> Mul for ComplexVector<S, T> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self::new(
            sum_of_products(self.re, other.re, -self.im, other.im),
            sum_of_products(self.re, other.im, self.im, other.re),
        )
    }
}

/// `a * b + c * d` within 1.5 ULP, even if the products nearly cancel: Kahan's algorithm, whose
/// fused multiply-add recovers the rounding error of a product (Jeannerod, Louvet and Muller,
/// "Further analysis of Kahan's algorithm for the accurate computation of 2x2 determinants",
/// 2013). Beyond the largest number, it is what the two products give.
#[inline(always)]
pub(crate) fn sum_of_products<S: Isa, T: Float>(
    a: Vector<S, T>,
    b: Vector<S, T>,
    c: Vector<S, T>,
    d: Vector<S, T>,
) -> Vector<S, T> {
    let product = c * d;
    let sum = a.mul_add(b, product);
    // An error of zero is +0: subtracted, it leaves the sign of a sum of zero.
    let corrected = sum - c.neg_mul_add(d, product);
    corrected.is_nan().select(sum, corrected)
}
