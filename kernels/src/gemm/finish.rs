//! The end of products that are not computed in the type of their elements: sums become elements
//! of C.

use super::lines::{load_line, store_line};
use super::micro::Update;
use super::{Factor, MatrixMut, OneTerm};
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::lane::Float;
use crate::stored::Stored;
use crate::value::{Cplx, Interleaved, Value};
use crate::vector::{ComplexVector, InterleavedVector, Vector};
use half::{bf16, f16};
use num_complex::Complex;
use tightloop_array_core::Element;

/// Sums, and the elements of C that they are for.
///
/// # Validity
/// - `sums` points to `cols` times [`PARTS`](Factor::PARTS) columns, each of `rows` times as many
///   terms, `stride` terms apart.
/// - The elements of C are valid for reads and writes, and initialised unless `beta` is 0.
#[derive(Clone, Copy, Debug)]
pub struct Sums<E: Factor> {
    /// The first sum.
    pub sums: *const E::Term,
    /// The distance between columns of sums.
    pub stride: usize,
    /// The rows of C.
    pub rows: usize,
    /// The columns of C.
    pub cols: usize,
    /// The factor of the sums.
    pub alpha: E,
    /// The factor of the old C. If it is 0, C is not read.
    pub beta: E,
    /// The elements.
    pub c: MatrixMut<E>,
}

/// Computes elements of C from sums.
///
/// # Safety
/// The sums are [valid](Sums#validity), and the CPU has the ISA that it is compiled for.
pub type FinishFn<E> = unsafe fn(&Sums<E>);

/// Elements whose sums are computed in another type.
pub trait Finished: Factor {
    /// Computes elements of C from sums.
    ///
    /// # Safety
    /// The sums are [valid](Sums#validity).
    unsafe fn finish<S: Isa>(s: S, sums: &Sums<Self>);
}

/// Lists the elements, each with what computes them.
macro_rules! finished {
    ($($t:ty: $finish:ident;)*) => {$(
        impl Finished for $t {
            #[inline(always)]
            unsafe fn finish<S: Isa>(s: S, sums: &Sums<$t>) {
                // SAFETY: the contract is the same.
                unsafe { $finish(s, sums) }
            }
        }
    )*};
}
finished! {
    f16: halves;
    bf16: halves;
    Complex<f32>: complex;
    Complex<f64>: complex;
}

entry_points! {
    /// Computes elements of C from sums with the ISA `S`.
    ///
    /// # Safety
    /// As for every [`FinishFn`].
    pub unsafe fn finish<S, E: Finished>(sums: &Sums<E>) = finish_on;
}

/// See [`finish`].
///
/// # Safety
/// As for every [`FinishFn`].
#[inline(always)]
unsafe fn finish_on<S: Isa, E: Finished>(s: S, sums: &Sums<E>) {
    // SAFETY: the contract is the same.
    unsafe { E::finish(s, sums) }
}

/// Rounds sums to 16-bit floats.
///
/// # Safety
/// As for every [`FinishFn`].
#[inline(always)]
unsafe fn halves<S: Isa, E>(s: S, sums: &Sums<E>)
where
    E: OneTerm<Term = f32> + Stored<f32>,
{
    let &Sums { stride, rows, cols, c, .. } = sums;
    let lanes = f32::lanes::<S>();
    let (mut alpha, beta) = (sums.alpha.term(), sums.beta.term());
    // The sums are 0 then, and nothing is added to what C has.
    if alpha == 0.0 && beta != 0.0 {
        alpha = -0.0;
    }
    let update = Update::<S, f32>::new(s, alpha, beta);
    for j in 0..cols {
        for i in (0..rows).step_by(lanes) {
            let (count, to) = (lanes.min(rows - i), c.from(i, j).ptr);
            // SAFETY: there are these sums, and C has these elements.
            unsafe {
                let from = sums.sums.add(j * stride + i);
                let zero = Vector::splat(s, 0.0);
                let sum = <f32 as Stored<f32>>::load_partial(s, from, count, zero);
                update.part(s, to, c.row_stride, count, sum);
            }
        }
    }
}

