//! Logarithms of numbers that are known to more digits than a float has: the last step of inverse
//! hyperbolic functions.

use super::{Pair, polynomial};
use crate::{Float, Int, Isa, Vector};

/// The floats with constants for [`long_logarithm`]. Sollya computes them, with `(SG, 15, 3)` or
/// `(D, 42, 7)` for `(p, b, d)`:
///
/// ```text
/// procedure split(x) { var h; h = nearestint(x * 2^b)/2^b; print(h, round(x - h, p, RN)); };
/// split(log(2));
/// for i from 0 to 15 do { c = nearestint(2^7/(1 + i/16))/2^7; c; split(-log(c)); };
/// fpminimax((log(1 + x) - x)/x^2, d, [|p...|], [-0.0334; 0.0314], absolute);
/// ```
pub trait LogarithmConstants: Float {
    /// `ln 2` in so few bits that its products with exponents are exact, and the rest of it.
    const LN_2: [Self; 2];
    /// `c = 1 / (1 + i/16)`, to seven bits.
    const RECIPROCALS: &'static [Self; 16];
    /// `-ln(c)`, in so few bits that sums with multiples of the first part of `ln 2` are exact.
    const LOGARITHMS: &'static [Self; 16];
    /// The rests of `-ln(c)`.
    const REMAINDERS: &'static [Self; 16];
    /// `(ln(1 + r) - r) / r^2`.
    const POLYNOMIAL: &'static [Self];
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
        let integer = |x: i64| Vector::splat(high.isa, T::Int::wrapping_from(x));
        let place = T::MANTISSA_BITS;
        let one = i64::from(T::EXPONENT_BIAS) << place;

        // `k` above four bits of the fraction of `x`, rounded.
        let bits = high.to_bits().bitcast();
        let rounded = bits - integer(one - (1 << (place - 5)));
        let (power, index) = (rounded & integer(-1 << place), rounded >> (place - 4));
        let m = Vector::from_bits((bits - power).bitcast());
        let inverse_power = Vector::from_bits((integer(one) - power).bitcast());

        let c = Vector::lookup(T::RECIPROCALS, index);
        let r = m.mul_add(c, high.like(T::from_f64(-1.0)));
        let k = Vector::from_int(power >> place);
        Reduced { k, index, r: Pair { high: r, low: low * inverse_power * c } }
    }

    #[inline(always)]
    fn logarithm(self) -> Pair<S, T> {
        let Reduced { k, index, r } = self;
        let [ln_2, ln_2_rest] = T::LN_2;
        let large = k.mul_add(k.like(ln_2), Vector::lookup(T::LOGARITHMS, index));
        let rest = k.mul_add(k.like(ln_2_rest), Vector::lookup(T::REMAINDERS, index)) + r.low;
        let sum = Pair::quick_sum(large, r.high);
        let r = r.round();
        sum.with_rest((r * r).mul_add(polynomial(r, T::POLYNOMIAL), rest))
    }
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
    const LN_2: [f32; 2] = [0.69314575, 1.4286068e-06];
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
    const RECIPROCALS: &'static [f32; 16] = &[
        1.0, 0.9375, 0.890625, 0.84375, 0.796875, 0.765625, 0.7265625, 0.6953125, 0.6640625,
        0.640625, 0.6171875, 0.59375, 0.5703125, 0.5546875, 0.53125, 0.515625,
    ];
}

impl LogarithmConstants for f64 {
    const LN_2: [f64; 2] = [0.6931471805598903, 5.497923018708371e-14];
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
    const RECIPROCALS: &'static [f64; 16] = &[
        1.0, 0.9375, 0.890625, 0.84375, 0.796875, 0.765625, 0.7265625, 0.6953125, 0.6640625,
        0.640625, 0.6171875, 0.59375, 0.5703125, 0.5546875, 0.53125, 0.515625,
    ];
}
