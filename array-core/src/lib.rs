//! The foundation of [tightloop](https://docs.rs/tightloop)'s arrays: element types, shapes,
//! checked layouts, buffers, checked views, printing, and loop plans. No SIMD, no threads, no CPU
//! detection.
//!
//! - **Elements**: [`Element`], [`DType`].
//! - **Conversions**: [`conversion`], between floats of 16, 32 and 64 bits.
//! - **Positions**: [`Layout`] (shape, strides, offset), [`Slice`], [`Axis`], [`broadcast_shapes`].
//! - **Memory**: [`Buffer`] owns, [`Strided`] and [`StridedMut`] borrow; a layout is checked
//!   against its memory once, when a view is made, and everything after that is safe. Views print
//!   as in NumPy.
//! - **Order of loops**: [`Plan`] for elementwise loops, [`Reduction`] for folds. Both make
//!   [`Run`]s, the descriptors that kernels take, where the preconditions on pointers are stated.
//! - **Failures**: [`Error`].

#![no_std]
#![deny(missing_docs)]

extern crate alloc;

mod axis;
mod axis_set;
mod broadcast;
mod buffer;
mod bytes;
pub mod conversion;
mod dims;
mod dtype;
mod error;
mod format;
mod layout;
mod plan;
mod promotion;
mod reduction;
mod run;
mod slice;
mod strided;

pub use axis::{Axis, AxisIndex, AxisRange};
pub use axis_set::{AxisSet, normalize_axes};
pub use broadcast::broadcast_shapes;
pub use buffer::{Buffer, UninitBuffer};
pub use dims::{Dims, MAX_NDIM, Shape, Strides};
pub use dtype::{C32, C64, Complex, DType, Element, bf16, f16};
pub use error::{Error, Result};
pub use layout::{Layout, Positions, Sublayouts};
pub use plan::{LoopAxis, Plan, Split, merge_neighbours};
pub use promotion::PromotesWith;
pub use reduction::{Inner, Reduction};
pub use run::{Run, Stream};
pub use slice::Slice;
pub use strided::{
    Iter, IterMut, Strided, StridedMut, StridedRef, StridedRefMut, Subviews, SubviewsMut,
};
