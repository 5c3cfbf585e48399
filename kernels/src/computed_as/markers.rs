//! The markers that operations of the catalogue choose among.

use super::{ComputedAs, Natural};
use crate::stored::Streamed;
use crate::value::{Bits, Cplx, Interleaved, Truth, Unread};
use half::{bf16, f16};
use tightloop_array_core::{C32, C64};

/// A marker that says what an operation of the catalogue computes `T` as. The fewer values, the
/// fewer loops are compiled.
pub trait Computes<T: ComputedAs<Self::Value>> {
    /// The value that `T` is computed as.
    type Value: Streamed;
    /// The truth value that comparisons of it return.
    type Truth: Streamed<Memory = bool>;
}

/// Each dtype as its [`Natural`] value.
#[derive(Clone, Copy, Debug)]
pub struct ByType;

impl<T: Natural> Computes<T> for ByType {
    type Value = T::Value;
    type Truth = T::Truth;
}

/// Lists dtypes, each with its value and the truth value of comparisons.
macro_rules! computes {
    ($by:ident: $($t:ident as $value:ty, $truth:ty;)*) => {$(
        impl Computes<$t> for $by {
            type Value = $value;
            type Truth = $truth;
        }
    )*};
}

/// Implements what a marker computes one kind of dtypes as.
macro_rules! kind {
    ($by:ident bool: truth) => {
        computes! { $by: bool as Truth<u8>, Truth<u8>; }
    };
    ($by:ident bool: unsigned) => {
        computes! { $by: bool as u8, Truth<u8>; }
    };
    ($by:ident bool: unread) => {
        computes! { $by: bool as Unread, Truth<u8>; }
    };
    ($by:ident bool: f64) => {
        computes! { $by: bool as f64, Truth<f64>; }
    };
    ($by:ident ints: signed) => {
        computes! { $by:
            i8 as i8, Truth<i8>; i16 as i16, Truth<i16>;
            i32 as i32, Truth<i32>; i64 as i64, Truth<i64>;
            u8 as u8, Truth<u8>; u16 as u16, Truth<u16>;
            u32 as u32, Truth<u32>; u64 as u64, Truth<u64>;
        }
    };
    ($by:ident ints: unsigned) => {
        computes! { $by:
            i8 as u8, Truth<u8>; i16 as u16, Truth<u16>;
            i32 as u32, Truth<u32>; i64 as u64, Truth<u64>;
            u8 as u8, Truth<u8>; u16 as u16, Truth<u16>;
            u32 as u32, Truth<u32>; u64 as u64, Truth<u64>;
        }
    };
    ($by:ident ints: widened) => {
        computes! { $by:
            i8 as i32, Truth<i32>; i16 as i32, Truth<i32>;
            i32 as i32, Truth<i32>; i64 as i64, Truth<i64>;
            u8 as u32, Truth<u32>; u16 as u32, Truth<u32>;
            u32 as u32, Truth<u32>; u64 as u64, Truth<u64>;
        }
    };
    ($by:ident ints: unread) => {
        kind! { @all $by ints: Unread, Truth<u8> }
    };
    ($by:ident ints: f64) => {
        kind! { @all $by ints: f64, Truth<f64> }
    };
    (@all $by:ident ints: $value:ty, $truth:ty) => {
        computes! { $by:
            i8 as $value, $truth; i16 as $value, $truth;
            i32 as $value, $truth; i64 as $value, $truth;
            u8 as $value, $truth; u16 as $value, $truth;
            u32 as $value, $truth; u64 as $value, $truth;
        }
    };
    ($by:ident halves: f32) => {
        computes! { $by: f16 as f32, Truth<f32>; bf16 as f32, Truth<f32>; }
    };
    ($by:ident halves: bits) => {
        computes! { $by: f16 as Bits<f16>, Truth<u16>; bf16 as Bits<bf16>, Truth<u16>; }
    };
    ($by:ident halves: same_bits) => {
        computes! { $by: f16 as Bits<f16>, Truth<u16>; bf16 as Bits<f16>, Truth<u16>; }
    };
    ($by:ident halves: unsigned) => {
        computes! { $by: f16 as u16, Truth<u16>; bf16 as u16, Truth<u16>; }
    };
    ($by:ident floats: floats) => {
        computes! { $by: f32 as f32, Truth<f32>; f64 as f64, Truth<f64>; }
    };
    ($by:ident floats: unsigned) => {
        computes! { $by: f32 as u32, Truth<u32>; f64 as u64, Truth<u64>; }
    };
    ($by:ident complex: complex) => {
        computes! { $by: C32 as Cplx<f32>, Truth<f32>; C64 as Cplx<f64>, Truth<f64>; }
    };
    ($by:ident complex: interleaved) => {
        computes! { $by:
            C32 as Interleaved<f32>, Truth<f32>; C64 as Interleaved<f64>, Truth<f64>;
        }
    };
    ($by:ident complex: double) => {
        computes! { $by: C32 as Cplx<f64>, Truth<f64>; C64 as Cplx<f64>, Truth<f64>; }
    };
}

