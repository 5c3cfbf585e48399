//! The order of complex numbers: first by the real parts, then by the imaginary parts.

use crate::{ComplexVector, Float, Isa, MaskOf};

impl<S: Isa, T: Float> ComplexVector<S, T> {
    /// `self == other`; false if any part is NaN.
    #[inline(always)]
    pub fn eq(self, other: Self) -> MaskOf<S, T> {
        self.re.eq(other.re) & self.im.eq(other.im)
    }

    /// `self < other`; false if any part is NaN.
    #[inline(always)]
    pub fn lt(self, other: Self) -> MaskOf<S, T> {
        self.is_below(other) | (self.re.eq(other.re) & self.im.lt(other.im))
    }

    /// `self <= other`; false if any part is NaN.
    #[inline(always)]
    pub fn le(self, other: Self) -> MaskOf<S, T> {
        self.is_below(other) | (self.re.eq(other.re) & self.im.le(other.im))
    }

    /// Whether the real parts decide that `self < other`.
    #[inline(always)]
    fn is_below(self, other: Self) -> MaskOf<S, T> {
        self.re.lt(other.re) & self.im.eq(self.im) & other.im.eq(other.im)
    }

    /// Whether either part is NaN.
    #[inline(always)]
    pub fn is_nan(self) -> MaskOf<S, T> {
        self.re.is_nan() | self.im.is_nan()
    }

    /// `a` in lanes where the mask is true, else `b`.
    #[inline(always)]
    pub fn select(mask: MaskOf<S, T>, a: Self, b: Self) -> Self {
        ComplexVector { re: mask.select(a.re, b.re), im: mask.select(a.im, b.im) }
    }
}
