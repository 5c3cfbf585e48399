//! The exact results of functions, from other libraries, and how far a float is from them.

mod special;

pub use special::{ERF, ERFC, GAMMA, GELU, LGAMMA};

use astro_float::{BigFloat, Consts, RoundingMode};

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

/// The natural logarithm.
pub const LOG: Function =
    Function { nearest: core_math::log, exact: |x, constants| x.ln(PRECISION, NEAREST, constants) };

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
fn error_f32(reference: f64, y: f32) -> f64 {
    let nearest = reference as f32;
    if y.to_bits() == nearest.to_bits() && !(y.is_normal() || y.is_subnormal())
        || y.is_nan() && nearest.is_nan()
    {
        return 0.0;
    }
    if !y.is_finite() || !nearest.is_finite() {
        return f64::INFINITY;
    }
    (f64::from(y) - reference).abs()
        * 2_f64.powi(-unit_exponent(reference, f32::MIN_EXP, f32::MANTISSA_DIGITS))
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

/// Returns the product of `x` and the sum of two numbers, rounded to nearest but for 2^-50 units.
fn product(x: f64, [high, low]: [f64; 2]) -> f64 {
    let product = x * high;
    let lost = x.mul_add(high, -product) + x * low;
    if lost.is_finite() && lost != 0.0 { product + lost } else { product }
}

/// Returns the error of `y`, given the exact value, whose sign does not matter if it is 0.
pub fn error_of_exact(exact: &BigFloat, y: f64) -> f64 {
    let exponent = exact.exponent().unwrap_or(i32::MIN / 2);
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
