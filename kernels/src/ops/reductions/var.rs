//! `var` and `std`.

use super::moments::{self, Moments, Parts, Sums};
use super::same_blocks::{AccOf, OutOf, PartOf, PivotOf, same_blocks};
use crate::{BlockFold, ComplexVector, Cplx, Float, Isa, Value, Vector};

/// The variance: the sum of the squared distances from the mean, divided by the number of elements
/// less `ddof`. Of complex numbers, distances are magnitudes, so it is real. Integers and truth
/// values are computed as `f64`, 16-bit floats as `f32`.
///
/// # Method
/// One pass. Each block of neighbouring elements adds up differences from its first element, and
/// their squares; that gives its mean and the squared distances from it. Blocks are merged by the
/// formula of Chan, Golub and LeVeque (1979).
///
/// # Accuracy
/// The mean costs no digits: `1e9` plus noise has the variance of the noise. (Means of blocks of
/// complex numbers are rounded, so that theirs is right to some `1e-8`.) Blocks have 512 `f32` or
/// 256 `f64`, and at worst as many units in the last place are lost if the first element of a block
/// is far from all others.
///
/// # Special values
/// NaN if an element is NaN or infinite, or if there are none. If there are no more elements than
/// `ddof`, the divisor is 0.
#[derive(Clone, Copy, Debug)]
pub struct Variance {
    ddof: f64,
}

/// The standard deviation: the square root of the [`Variance`], which is rounded once more.
#[derive(Clone, Copy, Debug)]
pub struct StandardDeviation {
    ddof: f64,
}

/// The [mean](crate::ops::Mean), as precise as the variance makes it, and the [`Variance`]: of real
/// numbers, in one pass.
#[derive(Clone, Copy, Debug)]
pub struct MeanVariance {
    ddof: f64,
}

/// The mean of real numbers, and the sum of the squared distances from it, in `f64`: what is known
/// of some elements if more may follow.
#[derive(Clone, Copy, Debug)]
pub struct CentralMoments;

/// The blocks of [`Variance`] and its kin. Its own result is the variance with the divisor `n`.
#[derive(Clone, Copy, Debug)]
pub struct Spread;

impl Variance {
    /// The variance whose divisor is the number of elements less `ddof`.
    pub const fn new(ddof: f64) -> Self {
        Self { ddof }
    }
}

impl StandardDeviation {
    /// The standard deviation whose divisor is the number of elements less `ddof`.
    pub const fn new(ddof: f64) -> Self {
        Self { ddof }
    }
}

impl MeanVariance {
    /// The mean, and the variance whose divisor is the number of elements less `ddof`.
    pub const fn new(ddof: f64) -> Self {
        Self { ddof }
    }
}

/// Lists the values: each with the number and the type of its parts, the number of
/// offsets of a mean, and what returns the parts of a register.
macro_rules! spreads {
    ($($x:ty as $n:literal $t:ident plus $l:literal by $parts:ident;)*) => {$(
        impl BlockFold<$x> for Spread {
            type Pivot = [$t; $n];
            type Part = ([$t; $n], $t);
            type Acc = ([$t; $n], [$t; $l], $t);
            type Out = $t;
            const ALLOWS_EMPTY: bool = true;
            const IS_EXACT: bool = false;

            #[inline(always)]
            fn pivot<S: Isa>(&self, first: <$x as Value>::Of<S>) -> Parts<S, $t, $n> {
                $parts(first)
            }

            #[inline(always)]
            fn identity<S: Isa>(&self, s: S) -> Sums<S, $t, $n> {
                let zero = Vector::splat(s, 0.0);
                ([zero; $n], zero)
            }

            #[inline(always)]
            fn step<S: Isa>(
                &self,
                part: Sums<S, $t, $n>,
                pivot: Parts<S, $t, $n>,
                x: <$x as Value>::Of<S>,
            ) -> Sums<S, $t, $n> {
                moments::add(part, difference($parts(x), pivot))
            }

            #[inline(always)]
            fn join<S: Isa>(&self, a: Sums<S, $t, $n>, b: Sums<S, $t, $n>) -> Sums<S, $t, $n> {
                sum(a, b)
            }

            #[inline(always)]
            fn close<S: Isa>(
                &self,
                part: Sums<S, $t, $n>,
                pivot: Parts<S, $t, $n>,
                count: usize,
            ) -> Moments<S, $t, $n, $l> {
                moments::close(part, pivot, part.1.like(Float::from_f64(count as f64)))
            }

            #[inline(always)]
            fn merge<S: Isa>(
                &self,
                a: Moments<S, $t, $n, $l>,
                b: Moments<S, $t, $n, $l>,
                counts: [usize; 2],
            ) -> Moments<S, $t, $n, $l> {
                let [first, second] = counts.map(|count| count as f64);
                let ratio = second / (first + second);
                let [ratio, weight] = a.2.like_each([ratio, first * ratio].map(Float::from_f64));
                moments::merge(a, b, ratio, weight)
            }

            #[inline(always)]
            fn finish<S: Isa>(&self, acc: Moments<S, $t, $n, $l>, count: usize) -> Vector<S, $t> {
                variance(acc.2, count, 0.0)
            }
        }
    )*};
}
spreads! {
    f32 as 1 f32 plus 1 by one_part;
    f64 as 1 f64 plus 1 by one_part;
    Cplx<f64> as 2 f64 plus 0 by two_parts;
}

