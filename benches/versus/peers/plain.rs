//! Code as most people write it: loops over iterators, compiled for the baseline of the
//! architecture, and the same functions over ndarray's arrays.

use crate::data::Datum;
use ndarray::{ArrayView2, ArrayViewMut2, Zip};
use num_complex::Complex;
use std::rc::Rc;
use tightloop::{bf16, f16};

/// Loops that apply a function of one element.
pub struct Unary<T, Y> {
    /// Over slices.
    pub iter: Rc<dyn Fn(&[T], &mut [Y])>,
    /// Over ndarray's arrays.
    pub ndarray: Rc<dyn Fn(&ArrayView2<T>, &mut ArrayViewMut2<Y>)>,
}

/// Loops that apply a function of two elements.
pub struct Binary<T, U, Y> {
    /// Over slices.
    pub iter: Rc<dyn Fn(&[T], &[U], &mut [Y])>,
    /// Over a slice and one element, which is used for all.
    pub iter_scalar: Rc<dyn Fn(&[T], U, &mut [Y])>,
    /// Over ndarray's arrays.
    pub ndarray: Rc<dyn Fn(&ArrayView2<T>, &ArrayView2<U>, &mut ArrayViewMut2<Y>)>,
}

fn unary<T: Copy + 'static, Y: 'static>(
    f: impl Fn(T) -> Y + Copy + 'static,
) -> Option<Unary<T, Y>> {
    Some(Unary {
        iter: Rc::new(move |x, y| y.iter_mut().zip(x).for_each(|(y, &x)| *y = f(x))),
        ndarray: Rc::new(move |x, y| Zip::from(y).and(x).for_each(|y, &x| *y = f(x))),
    })
}

fn binary<T: Copy + 'static, U: Copy + 'static, Y: 'static>(
    f: impl Fn(T, U) -> Y + Copy + 'static,
) -> Option<Binary<T, U, Y>> {
    Some(Binary {
        iter: Rc::new(move |a, b, y| {
            y.iter_mut().zip(a).zip(b).for_each(|((y, &a), &b)| *y = f(a, b))
        }),
        iter_scalar: Rc::new(move |a, b, y| y.iter_mut().zip(a).for_each(|(y, &a)| *y = f(a, b))),
        ndarray: Rc::new(move |a, b, y| {
            Zip::from(y).and_broadcast(a).and_broadcast(b).for_each(|y, &a, &b| *y = f(a, b))
        }),
    })
}

/// A loop over slices that applies a function of three elements.
pub type Ternary<T> = fn(&[T], &[T], &[T], &mut [T]);

/// Plain loops by the names of our functions, or `None` if there is none here.
pub trait Plain: Datum {
    /// From elements to elements of the same type.
    fn unary(_: &str) -> Option<Unary<Self, Self>> {
        None
    }
    /// From elements to `bool`.
    fn predicate(_: &str) -> Option<Unary<Self, bool>> {
        None
    }
    /// From pairs to elements of the same type.
    fn binary(_: &str) -> Option<Binary<Self, Self, Self>> {
        None
    }
    /// From triples to elements of the same type.
    fn ternary(_: &str) -> Option<Ternary<Self>> {
        None
    }
    /// From pairs to `bool`.
    fn compare(_: &str) -> Option<Binary<Self, Self, bool>> {
        None
    }
    /// From a slice to a number.
    fn reduce(_: &str) -> Option<fn(&[Self]) -> f64> {
        None
    }
}

