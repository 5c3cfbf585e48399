//! The functions that libraries have for slices of a type, by the names of ours.

use super::foreign::{self, Shared};
use super::plain::{Plain, Ternary};
use super::pulp;
use half::{bf16, f16};
use ndarray::{ArrayD, ArrayViewD, Axis};
use tightloop::{C32, C64};

/// A function from a slice to another one of the same length.
pub type Unary<T> = Box<dyn Fn(&[T], &mut [T])>;

/// The accuracy of MKL's vector mathematics. In all modes, errors are ignored and subnormals kept.
#[derive(Clone, Copy, Debug)]
pub enum Vml {
    /// High accuracy: within 1 ULP.
    Ha,
    /// Low accuracy: within 4 ULP.
    La,
}

impl Vml {
    fn mode(self) -> i64 {
        const IGNORE_ERRORS: i64 = 0x100;
        const KEEP_SUBNORMALS: i64 = 0x14_0000;
        IGNORE_ERRORS | KEEP_SUBNORMALS | if matches!(self, Vml::Ha) { 2 } else { 1 }
    }
}

/// Returns MKL's name of a function.
fn vml_name(op: &str) -> Option<&'static str> {
    Some(match op {
        "abs" => "Abs",
        "square" => "Sqr",
        "sqrt" => "Sqrt",
        "cbrt" => "Cbrt",
        "exp" => "Exp",
        "exp2" => "Exp2",
        "expm1" => "Expm1",
        "log" => "Ln",
        "log2" => "Log2",
        "log10" => "Log10",
        "log1p" => "Log1p",
        "sin" => "Sin",
        "cos" => "Cos",
        "tan" => "Tan",
        "asin" => "Asin",
        "acos" => "Acos",
        "atan" => "Atan",
        "sinh" => "Sinh",
        "cosh" => "Cosh",
        "tanh" => "Tanh",
        "asinh" => "Asinh",
        "acosh" => "Acosh",
        "atanh" => "Atanh",
        "erf" => "Erf",
        "floor" => "Floor",
        "ceil" => "Ceil",
        "trunc" => "Trunc",
        "round" => "Rint",
        "reciprocal" => "Inv",
        "rsqrt" => "InvSqrt",
        "exp10" => "Exp10",
        "sinpi" => "Sinpi",
        "cospi" => "Cospi",
        "tanpi" => "Tanpi",
        "erfc" => "Erfc",
        "gamma" => "TGamma",
        "lgamma" => "LGamma",
        "copysign" => "CopySign",
        "nextafter" => "NextAfter",
        "add" => "Add",
        "subtract" => "Sub",
        "multiply" => "Mul",
        "divide" => "Div",
        "minimum" | "fmin" => "Fmin",
        "maximum" | "fmax" => "Fmax",
        "pow" => "Pow",
        "atan2" => "Atan2",
        "hypot" => "Hypot",
        "fmod" => "Fmod",
        _ => return None,
    })
}

/// The functions that libraries have for slices of a type. By default, there are none.
pub trait Vectors: Plain {
    /// The crate `lanes`, from slice to slice.
    fn lanes(_: &str) -> Option<Unary<Self>> {
        None
    }
    /// The crate `lanes`, from a slice to a number.
    fn lanes_reduction(_: &str) -> Option<fn(&[Self]) -> f64> {
        None
    }
    /// Loops with `pulp`, from slice to slice.
    fn pulp_unary(_: &str) -> Option<Unary<Self>> {
        None
    }
    /// Loops with `pulp`, from two slices to another one.
    fn pulp_binary(_: &str) -> Option<foreign::Binary<Self>> {
        None
    }
    /// Loops with `pulp`, from three slices to another one.
    fn pulp_ternary(_: &str) -> Option<Ternary<Self>> {
        None
    }
    /// Loops with `pulp`, from a slice to a number.
    fn pulp_reduction(_: &str) -> Option<fn(&[Self]) -> f64> {
        None
    }
    /// `ndarray`, from an array to a number.
    fn ndarray_reduction(_: &str) -> Option<fn(&ArrayViewD<Self>) -> f64> {
        None
    }
    /// `ndarray`, along an axis.
    fn ndarray_along_axis(_: &str) -> Option<fn(&ArrayViewD<Self>, Axis) -> ArrayD<Self>> {
        None
    }
    /// MKL's functions of one vector.
    fn vml_unary(_: &Shared, _: &str, _: Vml) -> Option<foreign::Unary<Self>> {
        None
    }
    /// MKL's functions of two vectors.
    fn vml_binary(_: &Shared, _: &str, _: Vml) -> Option<foreign::Binary<Self>> {
        None
    }
}