same_blocks! {
    Variance of Spread:
    f32 => f32: |this, acc, count| variance(acc.2, count, this.ddof);
    f64 => f64: |this, acc, count| variance(acc.2, count, this.ddof);
    Cplx<f64> => f64: |this, acc, count| variance(acc.2, count, this.ddof);
}

same_blocks! {
    StandardDeviation of Spread:
    f32 => f32: |this, acc, count| variance(acc.2, count, this.ddof).sqrt();
    f64 => f64: |this, acc, count| variance(acc.2, count, this.ddof).sqrt();
    Cplx<f64> => f64: |this, acc, count| variance(acc.2, count, this.ddof).sqrt();
}

same_blocks! {
    MeanVariance of Spread:
    f32 => [f32; 2]: |this, acc, count| [mean(acc, count), variance(acc.2, count, this.ddof)];
    f64 => [f64; 2]: |this, acc, count| [mean(acc, count), variance(acc.2, count, this.ddof)];
}

same_blocks! {
    CentralMoments of Spread:
    f64 => [f64; 2]: |_this, acc, count| [mean(acc, count), acc.2];
}

/// The variance of `count` numbers, from their squared distances.
#[inline(always)]
fn variance<S: Isa, T: Float>(distances: Vector<S, T>, count: usize, ddof: f64) -> Vector<S, T> {
    let divisor = (count as f64 - ddof).max(0.0);
    distances / distances.like(T::from_f64(divisor))
}

/// The mean of `count` numbers. That of none is NaN.
#[inline(always)]
fn mean<S: Isa, T: Float>(
    ([mean], [offset], _): Moments<S, T, 1, 1>,
    count: usize,
) -> Vector<S, T> {
    if count == 0 { mean.like(T::NAN) } else { mean + offset }
}

/// The parts of a real number.
#[inline(always)]
pub(super) fn one_part<S: Isa, T: Float>(x: Vector<S, T>) -> Parts<S, T, 1> {
    [x]
}

/// The parts of a complex number.
#[inline(always)]
pub(super) fn two_parts<S: Isa, T: Float>(z: ComplexVector<S, T>) -> Parts<S, T, 2> {
    [z.re, z.im]
}

/// `a - b`, part by part.
#[inline(always)]
fn difference<S: Isa, T: Float, const N: usize>(
    mut a: Parts<S, T, N>,
    b: Parts<S, T, N>,
) -> Parts<S, T, N> {
    for k in 0..N {
        a[k] = a[k] - b[k];
    }
    a
}

/// `a + b`, part by part.
#[inline(always)]
fn sum<S: Isa, T: Float, const N: usize>(
    (mut sums, squares): Sums<S, T, N>,
    (others, other_squares): Sums<S, T, N>,
) -> Sums<S, T, N> {
    for k in 0..N {
        sums[k] = sums[k] + others[k];
    }
    (sums, squares + other_squares)
}
