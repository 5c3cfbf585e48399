//! N-d arrays, elementwise functions, reductions and matrix products at NumPy's speed and beyond,
//! in pure Rust.
//!
//! ```
//! use tightloop::{Array, add_into, multiply, sqrt};
//!
//! // New arrays. Operands broadcast: here a row is multiplied with each row of a matrix.
//! let x = Array::from([[1.0, 4.0, 9.0], [16.0, 25.0, 36.0]]);
//! let y = multiply(&sqrt(&x), &[1.0, 10.0, 100.0])?;
//! assert_eq!(y, Array::from([[1.0, 20.0, 300.0], [4.0, 50.0, 600.0]]));
//!
//! // Into existing memory: slices, `Vec`s, views with any strides.
//! let (a, b, mut out) = (vec![1.0f32; 8], vec![2.0f32; 8], vec![0.0f32; 8]);
//! add_into(&a, &b, &mut out)?;
//! assert_eq!(out, [3.0; 8]);
//!
//! // Operators, also on views.
//! assert_eq!(1.0 - x.t(), Array::from([[0.0, -15.0], [-3.0, -24.0], [-8.0, -35.0]]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Where to find what
//!
//! | | |
//! |:--|:--|
//! | [`guide`] | what to use when, in short programs |
//! | [`Array`], [`ArrayView`], [`ArrayViewMut`] | arrays that own their elements, or borrow them |
//! | [`arithmetic`], [`exponential`] | functions of each element: `+`, `sqrt`, `exp`, .. |
//! | [`trigonometric`], [`hyperbolic`], [`special`] | `sin`, `tanh`, `erf`, `sigmoid`, .. |
//! | [`comparison`], [`rounding`], [`floating_point`] | `less`, `clip`, `floor`, `isnan`, .. |
//! | [`bits`], [`complex`] | `bitwise_and`, `gcd`, `conj`, .. |
//! | [`UfuncExt`] | further forms of these functions: outer, at indices, masked |
//! | [`ReduceExt`], [`AccumulatorExt`] | their reductions: along axes, running, by segments, masked; in accumulators of any dtype |
//! | [`from_numpy`] | which of ours is which of NumPy's |
//! | [`conversion`] | casts between dtypes |
//! | [`manipulation`] | joining, splitting, repeating, reordering, padding |
//! | [`indexing`] | selecting and setting elements by indices and masks |
//! | [`reductions`] | sums, products, means, variances, extremes, counts, norms, running sums |
//! | [`states`] | sums, moments and extremes of data in pieces |
//! | [`along_axes`] | weighted averages, differences, softmax |
//! | [`products`] | products of matrices and vectors, contractions, `einsum` |
//! | [`mod@lazy`] | several operations in one pass over memory |
//! | [`custom`], [`ufunc!`] | operations of your own, with the speed of ours |
//! | [`simd`] | loops of your own over slices |
//! | [`interop`] | arrays of other libraries, files |
//! | [`profile`](profile/index.html) | where the time goes (feature `profile`) |
//! | [`running`] | which code runs, and on how many threads |
//! | [`Operand`], [`Output`], [`Element`] | what functions take |
//! | [`Error`] | what can go wrong |
//! | [`bounds`] | traits in the signatures of functions: which dtypes each one has |
//!
//! Everything is also at the root of the crate: `tightloop::add` is `tightloop::arithmetic::add`.
//!
//! A function comes in up to three forms: [`add`] returns a new array, [`add_into`] writes into
//! existing memory, [`add_assign`] works in place. Every page says which dtypes it takes, how the
//! shapes must fit, how accurate it is, and what NumPy calls it.
//!
//! # If you know NumPy
//!
//! | NumPy | here |
//! |:--|:--|
//! | `np.array([[1.0, 2.0]])` | `Array::from([[1.0, 2.0]])` |
//! | `np.zeros((2, 3))`, `np.arange(5)` | `Array::zeros(&[2, 3])?`, `Array::arange(0, 5, 1)?` |
//! | `np.loadtxt(path, delimiter=",")` | `fs::read_to_string(path)?.parse::<Array<f64>>()?` |
//! | `len(x)`, `x.size` | `x.shape()[0]`, `x.len()` |
//! | `x[i]`, `x[1:, :-1]` | `x.slice(i)?`, `x.slice((1.., ..-1))?` |
//! | `x[::2]`, `x[:, None]` | `x.slice(s![..;2])?`, `x.insert_axis(1)?` |
//! | `x[[0, 5]]`, `x[rows, columns]` | `take(&x, [0, 5], 0)?`, `gather(&x, (rows, columns))?` |
//! | `x[mask]`, `x[mask] = 0` | `extract(&x, &mask)?`, `put_mask(&mut x, &mask, 0)?` |
//! | `x[mask_of_rows]` | `compress(&x, &mask_of_rows, 0)?` |
//! | `x[:400], x[400:]` | `x.split_at(0, 400)?` |
//! | `x.T`, `x @ y` | `x.t()`, `matmul(&x, &y)?` |
//! | `np.dot(u, v)`, `np.einsum("ij,kj->ik", x, y)` | `dot(&u, &v)?`, `einsum("ij,kj->ik", (&x, &y))?` |
//! | `x + y`, `x += y`, `x**2` | `&x + &y`, `x += &y`, `square(&x)` |
//! | `x.sum()`, `x.sum(axis=0)` | `sum(&x)`, `sum_axis(&x, 0)?` |
//! | `x.sum(axis=0, keepdims=True)` | `sum_axis(&x, KeepDims(0))?` |
//! | `x.var()`, `x.std(axis=0, ddof=1)` | `var(&x, 0.0)`, `std_axis(&x, 0, 1.0)?` |
//! | `x == y`, `x < y` | `equal(&x, &y)?`, `less(&x, &y)?` |
//! | `np.array_equal(x, y)` | `x == y` |
//! | `a & b`, `a \| b`, `~a` of masks | `&a & &b`, `&a \| &b`, `!&a` |
//! | `x.astype(np.float32)` | `x.cast::<f32>()` |
//! | `for row in x:` | `for row in x.rows()` |
//! | `f"{x.round(2)}"` | `{x:.2}`, with two decimals everywhere |
//!
//! [`from_numpy`] has all ufuncs; [`manipulation`] and [`indexing`] have more such tables, and
//! every function's page has NumPy's name.
//!
//! A `main` that also reads files returns `Result<(), Box<dyn std::error::Error>>`; the prelude's
//! [`Result`] takes that error, too.
//!
//! # Errors and panics
//!
//! If operands do not fit together, a function returns an [`Error`] that names the operation and
//! the shapes, and nothing has been written. A function that can fail only if memory runs out, such
//! as [`exp`], does not return a `Result`: it panics, as `Vec` does. Operators and indexing panic,
//! too.
//!
//! # The same bits everywhere
//!
//! A result does not depend on the instruction set, the number of threads, or the address of an
//! array. It is a function of the operation, the dtype, the shape and the values alone.
//!
//! A reduction along one axis is a function of the operation, the dtype and the values along that
//! axis, in their order: strides, the other axes and neighbours do not matter. So an array, its
//! transposed or reversed copy, a broadcast view and a row by itself give the same bits. Only if
//! floats are reduced over several axes at once, their order is that of memory: axes with long
//! strides come first, equal ones in the order of the shape, and stretched ones before all others.
//!
//! In a product of matrices, an element depends on its row and its column alone: a row by itself
//! has the bits that it has among others.
//!
//! NaN is NaN everywhere. Its sign and payload are not part of the promise, because Rust leaves
//! them open.
//!
//! # Stack, locks and `fork`
//!
//! A call needs up to 64 KiB of stack on the calling thread, and on each thread of the pool that
//! helps.
//!
//! While a thread of a rayon pool waits for the pieces of a large call, it runs other tasks of the
//! pool. So do not hold a lock or a `RefCell` borrow across such a call if another task may want
//! it. After `fork`, the child process has no threads of the pool and would wait for them forever.
//! Use [`with_threads(1, ..)`](with_threads) in both cases: then the call stays on its thread.

