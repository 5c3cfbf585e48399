//! Lazy expressions: several operations in one pass over memory, without temporary arrays.
//!
//! [`lazy`] takes an array and gives a [`Lazy`], on which operators and methods build an
//! expression. Nothing is computed until [`eval`](Lazy::eval), [`eval_into`](Lazy::eval_into) or a
//! reduction ([`sum`](Lazy::sum), [`max_axis`](Lazy::max_axis), ..) asks for it. Then one loop
//! loads the elements of all arrays, computes the whole expression in registers, and stores the
//! results: each array is read once, and the result is written once.
//!
//! ```
//! use tightloop::{Array, lazy};
//!
//! let (a, b) = (Array::from([1.0f64, 2.0, 3.0]), Array::from([4.0, 5.0, 6.0]));
//! let y = ((lazy(&a) * &b - 4.0) / 2.0).sqrt().eval()?;
//! assert_eq!(y, Array::from([0.0, 3.0f64.sqrt(), 7.0f64.sqrt()]));
//!
//! // Reductions need no memory for what they reduce.
//! assert_eq!((lazy(&a) - &b).square().sum()?, 27.0);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # What it computes
//!
//! - **The bits are those of the calls one by one**, `sqrt(&((&a * &b - 4.0) / 2.0))` above. 16-bit
//!   floats are the exception: an expression computes them in `f32` and rounds once, at the end.
//! - Arrays broadcast together, as in all functions. The result has their common shape.
//! - Numbers have the dtype of the expression beside them: `lazy(&a) * 2.0` needs no suffix.
//! - An expression has up to six arrays, counted as often as they occur, and any number of numbers.
//!   A seventh does not compile: evaluate a part of it, or write an operation of your own
//!   ([`custom`](crate::custom)), which may use a value several times.
//! - All values of an expression have the same number of lanes: `f32` goes together with `i32`,
//!   `u32` and the truth values of both, and `f64` with `i64`. Other arrays are converted as they
//!   are loaded: see [`cast`](Lazy::cast).
//!
//! The loop is compiled in your crate, once per expression and level of the CPU: about as long as
//! an operation of your own.
//!
//! ```
//! use tightloop::{Array, lazy, lazy_mask};
//!
//! // A comparison chooses.
//! let x = Array::from([-2.0f32, -0.5, 3.0]);
//! let y = lazy(&x).greater(0.0).select(lazy(&x), lazy(&x) * 0.1).eval()?;
//! assert_eq!(y, Array::from([-0.2, -0.05, 3.0]));
//!
//! // So does an array of `bool`.
//! let mask = Array::from([true, false, true]);
//! assert_eq!(lazy_mask(&mask).select(lazy(&x), 0.0).eval()?, Array::from([-2.0, 0.0, 3.0]));
//!
//! // Operands of several shapes, and of another dtype.
//! let (column, counts) = (Array::from([[1.0f32], [10.0]]), Array::from([1i64, 2, 3]));
//! let y = (lazy(&column) * lazy(&counts).cast::<f32>()).eval()?;
//! assert_eq!(y, Array::from([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]]));
//! # Ok::<(), tightloop::Error>(())
//! ```

//!
//! What does not compile: seven arrays, and powers of integers, which have no negative exponents,
//! so that the call could fail.
//!
//! ```compile_fail
//! # use tightloop::{Array, lazy};
//! let x = Array::from([1.0]);
//! let y = lazy(&x) + &x + &x + &x + &x + &x + &x;
//! y.eval();
//! ```
//!
//! ```compile_fail
//! # use tightloop::{Array, lazy};
//! let x = Array::from([1, 2]);
//! lazy(&x).pow(&x).eval();
//! ```

mod expression;
mod functions;
mod operators;
mod reductions;
mod term;

pub use expression::{Expression, Leaf, Map, Map2, Map3, Number};
pub use term::Term;

use crate::bounds::{ComputedAs, Natural, StoredFor};
use crate::call::Call;
use crate::{Array, Operand, Output, Result};
use expression::Fused;
use tightloop_dispatch::Kernel;
use tightloop_kernels::{Lane, Streamed, Truth, Unary};

/// An expression whose results are elements of type `T`, and which has not been computed yet: see
/// the [module](self). It borrows its arrays, and is `Copy`.
#[derive(Clone, Copy, Debug)]
#[must_use = "an expression computes nothing until it is evaluated"]
pub struct Lazy<T, E> {
    expression: E,
    element: core::marker::PhantomData<fn() -> T>,
}

