//! Reductions of many sequences side by side: neighbours in memory belong to neighbouring results.
//!
//! Each result is folded by itself, so lanes never meet and any width gives the same bits. The order is that of the
//! plain loop within blocks of 128 elements; blocks are carried in base 16, as in [`fold`](super::fold).
//!
//! Columns are done in strips of as many as a fold has accumulators, which stay in registers while the loop goes down the
//! rows; what is left is done in single registers.

use super::fold::{Accumulators, Carry, MergeFn, State, Then, accumulators, operation, registers};
use super::sequence::{Sequence, copy};
use crate::isa::{Isa, Vectorize};
use crate::lane::{Stored, Value};
use crate::op::Fold;
use core::marker::PhantomData;
use core::mem::MaybeUninit;

/// The number of rows in a block.
const BLOCK: usize = 128;

/// The most elements that a strip has: accumulators of bytes.
const MAX_STRIP: usize = 256;

/// The compiled parts of a fold of columns.
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels).
#[derive(Clone, Copy, Debug)]
pub struct ColumnKernels {
    /// Folds the rows of a block.
    block: unsafe fn(op: *const (), block: &mut Block<'_>, state: &mut State, then: Then),
    /// Merges the second state to the right of the first.
    merge: MergeFn,
    /// Writes the results of `width` columns of `count` elements each.
    finish:
        unsafe fn(op: *const (), state: &State, count: usize, width: usize, output: *mut u8, stride: isize),
    /// The number of columns in a strip, and in a register.
    widths: fn() -> [usize; 2],
}

impl ColumnKernels {
    /// The kernels of `Op` over elements stored as `E`, with results stored as `F`. `merge` is that of its
    /// [`FoldKernels`](super::FoldKernels).
    pub const fn new<S, Op, X, E, F>(merge: MergeFn) -> Self
    where
        S: Isa,
        Op: Fold<X>,
        X: Value,
        E: Stored<X>,
        F: Stored<Op::Out>,
    {
        Self { block: block::<S, Op, X, E>, merge, finish: finish::<S, Op, X, F>, widths: widths::<S, X> }
    }
}

/// See [`ColumnKernels::widths`].
fn widths<S: Isa, X: Value>() -> [usize; 2] {
    [accumulators::<X>(), X::lanes::<S>()]
}

/// What a fold of columns is to do: one result for each column.
///
/// # Validity
/// Each column is a [valid](Sequence#validity) sequence. The outputs are aligned for their type, disjoint from each other and from the
/// inputs, and valid for writes.
#[derive(Clone, Copy, Debug)]
pub struct ColumnsRun<'a> {
    /// The first column.
    pub sequence: Sequence<'a>,
    /// The number of columns.
    pub columns: usize,
    /// From a column to the next one, in bytes.
    pub column_stride: isize,
    /// The first column's result.
    pub output: *mut u8,
    /// From one result to the next one, in bytes.
    pub output_stride: isize,
}

/// Folds each column of a run and writes its result.
///
/// # Safety
/// As for [`ColumnKernels`]; the run is [valid](ColumnsRun#validity).
pub unsafe fn fold_columns(kernels: &ColumnKernels, op: *const (), run: &ColumnsRun<'_>) {
    let [strip, register] = (kernels.widths)();
    let (rows, mut column) = (run.sequence.len(), 0);
    let mut state = State::uninit();
    while column < run.columns {
        let left = run.columns - column;
        let width = if left >= strip { strip } else { left.min(register) };
        let at = |stride: isize| stride.wrapping_mul(column as isize);
        let start = run.sequence.start.wrapping_offset(at(run.column_stride));
        let sequence = Sequence { start, ..run.sequence };
        let mut block = Block { rows: RowsOf::new(sequence), count: 0, width, stride: run.column_stride };
        // SAFETY: the caller's promise; the strip is part of the run.
        unsafe {
            if rows <= BLOCK {
                block.count = rows;
                (kernels.block)(op, &mut block, &mut state, Then::Start);
            } else {
                let mut carry = Carry::new();
                let mut done = 0;
                while done < rows {
                    block.count = (rows - done).min(BLOCK);
                    let (lowest, then) = carry.lowest();
                    (kernels.block)(op, &mut block, lowest, then);
                    carry.count(kernels.merge, op);
                    done += block.count;
                }
                carry.total(kernels.merge, op, &mut state);
            }
            let output = run.output.wrapping_offset(at(run.output_stride));
            (kernels.finish)(op, &state, rows, width, output, run.output_stride);
        }
        column += width;
    }
}

/// Some rows of a strip of columns.
pub struct Block<'a> {
    rows: RowsOf<'a>,
    count: usize,
    /// The number of columns: a strip, or at most a register.
    width: usize,
    /// From a column to the next one, in bytes.
    stride: isize,
}

/// The elements of a sequence one by one: here, the rows of a strip.
struct RowsOf<'a> {
    sequence: Sequence<'a>,
    /// The next one to give: its number and address.
    number: usize,
    at: *const u8,
    /// How many are left of the innermost axis.
    left: usize,
}

