//! `multiply`.

use crate::{
    Binary, Catalogued, ComplexVector, Cost, Cplx, Float, Fold, Interleaved, InterleavedVector,
    Isa, Lane, MaskOf, SignBlindInOrder, Truth, Vector,
};
use tightloop_array_core::DType;

/// `a * b`; for truth values, "and".
///
/// # Method
/// The complex product `(a + bi) * (c + di)` is `(ac - bd) + (ad + bc)i`. Each part is computed by
/// Kahan's algorithm, with two fused multiply-adds, one of which recovers the rounding error of a
/// product (Jeannerod, Louvet and Muller, "Further analysis of Kahan's algorithm for the accurate
/// computation of 2x2 determinants", 2013).
///
/// # Accuracy
/// Floats are correctly rounded (0.5 ULP). Integers wrap. Each part of a complex product is within
/// 1.5 ULP, even if it is small by cancellation, unless a product underflows.
///
/// # Special values
/// As in NumPy, a complex product that has become NaN is not corrected to an infinity.
#[derive(Clone, Copy, Debug)]
pub struct Multiply;

impl Catalogued for Multiply {
    type By = SignBlindInOrder;
}

impl<T: Lane> Binary<T> for Multiply {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a * b
    }
}

impl<T: Lane> Binary<Truth<T>> for Multiply {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: MaskOf<S, T>, b: MaskOf<S, T>) -> MaskOf<S, T> {
        a & b
    }
}

impl<T: Float> Binary<Interleaved<T>> for Multiply {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        a: InterleavedVector<S, T>,
        b: InterleavedVector<S, T>,
    ) -> InterleavedVector<S, T> {
        a * b
    }
}

/// The product. That of no elements is 1.
impl<T: Lane> Fold<T> for Multiply {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = true;
    const IS_EXACT: bool = !matches!(T::DTYPE, DType::F32 | DType::F64);
    const COUNTS: bool = false;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        Vector::splat(s, T::ONE)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
        acc * x
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a * b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, T>, _: usize) -> Vector<S, T> {
        acc
    }
}

/// The complex product. 1 is not neutral for infinities and signs of zeros: products of several
/// numbers begin with it, so that an infinite part may turn the other one into NaN, but scans do
/// not.
impl<T: Float> Fold<Cplx<T>> for Multiply {
    type Acc = Cplx<T>;
    type Out = Cplx<T>;
    const ALLOWS_EMPTY: bool = true;
    const COUNTS: bool = false;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> ComplexVector<S, T> {
        ComplexVector::new(Vector::splat(s, T::ONE), Vector::splat(s, T::ZERO))
    }

    #[inline(always)]
    fn step<S: Isa>(
        &self,
        acc: ComplexVector<S, T>,
        x: ComplexVector<S, T>,
    ) -> ComplexVector<S, T> {
        acc * x
    }

    #[inline(always)]
    fn start<S: Isa>(&self, _: S, x: ComplexVector<S, T>) -> ComplexVector<S, T> {
        x
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        a * b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: ComplexVector<S, T>, _: usize) -> ComplexVector<S, T> {
        acc
    }
}
