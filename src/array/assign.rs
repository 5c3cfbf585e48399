//! Writing the elements of one array into another.

use super::{Array, ArrayViewMut};
use crate::{Element, Operand, Output, Result};
use tightloop_dispatch::copy_into;

/// Lists the method of all that can be written.
macro_rules! assign_method {
    () => {
        /// Copies the elements of `x` into this array.
        ///
        /// | | |
        /// |:--|:--|
        /// | **Dtypes** | all |
        /// | **Shapes** | `x` broadcasts to the shape of this array |
        /// | **NumPy** | `x[...] = y`; `np.copyto` |
        ///
        /// # Errors
        ///
        /// [`Error::OutputShape`](crate::Error::OutputShape) if `x` does not broadcast to this
        /// shape. Nothing is written then.
        ///
        /// # Examples
        ///
        /// ```
        /// use tightloop::Array;
        ///
        /// let mut x = Array::<i32>::zeros(&[2, 3])?;
        /// x.assign(&[1, 2, 3])?;
        /// x.view_mut().slice((.., 0))?.assign(&[8, 9])?;
        /// assert_eq!(x, Array::from([[8, 2, 3], [9, 2, 3]]));
        /// # Ok::<(), tightloop::Error>(())
        /// ```
        #[doc(alias = "copy_from")]
        #[doc(alias = "copyto")]
        pub fn assign(&mut self, x: impl Operand<T>) -> Result<()> {
            assign(self, x)
        }
    };
}

impl<T: Element> Array<T> {
    assign_method!();
}

impl<T: Element> ArrayViewMut<'_, T> {
    assign_method!();
}

fn assign<T: Element>(mut out: impl Output<T>, x: impl Operand<T>) -> Result<()> {
    x.lend(|x| out.lend_mut(|out| copy_into("assign", x, out)))
}