macro_rules! floats {
    ($($t:ident)*) => {$(
        impl Plain for $t {
            fn unary(name: &str) -> Option<Unary<$t, $t>> {
                match name {
                    "negative" => unary(|x: $t| -x),
                    "abs" => unary($t::abs),
                    "positive" => unary(|x: $t| x),
                    "square" => unary(|x: $t| x * x),
                    "sqrt" => unary($t::sqrt),
                    "reciprocal" => unary($t::recip),
                    "floor" => unary($t::floor),
                    "ceil" => unary($t::ceil),
                    "trunc" => unary($t::trunc),
                    "round" => unary($t::round_ties_even),
                    "deg2rad" => unary($t::to_radians),
                    "rad2deg" => unary($t::to_degrees),
                    "relu" => unary(|x: $t| x.max(0.0)),
                    "exp" => unary($t::exp),
                    "exp2" => unary($t::exp2),
                    "expm1" => unary($t::exp_m1),
                    "log" => unary($t::ln),
                    "log2" => unary($t::log2),
                    "log10" => unary($t::log10),
                    "log1p" => unary($t::ln_1p),
                    "sin" => unary($t::sin),
                    "cos" => unary($t::cos),
                    "tan" => unary($t::tan),
                    "asin" => unary($t::asin),
                    "acos" => unary($t::acos),
                    "atan" => unary($t::atan),
                    "sinh" => unary($t::sinh),
                    "cosh" => unary($t::cosh),
                    "tanh" => unary($t::tanh),
                    "asinh" => unary($t::asinh),
                    "acosh" => unary($t::acosh),
                    // No `atanh`: that of the standard library loses half of the digits.
                    "cbrt" => unary($t::cbrt),
                    _ => None,
                }
            }
            fn predicate(name: &str) -> Option<Unary<$t, bool>> {
                match name {
                    "isnan" => unary($t::is_nan),
                    "isfinite" => unary($t::is_finite),
                    "isinf" => unary($t::is_infinite),
                    "signbit" => unary($t::is_sign_negative),
                    _ => None,
                }
            }
            fn binary(name: &str) -> Option<Binary<$t, $t, $t>> {
                match name {
                    "add" => binary(|a: $t, b: $t| a + b),
                    "subtract" => binary(|a: $t, b: $t| a - b),
                    "multiply" => binary(|a: $t, b: $t| a * b),
                    "divide" => binary(|a: $t, b: $t| a / b),
                    "minimum" | "fmin" => binary($t::min),
                    "maximum" | "fmax" => binary($t::max),
                    "pow" => binary($t::powf),
                    "atan2" => binary($t::atan2),
                    "hypot" => binary($t::hypot),
                    "copysign" => binary($t::copysign),
                    "fmod" => binary(|a: $t, b: $t| a % b),
                    _ => None,
                }
            }
            fn ternary(name: &str) -> Option<Ternary<$t>> {
                let fma: Ternary<$t> = |a, b, c, y| {
                    let operands = a.iter().zip(b).zip(c);
                    y.iter_mut().zip(operands).for_each(|(y, ((&a, &b), &c))| *y = a.mul_add(b, c));
                };
                (name == "fma").then_some(fma)
            }
            fn compare(name: &str) -> Option<Binary<$t, $t, bool>> {
                compare(name)
            }
            fn reduce(name: &str) -> Option<fn(&[$t]) -> f64> {
                Some(match name {
                    "sum" => |x| x.iter().sum::<$t>().into(),
                    "nansum" => |x| x.iter().filter(|x| !x.is_nan()).sum::<$t>().into(),
                    "prod" => |x| x.iter().product::<$t>().into(),
                    "mean" => |x| (x.iter().sum::<$t>() / x.len() as $t).into(),
                    "var" => |x| variance(x.iter().map(|&x| x.into()), x.len()),
                    "std" => |x| variance(x.iter().map(|&x| x.into()), x.len()).sqrt(),
                    "any" => |x| f64::from(u8::from(x.iter().any(|&x| x != 0.0))),
                    "all" => |x| f64::from(u8::from(x.iter().all(|&x| x != 0.0))),
                    "count_nonzero" => |x| x.iter().filter(|&&x| x != 0.0).count() as f64,
                    "norm_1" => |x| x.iter().map(|x| x.abs()).sum::<$t>().into(),
                    "norm_2" => |x| x.iter().map(|x| x * x).sum::<$t>().sqrt().into(),
                    "norm_inf" => |x| x.iter().map(|x| x.abs()).fold(0.0, $t::max).into(),
                    "min" | "nanmin" => |x| x.iter().copied().fold($t::INFINITY, $t::min).into(),
                    "max" | "nanmax" => {
                        |x| x.iter().copied().fold($t::NEG_INFINITY, $t::max).into()
                    }
                    "argmin" => |x| place(x, |new, best| new < best),
                    "argmax" => |x| place(x, |new, best| new > best),
                    _ => return None,
                })
            }
        }
    )*};
}
floats! { f32 f64 }

