//! The description of a product: three matrices, two factors, and what is done to the result.

use super::Epilogue;

/// How the elements of a matrix are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As they are.
    Plain,
    /// Complex numbers, as their conjugates.
    Conjugated,
    /// Bytes, as signed integers rather than unsigned ones.
    Signed,
}

/// An input matrix. Element `[i, j]` is at `ptr + i * row_stride + j * col_stride`; strides are in
/// elements.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Matrix<T> {
    /// Element `[0, 0]`.
    pub ptr: *const T,
    /// The distance between neighbours in a column. May be negative or 0.
    pub row_stride: isize,
    /// The distance between neighbours in a row. May be negative or 0.
    pub col_stride: isize,
    /// How elements are read.
    pub reading: Reading,
    /// Whether this is a left operand that [`pack_all`](super::pack_all) has packed. Then it has
    /// parts only that begin with a tile, and no column stride.
    pub is_packed: bool,
}

/// An output matrix, laid out like a [`Matrix`].
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct MatrixMut<T> {
    /// Element `[0, 0]`.
    pub ptr: *mut T,
    /// The distance between neighbours in a column. May be negative.
    pub row_stride: isize,
    /// The distance between neighbours in a row. May be negative.
    pub col_stride: isize,
}

/// `C = alpha * A @ B + beta * C`, where A has `m` rows and `k` columns, B `k` rows and `n`
/// columns, and C `m` rows and `n` columns. Elements are `T`, and `E` in A and B.
///
/// # Validity
///
/// - Every element of A and B is initialised and valid for reads.
/// - Every element of C is valid for reads and writes, and overlaps no other element of C, A or B.
///   Unless `beta` is 0, it is initialised.
/// - While the product is computed, nothing else writes A, B or C or reads C.
/// - The epilogue, if there is one, is [valid](Epilogue#validity) for these rows and columns.
///
/// If a problem is valid, so are its [`part`](Self::part)s, even while others that do not overlap
/// them are computed elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Gemm<T, E = T> {
    /// The number of rows of A and C.
    pub m: usize,
    /// The number of columns of B and C.
    pub n: usize,
    /// The number of columns of A and rows of B.
    pub k: usize,
    /// The factor of the product. If it is 0, neither A nor B is read.
    pub alpha: T,
    /// The left operand.
    pub a: Matrix<E>,
    /// The right operand.
    pub b: Matrix<E>,
    /// The factor of the old C. If it is 0, C is written without being read.
    pub beta: T,
    /// The result.
    pub c: MatrixMut<T>,
    /// What is done to the elements of C in the end.
    pub epilogue: Option<Epilogue<T>>,
}

/// Problems of the same shape, at regular distances in memory.
///
/// # Validity
/// The problems are [valid](Gemm#validity), even while the others are computed.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a, T, E = T> {
    /// The first problem.
    pub first: &'a Gemm<T, E>,
    /// The distance between neighbours in A, B, C, and what is added to C.
    pub step: [isize; 4],
    /// The number of problems.
    pub count: usize,
}

// SAFETY: this only describes memory. All access goes through unsafe functions that demand its
// validity.
unsafe impl<T: Send + Sync, E: Send + Sync> Send for Gemm<T, E> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync, E: Send + Sync> Sync for Gemm<T, E> {}

impl<T> Matrix<T> {
    /// The matrix with these strides, whose elements are read as they are.
    #[inline]
    pub const fn new(ptr: *const T, [row_stride, col_stride]: [isize; 2]) -> Self {
        Self { ptr, row_stride, col_stride, reading: Reading::Plain, is_packed: false }
    }

    /// The same matrix, whose elements are read otherwise.
    #[inline]
    pub const fn read(self, reading: Reading) -> Self {
        Self { reading, ..self }
    }

    /// The matrix with rows and columns exchanged.
    #[inline]
    pub const fn t(self) -> Self {
        Self { row_stride: self.col_stride, col_stride: self.row_stride, ..self }
    }

    /// The matrix that begins at element `[i, j]`.
    #[inline]
    pub const fn from(self, i: usize, j: usize) -> Self {
        Self {
            ptr: self.ptr.wrapping_offset(distance(i, self.row_stride, j, self.col_stride)),
            ..self
        }
    }

    /// The same matrix of elements of another type, of the same size.
    #[inline]
    pub const fn cast<U>(self) -> Matrix<U> {
        let Self { ptr, row_stride, col_stride, reading, is_packed } = self;
        Matrix { ptr: ptr.cast(), row_stride, col_stride, reading, is_packed }
    }
}

impl<T> MatrixMut<T> {
    /// The matrix with these strides.
    #[inline]
    pub const fn new(ptr: *mut T, [row_stride, col_stride]: [isize; 2]) -> Self {
        Self { ptr, row_stride, col_stride }
    }

