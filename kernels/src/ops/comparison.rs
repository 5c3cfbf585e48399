//! Comparisons, truth values, smaller and larger elements.

mod clip;
mod equal;
mod fmax;
mod fmin;
mod greater;
mod greater_equal;
mod isclose;
mod less;
mod less_equal;
mod logical_and;
mod logical_not;
mod logical_or;
mod logical_xor;
mod maximum;
mod minimum;
mod not_equal;
mod select;

pub use clip::Clip;
pub use equal::Equal;
pub use fmax::Fmax;
pub use fmin::Fmin;
pub use greater::Greater;
pub use greater_equal::GreaterEqual;
pub use isclose::IsClose;
pub use less::Less;
pub use less_equal::LessEqual;
pub use logical_and::LogicalAnd;
pub use logical_not::LogicalNot;
pub use logical_or::LogicalOr;
pub use logical_xor::LogicalXor;
pub use maximum::Maximum;
pub use minimum::Minimum;
pub use not_equal::NotEqual;
pub use select::Select;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_comparison {
    ($each:ident) => {
        $each! { compare Equal [equal equal_into] {
            "Tests `x == y` element by element"
            accuracy "exact"
            special "NaN equals nothing; -0 equals +0"
            numpy "`np.equal`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[1.0, 4.0]") => ("[[true, false], [false, true]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { compare NotEqual [not_equal not_equal_into] {
            "Tests `x != y` element by element"
            accuracy "exact"
            special "true if either is NaN; -0 equals +0"
            numpy "`np.not_equal`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[1.0, 4.0]") => ("[[false, true], [true, false]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { compare Less [less less_into] {
            "Tests `x < y` element by element"
            accuracy "exact"
            special "false if either is NaN; -0 is not below +0; `false` is below `true`; \
complex numbers are compared by their real parts, and if those are \
equal, by their imaginary parts"
            numpy "`np.less`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[2.0, 4.0]") => ("[[true, true], [false, false]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { compare LessEqual [less_equal less_equal_into] {
            "Tests `x <= y` element by element"
            accuracy "exact"
            special "false if either is NaN; -0 equals +0; `false` is below `true`; \
complex numbers are compared by their real parts, and if those are \
equal, by their imaginary parts"
            numpy "`np.less_equal`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[2.0, 4.0]") => ("[[true, true], [false, true]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { compare Greater [greater greater_into] {
            "Tests `x > y` element by element"
            accuracy "exact"
            special "false if either is NaN; +0 is not above -0; `true` is above `false`; \
complex numbers are compared by their real parts, and if those are \
equal, by their imaginary parts"
            numpy "`np.greater`"
            example ("[[1.0, 2.0], [3.0, 5.0]]", "[2.0, 4.0]") => ("[[false, false], [true, true]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { compare GreaterEqual [greater_equal greater_equal_into] {
            "Tests `x >= y` element by element"
            accuracy "exact"
            special "false if either is NaN; +0 equals -0; `true` is above `false`; \
complex numbers are compared by their real parts, and if those are \
equal, by their imaginary parts"
            numpy "`np.greater_equal`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[2.0, 4.0]") => ("[[false, false], [true, true]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { compare LogicalAnd [logical_and logical_and_into] {
            "Tests element by element whether `x` and `y` are true: all numbers except zero are"
            accuracy "exact"
            special "NaN is true; a complex number is false only if both parts are zero"
            numpy "`np.logical_and`"
            example ("[[0.0, 2.0], [3.0, 0.0]]", "[0.0, 1.0]") =>
                ("[[false, true], [false, false]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { compare LogicalOr [logical_or logical_or_into] {
            "Tests element by element whether `x` or `y` is true: all numbers except zero are"
            accuracy "exact"
            special "NaN is true; a complex number is false only if both parts are zero"
            numpy "`np.logical_or`"
            example ("[[0.0, 2.0], [3.0, 0.0]]", "[0.0, 1.0]") => ("[[false, true], [true, true]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { compare LogicalXor [logical_xor logical_xor_into] {
            "Tests element by element whether just one of `x` and `y` is true: all numbers except \
zero are"
            accuracy "exact"
            special "NaN is true; a complex number is false only if both parts are zero"
            numpy "`np.logical_xor`"
            example ("[[0.0, 2.0], [3.0, 0.0]]", "[0.0, 1.0]") => ("[[false, false], [true, true]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { predicate LogicalNot [logical_not logical_not_into] {
            "Tests whether each element is false, that is, zero"
            accuracy "exact"
            special "NaN is true; a complex number is false only if both parts are zero"
            numpy "`np.logical_not`"
            example ("[[0.0, 2.0], [-0.0, f64::NAN]]") =>
                ("[[true, false], [true, false]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { compare IsClose [isclose isclose_into] {
            "Tests element by element whether `x` is close to `y`: `|x - y| <= 1e-8 + 1e-5 * |y|`"
            accuracy "each step of the formula is rounded; integers are converted to `f64` first"
            special "infinities are close to themselves only; NaN is close to nothing"
            numpy "`np.isclose`"
            example ("[[1.0, 2.0], [3.0, 4.0]]", "[1.000001, 4.0]") =>
                ("[[true, false], [false, true]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Minimum [minimum minimum_into minimum_assign] {
            "Takes the smaller of `x` and `y` element by element"
            accuracy "exact"
            special "NaN if either is NaN; -0 is below +0 (NumPy gives either zero); \
complex numbers are compared by their real parts, and if those are equal, by their imaginary parts"
            numpy "`np.minimum`"
            example ("[[1.0, 5.0], [3.0, 4.0]]", "[2.0, 4.5]") => ("[[1.0, 4.5], [2.0, 4.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Maximum [maximum maximum_into maximum_assign] {
            "Takes the larger of `x` and `y` element by element"
            accuracy "exact"
            special "NaN if either is NaN; +0 is above -0 (NumPy gives either zero); \
complex numbers are compared by their real parts, and if those are equal, by their imaginary parts"
            numpy "`np.maximum`"
            example ("[[1.0, 5.0], [3.0, 4.0]]", "[2.0, 4.5]") => ("[[2.0, 5.0], [3.0, 4.5]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Fmin [fmin fmin_into fmin_assign] {
            "Takes the smaller of `x` and `y` element by element, ignoring NaN"
            accuracy "exact"
            special "the number if one of them is NaN; NaN if both are; -0 is below +0; \
complex numbers are compared by their real parts, and if those are equal, by their imaginary parts"
            numpy "`np.fmin`"
            example ("[[1.0, f64::NAN], [3.0, 4.0]]", "[2.0, 4.5]") => ("[[1.0, 4.5], [2.0, 4.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { binary Fmax [fmax fmax_into fmax_assign] {
            "Takes the larger of `x` and `y` element by element, ignoring NaN"
            accuracy "exact"
            special "the number if one of them is NaN; NaN if both are; +0 is above -0; \
complex numbers are compared by their real parts, and if those are equal, by their imaginary parts"
            numpy "`np.fmax`"
            example ("[[1.0, f64::NAN], [3.0, 4.0]]", "[2.0, 4.5]") => ("[[2.0, 4.5], [3.0, 4.5]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
        $each! { ternary Clip [clip clip_into clip_assign] {
            "Limits `x` to the range from `y` to `z` element by element"
            accuracy "exact"
            special "NaN if any of the three is NaN; `z` if `y` is above `z`"
            numpy "`np.clip`"
            example ("[[1.0, 5.0], [-3.0, 4.0]]", "[0.0, 4.5]", "4.75") =>
                ("[[1.0, 4.75], [0.0, 4.5]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { ternary Select [select select_into] {
            "Takes `y` where `x` is true, else `z`, element by element"
            accuracy "exact"
            special "all elements stay as they are, even NaN"
            numpy "`np.where`"
            alias "where"
            example ("[[true, false], [false, true]]", "[1.0, 2.0]", "0.5") =>
                ("[[1.0, 0.5], [0.5, 2.0]]")
        } [] [
            (bool, bool, bool) => (bool) as (Truth<u8>, u8, u8) => (u8);
            (bool, i8, i8) => (i8) as (Truth<u8>, u8, u8) => (u8);
            (bool, i16, i16) => (i16) as (Truth<u16>, u16, u16) => (u16);
            (bool, i32, i32) => (i32) as (Truth<u32>, u32, u32) => (u32);
            (bool, i64, i64) => (i64) as (Truth<u64>, u64, u64) => (u64);
            (bool, u8, u8) => (u8) as (Truth<u8>, u8, u8) => (u8);
            (bool, u16, u16) => (u16) as (Truth<u16>, u16, u16) => (u16);
            (bool, u32, u32) => (u32) as (Truth<u32>, u32, u32) => (u32);
            (bool, u64, u64) => (u64) as (Truth<u64>, u64, u64) => (u64);
            (bool, f16, f16) => (f16) as (Truth<u16>, u16, u16) => (u16);
            (bool, bf16, bf16) => (bf16) as (Truth<u16>, u16, u16) => (u16);
            (bool, f32, f32) => (f32) as (Truth<u32>, u32, u32) => (u32);
            (bool, f64, f64) => (f64) as (Truth<u64>, u64, u64) => (u64);
            (bool, C32, C32) => (C32) as (Truth<f32>, Cplx<f32>, Cplx<f32>) => (Cplx<f32>);
            (bool, C64, C64) => (C64) as (Truth<f64>, Cplx<f64>, Cplx<f64>) => (Cplx<f64>);
        ] }
    };
}
