//! Finds where the extreme of a sequence is: the first place of its smallest or largest element, or
//! of the first NaN.
//!
//! Each block is folded to its extreme, at the speed of `min` or `max`. Only a block that beats all
//! blocks before it is read a second time, to find the place. For most data that is rare.

use super::fold::{FoldKernels, FoldRun, State, StoredFold, fold_groups};
use super::operation;
use super::sequence::Tiles;
use super::storage::Storage;
use crate::entry::entry_points;
use crate::isa::{Isa, Scalar};
use crate::lane::Lane;
use crate::op::Fold;
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// The compiled parts of a search: the fold to the extreme, and what finds its place.
///
/// # Safety
/// For callers: as for [`FoldKernels`].
#[derive(Clone, Copy, Debug)]
pub struct SearchKernels {
    fold: FoldKernels,
    /// Compares a new element with the best one so far.
    compare: unsafe fn(op: *const (), best: *const u8, new: *const u8) -> Candidate,
    /// Returns the first place of the element `x` in a line that has it; if `x` is NaN, the first
    /// place of any NaN.
    place: unsafe fn(line: *const u8, len: usize, x: *const u8) -> usize,
}

/// How the extreme of a block compares with the best one so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Candidate {
    /// Worse or equal.
    NotBetter,
    Better,
    /// NaN: nothing is better.
    Best,
}

impl SearchKernels {
    /// The kernels of the search for the element that `Op` folds a sequence of `T` to.
    pub const fn new<S: Isa, Op: Fold<T, Acc = T, Out = T>, T: Lane>() -> Self {
        Self {
            fold: FoldKernels::new::<S, Op, T>(),
            compare: compare::<Op, T>,
            place: place::<S, T>,
        }
    }
}

/// Finds the place of the extreme in each row of a run, and writes it as an `i64`.
///
/// # Safety
/// As for [`FoldKernels`]; `op` is the operation of the kernels, and elements are stored as `input`
/// says. The run is [valid](FoldRun#validity) and its rows are not empty.
pub unsafe fn search(kernels: &SearchKernels, op: *const (), input: &Storage, run: &FoldRun<'_>) {
    let result = Storage { size: input.computed_size, convert: None, ..*input };
    let fold = StoredFold { kernels: &kernels.fold, op, input: *input, output: result };
    let (mut tiles, mut state) = (Tiles::uninit(), State::uninit());
    // Exact folds take groups of any length.
    let block_len = kernels.fold.group;
    // Room for an element of any type.
    let (mut best, mut extreme) = ([0_u64; 2], [0_u64; 2]);
    for row in 0..run.rows {
        let (sequence, output) = run.row(row);
        let (mut place, mut done) = (0, 0);
        while done < run.len {
            let len = (run.len - done).min(block_len);
            // SAFETY: the run is valid and has these elements, so `line` has `len` of them.
            // `fold_groups` writes the state; `extreme` and `best` have room for an element.
            unsafe {
                let line = sequence.block(done, len, input, &mut tiles);
                fold_groups(&fold, line, len, &mut state);
                (kernels.fold.finish)(op, &state, len, 1, extreme.as_mut_ptr().cast());
                let new: *const u8 = extreme.as_ptr().cast();
                let candidate = if done == 0 {
                    // The first block is better than nothing; compared with itself, only NaN is
                    // the best.
                    match (kernels.compare)(op, new, new) {
                        Candidate::Best => Candidate::Best,
                        _ => Candidate::Better,
                    }
                } else {
                    (kernels.compare)(op, best.as_ptr().cast(), new)
                };
                if candidate != Candidate::NotBetter {
                    best = extreme;
                    place = done + (kernels.place)(line, len, new);
                }
                if candidate == Candidate::Best {
                    break;
                }
            }
            done += len;
        }
        // SAFETY: the run is valid, and its results are `i64`s.
        unsafe { output.cast::<i64>().write(place as i64) };
    }
}

/// See [`SearchKernels::compare`].
unsafe fn compare<Op: Fold<T, Acc = T, Out = T>, T: Lane>(
    op: *const (),
    best: *const u8,
    new: *const u8,
) -> Candidate {
    let s = Scalar::new();
    // SAFETY: `op` points to the operation that this is compiled for, the others to elements.
    let (op, best, new) =
        unsafe { (operation::<Op>(op), best.cast::<T>().read(), new.cast::<T>().read()) };
    let both = op.merge::<Scalar>(Vector::splat(s, best), Vector::splat(s, new)).lane(0);
    if is_nan(both) {
        Candidate::Best
    } else if both != best {
        Candidate::Better
    } else {
        Candidate::NotBetter
    }
}

/// Whether `x` is NaN.
#[inline(always)]
pub(super) fn is_nan<T: Lane>(x: T) -> bool {
    x.partial_cmp(&x).is_none()
}

entry_points! {
    /// See [`SearchKernels::place`].
    unsafe fn place<S, T: Lane>(line: *const u8, len: usize, x: *const u8) -> usize = find;
}

/// Returns the first place of `x` among the `len` elements of a line.
///
/// # Safety
/// `line` is valid for reads of `len` elements of `T`, and `x` points to one.
#[inline(always)]
unsafe fn find<S: Isa, T: Lane>(s: S, line: *const u8, len: usize, x: *const u8) -> usize {
    // SAFETY: `x` points to a `T`.
    let x = unsafe { x.cast::<T>().read() };
    let (lanes, wanted) = (T::lanes::<S>(), Vector::splat(s, x));
    let nan = is_nan(x);
    let mut i = 0;
    while i < len {
        let (next, left) = (line.cast::<T>().wrapping_add(i), len - i);
        // SAFETY: the line has `left` elements from `next` on.
        let y: Vector<S, T> = unsafe {
            if left >= lanes {
                T::load(s, next)
            } else {
                T::load_partial(s, next, left, Vector::splat(s, T::ZERO))
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
