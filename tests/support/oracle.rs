//! What every ufunc of the catalogue should give for one element, in plain Rust.

use super::quotient::FloorDivide;
use super::samples::Sample;
use tightloop::{C32, C64, bf16, f16};

pub type Of1<T, Y> = Box<dyn Fn(T) -> Y>;
pub type Of2<T, U, Y> = Box<dyn Fn(T, U) -> Y>;
pub type Of3<T, Y> = Box<dyn Fn(T, T, T) -> Y>;

/// The functions of elements of one type, by name; `None` where there is no such function.
pub trait Oracle: Sample {
    fn unary(_: &str) -> Option<Of1<Self, Self>> {
        None
    }
    fn predicate(_: &str) -> Option<Of1<Self, bool>> {
        None
    }
    fn binary(_: &str) -> Option<Of2<Self, Self, Self>> {
        None
    }
    fn compare(_: &str) -> Option<Of2<Self, Self, bool>> {
        None
    }
    fn pair(_: &str) -> Option<Of2<Self, Self, (Self, Self)>> {
        None
    }
    fn ternary(_: &str) -> Option<Of3<Self, Self>> {
        None
    }
}

/// The functions whose arguments or results have other types than the first argument.
pub trait MixedOracle<Y>: Sized {
    fn mixed(name: &str) -> Option<Of1<Self, Y>>;
}

/// A function whose accuracy is another test's matter: here it only has to be the same as one element by itself, at the scalar
/// level.
fn alone<T: Sample, Y: Sample>(f: impl Fn(&[T; 1]) -> tightloop::Array<Y> + 'static) -> Option<Of1<T, Y>> {
    Some(Box::new(move |x| {
        tightloop::with_level(tightloop::Level::Scalar, || f(&[x])).unwrap().as_slice()[0]
    }))
}

fn boxed1<T, Y>(f: impl Fn(T) -> Y + 'static) -> Option<Of1<T, Y>> {
    Some(Box::new(f))
}

fn boxed2<T, U, Y>(f: impl Fn(T, U) -> Y + 'static) -> Option<Of2<T, U, Y>> {
    Some(Box::new(f))
}

macro_rules! ints {
    ($($t:ident)*) => {$(
        impl Oracle for $t {
            fn unary(name: &str) -> Option<Of1<Self, Self>> {
                match name {
                    "negative" => boxed1(|x: $t| x.wrapping_neg()),
                    #[allow(unused_comparisons, reason = "some types have no sign")]
                    "abs" => boxed1(|x: $t| if x < 0 { x.wrapping_neg() } else { x }),
                    "square" => boxed1(|x: $t| x.wrapping_mul(x)),
                    _ => None,
                }
            }
            fn predicate(name: &str) -> Option<Of1<Self, bool>> {
                match name {
                    "isnan" => boxed1(|_| false),
                    _ => None,
                }
            }
            fn binary(name: &str) -> Option<Of2<Self, Self, Self>> {
                match name {
                    "add" => boxed2($t::wrapping_add),
                    "subtract" => boxed2($t::wrapping_sub),
                    "multiply" => boxed2($t::wrapping_mul),
                    "minimum" => boxed2(Ord::min),
                    "maximum" => boxed2(Ord::max),
                    _ => None,
                }
            }
            fn compare(name: &str) -> Option<Of2<Self, Self, bool>> {
                compare(name)
            }
            fn pair(name: &str) -> Option<Of2<Self, Self, (Self, Self)>> {
                match name {
                    "divmod" => boxed2(|a: $t, b: $t| {
                        if b == 0 {
                            return (0, 0);
                        }
                        let (wide_a, wide_b) = (i128::from(a), i128::from(b));
                        let towards_zero = wide_a / wide_b;
                        let is_above = wide_a % wide_b != 0 && (wide_a < 0) != (wide_b < 0);
                        let quotient = towards_zero - i128::from(is_above);
                        (quotient as $t, (wide_a - quotient * wide_b) as $t)
                    }),
                    _ => None,
                }
            }
        }

        impl MixedOracle<f64> for ($t, $t) {
            fn mixed(name: &str) -> Option<Of1<Self, f64>> {
                match name {
                    "divide" => boxed1(|(a, b): Self| a as f64 / b as f64),
                    _ => None,
                }
            }
        }
    )*};
}
ints! { i8 i16 i32 i64 u8 u16 u32 u64 }

