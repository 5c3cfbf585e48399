//! `angle`.

use crate::ops::Atan2;
use crate::{Binary, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, SignBlind, Unary, Vector};

/// The angle of a complex number in radians, from -π to π: [`Atan2`] of its parts, with its
/// accuracy and special values. Signs of zeros say on which side of the negative real axis a number
/// is.
#[derive(Clone, Copy, Debug)]
pub struct Angle;

impl Catalogued for Angle {
    type By = SignBlind;
}

impl<T: Float> Unary<Cplx<T>, T> for Angle
where
    Atan2: Binary<T>,
{
    const COST: Cost = Cost::High;

    #[inline(always)]
    fn apply<S: Isa>(&self, z: ComplexVector<S, T>) -> Vector<S, T> {
        z.im.atan2(z.re)
    }
}
