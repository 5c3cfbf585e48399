//! Functions of statistics and of neural networks: error functions, gammas, activations.

mod erf;
mod erfc;
mod gamma;
mod gelu;
mod lgamma;
mod relu;
mod sigmoid;
mod silu;
mod softplus;

pub use erf::Erf;
pub use erfc::Erfc;
pub use gamma::Gamma;
pub use gelu::Gelu;
pub use lgamma::Lgamma;
pub use relu::Relu;
pub use sigmoid::Sigmoid;
pub use silu::Silu;
pub use softplus::Softplus;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_special {
    ($each:ident) => {
        $each! { unary Erf [erf erf_into erf_assign] {
            "Computes the error function of each element: `2 / sqrt(pi)` times the integral of \
`e^(-t^2)` from 0"
            accuracy "within 1 ULP (seen: 0.71 in `f32`, 0.95 in `f64`); 16-bit floats are \
computed in `f32`, then rounded"
            special "`erf(±0) = ±0`, `erf(±inf) = ±1`"
            numpy "none; SciPy's is `scipy.special.erf`"
            example ("[[0.0, 6.0], [-6.0, f64::NEG_INFINITY]]") =>
                ("[[0.0, 1.0], [-1.0, -1.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Erfc [erfc erfc_into erfc_assign] {
            "Computes the complement of the error function of each element, `1 - erf(x)`, without \
its cancellation"
            accuracy "within 1 ULP (seen: 0.98 in `f32`, 0.98 in `f64`), relative to the result \
however small; 16-bit floats are computed in `f32`, then rounded"
            special "`erfc(±0) = 1`, `erfc(-inf) = 2`, `erfc(inf) = 0`"
            numpy "none; SciPy's is `scipy.special.erfc`"
            example ("[[0.0, 30.0], [-6.0, f64::NEG_INFINITY]]") =>
                ("[[1.0, 0.0], [2.0, 2.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Gelu [gelu gelu_into gelu_assign] {
            "Computes the Gaussian error linear unit of each element, `x / 2 * (1 + erf(x / \
sqrt(2)))`: the exact function, not the approximation by `tanh`"
            accuracy "within 1 ULP (seen: 0.95 in `f32`, 0.98 in `f64`), relative to the result \
however small; 16-bit floats are computed in `f32`, then rounded"
            special "`gelu(±0) = ±0`, `gelu(inf) = inf`, and `gelu(-inf) = -0`, the limit"
            numpy "none; PyTorch's is `torch.nn.functional.gelu`"
            example ("[[0.0, 20.0], [-50.0, f64::INFINITY]]") =>
                ("[[0.0, 20.0], [0.0, f64::INFINITY]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Gamma [gamma gamma_into gamma_assign] {
            "Computes the gamma function of each element: `gamma(n + 1)` is the factorial of `n`"
            accuracy "within 1 ULP (seen: 0.51 in `f32`, 0.65 in `f64`), exact for factorials that \
are floats; 16-bit floats are computed in `f32`, then rounded"
            special "`gamma(±0) = ±inf`, `gamma(inf) = inf`; negative integers and `-inf` give \
NaN; overflow gives `inf`, underflow 0 with the sign of the function"
            numpy "none; SciPy's is `scipy.special.gamma`"
            alias "tgamma"
            example ("[[1.0, 5.0], [11.0, 0.0]]") =>
                ("[[1.0, 24.0], [3628800.0, f64::INFINITY]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Lgamma [lgamma lgamma_into lgamma_assign] {
            "Computes the natural logarithm of the absolute value of the gamma function of each \
element"
            accuracy "within 1 ULP (seen: 0.51 in `f32`, 0.95 in `f64`), also near its zeros; \
16-bit floats are computed in `f32`, then rounded"
            special "`lgamma(1) = lgamma(2) = 0`; zeros, negative integers and infinities give \
`inf`"
            numpy "none; SciPy's is `scipy.special.gammaln`"
            alias "gammaln"
            example ("[[1.0, 2.0], [3.0, -1.0]]") =>
                ("[[0.0, 0.0], [std::f64::consts::LN_2, f64::INFINITY]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Relu [relu relu_into relu_assign] {
            "Takes the larger of each element and 0"
            accuracy "exact"
            special "NaN stays NaN; -0 becomes +0"
            numpy "none: `np.maximum` with 0"
            example ("[[1.5, -2.0], [0.0, 4.0]]") => ("[[1.5, 0.0], [0.0, 4.0]]")
        } [i8 i16 i32 i64 f16 bf16 f32 f64] [] }
        $each! { unary Sigmoid [sigmoid sigmoid_into sigmoid_assign] {
            "Computes the logistic function `1 / (1 + e^-x)` of each element `x`"
            accuracy "within 1 ULP (seen: 0.95 in `f32`, 0.89 in `f64`); 16-bit floats are \
computed in `f32`, then rounded"
            special "`sigmoid(±0) = 0.5`, `sigmoid(-inf) = 0`, `sigmoid(inf) = 1`"
            numpy "none; SciPy's is `scipy.special.expit`"
            example ("[[0.0, -0.0], [1000.0, -1000.0]]") => ("[[0.5, 0.5], [1.0, 0.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Silu [silu silu_into silu_assign] {
            "Computes `x / (1 + e^-x)` for each element `x`"
            accuracy "within 1 ULP (seen: 0.95 in `f32`, 0.89 in `f64`); 16-bit floats are \
computed in `f32`, then rounded"
            special "`silu(±0) = ±0`, `silu(-inf) = -0`, `silu(inf) = inf`"
            numpy "none" alias "swish"
            example ("[[0.0, -0.0], [1000.0, -1000.0]]") => ("[[0.0, -0.0], [1000.0, 0.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Softplus [softplus softplus_into softplus_assign] {
            "Computes `ln(1 + e^x)` for each element `x`, without overflow"
            accuracy "within 1 ULP (seen: 0.95 in `f32`, 0.89 in `f64`); 16-bit floats are \
computed in `f32`, then rounded"
            special "`softplus(-inf) = 0`, `softplus(inf) = inf`"
            numpy "none: `np.logaddexp(0, x)`"
            example ("[[0.0, -1000.0], [1000.0, 2000.0]]") =>
                ("[[std::f64::consts::LN_2, 0.0], [1000.0, 2000.0]]")
        } [f16 bf16 f32 f64] [] }
    };
}
