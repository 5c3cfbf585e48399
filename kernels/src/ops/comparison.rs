//! Comparisons, smaller and larger elements.

mod equal;
mod fmin;
mod greater;
mod less;
mod maximum;
mod minimum;

pub use equal::Equal;
pub use fmin::Fmin;
pub use greater::Greater;
pub use less::Less;
pub use maximum::Maximum;
pub use minimum::Minimum;

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
}
