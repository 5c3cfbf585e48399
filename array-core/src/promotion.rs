//! The common dtype of operands of different dtypes.

use crate::dtype::{Element, bf16, f16};
use crate::{C32, C64};

/// The rule for operands of two dtypes: both are converted to the smallest dtype that holds all
/// numbers of both.
///
/// This is the [type promotion of the array API standard][rule], and of NumPy: among signed
/// integers, among unsigned ones, and among floats and complex numbers, the wider; of a signed and
/// an unsigned integer, the narrowest signed one that holds both. `f16` and `bf16` go with `f32`
/// and all that `f32` goes with. The standard leaves mixtures of `bool`, integers and floats open,
/// and no integer holds both `i64` and `u64`; these, and `f16` with `bf16`, do not compile.
///
/// [rule]: https://data-apis.org/array-api/latest/API_specification/type_promotion.html
///
/// ```
/// # use tightloop_array_core as tightloop;
/// use core::any::TypeId;
/// use tightloop::PromotesWith;
///
/// fn is<T: PromotesWith<U>, U: tightloop::Element, To: 'static>() -> bool {
///     TypeId::of::<T::To>() == TypeId::of::<To>()
/// }
///
/// assert!(is::<f32, f64, f64>() && is::<i8, u8, i16>() && is::<u32, i8, i64>());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` and `{U}` have no common dtype",
    label = "no dtype is promoted to from `{Self}` and `{U}`",
    note = "convert one operand with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub trait PromotesWith<U: Element>: Element {
    /// The common dtype.
    type To: Element;
}

impl<T: Element> PromotesWith<T> for T {
    type To = T;
}

/// Lists the pairs of dtypes, each in both orders, by their common dtype.
macro_rules! promotes {
    ($($to:ident: $($t:ident $u:ident),+;)*) => {$($(
        impl PromotesWith<$u> for $t {
            type To = $to;
        }

        impl PromotesWith<$t> for $u {
            type To = $to;
        }
    )+)*};
}
promotes! {
    i16: i8 i16, i8 u8, i16 u8;
    i32: i8 i32, i16 i32, i8 u16, i16 u16, i32 u8, i32 u16;
    i64: i8 i64, i16 i64, i32 i64, i8 u32, i16 u32, i32 u32, i64 u8, i64 u16, i64 u32;
    u16: u8 u16;
    u32: u8 u32, u16 u32;
    u64: u8 u64, u16 u64, u32 u64;
    f32: f16 f32, bf16 f32;
    f64: f16 f64, bf16 f64, f32 f64;
    C32: f16 C32, bf16 C32, f32 C32;
    C64: f16 C64, bf16 C64, f32 C64, f64 C32, f64 C64, C32 C64;
}
