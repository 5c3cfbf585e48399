//! [Arrow](https://docs.rs/arrow-array/60) (feature `arrow`): columns of numbers with and without
//! nulls, in both directions.
//!
//! | | | |
//! |:--|:--|:--|
//! | [`ArrayView::try_from`] | of a reference to a `PrimitiveArray` without nulls | no copy |
//! | [`values`] | its elements, whatever is null | no copy |
//! | [`validity`], [`bools`] | where an array has values, and the values of a `BooleanArray`: bits become bytes | a copy |
//! | `PrimitiveArray::try_from` | of an [`Array`] with one axis, whose memory it takes over | no copy |
//! | [`with_validity`] | the same, with nulls where a mask is false | no copy of the elements |
//!
//! Elements of dates, times and durations are their integers.
//!
//! The mask of values is one of ours, as [`extract`](crate::extract), [`put_mask`](crate::put_mask)
//! and masked calls take it:
//!
//! ```
//! use arrow_array::types::Float64Type;
//! use arrow_array::{Array as _, Float64Array, PrimitiveArray};
//! use tightloop::interop::arrow::{validity, values, with_validity};
//! use tightloop::{Array, ArrayView, exp, extract, sum};
//!
//! let x = Float64Array::from(vec![Some(0.0), None, Some(1.0)]);
//! let mask = validity(&x)?;
//! assert_eq!(extract(values(&x), &mask)?, Array::from([0.0, 1.0]));
//!
//! // Null stays null.
//! let y: Float64Array = with_validity(exp(values(&x)), &mask)?;
//! assert_eq!((y.value(0), y.is_null(1)), (1.0, true));
//!
//! let z = PrimitiveArray::<Float64Type>::try_from(Array::from([1.0, 2.0]))?;
//! assert_eq!(sum(ArrayView::try_from(&z)?), 3.0);
//! # Ok::<(), tightloop::Error>(())
//! ```

use crate::{Array, ArrayView, Element, Error, Operand, Result};
use arrow_array::{Array as ArrowArray, ArrowPrimitiveType, BooleanArray, PrimitiveArray};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, ScalarBuffer};

const OP: &str = "arrow";

/// Returns a view of the elements of a column, without a copy. Those of nulls may have any value.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | integers, `f16`, `f32`, `f64`: those that Arrow has |
/// | **Shapes** | one axis |
/// | **NumPy** | `x.to_numpy()` of PyArrow, if there are no nulls |
///
/// # Examples
///
/// ```
/// use arrow_array::Int32Array;
/// use tightloop::{Array, interop::arrow::values};
///
/// let x = Int32Array::from(vec![1, 2, 3]);
/// assert_eq!(values(&x), Array::from([1, 2, 3]));
/// ```
pub fn values<P>(x: &PrimitiveArray<P>) -> ArrayView<'_, P::Native>
where
    P: ArrowPrimitiveType<Native: Element>,
{
    ArrayView::line(x.values())
}

/// Returns where an array of any type has a value that is not null.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | → `bool` |
/// | **Shapes** | one axis |
/// | **NumPy** | `x.is_valid()` of PyArrow |
///
/// # Errors
///
/// [`Error::Allocation`] if allocation fails.
///
/// # Examples
///
/// ```
/// use arrow_array::StringArray;
/// use tightloop::{Array, interop::arrow::validity};
///
/// let x = StringArray::from(vec![Some("a"), None]);
/// assert_eq!(validity(&x)?, Array::from([true, false]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn validity(x: &dyn ArrowArray) -> Result<Array<bool>> {
    match x.logical_nulls() {
        Some(nulls) => of_bits(nulls.inner()),
        None => Array::full(&[x.len()], true),
    }
}

/// Copies the truth values of a column. Those of nulls may have any value.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | → `bool` |
/// | **Shapes** | one axis |
/// | **NumPy** | `x.to_numpy(zero_copy_only=False)` of PyArrow, if there are no nulls |
///
/// # Errors
///
/// [`Error::Allocation`] if allocation fails.
///
/// # Examples
///
/// ```
/// use arrow_array::BooleanArray;
/// use tightloop::{Array, interop::arrow::bools};
///
/// let x = BooleanArray::from(vec![true, false, true]);
/// assert_eq!(bools(&x)?, Array::from([true, false, true]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn bools(x: &BooleanArray) -> Result<Array<bool>> {
    of_bits(x.values())
}

