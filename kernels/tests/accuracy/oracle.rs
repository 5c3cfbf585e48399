//! The exact results of functions, from other libraries, and how far a float is from them.

mod special;

pub use special::{ERF, ERFC, GAMMA, GELU, LGAMMA};

use astro_float::{BigFloat, Consts, Radix, RoundingMode};
use core::cell::RefCell;
use core::f64::consts::{LN_2, LOG2_E};

/// A function of a real number.
pub struct Function {
    /// Its nearest `f64`, from CORE-MATH, which rounds correctly.
    pub nearest: fn(f64) -> f64,
    /// Its value to [`PRECISION`] bits, if that is finite and not 0.
    exact: fn(&BigFloat, &mut Consts) -> BigFloat,
}

/// A function of two real numbers.
pub struct PairFunction {
    /// Its nearest `f64`, from CORE-MATH, which rounds correctly.
    pub nearest: fn(f64, f64) -> f64,
    /// Its value to [`PRECISION`] bits, if that is finite and not 0.
    exact: fn(&BigFloat, &BigFloat, &mut Consts) -> BigFloat,
}

/// The bits of a value that counts as exact.
const PRECISION: usize = 192;
/// The rounding of values of this precision.
const NEAREST: RoundingMode = RoundingMode::ToEven;

/// `1 / sqrt(x)`.
pub const RSQRT: Function = Function {
    nearest: core_math::rsqrt,
    exact: |x, _| {
        let root = x.sqrt(PRECISION, NEAREST);
        BigFloat::from_word(1, PRECISION).div(&root, PRECISION, NEAREST)
    },
};

/// `x * pi / 180`.
pub const DEG2RAD: Function = Function {
    nearest: |x| product(x, [0.017453292519943295, 2.9486522708701687e-19]),
    exact: |x, constants| {
        let half_turn = BigFloat::from_word(180, PRECISION);
        let pi = constants.pi(PRECISION, NEAREST);
        x.mul(&pi, PRECISION, NEAREST).div(&half_turn, PRECISION, NEAREST)
    },
};

/// `x * 180 / pi`.
pub const RAD2DEG: Function = Function {
    nearest: |x| product(x, [57.29577951308232, -1.9878495670576283e-15]),
    exact: |x, constants| {
        let half_turn = BigFloat::from_word(180, PRECISION);
        let pi = constants.pi(PRECISION, NEAREST);
        x.mul(&half_turn, PRECISION, NEAREST).div(&pi, PRECISION, NEAREST)
    },
};

/// `sqrt(x^2 + y^2)`.
pub const HYPOT: PairFunction = PairFunction {
    nearest: core_math::hypot,
    exact: |x, y, _| {
        let [x, y] = [x, y].map(|x| x.mul(x, PRECISION, NEAREST));
        x.add(&y, PRECISION, NEAREST).sqrt(PRECISION, NEAREST)
    },
};

/// `e^x`.
pub const EXP: Function = Function {
    nearest: core_math::exp,
    exact: |x, constants| x.exp(PRECISION, NEAREST, constants),
};

/// `2^x`.
pub const EXP2: Function = Function {
    nearest: core_math::exp2,
    exact: |x, constants| BigFloat::from_word(2, PRECISION).pow(x, PRECISION, NEAREST, constants),
};

/// `10^x`.
pub const EXP10: Function = Function {
    nearest: core_math::exp10,
    exact: |x, constants| BigFloat::from_word(10, PRECISION).pow(x, PRECISION, NEAREST, constants),
};

/// `e^x - 1`.
pub const EXPM1: Function = Function {
    nearest: core_math::expm1,
    exact: |x, constants| {
        // The subtraction loses as many bits as `x` has zeros after the point.
        let precision = PRECISION + zeros_after_point(x);
        let one = BigFloat::from_word(1, PRECISION);
        x.exp(precision, NEAREST, constants).sub(&one, precision, NEAREST)
    },
};

