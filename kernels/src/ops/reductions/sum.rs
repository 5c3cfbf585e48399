//! `sum`.
//!
//! Blocks are added as the loops do it: in chains and a tree. The sums of blocks are added without
//! error: the error of each addition is found by Knuth's TwoSum (The Art of Computer Programming,
//! volume 2, section 4.2.2), and added up, too. That is seven additions in place of one, once in
//! hundreds of elements, and then the error of a long sum is that of its blocks.

use crate::{BlockFold, Float, Fold, Interleaved, InterleavedVector, Isa, Lane, Vector};

/// The sum. Integers wrap.
///
/// # Accuracy
/// Blocks of 512 `f32`, 256 `f64` or complex `f32`, or 128 complex `f64`, have an error of at most
/// 20 roundings of the sum of the magnitudes. The sum of blocks is rounded once, as long as it is
/// no more than some 10^5 times smaller than the magnitudes that were added.
///
/// # Special values
/// A sum of zeros that are all -0 is -0. The sum of no elements is +0.
#[derive(Clone, Copy, Debug)]
pub struct Sum;

/// Adds numbers that stand for `a.0 + a.1`.
#[inline(always)]
pub(super) fn add_pairs<S: Isa, T: Float>(
    a: (Vector<S, T>, Vector<S, T>),
    b: (Vector<S, T>, Vector<S, T>),
) -> (Vector<S, T>, Vector<S, T>) {
    let sum = a.0 + b.0;
    let rest = sum - a.0;
    let error = (a.0 - (sum - rest)) + (b.0 - rest);
    // Infinite sums have no error.
    let error = error.eq(error).select(error, error.like(T::ZERO));
    (sum, (a.1 + b.1) + error)
}

/// The sum of a pair. A zero keeps its sign.
#[inline(always)]
pub(super) fn add_up<S: Isa, T: Float>((sum, error): (Vector<S, T>, Vector<S, T>)) -> Vector<S, T> {
    error.eq(error.like(T::ZERO)).select(sum, sum + error)
}

/// The neutral sum.
#[inline(always)]
fn nothing<S: Isa, T: Lane>(s: S) -> Vector<S, T> {
    -Vector::splat(s, T::ZERO)
}

