//! Logarithms of numbers that are known to more digits than a float has: the last step of inverse
//! hyperbolic functions.

use super::{Logarithm, Pair, Split, polynomial};
use crate::{Float, Int, Isa, Vector};

/// The smallest fraction of [`longer_logarithm`]: from here on, tables have an entry for each
/// interval of [`Split`].
pub const LOWEST_IN_TABLE: f64 = 63.0 / 64.0;

/// The floats with constants for [`long_logarithm`]. Sollya computes them, with `(SG, 15, 3)` or
/// `(D, 42, 7)` for `(p, b, d)`, where the last polynomial of `f64` has one more term:
///
/// ```text
/// procedure split(x) { var h; h = nearestint(x * 2^b)/2^b; print(h, round(x - h, p, RN)); };
/// split(log(2));
/// for i from 0 to 15 do { c = nearestint(2^7/(1 + i/16))/2^7; c; split(-log(c)); };
/// fpminimax((log(1 + x) - x)/x^2, d, [|p...|], [-0.0334; 0.0314], absolute);
/// fpminimax((log1p(x) - x + x^2/2)/x^3, d, [|p...|], [-0.0334; 0.0334], absolute);
/// ```
pub trait LogarithmConstants: Logarithm {
    /// `c = 1 / (1 + i/16)`, to seven bits.
    const RECIPROCALS: &'static [Self; 16];
    /// `-ln(c)`, in so few bits that sums with multiples of the first part of `ln 2` are exact.
    const LOGARITHMS: &'static [Self; 16];
    /// The rests of `-ln(c)`.
    const REMAINDERS: &'static [Self; 16];
    /// `(ln(1 + r) - r) / r^2`.
    const POLYNOMIAL: &'static [Self];
    /// `(ln(1 + r) - r + r^2 / 2) / r^3`.
    const CUBIC: &'static [Self];
    /// The number of last bits of `m` without which its products with `c` are multiples of the last
    /// bit of [`LOGARITHMS`](Self::LOGARITHMS), too.
    const LOW_BITS: u32;
}

/// `ln(x)`, if that is not negative, for finite numbers.
///
/// Writes `x = 2^k * m` with `m` from 63/64 to 63/32, and takes a `c` from a table that is close to
/// `1 / m`. Then `ln(x) = k * ln(2) - ln(c) + ln(1 + r)` with `r = c * m - 1` (Tang, "Table-driven
/// implementation of the logarithm function in IEEE floating-point arithmetic", 1990). As `c` has
/// few bits, `r` is hardly rounded; if `m` is near 1, `c` is 1, and `r` exact.
#[inline(always)]
pub fn long_logarithm<S: Isa, T: LogarithmConstants>(x: Pair<S, T>) -> Pair<S, T> {
    Reduced::new(x).logarithm()
}

/// `ln(1 + f)`, for `f` from 0 to 1.
#[inline(always)]
pub fn long_logarithm_1p<S: Isa, T: LogarithmConstants>(f: Pair<S, T>) -> Pair<S, T> {
    let one = f.high.like(T::ONE);
    let reduced = Reduced::new(Pair::quick_sum(one, f.high).with_rest(f.low));
    // Here `c` is 1. Adding 1 to `f` may have lost bits that the logarithm shows.
    let is_small = f.high.lt(one.like(T::from_f64(1.0 / 64.0)));
    let r = is_small.select(f.high, reduced.r.high);
    let low = is_small.select(f.low, reduced.r.low);
    Reduced { r: Pair { high: r, low }, ..reduced }.logarithm()
}

/// `2^k / c * (1 + r)`.
struct Reduced<S: Isa, T: Float> {
    k: Vector<S, T>,
    /// The index of `c` in its last four bits.
    index: Vector<S, T::Int>,
    r: Pair<S, T>,
}

