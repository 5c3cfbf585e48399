//! Elementwise calls. Operands lose their types here; [`execute`] then takes the first of these
//! paths that fits:
//!
//! 1. Contiguous operands of one shape (or single numbers), too few elements for threads: one run,
//!    at once. All of this is inlined, since small calls take some ten nanoseconds.
//! 2. Outputs of one or two axes in C order, too few elements for threads: rows of inputs of any
//!    strides, without a plan.
//! 3. All else: plan the walk, cut it into pieces for threads, walk each piece run by run.
//!
//! A run goes straight to the compiled loop if the loop takes it as it is, else through tiles.

mod at;
mod domain;
mod execute;
mod masked;
mod operand;
mod rows;
mod shape;

use crate::kernel::Kernel;
pub(crate) use domain::{check_domain, check_exponents};
use execute::execute;
pub(crate) use shape::{broadcast_shape, common_shape};
use tightloop_array_core::{Element, Layout, Result};

pub use at::{map_at, map_at_with};
pub use masked::{map_masked_assign, map_masked_into};
pub use operand::{Append, Arguments, Destinations, Lend, LendMut, Results, UntypedOperand};

/// Writes the results of `op` on `inputs`, broadcast to the outputs' shape, into `outputs`. `name`
/// is for errors.
///
/// # Errors
/// [`Error::Broadcast`](tightloop_array_core::Error::Broadcast) if the inputs do not broadcast
/// against each other, [`Error::OutputShape`](tightloop_array_core::Error::OutputShape) if they do,
/// but not to the shape of an output. Nothing is written then.
#[inline(always)]
pub fn map_into<Op: Send + Sync, In, Out>(
    name: &'static str,
    kernel: &Kernel<Op, In, Out>,
    op: &Op,
    inputs: &impl Arguments<In>,
    outputs: &mut impl Destinations<Out>,
) -> Result<()> {
    let (table, op) = (&kernel.table, (&raw const *op).cast());
    inputs.with_untyped(|inputs| {
        outputs.with_untyped(|outputs| {
            // SAFETY: the operands have the kernel's types. They are views, so that their elements
            // exist, and borrowed, the outputs exclusively. `Op` is the kernel's, and `Sync`.
            unsafe { execute(name, table, op, inputs, outputs) }
        })
    })
}

/// Returns the results of `op` on `inputs`, broadcast against each other, in new memory in C order,
/// and sets `layout` to theirs.
///
/// # Errors
/// [`Error::Broadcast`](tightloop_array_core::Error::Broadcast) if the inputs do not broadcast
/// against each other; [`Error::SizeOverflow`](tightloop_array_core::Error::SizeOverflow) or
/// [`Error::Allocation`](tightloop_array_core::Error::Allocation) if the results do not fit into
/// memory.
#[inline]
pub fn map_new<Op: Send + Sync, In, Out: Results>(
    name: &'static str,
    kernel: &Kernel<Op, In, Out>,
    op: &Op,
    inputs: &impl Arguments<In>,
    layout: &mut Layout,
) -> Result<Out::Buffers> {
    let (table, op) = (&kernel.table, (&raw const *op).cast());
    inputs.with_untyped(|inputs| {
        match common_shape(inputs) {
            Some(shape) => layout.set_contiguous(shape)?,
            None => layout.set_contiguous(&broadcast_shape(name, inputs)?)?,
        }
        let layout: &Layout = layout;
        let fill = |addresses: &[*mut u8]| {
            let output = |k: usize| UntypedOperand {
                is_new: true,
                ..UntypedOperand::new(addresses[k], table.outputs[k].size(), layout)
            };
            // SAFETY: as for `map_into`; the outputs are new memory of the results' types.
            let run = |outputs: &[UntypedOperand<'_>]| unsafe {
                execute(name, table, op, inputs, outputs)
            };
            match addresses.len() {
                1 => run(&[output(0)]),
                2 => run(&[output(0), output(1)]),
                _ => unreachable!("kernels have one or two outputs"),
            }
        };
        // SAFETY: a call that succeeds has written every element of each output.
        unsafe { Out::allocate(layout.len(), fill) }
    })
}

/// Replaces each element of `x` by the result of `op` on it and on the matching elements of
/// `others`.
///
/// # Errors
/// [`Error::OutputShape`](tightloop_array_core::Error::OutputShape) or
/// [`Error::Broadcast`](tightloop_array_core::Error::Broadcast) if `others` do not broadcast to the
/// shape of `x`. Nothing is written then.
#[inline(always)]
pub fn map_assign<Op: Send + Sync, T: Element, In, Rest>(
    name: &'static str,
    kernel: &Kernel<Op, In, (T,)>,
    op: &Op,
    x: &mut impl LendMut<T>,
    others: &impl Arguments<Rest>,
) -> Result<()>
where
    (T,): Append<Rest, All = In>,
{
    let (table, op) = (&kernel.table, (&raw const *op).cast());
    let run = |x: UntypedOperand<'_>, inputs: &[UntypedOperand<'_>]| {
        // SAFETY: as for `map_into`. The first input is the output, of the same type and layout.
        unsafe { execute(name, table, op, inputs, &[x]) }
    };
    others.with_untyped(|others| {
        x.lend_mut(|mut x| {
            let x = UntypedOperand::output(&mut x);
            match *others {
                [] => run(x, &[x]),
                [a] => run(x, &[x, a]),
                [a, b] => run(x, &[x, a, b]),
                _ => unreachable!("an operation in place has at most three inputs"),
            }
        })
    })
}