/// An operand as an expression.
pub type LazyOperand<X, T> = Lazy<T, Leaf<X, T, <T as Natural>::Value>>;

/// Begins an expression with an operand, such as `&Array`, a view or `&Vec`.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all |
/// | **Shapes** | any; operands of one expression broadcast together |
/// | **NumPy** | `numexpr.evaluate` is the nearest |
///
/// # Examples
///
/// ```
/// use tightloop::{Array, lazy};
///
/// let x = Array::from([0.0, 3.0]);
/// assert_eq!((lazy(&x) * &x + 16.0).sqrt().eval()?, Array::from([4.0, 5.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[inline(always)]
pub fn lazy<X: Operand<T> + Copy, T: Natural>(x: X) -> LazyOperand<X, T> {
    Lazy::new(Leaf::new(x))
}

/// Begins an expression with an operand of `bool`, as a condition for values of type `V` (the type
/// of the numbers that it chooses among, which the compiler infers).
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | `bool` |
/// | **Shapes** | any; operands of one expression broadcast together |
/// | **NumPy** | `np.where`, with the [`select`](Lazy::select) that follows |
///
/// # Examples
///
/// ```
/// use tightloop::{Array, lazy, lazy_mask};
///
/// let (mask, x) = (Array::from([true, false]), Array::from([1.0, 2.0]));
/// let y = lazy_mask(&mask).select(lazy(&x).sqrt(), -1.0).eval()?;
/// assert_eq!(y, Array::from([1.0, -1.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[inline(always)]
pub fn lazy_mask<X: Operand<bool> + Copy, V: Lane>(mask: X) -> Lazy<bool, Leaf<X, bool, Truth<V>>> {
    Lazy::new(Leaf::new(mask))
}

impl<T, E> Lazy<T, E> {
    #[inline(always)]
    fn new(expression: E) -> Self {
        Self { expression, element: core::marker::PhantomData }
    }
}

impl<X, T: Natural> LazyOperand<X, T> {
    /// Converts the elements of an array to another dtype as they are loaded, as
    /// [`cast`](crate::cast) does.
    ///
    /// Only arrays are converted; to convert results, [`cast`](crate::cast()) them.
    #[inline]
    pub fn cast<U: Natural>(self) -> Lazy<U, Leaf<X, T, U::Value>>
    where
        T: ComputedAs<U::Value>,
    {
        Lazy::new(self.expression.computed_as())
    }
}

impl<T: ComputedAs<E::Value>, E: Expression> Lazy<T, E> {
    /// Computes the results into a new array.
    ///
    /// # Errors
    ///
    /// - [`Error::Broadcast`](crate::Error::Broadcast) if the shapes of the arrays do not broadcast
    ///   together.
    /// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
    ///   [`Error::Allocation`](crate::Error::Allocation) if the results do not fit into memory.
    #[inline]
    pub fn eval(self) -> Result<Array<T>> {
        self.call(|call, operands| call.new_array(operands))
    }

    /// Computes the results into existing memory, of their dtype.
    ///
    /// # Errors
    ///
    /// - [`Error::Broadcast`](crate::Error::Broadcast) if the shapes of the arrays do not broadcast
    ///   together.
    /// - [`Error::OutputShape`](crate::Error::OutputShape) if their common shape does not broadcast
    ///   to that of `out`.
    ///
    /// If there is an error, nothing has been written.
    #[inline]
    pub fn eval_into(self, out: impl Output<T>) -> Result<()> {
        self.call(|call, operands| call.write(operands, out))
    }

    /// Applies an operation of your own to each result: see [`custom`](crate::custom).
    #[inline]
    pub fn map<Op: Unary<E::Value, Y>, Y: Streamed + StoredFor<T>>(
        self,
        op: Op,
    ) -> Lazy<Y::Element, Map<Op, E, Y>> {
        Lazy::new(Map::new(op, self.expression))
    }

    /// Calls `f` with a call of the fused operation, and its operands.
    #[inline(always)]
    fn call<R>(
        self,
        f: impl FnOnce(Call<'_, Fused<E>, E::Elements, (T,)>, E::Operands<'_>) -> R,
    ) -> R {
        let fused = Fused::new(self.expression);
        let kernel =
            const { &Kernel::<Fused<E>, E::Elements, (T,)>::unary::<E::Inputs, E::Value>() };
        f(Call::expression(&fused, kernel), fused.operands())
    }
}