/// Returns the number of zeros between the point and the first one of a number below 1.
fn zeros_after_point(x: &BigFloat) -> usize {
    x.exponent().map_or(0, |exponent| (-exponent).max(0) as usize)
}

/// The natural logarithm.
pub const LOG: Function =
    Function { nearest: core_math::log, exact: |x, constants| x.ln(PRECISION, NEAREST, constants) };

/// The binary logarithm.
pub const LOG2: Function = Function {
    nearest: core_math::log2,
    exact: |x, constants| x.log2(PRECISION, NEAREST, constants),
};

/// The decimal logarithm.
pub const LOG10: Function = Function {
    nearest: core_math::log10,
    exact: |x, constants| x.log10(PRECISION, NEAREST, constants),
};

/// `ln(1 + x)`.
pub const LOG1P: Function = Function {
    nearest: core_math::log1p,
    exact: |x, constants| {
        // The sum has as many more bits as `x` has zeros after the point.
        let precision = PRECISION + zeros_after_point(x);
        let one = BigFloat::from_word(1, PRECISION);
        x.add(&one, precision, NEAREST).ln(precision, NEAREST, constants)
    },
};

/// The logarithm of `x` to the base `b`.
pub const LOG_BASE: PairFunction = PairFunction {
    nearest: |x, b| {
        let (x, b) = (core_math::log(x), core_math::log(b));
        x / b
    },
    exact: |x, b, constants| {
        let x = x.ln(PRECISION, NEAREST, constants);
        x.div(&b.ln(PRECISION, NEAREST, constants), PRECISION, NEAREST)
    },
};

/// Returns the precision that `e^x + e^y` needs: a small number changes the last bits of the power,
/// and a large one with a negative sign makes a power small.
fn precision_of_sum(x: &BigFloat, y: &BigFloat) -> usize {
    let magnitude = |x: &BigFloat| x.exponent().map_or(0, |exponent| exponent.clamp(0, 11));
    let bits = 2 << magnitude(x).max(magnitude(y));
    2 * PRECISION + bits + zeros_after_point(x).max(zeros_after_point(y))
}

/// `ln(e^x + e^y)`. The nearest value is within some units in the last place of `f64`.
pub const LOGADDEXP: PairFunction = PairFunction {
    nearest: |x, y| {
        let (low, high) = if x < y { (x, y) } else { (y, x) };
        let more = if low == high { LN_2 } else { core_math::log1p(core_math::exp(low - high)) };
        unless_near_zero(high + more, [x, y], logaddexp)
    },
    exact: logaddexp,
};

fn logaddexp(x: &BigFloat, y: &BigFloat, constants: &mut Consts) -> BigFloat {
    let precision = precision_of_sum(x, y);
    let x = x.exp(precision, NEAREST, constants);
    let sum = x.add(&y.exp(precision, NEAREST, constants), precision, NEAREST);
    sum.ln(PRECISION, NEAREST, constants)
}

/// `log2(2^x + 2^y)`, as [`LOGADDEXP`].
pub const LOGADDEXP2: PairFunction = PairFunction {
    nearest: |x, y| {
        let (low, high) = if x < y { (x, y) } else { (y, x) };
        let more = match low == high {
            true => 1.0,
            false => core_math::log1p(core_math::exp2(low - high)) * LOG2_E,
        };
        unless_near_zero(high + more, [x, y], logaddexp2)
    },
    exact: logaddexp2,
};

fn logaddexp2(x: &BigFloat, y: &BigFloat, constants: &mut Consts) -> BigFloat {
    let precision = precision_of_sum(x, y);
    let two = BigFloat::from_word(2, precision);
    let x = two.pow(x, precision, NEAREST, constants);
    let y = two.pow(y, precision, NEAREST, constants);
    x.add(&y, precision, NEAREST).log2(PRECISION, NEAREST, constants)
}

