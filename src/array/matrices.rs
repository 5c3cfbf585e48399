//! Matrices of diagonals.

use super::Array;
use crate::{Element, Error, Operand, Result};

impl<T: Element> Array<T> {
    /// Makes the identity matrix: ones on the diagonal, zeros elsewhere.
    ///
    /// | | |
    /// |:--|:--|
    /// | **Dtypes** | all |
    /// | **Shapes** | the result has `n` rows and `n` columns |
    /// | **NumPy** | `np.eye`, `np.identity` |
    ///
    /// # Errors
    ///
    /// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
    /// [`Error::Allocation`](crate::Error::Allocation) if it does not fit into memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// assert_eq!(Array::eye(3)?, Array::from([[1, 0, 0], [0, 1, 0], [0, 0, 1]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    #[doc(alias = "identity")]
    pub fn eye(n: usize) -> Result<Self> {
        let mut matrix = Self::zeros(&[n, n])?;
        matrix.as_slice_mut().iter_mut().step_by(n + 1).for_each(|element| *element = T::ONE);
        Ok(matrix)
    }

    /// Makes the matrix with these elements on its diagonal, and zeros elsewhere.
    ///
    /// | | |
    /// |:--|:--|
    /// | **Dtypes** | all |
    /// | **Shapes** | one axis; the result has as many rows and columns as elements are given |
    /// | **NumPy** | `np.diag` of a vector |
    ///
    /// # Errors
    ///
    /// [`Error::InvalidParameter`](crate::Error::InvalidParameter) if `diagonal` does not have one
    /// axis, [`Error::SizeOverflow`](crate::Error::SizeOverflow) or
    /// [`Error::Allocation`](crate::Error::Allocation) if the matrix does not fit into memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// assert_eq!(Array::from_diag(&[1, 2])?, Array::from([[1, 0], [0, 2]]));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    #[doc(alias = "diag")]
    pub fn from_diag(diagonal: impl Operand<T>) -> Result<Self> {
        let diagonal = diagonal.operand();
        let &[n] = diagonal.shape() else {
            let what = "the diagonal does not have one axis";
            return Err(Error::InvalidParameter { op: "from_diag", what });
        };
        let mut matrix = Self::zeros(&[n, n])?;
        let places = matrix.as_slice_mut().iter_mut().step_by(n + 1);
        places.zip(diagonal).for_each(|(place, &element)| *place = element);
        Ok(matrix)
    }
}
