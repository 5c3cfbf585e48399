//! Products of the types that BLAS has: `f32`, `f64` and complex numbers.

use super::{Operands, Ours, case, matmul};
use crate::cases::Case;
use crate::data::Datum;
use crate::peers::foreign::Blas;
use crate::peers::foreign::products::{Cblas, Compiled, Gemm, Product, mkl_jit};
use crate::peers::{Peer, Peers, crates};
use faer::traits::ComplexField;
use tightloop::{C32, C64, GemmElement, Multiplies};

/// The numbers of rows of square matrices.
const SQUARES: [usize; 27] = [
    2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 24, 32, 48, 64, 100, 128, 256, 512, 1000,
    1024, 2048, 4096,
];

/// Those that only `--full` includes.
const FULL_SQUARES: [usize; 11] = [5, 6, 7, 9, 10, 11, 13, 14, 15, 2048, 4096];

/// The numbers of rows of square matrices that are also measured transposed, and of those of
/// complex matrices.
const TRANSPOSED: [usize; 3] = [16, 256, 1000];
const COMPLEX_SQUARES: [usize; 3] = [64, 256, 1000];

/// The numbers of rows of square matrices that are multiplied in reverse order.
const REVERSED: [usize; 2] = [256, 1000];

/// The rows and the columns of the result, and the number of terms of a sum.
const SHAPES: [[usize; 3]; 3] = [[4096, 4096, 16], [16, 4096, 4096], [64, 64, 100_000]];

/// The short sides of shapes whose other two sides are `LONG`, and those that are always measured.
const SHORT: [usize; 6] = [2, 4, 8, 16, 24, 64];
const USUAL_SHORT: [usize; 2] = [4, 24];
const LONG: usize = 3000;

/// Shapes of products of a matrix and a vector.
const VECTORS: [[usize; 3]; 6] = [
    [25_000, 1, 8],
    [1, 25_000, 8],
    [20, 1, 10_000],
    [4096, 1, 4096],
    [1, 4096, 4096],
    [300, 1, 300],
];

/// The number of products in a batch, and the number of rows of each square matrix.
const BATCHES: [[usize; 2]; 4] = [[10_000, 4], [1000, 8], [1000, 16], [100, 64]];

/// The longest side for which users take functions for small matrices.
const SMALL: usize = 32;

/// The longest side for which MKL may compile a product.
const COMPILED: usize = 64;

/// An element type of BLAS.
trait Number:
    Datum + GemmElement<Self, Out = Self, Read: Multiplies<Self>> + Blas + ComplexField
{
    /// Returns the functions of peers that have them for some types only, to call on one thread.
    fn single_threaded(_: &Product, _: &Peers) -> Vec<(Peer, Gemm<Self>)> {
        Vec::new()
    }
}

macro_rules! reals {
    ($($t:ident)*) => {$(
        impl Number for $t {
            fn single_threaded(product: &Product, peers: &Peers) -> Vec<(Peer, Gemm<Self>)> {
                let mut calls: Vec<(Peer, Gemm<Self>)> = Vec::new();
                if !peers.limited {
                    calls.push((Peer::Matrixmultiply, Box::new(crates::$t::matrixmultiply)));
                    if product.longest() <= SMALL || product.batch > 1 {
                        calls.push((Peer::NanoGemm, crates::$t::nano_gemm(product)));
                    }
                }
                calls.extend(jit(product, peers).map(|call| (Peer::MklJit, call)));
                calls
            }
        }
    )*};
}
reals! { f32 f64 }

impl Number for C32 {}
impl Number for C64 {}

/// Returns what MKL compiles for a small product.
fn jit<T: Compiled>(product: &Product, peers: &Peers) -> Option<Gemm<T>> {
    let is_small = product.longest() <= COMPILED && !product.a_reversed;
    if is_small { mkl_jit(peers.mkl.as_ref()?, product) } else { None }
}

