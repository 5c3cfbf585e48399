//! Scans: the running results of reductions.

use crate::{Fold, Isa, Lane, Vector};

/// The scans among the lines of reductions in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_scans {
    ($each:ident) => {
        $crate::reduction! { $each widened: scan Add [cumulative_sum cumulative_sum_into] {
            "Computes the running sums of" ""
            accuracy "integers wrap in 64 bits; 16-bit floats are added in `f32`; floats are added \
in groups of 16 elements, 8 of `f64` and `C64`, by halves, and then to the sum of the groups \
before, so that errors are usually smaller than those of a plain loop"
            special "NaN in all sums after a NaN"
            numpy "`np.cumsum`" alias "cumsum"
            example ("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]") =>
                ("[[1.0, 3.0, 6.0], [4.0, 9.0, 15.0]]")
        } }
        $crate::reduction! { $each widened: scan Multiply [cumulative_prod cumulative_prod_into] {
            "Computes the running products of" ""
            accuracy "integers wrap in 64 bits; 16-bit floats are multiplied in `f32`; floats are \
multiplied in the order of `cumulative_sum`"
            special "NaN in all products after a NaN"
            numpy "`np.cumprod`" alias "cumprod"
            example ("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]") =>
                ("[[1.0, 2.0, 6.0], [4.0, 20.0, 120.0]]")
        } }
        $crate::reduction! { $each numbers:
            scan NanSum [nan_cumulative_sum nan_cumulative_sum_into] {
            "Computes the running sums of" ", ignoring NaN"
            accuracy "that of `cumulative_sum`; complex numbers are added in `f64`"
            special "NaN counts as 0; `inf - inf` is NaN"
            numpy "`np.nancumsum`" alias "nancumsum"
            example ("[[1.0, f64::NAN, 3.0], [f64::NAN, 5.0, 6.0]]") =>
                ("[[1.0, 1.0, 4.0], [0.0, 5.0, 11.0]]")
        } }
        $crate::reduction! { $each numbers:
            scan NanProduct [nan_cumulative_prod nan_cumulative_prod_into] {
            "Computes the running products of" ", ignoring NaN"
            accuracy "that of `cumulative_prod`; complex numbers are multiplied in `f64`"
            special "NaN counts as 1; `0 * inf` is NaN"
            numpy "`np.nancumprod`" alias "nancumprod"
            example ("[[1.0, f64::NAN, 3.0], [f64::NAN, 5.0, 6.0]]") =>
                ("[[1.0, 1.0, 3.0], [1.0, 5.0, 30.0]]")
        } }
        $crate::reduction! { $each elements:
            scan RunningMinimum [cumulative_min cumulative_min_into] {
            "Finds the running minima of" ""
            accuracy "exact"
            special "NaN from the first NaN on; -0 is below +0"
            numpy "`np.minimum.accumulate`"
            example ("[[3.0, 5.0, 1.0], [4.0, 2.0, 6.0]]") =>
                ("[[3.0, 3.0, 1.0], [4.0, 2.0, 2.0]]")
        } }
        $crate::reduction! { $each elements:
            scan RunningMaximum [cumulative_max cumulative_max_into] {
            "Finds the running maxima of" ""
            accuracy "exact"
            special "NaN from the first NaN on; +0 is above -0"
            numpy "`np.maximum.accumulate`"
            example ("[[1.0, 5.0, 3.0], [4.0, 2.0, 6.0]]") =>
                ("[[1.0, 5.0, 5.0], [4.0, 4.0, 6.0]]")
        } }
    };
}

/// Lists the operations of scans, each with the operation of two elements.
macro_rules! running {
    ($($(#[$doc:meta])+ $op:ident: $better:ident $worst:ident;)*) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug)]
        pub struct $op;

        impl<T: Lane> Fold<T> for $op {
            type Acc = T;
            type Out = T;
            const ALLOWS_EMPTY: bool = false;
            const IS_EXACT: bool = true;
            const COUNTS: bool = false;

            #[inline(always)]
            fn identity<S: Isa>(&self, s: S) -> Vector<S, T> {
                Vector::splat(s, T::$worst)
            }

            #[inline(always)]
            fn step<S: Isa>(&self, acc: Vector<S, T>, x: Vector<S, T>) -> Vector<S, T> {
                acc.$better(x)
            }

            #[inline(always)]
            fn start<S: Isa>(&self, _: S, x: Vector<S, T>) -> Vector<S, T> {
                x
            }

            #[inline(always)]
            fn merge<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
                a.$better(b)
            }

            #[inline(always)]
            fn finish<S: Isa>(&self, acc: Vector<S, T>, _: usize) -> Vector<S, T> {
                acc
            }
        }
    )*};
}
running! {
    /// The minimum of all elements so far.
    RunningMinimum: min GREATEST;
    /// The maximum of all elements so far.
    RunningMaximum: max LEAST;
}
