//! Bits of integers and truth values, and what depends on factors of two.

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_bits {
    ($each:ident) => {};
}
