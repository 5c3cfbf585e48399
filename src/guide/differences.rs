//! Differences from NumPy: what Rust asks for, what is different on purpose, and what is missing.
//!
//! # Types are known before the program runs
//!
//! There is no `x.dtype` to look at: `Array<f32>` says it. Literals are `i32` and `f64`, unless
//! something else says what they are. The compiler decides that last: if it asks for types before,
//! or speaks of `!`, help it with a suffix on one literal, or with `Array::<f64>::from(..)`.
//!
//! ```
//! use tightloop::prelude::*;
//!
//! let x = Array::from([9.0_f64, 16.0]); // without the suffix, `.sqrt()` is unknown
//! assert_eq!(sum(&x).sqrt(), 5.0);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Operands are borrowed
//!
//! `x + y` moves both arrays, as for every Rust type; `&x + &y` leaves them. Functions take
//! references. Neither form works in place: `x += &y` does.
//!
//! ```
//! use tightloop::prelude::*;
//!
//! let (x, y) = (Array::from([1.0, 2.0]), Array::from([10.0, 20.0]));
//! let sum = &x + &y;
//! let scaled = 2.0 * x; // the last use of `x`
//! assert_eq!((sum, scaled), (Array::from([11.0, 22.0]), Array::from([2.0, 4.0])));
//! ```
//!
//! # Errors in place of exceptions
//!
//! Functions return errors, and have written nothing then. Operators and `x[[i, j]]` panic: use
//! functions if shapes come from outside. There are no warnings: `1.0 / 0.0` is infinite, and
//! integers overflow, without a word.
//!
//! ```
//! use tightloop::prelude::*;
//!
//! // try: np.ones((2, 3)) + np.ones(2)
//! let sum = add(&Array::<f64>::ones(&[2, 3])?, &[1.0, 1.0]);
//! // except ValueError as error: print(error)
//! let error = sum.unwrap_err();
//! assert_eq!(error.to_string(), "add: the shapes [2, 3] and [2] do not broadcast together");
//! assert!(matches!(error, Error::Broadcast { .. }));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Different on purpose
//!
//! | | NumPy | here |
//! |:--|:--|:--|
//! | integers beside floats | promoted to `float64` | do not compile: [`cast`](crate::cast()) one |
//! | order of memory | new arrays may be in Fortran order | new arrays are in C order; views have any strides |
//! | reshaping what is not in order | copies | an error, or `x.to_array().into_shape(..)` |
//! | `x == y` | of each element | one `bool`; [`equal`](crate::equal) is of each element |
//! | `for row in x` | rows | `for row in x.rows()`; `for e in &x` takes elements |
//! | indices of one element | negative ones count from the end | `x[[i, j]]` takes `usize`; slices and axes take negative ones |
//! | sums of floats along an axis | in an order that depends on strides | [in one order](super::levels) |
//! | [`minimum`](crate::minimum) of -0 and +0 | either | -0 |
//! | [`cast`](crate::cast()) of NaN, or of `300.0` to `u8` | left open | 0, and the end of the range |
//! | assignment of several values to `x[mask]` | the next value each time | [`put_mask`](crate::put_mask): the value at the same index |
//! | [`mean`](crate::mean) of no elements, [`nanmax`](crate::nanmax) of NaN alone | NaN, and a warning | NaN |
//!
//! As in NumPy, not as in Rust:
//!
//! - Integers wrap, also in debug builds. Division of integers by zero gives 0.
//! - `/` of integers gives `f64`, and remainders have the sign of the divisor.
//! - [`min`](crate::min), [`max`](crate::max), [`minimum`](crate::minimum) and
//!   [`maximum`](crate::maximum) are NaN if an element is; [`nanmin`](crate::nanmin) and
//!   [`fmin`](crate::fmin) ignore NaN, as `f64::min` does.
//! - [`round`](crate::round) takes ties to the even neighbour.
//! - The largest of no elements is an error, and so is the place of the largest of NaN alone.
//!
//! ```
//! use tightloop::prelude::*;
//!
//! assert_eq!(Array::from([255u8, 7]) + 1, Array::from([0, 8]));
//! assert_eq!(floor_divide(&[7, -7, 7], &[2, 2, 0])?, Array::from([3, -4, 0]));
//! assert_eq!(Array::from([7, -7, 7]) % [2, 2, 0], Array::from([1, 1, 0]));
//! assert_eq!(Array::from([7, -7, 7]) / [2, 2, 4], Array::from([3.5, -3.5, 1.75]));
//! assert!(min(&[1.0, f64::NAN])?.is_nan() && nanmin(&[1.0, f64::NAN])? == 1.0);
//! assert!(minimum(&[-0.0_f64], &[0.0])?[[0]].is_sign_negative());
//! assert_eq!(round(&[0.5, 1.5, 2.5]), Array::from([0.0, 2.0, 2.0]));
//!
//! let (none, nans) = (Array::<f64>::zeros(&[0])?, Array::from([f64::NAN; 2]));
//! assert!(mean(&none).is_nan() && nanmax(&nans)?.is_nan());
//! assert!(max(&none).is_err() && nanargmax(&nans).is_err());
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # What is missing
//!
//! | NumPy | instead |
//! |:--|:--|
//! | `sort`, `argsort`, `partition`, `searchsorted`, `unique`, `isin` | slices have sorts: [`as_slice_mut`](crate::Array::as_slice_mut) |
//! | `median`, `percentile`, `quantile` | none |
//! | `histogram`, `bincount` | [`Add.at`](crate::UfuncExt::at) counts |
//! | `np.linalg`, but norms and products | views for [faer and nalgebra](crate::interop) |
//! | `np.fft`, `convolve`, `interp`, `gradient`, `trapezoid` | none; [`diff`](crate::diff) |
//! | `round(x, decimals)`, `nan_to_num`, `allclose` | [`round`](crate::round), [`select`](crate::select), [`isclose`](crate::isclose) and [`all`](crate::all) |
//! | `swapaxes`, `moveaxis` | [`permuted`](crate::Array::permuted) |
//! | `ravel`, `reshape(-1)` | `x.reshape(&[x.len()])?` |
//! | dates, text, records, objects, masked arrays | none |
