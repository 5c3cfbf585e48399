//! `nanmean`.

use super::nan::{self, BlockCount, Count, MaybeNan};
use crate::ops::Add;
use crate::{BlockFold, ComplexVector, Cplx, Float, Fold, Isa, Value, Vector};

/// The arithmetic mean of the elements that are not NaN: their sum, as by
/// [`NanSum`](crate::ops::NanSum), divided by their number, which is counted in integers.
///
/// # Special values
/// NaN if there are no numbers.
#[derive(Clone, Copy, Debug)]
pub struct NanMean;

/// Lists the values: each with its registers, the type of its parts, the words of a count, and the
/// quotient by a real number.
macro_rules! means {
    ($(
        $x:ty as $of:ident of $t:ident in $w:literal: $divide:ident;
    )*) => {$(
        impl BlockFold<$x> for NanMean {
            type Pivot = [$x; 0];
            type Part = ($x, <$t as Float>::Bits);
            type Acc = ($x, [<$t as Float>::Bits; $w]);
            type Out = $x;
            const ALLOWS_EMPTY: bool = true;
            const IS_EXACT: bool = false;

            #[inline(always)]
            fn pivot<S: Isa>(&self, _: $of<S, $t>) -> [$of<S, $t>; 0] {
                []
            }

            #[inline(always)]
            fn identity<S: Isa>(&self, s: S) -> ($of<S, $t>, BlockCount<S, $t>) {
                (Fold::<$x>::identity(&Add, s), nan::none::<S, $t>(s))
            }

            #[inline(always)]
            fn step<S: Isa>(
                &self,
                (sum, count): ($of<S, $t>, BlockCount<S, $t>),
                _: [<$x as Value>::Of<S>; 0],
                x: $of<S, $t>,
            ) -> ($of<S, $t>, BlockCount<S, $t>) {
                let is_number = <$x>::is_number::<S>(x);
                (sum + <$x>::or::<S>(x, 0.0), nan::count_if::<S, $t>(is_number, count))
            }

            #[inline(always)]
            fn join<S: Isa>(
                &self,
                a: ($of<S, $t>, BlockCount<S, $t>),
                b: ($of<S, $t>, BlockCount<S, $t>),
            ) -> ($of<S, $t>, BlockCount<S, $t>) {
                (a.0 + b.0, a.1 + b.1)
            }

            #[inline(always)]
            fn close<S: Isa>(
                &self,
                (sum, count): ($of<S, $t>, BlockCount<S, $t>),
                _: [<$x as Value>::Of<S>; 0],
                _: usize,
            ) -> ($of<S, $t>, Count<S, $t, $w>) {
                (sum, nan::widened::<S, $t, $w>(count))
            }

            #[inline(always)]
            fn merge<S: Isa>(
                &self,
                a: ($of<S, $t>, Count<S, $t, $w>),
                b: ($of<S, $t>, Count<S, $t, $w>),
                _: [usize; 2],
            ) -> ($of<S, $t>, Count<S, $t, $w>) {
                (a.0 + b.0, nan::total::<S, $t, $w>(a.1, b.1))
            }

            #[inline(always)]
            fn finish<S: Isa>(
                &self,
                (sum, count): ($of<S, $t>, Count<S, $t, $w>),
                _: usize,
            ) -> $of<S, $t> {
                $divide(sum, nan::number(count))
            }
        }
    )*};
}
means! {
    f32 as Vector of f32 in 2: quotient;
    f64 as Vector of f64 in 1: quotient;
    Cplx<f64> as ComplexVector of f64 in 1: complex_quotient;
}

#[inline(always)]
fn quotient<S: Isa, T: Float>(x: Vector<S, T>, y: Vector<S, T>) -> Vector<S, T> {
    x / y
}

#[inline(always)]
fn complex_quotient<S: Isa, T: Float>(
    z: ComplexVector<S, T>,
    y: Vector<S, T>,
) -> ComplexVector<S, T> {
    ComplexVector::new(z.re / y, z.im / y)
}
