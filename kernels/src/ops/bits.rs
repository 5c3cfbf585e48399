//! Bits of integers and truth values, and what depends on factors of two.

mod bitwise_and;
mod bitwise_count;
mod bitwise_invert;
mod bitwise_left_shift;
mod bitwise_or;
mod bitwise_right_shift;
mod bitwise_xor;
mod gcd;
mod lcm;
mod saturating_add;
mod saturating_subtract;

pub use bitwise_and::BitwiseAnd;
pub use bitwise_count::BitwiseCount;
pub use bitwise_invert::BitwiseInvert;
pub use bitwise_left_shift::BitwiseLeftShift;
pub use bitwise_or::BitwiseOr;
pub use bitwise_right_shift::BitwiseRightShift;
pub use bitwise_xor::BitwiseXor;
pub use gcd::Gcd;
pub use lcm::Lcm;
pub use saturating_add::SaturatingAdd;
pub use saturating_subtract::SaturatingSubtract;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_bits {
    ($each:ident) => {
        $each! { binary BitwiseAnd [bitwise_and bitwise_and_into bitwise_and_assign] {
            "Computes \"and\" of the bits of `x` and `y` element by element"
            accuracy "exact"
            special "of `bool` it is \"and\""
            numpy "`np.bitwise_and`"
            example ("[[12, 10], [255, -1]]", "[10, 6]") => ("[[8, 2], [10, 6]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64] [] }
        $each! { binary BitwiseOr [bitwise_or bitwise_or_into bitwise_or_assign] {
            "Computes \"or\" of the bits of `x` and `y` element by element"
            accuracy "exact"
            special "of `bool` it is \"or\""
            numpy "`np.bitwise_or`"
            example ("[[12, 10], [255, -1]]", "[10, 6]") => ("[[14, 14], [255, -1]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64] [] }
        $each! { binary BitwiseXor [bitwise_xor bitwise_xor_into bitwise_xor_assign] {
            "Computes \"exclusive or\" of the bits of `x` and `y` element by element"
            accuracy "exact"
            special "of `bool` it is `x != y`"
            numpy "`np.bitwise_xor`"
            example ("[[12, 10], [255, -1]]", "[10, 6]") => ("[[6, 12], [245, -7]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64] [] }
        $each! { unary BitwiseInvert [bitwise_invert bitwise_invert_into bitwise_invert_assign] {
            "Flips the bits of each element"
            accuracy "exact"
            special "of `bool` it is \"not\""
            numpy "`np.bitwise_invert`, `np.invert`" alias "invert"
            example ("[[0, 1], [-1, 255]]") => ("[[-1, -2], [0, -256]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64] [] }
        $each! { binary BitwiseLeftShift [
            bitwise_left_shift bitwise_left_shift_into bitwise_left_shift_assign
        ] {
            "Shifts the bits of `x` to the left by `y`, element by element"
            accuracy "exact; bits that leave the number are lost"
            special "0 if `y` is negative, or not below the number of bits"
            numpy "`np.bitwise_left_shift`, `np.left_shift`" alias "left_shift"
            example ("[[1, 3], [-1, 5]]", "[4, 40]") => ("[[16, 0], [-16, 0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64] [] }
        $each! { binary BitwiseRightShift [
            bitwise_right_shift bitwise_right_shift_into bitwise_right_shift_assign
        ] {
            "Shifts the bits of `x` to the right by `y`, element by element"
            accuracy "exact; signed integers copy the sign"
            special "if `y` is negative, or not below the number of bits: 0 for `x >= 0`, else -1"
            numpy "`np.bitwise_right_shift`, `np.right_shift`" alias "right_shift"
            example ("[[16, 17], [-16, -5]]", "[3, 40]") => ("[[2, 0], [-2, -1]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64] [] }
        $each! { unary BitwiseCount [bitwise_count bitwise_count_into bitwise_count_assign] {
            "Counts the ones among the bits of the magnitude of each element"
            accuracy "exact"
            special "the magnitude of the least signed integer has one"
            numpy "`np.bitwise_count`" alias "popcount"
            example ("[[0_u8, 1], [7, 255]]") => ("[[0_u8, 1], [3, 8]]")
        } [u8] [
            (i8) => (u8) as (i8) => (u8);
            (i16) => (u8) as (i32) => (u32);
            (i32) => (u8) as (i32) => (u32);
            (i64) => (u8) as (i64) => (u64);
            (u16) => (u8) as (u32) => (u32);
            (u32) => (u8) as (u32) => (u32);
            (u64) => (u8) as (u64) => (u64);
        ] }
        $each! { binary Gcd [gcd gcd_into gcd_assign] {
            "Finds the greatest common divisor of `x` and `y` element by element"
            accuracy "exact"
            special "never negative, except that the magnitude of the least signed integer wraps; \
of 0 and `x` it is the magnitude of `x`"
            numpy "`np.gcd`"
            example ("[[12, 10], [-9, 0]]", "[18, 5]") => ("[[6, 5], [9, 5]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64] [] }
        $each! { binary Lcm [lcm lcm_into lcm_assign] {
            "Finds the least common multiple of `x` and `y` element by element"
            accuracy "exact; wraps"
            special "never negative unless it wraps; 0 if either is 0"
            numpy "`np.lcm`"
            example ("[[4, 10], [-9, 0]]", "[6, 5]") => ("[[12, 10], [18, 0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64] [] }
        $each! { binary SaturatingAdd [saturating_add saturating_add_into saturating_add_assign] {
            "Adds two arrays element by element; a sum out of range becomes the end of the range"
            accuracy "exact unless the sum is out of range"
            special "none"
            numpy "none"
            example ("[[250_u8, 1], [255, 0]]", "[10_u8, 2]") => ("[[255_u8, 3], [255, 2]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64] [] }
        $each! { binary SaturatingSubtract [
            saturating_subtract saturating_subtract_into saturating_subtract_assign
        ] {
            "Subtracts `y` from `x` element by element; a difference out of range becomes the end \
of the range"
            accuracy "exact unless the difference is out of range"
            special "none"
            numpy "none"
            example ("[[250_u8, 1], [5, 2]]", "[10_u8, 2]") => ("[[240_u8, 0], [0, 0]]")
        } [i8 i16 i32 i64 u8 u16 u32 u64] [] }
    };
}
