//! Truth values, stored as `bool`.

use super::Stored;
use crate::isa::{Isa, MaskLanes};
use crate::lane::{Lane, MaskLane};
use crate::value::{Truth, Value};
use crate::vector::Mask;

impl<T: Lane> Stored<Truth<T>> for bool {
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const bool) -> Mask<S, T::Mask> {
        // SAFETY: `p` is valid for one element per lane, by the contract of `Stored::load`.
        Mask::new(s, unsafe { T::Mask::on(s).load_bools(p) })
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, p: *mut bool, x: Mask<S, T::Mask>) {
        // SAFETY: `p` is valid for one element per lane, by the contract of `Stored::store`.
        unsafe { T::Mask::on(s).store_bools(p, x.register) }
    }
    #[inline(always)]
    unsafe fn store_round<S: Isa>(s: S, p: *mut bool, round: [Mask<S, T::Mask>; 4]) {
        let [a, b, c, d] = round;
        let round = [a.register, b.register, c.register, d.register];
        // SAFETY: `p` is valid for four elements per lane, by the contract of
        // `Stored::store_round`.
        unsafe { T::Mask::on(s).store_bools_of_four(p, Truth::<T>::lanes::<S>(), round) }
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const bool,
        n: usize,
        fill: Mask<S, T::Mask>,
    ) -> Mask<S, T::Mask> {
        // SAFETY: `p` is valid for `n` elements, by the contract of `Stored::load_partial`.
        Mask::new(s, unsafe { T::Mask::on(s).load_bools_partial(p, n, fill.register) })
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, p: *mut bool, n: usize, x: Mask<S, T::Mask>) {
        // SAFETY: `p` is valid for `n` elements, by the contract of `Stored::store_partial`.
        unsafe { T::Mask::on(s).store_bools_partial(p, n, x.register) }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: bool) -> Mask<S, T::Mask> {
        Mask::splat(s, x)
    }
}
