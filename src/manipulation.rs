//! Joining, splitting, repeating, reordering and padding arrays.
//!
//! The functions copy elements at the speed of memory, whatever their dtype and strides. Methods of
//! arrays return views, and copy nothing.
//!
//! | NumPy | here |
//! |:--|:--|
//! | `np.concatenate`, `np.stack` | [`concatenate`], [`stack`] |
//! | `np.repeat`, `np.tile` | [`repeat`], [`tile`] |
//! | `np.roll`, `np.pad` | [`roll`], [`pad`] |
//! | `np.tril`, `np.triu`, `np.meshgrid` | [`tril`], [`triu`], [`meshgrid`] |
//! | `np.split(x, parts)` | [`x.split(parts, axis)`](crate::Array::split): views |
//! | `x[:n], x[n:]` | [`x.split_at(axis, n)`](crate::Array::split_at): views |
//! | `np.flip`, `x.T` | [`x.flip(axis)`](crate::Array::flip), [`x.t()`](crate::Array::t): views |
//! | `np.transpose` | [`x.permuted(axes)`](crate::Array::permuted), a view |
//! | `x.reshape(shape)` | [`x.reshape(shape)`](crate::Array::reshape), a view |
//! | `x[:, None]` | [`x.insert_axis(1)`](crate::Array::insert_axis), a view |
//! | `np.squeeze` | [`x.squeeze()`](crate::Array::squeeze), a view |
//! | `x[:] = y` | [`x.assign(&y)`](crate::Array::assign) |

mod join;
mod meshgrid;
mod pad;
mod parts;
mod repeat;
mod roll;
mod split;
mod triangle;

pub use join::{concatenate, stack};
pub use meshgrid::meshgrid;
pub use pad::{Pad, pad};
pub use parts::Part;
pub use repeat::{repeat, tile};
pub use roll::roll;
pub use triangle::{tril, triu};

use crate::{Result, Slice};
use tightloop_array_core::Strided;

/// A part of one axis, and all of the others.
fn sliced_along<'a, T>(x: &Strided<'a, T>, axis: usize, part: Slice) -> Result<Strided<'a, T>> {
    let mut slices = vec![Slice::FULL; axis];
    slices.push(part);
    x.slice(&slices)
}
