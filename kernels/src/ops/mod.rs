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
mod greater;
mod isnan;
mod ldexp;
mod less;
mod log;
mod maximum;
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
pub use greater::Greater;
pub use isnan::IsNan;
pub use ldexp::Ldexp;
pub use less::Less;
pub use log::Log;
pub use maximum::Maximum;
pub use minimum::Minimum;
pub use multiply::Multiply;
pub use negative::Negative;
pub use sqrt::Sqrt;
pub use square::Square;
pub use subtract::Subtract;

/// The only list of ufuncs. Calls the macro `$each` once for every ufunc, with
///
/// - its kind: `unary` (`T` to `T`), `predicate` (`T` to `bool`), `binary` (two `T` to `T`), `compare` (two `T` to `bool`), `pair` (two `T` to two `T`),
///   `ternary` (three `T` to `T`),
/// - its type, its function's name and what it computes,
/// - `[..]` the dtypes `T`, computed as their [`Natural`](crate::lane::Natural) values,
/// - `[..]` further signatures, each with the values that it is computed as.
#[macro_export]
macro_rules! catalogue {
    ($each:ident) => {
        $each! { unary Negative negative "`-x`" [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { unary Abs abs "`|x|`" [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [
            (C32) => (f32) as (Cplx<f32>) => (f32);
            (C64) => (f64) as (Cplx<f64>) => (f64);
        ] }
        $each! { unary Square square "`x * x`" [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { unary Sqrt sqrt "the square root of `x`" [f16 bf16 f32 f64] [] }
        $each! { unary Exp exp "`e^x`" [f16 bf16 f32 f64] [] }
        $each! { unary Exp2 exp2 "`2^x`" [f16 bf16 f32 f64] [] }
        $each! { unary Log log "the natural logarithm of `x`" [f16 bf16 f32 f64] [] }
        $each! { predicate IsNan isnan "whether `x` is NaN" [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Add add "`x + y`" [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Subtract subtract "`x - y`" [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Multiply multiply "`x * y`" [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Divide divide "`x / y`" [f16 bf16 f32 f64] [
            (i8, i8) => (f64) as (f64, f64) => (f64);
            (i16, i16) => (f64) as (f64, f64) => (f64);
            (i32, i32) => (f64) as (f64, f64) => (f64);
            (i64, i64) => (f64) as (f64, f64) => (f64);
            (u8, u8) => (f64) as (f64, f64) => (f64);
            (u16, u16) => (f64) as (f64, f64) => (f64);
            (u32, u32) => (f64) as (f64, f64) => (f64);
            (u64, u64) => (f64) as (f64, f64) => (f64);
        ] }
        $each! { binary Minimum minimum "the smaller of `x` and `y`" [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Maximum maximum "the larger of `x` and `y`" [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { binary Ldexp ldexp "`x * 2^y`" [] [
            (f16, i32) => (f16) as (f32, i32) => (f32);
            (bf16, i32) => (bf16) as (f32, i32) => (f32);
            (f32, i32) => (f32) as (f32, i32) => (f32);
            (f64, i32) => (f64) as (f64, i64) => (f64);
        ] }
        $each! { compare Equal equal "`x == y`" [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { compare Less less "`x < y`" [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { compare Greater greater "`x > y`" [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { pair Divmod divmod "the quotient of `x` and `y`, rounded down, and the remainder" [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { ternary Fma fma "`x * y + z`, rounded once" [f16 bf16 f32 f64] [] }
    };
}
