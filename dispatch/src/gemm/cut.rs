//! Cuts a stack of products into pieces that run in parallel.

use super::Multiplies;
use super::stack::Stack;
use core::ops::Range;
use tightloop_array_core::Element;
use tightloop_kernels::gemm::Gemm;

/// A cut along the stack, or along rows and columns of C. Each piece is a product of its own, with
/// its own packed blocks: pieces share nothing, and so never wait for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    stack: Axis,
    rows: Axis,
    cols: Axis,
}

/// An axis of `len` elements, dealt out to `pieces` as evenly as possible, in units of `unit`
/// elements; the last unit may be shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Axis {
    len: usize,
    unit: usize,
    pieces: usize,
}

/// The work of packing one element, in products of elements.
const PACKING: usize = 16;

impl Cut {
    /// Cuts into at most `pieces` pieces, at borders between tiles of `mr` rows and `nr` columns.
    pub(super) fn new<C: Element, R: Multiplies<C>>(
        pieces: usize,
        [mr, nr]: [usize; 2],
        stack: &Stack<'_, C, R>,
    ) -> Self {
        let Gemm { m, n, .. } = stack.first;
        let axes = |by_stack, by_rows, by_cols| Cut {
            stack: Axis { len: stack.count(), unit: 1, pieces: by_stack },
            rows: Axis { len: m, unit: mr, pieces: by_rows },
            cols: Axis { len: n, unit: nr, pieces: by_cols },
        };
        if pieces <= 1 || stack.count() >= pieces {
            return axes(pieces.max(1), 1, 1);
        }
        // Of all grids of `pieces` or fewer, takes the one whose largest piece is the least work.
        let work = |cut: &Cut| {
            let (rows, cols) = (cut.rows.largest(), cut.cols.largest());
            rows.saturating_mul(cols)
                .saturating_add(rows.saturating_add(cols).saturating_mul(PACKING))
        };
        (1..=pieces)
            .map(|by_rows| axes(1, by_rows, pieces / by_rows))
            .min_by_key(work)
            .unwrap_or(axes(1, 1, 1))
    }

    /// The number of pieces.
    pub(super) fn pieces(&self) -> usize {
        self.stack.pieces * self.rows.pieces * self.cols.pieces
    }

    /// A problem at least as large as that of any piece.
    pub(super) fn largest<C: Element, R: Multiplies<C>>(
        &self,
        stack: &Stack<'_, C, R>,
    ) -> Gemm<C, R> {
        stack.first.part(0..self.rows.largest(), 0..self.cols.largest())
    }

    /// The part of a piece: problems of the stack, rows and columns.
    pub(super) fn piece(&self, index: usize) -> (Range<usize>, Range<usize>, Range<usize>) {
        if self.pieces() == 1 {
            return (self.stack.piece(0), self.rows.piece(0), self.cols.piece(0));
        }
        let (rest, col) = (index / self.cols.pieces, index % self.cols.pieces);
        let (place, row) = (rest / self.rows.pieces, rest % self.rows.pieces);
        (self.stack.piece(place), self.rows.piece(row), self.cols.piece(col))
    }
}

impl Axis {
    fn piece(&self, index: usize) -> Range<usize> {
        if self.pieces == 1 {
            return 0..self.len;
        }
        self.border(index)..self.border(index + 1)
    }

    /// The first element of piece `index`.
    fn border(&self, index: usize) -> usize {
        let units = self.len.div_ceil(self.unit);
        let (each, more) = (units / self.pieces, units % self.pieces);
        (each * index + more.min(index)).saturating_mul(self.unit).min(self.len)
    }

    /// The length of the first piece, which no other exceeds.
    fn largest(&self) -> usize {
        self.piece(0).end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_an_axis_follow_each_other_and_are_even() {
        for len in [0, 1, 5, 11, 12, 13, 100, 1000] {
            for pieces in 1..20 {
                let axis = Axis { len, unit: 12, pieces };
                let mut end = 0;
                for index in 0..pieces {
                    let piece = axis.piece(index);
                    assert_eq!(piece.start, end);
                    assert!(piece.len() <= axis.largest() && axis.largest() <= piece.len() + 24);
                    end = piece.end;
                }
                assert_eq!(end, len);
            }
        }
    }
}