impl Oracle for bool {
    fn unary(name: &str) -> Option<Of1<bool, bool>> {
        match name {
            "abs" => boxed1(|x| x),
            _ => None,
        }
    }
    fn binary(name: &str) -> Option<Of2<bool, bool, bool>> {
        match name {
            "add" | "maximum" => boxed2(|a, b| a | b),
            "multiply" | "minimum" => boxed2(|a, b| a & b),
            _ => None,
        }
    }
    fn compare(name: &str) -> Option<Of2<bool, bool, bool>> {
        compare(name)
    }
}

fn compare<T: PartialOrd + 'static>(name: &str) -> Option<Of2<T, T, bool>> {
    match name {
        "equal" => boxed2(|a, b| a == b),
        "less" => boxed2(|a, b| a < b),
        "greater" => boxed2(|a, b| a > b),
        _ => None,
    }
}

macro_rules! floats {
    ($($t:ident)*) => {$(
        impl Oracle for $t {
            fn unary(name: &str) -> Option<Of1<Self, Self>> {
                match name {
                    "negative" => boxed1(|x: $t| -x),
                    "abs" => boxed1($t::abs),
                    "square" => boxed1(|x: $t| x * x),
                    "sqrt" => boxed1($t::sqrt),
                    "exp" => alone(|x| tightloop::exp(x)),
                    "exp2" => alone(|x| tightloop::exp2(x)),
                    "log" => alone(|x| tightloop::log(x)),
                    _ => None,
                }
            }
            fn predicate(name: &str) -> Option<Of1<Self, bool>> {
                match name {
                    "isnan" => boxed1($t::is_nan),
                    _ => None,
                }
            }
            fn binary(name: &str) -> Option<Of2<Self, Self, Self>> {
                // Of two zeros, the negative one is below the other.
                let is_below = |a: $t, b: $t| a < b || (a == b && a.is_sign_negative());
                match name {
                    "add" => boxed2(|a: $t, b: $t| a + b),
                    "subtract" => boxed2(|a: $t, b: $t| a - b),
                    "multiply" => boxed2(|a: $t, b: $t| a * b),
                    "divide" => boxed2(|a: $t, b: $t| a / b),
                    "minimum" => boxed2(move |a: $t, b: $t| if a.is_nan() || is_below(a, b) { a } else { b }),
                    "maximum" => boxed2(move |a: $t, b: $t| if a.is_nan() || is_below(b, a) { a } else { b }),
                    "fmin" => boxed2(move |a: $t, b: $t| if b.is_nan() || is_below(a, b) { a } else { b }),
                    _ => None,
                }
            }
            fn compare(name: &str) -> Option<Of2<Self, Self, bool>> {
                compare(name)
            }
            fn pair(name: &str) -> Option<Of2<Self, Self, (Self, Self)>> {
                match name {
                    "divmod" => boxed2(|a: $t, b: $t| {
                        let towards_zero = a % b;
                        let is_exact = towards_zero == 0.0;
                        let is_above = !is_exact && (towards_zero < 0.0) != (b < 0.0);
                        let remainder = if is_above { towards_zero + b } else { towards_zero };
                        (a.floor_divide(b), if is_exact { (0.0 as $t).copysign(b) } else { remainder })
                    }),
                    _ => None,
                }
            }
            fn ternary(name: &str) -> Option<Of3<Self, Self>> {
                match name {
                    "fma" => Some(Box::new($t::mul_add)),
                    _ => None,
                }
            }
        }
    )*};
}
floats! { f32 f64 }

