//! Powers of integers.

use crate::{Int, Isa, Vector};
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
