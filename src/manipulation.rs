//! Joining, splitting, repeating, reordering and padding arrays.
//!
//! The functions that return new arrays copy elements at the speed of memory, whatever their dtype
//! and strides; those that return views copy nothing. All of them are at the crate root, too.

mod join;
mod meshgrid;
mod pad;
mod repeat;
mod roll;
mod split;
mod triangle;

pub use join::{concatenate, stack};
pub use meshgrid::meshgrid;
pub use pad::{Pad, pad};
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
