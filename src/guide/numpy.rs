//! Coming from NumPy: small programs, line by line.
//!
//! Each line of NumPy is a comment above ours. [`from_numpy`](crate::from_numpy) lists all
//! functions, and [the front page](crate#if-you-know-numpy) what is written differently. Every
//! program is the body of a function that returns a [`Result`](crate::Result): `?` passes errors
//! on. The next chapter is on [differences](super::differences).
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
//! // x.shape, x.ndim, x.size, len(x), x[1, 2], table[0, 1], x[0].tolist()
//! assert_eq!((x.shape(), x.ndim(), x.len(), x.shape()[0]), (&[2, 3][..], 2, 6, 2));
//! assert_eq!((x[[1, 2]], table[[0, 1]], x.slice(0)?.to_vec()), (6.0, 1, vec![1.0, 2.0, 3.0]));
//! # assert_eq!((zeros.len(), counts[[1, 0]]), (6, 3));
//! # Ok::<(), tightloop::Error>(())
//! ```
//!
//! # Views
//!
//! Slices, transposes and reshaped arrays are views of the same memory, as in NumPy. But as long as
//! a view is in use, its array cannot change. To write through one, begin with
//! [`view_mut`](crate::Array::view_mut).
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
//! ```
//! use tightloop::prelude::*;
//!
//! let x = Array::from([[1.0, 2.0], [3.0, 6.0]]);
//! // z = (x - x.mean(axis=0)) / x.std(axis=0)
//! let z = (&x - mean_axis(&x, 0)?) / std_axis(&x, 0, 0.0)?;
//! assert_eq!(z, Array::from([[-1.0, -1.0], [1.0, 1.0]]));
//! // p = x / x.sum(axis=-1, keepdims=True)
//! let p = &x / sum_axis(&x, KeepDims(-1))?;
//! assert_eq!(p, Array::from([[1.0 / 3.0, 2.0 / 3.0], [1.0 / 3.0, 2.0 / 3.0]]));
//! // d = np.sqrt(((x[:, None] - x) ** 2).sum(axis=2))
//! let d = sqrt(sum_axis(square(x.insert_axis(1)? - &x), 2)?);
//! assert_eq!(d, Array::from([[0.0, 20.0_f64.sqrt()], [20.0_f64.sqrt(), 0.0]]));
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
//! A dtype is a Rust type, and the compiler knows it. Integers beside floats do not compile until
//! you say [`cast`](crate::cast()). [`dtypes`](super::dtypes) has the rules, and
//! [`preallocating`](super::preallocating) more of outputs.
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
