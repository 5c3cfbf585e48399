//! `cblas_?gemm`: `C = alpha * op(A) @ op(B) + beta * C`.

use crate::arguments::{Factor, Layout, Op, Refusal};
use crate::{Call, run};
use core::ffi::c_int;
use tightloop_array_core::{C32, C64};
use tightloop_dispatch::gemm::Multiplies;
use tightloop_kernels::gemm::Gemm;

/// The arguments.
struct Arguments<T, F> {
    layout: c_int,
    trans_a: c_int,
    trans_b: c_int,
    m: c_int,
    n: c_int,
    k: c_int,
    alpha: F,
    a: *const T,
    lda: c_int,
    b: *const T,
    ldb: c_int,
    beta: F,
    c: *mut T,
    ldc: c_int,
}

impl<T: Multiplies<T>, F: Factor<T>> Call for Arguments<T, F> {
    type T = T;

    unsafe fn problem(&self) -> Result<Gemm<T>, Refusal> {
        let &Self { m, n, k, lda, ldb, ldc, .. } = self;
        let layout = Layout::new(self.layout)?;
        let op_a = Op::new(self.trans_a, layout, 2, "TransA")?;
        let op_b = Op::new(self.trans_b, layout, 3, "TransB")?;
        let [rows, cols] = layout.in_columns([m, n]);
        let [left_ld, right_ld] = layout.in_columns([
            lda >= op_a.least_ld(layout, [m, k]),
            ldb >= op_b.least_ld(layout, [k, n]),
        ]);
        layout.demand(&[
            (4, rows >= 0),
            (5, cols >= 0),
            (6, k >= 0),
            (9, left_ld),
            (11, right_ld),
            (14, ldc >= rows.max(1)),
        ])?;
        // SAFETY: the factors are valid for reads, by this function's contract.
        let (alpha, beta) = unsafe { (self.alpha.read(), self.beta.read()) };
        let a = op_a.matrix(layout, self.a, lda);
        let b = op_b.matrix(layout, self.b, ldb);
        let c = layout.matrix_mut(self.c, ldc);
        Ok(Gemm::new([m as usize, n as usize, k as usize], [alpha, beta], [a, b], c))
    }
}

/// Lists the functions, each with its elements and how it gets factors.
macro_rules! functions {
    ($($(#[$docs:meta])* $name:ident: $t:ty, $factor:ty;)*) => {$(
        $(#[$docs])*
        ///
        /// # Safety
        /// If all arguments are right: unless `m`, `n` or `k` is 0 or `alpha` is 0, the elements
        /// of A and B are valid for reads and initialised; those of C are valid for reads and
        /// writes, overlap no others, and are initialised unless `beta` is 0.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(
            layout: c_int,
            trans_a: c_int,
            trans_b: c_int,
            m: c_int,
            n: c_int,
            k: c_int,
            alpha: $factor,
            a: *const $t,
            lda: c_int,
            b: *const $t,
            ldb: c_int,
            beta: $factor,
            c: *mut $t,
            ldc: c_int,
        ) {
            let arguments = Arguments {
                layout, trans_a, trans_b, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc,
            };
            // SAFETY: the contract is the same.
            unsafe { run($crate::xerbla::c_name!($name), &arguments) }
        }
    )*};
}
functions! {
    /// Computes `C = alpha * op(A) @ op(B) + beta * C` in `float`.
    cblas_sgemm: f32, f32;
    /// Computes `C = alpha * op(A) @ op(B) + beta * C` in `double`.
    cblas_dgemm: f64, f64;
    /// Computes `C = alpha * op(A) @ op(B) + beta * C` in `float complex`.
    cblas_cgemm: C32, *const C32;
    /// Computes `C = alpha * op(A) @ op(B) + beta * C` in `double complex`.
    cblas_zgemm: C64, *const C64;
}

#[cfg(test)]
mod tests;
