//! `tanh`.

use crate::math::{Pair, Sixteenths, polynomial};
use crate::{Catalogued, Cost, DoubleComplex, Float, Isa, Unary, Vector};

/// The hyperbolic tangent.
///
/// # Method
/// `f32`: cuts `|x|` below 9.01 into 16 pieces, each with a polynomial around its center. The value
/// at each center is a float, or very nearly, so only the rest of the polynomial is rounded twice.
/// Beyond, the result is 1.
///
/// `f64`: with `e = e^(-2|x|)` and `h = 1 - e`, the result is the quotient `h / (2 - h)`. `h` is
/// the sum of two floats, and the remainder of the division corrects the quotient `q`. The
/// reciprocal of the divisor, which that takes, is `(1 + q) / 2`. Below 0.1, a polynomial gives the
/// result.
///
/// # Accuracy
/// At most 0.65 ULP for `f32`, over all 2^32 inputs, and 0.65 ULP for `f64`, as measured by
/// `tests/accuracy`.
///
/// # Special values
/// `tanh(±0) = ±0`, `tanh(±inf) = ±1`, and `tanh(NaN)` is NaN. Subnormal numbers stay as they are.
///
/// ```
/// # use tightloop_kernels::{Vector, isa::Scalar};
/// # let x = Vector::splat(Scalar::new(), 0.0_f64);
/// // In an operation of your own, on a vector `x` of zeros.
/// assert_eq!(x.tanh().lane(0), 0.0);
/// assert_eq!((x + 20.0).tanh().lane(0), 1.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Tanh;

impl Catalogued for Tanh {
    type By = DoubleComplex;
}

/// The centers of the pieces, by the last two bits of the exponent and the first two of the
/// fraction of `0.832 * |x| + 0.5`, which is from 1/2 to 8. Near the middle of each piece, they are
/// numbers whose tangents are floats within a few thousandths of a unit; that of the first piece is
/// 0.
#[rustfmt::skip]
const CENTERS: [f32; 16] = [
    2.0971153, 2.7141826, 3.2797475, 3.9142427, 4.7733173, 6.076262, 7.192127, 8.341346, 0.0,
    0.22551082, 0.37339243, 0.5284405, 0.7496545, 1.0520283, 1.3355919, 1.6629207,
];
/// The coefficients of the polynomials in the distance from the center `c`, the constants first.
/// The first piece lacks the term `t` itself, to which the rest is added. Sollya computes them, for
/// the distances `I` of a piece:
///
/// ```text
/// fpminimax((tanh(c + x) - tanh(c))/x, 5, [|SG...|], I, absolute);
/// fpminimax((tanh(x)/x - 1)/x, 4, [|SG...|], [2^-30; 0.15025], absolute);
/// ```
#[rustfmt::skip]
const COEFFICIENTS: [[f32; 16]; 7] = [
    [
        0.9702835, 0.99125785, 0.9971708, 0.99920386, 0.9998571, 0.99998945, 0.99999887,
        0.9999999, 0.0, 0.22176422, 0.35695547, 0.48418808, 0.63494277, 0.78259367, 0.8706094,
        0.9306095,
    ],
    [
        0.058549903, 0.017407885, 0.005650385, 0.0015916451, 0.00028572942, 2.1100263e-05,
        2.2649851e-06, 2.2743922e-07, 0.0, 0.9508206, 0.8725828, 0.7655619, 0.5968477,
        0.38754717, 0.24203926, 0.13396591,
    ],
    [
        -0.056809995, -0.017255709, -0.005634386, -0.0015903795, -0.00028567336, -2.1103095e-05,
        -2.2649208e-06, -2.2741449e-07, -7.59634e-09, -0.210858, -0.3114732, -0.370676,
        -0.37896413, -0.30329195, -0.21072169, -0.12466995,
    ],
    [
        0.03560701, 0.011301727, 0.0037347625, 0.0010584765, 0.00019014478, 1.4050005e-05,
        1.507824e-06, 1.5145399e-07, -0.33333078, -0.27017555, -0.17967892, -0.07569305,
        0.041660443, 0.10816963, 0.10277835, 0.071365006,
    ],
    [
        -0.015612111, -0.005450988, -0.0018469829, -0.0005274664, -9.5275085e-05, -6.9804923e-06,
        -7.550785e-07, -7.612229e-08, -0.00013700963, 0.13020499, 0.16795553, 0.16027893,
        0.09986577, 0.016444596, -0.01923122, -0.024857305,
    ],
    [
        0.004526876, 0.002037614, 0.000729017, 0.00021227651, 3.99375e-05, 2.9419252e-06,
        3.1774067e-07, 3.1698725e-08, 0.13590887, 0.081639014, 0.019407706, -0.03766951,
        -0.0631369, -0.040233, -0.01230736, 0.0022135447,
    ],
    [
        -0.0004614542, -0.00057770056, -0.00022238163, -7.075903e-05, -1.2541984e-05,
        -1.1066752e-06, -1.02499314e-07, -9.4039585e-09, -0.019830517, -0.066553995,
        -0.068795055, -0.055822216, -0.0013962914, 0.019112136, 0.011991345, 0.003473644,
    ],
];

