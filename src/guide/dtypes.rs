//! Dtypes: which one, and how to get from one to another.
//!
//! The dtype of an array is the Rust type of its elements: `Array<f32>`. There are fifteen, of 1 to
//! 16 bytes: see [`DType`](crate::DType). The compiler checks them, and finds out which one a
//! result has.
//!
//! # Which one
//!
//! **Half the bytes are about half the time**: a register holds twice as many `f32` as `f64`, and
//! memory moves twice as many per second. Choose the smallest dtype whose digits and range suffice.
//!
//! | dtype | digits | largest | good for |
//! |:--|:--|:--|:--|
//! | `f64` | 15 | 10^308 | the default: sums of squares, differences of large numbers |
//! | `f32` | 7 | 10^38 | measurements, images, sound, neural networks |
//! | [`f16`](struct@crate::f16) | 3 | 65504 | storage of numbers in a known range |
//! | [`bf16`](crate::bf16) | 2 | 10^38 | storage of weights and activations |
//! | `i8` .. `u64` | all | 127 .. 10^19 | counts, indices, pixels, quantised numbers |
//! | `bool` | | | masks |
//! | [`C32`](crate::C32), [`C64`](crate::C64) | 7, 15 | 10^38, 10^308 | waves, rotations, spectra |
//!
//! `f16` and `bf16` save memory, not arithmetic: functions compute them in `f32`, and round each
//! result once. Conversions take time, which pays for arrays that are larger than the caches.
//!
//! ```
//! use tightloop::DType;
//! use tightloop::prelude::*;
//!
//! // Rust's literals are `i32` and `f64`, unless something else says what they are.
//! let bytes: Array<u8> = Array::from([250, 251, 252]);
//! let halves = Array::from([0.1, 0.2]).cast::<f16>();
//! assert_eq!((u8::DTYPE.name(), f16::DTYPE.size(), C64::DTYPE), ("uint8", 2, DType::C64));
//! assert_eq!((bytes.as_bytes().len(), halves.as_bytes().len()), (3, 4));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Conversions
//!
//! [`cast`](crate::cast()) converts as Rust's `as` does, from every real dtype to every other. All
//! of it is defined, also what NumPy leaves open:
//!
//! ```
//! use tightloop::prelude::*;
//!
//! let x = Array::from([2.7, -2.7, 300.0, -1.0, f64::NAN]);
//! assert_eq!(x.cast::<u8>(), Array::from([2, 0, 255, 0, 0])); // cut off, ends of the range, 0
//! assert_eq!(x.cast::<i32>().cast::<u8>(), Array::from([2, 254, 44, 255, 0])); // wraps
//! assert_eq!(round(&x).cast::<i8>(), Array::from([3, -3, 127, -1, 0]));
//! assert_eq!(x.cast::<bool>(), Array::from([true; 5]));
//! assert_eq!(Array::from([true, false]).cast::<f32>(), Array::from([1.0, 0.0]));
//!
//! // Into existing memory, of the dtype of the output.
//! let mut out = [0i16; 2];
//! cast_into(&[1.5f32, -1e9], &mut out)?;
//! assert_eq!(out, [1, i16::MIN]);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! Complex numbers have parts: [`real`](crate::real), [`imag`](crate::imag), [`abs`](crate::abs)
//! and [`angle`](crate::angle) take them apart, and arithmetic with an array of one number puts
//! them together:
//!
//! ```
//! use tightloop::prelude::*;
//!
//! // z = x + 1j * y
//! let (x, y) = (Array::from([3.0, 0.0]), Array::from([4.0, -1.0]));
//! let z = &x + &y * Array::from(C64::i());
//! assert_eq!(z, Array::from([C64::new(3.0, 4.0), C64::new(0.0, -1.0)]));
//! assert_eq!((abs(&z), imag(&z)), (Array::from([5.0, 1.0]), y));
//! ```
//!
//! # Two dtypes in one call
//!
//! Arrays of two dtypes are promoted if one dtype holds all numbers of both:
//! [`Operand`](crate::Operand#dtypes-that-differ) has the table. Elements are converted on their
//! way into the loop. What the table leaves out does not compile. Numbers and slices adapt to the
//! array.
//!
//! ```
//! use tightloop::prelude::*;
//!
//! let (small, wide) = (Array::from([1.5f32]), Array::from([0.25f64]));
//! let sum: Array<f64> = &small + &wide;
//! let shifted: Array<f32> = &small + 0.25;
//! let difference: Array<i16> = Array::from([3u8]) - Array::from([5i8]);
//! assert_eq!((sum[[0]], shifted[[0]], difference[[0]]), (1.75, 1.75, -2));
//! ```
//!
//! ```compile_fail,E0277
//! # use tightloop::prelude::*;
//! // float64 in NumPy
//! let sum = Array::from([1]) + Array::from([0.5]);
//! ```
//!
//! In place, the array keeps its dtype, so the other one must not be wider: `x += &y` of `f32` and
//! `f64` does not compile.
//!
//! # Integers
//!
//! They wrap, in all builds. Differences of unsigned integers are the usual trap: convert first, or
//! saturate. [`divide`](crate::divide) and `/` give `f64`, as in NumPy;
//! [`floor_divide`](crate::floor_divide) stays.
//!
//! ```
//! use tightloop::prelude::*;
//!
//! let (x, y) = (Array::from([10u8, 200]), Array::from([20u8, 100]));
//! assert_eq!(&x - &y, Array::from([246, 100]));
//! assert_eq!(x.cast::<i16>() - &y, Array::from([-10, 100]));
//! assert_eq!(saturating_subtract(&x, &y)?, Array::from([0, 100]));
//! assert_eq!(&x / &y, Array::from([0.5, 2.0]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! `usize` is no dtype, as its size depends on the machine: arrays of positions are `i64`. Lists of
//! indices may be `usize`.
//!
//! # Masks
//!
//! Comparisons give `bool`, a byte each. `& | ^ !` combine masks, and counts add them up. `+` is
//! "or", as in NumPy.
//!
//! ```
//! use tightloop::prelude::*;
//!
//! let x = Array::from([1.0, f64::NAN, -3.0]);
//! let mask = !isnan(&x) & less(&x, 0.0)?;
//! assert_eq!((count_nonzero(&mask), sum(&mask), mean(&mask)), (1, 1_i64, 1.0 / 3.0));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Accumulators
//!
//! Sums of `bool` and integers are 64 bits wide, and their means and variances are `f64`. 16-bit
//! floats are added in `f32`; but the result is rounded to 16 bits again. Another accumulator is
//! [`reduce_as`](crate::AccumulatorExt::reduce_as); no converted copy is made.
//!
//! ```
//! use tightloop::ops::Sum;
//! use tightloop::prelude::*;
//!
//! assert_eq!(sum(&Array::from([200u8, 100])), 300_u64);
//! assert_eq!(mean(&Array::from([1, 2])), 1.5);
//!
//! let x = Array::<f16>::ones(&[70_000])?;
//! assert_eq!(sum(&x), f16::INFINITY); // beyond 65504
//! assert_eq!(mean(&x), f16::ONE); // divided in `f32`
//! assert_eq!(Sum.reduce_as::<f32, _>(&x, AllAxes)?, Array::from(70_000.0));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! Products do likewise: [`matmul`](crate::matmul) of 8 and 16-bit integers gives `i32`, and
//! [`matmul_into`](crate::matmul_into) writes products of 16-bit floats as `f32`, if that is what
//! the output has.
