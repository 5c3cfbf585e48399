//! Matrices of a few rows with contiguous columns, times a vector.

use crate::gemm::lines::load_line;
use crate::gemm::micro::Update;
use crate::gemm::{Gemm, Term};
use crate::isa::Isa;
use crate::value::Value;
use crate::vector::Vector;

/// The most registers of rows.
pub(super) const VECTORS: usize = 4;

/// Multiplies at most as many rows as [`VECTORS`] registers have lanes. Sums stay in registers;
/// those of some blocks of k side by side, so that there are enough independent ones.
///
/// # Safety
/// As for every [`MatVec`](super::MatVec) of such rows.
#[inline(always)]
pub(super) unsafe fn along_narrow<S: Isa, T: Term>(s: S, problem: &Gemm<T>, _: *mut T) {
    // SAFETY: the contract is the same.
    unsafe {
        match problem.m.div_ceil(T::lanes::<S>()) {
            0 | 1 => multiply::<S, T, 1, 4>(s, problem),
            2 => multiply::<S, T, 2, 4>(s, problem),
            3 => multiply::<S, T, 3, 2>(s, problem),
            _ => multiply::<S, T, VECTORS, 2>(s, problem),
        }
    }
}

/// Multiplies rows of `V` registers, of which the last may be partial, `N` blocks at a time.
///
/// # Safety
/// As for [`along_narrow`].
#[inline(always)]
unsafe fn multiply<S: Isa, T: Term, const V: usize, const N: usize>(s: S, problem: &Gemm<T>) {
    let mut rest = *problem;
    // SAFETY: the problem has these steps.
    unsafe {
        while rest.k >= N * T::KC {
            add_blocks::<S, T, V, N>(s, &rest, T::KC);
            rest = rest.after(N * T::KC);
        }
        while rest.k > 0 {
            let steps = T::KC.min(rest.k);
            add_blocks::<S, T, V, 1>(s, &rest, steps);
            rest = rest.after(steps);
        }
    }
}

/// Adds the products of the first `N` blocks, of `steps` steps each, to C.
///
/// # Safety
/// As for [`multiply`]; there are these blocks.
#[inline(always)]
unsafe fn add_blocks<S: Isa, T: Term, const V: usize, const N: usize>(
    s: S,
    problem: &Gemm<T>,
    steps: usize,
) {
    let &Gemm { m, a, b: x, c, alpha, beta, .. } = problem;
    let (lanes, mut sums) = (T::lanes::<S>(), [[Vector::splat(s, T::ZERO); V]; N]);
    let last = m - (V - 1) * lanes;
    for p in 0..steps {
        for (block, sums) in sums.iter_mut().enumerate() {
            let p = block * steps + p;
            for (v, sum) in sums.iter_mut().enumerate() {
                let rows = if v + 1 < V { lanes } else { last };
                // SAFETY: A has these rows, and the vector this step.
                unsafe {
                    let column = load_line::<S, T, T>(s, a.from(v * lanes, p).ptr, 1, rows);
                    let x = Vector::splat(s, x.ptr.add(p).read());
                    *sum = T::mul_add(column, x, *sum);
                }
            }
        }
    }
    for (block, sums) in sums.iter().enumerate() {
        let beta = if block == 0 { beta } else { T::ONE };
        let update = Update::<S, T>::new(s, alpha, beta);
        for (v, &sum) in sums.iter().enumerate() {
            let rows = if v + 1 < V { lanes } else { last };
            // SAFETY: C has these rows.
            unsafe { update.part(s, c.from(v * lanes, 0).ptr, c.row_stride, rows, sum) };
        }
    }
}
