//! Numbers: each a lane of one [`Vector`].

use super::Value;
use crate::isa::{Isa, Lanes};
use crate::lane::Lane;
use crate::vector::Vector;
use bytemuck::cast;

// SAFETY: a register is `LANES` elements of `T`, and an image is a line of such elements.
unsafe impl<T: Lane> Value for T {
    type Of<S: Isa> = Vector<S, T>;
    // 64 bytes are 512 bits.
    const WIDEST: usize = 64 / size_of::<T>();
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        <T::On<S> as Lanes<T>>::LANES
    }
    const BYTES: usize = size_of::<T>();
    #[inline(always)]
    unsafe fn of_image<S: Isa>(s: S, image: *const u8, _: usize, first: usize) -> Vector<S, T> {
        // SAFETY: the image holds `LANES` elements from number `first` on, by the contract of
        // `of_image`.
        Vector::new(s, unsafe { T::on(s).load(image.cast::<T>().add(first)) })
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(image: *mut u8, _: usize, first: usize, x: Vector<S, T>) {
        // SAFETY: the image has room for `LANES` elements from number `first` on, by the contract
        // of `to_image`.
        unsafe { T::on(x.isa).store(image.cast::<T>().add(first), x.register) }
    }
    #[inline(always)]
    fn ones<S: Isa>(s: S) -> Vector<S, T> {
        Vector::splat(s, T::ONE)
    }
    #[inline(always)]
    fn first<S: Isa>(n: usize, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        debug_assert!(n <= Vector::<S, T>::LANES);
        // SAFETY: a register is `LANES` elements of `T`, of which `n` are read.
        Vector::new(a.isa, unsafe {
            T::on(a.isa).load_partial((&raw const a.register).cast(), n, b.register)
        })
    }
    #[inline(always)]
    fn deinterleave<S: Isa>(a: Vector<S, T>, b: Vector<S, T>) -> [Vector<S, T>; 2] {
        if Vector::<S, T>::LANES == 1 {
            return [a, b];
        }
        let (s, size) = (a.isa, size_of::<T>());
        let [low, high] = [cast(a.register), cast(b.register)];
        [
            Vector::new(s, cast(s.even(low, high, size))),
            Vector::new(s, cast(s.odd(low, high, size))),
        ]
    }
}
