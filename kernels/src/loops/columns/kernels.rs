//! The parts of a fold of columns that touch registers.

use crate::isa::{Isa, Vectorize};
use crate::lane::{Stored, Value};
use crate::loops::fold::{Accumulators, MergeFn, State, Then, accumulators, registers};
use crate::loops::operation;
use crate::loops::sequence::{Elements, copy};
use crate::op::Fold;
use core::marker::PhantomData;
use core::mem::MaybeUninit;

/// The most elements that a strip has: accumulators of bytes.
const MAX_STRIP: usize = 256;

/// The compiled parts of a fold of columns.
///
/// # Safety
/// As for [`FoldKernels`](crate::loops::FoldKernels).
#[derive(Clone, Copy, Debug)]
pub struct ColumnKernels {
    /// Folds the rows of a block.
    pub(super) block: unsafe fn(op: *const (), block: &mut Block<'_>, state: &mut State, then: Then),
    /// Merges the second state to the right of the first.
    pub(super) merge: MergeFn,
    /// Writes the results of `width` columns of `count` elements each.
    pub(super) finish:
        unsafe fn(op: *const (), state: &State, count: usize, width: usize, output: *mut u8, stride: isize),
    /// The number of columns in a strip, and in a register.
    pub(super) widths: fn() -> [usize; 2],
}

impl ColumnKernels {
    /// The kernels of `Op` over elements stored as `E`, with results stored as `F`. `merge` is that of its
    /// [`FoldKernels`](crate::loops::FoldKernels).
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

/// Some rows of a strip of columns.
pub struct Block<'a> {
    pub(super) rows: Elements<'a>,
    pub(super) count: usize,
    /// The number of columns: a strip, or at most a register.
    pub(super) width: usize,
    /// From a column to the next one, in bytes.
    pub(super) stride: isize,
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

/// An operation, and a block of a [valid](super::ColumnsRun#validity) run.
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
