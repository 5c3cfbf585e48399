//! Complex numbers whose parts stay where they are in memory.

use super::{Cplx, Value};
use crate::isa::Isa;
use crate::lane::Float;
use crate::vector::{ComplexVector, InterleavedVector, Vector};
use core::marker::PhantomData;

/// As [`Cplx`], but in the order of memory: the [`Value`] of an [`InterleavedVector`]. Loads and
/// stores are plain, so this serves operations that compute little else.
pub struct Interleaved<T>(PhantomData<T>);

// SAFETY: two registers of numbers hold as many complex numbers as one of `T` has lanes; an image
// is that of `Cplx<T>`.
unsafe impl<T: Float> Value for Interleaved<T> {
    type Of<S: Isa> = InterleavedVector<S, T>;
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
    ) -> InterleavedVector<S, T> {
        // SAFETY: the contract is the same, and so is the image.
        InterleavedVector(unsafe { Cplx::<T>::of_image(s, image, len, first) }.to_pairs())
    }
    #[inline(always)]
    unsafe fn to_image<S: Isa>(
        image: *mut u8,
        len: usize,
        first: usize,
        InterleavedVector([a, b]): InterleavedVector<S, T>,
    ) {
        // SAFETY: the contract is the same, and so is the image.
        unsafe { Cplx::<T>::to_image(image, len, first, ComplexVector::from_pairs(a, b)) }
    }
    #[inline(always)]
    fn ones<S: Isa>(s: S) -> InterleavedVector<S, T> {
        InterleavedVector::splat(s, T::ONE, T::ZERO)
    }
    #[inline(always)]
    fn first<S: Isa>(
        n: usize,
        a: InterleavedVector<S, T>,
        b: InterleavedVector<S, T>,
    ) -> InterleavedVector<S, T> {
        let lanes = Vector::<S, T>::LANES;
        InterleavedVector([
            T::first((2 * n).min(lanes), a.0[0], b.0[0]),
            T::first((2 * n).saturating_sub(lanes), a.0[1], b.0[1]),
        ])
    }
    #[inline(always)]
    fn deinterleave<S: Isa>(
        a: InterleavedVector<S, T>,
        b: InterleavedVector<S, T>,
    ) -> [InterleavedVector<S, T>; 2] {
        let (a, b) =
            (ComplexVector::from_pairs(a.0[0], a.0[1]), ComplexVector::from_pairs(b.0[0], b.0[1]));
        let [even, odd] = Cplx::<T>::deinterleave(a, b);
        [InterleavedVector(even.to_pairs()), InterleavedVector(odd.to_pairs())]
    }
    #[inline(always)]
    fn spread<S: Isa, const BLOCK: usize>(a: InterleavedVector<S, T>) -> InterleavedVector<S, T> {
        let a = ComplexVector::from_pairs(a.0[0], a.0[1]);
        InterleavedVector(Cplx::<T>::spread::<S, BLOCK>(a).to_pairs())
    }
    #[inline(always)]
    fn every_second<S: Isa, const BLOCK: usize>(
        a: InterleavedVector<S, T>,
        b: InterleavedVector<S, T>,
    ) -> InterleavedVector<S, T> {
        let (a, b) =
            (ComplexVector::from_pairs(a.0[0], a.0[1]), ComplexVector::from_pairs(b.0[0], b.0[1]));
        InterleavedVector(Cplx::<T>::every_second::<S, BLOCK>(a, b).to_pairs())
    }
}
