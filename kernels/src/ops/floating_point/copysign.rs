//! `copysign`.

use crate::{Binary, Bits, ByTypeBits, Catalogued, Cost, Float, Isa, Vector};

/// `x` with the sign bit of `y`. Exact.
///
/// # Special values
/// The signs of zeros, infinities and NaNs count and change like those of numbers.
#[derive(Clone, Copy, Debug)]
pub struct CopySign;

impl Catalogued for CopySign {
    type By = ByTypeBits;
}

impl<T: Float> Binary<T> for CopySign {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>, y: Vector<S, T>) -> Vector<S, T> {
        x.copysign(y)
    }
}

/// 16-bit floats.
impl<H: 'static> Binary<Bits<H>> for CopySign {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>, y: Vector<S, u16>) -> Vector<S, u16> {
        (x & x.like(0x7fff)) | (y & y.like(0x8000))
    }
}
