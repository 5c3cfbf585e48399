//! Hyperbolic functions and their inverses.

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_hyperbolic {
    ($each:ident) => {};
}
