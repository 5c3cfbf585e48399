//! Functions of statistics and of neural networks: error functions, gammas, activations.

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_special {
    ($each:ident) => {};
}
