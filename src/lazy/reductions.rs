//! Reductions of the results of expressions.

use super::{Expression, Lazy};
use crate::bounds::{ComputedAs, FusibleFold};
use crate::{Array, Axes, Element, Result, ops};
use tightloop_dispatch::{FusedKernel, MappedFold};

/// Lists reductions: of each its operation, and its functions of all elements and along axes.
macro_rules! reductions {
    ($($does:literal $op:ident $all:ident $along:ident;)*) => {
        impl<T: ComputedAs<E::Value>, E: Expression> Lazy<T, E> {$(
            #[doc = concat!($does, " all results, with the bits of ", link!($all), ".")]
            ///
            /// # Errors
            ///
            /// [`Error::Broadcast`](crate::Error::Broadcast) if the shapes of the arrays do not
            /// broadcast together; [`Error::EmptyReduction`](crate::Error::EmptyReduction) if there
            /// are no results, and the reduction of none is not defined.
            pub fn $all<Y: Element>(self) -> Result<Y>
            where
                ops::$op: FusibleFold<T, Out = Y>,
            {
                let fused = const { &FusedKernel::of::<E::Inputs, E::Value>() };
                let fold = MappedFold::fused(fused, &ops::$op);
                self.call(|call, operands| call.reduced_to_one(fold, operands))
            }

            #[doc = concat!($does, " the results along one or more axes: see ", link!($along), ".")]
            ///
            /// # Errors
            ///
            /// Those of the reduction of all results, and
            /// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) or
            /// [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if these are not axes of the
            /// results.
            pub fn $along<Y: Element>(self, axes: impl Axes) -> Result<Array<Y>>
            where
                ops::$op: FusibleFold<T, Out = Y>,
            {
                let fused = const { &FusedKernel::of::<E::Inputs, E::Value>() };
                let fold = MappedFold::fused(fused, &ops::$op);
                self.call(|call, operands| call.reduced(fold, operands, axes))
            }
        )*}
    };
}
reductions! {
    "Adds up" Sum sum sum_axis;
    "Multiplies" Multiply prod prod_axis;
    "Returns the mean of" Mean mean mean_axis;
    "Returns the least of" Minimum min min_axis;
    "Returns the greatest of" Maximum max max_axis;
    "Returns whether any is true of" LogicalOr any any_axis;
    "Returns whether all are true of" LogicalAnd all all_axis;
}
