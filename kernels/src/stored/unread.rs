//! Elements that are not looked at: no memory is touched.

use super::Stored;
use crate::isa::Isa;
use crate::value::Unread;

impl Stored<Unread> for u8 {
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, _: *const u8) -> S {
        s
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(_: S, _: *mut u8, _: S) {}
    #[inline(always)]
    fn splat<S: Isa>(s: S, _: u8) -> S {
        s
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(s: S, _: *const u8, _: usize, _: S) -> S {
        s
    }
}
