//! [`faer`](https://docs.rs/faer/0.24) (feature `faer`): matrices, columns, rows and their views,
//! in both directions, without a copy.
//!
//! | | |
//! |:--|:--|
//! | [`ArrayView::try_from`] | of `MatRef`, `ColRef`, `RowRef`: call `as_ref()` on what owns its elements |
//! | [`ArrayViewMut::try_from`] | of `MatMut`, `ColMut`, `RowMut`: call `as_mut()` |
//! | `MatRef::try_from`, `ColRef::try_from`, `RowRef::try_from` | of our views |
//! | `MatMut::try_from`, `ColMut::try_from`, `RowMut::try_from` | of our mutable views |
//!
//! These views, and references to `Mat`, `Col` and `Row`, are operands and outputs, too. A matrix
//! has two axes, a column or row has one. Strides may be negative on both sides.
//!
//! ```
//! use faer::{Mat, MatRef, mat};
//! use tightloop::{Array, exp_into, sum_axis};
//!
//! let x = mat![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
//! assert_eq!(sum_axis(&x, 0)?, Array::from([9.0, 12.0]));
//!
//! let mut y = Mat::zeros(2, 3);
//! exp_into(x.transpose(), &mut y)?;
//! assert_eq!(y[(1, 0)], 2.0f64.exp());
//!
//! let z = Array::from([[1.0, 2.0], [3.0, 4.0]]);
//! let product = MatRef::try_from(z.view())? * MatRef::try_from(z.t())?;
//! assert_eq!(product, mat![[5.0, 11.0], [11.0, 25.0]]);
//! # Ok::<(), tightloop::Error>(())
//! ```

use crate::infallible::infallible;
use crate::{ArrayView, ArrayViewMut, Element, Error, Operand, Output, Result};
use ::faer::prelude::ReborrowMut;
use ::faer::{Col, ColMut, ColRef, Mat, MatMut, MatRef, Row, RowMut, RowRef};
use tightloop_interop::faer as interop;

