//! The parts of a search along lines.

use crate::entry::entry_points;
use crate::isa::{Isa, Scalar};
use crate::lane::Lane;
use crate::loops::operation;
use crate::op::Search;
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::{MaskOf, Vector};

/// How the extreme of a block compares with the best one so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Candidate {
    /// Worse or equal.
    NotBetter,
    Better,
    /// NaN, and nothing is better.
    Best,
}

/// See [`SearchKernels::compare`](super::SearchKernels).
pub(super) unsafe fn compare<Op: Search<T>, T: Lane>(
    op: *const (),
    best: *const u8,
    new: *const u8,
) -> Candidate {
    let s = Scalar::new();
    // SAFETY: `op` points to the operation that this is compiled for, the others to elements.
    let (op, best, new) =
        unsafe { (operation::<Op>(op), best.cast::<T>().read(), new.cast::<T>().read()) };
    if Op::ENDS_AT_NAN && is_nan(new) {
        Candidate::Best
    } else if op.is_better(Vector::splat(s, new), Vector::splat(s, best)).any() {
        Candidate::Better
    } else {
        Candidate::NotBetter
    }
}

/// Whether `x` is NaN.
#[inline(always)]
fn is_nan<T: Lane>(x: T) -> bool {
    x.partial_cmp(&x).is_none()
}

entry_points! {
    /// See [`SearchKernels::place`](super::SearchKernels).
    pub(super) unsafe fn place<S, T: Lane>(line: *const u8, len: usize, x: *const u8) -> usize
        = find;
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
    // Four registers at a time, until one has it.
    while len - i >= 4 * lanes {
        let next = line.cast::<T>().wrapping_add(i);
        // SAFETY: the line has four registers of elements from `next` on.
        let y: [Vector<S, T>; 4] = unsafe {
            [
                T::load(s, next),
                T::load(s, next.wrapping_add(lanes)),
                T::load(s, next.wrapping_add(2 * lanes)),
                T::load(s, next.wrapping_add(3 * lanes)),
            ]
        };
        let first = hit(y[0], wanted, nan) | hit(y[1], wanted, nan);
        let second = hit(y[2], wanted, nan) | hit(y[3], wanted, nan);
        if (first | second).any() {
            break;
        }
        i += 4 * lanes;
    }
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
        let hit = hit(y, wanted, nan);
        let place = i + hit.to_bits().trailing_zeros() as usize;
        if hit.any() && place < len {
            return place;
        }
        i += lanes;
    }
    0
}

/// Where the elements are the wanted one, or NaN.
#[inline(always)]
fn hit<S: Isa, T: Lane>(y: Vector<S, T>, wanted: Vector<S, T>, nan: bool) -> MaskOf<S, T> {
    if nan { !y.eq(y) } else { y.eq(wanted) }
}
