//! Which functions compute the operations of other families for complex numbers.

use crate::math::complex;
use crate::ops::{Acos, Asin, Atan, Cos, Exp, Exp2, Log, Sin, Tan};
use crate::{ComplexVector, Cost, Cplx, Isa, Unary};

/// Lists operations, each with its function.
macro_rules! functions {
    ($($op:ident $function:ident;)*) => {$(
        impl Unary<Cplx<f64>> for $op {
            const COST: Cost = Cost::High;

            #[inline(always)]
            fn apply<S: Isa>(&self, z: ComplexVector<S, f64>) -> ComplexVector<S, f64> {
                complex::$function(z)
            }
        }
    )*};
}
functions! {
    Exp exponential;
    Exp2 exponential_of_2;
    Log log;
    Sin sin;
    Cos cos;
    Tan tan;
    Asin asin;
    Acos acos;
    Atan atan;
}
