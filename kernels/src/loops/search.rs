//! Where in a sequence its extreme is: the first place of the smallest or largest element, or of
//! the first NaN.
//!
//! Each block is folded to its extreme, at the speed of `min` or `max`. Only where that beats what
//! came before is the block gone through once more, to find the place; for most data that is rare.

use super::fold::{FoldKernels, FoldRun, State, StoredFold, Then, block_len, fold_line};
use super::operation;
use super::sequence::Tiles;
use super::tile::Storage;
use crate::isa::{Isa, Scalar, Vectorize};
use crate::lane::Lane;
use crate::op::Fold;
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;
use core::marker::PhantomData;

/// The compiled parts of a search: those of the fold to the extreme, and what finds it.
///
/// # Safety
/// For whoever calls them: as for [`FoldKernels`].
#[derive(Clone, Copy, Debug)]
pub struct SearchKernels {
    fold: FoldKernels,
    /// How the second element compares, as a candidate, with the first.
    compare: unsafe fn(op: *const (), best: *const u8, new: *const u8) -> Candidate,
    /// The first place of an element, or of a NaN if it is one, in a line in which there is one.
    place: unsafe fn(line: *const u8, len: usize, x: *const u8) -> usize,
}

/// What an extreme is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Candidate {
    /// No more than the best until now.
    Worse,
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

/// Finds the place of the extreme in each row of a run, as an `i64`.
///
/// # Safety
/// As for [`FoldKernels`]; `op` is the operation of the kernels, `input` how the elements are
/// stored. The run is [valid](FoldRun#validity) and its rows are not empty.
pub unsafe fn search(kernels: &SearchKernels, op: *const (), input: &Storage, run: &FoldRun<'_>) {
    let result = Storage { size: input.computed_size, convert: None, ..*input };
    let fold = StoredFold { kernels: &kernels.fold, op, input: *input, output: result };
    let (mut tiles, mut state) = (Tiles::uninit(), State::uninit());
    let block_len = block_len(&kernels.fold);
    // Room for an element of any type.
    let (mut best, mut extreme) = ([0_u64; 2], [0_u64; 2]);
    for row in 0..run.rows {
        let (sequence, output) = run.row(row);
        let (mut place, mut done) = (0, 0);
        while done < run.len {
            let len = (run.len - done).min(block_len);
            // SAFETY: the run is valid and has these elements; what is gathered is initialised.
            unsafe {
                let line = sequence.block(done, len, input, &mut tiles);
                fold_line(&fold, line, len, &mut state, Then::Start);
                kernels.fold.merge_halves(op, &mut state, len);
                (kernels.fold.finish)(op, &state, len, 1, extreme.as_mut_ptr().cast());
                let new: *const u8 = extreme.as_ptr().cast();
                let candidate = if done == 0 {
                    // Against itself, only a NaN counts.
                    match (kernels.compare)(op, new, new) {
                        Candidate::Best => Candidate::Best,
                        _ => Candidate::Better,
                    }
                } else {
                    (kernels.compare)(op, best.as_ptr().cast(), new)
                };
                if candidate != Candidate::Worse {
                    best = extreme;
                    place = done + (kernels.place)(line, len, new);
                }
                if candidate == Candidate::Best {
                    break;
                }
            }
            done += len;
        }
        // SAFETY: the run is valid.
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
    // SAFETY: the caller's promise.
    let (op, best, new) =
        unsafe { (operation::<Op>(op), best.cast::<T>().read(), new.cast::<T>().read()) };
    let both = op.merge::<Scalar>(Vector::splat(s, best), Vector::splat(s, new)).lane(0);
    if is_nan(both) {
        Candidate::Best
    } else if both != best {
        Candidate::Better
    } else {
        Candidate::Worse
    }
}

/// Whether `x` is a NaN.
#[inline(always)]
pub(super) fn is_nan<T: Lane>(x: T) -> bool {
    x.partial_cmp(&x).is_none()
}

/// See [`SearchKernels::place`].
unsafe fn place<S: Isa, T: Lane>(line: *const u8, len: usize, x: *const u8) -> usize {
    // SAFETY: the caller's promise.
    let (s, x) = unsafe { (S::new_unchecked(), x.cast::<T>().read()) };
    s.vectorize(Place::<T> { line: line.cast(), len, x, types: PhantomData })
}

/// A line that is valid for reads, and what is in it.
struct Place<T> {
    line: *const T,
    len: usize,
    x: T,
    types: PhantomData<fn(T)>,
}

impl<T: Lane> Vectorize for Place<T> {
    type Output = usize;

    #[inline(always)]
    fn call<S: Isa>(self, s: S) -> usize {
        let (lanes, wanted) = (T::lanes::<S>(), Vector::splat(s, self.x));
        let nan = is_nan(self.x);
        let mut i = 0;
        while i < self.len {
            let (next, left) = (self.line.wrapping_add(i), self.len - i);
            // SAFETY: the elements are there.
            let y: Vector<S, T> = unsafe {
                if left >= lanes {
                    T::load(s, next)
                } else {
                    T::load_partial(s, next, left, Vector::splat(s, T::ZERO))
                }
            };
            let hit = if nan { !y.eq(y) } else { y.eq(wanted) };
            let place = i + hit.to_bits().trailing_zeros() as usize;
            if hit.any() && place < self.len {
                return place;
            }
            i += lanes;
        }
        0
    }
}
