//! The ways in which the elements of an operand can lie in memory.

use super::samples::{Sample, sample};
use tightloop::{ArrayView, ArrayViewMut};

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
}

/// Elements in memory, and a view of them.
#[derive(Clone)]
pub struct Laid<T> {
    data: Vec<T>,
    shape: Vec<usize>,
    strides: Vec<isize>,
    offset: usize,
}

impl<T: Sample> Laid<T> {
    /// Memory for an operand in this form, element `i` of it being `element(i)`, gaps included.
    fn new(form: Form, [rows, columns]: [usize; 2], element: impl Fn(usize) -> T) -> Self {
        let (r, c) = (rows as isize, columns as isize);
        let full = || vec![rows, columns];
        let (shape, strides, offset, needed) = match form {
            Form::Contiguous => (full(), vec![c, 1], 0, rows * columns),
            Form::Gaps => (full(), vec![c + 3, 1], 2, rows * (columns + 3)),
            Form::Stride2 => (full(), vec![2 * c, 2], 1, 2 * rows * columns),
            Form::Backwards => (full(), vec![-c, -1], (rows * columns).saturating_sub(1), rows * columns),
            Form::Transposed => (full(), vec![1, r], 0, rows * columns),
            Form::Single => (vec![], vec![], 0, 1),
            Form::Row => (vec![columns], vec![1], 0, columns),
            Form::Column => (vec![rows, 1], vec![1, 1], 0, rows),
        };
        Laid { data: (0..needed).map(element).collect(), shape, strides, offset }
    }

    /// An input: samples of the series `series`.
    pub fn input(form: Form, size: [usize; 2], series: u64) -> Self {
        Laid::new(form, size, |i| sample(series, i))
    }

    /// An output: the same canary everywhere.
    pub fn output(form: Form, size: [usize; 2]) -> Self {
        Laid::new(form, size, |_| T::ONE)
    }

    pub fn view(&self) -> ArrayView<'_, T> {
        ArrayView::with_strides(&self.data, &self.shape, &self.strides, self.offset).unwrap()
    }

    pub fn view_mut(&mut self) -> ArrayViewMut<'_, T> {
        ArrayViewMut::with_strides(&mut self.data, &self.shape, &self.strides, self.offset).unwrap()
    }

    /// The element that each of the results meets, in C order.
    pub fn stretched(&self, size: [usize; 2]) -> Vec<T> {
        self.view().broadcast_to(&size).unwrap().to_vec()
    }

    /// What the view holds, in C order, as it is compared.
    pub fn results(&self) -> Vec<u64> {
        self.view().iter().map(|x| x.to_comparable()).collect()
    }

    /// Whether what is not in the view has kept its canary.
    pub fn gaps_are_untouched(mut self) -> bool {
        self.view_mut().fill(T::ONE);
        self.data.iter().all(|&x| x == T::ONE)
    }
}