impl<S: Isa, T: LogarithmConstants> Reduced<S, T> {
    #[inline(always)]
    fn new(x: Pair<S, T>) -> Self {
        let Pair { high, low } = x;
        let one = high.like(T::ONE);
        let Split { k, m, interval: index } = Split::of(high, LOWEST_IN_TABLE);
        let inverse_power = Vector::from_bits(one.to_bits() - high.to_bits() + m.to_bits());
        let c = Vector::lookup(T::RECIPROCALS, index);
        Reduced { k, index, r: Pair { high: m.mul_add(c, -one), low: low * inverse_power * c } }
    }

    #[inline(always)]
    fn logarithm(self) -> Pair<S, T> {
        let Reduced { k, index, r } = self;
        let [large, rest] = table_terms(k, index);
        let sum = Pair::quick_sum(large, r.high);
        let rest = rest + r.low;
        let r = r.round();
        sum.with_rest((r * r).mul_add(polynomial(r, T::POLYNOMIAL), rest))
    }
}

/// `k * ln(2) - ln(c)`: a multiple of the last bit of [`LOGARITHMS`](LogarithmConstants), which is
/// exact, and the rest.
#[inline(always)]
fn table_terms<S: Isa, T: LogarithmConstants>(
    k: Vector<S, T>,
    index: Vector<S, T::Int>,
) -> [Vector<S, T>; 2] {
    let [ln_2, ln_2_rest] = k.like_each(T::LN_2);
    [
        k.mul_add(ln_2, Vector::lookup(T::LOGARITHMS, index)),
        k.mul_add(ln_2_rest, Vector::lookup(T::REMAINDERS, index)),
    ]
}

/// `ln(2^k * (m + rest))`, with about a dozen bits more than a float has, for `m` from
/// [`LOWEST_IN_TABLE`] to twice that. `rest` is at most some units in the last place of `m`. The
/// low part may be a little too large for a [`Pair`], but the sum is that accurate.
///
/// As [`long_logarithm`], but `r` and `r^2` are sums of two floats, and only the terms from `r^3`
/// on are rounded.
#[inline(always)]
pub fn longer_logarithm<S: Isa, T: LogarithmConstants>(
    x: Split<S, T>,
    rest: Vector<S, T>,
) -> Pair<S, T> {
    let Split { k, m, interval } = x;
    let (one, half) = (m.like(T::ONE), m.like(T::from_f64(0.5)));
    let c = Vector::lookup(T::RECIPROCALS, interval);
    let [large, small] = table_terms(k, interval);

    // Rounded to nearest, so that the last bits are less than `m - 1`, unless all others are 0.
    let bits = m.to_bits();
    let place = bits.like(T::Bits::wrapping_from(1 << (T::LOW_BITS - 1)));
    let mask = bits.like(T::Bits::wrapping_from(-1 << T::LOW_BITS));
    let first = Vector::from_bits((bits + place) & mask);
    // Both are exact but for `rest`. Their sum is `r + error`, and its square `square +
    // square_rest` plus twice `r * error`: `low` may be as large as half of `high`, and products
    // with it have too few bits.
    let high = first.mul_add(c, -one);
    let low = (m - first + rest) * c;
    let r = high + low;
    let error = (high - r) + low;
    let square = r * r;
    let square_rest = r.mul_add(r, -square);

    let large = Pair::quick_sum(large + high, low);
    let sum = half.neg_mul_add(square, large.high);
    let lost = half.neg_mul_add(square, large.high - sum) + large.low;
    let tail = error.neg_mul_add(r, half.neg_mul_add(square_rest, small));
    let tail = (r * r * r).mul_add(polynomial(r, T::CUBIC), tail);
    Pair::new(sum, lost + tail)
}

/// `ln(4 * x)`, given `ln(x)`, for numbers of which that is at least 1; infinity for infinity.
#[inline(always)]
pub fn log_of_four_times<S: Isa, T: LogarithmConstants>(
    x: Vector<S, T>,
    logarithm: Pair<S, T>,
) -> Vector<S, T> {
    let [ln_2, ln_2_rest] = T::LN_2;
    let (ln_4, ln_4_rest) = (x.like(ln_2) + x.like(ln_2), x.like(ln_2_rest) + x.like(ln_2_rest));
    let sum = Pair::quick_sum(logarithm.high, ln_4).with_rest(logarithm.low + ln_4_rest);
    x.eq(x.like(T::INFINITY)).select(x, sum.round())
}

