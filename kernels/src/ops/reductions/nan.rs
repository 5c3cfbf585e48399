//! What reductions that ignore NaN share: replacing it, and counting the numbers.
//!
//! Numbers are counted in integers of the width of the float: an `f32` itself counts to 2^24 only.
//! One of these words does for a block; for a sequence of `f32`, which may have more than 2^32
//! elements, two do.

use crate::{ComplexVector, Cplx, Float, Isa, MaskOf, Value, Vector};
use tightloop_array_core::Element;

/// A count of a block.
pub(super) type BlockCount<S, T> = Vector<S, <T as Float>::Bits>;

/// A count of a sequence in `W` words, the lowest first.
pub(super) type Count<S, T, const W: usize> = [BlockCount<S, T>; W];

/// Values that may be NaN.
pub trait MaybeNan: Value {
    /// The lanes of the parts.
    type Lane: Float;
    /// Whether `x` is a number. A complex one is none if either part is NaN.
    fn is_number<S: Isa>(x: Self::Of<S>) -> MaskOf<S, Self::Lane>;
    /// `x`, or a real number in its place if it is NaN.
    fn or<S: Isa>(x: Self::Of<S>, other: Self::Lane) -> Self::Of<S>;
}

impl<T: Float> MaybeNan for T {
    type Lane = T;
    #[inline(always)]
    fn is_number<S: Isa>(x: Vector<S, T>) -> MaskOf<S, T> {
        x.eq(x)
    }

    #[inline(always)]
    fn or<S: Isa>(x: Vector<S, T>, other: T) -> Vector<S, T> {
        x.is_nan().select(x.like(other), x)
    }
}

impl<T: Float> MaybeNan for Cplx<T> {
    type Lane = T;
    #[inline(always)]
    fn is_number<S: Isa>(z: ComplexVector<S, T>) -> MaskOf<S, T> {
        !z.is_nan()
    }

    #[inline(always)]
    fn or<S: Isa>(z: ComplexVector<S, T>, other: T) -> ComplexVector<S, T> {
        let other = ComplexVector::new(z.re.like(other), z.re.like(T::ZERO));
        ComplexVector::select(z.is_nan(), other, z)
    }
}

/// No numbers.
#[inline(always)]
pub(super) fn none<S: Isa, T: Float>(s: S) -> BlockCount<S, T> {
    Vector::splat(s, <T::Bits as Element>::ZERO)
}

/// The count, and one more if `x` is a number.
#[inline(always)]
pub(super) fn count_if<S: Isa, T: Float>(
    is_number: MaskOf<S, T>,
    count: BlockCount<S, T>,
) -> BlockCount<S, T> {
    is_number.select(count + count.like(<T::Bits as Element>::ONE), count)
}

/// The count of a block as that of a sequence.
#[inline(always)]
pub(super) fn widened<S: Isa, T: Float, const W: usize>(count: BlockCount<S, T>) -> Count<S, T, W> {
    let mut words = [none::<S, T>(count.isa); W];
    words[0] = count;
    words
}

/// The sum of two counts.
#[inline(always)]
pub(super) fn total<S: Isa, T: Float, const W: usize>(
    mut a: Count<S, T, W>,
    b: Count<S, T, W>,
) -> Count<S, T, W> {
    for k in 0..W {
        let sum = a[k] + b[k];
        let overflows = sum.lt(a[k]);
        a[k] = sum;
        if k + 1 < W {
            a[k + 1] = overflows.select(a[k + 1] + sum.like(Element::ONE), a[k + 1]);
        }
    }
    a
}

/// The count of a sequence as a float.
#[inline(always)]
pub(super) fn number<S: Isa, T: Float, const W: usize>(count: Count<S, T, W>) -> Vector<S, T> {
    let mut number = Vector::<S, T>::from_uint(count[W - 1]);
    let unit = number.like(T::from_f64(power_of_two(8 * size_of::<T>() as i32)));
    for k in (0..W - 1).rev() {
        number = number.mul_add(unit, Vector::from_uint(count[k]));
    }
    number
}

/// `2^n`, for exponents of normal numbers.
pub(super) const fn power_of_two(n: i32) -> f64 {
    f64::from_bits(((n + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    #[test]
    fn counts_go_on_beyond_a_word() {
        let s = Scalar::new();
        let count = |words: [u32; 2]| words.map(|word| Vector::splat(s, word));
        let sum = total::<Scalar, f32, 2>(count([u32::MAX, 3]), count([2, 1]));
        assert_eq!(sum.map(|word| word.lane(0)), [1, 5]);
        assert_eq!(number::<Scalar, f32, 2>(sum).lane(0), 5.0 * 2f32.powi(32));
        assert_eq!(number::<Scalar, f64, 1>([Vector::splat(s, 1 << 60)]).lane(0), 2f64.powi(60));
    }
}
