//! Folds of the results of an elementwise operation, in one pass: some of them at a time are
//! computed into memory that stays in the caches, and folded from there. If the operation and the
//! fold are compiled as [one loop](super::fused), lines go through registers instead.
//!
//! The order is that of the fold of an array in C order that has these results, so the bits are the
//! same.

use super::fold::{FoldTable, Parts};
use super::small::SHORT;
use super::{GRAIN, Loops, MappedFold, Operands, Way, check_not_empty, for_each_run};
use crate::kernel::{Kernel, MapTable, ONE_BY_ONE};
use crate::level::Level;
use crate::map::{Arguments, UntypedOperand, broadcast_shape, check_domain, common_shape};
use crate::parallel::{self, RawCall};
use crate::profile::{self, Facts, Path};
use core::array;
use core::mem::MaybeUninit;
use tightloop_array_core::{
    AxisSet, DType, Dims, Element, Error, Layout, LoopAxis, Reduction, Result, Run, Shape, Stream,
    StridedRefMut, merge_neighbours,
};
use tightloop_kernels::loops::{
    Carry, ColumnsRun, ComputedFn, FoldKernels, FoldRun, MAX_INPUTS, MAX_STREAMS, Sequence, State,
    Storage, StoredFold, columns_within, fold_rows, fold_sequence, fold_strip, map_tiled,
    merge_states, part_len, strip_width,
};
use tightloop_kernels::op::Domain;

/// Returns the shape that the inputs of an elementwise operation broadcast to.
///
/// # Errors
/// [`Error::Broadcast`] if there is none.
pub fn mapped_shape<In>(name: &'static str, inputs: &impl Arguments<In>) -> Result<Shape> {
    inputs.with_untyped(|inputs| broadcast_shape(name, inputs))
}

/// Returns the reduction of all results of `map` on `inputs`, which broadcast. `name` is for
/// errors.
///
/// # Errors
/// [`Error::Broadcast`] if the inputs do not broadcast together; [`Error::EmptyReduction`] if there
/// are no results, and the fold does not define that; [`Error::Allocation`] if there is no memory
/// for intermediate results.
///
/// # Panics
/// As [`reduce_mapped_into`].
pub fn reduce_mapped_all<M: Send + Sync, In, Y: Element, F: Send + Sync, U: Element>(
    name: &'static str,
    (map, map_op): (&Kernel<M, In, (Y,)>, &M),
    fold: MappedFold<'_, M, In, F, Y, U>,
    inputs: &impl Arguments<In>,
) -> Result<U> {
    let mut out = U::ZERO;
    let is_done = inputs.with_untyped(|inputs| {
        let (level, Way::Direct(Loops::Fold(table))) = (Level::current(), &fold.kernel.way) else {
            return false;
        };
        let Some((fused, kernels)) = fold.entry(level).zip(table.direct(level)) else {
            return false;
        };
        let output = (&raw mut out).cast();
        let ops = [(&raw const *map_op).cast(), (&raw const *fold.op).cast()];
        // SAFETY: the operands have the kernel's types. They are views, so that their elements
        // exist. The operations are those of the loop, which is for this fold.
        unsafe {
            fold_short_line(name, &map.table, (kernels, fused), ops, inputs, (U::DTYPE, output))
        }
    });
    if is_done {
        return Ok(out);
    }
    let axes = AxisSet::all(mapped_shape(name, inputs)?.len());
    let view = StridedRefMut::new(core::slice::from_mut(&mut out), const { &Layout::scalar() });
    reduce_mapped_into(name, (map, map_op), fold, inputs, axes, view)?;
    Ok(out)
}

