//! Natural logarithms in two parts, from which all logarithms are made.

use super::{polynomial, pow2};
use crate::{Float, Int, Isa, MaskOf, Vector};

/// `x = 2^k * m`, with `m` from a `lowest` number to twice that.
#[derive(Clone, Copy)]
pub struct Split<S: Isa, T: Float> {
    /// The exponent.
    pub k: Vector<S, T>,
    /// The fraction.
    pub m: Vector<S, T>,
    /// The low four bits say which sixteenth of all floats from `lowest` on `m` belongs to.
    pub interval: Vector<S, T::Int>,
}

impl<S: Isa, T: Float> Split<S, T> {
    /// Splits a positive normal number.
    #[inline(always)]
    pub fn of(x: Vector<S, T>, lowest: f64) -> Self {
        let shifted = shifted(x, lowest);
        let lowest = x.like(T::from_f64(lowest)).to_bits();
        let fraction = shifted & lowest.like(T::Bits::wrapping_from((1 << T::MANTISSA_BITS) - 1));
        // Setting the low bits of `zero` to those of a small integer gives the float `zero` plus
        // the integer.
        let zero = pow2::<S, T>(x.like_int(T::MANTISSA_BITS as i32));
        let k = Vector::from_bits(shifted >> T::MANTISSA_BITS | zero.to_bits());
        Self {
            k: k - (zero + x.like(T::from_f64(f64::from(T::EXPONENT_BIAS + 1)))),
            m: Vector::from_bits(fraction + lowest),
            interval: (shifted >> (T::MANTISSA_BITS - 4)).bitcast(),
        }
    }

    /// Splits a positive number, which may be subnormal.
    #[inline(always)]
    pub fn of_any(x: Vector<S, T>, lowest: f64) -> Self {
        let digits = T::MANTISSA_BITS as i32 + 1;
        let is_subnormal = x.lt(pow2(x.like_int(1 - T::EXPONENT_BIAS)));
        let scaled = is_subnormal.select(x * pow2(x.like_int(digits)), x);
        let split = Self::of(scaled, lowest);
        let digits = x.like(T::from_f64(f64::from(digits)));
        Self { k: is_subnormal.select(split.k - digits, split.k), ..split }
    }
}

/// The bits of `x`, so much larger that the exponent is `k + 1` and the fraction that of `m` above
/// `lowest`, which is from 1/2 to 1.
#[inline(always)]
fn shifted<S: Isa, T: Float>(x: Vector<S, T>, lowest: f64) -> Vector<S, T::Bits> {
    let [two, lowest] = x.like_each([2.0, lowest].map(T::from_f64));
    x.to_bits() + (two.to_bits() - lowest.to_bits())
}

/// Whether `x` is positive, normal, and not among the largest numbers. One comparison tells: of all
/// others, the bits are small as signed integers, or become so because shifting them wraps.
#[inline(always)]
fn is_common<S: Isa, T: Float>(x: Vector<S, T>) -> MaskOf<S, T> {
    let least = pow2::<S, T>(x.like_int(1 - T::EXPONENT_BIAS));
    shifted(x, LOWEST).bitcast::<T::Int>().ge(shifted(least, LOWEST).bitcast())
}

/// The smallest fraction whose logarithm is taken by [`ln_in_parts`].
pub const LOWEST: f64 = 45.0 / 64.0;

/// The floats of which logarithms can be taken.
pub trait Logarithm: Float {
    /// `ln 2` in so few bits that its products with exponents are exact, and the rest of it.
    const LN_2: [Self; 2];

    /// `(ln((1 + s) / (1 - s)) - 2 * s) / s^3`, given `s^2`. Sollya computes it, with `(SG, 2)` or
    /// `(D, 7)` for `(p, d)`:
    ///
    /// ```text
    /// f = (2 * atanh(sqrt(x))/sqrt(x) - 2)/x;
    /// fpminimax(f, d, [|p...|], [2^-40; 0.0306], absolute);
    /// ```
    fn tail<S: Isa>(square: Vector<S, Self>) -> Vector<S, Self>;
}

impl Logarithm for f32 {
    const LN_2: [f32; 2] = [0.69314575, 1.4286068e-6];

    #[inline(always)]
    fn tail<S: Isa>(square: Vector<S, f32>) -> Vector<S, f32> {
        polynomial(square, &[0.66666687, 0.3998793, 0.29619524])
    }
}

impl Logarithm for f64 {
    const LN_2: [f64; 2] = [0.6931471805598903, 5.497923018708371e-14];

