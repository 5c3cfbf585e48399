//! A few long rows, times a vector: blocks of k take the place of rows.

use crate::gemm::micro::Update;
use crate::gemm::squares::lines_of;
use crate::gemm::{Gemm, Term};
use crate::isa::{Isa, MAX_FLOATS};
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// Multiplies rows block by block of k: a register holds the sums of different blocks of a row.
/// Returns the problem that is left: the steps after the last whole block.
///
/// # Safety
/// The problem is valid, its rows and its vector are contiguous, and there is memory for a block of
/// registers.
#[inline(always)]
pub(super) unsafe fn along_blocks<S: Isa, T: Term>(
    s: S,
    problem: &Gemm<T>,
    columns: *mut T,
) -> Gemm<T> {
    let &Gemm { m, k, a, b: x, c, .. } = problem;
    let (lanes, blocks) = (T::lanes::<S>(), k / T::KC);
    let mut beta = problem.beta;
    for first in (0..blocks).step_by(lanes) {
        let count = lanes.min(blocks - first);
        let update = Update::<S, T>::new(s, problem.alpha, beta);
        let after = Update::<S, T>::new(s, problem.alpha, T::ONE);
        // SAFETY: the rows and the vector have these blocks, and C these rows; the columns of the
        // vector's blocks are written before they are read.
        unsafe {
            let lines = lines_of(x.from(first * T::KC, 0).ptr, T::KC as isize, count);
            for p in (0..T::KC).step_by(lanes) {
                let square = T::load_columns(s, &lines, p as isize, lanes);
                for (t, &x) in square[..lanes].iter().enumerate() {
                    T::store(s, columns.add((p + t) * lanes), x);
                }
            }
            for i in 0..m {
                let lines = lines_of(a.from(i, first * T::KC).ptr, T::KC as isize, count);
                let mut sum = Vector::splat(s, T::ZERO);
                for p in (0..T::KC).step_by(lanes) {
                    let square = T::load_columns(s, &lines, p as isize, lanes);
                    for (t, &a) in square[..lanes].iter().enumerate() {
                        let x = T::load(s, columns.add((p + t) * lanes));
                        sum = T::mul_add(a, x, sum);
                    }
                }
                let mut sums = [T::ZERO; MAX_FLOATS];
                T::store(s, sums.as_mut_ptr(), sum);
                let (c, zero) = (c.from(i, 0).ptr, Vector::splat(s, T::ZERO));
                let mut y = if beta == T::ZERO { zero } else { T::load_partial(s, c, 1, zero) };
                y = update.apply(Vector::splat(s, sums[0]), y);
                for &sum in sums.iter().take(count).skip(1) {
                    y = after.apply(Vector::splat(s, sum), y);
                }
                T::store_partial(s, c, 1, y);
            }
        }
        beta = T::ONE;
    }
    let done = blocks * T::KC;
    Gemm { k: k - done, a: a.from(0, done), b: x.from(done, 0), beta, ..*problem }
}
