//! Further forms of elementwise functions: outer, at indices, and masked.

use crate::bounds::{Promote, Strong};
use crate::call::{Call, promoted};
use crate::indexing::{IndexLists, Lists};
use crate::operand::{Read, Written};
use crate::{Array, ArrayView, Element, Operand, Output, Result, Ufunc};
use tightloop_dispatch::{Append, Arguments, Destinations};
use tightloop_kernels::Catalogued;

/// Further forms of the functions of the catalogue, as methods of the operations in
/// [`ops`](crate::ops): NumPy's `np.add.outer`, `np.add.at` and `where=`.
///
/// ```
/// use tightloop::ops::{Add, Divide, Multiply, Sqrt};
/// use tightloop::{Array, UfuncExt};
///
/// // Every element of the first operand with every element of the second.
/// let table = Multiply.outer(&[1, 2, 3], &[1, 10])?;
/// assert_eq!(table, Array::from([[1, 10], [2, 20], [3, 30]]));
///
/// // A histogram: indices may be repeated.
/// let mut counts = Array::from([0, 0, 0]);
/// Add.at(&mut counts, ([2, 0, 2, 2],), 1)?;
/// assert_eq!(counts, Array::from([1, 0, 3]));
///
/// // Where the mask is false, elements keep their values.
/// let (x, mut out) = (Array::from([4.0, -1.0, 9.0]), Array::from([0.0, 7.0, 0.0]));
/// Sqrt.masked_into(&x, &[true, false, true], &mut out)?;
/// assert_eq!(out, Array::from([2.0, 7.0, 3.0]));
/// Divide.masked_assign(&mut out, 2.0, &[true, false, false])?;
/// assert_eq!(out, Array::from([1.0, 7.0, 3.0]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub trait UfuncExt: Catalogued + Send + Sync + Sized + 'static {
    /// Applies the operation to every element of `x` with every element of `y`. The result has the
    /// axes of `x`, then those of `y`.
    ///
    /// # Errors
    ///
    /// - [`Error::TooManyAxes`](crate::Error::TooManyAxes) if the result would have more than
    ///   [`MAX_NDIM`](crate::MAX_NDIM).
    /// - [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
    ///   [`Error::Allocation`](crate::Error::Allocation) if it does not fit into memory.
    fn outer<A: Operand<T>, B: Operand<U>, T, U: Element, To: Element, Y: Element>(
        &self,
        x: A,
        y: B,
    ) -> Result<Array<Y>>
    where
        T: Promote<U, A::Typing, B::Typing, To = To>,
        Self: Ufunc<(To, To), Out = (Y,)>,
    {
        let (x, y) = (x.operand(), y.operand());
        let x = with_axes(x, y.ndim())?;
        promoted::<T, U, A::Typing, B::Typing, _, _>(self, |call| {
            call.new_array((Read(&x), Read(&y)))
        })
    }

    /// Applies the operation as [`outer`](Self::outer), into existing memory.
    ///
    /// # Errors
    ///
    /// - [`Error::TooManyAxes`](crate::Error::TooManyAxes) as for [`outer`](Self::outer).
    /// - [`Error::OutputShape`](crate::Error::OutputShape) if the result does not broadcast to the
    ///   shape of `out`. Then nothing has been written.
    fn outer_into<A: Operand<T>, B: Operand<U>, T, U: Element, To: Element, Y: Element>(
        &self,
        x: A,
        y: B,
        out: impl Output<Y>,
    ) -> Result<()>
    where
        T: Promote<U, A::Typing, B::Typing, To = To>,
        Self: Ufunc<(To, To), Out = (Y,)>,
    {
        let (x, y) = (x.operand(), y.operand());
        let x = with_axes(x, y.ndim())?;
        promoted::<T, U, A::Typing, B::Typing, _, _>(self, |call| {
            call.write((Read(&x), Read(&y)), out)
        })
    }

    /// Applies the operation to elements of `x` at lists of indices and to the elements of `y`, one
    /// after the other, and writes the results over those of `x`. If an index is repeated, each
    /// further time starts from the result of the time before.
    ///
    /// The lists are those of [`scatter`](crate::scatter). `y` broadcasts to the shape of the
    /// elements that they name.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisIndexOutOfBounds`](crate::Error::AxisIndexOutOfBounds) if an index is out of
    ///   bounds.
    /// - [`Error::Broadcast`](crate::Error::Broadcast) if the lists do not broadcast together, or
    ///   `y` does not.
    /// - [`Error::TooManySlices`](crate::Error::TooManySlices) if there are more lists than axes.
    /// - [`Error::Allocation`](crate::Error::Allocation) if allocation fails.
    ///
    /// If there is an error, nothing has been written.
    fn at<T, B: Operand<U>, U: Element>(
        &self,
        mut x: impl Output<T>,
        lists: impl IndexLists,
        y: B,
    ) -> Result<()>
    where
        T: Promote<U, Strong, B::Typing, To = T>,
        Self: Ufunc<(T, T), Out = (T,)>,
    {
        let mut x = x.output();
        let lists = Lists::of(Self::NAME, x.shape(), &lists)?;
        lists.with_values(y.operand(), |lists, y| {
            promoted::<T, U, Strong, B::Typing, _, _>(self, |call| call.at_with(&mut x, lists, y))
        })
    }

    /// Applies the operation to elements of `x` at lists of indices, in place: as [`at`](Self::at),
    /// without a second operand.
    ///
    /// # Errors
    ///
    /// Those of [`at`](Self::at).
    fn at_unary<T: Element>(&self, mut x: impl Output<T>, lists: impl IndexLists) -> Result<()>
    where
        Self: Ufunc<(T,), Out = (T,)>,
    {
        let mut x = x.output();
        let lists = Lists::of(Self::NAME, x.shape(), &lists)?;
        Call::ufunc(self).at(&mut x, &lists.slices())
    }

    /// Applies the operation to `inputs` where `mask` is true, and writes the results into `out`.
    /// All other elements of `out` keep their values.
    ///
    /// Several inputs, or outputs, are a tuple. Inputs and mask broadcast to the shape of `out`;
    /// dtypes are those of the function, without promotion.
    ///
    /// ```
    /// use tightloop::ops::Divmod;
    /// use tightloop::{Array, UfuncExt};
    ///
    /// let (x, y) = (Array::from([7, 8, 9]), Array::from([2, 0, 4]));
    /// let (mut quotient, mut remainder) = ([0; 3], [0; 3]);
    /// let outputs = (&mut quotient, &mut remainder);
    /// Divmod.masked_into((&x, &y), &[true, false, true], outputs)?;
    /// assert_eq!((quotient, remainder), ([3, 0, 2], [1, 0, 1]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// - [`Error::Broadcast`](crate::Error::Broadcast) if inputs and mask do not broadcast
    ///   together.
    /// - [`Error::OutputShape`](crate::Error::OutputShape) if they do not broadcast to the shape of
    ///   `out`.
    ///
    /// If there is an error, nothing has been written.
    fn masked_into<In: 'static, Out: 'static>(
        &self,
        inputs: impl Inputs<In>,
        mask: impl Operand<bool>,
        mut out: impl Outputs<Out>,
    ) -> Result<()>
    where
        Self: Ufunc<In, Out = Out>,
    {
        Call::ufunc(self).write_masked(&inputs.read(), &Read(&mask), &mut out.written())
    }

    /// Applies the operation to `x` and `others` where `mask` is true, and writes the results over
    /// `x`. All other elements of `x` keep their values.
    ///
    /// `others` is an operand, a tuple of two, or `()` if the operation has one operand.
    ///
    /// # Errors
    ///
    /// [`Error::Broadcast`](crate::Error::Broadcast) or
    /// [`Error::OutputShape`](crate::Error::OutputShape) if `others` and `mask` do not broadcast to
    /// the shape of `x`. Then nothing has been written.
    fn masked_assign<T: Element, Rest>(
        &self,
        mut x: impl Output<T>,
        others: impl Inputs<Rest>,
        mask: impl Operand<bool>,
    ) -> Result<()>
    where
        (T,): Append<Rest, All: 'static>,
        Self: Ufunc<<(T,) as Append<Rest>>::All, Out = (T,)>,
    {
        Call::ufunc(self).assign_masked(&mut Written(&mut x), &others.read(), &Read(&mask))
    }
}

