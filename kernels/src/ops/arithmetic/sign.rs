//! `sign`.

use crate::{Bits, ByTypeBits, Catalogued, Cost, Float, Half, Isa, Unary, Vector};

/// -1, 0 or 1, as `x` is below, at or above zero.
///
/// # Special values
/// Both zeros give +0, and NaN gives NaN.
#[derive(Clone, Copy, Debug)]
pub struct Sign;

impl Catalogued for Sign {
    type By = ByTypeBits;
}

/// Lists the floats.
macro_rules! floats {
    ($($t:ident)*) => {$(
        impl Unary<$t> for Sign {
            const COST: Cost = Cost::Low;

            #[inline(always)]
            fn apply<S: Isa>(&self, x: Vector<S, $t>) -> Vector<S, $t> {
                x.sign()
            }
        }
    )*};
}
floats! { f32 f64 }

/// 16-bit floats: -1, 1 and NaN are made of their bits.
impl<H: Half> Unary<Bits<H>> for Sign {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, u16>) -> Vector<S, u16> {
        let magnitude = x & x.like(0x7fff);
        let one = x.like(H::ONE) | (x & x.like(0x8000));
        let of_number = magnitude.eq(x.like(0)).select(x.like(0), one);
        magnitude.gt(x.like(H::INFINITY)).select(x, of_number)
    }
}

impl<S: Isa, T: Float> Vector<S, T> {
    /// -1, 0 or 1; see [`Sign`].
    #[inline(always)]
    pub fn sign(self) -> Self {
        // The sum turns -0 into +0, and leaves NaN as it is.
        let zero = self.like(T::ZERO);
        self.abs().gt(zero).select(self.like(T::ONE).copysign(self), self + zero)
    }
}