/// Returns the sum of a number and a logarithm, or the nearest `f64` to the exact value if these
/// nearly cancel.
fn unless_near_zero(
    sum: f64,
    [x, y]: [f64; 2],
    exact: fn(&BigFloat, &BigFloat, &mut Consts) -> BigFloat,
) -> f64 {
    if sum.is_infinite() || sum.is_nan() || sum.abs() >= x.max(y).abs() / 16.0 {
        return sum;
    }
    CONSTANTS.with_borrow_mut(|constants| {
        let exact = exact(&big(x), &big(y), constants);
        let text = exact.format(Radix::Dec, NEAREST, constants).expect("a number has digits");
        text.parse().expect("the digits of a number")
    })
}

/// `x^y`.
pub const POW: PairFunction = PairFunction {
    nearest: core_math::pow,
    exact: |x, y, constants| {
        // A finite result of a negative number has an integer exponent.
        let power = x.abs().pow(y, PRECISION, NEAREST, constants);
        let half = BigFloat::from_f64(0.5, PRECISION).mul(y, PRECISION, NEAREST);
        if x.is_negative() && !half.is_int() { power.neg() } else { power }
    },
};

/// Defines functions by the nearest double, from CORE-MATH, and the exact value.
macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident $nearest:ident $exact:expr;)*) => {$(
        $(#[$doc])*
        pub const $name: Function = Function { nearest: core_math::$nearest, exact: $exact };
    )*};
}
functions! {
    /// The sine.
    SIN sin |x, constants| sine(x, constants);
    /// The cosine.
    COS cos |x, constants| cosine(x, constants);
    /// The tangent.
    TAN tan |x, constants| ratio(&sine(x, constants), &cosine(x, constants));
    /// The sine of an angle in half turns.
    SINPI sinpi |x, constants| sine(&in_radians(x, constants), constants);
    /// The cosine of an angle in half turns.
    COSPI cospi |x, constants| cosine(&in_radians(x, constants), constants);
    /// The tangent of an angle in half turns.
    TANPI tanpi |x, constants| {
        let x = in_radians(x, constants);
        ratio(&sine(&x, constants), &cosine(&x, constants))
    };
    /// The inverse sine.
    ASIN asin |x, constants| x.asin(PRECISION, NEAREST, constants);
    /// The inverse cosine.
    ACOS acos |x, constants| x.acos(PRECISION, NEAREST, constants);
    /// The inverse tangent.
    ATAN atan |x, constants| x.atan(PRECISION, NEAREST, constants);
}

/// The angle of the point `(x, y)`, in this order of operands: `y`, `x`.
pub const ATAN2: PairFunction = PairFunction {
    nearest: core_math::atan2,
    exact: |y, x, constants| {
        let angle = ratio(y, x).atan(PRECISION, NEAREST, constants);
        let pi = constants.pi(PRECISION, NEAREST);
        match (x.is_negative(), y.is_negative()) {
            (false, _) => angle,
            (true, false) => angle.add(&pi, PRECISION, NEAREST),
            (true, true) => angle.sub(&pi, PRECISION, NEAREST),
        }
    },
};

/// The cube root.
pub const CBRT: Function =
    Function { nearest: core_math::cbrt, exact: |x, _| x.cbrt(PRECISION, NEAREST) };

/// The hyperbolic sine.
pub const SINH: Function = Function {
    nearest: core_math::sinh,
    exact: |x, constants| x.sinh(PRECISION, NEAREST, constants),
};

/// The hyperbolic cosine.
pub const COSH: Function = Function {
    nearest: core_math::cosh,
    exact: |x, constants| x.cosh(PRECISION, NEAREST, constants),
};

/// The hyperbolic tangent.
pub const TANH: Function = Function {
    nearest: core_math::tanh,
    exact: |x, constants| x.tanh(PRECISION, NEAREST, constants),
};

/// The inverse hyperbolic sine.
pub const ASINH: Function = Function {
    nearest: core_math::asinh,
    exact: |x, constants| x.asinh(PRECISION, NEAREST, constants),
};

