//! Reductions of sequences.
//!
//! In its plain form a fold is
//!
//! ```text
//! let mut acc = identity;
//! for x in sequence { acc = step(acc, x) }
//! finish(acc)
//! ```
//!
//! Its result must not depend on the ISA or on threads, and floats do not add up to the same in any order. So the order is fixed, and wide
//! enough for any ISA:
//!
//! 1. There are as many accumulators as four 512-bit registers have lanes. Element `i` of a block goes to accumulator `i` modulo
//!    their number. An ISA of smaller registers uses more of them.
//! 2. A block is 32 such rounds. Blocks are merged, accumulator by accumulator, as digits of a number in base 16 are
//!    carried: 16 blocks make one of the next order. A sum of `n` elements has an error that grows like `log n`, at the
//!    speed of adding to one set of accumulators.
//! 3. In the end the accumulators are merged, halves onto halves, until one is left.
//!
//! Threads take whole powers of 16 of blocks, so that they only do apart what would be done apart anyway.
//!
//! Only what touches registers is generic: [`FoldKernels`]. The rest is compiled once, for all operations.

use super::sequence::Sequence;
use crate::isa::{Isa, Scalar, Vectorize};
use crate::lane::{Stored, Value};
use crate::op::Fold;
use core::marker::PhantomData;
use core::mem::MaybeUninit;

/// The most registers that make up the accumulators: lanes of bytes, one at a time.
const MAX_REGISTERS: usize = 256;

/// Rounds in a block.
const ROUNDS: usize = 32;

/// Blocks that make one of the next order.
pub const RADIX: usize = 16;

/// Orders of blocks; more than there can be elements.
const ORDERS: usize = 16;

/// The largest block of elements, in bytes.
const MAX_BLOCK: usize = 16384;

/// The number of accumulators of a fold of values `X`.
pub(super) const fn accumulators<X: Value>() -> usize {
    4 * X::WIDEST
}

/// The number of registers that hold them.
#[inline(always)]
pub(super) fn registers<S: Isa, X: Value>() -> usize {
    accumulators::<X>() / X::lanes::<S>()
}

/// The accumulators of a part of a sequence: a memory image of registers, of meaning only to the kernels of one operation at one level.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct State(#[expect(dead_code, reason = "reached through pointers only")] MaybeUninit<[u8; 1024]>);

impl State {
    /// Room for accumulators.
    pub const fn uninit() -> Self {
        State(MaybeUninit::uninit())
    }
}

/// What a kernel does with what is in a [`State`] already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Overwrites it.
    Start,
    /// Merges the new elements to the right of it.
    Merge,
}

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
    pub merge: unsafe fn(op: *const (), left: &mut State, right: &State),
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

/// What a fold is to do: one result for each row, each of one sequence, or of the part of it from element `first` on.
///
/// # Validity
/// The sequence of each row is [valid](Sequence#validity), `first + len` is at most its length, and `first` is a multiple of the block.
/// The outputs are aligned for their type, disjoint from each other and from the inputs, and valid for writes.
#[derive(Clone, Copy, Debug)]
pub struct FoldRun<'a> {
    /// The sequence of the first row.
    pub sequence: Sequence<'a>,
    /// Where in each sequence to begin.
    pub first: usize,
    /// How many elements to fold.
    pub len: usize,
    /// The number of rows.
    pub rows: usize,
    /// From one row's first element to the next one's, in bytes.
    pub row_stride: isize,
    /// The first row's result.
    pub output: *mut u8,
    /// From one result to the next one, in bytes.
    pub output_stride: isize,
}

impl FoldRun<'_> {
    /// The sequence and the output of a row.
    #[inline(always)]
    pub(super) fn row(&self, row: usize) -> (Sequence<'_>, *mut u8) {
        let start = self.sequence.start.wrapping_offset(self.row_stride.wrapping_mul(row as isize));
        let output = self.output.wrapping_offset(self.output_stride.wrapping_mul(row as isize));
        (Sequence { start, ..self.sequence }, output)
    }
}

/// Folds each row of a run and writes its result.
///
/// # Safety
/// As for [`FoldKernels`]; the run is [valid](FoldRun#validity).
pub unsafe fn fold_rows(kernels: &FoldKernels, op: *const (), run: &FoldRun<'_>) {
    let mut state = State::uninit();
    for row in 0..run.rows {
        let (sequence, output) = run.row(row);
        // SAFETY: the caller's promise.
        unsafe {
            fold_sequence(kernels, op, &sequence, run.first, run.len, &mut state);
            (kernels.finish)(op, &state, run.len, output);
        }
    }
}

