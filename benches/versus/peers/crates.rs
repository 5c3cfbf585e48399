//! Matrix products of crates: `gemm`, `matrixmultiply`, `nano-gemm` and `faer`. All but the last
//! take raw pointers.

use super::foreign::products::{Gemm, Product};
use faer::linalg::matmul::matmul;
use faer::traits::ComplexField;
use faer::{Accum, MatMut, MatRef, Par};
use nano_gemm::Plan;
use tightloop::Element;

/// Returns the row stride and the column stride of an operand.
fn strides(rows: usize, columns: usize, transposed: bool) -> (isize, isize) {
    if transposed { (1, rows as isize) } else { (columns as isize, 1) }
}

/// Returns the position of the first element of A, its row stride and its column stride.
fn place_of_a(product: &Product) -> (usize, isize, isize) {
    let &Product { m, k, a_transposed, a_reversed, .. } = product;
    let (row, column) = strides(m, k, a_transposed);
    if a_reversed { ((k - 1) * column as usize, row, -column) } else { (0, row, column) }
}

/// Calls `f` once per product of a batch, with its three matrices.
fn for_each<T>(
    product: &Product,
    a: &[T],
    b: &[T],
    c: &mut [T],
    mut f: impl FnMut(&[T], &[T], &mut [T]),
) {
    let Product { m, n, k, .. } = *product;
    let matrices = a.chunks_exact(m * k).zip(b.chunks_exact(k * n)).zip(c.chunks_exact_mut(m * n));
    let mut count = 0;
    for ((a, b), c) in matrices {
        f(a, b, c);
        count += 1;
    }
    assert_eq!(count, product.batch);
}

/// Multiplies with `gemm` on `threads` threads.
pub fn gemm<T: Element>(product: &Product, a: &[T], b: &[T], c: &mut [T], threads: usize) {
    let Product { m, n, k, b_transposed, .. } = *product;
    let (a_first, a_rs, a_cs) = place_of_a(product);
    let (b_rs, b_cs) = strides(k, n, b_transposed);
    let parallelism =
        if threads == 1 { gemm::Parallelism::None } else { gemm::Parallelism::Rayon(threads) };
    for_each(product, a, b, c, |a, b, c| {
        // SAFETY: `for_each` passes whole matrices of `m * k`, `k * n` and `m * n` elements, which
        // the strides stay within; C is borrowed mutably, so it overlaps nothing.
        unsafe {
            gemm::gemm(
                m,
                n,
                k,
                c.as_mut_ptr(),
                1,
                n as isize,
                false,
                a.as_ptr().add(a_first),
                a_cs,
                a_rs,
                b.as_ptr(),
                b_cs,
                b_rs,
                T::ZERO,
                T::ONE,
                false,
                false,
                false,
                parallelism,
            );
        }
    });
}

/// Multiplies with `faer` on `threads` threads.
pub fn faer<T: Element + ComplexField>(
    product: &Product,
    a: &[T],
    b: &[T],
    c: &mut [T],
    threads: usize,
) {
    let Product { m, n, k, a_transposed, a_reversed, b_transposed, .. } = *product;
    let par = if threads == 1 { Par::Seq } else { Par::rayon(threads) };
    for_each(product, a, b, c, |a, b, c| {
        let a = view(a, m, k, a_transposed);
        let a = if a_reversed { a.reverse_cols() } else { a };
        let b = view(b, k, n, b_transposed);
        matmul(MatMut::from_row_major_slice_mut(c, m, n), Accum::Replace, a, b, T::ONE, par);
    });
}

/// Returns a matrix of `faer`.
fn view<T>(x: &[T], rows: usize, columns: usize, transposed: bool) -> MatRef<'_, T> {
    if transposed {
        MatRef::from_column_major_slice(x, rows, columns)
    } else {
        MatRef::from_row_major_slice(x, rows, columns)
    }
}

macro_rules! real_products {
    ($($t:ident $matrixmultiply:ident $columns:ident $any:ident)*) => {$(
        /// The products of crates that have a function per type.
        pub mod $t {
            use super::*;

            /// Multiplies with `matrixmultiply`.
            pub fn matrixmultiply(product: &Product, a: &[$t], b: &[$t], c: &mut [$t]) {
                let Product { m, n, k, b_transposed, .. } = *product;
                let (a_first, a_rs, a_cs) = place_of_a(product);
                let (b_rs, b_cs) = strides(k, n, b_transposed);
                let c_rs = n as isize;
                for_each(product, a, b, c, |a, b, c| {
                    let (a, b, c) = (a.as_ptr(), b.as_ptr(), c.as_mut_ptr());
                    // SAFETY: as for `gemm` above.
                    unsafe {
                        let a = a.add(a_first);
                        matrixmultiply::$matrixmultiply(
                            m, k, n, 1.0, a, a_rs, a_cs, b, b_rs, b_cs, 0.0, c, c_rs, 1,
                        )
                    }
                });
            }

            /// Returns the function of `nano-gemm` for one product, with a plan that all calls
            /// share. It writes columns, so it computes the transposed product, B's times A's.
            pub fn nano_gemm(product: &Product) -> Gemm<$t> {
                let only = *product;
                let Product { m, n, k, b_transposed, .. } = only;
                let (a_first, a_rs, a_cs) = place_of_a(&only);
                let (b_rs, b_cs) = strides(k, n, b_transposed);
                let plan =
                    if b_cs == 1 { Plan::$columns(n, m, k) } else { Plan::$any(n, m, k) };
                let c_rs = n as isize;
                Box::new(move |product, a, b, c| {
                    assert_eq!(*product, only);
                    for_each(product, a, b, c, |a, b, c| {
                        let (a, b, c) = (a.as_ptr(), b.as_ptr(), c.as_mut_ptr());
                        // SAFETY: as for `gemm` above; the plan is for these lengths, and for
                        // strides of 1 only if B and C have them. Zero is the factor of C.
                        unsafe {
                            let a = a.add(a_first);
                            plan.execute_unchecked(
                                n, m, k, c, 1, c_rs, b, b_cs, b_rs, a, a_cs, a_rs, 0.0, 1.0,
                                false, false,
                            );
                        }
                    });
                })
            }
        }
    )*};
}
real_products! {
    f32 sgemm new_colmajor_lhs_and_dst_f32 new_f32
    f64 dgemm new_colmajor_lhs_and_dst_f64 new_f64
}