/// The inverse hyperbolic cosine.
pub const ACOSH: Function = Function {
    nearest: core_math::acosh,
    exact: |x, constants| x.acosh(PRECISION, NEAREST, constants),
};

/// The inverse hyperbolic tangent.
pub const ATANH: Function = Function {
    nearest: core_math::atanh,
    exact: |x, constants| x.atanh(PRECISION, NEAREST, constants),
};

/// `1 / (1 + e^-x)`. The nearest value is within some units in the last place of `f64`: for `f32`.
pub const SIGMOID_SINGLE: Function = Function {
    nearest: |x| match x {
        ..-700.0 => core_math::exp(x),
        _ => 1.0 / (1.0 + core_math::exp(-x)),
    },
    exact: sigmoid,
};

/// `1 / (1 + e^-x)`.
pub const SIGMOID: Function = Function {
    nearest: |x| match x {
        ..-800.0 => 0.0,
        800.0.. => 1.0,
        _ if x.is_nan() => x,
        _ => nearest(x, (SIGMOID_SINGLE.nearest)(x), sigmoid),
    },
    exact: sigmoid,
};

fn sigmoid(x: &BigFloat, constants: &mut Consts) -> BigFloat {
    let power = x.neg().exp(PRECISION, NEAREST, constants);
    BigFloat::from_word(1, PRECISION).add(&power, PRECISION, NEAREST).reciprocal(PRECISION, NEAREST)
}

/// `x / (1 + e^-x)`, as [`SIGMOID_SINGLE`].
pub const SILU_SINGLE: Function = Function {
    nearest: |x| match x {
        ..-700.0 => x.max(-800.0) * core_math::exp(x),
        _ => x / (1.0 + core_math::exp(-x)),
    },
    exact: silu,
};

/// `x / (1 + e^-x)`.
pub const SILU: Function = Function {
    nearest: |x| match x {
        ..-800.0 => -0.0,
        800.0.. => x,
        _ if x.is_nan() || x == 0.0 => x,
        _ => nearest(x, (SILU_SINGLE.nearest)(x), silu),
    },
    exact: silu,
};

fn silu(x: &BigFloat, constants: &mut Consts) -> BigFloat {
    x.mul(&sigmoid(x, constants), PRECISION, NEAREST)
}

/// `ln(1 + e^x)`, as [`SIGMOID_SINGLE`].
pub const SOFTPLUS_SINGLE: Function = Function {
    nearest: |x| x.max(0.0) + core_math::log1p(core_math::exp(-x.abs())),
    exact: softplus,
};

/// `ln(1 + e^x)`.
pub const SOFTPLUS: Function = Function {
    nearest: |x| match x {
        ..-800.0 => 0.0,
        800.0.. => x,
        _ if x.is_nan() => x,
        _ => nearest(x, (SOFTPLUS_SINGLE.nearest)(x), softplus),
    },
    exact: softplus,
};

fn softplus(x: &BigFloat, constants: &mut Consts) -> BigFloat {
    // `1 + power` takes more digits. If the power is tiny, the first terms of the series are
    // enough.
    const LONG: usize = 2 * PRECISION;
    let one = BigFloat::from_word(1, PRECISION);
    let power = x.abs().neg().exp(PRECISION, NEAREST, constants);
    let logarithm = if power.exponent().is_some_and(|exponent| exponent < -90) {
        let half = power.mul(&BigFloat::from_f64(0.5, PRECISION), PRECISION, NEAREST);
        power.mul(&one.sub(&half, PRECISION, NEAREST), PRECISION, NEAREST)
    } else {
        one.add(&power, LONG, NEAREST).ln(PRECISION, NEAREST, constants)
    };
    if x.is_positive() { logarithm.add(x, PRECISION, NEAREST) } else { logarithm }
}

thread_local! {
    static CONSTANTS: RefCell<Consts> = RefCell::new(Consts::new().expect("room for constants"));
}

