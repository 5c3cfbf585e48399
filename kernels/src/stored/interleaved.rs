//! Complex numbers, in registers as in memory.

use super::Stored;
use crate::isa::Isa;
use crate::lane::Float;
use crate::value::{Interleaved, Value};
use crate::vector::InterleavedVector;
use num_complex::Complex;
use tightloop_array_core::Element;

impl<T: Float> Stored<Interleaved<T>> for Complex<T>
where
    Complex<T>: Element,
{
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const Complex<T>) -> InterleavedVector<S, T> {
        let (p, lanes) = (p.cast::<T>(), T::lanes::<S>());
        // SAFETY: an element is two numbers, so `p` is valid for reads of two registers.
        unsafe {
            InterleavedVector([
                <T as Stored<T>>::load(s, p),
                <T as Stored<T>>::load(s, p.add(lanes)),
            ])
        }
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, p: *mut Complex<T>, x: InterleavedVector<S, T>) {
        let (p, lanes, [first, second]) = (p.cast::<T>(), T::lanes::<S>(), x.0);
        // SAFETY: an element is two numbers, so `p` is valid for writes of two registers.
        unsafe {
            <T as Stored<T>>::store(s, p, first);
            <T as Stored<T>>::store(s, p.add(lanes), second);
        }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: Complex<T>) -> InterleavedVector<S, T> {
        InterleavedVector::splat(s, x.re, x.im)
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const Complex<T>,
        n: usize,
        fill: InterleavedVector<S, T>,
    ) -> InterleavedVector<S, T> {
        let (p, lanes, [mut first, mut second]) = (p.cast::<T>(), T::lanes::<S>(), fill.0);
        // SAFETY: `p` is valid for reads of `n` elements, which are `2 * n` numbers; the first
        // register takes at most `lanes` of them, the second one the others.
        unsafe {
            first = <T as Stored<T>>::load_partial(s, p, (2 * n).min(lanes), first);
            if 2 * n > lanes {
                second = <T as Stored<T>>::load_partial(s, p.add(lanes), 2 * n - lanes, second);
            }
        }
        InterleavedVector([first, second])
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(
        s: S,
        p: *mut Complex<T>,
        n: usize,
        x: InterleavedVector<S, T>,
    ) {
        let (p, lanes, [first, second]) = (p.cast::<T>(), T::lanes::<S>(), x.0);
        // SAFETY: `p` is valid for writes of `n` elements, which are `2 * n` numbers; the first
        // register has at most `lanes` of them, the second one the others.
        unsafe {
            <T as Stored<T>>::store_partial(s, p, (2 * n).min(lanes), first);
            if 2 * n > lanes {
                <T as Stored<T>>::store_partial(s, p.add(lanes), 2 * n - lanes, second);
            }
        }
    }
}
