//! Exponential functions and logarithms.

mod exp;
mod exp2;
mod log;

pub use exp::Exp;
pub use exp2::Exp2;
pub use log::Log;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_exponential {
    ($each:ident) => {
        $each! { unary Exp [exp exp_into exp_assign] {
            "Computes `e^x` for each element `x`"
            accuracy "within 1 ULP (seen: 0.64 in `f32`, 0.63 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; parts of \
complex results are within 4 ULP"
            special "`exp(±0) = 1`, `exp(-inf) = 0`, `exp(inf) = inf`; overflow gives `inf`, \
underflow 0; complex numbers: C99, Annex G"
            numpy "`np.exp`"
            example ("[[0.0, 1.0], [1000.0, -1000.0]]") =>
                ("[[1.0, std::f64::consts::E], [f64::INFINITY, 0.0]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Exp2 [exp2 exp2_into exp2_assign] {
            "Computes `2^x` for each element `x`"
            accuracy "within 1 ULP (seen: 0.64 in `f32`, 0.63 in `f64`), exact for integers; \
16-bit floats are computed in `f32`, then rounded; parts of \
complex results are within 4 ULP"
            special "`exp2(-inf) = 0`, `exp2(inf) = inf`; overflow gives `inf`, underflow 0; complex numbers: C99, Annex G"
            numpy "`np.exp2`"
            example ("[[0.0, 0.5], [10.0, -1.0]]") =>
                ("[[1.0, std::f64::consts::SQRT_2], [1024.0, 0.5]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Log [log log_into log_assign] {
            "Computes the natural logarithm of each element"
            accuracy "within 1 ULP (seen: 0.71 in `f32`, 0.68 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; parts of complex results are within 1 ULP"
            special "`log(1) = 0`, `log(±0) = -inf`, `log(inf) = inf`; numbers below zero give NaN; \
complex numbers: C99, Annex G"
            numpy "`np.log`"
            example ("[[1.0, std::f64::consts::E], [0.0, f64::INFINITY]]") =>
                ("[[0.0, 1.0], [f64::NEG_INFINITY, f64::INFINITY]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
    };
}
