//! Levels and bits: which code runs, and what is promised about results.
//!
//! # Levels
//!
//! Every function is compiled for each [`Level`](crate::Level) of the target: a scalar one, and
//! those with vectors. A program finds out at run time which ones its CPU has, and takes the best.
//! So one binary runs everywhere, and no flags are needed: not `-C target-cpu=native`, not nightly.
//!
//! ```
//! use tightloop::Level;
//!
//! // Slowest first: `scalar` and `avx2` on many PCs, `scalar` and `neon` on ARM.
//! for level in Level::available() {
//!     println!("{level}");
//! }
//! assert!(Level::available().any(|level| level == Level::current()));
//! ```
//!
//! Two ways choose another one: to compare, to test, or to find out whether a fault is ours.
//!
//! - The environment variable `TIGHTLOOP_LEVEL`, for a whole program: `scalar`, `neon`, `avx2` or
//!   `avx512`. If the CPU does not have that level, the variable is ignored, and the program says
//!   so on standard error.
//! - [`with_level`](crate::with_level), for the calls that are made inside, on this thread. If the
//!   CPU does not have that level, it is an error.
//!
//! ```
//! use tightloop::{Error, Level, with_level};
//!
//! assert_eq!(with_level(Level::Scalar, Level::current)?, Level::Scalar);
//! for level in Level::ALL.into_iter().filter(|level| !level.is_available()) {
//!     assert!(matches!(with_level(level, || ()), Err(Error::LevelUnavailable { .. })));
//! }
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # The same bits
//!
//! A result is a function of the operation, the dtype, the shape and the values. It does not depend
//! on the level, the number of threads, addresses, or what was computed before. So a test may
//! compare with `==`, and a result can be reproduced on another machine.
//!
//! ```
//! use tightloop::{Array, Level, exp, matmul, sum, with_level};
//!
//! let x = exp(&Array::<f64>::linspace(-3.0, 3.0, 900)?.into_shape(&[30, 30])?);
//! let expected = (sum(&x).to_bits(), matmul(&x, &x)?);
//! for level in Level::available() {
//!     let found = with_level(level, || Ok((sum(&x).to_bits(), matmul(&x, &x)?)))?;
//!     assert_eq!(found, Ok::<_, tightloop::Error>(expected.clone()));
//! }
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # The order of memory, and batches
//!
//! A reduction along one axis depends on the values along it alone. An element of a product depends
//! on its row and its column alone. So results are the same for a view and its copy, and for a
//! sample by itself and in a batch of any size.
//!
//! ```
//! use tightloop::{Array, matmul, sin, sum, sum_axis};
//!
//! let x = sin(&Array::linspace(0.0, 100.0, 1200)?.into_shape(&[40, 30])?);
//! let along = sum_axis(&x, 1)?;
//! assert_eq!(sum_axis(x.t().to_array().t(), 1)?, along); // the same values, other strides
//! assert_eq!(sum(x.slice(7)?), along[[7]]); // a row by itself
//!
//! let w = Array::linspace(-1.0, 1.0, 150)?.into_shape(&[30, 5])?;
//! let batch = matmul(&x, &w)?;
//! assert_eq!(matmul(x.slice(7..8)?, &w)?, batch.slice(7..8)?);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! Over several axes at once, floats are added in the order of memory: there, a transposed copy may
//! differ in the last bits. If that matters, reduce one axis after the other.
//!
//! # What is not promised
//!
//! - **Versions.** A new release may round otherwise. If it does, the changelog says so.
//! - **Other libraries.** NumPy's bits differ, from ours and from one CPU to another.
//! - **Another way to say it.** `x / 3` and `x * (1.0 / 3.0)` are different operations, and so are
//!   `a * b + c` and [`fma`](crate::fma). [`lazy`](mod@crate::lazy) expressions have the bits of
//!   the calls that they stand for, except in 16-bit floats.
//! - **NaN.** NaN is NaN everywhere, but its sign and payload are open. Compare with
//!   [`isnan`](crate::isnan), not by bits.
//! - **Your loops over slices**, if their result depends on the number of lanes: see
//!   [`simd`](crate::simd#the-same-bits-everywhere). Operations ([`ufunc!`](crate::ufunc),
//!   [`custom`](crate::custom)) have the promise.
//!
//! Random numbers come from the crate `rand`, which makes promises of its own.
//!
//! # Accuracy
//!
//! The unit is that of the last place of the exact result (ULP): 0.5 is the error of correct
//! rounding. Functions such as `exp`, `sin` and `gamma` are within 1, in `f32` and in `f64`, for
//! all real arguments: huge angles, tiny numbers, results near zero. Parts of complex results are
//! within 4. The page of each function says how it rounds.
//!
//! ```
//! use tightloop::{Array, cos, expm1, log, pow, sqrt, sum};
//!
//! let y = cos(&Array::from([1e22_f64])); // naive: subtract 2 * pi so often
//! assert!((y[[0]] - 0.5232147853951389).abs() < 2e-16);
//! assert_eq!(expm1(&Array::from([1e-300])), Array::from([1e-300]));
//! // Long sums do not collect errors, as a plain loop does.
//! let tenths = Array::full(&[1_000_000], 0.1_f64)?;
//! let plain_loop: f64 = tenths.iter().sum();
//! assert!((sum(&tenths) - 1e5).abs() < 1e-10 && (plain_loop - 1e5).abs() > 1e-6);
//! # assert!(sqrt(&[-1.0_f64])[[0]].is_nan() && log(&[0.0])[[0]] == f64::NEG_INFINITY);
//! # assert_eq!(pow(&[f64::NAN], 0.0)?, Array::from([1.0]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! Special values are those of C99: `sqrt(-1.0)` is NaN, `log(0.0)` is minus infinity, and a zeroth
//! power is 1 even of NaN. [`min`](crate::min) and [`max`](crate::max) are NaN if an element is;
//! [`nanmin`](crate::nanmin) and [`fmin`](crate::fmin) ignore NaN.
