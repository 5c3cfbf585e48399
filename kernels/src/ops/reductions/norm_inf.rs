//! `norm_inf`.

use crate::math::Magnitude;
use crate::{Fold, Isa, Vector};
use tightloop_array_core::Element;

/// The largest absolute value: the [`Maximum`](crate::ops::Maximum) of what
/// [`Abs`](crate::ops::Abs) computes.
///
/// # Accuracy
/// Exact, except that complex magnitudes are within 1 ULP.
///
/// # Special values
/// NaN if any element is NaN, except that the magnitude of a complex number with an infinite part
/// is infinite. 0 if there are no elements.
#[derive(Clone, Copy, Debug)]
pub struct NormInf;

impl<X: Magnitude> Fold<X> for NormInf {
    type Acc = X::Lane;
    type Out = X::Lane;
    const ALLOWS_EMPTY: bool = true;
    /// Complex numbers are folded in short blocks: longer ones do not fit into a tile.
    const IS_EXACT: bool = X::IS_EXACT;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, X::Lane> {
        Vector::splat(s, X::Lane::ZERO)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, X::Lane>, x: X::Of<S>) -> Vector<S, X::Lane> {
        acc.max(X::magnitude::<S>(x))
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, X::Lane>, b: Vector<S, X::Lane>) -> Vector<S, X::Lane> {
        a.max(b)
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, X::Lane>, _: usize) -> Vector<S, X::Lane> {
        // The largest of no elements is below 0.
        acc.max(acc.like(X::Lane::ZERO))
    }
}
