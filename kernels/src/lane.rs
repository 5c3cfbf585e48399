//! The numbers that registers hold: `f32 f64 i8..i64 u8..u64`.
//!
//! [`Lane`] is any of them; [`Float`] and [`Int`] say more about some. [`MaskLane`] is a width of
//! lanes: comparisons of numbers of that width give masks of it.
//!
//! # Why `T::on(s)`
//!
//! Every [`Isa`] has registers of all these types, so code that names a type needs nothing else.
//! Generic code does: the compiler cannot conclude from `S: Isa` and `T: Lane` that `S: Lanes<T>`,
//! and Rust has no bound "for each `T: Lane`". So each lane type says it: `T::On<S>` is declared to
//! be `Lanes<T>`, and is always `S` itself. `T::on(s)` returns `s` as that type.
//!
//! ```
//! use tightloop_kernels::Lane;
//! use tightloop_kernels::isa::{Isa, Lanes, Scalar};
//! use tightloop_kernels::lane::Register;
//!
//! #[inline(always)]
//! fn twice<S: Isa, T: Lane>(s: S, x: Register<S, T>) -> Register<S, T> {
//!     // `s.add(x, x)` does not compile: nothing says that `S` has registers of `T`.
//!     T::on(s).add(x, x)
//! }
//!
//! assert_eq!(twice::<_, f32>(Scalar::new(), 1.5), 3.0);
//! ```
//!
//! `float_on` and `int_on` do the same for what only floats or integers have. Operations need none
//! of them: the methods of [`Vector`](crate::Vector) call them.

use crate::isa::{FloatLanes, IntLanes, Isa, Lanes, MaskLanes};
use crate::sealed::Sealed;
use bytemuck::Pod;
use tightloop_array_core::Element;

/// The register that holds lanes of `T` on the ISA `S`.
pub type Register<S, T> = <<T as Lane>::On<S> as Lanes<T>>::Register;

/// The register that holds one truth value per lane of width `M` on the ISA `S`.
pub type MaskRegister<S, M> = <<M as MaskLane>::On<S> as MaskLanes<M>>::Register;

/// A number that registers hold.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number that registers hold",
    label = "not in registers",
    note = "formulas are on `f32`, `f64`, `i8` to `i64` and `u8` to `u64`; they compute `f16` and \
            `bf16` as `f32`, `bool` as `Truth`, and complex numbers as `Cplx`"
)]
pub trait Lane: Element + Pod + PartialOrd {
    /// The smallest value; for floats, negative infinity.
    const LEAST: Self;
    /// The largest value; for floats, infinity.
    const GREATEST: Self;
    /// The width of the masks that comparisons of this type give.
    type Mask: MaskLane;
    /// `S`, known to have registers of this type: see the [module](self).
    type On<S: Isa>: Lanes<Self> + MaskLanes<Self::Mask, Register = MaskRegister<S, Self::Mask>>;
    /// Returns the token, known to have registers of this type.
    fn on<S: Isa>(s: S) -> Self::On<S>;
}

/// A floating-point [`Lane`].
pub trait Float: Lane {
    /// The unsigned integer of the same width.
    type Bits: Int<Mask = Self::Mask>;
    /// The signed integer of the same width.
    type Int: Int<Mask = Self::Mask>;
    /// `S`, known to have float registers of this type: see the [module](self).
    type FloatOn<S: Isa>: FloatLanes<Self>
        + Lanes<Self, Register = Register<S, Self>>
        + Lanes<Self::Bits, Register = Register<S, Self::Bits>>
        + Lanes<Self::Int, Register = Register<S, Self::Int>>;
    /// Returns the token, known to have float registers of this type.
    fn float_on<S: Isa>(s: S) -> Self::FloatOn<S>;

    /// The number of bits of the fraction, without the implicit leading one.
    const MANTISSA_BITS: u32;
    /// The number that is added to an exponent before it is stored.
    const EXPONENT_BIAS: i32;
    /// Not a number.
    const NAN: Self;
    /// Positive infinity.
    const INFINITY: Self;
    /// The bits of infinity. Without the sign, those of NaNs are greater.
    const INFINITY_BITS: Self::Bits;
    /// Returns the nearest value of this type.
    fn from_f64(x: f64) -> Self;
}

