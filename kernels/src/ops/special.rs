//! Functions of statistics and of neural networks: error functions, gammas, activations.

mod relu;

pub use relu::Relu;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_special {
    ($each:ident) => {
        $each! { unary Relu [relu relu_into relu_assign] {
            "Takes the larger of each element and 0"
            accuracy "exact"
            special "NaN stays NaN; -0 becomes +0"
            numpy "none: `np.maximum` with 0"
            example ("[[1.5, -2.0], [0.0, 4.0]]") => ("[[1.5, 0.0], [0.0, 4.0]]")
        } [i8 i16 i32 i64 f16 bf16 f32 f64] [] }
    };
}
