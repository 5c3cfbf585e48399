//! The markers that operations of the catalogue choose among.

use super::{ComputedAs, Natural};
use crate::stored::Streamed;
use crate::value::{Bits, Cplx, Truth, Unread};
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

/// Integers as unsigned ones: for wrapping arithmetic, and for other operations that ignore signs.
#[derive(Clone, Copy, Debug)]
pub struct SignBlind;

/// As [`SignBlind`], but 16-bit floats as their [`Bits`].
#[derive(Clone, Copy, Debug)]
pub struct SignBlindBits;

/// As [`ByType`], but 16-bit floats as their [`Bits`].
#[derive(Clone, Copy, Debug)]
pub struct ByTypeBits;

/// `bool` and integers as unsigned ones, which an operation returns as they are, or combines bit by
/// bit; 16-bit floats as
/// `f32`.
#[derive(Clone, Copy, Debug)]
pub struct IntBits;

/// Every dtype as the unsigned integers of its width, which an operation returns as they are.
#[derive(Clone, Copy, Debug)]
pub struct AllBits;

/// 16-bit floats as their [`Bits`], and `bool` and integers [`Unread`]: for questions to which
/// every integer has the same answer, such as `isnan`.
#[derive(Clone, Copy, Debug)]
pub struct FloatBits;

/// As [`ByType`], but complex numbers of either size as those of `f64`: for transcendental
/// functions, whose one loop then serves both.
#[derive(Clone, Copy, Debug)]
pub struct DoubleComplex;

/// Small integers as integers of 32 bits: for operations that are computed with floats of at least
/// that size, so that more lanes per register gain nothing.
#[derive(Clone, Copy, Debug)]
pub struct Widened;

/// Lists, for some markers, the dtypes, each with its value and the truth value of comparisons.
macro_rules! computes {
    ($($by:ident)+: $lines:tt) => {
        $(computes! { @one $by $lines })+
    };
    (@one $by:ident { $($t:ident as $value:ty, $truth:ty;)* }) => {$(
        impl Computes<$t> for $by {
            type Value = $value;
            type Truth = $truth;
        }
    )*};
}
computes! { SignBlind SignBlindBits IntBits AllBits: {
    i8 as u8, Truth<u8>;
    i16 as u16, Truth<u16>;
    i32 as u32, Truth<u32>;
    i64 as u64, Truth<u64>;
} }
computes! { ByTypeBits: {
    i8 as i8, Truth<i8>;
    i16 as i16, Truth<i16>;
} }
computes! { Widened: {
    i8 as i32, Truth<i32>;
    i16 as i32, Truth<i32>;
    u8 as u32, Truth<u32>;
    u16 as u32, Truth<u32>;
} }
computes! { ByTypeBits Widened: {
    i32 as i32, Truth<i32>;
    i64 as i64, Truth<i64>;
} }
computes! { SignBlind SignBlindBits ByTypeBits IntBits AllBits: {
    u8 as u8, Truth<u8>;
    u16 as u16, Truth<u16>;
} }
computes! { SignBlind SignBlindBits ByTypeBits Widened IntBits AllBits: {
    u32 as u32, Truth<u32>;
    u64 as u64, Truth<u64>;
} }
computes! { FloatBits: {
    bool as Unread, Truth<u8>;
    i8 as Unread, Truth<u8>;
    i16 as Unread, Truth<u8>;
    i32 as Unread, Truth<u8>;
    i64 as Unread, Truth<u8>;
    u8 as Unread, Truth<u8>;
    u16 as Unread, Truth<u8>;
    u32 as Unread, Truth<u8>;
    u64 as Unread, Truth<u8>;
} }
computes! { SignBlind SignBlindBits ByTypeBits FloatBits Widened IntBits DoubleComplex: {
    f32 as f32, Truth<f32>;
    f64 as f64, Truth<f64>;
} }
computes! { SignBlind Widened IntBits DoubleComplex: {
    f16 as f32, Truth<f32>;
    bf16 as f32, Truth<f32>;
} }
computes! { SignBlindBits ByTypeBits FloatBits: {
    f16 as Bits<f16>, Truth<u16>;
    bf16 as Bits<bf16>, Truth<u16>;
} }
computes! { SignBlind ByTypeBits: {
    bool as Truth<u8>, Truth<u8>;
} }
computes! { IntBits AllBits: {
    bool as u8, Truth<u8>;
} }
computes! { AllBits: {
    f16 as u16, Truth<u16>;
    bf16 as u16, Truth<u16>;
    f32 as u32, Truth<u32>;
    f64 as u64, Truth<u64>;
} }
computes! { SignBlind SignBlindBits ByTypeBits FloatBits: {
    C32 as Cplx<f32>, Truth<f32>;
} }
computes! { SignBlind SignBlindBits ByTypeBits FloatBits DoubleComplex: {
    C64 as Cplx<f64>, Truth<f64>;
} }
computes! { DoubleComplex: {
    C32 as Cplx<f64>, Truth<f64>;
} }
