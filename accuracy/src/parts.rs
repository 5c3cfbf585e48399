//! Elements as doubles.

use tightloop::{C32, C64, Element, bf16, f16};

/// How a dtype holds numbers.
#[derive(Clone, Copy)]
pub struct Format {
    pub dtype: &'static str,
    /// The numbers of an element: two of a complex one.
    pub parts: usize,
    /// The bits of a significand; 0 of integers.
    pub digits: u32,
    /// The exponent of the smallest normal number.
    pub min_exponent: i32,
    /// The smallest exponent that is too large.
    pub max_exponent: i32,
    /// The float nearest to a double, as a double.
    pub nearest: fn(f64) -> f64,
    /// The float that the low bits of a word are.
    pub of_bits: fn(u64) -> f64,
}

impl Format {
    pub fn is_float(&self) -> bool {
        self.digits > 0
    }

    /// The number of bits of a part.
    pub fn bits(&self) -> u32 {
        match self.digits {
            0..=11 => 16,
            24 => 32,
            _ => 64,
        }
    }
}

/// An element, taken apart into doubles.
pub trait Parts: Element {
    const FORMAT: Format;
    /// Returns the element with these parts; one that is real ignores the second.
    fn of_parts(parts: [f64; 2]) -> Self;
    fn parts(self) -> [f64; 2];
}

macro_rules! floats {
    ($($t:ident $bits:ident $digits:literal $min:literal $of:expr, $to:expr;)*) => {$(
        impl Parts for $t {
            const FORMAT: Format = Format {
                dtype: stringify!($t),
                parts: 1,
                digits: $digits,
                min_exponent: $min,
                max_exponent: 2 - $min,
                nearest: |x| $to($of(x)),
                of_bits: |bits| $to($t::from_bits(bits as $bits)),
            };
            fn of_parts([x, _]: [f64; 2]) -> Self {
                $of(x)
            }
            fn parts(self) -> [f64; 2] {
                [$to(self); 2]
            }
        }
    )*};
}
floats! {
    f16 u16 11 -14 f16::from_f64, f16::to_f64;
    bf16 u16 8 -126 bf16::from_f64, bf16::to_f64;
    f32 u32 24 -126 |x| x as f32, f64::from;
    f64 u64 53 -1022 core::convert::identity, core::convert::identity::<f64>;
}

macro_rules! complex {
    ($($t:ident $part:ident)*) => {$(
        impl Parts for $t {
            const FORMAT: Format =
                Format { dtype: stringify!($t), parts: 2, ..<$part as Parts>::FORMAT };
            fn of_parts([re, im]: [f64; 2]) -> Self {
                $t::new(re as $part, im as $part)
            }
            fn parts(self) -> [f64; 2] {
                [self.re.into(), self.im.into()]
            }
        }
    )*};
}
complex! { C32 f32 C64 f64 }

/// Lists the types that are not measured.
macro_rules! others {
    ($($t:ident $of:expr;)*) => {$(
        impl Parts for $t {
            const FORMAT: Format =
                Format { dtype: stringify!($t), digits: 0, ..<f64 as Parts>::FORMAT };
            fn of_parts([x, _]: [f64; 2]) -> Self {
                $of(x)
            }
            fn parts(self) -> [f64; 2] {
                [f64::from(self as i32); 2]
            }
        }
    )*};
}
others! {
    bool |x| x != 0.0;
    i8 |x| x as i8;
    i16 |x| x as i16;
    i32 |x| x as i32;
    i64 |x| x as i64;
    u8 |x| x as u8;
    u16 |x| x as u16;
    u32 |x| x as u32;
    u64 |x| x as u64;
}
