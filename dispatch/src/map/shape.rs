//! Shapes of elementwise calls: whether they fit each other, and what to say if not.

use super::operand::UntypedOperand;
use tightloop_array_core::{Error, Layout, Result, Shape, broadcast_shapes};
use tightloop_kernels::loops::MAX_STREAMS;

/// The shape of the inputs, if all have the same one.
#[inline(always)]
pub(crate) fn common_shape<'a>(inputs: &[UntypedOperand<'a>]) -> Option<&'a [usize]> {
    let first = inputs[0].layout;
    inputs[1..].iter().all(|input| have_one_shape(input.layout, first)).then_some(first.shape())
}

/// The shape that the inputs broadcast to.
///
/// # Errors
/// [`Error::Broadcast`] if there is none.
pub(crate) fn broadcast_shape(name: &'static str, inputs: &[UntypedOperand<'_>]) -> Result<Shape> {
    let first = inputs[0].layout.shape();
    let mut shapes = [first; MAX_STREAMS];
    for (shape, input) in shapes.iter_mut().zip(inputs) {
        *shape = input.layout.shape();
    }
    broadcast_shapes(name, &shapes[..inputs.len()])
}

/// The number of elements, if all operands are contiguous and of one shape; inputs may be single
/// elements, too. Such operands need neither a check nor a plan.
#[inline(always)]
pub(super) fn contiguous_len(
    inputs: &[UntypedOperand<'_>],
    outputs: &[UntypedOperand<'_>],
) -> Option<usize> {
    let output = outputs[0].layout;
    let len = output.contiguous_len()?;
    let is_alike = |operand: &UntypedOperand<'_>| {
        let found = operand.layout;
        // Lines of one length have one shape.
        found.contiguous_len() == Some(len)
            && match (found.ndim(), output.ndim()) {
                (1, 1) => true,
                _ => have_one_shape(found, output),
            }
    };
    let fit = inputs.iter().all(|input| input.is_single() || is_alike(input))
        && outputs[1..].iter().all(is_alike);
    fit.then_some(len)
}

/// Whether two layouts have the same shape. Matrices, which are common, are compared in line.
#[inline(always)]
fn have_one_shape(a: &Layout, b: &Layout) -> bool {
    match (a.shape(), b.shape()) {
        (&[rows, columns], &[r, c]) => rows == r && columns == c,
        (a, b) => a.len() == b.len() && equal(a, b),
    }
}

/// Checks that the inputs broadcast to the shape of each output.
///
/// # Errors
/// [`Error::Broadcast`] if the inputs do not fit each other, else [`Error::OutputShape`].
#[inline(always)]
pub(super) fn check_shapes(
    name: &'static str,
    inputs: &[UntypedOperand<'_>],
    outputs: &[UntypedOperand<'_>],
) -> Result<()> {
    let shape = outputs[0].layout.shape();
    let fit = inputs.iter().all(|input| stretches_to(input.layout.shape(), shape))
        && outputs[1..].iter().all(|output| equal(output.layout.shape(), shape));
    if fit { Ok(()) } else { Err(misfit(name, inputs, outputs)) }
}

/// Whether two shapes are equal. Not inlined: its callers are inlined into every call, and stay
/// small this way.
#[inline(never)]
fn equal(a: &[usize], b: &[usize]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b)
}

/// Whether an array of shape `from` broadcasts to shape `to`.
fn stretches_to(from: &[usize], to: &[usize]) -> bool {
    from.len() <= to.len()
        && from.iter().rev().zip(to.iter().rev()).all(|(&from, &to)| from == to || from == 1)
}

/// The error for shapes that [`check_shapes`] refuses.
#[cold]
fn misfit(
    name: &'static str,
    inputs: &[UntypedOperand<'_>],
    outputs: &[UntypedOperand<'_>],
) -> Error {
    match broadcast_shape(name, inputs) {
        Ok(expected) => {
            let first = outputs[0].layout.shape();
            let is_wrong =
                |found: &[usize]| !stretches_to(&expected, found) || !equal(found, first);
            let wrong =
                outputs.iter().map(|output| output.layout.shape()).find(|found| is_wrong(found));
            Error::output_shape(name, &expected, wrong.unwrap_or(first))
        }
        Err(error) => error,
    }
}
