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
        let re = SumOfProducts::minus(self.re, other.re, self.im, other.im);
        let im = SumOfProducts::plus(self.re, other.im, self.im, other.re);
        let product = Self::new(re.corrected(), im.corrected());
        if product.is_surely_number().all() { product } else { Self::new(re.value(), im.value()) }
    }
}

impl<S: Isa, T: Float> ComplexVector<S, T> {
    /// Whether neither part is NaN, by one comparison. False also for infinities of both signs.
    #[inline(always)]
    fn is_surely_number(self) -> Mask<S, T::Mask> {
        let sum = self.re + self.im;
        sum.eq(sum)
    }

    /// `self * self`, each part within 1.5 ULP.
    #[inline(always)]
    pub fn squared(self) -> Self {
        let re = SumOfProducts::minus(self.re, self.re, self.im, self.im);
        let (corrected, im) = (re.corrected(), (self.re + self.re) * self.im);
        let re = if corrected.eq(corrected).all() { corrected } else { re.value() };
        Self::new(re, im)
    }
}

/// `a * b + c * d` or `a * b - c * d`, by Kahan's algorithm, whose fused multiply-add recovers the
/// rounding error of a product: it is within 1.5 ULP, even if the products nearly cancel
/// (Jeannerod, Louvet and Muller, "Further analysis of Kahan's algorithm for the accurate
/// computation of 2x2 determinants", 2013).
pub(crate) struct SumOfProducts<S: Isa, T: Float> {
    rounded: Vector<S, T>,
    /// What rounding the second product has added. If it is zero, it is +0: subtracted, it leaves
    /// the sign of a sum of zero.
    error: Vector<S, T>,
}

impl<S: Isa, T: Float> SumOfProducts<S, T> {
    /// `a * b + c * d`.
    #[inline(always)]
    pub fn plus(a: Vector<S, T>, b: Vector<S, T>, c: Vector<S, T>, d: Vector<S, T>) -> Self {
        let product = c * d;
        Self { rounded: a.mul_add(b, product), error: c.neg_mul_add(d, product) }
    }

    /// `a * b - c * d`.
    #[inline(always)]
    pub fn minus(a: Vector<S, T>, b: Vector<S, T>, c: Vector<S, T>, d: Vector<S, T>) -> Self {
        let product = c * d;
        Self { rounded: a.mul_add(b, -product), error: c.mul_add(d, -product) }
    }

    /// The sum, or NaN if a product is too large.
    #[inline(always)]
    pub fn corrected(&self) -> Vector<S, T> {
        self.rounded - self.error
    }

    /// The sum; beyond the largest number, it is what the two products give.
    #[inline(always)]
    pub fn value(&self) -> Vector<S, T> {
        let corrected = self.corrected();
        corrected.is_nan().select(self.rounded, corrected)
    }
}
