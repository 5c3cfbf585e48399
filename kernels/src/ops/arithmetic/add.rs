//! `add`.

use crate::{
    Binary, Catalogued, Cost, Float, Fold, Interleaved, InterleavedVector, Isa, Lane, MaskOf,
    SignBlindInOrder, Truth, Vector,
};
use tightloop_array_core::DType;

/// `a + b`; for truth values, "or".
///
/// # Accuracy
/// Floats are correctly rounded (0.5 ULP). Integers wrap.
#[derive(Clone, Copy, Debug)]
pub struct Add;

impl Catalogued for Add {
    type By = SignBlindInOrder;
}

impl<T: Lane> Binary<T> for Add {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a + b
    }
}

impl<T: Lane> Binary<Truth<T>> for Add {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: MaskOf<S, T>, b: MaskOf<S, T>) -> MaskOf<S, T> {
        a | b
    }
}

impl<T: Float> Binary<Interleaved<T>> for Add {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        a: InterleavedVector<S, T>,
        b: InterleavedVector<S, T>,
    ) -> InterleavedVector<S, T> {
        a + b
    }
}

/// The sum. The neutral accumulator is -0, so a sum of zeros that are all -0 is -0. The sum of no
/// elements is +0.
impl<T: Lane> Fold<T> for Add {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = true;
    const IS_EXACT: bool = !matches!(T::DTYPE, DType::F32 | DType::F64);

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        -Vector::splat(s, T::ZERO)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
        acc + x
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a + b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, T>, count: usize) -> Vector<S, T> {
        if count == 0 { acc + acc.like(T::ZERO) } else { acc }
    }
}

/// The sum of complex numbers, part by part.
impl<T: Float> Fold<Interleaved<T>> for Add {
    type Acc = Interleaved<T>;
    type Out = Interleaved<T>;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> InterleavedVector<S, T> {
        -InterleavedVector::splat(s, T::ZERO, T::ZERO)
    }

    #[inline(always)]
    fn step<S: Isa>(
        &self,
        acc: InterleavedVector<S, T>,
        x: InterleavedVector<S, T>,
    ) -> InterleavedVector<S, T> {
        acc + x
    }

    #[inline(always)]
    fn merge<S: Isa>(
        &self,
        a: InterleavedVector<S, T>,
        b: InterleavedVector<S, T>,
    ) -> InterleavedVector<S, T> {
        a + b
    }

    #[inline(always)]
    fn finish<S: Isa>(
        &self,
        acc: InterleavedVector<S, T>,
        count: usize,
    ) -> InterleavedVector<S, T> {
        let zero = InterleavedVector::splat(acc.0[0].isa, T::ZERO, T::ZERO);
        if count == 0 { acc + zero } else { acc }
    }
}
