//! The truth values of numbers.

use crate::{Bits, ComplexVector, Cplx, Float, Isa, Lane, MaskOf, Value, Vector};

/// Values that are true unless they are zero. NaN is true.
pub trait Logical: Value {
    /// The lanes of the truth values.
    type Lane: Lane;
    /// Whether `x` is not zero.
    fn truth<S: Isa>(x: Self::Of<S>) -> MaskOf<S, Self::Lane>;
}

impl<T: Lane> Logical for T {
    type Lane = T;
    #[inline(always)]
    fn truth<S: Isa>(x: Vector<S, T>) -> MaskOf<S, T> {
        !x.eq(x.like(T::ZERO))
    }
}

impl<T: Float> Logical for Cplx<T> {
    type Lane = T;
    #[inline(always)]
    fn truth<S: Isa>(x: ComplexVector<S, T>) -> MaskOf<S, T> {
        T::truth(x.re) | T::truth(x.im)
    }
}

impl<H: 'static> Logical for Bits<H> {
    type Lane = u16;
    #[inline(always)]
    fn truth<S: Isa>(x: Vector<S, u16>) -> MaskOf<S, u16> {
        u16::truth(x << 1)
    }
}
