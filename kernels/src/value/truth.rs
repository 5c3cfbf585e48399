//! Truth values: each a lane of a [`Mask`].

use super::Value;
use crate::isa::{Isa, MaskLanes};
use crate::lane::{Lane, MaskLane};
use crate::vector::{Mask, Vector};
use core::marker::PhantomData;

/// A truth value per lane of `T`, as comparisons return it: the [`Value`] of a [`Mask`].
pub struct Truth<T>(PhantomData<T>);

// SAFETY: a mask has as many lanes as a register of `T`, and an image is a line of `bool`s.
unsafe impl<T: Lane> Value for Truth<T> {
    type Of<S: Isa> = Mask<S, T::Mask>;
    const WIDEST: usize = T::WIDEST;
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        T::lanes::<S>()
    }
    const BYTES: usize = 1;
    #[inline(always)]
    unsafe fn of_image<S: Isa>(s: S, image: *const u8, _: usize, first: usize) -> Mask<S, T::Mask> {
        // SAFETY: the image holds a lane's `bool` each from number `first` on, which `to_image` has
        // written.
        Mask::new(s, unsafe { T::Mask::on(s).load_bools(image.add(first).cast()) })
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(image: *mut u8, _: usize, first: usize, x: Mask<S, T::Mask>) {
        // SAFETY: the image has room for a `bool` per lane from number `first` on, by the contract
        // of `to_image`.
        unsafe { T::Mask::on(x.isa).store_bools(image.add(first).cast(), x.register) }
    }
    #[inline(always)]
    fn ones<S: Isa>(s: S) -> Mask<S, T::Mask> {
        Mask::splat(s, true)
    }
    #[inline(always)]
    fn first<S: Isa>(n: usize, a: Mask<S, T::Mask>, b: Mask<S, T::Mask>) -> Mask<S, T::Mask> {
        let (one, zero) = (Vector::splat(a.isa, T::ONE), Vector::splat(a.isa, T::ZERO));
        T::first(n, a.select(one, zero), b.select(one, zero)).eq(one)
    }
    #[inline(always)]
    fn deinterleave<S: Isa>(a: Mask<S, T::Mask>, b: Mask<S, T::Mask>) -> [Mask<S, T::Mask>; 2] {
        let (one, zero) = (Vector::splat(a.isa, T::ONE), Vector::splat(a.isa, T::ZERO));
        let [even, odd] = T::deinterleave(a.select(one, zero), b.select(one, zero));
        [even.eq(one), odd.eq(one)]
    }
    #[inline(always)]
    fn spread<S: Isa, const BLOCK: usize>(a: Mask<S, T::Mask>) -> Mask<S, T::Mask> {
        let (one, zero) = (Vector::splat(a.isa, T::ONE), Vector::splat(a.isa, T::ZERO));
        T::spread::<S, BLOCK>(a.select(one, zero)).eq(one)
    }
    #[inline(always)]
    fn every_second<S: Isa, const BLOCK: usize>(
        a: Mask<S, T::Mask>,
        b: Mask<S, T::Mask>,
    ) -> Mask<S, T::Mask> {
        let (one, zero) = (Vector::splat(a.isa, T::ONE), Vector::splat(a.isa, T::ZERO));
        T::every_second::<S, BLOCK>(a.select(one, zero), b.select(one, zero)).eq(one)
    }
}
