//! `nanvar` and `nanstd`.

use super::moments::{self, Moments, Parts};
use super::nan::{self, BlockCount, Count};
use super::same_blocks::{AccOf, OutOf, PartOf, PivotOf, same_blocks};
use super::var::{one_part, two_parts};
use crate::{BlockFold, Cplx, Float, Isa, MaskOf, Value, Vector};

/// The [variance](crate::ops::Variance) of the elements that are not NaN. A complex number is NaN
/// if either part is.
///
/// # Method
/// As that of [`Variance`](crate::ops::Variance), except that each chain of a block has a pivot of
/// its own, its first number: the first element of the block may be NaN. When chains are joined,
/// the sums of the second one are moved to the pivot of the first. All but 16-bit floats is
/// computed in `f64`, and numbers are counted in integers.
///
/// # Special values
/// NaN if a number is infinite, or if there are no more numbers than `ddof`.
#[derive(Clone, Copy, Debug)]
pub struct NanVariance {
    ddof: f64,
}

/// The standard deviation of the elements that are not NaN: the square root of the
/// [`NanVariance`].
#[derive(Clone, Copy, Debug)]
pub struct NanStandardDeviation {
    ddof: f64,
}

/// The blocks of [`NanVariance`] and [`NanStandardDeviation`]. Its own result is the variance with
/// the divisor `n`.
#[derive(Clone, Copy, Debug)]
pub struct NanSpread;

impl NanVariance {
    /// The variance whose divisor is the number of numbers less `ddof`.
    pub const fn new(ddof: f64) -> Self {
        Self { ddof }
    }
}

impl NanStandardDeviation {
    /// The standard deviation whose divisor is the number of numbers less `ddof`.
    pub const fn new(ddof: f64) -> Self {
        Self { ddof }
    }
}

/// The pivot, the sums of differences from it, the sum of their squares, and the count.
type Part<S, T, const N: usize> = ([Parts<S, T, N>; 2], Vector<S, T>, BlockCount<S, T>);

/// The moments, and the count.
type Acc<S, T, const N: usize, const L: usize, const W: usize> =
    (Moments<S, T, N, L>, Count<S, T, W>);

/// Lists the values: each with the number and the type of its parts, the number of
/// offsets of a mean, the words of a count, and what returns the parts of a register.
macro_rules! spreads {
    ($($x:ty as $n:literal $t:ident plus $l:literal in $w:literal by $parts:ident;)*) => {$(
        impl BlockFold<$x> for NanSpread {
            type Pivot = [$x; 0];
            type Part = ([[$t; $n]; 2], $t, <$t as Float>::Bits);
            type Acc = (([$t; $n], [$t; $l], $t), [<$t as Float>::Bits; $w]);
            type Out = $t;
            const ALLOWS_EMPTY: bool = true;
            const IS_EXACT: bool = false;

            #[inline(always)]
            fn pivot<S: Isa>(&self, _: <$x as Value>::Of<S>) -> [<$x as Value>::Of<S>; 0] {
                []
            }

            #[inline(always)]
            fn identity<S: Isa>(&self, s: S) -> Part<S, $t, $n> {
                let zero = Vector::splat(s, 0.0);
                ([[zero; $n]; 2], zero, nan::none::<S, $t>(s))
            }

            #[inline(always)]
            fn step<S: Isa>(
                &self,
                part: Part<S, $t, $n>,
                _: [<$x as Value>::Of<S>; 0],
                x: <$x as Value>::Of<S>,
            ) -> Part<S, $t, $n> {
                step(part, $parts(x))
            }

            #[inline(always)]
            fn join<S: Isa>(&self, a: Part<S, $t, $n>, b: Part<S, $t, $n>) -> Part<S, $t, $n> {
                join(a, b)
            }

            #[inline(always)]
            fn close<S: Isa>(
                &self,
                part: Part<S, $t, $n>,
                _: [<$x as Value>::Of<S>; 0],
                _: usize,
            ) -> Acc<S, $t, $n, $l, $w> {
                close(part)
            }

            #[inline(always)]
            fn merge<S: Isa>(
                &self,
                a: Acc<S, $t, $n, $l, $w>,
                b: Acc<S, $t, $n, $l, $w>,
                _: [usize; 2],
            ) -> Acc<S, $t, $n, $l, $w> {
                merge(a, b)
            }

            #[inline(always)]
            fn finish<S: Isa>(&self, acc: Acc<S, $t, $n, $l, $w>, _: usize) -> Vector<S, $t> {
                variance(acc, 0.0)
            }
        }
    )*};
}
spreads! {
    f32 as 1 f32 plus 0 in 2 by one_part;
    f64 as 1 f64 plus 1 in 1 by one_part;
    Cplx<f64> as 2 f64 plus 0 in 1 by two_parts;
}

