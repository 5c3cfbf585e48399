//! The elementwise operations and reductions as types, each with its method, accuracy and special
//! values; and the catalogue of them all.

#![forbid(unsafe_code)]

mod arithmetic;
mod bits;
mod comparison;
mod complex;
mod exponential;
mod floating_point;
mod hyperbolic;
mod reductions;
mod rounding;
mod special;
mod trigonometric;

pub use arithmetic::*;
pub use bits::*;
pub use comparison::*;
pub use complex::*;
pub use exponential::*;
pub use floating_point::*;
pub use hyperbolic::*;
pub use reductions::*;
pub use rounding::*;
pub use special::*;
pub use trigonometric::*;

/// The only list of ufuncs: calls the macro `$each` once for every one of them.
/// `catalogue! { each arithmetic }` lists one family.
///
/// A line has
///
/// - the kind: `unary` (`T` to `T`), `predicate` (`T` to `bool`), `binary` (two `T` to `T`),
///   `mixed` (two operands of different types), `compare` (two `T` to `bool`), `pair` (two `T` to
///   two `T`), `split` (`T` to two results), `ternary` (three `T` to `T`), `fold` (a reduction to
///   one element), `fold1` (the same of at least one element), `spread` (a fold with the parameter
///   `ddof`), `count` (a fold to a number of elements), `search` (a reduction to the position of an
///   element), `nan_search` (the same of a number), `scan` (the running results of a fold);
/// - the type of the operation;
/// - `[..]` the names of its functions: into a new array, into existing memory, and in place if
///   some operands and results have the same types;
/// - `{..}` the documentation of these functions: what they do, in the third person; accuracy;
///   special values; NumPy's name, with another name to search for if there is one (`alias`); and
///   an example, whose results are exact;
/// - `[..]` the dtypes `T`, computed [by](crate::Catalogued::By) the marker of the operation;
/// - `[..]` further signatures, each with the values that it is computed as. Reductions have only
///   these, with the value that elements are folded as: see [`reduction`](crate::reduction).
#[macro_export]
macro_rules! catalogue {
    ($each:ident) => {
        $crate::catalogue! { $each arithmetic }
        $crate::catalogue! { $each exponential }
        $crate::catalogue! { $each trigonometric }
        $crate::catalogue! { $each hyperbolic }
        $crate::catalogue! { $each special }
        $crate::catalogue! { $each rounding }
        $crate::catalogue! { $each floating_point }
        $crate::catalogue! { $each bits }
        $crate::catalogue! { $each comparison }
        $crate::catalogue! { $each complex }
        $crate::catalogue! { $each reductions }
    };
    ($each:ident arithmetic) => {
        $crate::catalogue_arithmetic! { $each }
    };
    ($each:ident exponential) => {
        $crate::catalogue_exponential! { $each }
    };
    ($each:ident trigonometric) => {
        $crate::catalogue_trigonometric! { $each }
    };
    ($each:ident hyperbolic) => {
        $crate::catalogue_hyperbolic! { $each }
    };
    ($each:ident special) => {
        $crate::catalogue_special! { $each }
    };
    ($each:ident rounding) => {
        $crate::catalogue_rounding! { $each }
    };
    ($each:ident floating_point) => {
        $crate::catalogue_floating_point! { $each }
    };
    ($each:ident bits) => {
        $crate::catalogue_bits! { $each }
    };
    ($each:ident comparison) => {
        $crate::catalogue_comparison! { $each }
    };
    ($each:ident complex) => {
        $crate::catalogue_complex! { $each }
    };
    ($each:ident reductions) => {
        $crate::catalogue_reductions! { $each }
        $crate::catalogue_scans! { $each }
    };
}
