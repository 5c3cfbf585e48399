//! The parts of floating-point numbers.

mod isnan;
mod ldexp;

pub use isnan::IsNan;
pub use ldexp::Ldexp;

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
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Ldexp [ldexp ldexp_into ldexp_assign] {
            "Computes `x * 2^y` element by element"
            accuracy "correctly rounded (0.5 ULP), for any `y`"
            special "zeros, infinities and NaN stay as they are"
            numpy "`np.ldexp`"
            example ("[[1.5, -2.0], [0.0, 3.0]]", "[3, -1]") => ("[[12.0, -1.0], [0.0, 1.5]]")
        } [] [
            (f16, i32) => (f16) as (f32, i32) => (f32);
            (bf16, i32) => (bf16) as (f32, i32) => (f32);
            (f32, i32) => (f32) as (f32, i32) => (f32);
            (f64, i32) => (f64) as (f64, i64) => (f64);
        ] }
    };
}
