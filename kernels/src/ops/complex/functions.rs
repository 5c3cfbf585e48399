//! Which functions compute the operations of other families for complex numbers.

use crate::math::complex;
use crate::ops::{
    Acos, Acosh, Asin, Asinh, Atan, Atanh, Cos, Cosh, Exp, Exp2, Expm1, FloatPower, Log, Log1p,
    Log2, Log10, Pow, Sin, Sinh, Tan, Tanh,
};
use crate::{Binary, ComplexVector, Cost, Cplx, Isa, Unary};

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
    Expm1 exponential_minus_1;
    Log log;
    Log1p log_1p;
    Log2 log2;
    Log10 log10;
    Sin sin;
    Cos cos;
    Tan tan;
    Asin asin;
    Acos acos;
    Atan atan;
    Sinh sinh;
    Cosh cosh;
    Tanh tanh;
    Asinh asinh;
    Acosh acosh;
    Atanh atanh;
}

/// Lists the operations that are powers.
macro_rules! powers {
    ($($op:ident)*) => {$(
        impl Binary<Cplx<f64>> for $op {
            const COST: Cost = Cost::High;

            #[inline(always)]
            fn apply<S: Isa>(
                &self,
                a: ComplexVector<S, f64>,
                b: ComplexVector<S, f64>,
            ) -> ComplexVector<S, f64> {
                complex::power(a, b)
            }
        }
    )*};
}
powers! { FloatPower Pow }