/// Lists the markers, each with what it computes the kinds of dtypes as.
macro_rules! markers {
    ($($(#[$doc:meta])+ $by:ident: $($kind:ident as $value:ident),+;)*) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug)]
        pub struct $by;

        $(kind! { $by $kind: $value })+
    )*};
}
markers! {
    /// Integers as unsigned ones: for wrapping arithmetic, and for other operations that ignore
    /// signs.
    SignBlind:
        bool as truth, ints as unsigned, halves as f32, floats as floats, complex as complex;
    /// As [`SignBlind`], but complex numbers in the order of memory, as they are in all markers for
    /// operations that are no more than some arithmetic on both parts.
    SignBlindInOrder:
        bool as truth, ints as unsigned, halves as f32, floats as floats, complex as interleaved;
    /// As [`SignBlind`], but 16-bit floats as their [`Bits`].
    SignBlindBits: ints as unsigned, halves as bits, floats as floats, complex as interleaved;
    /// As [`ByType`], but 16-bit floats as their [`Bits`].
    ByTypeBits:
        bool as truth, ints as signed, halves as bits, floats as floats, complex as complex;
    /// 16-bit floats as their [`Bits`], and `bool` and integers [`Unread`]: for questions to which
    /// every integer has the same answer, such as `isnan`.
    FloatBits:
        bool as unread, ints as unread, halves as bits, floats as floats, complex as complex;
    /// Small integers as integers of 32 bits: for operations that are computed with floats of at
    /// least that size, so that more lanes per register gain nothing.
    Widened: ints as widened, halves as f32, floats as floats;
    /// `bool` and integers as unsigned ones, whose bits an operation compares or combines.
    IntBits:
        bool as unsigned, ints as unsigned, halves as f32, floats as floats, complex as complex;
    /// Every real dtype as the unsigned integers of its width, which an operation returns as they
    /// are.
    AllBits:
        bool as unsigned, ints as unsigned, halves as unsigned, floats as unsigned,
        complex as interleaved;
    /// As [`ByType`], but complex numbers of either size as those of `f64`: for transcendental
    /// functions, whose one loop then serves both.
    DoubleComplex: halves as f32, floats as floats, complex as double;
    /// As [`ByType`], but `bool` as `u8`: for questions of order, as `false` is below `true`.
    Ordered: bool as unsigned, ints as signed, halves as f32, floats as floats, complex as complex;
    /// As [`IntBits`], but 16-bit floats as [`Bits`] of `f16`: for tests for zero, whose bits are
    /// the same in both of them.
    AgainstZero:
        bool as unsigned, ints as unsigned, halves as same_bits, floats as floats,
        complex as complex;
    /// `bool` and integers as `f64`: for functions of real numbers.
    Reals: bool as f64, ints as f64, halves as f32, floats as floats, complex as complex;
}
