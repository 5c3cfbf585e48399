//! Fusing: several operations in one pass over memory, by [`lazy`](mod@crate::lazy).
//!
//! # When it pays
//!
//! A call reads its operands and writes its result. If arrays are larger than the caches, that
//! takes longer than arithmetic does. `sqrt(a * b + c)` in calls moves eight arrays' worth of
//! memory, and needs two temporary arrays:
//!
//! | | read | written |
//! |:--|:--|:--|
//! | `let p = &a * &b` | `a`, `b` | `p` |
//! | `let q = p + &c` | `p`, `c` | `q` |
//! | `sqrt(&q)` | `q` | the result |
//! | **`(lazy(&a) * &b + &c).sqrt()`** | `a`, `b`, `c` | the result |
//!
//! ```
//! use tightloop::{Array, lazy, sqrt};
//!
//! let (a, b) = (Array::from([1.0, 2.0, 3.0]), Array::from([4.0, 5.0, 6.0]));
//! let c = Array::from([0.0, 6.0, 7.0]);
//! let fused = (lazy(&a) * &b + &c).sqrt().eval()?;
//! assert_eq!(fused, sqrt(&a * &b + &c)); // the same bits, too
//! assert_eq!(fused, Array::from([2.0, 4.0, 5.0]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! So fuse chains of cheap operations on large arrays first. For small arrays it saves calls and
//! allocations. Where a formula is a few `exp` and `pow`, arithmetic takes the time, and little is
//! gained.
//!
//! # Reductions
//!
//! What is reduced goes through the nearest cache. Each of these is one pass over memory, without a
//! temporary array:
//!
//! ```
//! use tightloop::{Array, KeepDims, lazy, square, sum};
//!
//! let x = Array::from([[1.0_f64, 2.0], [3.0, 4.0]]);
//! let y = Array::from([[1.5, 2.0], [3.0, 2.0]]);
//! // ((x - y) ** 2).mean()
//! assert_eq!((lazy(&x) - &y).square().mean()?, 1.0625);
//! // np.abs(x - y).max(axis=0)
//! assert_eq!((lazy(&x) - &y).abs().max_axis(0)?, Array::from([0.5, 2.0]));
//! // (x > y).any(axis=1, keepdims=True)
//! let any = lazy(&x).greater(&y).any_axis(KeepDims(1))?;
//! assert_eq!(any, Array::from([[false], [true]]));
//!
//! // The bits are those of the reduction of an array.
//! assert_eq!((lazy(&x) - &y).square().sum()?, sum(square(&x - &y)));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! There are the sum, the product, the mean, both extremes, `any` and `all`. An operation of your
//! own is reduced by all of [`ops`](crate::ops), and by folds of your own: see
//! [`map_reduce`](crate::UnaryExt::map_reduce).
//!
//! # Into existing memory
//!
//! [`eval_into`](crate::Lazy::eval_into) writes into any output of the dtype of the expression, and
//! allocates nothing. An expression borrows its arrays, so it cannot write over one of them: use
//! two arrays in turn, as in [`preallocating`](super::preallocating), or a [`ufunc!`](crate::ufunc)
//! with a function that works in place.
//!
//! ```
//! use tightloop::{Array, lazy};
//!
//! let (x, v) = (Array::from([1.0f32, 2.0]), Array::from([0.5, -0.5]));
//! let mut next = Array::<f32>::zeros(&[2])?;
//! (lazy(&x) + lazy(&v) * 0.5).eval_into(&mut next)?;
//! assert_eq!(next, Array::from([1.25, 1.75]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # What it may contain
//!
//! - Every function of one or two elements of one dtype that has one result, as a method; `clip`,
//!   `fma`, `lerp` and `select`; the operators `+ - * / %`, `& | ^` and `- !`;
//!   [`map`](crate::Lazy::map) with an operation of your own. Not powers of integers, which can
//!   fail.
//! - On the left, an expression, or a number before one: `2.0 * lazy(&x)`. On the right, also
//!   arrays and views. Slices and `Vec`s go in by `lazy(&slice)`.
//! - Up to six arrays, counted as often as they occur. Numbers do not count.
//!
//! An expression is `Copy`: a part that occurs twice is written once, and computed twice. If that
//! is what takes the time, write a [`ufunc!`](crate::ufunc): it may use a value as often as it
//! likes.
//!
//! ```
//! use tightloop::{Array, lazy};
//!
//! let (x, y) = (Array::from([3.0, 5.0]), vec![4.0, 12.0]);
//! let (x2, y2) = (lazy(&x).square(), lazy(&y).square());
//! let radius = (x2 + y2).sqrt();
//! assert_eq!(((x2 - y2) / radius).eval()?, Array::from([-7.0 / 5.0, -119.0 / 13.0]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Depth
//!
//! Everything is computed for each element of the result. So a function of an operand that is
//! stretched is computed again for each row:
//!
//! ```
//! use tightloop::{Array, exp, lazy};
//!
//! let (x, row) = (Array::from([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), Array::from([0.0, 1.0]));
//! let six_exponentials = (lazy(&x) * lazy(&row).exp()).eval()?;
//! let factors = exp(&row); // two of them
//! let products = (lazy(&x) * &factors + 0.0).eval()?;
//! assert_eq!(six_exponentials, products);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! What needs a whole axis before the first result, such as a sum to divide by, cannot be part of
//! an expression: evaluate it first. A deep expression costs compile time, in your crate, per level
//! of the CPU: put it into a function that is not generic, and call that.
//!
//! # Bits
//!
//! Bits are those of the calls one by one, at every level and for every number of threads. The
//! exception are 16-bit floats: an expression computes in `f32`, and rounds once.
//!
//! ```
//! use tightloop::{Array, f16, lazy};
//!
//! let x = Array::from([2048.0f32]).cast::<f16>(); // from here on, every second integer is an f16
//! let by_calls = &x + f16::ONE + f16::ONE;
//! let fused = (lazy(&x) + f16::ONE + f16::ONE).eval()?;
//! assert_eq!(by_calls.cast::<f32>(), Array::from([2048.0]));
//! assert_eq!(fused.cast::<f32>(), Array::from([2050.0]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! A product of matrices, a sum and an operation fuse by [`product`](crate::product()).
