//! The functions as methods, for operations of users.

use crate::math::complex;
use crate::{ComplexVector, Isa, Vector};

/// Lists the methods, each with its documentation and function. Those of `f32` are computed in
/// `f64`.
macro_rules! methods {
    ($($name:ident $function:ident $does:literal;)*) => {
        impl<S: Isa> ComplexVector<S, f64> {
            $(
                #[doc = $does]
                #[inline(always)]
                pub fn $name(self) -> Self {
                    complex::$function(self)
                }
            )*
        }

        impl<S: Isa> ComplexVector<S, f32> {
            $(
                #[doc = $does]
                #[inline(always)]
                pub fn $name(self) -> Self {
                    let ([a, b], [c, d]) = (self.re.widen(), self.im.widen());
                    let low = complex::$function(ComplexVector::new(a, c));
                    let high = complex::$function(ComplexVector::new(b, d));
                    Self::new(Vector::narrow([low.re, high.re]), Vector::narrow([low.im, high.im]))
                }
            )*
        }
    };
}
methods! {
    sqrt square_root "The square root with a real part of at least 0.";
    exp exponential "`e^z`.";
    exp2 exponential_of_2 "`2^z`.";
    log log "The natural logarithm.";
    log1p log_1p "`log(1 + z)`.";
    log2 log2 "The logarithm to base 2.";
    log10 log10 "The logarithm to base 10.";
    sin sin "The sine.";
    cos cos "The cosine.";
    tan tan "The tangent.";
    asin asin "The arcsine.";
    acos acos "The arccosine.";
    atan atan "The arctangent.";
    sinh sinh "The hyperbolic sine.";
    cosh cosh "The hyperbolic cosine.";
    tanh tanh "The hyperbolic tangent.";
    asinh asinh "The inverse hyperbolic sine.";
    acosh acosh "The inverse hyperbolic cosine.";
    atanh atanh "The inverse hyperbolic tangent.";
}

impl<S: Isa> ComplexVector<S, f64> {
    /// `self^b`.
    #[inline(always)]
    pub fn pow(self, b: Self) -> Self {
        complex::power(self, b)
    }
}
