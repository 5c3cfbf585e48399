//! The exact results of functions, from other libraries, and how far a float is from them.

use astro_float::{BigFloat, Consts, RoundingMode};
use core::cell::RefCell;

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

/// Returns the exponent of the unit in the last place of a format at `x`.
fn unit_exponent(x: f64, min_exp: i32, digits: u32) -> i32 {
    let exponent = (x.abs().to_bits() >> 52) as i32 - 1023;
    exponent.max(min_exp - 1) + 1 - digits as i32
}

/// Returns `x`, which is finite. Subnormal numbers are made from normal ones, since
/// `BigFloat::from_f64` converts them wrongly.
fn big(x: f64) -> BigFloat {
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
