//! Complex numbers, stored as pairs: the real part, then the imaginary part.

use super::Stored;
use crate::isa::{FloatLanes, Isa};
use crate::lane::Float;
use crate::value::{Cplx, Interleaved};
use crate::vector::{ComplexVector, InterleavedVector, Vector};
use num_complex::Complex;
use tightloop_array_core::Element;

impl<T: Float> Stored<Cplx<T>> for Complex<T>
where
    Complex<T>: Element,
{
    #[inline(always)]
    unsafe fn load<S: Isa>(s: S, p: *const Complex<T>) -> ComplexVector<S, T> {
        // SAFETY: an element is two numbers, so `p` is valid for reads of two registers.
        let [re, im] = unsafe { T::float_on(s).load_pairs(p.cast::<T>()) };
        ComplexVector { re: Vector::new(s, re), im: Vector::new(s, im) }
    }
    #[inline(always)]
    unsafe fn store<S: Isa>(s: S, p: *mut Complex<T>, x: ComplexVector<S, T>) {
        // SAFETY: an element is two numbers, so `p` is valid for writes of two registers.
        unsafe { T::float_on(s).store_pairs(p.cast::<T>(), [x.re.register, x.im.register]) }
    }
    #[inline(always)]
    fn splat<S: Isa>(s: S, x: Complex<T>) -> ComplexVector<S, T> {
        ComplexVector { re: Vector::splat(s, x.re), im: Vector::splat(s, x.im) }
    }
    #[inline(always)]
    unsafe fn load_partial<S: Isa>(
        s: S,
        p: *const Complex<T>,
        n: usize,
        fill: ComplexVector<S, T>,
    ) -> ComplexVector<S, T> {
        let fill = InterleavedVector(fill.to_pairs());
        // SAFETY: the contract is the same.
        let InterleavedVector([first, second]) =
            unsafe { <Self as Stored<Interleaved<T>>>::load_partial(s, p, n, fill) };
        ComplexVector::from_pairs(first, second)
    }
    #[inline(always)]
    unsafe fn store_partial<S: Isa>(s: S, p: *mut Complex<T>, n: usize, x: ComplexVector<S, T>) {
        let pairs = InterleavedVector(x.to_pairs());
        // SAFETY: the contract is the same.
        unsafe { <Self as Stored<Interleaved<T>>>::store_partial(s, p, n, pairs) }
    }
}