/// An integer [`Lane`].
pub trait Int: Lane {
    /// `S`, known to have integer registers of this type: see the [module](self).
    type IntOn<S: Isa>: IntLanes<Self> + Lanes<Self, Register = Register<S, Self>>;
    /// The unsigned integer of the same width.
    type Unsigned: Int<Mask = Self::Mask>;
    /// Returns the token, known to have integer registers of this type.
    fn int_on<S: Isa>(s: S) -> Self::IntOn<S>;

    /// The smallest value.
    const MIN: Self;
    /// The largest value.
    const MAX: Self;
    /// Whether negative values exist.
    const SIGNED: bool;
    /// Returns the low bits of `x`.
    fn wrapping_from(x: i64) -> Self;
}

/// A width of lanes for which masks exist: [`B8`], [`B16`], [`B32`], [`B64`].
pub trait MaskLane: Sealed + Copy + Send + Sync + 'static {
    /// The unsigned integer of this width.
    type Number: Lane<Mask = Self>;
    /// `S`, known to have masks of this width: see the [module](self).
    type On<S: Isa>: MaskLanes<Self>;
    /// Returns the token, known to have masks of this width.
    fn on<S: Isa>(s: S) -> Self::On<S>;
}

/// Lists the widths, each with the unsigned integer of that width.
macro_rules! mask_lanes {
    ($($name:ident $bits:literal $number:ident)*) => {$(
        #[doc = concat!("Truth values for lanes of ", $bits, " bits.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Sealed for $name {}

        impl MaskLane for $name {
            type Number = $number;
            type On<S: Isa> = S;
            #[inline(always)]
            fn on<S: Isa>(s: S) -> S {
                s
            }
        }
    )*};
}
mask_lanes! { B8 "8" u8 B16 "16" u16 B32 "32" u32 B64 "64" u64 }

/// Lists the numbers, each with the width of its masks, its smallest value and its largest.
macro_rules! lanes {
    ($($t:ident $mask:ident $least:ident $greatest:ident)*) => {$(
        impl Lane for $t {
            const LEAST: Self = $t::$least;
            const GREATEST: Self = $t::$greatest;
            type Mask = $mask;
            type On<S: Isa> = S;
            #[inline(always)]
            fn on<S: Isa>(s: S) -> S {
                s
            }
        }
    )*};
}
lanes! {
    i8 B8 MIN MAX
    u8 B8 MIN MAX
    i16 B16 MIN MAX
    u16 B16 MIN MAX
    i32 B32 MIN MAX
    u32 B32 MIN MAX
    i64 B64 MIN MAX
    u64 B64 MIN MAX
    f32 B32 NEG_INFINITY INFINITY
    f64 B64 NEG_INFINITY INFINITY
}

/// Lists the floats, each with the integers of its width, the bits of its fraction and the bias of
/// its exponent.
macro_rules! floats {
    ($($t:ident $bits:ident $int:ident $mantissa:literal $bias:literal)*) => {$(
        impl Float for $t {
            type Bits = $bits;
            type Int = $int;
            type FloatOn<S: Isa> = S;
            #[inline(always)]
            fn float_on<S: Isa>(s: S) -> S {
                s
            }
            const MANTISSA_BITS: u32 = $mantissa;
            const EXPONENT_BIAS: i32 = $bias;
            const NAN: Self = $t::NAN;
            const INFINITY: Self = $t::INFINITY;
            const INFINITY_BITS: $bits = $t::INFINITY.to_bits();
            #[inline(always)]
            fn from_f64(x: f64) -> Self {
                x as $t
            }
        }
    )*};
}
floats! { f32 u32 i32 23 127 f64 u64 i64 52 1023 }

/// Lists the integers, whether they are signed, and the unsigned integer of their width.
macro_rules! ints {
    ($($t:ident $signed:literal $unsigned:ident)*) => {$(
        impl Int for $t {
            type Unsigned = $unsigned;
            type IntOn<S: Isa> = S;
            #[inline(always)]
            fn int_on<S: Isa>(s: S) -> S {
                s
            }
            const MIN: Self = $t::MIN;
            const MAX: Self = $t::MAX;
            const SIGNED: bool = $signed;
            #[inline(always)]
            fn wrapping_from(x: i64) -> Self {
                x as $t
            }
        }
    )*};
}
ints! {
    i8 true u8
    i16 true u16
    i32 true u32
    i64 true u64
    u8 false u8
    u16 false u16
    u32 false u32
    u64 false u64
}
