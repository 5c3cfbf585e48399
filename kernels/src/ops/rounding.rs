//! Rounding to integers.

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_rounding {
    ($each:ident) => {};
}