/// Folds `len` elements of a sequence from element `first` on, and leaves the accumulators in `state`.
///
/// # Safety
/// As for [`FoldKernels`]; the sequence is [valid](Sequence#validity) and has these elements.
pub unsafe fn fold_sequence(
    kernels: &FoldKernels,
    op: *const (),
    sequence: &Sequence<'_>,
    first: usize,
    len: usize,
    state: &mut State,
) {
    let mut tile = Tile(MaybeUninit::uninit());
    // SAFETY: the caller's promise; a block that is gathered is initialised.
    unsafe {
        if len <= kernels.block_len {
            let line = sequence.block(first, len, kernels.element_size, &mut tile);
            return (kernels.block)(op, line, len, state, Then::Start);
        }
        let mut carry = Carry::new();
        let mut done = 0;
        while done < len {
            let count = (len - done).min(kernels.block_len);
            let line = sequence.block(first + done, count, kernels.element_size, &mut tile);
            let (lowest, then) = carry.lowest();
            (kernels.block)(op, line, count, lowest, then);
            carry.count(kernels.merge, op);
            done += count;
        }
        carry.total(kernels.merge, op, state);
    }
}

/// Merges the states of the parts of one sequence of `count` elements, and writes its result. All parts are of the same power of 16 of blocks, but for the
/// last.
///
/// # Safety
/// As for [`FoldKernels`].
pub unsafe fn merge_states(
    kernels: &FoldKernels,
    op: *const (),
    states: &[State],
    count: usize,
    output: *mut u8,
) {
    let (mut carry, mut total) = (Carry::new(), State::uninit());
    // SAFETY: the caller's promise.
    unsafe {
        for state in states {
            let (lowest, then) = carry.lowest();
            match then {
                Then::Start => *lowest = *state,
                Then::Merge => (kernels.merge)(op, lowest, state),
            }
            carry.count(kernels.merge, op);
        }
        carry.total(kernels.merge, op, &mut total);
        (kernels.finish)(op, &total, count, output);
    }
}

/// A compiled merge of two states; see [`FoldKernels`].
pub(super) type MergeFn = unsafe fn(op: *const (), left: &mut State, right: &State);

/// Blocks carried as digits in base 16: `counts[k]` blocks of order `k` are merged in `states[k]`.
pub(super) struct Carry {
    counts: [u8; ORDERS],
    states: [State; ORDERS],
}

impl Carry {
    pub(super) fn new() -> Self {
        Carry { counts: [0; ORDERS], states: [const { State::uninit() }; ORDERS] }
    }

    /// Where the next block goes, and what is to be done with what is there.
    pub(super) fn lowest(&mut self) -> (&mut State, Then) {
        (&mut self.states[0], if self.counts[0] == 0 { Then::Start } else { Then::Merge })
    }

    /// Counts a block that has been put into the lowest order, and carries.
    ///
    /// # Safety
    /// It has been; the merge and the operation are those of all states.
    pub(super) unsafe fn count(&mut self, merge: MergeFn, op: *const ()) {
        self.counts[0] += 1;
        let mut order = 0;
        while usize::from(self.counts[order]) == RADIX {
            let (lower, higher) = self.states.split_at_mut(order + 1);
            let (from, into) = (&lower[order], &mut higher[0]);
            if self.counts[order + 1] == 0 {
                *into = *from;
            } else {
                // SAFETY: the caller's promise; states that count have been written.
                unsafe { merge(op, into, from) };
            }
            self.counts[order] = 0;
            self.counts[order + 1] += 1;
            order += 1;
        }
    }

    /// Writes all of them merged to `state`, the last ones first.
    ///
    /// # Safety
    /// The merge and the operation are those of all states, of which there is one.
    pub(super) unsafe fn total(&mut self, merge: MergeFn, op: *const (), state: &mut State) {
        let mut last: Option<usize> = None;
        for order in 0..ORDERS {
            if self.counts[order] == 0 {
                continue;
            }
            if let Some(last) = last {
                let (lower, higher) = self.states.split_at_mut(order);
                // SAFETY: the caller's promise; states that count have been written.
                unsafe { merge(op, &mut higher[0], &lower[last]) };
            }
            last = Some(order);
        }
        if let Some(last) = last {
            *state = self.states[last];
        }
    }
}

/// Room for a block that has been gathered.
#[repr(align(64))]
pub(super) struct Tile(
    #[expect(dead_code, reason = "reached through pointers only")] pub(super) MaybeUninit<[u8; MAX_BLOCK]>,
);

impl Sequence<'_> {
    /// The address of `len` elements from number `first` on, one after the other: where they are, or in `tile`.
    ///
    /// # Safety
    /// The sequence is [valid](Sequence#validity) and has these elements, which are `size` bytes large and at most a block.
    #[inline]
    pub(super) unsafe fn block(&self, first: usize, len: usize, size: usize, tile: &mut Tile) -> *const u8 {
        if let Some(line) = self.line(first, size) {
            return line;
        }
        let tile: *mut u8 = (&raw mut *tile).cast();
        // SAFETY: the caller's promise; a tile has room for a block.
        unsafe { self.gather(first, len, size, tile) };
        tile
    }
}

/// The operation behind a pointer. Where it is zero-sized, any pointer that is aligned and not null will do.
///
/// # Safety
/// The pointer points to an operation of this type, or that is zero-sized.
#[inline(always)]
pub(super) unsafe fn operation<'a, Op>(op: *const ()) -> &'a Op {
    let op = if size_of::<Op>() == 0 { core::ptr::dangling() } else { op.cast::<Op>() };
    // SAFETY: the caller's promise.
    unsafe { &*op }
}

