//! The search along a sequence, piece by piece.

use super::StoredSearch;
use super::line::Candidate;
use crate::loops::fold::{FoldRun, Lines, State, StoredFold, fold_line, in_place, tile_len};
use crate::loops::sequence::{Sequence, Tiles};
use crate::loops::storage::Storage;
use crate::loops::strip::{Rows, converted_lines, lines_per_tile};
use core::mem::MaybeUninit;

/// Room for an element of any type.
type AnyElement = [u64; 2];

/// The best element so far.
struct Best {
    element: AnyElement,
    /// Where it is, or the first element of its piece.
    place: usize,
}

impl Best {
    /// Where nothing is better than any element.
    const fn none() -> Self {
        Best { element: [0; 2], place: usize::MAX }
    }

    /// Takes a new element if it is better, and returns whether no other can be.
    ///
    /// # Safety
    /// As for [`SearchKernels`](super::SearchKernels).
    unsafe fn offer(&mut self, search: &StoredSearch<'_>, new: &AnyElement, place: usize) -> bool {
        let is_first = self.place == usize::MAX;
        let before = if is_first { new } else { &self.element };
        // SAFETY: by this method's contract, these are elements.
        let candidate = unsafe {
            (search.kernels.compare)(search.op, before.as_ptr().cast(), new.as_ptr().cast())
        };
        if is_first || candidate != Candidate::NotBetter {
            (self.element, self.place) = (*new, place);
        }
        candidate == Candidate::Best
    }
}

/// Returns the place of the extreme among `len` elements of a sequence, from element `first` on.
///
/// # Safety
/// As for [`search_sequence`](super::search_sequence).
pub(super) unsafe fn search_pieces(
    search: &StoredSearch<'_>,
    sequence: &Sequence<'_>,
    first: usize,
    len: usize,
) -> usize {
    let StoredSearch { kernels, op, input, .. } = *search;
    let output = Storage { size: input.computed_size, convert: None, ..input };
    let fold = StoredFold { kernels: &kernels.fold, op, input, output, small_sum: None };
    let piece = tile_len(&fold);
    let (mut tiles, mut state, mut best) = (Tiles::uninit(), State::uninit(), Best::none());
    let (mut done, mut extreme) = (0, AnyElement::default());
    // The last piece that can be read in order, and where it begins.
    let (mut line, mut line_start) = (core::ptr::null(), usize::MAX);
    while done < len {
        let count = piece.min(len - done);
        let start = first + done;
        // SAFETY: the sequence is valid and has these elements. `fold_line` writes the state, and
        // `extreme` has room for an element.
        unsafe {
            let unordered = match input.convert {
                None => in_place(&fold, sequence, start, count),
                Some(_) => None,
            };
            let elements = unordered.unwrap_or_else(|| {
                line_start = start;
                line = sequence.block(start, count, &input, &mut tiles);
                line
            });
            fold_line(&fold, elements, count, &mut state);
            (kernels.fold.finish)(op, &state, count, 1, extreme.as_mut_ptr().cast());
            if best.offer(search, &extreme, start) {
                break;
            }
        }
        done += count;
    }
    let count = piece.min(first + len - best.place);
    // SAFETY: the sequence has these elements, and `line` points to them.
    unsafe {
        if line_start != best.place {
            line = sequence.block(best.place, count, &input, &mut tiles);
        }
        best.place + (kernels.place)(line, count, best.element.as_ptr().cast())
    }
}

/// Room for the extremes of as many lines as are folded at a time.
#[repr(align(64))]
struct Extremes(MaybeUninit<[u8; LINES * size_of::<AnyElement>()]>);

/// The most lines that are folded at a time.
const LINES: usize = 64;

/// Searches the lines of a run: folds some, and reads each again up to its extreme.
///
/// # Safety
/// As for [`search_rows`](super::search_rows); rows are lines that fit into a tile, and no truth
/// values.
pub(super) unsafe fn search_lines(search: &StoredSearch<'_>, run: &FoldRun<'_>) {
    let StoredSearch { kernels, op, input, .. } = *search;
    let (mut tiles, mut state) = (Tiles::uninit(), State::uninit());
    let mut extremes = Extremes(MaybeUninit::uninit());
    let extremes = (&raw mut extremes.0).cast::<u8>();
    let each = lines_per_tile(&input, run).min(kernels.fold.capacity).min(LINES);
    for first in (0..run.rows).step_by(each) {
        let count = each.min(run.rows - first);
        // SAFETY: the run is valid and has these rows, which fit into a tile; `lines` writes the
        // state that `finish` reads, and there is room for an extreme of each line. Results are
        // `i64`s.
        unsafe {
            let Rows { start, stride, .. } = converted_lines(&input, run, first, count, &mut tiles);
            let lines = Lines { start, lines: count, stride, len: run.len, place: 0 };
            (kernels.fold.lines)(op, &lines, &mut state);
            (kernels.fold.finish)(op, &state, run.len, count, extremes);
            for k in 0..count {
                let line = start.wrapping_offset(stride.wrapping_mul(k as isize));
                let place = (kernels.place)(line, run.len, extremes.add(k * input.computed_size));
                run.row(first + k).1.cast::<i64>().write(place as i64);
            }
        }
    }
}

/// Returns the place of the best of some elements of a sequence, given by their places in ascending
/// order.
///
/// # Safety
/// As for [`SearchKernels`](super::SearchKernels); the sequence is [valid](Sequence#validity) and
/// has these elements, at least one.
pub unsafe fn best_of(
    search: &StoredSearch<'_>,
    sequence: &Sequence<'_>,
    places: impl Iterator<Item = usize>,
) -> usize {
    let (mut tiles, mut best) = (Tiles::uninit(), Best::none());
    let mut new = AnyElement::default();
    for place in places {
        // SAFETY: the sequence has this element.
        let is_last = unsafe {
            let element = sequence.block(place, 1, &search.input, &mut tiles);
            let room = new.as_mut_ptr().cast::<u8>();
            room.copy_from_nonoverlapping(element, search.input.computed_size);
            best.offer(search, &new, place)
        };
        if is_last {
            break;
        }
    }
    best.place
}