/// Lists the floats.
macro_rules! sums_of_floats {
    ($($t:ident)*) => {$(
        impl BlockFold<$t> for Sum {
            type Pivot = [$t; 0];
            type Part = $t;
            type Acc = ($t, $t);
            type Out = $t;
            const ALLOWS_EMPTY: bool = true;
            const IS_EXACT: bool = false;

            #[inline(always)]
            fn pivot<S: Isa>(&self, _: Vector<S, $t>) -> [Vector<S, $t>; 0] {
                []
            }

            #[inline(always)]
            fn identity<S: Isa>(&self, s: S) -> Vector<S, $t> {
                nothing(s)
            }

            #[inline(always)]
            fn step<S: Isa>(
                &self,
                part: Vector<S, $t>,
                _: [Vector<S, $t>; 0],
                x: Vector<S, $t>,
            ) -> Vector<S, $t> {
                part + x
            }

            #[inline(always)]
            fn join<S: Isa>(&self, a: Vector<S, $t>, b: Vector<S, $t>) -> Vector<S, $t> {
                a + b
            }

            #[inline(always)]
            fn close<S: Isa>(
                &self,
                part: Vector<S, $t>,
                _: [Vector<S, $t>; 0],
                _: usize,
            ) -> (Vector<S, $t>, Vector<S, $t>) {
                (part, part.like(0.0))
            }

            #[inline(always)]
            fn merge<S: Isa>(
                &self,
                a: (Vector<S, $t>, Vector<S, $t>),
                b: (Vector<S, $t>, Vector<S, $t>),
                _: [usize; 2],
            ) -> (Vector<S, $t>, Vector<S, $t>) {
                add_pairs(a, b)
            }

            #[inline(always)]
            fn finish<S: Isa>(
                &self,
                acc: (Vector<S, $t>, Vector<S, $t>),
                count: usize,
            ) -> Vector<S, $t> {
                if count == 0 { acc.1 } else { add_up(acc) }
            }
        }

        impl BlockFold<Interleaved<$t>> for Sum {
            type Pivot = [$t; 0];
            type Part = Interleaved<$t>;
            type Acc = (Interleaved<$t>, Interleaved<$t>);
            type Out = Interleaved<$t>;
            const ALLOWS_EMPTY: bool = true;
            const IS_EXACT: bool = false;

            #[inline(always)]
            fn pivot<S: Isa>(&self, _: InterleavedVector<S, $t>) -> [Vector<S, $t>; 0] {
                []
            }

            #[inline(always)]
            fn identity<S: Isa>(&self, s: S) -> InterleavedVector<S, $t> {
                InterleavedVector([nothing(s); 2])
            }

            #[inline(always)]
            fn step<S: Isa>(
                &self,
                part: InterleavedVector<S, $t>,
                _: [Vector<S, $t>; 0],
                x: InterleavedVector<S, $t>,
            ) -> InterleavedVector<S, $t> {
                part + x
            }

            #[inline(always)]
            fn join<S: Isa>(
                &self,
                a: InterleavedVector<S, $t>,
                b: InterleavedVector<S, $t>,
            ) -> InterleavedVector<S, $t> {
                a + b
            }

            #[inline(always)]
            fn close<S: Isa>(
                &self,
                part: InterleavedVector<S, $t>,
                _: [Vector<S, $t>; 0],
                _: usize,
            ) -> (InterleavedVector<S, $t>, InterleavedVector<S, $t>) {
                (part, InterleavedVector([part.0[0].like(0.0); 2]))
            }

            #[inline(always)]
            fn merge<S: Isa>(
                &self,
                a: (InterleavedVector<S, $t>, InterleavedVector<S, $t>),
                b: (InterleavedVector<S, $t>, InterleavedVector<S, $t>),
                _: [usize; 2],
            ) -> (InterleavedVector<S, $t>, InterleavedVector<S, $t>) {
                let ([a0, a1], [a2, a3]) = (a.0.0, a.1.0);
                let ([b0, b1], [b2, b3]) = (b.0.0, b.1.0);
                let first = add_pairs((a0, a2), (b0, b2));
                let second = add_pairs((a1, a3), (b1, b3));
                (
                    InterleavedVector([first.0, second.0]),
                    InterleavedVector([first.1, second.1]),
                )
            }

            #[inline(always)]
            fn finish<S: Isa>(
                &self,
                acc: (InterleavedVector<S, $t>, InterleavedVector<S, $t>),
                count: usize,
            ) -> InterleavedVector<S, $t> {
                if count == 0 {
                    return acc.1;
                }
                let ([sum, next], [error, last]) = (acc.0.0, acc.1.0);
                InterleavedVector([add_up((sum, error)), add_up((next, last))])
            }
        }
    )*};
}
sums_of_floats! { f32 f64 }

/// Lists the integers.
macro_rules! sums_of_integers {
    ($($t:ident)*) => {$(
        impl Fold<$t> for Sum {
            type Acc = $t;
            type Out = $t;
            const ALLOWS_EMPTY: bool = true;
            const IS_EXACT: bool = true;

            #[inline(always)]
            fn identity<S: Isa>(&self, s: S) -> Vector<S, $t> {
                nothing(s)
            }

            #[inline(always)]
            fn step<S: Isa>(&self, acc: Vector<S, $t>, x: Vector<S, $t>) -> Vector<S, $t> {
                acc + x
            }

            #[inline(always)]
            fn merge<S: Isa>(&self, a: Vector<S, $t>, b: Vector<S, $t>) -> Vector<S, $t> {
                a + b
            }

            #[inline(always)]
            fn finish<S: Isa>(&self, acc: Vector<S, $t>, _: usize) -> Vector<S, $t> {
                acc
            }
        }
    )*};
}
sums_of_integers! { i8 i16 i32 i64 u8 u16 u32 u64 }
