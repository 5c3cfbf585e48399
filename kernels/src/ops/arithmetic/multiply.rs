//! `multiply`.

use crate::{
    Associative, Binary, Catalogued, ComplexVector, Cost, Cplx, Float, Fold, Interleaved,
    InterleavedVector, Isa, Lane, MaskOf, SignBlindInOrder, Truth, Vector,
};
use tightloop_array_core::{DType, Element};

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

impl<T: Element> Associative<T> for Multiply {
    const IDENTITY: Option<T> = Some(T::ONE);
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

/// The product of two complex numbers in a reduction. A factor of 1 leaves the other one as it is:
/// by the rules of products, 1 would turn the other part of an infinite number into NaN, and a
/// reduction would depend on how often its neutral element takes part.
#[inline(always)]
pub(in crate::ops) fn product<S: Isa, T: Float>(
    a: ComplexVector<S, T>,
    b: ComplexVector<S, T>,
) -> ComplexVector<S, T> {
    let (one, zero) = (a.re.like(T::ONE), a.re.like(T::ZERO));
    let a_is_one = a.re.eq(one) & a.im.eq(zero);
    let b_is_one = b.re.eq(one) & b.im.eq(zero);
    let product = ComplexVector::select(b_is_one, a, a * b);
    ComplexVector::select(a_is_one, b, product)
}

/// The complex product, in which a factor of 1 is neutral.
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
        product(acc, x)
    }

    #[inline(always)]
    fn start<S: Isa>(&self, _: S, x: ComplexVector<S, T>) -> ComplexVector<S, T> {
        x
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        product(a, b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: ComplexVector<S, T>, _: usize) -> ComplexVector<S, T> {
        acc
    }
}
