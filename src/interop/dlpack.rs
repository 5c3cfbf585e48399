//! [DLPack](https://dmlc.github.io/dlpack/latest/), version 1 (feature `dlpack`): arrays of other
//! languages and libraries in the same process, such as NumPy, PyTorch and JAX, without a copy.
//!
//! | | |
//! |:--|:--|
//! | [`Tensor::from`](Tensor) | of an [`Array`], whose memory it takes over |
//! | [`ArrayView::try_from`], [`ArrayViewMut::try_from`] | of a reference to a [`Tensor`] |
//! | [`Tensor::into_raw`], [`Tensor::from_raw`] | to and from the pointer that other libraries take and give |
//!
//! A [`Tensor`] owns what it points to, and calls its deleter when it is dropped. In Python, the
//! pointer is that of the capsules with the name `dltensor_versioned`.
//!
//! ```
//! use tightloop::interop::dlpack::Tensor;
//! use tightloop::{Array, ArrayView, ArrayViewMut, Error, sqrt_into, sum};
//!
//! let mut tensor = Tensor::from(Array::from([[1.0f32, 4.0], [9.0, 16.0]]));
//! assert_eq!(sum(ArrayView::<f32>::try_from(&tensor)?), 30.0);
//!
//! let wrong = ArrayView::<f64>::try_from(&tensor);
//! assert!(matches!(wrong, Err(Error::UnequalDTypes { .. })));
//!
//! sqrt_into(&[[4.0f32, 9.0]], ArrayViewMut::try_from(&mut tensor)?)?;
//! assert_eq!(ArrayView::<f32>::try_from(&tensor)?, Array::from([[2.0, 3.0], [2.0, 3.0]]));
//!
//! // From here on, another library owns it, and has to call its deleter.
//! let pointer = tensor.into_raw();
//! # Ok::<(), Error>(())
//! ```

use crate::{Array, ArrayView, ArrayViewMut, Element, Error, Result};

pub use tightloop_interop::dlpack::{
    CPU, DataType, Device, ManagedTensor, READ_ONLY, RawTensor, Tensor, VERSION, Version,
};

impl<T: Element> From<Array<T>> for Tensor {
    /// Makes a tensor of an array, and takes over its memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::interop::dlpack::Tensor;
    /// use tightloop::{Array, ArrayView};
    ///
    /// let tensor = Tensor::from(Array::from([1, 2, 3]));
    /// assert_eq!(ArrayView::<i32>::try_from(&tensor)?, Array::from([1, 2, 3]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn from(x: Array<T>) -> Self {
        let (layout, buffer) = x.into_parts();
        Self::new(buffer, &layout)
    }
}

impl<'a, T: Element> TryFrom<&'a Tensor> for ArrayView<'a, T> {
    type Error = Error;

    /// Returns a view of the elements of a tensor, without a copy.
    ///
    /// # Errors
    ///
    /// - [`Error::UnequalDTypes`] if they are of another type.
    /// - [`Error::InvalidFormat`] if a number of axes or a length is negative.
    /// - [`Error::MisalignedBytes`] if they are not aligned, and [`Error::InvalidBool`] if a `bool`
    ///   is neither 0 nor 1.
    /// - [`Error::TooManyAxes`] or [`Error::SizeOverflow`] if no array has that shape.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::interop::dlpack::Tensor;
    /// use tightloop::{Array, ArrayView};
    ///
    /// let tensor = Tensor::from(Array::from([[1, 2], [3, 4]]));
    /// assert_eq!(ArrayView::<i32>::try_from(&tensor)?.t(), Array::from([[1, 3], [2, 4]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: &'a Tensor) -> Result<Self> {
        x.view().map(Self)
    }
}

impl<'a, T: Element> TryFrom<&'a mut Tensor> for ArrayViewMut<'a, T> {
    type Error = Error;

    /// Returns a view through which the elements of a tensor can be written, without a copy.
    ///
    /// # Errors
    ///
    /// Those of [`ArrayView::try_from`](ArrayView); [`Error::InvalidFormat`] if they must not be
    /// written; [`Error::OverlappingStrides`] if two indices reach the same element.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::interop::dlpack::Tensor;
    /// use tightloop::{Array, ArrayView, ArrayViewMut};
    ///
    /// let mut tensor = Tensor::from(Array::from([1, 2, 3]));
    /// ArrayViewMut::<i32>::try_from(&mut tensor)?[[1]] = 7;
    /// assert_eq!(ArrayView::<i32>::try_from(&tensor)?, Array::from([1, 7, 3]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: &'a mut Tensor) -> Result<Self> {
        x.view_mut().map(Self)
    }
}
