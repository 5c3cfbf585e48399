//! Matrices with contiguous rows that evict each other from the cache, times a vector.

use super::rows::add_products;
use super::steps;
use crate::gemm::squares::{Lines, lines_of};
use crate::gemm::{Gemm, Term};
use crate::isa::baseline::CACHE_LINE;
use crate::isa::{Isa, MAX_FLOATS};
use crate::value::Value;
use crate::vector::Vector;

/// The bytes of a row by which the second register is behind. CPUs prefetch some lines ahead.
const SKEW: usize = 4 * CACHE_LINE;

/// Multiplies as many rows as two registers have lanes at a time. The second register is some steps
/// behind the first one, so that their rows are in different places of the cache.
///
/// # Safety
/// As for every [`MatVec`](super::MatVec) of such rows. They are as many as fill pairs of
/// registers.
#[inline(always)]
pub(super) unsafe fn along_skewed<S: Isa, T: Term>(s: S, problem: &Gemm<T>, _: *mut T) {
    let &Gemm { m, k, a, b: x, c, .. } = problem;
    let (lanes, zero) = (T::lanes::<S>(), Vector::splat(s, T::ZERO));
    let room = &mut [[T::ZERO; MAX_FLOATS]; MAX_FLOATS];
    for i in (0..m).step_by(2 * lanes) {
        let ahead = lines_of(a.from(i, 0).ptr, a.row_stride, lanes);
        let behind = lines_of(a.from(i + lanes, 0).ptr, a.row_stride, lanes);
        for first in (0..k).step_by(T::KC) {
            let (steps, update) = steps(s, problem, first);
            let (end, skew) = (first + steps, const { SKEW / size_of::<T>() }.min(steps));
            let both = first..end - skew;
            // SAFETY: the rows and the vector have these elements, and C these rows.
            unsafe {
                let alone = first..first + skew;
                let [sum] = add_products(s, &[ahead], [x.ptr], alone, 1, [zero], room);
                let lines = [lines_at(&ahead, skew), behind];
                let vectors = [x.ptr.wrapping_add(skew), x.ptr];
                let [first, second] =
                    add_products(s, &lines, vectors, both.clone(), 1, [sum, zero], room);
                let alone = both.end..end;
                let [second] = add_products(s, &[behind], [x.ptr], alone, 1, [second], room);
                for (n, sum) in [first, second].into_iter().enumerate() {
                    update.part(s, c.from(i + n * lanes, 0).ptr, c.row_stride, lanes, sum);
                }
            }
        }
    }
}

/// The addresses of lines from element `first` on.
#[inline(always)]
fn lines_at<T>(lines: &Lines<T>, first: usize) -> Lines<T> {
    let mut later = *lines;
    for line in &mut later {
        *line = line.wrapping_add(first);
    }
    later
}
