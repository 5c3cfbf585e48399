//! Arrays of other libraries, and files: a module per optional feature of the same name.
//!
//! | feature | | into ours | from ours |
//! |:--|:--|:--|:--|
//! | `ndarray` | `ndarray` 0.17 | `ArrayView::try_from(&x)?`, `ArrayViewMut::try_from(&mut x)?` | `ndarray::ArrayView2::try_from(x.view())?` |
//! | `nalgebra` | `nalgebra` 0.35 | `ArrayView::try_from(&x)?`, `ArrayViewMut::try_from(&mut x)?` | `DMatrixView::<_>::try_from(x.t())?` |
//! | `faer` | `faer` 0.24 | `ArrayView::try_from(x.as_ref())?`, `ArrayViewMut::try_from(x.as_mut())?` | `MatRef::try_from(x.view())?` |
//! | `npy` | NumPy's `.npy` | `ArrayView::<f64>::from_npy(&bytes)?`, `Array::<f64>::read_npy(file)?` | `x.write_npy(file)?` |
//! | `npz` | NumPy's `.npz` | `NpzReader::new(file)?.array::<f64>("x")?` | `NpzWriter::new(file)`, `.array("x", &x)?` |
//! | `serde` | any format of `serde` 1 | `Array<T>: Deserialize` | `Array<T>: Serialize` |
//! | `rand` | `rand` 0.10 | `Array::random(&[2, 3], distribution, &mut rng)?` | |
//! | `arrow` | `arrow-array` 60 | `ArrayView::try_from(&x)?`, `validity(&x)?` | `PrimitiveArray::try_from(x)?` |
//! | `dlpack` | DLPack 1 | `ArrayView::<f32>::try_from(&tensor)?` | `Tensor::from(x)` |
//! | none | bytes | `ArrayView::from_bytes(&bytes, &[2, 3])?` | `x.as_bytes()` |
//!
//! All conversions of views are called `try_from`, in both directions, and share memory: they never
//! copy. What one side cannot express is an [`Error`](crate::Error): another number of axes,
//! strides that the type of a view does not have, elements that overlap in a mutable view. To copy,
//! say so: `view.to_array()`, `Array::try_from(&x)?`, or the method of the library that copies one
//! of its views, such as `to_owned()`.
//!
//! Arrays of these libraries are also [operands](crate::Operand) and [outputs](crate::Output) by
//! themselves: `exp(&x)`, `exp_into(&x, &mut y)?`.

#[cfg(feature = "arrow")]
pub mod arrow;
#[cfg(feature = "dlpack")]
pub mod dlpack;
#[cfg(feature = "faer")]
pub mod faer;
#[cfg(feature = "nalgebra")]
pub mod nalgebra;
#[cfg(feature = "ndarray")]
pub mod ndarray;
#[cfg(feature = "npy")]
pub mod npy;
#[cfg(feature = "rand")]
pub mod rand;
#[cfg(feature = "serde")]
pub mod serde;
