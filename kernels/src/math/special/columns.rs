//! Tables of 16 rows: polynomials by interval.

use crate::{Float, Isa, Vector};

/// A table of 16 rows, each with what a function needs in one interval, stored by columns, as
/// [`Vector::lookup`] takes them.
///
/// Aligned, since loads of 512 bits that cross a cache line take twice as long.
#[derive(Debug)]
#[repr(align(64))]
pub struct Columns<T, const N: usize>([[T; 16]; N]);

impl<T: Float, const N: usize> Columns<T, N> {
    /// The table of these rows.
    pub const fn of_rows(rows: &[[T; N]; 16]) -> Self {
        let mut columns = [[rows[0][0]; 16]; N];
        let mut row = 0;
        while row < 16 {
            let mut column = 0;
            while column < N {
                columns[column][row] = rows[row][column];
                column += 1;
            }
            row += 1;
        }
        Self(columns)
    }

    /// The number in this column, in the row that the low four bits of each lane say.
    #[inline(always)]
    pub fn get<S: Isa>(&self, column: usize, row: Vector<S, T::Int>) -> Vector<S, T> {
        Vector::lookup(&self.0[column], row)
    }

    /// The polynomial whose coefficients are in the columns from `first` on, the constant first.
    #[inline(always)]
    pub fn polynomial<S: Isa>(
        &self,
        first: usize,
        row: Vector<S, T::Int>,
        x: Vector<S, T>,
    ) -> Vector<S, T> {
        let mut sum = self.get(N - 1, row);
        for column in (first..N - 1).rev() {
            sum = sum.mul_add(x, self.get(column, row));
        }
        sum
    }
}
