//! Natural logarithms in two parts, from which all logarithms are made.

use super::{polynomial, pow2};
use crate::{Float, Int, Isa, Vector};

/// `x = 2^k * m` for a positive normal number, with `m` from 45/64 to twice that.
///
/// The range is divided into 16 intervals, each a sixteenth of the numbers with one exponent. The
/// tenth is around 1, from 63/64 to 33/32.
#[derive(Clone, Copy)]
pub struct Split<S: Isa, T: Float> {
    /// The exponent.
    pub k: Vector<S, T>,
    /// The fraction.
    pub m: Vector<S, T>,
    /// Its interval, in the low four bits.
    pub interval: Vector<S, T::Int>,
}

/// The smallest `m`.
const LOWEST: f64 = 45.0 / 64.0;

impl<S: Isa, T: Float> Split<S, T> {
    /// Splits a positive finite number. Subnormal numbers are scaled to normal ones unless all
    /// `are_normal`.
    #[inline(always)]
    pub fn of(x: Vector<S, T>, are_normal: bool) -> Self {
        if are_normal {
            return Self::of_normal(x);
        }
        let digits = T::MANTISSA_BITS as i32 + 1;
        let subnormal = x.lt(pow2(x.like_int(1 - T::EXPONENT_BIAS)));
        let scaled = subnormal.select(x * pow2(x.like_int(digits)), x);
        let Self { k, m, interval } = Self::of_normal(scaled);
        let digits = x.like(T::from_f64(f64::from(digits)));
        Self { k: subnormal.select(k - digits, k), m, interval }
    }

    #[inline(always)]
    fn of_normal(x: Vector<S, T>) -> Self {
        let lowest = x.like(T::from_f64(LOWEST)).to_bits();
        // The exponent of this is that of `x`, or one more if the fraction of `x` is at least that
        // of `LOWEST`.
        let shifted = x.to_bits() + (x.like(T::ONE).to_bits() - lowest);
        let fraction = shifted & lowest.like(T::Bits::wrapping_from((1 << T::MANTISSA_BITS) - 1));
        // Setting the low bits of `zero` to those of a small integer gives the float `zero` plus
        // the integer.
        let zero = pow2::<S, T>(x.like_int(T::MANTISSA_BITS as i32));
        let k = Vector::from_bits(shifted >> T::MANTISSA_BITS | zero.to_bits());
        Self {
            k: k - (zero + x.like(T::from_f64(f64::from(T::EXPONENT_BIAS)))),
            m: Vector::from_bits(fraction + lowest),
            interval: (shifted >> (T::MANTISSA_BITS - 4)).bitcast(),
        }
    }
}

/// The floats of which logarithms can be taken.
pub trait Logarithm: Float {
    /// `ln 2` in so few bits that its products with exponents are exact, and the rest of it.
    const LN_2: [Self; 2];

    /// `ln x` as the sum of a large term and a small one. Their error is far below a unit in the
    /// last place of the sum, unless the small one is larger: so it may be very near 1.
    fn ln_in_parts<S: Isa>(x: Split<S, Self>) -> [Vector<S, Self>; 2];

    /// `ln(2^k * (m + rest))` as such a sum, whose second term is small near 1, too. `rest` is at
    /// most half a unit in the last place of `m`.
    fn ln_in_ordered_parts<S: Isa>(
        x: Split<S, Self>,
        rest: Vector<S, Self>,
    ) -> [Vector<S, Self>; 2];
}

/// With `f = m - 1`, `ln x = k * ln(2) + f + f^2 * p(f)`. The rounding error of the first sum joins
/// the small term.
impl Logarithm for f32 {
    const LN_2: [f32; 2] = [0.69314575, 1.4286068e-6];

    #[inline(always)]
    fn ln_in_parts<S: Isa>(x: Split<S, f32>) -> [Vector<S, f32>; 2] {
        Self::ln_in_ordered_parts(x, x.m.like(-0.0))
    }

    #[inline(always)]
    fn ln_in_ordered_parts<S: Isa>(x: Split<S, f32>, rest: Vector<S, f32>) -> [Vector<S, f32>; 2] {
        let Split { k, m, .. } = x;
        let [ln_2, ln_2_rest] = Self::LN_2;
        let (ln_2, ln_2_rest) = (m.like(ln_2), m.like(ln_2_rest));
        let f = m - 1.0;
        let large = k.mul_add(ln_2, f);
        let lost = f - k.neg_mul_add(ln_2, large) + rest;
        let f = f + rest;
        [large, (f * f).mul_add(p_single(f), k.mul_add(ln_2_rest, lost))]
    }
}