/// Adds up the products of the parts of complex numbers.
///
/// # Safety
/// As for every [`FinishFn`].
#[inline(always)]
unsafe fn complex<S: Isa, T: Float>(s: S, sums: &Sums<Complex<T>>)
where
    Complex<T>: Factor<Term = T>,
{
    let &Sums { stride, rows, cols, alpha, beta, c, .. } = sums;
    let lanes = T::lanes::<S>();
    let (zero, one) = (Complex::<T>::ZERO, Complex::<T>::ONE);
    if alpha == one && (beta == zero || beta == one) {
        // SAFETY: the contract is the same.
        return unsafe { complex_sums(s, sums) };
    }
    let (splat_alpha, splat_beta) = (splat(s, alpha), splat(s, beta));
    for j in 0..cols {
        for i in (0..rows).step_by(lanes) {
            let (count, to) = (lanes.min(rows - i), c.from(i, j).ptr);
            // SAFETY: there are these sums, and C has these elements.
            unsafe {
                let first = sums.sums.add(2 * (j * stride + i)).cast::<Complex<T>>();
                let second = first.cast::<T>().add(stride).cast::<Complex<T>>();
                let by_real: ComplexVector<S, T> = load_line::<S, Cplx<T>, _>(s, first, 1, count);
                let by_imaginary: ComplexVector<S, T> =
                    load_line::<S, Cplx<T>, _>(s, second, 1, count);
                let mut x = ComplexVector {
                    re: by_real.re - by_imaginary.im,
                    im: by_real.im + by_imaginary.re,
                };
                // A factor of 1 leaves infinities what they are.
                if alpha != one {
                    x = splat_alpha * x;
                }
                if beta != zero {
                    let old = load_line::<S, Cplx<T>, _>(s, to, c.row_stride, count);
                    let old = if beta == one { old } else { splat_beta * old };
                    x = if alpha == zero { old } else { x + old };
                }
                store_line::<S, Cplx<T>, _>(s, to, c.row_stride, count, x);
            }
        }
    }
}

/// Adds up the products of the parts of complex numbers, whose factor is 1, to 0 or to what C has.
///
/// # Safety
/// As for every [`FinishFn`].
#[inline(always)]
unsafe fn complex_sums<S: Isa, T: Float>(s: S, sums: &Sums<Complex<T>>)
where
    Complex<T>: Factor<Term = T>,
{
    let &Sums { stride, rows, cols, beta, c, .. } = sums;
    let lanes = T::lanes::<S>();
    for j in 0..cols {
        for i in (0..rows).step_by(lanes) {
            let (count, to) = (lanes.min(rows - i), c.from(i, j).ptr);
            // SAFETY: there are these sums, and C has these elements.
            unsafe {
                let first = sums.sums.add(2 * (j * stride + i)).cast::<Complex<T>>();
                let second = first.cast::<T>().add(stride).cast::<Complex<T>>();
                let by_real: InterleavedVector<S, T> =
                    load_line::<S, Interleaved<T>, _>(s, first, 1, count);
                let by_imaginary: InterleavedVector<S, T> =
                    load_line::<S, Interleaved<T>, _>(s, second, 1, count);
                let mut x = by_real + by_imaginary.times_i();
                if beta != Complex::<T>::ZERO {
                    x = x + load_line::<S, Interleaved<T>, _>(s, to, c.row_stride, count);
                }
                store_line::<S, Interleaved<T>, _>(s, to, c.row_stride, count, x);
            }
        }
    }
}

/// Returns `x` in every lane.
#[inline(always)]
fn splat<S: Isa, T: Float>(s: S, x: Complex<T>) -> ComplexVector<S, T>
where
    Complex<T>: Element,
{
    <Complex<T> as Stored<Cplx<T>>>::splat(s, x)
}