fn of_bits(bits: &BooleanBuffer) -> Result<Array<bool>> {
    let mut array = Array::zeros(&[bits.len()])?;
    array.as_slice_mut().iter_mut().zip(bits).for_each(|(place, bit)| *place = bit);
    Ok(array)
}

/// Makes a column of the elements of an array, which takes over its memory. Elements for which the
/// mask is false are null.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | integers, `f16`, `f32`, `f64`: those that Arrow has; the mask is `bool` |
/// | **Shapes** | one axis; `mask` has the shape of `x` |
/// | **NumPy** | `pa.array(x, mask=~mask)` of PyArrow |
///
/// # Errors
///
/// - [`Error::UnequalNdim`] if the array does not have one axis.
/// - [`Error::UnequalShapes`] if the mask has another shape.
///
/// # Examples
///
/// ```
/// use arrow_array::Int64Array;
/// use tightloop::{Array, interop::arrow::with_validity};
///
/// let x: Int64Array = with_validity(Array::from([1, 2, 3]), &[true, false, true])?;
/// assert_eq!(x, Int64Array::from(vec![Some(1), None, Some(3)]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn with_validity<P>(x: Array<P::Native>, mask: impl Operand<bool>) -> Result<PrimitiveArray<P>>
where
    P: ArrowPrimitiveType<Native: Element>,
{
    let mask = mask.operand();
    if mask.shape() != x.shape() {
        return Err(Error::unequal_shapes(OP, &[x.shape(), mask.shape()]));
    }
    column(x, Some(mask.iter().copied().collect()))
}

/// Makes a column of the elements of an array, which takes over its memory.
fn column<P>(x: Array<P::Native>, nulls: Option<NullBuffer>) -> Result<PrimitiveArray<P>>
where
    P: ArrowPrimitiveType<Native: Element>,
{
    if x.ndim() != 1 {
        return Err(Error::UnequalNdim { op: OP, expected: 1, found: x.ndim() });
    }
    let len = x.len();
    let buffer = Buffer::from(bytes::Bytes::from_owner(Owner(x)));
    // The buffer is aligned for all elements, and the nulls are as many.
    Ok(PrimitiveArray::new(ScalarBuffer::new(buffer, 0, len), nulls))
}

/// An array, as an owner of bytes.
struct Owner<T: Element>(Array<T>);

impl<T: Element> AsRef<[u8]> for Owner<T> {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl<'a, T, P> TryFrom<&'a PrimitiveArray<P>> for ArrayView<'a, T>
where
    T: Element,
    P: ArrowPrimitiveType<Native = T>,
{
    type Error = Error;

    /// Returns a view of the elements of a column of Arrow, without a copy.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidParameter`] if there are nulls: see
    /// [`interop::arrow::values`](crate::interop::arrow::values).
    ///
    /// # Examples
    ///
    /// ```
    /// use arrow_array::Int32Array;
    /// use tightloop::{Array, ArrayView};
    ///
    /// let x = Int32Array::from(vec![1, 2, 3]);
    /// assert_eq!(ArrayView::try_from(&x)?, Array::from([1, 2, 3]));
    ///
    /// let nulls = Int32Array::from(vec![Some(1), None]);
    /// assert!(ArrayView::try_from(&nulls).is_err());
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: &'a PrimitiveArray<P>) -> Result<Self> {
        if x.null_count() > 0 {
            return Err(Error::InvalidParameter { op: OP, what: "the array has nulls" });
        }
        Ok(values(x))
    }
}

impl<T, P> TryFrom<Array<T>> for PrimitiveArray<P>
where
    T: Element,
    P: ArrowPrimitiveType<Native = T>,
{
    type Error = Error;

    /// Makes a column of Arrow of the elements of an array, and takes over its memory.
    ///
    /// # Errors
    ///
    /// [`Error::UnequalNdim`] if the array does not have one axis.
    ///
    /// # Examples
    ///
    /// ```
    /// use arrow_array::Int32Array;
    /// use tightloop::Array;
    ///
    /// let x = Int32Array::try_from(Array::from([1, 2, 3]))?;
    /// assert_eq!(x.values()[..], [1, 2, 3]);
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    fn try_from(x: Array<T>) -> Result<Self> {
        column(x, None)
    }
}
