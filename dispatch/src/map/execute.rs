//! Running an elementwise call once its operands have lost their types.

use super::domain::check_domain;
use super::operand::UntypedOperand;
use super::rows::Rows;
use super::shape::{check_shapes, contiguous_len};
use crate::kernel::{MapTable, ONE_BY_ONE, PreparedTable, STREAMED};
use crate::level::Level;
use crate::parallel::{self, RawCall};
use crate::profile::{self, Facts, Path};
use core::array;
use core::mem::MaybeUninit;
use tightloop_array_core::{Plan, Result, Run, Stream};
use tightloop_kernels::loops::{MAX_STREAMS, Storage, fits, map_tiled};
use tightloop_kernels::op::{Cost, Domain};

/// Runs the loop of a table over operands, if the inputs broadcast to the shape of each output.
///
/// # Errors
/// Those of [`map_into`](super::map_into).
///
/// # Safety
/// 1. There is one operand per stream of the table, of its element type.
/// 2. Every element of an operand is valid for reads (inputs) or writes (outputs), from any thread.
/// 3. No output overlaps itself or another output.
/// 4. An input overlaps an output only if it is the same array: address, layout and element size.
/// 5. `op` points to the operation of the table, which is `Sync`.
#[inline(always)]
pub(super) unsafe fn execute(
    name: &'static str,
    table: &MapTable,
    op: *const (),
    inputs: &[UntypedOperand<'_>],
    outputs: &[UntypedOperand<'_>],
) -> Result<()> {
    let _call = profile::call(|| Facts::map(name, table, inputs, outputs));
    // SAFETY: the contract is the same.
    unsafe { take_path(name, table, op, inputs, outputs) }
}

/// Does the work of [`execute`].
///
/// # Errors
/// Those of [`map_into`](super::map_into).
///
/// # Safety
/// Those of [`execute`].
#[inline(always)]
pub(super) unsafe fn take_path(
    name: &'static str,
    table: &MapTable,
    op: *const (),
    inputs: &[UntypedOperand<'_>],
    outputs: &[UntypedOperand<'_>],
) -> Result<()> {
    if table.domain != Domain::All {
        check_shapes(name, inputs, outputs)?;
        if !outputs[0].layout.is_empty() {
            // SAFETY: by this function's contract.
            unsafe { check_domain(name, table, inputs)? };
        }
    }
    if let (Some(by_number), [x, number]) = (table.by_number, inputs)
        && number.is_number_for(&outputs[0])
    {
        // SAFETY: by this function's contract; the table is for operations on a number.
        if let Some(result) = unsafe { execute_prepared(name, by_number, x, number, outputs) } {
            return result;
        }
    }
    match contiguous_len(inputs, outputs) {
        Some(len) if len <= table.max_uncut => {
            // SAFETY: by this function's contract; the operands are contiguous, of this length.
            unsafe { execute_contiguous(table, op, inputs, outputs, len) };
            Ok(())
        }
        // SAFETY: by this function's contract.
        _ => unsafe { execute_general(name, table, op, inputs, outputs) },
    }
}

/// Runs the loop of an operation prepared for a number, unless it is not prepared for this one.
///
/// # Safety
/// Those of [`execute`], with the inputs `x` and `number`, for the table that `prepared` belongs
/// to.
#[inline(never)]
unsafe fn execute_prepared(
    name: &'static str,
    prepared: &PreparedTable,
    x: &UntypedOperand<'_>,
    number: &UntypedOperand<'_>,
    outputs: &[UntypedOperand<'_>],
) -> Option<Result<()>> {
    let mut result = None;
    // SAFETY: the number is an element of the operation's type. By `execute`'s contract, which
    // holds for fewer inputs, too.
    unsafe {
        prepared.prepared(number.ptr, &mut |op| {
            result = Some(take_path(name, &prepared.table, op, &[*x], outputs));
        });
    }
    result
}

/// Runs a loop over contiguous operands, in one run.
///
/// # Safety
/// Those of [`execute`]; [`contiguous_len`] has returned `len`.
#[inline(always)]
unsafe fn execute_contiguous(
    table: &MapTable,
    op: *const (),
    inputs: &[UntypedOperand<'_>],
    outputs: &[UntypedOperand<'_>],
    len: usize,
) {
    let mut streams = [const { MaybeUninit::uninit() }; MAX_STREAMS];
    for (stream, operand) in streams.iter_mut().zip(inputs.iter().chain(outputs)) {
        let stride = if operand.is_single() { 0 } else { operand.size as isize };
        stream.write(Stream { ptr: operand.ptr, stride, row_stride: 0 });
    }
    let count = inputs.len() + outputs.len();
    // SAFETY: the loop has written one stream per operand.
    let streams = unsafe { core::slice::from_raw_parts(streams[..count].as_ptr().cast(), count) };
    // SAFETY: by `execute`'s contract; the run has each element of the operands once.
    unsafe { execute_run(table, op, &Run::new(len, 1, streams), true) };
}

/// Runs a loop over operands that are long or not contiguous.
///
/// # Errors
/// Those of [`map_into`](super::map_into).
///
/// # Safety
/// Those of [`execute`].
#[inline(never)]
unsafe fn execute_general(
    name: &'static str,
    table: &MapTable,
    op: *const (),
    inputs: &[UntypedOperand<'_>],
    outputs: &[UntypedOperand<'_>],
) -> Result<()> {
    let count = inputs.len() + outputs.len();
    let mut streams = [Stream::NOWHERE; MAX_STREAMS];
    if let Some(Rows { len, rows, are_lines }) =
        Rows::of(inputs, outputs, table.max_uncut, &mut streams)
    {
        profile::path(|| if table.is_direct && are_lines { Path::Rows } else { Path::Tiles });
        let run = Run::new(len, rows, &streams[..count]);
        // SAFETY: by `execute`'s contract; the run has each element of the operands once.
        unsafe { execute_run(table, op, &run, are_lines) };
        return Ok(());
    }
    check_shapes(name, inputs, outputs)?;
    // SAFETY: by `execute`'s contract; the shapes fit.
    unsafe {
        match count {
            2 => execute_planned::<2>(table, op, inputs, outputs),
            3 => execute_planned::<3>(table, op, inputs, outputs),
            4 => execute_planned::<4>(table, op, inputs, outputs),
            _ => execute_planned::<MAX_STREAMS>(table, op, inputs, outputs),
        }
    }
    Ok(())
}

/// Where the rows of outputs begin that loops [stream](Run::is_streamed).
const STREAM_ALIGN: usize = 64;

/// Runs a loop in the order of a [`Plan`], on threads if the elements are worth them.
///
/// `N` is at least the number of operands. If there are fewer, the last one is planned again, and
/// not passed on.
///
/// # Safety
/// Those of [`execute`]; the shapes have been [checked](check_shapes).
#[inline(never)]
unsafe fn execute_planned<const N: usize>(
    table: &MapTable,
    op: *const (),
    inputs: &[UntypedOperand<'_>],
    outputs: &[UntypedOperand<'_>],
) {
    let (first, count) = (inputs.len(), inputs.len() + outputs.len());
    let operands: [&UntypedOperand<'_>; N] = array::from_fn(|k| {
        if k < first { &inputs[k] } else { &outputs[(k - first).min(outputs.len() - 1)] }
    });
    let output = &outputs[0];
    let pieces = parallel::pieces(output.layout.len(), table.grain);
    let is_in_place =
        outputs.iter().any(|output| inputs.iter().any(|input| input.ptr == output.ptr));
    // In place, the lines of outputs are read anyway. New memory of this size has just been cleared
    // by the kernel of the operating system, so its lines are in the caches.
    let is_cached = is_in_place || output.is_new;
    let is_streamed =
        table.cost == Cost::Low && output.layout.len() >= STREAMED / output.size && !is_cached;
    let level = Level::current();
    let kernel = table.entries.at(level);
    let mut storage: [Storage; N] = array::from_fn(|k| table.storage(k, level));
    // Loops stream lines that begin as registers do; all others are streamed from tiles.
    let is_aligned = |ptr: *mut u8| ptr.addr().is_multiple_of(STREAM_ALIGN);
    let are_lines = is_streamed
        && table.streams
        && table.is_direct
        && contiguous_len(inputs, outputs).is_some()
        && outputs.iter().all(|output| is_aligned(output.ptr));
    if is_streamed && !are_lines {
        storage[first..].iter_mut().for_each(|output| output.is_streamed = true);
    }
    if is_in_place && pieces > 1 {
        // Copies by whole registers also read the elements in between, which another thread may be
        // writing.
        storage.iter_mut().for_each(|storage| storage.copy = ONE_BY_ONE);
    }
    for (storage, input) in storage.iter_mut().zip(inputs) {
        if input.layout.is_interleaved() {
            storage.copy = ONE_BY_ONE;
        }
    }

    let layouts = operands.map(|operand| (operand.layout, operand.size));
    let plan = Plan::new(output.layout.shape(), layouts);
    // SAFETY: by `execute`'s contract, any thread may access the elements, and `op` is `Sync`.
    let call = unsafe { RawCall::new(operands.map(|operand| operand.ptr), op) };
    let split = plan.split(pieces, table.grain, parallel::GRANULE);
    profile::path(|| {
        let mut all_fit = true;
        plan.for_each_run(call.base(), |run| {
            let run = &Run { streams: &run.streams[..count], ..*run };
            all_fit &= fits(run, &storage[..count], first);
        });
        if all_fit { Path::Planned } else { Path::Tiles }
    });
    parallel::for_each_piece(split.count(), |index| {
        split.piece(index).for_each_run(call.base(), |run| {
            let (streams, storage) = (&run.streams[..count], &storage[..count]);
            let are_aligned = streams[first..].iter().all(|output| is_aligned(output.ptr));
            let is_streamed = are_lines && run.rows == 1 && are_aligned;
            let run = &Run { streams, is_streamed, ..*run };
            // SAFETY: by `execute`'s contract; the plan walks each element of the operands once,
            // and pieces are disjoint. The CPU has the level.
            unsafe {
                if fits(run, storage, first) {
                    kernel(call.op(), run);
                } else {
                    map_tiled(kernel, call.op(), run, storage, first);
                }
            }
        });
    });
}

/// Hands one run to the loop: through tiles, unless the loop takes the run as it is.
///
/// # Safety
/// The run is [valid](Run#validity) for the table's streams, and `op` points to the table's
/// operation. If `are_lines`, each row is contiguous, or (in an input) a single element.
#[inline(always)]
unsafe fn execute_run(table: &MapTable, op: *const (), run: &Run<'_>, are_lines: bool) {
    if table.is_direct && are_lines {
        // SAFETY: by this function's contract; the CPU has the current level.
        unsafe { table.entries.at(Level::current())(op, run) };
    } else {
        // SAFETY: by this function's contract.
        unsafe { execute_tiled(table, op, run) };
    }
}

/// Hands one run to the loop through tiles.
///
/// # Safety
/// The run is [valid](Run#validity) for the table's streams, and `op` points to the table's
/// operation.
#[inline(never)]
unsafe fn execute_tiled(table: &MapTable, op: *const (), run: &Run<'_>) {
    profile::path(|| Path::Tiles);
    let level = Level::current();
    let storage: [Storage; MAX_STREAMS] = array::from_fn(|k| table.storage(k, level));
    // SAFETY: by this function's contract; the CPU has the current level, and the storage is the
    // table's.
    unsafe { map_tiled(table.entries.at(level), op, run, &storage, table.inputs.len()) };
}
