//! The axes of stacks of matrices and vectors.

use crate::Result;
use tightloop_array_core::{Error, Shape, broadcast_shapes};

/// Returns the common shape of the axes of stacks of matrices or vectors. Errors name the whole
/// shapes of the operands.
pub(super) fn stack_shape(
    name: &'static str,
    stacks: [&[usize]; 2],
    operands: [&[usize]; 2],
) -> Result<Shape> {
    broadcast_shapes(name, &stacks).map_err(|error| match error {
        Error::Broadcast { .. } => Error::broadcast(name, &operands),
        other => other,
    })
}
