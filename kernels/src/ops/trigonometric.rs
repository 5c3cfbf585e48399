//! Trigonometric functions and their inverses; angles.

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_trigonometric {
    ($each:ident) => {};
}
