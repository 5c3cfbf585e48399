//! Taking and setting elements by lists of indices and by masks.
//!
//! | NumPy | here |
//! |:--|:--|
//! | `x[2:5]`, `x[:, 0]` | [`x.slice(2..5)`, `x.slice((.., 0))`](crate::Array::slice): views |
//! | `x[indices]`, `np.take(x, indices, axis)` | [`take`] |
//! | `x[rows, columns]` | [`gather`] |
//! | `x[rows, columns] = values` | [`scatter`] |
//! | `x[mask]` | [`extract`] |
//! | `x[mask] = value` | [`put_mask`] |
//! | `x[mask_of_rows]` | [`compress`], with axis 0 |
//! | `np.argwhere(mask)` | [`argwhere`] |
//!
//! All of them are at the crate root, too. Indices are `usize`, `isize`, `i32` or `i64`; negative
//! ones count from the end.

mod gather;
mod indices;
mod mask;
mod take;

pub(crate) use gather::Lists;
pub use gather::{gather, scatter};
pub use indices::{IndexLists, Indices};
pub use mask::{argwhere, compress, count_nonzero, extract, put_mask};
pub use take::{take, take_along_axis};
