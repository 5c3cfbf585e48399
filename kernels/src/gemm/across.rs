//! Runs of tiny products, computed side by side: a lane is a product.
//!
//! As many matrices as a register has lanes are transposed in registers, so that a register has the
//! same element of each. After the products, those of C are transposed back.

use super::micro::Update;
use super::squares::{Square, lines_of};
use super::{Gemm, Matrix, MatrixMut, Run, Term};
use crate::entry::entry_points;
use crate::isa::{Isa, MAX_FLOATS};
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// The most elements of a matrix, all told and in registers. Larger ones take longer to transpose
/// than to multiply.
const MOST: usize = 16;
const MOST_REGISTERS: usize = 2;

/// Computes products side by side.
///
/// # Safety
/// The run is [valid](Run#validity), its products are [tiny](Gemm::is_tiny), and their number is a
/// multiple of the lanes of a register. The CPU has the ISA that this is compiled for.
pub(super) type Across<T> = unsafe fn(&Run<'_, T>);

impl<T: Term> Gemm<T> {
    /// Whether several such products are better computed side by side: each matrix is a small piece
    /// of memory, and C is only written.
    #[inline]
    pub(super) fn is_tiny(&self, lanes: usize) -> bool {
        let Self { m, n, k, a, b, c, .. } = *self;
        let most = MOST.min(MOST_REGISTERS * lanes);
        let is_piece = |rows: usize, cols: usize, strides: [isize; 2]| {
            rows * cols <= most && (strides == [cols as isize, 1] || strides == [1, rows as isize])
        };
        m.max(n).max(k) <= MOST
            && is_piece(m, k, [a.row_stride, a.col_stride])
            && is_piece(k, n, [b.row_stride, b.col_stride])
            && is_piece(m, n, [c.row_stride, c.col_stride])
            && self.beta == T::ZERO
            && self.epilogue.is_none()
    }
}

entry_points! {
    /// Computes products side by side with the ISA `S`.
    ///
    /// # Safety
    /// As for every [`Across`].
    pub(super) unsafe fn across<S, T: Term>(run: &Run<'_, T>) = multiply_across;
}

/// Room for the matrices of a product: a line for each element, aligned to registers.
#[repr(align(64))]
struct Rooms<T>([Square<T>; 3]);

/// See [`across`].
///
/// # Safety
/// As for every [`Across`].
#[inline(always)]
unsafe fn multiply_across<S: Isa, T: Term>(s: S, run: &Run<'_, T>) {
    let (lanes, &Gemm { m, n, k, a, b, c, .. }) = (T::lanes::<S>(), run.first);
    let Rooms([left, right, result]) = &mut Rooms([[[T::ZERO; MAX_FLOATS]; MAX_FLOATS]; 3]);
    let [mut a_start, mut b_start, mut c_start] = [a.ptr, b.ptr, c.ptr.cast_const()];
    for _ in (0..run.count).step_by(lanes) {
        // SAFETY: these are products of the run, whose matrices have at most as many elements as a
        // room has lines.
        unsafe {
            transpose(s, a_start, run.step[0], m * k, left);
            transpose(s, b_start, run.step[1], k * n, right);
            let rooms = (&*left, &*right, &mut *result);
            match (m, n, k) {
                (2, 2, 2) => multiply::<S, T, 2>(s, run.first, rooms),
                (3, 3, 3) => multiply::<S, T, 3>(s, run.first, rooms),
                (4, 4, 4) => multiply::<S, T, 4>(s, run.first, rooms),
                _ => multiply::<S, T, 0>(s, run.first, rooms),
            }
            transpose_back(s, result, m * n, c_start.cast_mut(), run.step[2]);
        }
        let next = |start: *const T, step: isize| start.wrapping_offset(step * lanes as isize);
        a_start = next(a_start, run.step[0]);
        b_start = next(b_start, run.step[1]);
        c_start = next(c_start, run.step[2]);
    }
}

/// Multiplies matrices whose elements are lines of these rooms. They are squares of side `N`, or
/// any if that is 0.
///
/// # Safety
/// The rooms have a line for each element.
#[inline(always)]
unsafe fn multiply<S: Isa, T: Term, const N: usize>(
    s: S,
    problem: &Gemm<T>,
    (left, right, result): (&Square<T>, &Square<T>, &mut Square<T>),
) {
    let &Gemm { alpha, a, b, c, .. } = problem;
    let [m, n, k] = if N > 0 { [N; 3] } else { [problem.m, problem.n, problem.k] };
    let update = Update::<S, T>::new(s, alpha, T::ZERO);
    let a = Matrix::new(left.as_ptr(), [a.row_stride, a.col_stride]);
    let b = Matrix::new(right.as_ptr(), [b.row_stride, b.col_stride]);
    let c = MatrixMut::new(result.as_mut_ptr(), [c.row_stride, c.col_stride]);
    for i in 0..m {
        for j in 0..n {
            let mut sum = Vector::splat(s, T::ZERO);
            // SAFETY: each element has a line, which is a register or more.
            unsafe {
                for p in 0..k {
                    let x = T::load(s, a.from(i, p).ptr.cast());
                    let y = T::load(s, b.from(p, j).ptr.cast());
                    sum = T::mul_add(x, y, sum);
                }
                T::store(s, c.from(i, j).ptr.cast(), update.apply(sum, sum));
            }
        }
    }
}

/// Copies the first `len` elements of as many matrices as a register has lanes, `step` elements
/// apart, to lines of one element each.
///
/// # Safety
/// The matrices have these elements, at most [`MOST`].
#[inline(always)]
unsafe fn transpose<S: Isa, T: Term>(
    s: S,
    start: *const T,
    step: isize,
    len: usize,
    to: &mut Square<T>,
) {
    let lanes = T::lanes::<S>();
    let lines = lines_of(start, step, lanes);
    for first in (0..len).step_by(lanes) {
        let count = lanes.min(len - first);
        // SAFETY: the matrices have these elements.
        let columns = unsafe {
            if count == lanes {
                T::load_columns(s, &lines, first as isize, lanes)
            } else {
                T::load_columns(s, &lines, first as isize, count)
            }
        };
        for (line, &column) in to.iter_mut().skip(first).zip(&columns[..lanes]) {
            // SAFETY: the line has room for a register.
            unsafe { T::store(s, line.as_mut_ptr(), column) };
        }
    }
}

/// The inverse of [`transpose`].
///
/// # Safety
/// The matrices have these elements, at most [`MOST`], which are valid for writes.
#[inline(always)]
unsafe fn transpose_back<S: Isa, T: Term>(
    s: S,
    from: &Square<T>,
    len: usize,
    start: *mut T,
    step: isize,
) {
    let lanes = T::lanes::<S>();
    for first in (0..len).step_by(lanes) {
        let count = lanes.min(len - first);
        let lines = lines_of(from.as_ptr().wrapping_add(first).cast(), MAX_FLOATS as isize, lanes);
        // SAFETY: each line has an element of each matrix, and these have room for theirs.
        unsafe {
            let matrices = T::load_columns(s, &lines, 0, lanes);
            for (i, &matrix) in matrices[..lanes].iter().enumerate() {
                let to = start.wrapping_offset(i as isize * step).wrapping_add(first);
                if count == lanes {
                    T::store(s, to, matrix);
                } else {
                    T::store_partial(s, to, count, matrix);
                }
            }
        }
    }
}
