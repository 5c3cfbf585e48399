//! `norm_inf`.

use crate::math::hypot;
use crate::{ComplexVector, Cplx, Float, Fold, Isa, Vector};

/// The largest absolute value. Magnitudes of complex numbers are computed in `f64`.
///
/// # Accuracy
/// Exact, except that complex magnitudes are within 1 ULP.
///
/// # Special values
/// NaN if any element is NaN, except that the magnitude of a complex number with an infinite part
/// is infinite. 0 if there are no elements.
#[derive(Clone, Copy, Debug)]
pub struct NormInf;

impl<T: Float> Fold<T> for NormInf {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = true;
    const IS_EXACT: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        Vector::splat(s, T::ZERO)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
        acc.max(x.abs())
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.max(b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, T>, _: usize) -> Vector<S, T> {
        acc
    }
}

/// Not declared exact, as longer blocks of complex numbers do not fit into a tile.
impl<T: Float> Fold<Cplx<T>> for NormInf {
    type Acc = T;
    type Out = T;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
        Vector::splat(s, T::ZERO)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, T>, z: ComplexVector<S, T>) -> Vector<S, T> {
        acc.max(hypot(z.re, z.im))
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a.max(b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, T>, _: usize) -> Vector<S, T> {
        acc
    }
}