macro_rules! ints {
    ($($t:ident)*) => {$(
        impl Plain for $t {
            fn unary(name: &str) -> Option<Unary<$t, $t>> {
                match name {
                    "negative" => unary($t::wrapping_neg),
                    "square" => unary(|x: $t| x.wrapping_mul(x)),
                    _ => None,
                }
            }
            fn binary(name: &str) -> Option<Binary<$t, $t, $t>> {
                match name {
                    "add" => binary($t::wrapping_add),
                    "subtract" => binary($t::wrapping_sub),
                    "multiply" => binary($t::wrapping_mul),
                    "bitwise_and" => binary(|a: $t, b: $t| a & b),
                    "bitwise_or" => binary(|a: $t, b: $t| a | b),
                    "bitwise_xor" => binary(|a: $t, b: $t| a ^ b),
                    "saturating_add" => binary($t::saturating_add),
                    "saturating_subtract" => binary($t::saturating_sub),
                    "minimum" => binary(Ord::min),
                    "maximum" => binary(Ord::max),
                    _ => None,
                }
            }
            fn compare(name: &str) -> Option<Binary<$t, $t, bool>> {
                compare(name)
            }
            fn reduce(name: &str) -> Option<fn(&[$t]) -> f64> {
                Some(match name {
                    "sum" => |x| x.iter().map(|&x| x as i64).sum::<i64>() as f64,
                    "prod" => {
                        |x| x.iter().fold(1_i64, |y, &x| y.wrapping_mul(x as i64)) as f64
                    }
                    "mean" => |x| x.iter().map(|&x| x as f64).sum::<f64>() / x.len() as f64,
                    "var" => |x| variance(x.iter().map(|&x| x as f64), x.len()),
                    "std" => |x| variance(x.iter().map(|&x| x as f64), x.len()).sqrt(),
                    "any" => |x| f64::from(u8::from(x.iter().any(|&x| x != 0))),
                    "all" => |x| f64::from(u8::from(x.iter().all(|&x| x != 0))),
                    "count_nonzero" => |x| x.iter().filter(|&&x| x != 0).count() as f64,
                    "min" => |x| x.iter().copied().min().map_or(f64::NAN, |x| x as f64),
                    "max" => |x| x.iter().copied().max().map_or(f64::NAN, |x| x as f64),
                    "argmin" => |x| place(x, |new, best| new < best),
                    "argmax" => |x| place(x, |new, best| new > best),
                    _ => return None,
                })
            }
        }
    )*};
}
ints! { i8 i16 i32 i64 u8 u16 u32 u64 }

macro_rules! halves {
    ($($t:ident)*) => {$(
        impl Plain for $t {
            fn binary(name: &str) -> Option<Binary<$t, $t, $t>> {
                match name {
                    "add" => binary(|a: $t, b: $t| a + b),
                    "multiply" => binary(|a: $t, b: $t| a * b),
                    _ => None,
                }
            }
            fn unary(name: &str) -> Option<Unary<$t, $t>> {
                match name {
                    "exp" => unary(|x: $t| $t::from_f32(x.to_f32().exp())),
                    "log" => unary(|x: $t| $t::from_f32(x.to_f32().ln())),
                    "sqrt" => unary(|x: $t| $t::from_f32(x.to_f32().sqrt())),
                    _ => None,
                }
            }
        }
    )*};
}
halves! { f16 bf16 }

macro_rules! complex {
    ($($t:ident)*) => {$(
        impl Plain for Complex<$t>
        where
            Complex<$t>: Datum,
        {
            fn binary(name: &str) -> Option<Binary<Self, Self, Self>> {
                match name {
                    "multiply" => binary(|a: Self, b: Self| a * b),
                    _ => None,
                }
            }
        }
    )*};
}
complex! { f32 f64 }

impl Plain for bool {
    fn binary(name: &str) -> Option<Binary<bool, bool, bool>> {
        match name {
            "add" | "maximum" => binary(|a: bool, b: bool| a | b),
            "multiply" | "minimum" => binary(|a: bool, b: bool| a & b),
            _ => None,
        }
    }
}

fn compare<T: Copy + PartialOrd + 'static>(name: &str) -> Option<Binary<T, T, bool>> {
    match name {
        "equal" => binary(|a: T, b: T| a == b),
        "not_equal" => binary(|a: T, b: T| a != b),
        "less_equal" => binary(|a: T, b: T| a <= b),
        "greater_equal" => binary(|a: T, b: T| a >= b),
        "less" => binary(|a: T, b: T| a < b),
        "greater" => binary(|a: T, b: T| a > b),
        _ => None,
    }
}

/// Returns the variance of some numbers, from their mean.
fn variance(x: impl Iterator<Item = f64> + Clone, len: usize) -> f64 {
    let mean = x.clone().sum::<f64>() / len as f64;
    x.map(|x| (x - mean) * (x - mean)).sum::<f64>() / len as f64
}

/// Returns the index of the first of the best elements.
fn place<T: Copy>(x: &[T], better: impl Fn(T, T) -> bool) -> f64 {
    let mut best = 0;
    for (i, &new) in x.iter().enumerate() {
        if better(new, x[best]) {
            best = i;
        }
    }
    best as f64
}