impl Unary<f32> for Tanh {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        let a = x.abs();
        let place = a.mul_add(a.like(0.832), a.like(0.5));
        let piece: Vector<S, i32> = (place.to_bits() >> 21).bitcast();
        let t = a - Vector::lookup(&CENTERS, piece);
        let mut y = Vector::lookup(&COEFFICIENTS[6], piece);
        for coefficients in COEFFICIENTS[1..6].iter().rev() {
            y = y.mul_add(t, Vector::lookup(coefficients, piece));
        }
        let base = place.lt(a.like(0.625)).select(a, Vector::lookup(&COEFFICIENTS[0], piece));
        let y = y.mul_add(t, base);
        a.gt(a.like(LAST)).select(a.like(1.0), y).copysign(x)
    }
}

/// The largest number whose tangent is not 1.
const LAST: f32 = 9.010_913;

impl Unary<f64> for Tanh {
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f64>) -> Vector<S, f64> {
        let (one, two) = (x.like(1.0), x.like(2.0));
        let a = x.abs();
        let power = Sixteenths::nearest(a, STEPS);
        let r = power.n.neg_mul_add(x.like(HALF_STEP[0]), -a);
        let r = power.n.neg_mul_add(x.like(HALF_STEP[1]), r);
        let [t, rest] = power.power();
        let small = t * r.mul_add(polynomial(r, &EXP), rest);
        let whole = Pair::quick_sum(one, -t);
        let Pair { high, low } = Pair::quick_sum(whole.high, -small).with_rest(whole.low);

        let y = high / (two - high);
        let more = one + y;
        let rest = low.mul_add(more, y.mul_add(high, y.neg_mul_add(two, high)));
        let y = rest.mul_add(more * 0.5, y);

        let square = a * a;
        let small = (square * a).mul_add(polynomial(square, &SMALL), a);
        let y = a.lt(x.like(0.1)).select(small, y);
        // So large that powers may be out of range.
        let large = a.gt(x.like(300.0));
        if large.any() {
            return large.select(one, y).copysign(x);
        }
        y.copysign(x)
    }
}

/// `-32 / ln(2)`: the number of sixteenths in the exponent of two of `e^(-2x)`, for `x = 1`. Sollya
/// computes all constants for `f64`:
///
/// ```text
/// h = round(log(2)/16, D, RN); round(-32/log(2), D, RN); h/2; round(log(2)/16 - h, D, RN)/2;
/// fpminimax(expm1(2*x)/x, 6, [|D...|], [-log(2)/64 * 1.0001; log(2)/64 * 1.0001], absolute);
/// fpminimax((tanh(sqrt(x))/sqrt(x) - 1)/x, 4, [|D...|], [2^-50; 0.1^2 * 1.0001], absolute);
/// ```
const STEPS: f64 = -46.16624130844683;
/// `ln(2) / 32`, as the sum of two floats.
const HALF_STEP: [f64; 2] = [0.02166084939249829, 7.247021293269686e-19];
/// `(e^(2r) - 1) / r`.
const EXP: [f64; 7] = [
    2.0,
    2.0000000000000013,
    1.333333333333334,
    0.666666666584447,
    0.26666666664030175,
    0.08889022748053982,
    0.025397172202452935,
];

/// `(tanh(x) - x) / x^3`, a polynomial in `x^2`.
const SMALL: [f64; 5] = [
    -0.33333333333333265,
    0.1333333333298753,
    -0.053968251194390617,
    0.02186871030924359,
    -0.008774054708472331,
];

impl<S: Isa, T: Float> Vector<S, T>
where
    Tanh: Unary<T>,
{
    /// The hyperbolic tangent; see [`Tanh`].
    #[inline(always)]
    pub fn tanh(self) -> Self {
        Tanh.apply(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;

    fn tanh32(x: f32) -> f32 {
        Vector::splat(Scalar::new(), x).tanh().lane(0)
    }

    fn tanh64(x: f64) -> f64 {
        Vector::splat(Scalar::new(), x).tanh().lane(0)
    }

    #[test]
    fn special_values() {
        const INFINITY: f64 = f64::INFINITY;
        for (x, y) in
            [(0.0, 0.0_f64), (-0.0, -0.0), (INFINITY, 1.0), (-INFINITY, -1.0), (1e30, 1.0)]
        {
            assert_eq!(tanh64(x).to_bits(), y.to_bits(), "{x}");
            assert_eq!(tanh32(x as f32).to_bits(), (y as f32).to_bits(), "{x}");
        }
        for nan in [f64::NAN, -f64::NAN] {
            assert!(tanh64(nan).is_nan() && tanh32(nan as f32).is_nan(), "{nan}");
        }
        for x in [f64::from_bits(1), f64::MIN_POSITIVE, -1e-310, 1e-30] {
            assert_eq!(tanh64(x), x);
        }
        for x in [f32::from_bits(1), f32::MIN_POSITIVE, -1e-40, 1e-15] {
            assert_eq!(tanh32(x), x);
        }
    }
}
