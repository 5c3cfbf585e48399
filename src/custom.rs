//! Operations of your own: formulas on vectors, which run like all the others.
//!
//! An operation is a type that implements [`Unary`], [`Binary`] or [`Ternary`], as those in
//! [`ops`](crate::ops) do. Its method `apply` is a formula on [`Vector`]s: registers, with the
//! operators and functions of numbers. [`UnaryExt`] and its kin run it over arrays: broadcast, at
//! the best level of the CPU, on all threads, in one pass over memory.
//!
//! ```
//! use tightloop::{Array, Isa, Unary, UnaryExt, Vector};
//!
//! /// `x * sigmoid(x)`.
//! struct Silu;
//!
//! impl Unary<f32> for Silu {
//!     #[inline(always)]
//!     fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
//!         x * sigmoid(x)
//!     }
//! }
//!
//! #[inline(always)]
//! fn sigmoid<S: Isa>(x: Vector<S, f32>) -> Vector<S, f32> {
//!     1.0 / (1.0 + (-x).exp())
//! }
//!
//! assert_eq!(Silu.map(&Array::from([0.0f32, 100.0])), Array::from([0.0, 100.0]));
//! ```
//!
//! If the values are numbers of one type, [`ufunc!`](crate::ufunc) writes all but the formula:
//!
//! ```
//! use tightloop::{Array, ufunc};
//!
//! ufunc! {
//!     /// `x * sigmoid(x)`.
//!     pub fn silu, silu_into, silu_assign = Silu(x: f32) -> f32 {
//!         x / (1.0 + (-x).exp())
//!     }
//! }
//!
//! assert_eq!(silu(&Array::from([0.0, 100.0])), Array::from([0.0, 100.0]));
//! ```
//!
//! # Which trait runs what
//!
//! | | implement | run it by |
//! |:--|:--|:--|
//! | one, two or three values | [`Unary`], [`Binary`], [`Ternary`] | [`UnaryExt`], [`BinaryExt`], [`TernaryExt`]: new arrays, into memory, in place, masked, outer |
//! | up to six values | `Unary<[X; N], Y>` | [`NaryExt`] |
//! | two results at once | `Unary<[X; N], (Y, Z)>` | [`NaryPairExt`] |
//! | a reduction by an operation of two values | [`Binary`] | [`SequenceExt`] |
//! | a reduction with an accumulator of its own | [`Fold`] | [`FoldExt`] |
//! | a reduction of what an operation gives | both | `map_reduce` of all of these |
//!
//! # `#[inline(always)]`, also on helpers
//!
//! **Write `#[inline(always)]` above every `apply`, and above every function that it calls with
//! vectors.** Such a function becomes part of a loop that is compiled for one instruction set. If
//! it is not inlined, the compiler must assume the lowest common one, and each operation on a
//! vector becomes a call: the loop may take 38 times as long. Debug builds check this when an
//! operation first runs, and print a warning on standard error.
//!
//! # What to know
//!
//! - A parameter is a field of the type.
//! - All values of an operation have the same number of lanes. `f32` and `i32` go together, `f32`
//!   and `f64` do not: such an operation does not compile.
//! - 16-bit floats are computed as `f32`; truth values are [`Mask`]s, of the type [`Truth`].

mod binary;
mod fold;
mod nary;
mod sequence;
mod ternary;
pub(crate) mod ufunc;
mod unary;

pub use binary::BinaryExt;
pub use fold::FoldExt;
pub use nary::{NaryExt, NaryPairExt};
pub use sequence::SequenceExt;
pub use ternary::TernaryExt;
pub use unary::UnaryExt;

use crate::{Element, bf16, f16};
use tightloop_array_core::Complex;
use tightloop_kernels::{ComputedAs, Streamed};

#[doc(hidden)]
pub use tightloop_kernels::value::same_lanes;
pub use tightloop_kernels::{
    Associative, Binary, BlockFold, ComplexVector, Cost, Cplx, Float, Fold, Int, Isa, Lane, Mask,
    MaskOf, Ternary, Truth, Unary, Value, Vector,
};

/// How an operation on elements of type `T` stores results of the value `Self`: numbers as
/// themselves, truth values as `bool`. Results for 16-bit floats are 16-bit floats, too, although
/// they are computed as `f32`.
pub trait StoredFor<T>: Streamed {
    /// The dtype of the result.
    type Element: ComputedAs<Self>;
}

/// The dtypes that are computed as themselves: all but the 16-bit floats.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type of elements",
    label = "not a dtype",
    note = "if it is a `Result`: add `?` to get what it holds"
)]
pub trait FullWidth: Element {}

macro_rules! full_width {
    ($($t:ident)*) => {$(
        impl FullWidth for $t {}
    )*};
}
full_width! { bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }
impl<T: Float> FullWidth for Complex<T> where Complex<T>: Element {}

impl<T: FullWidth> StoredFor<T> for f32 {
    type Element = f32;
}

impl StoredFor<f16> for f32 {
    type Element = f16;
}

impl StoredFor<bf16> for f32 {
    type Element = bf16;
}

macro_rules! stored_as_themselves {
    ($($t:ident)*) => {$(
        impl<T: Element> StoredFor<T> for $t {
            type Element = $t;
        }
    )*};
}
stored_as_themselves! { i8 i16 i32 i64 u8 u16 u32 u64 f64 }

impl<T: Element, L: Lane> StoredFor<T> for Truth<L> {
    type Element = bool;
}

impl<T: Element, F: Float> StoredFor<T> for Cplx<F>
where
    Complex<F>: Element,
{
    type Element = Complex<F>;
}