/// Folds what the operation of a table computes of contiguous inputs of one shape, if there are so
/// few elements that a plan would be most of the work. Returns whether the result has been written.
///
/// # Safety
/// As for [`FoldKernels::fold_computed`]; the inputs have the types of the table, and their
/// elements exist.
unsafe fn fold_short_line(
    name: &'static str,
    map: &MapTable,
    (kernels, fused): (&FoldKernels, ComputedFn),
    ops: [*const (); 2],
    inputs: &[UntypedOperand<'_>],
    (dtype, output): (DType, *mut u8),
) -> bool {
    let Some(len) = inputs[0].layout().contiguous_len() else { return false };
    let is_line = |input: &UntypedOperand<'_>| input.layout().contiguous_len() == Some(len);
    if len == 0
        || len > SHORT.min(part_len(kernels))
        || map.domain != Domain::All
        || !inputs.iter().all(is_line)
        || common_shape(inputs).is_none()
    {
        return false;
    }
    let _call =
        profile::call(|| Facts::mapped(name, map, inputs, &[len], (dtype, &Layout::scalar())));
    profile::path(|| Path::Fused);
    let mut streams = [Stream::NOWHERE; MAX_STREAMS];
    for ((stream, input), operand) in streams.iter_mut().zip(inputs).zip(map.inputs.iter()) {
        *stream = Stream { ptr: input.ptr(), stride: operand.size() as isize, row_stride: 0 };
    }
    let run = Run::new(len, 1, &streams[..inputs.len()]);
    // SAFETY: by this function's contract; the inputs are lines of this length, which is at most a
    // part, and the CPU has the level.
    unsafe { kernels.fold_computed(fused, ops, &run, output) };
    true
}

/// Writes the reduction over `axes` of the results of `map` on `inputs`, which broadcast, into
/// `out`, which has the other axes, in their order. `name` is for errors.
///
/// # Errors
/// [`Error::Broadcast`] if the inputs do not broadcast together; [`Error::OutputShape`] if `out`
/// has another shape; [`Error::EmptyReduction`] if results would be reductions of no elements,
/// which the fold does not define; [`Error::Allocation`] if there is no memory for intermediate
/// results. Nothing is written then.
///
/// # Panics
/// If the fold is a search, or itself one of results of an operation.
pub fn reduce_mapped_into<M: Send + Sync, In, Y: Element, F: Send + Sync, U: Element>(
    name: &'static str,
    (map, map_op): (&Kernel<M, In, (Y,)>, &M),
    fold: MappedFold<'_, M, In, F, Y, U>,
    inputs: &impl Arguments<In>,
    axes: AxisSet,
    mut out: StridedRefMut<'_, U>,
) -> Result<()> {
    let Way::Direct(Loops::Fold(table)) = &fold.kernel.way else {
        panic!("not a fold of elements")
    };
    inputs.with_untyped(|inputs| {
        let shape = broadcast_shape(name, inputs)?;
        if !axes.leave(&shape, out.shape()) {
            return Err(Error::output_shape(name, &axes.removed_from(&shape), out.shape()));
        }
        check_not_empty(name, &Layout::contiguous(&shape)?, axes, fold.kernel.allows_empty)?;
        let _call = profile::call(|| {
            Facts::mapped(name, &map.table, inputs, &shape, (U::DTYPE, out.layout()))
        });
        if map.table.domain != Domain::All {
            // SAFETY: the operands have the kernel's types, and their elements exist.
            unsafe { check_domain(name, &map.table, inputs)? };
        }
        let walk = Walk::new(&shape, inputs, axes, out.layout(), size_of::<U>());
        let layouts: [&Layout; MAX_INPUTS] =
            array::from_fn(|k| inputs[k.min(inputs.len() - 1)].layout());
        let level = Level::current();
        let call = Mapped::new(&map.table, table, level, &layouts[..inputs.len()], walk)
            .through_registers(fold.entry(level));
        let addresses = array::from_fn(|k| match inputs.get(k) {
            Some(input) => input.ptr(),
            None => out.as_mut_ptr().cast(),
        });
        // SAFETY: the operands have the kernels' types. They are views, so that their elements
        // exist, and borrowed, the output exclusively, so it overlaps neither itself nor an input.
        // The operations are those of the kernels, and `Sync`.
        unsafe {
            let ops = [(&raw const *map_op).cast(), (&raw const *fold.op).cast()];
            call.execute(addresses, ops)
        }
    })
}

/// The loops of a reduction of the results of an elementwise operation, both without fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct MappedTable {
    /// The operation on one value.
    pub(super) map: &'static MapTable,
    /// The fold of its results.
    pub(super) fold: FoldTable,
}

