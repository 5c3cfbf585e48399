//! `add`.

use crate::{
    Associative, Binary, Catalogued, ComplexVector, Cost, Cplx, Float, Fold, Interleaved,
    InterleavedVector, Isa, Lane, MaskOf, SignBlindInOrder, Truth, Vector,
};
use tightloop_array_core::{C32, C64, DType, bf16, f16};

/// `a + b`; for truth values, "or".
///
/// # Accuracy
/// Floats are correctly rounded (0.5 ULP). Integers wrap.
#[derive(Clone, Copy, Debug)]
pub struct Add;

impl Catalogued for Add {
    type By = SignBlindInOrder;
}

/// Lists the types, each with the element that changes no other: -0, as a sum of zeros that are all
/// -0 is -0.
macro_rules! associative {
    ($($t:ident $zero:expr,)*) => {$(
        impl Associative<$t> for Add {
            const IDENTITY: Option<$t> = Some($zero);
        }
    )*};
}
associative! {
    bool false, i8 0, i16 0, i32 0, i64 0, u8 0, u16 0, u32 0, u64 0,
    f16 f16::NEG_ZERO, bf16 bf16::NEG_ZERO, f32 -0.0, f64 -0.0,
    C32 C32::new(-0.0, -0.0), C64 C64::new(-0.0, -0.0),
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
    const COUNTS: bool = false;

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

/// The sum, part by part as for real numbers.
impl<T: Float> Fold<Cplx<T>> for Add {
    type Acc = Cplx<T>;
    type Out = Cplx<T>;
    const ALLOWS_EMPTY: bool = true;
    const COUNTS: bool = false;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> ComplexVector<S, T> {
        let zero = Fold::<T>::identity(self, s);
        ComplexVector::new(zero, zero)
    }

    #[inline(always)]
    fn step<S: Isa>(
        &self,
        acc: ComplexVector<S, T>,
        x: ComplexVector<S, T>,
    ) -> ComplexVector<S, T> {
        acc + x
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        a + b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: ComplexVector<S, T>, count: usize) -> ComplexVector<S, T> {
        let (re, im) = (acc.re, acc.im);
        ComplexVector::new(
            Fold::<T>::finish::<S>(self, re, count),
            Fold::<T>::finish::<S>(self, im, count),
        )
    }
}
