//! Exponential functions and logarithms.

mod exp;
mod exp10;
mod exp2;
mod exp_difference;
mod expm1;
mod float_power;
mod log;
mod log10;
mod log1p;
mod log2;
mod log_base;
mod logaddexp;
mod logaddexp2;
mod pow;

pub use exp::Exp;
pub use exp_difference::ExpDifference;
pub use exp2::Exp2;
pub use exp10::Exp10;
pub use expm1::Expm1;
pub use float_power::FloatPower;
pub use log::Log;
pub use log_base::LogBase;
pub use log1p::Log1p;
pub use log2::Log2;
pub use log10::Log10;
pub use logaddexp::LogAddExp;
pub use logaddexp2::LogAddExp2;
pub use pow::Pow;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_exponential {
    ($each:ident) => {
        $each! { unary Exp [exp exp_into exp_assign] {
            "Computes `e^x` for each element `x`"
            accuracy "within 1 ULP (seen: 0.93 in `f32`, 0.78 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; \
parts of complex results are within 4 ULP"
            special "`exp(±0) = 1`, `exp(-inf) = 0`, `exp(inf) = inf`; overflow gives `inf`, \
underflow 0; \
complex numbers: C99, Annex G"
            numpy "`np.exp`"
            example ("[[0.0, 1.0], [1000.0, -1000.0]]") =>
                ("[[1.0, std::f64::consts::E], [f64::INFINITY, 0.0]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Exp2 [exp2 exp2_into exp2_assign] {
            "Computes `2^x` for each element `x`"
            accuracy "within 1 ULP (seen: 0.90 in `f32`, 0.80 in `f64`), exact for integers; \
16-bit floats are computed in `f32`, then rounded; \
parts of complex results are within 4 ULP"
            special "`exp2(-inf) = 0`, `exp2(inf) = inf`; overflow gives `inf`, underflow 0; \
complex numbers: C99, Annex G"
            numpy "`np.exp2`"
            example ("[[0.0, 0.5], [10.0, -1.0]]") =>
                ("[[1.0, std::f64::consts::SQRT_2], [1024.0, 0.5]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Exp10 [exp10 exp10_into exp10_assign] {
            "Computes `10^x` for each element `x`"
            accuracy "within 1 ULP (seen: 0.92 in `f32`, 0.75 in `f64`), exact if a float holds \
the power; 16-bit floats are \
computed in `f32`, then rounded"
            special "`exp10(-inf) = 0`, `exp10(inf) = inf`; overflow gives `inf`, underflow 0"
            numpy "`np.power(10, x)`"
            example ("[[0.0, 2.0], [-1.0, 400.0]]") =>
                ("[[1.0, 100.0], [0.1, f64::INFINITY]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Expm1 [expm1 expm1_into expm1_assign] {
            "Computes `e^x - 1` for each element `x`, accurately for small ones"
            accuracy "within 1 ULP (seen: 0.78 in `f32`, 0.61 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; \
parts of complex results are within 4 ULP"
            special "`expm1(±0) = ±0`, `expm1(-inf) = -1`, `expm1(inf) = inf`; overflow gives \
`inf`; complex numbers: C99, Annex G"
            numpy "`np.expm1`"
            example ("[[0.0, 1e-20], [1000.0, -1000.0]]") =>
                ("[[0.0, 1e-20], [f64::INFINITY, -1.0]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Log [log log_into log_assign] {
            "Computes the natural logarithm of each element"
            accuracy "within 1 ULP (seen: 0.90 in `f32`, 0.89 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; parts of complex results are within 1 ULP"
            special "`log(1) = 0`, `log(±0) = -inf`, `log(inf) = inf`; numbers below zero \
give NaN; complex numbers: C99, Annex G"
            numpy "`np.log`"
            example ("[[1.0, std::f64::consts::E], [0.0, f64::INFINITY]]") =>
                ("[[0.0, 1.0], [f64::NEG_INFINITY, f64::INFINITY]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Log1p [log1p log1p_into log1p_assign] {
            "Computes `ln(1 + x)` for each element `x`, accurately for small ones"
            accuracy "within 1 ULP (seen: 0.90 in `f32`, 0.89 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; \
parts of complex results are within 4 ULP"
            special "`log1p(±0) = ±0`, `log1p(-1) = -inf`, `log1p(inf) = inf`; numbers \
below -1 give NaN; \
complex numbers: C99, Annex G"
            numpy "`np.log1p`"
            example ("[[0.0, 1e-20], [-1.0, f64::INFINITY]]") =>
                ("[[0.0, 1e-20], [f64::NEG_INFINITY, f64::INFINITY]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Log2 [log2 log2_into log2_assign] {
            "Computes the binary logarithm of each element"
            accuracy "within 1 ULP (seen: 0.995 in `f32`, 0.95 in `f64`), exact for powers of \
2; 16-bit floats are \
computed in `f32`, then rounded; \
parts of complex results are within 4 ULP"
            special "`log2(1) = 0`, `log2(±0) = -inf`, `log2(inf) = inf`; numbers below zero \
give NaN; \
complex numbers: C99, Annex G"
            numpy "`np.log2`"
            example ("[[1.0, 0.125], [0.0, 1024.0]]") =>
                ("[[0.0, -3.0], [f64::NEG_INFINITY, 10.0]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Log10 [log10 log10_into log10_assign] {
            "Computes the decimal logarithm of each element"
            accuracy "within 1 ULP (seen: 0.92 in `f32`, 0.89 in `f64`), exact for powers of \
10; 16-bit floats are \
computed in `f32`, then rounded; \
parts of complex results are within 4 ULP"
            special "`log10(1) = 0`, `log10(±0) = -inf`, `log10(inf) = inf`; numbers below zero \
give NaN; \
complex numbers: C99, Annex G"
            numpy "`np.log10`"
            example ("[[1.0, 0.001], [0.0, 1e22]]") =>
                ("[[0.0, -3.0], [f64::NEG_INFINITY, 22.0]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Pow [pow pow_into pow_assign] {
            "Raises `x` to the power of `y` element by element"
            accuracy "integers wrap; floats: within 1 ULP (seen: 0.77 in `f32`, 0.89 in `f64`), \
exact if a float holds the power; 16-bit floats are computed in `f32`, then rounded"
            special "integers: `0^0` is 1, and a negative exponent is an error, \
`Error::NegativeExponent`; floats: as C99, F.9.4.4: `x^0` and `1^y` are 1, even beside NaN; a \
negative finite `x` with a `y` that is no integer gives NaN"
            numpy "`np.pow`, `np.power`" alias "power"
            example ("[[2.0, -3.0], [0.0, f64::NAN]]", "[[0.5, 3.0], [-2.0, 0.0]]") =>
                ("[[std::f64::consts::SQRT_2, -27.0], [f64::INFINITY, 1.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [
            (C32, C32) => (C32) as (Cplx<f64>, Cplx<f64>) => (Cplx<f64>);
            (C64, C64) => (C64) as (Cplx<f64>, Cplx<f64>) => (Cplx<f64>);
        ] }
        $each! { binary FloatPower [float_power float_power_into float_power_assign] {
            "Raises `x` to the power of `y` element by element, in `f64`"
            accuracy "within 1 ULP (seen: 0.89), exact if an `f64` holds the power; other dtypes \
are converted first"
            special "as `pow` of floats; a negative exponent of integers is no error"
            numpy "`np.float_power`"
            example ("[[2.0, -3.0], [0.0, 10.0]]", "[-1.0, 3.0]") =>
                ("[[0.5, -27.0], [f64::INFINITY, 1000.0]]")
        } [f64] [
            (i8, i8) => (f64) as (f64, f64) => (f64);
            (i16, i16) => (f64) as (f64, f64) => (f64);
            (i32, i32) => (f64) as (f64, f64) => (f64);
            (i64, i64) => (f64) as (f64, f64) => (f64);
            (u8, u8) => (f64) as (f64, f64) => (f64);
            (u16, u16) => (f64) as (f64, f64) => (f64);
            (u32, u32) => (f64) as (f64, f64) => (f64);
            (u64, u64) => (f64) as (f64, f64) => (f64);
            (f32, f32) => (f64) as (f64, f64) => (f64);
            (C32, C32) => (C64) as (Cplx<f64>, Cplx<f64>) => (Cplx<f64>);
            (C64, C64) => (C64) as (Cplx<f64>, Cplx<f64>) => (Cplx<f64>);
        ] }
        $each! { binary LogBase [log_base log_base_into log_base_assign] {
            "Computes the logarithm of `x` to the base `y` element by element"
            accuracy "within 1 ULP (seen: 0.51 in `f32`, 0.52 in `f64`), exact for integers; \
16-bit \
floats are computed in `f32`, then rounded"
            special "those of `log(x) / log(y)`: the logarithm of 0 is infinite, and numbers \
below zero give NaN"
            numpy "`np.log(x) / np.log(y)`, rounded twice"
            example ("[[125.0, 1.0], [0.0, 8.0]]", "[[5.0, 3.0], [10.0, 0.5]]") =>
                ("[[3.0, 0.0], [f64::NEG_INFINITY, -3.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { binary LogAddExp [logaddexp logaddexp_into logaddexp_assign] {
            "Computes `ln(e^x + e^y)` element by element"
            accuracy "within 1 ULP (seen: 0.51 in `f32`, 0.56 in `f64`), near zeros, too"
            special "`inf` gives `inf`; if one is `-inf`, the result is the other"
            numpy "`np.logaddexp`"
            example ("[[0.0, 1000.0], [f64::INFINITY, 2.0]]", "[[0.0, -1000.0], [1.0, -2e3]]") =>
                ("[[std::f64::consts::LN_2, 1000.0], [f64::INFINITY, 2.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { binary LogAddExp2 [logaddexp2 logaddexp2_into logaddexp2_assign] {
            "Computes `log2(2^x + 2^y)` element by element"
            accuracy "within 1 ULP (seen: 0.51 in `f32`, 0.69 in `f64`), near zeros, too"
            special "`inf` gives `inf`; if one is `-inf`, the result is the other"
            numpy "`np.logaddexp2`"
            example ("[[0.0, 1000.0], [-1.0, 2.0]]", "[[0.0, 1000.0], [-1.0, -2e3]]") =>
                ("[[1.0, 1001.0], [0.0, 2.0]]")
        } [f16 bf16 f32 f64] [] }
    };
}
