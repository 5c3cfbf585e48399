//! Functions of complex numbers, by formulas in real ones whose terms do not cancel further than
//! the precision reaches.

use super::Values;
use rug::Float;
use rug::ops::NegAssign;

/// A complex number.
#[derive(Clone)]
struct Complex {
    re: Float,
    im: Float,
}

/// Makes a function of operands with names.
macro_rules! values {
    (|$($z:ident),+| $value:expr) => {
        |parts: &[Float]| {
            let mut numbers = parts.chunks(2).map(|x| z(x[0].clone(), x[1].clone()));
            $(let $z = numbers.next().expect("another operand");)+
            let Complex { re, im } = $value;
            vec![re, im]
        }
    };
}

/// Returns the values of the function of this name.
pub fn values(name: &str) -> Option<Values> {
    Some(match name {
        "add" => values!(|a, b| z(a.re + b.re, a.im + b.im)),
        "subtract" => values!(|a, b| z(a.re - b.re, a.im - b.im)),
        "multiply" => |parts| if_moderate(parts, values!(|a, b| a.times(&b))),
        "divide" => |parts| if_moderate(parts, values!(|a, b| a.times(&b.inverse()))),
        "square" => |parts| if_moderate(parts, values!(|a| a.times(&a))),
        "reciprocal" => |parts| if_moderate(parts, values!(|a| a.inverse())),
        "sign" => |parts| if_not_zero(parts, parts, values!(|a| a.sign())),
        "abs" => |a| vec![a[0].clone().hypot(&a[1])],
        "angle" => |a| vec![a[1].clone().atan2(&a[0])],
        "sqrt" => values!(|a| a.sqrt()),
        "pow" | "float_power" => {
            |parts| if_not_zero(&parts[..2], parts, values!(|a, b| a.ln().times(&b).exp()))
        }
        "exp" => values!(|a| a.exp()),
        "exp2" => values!(|a| a.scaled(&ln(2)).exp()),
        "exp10" => values!(|a| a.scaled(&ln(10)).exp()),
        "expm1" => values!(|a| {
            let half = (a.im.clone() / 2_u32).sin().square() * 2_u32;
            let re = bounded(a.re.clone()).exp_m1() * a.im.clone().cos() - half;
            z(re, a.exp().im)
        }),
        "log" => values!(|a| a.ln()),
        "log2" => values!(|a| a.ln().scaled(&ln(2).recip())),
        "log10" => values!(|a| a.ln().scaled(&ln(10).recip())),
        "log1p" => values!(|a| {
            let more = a.re.clone() * 2_u32 + a.re.clone().square() + a.im.clone().square();
            z(more.ln_1p() / 2_u32, a.im.atan2(&(a.re + 1_u32)))
        }),
        "sinh" => values!(|a| a.sinh()),
        "cosh" => values!(|a| a.cosh()),
        "tanh" => values!(|a| a.tanh()),
        "asinh" => values!(|a| a.times_i().asin().times_minus_i()),
        "acosh" => values!(|a| {
            let (below, above) = (a.plus(-1).sqrt(), a.plus(1).sqrt());
            let re = below.clone().conj().times(&above).re.asinh();
            z(re, below.im.atan2(&above.re) * 2_u32)
        }),
        "atanh" => values!(|a| a.atanh()),
        "sin" => values!(|a| a.times_i().sinh().times_minus_i()),
        "cos" => values!(|a| a.times_i().cosh()),
        "tan" => values!(|a| a.times_i().tanh().times_minus_i()),
        "asin" => values!(|a| a.asin()),
        "acos" => values!(|a| {
            let (below, above) = (a.clone().negated().plus(1).sqrt(), a.plus(1).sqrt());
            let im = above.clone().conj().times(&below).im.asinh();
            z(below.re.atan2(&above.re) * 2_u32, im)
        }),
        "atan" => values!(|a| a.times_i().atanh().times_minus_i()),
        _ => return None,
    })
}

/// Returns values unless a number is zero: such results are tested one by one.
fn if_not_zero(number: &[Float], parts: &[Float], values: Values) -> Vec<Float> {
    if number.iter().all(Float::is_zero) { Vec::new() } else { values(parts) }
}

/// Returns values if no product of parts overflows, or loses bits below the smallest number.
fn if_moderate(parts: &[Float], values: Values) -> Vec<Float> {
    let limit = if parts[0].prec() > 1000 { 480 } else { 50 };
    let is_moderate = |x: &Float| x.get_exp().is_some_and(|exponent| exponent.abs() < limit);
    if parts.iter().all(is_moderate) { values(parts) } else { Vec::new() }
}