impl LogarithmConstants for f32 {
    const LOGARITHMS: &'static [f32; 16] = &[
        0.0, 0.06454468, 0.11584473, 0.16989136, 0.22705078, 0.26705933, 0.3194275, 0.36340332,
        0.4093933, 0.4453125, 0.48257446, 0.52130127, 0.5615845, 0.58935547, 0.6325073, 0.66238403,
    ];
    const REMAINDERS: &'static [f32; 16] = &[
        0.0,
        -6.156597e-06,
        -1.2911038e-05,
        7.679373e-06,
        6.669385e-06,
        3.459077e-06,
        3.280532e-06,
        -9.426125e-06,
        -1.43031175e-05,
        -1.4833446e-06,
        7.948562e-06,
        -4.345898e-06,
        -1.3649885e-05,
        -5.0818717e-06,
        1.5234525e-05,
        -8.51131e-06,
    ];
    const POLYNOMIAL: &'static [f32] = &[-0.49999997, 0.33333293, -0.2501831, 0.20084855];
    const CUBIC: &'static [f32] = &[0.3333333, -0.24999993, 0.20015666, -0.16687247];
    const LOW_BITS: u32 = 15;
    const RECIPROCALS: &'static [f32; 16] = &[
        1.0, 0.9375, 0.890625, 0.84375, 0.796875, 0.765625, 0.7265625, 0.6953125, 0.6640625,
        0.640625, 0.6171875, 0.59375, 0.5703125, 0.5546875, 0.53125, 0.515625,
    ];
}

impl LogarithmConstants for f64 {
    const LOGARITHMS: &'static [f64; 16] = &[
        0.0,
        0.0645385211375924,
        0.11583181552509814,
        0.16989903679541385,
        0.22705745063535687,
        0.2670627852489815,
        0.3194307707663029,
        0.36339389418753854,
        0.40937900742937927,
        0.44531101665529604,
        0.4825824114525403,
        0.521296923633372,
        0.561570822771273,
        0.5893503868783228,
        0.6325225587434034,
        0.6623755218931819,
    ];
    const REMAINDERS: &'static [f64; 16] = &[
        0.0,
        -2.1225608044809997e-14,
        2.3568822182038756e-14,
        -1.6376276414097503e-14,
        -1.078736749871691e-14,
        6.371947269815667e-14,
        5.834357420090924e-14,
        -6.120773136055512e-14,
        -7.856027301951135e-14,
        6.800902736039238e-14,
        5.534430207540162e-14,
        -8.590204918402764e-14,
        -4.697812205000102e-14,
        -2.1007135784857706e-14,
        1.0711543657844876e-13,
        9.681087609174425e-15,
    ];
    const POLYNOMIAL: &'static [f64] = &[
        -0.49999999999999906,
        0.33333333333326887,
        -0.2500000000283287,
        0.20000000062164716,
        -0.16666653147508526,
        0.14285567018377876,
        -0.12520761499641087,
        0.11215327722534608,
    ];
    const CUBIC: &'static [f64] = &[
        0.3333333333333333,
        -0.24999999999999545,
        0.20000000000020826,
        -0.1666666667210373,
        0.142857142240405,
        -0.1249998246210918,
        0.11111173036963282,
        -0.10020948896386532,
        0.09079602660150109,
    ];
    const LOW_BITS: u32 = 17;
    const RECIPROCALS: &'static [f64; 16] = &[
        1.0, 0.9375, 0.890625, 0.84375, 0.796875, 0.765625, 0.7265625, 0.6953125, 0.6640625,
        0.640625, 0.6171875, 0.59375, 0.5703125, 0.5546875, 0.53125, 0.515625,
    ];
}
