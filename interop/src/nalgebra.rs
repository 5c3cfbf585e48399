//! Views of the crate `nalgebra`: matrices with strides that are not negative, and may be constants
//! of their types.
//!
//! A matrix has two axes. A column vector, whose type says that there is one column, has one.

use nalgebra::{Dim, Matrix, RawStorage, RawStorageMut, ViewStorage, ViewStorageMut};
use tightloop_array_core::{Element, Error, Layout, Result, Shape, Strided, StridedMut, Strides};

const OP: &str = "nalgebra";

/// A view of a matrix or vector.
pub type View<'a, T, R, C, RS, CS> = Matrix<T, R, C, ViewStorage<'a, T, R, C, RS, CS>>;

/// A mutable view of a matrix or vector.
pub type ViewMut<'a, T, R, C, RS, CS> = Matrix<T, R, C, ViewStorageMut<'a, T, R, C, RS, CS>>;

/// Returns a view of the elements of a matrix, a vector or a view.
///
/// # Errors
///
/// [`Error::SizeOverflow`] if the view repeats too many elements.
///
/// ```
/// let x = nalgebra::Matrix2x3::new(1, 2, 3, 4, 5, 6);
/// let y = tightloop_interop::nalgebra::view(&x)?;
/// assert_eq!((y.shape(), y.strides()), (&[2, 3][..], &[1, 2][..]));
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
pub fn view<T, R, C, S>(x: &Matrix<T, R, C, S>) -> Result<Strided<'_, T>>
where
    T: Element,
    R: Dim,
    C: Dim,
    S: RawStorage<T, R, C>,
{
    let (shape, strides) = layout(x);
    // SAFETY: these are the elements of the matrix, which is borrowed with the view.
    unsafe { Strided::from_raw_parts(x.as_ptr(), &shape, &strides) }
}

/// Returns a view of the elements of a view, for as long as that one may live.
///
/// # Errors
///
/// Those of [`view`].
pub fn of_view<'a, T, R, C, RS, CS>(x: View<'a, T, R, C, RS, CS>) -> Result<Strided<'a, T>>
where
    T: Element,
    R: Dim,
    C: Dim,
    RS: Dim,
    CS: Dim,
{
    let (shape, strides) = layout(&x);
    // SAFETY: these are the elements of the view, which borrows them for `'a`.
    unsafe { Strided::from_raw_parts(x.as_ptr(), &shape, &strides) }
}

/// Returns a mutable view of the elements of a matrix, a vector or a view.
///
/// # Errors
///
/// [`Error::OverlappingStrides`] if two indices reach the same element.
pub fn view_mut<T, R, C, S>(x: &mut Matrix<T, R, C, S>) -> Result<StridedMut<'_, T>>
where
    T: Element,
    R: Dim,
    C: Dim,
    S: RawStorageMut<T, R, C>,
{
    let (shape, strides) = layout(x);
    // SAFETY: these are the elements of the matrix, which is borrowed mutably with the view.
    unsafe { StridedMut::from_raw_parts(x.as_mut_ptr(), &shape, &strides) }
}

/// Returns a mutable view of the elements of a mutable view, for as long as that one may live.
///
/// # Errors
///
/// Those of [`view_mut`].
pub fn of_view_mut<'a, T, R, C, RS, CS>(
    mut x: ViewMut<'a, T, R, C, RS, CS>,
) -> Result<StridedMut<'a, T>>
where
    T: Element,
    R: Dim,
    C: Dim,
    RS: Dim,
    CS: Dim,
{
    let (shape, strides) = layout(&x);
    // SAFETY: these are the elements of the view, which borrows them for `'a` and ends here.
    unsafe { StridedMut::from_raw_parts(x.as_mut_ptr(), &shape, &strides) }
}

