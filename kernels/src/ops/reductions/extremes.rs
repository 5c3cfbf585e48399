//! The reductions to the smallest or the largest element.
//!
//! In their plain form they are
//!
//! ```text
//! for x in elements { best = best.min(x) }
//! ```
//!
//! But no CPU has a minimum that propagates NaN, orders zeros by their sign, and takes one
//! instruction. Within a block of floats, [three](Part) are kept apart instead: the smallest number
//! by the instruction that there is, which may be a zero of either sign; the signs of all elements,
//! since one of them is set if a smallest zero is negative; and whether all are numbers.

use crate::ops::{Fmax, Fmin, Maximum, Minimum};
use crate::{BlockFold, Float, Fold, Int, Isa, Lane, Mask, MaskOf, Search, Truth, Vector};

/// Which element an operation reduces to.
trait Extreme: Send + Sync {
    /// Whether it is the largest one.
    const IS_LARGEST: bool;
    /// Whether NaN is ignored. If not, it is the result.
    const IGNORES_NAN: bool;

    /// The better one of two elements.
    #[inline(always)]
    fn better<S: Isa, T: Lane>(a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        match (Self::IS_LARGEST, Self::IGNORES_NAN) {
            (false, false) => a.min(b),
            (true, false) => a.max(b),
            (false, true) => a.fmin(b),
            (true, true) => a.fmax(b),
        }
    }

    /// The element that all others are better than, if it is not a NaN that is ignored.
    #[inline(always)]
    fn worst<S: Isa, T: Lane>(s: S) -> Vector<S, T> {
        Vector::splat(s, if Self::IS_LARGEST { T::LEAST } else { T::GREATEST })
    }

    /// Whether `x`, which comes later, is better than `best`.
    #[inline(always)]
    fn is_better<S: Isa, T: Lane>(x: Vector<S, T>, best: Vector<S, T>) -> MaskOf<S, T> {
        // True if either is NaN.
        let beats = if Self::IS_LARGEST { !x.le(best) } else { !best.le(x) };
        beats & if Self::IGNORES_NAN { x.eq(x) } else { best.eq(best) }
    }

    /// See [`Part`].
    #[inline(always)]
    fn start<S: Isa, T: Float>(s: S) -> PartOf<S, T> {
        let signs = Vector::splat(s, if Self::IS_LARGEST { T::Bits::MAX } else { T::Bits::MIN });
        (Self::worst(s), signs, Mask::splat(s, !Self::IGNORES_NAN))
    }

    /// Adds an element to a part.
    #[inline(always)]
    fn step<S: Isa, T: Float>(part: PartOf<S, T>, x: Vector<S, T>) -> PartOf<S, T> {
        let (best, signs, found) = part;
        let (is_number, mut bits) = (x.eq(x), x.to_bits());
        if Self::IGNORES_NAN {
            bits = is_number.select(bits, signs);
        }
        Self::join((best, signs, found), (x, bits, is_number))
    }

    /// Joins two parts.
    #[inline(always)]
    fn join<S: Isa, T: Float>(a: PartOf<S, T>, b: PartOf<S, T>) -> PartOf<S, T> {
        let found = if Self::IGNORES_NAN { a.2 | b.2 } else { a.2 & b.2 };
        // If either is NaN, this is the first one.
        if Self::IS_LARGEST {
            (b.0.greater(a.0), a.1 & b.1, found)
        } else {
            (b.0.lesser(a.0), a.1 | b.1, found)
        }
    }

    /// The best element of a part.
    #[inline(always)]
    fn close<S: Isa, T: Float>((best, signs, found): PartOf<S, T>) -> Vector<S, T> {
        let is_zero = best.eq(best.like(T::ZERO));
        let best = is_zero.select(best.copysign(Vector::from_bits(signs)), best);
        found.select(best, best.like(T::NAN))
    }
}

/// The best number so far; the union of the bits of all elements, or their intersection for the
/// largest one; and whether all elements are numbers, or any if NaN is ignored.
type Part<T> = (T, <T as Float>::Bits, Truth<T>);

