//! Elementwise calls that write only where a mask is true.

use super::domain::check_domain;
use super::operand::{Append, Arguments, Destinations, Lend, LendMut, UntypedOperand};
use super::shape::check_shapes;
use crate::copy::put_run;
use crate::kernel::{Kernel, MapTable, ONE_BY_ONE};
use crate::level::Level;
use crate::parallel::{self, RawCall};
use crate::profile::{self, Facts, Path};
use core::array;
use core::mem::MaybeUninit;
use tightloop_array_core::{Element, Plan, Result, Run, Stream};
use tightloop_kernels::loops::{MAX_STREAMS, Storage, map_tiled};

/// Writes the results of `op` on `inputs` into `outputs`, as [`map_into`](super::map_into), but
/// only where `mask` is true. All other elements of the outputs keep their values. The mask
/// broadcasts, too.
///
/// # Errors
/// Those of [`map_into`](super::map_into). Nothing is written then.
///
/// # Panics
/// If the operation has more than five inputs.
pub fn map_masked_into<Op: Send + Sync, In, Out>(
    name: &'static str,
    kernel: &Kernel<Op, In, Out>,
    op: &Op,
    inputs: &impl Arguments<In>,
    mask: &impl Lend<bool>,
    outputs: &mut impl Destinations<Out>,
) -> Result<()> {
    let (table, op) = (&kernel.table, (&raw const *op).cast());
    mask.lend(|mask| {
        let mask = UntypedOperand::input(&mask);
        inputs.with_untyped(|inputs| {
            outputs.with_untyped(|outputs| {
                // SAFETY: the operands have the kernel's types. They are views, so that their
                // elements exist, and borrowed, the outputs exclusively. `Op` is the kernel's, and
                // `Sync`.
                unsafe { execute_masked(name, table, op, inputs, mask, outputs) }
            })
        })
    })
}