/// Returns the `f64` nearest to the exact value of a function at `x`, which is within two floats of
/// `y`.
fn nearest(x: f64, y: f64, exact: fn(&BigFloat, &mut Consts) -> BigFloat) -> f64 {
    let exact = CONSTANTS.with_borrow_mut(|constants| exact(&big(x), constants));
    let distance = |y: f64| exact.sub(&big(y), PRECISION, NEAREST).abs();
    let mut candidates = [y; 5];
    candidates[1] = y.next_up();
    candidates[2] = candidates[1].next_up();
    candidates[3] = y.next_down();
    candidates[4] = candidates[3].next_down();
    candidates
        .into_iter()
        .min_by(|&a, &b| distance(a).partial_cmp(&distance(b)).expect("both are numbers"))
        .expect("there are five")
}

/// Measures errors in units in the last place of the exact value. An error is infinite if only one
/// of two values is NaN, infinite or 0, or if zeros differ in sign.
pub struct Judge<F: 'static> {
    function: &'static F,
    constants: Consts,
}

impl<F> Judge<F> {
    /// Returns a judge of one function.
    pub fn new(function: &'static F) -> Self {
        Self { function, constants: Consts::new().expect("room for the constants") }
    }
}

impl Judge<Function> {
    /// Returns the error of `y` as the value at `x`.
    pub fn error_f32(&self, x: f32, y: f32) -> f64 {
        error_f32((self.function.nearest)(f64::from(x)), y)
    }

    /// Returns the error of `y` as the value at `x`; if `y` is correctly rounded, an upper bound:
    /// 0.5.
    pub fn error_f64(&mut self, x: f64, y: f64) -> f64 {
        let Self { function, constants } = self;
        error_f64((function.nearest)(x), y, || (function.exact)(&big(x), constants))
    }
}

impl Judge<PairFunction> {
    /// Returns the error of `z` as the value at `x` and `y`.
    pub fn error_f32(&self, x: f32, y: f32, z: f32) -> f64 {
        error_f32((self.function.nearest)(f64::from(x), f64::from(y)), z)
    }

    /// Returns the error of `z` as the value at `x` and `y`; if `z` is correctly rounded, an upper
    /// bound: 0.5.
    pub fn error_f64(&mut self, x: f64, y: f64, z: f64) -> f64 {
        let Self { function, constants } = self;
        error_f64((function.nearest)(x, y), z, || (function.exact)(&big(x), &big(y), constants))
    }
}

/// Returns the error of `y`. The reference is a double; its own error of 2^-30 units is neglected.
/// An infinity beside the largest number is as far from it as the next number would be.
fn error_f32(reference: f64, y: f32) -> f64 {
    let nearest = reference as f32;
    if y.to_bits() == nearest.to_bits() && !(y.is_normal() || y.is_subnormal())
        || y.is_nan() && nearest.is_nan()
    {
        return 0.0;
    }
    let is_at_limit = y.abs().min(nearest.abs()) == f32::MAX && y.signum() == nearest.signum();
    let value = if y.is_infinite() && is_at_limit {
        2_f64.powi(f32::MAX_EXP).copysign(reference)
    } else {
        f64::from(y)
    };
    if !value.is_finite() || !nearest.is_finite() && !is_at_limit {
        return f64::INFINITY;
    }
    let finite = reference.abs().min(f64::from(f32::MAX));
    (value - reference).abs()
        * 2_f64.powi(-unit_exponent(finite, f32::MIN_EXP, f32::MANTISSA_DIGITS))
}

/// Returns the error of `y`, given the nearest double and, if that is finite and not 0, the exact
/// value.
fn error_f64(nearest: f64, y: f64, exact: impl FnOnce() -> BigFloat) -> f64 {
    if y.to_bits() == nearest.to_bits() || y.is_nan() && nearest.is_nan() {
        return 0.5;
    }
    if !y.is_finite() || !nearest.is_finite() || nearest == 0.0 {
        return f64::INFINITY;
    }
    let difference = exact().sub(&big(y), PRECISION, NEAREST);
    magnitude(&difference, -unit_exponent(nearest, f64::MIN_EXP, f64::MANTISSA_DIGITS))
}

