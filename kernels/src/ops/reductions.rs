//! Reductions and scans. Most of them fold an operation of another family.

mod mean;

pub use mean::Mean;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_reductions {
    ($each:ident) => {
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
        $crate::reduction! { $each scans: scan Add [cumulative_sum cumulative_sum_into] {
            "Computes the running sums of" ""
            accuracy "integers wrap in 64 bits; 16-bit floats are added in `f32`; floats are added \
in groups of 16 elements, 8 of `f64` and `C64`, by halves, and then to the sum of the groups \
before, so that errors are usually smaller than those of a plain loop"
            special "NaN in all sums after a NaN"
            numpy "`np.cumsum`"
            example ("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]") =>
                ("[[1.0, 3.0, 6.0], [4.0, 9.0, 15.0]]")
        } }
        $crate::reduction! { $each scans: scan Multiply [cumulative_prod cumulative_prod_into] {
            "Computes the running products of" ""
            accuracy "integers wrap in 64 bits; 16-bit floats are multiplied in `f32`; floats are \
multiplied in the order of `cumulative_sum`"
            special "NaN in all products after a NaN"
            numpy "`np.cumprod`"
            example ("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]") =>
                ("[[1.0, 2.0, 6.0], [4.0, 20.0, 120.0]]")
        } }
        $crate::reduction! { $each elements: scan Minimum [cumulative_min cumulative_min_into] {
            "Finds the running minima of" ""
            accuracy "exact"
            special "NaN from the first NaN on; -0 is below +0"
            numpy "`np.minimum.accumulate`"
            example ("[[3.0, 5.0, 1.0], [4.0, 2.0, 6.0]]") =>
                ("[[3.0, 3.0, 1.0], [4.0, 2.0, 2.0]]")
        } }
        $crate::reduction! { $each elements: scan Maximum [cumulative_max cumulative_max_into] {
            "Finds the running maxima of" ""
            accuracy "exact"
            special "NaN from the first NaN on; +0 is above -0"
            numpy "`np.maximum.accumulate`"
            example ("[[1.0, 5.0, 3.0], [4.0, 2.0, 6.0]]") =>
                ("[[1.0, 5.0, 5.0], [4.0, 4.0, 6.0]]")
        } }
    };
}

/// Adds to a line of the catalogue the signatures of a reduction, by what it results in: `sums` (of
/// at least 64 bits), `scans` (the same, also of complex numbers), `means`, `elements`, `floats`
/// (elements of floats only) or `places`.
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
    ($each:ident scans: $($line:tt)*) => {
        $each! { $($line)* [] [
            (bool) => (i64) as u64; (i8) => (i64) as u64; (i16) => (i64) as u64;
            (i32) => (i64) as u64; (i64) => (i64) as u64;
            (u8) => (u64) as u64; (u16) => (u64) as u64; (u32) => (u64) as u64;
            (u64) => (u64) as u64;
            (f16) => (f16) as f32; (bf16) => (bf16) as f32; (f32) => (f32) as f32;
            (f64) => (f64) as f64; (C32) => (C32) as Cplx<f32>; (C64) => (C64) as Cplx<f64>;
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