/// Accumulators in registers, of which the array has room for the most that any ISA needs. All but those in use is left alone, and
/// registers that are used by constant indices stay registers.
pub(super) struct Accumulators<S: Isa, A: Value> {
    registers: [MaybeUninit<A::Of<S>>; MAX_REGISTERS],
}

impl<S: Isa, A: Value> Accumulators<S, A> {
    /// `count` registers with the same value.
    #[inline(always)]
    pub(super) fn splat(x: A::Of<S>, count: usize) -> Self {
        let mut all = Self { registers: [const { MaybeUninit::uninit() }; MAX_REGISTERS] };
        for r in 0..count {
            all.set(r, x);
        }
        all
    }

    /// Register `r`, of those that there are.
    #[inline(always)]
    pub(super) fn get(&self, r: usize) -> A::Of<S> {
        // SAFETY: as many have been initialised as anyone asks for.
        unsafe { self.registers[r].assume_init() }
    }

    #[inline(always)]
    pub(super) fn set(&mut self, r: usize, x: A::Of<S>) {
        self.registers[r] = MaybeUninit::new(x);
    }
}

impl State {
    /// Register `r` of accumulators `A`.
    #[inline(always)]
    fn register<S: Isa, A: Value>(&self, r: usize) -> *const A::Of<S> {
        const { assert!(accumulators::<A>() * size_of::<A::Of<Scalar>>() <= size_of::<State>()) };
        (&raw const *self).cast::<A::Of<S>>().wrapping_add(r)
    }

    /// Reads register `r` of accumulators `A`.
    ///
    /// # Safety
    /// It has been written, as the same type.
    #[inline(always)]
    pub(super) unsafe fn load<S: Isa, A: Value>(&self, r: usize) -> A::Of<S> {
        // SAFETY: the caller's promise.
        unsafe { self.register::<S, A>(r).read_unaligned() }
    }

    /// Writes register `r` of accumulators `A`, which exists.
    #[inline(always)]
    pub(super) fn store<S: Isa, A: Value>(&mut self, r: usize, x: A::Of<S>) {
        let register = self.register::<S, A>(r).cast_mut();
        // SAFETY: a state has room for all registers, and is borrowed exclusively.
        unsafe { register.write_unaligned(x) }
    }

    /// Stores `count` registers of accumulators, or merges them to the right of what is there.
    ///
    /// # Safety
    /// Where it merges, they have been stored before.
    #[inline(always)]
    pub(super) unsafe fn put<S: Isa, Op: Fold<X>, X: Value>(
        &mut self,
        op: &Op,
        acc: &Accumulators<S, Op::Acc>,
        count: usize,
        then: Then,
    ) {
        for r in 0..count {
            let mut x = acc.get(r);
            if then == Then::Merge {
                // SAFETY: the caller's promise.
                let left = unsafe { self.load::<S, Op::Acc>(r) };
                x = op.merge::<S>(left, x);
            }
            self.store::<S, Op::Acc>(r, x);
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
pub(super) unsafe fn fold_block<S: Isa, Op: Fold<X>, X: Value, E: Stored<X>>(
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

/// A state that has been written.
pub(super) struct MergeLanes<'a, Op, X> {
    pub(super) op: &'a Op,
    pub(super) state: &'a State,
    pub(super) types: PhantomData<fn(X)>,
}

impl<Op: Fold<X>, X: Value> Vectorize for MergeLanes<'_, Op, X> {
    type Output = <Op::Acc as Value>::Of<Scalar>;

    /// Merges accumulators, halves onto halves, until one is left.
    #[inline(always)]
    fn call<S: Isa>(self, _: S) -> <Op::Acc as Value>::Of<Scalar> {
        let (op, lanes) = (self.op, X::lanes::<S>());
        let mut state = *self.state;
        let mut half = registers::<S, X>() / 2;
        while half > 0 {
            for r in 0..half {
                // SAFETY: the state has been written.
                let (a, b) = unsafe { (state.load::<S, Op::Acc>(r), state.load::<S, Op::Acc>(r + half)) };
                state.store::<S, Op::Acc>(r, op.merge::<S>(a, b));
            }
            half /= 2;
        }
        // SAFETY: as above.
        let last = unsafe { state.load::<S, Op::Acc>(0) };
        for lane in 0..lanes {
            state.store::<Scalar, Op::Acc>(lane, <Op::Acc as Value>::lane::<S>(last, lane));
        }
        let mut half = lanes / 2;
        while half > 0 {
            for lane in 0..half {
                // SAFETY: the lanes have been stored.
                let (a, b) = unsafe {
                    (state.load::<Scalar, Op::Acc>(lane), state.load::<Scalar, Op::Acc>(lane + half))
                };
                state.store::<Scalar, Op::Acc>(lane, op.merge::<Scalar>(a, b));
            }
            half /= 2;
        }
        // SAFETY: as above.
        unsafe { state.load::<Scalar, Op::Acc>(0) }
    }
}
