//! The arrays: one that owns its elements, a view of them, and a view through which they can be
//! written.

mod assign;
mod convert;
mod create;
mod format;
mod into_iter;
mod matrices;
mod methods;
mod owned;
mod progression;
mod slices;
mod subviews;
mod text;
mod view;
mod view_mut;

pub use create::{Number, RealFloat};
pub use into_iter::IntoIter;
pub use owned::Array;
pub use slices::IntoSlices;
pub use subviews::{Subviews, SubviewsMut};
pub use view::ArrayView;
pub use view_mut::ArrayViewMut;
