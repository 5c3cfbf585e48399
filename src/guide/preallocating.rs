//! Preallocating: loops that use the same memory again and again.
//!
//! A new array costs an allocation, and for a large one the operating system maps new pages, which
//! may take longer than the arithmetic. So allocate before the loop, and write into that.
//!
//! | form | writes | NumPy |
//! |:--|:--|:--|
//! | `exp(&x)`, `&x + &y` | a new array | `np.exp(x)` |
//! | `exp_into(&x, &mut out)?` | an output: an array, a view, a slice, a `Vec` | `np.exp(x, out=out)` |
//! | `exp_assign(&mut x)`, `x += &y` | its first operand | `np.exp(x, out=x)` |
//! | `x.assign(&y)?`, `x.fill(0.0)` | an array | `x[...] = y` |
//!
//! # Buffers in turn
//!
//! The compiler does not let a call read what it writes, but for the forms in place. A step that
//! needs the old state as a whole takes two arrays in turn. Swapping them moves no elements.
//!
//! ```
//! use core::mem::swap;
//! use tightloop::lazy;
//! use tightloop::prelude::*;
//!
//! // Heat in a rod: each point moves towards the mean of its neighbours.
//! let mut heat = Array::from([0.0_f64, 0.0, 8.0, 0.0, 0.0]);
//! let mut next = heat.clone();
//! for _ in 0..2 {
//!     let (left, middle, right) = (heat.slice(..-2)?, heat.slice(1..-1)?, heat.slice(2..)?);
//!     let inner = next.view_mut().slice(1..-1)?;
//!     (0.5 * lazy(middle) + 0.25 * (lazy(left) + right)).eval_into(inner)?;
//!     swap(&mut heat, &mut next);
//! }
//! assert_eq!(heat, Array::from([0.0, 2.0, 3.0, 2.0, 0.0]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Reductions and products
//!
//! Both have outputs, too. [`gemm`](crate::gemm) also adds to what is there, and
//! [`Packed`](crate::Packed) keeps a matrix ready that is multiplied in every step.
//!
//! ```
//! use core::mem::swap;
//! use tightloop::prelude::*;
//!
//! // The largest eigenvalue, by powers.
//! let a = Array::from([[2.0, 1.0], [1.0, 2.0]]);
//! let (mut x, mut y) = (Array::from([1.0, 0.0]), Array::<f64>::zeros(&[2])?);
//! let mut length = 0.0;
//! for _ in 0..60 {
//!     matvec_into(&a, &x, &mut y)?;
//!     length = norm_2(&y);
//!     y /= length;
//!     swap(&mut x, &mut y);
//! }
//! assert!((length - 3.0_f64).abs() < 1e-15);
//!
//! // The sum of products, and the largest element of each row.
//! let mut c = Array::<f64>::zeros(&[2, 2])?;
//! for _ in 0..3 {
//!     gemm(1.0, &a, &a, 1.0, &mut c)?;
//! }
//! let mut largest = [0.0; 2];
//! max_axis_into(&c, 1, &mut largest)?;
//! assert_eq!(largest, [15.0, 15.0]);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Outputs
//!
//! An output of an elementwise function has the shape of the result, or one that the result
//! broadcasts to; that of a reduction or a product has the very shape. It may be any view: a
//! column, every second row, a part of a larger array. Joining arrays is such a case: there is no
//! `concatenate_into`, but parts of an array are outputs.
//!
//! ```
//! use tightloop::prelude::*;
//!
//! let (x, mut both) = (Array::from([1.0, 4.0]), Array::<f64>::zeros(&[2, 3])?);
//! let (first, rest) = both.split_at_mut(1, 1)?;
//! sqrt_into(x.insert_axis(1)?, first)?;
//! multiply_into(x.insert_axis(1)?, &[10.0, 100.0], rest)?;
//! assert_eq!(both, Array::from([[1.0, 10.0, 100.0], [2.0, 40.0, 400.0]]));
//!
//! // If it does not fit, nothing has been written.
//! assert!(matches!(sqrt_into(&both, &mut [7.0; 3]), Err(Error::OutputShape { .. })));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # What is promised
//!
//! | into memory, or in place | allocates |
//! |:--|:--|
//! | elementwise functions, casts, [`lazy`](mod@crate::lazy) | nothing, on one thread |
//! | reductions, running sums, functions [along axes](crate::along_axes) | at most some 256 KiB per thread, whatever the size |
//! | [`matmul_into`](crate::matmul_into), [`gemm`](crate::gemm) | packed blocks: on one thread at most 5 MiB, which it keeps for its next product |
//! | [`tensordot_into`](crate::tensordot_into), [`einsum_into`](crate::einsum_into) | copies of operands whose axes no strides can bring in order |
//!
//! # What allocates, and what to do
//!
//! - `x = y.clone()` allocates; `x.assign(&y)?` does not.
//! - `2.0 * &x + &y` allocates twice. Use [`lazy`](mod@crate::lazy), or in place: `y += 2.0 * &x`
//!   still allocates once, `fma_assign` not at all.
//! - [`take`](crate::take), [`gather`](crate::gather), [`extract`](crate::extract) and the
//!   functions of [`manipulation`](crate::manipulation) always return new arrays. Views and masks
//!   often do the same: [`put_mask`](crate::put_mask),
//!   [`masked_into`](crate::UfuncExt::masked_into) and [`select_into`](crate::select_into) write
//!   into what is there.
//! - What returns one number (`sum(&x)`, `norm_2(&x)`) needs no output, and nothing to preallocate.
//!
//! ```
//! use tightloop::ops::Sqrt;
//! use tightloop::prelude::*;
//!
//! // x = 2 * x + y
//! let (mut x, y) = (Array::from([1.0, -3.0]), Array::from([10.0, 20.0]));
//! fma_assign(&mut x, 2.0, &y)?;
//! assert_eq!(x, Array::from([12.0, 14.0]));
//!
//! // Roots where there are any; elsewhere, `out` keeps its value.
//! let (z, mut out) = (Array::from([9.0, -9.0]), Array::full(&[2], -1.0)?);
//! let has_root = greater_equal(&z, 0.0)?;
//! Sqrt.masked_into(&z, &has_root, &mut out)?;
//! assert_eq!(out, Array::from([3.0, -1.0]));
//! # Ok::<(), tightloop::Error>(())
//! ```
