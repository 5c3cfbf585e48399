//! What is to be computed: three matrices and two factors.

/// A matrix that is read: element `[i, j]` is at `ptr + i * row_stride + j * col_stride`, counted
/// in elements.
#[derive(Clone, Copy, Debug)]
pub struct Matrix<T> {
    /// Element `[0, 0]`.
    pub ptr: *const T,
    /// The distance between neighbours in a column. May be negative or 0.
    pub row_stride: isize,
    /// The distance between neighbours in a row. May be negative or 0.
    pub col_stride: isize,
}

/// A matrix that is written: as [`Matrix`].
#[derive(Clone, Copy, Debug)]
pub struct MatrixMut<T> {
    /// Element `[0, 0]`.
    pub ptr: *mut T,
    /// The distance between neighbours in a column. May be negative.
    pub row_stride: isize,
    /// The distance between neighbours in a row. May be negative.
    pub col_stride: isize,
}

/// `C = alpha * A @ B + beta * C`, with A of `m` rows and `k` columns, B of `k` and `n`, C of `m`
/// and `n`.
///
/// # Validity
///
/// - For every element of A and B, the pointer to it is valid for reads.
/// - For every element of C, the pointer to it is valid for reads and writes, and no other element
///   of C, nor any of A or B, overlaps it. It is initialised unless `beta` is 0.
/// - No element of A, B or C is read or written by anyone else while the product is computed,
///   except that A and B may be read.
///
/// The last two hold for a [`part`](Self::part) while other parts, which do not overlap it, are
/// computed elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Gemm<T> {
    /// Rows of A and C.
    pub m: usize,
    /// Columns of B and C.
    pub n: usize,
    /// Columns of A and rows of B.
    pub k: usize,
    /// The factor of the product. Nothing is special about 0: NaN in A and B spreads through it.
    pub alpha: T,
    /// The left operand.
    pub a: Matrix<T>,
    /// The right operand.
    pub b: Matrix<T>,
    /// The factor of what C holds. If it is 0, C is written without being read.
    pub beta: T,
    /// What is updated.
    pub c: MatrixMut<T>,
}

// SAFETY: a description of memory, with which nothing can be done but by unsafe functions that ask
// for its validity.
unsafe impl<T: Send + Sync> Send for Gemm<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for Gemm<T> {}

impl<T> Matrix<T> {
    /// The matrix with rows and columns exchanged.
    #[inline]
    pub const fn t(self) -> Self {
        Self { ptr: self.ptr, row_stride: self.col_stride, col_stride: self.row_stride }
    }

    /// The matrix that begins at element `[i, j]`.
    #[inline]
    pub const fn from(self, i: usize, j: usize) -> Self {
        Self {
            ptr: self.ptr.wrapping_offset(distance(i, self.row_stride, j, self.col_stride)),
            ..self
        }
    }
}

impl<T> MatrixMut<T> {
    /// The matrix with rows and columns exchanged.
    #[inline]
    pub const fn t(self) -> Self {
        Self { ptr: self.ptr, row_stride: self.col_stride, col_stride: self.row_stride }
    }

    /// The matrix that begins at element `[i, j]`.
    #[inline]
    pub const fn from(self, i: usize, j: usize) -> Self {
        Self {
            ptr: self.ptr.wrapping_offset(distance(i, self.row_stride, j, self.col_stride)),
            ..self
        }
    }
}

/// How far element `[i, j]` is from the first. Wraps where there is no such element.
const fn distance(i: usize, row_stride: isize, j: usize, col_stride: isize) -> isize {
    (i as isize).wrapping_mul(row_stride).wrapping_add((j as isize).wrapping_mul(col_stride))
}

impl<T: Copy> Gemm<T> {
    /// The rows `rows.start..rows.end` and columns `cols.start..cols.end` of C, as a problem of
    /// their own.
    #[inline]
    pub const fn part(&self, rows: core::ops::Range<usize>, cols: core::ops::Range<usize>) -> Self {
        Self {
            m: rows.end - rows.start,
            n: cols.end - cols.start,
            a: self.a.from(rows.start, 0),
            b: self.b.from(0, cols.start),
            c: self.c.from(rows.start, cols.start),
            ..*self
        }
    }

    /// Whether a row or a column is all there is of C, so that it is the product of a matrix and a
    /// vector. A [`part`](Self::part) of another problem may look like one and is not.
    #[inline]
    pub const fn is_matvec(&self) -> bool {
        self.m == 1 || self.n == 1
    }

    /// Whether C's rows are contiguous rather than its columns. Vectors lie along columns: the
    /// [transposed](Self::t) problem is then the faster one.
    #[inline]
    pub const fn is_by_rows(&self) -> bool {
        self.c.col_stride.unsigned_abs() < self.c.row_stride.unsigned_abs()
    }

    /// The transposed problem, which has the same result to the last bit.
    #[inline]
    pub const fn t(self) -> Self {
        Self { m: self.n, n: self.m, a: self.b.t(), b: self.a.t(), c: self.c.t(), ..self }
    }
}
