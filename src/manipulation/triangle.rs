//! Triangles of matrices.

use crate::{Array, Element, Error, Operand, Result};

/// Copies the lower triangle of each matrix, and sets the rest to zero.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all |
/// | **Shapes** | two axes or more: the last two are those of the matrices |
/// | **NumPy** | `np.tril` |
///
/// The triangle has diagonal `k` and those below it: 0 is the main one, 1 that above it.
///
/// # Errors
///
/// [`Error::InvalidParameter`](crate::Error::InvalidParameter) if there are fewer than two axes,
/// [`Error::Allocation`](crate::Error::Allocation) if allocation fails.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, tril};
///
/// let x = Array::from([[1, 2, 3], [4, 5, 6], [7, 8, 9]]);
/// assert_eq!(tril(&x, 0)?, Array::from([[1, 0, 0], [4, 5, 0], [7, 8, 9]]));
/// assert_eq!(tril(&x, -1)?, Array::from([[0, 0, 0], [4, 0, 0], [7, 8, 0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn tril<T: Element>(x: impl Operand<T>, k: isize) -> Result<Array<T>> {
    triangle("tril", x, |row, i| {
        let end = place(i, k.saturating_add(1), row.len());
        row[end..].fill(T::ZERO);
    })
}

/// Copies the upper triangle of each matrix, and sets the rest to zero.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | all |
/// | **Shapes** | two axes or more: the last two are those of the matrices |
/// | **NumPy** | `np.triu` |
///
/// The triangle has diagonal `k` and those above it: 0 is the main one, 1 that above it.
///
/// # Errors
///
/// [`Error::InvalidParameter`](crate::Error::InvalidParameter) if there are fewer than two axes,
/// [`Error::Allocation`](crate::Error::Allocation) if allocation fails.
///
/// # Examples
///
/// ```
/// use tightloop::{Array, triu};
///
/// let x = Array::from([[1, 2, 3], [4, 5, 6], [7, 8, 9]]);
/// assert_eq!(triu(&x, 0)?, Array::from([[1, 2, 3], [0, 5, 6], [0, 0, 9]]));
/// assert_eq!(triu(&x, 1)?, Array::from([[0, 2, 3], [0, 0, 6], [0, 0, 0]]));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn triu<T: Element>(x: impl Operand<T>, k: isize) -> Result<Array<T>> {
    triangle("triu", x, |row, i| {
        let start = place(i, k, row.len());
        row[..start].fill(T::ZERO);
    })
}

/// Returns the column of diagonal `k` in row `i`, clamped to the row.
fn place(i: usize, k: isize, len: usize) -> usize {
    // Indices and lengths fit into `isize`.
    (i as isize).saturating_add(k).clamp(0, len as isize) as usize
}

/// Copies `x`, and calls `clear` with each row of its matrices and the row's index.
fn triangle<T: Element>(
    op: &'static str,
    x: impl Operand<T>,
    clear: impl Fn(&mut [T], usize),
) -> Result<Array<T>> {
    let x = x.operand();
    let [.., rows, columns] = *x.shape() else {
        return Err(Error::InvalidParameter { op, what: "the array has fewer than two axes" });
    };
    let mut copy = Array::try_copy_of(x)?;
    if !copy.is_empty() {
        for (i, row) in copy.as_slice_mut().chunks_exact_mut(columns).enumerate() {
            clear(row, i % rows);
        }
    }
    Ok(copy)
}
