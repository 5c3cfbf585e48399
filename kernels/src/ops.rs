//! The elementwise operations and reductions as types, each with its method, accuracy and special
//! values; and the catalogue of them all.

#![forbid(unsafe_code)]

mod abs;
mod add;
mod divide;
mod divmod;
mod equal;
mod exp;
mod exp2;
mod fma;
mod fmin;
mod greater;
mod isnan;
mod ldexp;
mod less;
mod log;
mod maximum;
mod mean;
mod minimum;
mod multiply;
mod negative;
mod sqrt;
mod square;
mod subtract;

pub use abs::Abs;
pub use add::Add;
pub use divide::Divide;
pub use divmod::Divmod;
pub use equal::Equal;
pub use exp::Exp;
pub use exp2::Exp2;
pub use fma::Fma;
pub use fmin::Fmin;
pub use greater::Greater;
pub use isnan::IsNan;
pub use ldexp::Ldexp;
pub use less::Less;
pub use log::Log;
pub use maximum::Maximum;
pub use mean::Mean;
pub use minimum::Minimum;
pub use multiply::Multiply;
pub use negative::Negative;
pub use sqrt::Sqrt;
pub use square::Square;
pub use subtract::Subtract;

/// The only list of ufuncs: calls the macro `$each` once for every one of them.
/// `catalogue! { each arithmetic }` lists one family.
///
/// A line has
///
/// - the kind: `unary` (`T` to `T`), `predicate` (`T` to `bool`), `binary` (two `T` to `T`),
///   `compare` (two `T` to `bool`), `pair` (two `T` to two `T`), `ternary` (three `T` to `T`),
///   `fold` (a reduction to one element), `fold1` (the same of at least one element), `search` (a
///   reduction to the position of an element), `scan` (the running results of a fold);
/// - the type of the operation;
/// - `[..]` the names of its functions: into a new array, into existing memory, and in place if
///   operands and results have the same types;
/// - `{..}` the documentation of these functions: what they do, in the third person; accuracy;
///   special values; NumPy's name; and an example, whose results are exact;
/// - `[..]` the dtypes `T`, computed [by](crate::Catalogued::By) the marker of the operation;
/// - `[..]` further signatures, each with the values that it is computed as. Reductions have only
///   these, with the value that elements are folded as: see [`reduction`](crate::reduction).
#[macro_export]
macro_rules! catalogue {
    ($each:ident) => {
        $crate::catalogue! { $each arithmetic }
        $crate::catalogue! { $each exponential }
        $crate::catalogue! { $each floating_point }
        $crate::catalogue! { $each comparison }
        $crate::catalogue! { $each reductions }
    };
    ($each:ident arithmetic) => {
        $each! { unary Negative [negative negative_into negative_assign] {
            "Changes the sign of each element"
            accuracy "exact; integers wrap, so the least signed one stays as it is"
            special "the signs of zeros and infinities change, too"
            numpy "`np.negative`"
            example ("[[1.5, -2.0], [0.0, 4.0]]") => ("[[-1.5, 2.0], [-0.0, -4.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { unary Abs [abs abs_into abs_assign] {
            "Computes the absolute value of each element"
            accuracy "exact; the least signed integer stays as it is; complex magnitudes are \
within 1 ULP, without overflow or underflow on the way"
            special "zeros become +0; a complex number with an infinite part has an infinite \
magnitude, even beside NaN"
            numpy "`np.abs`"
            example ("[[-1.5, 2.0], [-0.0, -4.0]]") => ("[[1.5, 2.0], [0.0, 4.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [
            (C32) => (f32) as (Cplx<f32>) => (f32);
            (C64) => (f64) as (Cplx<f64>) => (f64);
        ] }
        $each! { unary Square [square square_into square_assign] {
            "Squares each element"
            accuracy "correctly rounded (0.5 ULP); integers wrap"
            special "as of `x * x`"
            numpy "`np.square`"
            example ("[[1.0, -2.0], [0.5, 4.0]]") => ("[[1.0, 4.0], [0.25, 16.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { unary Sqrt [sqrt sqrt_into sqrt_assign] {
            "Computes the square root of each element"
            accuracy "correctly rounded (0.5 ULP)"
            special "-0 gives -0; numbers below zero give NaN"
            numpy "`np.sqrt`"
            example ("[[1.0, 4.0], [2.25, 0.0]]") => ("[[1.0, 2.0], [1.5, 0.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { binary Add [add add_into add_assign] {
            "Adds two arrays element by element"
            accuracy "correctly rounded (0.5 ULP); integers wrap; of `bool` it is \"or\""
            special "IEEE 754: `inf + -inf` is NaN"
            numpy "`np.add`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[10.0, 20.0]") => ("[[11.0, 22.0], [13.0, 24.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Subtract [subtract subtract_into subtract_assign] {
            "Subtracts `y` from `x` element by element"
            accuracy "correctly rounded (0.5 ULP); integers wrap"
            special "IEEE 754: `inf - inf` is NaN"
            numpy "`np.subtract`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[1.0, 2.0]") => ("[[0.0, 0.0], [2.0, 2.0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Multiply [multiply multiply_into multiply_assign] {
            "Multiplies two arrays element by element"
            accuracy "correctly rounded (0.5 ULP); integers wrap; of `bool` it is \"and\"; complex \
products: within 2 units of roundoff of their magnitude"
            special "IEEE 754: `0 * inf` is NaN; complex infinities are not recovered from NaN"
            numpy "`np.multiply`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[10.0, 0.5]") => ("[[10.0, 1.0], [30.0, 2.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Divide [divide divide_into divide_assign] {
            "Divides `x` by `y` element by element"
            accuracy "correctly rounded (0.5 ULP); integers are converted to `f64` first"
            special "`x / 0` is infinite, with the sign of the quotient; `0 / 0` and `inf / inf` \
are NaN"
            numpy "`np.divide`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[2.0, 4.0]") => ("[[0.5, 0.5], [1.5, 1.0]]")
        } [f16 bf16 f32 f64] [
            (i8, i8) => (f64) as (f64, f64) => (f64);
            (i16, i16) => (f64) as (f64, f64) => (f64);
            (i32, i32) => (f64) as (f64, f64) => (f64);
            (i64, i64) => (f64) as (f64, f64) => (f64);
            (u8, u8) => (f64) as (f64, f64) => (f64);
            (u16, u16) => (f64) as (f64, f64) => (f64);
            (u32, u32) => (f64) as (f64, f64) => (f64);
            (u64, u64) => (f64) as (f64, f64) => (f64);
        ] }
        $each! { pair Divmod [divmod divmod_into] {
            "Divides `x` by `y` element by element, and gives the quotient rounded down and the \
remainder"
            accuracy "quotients of floats are the exact ones rounded down, then to nearest; \
remainders are exact, except that adding `y` to one of the other sign rounds once; \
16-bit floats are computed in `f32`"
            special "integers: division by 0 gives 0 and 0, and the least value divided by -1 \
wraps to itself; floats: division by 0 gives `x / 0` and NaN; both are NaN if `x` \
is infinite; `y` infinite gives `(0, x)`, or `(-1, y)` if the signs differ; a \
remainder of zero has the sign of `y`"
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
    };
    ($each:ident exponential) => {
        $each! { unary Exp [exp exp_into exp_assign] {
            "Computes `e^x` for each element `x`"
            accuracy "within 1 ULP (seen: 0.64 in `f32`, 0.63 in `f64`); 16-bit floats are \
computed in `f32`, then rounded"
            special "`exp(±0) = 1`, `exp(-inf) = 0`, `exp(inf) = inf`; overflow gives `inf`, \
underflow 0"
            numpy "`np.exp`"
            example ("[[0.0, 1.0], [1000.0, -1000.0]]") =>
                ("[[1.0, std::f64::consts::E], [f64::INFINITY, 0.0]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Exp2 [exp2 exp2_into exp2_assign] {
            "Computes `2^x` for each element `x`"
            accuracy "within 1 ULP (seen: 0.64 in `f32`, 0.63 in `f64`), exact for integers; \
16-bit floats are computed in `f32`, then rounded"
            special "`exp2(-inf) = 0`, `exp2(inf) = inf`; overflow gives `inf`, underflow 0"
            numpy "`np.exp2`"
            example ("[[0.0, 0.5], [10.0, -1.0]]") =>
                ("[[1.0, std::f64::consts::SQRT_2], [1024.0, 0.5]]")
        } [f16 bf16 f32 f64] [] }
        $each! { unary Log [log log_into log_assign] {
            "Computes the natural logarithm of each element"
            accuracy "within 1 ULP (seen: 0.71 in `f32`, 0.68 in `f64`); 16-bit floats are \
computed in `f32`, then rounded"
            special "`log(1) = 0`, `log(±0) = -inf`, `log(inf) = inf`; numbers below zero give NaN"
            numpy "`np.log`"
            example ("[[1.0, std::f64::consts::E], [0.0, f64::INFINITY]]") =>
                ("[[0.0, 1.0], [f64::NEG_INFINITY, f64::INFINITY]]")
        } [f16 bf16 f32 f64] [] }
    };
    ($each:ident floating_point) => {
        $each! { predicate IsNan [isnan isnan_into] {
            "Tests each element for NaN"
            accuracy "exact"
            special "true for NaN alone; no integer is NaN"
            numpy "`np.isnan`"
            example ("[[0.5, f64::NAN], [f64::INFINITY, -0.0]]") =>
                ("[[false, true], [false, false]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
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
    ($each:ident comparison) => {
        $each! { compare Equal [equal equal_into] {
            "Tests `x == y` element by element"
            accuracy "exact"
            special "NaN equals nothing; -0 equals +0"
            numpy "`np.equal`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[1.0, 4.0]") => ("[[true, false], [false, true]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { compare Less [less less_into] {
            "Tests `x < y` element by element"
            accuracy "exact"
            special "false if either is NaN; -0 is not below +0; `false` is below `true`"
            numpy "`np.less`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[2.0, 4.0]") => ("[[true, true], [false, false]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { compare Greater [greater greater_into] {
            "Tests `x > y` element by element"
            accuracy "exact"
            special "false if either is NaN; +0 is not above -0; `true` is above `false`"
            numpy "`np.greater`"
            example ("[[1.0, 2.0], [3.0, 5.0]]", "[2.0, 4.0]") => ("[[false, false], [true, true]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Minimum [minimum minimum_into minimum_assign] {
            "Takes the smaller of `x` and `y` element by element"
            accuracy "exact"
            special "NaN if either is NaN; -0 is below +0 (NumPy gives either zero)"
            numpy "`np.minimum`"
            example ("[[1.0, 5.0], [3.0, 4.0]]", "[2.0, 4.5]") => ("[[1.0, 4.5], [2.0, 4.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Maximum [maximum maximum_into maximum_assign] {
            "Takes the larger of `x` and `y` element by element"
            accuracy "exact"
            special "NaN if either is NaN; +0 is above -0 (NumPy gives either zero)"
            numpy "`np.maximum`"
            example ("[[1.0, 5.0], [3.0, 4.0]]", "[2.0, 4.5]") => ("[[2.0, 5.0], [3.0, 4.5]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Fmin [fmin fmin_into fmin_assign] {
            "Takes the smaller of `x` and `y` element by element, ignoring NaN"
            accuracy "exact"
            special "the number if one of them is NaN; NaN if both are; -0 is below +0"
            numpy "`np.fmin`"
            example ("[[1.0, f64::NAN], [3.0, 4.0]]", "[2.0, 4.5]") => ("[[1.0, 4.5], [2.0, 4.0]]")
        } [f16 bf16 f32 f64] [] }
    };
    ($each:ident reductions) => {
        $crate::reduction! { $each sums: fold Add [sum sum_axis sum_axis_into] {
            "Adds up" ""
            accuracy "integers wrap in 64 bits; 16-bit floats are added in `f32`; floats are added \
in a fixed tree, whose error grows with the logarithm of the number of elements"
            special "0 if there are no elements"
            numpy "`np.sum`"
            example ("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]") => ("21.0") ("[5.0, 7.0, 9.0]")
        } }
        $crate::reduction! { $each means: fold Mean [mean mean_axis mean_axis_into] {
            "Computes the arithmetic mean of" ""
            accuracy "that of `sum`, and one division; integers are added in `f64`"
            special "NaN if there are no elements"
            numpy "`np.mean`"
            example ("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]") => ("3.5") ("[2.5, 3.5, 4.5]")
        } }
        $crate::reduction! { $each elements: fold1 Minimum [min min_axis min_axis_into] {
            "Finds the smallest of" ""
            accuracy "exact"
            special "NaN if any element is NaN; -0 is below +0"
            numpy "`np.min`"
            example ("[[1.0, 5.0, 3.0], [4.0, 2.0, 6.0]]") => ("1.0") ("[1.0, 2.0, 3.0]")
        } }
        $crate::reduction! { $each elements: fold1 Maximum [max max_axis max_axis_into] {
            "Finds the largest of" ""
            accuracy "exact"
            special "NaN if any element is NaN; +0 is above -0"
            numpy "`np.max`"
            example ("[[1.0, 5.0, 3.0], [4.0, 2.0, 6.0]]") => ("6.0") ("[4.0, 5.0, 6.0]")
        } }
        $crate::reduction! { $each floats: fold1 Fmin [nanmin nanmin_axis nanmin_axis_into] {
            "Finds the smallest of" ", ignoring NaN"
            accuracy "exact"
            special "NaN if all elements are NaN; -0 is below +0"
            numpy "`np.nanmin`"
            example ("[[1.0, f64::NAN, 3.0], [4.0, 2.0, 6.0]]") => ("1.0") ("[1.0, 2.0, 3.0]")
        } }
        $crate::reduction! { $each places: search Minimum [argmin argmin_axis argmin_axis_into] {
            "Finds the position of the smallest of" ""
            accuracy "exact"
            special "the first of equal elements; the first NaN if there is one"
            numpy "`np.argmin`"
            example ("[[1.0, 5.0, 3.0], [4.0, 2.0, 6.0]]") => ("0") ("[0, 1, 0]")
        } }
        $crate::reduction! { $each places: search Maximum [argmax argmax_axis argmax_axis_into] {
            "Finds the position of the largest of" ""
            accuracy "exact"
            special "the first of equal elements; the first NaN if there is one"
            numpy "`np.argmax`"
            example ("[[1.0, 5.0, 3.0], [4.0, 2.0, 6.0]]") => ("5") ("[1, 0, 1]")
        } }
        $crate::reduction! { $each sums: scan Add [cumulative_sum cumulative_sum_into] {
            "Computes the running sums of" ""
            accuracy "integers wrap in 64 bits; floats are added one after the other, in the order \
of the axis; 16-bit floats in `f32`"
            special "NaN in all sums after a NaN"
            numpy "`np.cumsum`"
            example ("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]") =>
                ("[[1.0, 3.0, 6.0], [4.0, 9.0, 15.0]]")
        } }
    };
}

/// Adds to a line of the catalogue the signatures of a reduction, by what it results in: `sums` (of
/// at least 64 bits), `means`, `elements`, `floats` (elements of floats only) or `places`.
#[doc(hidden)]
#[macro_export]
macro_rules! reduction {
    ($each:ident sums: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (i64) as u64; (i8) => (i64) as u64; (i16) => (i64) as u64;
            (i32) => (i64) as u64; (i64) => (i64) as u64;
            (u8) => (u64) as u64; (u16) => (u64) as u64; (u32) => (u64) as u64;
            (u64) => (u64) as u64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
        ] }
    };
    ($each:ident means: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (f64) as f64; (i8) => (f64) as f64; (i16) => (f64) as f64;
            (i32) => (f64) as f64; (i64) => (f64) as f64;
            (u8) => (f64) as f64; (u16) => (f64) as f64; (u32) => (f64) as f64;
            (u64) => (f64) as f64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
        ] }
    };
    ($each:ident elements: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (bool) as u8; (i8) => (i8) as i8; (i16) => (i16) as i16;
            (i32) => (i32) as i32; (i64) => (i64) as i64;
            (u8) => (u8) as u8; (u16) => (u16) as u16; (u32) => (u32) as u32; (u64) => (u64) as u64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
        ] }
    };
    ($each:ident floats: $($line:tt)*) => {
        $each! { $($line)* [] [
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64;
        ] }
    };
    ($each:ident places: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (i64) as u8; (i8) => (i64) as i8; (i16) => (i64) as i16;
            (i32) => (i64) as i32; (i64) => (i64) as i64;
            (u8) => (i64) as u8; (u16) => (i64) as u16; (u32) => (i64) as u32;
            (u64) => (i64) as u64;
            (f16) => (i64) as f32; (bf16) => (i64) as f32; (f32) => (i64) as f32;
            (f64) => (i64) as f64;
        ] }
    };
}
