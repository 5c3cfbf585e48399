//! Bits of 16-bit floats, stored as themselves.

use super::Stored;
use crate::isa::Isa;
use crate::value::Bits;
use crate::vector::Vector;

impl<H: 'static> Stored<Bits<H>> for u16 {
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const u16) -> Vector<S, u16> {
        // SAFETY: `p` is valid for one element per lane, by the contract of `Stored::load`.
        unsafe { <u16 as Stored<u16>>::load(s, p) }
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, p: *mut u16, x: Vector<S, u16>) {
        // SAFETY: `p` is valid for one element per lane, by the contract of `Stored::store`.
        unsafe { <u16 as Stored<u16>>::store(s, p, x) }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: u16) -> Vector<S, u16> {
        Vector::splat(s, x)
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const u16,
        n: usize,
        fill: Vector<S, u16>,
    ) -> Vector<S, u16> {
        // SAFETY: `p` is valid for `n` elements, by the contract of `Stored::load_partial`.
        unsafe { <u16 as Stored<u16>>::load_partial(s, p, n, fill) }
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, p: *mut u16, n: usize, x: Vector<S, u16>) {
        // SAFETY: `p` is valid for `n` elements, by the contract of `Stored::store_partial`.
        unsafe { <u16 as Stored<u16>>::store_partial(s, p, n, x) }
    }
}