#![forbid(unsafe_code)]

#[macro_use]
mod docs;

pub mod along_axes;
mod array;
pub mod bounds;
mod call;
pub mod conversion;
pub mod custom;
mod forms;
pub mod from_numpy;
pub mod guide;
pub mod indexing;
mod infallible;
pub mod interop;
pub mod lazy;
pub mod manipulation;
mod operand;
mod operators;
pub mod products;
#[cfg(feature = "profile")]
pub mod profile;
mod promotion;
#[cfg(feature = "pulp")]
pub mod pulp;
pub mod reductions;
pub mod running;
pub mod simd;
pub mod states;
mod ufunc_reductions;
mod ufuncs;

pub use array::{Array, ArrayView, ArrayViewMut, IntoIter, Subviews, SubviewsMut};
pub use forms::UfuncExt;
pub use lazy::{Lazy, lazy, lazy_mask};
pub use operand::{Operand, Output};
pub use tightloop_array_core::{
    C32, C64, Complex, DType, Element, Error, Iter, IterMut, MAX_NDIM, Result, Slice, bf16, f16,
};
#[doc(hidden)]
pub use tightloop_kernels::catalogue;
pub use tightloop_kernels::ops;
pub use ufunc_reductions::{AccumulatorExt, ReduceExt};
pub use ufuncs::{
    arithmetic, bits, comparison, complex, exponential, floating_point, hyperbolic, rounding,
    special, trigonometric,
};

#[doc(hidden)]
pub use bounds::*;
#[doc(no_inline)]
pub use {
    along_axes::*, arithmetic::*, bits::*, comparison::*, complex::*, conversion::*, custom::*,
    exponential::*, floating_point::*, hyperbolic::*, indexing::*, manipulation::*, products::*,
    reductions::*, rounding::*, running::*, special::*, trigonometric::*,
};

/// What most programs need: all functions, and the types that they take.
///
/// ```
/// use tightloop::prelude::*;
///
/// let x = Array::from([[3.0, 4.0], [6.0, 8.0]]);
/// assert_eq!(sqrt(sum_axis(square(&x), 1)?), Array::from([5.0, 10.0]));
/// # Ok::<(), Error>(())
/// ```
pub mod prelude {
    #[doc(no_inline)]
    pub use crate::{
        AccumulatorExt, Array, ArrayView, ArrayViewMut, C32, C64, Complex, Element, Error, Operand,
        Output, ReduceExt, Result, Slice, UfuncExt, bf16, f16, s, ufunc,
    };
    #[doc(no_inline)]
    pub use crate::{
        along_axes::*, arithmetic::*, bits::*, comparison::*, complex::*, conversion::*, custom::*,
        exponential::*, floating_point::*, hyperbolic::*, indexing::*, manipulation::*,
        products::*, reductions::*, rounding::*, running::*, special::*, trigonometric::*,
    };
}

/// The examples of the README are tested, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
