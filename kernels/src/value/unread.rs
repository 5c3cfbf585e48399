//! Elements that are not looked at.

use super::Value;
use crate::isa::Isa;

/// An element that does not change the result, so that it is not read: no integer is NaN, for
/// instance. In place of a register, operations get the token. It counts as a lane of one byte, so
/// that an operation gives as many results at a time as possible.
pub struct Unread;

// SAFETY: it has the lanes of `u8`, and an image of no bytes.
unsafe impl Value for Unread {
    type Of<S: Isa> = S;
    const WIDEST: usize = u8::WIDEST;
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        u8::lanes::<S>()
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
