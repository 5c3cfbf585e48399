//! Where in a sequence its extreme is: the first place of the smallest or largest element, or of the first NaN.
//!
//! Each block is folded to its extreme, at the speed of `min` or `max`. Only where that beats what came before is the
//! block gone through once more, to find the place; for most data that is rare.

use super::fold::{FoldRun, MergeLanes, State, Then, accumulators, fold_block, registers};
use super::operation;
use super::sequence::Tile;
use crate::isa::{Isa, Scalar, Vectorize};
use crate::lane::{Lane, Stored, Value};
use crate::op::Fold;
use crate::vector::Vector;
use core::marker::PhantomData;
use core::mem::MaybeUninit;

/// Rounds in a block.
const ROUNDS: usize = 32;

/// A compiled search for the place of an extreme in each row of a [`FoldRun`].
///
/// # Safety
/// As for [`FoldKernels`](super::FoldKernels). The run is [valid](FoldRun#validity), and the outputs are `i64`; it is not empty, and begins with the first element.
pub type SearchFn = unsafe fn(*const (), &FoldRun<'_>);

/// The search for the element that `Op` folds a sequence of elements stored as `E` to: a [`SearchFn`].
///
/// # Safety
/// As for every [`SearchFn`].
pub unsafe fn search<S, Op, T, E>(op: *const (), run: &FoldRun<'_>)
where
    S: Isa,
    Op: Fold<T, Acc = T, Out = T>,
    T: Lane,
    E: Stored<T>,
{
    // SAFETY: the caller's promise.
    let (s, op) = unsafe { (S::new_unchecked(), operation::<Op>(op)) };
    s.vectorize(Rows::<Op, T, E> { op, run, types: PhantomData });
}

/// An operation, and the run that it is to do.
struct Rows<'a, Op, T, E> {
    op: &'a Op,
    run: &'a FoldRun<'a>,
    types: PhantomData<fn(T, E)>,
}

impl<Op: Fold<T, Acc = T, Out = T>, T: Lane, E: Stored<T>> Vectorize for Rows<'_, Op, T, E> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        let (op, run) = (self.op, self.run);
        let mut tile = Tile(MaybeUninit::uninit());
        let mut state = State::uninit();
        for row in 0..run.rows {
            let (sequence, output) = run.row(row);
            let mut place = 0;
            let mut best: Option<T> = None;
            let mut done = 0;
            while done < run.len {
                let len = (run.len - done).min(accumulators::<T>() * ROUNDS);
                // SAFETY: the run is valid and has these elements; what is gathered is initialised.
                unsafe {
                    let line = sequence.block(done, len, size_of::<E>(), &mut tile).cast::<E>();
                    let acc = fold_block::<S, Op, T, E>(s, op, line, len);
                    state.put::<S, Op, T>(op, &acc, registers::<S, T>(), Then::Start);
                    let extreme =
                        MergeLanes::<Op, T> { op, state: &state, types: PhantomData }.call::<S>(s).lane(0);
                    if best.is_none_or(|best| beats(op, extreme, best)) {
                        best = Some(extreme);
                        place = done + first_place::<S, T, E>(s, line, len, extreme);
                        if is_nan(extreme) {
                            break;
                        }
                    }
                }
                done += len;
            }
            // SAFETY: the run is valid.
            unsafe { output.cast::<i64>().write(place as i64) };
        }
    }
}

/// Whether `new` is what the fold would give of both, and not equal to `best`.
#[inline(always)]
fn beats<Op: Fold<T, Acc = T, Out = T>, T: Lane>(op: &Op, new: T, best: T) -> bool {
    let s = Scalar::new();
    let both = op.merge::<Scalar>(Vector::splat(s, best), Vector::splat(s, new)).lane(0);
    is_nan(both) || both != best
}

/// Whether `x` is a NaN.
#[inline(always)]
fn is_nan<T: Lane>(x: T) -> bool {
    x.partial_cmp(&x).is_none()
}

/// The first place of `x`, which is there; of NaN, where that is `x`.
///
/// # Safety
/// `line` is valid for reads of `len` elements.
#[inline(always)]
unsafe fn first_place<S: Isa, T: Lane, E: Stored<T>>(s: S, line: *const E, len: usize, x: T) -> usize {
    let (lanes, wanted) = (T::lanes::<S>(), Vector::splat(s, x));
    let nan = is_nan(x);
    let mut i = 0;
    while i < len {
        // SAFETY: the elements are there.
        let y: Vector<S, T> = unsafe {
            let next = line.add(i);
            if len - i >= lanes {
                E::load(s, next)
            } else {
                E::load_partial(s, next, len - i, E::splat(s, E::ZERO))
            }
        };
        let hit = if nan { !y.eq(y) } else { y.eq(wanted) };
        let place = i + hit.to_bits().trailing_zeros() as usize;
        if hit.any() && place < len {
            return place;
        }
        i += lanes;
    }
    0
}
