//! The ways in which the elements of an operand can be laid out in memory.

use crate::table::Ufunc;
use tightloop::DType;
use tightloop_samples::memory::{Memory, Place, View, ViewMut};

/// How an operand is laid out, for a call with `rows` times `columns` results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In C order, without gaps.
    Contiguous,
    /// In C order, with gaps between rows.
    Gaps,
    /// Every second element.
    Stride2,
    /// Both axes backwards.
    Backwards,
    /// In Fortran order.
    Transposed,
    /// One element for all results: no axes.
    Single,
    /// One row for all rows of results.
    Row,
    /// One element per row of results.
    Column,
}

impl Form {
    /// The forms with an element per result, which outputs can have.
    pub const FULL: [Form; 5] =
        [Form::Contiguous, Form::Gaps, Form::Stride2, Form::Backwards, Form::Transposed];

    /// All forms.
    pub const ALL: [Form; 8] = [
        Form::Contiguous,
        Form::Gaps,
        Form::Stride2,
        Form::Backwards,
        Form::Transposed,
        Form::Single,
        Form::Row,
        Form::Column,
    ];

    /// Returns the place of the elements, and the number of elements in memory, gaps included.
    fn place(self, [rows, columns]: [usize; 2]) -> (Place, usize) {
        let (r, c) = (rows as isize, columns as isize);
        let full = || vec![rows, columns];
        let (shape, strides, offset, needed) = match self {
            Form::Contiguous => (full(), vec![c, 1], 0, rows * columns),
            Form::Gaps => (full(), vec![c + 3, 1], 2, rows * (columns + 3)),
            Form::Stride2 => (full(), vec![2 * c, 2], 1, 2 * rows * columns),
            Form::Backwards => {
                (full(), vec![-c, -1], (rows * columns).saturating_sub(1), rows * columns)
            }
            Form::Transposed => (full(), vec![1, r], 0, rows * columns),
            Form::Single => (vec![], vec![], 0, 1),
            Form::Row => (vec![columns], vec![1], 0, columns),
            Form::Column => (vec![rows, 1], vec![1, 1], 0, rows),
        };
        (Place { shape, strides, offset }, needed)
    }
}

/// Elements in memory, and the place of a view among them.
#[derive(Clone)]
pub struct LaidOut {
    pub memory: Memory,
    pub place: Place,
}

impl LaidOut {
    /// Returns an operand of `ufunc` filled with samples, gaps included.
    pub fn input(ufunc: &Ufunc, operand: usize, form: Form, size: [usize; 2], series: u64) -> Self {
        let (place, needed) = form.place(size);
        Self { memory: ufunc.samples(operand, series, needed), place }
    }

    /// Returns an output filled with a canary, gaps included.
    pub fn output(dtype: DType, form: Form, size: [usize; 2]) -> Self {
        let (place, needed) = form.place(size);
        Self { memory: Memory::canaries(dtype, needed), place }
    }

    pub fn view(&self) -> View<'_> {
        View { dtype: self.memory.dtype, bytes: self.memory.bytes(), place: self.place.clone() }
    }

    pub fn view_mut(&mut self) -> ViewMut<'_> {
        let (dtype, place) = (self.memory.dtype, self.place.clone());
        ViewMut { dtype, bytes: self.memory.bytes_mut(), place }
    }

    /// Returns the comparable elements of the view, in C order.
    pub fn results(&self, size: [usize; 2]) -> Vec<u64> {
        let all = self.memory.comparable();
        self.place.positions(size).into_iter().map(|position| all[position]).collect()
    }

    /// Returns whether the elements outside the view still hold the canary.
    pub fn gaps_are_untouched(&self, size: [usize; 2]) -> bool {
        let mut is_gap = vec![true; self.memory.len()];
        self.place.positions(size).into_iter().for_each(|position| is_gap[position] = false);
        let (found, canaries) =
            (self.memory.bytes(), Memory::canaries(self.memory.dtype, self.memory.len()));
        let width = self.memory.dtype.size();
        let pairs = found.chunks(width).zip(canaries.bytes().chunks(width));
        is_gap.iter().zip(pairs).all(|(&is_gap, (found, canary))| !is_gap || found == canary)
    }
}