/// Returns a view of `nalgebra`.
///
/// # Errors
///
/// [`Error::UnequalNdim`] if it has neither two axes nor, for a vector, one;
/// [`Error::UnequalShapes`] if the type has other lengths; [`Error::UnsupportedStrides`] if a
/// stride is negative, or the type has other strides.
pub fn to_view<'a, T, R, C, RS, CS>(x: &Strided<'a, T>) -> Result<View<'a, T, R, C, RS, CS>>
where
    T: Element,
    R: Dim,
    C: Dim,
    RS: Dim,
    CS: Dim,
{
    let (shape, strides) = parts(x.layout())?;
    // SAFETY: the shape and the strides are those of the view, which borrows its elements for `'a`.
    let storage = unsafe { ViewStorage::from_raw_parts(x.as_ptr(), shape, strides) };
    Ok(Matrix::from_data(storage))
}

/// Returns a mutable view of `nalgebra`.
///
/// # Errors
///
/// Those of [`to_view`].
pub fn to_view_mut<'a, T, R, C, RS, CS>(
    mut x: StridedMut<'a, T>,
) -> Result<ViewMut<'a, T, R, C, RS, CS>>
where
    T: Element,
    R: Dim,
    C: Dim,
    RS: Dim,
    CS: Dim,
{
    let (shape, strides) = parts(x.layout())?;
    // SAFETY: the shape and the strides are those of the view, which borrows its elements for `'a`,
    // no two of them at the same position, and ends here.
    let storage = unsafe { ViewStorageMut::from_raw_parts(x.as_mut_ptr(), shape, strides) };
    Ok(Matrix::from_data(storage))
}

/// Returns the shape and the strides of a matrix, or those of one axis if it is a column vector.
fn layout<T, R: Dim, C: Dim, S: RawStorage<T, R, C>>(x: &Matrix<T, R, C, S>) -> (Shape, Strides) {
    let ((rows, columns), (row_stride, column_stride)) = (x.shape(), x.strides());
    // A larger one is the stride of an axis of length 1 or 0.
    let signed = |stride| isize::try_from(stride).unwrap_or(0);
    let (mut shape, mut strides) = (Shape::new(), Strides::new());
    shape.push(rows);
    strides.push(signed(row_stride));
    if C::try_to_usize() != Some(1) {
        shape.push(columns);
        strides.push(signed(column_stride));
    }
    (shape, strides)
}

/// Returns shape and strides as the types of a view.
fn parts<R: Dim, C: Dim, RS: Dim, CS: Dim>(layout: &Layout) -> Result<((R, C), (RS, CS))> {
    let (fixed_rows, fixed_columns) = (R::try_to_usize(), C::try_to_usize());
    let ((rows, columns), (row_stride, column_stride)) = match (layout.shape(), layout.strides()) {
        (&[rows, columns], &[row_stride, column_stride]) => {
            ((rows, columns), (row_stride, column_stride))
        }
        (&[rows], &[stride]) if fixed_columns == Some(1) => ((rows, 1), (stride, 0)),
        (&[columns], &[stride]) if fixed_rows == Some(1) => ((1, columns), (0, stride)),
        (shape, _) => {
            let expected = if fixed_columns == Some(1) || fixed_rows == Some(1) { 1 } else { 2 };
            return Err(Error::UnequalNdim { op: OP, expected, found: shape.len() });
        }
    };
    let expected = [fixed_rows.unwrap_or(rows), fixed_columns.unwrap_or(columns)];
    if expected != [rows, columns] {
        return Err(Error::unequal_shapes(OP, &[layout.shape(), &expected]));
    }
    let is_empty = layout.is_empty();
    let strides = stride(if is_empty { 0 } else { rows }, row_stride)
        .zip(stride(if is_empty { 0 } else { columns }, column_stride))
        .ok_or_else(|| Error::unsupported_strides(OP, layout.shape(), layout.strides()))?;
    Ok(((R::from_usize(rows), C::from_usize(columns)), strides))
}

/// Returns the stride along an axis as a type, if the type has it.
fn stride<S: Dim>(len: usize, stride: isize) -> Option<S> {
    let (fixed, found) = (S::try_to_usize(), usize::try_from(stride).ok());
    if len > 1 {
        let is_other = fixed.is_some() && fixed != found;
        found.filter(|_| !is_other).map(S::from_usize)
    } else {
        // There is nowhere to step to.
        Some(S::from_usize(fixed.or(found).unwrap_or(0)))
    }
}
