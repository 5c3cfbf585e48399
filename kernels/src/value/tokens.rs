//! Values that are not in registers: operations get the token in their place.

use super::Value;
use crate::isa::Isa;
use core::marker::PhantomData;

/// An element that does not change the result, so that it is not read: no integer is NaN, for
/// instance. It counts as a lane of one byte, so that an operation gives as many results at a time
/// as possible.
pub struct Unread;

/// A value `V` that is the same for all elements, so that the operation has it itself, and it is
/// not read.
pub struct Constant<V>(PhantomData<fn() -> V>);

/// Lists these values, each with the one whose lanes it has.
macro_rules! tokens {
    ($(($($v:ident)?) $value:ty: $lanes:ty;)*) => {$(
        // SAFETY: it has the lanes of another value, and an image of no bytes.
        unsafe impl$(<$v: Value>)? Value for $value {
            type Of<S: Isa> = S;
            const WIDEST: usize = <$lanes>::WIDEST;
            #[inline(always)]
            fn lanes<S: Isa>() -> usize {
                <$lanes>::lanes::<S>()
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
    )*};
}
tokens! {
    () Unread: u8;
    (V) Constant<V>: V;
}
