//! `count_nonzero`.

use crate::{ComplexVector, Cplx, Fold, Isa, Mask, Value, Vector, lane::B64};

/// How many elements are not zero. Elements are counted in lanes of 64 bits: integers and truth
/// values are read as `u64`, which is zero if they are, and floats as `f64`.
///
/// # Special values
/// NaN is not zero, and -0 is. A complex number is zero if both of its parts are.
#[derive(Clone, Copy, Debug)]
pub struct CountNonzero;

/// Lists the values, each with the function that says whether one is zero, and whether blocks may
/// have any length: long ones of complex numbers do not fit into a tile.
macro_rules! counts {
    ($($x:ty: $is_zero:ident, $is_exact:literal;)*) => {$(
        impl Fold<$x> for CountNonzero {
            type Acc = u64;
            type Out = u64;
            const ALLOWS_EMPTY: bool = true;
            const IS_EXACT: bool = $is_exact;

            #[inline(always)]
            fn identity<S: Isa>(&self, s: S) -> Vector<S, u64> {
                Vector::splat(s, 0)
            }

            #[inline(always)]
            fn step<S: Isa>(
                &self,
                acc: Vector<S, u64>,
                x: <$x as Value>::Of<S>,
            ) -> Vector<S, u64> {
                acc + $is_zero(x).select(acc.like(0), acc.like(1))
            }

            #[inline(always)]
            fn merge<S: Isa>(&self, a: Vector<S, u64>, b: Vector<S, u64>) -> Vector<S, u64> {
                a + b
            }

            #[inline(always)]
            fn finish<S: Isa>(&self, acc: Vector<S, u64>, _: usize) -> Vector<S, u64> {
                acc
            }
        }
    )*};
}
counts! {
    u64: is_zero_integer, true;
    f64: is_zero_float, true;
    Cplx<f64>: is_zero_complex, false;
}

#[inline(always)]
fn is_zero_integer<S: Isa>(x: Vector<S, u64>) -> Mask<S, B64> {
    x.eq(x.like(0))
}

#[inline(always)]
fn is_zero_float<S: Isa>(x: Vector<S, f64>) -> Mask<S, B64> {
    x.eq(x.like(0.0))
}

#[inline(always)]
fn is_zero_complex<S: Isa>(z: ComplexVector<S, f64>) -> Mask<S, B64> {
    is_zero_float(z.re) & is_zero_float(z.im)
}
