//! Functions of statistics and of neural networks: error functions, gammas, activations.

mod relu;
mod sigmoid;
mod silu;
mod softplus;

pub use relu::Relu;
pub use sigmoid::Sigmoid;
pub use silu::Silu;
pub use softplus::Softplus;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_special {
    ($each:ident) => {
        $each! { unary Relu [relu relu_into relu_assign] {
            "Takes the larger of each element and 0"
            accuracy "exact"
            special "NaN stays NaN; -0 becomes +0"
            numpy "none: `np.maximum` with 0"
            example ("[[1.5, -2.0], [0.0, 4.0]]") => ("[[1.5, 0.0], [0.0, 4.0]]")
        } [i8 i16 i32 i64 f16 bf16 f32 f64] [] }
        $each! { unary Sigmoid [sigmoid sigmoid_into sigmoid_assign] {
            "Computes the logistic function `1 / (1 + e^-x)` of each element `x`"
            accuracy "within 1 ULP (seen: 0.95 in `f32`, 0.86 in `f64`); 16-bit floats are \
computed in `f32`, then rounded"
            special "`sigmoid(±0) = 0.5`, `sigmoid(-inf) = 0`, `sigmoid(inf) = 1`"
            numpy "none; SciPy's is `scipy.special.expit`"
            example ("[[0.0, -0.0], [1000.0, -1000.0]]") => ("[[0.5, 0.5], [1.0, 0.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Silu [silu silu_into silu_assign] {
            "Computes `x / (1 + e^-x)` for each element `x`"
            accuracy "within 1 ULP (seen: 0.95 in `f32`, 0.86 in `f64`); 16-bit floats are \
computed in `f32`, then rounded"
            special "`silu(±0) = ±0`, `silu(-inf) = -0`, `silu(inf) = inf`"
            numpy "none" alias "swish"
            example ("[[0.0, -0.0], [1000.0, -1000.0]]") => ("[[0.0, -0.0], [1000.0, 0.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Softplus [softplus softplus_into softplus_assign] {
            "Computes `ln(1 + e^x)` for each element `x`, without overflow"
            accuracy "within 1 ULP (seen: 0.95 in `f32`, 0.86 in `f64`); 16-bit floats are \
computed in `f32`, then rounded"
            special "`softplus(-inf) = 0`, `softplus(inf) = inf`"
            numpy "none: `np.logaddexp(0, x)`"
            example ("[[0.0, -1000.0], [1000.0, 2000.0]]") =>
                ("[[std::f64::consts::LN_2, 0.0], [1000.0, 2000.0]]")
        } [f16 bf16 f32 f64] [] }
    };
}
