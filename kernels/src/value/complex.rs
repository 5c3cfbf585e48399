//! Complex numbers: each a lane of a [`ComplexVector`].

use super::Value;
use crate::isa::Isa;
use crate::lane::Float;
use crate::vector::{ComplexVector, Vector};
use core::marker::PhantomData;

/// A complex number whose parts are of type `T`: the [`Value`] of a [`ComplexVector`].
pub struct Cplx<T>(PhantomData<T>);

// SAFETY: both registers have as many lanes as one of `T`; an image is that of `[T; 2]`.
unsafe impl<T: Float> Value for Cplx<T> {
    type Of<S: Isa> = ComplexVector<S, T>;
    const WIDEST: usize = T::WIDEST;
    #[inline(always)]
    fn lanes<S: Isa>() -> usize {
        T::lanes::<S>()
    }
    const BYTES: usize = 2 * T::BYTES;
    #[inline(always)]
    unsafe fn of_image<S: Isa>(
        s: S,
        image: *const u8,
        len: usize,
        first: usize,
    ) -> ComplexVector<S, T> {
        // SAFETY: the contract is the same, and so is the image.
        let [re, im] = unsafe { <[T; 2]>::of_image(s, image, len, first) };
        ComplexVector { re, im }
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(image: *mut u8, len: usize, first: usize, x: ComplexVector<S, T>) {
        // SAFETY: the contract is the same, and so is the image.
        unsafe { <[T; 2]>::to_image(image, len, first, [x.re, x.im]) }
    }
    #[inline(always)]
    fn ones<S: Isa>(s: S) -> ComplexVector<S, T> {
        ComplexVector { re: Vector::splat(s, T::ONE), im: Vector::splat(s, T::ZERO) }
    }
    #[inline(always)]
    fn first<S: Isa>(
        n: usize,
        a: ComplexVector<S, T>,
        b: ComplexVector<S, T>,
    ) -> ComplexVector<S, T> {
        ComplexVector { re: T::first(n, a.re, b.re), im: T::first(n, a.im, b.im) }
    }
    #[inline(always)]
    fn deinterleave<S: Isa>(
        a: ComplexVector<S, T>,
        b: ComplexVector<S, T>,
    ) -> [ComplexVector<S, T>; 2] {
        let [re, im] = [T::deinterleave(a.re, b.re), T::deinterleave(a.im, b.im)];
        [ComplexVector { re: re[0], im: im[0] }, ComplexVector { re: re[1], im: im[1] }]
    }
    #[inline(always)]
    fn spread<S: Isa, const BLOCK: usize>(a: ComplexVector<S, T>) -> ComplexVector<S, T> {
        ComplexVector { re: T::spread::<S, BLOCK>(a.re), im: T::spread::<S, BLOCK>(a.im) }
    }
    #[inline(always)]
    fn every_second<S: Isa, const BLOCK: usize>(
        a: ComplexVector<S, T>,
        b: ComplexVector<S, T>,
    ) -> ComplexVector<S, T> {
        ComplexVector {
            re: T::every_second::<S, BLOCK>(a.re, b.re),
            im: T::every_second::<S, BLOCK>(a.im, b.im),
        }
    }
}