/// Runs a reduction of the results of an operation on one array, in the order of memory.
///
/// # Errors
/// [`Error::Allocation`] if there is no memory for intermediate results.
///
/// # Safety
/// Those of [`execute`](super::execute).
pub(super) unsafe fn execute(
    table: &MappedTable,
    call: &RawCall<2>,
    operands: Operands<'_>,
) -> Result<()> {
    let Operands { x, axes, out } = operands;
    let reduction = Reduction::new(x.0, x.1, axes, out.0, out.1);
    let walk = Walk::of_one_input(reduction.kept(), reduction.reduced());
    let [start, output] = call.moved_by(reduction.start()).base();
    let mut addresses = [start; OPERANDS];
    addresses[OPERANDS - 1] = output;
    // SAFETY: by this function's contract; operations without fields have no address.
    unsafe {
        Mapped::new(table.map, &table.fold, Level::current(), &[x.0], walk)
            .execute(addresses, [core::ptr::null(), call.op()])
    }
}

/// The number of operands of a walk: inputs, and the output.
const OPERANDS: usize = MAX_INPUTS + 1;

/// The axes of a mapped reduction. The strides of the output come last.
struct Walk {
    kept: Dims<LoopAxis<OPERANDS>>,
    reduced: Dims<LoopAxis<OPERANDS>>,
}

impl Walk {
    /// Both kinds of axes in C order, neighbours merged.
    fn new(
        shape: &[usize],
        inputs: &[UntypedOperand<'_>],
        axes: AxisSet,
        output: &Layout,
        output_size: usize,
    ) -> Self {
        let (mut kept, mut reduced) = (Dims::new(), Dims::new());
        let mut output_strides = output.strides().iter();
        for (axis, &len) in shape.iter().enumerate() {
            let mut strides = array::from_fn(|k| match inputs.get(k) {
                Some(input) => input.byte_stride(axis, shape.len()),
                None => 0,
            });
            if !axes.contains(axis) {
                let stride = *output_strides.next().expect("a kept axis is one of the output");
                strides[OPERANDS - 1] = stride.wrapping_mul(output_size as isize);
            }
            if len != 1 {
                let list = if axes.contains(axis) { &mut reduced } else { &mut kept };
                list.push(LoopAxis { len, strides });
            }
        }
        merge_neighbours(&mut kept);
        merge_neighbours(&mut reduced);
        Walk { kept, reduced }
    }

    /// The axes of a plan for one input.
    fn of_one_input(kept: &[LoopAxis<2>], reduced: &[LoopAxis<1>]) -> Self {
        let mut walk = Walk { kept: Dims::new(), reduced: Dims::new() };
        for &LoopAxis { len, strides: [input, output] } in kept {
            let mut strides = [input; OPERANDS];
            strides[OPERANDS - 1] = output;
            walk.kept.push(LoopAxis { len, strides });
        }
        for &LoopAxis { len, strides: [input] } in reduced {
            let mut strides = [input; OPERANDS];
            strides[OPERANDS - 1] = 0;
            walk.reduced.push(LoopAxis { len, strides });
        }
        walk
    }

    /// Whether neighbours of an input belong to neighbouring results, and one stride walks the
    /// elements of a result, if there are any.
    fn is_down(&self) -> bool {
        let (Some(kept), [reduced]) = (self.kept.last(), &self.reduced[..]) else { return false };
        let mut strides = kept.strides.iter().zip(&reduced.strides);
        reduced.len > 0
            && strides
                .any(|(&kept, &reduced)| kept != 0 && kept.unsigned_abs() < reduced.unsigned_abs())
    }
}

/// A fold of the results of an operation.
struct Mapped<'a> {
    map: &'a MapTable,
    fold: &'a FoldTable,
    level: Level,
    /// The number of inputs.
    inputs: usize,
    /// How the operation gets its inputs, and delivers its results.
    storage: [Storage; MAX_STREAMS],
    walk: Walk,
    /// Folds lines of results without storing them.
    fused: Option<ComputedFn>,
}

/// The bytes of the memory that columns of results are computed into, and those for lines: half of
/// a small first cache, so that inputs do not drive them out.
const COLUMNS_BYTES: usize = 1 << 16;
const LINE_BYTES: usize = 1 << 14;

/// The longest lines of which many are computed into memory and folded together.
const SHORT_LINE: usize = 32;

