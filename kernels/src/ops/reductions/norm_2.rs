//! `norm_2`.

use super::nan::power_of_two;
use crate::{ComplexVector, Cplx, Float, Fold, Isa, Vector};

/// The Euclidean norm: the square root of the sum of the squared magnitudes. Complex numbers are
/// computed in `f64`.
///
/// # Method
/// Numbers whose squares would overflow are scaled down before they are squared, and those whose
/// squares would underflow are scaled up: three sums, which are put together in the end (Blue, "A
/// portable Fortran program to find the Euclidean norm of a vector", 1978; LAPACK has it by way of
/// Anderson, "Algorithm 978: safe scaling in the level 1 BLAS", 2017). The bounds and factors leave
/// room for sums of 2^47 squares, and for the squares of subnormal numbers.
///
/// # Accuracy
/// No intermediate result overflows or underflows. All terms are positive, so the relative error is
/// half of that of their sum, which grows with the logarithm of the number of elements, and some
/// two units in the last place.
///
/// # Special values
/// NaN if any part is NaN; if not, infinity if any is infinite. 0 if there are no elements.
#[derive(Clone, Copy, Debug)]
pub struct Norm2;

/// The exponents of the bounds and of the factors.
struct Exponents {
    /// Squares of smaller numbers lose bits.
    small: i32,
    /// Squares of larger numbers, added up, might overflow.
    big: i32,
    /// For small numbers.
    up: i32,
    /// For big numbers.
    down: i32,
}

impl Exponents {
    /// Of a type.
    #[inline(always)]
    const fn of<T: Float>() -> Self {
        if T::MANTISSA_BITS == 23 {
            Exponents { small: -63, big: 40, up: 100, down: -90 }
        } else {
            Exponents { small: -511, big: 486, up: 600, down: -538 }
        }
    }
}

/// The sums of squares of small numbers, scaled up, of those in the middle, and of big ones, scaled
/// down.
type Squares<S, T> = [Vector<S, T>; 3];

#[inline(always)]
fn none<S: Isa, T: Float>(s: S) -> Squares<S, T> {
    [Vector::splat(s, T::ZERO); 3]
}

/// Returns `2^n` in every lane.
#[inline(always)]
fn power<S: Isa, T: Float>(x: Vector<S, T>, n: i32) -> Vector<S, T> {
    x.like(T::from_f64(power_of_two(n)))
}

/// Adds the square of a number.
#[inline(always)]
fn add<S: Isa, T: Float>([small, middle, big]: Squares<S, T>, x: Vector<S, T>) -> Squares<S, T> {
    let (exponents, size, zero) = (const { Exponents::of::<T>() }, x.abs(), x.like(T::ZERO));
    let is_small = size.lt(power(x, exponents.small));
    let is_big = size.gt(power(x, exponents.big));
    if !(is_small | is_big).any() {
        return [small, x.mul_add(x, middle), big];
    }
    let usual = (is_small | is_big).select(zero, x);
    let up = is_small.select(x, zero) * power(x, exponents.up);
    let down = is_big.select(x, zero) * power(x, exponents.down);
    [up.mul_add(up, small), usual.mul_add(usual, middle), down.mul_add(down, big)]
}

#[inline(always)]
fn sum<S: Isa, T: Float>(a: Squares<S, T>, b: Squares<S, T>) -> Squares<S, T> {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

/// The root of the sum of all squares. Beside big numbers, small ones do not count.
#[inline(always)]
fn root<S: Isa, T: Float>([small, middle, big]: Squares<S, T>) -> Vector<S, T> {
    let exponents = const { Exponents::of::<T>() };
    let (zero, up, down) =
        (big.like(T::ZERO), power(big, exponents.up), power(big, exponents.down));
    let with_big = (middle * down).mul_add(down, big).sqrt() / down;
    let [a, b] = [middle.sqrt(), small.sqrt() / up];
    let (least, greatest) = (a.min(b), a.max(b));
    let ratio = least / greatest;
    let both = greatest * ratio.mul_add(ratio, big.like(T::ONE)).sqrt();
    let without_big = least.eq(zero).select(greatest, both);
    big.gt(zero).select(with_big, without_big)
}

impl<T: Float> Fold<T> for Norm2 {
    type Acc = [T; 3];
    type Out = T;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Squares<S, T> {
        none(s)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Squares<S, T>, x: Vector<S, T>) -> Squares<S, T> {
        add(acc, x)
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Squares<S, T>, b: Squares<S, T>) -> Squares<S, T> {
        sum(a, b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Squares<S, T>, _: usize) -> Vector<S, T> {
        root(acc)
    }
}

impl<T: Float> Fold<Cplx<T>> for Norm2 {
    type Acc = [T; 3];
    type Out = T;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Squares<S, T> {
        none(s)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Squares<S, T>, z: ComplexVector<S, T>) -> Squares<S, T> {
        add(add(acc, z.re), z.im)
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Squares<S, T>, b: Squares<S, T>) -> Squares<S, T> {
        sum(a, b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Squares<S, T>, _: usize) -> Vector<S, T> {
        root(acc)
    }
}
