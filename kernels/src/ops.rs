//! The ufuncs, one file each, and the catalogue of them all.

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

/// The only list of ufuncs. Calls the macro `$each` once for every ufunc, with
///
/// - its kind: `unary` (`T` to `T`), `predicate` (`T` to `bool`), `binary` (two `T` to `T`),
///   `compare` (two `T` to `bool`), `pair` (two `T` to two `T`), `ternary` (three `T` to `T`),
///   `fold` (a reduction to one element), `fold1` (one of at least one element), `search` (a
///   reduction to the place of one), `scan` (the results of a fold on the way),
/// - its type,
/// - `[..]` the names of its functions: plain, into memory that is there, and in place where inputs
///   and results have the same types,
/// - what it computes, and for an example operands and what comes out of them, exactly,
/// - `[..]` the dtypes `T`, computed [by](crate::Catalogued::By) the marker of the operation,
/// - `[..]` further signatures, each with the values that it is computed as; reductions have only
///   these, with the value that elements are folded as. Lines name the list: see
///   [`reduction`](crate::reduction).
#[macro_export]
macro_rules! catalogue {
    ($each:ident) => {
        $each! { unary Negative [negative negative_into negative_assign] "`-x`" (1.5) => (-1.5) [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { unary Abs [abs abs_into abs_assign] "`|x|`" (-1.5) => (1.5) [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [
            (C32) => (f32) as (Cplx<f32>) => (f32);
            (C64) => (f64) as (Cplx<f64>) => (f64);
        ] }
        $each! { unary Square [square square_into square_assign] "`x * x`" (3.0) => (9.0) [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { unary Sqrt [sqrt sqrt_into sqrt_assign] "the square root of `x`" (4.0) => (2.0) [f16 bf16 f32 f64] [] }
        $each! { unary Exp [exp exp_into exp_assign] "`e^x`" (0.0) => (1.0) [f16 bf16 f32 f64] [] }
        $each! { unary Exp2 [exp2 exp2_into exp2_assign] "`2^x`" (3.0) => (8.0) [f16 bf16 f32 f64] [] }
        $each! { unary Log [log log_into log_assign] "the natural logarithm of `x`" (1.0) => (0.0) [f16 bf16 f32 f64] [] }
        $each! { predicate IsNan [isnan isnan_into] "whether `x` is NaN" (0.5) => (false) [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Add [add add_into add_assign] "`x + y`" (1.5, 2.0) => (3.5) [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Subtract [subtract subtract_into subtract_assign] "`x - y`" (1.5, 2.0) => (-0.5) [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Multiply [multiply multiply_into multiply_assign] "`x * y`" (1.5, 2.0) => (3.0) [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Divide [divide divide_into divide_assign] "`x / y`" (7.0, 2.0) => (3.5) [f16 bf16 f32 f64] [
            (i8, i8) => (f64) as (f64, f64) => (f64);
            (i16, i16) => (f64) as (f64, f64) => (f64);
            (i32, i32) => (f64) as (f64, f64) => (f64);
            (i64, i64) => (f64) as (f64, f64) => (f64);
            (u8, u8) => (f64) as (f64, f64) => (f64);
            (u16, u16) => (f64) as (f64, f64) => (f64);
            (u32, u32) => (f64) as (f64, f64) => (f64);
            (u64, u64) => (f64) as (f64, f64) => (f64);
        ] }
        $each! { binary Minimum [minimum minimum_into minimum_assign] "the smaller of `x` and `y`" (1.5, 2.0) => (1.5) [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Maximum [maximum maximum_into maximum_assign] "the larger of `x` and `y`" (1.5, 2.0) => (2.0) [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Ldexp [ldexp ldexp_into ldexp_assign] "`x * 2^y`" (1.5, 3) => (12.0) [] [
            (f16, i32) => (f16) as (f32, i32) => (f32);
            (bf16, i32) => (bf16) as (f32, i32) => (f32);
            (f32, i32) => (f32) as (f32, i32) => (f32);
            (f64, i32) => (f64) as (f64, i64) => (f64);
        ] }
        $each! { compare Equal [equal equal_into] "`x == y`" (1.5, 2.0) => (false) [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { compare Less [less less_into] "`x < y`" (1.5, 2.0) => (true) [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { compare Greater [greater greater_into] "`x > y`" (1.5, 2.0) => (false) [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { pair Divmod [divmod divmod_into] "the quotient of `x` and `y`, rounded down, and the remainder" (7.0, -2.0) => (-4.0, -1.0) [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { ternary Fma [fma fma_into fma_assign] "`x * y + z`, rounded once (16-bit floats: to `f32` first)" (2.0, 3.0, 1.0) => (7.0) [f16 bf16 f32 f64] [] }
        $each! { binary Fmin [fmin fmin_into fmin_assign] "the smaller of `x` and `y`; of NaN and a number the number" (1.5, 2.0) => (1.5) [f16 bf16 f32 f64] [] }
        $crate::reduction! { $each sums: fold Add [sum sum_axis sum_axis_into] "the sum" ([2.0, 1.0, 3.0]) => (6.0) }
        $crate::reduction! { $each means: fold Mean [mean mean_axis mean_axis_into] "the arithmetic mean" ([2.0, 1.0, 3.0]) => (2.0) }
        $crate::reduction! { $each elements: fold1 Minimum [min min_axis min_axis_into] "the smallest element, NaN if there is one" ([2.0, 1.0, 3.0]) => (1.0) }
        $crate::reduction! { $each elements: fold1 Maximum [max max_axis max_axis_into] "the largest element, NaN if there is one" ([2.0, 1.0, 3.0]) => (3.0) }
        $crate::reduction! { $each floats: fold1 Fmin [nanmin nanmin_axis nanmin_axis_into] "the smallest element that is not NaN" ([2.0, 1.0, 3.0]) => (1.0) }
        $crate::reduction! { $each places: search Minimum [argmin argmin_axis argmin_axis_into] "the place of the first smallest element, or of the first NaN" ([2.0, 1.0, 3.0]) => (1) }
        $crate::reduction! { $each places: search Maximum [argmax argmax_axis argmax_axis_into] "the place of the first largest element, or of the first NaN" ([2.0, 1.0, 3.0]) => (2) }
        $crate::reduction! { $each sums: scan Add [cumulative_sum cumulative_sum_into] "the sums of all elements up to each" ([2.0, 1.0, 3.0]) => ([2.0, 3.0, 6.0]) }
    };
}

/// Adds to a line of the catalogue the signatures that reductions have, by what comes out of them:
/// `sums` (of at least 64 bits), `means`, `elements`, `floats` (elements of floats only) or
/// `places`.
#[doc(hidden)]
#[macro_export]
macro_rules! reduction {
    ($each:ident sums: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (i64) as u64; (i8) => (i64) as u64; (i16) => (i64) as u64; (i32) => (i64) as u64; (i64) => (i64) as u64;
            (u8) => (u64) as u64; (u16) => (u64) as u64; (u32) => (u64) as u64; (u64) => (u64) as u64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32; (f64) => (f64) as f64;
        ] }
    };
    ($each:ident means: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (f64) as f64; (i8) => (f64) as f64; (i16) => (f64) as f64; (i32) => (f64) as f64; (i64) => (f64) as f64;
            (u8) => (f64) as f64; (u16) => (f64) as f64; (u32) => (f64) as f64; (u64) => (f64) as f64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32; (f64) => (f64) as f64;
        ] }
    };
    ($each:ident elements: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (bool) as u8; (i8) => (i8) as i8; (i16) => (i16) as i16; (i32) => (i32) as i32; (i64) => (i64) as i64;
            (u8) => (u8) as u8; (u16) => (u16) as u16; (u32) => (u32) as u32; (u64) => (u64) as u64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32; (f64) => (f64) as f64;
        ] }
    };
    ($each:ident floats: $($line:tt)*) => {
        $each! { $($line)* [] [
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32; (f64) => (f64) as f64;
        ] }
    };
    ($each:ident places: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (i64) as u8; (i8) => (i64) as i8; (i16) => (i64) as i16; (i32) => (i64) as i32; (i64) => (i64) as i64;
            (u8) => (i64) as u8; (u16) => (i64) as u16; (u32) => (i64) as u32; (u64) => (i64) as u64;
            (f16) => (i64) as f32; (bf16) => (i64) as f32; (f32) => (i64) as f32; (f64) => (i64) as f64;
        ] }
    };
}
