//! `cblas_?gemv`: `y = alpha * op(A) @ x + beta * y`.

use crate::arguments::{Factor, Layout, Op, Refusal, column, column_mut};
use crate::{Call, run};
use core::ffi::c_int;
use tightloop_array_core::{C32, C64};
use tightloop_dispatch::gemm::Multiplies;
use tightloop_kernels::gemm::Gemm;

/// The arguments.
struct Arguments<T, F> {
    layout: c_int,
    trans: c_int,
    m: c_int,
    n: c_int,
    alpha: F,
    a: *const T,
    lda: c_int,
    x: *const T,
    incx: c_int,
    beta: F,
    y: *mut T,
    incy: c_int,
}

impl<T: Multiplies<T>, F: Factor<T>> Call for Arguments<T, F> {
    type T = T;

    unsafe fn problem(&self) -> Result<Gemm<T>, Refusal> {
        let &Self { m, n, lda, incx, incy, .. } = self;
        let layout = Layout::new(self.layout)?;
        let op = Op::new(self.trans, layout, 2, "TransA")?;
        let [rows, cols] = layout.in_columns([m, n]);
        layout.demand(&[
            (3, rows >= 0),
            (4, cols >= 0),
            (7, lda >= rows.max(1)),
            (9, incx != 0),
            (12, incy != 0),
        ])?;
        // `m` and `n` are those of A in memory.
        let [len_y, len_x] = op.stored([m, n]);
        // SAFETY: the factors are valid for reads, by this function's contract.
        let (alpha, beta) = unsafe { (self.alpha.read(), self.beta.read()) };
        let a = op.matrix(layout, self.a, lda);
        let (x, y) = (column(self.x, len_x, incx), column_mut(self.y, len_y, incy));
        // The standard leaves y as it is if x is empty.
        let cols = if len_x == 0 { 0 } else { 1 };
        Ok(Gemm::new([len_y as usize, cols, len_x as usize], [alpha, beta], [a, x], y))
    }
}

/// Lists the functions, each with its elements and how it gets factors.
macro_rules! functions {
    ($($(#[$docs:meta])* $name:ident: $t:ty, $factor:ty;)*) => {$(
        $(#[$docs])*
        ///
        /// # Safety
        /// If all arguments are right: unless `m` or `n` is 0 or `alpha` is 0, the elements of A
        /// and x are valid for reads and initialised; those of y are valid for reads and writes,
        /// overlap no others, and are initialised unless `beta` is 0.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(
            layout: c_int,
            trans: c_int,
            m: c_int,
            n: c_int,
            alpha: $factor,
            a: *const $t,
            lda: c_int,
            x: *const $t,
            incx: c_int,
            beta: $factor,
            y: *mut $t,
            incy: c_int,
        ) {
            let arguments =
                Arguments { layout, trans, m, n, alpha, a, lda, x, incx, beta, y, incy };
            // SAFETY: the contract is the same.
            unsafe { run($crate::xerbla::c_name!($name), &arguments) }
        }
    )*};
}
functions! {
    /// Computes `y = alpha * op(A) @ x + beta * y` in `float`.
    cblas_sgemv: f32, f32;
    /// Computes `y = alpha * op(A) @ x + beta * y` in `double`.
    cblas_dgemv: f64, f64;
    /// Computes `y = alpha * op(A) @ x + beta * y` in `float complex`.
    cblas_cgemv: C32, *const C32;
    /// Computes `y = alpha * op(A) @ x + beta * y` in `double complex`.
    cblas_zgemv: C64, *const C64;
}