/// Lists the types: one that owns its elements, a view of them, and a mutable view; the number of
/// axes; the functions for the conversions; and examples of a view, of a mutable view, and of both
/// in the other direction.
macro_rules! converts {
    ($(
        $owned:ident $view:ident $view_mut:ident $ndim:literal:
        $of:ident $of_mut:ident $to:ident $to_mut:ident
        $view_example:literal $view_mut_example:literal $to_example:literal $to_mut_example:literal;
    )*) => {$(
        impl<'a, T: Element> TryFrom<$view<'a, T>> for ArrayView<'a, T> {
            type Error = Error;

            /// Returns the same view, without a copy.
            ///
            /// # Errors
            ///
            /// [`Error::SizeOverflow`] if the view repeats more elements than an array can have.
            ///
            /// # Examples
            ///
            #[doc = concat!(
                "```\nuse tightloop::{Array, ArrayView};\n\n", $view_example,
                "\n# Ok::<(), tightloop::Error>(())\n```"
            )]
            fn try_from(x: $view<'a, T>) -> Result<Self> {
                interop::$of(x).map(Self)
            }
        }

        impl<'a, T: Element> TryFrom<$view_mut<'a, T>> for ArrayViewMut<'a, T> {
            type Error = Error;

            /// Returns the same view, without a copy.
            ///
            /// # Errors
            ///
            /// [`Error::OverlappingStrides`] if two indices reach the same element, as no
            /// safe function of `faer` makes them.
            ///
            /// # Examples
            ///
            #[doc = concat!(
                "```\nuse tightloop::ArrayViewMut;\n\n", $view_mut_example,
                "\n# Ok::<(), tightloop::Error>(())\n```"
            )]
            fn try_from(x: $view_mut<'a, T>) -> Result<Self> {
                interop::$of_mut(x).map(Self)
            }
        }

        impl<'a, T: Element> TryFrom<ArrayView<'a, T>> for $view<'a, T> {
            type Error = Error;

            /// Returns the same view, without a copy.
            ///
            /// # Errors
            ///
            #[doc = concat!("[`Error::UnequalNdim`] unless the number of axes is ", $ndim, ".")]
            ///
            /// # Examples
            ///
            #[doc = concat!(
                "```\nuse tightloop::Array;\n\n", $to_example,
                "\n# Ok::<(), tightloop::Error>(())\n```"
            )]
            fn try_from(x: ArrayView<'a, T>) -> Result<Self> {
                interop::$to(&x.0)
            }
        }

        impl<'a, T: Element> TryFrom<ArrayViewMut<'a, T>> for $view_mut<'a, T> {
            type Error = Error;

            /// Returns the same view, without a copy.
            ///
            /// # Errors
            ///
            #[doc = concat!("[`Error::UnequalNdim`] unless the number of axes is ", $ndim, ".")]
            ///
            /// # Examples
            ///
            #[doc = concat!(
                "```\nuse tightloop::Array;\n\n", $to_mut_example,
                "\n# Ok::<(), tightloop::Error>(())\n```"
            )]
            fn try_from(x: ArrayViewMut<'a, T>) -> Result<Self> {
                interop::$to_mut(x.0)
            }
        }

        /// Calls panic if a view repeats more elements than an array can have, so that nothing
        /// could be done with it anyway.
        impl<T: Element> Operand<T> for $view<'_, T> {
            type Typing = crate::Strong;

            #[inline]
            fn operand(&self) -> ArrayView<'_, T> {
                infallible(ArrayView::try_from(*self))
            }
        }

        impl<T: Element> Operand<T> for &$owned<T> {
            type Typing = crate::Strong;

            #[inline]
            fn operand(&self) -> ArrayView<'_, T> {
                // Each element is one of the memory, so there are not too many.
                infallible(ArrayView::try_from(self.as_ref()))
            }
        }

        impl<T: Element> Output<T> for $view_mut<'_, T> {
            #[inline]
            fn output(&mut self) -> ArrayViewMut<'_, T> {
                // Each element is one of the memory, so there are not too many.
                infallible(ArrayViewMut::try_from(self.rb_mut()))
            }
        }

        impl<T: Element> Output<T> for &mut $owned<T> {
            #[inline]
            fn output(&mut self) -> ArrayViewMut<'_, T> {
                // Each element is one of the memory, so there are not too many.
                infallible(ArrayViewMut::try_from(self.as_mut()))
            }
        }
    )*};
}
converts! {
    Mat MatRef MatMut 2: view view_mut to_view to_view_mut
        "let x = faer::mat![[1, 2, 3], [4, 5, 6]];\n\
         let y = ArrayView::try_from(x.as_ref().reverse_rows())?;\n\
         assert_eq!(y, Array::from([[4, 5, 6], [1, 2, 3]]));"
        "let mut x = faer::mat![[1, 2], [3, 4]];\n\
         ArrayViewMut::try_from(x.as_mut())?.slice(0)?.fill(7);\n\
         assert_eq!(x, faer::mat![[7, 7], [3, 4]]);"
        "let x = Array::from([[1, 2], [3, 4]]);\n\
         assert_eq!(faer::MatRef::try_from(x.view())?, faer::mat![[1, 2], [3, 4]]);"
        "let mut x = Array::from([[1, 2], [3, 4]]);\n\
         faer::MatMut::try_from(x.view_mut())?[(1, 0)] = 7;\n\
         assert_eq!(x, Array::from([[1, 2], [7, 4]]));";
    Col ColRef ColMut 1: column column_mut to_column to_column_mut
        "let x = faer::mat![[1, 2, 3], [4, 5, 6]];\n\
         assert_eq!(ArrayView::try_from(x.col(1))?, Array::from([2, 5]));"
        "let mut x = faer::col![1, 2, 3];\n\
         ArrayViewMut::try_from(x.as_mut())?.slice(1..)?.fill(7);\n\
         assert_eq!(x, faer::col![1, 7, 7]);"
        "let x = Array::from([[1, 2], [3, 4]]);\n\
         assert_eq!(faer::ColRef::try_from(x.slice((.., 1))?)?, faer::col![2, 4]);"
        "let mut x = Array::from([1, 2, 3]);\n\
         faer::ColMut::try_from(x.view_mut())?[1] = 7;\n\
         assert_eq!(x, Array::from([1, 7, 3]));";
    Row RowRef RowMut 1: row row_mut to_row to_row_mut
        "let x = faer::mat![[1, 2, 3], [4, 5, 6]];\n\
         assert_eq!(ArrayView::try_from(x.row(1))?, Array::from([4, 5, 6]));"
        "let mut x = faer::row![1, 2, 3];\n\
         ArrayViewMut::try_from(x.as_mut())?.slice(1..)?.fill(7);\n\
         assert_eq!(x, faer::row![1, 7, 7]);"
        "let x = Array::from([[1, 2], [3, 4]]);\n\
         assert_eq!(faer::RowRef::try_from(x.slice(1)?)?, faer::row![3, 4]);"
        "let mut x = Array::from([1, 2, 3]);\n\
         faer::RowMut::try_from(x.view_mut())?[1] = 7;\n\
         assert_eq!(x, Array::from([1, 7, 3]));";
}