fn z(re: Float, im: Float) -> Complex {
    Complex { re, im }
}

/// Returns the natural logarithm of a small number.
fn ln(x: u32) -> Float {
    Float::with_val(2400, x).ln()
}

/// Returns `x`, or a number whose exponential is beyond any format, but not infinite.
fn bounded(x: Float) -> Float {
    x.clamp(&-(1_i64 << 40), &(1_i64 << 40))
}

impl Complex {
    fn plus(&self, x: i32) -> Complex {
        z(self.re.clone() + x, self.im.clone())
    }

    fn times(&self, other: &Complex) -> Complex {
        let ([a, b], [c, d]) = ([&self.re, &self.im], [&other.re, &other.im]);
        z(a.clone() * c - b.clone() * d, a.clone() * d + b.clone() * c)
    }

    fn scaled(self, factor: &Float) -> Complex {
        z(self.re * factor, self.im * factor)
    }

    fn times_i(self) -> Complex {
        z(-self.im, self.re)
    }

    fn times_minus_i(self) -> Complex {
        z(self.im, -self.re)
    }

    fn negated(self) -> Complex {
        z(-self.re, -self.im)
    }

    fn conj(mut self) -> Complex {
        self.im.neg_assign();
        self
    }

    fn inverse(self) -> Complex {
        let norm = self.re.clone().square() + self.im.clone().square();
        z(self.re / &norm, -self.im / norm)
    }

    fn sign(self) -> Complex {
        let size = self.re.clone().hypot(&self.im);
        z(self.re / &size, self.im / size)
    }

    fn sqrt(self) -> Complex {
        let larger = ((self.re.clone().hypot(&self.im) + self.re.clone().abs()) / 2_u32).sqrt();
        if larger.is_zero() {
            return z(larger, self.im);
        }
        let smaller = self.im.clone().abs() / 2_u32 / &larger;
        let (re, im) =
            if self.re.is_sign_negative() { (smaller, larger) } else { (larger, smaller) };
        z(re, im.copysign(&self.im))
    }

    fn exp(self) -> Complex {
        let (size, (sin, cos)) = (bounded(self.re).exp(), sin_cos(self.im));
        z(size.clone() * cos, size * sin)
    }

    fn ln(self) -> Complex {
        z(self.re.clone().hypot(&self.im).ln(), self.im.atan2(&self.re))
    }

    fn sinh(self) -> Complex {
        let ((sinh, cosh), (sin, cos)) = (sinh_cosh(self.re), sin_cos(self.im));
        z(sinh * cos, cosh * sin)
    }

    fn cosh(self) -> Complex {
        let ((sinh, cosh), (sin, cos)) = (sinh_cosh(self.re), sin_cos(self.im));
        z(cosh * cos, sinh * sin)
    }

    /// `(1 - t^2 + 2 i t sin 2y) / (1 + t^2 + 2 t cos 2y)` for `t = e^-2x`, if `x` is not negative.
    fn tanh(self) -> Complex {
        let t = (bounded(self.re.clone()).abs() * -2_i32).exp();
        let (sin, cos) = sin_cos(self.im * 2_u32);
        let square = t.clone().square();
        let below = cos * &t * 2_u32 + &square + 1_u32;
        z(((1_u32 - square) / &below).copysign(&self.re), sin * t * 2_u32 / below)
    }

    /// W. Kahan, "Branch cuts for complex elementary functions", 1987.
    fn asin(self) -> Complex {
        let (below, above) = (self.clone().negated().plus(1).sqrt(), self.plus(1).sqrt());
        let re = self.re.atan2(&below.times(&above).re);
        z(re, below.conj().times(&above).im.asinh())
    }

    fn atanh(self) -> Complex {
        let Complex { re: x, im: y } = self;
        let (below, above) = (1_u32 - x.clone(), x.clone() + 1_u32);
        let square = y.clone().square();
        let ratio = x * 4_u32 / (below.clone().square() + &square);
        z(ratio.ln_1p() / 4_u32, (y * 2_u32).atan2(&(below * above - square)) / 2_u32)
    }
}

fn sin_cos(x: Float) -> (Float, Float) {
    let precision = x.prec();
    x.sin_cos(Float::new(precision))
}

fn sinh_cosh(x: Float) -> (Float, Float) {
    let precision = x.prec();
    bounded(x).sinh_cosh(Float::new(precision))
}