/// `(ln(1 + f) - f) / f^2`, for `f` of any [`Split`] number. Sollya computes it:
///
/// ```text
/// fpminimax((log1p(x) - x)/x^2, 9, [|SG...|], [-19/64; 13/32], absolute);
/// ```
#[inline(always)]
fn p_single<S: Isa>(f: Vector<S, f32>) -> Vector<S, f32> {
    polynomial(
        f,
        &[
            -0.5,
            0.33333322,
            -0.24999964,
            0.20001431,
            -0.16670486,
            0.14235595,
            -0.1236463,
            0.117235005,
            -0.118879914,
            0.074087255,
        ],
    )
}

/// A table has for each interval a number `c` near the inverses of its numbers. With `r = c * m -
/// 1`, `ln x = k * ln(2) - ln(c) + r + r^2 * p(r)` (Tang, "Table-driven implementation of the
/// logarithm function in IEEE floating-point arithmetic", 1990). The large term is exact: `ln(2)`
/// and `ln(c)` are rounded to multiples of 2^-42, `c` to one of 1/128, and the large term has all
/// bits of `m` but the last 17. In order, it gets those bits, too, and the rounding error of that
/// sum joins the small term.
impl Logarithm for f64 {
    const LN_2: [f64; 2] = [0.6931471805598903, 5.497923018708371e-14];

    #[inline(always)]
    fn ln_in_parts<S: Isa>(x: Split<S, f64>) -> [Vector<S, f64>; 2] {
        let Terms { large, c, low, small } = Terms::of(x);
        let r = x.m.mul_add(c, low.like(-1.0));
        [large, (r * r).mul_add(p_double(r), low.mul_add(c, small))]
    }

    #[inline(always)]
    fn ln_in_ordered_parts<S: Isa>(x: Split<S, f64>, rest: Vector<S, f64>) -> [Vector<S, f64>; 2] {
        let Terms { large, c, low, small } = Terms::of(x);
        let (low, rest) = (low * c, rest * c);
        let r = x.m.mul_add(c, low.like(-1.0)) + rest;
        let sum = large + low;
        let lost = low - (sum - large) + rest;
        [sum, (r * r).mul_add(p_double(r), lost + small)]
    }
}

/// `(ln(1 + r) - r) / r^2`, for `r` within any interval. Sollya computes it:
///
/// ```text
/// fpminimax((log1p(x) - x)/x^2, 8, [|D...|], [-0.0335; 0.0325], absolute);
/// ```
#[inline(always)]
fn p_double<S: Isa>(r: Vector<S, f64>) -> Vector<S, f64> {
    polynomial(
        r,
        &[
            -0.5,
            0.3333333333333289,
            -0.24999999999993194,
            0.20000000005471338,
            -0.16666666713056447,
            0.14285696166088485,
            -0.1249990857411751,
            0.11133343128113546,
            -0.10060635641168739,
        ],
    )
}

/// The terms of `ln x` that come from a table: `ln x = large + small + c * low + ln(1 + r) - r`,
/// with `r = c * m - 1`.
pub struct Terms<S: Isa, T: Float> {
    /// `k * ln(2) - ln(c) + c * (m - low) - 1`, without the small term. Exact.
    pub large: Vector<S, T>,
    /// The number from the table.
    pub c: Vector<S, T>,
    /// The last bits of `m`.
    pub low: Vector<S, T>,
    /// What `ln(2)` and `ln(c)` have been rounded by.
    pub small: Vector<S, T>,
}

impl<S: Isa, T: TableOfLogarithms> Terms<S, T> {
    /// Looks the terms up.
    #[inline(always)]
    pub fn of(x: Split<S, T>) -> Self {
        let Split { k, m, interval } = x;
        let bits = m.to_bits();
        // Rounded to nearest, so that `low` is smaller than `m - 1`, unless `high` is 1.
        let half = bits.like(T::Bits::wrapping_from(1 << (T::LOW_BITS - 1)));
        let mask = bits.like(T::Bits::wrapping_from(-1 << T::LOW_BITS));
        let high = Vector::from_bits((bits + half) & mask);
        let c = Vector::lookup(T::INVERSES, interval);
        let [ln_2, ln_2_rest] = T::LN_2;
        let (ln_2, ln_2_rest) = (m.like(ln_2), m.like(ln_2_rest));
        let whole = k.mul_add(ln_2, Vector::lookup(T::LOGARITHMS, interval));
        Self {
            large: high.mul_add(c, whole),
            c,
            low: m - high,
            small: k.mul_add(ln_2_rest, Vector::lookup(T::REMAINDERS, interval)),
        }
    }
}

