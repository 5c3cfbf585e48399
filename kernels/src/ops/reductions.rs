//! Reductions and scans. Most of them fold an operation of another family.

mod count_nonzero;
mod extremes;
mod mean;
mod moments;
mod nan;
mod nanmean;
mod nanprod;
mod nansum;
mod nanvar;
mod norm_1;
mod norm_2;
mod norm_inf;
mod ptp;
mod running;
mod same_blocks;
mod signatures;
mod sum;
mod sum_and_error;
mod var;

pub use count_nonzero::CountNonzero;
pub use mean::Mean;
pub use nanmean::NanMean;
pub use nanprod::NanProduct;
pub use nansum::NanSum;
pub use nanvar::{NanSpread, NanStandardDeviation, NanVariance};
pub use norm_1::Norm1;
pub use norm_2::Norm2;
pub use norm_inf::NormInf;
pub use ptp::{MinimumMaximum, PeakToPeak};
pub use running::{RunningMaximum, RunningMinimum};
pub use sum::Sum;
pub use sum_and_error::SumAndError;
pub use var::{CentralMoments, MeanVariance, Spread, StandardDeviation, Variance};

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_reductions {
    ($each:ident) => {
        $crate::reduction! { $each sums: fold Sum [sum sum_axis sum_axis_into] {
            "Adds up" ""
            accuracy "integers wrap in 64 bits; 16-bit floats are added in `f32`; floats are added \
in blocks of 256 or, if of 64 bits, 128, and the sums of blocks are added with their errors, so \
that the error of a long sum is no larger than those of its blocks"
            special "0 if there are no elements"
            numpy "`np.sum`"
            example ("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]") => ("21.0") ("[5.0, 7.0, 9.0]")
        } }
        $crate::reduction! { $each widened: fold Multiply [prod prod_axis prod_axis_into] {
            "Multiplies" ""
            accuracy "integers wrap in 64 bits; 16-bit floats are multiplied in `f32`; floats are \
multiplied in a fixed tree, and each product is rounded"
            special "1 if there are no elements; a complex factor of 1 changes nothing"
            numpy "`np.prod`"
            example ("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]") => ("720.0") ("[4.0, 10.0, 18.0]")
        } }
        $crate::reduction! { $each means: fold Mean [mean mean_axis mean_axis_into] {
            "Computes the arithmetic mean of" ""
            accuracy "that of `sum`, and one division; integers are added in `f64`"
            special "NaN if there are no elements"
            numpy "`np.mean`"
            example ("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]") => ("3.5") ("[2.5, 3.5, 4.5]")
        } }
        $crate::reduction! { $each spreads: spread Variance [var var_axis var_axis_into] {
            "Computes the variance of" ""
            accuracy "squared distances from the mean are added in one pass, and the mean itself \
costs no digits; integers and complex numbers are computed in `f64`, 16-bit floats in `f32`"
            special "NaN if an element is NaN or infinite, or if there are none"
            numpy "`np.var`"
            example ("[[7.0, 1.0, 3.0], [3.0, 3.0, 1.0]]") => ("4.0") ("[4.0, 1.0, 1.0]")
        } }
        $crate::reduction! { $each spreads: spread StandardDeviation [std std_axis std_axis_into] {
            "Computes the standard deviation of" ""
            accuracy "half of the error of `var`, and a square root"
            special "as those of `var`"
            numpy "`np.std`"
            example ("[[7.0, 1.0, 3.0], [3.0, 3.0, 1.0]]") => ("2.0") ("[2.0, 1.0, 1.0]")
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
        $crate::reduction! { $each differences: fold1 PeakToPeak [ptp ptp_axis ptp_axis_into] {
            "Computes the difference between the largest and the smallest of" ""
            accuracy "floats are rounded once; integers wrap"
            special "NaN if any element is NaN"
            numpy "`np.ptp`"
            example ("[[1.0, 5.0, 3.0], [4.0, 2.0, 6.0]]") => ("5.0") ("[3.0, 3.0, 3.0]")
        } }
        $crate::reduction! { $each floats: fold1 Fmin [nanmin nanmin_axis nanmin_axis_into] {
            "Finds the smallest of" ", ignoring NaN"
            accuracy "exact"
            special "NaN if all elements are NaN; -0 is below +0"
            numpy "`np.nanmin`"
            example ("[[1.0, f64::NAN, 3.0], [4.0, 2.0, 6.0]]") => ("1.0") ("[1.0, 2.0, 3.0]")
        } }
        $crate::reduction! { $each floats: fold1 Fmax [nanmax nanmax_axis nanmax_axis_into] {
            "Finds the largest of" ", ignoring NaN"
            accuracy "exact"
            special "NaN if all elements are NaN; +0 is above -0"
            numpy "`np.nanmax`"
            example ("[[1.0, f64::NAN, 3.0], [4.0, 2.0, 6.0]]") => ("6.0") ("[4.0, 2.0, 6.0]")
        } }
        $crate::reduction! { $each numbers: fold NanSum [nansum nansum_axis nansum_axis_into] {
            "Adds up" ", ignoring NaN"
            accuracy "16-bit floats are added in `f32`, complex numbers in `f64`; floats are added \
in a fixed tree, and each sum is rounded"
            special "0 if all elements are NaN"
            numpy "`np.nansum`"
            example ("[[1.0, f64::NAN, 3.0], [4.0, 2.0, 6.0]]") => ("16.0") ("[5.0, 2.0, 9.0]")
        } }
        $crate::reduction! { $each numbers:
            fold NanProduct [nanprod nanprod_axis nanprod_axis_into] {
            "Multiplies" ", ignoring NaN"
            accuracy "that of `prod`; complex numbers are multiplied in `f64`"
            special "1 if all elements are NaN"
            numpy "`np.nanprod`"
            example ("[[1.0, f64::NAN, 3.0], [4.0, 2.0, 6.0]]") => ("144.0") ("[4.0, 2.0, 18.0]")
        } }
        $crate::reduction! { $each numbers: fold NanMean [nanmean nanmean_axis nanmean_axis_into] {
            "Computes the arithmetic mean of" ", ignoring NaN"
            accuracy "that of `nansum`, and one division"
            special "NaN if all elements are NaN"
            numpy "`np.nanmean`"
            example ("[[1.0, f64::NAN, 3.0], [4.0, 2.0, 6.0]]") => ("3.2") ("[2.5, 2.0, 4.5]")
        } }
        $crate::reduction! { $each nan_spreads:
            spread NanVariance [nanvar nanvar_axis nanvar_axis_into] {
            "Computes the variance of" ", ignoring NaN"
            accuracy "that of `var`; 16-bit floats are computed in `f32`, all else in `f64`"
            special "NaN if a number is infinite, or if there are no more numbers than `ddof`"
            numpy "`np.nanvar`"
            example ("[[7.0, f64::NAN, 2.0], [2.0, 2.0, 2.0]]") => ("4.0") ("[6.25, 0.0, 0.0]")
        } }
        $crate::reduction! { $each nan_spreads:
            spread NanStandardDeviation [nanstd nanstd_axis nanstd_axis_into] {
            "Computes the standard deviation of" ", ignoring NaN"
            accuracy "half of the error of `nanvar`, and a square root"
            special "as those of `nanvar`"
            numpy "`np.nanstd`"
            example ("[[7.0, f64::NAN, 2.0], [2.0, 2.0, 2.0]]") => ("2.0") ("[2.5, 0.0, 0.0]")
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
        $crate::reduction! { $each float_places:
            nan_search Fmin [nanargmin nanargmin_axis nanargmin_axis_into] {
            "Finds the position of the smallest of" ", ignoring NaN"
            accuracy "exact"
            special "the first of equal elements; if all are NaN, that is an error"
            numpy "`np.nanargmin`"
            example ("[[1.0, f64::NAN, 3.0], [4.0, 2.0, 6.0]]") => ("0") ("[0, 1, 0]")
        } }
        $crate::reduction! { $each float_places:
            nan_search Fmax [nanargmax nanargmax_axis nanargmax_axis_into] {
            "Finds the position of the largest of" ", ignoring NaN"
            accuracy "exact"
            special "the first of equal elements; if all are NaN, that is an error"
            numpy "`np.nanargmax`"
            example ("[[1.0, f64::NAN, 3.0], [4.0, 2.0, 6.0]]") => ("5") ("[1, 1, 1]")
        } }
        $crate::reduction! { $each truths: fold LogicalOr [any any_axis any_axis_into] {
            "Finds whether any is true of" ""
            accuracy "exact"
            special "NaN is true; false if there are no elements"
            numpy "`np.any`"
            example ("[[1.0, 0.0, 3.0], [4.0, 0.0, 6.0]]") => ("true") ("[true, false, true]")
        } }
        $crate::reduction! { $each truths: fold LogicalAnd [all all_axis all_axis_into] {
            "Finds whether all are true of" ""
            accuracy "exact"
            special "NaN is true; true if there are no elements"
            numpy "`np.all`"
            example ("[[1.0, 0.0, 3.0], [4.0, 5.0, 6.0]]") => ("false") ("[true, false, true]")
        } }
        $crate::reduction! { $each counts:
            count CountNonzero [count_nonzero count_nonzero_axis count_nonzero_axis_into] {
            "Counts those that are not zero of" ""
            accuracy "exact"
            special "NaN is not zero, and -0 is"
            numpy "`np.count_nonzero`"
            example ("[[1.0, 0.0, 3.0], [4.0, 0.0, 6.0]]") => ("4") ("[2, 0, 2]")
        } }
        $crate::reduction! { $each norms: fold Norm1 [norm_1 norm_1_axis norm_1_axis_into] {
            "Adds up the absolute values of" ""
            accuracy "magnitudes are those of `abs`, and are added as by `sum`; those of 16-bit \
floats in `f32`"
            special "0 if there are no elements"
            numpy "`np.linalg.vector_norm(x, ord=1)`"
            example ("[[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]") => ("21.0") ("[5.0, 7.0, 9.0]")
        } }
        $crate::reduction! { $each norms: fold Norm2 [norm_2 norm_2_axis norm_2_axis_into] {
            "Computes the Euclidean norm of" ""
            accuracy "half of the error of a sum, and about two units in the last place; nothing \
overflows or underflows on the way"
            special "0 if there are no elements"
            numpy "`np.linalg.vector_norm`"
            example ("[[3.0, 0.0, 0.0], [4.0, 12.0, 0.0]]") => ("13.0") ("[5.0, 12.0, 0.0]")
        } }
        $crate::reduction! { $each norms: fold NormInf [norm_inf norm_inf_axis norm_inf_axis_into] {
            "Finds the largest absolute value of" ""
            accuracy "exact; complex magnitudes are within 1 ULP"
            special "0 if there are no elements"
            numpy "`np.linalg.vector_norm(x, ord=np.inf)`"
            example ("[[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]") => ("6.0") ("[4.0, 5.0, 6.0]")
        } }
    };
}
