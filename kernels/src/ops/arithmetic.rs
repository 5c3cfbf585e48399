//! Arithmetic: sums, products, quotients, squares and roots.

mod abs;
mod add;
mod cbrt;
mod divide;
mod divmod;
mod fabs;
mod floor_divide;
mod fma;
mod fmod;
mod heaviside;
mod hypot;
mod lerp;
pub(super) mod multiply;
mod negative;
mod positive;
mod reciprocal;
mod remainder;
mod rsqrt;
mod sign;
mod sqrt;
mod square;
mod subtract;

pub use abs::Abs;
pub use add::Add;
pub use cbrt::Cbrt;
pub use divide::Divide;
pub use divmod::Divmod;
pub use fabs::Fabs;
pub use floor_divide::FloorDivide;
pub use fma::Fma;
pub use fmod::Fmod;
pub use heaviside::Heaviside;
pub use hypot::Hypot;
pub use lerp::Lerp;
pub use multiply::Multiply;
pub use negative::Negative;
pub use positive::Positive;
pub use reciprocal::Reciprocal;
pub use remainder::Remainder;
pub use rsqrt::Rsqrt;
pub use sign::Sign;
pub use sqrt::Sqrt;
pub use square::Square;
pub use subtract::Subtract;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_arithmetic {
    ($each:ident) => {
        $each! { unary Negative [negative negative_into negative_assign] {
            "Changes the sign of each element"
            accuracy "exact; integers wrap, so the least signed one stays as it is"
            special "the signs of zeros and infinities change, too"
            numpy "`np.negative`"
            example ("[[1.5, -2.0], [0.0, 4.0]]") => ("[[-1.5, 2.0], [-0.0, -4.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Abs [abs abs_into abs_assign] {
            "Computes the absolute value of each element"
            accuracy "exact; the least signed integer stays as it is; complex magnitudes are \
within 1 ULP, without overflow or underflow on the way"
            special "zeros become +0; a complex number with an infinite part has an infinite \
magnitude, even beside NaN"
            numpy "`np.abs`"
            example ("[[-1.5, 2.0], [-0.0, -4.0]]") => ("[[1.5, 2.0], [0.0, 4.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [
            (C32) => (f32) as (Cplx<f32>) => (f32); (C64) => (f64) as (Cplx<f64>) => (f64);
        ] }
        $each! { unary Square [square square_into square_assign] {
            "Squares each element"
            accuracy "correctly rounded (0.5 ULP); integers wrap; each part of a complex square is \
within 1.5 ULP"
            special "as of `x * x`"
            numpy "`np.square`"
            example ("[[1.0, -2.0], [0.5, 4.0]]") => ("[[1.0, 4.0], [0.25, 16.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Sqrt [sqrt sqrt_into sqrt_assign] {
            "Computes the square root of each element"
            accuracy "correctly rounded (0.5 ULP); parts of complex roots are within 2 ULP"
            special "-0 gives -0; numbers below zero give NaN; complex numbers: C99, Annex G"
            numpy "`np.sqrt`"
            example ("[[1.0, 4.0], [2.25, 0.0]]") => ("[[1.0, 2.0], [1.5, 0.0]]")
        } [f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Cbrt [cbrt cbrt_into cbrt_assign] {
            "Computes the cube root of each element"
            accuracy "within 1 ULP (seen: 0.54 in `f32`, 0.501 in `f64`), exact for cubes; 16-bit \
floats are computed in `f32`, then rounded"
            special "`cbrt(±0) = ±0`, `cbrt(±inf) = ±inf`; numbers below zero have a root, too"
            numpy "`np.cbrt`"
            example ("[[1.0, -8.0], [0.125, 0.0]]") => ("[[1.0, -2.0], [0.5, 0.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { binary Add [add add_into add_assign] {
            "Adds two arrays element by element"
            accuracy "correctly rounded (0.5 ULP); integers wrap; of `bool` it is \"or\""
            special "IEEE 754: `inf + -inf` is NaN"
            numpy "`np.add`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[10.0, 20.0]") => ("[[11.0, 22.0], [13.0, 24.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Subtract [subtract subtract_into subtract_assign] {
            "Subtracts `y` from `x` element by element"
            accuracy "correctly rounded (0.5 ULP); integers wrap"
            special "IEEE 754: `inf - inf` is NaN"
            numpy "`np.subtract`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[1.0, 2.0]") => ("[[0.0, 0.0], [2.0, 2.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Multiply [multiply multiply_into multiply_assign] {
            "Multiplies two arrays element by element"
            accuracy "correctly rounded (0.5 ULP); integers wrap; of `bool` it is \"and\"; each \
part of a complex product is within 1.5 ULP"
            special "IEEE 754: `0 * inf` is NaN; complex infinities are not recovered from NaN"
            numpy "`np.multiply`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[10.0, 0.5]") => ("[[10.0, 1.0], [30.0, 2.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Divide [divide divide_into divide_assign] {
            "Divides `x` by `y` element by element"
            accuracy "correctly rounded (0.5 ULP); integers are converted to `f64` first; parts of \
complex quotients are within 4 ULP"
            special "`x / 0` is infinite, with the sign of the quotient; `0 / 0` and `inf / inf` \
are NaN; complex numbers: C99, Annex G"
            numpy "`np.divide`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[2.0, 4.0]") => ("[[0.5, 0.5], [1.5, 1.0]]")
        } [f16 bf16 f32 f64 C32 C64] [
            (i8, i8) => (f64) as (f64, f64) => (f64); (i16, i16) => (f64) as (f64, f64) => (f64);
            (i32, i32) => (f64) as (f64, f64) => (f64); (i64, i64) => (f64) as (f64, f64) => (f64);
            (u8, u8) => (f64) as (f64, f64) => (f64); (u16, u16) => (f64) as (f64, f64) => (f64);
            (u32, u32) => (f64) as (f64, f64) => (f64); (u64, u64) => (f64) as (f64, f64) => (f64);
        ] }
        $each! { pair Divmod [divmod divmod_into] {
            "Divides `x` by `y` element by element, and gives the quotient rounded down and the \
remainder"
            accuracy "quotients of floats are the exact ones rounded down, then to nearest; \
remainders are exact, except that adding `y` to one of the other sign rounds once; 16-bit floats \
are computed in `f32`"
            special "integers: division by 0 gives 0 and 0, and the least value divided by -1 \
wraps to itself; floats: division by 0 gives `x / 0` and NaN; both are NaN if `x` is infinite; `y` \
infinite gives `(0, x)`, or `(-1, y)` if the signs differ; a remainder of zero has the sign of `y`"
            numpy "`np.divmod`"
            example ("[[7.0, -7.0], [9.0, 10.0]]", "[2.0, -4.0]") =>
                ("[[3.0, 1.0], [4.0, -3.0]]", "[[1.0, -3.0], [1.0, -2.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { ternary Fma [fma fma_into fma_assign] {
            "Computes `x * y + z` element by element"
            accuracy "rounded once; 16-bit floats: once to `f32`, and then to 16 bits"
            special "IEEE 754: `0 * inf` and `inf - inf` are NaN"
            numpy "none: `x * y + z` rounds twice"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[10.0, 20.0]", "0.5") =>
                ("[[10.5, 40.5], [30.5, 80.5]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Positive [positive positive_into positive_assign] {
            "Copies each element"
            accuracy "exact"
            special "the same elements, bit for bit"
            numpy "`np.positive`"
            example ("[[1.5, -2.0], [0.0, 4.0]]") => ("[[1.5, -2.0], [0.0, 4.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { unary Fabs [fabs fabs_into fabs_assign] {
            "Computes the absolute value of each float"
            accuracy "exact"
            special "zeros become +0"
            numpy "`np.fabs`"
            example ("[[-1.5, 2.0], [-0.0, -4.0]]") => ("[[1.5, 2.0], [0.0, 4.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Sign [sign sign_into sign_assign] {
            "Computes the sign of each element: -1, 0 or 1; of complex numbers, `z / |z|`"
            accuracy "exact; parts of complex results are within 1.5 ULP"
            special "both zeros give +0, and NaN gives NaN; a complex number with one infinite \
part has the sign of that"
            numpy "`np.sign`"
            example ("[[-1.5, 2.0], [-0.0, -4.0]]") => ("[[-1.0, 1.0], [0.0, -1.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [
            (C32) => (C32) as (Cplx<f64>) => (Cplx<f64>);
            (C64) => (C64) as (Cplx<f64>) => (Cplx<f64>);
        ] }
        $each! { unary Reciprocal [reciprocal reciprocal_into reciprocal_assign] {
            "Computes `1 / x` for each element `x`"
            accuracy "correctly rounded (0.5 ULP); integers lose the fraction; parts of complex \
results are within 4 ULP"
            special "the integer 0 gives 0; zeros give infinities and infinities zeros, of the \
same sign"
            numpy "`np.reciprocal`"
            example ("[[1.0, -2.0], [4.0, 0.5]]") => ("[[1.0, -0.5], [0.25, 2.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [
            (C32) => (C32) as (Cplx<f64>) => (Cplx<f64>);
            (C64) => (C64) as (Cplx<f64>) => (Cplx<f64>);
        ] }
        $each! { unary Rsqrt [rsqrt rsqrt_into rsqrt_assign] {
            "Computes the reciprocal square root of each element, `1 / sqrt(x)`"
            accuracy "within 1 ULP (seen: 0.57 in `f32`, 0.57 in `f64`); 16-bit floats are \
computed in `f32`, then rounded"
            special "`rsqrt(±0) = ±inf`, `rsqrt(inf) = 0`; numbers below zero give NaN"
            numpy "none: `1 / np.sqrt(x)` rounds twice"
            example ("[[1.0, 4.0], [16.0, 0.25]]") => ("[[1.0, 0.5], [0.25, 2.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { binary Heaviside [heaviside heaviside_into heaviside_assign] {
            "Computes Heaviside's step function: 0 below zero, 1 above, and `y` if `x` is zero"
            accuracy "exact"
            special "NaN if `x` is NaN; `y` counts at zeros alone"
            numpy "`np.heaviside`"
            example ("[[-1.5, 0.0], [-0.0, 3.0]]", "[0.5, 0.5]") => ("[[0.0, 0.5], [0.5, 1.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { binary Hypot [hypot hypot_into hypot_assign] {
            "Computes `sqrt(x^2 + y^2)` element by element"
            accuracy "within 1 ULP (seen: 0.94 in `f32`, 0.94 in `f64`, 0.86 above subnormals), \
without overflow or underflow on the way; 16-bit floats are computed in `f32`, then rounded"
            special "infinite if either is infinite, even beside NaN; `hypot(x, ±0) = |x|`"
            numpy "`np.hypot`"
            example ("[[3.0, 5.0], [-8.0, 0.0]]", "[[4.0, -12.0], [15.0, -2.0]]") =>
                ("[[5.0, 13.0], [17.0, 2.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { binary FloorDivide [floor_divide floor_divide_into floor_divide_assign] {
            "Divides `x` by `y` element by element, and rounds down"
            accuracy "the exact quotient rounded down, then to nearest; 16-bit floats are computed \
in `f32`"
            special "integers: division by 0 gives 0, and the least value divided by -1 wraps to \
itself; floats: division by 0 gives `x / 0`; NaN if `x` is infinite; `y` infinite gives 0, or -1 \
if the signs differ"
            numpy "`np.floor_divide`"
            example ("[[7.0, -7.0], [9.0, 10.0]]", "[2.0, -4.0]") => ("[[3.0, 1.0], [4.0, -3.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Remainder [remainder remainder_into remainder_assign] {
            "Computes the remainder of `x / y` rounded down, which has the sign of `y`"
            accuracy "exact, except that adding `y` to a remainder of the other sign rounds once; \
16-bit floats are computed in `f32`"
            special "integers: 0 if `y` is 0; floats: NaN if `x` is infinite or `y` is 0; `y` \
infinite gives `x`, or `y` if the signs differ; zero has the sign of `y`"
            numpy "`np.remainder`" alias "mod"
            example ("[[7.0, -7.0], [9.0, 10.0]]", "[2.0, -4.0]") => ("[[1.0, -3.0], [1.0, -2.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Fmod [fmod fmod_into fmod_assign] {
            "Computes the remainder of `x / y` rounded towards zero, which has the sign of `x`"
            accuracy "exact"
            special "integers: 0 if `y` is 0; floats: NaN if `x` is infinite or `y` is 0; `y` \
infinite gives `x`; zero has the sign of `x`"
            numpy "`np.fmod`"
            example ("[[7.0, -7.0], [9.0, 10.0]]", "[2.0, -4.0]") => ("[[1.0, -3.0], [1.0, 2.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { ternary Lerp [lerp lerp_into lerp_assign] {
            "Interpolates linearly between `x` (if `z` is 0) and `y` (if it is 1)"
            accuracy "`(x - z * x) + z * y`, where each bracketed sum is rounded once: exact at \
both ends; 16-bit floats are computed in `f32`"
            special "IEEE 754: NaN if `x` is infinite, or if `y` is and `z` is 0"
            numpy "none: `x + z * (y - x)`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[9.0, 10.0]", "0.5") =>
                ("[[5.0, 6.0], [6.0, 7.0]]")
        } [f16 bf16 f32 f64] [] }
    };
}
