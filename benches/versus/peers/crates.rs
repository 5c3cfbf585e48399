//! The crates `gemm` and `matrixmultiply`, whose functions take raw pointers.

use super::foreign::Product;

/// Returns the row stride and the column stride of an operand.
fn strides(rows: usize, columns: usize, transposed: bool) -> (isize, isize) {
    if transposed { (1, rows as isize) } else { (columns as isize, 1) }
}

/// Calls `f` once per product of a batch, with pointers to its three matrices.
fn for_each<T>(
    product: &Product,
    a: &[T],
    b: &[T],
    c: &mut [T],
    mut f: impl FnMut(*const T, *const T, *mut T),
) {
    let Product { m, n, k, .. } = *product;
    let matrices = a.chunks_exact(m * k).zip(b.chunks_exact(k * n)).zip(c.chunks_exact_mut(m * n));
    let mut count = 0;
    for ((a, b), c) in matrices {
        f(a.as_ptr(), b.as_ptr(), c.as_mut_ptr());
        count += 1;
    }
    assert_eq!(count, product.batch);
}

/// Multiplies with `gemm` on `threads` threads.
pub fn gemm<T: From<u8> + Copy + 'static>(
    product: &Product,
    a: &[T],
    b: &[T],
    c: &mut [T],
    threads: usize,
) {
    let Product { m, n, k, a_transposed, b_transposed, .. } = *product;
    let ((a_rs, a_cs), (b_rs, b_cs)) = (strides(m, k, a_transposed), strides(k, n, b_transposed));
    let parallelism =
        if threads == 1 { gemm::Parallelism::None } else { gemm::Parallelism::Rayon(threads) };
    let (zero, one) = (T::from(0), T::from(1));
    for_each(product, a, b, c, |a, b, c| {
        // SAFETY: `for_each` passes pointers to whole matrices of `m * k`, `k * n` and `m * n`
        // elements, which the strides stay within; C is borrowed mutably, so it overlaps nothing.
        unsafe {
            gemm::gemm(
                m,
                n,
                k,
                c,
                1,
                n as isize,
                false,
                a,
                a_cs,
                a_rs,
                b,
                b_cs,
                b_rs,
                zero,
                one,
                false,
                false,
                false,
                parallelism,
            );
        }
    });
}

macro_rules! matrixmultiply_of {
    ($($t:ident $call:ident)*) => {$(
        pub mod $t {
            use super::{Product, for_each, strides};

            /// Multiplies with `matrixmultiply`.
            pub fn matrixmultiply(product: &Product, a: &[$t], b: &[$t], c: &mut [$t]) {
                let Product { m, n, k, a_transposed, b_transposed, .. } = *product;
                let (a_rs, a_cs) = strides(m, k, a_transposed);
                let (b_rs, b_cs) = strides(k, n, b_transposed);
                let c_rs = n as isize;
                for_each(product, a, b, c, |a, b, c| {
                    // SAFETY: as for `gemm` above.
                    unsafe {
                        matrixmultiply::$call(
                            m, k, n, 1.0, a, a_rs, a_cs, b, b_rs, b_cs, 0.0, c, c_rs, 1,
                        )
                    }
                });
            }
        }
    )*};
}
matrixmultiply_of! { f32 sgemm f64 dgemm }