/// Returns the case of a product.
fn of_product<T: Number>(product: Product, full_only: bool) -> Case {
    case::<T, T, T>("matmul", product, full_only, move |peers| {
        let operands = Operands::<T, T>::new(product)?;
        let mut comparison = operands.compare(Some(matmul!()))?;
        let mut calls: Vec<(Peer, Gemm<T>)> = Vec::new();
        let threads = peers.threads;
        if !peers.limited {
            calls.push((
                Peer::Gemm,
                Box::new(move |product, a, b, c| crates::gemm(product, a, b, c, threads)),
            ));
            calls.push((
                Peer::Faer,
                Box::new(move |product, a, b, c| crates::faer(product, a, b, c, threads)),
            ));
        }
        if threads == 1 {
            calls.extend(T::single_threaded(&product, peers));
        }
        // BLAS has no negative strides.
        if !product.a_reversed {
            let blas = [
                (Peer::Mkl, peers.mkl.as_ref().map(Cblas::mkl)),
                (Peer::Openblas, peers.openblas.as_ref().map(Cblas::openblas)),
            ];
            let calls_of =
                |(peer, blas): (Peer, Option<Cblas>)| Some((peer, blas?.function::<T>(&product)?));
            calls.extend(blas.into_iter().filter_map(calls_of));
        }
        for (peer, call) in calls {
            comparison.add(peer, operands.of_slices(call)?);
        }
        if let Some(python) = &peers.python {
            operands.add_numpy(&mut comparison, python, "");
        }
        Ok(comparison)
    })
}

/// Adds the cases of a product with each operand as it is, or transposed. `full_only` says whether
/// only `--full` includes a pair of transpositions.
fn all_transpositions<T: Number>(
    cases: &mut Vec<Case>,
    [m, n, k]: [usize; 3],
    full_only: impl Fn(bool, bool) -> bool,
) {
    for (a_transposed, b_transposed) in [(false, false), (false, true), (true, false), (true, true)]
    {
        let product = Product { a_transposed, b_transposed, ..Product::new(m, n, k) };
        cases.push(of_product::<T>(product, full_only(a_transposed, b_transposed)));
    }
}

/// Adds the cases of a real type.
fn of_real<T: Number>(cases: &mut Vec<Case>) {
    for n in SQUARES {
        all_transpositions::<T>(cases, [n, n, n], |a, b| {
            FULL_SQUARES.contains(&n) || (a || b) && !TRANSPOSED.contains(&n)
        });
    }
    for [m, n, k] in SHAPES {
        cases.push(of_product::<T>(Product::new(m, n, k), false));
    }
    for short in SHORT {
        for [m, n, k] in [[short, LONG, LONG], [LONG, short, LONG], [LONG, LONG, short]] {
            let full_only = !USUAL_SHORT.contains(&short);
            cases.push(of_product::<T>(Product::new(m, n, k), full_only));
        }
    }
    for [m, n, k] in VECTORS {
        // A vector has the same elements in both orders.
        for transposed in [false, true] {
            let is_column = n == 1;
            let (a_transposed, b_transposed) = (transposed && is_column, transposed && !is_column);
            let product = Product { a_transposed, b_transposed, ..Product::new(m, n, k) };
            cases.push(of_product::<T>(product, false));
        }
    }
    for n in REVERSED {
        let product = Product { a_reversed: true, ..Product::new(n, n, n) };
        cases.push(of_product::<T>(product, false));
    }
    for [batch, n] in BATCHES {
        cases.push(of_product::<T>(Product { batch, ..Product::new(n, n, n) }, false));
    }
}

/// Adds the cases of a complex type.
fn of_complex<T: Number>(cases: &mut Vec<Case>) {
    for n in COMPLEX_SQUARES {
        cases.push(of_product::<T>(Product::new(n, n, n), false));
    }
}

/// Returns all cases of these types.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    of_real::<f32>(&mut cases);
    of_real::<f64>(&mut cases);
    of_complex::<C32>(&mut cases);
    of_complex::<C64>(&mut cases);
    cases
}
