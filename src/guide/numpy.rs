//! Coming from NumPy: small programs, line by line.
//!
//! Each line of NumPy is a comment above ours. [`from_numpy`](crate::from_numpy) lists all
//! functions, and [the front page](crate#if-you-know-numpy) what is written differently. Every
//! program is the body of a function that returns a [`Result`](crate::Result): `?` passes errors
//! on.
//!
//! # Create
//!
//! ```
//! use tightloop::prelude::*;
//!
//! // x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
//! let x = Array::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
//! // zeros = np.zeros((2, 3), dtype=np.float32)
//! let zeros = Array::<f32>::zeros(&[2, 3])?;
//! // counts = np.arange(6).reshape(2, 3)         # of int64; ours are i32, as literals in Rust
//! let counts = Array::arange(0, 6, 1)?.into_shape(&[2, 3])?;
//! // i, j = np.indices((2, 3)); table = 10 * i + j
//! let table = Array::from_fn(&[2, 3], |index| 10 * index[0] as i64 + index[1] as i64)?;
//! // like = np.zeros_like(x)
//! let like = Array::<f64>::zeros(x.shape())?;
//!
//! // x.shape, x.ndim, x.size, len(x), x[1, 2], table[0, 1], x.tolist()[0]
//! assert_eq!((x.shape(), x.ndim(), x.len(), x.shape()[0]), (&[2, 3][..], 2, 6, 2));
//! assert_eq!((x[[1, 2]], table[[0, 1]], x.slice(0)?.to_vec()), (6.0, 1, vec![1.0, 2.0, 3.0]));
//! # assert_eq!((zeros.len(), counts[[1, 0]], like.len()), (6, 3, 6));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Views
//!
//! Slices, transposes and reshaped arrays are views of the same memory, as in NumPy. But the
//! compiler knows who reads and who writes. As long as a view is in use, its array cannot change:
//!
//! ```compile_fail,E0502
//! # use tightloop::prelude::*;
//! # let mut x = Array::from([[1.0, 2.0], [3.0, 4.0]]);
//! let row = x.slice(0)?;
//! x[[0, 0]] = 7.0; // `x` is borrowed: in NumPy, `row` would change
//! println!("{row}");
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! To write through a view, begin with [`view_mut`](crate::Array::view_mut):
//!
//! ```
//! use tightloop::prelude::*;
//!
//! let mut x = Array::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
//! // last = x[:, -1]; every_second = x[:, ::2]; backwards = x[::-1]; column = x[1][:, None]
//! let (last, every_second) = (x.slice((.., -1))?, x.slice(s![.., ..;2])?);
//! let (backwards, column) = (x.flip(0)?, x.slice(1)?.insert_axis(1)?);
//! assert_eq!((last.to_vec(), every_second.shape()), (vec![3.0, 6.0], &[2, 2][..]));
//! assert_eq!((backwards[[0, 0]], column.shape()), (4.0, &[3, 1][..]));
//!
//! // x[:, 0] = 0
//! x.view_mut().slice((.., 0))?.fill(0.0);
//! // x[1] += [10, 20, 30]
//! let mut row = x.view_mut().slice(1)?;
//! row += [10.0, 20.0, 30.0];
//! // top, bottom = x[:1], x[1:]; top += bottom
//! let (mut top, bottom) = x.split_at_mut(0, 1)?;
//! top += &bottom;
//! assert_eq!(x, Array::from([[10.0, 27.0, 39.0], [10.0, 25.0, 36.0]]));
//!
//! // copy = x.T.copy()
//! let copy = x.t().to_array();
//! // x.T.reshape(6)                              # copies, and does not say so
//! assert!(matches!(x.t().reshape(&[6]), Err(Error::ReshapeNeedsCopy { .. })));
//! assert_eq!(copy.into_shape(&[6])?.to_vec(), [10.0, 10.0, 27.0, 25.0, 39.0, 36.0]);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Broadcast and reduce
//!
//! Shapes broadcast by NumPy's rules, in every function that takes several operands.
//!
//! ```
//! use tightloop::prelude::*;
//!
//! let x = Array::from([[1.0, 2.0], [3.0, 6.0]]);
//! // z = (x - x.mean(axis=0)) / x.std(axis=0)
//! let z = (&x - mean_axis(&x, 0)?) / std_axis(&x, 0, 0.0)?;
//! assert_eq!(z, Array::from([[-1.0, -1.0], [1.0, 1.0]]));
//!
//! // p = x / x.sum(axis=-1, keepdims=True)
//! let p = &x / sum_axis(&x, KeepDims(-1))?;
//! assert_eq!(p, Array::from([[1.0 / 3.0, 2.0 / 3.0], [1.0 / 3.0, 2.0 / 3.0]]));
//!
//! // d = np.sqrt(((x[:, None] - x) ** 2).sum(axis=2))
//! let d = sqrt(sum_axis(square(x.insert_axis(1)? - &x), 2)?);
//! assert_eq!(d, Array::from([[0.0, 20.0_f64.sqrt()], [20.0_f64.sqrt(), 0.0]]));
//!
//! // x.sum(), x.max(), x.argmax(), x.any(axis=(0, 1))
//! assert_eq!((sum(&x), max(&x)?, argmax(&x)?), (12.0, 6.0, 3));
//! assert_eq!(any_axis(&x, [0, 1])?, Array::from(true)); // no axes are left
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Select
//!
//! ```
//! use tightloop::prelude::*;
//!
//! let mut x = Array::from([3.0, -1.0, 4.0, -5.0]);
//! // mask = (x > -2) & (x < 4); x[mask]; mask.sum()
//! let mask = greater(&x, -2.0)? & less(&x, 4.0)?;
//! assert_eq!((extract(&x, &mask)?.to_vec(), count_nonzero(&mask)), (vec![3.0, -1.0], 2));
//! // np.where(x > 0, np.sqrt(np.abs(x)), 0)
//! let roots = select(greater(&x, 0.0)?, sqrt(abs(&x)), 0.0)?;
//! assert_eq!(roots, Array::from([3.0_f64.sqrt(), 0.0, 2.0, 0.0]));
//! // x[[2, 0, -1]]
//! assert_eq!(take(&x, [2, 0, -1], 0)?, Array::from([4.0, 3.0, -5.0]));
//! // x[x < 0] = 0
//! let is_negative = less(&x, 0.0)?;
//! put_mask(&mut x, &is_negative, 0.0)?;
//! assert_eq!(x, Array::from([3.0, 0.0, 4.0, 0.0]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Dtypes, in place, `out=`
//!
//! A dtype is a Rust type, and the compiler knows it. Nothing becomes `f64` by itself: what NumPy
//! would promote from integers to floats does not compile until you say [`cast`](crate::cast()).
//! [`dtypes`](super::dtypes) has the rules, and [`preallocating`](super::preallocating) more of the
//! second half.
//!
//! ```
//! use tightloop::prelude::*;
//!
//! let (x, n) = (Array::from([1.5f32, 2.5]), Array::from([1, 2]));
//! // x + 0.1                                     # float32: numbers adapt to arrays, here too
//! let y: Array<f32> = &x + 0.1;
//! // x + n                                       # float64, from float32 and int64
//! let z: Array<f32> = &x + n.cast::<f32>();
//! // np.sqrt(n); n / 2; n.sum()                  # float64, float64, int64
//! let (roots, halves, total) = (sqrt(n.cast::<f64>()), &n / 2, sum(&n));
//! assert_eq!((roots[[0]], halves, total), (1.0, Array::from([0.5, 1.0]), 3_i64));
//!
//! // z += x; z *= 2; np.add(x, y, out=out)
//! let (mut z, mut out) = (z, [0.0; 2]);
//! z += &x;
//! z *= 2.0;
//! add_into(&x, &y, &mut out)?;
//! assert_eq!(z, Array::from([8.0, 14.0]));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Random numbers, files, printing
//!
//! Generators are those of the crate `rand`, and files those of NumPy, by optional features: see
//! [`interop`](crate::interop).
//!
//! ```
//! # #[cfg(all(feature = "rand", feature = "npy"))] {
//! use rand::{SeedableRng, distr::StandardUniform, rngs::SmallRng};
//! use tightloop::prelude::*;
//!
//! // rng = np.random.default_rng(7); x = rng.random((2, 3))
//! let mut rng = SmallRng::seed_from_u64(7); // another generator than NumPy's: other numbers
//! let x = Array::<f64>::random(&[2, 3], StandardUniform, &mut rng)?;
//! // np.save(file, x); x = np.load(file)         # `File::create(path)?` is a writer
//! let mut file = Vec::new();
//! x.write_npy(&mut file)?;
//! assert_eq!(Array::<f64>::read_npy(&file[..])?, x);
//! # }
//! // print(x); print(repr(x))
//! let x = tightloop::Array::from([[1.0, 2.5], [10.0, 0.0]]);
//! assert_eq!(x.to_string(), "[[ 1.   2.5]\n [10.   0. ]]");
//! assert_eq!(format!("{x:?}"), "array([[ 1. ,  2.5],\n       [10. ,  0. ]])");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Errors in place of exceptions
//!
//! ```
//! use tightloop::prelude::*;
//!
//! // try: np.ones((2, 3)) + np.ones(2)
//! let sum = add(&Array::<f64>::ones(&[2, 3])?, &[1.0, 1.0]);
//! // except ValueError as error: print(error)
//! let error = sum.unwrap_err();
//! assert_eq!(error.to_string(), "add: the shapes [2, 3] and [2] do not broadcast together");
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! Operators and `x[[i, j]]` panic instead: use functions where shapes come from outside. There are
//! no warnings: `1.0 / 0.0` is infinite, and an integer overflows, without a word.
//!
//! # Different on purpose
//!
//! | | NumPy | here |
//! |:--|:--|:--|
//! | order of memory | new arrays may be in Fortran order | new arrays are in C order; views have any strides |
//! | `x == y` | of each element | one `bool`; [`equal`](crate::equal) is of each element |
//! | indices of one element | negative ones count from the end | `x[[i, j]]` takes `usize`; slices and axes take negative ones |
//! | sums of floats along an axis | in an order that depends on strides | [in one order](super::levels) |
//! | [`minimum`](crate::minimum) of -0 and +0 | either | -0 |
//! | [`min`](crate::min), [`max`](crate::max) | NaN if any element is NaN | the same; Rust's own `f64::min` ignores NaN |
//! | [`cast`](crate::cast()) of NaN, or of `300.0` to `u8` | left open | 0, and the end of the range |
//! | assignment of several values to `x[mask]` | the next value each time | [`put_mask`](crate::put_mask): the value at the same index |
//!
//! What may look different to users of Rust is as in NumPy: integers wrap, also in debug builds,
//! division of integers by zero gives 0, and remainders have the sign of the divisor.
//!
//! ```
//! use tightloop::prelude::*;
//!
//! assert_eq!(Array::from([255u8, 7]) + 1, Array::from([0, 8]));
//! assert_eq!(floor_divide(&[7, -7, 7], &[2, 2, 0])?, Array::from([3, -4, 0]));
//! assert_eq!(Array::from([7, -7, 7]) % [2, 2, 0], Array::from([1, 1, 0]));
//! assert_eq!(minimum(&[-0.0_f64], &[0.0])?[[0]].to_bits(), (-0.0_f64).to_bits());
//! assert!(min(&[1.0, f64::NAN])?.is_nan() && nanmin(&[1.0, f64::NAN])? == 1.0);
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # What is missing
//!
//! Sorting and all that needs it (`sort`, `median`, `percentile`, `unique`, `searchsorted`);
//! `np.linalg` except norms and products (views of [other libraries](crate::interop) do that);
//! `np.fft`, `convolve`, `interp`, `histogram` (but [`at`](crate::UfuncExt::at) counts); dates,
//! text and records.
