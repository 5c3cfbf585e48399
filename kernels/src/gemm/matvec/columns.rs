//! Matrices with contiguous columns, times a vector.

use super::steps;
use crate::gemm::micro::Update;
use crate::gemm::{Gemm, Term};
use crate::isa::Isa;
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// The number of columns that are multiplied between reading and writing the sums.
const COLUMNS: usize = 8;

/// Multiplies a block of rows whose columns are contiguous.
///
/// # Safety
/// The problem is valid, its vector is contiguous, and there is memory for a sum per row and the
/// rest of a register.
#[inline(always)]
pub(super) unsafe fn along_columns<S: Isa, T: Term>(s: S, problem: &Gemm<T>, sums: *mut T) {
    for first in (0..problem.k).step_by(T::KC) {
        let (steps, update) = steps(s, problem, first);
        let mut pass = Pass { problem, update, sums, first, steps, done: 0 };
        // SAFETY: the problem has these steps.
        unsafe {
            while pass.left() > COLUMNS {
                pass.add_columns::<COLUMNS, false>(s);
            }
            match pass.left() {
                COLUMNS => pass.add_columns::<COLUMNS, true>(s),
                left => {
                    if left > 4 {
                        pass.add_columns::<4, false>(s);
                    }
                    while pass.left() > 1 {
                        pass.add_columns::<1, false>(s);
                    }
                    pass.add_columns::<1, true>(s);
                }
            }
        }
    }
}

/// The sums of a block of steps: passes over the rows add some columns each.
struct Pass<'a, S: Isa, T: Term> {
    problem: &'a Gemm<T>,
    update: Update<S, T>,
    /// The sums between passes.
    sums: *mut T,
    /// The first step of the block.
    first: usize,
    /// The number of its steps.
    steps: usize,
    /// The number of steps that have been added.
    done: usize,
}

impl<S: Isa, T: Term> Pass<'_, S, T> {
    /// The number of steps that are left.
    #[inline(always)]
    fn left(&self) -> usize {
        self.steps - self.done
    }

    /// Adds the products of the next `N` columns to the sums. The first pass begins with 0; if this
    /// is the last one, the sums are added to C.
    ///
    /// # Safety
    /// As for [`along_columns`]; there are these columns.
    #[inline(always)]
    unsafe fn add_columns<const N: usize, const IS_LAST: bool>(&mut self, s: S) {
        let &mut Self { problem: &Gemm { m, a, b: x, c, .. }, ref update, sums, .. } = self;
        let (lanes, zero) = (T::lanes::<S>(), Vector::splat(s, T::ZERO));
        let is_first = self.done == 0;
        let (mut columns, mut factors) = ([a.ptr; N], [zero; N]);
        for q in 0..N {
            let p = self.first + self.done + q;
            columns[q] = a.from(0, p).ptr;
            // SAFETY: the vector has this element.
            factors[q] = Vector::splat(s, unsafe { x.ptr.add(p).read() });
        }
        for i in (0..m).step_by(lanes) {
            let rows = lanes.min(m - i);
            // SAFETY: each column and C have these rows. The sums have room for a whole register.
            unsafe {
                let mut sum = if is_first { zero } else { T::load(s, sums.add(i)) };
                for q in 0..N {
                    let x: Vector<S, T> = if rows == lanes {
                        T::load(s, columns[q].add(i))
                    } else {
                        T::load_partial(s, columns[q].add(i), rows, zero)
                    };
                    sum = T::mul_add(x, factors[q], sum);
                }
                if IS_LAST {
                    update.part(s, c.from(i, 0).ptr, c.row_stride, rows, sum);
                } else {
                    T::store(s, sums.add(i), sum);
                }
            }
        }
        self.done += N;
    }
}
