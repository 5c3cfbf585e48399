//! `multiply`.

use crate::{
    Binary, Catalogued, ComplexVector, Cost, Cplx, Float, Isa, Lane, MaskOf, SignBlind, Truth,
    Vector,
};

/// `a * b`; for truth values, "and".
///
/// # Method
/// The complex product `(a + bi) * (c + di)` is `(ac - bd) + (ad + bc)i`. Each part takes one
/// rounded product and one fused multiply-add.
///
/// # Accuracy
/// Floats are correctly rounded (0.5 ULP). Integers wrap.
/// The error of a complex product is at most 2 units of roundoff, relative to its magnitude
/// (Jeannerod, Kornerup, Louvet and Muller, "Error bounds on complex floating-point multiplication
/// with an FMA", 2017). A part that is small by cancellation may have fewer correct bits.
///
/// # Special values
/// As in NumPy, a complex product that has become NaN is not corrected to an infinity.
#[derive(Clone, Copy, Debug)]
pub struct Multiply;

impl Catalogued for Multiply {
    type By = SignBlind;
}

impl<T: Lane> Binary<T> for Multiply {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a * b
    }
}

impl<T: Lane> Binary<Truth<T>> for Multiply {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: MaskOf<S, T>, b: MaskOf<S, T>) -> MaskOf<S, T> {
        a & b
    }
}

impl<T: Float> Binary<Cplx<T>> for Multiply {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: ComplexVector<S, T>, b: ComplexVector<S, T>) -> ComplexVector<S, T> {
        ComplexVector {
            re: a.im.neg_mul_add(b.im, a.re * b.re),
            im: a.re.mul_add(b.im, a.im * b.re),
        }
    }
}