macro_rules! without {
    ($($t:ident)*) => {$(
        impl Vectors for $t {}
    )*};
}
without! { bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 C32 C64 }

macro_rules! floats {
    ($($t:ident $pulp:ident)*) => {$(
        impl Vectors for $t {
            fn lanes(op: &str) -> Option<Unary<$t>> {
                use lanes::{math, special};
                let call = match op {
                    "exp" => math::$t::exp_into,
                    "log" => math::$t::ln_into,
                    "sqrt" => math::$t::sqrt_into,
                    "tanh" => math::$t::tanh_into,
                    "erf" => special::$t::erf_into,
                    _ => return None,
                };
                Some(Box::new(move |x, y| call(x, y).expect("slices of one length")))
            }
            fn lanes_reduction(op: &str) -> Option<fn(&[$t]) -> f64> {
                use lanes::stats::$t as stats;
                Some(match op {
                    "sum" => |x| stats::sum(x).into(),
                    "mean" => |x| stats::mean(x).map_or(f64::NAN, f64::from),
                    "min" => |x| stats::min(x).map_or(f64::NAN, f64::from),
                    "max" => |x| stats::max(x).map_or(f64::NAN, f64::from),
                    "argmin" => |x| stats::argmin(x).map_or(f64::NAN, |place| place as f64),
                    "argmax" => |x| stats::argmax(x).map_or(f64::NAN, |place| place as f64),
                    _ => return None,
                })
            }
            fn pulp_unary(op: &str) -> Option<Unary<$t>> {
                pulp::$pulp::unary(op)
            }
            fn pulp_binary(op: &str) -> Option<foreign::Binary<$t>> {
                pulp::$pulp::binary(op)
            }
            fn pulp_ternary(op: &str) -> Option<Ternary<$t>> {
                pulp::$pulp::ternary(op)
            }
            fn pulp_reduction(op: &str) -> Option<fn(&[$t]) -> f64> {
                pulp::$pulp::reduction(op)
            }
            fn ndarray_reduction(op: &str) -> Option<fn(&ArrayViewD<$t>) -> f64> {
                Some(match op {
                    "sum" => |x| x.sum().into(),
                    "mean" => |x| x.mean().map_or(f64::NAN, f64::from),
                    _ => return None,
                })
            }
            fn ndarray_along_axis(op: &str) -> Option<fn(&ArrayViewD<$t>, Axis) -> ArrayD<$t>> {
                Some(match op {
                    "sum" => |x, axis| x.sum_axis(axis),
                    "mean" => |x, axis| x.mean_axis(axis).expect("an axis that is not empty"),
                    _ => return None,
                })
            }
            fn vml_unary(mkl: &Shared, op: &str, vml: Vml) -> Option<foreign::Unary<$t>> {
                foreign::vml_unary(mkl, vml_name(op)?, vml.mode())
            }
            fn vml_binary(mkl: &Shared, op: &str, vml: Vml) -> Option<foreign::Binary<$t>> {
                foreign::vml_binary(mkl, vml_name(op)?, vml.mode())
            }
        }
    )*};
}
floats! { f32 singles f64 doubles }
