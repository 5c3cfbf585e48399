//! Powers of integers.

use crate::{Cost, Int, Isa, Unary, Vector};
use tightloop_array_core::Element;

/// Lists the integers.
macro_rules! ints {
    ($($t:ident)*) => {$(
        impl<S: Isa> Vector<S, $t> {
            /// `self` to the power of `exponent`, whose bits are taken as unsigned; wraps. `0^0`
            /// is 1.
            #[inline(always)]
            pub fn pow(self, exponent: Self) -> Self {
                pow(self, exponent.bitcast())
            }
        }
    )*};
}
ints! { i8 i16 i32 i64 u8 u16 u32 u64 }

/// Powers with one exponent: only the multiplications that it takes.
#[derive(Clone, Copy, Debug)]
pub struct PowerTo {
    exponent: u64,
}

impl PowerTo {
    /// Prepares for an exponent, unless it is negative.
    pub fn new<T>(exponent: T) -> Option<Self>
    where
        u64: TryFrom<T>,
    {
        u64::try_from(exponent).ok().map(|exponent| Self { exponent })
    }
}

impl<T: Int> Unary<T> for PowerTo {
    const COST: Cost = Cost::Medium;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        let (mut power, mut square, mut left) = (x.like(T::ONE), x, self.exponent);
        loop {
            if left % 2 == 1 {
                power = power * square;
            }
            left /= 2;
            if left == 0 {
                return power;
            }
            square = square * square;
        }
    }
}

/// Squares the base again and again, up to the highest one of any exponent, and multiplies the
/// squares that belong to ones.
#[inline(always)]
fn pow<S: Isa, T: Int>(base: Vector<S, T>, exponent: Vector<S, T::Unsigned>) -> Vector<S, T> {
    let (zero, one) = (exponent.like(T::Unsigned::ZERO), exponent.like(T::Unsigned::ONE));
    let (mut power, mut square, mut left) = (base.like(T::ONE), base, exponent);
    loop {
        power = (left & one).eq(one).select(power * square, power);
        left = left >> 1;
        if !(!left.eq(zero)).any() {
            return power;
        }
        square = square * square;
    }
}