impl<'a> RowsOf<'a> {
    fn new(sequence: Sequence<'a>) -> Self {
        let left = sequence.axes.last().map_or(1, |axis| axis.len);
        RowsOf { sequence, number: 0, at: sequence.start, left }
    }

    /// The next address; of no meaning past the last one.
    #[inline(always)]
    fn next(&mut self) -> *const u8 {
        let at = self.at;
        self.number += 1;
        self.left = self.left.wrapping_sub(1);
        if let Some((inner, _)) = self.sequence.axes.split_last() {
            self.at = at.wrapping_offset(inner.strides[0]);
            if self.left == 0 {
                self.turn();
            }
        }
        at
    }

    /// Goes to the start of the innermost axis, at the next index of those outside.
    #[cold]
    fn turn(&mut self) {
        if let Some((inner, outer)) = self.sequence.axes.split_last() {
            self.left = inner.len;
            self.at = self.sequence.start;
            let mut rest = self.number / inner.len;
            for axis in outer.iter().rev() {
                self.at = self.at.wrapping_offset(axis.strides[0].wrapping_mul((rest % axis.len) as isize));
                rest /= axis.len;
            }
        }
    }
}

/// See [`ColumnKernels::block`].
unsafe fn block<S: Isa, Op: Fold<X>, X: Value, E: Stored<X>>(
    op: *const (),
    block: &mut Block<'_>,
    state: &mut State,
    then: Then,
) {
    // SAFETY: the caller's promise.
    let (s, op) = unsafe { (S::new_unchecked(), operation::<Op>(op)) };
    s.vectorize(FoldBlock::<Op, X, E> { op, block, state, then, types: PhantomData });
}

/// An operation, and a block of a [valid](ColumnsRun#validity) run.
struct FoldBlock<'a, 'b, Op, X, E> {
    op: &'a Op,
    block: &'a mut Block<'b>,
    state: &'a mut State,
    then: Then,
    types: PhantomData<fn(X, E)>,
}

impl<Op: Fold<X>, X: Value, E: Stored<X>> Vectorize for FoldBlock<'_, '_, Op, X, E> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        let Self { op, block, state, then, .. } = self;
        let (count, lanes) = (registers::<S, X>(), X::lanes::<S>());
        let mut acc = Accumulators::<S, Op::Acc>::splat(op.identity::<S>(s), count);
        let mut tile = [MaybeUninit::<E>::uninit(); MAX_STRIP];
        let tile: *mut E = (&raw mut tile).cast();
        for _ in 0..block.count {
            let row = block.rows.next();
            let mut line = row.cast::<E>();
            if block.stride != size_of::<E>() as isize {
                // SAFETY: the run is valid and has these columns; the tile has room for a strip.
                unsafe { copy(row, block.stride, tile.cast(), block.width, size_of::<E>()) };
                line = tile;
            }
            if block.width == count * lanes {
                for r in 0..count {
                    // SAFETY: a strip is there.
                    let x = unsafe { E::load(s, line.add(r * lanes)) };
                    acc.set(r, op.step::<S>(acc.get(r), x));
                }
            } else {
                // SAFETY: `width` columns are there, at most a register.
                let x = unsafe { E::load_partial(s, line, block.width, E::splat(s, E::ZERO)) };
                acc.set(0, op.step::<S>(acc.get(0), x));
            }
        }
        // SAFETY: what is merged with has been stored.
        unsafe { state.put::<S, Op, X>(op, &acc, count, then) };
    }
}

/// See [`ColumnKernels::finish`].
unsafe fn finish<S: Isa, Op: Fold<X>, X: Value, F: Stored<Op::Out>>(
    op: *const (),
    state: &State,
    count: usize,
    width: usize,
    output: *mut u8,
    stride: isize,
) {
    // SAFETY: the caller's promise.
    let (s, op) = unsafe { (S::new_unchecked(), operation::<Op>(op)) };
    s.vectorize(Finish::<Op, X, F> {
        op,
        state,
        count,
        width,
        output: output.cast(),
        stride,
        types: PhantomData,
    });
}

/// A state that has been written, and room for its results.
struct Finish<'a, Op, X, F> {
    op: &'a Op,
    state: &'a State,
    count: usize,
    width: usize,
    output: *mut F,
    stride: isize,
    types: PhantomData<fn(X)>,
}

impl<Op: Fold<X>, X: Value, F: Stored<Op::Out>> Vectorize for Finish<'_, Op, X, F> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        let lanes = X::lanes::<S>();
        let mut results = [MaybeUninit::<F>::uninit(); MAX_STRIP];
        for r in 0..self.width.div_ceil(lanes) {
            // SAFETY: the state has been written, and all registers together are at most a strip.
            unsafe {
                let result = self.op.finish::<S>(self.state.load::<S, Op::Acc>(r), self.count);
                F::store(s, (&raw mut results).cast::<F>().add(r * lanes), result);
            }
        }
        for (i, result) in results[..self.width].iter().enumerate() {
            let at = self.output.wrapping_byte_offset(self.stride.wrapping_mul(i as isize));
            // SAFETY: the run is valid and has these results, which have been stored.
            unsafe { at.write(result.assume_init()) };
        }
    }
}
