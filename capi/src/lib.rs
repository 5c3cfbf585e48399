//! The matrix products of tightloop under the names of CBLAS, for programs in C.
//!
//! `README.md` says how to build and link this library; `include/tightloop_cblas.h` declares its
//! functions. Arguments mean what they do in the standard, and are checked in the order of
//! netlib's CBLAS. `int` has 32 bits (LP64).
//!
//! Each module has a family of functions: their arguments as a `struct`, the checks, and the
//! problem that they are. Row-major matrices are matrices with other strides, and vectors are
//! matrices of one column, so all problems go to one function, `run`.

// The functions have the arguments of the standard.
#![allow(clippy::too_many_arguments)]

mod arguments;
mod gemm;
mod gemv;
mod ger;
mod xerbla;

pub use gemm::{cblas_cgemm, cblas_dgemm, cblas_sgemm, cblas_zgemm};
pub use gemv::{cblas_cgemv, cblas_dgemv, cblas_sgemv, cblas_zgemv};
pub use ger::{cblas_cgerc, cblas_cgeru, cblas_dger, cblas_sger, cblas_zgerc, cblas_zgeru};
pub use xerbla::{RowMajorStrg, cblas_xerbla};

use arguments::Refusal;
use core::ffi::CStr;
use tightloop_array_core::Element;
use tightloop_dispatch::gemm::{Multiplies, gemm_raw};
use tightloop_kernels::gemm::Gemm;

/// A call whose arguments have not been checked.
trait Call {
    /// The elements of matrices and vectors.
    type T: Multiplies<Self::T>;

    /// The problem, or the first argument that is wrong.
    ///
    /// # Safety
    /// Factors that are given by address are valid for reads, if all arguments are right.
    unsafe fn problem(&self) -> Result<Gemm<Self::T>, Refusal>;
}

/// Checks the arguments of a routine and computes it, or says what is wrong.
///
/// # Safety
/// If all arguments are right, matrices, vectors and factors have the elements that they name, and
/// those that are written overlap no others.
unsafe fn run<C: Call>(routine: &CStr, call: &C) {
    // SAFETY: the contract is the same.
    let refusal = match unsafe { call.problem() } {
        Err(refusal) => refusal,
        Ok(problem) if is_done(&problem) => return,
        // SAFETY: the problem is valid, by this function's contract.
        Ok(problem) => match unsafe { gemm_raw(&problem) } {
            Ok(()) => return,
            Err(_) => Refusal::memory(),
        },
    };
    xerbla::report(routine, &refusal);
}

/// Whether nothing is to be done: the standard leaves the result as it is, and adds no zeros.
fn is_done<T: Element>(problem: &Gemm<T>) -> bool {
    let &Gemm { m, n, k, alpha, beta, .. } = problem;
    m == 0 || n == 0 || ((k == 0 || alpha == T::ZERO) && beta == T::ONE)
}
