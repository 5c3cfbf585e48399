//! `norm_1`.

use crate::math::Magnitude;
use crate::{Fold, Isa, Vector};
use tightloop_array_core::Element;

/// The sum of the absolute values. Magnitudes of complex numbers are computed, and added, in `f64`.
///
/// # Accuracy
/// Magnitudes are added in a fixed tree, and each sum is rounded.
///
/// # Special values
/// NaN if any element is NaN, except that the magnitude of a complex number with an infinite part
/// is infinite. 0 if there are no elements.
#[derive(Clone, Copy, Debug)]
pub struct Norm1;

impl<X: Magnitude> Fold<X> for Norm1 {
    type Acc = X::Lane;
    type Out = X::Lane;
    const ALLOWS_EMPTY: bool = true;

    #[inline(always)]
    fn identity<S: Isa>(&self, s: S) -> Vector<S, X::Lane> {
        Vector::splat(s, X::Lane::ZERO)
    }

    #[inline(always)]
    fn step<S: Isa>(&self, acc: Vector<S, X::Lane>, x: X::Of<S>) -> Vector<S, X::Lane> {
        acc + X::magnitude::<S>(x)
    }

    #[inline(always)]
    fn merge<S: Isa>(&self, a: Vector<S, X::Lane>, b: Vector<S, X::Lane>) -> Vector<S, X::Lane> {
        a + b
    }

    #[inline(always)]
    fn finish<S: Isa>(&self, acc: Vector<S, X::Lane>, _: usize) -> Vector<S, X::Lane> {
        acc
    }
}
