//! The bits of 16-bit floats: each a lane of a [`Vector`] of `u16`.

use super::Value;
use crate::isa::Isa;
use crate::vector::Vector;
use core::marker::PhantomData;
use half::{bf16, f16};

/// A 16-bit float `H` as its bits, for operations on signs and exponents: the [`Value`] of a
/// [`Vector`] of `u16`.
pub struct Bits<H>(PhantomData<H>);

/// A 16-bit float: where its parts lie in its bits. The sign is the highest one.
pub trait Half: 'static {
    /// The number of bits of the fraction, without the implicit leading one.
    const MANTISSA_BITS: u32;
    /// The bits of infinity. Without the sign, those of NaNs are greater.
    const INFINITY: u16;
    /// The bits of 1.
    const ONE: u16;
}

impl Half for f16 {
    const MANTISSA_BITS: u32 = 10;
    const INFINITY: u16 = 0x7c00;
    const ONE: u16 = 0x3c00;
}

impl Half for bf16 {
    const MANTISSA_BITS: u32 = 7;
    const INFINITY: u16 = 0x7f80;
    const ONE: u16 = 0x3f80;
}

// SAFETY: every item is that of `u16`.
unsafe impl<H: 'static> Value for Bits<H> {
    type Of<S: Isa> = Vector<S, u16>;
    const WIDEST: usize = u16::WIDEST;
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        u16::lanes::<S>()
    }
    const BYTES: usize = u16::BYTES;
    #[inline(always)]
    unsafe fn of_image<S: Isa>(s: S, image: *const u8, len: usize, first: usize) -> Vector<S, u16> {
        // SAFETY: the contract is the same.
        unsafe { u16::of_image(s, image, len, first) }
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(image: *mut u8, len: usize, first: usize, x: Vector<S, u16>) {
        // SAFETY: the contract is the same.
        unsafe { u16::to_image::<S>(image, len, first, x) }
    }
    #[inline(always)]
    fn ones<S: Isa>(s: S) -> Vector<S, u16> {
        u16::ones(s)
    }
    #[inline(always)]
    fn first<S: Isa>(n: usize, a: Vector<S, u16>, b: Vector<S, u16>) -> Vector<S, u16> {
        u16::first(n, a, b)
    }
    #[inline(always)]
    fn deinterleave<S: Isa>(a: Vector<S, u16>, b: Vector<S, u16>) -> [Vector<S, u16>; 2] {
        u16::deinterleave(a, b)
    }
    #[inline(always)]
    fn spread<S: Isa, const BLOCK: usize>(a: Vector<S, u16>) -> Vector<S, u16> {
        u16::spread::<S, BLOCK>(a)
    }
    #[inline(always)]
    fn every_second<S: Isa, const BLOCK: usize>(
        a: Vector<S, u16>,
        b: Vector<S, u16>,
    ) -> Vector<S, u16> {
        u16::every_second::<S, BLOCK>(a, b)
    }
}