/// Replaces elements of `x` by the results of `op` on them and on the matching elements of
/// `others`, as [`map_assign`](super::map_assign), but only where `mask` is true.
///
/// # Errors
/// Those of [`map_assign`](super::map_assign). Nothing is written then.
pub fn map_masked_assign<Op: Send + Sync, T: Element, In, Rest>(
    name: &'static str,
    kernel: &Kernel<Op, In, (T,)>,
    op: &Op,
    x: &mut impl LendMut<T>,
    others: &impl Arguments<Rest>,
    mask: &impl Lend<bool>,
) -> Result<()>
where
    (T,): Append<Rest, All = In>,
{
    let (table, op) = (&kernel.table, (&raw const *op).cast());
    mask.lend(|mask| {
        let mask = UntypedOperand::input(&mask);
        others.with_untyped(|others| {
            x.lend_mut(|mut x| {
                let x = UntypedOperand::output(&mut x);
                let inputs: [UntypedOperand<'_>; MAX_STREAMS] =
                    array::from_fn(|k| if k == 0 { x } else { *others.get(k - 1).unwrap_or(&x) });
                let inputs = &inputs[..=others.len()];
                // SAFETY: as for `map_masked_into`. The first input is the output.
                unsafe { execute_masked(name, table, op, inputs, mask, &[x]) }
            })
        })
    })
}

/// The size of the memory that results of one output are computed into, in bytes.
const SCRATCH: usize = 4096;

/// Room for the results of one output.
#[repr(align(64))]
struct Scratch(
    #[expect(dead_code, reason = "reached through pointers only")] MaybeUninit<[u8; SCRATCH]>,
);

/// Computes the results of a part of a row into memory that stays in the caches, then copies those
/// that the mask names: part by part, row by row.
///
/// # Errors
/// Those of [`map_masked_into`].
///
/// # Safety
/// As for [`execute`](super::execute::execute); the mask is one of the inputs that it may read.
unsafe fn execute_masked(
    name: &'static str,
    table: &MapTable,
    op: *const (),
    inputs: &[UntypedOperand<'_>],
    mask: UntypedOperand<'_>,
    outputs: &[UntypedOperand<'_>],
) -> Result<()> {
    let _call = profile::call(|| Facts::map(name, table, inputs, outputs));
    profile::path(|| Path::Masked);
    let (first, last) = (inputs.len() + 1, inputs.len() + outputs.len());
    assert!(last < MAX_STREAMS, "room for a mask beside the operands");
    // Inputs, the mask, outputs, and the last output as often as there is room.
    let operands: [UntypedOperand<'_>; MAX_STREAMS] = array::from_fn(|k| match k {
        _ if k < inputs.len() => inputs[k],
        _ if k == inputs.len() => mask,
        _ => outputs[(k - first).min(outputs.len() - 1)],
    });
    check_shapes(name, &operands[..first], outputs)?;
    // SAFETY: by this function's contract.
    unsafe { check_domain(name, table, inputs)? };
    let output = &outputs[0];
    let pieces = parallel::pieces(output.layout.len(), table.grain);
    let level = Level::current();
    let kernel = table.entries.at(level);
    let mut storage: [Storage; MAX_STREAMS] = array::from_fn(|k| table.storage(k, level));
    for (storage, operand) in storage.iter_mut().zip(inputs) {
        let is_in_place = outputs.iter().any(|output| output.ptr == operand.ptr);
        // Copies by whole registers also read the elements in between, which another thread may be
        // writing.
        if operand.layout.is_interleaved() || is_in_place && pieces > 1 {
            storage.copy = ONE_BY_ONE;
        }
    }
    let sizes: [usize; 2] = array::from_fn(|k| outputs[k.min(outputs.len() - 1)].size);
    let (output_count, largest) = (outputs.len(), sizes[0].max(sizes[1]));
    let input_count = inputs.len();

    let layouts = operands.each_ref().map(|operand| (operand.layout, operand.size));
    let plan = Plan::new(output.layout.shape(), layouts);
    // SAFETY: by `execute`'s contract, any thread may access the elements, and `op` is `Sync`.
    let call = unsafe { RawCall::new(operands.each_ref().map(|operand| operand.ptr), op) };
    let split = plan.split(pieces, table.grain, parallel::GRANULE);
    parallel::for_each_piece(split.count(), |index| {
        split.piece(index).for_each_run(call.base(), |run| {
            let mut scratch = [const { Scratch(MaybeUninit::uninit()) }; 2];
            for row in 0..run.rows {
                for start in (0..run.len).step_by(SCRATCH / largest) {
                    let len = (run.len - start).min(SCRATCH / largest);
                    let part = |k: usize| part(&run.streams[k], row, start);
                    let mut streams: [Stream; MAX_STREAMS] = array::from_fn(part);
                    for k in 0..output_count {
                        streams[input_count + k] = Stream {
                            ptr: (&raw mut scratch[k]).cast(),
                            stride: sizes[k] as isize,
                            row_stride: 0,
                        };
                    }
                    let computed = Run::new(len, 1, &streams[..last]);
                    // SAFETY: by `execute`'s contract; the plan walks each element of the operands
                    // once, the results fit into their memory, and the CPU has the level.
                    unsafe { map_tiled(kernel, call.op(), &computed, &storage, input_count) };
                    for k in 0..output_count {
                        let streams =
                            [part(input_count), streams[input_count + k], part(first + k)];
                        // SAFETY: these are elements of the mask, results just written, and
                        // elements of an output, of which pieces have different ones.
                        unsafe {
                            put_run(&Run::new(len, 1, &streams), sizes[k]);
                        }
                    }
                }
            }
        });
    });
    Ok(())
}

/// Returns the part of a row of a stream that begins with element `start`.
fn part(stream: &Stream, row: usize, start: usize) -> Stream {
    let row = stream.ptr.wrapping_offset(stream.row_stride.wrapping_mul(row as isize));
    Stream { ptr: row.wrapping_offset(stream.stride.wrapping_mul(start as isize)), ..*stream }
}