macro_rules! halves {
    ($($t:ident)*) => {$(
        impl Oracle for $t {
            fn unary(name: &str) -> Option<Of1<Self, Self>> {
                let f = f32::unary(name)?;
                boxed1(move |x: $t| $t::from_f32(f(x.to_f32())))
            }
            fn predicate(name: &str) -> Option<Of1<Self, bool>> {
                let f = f32::predicate(name)?;
                boxed1(move |x: $t| f(x.to_f32()))
            }
            fn binary(name: &str) -> Option<Of2<Self, Self, Self>> {
                let f = f32::binary(name)?;
                boxed2(move |a: $t, b: $t| $t::from_f32(f(a.to_f32(), b.to_f32())))
            }
            fn compare(name: &str) -> Option<Of2<Self, Self, bool>> {
                let f = f32::compare(name)?;
                boxed2(move |a: $t, b: $t| f(a.to_f32(), b.to_f32()))
            }
            fn pair(name: &str) -> Option<Of2<Self, Self, (Self, Self)>> {
                let f = f32::pair(name)?;
                boxed2(move |a: $t, b: $t| {
                    let (first, second) = f(a.to_f32(), b.to_f32());
                    ($t::from_f32(first), $t::from_f32(second))
                })
            }
            fn ternary(name: &str) -> Option<Of3<Self, Self>> {
                let f = f32::ternary(name)?;
                Some(Box::new(move |a: $t, b: $t, c: $t| $t::from_f32(f(a.to_f32(), b.to_f32(), c.to_f32()))))
            }
        }

        impl MixedOracle<$t> for ($t, i32) {
            fn mixed(name: &str) -> Option<Of1<Self, $t>> {
                match name {
                    "ldexp" => boxed1(|(x, n): Self| $t::from_f32(ldexp_f32(x.to_f32(), n))),
                    _ => None,
                }
            }
        }
    )*};
}
halves! { f16 bf16 }

macro_rules! complex {
    ($($t:ident $part:ident)*) => {$(
        impl Oracle for $t {
            fn binary(name: &str) -> Option<Of2<Self, Self, Self>> {
                match name {
                    "multiply" => boxed2(|a: $t, b: $t| {
                        $t::new((-a.im).mul_add(b.im, a.re * b.re), a.re.mul_add(b.im, a.im * b.re))
                    }),
                    _ => None,
                }
            }
        }

        impl MixedOracle<$part> for $t {
            fn mixed(name: &str) -> Option<Of1<Self, $part>> {
                match name {
                    "abs" => alone(|x: &[$t; 1]| tightloop::abs(x)),
                    _ => None,
                }
            }
        }
    )*};
}
complex! { C32 f32 C64 f64 }

impl MixedOracle<f32> for (f32, i32) {
    fn mixed(name: &str) -> Option<Of1<Self, f32>> {
        match name {
            "ldexp" => boxed1(|(x, n)| ldexp_f32(x, n)),
            _ => None,
        }
    }
}

impl MixedOracle<f64> for (f64, i32) {
    fn mixed(name: &str) -> Option<Of1<Self, f64>> {
        match name {
            "ldexp" => boxed1(|(x, n)| ldexp_f64(x, n)),
            _ => None,
        }
    }
}

/// `x * 2^n`: exact as an `f64`, or so far out that it makes no difference, then rounded once.
fn ldexp_f32(x: f32, n: i32) -> f32 {
    (f64::from(x) * 2f64.powi(n.clamp(-400, 400))) as f32
}

/// `x * 2^n`: where the result is subnormal, its bits are the mantissa, shifted and rounded as an integer.
fn ldexp_f64(x: f64, n: i32) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (stored, fraction) = ((x.to_bits() >> 52 & 0x7ff) as i64, x.to_bits() & ((1 << 52) - 1));
    let mantissa = if stored == 0 { fraction } else { fraction | 1 << 52 };
    // In units of the smallest subnormal number.
    let exponent = stored.max(1) - 1 + i64::from(n);
    let magnitude = if exponent >= 0 {
        (0..exponent.min(2200)).fold(f64::from_bits(1) * mantissa as f64, |x, _| 2.0 * x)
    } else {
        let lost = (-exponent).min(60) as u32;
        let (whole, rest, half) = (mantissa >> lost, mantissa & ((1 << lost) - 1), 1 << (lost - 1));
        let up = rest > half || (rest == half && whole & 1 == 1);
        f64::from_bits(whole + u64::from(up))
    };
    magnitude.copysign(x)
}