/// The memory that results are computed into.
struct Scratch(Vec<Register>);

/// A 512-bit register in memory.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Register(
    #[expect(dead_code, reason = "reached through pointers only")] MaybeUninit<[u8; 64]>,
);

impl Scratch {
    /// # Errors
    /// [`Error::Allocation`] if there is no memory.
    fn new(bytes: usize) -> Result<Self> {
        let (mut memory, registers) = (Vec::new(), bytes.div_ceil(size_of::<Register>()));
        memory.try_reserve_exact(registers).map_err(|_| Error::Allocation { bytes })?;
        memory.resize(registers, Register(MaybeUninit::uninit()));
        Ok(Scratch(memory))
    }
}

impl<'a> Mapped<'a> {
    /// The fold at a level, for inputs of these layouts.
    fn new(
        map: &'a MapTable,
        fold: &'a FoldTable,
        level: Level,
        layouts: &[&Layout],
        walk: Walk,
    ) -> Self {
        let mut storage: [Storage; MAX_STREAMS] = array::from_fn(|k| map.storage(k, level));
        for (storage, layout) in storage.iter_mut().zip(layouts) {
            if layout.is_interleaved() {
                storage.copy = ONE_BY_ONE;
            }
        }
        Mapped { map, fold, level, inputs: layouts.len(), storage, walk, fused: None }
    }

    /// The same fold by this loop, if there is one, and results are computed from lines.
    fn through_registers(self, fused: Option<ComputedFn>) -> Self {
        let Walk { kept, reduced } = &self.walk;
        let is_line = |axis: &LoopAxis<OPERANDS>| {
            let mut inputs = axis.strides[..self.inputs].iter().enumerate();
            let is_long = kept.is_empty() && axis.len > 0 || axis.len > SHORT_LINE;
            is_long && inputs.all(|(k, &stride)| stride == self.size(k) as isize)
        };
        let fused = fused.filter(|_| matches!(&reduced[..], [axis] if is_line(axis)));
        Mapped { fused, ..self }
    }

