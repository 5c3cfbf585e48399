//! The ways in which the elements of an operand can lie in memory.

use crate::memory::{Memory, Place, View, ViewMut};
use tightloop::DType;

/// How an operand of a call with `rows` times `columns` results lies in memory.
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
    /// One element for all: no axes.
    Single,
    /// One row for all.
    Row,
    /// One element for each row.
    Column,
}

impl Form {
    /// Those with an element for each result: what outputs can be.
    pub const FULL: [Form; 5] =
        [Form::Contiguous, Form::Gaps, Form::Stride2, Form::Backwards, Form::Transposed];

    /// All of them.
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

    /// Where the elements lie, and how many there are in memory, gaps included.
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

/// Elements in memory, and where those of a view lie.
#[derive(Clone)]
pub struct Laid {
    pub memory: Memory,
    pub place: Place,
}

impl Laid {
    /// An input: samples of the series `series`, gaps included.
    pub fn input(dtype: DType, form: Form, size: [usize; 2], series: u64) -> Self {
        let (place, needed) = form.place(size);
        Self { memory: Memory::samples(dtype, series, needed), place }
    }

    /// An output: the same canary everywhere.
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

    /// What the view holds, in C order, as it is compared.
    pub fn results(&self, size: [usize; 2]) -> Vec<u64> {
        let all = self.memory.comparable();
        self.place.positions(size).into_iter().map(|position| all[position]).collect()
    }

    /// Whether what is not in the view has kept its canary.
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
