//! Views of the crate `faer`: matrices, columns and rows with signed strides.

use faer::{ColMut, ColRef, MatMut, MatRef, RowMut, RowRef};
use tightloop_array_core::{Element, Error, Result, Strided, StridedMut};

const OP: &str = "faer";

/// Returns shape and strides, if there are `N` axes.
fn parts<const N: usize>(shape: &[usize], strides: &[isize]) -> Result<([usize; N], [isize; N])> {
    match (shape.try_into(), strides.try_into()) {
        (Ok(shape), Ok(strides)) => Ok((shape, strides)),
        _ => Err(Error::UnequalNdim { op: OP, expected: N, found: shape.len() }),
    }
}

/// Returns a view of the elements of a matrix.
///
/// # Errors
///
/// [`Error::SizeOverflow`] if the view repeats too many elements.
///
/// ```
/// let x = faer::mat![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
/// let y = tightloop_interop::faer::view(x.as_ref())?;
/// assert_eq!((y.shape(), y.as_ptr()), (&[2, 3][..], x.as_ptr()));
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
pub fn view<'a, T: Element>(x: MatRef<'a, T>) -> Result<Strided<'a, T>> {
    let (shape, strides) = ([x.nrows(), x.ncols()], [x.row_stride(), x.col_stride()]);
    // SAFETY: these are the elements of the view, which borrows them for `'a`.
    unsafe { Strided::from_raw_parts(x.as_ptr(), &shape, &strides) }
}

/// Returns a mutable view of the elements of a matrix.
///
/// # Errors
///
/// [`Error::OverlappingStrides`] if two indices reach the same element.
pub fn view_mut<'a, T: Element>(x: MatMut<'a, T>) -> Result<StridedMut<'a, T>> {
    let (shape, strides) = ([x.nrows(), x.ncols()], [x.row_stride(), x.col_stride()]);
    // SAFETY: these are the elements of the view, which borrows them for `'a` and ends here.
    unsafe { StridedMut::from_raw_parts(x.as_ptr_mut(), &shape, &strides) }
}

/// Returns a view of a matrix of `faer`.
///
/// # Errors
///
/// [`Error::UnequalNdim`] if there are not two axes.
pub fn to_view<'a, T: Element>(x: &Strided<'a, T>) -> Result<MatRef<'a, T>> {
    let ([rows, columns], [row_stride, column_stride]) = parts(x.shape(), x.strides())?;
    // SAFETY: the shape and the strides are those of the view, which borrows its elements for `'a`.
    Ok(unsafe { MatRef::from_raw_parts(x.as_ptr(), rows, columns, row_stride, column_stride) })
}

/// Returns a mutable view of a matrix of `faer`.
///
/// # Errors
///
/// Those of [`to_view`].
pub fn to_view_mut<'a, T: Element>(mut x: StridedMut<'a, T>) -> Result<MatMut<'a, T>> {
    let ([rows, columns], [row_stride, column_stride]) = parts(x.shape(), x.strides())?;
    let first = x.as_mut_ptr();
    // SAFETY: the shape and the strides are those of the view, which borrows its elements for `'a`,
    // no two of them at the same position, and ends here.
    Ok(unsafe { MatMut::from_raw_parts_mut(first, rows, columns, row_stride, column_stride) })
}

/// Lists the vectors: the type of a view, that of a mutable view, their length and stride, and the
/// names of the functions.
macro_rules! vectors {
    ($(
        $what:literal $view:ident $view_mut:ident $len:ident $stride:ident:
        $of:ident $of_mut:ident $to:ident $to_mut:ident;
    )*) => {$(
        #[doc = concat!("Returns a view of the elements of a ", $what, ".")]
        ///
        /// # Errors
        ///
        /// Those of [`view`].
        pub fn $of<'a, T: Element>(x: $view<'a, T>) -> Result<Strided<'a, T>> {
            // SAFETY: these are the elements of the view, which borrows them for `'a`.
            unsafe { Strided::from_raw_parts(x.as_ptr(), &[x.$len()], &[x.$stride()]) }
        }

        #[doc = concat!("Returns a mutable view of the elements of a ", $what, ".")]
        ///
        /// # Errors
        ///
        /// Those of [`view_mut`].
        pub fn $of_mut<'a, T: Element>(x: $view_mut<'a, T>) -> Result<StridedMut<'a, T>> {
            let (shape, strides) = ([x.$len()], [x.$stride()]);
            // SAFETY: these are the elements of the view, which borrows them for `'a` and ends
            // here.
            unsafe { StridedMut::from_raw_parts(x.as_ptr_mut(), &shape, &strides) }
        }

        #[doc = concat!("Returns a view of a ", $what, " of `faer`.")]
        ///
        /// # Errors
        ///
        /// [`Error::UnequalNdim`] if there is not one axis.
        pub fn $to<'a, T: Element>(x: &Strided<'a, T>) -> Result<$view<'a, T>> {
            let ([len], [stride]) = parts(x.shape(), x.strides())?;
            // SAFETY: the length and the stride are those of the view, which borrows its elements
            // for `'a`.
            Ok(unsafe { $view::from_raw_parts(x.as_ptr(), len, stride) })
        }

        #[doc = concat!("Returns a mutable view of a ", $what, " of `faer`.")]
        ///
        /// # Errors
        ///
        #[doc = concat!("Those of [`", stringify!($to), "`].")]
        pub fn $to_mut<'a, T: Element>(mut x: StridedMut<'a, T>) -> Result<$view_mut<'a, T>> {
            let ([len], [stride]) = parts(x.shape(), x.strides())?;
            let first = x.as_mut_ptr();
            // SAFETY: the length and the stride are those of the view, which borrows its elements
            // for `'a`, no two of them at the same position, and ends here.
            Ok(unsafe { $view_mut::from_raw_parts_mut(first, len, stride) })
        }
    )*};
}
vectors! {
    "column" ColRef ColMut nrows row_stride: column column_mut to_column to_column_mut;
    "row" RowRef RowMut ncols col_stride: row row_mut to_row to_row_mut;
}
