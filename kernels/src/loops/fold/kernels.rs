//! The parts of a fold that touch registers.

use super::{Accumulators, MergeFn, MergeLanes, ROUNDS, State, Then, accumulators, registers};
use crate::isa::{Isa, Scalar, Vectorize};
use crate::lane::{Stored, Value, same_lanes};
use crate::loops::operation;
use crate::loops::sequence::MAX_BLOCK;
use crate::op::Fold;
use core::marker::PhantomData;

/// The compiled parts of a fold.
///
/// # Safety
/// For whoever calls them: the first argument points to the operation that they were compiled for (anything where that is zero-sized),
/// pointers are valid for elements of their stored types, states that are read were written by these kernels, and the CPU has the ISA.
#[derive(Clone, Copy, Debug)]
pub struct FoldKernels {
    /// Folds `len` elements one after the other, at most a block.
    pub block: unsafe fn(op: *const (), line: *const u8, len: usize, state: &mut State, then: Then),
    /// Merges the second state to the right of the first.
    pub merge: MergeFn,
    /// Writes the result of `count` elements.
    pub finish: unsafe fn(op: *const (), state: &State, count: usize, output: *mut u8),
    /// The size of an element, in bytes.
    pub element_size: usize,
    /// The number of elements in a block.
    pub block_len: usize,
}

impl FoldKernels {
    /// The kernels of `Op` over elements stored as `E`, with results stored as `F`.
    pub const fn new<S, Op, X, E, F>() -> Self
    where
        S: Isa,
        Op: Fold<X>,
        X: Value,
        E: Stored<X>,
        F: Stored<Op::Out>,
    {
        same_lanes::<X, (Op::Acc, Op::Out)>();
        let block_len = accumulators::<X>() * ROUNDS;
        assert!(block_len * size_of::<E>() <= MAX_BLOCK);
        Self {
            block: block::<S, Op, X, E>,
            merge: merge::<S, Op, X>,
            finish: finish::<S, Op, X, F>,
            element_size: size_of::<E>(),
            block_len,
        }
    }
}

/// See [`FoldKernels::block`].
unsafe fn block<S: Isa, Op: Fold<X>, X: Value, E: Stored<X>>(
    op: *const (),
    line: *const u8,
    len: usize,
    state: &mut State,
    then: Then,
) {
    // SAFETY: the caller's promise.
    let (s, op) = unsafe { (S::new_unchecked(), operation::<Op>(op)) };
    s.vectorize(Block::<Op, X, E> { op, line: line.cast(), len, state, then, types: PhantomData });
}

/// The elements of one block, valid for reads.
struct Block<'a, Op, X, E> {
    op: &'a Op,
    line: *const E,
    len: usize,
    state: &'a mut State,
    then: Then,
    types: PhantomData<fn(X)>,
}

impl<Op: Fold<X>, X: Value, E: Stored<X>> Vectorize for Block<'_, Op, X, E> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        // SAFETY: the elements are valid, and what is merged with has been stored.
        unsafe {
            let acc = fold_block::<S, Op, X, E>(s, self.op, self.line, self.len);
            self.state.put::<S, Op, X>(self.op, &acc, registers::<S, X>(), self.then);
        }
    }
}

/// The accumulators of one block.
///
/// # Safety
/// `line` is valid for reads of `len` elements, at most a block.
#[inline(always)]
pub(in crate::loops) unsafe fn fold_block<S: Isa, Op: Fold<X>, X: Value, E: Stored<X>>(
    s: S,
    op: &Op,
    line: *const E,
    len: usize,
) -> Accumulators<S, Op::Acc> {
    let (count, lanes) = (registers::<S, X>(), X::lanes::<S>());
    let mut acc = Accumulators::<S, Op::Acc>::splat(op.identity::<S>(s), count);
    let mut i = 0;
    while i + count * lanes <= len {
        for r in 0..count {
            // SAFETY: a round fits.
            let x = unsafe { E::load(s, line.add(i + r * lanes)) };
            acc.set(r, op.step::<S>(acc.get(r), x));
        }
        i += count * lanes;
    }
    if i < len {
        for r in 0..count {
            let left = (len - i).saturating_sub(r * lanes).min(lanes);
            if left > 0 {
                // SAFETY: `left` elements are there. The idle lanes keep what they had.
                let x = unsafe { E::load_partial(s, line.add(i + r * lanes), left, E::splat(s, E::ZERO)) };
                let stepped = op.step::<S>(acc.get(r), x);
                acc.set(r, <Op::Acc as Value>::first::<S>(left, stepped, acc.get(r)));
            }
        }
    }
    acc
}

/// See [`FoldKernels::merge`].
unsafe fn merge<S: Isa, Op: Fold<X>, X: Value>(op: *const (), left: &mut State, right: &State) {
    // SAFETY: the caller's promise.
    let (s, op) = unsafe { (S::new_unchecked(), operation::<Op>(op)) };
    s.vectorize(Merge::<Op, X> { op, left, right, types: PhantomData });
}

/// Two states of the same kernels.
struct Merge<'a, Op, X> {
    op: &'a Op,
    left: &'a mut State,
    right: &'a State,
    types: PhantomData<fn(X)>,
}

impl<Op: Fold<X>, X: Value> Vectorize for Merge<'_, Op, X> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, _: S) {
        for r in 0..registers::<S, X>() {
            // SAFETY: both states have been written.
            let x = unsafe {
                self.op.merge::<S>(self.left.load::<S, Op::Acc>(r), self.right.load::<S, Op::Acc>(r))
            };
            self.left.store::<S, Op::Acc>(r, x);
        }
    }
}

/// See [`FoldKernels::finish`]. Lanes are few: they are merged one by one, as the scalar ISA does.
unsafe fn finish<S: Isa, Op: Fold<X>, X: Value, F: Stored<Op::Out>>(
    op: *const (),
    state: &State,
    count: usize,
    output: *mut u8,
) {
    // SAFETY: the caller's promise.
    unsafe {
        let op = operation::<Op>(op);
        let acc = S::new_unchecked().vectorize(MergeLanes::<Op, X> { op, state, types: PhantomData });
        F::store(Scalar::new(), output.cast(), op.finish::<Scalar>(acc, count));
    }
}
