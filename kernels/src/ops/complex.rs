//! The parts of complex numbers.

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_complex {
    ($each:ident) => {};
}
