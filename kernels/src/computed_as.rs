//! What the elements of arrays are computed as.
//!
//! A loop is compiled for values, and reads and writes their [`Memory`](Streamed::Memory) only.
//! Arrays may hold other elements: [`ComputedAs`] says which. If
//! [`IS_DIRECT`](ComputedAs::IS_DIRECT), their bytes are already those that the loop wants. If not,
//! they are converted on the way to and from the loop, in tiles, by conversions that all operations
//! share.
//!
//! Which value it is, is decided by the operation: [`Natural`] is the default, and a marker such as
//! [`SignBlind`] another choice.

mod markers;

pub use markers::{
    AgainstZero, AllBits, ByType, ByTypeBits, Computes, DoubleComplex, FloatBits, IntBits, Ordered,
    Reals, SignBlind, SignBlindBits, SignBlindInOrder, Widened,
};

use crate::lane::{Float, Lane};
use crate::stored::Streamed;
use crate::value::{Bits, Cplx, Interleaved, Truth, Unread};
use half::{bf16, f16};
use num_complex::Complex;
use tightloop_array_core::Element;

/// Elements of arrays that operations on `V` take or return.
///
/// # Safety
///
/// If [`IS_DIRECT`](Self::IS_DIRECT), every element is a valid `V::Memory` of the same size (if `V`
/// is [`Unread`], of any size), and every `V::Memory` that an operation returns for such elements
/// is a valid `Self`.
pub unsafe trait ComputedAs<V: Streamed>: Element {
    /// Whether loops read and write the elements as they are. If not, they are converted as by
    /// `as`.
    const IS_DIRECT: bool;
}

// SAFETY: `V::Memory` is `bool`.
unsafe impl<T: Lane> ComputedAs<Truth<T>> for bool {
    const IS_DIRECT: bool = true;
}

// SAFETY: `V::Memory` is `Complex<T>`.
unsafe impl<T: Float> ComputedAs<Cplx<T>> for Complex<T>
where
    Complex<T>: Element,
{
    const IS_DIRECT: bool = true;
}

// SAFETY: `V::Memory` is `Complex<T>`.
unsafe impl<T: Float> ComputedAs<Interleaved<T>> for Complex<T>
where
    Complex<T>: Element,
{
    const IS_DIRECT: bool = true;
}

// SAFETY: elements are converted.
unsafe impl ComputedAs<Cplx<f64>> for Complex<f32> {
    const IS_DIRECT: bool = false;
}

// SAFETY: `V::Memory` is `u16`, and both types have 16 bits, any of which are valid.
unsafe impl ComputedAs<Bits<f16>> for f16 {
    const IS_DIRECT: bool = true;
}

// SAFETY: as for `f16`.
unsafe impl ComputedAs<Bits<bf16>> for bf16 {
    const IS_DIRECT: bool = true;
}

// SAFETY: as for `f16`.
unsafe impl ComputedAs<Bits<f16>> for bf16 {
    const IS_DIRECT: bool = true;
}

// SAFETY: loops do not look at these elements.
unsafe impl<E: Element> ComputedAs<Unread> for E {
    const IS_DIRECT: bool = true;
}

/// Lists the values that each type of elements is computed as: directly, or converted.
macro_rules! computed {
    ($is_direct:literal: $($stored:ident as $($value:ident)+;)*) => {$($(
        // SAFETY: in the list of direct ones, both are numbers of one size without invalid bits; or
        // `bool` and `u8`, and the operations that compute `bool` so return one of their elements.
        unsafe impl ComputedAs<$value> for $stored {
            const IS_DIRECT: bool = $is_direct;
        }
    )+)*};
}
computed! { true:
    bool as u8;
    i8 as i8 u8;
    i16 as i16 u16;
    i32 as i32 u32;
    i64 as i64 u64;
    u8 as u8;
    u16 as u16;
    u32 as u32;
    u64 as u64;
    f16 as u16;
    bf16 as u16;
    f32 as f32 u32;
    f64 as f64 u64;
}
computed! { false:
    bool as u64 f64;
    i8 as i32 u64 f64;
    i16 as i32 u64 f64;
    i32 as i64 u64 f64;
    i64 as f32 f64;
    u8 as u32 u64 f64;
    u16 as u32 u64 f64;
    u32 as u64 f64;
    u64 as f64;
    f16 as f32 f64;
    bf16 as f32 f64;
    f32 as f64;
}

/// The value that a type of elements is computed as, unless an operation says otherwise.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type of elements",
    label = "not a dtype",
    note = "if it is a `Result`: add `?` to get what it holds"
)]
pub trait Natural: ComputedAs<Self::Value> {
    /// The value. 16-bit floats are computed as `f32`, and `bool` as a truth value in lanes of
    /// bytes.
    type Value: Streamed;
    /// The truth value that comparisons of it return.
    type Truth: Streamed<Memory = bool>;
}

/// Lists the types of elements, each with its value and the truth value of comparisons.
macro_rules! natural {
    ($($t:ty: $value:ty, $truth:ty;)*) => {$(
        impl Natural for $t {
            type Value = $value;
            type Truth = $truth;
        }
    )*};
}
natural! {
    bool: Truth<u8>, Truth<u8>;
    i8: i8, Truth<i8>;
    i16: i16, Truth<i16>;
    i32: i32, Truth<i32>;
    i64: i64, Truth<i64>;
    u8: u8, Truth<u8>;
    u16: u16, Truth<u16>;
    u32: u32, Truth<u32>;
    u64: u64, Truth<u64>;
    f16: f32, Truth<f32>;
    bf16: f32, Truth<f32>;
    f32: f32, Truth<f32>;
    f64: f64, Truth<f64>;
    Complex<f32>: Cplx<f32>, Truth<f32>;
    Complex<f64>: Cplx<f64>, Truth<f64>;
}
