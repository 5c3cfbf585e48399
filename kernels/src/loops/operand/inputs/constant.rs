//! Constants: no input.

use super::Inputs;
use crate::isa::Isa;
use crate::value::{Constant, Value};
use core::mem::MaybeUninit;
use tightloop_array_core::Stream;

// SAFETY: reads no stream.
unsafe impl<V: Value> Inputs for Constant<V> {
    const COUNT: usize = 0;
    type Cursors = ();
    type Copies = ();

    #[inline(always)]
    unsafe fn row<S: Isa>(_: S, _: &[Stream], _: usize, _: &mut MaybeUninit<()>) {}
    #[inline(always)]
    unsafe fn line(_: &[Stream], _: usize) {}
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, _: &(), _: usize) -> S {
        s
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, _: &(), _: usize) -> S {
        s
    }
    #[inline(always)]
    fn size(_: &()) -> usize {
        0
    }
    #[inline(always)]
    fn advance(_: &mut (), _: isize) {}
}
