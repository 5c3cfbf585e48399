//! The kernels of tightloop: vectors, instruction sets, ufunc definitions, math, loops and GEMM
//! micro-kernels.
//!
//! Nothing here knows arrays, detects CPUs, starts threads, allocates or panics. Callers pass a
//! kernel an [`Isa`] token, having made sure that the CPU has that instruction set, and a run of
//! elements to work on.

#![cfg_attr(not(feature = "std"), no_std)]

pub mod computed_as;
mod entry;
pub mod gemm;
#[doc(hidden)]
pub mod inlining;
pub mod isa;
pub mod lane;
pub mod loops;
pub mod math;
pub mod op;
pub mod ops;
#[cfg(feature = "pulp")]
pub mod pulp;
pub mod stored;
pub mod value;
pub mod vector;

mod sealed {
    /// Keeps others from implementing traits on which unsafe code relies.
    pub trait Sealed {}
}

pub use computed_as::{
    AgainstZero, AllBits, ByType, ByTypeBits, ComputedAs, Computes, DoubleComplex, FloatBits,
    IntBits, Natural, Ordered, Reals, SignBlind, SignBlindBits, SignBlindInOrder, Widened,
};
pub use isa::Isa;
pub use lane::{Float, Int, Lane};
pub use op::{
    Associative, Binary, BlockFold, Catalogued, Cost, Domain, Fold, Search, Ternary, Unary,
};
pub use stored::{Stored, Streamed};
pub use value::{Bits, Constant, Cplx, Half, Interleaved, Truth, Unread, Value};
pub use vector::{ComplexVector, InterleavedVector, Mask, MaskOf, Vector};