same_blocks! {
    NanVariance of NanSpread:
    f32 => f32: |this, acc, _count| variance(acc, this.ddof);
    f64 => f64: |this, acc, _count| variance(acc, this.ddof);
    Cplx<f64> => f64: |this, acc, _count| variance(acc, this.ddof);
}

same_blocks! {
    NanStandardDeviation of NanSpread:
    f32 => f32: |this, acc, _count| variance(acc, this.ddof).sqrt();
    f64 => f64: |this, acc, _count| variance(acc, this.ddof).sqrt();
    Cplx<f64> => f64: |this, acc, _count| variance(acc, this.ddof).sqrt();
}

/// The variance of all numbers.
#[inline(always)]
fn variance<S: Isa, T: Float, const N: usize, const L: usize, const W: usize>(
    ((_, _, distances), count): Acc<S, T, N, L, W>,
    ddof: f64,
) -> Vector<S, T> {
    let divisor = nan::number::<S, T, W>(count) - distances.like(T::from_f64(ddof));
    let is_defined = divisor.gt(distances.like(T::ZERO));
    is_defined.select(distances / divisor, distances.like(T::NAN))
}

/// Whether there are numbers.
#[inline(always)]
fn has_numbers<S: Isa, T: Float>(count: BlockCount<S, T>) -> MaskOf<S, T> {
    !count.eq(nan::none::<S, T>(count.isa))
}

/// Adds an element, unless it is NaN. The first number is the pivot.
#[inline(always)]
fn step<S: Isa, T: Float, const N: usize>(
    ([mut pivot, sums], squares, count): Part<S, T, N>,
    x: Parts<S, T, N>,
) -> Part<S, T, N> {
    let mut is_number = x[0].eq(x[0]);
    for part in &x[1..] {
        is_number = is_number & part.eq(*part);
    }
    let (is_first, mut difference) = (!has_numbers::<S, T>(count) & is_number, x);
    for k in 0..N {
        pivot[k] = is_first.select(x[k], pivot[k]);
        difference[k] = is_number.select(x[k] - pivot[k], x[k].like(T::ZERO));
    }
    let (sums, squares) = moments::add((sums, squares), difference);
    ([pivot, sums], squares, nan::count_if::<S, T>(is_number, count))
}

/// Joins two chains. With `d` from the first pivot to the second, the differences of the second
/// chain grow by `d`: their sum by `n d`, and the sum of their squares by `2 d sum + n d^2`.
#[inline(always)]
fn join<S: Isa, T: Float, const N: usize>(
    ([mut pivot, mut sums], squares, count): Part<S, T, N>,
    ([other, other_sums], other_squares, other_count): Part<S, T, N>,
) -> Part<S, T, N> {
    let has_first = has_numbers::<S, T>(count);
    let has_second = has_numbers::<S, T>(other_count);
    let number = Vector::<S, T>::from_uint(other_count);
    let mut squares = squares + other_squares;
    for k in 0..N {
        let zero = squares.like(T::ZERO);
        let d = (has_first & has_second).select(other[k] - pivot[k], zero);
        let moved = d * number;
        squares = d.mul_add(other_sums[k] + other_sums[k] + moved, squares);
        sums[k] = sums[k] + other_sums[k] + moved;
        pivot[k] = has_first.select(pivot[k], other[k]);
    }
    ([pivot, sums], squares, count + other_count)
}

/// The moments of a block.
#[inline(always)]
fn close<S: Isa, T: Float, const N: usize, const L: usize, const W: usize>(
    ([pivot, sums], squares, count): Part<S, T, N>,
) -> Acc<S, T, N, L, W> {
    let number = Vector::<S, T>::from_uint(count).max(squares.like(T::ONE));
    (moments::close((sums, squares), pivot, number), nan::widened::<S, T, W>(count))
}

/// Merges the moments of two blocks.
#[inline(always)]
fn merge<S: Isa, T: Float, const N: usize, const L: usize, const W: usize>(
    (mut a, count): Acc<S, T, N, L, W>,
    (b, other_count): Acc<S, T, N, L, W>,
) -> Acc<S, T, N, L, W> {
    let first = nan::number::<S, T, W>(count);
    let second = nan::number::<S, T, W>(other_count);
    let has_first = first.gt(first.like(T::ZERO));
    for k in 0..N {
        a.0[k] = has_first.select(a.0[k], b.0[k]);
    }
    for k in 0..L {
        a.1[k] = has_first.select(a.1[k], b.1[k]);
    }
    let ratio = second / (first + second).max(first.like(T::ONE));
    (moments::merge(a, b, ratio, first * ratio), nan::total::<S, T, W>(count, other_count))
}