/// The floats with tables of logarithms, for the intervals of [`Split`].
pub trait TableOfLogarithms: Logarithm {
    /// The multiple `c` of 1/128 nearest to the inverse of the middle of an interval.
    const INVERSES: &'static [Self; 16];
    /// `-ln(c) - 1`, rounded to a multiple of 2^-15 (`f32`) or 2^-42 (`f64`), as `ln 2` is.
    const LOGARITHMS: &'static [Self; 16];
    /// What that has been rounded by.
    const REMAINDERS: &'static [Self; 16];
    /// The number of last bits of `m` without which its products with `c` are such multiples, too,
    /// or of half of that.
    const LOW_BITS: u32;
}

impl TableOfLogarithms for f32 {
    const INVERSES: &'static [f32; 16] = &[
        1.390625, 1.3359375, 1.28125, 1.234375, 1.1875, 1.140625, 1.1015625, 1.0703125, 1.03125,
        1.0, 0.9375, 0.890625, 0.84375, 0.796875, 0.765625, 0.7265625,
    ];
    const LOGARITHMS: &'static [f32; 16] = &[
        -1.3297424,
        -1.2896423,
        -1.2478333,
        -1.2105713,
        -1.1718445,
        -1.1315613,
        -1.0967407,
        -1.0679626,
        -1.0307617,
        -1.0,
        -0.9354553,
        -0.8841553,
        -0.83010864,
        -0.7729492,
        -0.7329407,
        -0.6805725,
    ];
    const REMAINDERS: &'static [f32; 16] = &[
        -1.0854732e-5,
        9.041401e-6,
        -2.9119515e-6,
        6.519955e-6,
        -5.7745046e-6,
        -1.5078492e-5,
        1.1096197e-5,
        1.1984576e-5,
        -9.939917e-6,
        0.0,
        -6.156597e-6,
        -1.2911038e-5,
        7.679373e-6,
        6.669385e-6,
        3.459077e-6,
        3.280532e-6,
    ];
    const LOW_BITS: u32 = 15;
}

impl TableOfLogarithms for f64 {
    const INVERSES: &'static [f64; 16] = &[
        1.390625, 1.3359375, 1.28125, 1.234375, 1.1875, 1.140625, 1.1015625, 1.0703125, 1.03125,
        1.0, 0.9375, 0.890625, 0.84375, 0.796875, 0.765625, 0.7265625,
    ];
    const LOGARITHMS: &'static [f64; 16] = &[
        -1.3297532863725792,
        -1.2896332925829483,
        -1.2478361639045943,
        -1.21056476910735,
        -1.1718502569267457,
        -1.1315763577886173,
        -1.0967296264584547,
        -1.067950661908526,
        -1.0307716586667084,
        -1.0,
        -0.9354614788624076,
        -0.8841681844749019,
        -0.8301009632045862,
        -0.7729425493646431,
        -0.7329372147510185,
        -0.6805692292336971,
    ];
    const REMAINDERS: &'static [f64; 16] = &[
        1.1118671389559323e-13,
        -9.43339818951269e-14,
        1.3029797173308663e-14,
        3.6507188831790577e-16,
        8.649239607212071e-14,
        -1.0195735223708473e-13,
        -9.638067658552277e-14,
        1.8195060030168815e-14,
        -4.529814257790929e-14,
        0.0,
        -2.1225608044809997e-14,
        2.3568822182038756e-14,
        -1.6376276414097503e-14,
        -1.078736749871691e-14,
        6.371947269815667e-14,
        5.834357420090924e-14,
    ];
    const LOW_BITS: u32 = 17;
}

/// A logarithm of any number: the natural one, or `slope` times that, where the slope is the sum of
/// two parts.
///
/// Zeros, negative numbers, infinity and NaN give what
/// C99 wants.
#[inline(always)]
pub fn logarithm<S: Isa, T: Logarithm>(x: Vector<S, T>, slope: Option<[T; 2]>) -> Vector<S, T> {
    let (zero, infinity) = (x.like(T::ZERO), x.like(T::INFINITY));
    let least = pow2::<S, T>(x.like_int(1 - T::EXPONENT_BIAS));
    let are_normal = (x.ge(least) & x.lt(infinity)).all();
    let split = Split::of(x, are_normal);
    let y = match slope {
        None => {
            let [large, small] = T::ln_in_parts(split);
            large + small
        }
        Some(slope) => {
            let [large, small] = T::ln_in_ordered_parts(split, x.like(T::from_f64(-0.0)));
            let [slope, slope_rest] = slope;
            let (slope, slope_rest) = (x.like(slope), x.like(slope_rest));
            let y = large * slope;
            let lost = large.mul_add(slope, -y);
            y + small.mul_add(slope, large.mul_add(slope_rest, lost))
        }
    };
    if are_normal {
        return y;
    }
    let y = x.lt(infinity).select(y, x);
    let y = x.lt(zero).select(x.like(T::NAN), y);
    x.eq(zero).select(-infinity, y)
}
