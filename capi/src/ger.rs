//! `cblas_?ger`: `A += alpha * x @ y^T`, or with the conjugates of y.

use crate::arguments::{Factor, Layout, Refusal, column};
use crate::{Call, run};
use core::ffi::c_int;
use tightloop_array_core::{C32, C64};
use tightloop_dispatch::gemm::Multiplies;
use tightloop_kernels::gemm::{Gemm, Reading};

/// The arguments.
struct Arguments<T, F> {
    /// How y is read.
    reading: Reading,
    layout: c_int,
    m: c_int,
    n: c_int,
    alpha: F,
    x: *const T,
    incx: c_int,
    y: *const T,
    incy: c_int,
    a: *mut T,
    lda: c_int,
}

impl<T: Multiplies<T>, F: Factor<T>> Call for Arguments<T, F> {
    type T = T;

    unsafe fn problem(&self) -> Result<Gemm<T>, Refusal> {
        let &Self { m, n, incx, incy, lda, .. } = self;
        let layout = Layout::new(self.layout)?;
        let [rows, cols] = layout.in_columns([m, n]);
        let [left_inc, right_inc] = layout.in_columns([incx, incy]);
        layout.demand(&[
            (2, rows >= 0),
            (3, cols >= 0),
            (6, left_inc != 0),
            (8, right_inc != 0),
            (10, lda >= rows.max(1)),
        ])?;
        // SAFETY: the factor is valid for reads, by this function's contract.
        let alpha = unsafe { self.alpha.read() };
        let (x, y) = (column(self.x, m, incx), column(self.y, n, incy).t());
        let c = layout.matrix_mut(self.a, lda);
        Ok(Gemm::new([m as usize, n as usize, 1], [alpha, T::ONE], [x, y.read(self.reading)], c))
    }
}

/// Lists the functions, each with its elements, how it gets its factor, and how it reads y.
macro_rules! functions {
    ($($(#[$docs:meta])* $name:ident: $t:ty, $factor:ty, $reading:ident;)*) => {$(
        $(#[$docs])*
        ///
        /// # Safety
        /// If all arguments are right: unless `m` or `n` is 0 or `alpha` is 0, the elements of x
        /// and y are valid for reads and initialised; those of A are valid for reads and writes,
        /// overlap no others, and are initialised.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(
            layout: c_int,
            m: c_int,
            n: c_int,
            alpha: $factor,
            x: *const $t,
            incx: c_int,
            y: *const $t,
            incy: c_int,
            a: *mut $t,
            lda: c_int,
        ) {
            let reading = Reading::$reading;
            let arguments =
                Arguments { reading, layout, m, n, alpha, x, incx, y, incy, a, lda };
            // SAFETY: the contract is the same.
            unsafe { run($crate::xerbla::c_name!($name), &arguments) }
        }
    )*};
}
functions! {
    /// Computes `A += alpha * x @ y^T` in `float`.
    cblas_sger: f32, f32, Plain;
    /// Computes `A += alpha * x @ y^T` in `double`.
    cblas_dger: f64, f64, Plain;
    /// Computes `A += alpha * x @ y^T` in `float complex`.
    cblas_cgeru: C32, *const C32, Plain;
    /// Computes `A += alpha * x @ conj(y)^T` in `float complex`.
    cblas_cgerc: C32, *const C32, Conjugated;
    /// Computes `A += alpha * x @ y^T` in `double complex`.
    cblas_zgeru: C64, *const C64, Plain;
    /// Computes `A += alpha * x @ conj(y)^T` in `double complex`.
    cblas_zgerc: C64, *const C64, Conjugated;
}