    /// Runs the reduction from `addresses` of the inputs to the last one, of the output.
    ///
    /// # Errors
    /// [`Error::Allocation`] if there is no memory for intermediate results.
    ///
    /// # Safety
    /// The operands have the types of the tables and the layouts of the walk, and are valid for
    /// reads (inputs) and writes (the output), from any thread. The output overlaps neither itself
    /// nor an input. `ops` are the operations of both tables.
    unsafe fn execute(&self, addresses: [*mut u8; OPERANDS], ops: [*const (); 2]) -> Result<()> {
        profile::path(|| Path::Fused);
        let lengths = |axes: &[LoopAxis<OPERANDS>]| axes.iter().map(|axis| axis.len).product();
        let (results, len): (usize, usize) =
            (lengths(&self.walk.kept), lengths(&self.walk.reduced));
        if results == 0 {
            return Ok(());
        }
        let (is_down, size) = (self.walk.is_down(), self.map.outputs[0].size());
        let fold = self.fold.at(self.level, const { &Layout::scalar() });
        let work = results.saturating_mul(len);
        let pieces = parallel::pieces(work, GRAIN);
        let (most, loops) = (results.div_ceil(pieces), fold.with(ops[1]));
        // How many results are folded together, as how many neighbouring rows if they are, how much
        // of each at a time, and in how much memory.
        let (each, rows, unit, room) = if self.fused.is_some() {
            let each = loops.kernels.capacity().min(most);
            (each, None, part_len(loops.kernels), 0)
        } else {
            let (room, rows) = (self.room(), self.rows_each(len, most));
            let each = match rows {
                Some(rows) => rows,
                // As many columns as fit with a block of each, and at most what a strip from there
                // takes.
                None if is_down => self.columns_each(&loops),
                None => 1,
            };
            // As many elements as fit: `2^n` blocks, as all sizes are powers of two.
            (each, rows, room / (each * size), room)
        };
        let mut scratch = Vec::new();
        for _ in 0..pieces {
            scratch.push(Scratch::new(work.saturating_mul(size).min(room))?);
        }
        // SAFETY: by this function's contract; all folds and operations are `Sync`, and each piece
        // has a scratch of its own.
        let (map, folded) = unsafe {
            (
                RawCall::new(addresses, ops[0]),
                RawCall::new([scratch.as_mut_ptr().cast::<u8>()], ops[1]),
            )
        };
        let run = |first: usize, columns: usize| {
            let call = map.moved_by(LoopAxis::offsets(&self.walk.kept, first));
            ResultRun { call, columns }
        };
        let part =
            |piece: usize, run: &ResultRun, first: usize, count: usize, state: &mut State| {
                let [scratch] = folded.base();
                // SAFETY: each piece has a scratch of its own, and there are these elements.
                unsafe {
                    let scratch = &mut *scratch.cast::<Scratch>().add(piece);
                    let fold = fold.with(folded.op());
                    self.fold_part(&fold, run, [first, count, unit], scratch, state)
                }
            };
        let runs = results.div_ceil(each);
        if rows.is_some() || pieces <= runs {
            parallel::for_each_piece(pieces, |piece| {
                let bound = |piece: usize| (runs * piece / pieces * each).min(results);
                let mut state = State::uninit();
                let [begin, end] = [bound(piece), bound(piece + 1)];
                for_each_run(&self.walk.kept, begin, end, each, |first, columns| {
                    let run = run(first, columns);
                    if rows.is_some() {
                        let [scratch] = folded.base();
                        // SAFETY: each piece has a scratch of its own, with room for these rows.
                        unsafe {
                            let scratch = &mut *scratch.cast::<Scratch>().add(piece);
                            self.fold_lines(&fold.with(folded.op()), &run, len, scratch);
                        }
                        return;
                    }
                    part(piece, &run, 0, len, &mut state);
                    // SAFETY: the state has been written, and the results are this run's own.
                    unsafe {
                        let states = core::slice::from_ref(&state);
                        let columns = self.columns(&run);
                        merge_states(&fold.with(folded.op()), states, len.max(1), len, &columns);
                    }
                });
            });
            return Ok(());
        }
        let mut parts = Parts::new(len, unit)?;
        for_each_run(&self.walk.kept, 0, results, each, |first, columns| {
            let run = run(first, columns);
            parts.for_each(run.columns, |piece, first, count, state| {
                part(piece, &run, first, count, state);
            });
            // SAFETY: as before.
            unsafe { parts.merge(&fold.with(folded.op()), &self.columns(&run)) };
        });
        Ok(())
    }

    /// The bytes of each piece's scratch.
    fn room(&self) -> usize {
        if self.walk.is_down() { COLUMNS_BYTES } else { LINE_BYTES }
    }

    /// The number of results, of `len` neighbouring elements each, that are computed and folded
    /// together: as many as fit, and no more than `most`. None if a single one would be all.
    fn rows_each(&self, len: usize, most: usize) -> Option<usize> {
        let fitting = self.room() / (len.max(1) * self.map.outputs[0].size());
        let is_row = self.walk.reduced.len() <= 1 && !self.walk.kept.is_empty() && len > 0;
        (is_row && !self.walk.is_down() && fitting > 1).then_some(fitting.min(most))
    }

    /// Computes the elements of some results, a row each, and folds them.
    ///
    /// # Safety
    /// As for [`execute`](Self::execute); the run has these results, which fit into the scratch.
    unsafe fn fold_lines(
        &self,
        fold: &StoredFold<'_>,
        run: &ResultRun,
        len: usize,
        scratch: &mut Scratch,
    ) {
        let single = LoopAxis { len: 1, strides: [0; OPERANDS] };
        let row = self.walk.kept.last().unwrap_or(&single);
        let along = self.walk.reduced.last().unwrap_or(&single);
        let (to, size): (*mut u8, _) = (scratch.0.as_mut_ptr().cast(), self.size(self.inputs));
        let row_stride = (len * size) as isize;
        let mut streams = [Stream::NOWHERE; MAX_STREAMS];
        for (k, stream) in streams[..self.inputs].iter_mut().enumerate() {
            let (stride, row_stride) = (along.strides[k], row.strides[k]);
            *stream = Stream { ptr: run.call.base()[k], stride, row_stride };
        }
        streams[self.inputs] = Stream { ptr: to, stride: size as isize, row_stride };
        let axes = [LoopAxis { len, strides: [size as isize] }];
        let ColumnsRun { output, output_stride, .. } = self.columns(run);
        let sequence = Sequence { start: to, axes: &axes };
        let rows = run.columns;
        let folded = FoldRun { sequence, len, rows, row_stride, output, output_stride };
        // SAFETY: the streams are these rows of each operand, and room for the results, which are
        // then folded; the outputs are the run's own.
        unsafe {
            self.run(run.call.op(), len, rows, &streams);
            fold_rows(fold, &folded);
        }
    }