impl<Op: Catalogued + Send + Sync + 'static> UfuncExt for Op {}

/// Returns the view with `count` further axes of length 1 at its end.
pub(crate) fn with_axes<T: Element>(x: ArrayView<'_, T>, count: usize) -> Result<ArrayView<'_, T>> {
    (0..count).try_fold(x, |x, _| x.insert_axis(x.ndim()))
}

/// The inputs of a function with element types `In`: an [`Operand`], or a tuple of two or three.
pub trait Inputs<In> {
    /// The inputs as a call takes them.
    #[doc(hidden)]
    type Read<'a>: Arguments<In>
    where
        Self: 'a;

    /// Returns the inputs as a call takes them.
    #[doc(hidden)]
    fn read(&self) -> Self::Read<'_>;
}

impl Inputs<()> for () {
    type Read<'a> = ();

    fn read(&self) {}
}

impl<T: Element, X: Operand<T>> Inputs<(T,)> for X {
    type Read<'a>
        = (Read<'a, X>,)
    where
        X: 'a;

    fn read(&self) -> (Read<'_, X>,) {
        (Read(self),)
    }
}

impl<T: Element, U: Element, X: Operand<T>, Y: Operand<U>> Inputs<(T, U)> for (X, Y) {
    type Read<'a>
        = (Read<'a, X>, Read<'a, Y>)
    where
        (X, Y): 'a;

    fn read(&self) -> Self::Read<'_> {
        (Read(&self.0), Read(&self.1))
    }
}

impl<T: Element, U: Element, V: Element, X: Operand<T>, Y: Operand<U>, Z: Operand<V>>
    Inputs<(T, U, V)> for (X, Y, Z)
{
    type Read<'a>
        = (Read<'a, X>, Read<'a, Y>, Read<'a, Z>)
    where
        (X, Y, Z): 'a;

    fn read(&self) -> Self::Read<'_> {
        (Read(&self.0), Read(&self.1), Read(&self.2))
    }
}

/// The outputs of a function with element types `Out`: an [`Output`], or a tuple of two.
pub trait Outputs<Out> {
    /// The outputs as a call takes them.
    #[doc(hidden)]
    type Written<'a>: Destinations<Out>
    where
        Self: 'a;

    /// Returns the outputs as a call takes them.
    #[doc(hidden)]
    fn written(&mut self) -> Self::Written<'_>;
}

impl<T: Element, X: Output<T>> Outputs<(T,)> for X {
    type Written<'a>
        = (Written<'a, X>,)
    where
        X: 'a;

    fn written(&mut self) -> (Written<'_, X>,) {
        (Written(self),)
    }
}

impl<T: Element, U: Element, X: Output<T>, Y: Output<U>> Outputs<(T, U)> for (X, Y) {
    type Written<'a>
        = (Written<'a, X>, Written<'a, Y>)
    where
        (X, Y): 'a;

    fn written(&mut self) -> Self::Written<'_> {
        (Written(&mut self.0), Written(&mut self.1))
    }
}
