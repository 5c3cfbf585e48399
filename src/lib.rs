//! N-d arrays, ufuncs, reductions and matrix products at NumPy's speed and beyond, in pure Rust.
//!
//! ```
//! use tightloop::{Array, add_into, multiply, sqrt};
//!
//! // New arrays. Operands broadcast: here a row meets each row of a matrix.
//! let x = Array::from([[1.0, 4.0, 9.0], [16.0, 25.0, 36.0]]);
//! let y = multiply(&sqrt(&x), &[1.0, 10.0, 100.0])?;
//! assert_eq!(y, Array::from([[1.0, 20.0, 300.0], [4.0, 50.0, 600.0]]));
//!
//! // Into memory that is there: slices, `Vec`s, views of any strides. Nothing is allocated.
//! let (a, b, mut out) = (vec![1.0f32; 8], vec![2.0f32; 8], vec![0.0f32; 8]);
//! add_into(&a, &b, &mut out)?;
//! assert_eq!(out, [3.0; 8]);
//!
//! // Operators, on views, too.
//! assert_eq!(1.0 - x.t(), Array::from([[0.0, -15.0], [-3.0, -24.0], [-8.0, -35.0]]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! - **Arrays**: [`Array`] owns its elements, [`ArrayView`] and [`ArrayViewMut`] borrow them, with
//!   strides of any kind. There are fifteen dtypes ([`Element`]): `bool`, integers,
//!   [`f16`](struct@f16), [`bf16`], `f32`, `f64`, and [`Complex`] numbers of these last two.
//! - **Functions** take any [`Operand`] and come in three forms: [`add`] gives a new array,
//!   [`add_into`] writes into any [`Output`], [`add_assign`] works in place.
//! - **Your own operations** implement [`Unary`], [`Binary`] or [`Ternary`] on [`Vector`]s, as
//!   those in [`ops`] do, and run over arrays by [`UnaryExt`] and its kin: with captured
//!   parameters, and as one pass over memory.
//! - **The crate `pulp`** (feature `pulp`): its kernels run under our dispatch, and its operations
//!   inside yours; see the module of that name.
//! - **Errors**: where operands do not fit each other, an [`Error`] names the operation and the
//!   shapes, and nothing has been written.
//! - **Which code runs**: the best [`Level`] that the CPU has, found at run time; [`with_level`]
//!   chooses another one. Large calls are cut over the threads of rayon's current pool (feature
//!   `rayon`, on by default); [`with_threads`] limits that.
//!
//! # The same bits everywhere
//!
//! Results do not depend on the level, the number of threads, or the place in memory: they are a
//! function of the operation, the dtype, the shape, the order of axes in memory, and the values
//! alone. The order in memory counts only for sums and means of floats (which add along memory
//! first) and for products: of those, a row or a column by itself may differ in its last bits from
//! the same one in a larger product.
//!
//! NaN is NaN everywhere; its sign and payload are not part of the promise, for Rust leaves them
//! open.
//!
//! # Stack, locks and `fork`
//!
//! A call needs up to 64 KiB of stack on the thread that makes it, and on each thread of the pool
//! that helps.
//!
//! A thread of a rayon pool that waits for the pieces of a large call runs other tasks of the pool
//! meanwhile: do not hold a lock or a `RefCell` borrow across such a call that another task may
//! want. After `fork`, the child has no threads of the pool, and waits for them for ever. The cure
//! for both is [`with_threads(1, ..)`](with_threads): such calls stay on the thread that makes
//! them.

#![forbid(unsafe_code)]

mod array;
mod call;
mod cast;
pub mod indexing;
pub mod manipulation;
mod operand;
mod operators;
mod products;
#[cfg(feature = "pulp")]
pub mod pulp;
mod reductions;
mod ufuncs;
mod user;

pub use array::{
    Array, ArrayView, ArrayViewMut, IntoIter, IntoSlices, Number, RealFloat, Subviews, SubviewsMut,
};
pub use cast::{cast, cast_into};
pub use indexing::*;
pub use manipulation::*;
pub use operand::{Operand, Output};
pub use products::{gemm, matmul, matmul_into};
pub use reductions::*;
pub use tightloop_array_core::{
    Axis, AxisIndex, AxisRange, C32, C64, Complex, DType, Element, Error, Iter, IterMut, MAX_NDIM,
    Result, Slice, bf16, f16,
};
pub use tightloop_dispatch::gemm::GemmElement;
pub use tightloop_dispatch::{
    FoldUfunc, Level, ScanUfunc, SearchUfunc, Ufunc, threads, with_level, with_threads,
};
pub use tightloop_kernels::{
    Binary, ComplexVector, ComputedAs, Cost, Cplx, Float, Fold, Int, Isa, Lane, Mask, MaskOf,
    Natural, Streamed, Ternary, Truth, Unary, Value, Vector, catalogue, ops,
};
pub use ufuncs::*;
pub use user::{BinaryExt, FullWidth, NaryExt, StoredFor, TernaryExt, UnaryExt};

/// What most programs need: `use tightloop::prelude::*`.
pub mod prelude {
    pub use crate::{
        Array, ArrayView, ArrayViewMut, Binary, BinaryExt, Element, Isa, Level, NaryExt, Operand,
        Output, Slice, Ternary, TernaryExt, Unary, UnaryExt, Vector, with_level, with_threads,
    };
}

/// The examples of the README are tested, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
