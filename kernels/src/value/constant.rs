//! Values that an operation has itself.

use super::Value;
use crate::isa::Isa;
use core::marker::PhantomData;

/// A value `V` that is the same for all elements, so that the operation has it itself, and it is
/// not read. In place of a register, operations get the token.
pub struct Constant<V>(PhantomData<fn() -> V>);

// SAFETY: it has the lanes of `V`, and an image of no bytes.
unsafe impl<V: Value> Value for Constant<V> {
    type Of<S: Isa> = S;
    const WIDEST: usize = V::WIDEST;
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        V::lanes::<S>()
    }
    const BYTES: usize = 0;
    #[inline(always)]
    unsafe fn of_image<S: Isa>(s: S, _: *const u8, _: usize, _: usize) -> S {
        s
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(_: *mut u8, _: usize, _: usize, _: S) {}
    #[inline(always)]
    fn ones<S: Isa>(s: S) -> S {
        s
    }
    #[inline(always)]
    fn first<S: Isa>(_: usize, s: S, _: S) -> S {
        s
    }
    #[inline(always)]
    fn deinterleave<S: Isa>(a: S, b: S) -> [S; 2] {
        [a, b]
    }
    #[inline(always)]
    fn spread<S: Isa, const BLOCK: usize>(s: S) -> S {
        s
    }
    #[inline(always)]
    fn every_second<S: Isa, const BLOCK: usize>(s: S, _: S) -> S {
        s
    }
}