/// [`Part`] in registers.
type PartOf<S, T> = (Vector<S, T>, Vector<S, <T as Float>::Bits>, MaskOf<S, T>);

/// Lists the operations, with the types of elements that they reduce.
macro_rules! extremes {
    ($(
        $op:ident ($largest:literal $ignores_nan:literal): $($float:ident)* | $($int:ident)*;
    )*) => {$(
        impl Extreme for $op {
            const IS_LARGEST: bool = $largest;
            const IGNORES_NAN: bool = $ignores_nan;
        }

        $(
            impl BlockFold<$float> for $op {
                type Pivot = [$float; 0];
                type Part = Part<$float>;
                type Acc = $float;
                type Out = $float;
                const ALLOWS_EMPTY: bool = false;
                const IS_EXACT: bool = true;

                #[inline(always)]
                fn pivot<S: Isa>(&self, _: Vector<S, $float>) -> [Vector<S, $float>; 0] {
                    []
                }

                #[inline(always)]
                fn identity<S: Isa>(&self, s: S) -> PartOf<S, $float> {
                    <$op as Extreme>::start(s)
                }

                #[inline(always)]
                fn step<S: Isa>(
                    &self,
                    part: PartOf<S, $float>,
                    _: [Vector<S, $float>; 0],
                    x: Vector<S, $float>,
                ) -> PartOf<S, $float> {
                    <$op as Extreme>::step(part, x)
                }

                #[inline(always)]
                fn join<S: Isa>(
                    &self,
                    a: PartOf<S, $float>,
                    b: PartOf<S, $float>,
                ) -> PartOf<S, $float> {
                    <$op as Extreme>::join(a, b)
                }

                #[inline(always)]
                fn close<S: Isa>(
                    &self,
                    part: PartOf<S, $float>,
                    _: [Vector<S, $float>; 0],
                    _: usize,
                ) -> Vector<S, $float> {
                    <$op as Extreme>::close(part)
                }

                #[inline(always)]
                fn merge<S: Isa>(
                    &self,
                    a: Vector<S, $float>,
                    b: Vector<S, $float>,
                    _: [usize; 2],
                ) -> Vector<S, $float> {
                    <$op as Extreme>::better(a, b)
                }

                #[inline(always)]
                fn finish<S: Isa>(&self, acc: Vector<S, $float>, _: usize) -> Vector<S, $float> {
                    acc
                }
            }
        )*

        $(
            impl Fold<$int> for $op {
                type Acc = $int;
                type Out = $int;
                const ALLOWS_EMPTY: bool = false;
                const IS_EXACT: bool = true;

                #[inline(always)]
                fn identity<S: Isa>(&self, s: S) -> Vector<S, $int> {
                    <$op as Extreme>::worst(s)
                }

                #[inline(always)]
                fn step<S: Isa>(
                    &self,
                    acc: Vector<S, $int>,
                    x: Vector<S, $int>,
                ) -> Vector<S, $int> {
                    <$op as Extreme>::better(acc, x)
                }

                #[inline(always)]
                fn merge<S: Isa>(&self, a: Vector<S, $int>, b: Vector<S, $int>) -> Vector<S, $int> {
                    <$op as Extreme>::better(a, b)
                }

                #[inline(always)]
                fn finish<S: Isa>(&self, acc: Vector<S, $int>, _: usize) -> Vector<S, $int> {
                    acc
                }
            }
        )*

        impl<T: Lane> Search<T> for $op
        where
            $op: BlockFold<T, Acc = T, Out = T>,
        {
            const IS_LARGEST: bool = $largest;
            const ENDS_AT_NAN: bool = !$ignores_nan;

            #[inline(always)]
            fn is_better<S: Isa>(&self, x: Vector<S, T>, best: Vector<S, T>) -> MaskOf<S, T> {
                <$op as Extreme>::is_better(x, best)
            }
        }
    )*};
}
extremes! {
    Minimum (false false): f32 f64 | i8 i16 i32 i64 u8 u16 u32 u64;
    Maximum (true false): f32 f64 | i8 i16 i32 i64 u8 u16 u32 u64;
    Fmin (false true): f32 f64 |;
    Fmax (true true): f32 f64 |;
}
