//! Elements to compute with: special values first, then random bits. This is a package of its own
//! because it is optimised: tests are not.

pub mod memory;

use tightloop::{C32, C64, Element, bf16, f16};

/// An element type with samples.
pub trait Sample: Element {
    /// Returns an element that is made from random bits.
    fn from_random(bits: u64) -> Self;

    /// Special values.
    const SPECIALS: &'static [Self];

    /// Returns a word to compare by: the bits, but one word for all NaN, whose sign and payload
    /// are not specified.
    fn to_comparable(self) -> u64;
}

/// Returns element `i` of a series.
pub fn sample<T: Sample>(series: u64, i: usize) -> T {
    let mut bits = (i as u64 ^ series << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits ^= bits >> 32;
    bits = bits.wrapping_mul(0xd6e8_feb8_6659_fd93);
    bits ^= bits >> 29;
    // Between an even and an odd series, every pair of special values comes up.
    let specials = T::SPECIALS.len();
    let square = specials * specials;
    if i < square {
        let which = if series.is_multiple_of(2) { i % specials } else { i / specials };
        return T::SPECIALS[which];
    }
    T::from_random(bits)
}

/// Evaluates an expression with the type `T` of a dtype.
#[macro_export]
macro_rules! typed {
    ($dtype:expr, $T:ident => $body:expr) => {
        $crate::typed!(@ $dtype, $T, $body,
            Bool bool, I8 i8, I16 i16, I32 i32, I64 i64, U8 u8, U16 u16, U32 u32, U64 u64,
            F16 tightloop::f16, BF16 tightloop::bf16, F32 f32, F64 f64,
            C32 tightloop::C32, C64 tightloop::C64)
    };
    (@ $dtype:expr, $T:ident, $body:expr, $($tag:ident $t:ty),*) => {
        match $dtype {
            $(tightloop::DType::$tag => {
                type $T = $t;
                $body
            })*
        }
    };
}
macro_rules! ints {
    ($($t:ident)*) => {$(
        impl Sample for $t {
            fn from_random(bits: u64) -> Self {
                // Half of them are small, so that they are often equal and divide each other.
                if bits & 1 == 0 { (bits >> 8) as $t } else { (bits >> 8) as $t % 16 }
            }
            const SPECIALS: &'static [Self] =
                &[0, 1, $t::MAX, $t::MIN, $t::MAX - 1, 2, (0 as $t).wrapping_sub(1)];
            fn to_comparable(self) -> u64 {
                self as u64
            }
        }
    )*};
}
ints! { i8 i16 i32 i64 u8 u16 u32 u64 }

impl Sample for bool {
    fn from_random(bits: u64) -> Self {
        bits & 1 == 1
    }
    const SPECIALS: &'static [Self] = &[false, true];
    fn to_comparable(self) -> u64 {
        self.into()
    }
}

macro_rules! floats {
    ($($t:ident $bits:ident $exponent:literal $mantissa:literal)*) => {$(
        impl Sample for $t {
            fn from_random(bits: u64) -> Self {
                let raw = (bits >> 8) as $bits;
                // A quarter have any exponent. The others are near 1, so that sums cancel.
                let exponent_near_1 = $exponent / 2 - 4 + (bits & 7) as $bits;
                let near = (raw & !($exponent << $mantissa)) | (exponent_near_1 << $mantissa);
                $t::from_bits(if bits >> 3 & 3 == 0 { raw } else { near })
            }
            const SPECIALS: &'static [Self] = &[
                $t::from_bits(0),
                $t::from_bits(1 << ($mantissa - 1)),
                $t::from_bits(1),
                $t::from_bits($exponent / 2 << $mantissa),
                $t::from_bits($exponent << $mantissa),
                $t::from_bits($exponent << $mantissa | 1 << ($mantissa - 1)),
                $t::from_bits(($exponent << $mantissa) - 1),
                $t::from_bits(!($bits::MAX >> 1)),
                $t::from_bits(!($bits::MAX >> 1) | 1 << $mantissa),
                $t::from_bits(!($bits::MAX >> 1) | $exponent / 2 << $mantissa),
                $t::from_bits(!($bits::MAX >> 1) | $exponent << $mantissa),
            ];
            fn to_comparable(self) -> u64 {
                if self.is_nan() { u64::MAX } else { self.to_bits().into() }
            }
        }
    )*};
}
floats! { f16 u16 0x1f 10 bf16 u16 0xff 7 f32 u32 0xff 23 f64 u64 0x7ff 52 }

macro_rules! complex {
    ($($t:ident $part:ident)*) => {$(
        impl Sample for $t {
            fn from_random(bits: u64) -> Self {
                $t::new($part::from_random(bits), $part::from_random(bits.rotate_left(27)))
            }
            const SPECIALS: &'static [Self] = &[
                $t::new(0.0, 0.0),
                $t::new(-0.0, 1.0),
                $t::new($part::INFINITY, 1.0),
                $t::new(1.0, $part::NAN),
                $t::new($part::NEG_INFINITY, $part::NAN),
                $t::new($part::MAX, $part::MAX),
                $t::new($part::MIN_POSITIVE, 0.0),
            ];
            fn to_comparable(self) -> u64 {
                self.re.to_comparable().rotate_left(17) ^ self.im.to_comparable()
            }
        }
    )*};
}
complex! { C32 f32 C64 f64 }
