//! The parts of floating-point numbers.

mod copysign;
mod frexp;
mod isfinite;
mod isinf;
mod isnan;
mod ldexp;
mod modf;
mod nextafter;
mod signbit;
mod spacing;

pub use copysign::CopySign;
pub use frexp::Frexp;
pub use isfinite::IsFinite;
pub use isinf::IsInf;
pub use isnan::IsNan;
pub use ldexp::Ldexp;
pub use modf::Modf;
pub use nextafter::NextAfter;
pub use signbit::SignBit;
pub use spacing::Spacing;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_floating_point {
    ($each:ident) => {
        $each! { predicate IsNan [isnan isnan_into] {
            "Tests each element for NaN"
            accuracy "exact"
            special "true for NaN alone, or a complex number with a part that is; no integer is NaN"
            numpy "`np.isnan`"
            example ("[[0.5, f64::NAN], [f64::INFINITY, -0.0]]") =>
                ("[[false, true], [false, false]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { predicate IsInf [isinf isinf_into] {
            "Tests each element for infinity"
            accuracy "exact"
            special "true for both infinities alone; no integer is infinite"
            numpy "`np.isinf`"
            example ("[[0.5, f64::NAN], [f64::INFINITY, f64::NEG_INFINITY]]") =>
                ("[[false, false], [true, true]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { predicate IsFinite [isfinite isfinite_into] {
            "Tests whether each element is neither infinite nor NaN"
            accuracy "exact"
            special "false for infinities and NaN alone; all integers are finite"
            numpy "`np.isfinite`"
            example ("[[0.5, f64::NAN], [f64::INFINITY, -0.0]]") =>
                ("[[true, false], [false, true]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { predicate SignBit [signbit signbit_into] {
            "Tests the sign bit of each element"
            accuracy "exact"
            special "true for -0; NaNs have signs, too"
            numpy "`np.signbit`"
            example ("[[0.5, -2.0], [f64::NEG_INFINITY, -0.0]]") =>
                ("[[false, true], [true, true]]")
        } [f16 bf16 f32 f64] [] }
        $each! { binary CopySign [copysign copysign_into copysign_assign] {
            "Gives each element of `x` the sign of `y`"
            accuracy "exact"
            special "the signs of zeros, infinities and NaNs count, too"
            numpy "`np.copysign`"
            example ("[[1.5, -2.0], [0.0, 4.0]]", "[-1.0, 0.0]") => ("[[-1.5, 2.0], [-0.0, 4.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { binary NextAfter [nextafter nextafter_into nextafter_assign] {
            "Computes the float next to each element of `x` in the direction of `y`"
            accuracy "exact, a step of the type itself"
            special "`y` if both are equal; the neighbours of zeros are subnormal, and those of \
the largest numbers infinite; NaN if either is NaN"
            numpy "`np.nextafter`"
            example ("[[1.0, 0.0], [2.0, 3.0]]", "[[2.0, -1.0], [1.0, 3.0]]") =>
                ("[[1.0 + f64::EPSILON, -5e-324], [2.0 - f64::EPSILON, 3.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Spacing [spacing spacing_into spacing_assign] {
            "Computes the distance from each element to the next float away from zero"
            accuracy "exact, one unit in the last place of the type itself"
            special "the sign is that of the element; zeros give the least subnormal number, the \
largest numbers infinities, infinities and NaN give NaN"
            numpy "`np.spacing` (there, that of negative `f16` is the distance towards zero)"
            example ("[[1.0, -1.0], [2.0, 0.0]]") =>
                ("[[f64::EPSILON, -f64::EPSILON], [2.0 * f64::EPSILON, 5e-324]]")
        } [f16 bf16 f32 f64] [] }
        $each! { split Frexp [frexp frexp_into] {
            "Splits each element into a fraction from 1/2 to 1 and the exponent of a power of two"
            accuracy "exact"
            special "zeros, infinities and NaN are their own fractions, with the exponent 0"
            numpy "`np.frexp`"
            example ("[[6.0, -0.75], [1.0, 0.0]]") =>
                ("[[0.75, -0.75], [0.5, 0.0]]", "[[3, 0], [1, 0]]")
        } [] [
            (f16) => (f16, i32) as (f32) => (f32, i32);
            (bf16) => (bf16, i32) as (f32) => (f32, i32);
            (f32) => (f32, i32) as (f32) => (f32, i32);
            (f64) => (f64, i32) as (f64) => (f64, i64);
        ] }
        $each! { split Modf [modf modf_into] {
            "Splits each element into its fraction and its integer part"
            accuracy "exact"
            special "both parts have the sign of the element; the fraction of an infinity is zero; \
both parts of NaN are NaN"
            numpy "`np.modf`"
            example ("[[2.25, -2.25], [3.0, 0.5]]") =>
                ("[[0.25, -0.25], [0.0, 0.5]]", "[[2.0, -2.0], [3.0, 0.0]]")
        } [] [
            (f16) => (f16, f16) as (f32) => (f32, f32);
            (bf16) => (bf16, bf16) as (f32) => (f32, f32);
            (f32) => (f32, f32) as (f32) => (f32, f32);
            (f64) => (f64, f64) as (f64) => (f64, f64);
        ] }
        $each! { mixed Ldexp [ldexp ldexp_into ldexp_assign] {
            "Computes `x * 2^y` element by element"
            accuracy "correctly rounded (0.5 ULP), for any `y`; 16-bit floats are computed in \
`f32`, then rounded"
            special "zeros, infinities and NaN stay as they are"
            numpy "`np.ldexp`"
            example ("[[1.5, -2.0], [0.0, 3.0]]", "[3, -1]") => ("[[12.0, -1.0], [0.0, 1.5]]")
        } [] [
            (f16, i32) => (f16) as (f32, i32) => (f32);
            (bf16, i32) => (bf16) as (f32, i32) => (f32);
            (f32, i32) => (f32) as (f32, i32) => (f32);
            (f64, i32) => (f64) as (f64, i64) => (f64);
            (f16, i64) => (f16) as (f32, f32) => (f32);
            (bf16, i64) => (bf16) as (f32, f32) => (f32);
            (f32, i64) => (f32) as (f32, f32) => (f32);
            (f64, i64) => (f64) as (f64, i64) => (f64);
        ] }
    };
}