    /// The same matrix of elements of another type, of the same size.
    #[inline]
    pub const fn cast<U>(self) -> MatrixMut<U> {
        MatrixMut::new(self.ptr.cast(), [self.row_stride, self.col_stride])
    }

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

/// The distance of element `[i, j]` from the first. Wraps if there is no such element.
const fn distance(i: usize, row_stride: isize, j: usize, col_stride: isize) -> isize {
    (i as isize).wrapping_mul(row_stride).wrapping_add((j as isize).wrapping_mul(col_stride))
}

impl<T: Copy, E: Copy> Gemm<T, E> {
    /// The product of a matrix of `m` rows and one of `n` columns, with inner size `k`.
    #[inline]
    pub const fn new(
        [m, n, k]: [usize; 3],
        [alpha, beta]: [T; 2],
        [a, b]: [Matrix<E>; 2],
        c: MatrixMut<T>,
    ) -> Self {
        Self { m, n, k, alpha, a, b, beta, c, epilogue: None }
    }

    /// The problem that computes only these rows and columns of C.
    #[inline]
    pub const fn part(&self, rows: core::ops::Range<usize>, cols: core::ops::Range<usize>) -> Self {
        Self {
            m: rows.end - rows.start,
            n: cols.end - cols.start,
            a: self.a.from(rows.start, 0),
            b: self.b.from(0, cols.start),
            c: self.c.from(rows.start, cols.start),
            epilogue: match self.epilogue {
                Some(epilogue) => Some(epilogue.from(rows.start, cols.start)),
                None => None,
            },
            ..*self
        }
    }

    /// The same problem on elements of other types of the same sizes, with other factors.
    #[inline]
    pub const fn cast<U, F>(&self, alpha: U, beta: U) -> Gemm<U, F> {
        let Self { m, n, k, a, b, c, .. } = *self;
        let epilogue = match self.epilogue {
            Some(epilogue) => Some(epilogue.cast()),
            None => None,
        };
        let (a, b, c) = (a.cast(), b.cast(), c.cast());
        Gemm { m, n, k, alpha, a, b, beta, c, epilogue }
    }

    /// The same problem with a C and an addend of the `PARTS` terms of their elements, at the
    /// distances of elements. The factors are 1, and 0 or 1: 0 if C is written for the first time.
    #[inline]
    pub(super) const fn in_terms<U>(&self, one: U, zero: U) -> Gemm<U, E> {
        let parts = (size_of::<T>() / size_of::<U>()) as isize;
        let Self { m, n, k, a, b, c, epilogue, .. } = *self;
        let strides = [c.row_stride.wrapping_mul(parts), c.col_stride.wrapping_mul(parts)];
        let c = MatrixMut::new(c.ptr.cast(), strides);
        let epilogue = match epilogue {
            Some(epilogue) => Some(epilogue.spread(parts)),
            None => None,
        };
        Gemm { m, n, k, alpha: one, a, b, beta: zero, c, epilogue }
    }

    /// Moves on by `count` times these distances of A, B, C, and what is added to C.
    #[inline]
    pub const fn move_by(&mut self, [a, b, c, addend]: [isize; 4], count: usize) {
        let count = count as isize;
        self.a.ptr = self.a.ptr.wrapping_offset(a.wrapping_mul(count));
        self.b.ptr = self.b.ptr.wrapping_offset(b.wrapping_mul(count));
        self.c.ptr = self.c.ptr.wrapping_offset(c.wrapping_mul(count));
        if let Some(epilogue) = &mut self.epilogue {
            epilogue.move_by(addend.wrapping_mul(count));
        }
    }

    /// Whether the rows of C are contiguous rather than its columns. Kernels write along columns,
    /// so the [transposed](Self::t) problem is then faster.
    #[inline]
    pub const fn is_by_rows(&self) -> bool {
        self.c.col_stride.unsigned_abs() < self.c.row_stride.unsigned_abs()
    }

    /// The transposed problem. It has the same result to the last bit.
    #[inline]
    pub const fn t(self) -> Self {
        let epilogue = match self.epilogue {
            Some(epilogue) => Some(epilogue.t()),
            None => None,
        };
        Self { m: self.n, n: self.m, a: self.b.t(), b: self.a.t(), c: self.c.t(), epilogue, ..self }
    }
}

impl<'a, T: Copy, E: Copy> Run<'a, T, E> {
    /// A single problem.
    #[inline]
    pub const fn one(first: &'a Gemm<T, E>) -> Self {
        Run { first, step: [0; 4], count: 1 }
    }

    /// Calls `f` with each problem.
    #[inline]
    pub fn for_each(&self, mut f: impl FnMut(&Gemm<T, E>)) {
        let mut problem = *self.first;
        for _ in 0..self.count {
            f(&problem);
            problem.move_by(self.step, 1);
        }
    }
}