/// Returns the error of `y`, given the exact value, whose sign does not matter if it is 0.
pub fn error_of_exact(exact: &BigFloat, y: f64) -> f64 {
    let missing = if exact.is_inf() { i32::MAX } else { i32::MIN };
    let exponent = exact.exponent().unwrap_or(missing);
    if exact.is_zero() || exponent < -1080 {
        return if y.abs() <= f64::from_bits(1) { 0.0 } else { f64::INFINITY };
    }
    if exponent > f64::MAX_EXP || !y.is_finite() {
        // The exponent is that of a fraction below 1.
        let overflows = exponent >= f64::MAX_EXP && y.is_infinite();
        let same_sign = y.is_sign_negative() == exact.is_negative();
        return if overflows && same_sign { 0.0 } else { f64::INFINITY };
    }
    let unit = exponent.max(f64::MIN_EXP) - f64::MANTISSA_DIGITS as i32;
    magnitude(&exact.sub(&big(y), 1024, NEAREST), -unit)
}

/// Returns the product of `x` and the sum of two numbers, rounded to nearest but for 2^-50 units.
fn product(x: f64, [high, low]: [f64; 2]) -> f64 {
    let product = x * high;
    let lost = x.mul_add(high, -product) + x * low;
    if lost.is_finite() && lost != 0.0 { product + lost } else { product }
}

/// Returns the exponent of the unit in the last place of a format at `x`.
fn unit_exponent(x: f64, min_exp: i32, digits: u32) -> i32 {
    let exponent = (x.abs().to_bits() >> 52) as i32 - 1023;
    exponent.max(min_exp - 1) + 1 - digits as i32
}

/// Returns `x`, which is finite. Subnormal numbers are made from normal ones, since
/// `BigFloat::from_f64` converts them wrongly.
pub fn big(x: f64) -> BigFloat {
    let scale = if x.is_subnormal() { 64 } else { 0 };
    let mut big = BigFloat::from_f64(x * 2_f64.powi(scale), PRECISION);
    if let Some(exponent) = big.exponent() {
        big.set_exponent(exponent - scale);
    }
    big
}

/// Returns a double close to `|x| * 2^exponent`.
fn magnitude(x: &BigFloat, exponent: i32) -> f64 {
    let (words, _, _, own, _) = x.as_raw_parts().expect("a finite number");
    let leading = words.last().map_or(0.0, |&word| word as f64);
    leading * 2_f64.powi(own + exponent - u64::BITS as i32)
}

/// Returns the quotient.
fn ratio(a: &BigFloat, b: &BigFloat) -> BigFloat {
    a.div(b, PRECISION, NEAREST)
}

/// Returns the bits with which angles are reduced: those of the largest double, and what results
/// need.
const ANGLE_PRECISION: usize = 1024 + PRECISION;

/// Returns what is left of an angle in half turns without full turns, in radians.
fn in_radians(x: &BigFloat, constants: &mut Consts) -> BigFloat {
    let turns = x.div(&BigFloat::from_word(2, PRECISION), PRECISION, NEAREST);
    let x = x.sub(
        &turns.floor().mul(&BigFloat::from_word(2, PRECISION), ANGLE_PRECISION, NEAREST),
        ANGLE_PRECISION,
        NEAREST,
    );
    x.mul(&constants.pi(ANGLE_PRECISION, NEAREST), ANGLE_PRECISION, NEAREST)
}

fn sine(x: &BigFloat, constants: &mut Consts) -> BigFloat {
    x.sin(PRECISION, NEAREST, constants)
}

fn cosine(x: &BigFloat, constants: &mut Consts) -> BigFloat {
    x.cos(PRECISION, NEAREST, constants)
}
