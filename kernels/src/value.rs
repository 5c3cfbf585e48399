//! What an operation takes or returns for one lane: the trait [`Value`].
//!
//! A value is a number ([`Lane`](crate::Lane)), a truth value ([`Truth`]), a complex number
//! ([`Cplx`], or [`Interleaved`]), the bits of a 16-bit float ([`Bits`]), an element that is not
//! looked at ([`Unread`]), a [`Constant`] of the operation, or a tuple or array of values. All
//! registers of one operation have the same number of lanes.

mod bits;
mod complex;
mod interleaved;
mod numbers;
mod several;
mod tokens;
mod truth;

pub use bits::{Bits, Half};
pub use complex::Cplx;
pub use interleaved::Interleaved;
pub use tokens::{Constant, Unread};
pub use truth::Truth;

use crate::isa::Isa;

/// What an operation takes or returns for one lane.
///
/// # Images
///
/// An image holds lanes in memory in a way that does not depend on the ISA: one line per component
/// of the value, each with all its lanes in order. So what one ISA has written, another can read.
///
/// # Safety
///
/// Loops rely on this: registers of 512 bits hold [`WIDEST`](Self::WIDEST) lanes, smaller ones
/// proportionally fewer, and those of the scalar ISA one; [`lanes`](Self::lanes) returns that
/// number. An image takes [`BYTES`](Self::BYTES) per lane, and [`of_image`](Self::of_image) returns
/// what [`to_image`](Self::to_image) has written, at any level.
pub unsafe trait Value: 'static {
    /// The registers that hold it.
    type Of<S: Isa>: Copy;
    /// The number of lanes in registers of 512 bits, the widest of any ISA.
    const WIDEST: usize;
    /// Returns the number of lanes.
    fn lanes<S: Isa>() -> usize;
    /// The bytes that one lane takes in an image.
    const BYTES: usize;
    /// Reads registers of lanes from an image of `len` lanes, beginning at lane `first`.
    ///
    /// # Safety
    /// The image holds `len` lanes, those read have been written, and `first + lanes <= len`.
    unsafe fn of_image<S: Isa>(s: S, image: *const u8, len: usize, first: usize) -> Self::Of<S>;
    /// Writes registers of lanes into an image of `len` lanes, beginning at lane `first`.
    ///
    /// # Safety
    /// The image has room for `len` lanes, and `first + lanes <= len`.
    unsafe fn to_image<S: Isa>(image: *mut u8, len: usize, first: usize, x: Self::Of<S>);
    /// Returns one in every lane (true for truth values), a harmless operand to
    /// [try](crate::inlining) operations on.
    fn ones<S: Isa>(s: S) -> Self::Of<S>;
    /// Returns the first `n` lanes of `a`, and the other lanes of `b`.
    fn first<S: Isa>(n: usize, a: Self::Of<S>, b: Self::Of<S>) -> Self::Of<S>;
    /// Returns every second lane of `a` and then `b`: those beginning with the first, and those
    /// beginning with the second. With one lane per register, these are `a` and `b`.
    fn deinterleave<S: Isa>(a: Self::Of<S>, b: Self::Of<S>) -> [Self::Of<S>; 2];
    /// Copies the last lane of the first of each two blocks to all lanes of both. `BLOCK` is the
    /// number of lanes in a block, a power of two; if it is the number of lanes, the last lane is
    /// copied to all.
    fn spread<S: Isa, const BLOCK: usize>(a: Self::Of<S>) -> Self::Of<S>;
    /// Returns the second, fourth, .. block of lanes of `a`, and the others of `b`. `BLOCK` is the
    /// number of lanes in a block, a power of two below the number of lanes.
    fn every_second<S: Isa, const BLOCK: usize>(a: Self::Of<S>, b: Self::Of<S>) -> Self::Of<S>;
}

/// Fails to compile if the values of an operation have different numbers of lanes. A register of
/// `f32` has twice as many as one of `f64`, so no loop can step through both together.
pub const fn same_lanes<X: Value, Y: Value>() {
    assert!(X::WIDEST == Y::WIDEST, "all values of an operation have the same number of lanes");
}