    #[inline(always)]
    fn tail<S: Isa>(square: Vector<S, f64>) -> Vector<S, f64> {
        polynomial(
            square,
            &[
                0.6666666666666666,
                0.4000000000000534,
                0.285714285691566,
                0.22222222659400828,
                0.1818177331702917,
                0.15387236265762627,
                0.13246124067648854,
                0.13292466114442567,
            ],
        )
    }
}

/// `ln(2^k * (1 + f + rest))` as the sum of a large term and a small one, for `1 + f` from
/// [`LOWEST`] to twice that. `rest` is at most half a unit in the last place of `1 + f`. The error
/// is at most a third of a unit in the last place of the sum.
///
/// With `s = f / (2 + f)`, `ln(1 + f) = 2 * s + s^3 * p(s^2) = f - s * (f - s^2 * p(s^2))`, as in
/// Sun's fdlibm (`e_log.c`, 1993). The rounding error of the sum of `k * ln(2)` and `f` joins the
/// small term. A polynomial in `f` would have three times as many terms, and tables would take
/// longer than the division.
#[inline(always)]
pub fn ln_in_parts<S: Isa, T: Logarithm>(
    k: Vector<S, T>,
    f: Vector<S, T>,
    rest: Vector<S, T>,
) -> [Vector<S, T>; 2] {
    let s = f / (f + f.like(T::from_f64(2.0)));
    let [large, lost] = large_term(k, f);
    // The derivative of the logarithm, `1 / (1 + f)`, is nearly `1 - 2 * s`.
    [large, small_term(k, rest + rest + f, s, lost + rest)]
}

/// As [`ln_in_parts`] without a rest, but with half the error: what rounding `s` has changed joins
/// the small term, too.
#[inline(always)]
fn ln_in_finer_parts<S: Isa, T: Logarithm>(k: Vector<S, T>, f: Vector<S, T>) -> [Vector<S, T>; 2] {
    let two = f.like(T::from_f64(2.0));
    let s = f / (f + two);
    let remainder = s.neg_mul_add(f, s.neg_mul_add(two, f));
    let [large, lost] = large_term(k, f);
    [large, small_term(k, f, s, s.neg_mul_add(remainder, lost))]
}

/// `k * ln(2) + f` with the first part of `ln(2)`, and its rounding error.
#[inline(always)]
fn large_term<S: Isa, T: Logarithm>(k: Vector<S, T>, f: Vector<S, T>) -> [Vector<S, T>; 2] {
    let ln_2 = k.like(T::LN_2[0]);
    let large = k.mul_add(ln_2, f);
    [large, f - k.neg_mul_add(ln_2, large)]
}

/// `rest - s * (f - s^2 * p(s^2)) + k * ln(2)`, with the second part of `ln(2)`.
#[inline(always)]
fn small_term<S: Isa, T: Logarithm>(
    k: Vector<S, T>,
    f: Vector<S, T>,
    s: Vector<S, T>,
    rest: Vector<S, T>,
) -> Vector<S, T> {
    let square = s * s;
    let factor = square.mul_add(T::tail(square), -f);
    s.mul_add(factor, k.mul_add(k.like(T::LN_2[1]), rest))
}

/// A logarithm of any number: the natural one, or `slope` times that, where the slope is the sum of
/// two parts.
///
/// Zeros, negative numbers, infinity and NaN give what C99 wants.
#[inline(always)]
pub fn logarithm<S: Isa, T: Logarithm>(x: Vector<S, T>, slope: Option<[T; 2]>) -> Vector<S, T> {
    if is_common(x).all() {
        return of_split(Split::of(x, LOWEST), slope);
    }
    let (zero, infinity) = (x.like(T::ZERO), x.like(T::INFINITY));
    let y = of_split(Split::of_any(x, LOWEST), slope);
    let y = x.lt(infinity).select(y, x);
    let y = x.lt(zero).select(x.like(T::NAN), y);
    x.eq(zero).select(-infinity, y)
}

/// As [`logarithm`], of a positive number.
#[inline(always)]
fn of_split<S: Isa, T: Logarithm>(x: Split<S, T>, slope: Option<[T; 2]>) -> Vector<S, T> {
    let f = x.m - x.m.like(T::ONE);
    let Some(slope) = slope else {
        let [large, small] = ln_in_parts(x.k, f, f.like(T::from_f64(-0.0)));
        return large + small;
    };
    let [large, small] = ln_in_finer_parts(x.k, f);
    let [slope, slope_rest] = large.like_each(slope);
    let y = large * slope;
    let lost = large.mul_add(slope, -y);
    y + small.mul_add(slope, large.mul_add(slope_rest, lost))
}
