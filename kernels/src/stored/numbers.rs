//! Numbers, stored as themselves.

use super::Stored;
use crate::isa::{Isa, Lanes};
use crate::lane::Lane;
use crate::value::Value;
use crate::vector::Vector;
use bytemuck::cast;

impl<T: Lane> Stored<T> for T {
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const T) -> Vector<S, T> {
        // SAFETY: `p` is valid for one element per lane, by the contract of `Stored::load`.
        Vector::new(s, unsafe { T::on(s).load(p) })
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, p: *mut T, x: Vector<S, T>) {
        // SAFETY: `p` is valid for one element per lane, by the contract of `Stored::store`.
        unsafe { T::on(s).store(p, x.register) }
    }
    const STREAMS: bool = true;
    #[inline(always)]
    unsafe fn stream_round<S: Isa>(s: S, p: *mut T, round: [Vector<S, T>; 4]) {
        for (k, x) in round.into_iter().enumerate() {
            let p = p.wrapping_add(k * T::lanes::<S>());
            // SAFETY: by this method's contract, for the elements of this register.
            unsafe {
                // Not if registers are single numbers.
                if const { size_of::<Vector<S, T>>() == size_of::<Vector<S, u8>>() } {
                    s.stream(p.cast(), cast(x.register));
                } else {
                    T::on(s).store(p, x.register);
                }
            }
        }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: T) -> Vector<S, T> {
        Vector::splat(s, x)
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const T,
        n: usize,
        fill: Vector<S, T>,
    ) -> Vector<S, T> {
        // SAFETY: `p` is valid for `n` elements, by the contract of `Stored::load_partial`.
        Vector::new(s, unsafe { T::on(s).load_partial(p, n, fill.register) })
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, p: *mut T, n: usize, x: Vector<S, T>) {
        // SAFETY: `p` is valid for `n` elements, by the contract of `Stored::store_partial`.
        unsafe { T::on(s).store_partial(p, n, x.register) }
    }
}