    /// The number of columns that are computed and folded together.
    fn columns_each(&self, fold: &StoredFold<'_>) -> usize {
        let size = self.map.outputs[0].size() as isize;
        let axes = [LoopAxis { len: 1, strides: [size] }];
        let all = ColumnsRun {
            sequence: Sequence { start: core::ptr::null(), axes: &axes },
            columns: usize::MAX,
            column_stride: size,
            output: core::ptr::null_mut(),
            output_stride: 0,
        };
        strip_width(fold, &all).min(columns_within(fold, COLUMNS_BYTES))
    }

    /// The results of a run, as columns whose elements are elsewhere.
    fn columns(&self, run: &ResultRun) -> ColumnsRun<'static> {
        const LAST: usize = OPERANDS - 1;
        ColumnsRun {
            sequence: Sequence { start: core::ptr::null(), axes: &[] },
            columns: run.columns,
            column_stride: 0,
            output: run.call.base()[LAST],
            output_stride: self.walk.kept.last().map_or(0, |axis| axis.strides[LAST]),
        }
    }

    /// Folds `count` elements of each column of a run, from element `first` on, which begins a
    /// block, `unit` at a time.
    ///
    /// # Safety
    /// As for [`execute`](Self::execute); the run has these elements.
    unsafe fn fold_part(
        &self,
        fold: &StoredFold<'_>,
        run: &ResultRun,
        [first, count, unit]: [usize; 3],
        scratch: &mut Scratch,
        state: &mut State,
    ) {
        let (size, columns) = (self.map.outputs[0].size(), run.columns);
        let is_down = self.walk.is_down();
        let mut carry = Carry::new(columns);
        let to: *mut u8 = scratch.0.as_mut_ptr().cast();
        let row_bytes = (columns * size) as isize;
        let mut done = 0;
        // SAFETY: the run has these elements, and the scratch has room for `unit` of each column.
        unsafe {
            // A fold of no elements, too, writes the state.
            while done < count || done == 0 {
                let n = unit.min(count - done);
                if let Some(fused) = self.fused {
                    self.fold_computed(fused, fold.op, run, first + done, n, state);
                } else if is_down {
                    self.fill_rows(run, first + done, n, to);
                    let axes = [LoopAxis { len: n, strides: [row_bytes] }];
                    let sequence = Sequence { start: to, axes: &axes };
                    let column_stride = size as isize;
                    let columns =
                        ColumnsRun { sequence, columns, column_stride, ..self.columns(run) };
                    fold_strip(fold, &columns, 0, n, state);
                } else {
                    self.fill_line(run, first + done, n, to);
                    let axes = [LoopAxis { len: n, strides: [size as isize] }];
                    let sequence = Sequence { start: to, axes: &axes };
                    fold_sequence(fold, &sequence, 0, n, state);
                }
                if n == count {
                    return;
                }
                carry.push(fold.kernels, fold.op, state, 0, n);
                done += n;
            }
            carry.total(fold.kernels, fold.op, state);
        }
    }

    /// Folds elements `first` to `first + count - 1` of each result of a run, at most a part.
    ///
    /// # Safety
    /// As for [`execute`](Self::execute); there are these elements, and they are lines.
    unsafe fn fold_computed(
        &self,
        fused: ComputedFn,
        fold_op: *const (),
        run: &ResultRun,
        first: usize,
        count: usize,
        state: &mut State,
    ) {
        let mut streams = [Stream::NOWHERE; MAX_STREAMS];
        for (k, stream) in streams[..self.inputs].iter_mut().enumerate() {
            let size = self.size(k);
            let ptr = run.call.base()[k].wrapping_add(first * size);
            let row_stride = self.walk.kept.last().map_or(0, |axis| axis.strides[k]);
            *stream = Stream { ptr, stride: size as isize, row_stride };
        }
        let streams = &streams[..self.inputs];
        let all = Run::new(count, run.columns, streams);
        // SAFETY: by this function's contract; the run has no more results than a state has
        // accumulators, and the CPU has the level.
        unsafe { fused([run.call.op(), fold_op], &all, state) };
    }

    /// Computes elements `first` to `first + count - 1` of one column into contiguous memory.
    ///
    /// # Safety
    /// As for [`execute`](Self::execute); there are these elements, and room for them at `to`.
    unsafe fn fill_line(&self, run: &ResultRun, first: usize, count: usize, to: *mut u8) {
        let (single, size) = (LoopAxis { len: 1, strides: [0; OPERANDS] }, self.size(self.inputs));
        let reduced: &[_] = &self.walk.reduced;
        let inner = reduced.last().unwrap_or(&single);
        let mut done = 0;
        while done < count {
            let place = (first + done) % inner.len;
            let len = (inner.len - place).min(count - done);
            let mut streams = [Stream::NOWHERE; MAX_STREAMS];
            let call = run.call.moved_by(LoopAxis::offsets(reduced, first + done));
            for (k, stream) in streams[..self.inputs].iter_mut().enumerate() {
                let (ptr, stride) = (call.base()[k], inner.strides[k]);
                *stream = Stream { ptr, stride, row_stride: 0 };
            }
            streams[self.inputs] =
                Stream { ptr: to.wrapping_add(done * size), stride: size as isize, row_stride: 0 };
            // SAFETY: the streams are `len` elements of each operand, and room for the results.
            unsafe { self.run(run.call.op(), len, 1, &streams) };
            done += len;
        }
    }

    /// Computes rows `first` to `first + count - 1` of the columns of a run into contiguous memory.
    ///
    /// # Safety
    /// As for [`fill_line`](Self::fill_line); one stride walks the rows, and one the columns.
    unsafe fn fill_rows(&self, run: &ResultRun, first: usize, count: usize, to: *mut u8) {
        let (Some(column), Some(row)) = (self.walk.kept.last(), self.walk.reduced.last()) else {
            return;
        };
        let size = self.size(self.inputs);
        let mut streams = [Stream::NOWHERE; MAX_STREAMS];
        for (k, stream) in streams[..self.inputs].iter_mut().enumerate() {
            let offset = row.strides[k].wrapping_mul(first as isize);
            let ptr = run.call.base()[k].wrapping_offset(offset);
            *stream = Stream { ptr, stride: column.strides[k], row_stride: row.strides[k] };
        }
        let row_stride = (run.columns * size) as isize;
        streams[self.inputs] = Stream { ptr: to, stride: size as isize, row_stride };
        // SAFETY: the streams are these rows of each operand, and room for the results.
        unsafe { self.run(run.call.op(), run.columns, count, &streams) };
    }

    /// The size of an element of operand `k`, inputs first.
    fn size(&self, k: usize) -> usize {
        self.map.inputs.get(k).map_or(self.map.outputs[0].size(), |input| input.size())
    }

    /// Computes a run: through tiles, unless the loop takes it as it is.
    ///
    /// # Safety
    /// The first streams are those of a [valid](Run#validity) run for the table.
    unsafe fn run(&self, op: *const (), len: usize, rows: usize, streams: &[Stream; MAX_STREAMS]) {
        let streams = &streams[..=self.inputs];
        let run = Run::new(len, rows, streams);
        let is_line = |(k, stream): (usize, &Stream)| {
            stream.stride == 0 || stream.stride == self.size(k) as isize
        };
        let entry = self.map.entries.at(self.level);
        // SAFETY: by this function's contract; the CPU has the level.
        unsafe {
            if self.map.is_direct && streams.iter().enumerate().all(is_line) {
                entry(op, &run);
            } else {
                map_tiled(entry, op, &run, &self.storage, self.inputs);
            }
        }
    }
}

/// Some results along the innermost kept axis: the call from the first one on, and their number.
struct ResultRun {
    call: RawCall<OPERANDS>,
    columns: usize,
}
