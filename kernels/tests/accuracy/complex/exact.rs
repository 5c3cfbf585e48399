//! Complex numbers of many bits, and the functions of them, by formulas that need no care: enough
//! bits are left when terms cancel.

use astro_float::{BigFloat, Consts, RoundingMode};
use core::cell::RefCell;
use core::ops::{Add, Div, Mul, Neg, Sub};

/// The bits of all numbers.
const BITS: usize = 704;
/// The rounding of all operations.
const NEAREST: RoundingMode = RoundingMode::ToEven;

thread_local! {
    static CONSTANTS: RefCell<Consts> = RefCell::new(Consts::new().expect("room for constants"));
}

/// Calls `f` with the cache of constants.
fn with_constants(f: impl FnOnce(&mut Consts) -> BigFloat) -> BigFloat {
    CONSTANTS.with_borrow_mut(f)
}

/// A real number.
#[derive(Clone)]
pub struct Real(pub BigFloat);

/// A complex number.
#[derive(Clone)]
pub struct Exact {
    pub re: Real,
    pub im: Real,
}

/// Lists operators of real numbers.
macro_rules! operators {
    ($($trait:ident $method:ident)*) => {$(
        impl $trait for &Real {
            type Output = Real;
            fn $method(self, other: &Real) -> Real {
                Real(self.0.$method(&other.0, BITS, NEAREST))
            }
        }
    )*};
}
operators! { Add add Sub sub Mul mul Div div }

/// Lists functions of real numbers.
macro_rules! functions {
    ($($name:ident)*) => {$(
        pub fn $name(&self) -> Real {
            Real(with_constants(|constants| self.0.$name(BITS, NEAREST, constants)))
        }
    )*};
}

impl Real {
    functions! { exp ln sin cos atan }

    pub fn of(x: f64) -> Self {
        Self(super::super::oracle::big(x))
    }

    pub fn pi() -> Self {
        Self(with_constants(|constants| constants.pi(BITS, NEAREST)))
    }

    fn negated(&self) -> Self {
        Self(self.0.clone().neg())
    }

    fn sqrt(&self) -> Self {
        Self(self.0.sqrt(BITS, NEAREST))
    }

    fn is_negative(&self) -> bool {
        self.0.is_negative() && !self.0.is_zero()
    }

    fn half(&self) -> Self {
        self * &Self::of(0.5)
    }
}

impl Exact {
    pub fn new(re: Real, im: Real) -> Self {
        Self { re, im }
    }

    pub fn of(re: f64, im: f64) -> Self {
        Self::new(Real::of(re), Real::of(im))
    }

    fn norm(&self) -> Real {
        &(&self.re * &self.re) + &(&self.im * &self.im)
    }

    pub fn times_i(&self) -> Self {
        Self::new(self.im.negated(), self.re.clone())
    }

    pub fn over_i(&self) -> Self {
        Self::new(self.im.clone(), self.re.negated())
    }

    pub fn scaled(&self, factor: &Real) -> Self {
        Self::new(&self.re * factor, &self.im * factor)
    }

    fn half(&self) -> Self {
        self.scaled(&Real::of(0.5))
    }

    pub fn angle(&self) -> Real {
        let (re, im) = (&self.re, &self.im);
        if re.0.is_zero() {
            let half = Real::pi().half();
            return if im.is_negative() { half.negated() } else { half };
        }
        let angle = (im / re).atan();
        match (re.is_negative(), im.is_negative()) {
            (false, _) => angle,
            (true, false) => &angle + &Real::pi(),
            (true, true) => &angle - &Real::pi(),
        }
    }

    pub fn exp(&self) -> Self {
        let size = self.re.exp();
        Self::new(&size * &self.im.cos(), &size * &self.im.sin())
    }

    pub fn ln(&self) -> Self {
        Self::new(self.norm().ln().half(), self.angle())
    }

    pub fn sqrt(&self) -> Self {
        let large = (&self.norm().sqrt() + &Real(self.re.0.abs())).half().sqrt();
        if large.0.is_zero() {
            return self.clone();
        }
        let small = &Real(self.im.0.abs()) / &(&large + &large);
        let (re, im) = if self.re.is_negative() { (small, large) } else { (large, small) };
        Self::new(re, if self.im.is_negative() { im.negated() } else { im })
    }

    pub fn sign(&self) -> Self {
        let size = self.norm().sqrt();
        Self::new(&self.re / &size, &self.im / &size)
    }

    pub fn sinh(&self) -> Self {
        (&self.exp() - &(-self).exp()).half()
    }

    pub fn cosh(&self) -> Self {
        (&self.exp() + &(-self).exp()).half()
    }

    /// By sums in which no digits are lost, even if one part is far below the other.
    pub fn tanh(&self) -> Self {
        let twice = self.scaled(&Real::of(2.0));
        let (up, down) = (twice.re.exp(), twice.re.negated().exp());
        let norm = &(&up + &down).half() + &twice.im.cos();
        Self::new(&(&up - &down).half() / &norm, &twice.im.sin() / &norm)
    }

    pub fn asinh(&self) -> Self {
        (self + &(&(self * self) + &Self::of(1.0, 0.0)).sqrt()).ln()
    }

    pub fn acosh(&self) -> Self {
        let one = Self::of(1.0, 0.0);
        (self + &(&(self + &one).sqrt() * &(self - &one).sqrt())).ln()
    }

    pub fn atanh(&self) -> Self {
        let one = Self::of(1.0, 0.0);
        (&(&one + self).ln() - &(&one - self).ln()).half()
    }

    pub fn sin(&self) -> Self {
        self.times_i().sinh().over_i()
    }

    pub fn cos(&self) -> Self {
        self.times_i().cosh()
    }

    pub fn tan(&self) -> Self {
        self.times_i().tanh().over_i()
    }

    pub fn asin(&self) -> Self {
        self.times_i().asinh().over_i()
    }

    pub fn acos(&self) -> Self {
        let asin = self.asin();
        Self::new(&Real::pi().half() - &asin.re, asin.im.negated())
    }

    pub fn atan(&self) -> Self {
        self.times_i().atanh().over_i()
    }
}

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        Exact::new(self.re.negated(), self.im.negated())
    }
}

impl Add for &Exact {
    type Output = Exact;
    fn add(self, other: &Exact) -> Exact {
        Exact::new(&self.re + &other.re, &self.im + &other.im)
    }
}

impl Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: &Exact) -> Exact {
        self + &-other
    }
}

impl Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: &Exact) -> Exact {
        let re = &(&self.re * &other.re) - &(&self.im * &other.im);
        Exact::new(re, &(&self.re * &other.im) + &(&self.im * &other.re))
    }
}

impl Div for &Exact {
    type Output = Exact;
    fn div(self, other: &Exact) -> Exact {
        let conj = Exact::new(other.re.clone(), other.im.negated());
        let (numerator, norm) = (self * &conj, other.norm());
        Exact::new(&numerator.re / &norm, &numerator.im / &norm)
    }
}
