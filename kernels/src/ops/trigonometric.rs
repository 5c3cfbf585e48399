//! Trigonometric functions and their inverses; angles.

mod acos;
mod asin;
mod atan;
mod atan2;
mod cos;
mod cospi;
mod deg2rad;
mod rad2deg;
mod sin;
mod sincos;
mod sinpi;
mod tan;
mod tanpi;

pub use acos::Acos;
pub use asin::Asin;
pub use atan::Atan;
pub use atan2::Atan2;
pub use cos::Cos;
pub use cospi::Cospi;
pub use deg2rad::Deg2Rad;
pub use rad2deg::Rad2Deg;
pub use sin::Sin;
pub use sincos::Sincos;
pub use sinpi::Sinpi;
pub use tan::Tan;
pub use tanpi::Tanpi;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_trigonometric {
    ($each:ident) => {
        $each! { unary Sin [sin sin_into sin_assign] {
            "Computes the sine of each element, in radians"
            accuracy "within 1 ULP (seen: 0.61 in `f32`, 0.74 in `f64`), however large the angle; \
16-bit floats are computed in `f32`, then rounded; \
parts of complex results are within 4 ULP"
            special "`sin(±0) = ±0`; infinities and NaN give NaN; \
complex numbers: C99, Annex G"
            numpy "`np.sin`"
            example ("[[0.0, 0.5], [1.0, -0.5]]") =>
                ("[[0.0, 0.479425538604203], [0.8414709848078965, -0.479425538604203]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Cos [cos cos_into cos_assign] {
            "Computes the cosine of each element, in radians"
            accuracy "within 1 ULP (seen: 0.61 in `f32`, 0.75 in `f64`), however large the angle; \
16-bit floats are computed in `f32`, then rounded; \
parts of complex results are within 4 ULP"
            special "`cos(±0) = 1`; infinities and NaN give NaN; \
complex numbers: C99, Annex G"
            numpy "`np.cos`"
            example ("[[0.0, 0.5], [1.0, -0.5]]") =>
                ("[[1.0, 0.8775825618903728], [0.5403023058681398, 0.8775825618903728]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { split Sincos [sincos sincos_into] {
            "Computes the sine and the cosine of each element, in radians, in one pass"
            accuracy "within 1 ULP (seen: 0.61 in `f32`, 0.75 in `f64`), however large the angle: \
the results of `sin` and `cos`; 16-bit floats are computed in `f32`, then rounded"
            special "`sincos(±0) = (±0, 1)`; infinities and NaN give NaN"
            numpy "none"
            example ("[[0.0, 0.5], [1.0, -0.5]]") =>
                ("[[0.0, 0.479425538604203], [0.8414709848078965, -0.479425538604203]]",
"[[1.0, 0.8775825618903728], [0.5403023058681398, 0.8775825618903728]]")
        } [] [
            (f16) => (f16, f16) as (f32) => (f32, f32);
            (bf16) => (bf16, bf16) as (f32) => (f32, f32);
            (f32) => (f32, f32) as (f32) => (f32, f32);
            (f64) => (f64, f64) as (f64) => (f64, f64);
        ] }
        $each! { unary Tan [tan tan_into tan_assign] {
            "Computes the tangent of each element, in radians"
            accuracy "within 1 ULP (seen: 0.85 in `f32`, 0.80 in `f64`), however large the angle; \
16-bit floats are computed in `f32`, then rounded; \
parts of complex results are within 4 ULP"
            special "`tan(±0) = ±0`; infinities and NaN give NaN; no result is infinite; \
complex numbers: C99, Annex G"
            numpy "`np.tan`"
            example ("[[0.0, 0.5], [1.0, -0.5]]") =>
                ("[[0.0, 0.5463024898437905], [1.5574077246549023, -0.5463024898437905]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Sinpi [sinpi sinpi_into sinpi_assign] {
            "Computes the sine of each element, in half turns: `sin(π * x)`"
            accuracy "within 1 ULP (seen: 0.60 in `f32`, 1.00 in `f64`, but 0.9 unless the result \
is below 2^-1020); 16-bit floats are computed in `f32`, then rounded"
            special "the result of an integer is a zero with its sign; infinities and NaN give NaN"
            numpy "none: `np.sin(np.pi * x)` rounds the angle"
            example ("[[0.0, 0.5], [1.0, -1.5]]") =>
                ("[[0.0, 1.0], [0.0, 1.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Cospi [cospi cospi_into cospi_assign] {
            "Computes the cosine of each element, in half turns: `cos(π * x)`"
            accuracy "within 1 ULP (seen: 0.60 in `f32`, 0.92 in `f64`); 16-bit floats are \
computed in `f32`, then rounded"
            special "the result is +0 halfway between integers; infinities and NaN give NaN"
            numpy "none: `np.cos(np.pi * x)` rounds the angle"
            example ("[[0.0, 0.5], [1.0, -1.5]]") =>
                ("[[1.0, 0.0], [-1.0, 0.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Tanpi [tanpi tanpi_into tanpi_assign] {
            "Computes the tangent of each element, in half turns: `tan(π * x)`"
            accuracy "within 1 ULP (seen: 1.00 in `f32`, 1.00 in `f64`, but 0.9 unless the result \
is almost subnormal); 16-bit floats are \
computed in `f32`, then rounded"
            special "`tanpi(±0) = ±0`; a positive even integer gives +0, an odd one -0; an even \
integer plus 1/2 gives infinity, an odd one plus 1/2 negative infinity; infinities and NaN give NaN"
            numpy "none: `np.tan(np.pi * x)` rounds the angle"
            example ("[[0.0, 0.25], [0.5, -0.25]]") =>
                ("[[0.0, 1.0], [f64::INFINITY, -1.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Asin [asin asin_into asin_assign] {
            "Computes the inverse sine of each element, in radians"
            accuracy "within 1 ULP (seen: 0.70 in `f32`, 0.64 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; \
parts of complex results are within 4 ULP"
            special "`asin(±0) = ±0`; numbers beyond ±1 and NaN give NaN; \
complex numbers: C99, Annex G"
            numpy "`np.asin`, `np.arcsin`" alias "arcsin"
            example ("[[0.0, 0.5], [1.0, -0.5]]") => ("[[0.0, 0.5235987755982989], \
[std::f64::consts::FRAC_PI_2, -0.5235987755982989]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Acos [acos acos_into acos_assign] {
            "Computes the inverse cosine of each element, in radians"
            accuracy "within 1 ULP (seen: 0.66 in `f32`, 0.59 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; \
parts of complex results are within 4 ULP"
            special "`acos(1) = 0`; numbers beyond ±1 and NaN give NaN; \
complex numbers: C99, Annex G"
            numpy "`np.acos`, `np.arccos`" alias "arccos"
            example ("[[0.0, 1.0], [-1.0, -0.0]]") => ("[[std::f64::consts::FRAC_PI_2, 0.0], \
[std::f64::consts::PI, std::f64::consts::FRAC_PI_2]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Atan [atan atan_into atan_assign] {
            "Computes the inverse tangent of each element, in radians"
            accuracy "within 1 ULP (seen: 0.79 in `f32`, 0.78 in `f64`); 16-bit floats are \
computed in `f32`, then rounded; \
parts of complex results are within 4 ULP"
            special "`atan(±0) = ±0`, `atan(±inf) = ±π/2`; NaN gives NaN; \
complex numbers: C99, Annex G"
            numpy "`np.atan`, `np.arctan`" alias "arctan"
            example ("[[0.0, 1.0], [-0.0, f64::INFINITY]]") =>
                ("[[0.0, std::f64::consts::FRAC_PI_4], [-0.0, std::f64::consts::FRAC_PI_2]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Atan2 [atan2 atan2_into atan2_assign] {
            "Computes the angle of the point at height `x` and width `y`, in radians, element by \
element: as everywhere, the first operand of `atan2` is the height"
            accuracy "within 1 ULP (seen: 0.89 in `f32`, 0.77 in `f64`); 16-bit floats are \
computed in `f32`, then rounded"
            special "the table of C's `atan2`, where zeros and infinities count as limits, each \
with its sign"
            numpy "`np.atan2`, `np.arctan2`" alias "arctan2"
            example ("[[0.0, 1.0], [-1.0, 0.0]]", "[1.0, -1.0]") =>
                ("[[0.0, 2.356194490192345], [-std::f64::consts::FRAC_PI_4, std::f64::consts::PI]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Deg2Rad [deg2rad deg2rad_into deg2rad_assign] {
            "Converts each element from degrees to radians"
            accuracy "within 1 ULP (seen: 0.66 in `f32`, 0.66 in `f64`, but 0.51 unless the result \
is subnormal or nearly so); 16-bit floats are computed in `f32`, then rounded"
            special "zeros and infinities stay as they are"
            numpy "`np.deg2rad`" alias "radians"
            example ("[[180.0, -180.0], [0.0, 1.0]]") =>
                ("[[std::f64::consts::PI, -std::f64::consts::PI], [0.0, 0.017453292519943295]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Rad2Deg [rad2deg rad2deg_into rad2deg_assign] {
            "Converts each element from radians to degrees"
            accuracy "within 1 ULP (seen: 0.99 in `f32`, 1.00 in `f64`, but 0.51 unless the result \
is subnormal or nearly so); 16-bit floats are computed in `f32`, then rounded"
            special "zeros and infinities stay as they are"
            numpy "`np.rad2deg`" alias "degrees"
            example ("[[std::f64::consts::PI, -std::f64::consts::FRAC_PI_2], [0.0, f64::MAX]]") =>
                ("[[180.0, -90.0], [0.0, f64::INFINITY]]")
        } [f16 bf16 f32 f64] [] }
    };
}
