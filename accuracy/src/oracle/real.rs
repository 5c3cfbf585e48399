//! Functions of real numbers.

use super::Values;
use rug::Float;
use rug::float::Constant;
use rug::ops::Pow;

/// Makes a function of operands with names.
macro_rules! values {
    (|$($x:ident),+| $value:expr) => {
        |operands: &[Float]| {
            let [$($x),+] = operands else { panic!("another number of operands") };
            $(let $x = $x.clone();)+
            vec![$value]
        }
    };
}

/// Returns the values of the function of this name.
pub fn values(name: &str) -> Option<Values> {
    Some(match name {
        "add" => values!(|x, y| x + y),
        "subtract" => values!(|x, y| x - y),
        "multiply" => values!(|x, y| x * y),
        "divide" => values!(|x, y| x / y),
        "fma" => values!(|x, y, z| x * y + z),
        "square" => values!(|x| x.square()),
        "reciprocal" => values!(|x| x.recip()),
        "sqrt" => values!(|x| x.sqrt()),
        "rsqrt" => values!(|x| x.sqrt().recip()),
        "cbrt" => values!(|x| x.cbrt()),
        "hypot" => values!(|x, y| x.hypot(&y)),
        "pow" | "float_power" => values!(|x, y| x.pow(y)),
        "exp" => values!(|x| x.exp()),
        "exp2" => values!(|x| x.exp2()),
        "exp10" => values!(|x| x.exp10()),
        "expm1" => values!(|x| x.exp_m1()),
        "log" => values!(|x| x.ln()),
        "log2" => values!(|x| x.log2()),
        "log10" => values!(|x| x.log10()),
        "log1p" => values!(|x| x.ln_1p()),
        "log_base" => values!(|x, base| x.ln() / base.ln()),
        "logaddexp" => values!(|x, y| {
            let difference = Float::with_val(x.prec(), &x - &y).abs();
            x.max(&y) + (-difference).exp().ln_1p()
        }),
        "logaddexp2" => values!(|x, y| {
            let difference = Float::with_val(x.prec(), &x - &y).abs();
            x.max(&y) + (-difference).exp2().log2_1p()
        }),
        "sin" => values!(|x| x.sin()),
        "cos" => values!(|x| x.cos()),
        "sincos" => |x| vec![x[0].clone().sin(), x[0].clone().cos()],
        "tan" => values!(|x| x.tan()),
        "asin" => values!(|x| x.asin()),
        "acos" => values!(|x| x.acos()),
        "atan" => values!(|x| x.atan()),
        "atan2" => values!(|y, x| y.atan2(&x)),
        "sinpi" => values!(|x| x.sin_pi()),
        "cospi" => values!(|x| x.cos_pi()),
        "tanpi" => values!(|x| x.tan_pi()),
        "degrees" | "rad2deg" => values!(|x| x * 180_u32 / pi(256)),
        "radians" | "deg2rad" => values!(|x| x * pi(256) / 180_u32),
        "sinh" => values!(|x| x.sinh()),
        "cosh" => values!(|x| x.cosh()),
        "tanh" => values!(|x| x.tanh()),
        "asinh" => values!(|x| x.asinh()),
        "acosh" => values!(|x| x.acosh()),
        "atanh" => values!(|x| x.atanh()),
        "erf" => values!(|x| x.erf()),
        "erfc" => values!(|x| x.erfc()),
        "gamma" => values!(|x| x.gamma()),
        "lgamma" => values!(|x| x.ln_abs_gamma().0),
        "sigmoid" => values!(|x| ((-x).exp() + 1_u32).recip()),
        // Of large numbers, the power would overflow even here.
        "softplus" => values!(|x| {
            let small = (-x.clone().abs()).exp().ln_1p();
            if x.is_sign_positive() { x + small } else { small }
        }),
        "silu" => values!(|x| x.clone() / ((-x).exp() + 1_u32)),
        "gelu" => values!(|x| {
            let scaled = -x.clone() / Float::with_val(x.prec(), 2).sqrt();
            x * scaled.erfc() / 2_u32
        }),
        _ => return None,
    })
}

/// Returns pi to `precision` bits.
pub fn pi(precision: u32) -> Float {
    Float::with_val(precision, Constant::Pi)
}
