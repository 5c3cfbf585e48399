//! Hyperbolic functions and their inverses.

mod acosh;
mod asinh;
mod atanh;
mod cosh;
mod sinh;
mod tanh;

pub use acosh::Acosh;
pub use asinh::Asinh;
pub use atanh::Atanh;
pub use cosh::Cosh;
pub use sinh::Sinh;
pub use tanh::Tanh;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_hyperbolic {
    ($each:ident) => {
        $each! { unary Sinh [sinh sinh_into sinh_assign] {
            "Computes the hyperbolic sine of each element"
            accuracy "within 1 ULP (seen: 0.97 in `f32`, 0.94 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; parts of complex results are within 4 ULP"
            special "`sinh(±0) = ±0`, `sinh(±inf) = ±inf`; overflow gives infinity"
            numpy "`np.sinh`"
            example ("[[0.0, -0.0], [1000.0, -1000.0]]") =>
                ("[[0.0, -0.0], [f64::INFINITY, f64::NEG_INFINITY]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Cosh [cosh cosh_into cosh_assign] {
            "Computes the hyperbolic cosine of each element"
            accuracy "within 1 ULP (seen: 0.94 in `f32`, 0.97 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; parts of complex results are within 4 ULP"
            special "`cosh(±0) = 1`, `cosh(±inf) = inf`; overflow gives `inf`"
            numpy "`np.cosh`"
            example ("[[0.0, -0.0], [1000.0, -1000.0]]") =>
                ("[[1.0, 1.0], [f64::INFINITY, f64::INFINITY]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Tanh [tanh tanh_into tanh_assign] {
            "Computes the hyperbolic tangent of each element"
            accuracy "within 1 ULP (seen: 0.65 in `f32`, 0.65 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; parts of complex results are within 4 ULP"
            special "`tanh(±0) = ±0`, `tanh(±inf) = ±1`"
            numpy "`np.tanh`"
            example ("[[0.0, -0.0], [20.0, -20.0]]") => ("[[0.0, -0.0], [1.0, -1.0]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Asinh [asinh asinh_into asinh_assign] {
            "Computes the inverse hyperbolic sine of each element"
            accuracy "within 1 ULP (seen: 0.62 in `f32`, 0.59 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; parts of complex results are within 4 ULP"
            special "`asinh(±0) = ±0`, `asinh(±inf) = ±inf`"
            numpy "`np.asinh`" alias "arcsinh"
            example ("[[0.0, -0.0], [f64::INFINITY, f64::NEG_INFINITY]]") =>
                ("[[0.0, -0.0], [f64::INFINITY, f64::NEG_INFINITY]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Acosh [acosh acosh_into acosh_assign] {
            "Computes the inverse hyperbolic cosine of each element"
            accuracy "within 1 ULP (seen: 0.61 in `f32`, 0.77 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; parts of complex results are within 4 ULP"
            special "`acosh(1) = 0`, `acosh(inf) = inf`; numbers below 1 give NaN"
            numpy "`np.acosh`" alias "arccosh"
            example ("[[1.0, 1.0], [f64::INFINITY, 1.0]]") => ("[[0.0, 0.0], [f64::INFINITY, 0.0]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Atanh [atanh atanh_into atanh_assign] {
            "Computes the inverse hyperbolic tangent of each element"
            accuracy "within 1 ULP (seen: 0.73 in `f32`, 0.65 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; parts of complex results are within 4 ULP"
            special "`atanh(±0) = ±0`, `atanh(±1) = ±inf`; numbers beyond ±1 give NaN"
            numpy "`np.atanh`" alias "arctanh"
            example ("[[0.0, -0.0], [1.0, -1.0]]") =>
                ("[[0.0, -0.0], [f64::INFINITY, f64::NEG_INFINITY]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
    };
}
