//! Matrix products: squares of all sizes, shapes that are frequent in practice, all transpositions,
//! and batches.

use super::{Case, Comparison, Group, Outcome, Work, local, unwrap};
use crate::data::{Datum, array, values};
use crate::peers::foreign::{self, Integers, Product};
use crate::peers::{Peer, Peers};
use std::hint::black_box;
use std::rc::Rc;
use tightloop::{Array, ArrayView, GemmElement, bf16, matmul_into};
use tightloop_harness::Contender;
use tightloop_harness::agree::Tolerance;

/// The numbers of rows of square matrices.
const SQUARES: [usize; 15] = [2, 3, 4, 8, 12, 16, 32, 64, 100, 128, 256, 512, 1024, 2048, 4096];

/// The rows and the columns of the result, and the number of terms of a sum.
const SHAPES: [[usize; 3]; 5] =
    [[4096, 4096, 16], [16, 4096, 4096], [1, 4096, 4096], [4096, 1, 4096], [64, 64, 100_000]];

/// The number of products in a batch, and the number of rows of each square matrix.
const BATCHES: [[usize; 2]; 3] = [[10_000, 4], [1000, 16], [100, 64]];

/// The numbers of rows of square matrices of narrow types, which MKL multiplies and we do not yet.
const NARROW: [usize; 2] = [256, 512];

fn product(m: usize, n: usize, k: usize) -> Product {
    Product { m, n, k, a_transposed: false, b_transposed: false, batch: 1 }
}

/// Returns the name of a product's shape. `N` and `T` say whether an operand is transposed.
fn shape_name(product: &Product) -> String {
    let &Product { m, n, k, a_transposed, b_transposed, batch } = product;
    let t = |transposed| if transposed { "T" } else { "N" };
    let shape = if m == n && n == k { format!("n = {n}") } else { format!("{m}, {n}, {k}") };
    let batch = if batch == 1 { String::new() } else { format!("{batch} of ") };
    format!("{batch}{shape} {}{}", t(a_transposed), t(b_transposed))
}

/// Returns the case of a product.
fn case<A: Datum, C: Datum>(
    op: &str,
    product: Product,
    full_only: bool,
    make: impl Fn(&Peers) -> Outcome<Comparison> + 'static,
) -> Case {
    let Product { m, n, k, batch, .. } = product;
    Case {
        group: Group::Gemm,
        op: op.into(),
        dtype: A::NAME,
        shape: shape_name(&product),
        work: Work {
            elements: m * n * batch,
            read: (m * k + k * n) * batch * size_of::<A>(),
            written: m * n * batch * size_of::<C>(),
            operations: Some(2 * m * n * k * batch),
        },
        full_only,
        make: Box::new(make),
    }
}

/// Returns both operands of a product: one matrix after the other, for a batch.
fn operands<A: Datum, B: Datum>(product: &Product) -> Outcome<(Rc<Array<A>>, Rc<Array<B>>)> {
    let Product { m, n, k, a_transposed, b_transposed, batch } = *product;
    let shape = |rows, columns, transposed| {
        if transposed { [batch, columns, rows] } else { [batch, rows, columns] }
    };
    let a = array("matmul", 0, &shape(m, k, a_transposed)).map_err(|error| error.to_string())?;
    let b = array("matmul", 1, &shape(k, n, b_transposed)).map_err(|error| error.to_string())?;
    Ok((Rc::new(a), Rc::new(b)))
}

/// Returns an operand as it is multiplied: a matrix, or a stack of them.
fn view<T: Datum>(x: &Array<T>, transposed: bool, batch: usize) -> ArrayView<'_, T> {
    let view = if transposed { unwrap(x.permuted(&[0, 2, 1])) } else { x.view() };
    if batch == 1 { unwrap(view.subview(0, 0)) } else { view }
}

/// Returns an output of zeros.
fn output<T: Datum>(product: &Product) -> Outcome<Array<T>> {
    let Product { m, n, batch, .. } = *product;
    let shape = [batch, m, n];
    Array::zeros(if batch == 1 { &shape[1..] } else { &shape }).map_err(|error| error.to_string())
}

/// Returns how far results may differ: each of the two is off by at most half an ULP per step.
/// Nothing cancels, since elements are positive.
fn tolerance<C: Datum>(product: &Product) -> Tolerance {
    Tolerance::epsilons(product.k as f64 + 1.0, C::EPSILON)
}

/// A float type that every peer multiplies.
trait Real: Datum + GemmElement + foreign::Real + From<u8> {
    /// Calls the crate `gemm`.
    fn gemm(product: &Product, a: &[Self], b: &[Self], c: &mut [Self], threads: usize);
    /// Calls the crate `matrixmultiply`.
    fn matrixmultiply(product: &Product, a: &[Self], b: &[Self], c: &mut [Self]);
}

macro_rules! reals {
    ($($t:ident)*) => {$(
        impl Real for $t {
            fn gemm(product: &Product, a: &[$t], b: &[$t], c: &mut [$t], threads: usize) {
                crate::peers::crates::gemm(product, a, b, c, threads);
            }
            fn matrixmultiply(product: &Product, a: &[$t], b: &[$t], c: &mut [$t]) {
                crate::peers::crates::$t::matrixmultiply(product, a, b, c);
            }
        }
    )*};
}
reals! { f32 f64 }

/// Returns the case of a product of floats.
fn of_floats<T: Real>(product: Product, full_only: bool) -> Case {
    case::<T, T>("matmul", product, full_only, move |peers| {
        let (a, b) = operands::<T, T>(&product)?;
        let Product { a_transposed, b_transposed, batch, .. } = product;
        let (x, y) = (Rc::clone(&a), Rc::clone(&b));
        let ours = local(output::<T>(&product)?, values, move |c: &mut Array<T>| {
            unwrap(matmul_into(
                view(black_box(&x), a_transposed, batch),
                view(black_box(&y), b_transposed, batch),
                c,
            ));
        });
        let mut comparison = Comparison::new(Some(ours), tolerance::<T>(&product));
        let mut add = |peer, call: foreign::Gemm<T>| -> Outcome<()> {
            comparison.add(peer, of_slices(&product, &a, &b, call)?);
            Ok(())
        };
        let threads = peers.threads;
        add(Peer::Gemm, Box::new(move |product, a, b, c| T::gemm(product, a, b, c, threads)))?;
        if threads == 1 {
            add(Peer::Matrixmultiply, Box::new(T::matrixmultiply))?;
        }
        if let Some(mkl) = &peers.mkl {
            let batched = if batch > 1 { foreign::mkl_batched_gemm(mkl) } else { None };
            if let Some(call) = batched.or_else(|| foreign::cblas_gemm(mkl, "", "", Integers::Lp64))
            {
                add(Peer::Mkl, call)?;
            }
        }
        if let Some(openblas) = &peers.openblas
            && let Some(call) = foreign::cblas_gemm(openblas, "scipy_", "64_", Integers::Ilp64)
        {
            add(Peer::Openblas, call)?;
        }
        if let Some(python) = &peers.python {
            let a = python.hand_over("a", a.as_slice(), &view(&a, a_transposed, batch))?;
            let b = python.hand_over("b", b.as_slice(), &view(&b, b_transposed, batch))?;
            let setup = "f = np.matmul\nout = f(a, b)";
            comparison
                .add_python(Peer::Numpy, python.prepare(&[a, b], setup, "f(a, b, out=out)", "out"));
        }
        Ok(comparison)
    })
}

/// Returns a contender that multiplies the slices of two operands.
fn of_slices<A: Datum, B: Datum, C: Datum>(
    product: &Product,
    a: &Rc<Array<A>>,
    b: &Rc<Array<B>>,
    call: impl Fn(&Product, &[A], &[B], &mut [C]) + 'static,
) -> Outcome<Box<dyn Contender>> {
    let (product, a, b) = (*product, Rc::clone(a), Rc::clone(b));
    Ok(local(output::<C>(&product)?, values, move |c: &mut Array<C>| {
        call(&product, black_box(&a).as_slice(), black_box(&b).as_slice(), c.as_slice_mut());
    }))
}

/// Multiplies matrices into a wider type, in a plain loop.
fn plain<A: Datum, B: Datum, C: Datum + std::ops::AddAssign>(
    product: &Product,
    a: &[A],
    b: &[B],
    c: &mut [C],
    multiply: impl Fn(A, B) -> C,
) {
    for (a, c) in a.chunks_exact(product.k).zip(c.chunks_exact_mut(product.n)) {
        c.fill(C::ZERO);
        for (&a, b) in a.iter().zip(b.chunks_exact(product.n)) {
            c.iter_mut().zip(b).for_each(|(c, &b)| *c += multiply(a, b));
        }
    }
}

/// Adds the cases of products into a wider type, which MKL has and we do not yet.
fn widening<A: Datum, B: Datum, C: Datum + std::ops::AddAssign>(
    cases: &mut Vec<Case>,
    op: &str,
    multiply: fn(A, B) -> C,
    mkl: fn(&foreign::Shared) -> Option<foreign::WideningGemm<A, B, C>>,
) {
    for n in NARROW {
        let product = product(n, n, n);
        cases.push(case::<A, C>(op, product, false, move |peers| {
            let (a, b) = operands::<A, B>(&product)?;
            let mut comparison = Comparison::new(None, tolerance::<C>(&product));
            let loops = move |product: &Product, a: &[A], b: &[B], c: &mut [C]| {
                plain(product, a, b, c, multiply);
            };
            comparison.add(Peer::Plain, of_slices(&product, &a, &b, loops)?);
            if let Some(call) = peers.mkl.as_ref().and_then(mkl) {
                comparison.add(Peer::Mkl, of_slices(&product, &a, &b, call)?);
            }
            Ok(comparison)
        }));
    }
}

/// Adds the cases of one float type.
fn of_type<T: Real>(cases: &mut Vec<Case>) {
    for n in SQUARES {
        for (a_transposed, b_transposed) in
            [(false, false), (false, true), (true, false), (true, true)]
        {
            let is_plain = !a_transposed && !b_transposed;
            let full_only = n > 1024 || !is_plain && n != 16 && n != 256;
            cases.push(of_floats::<T>(
                Product { a_transposed, b_transposed, ..product(n, n, n) },
                full_only,
            ));
        }
    }
    for [m, n, k] in SHAPES {
        cases.push(of_floats::<T>(product(m, n, k), false));
    }
    for [batch, n] in BATCHES {
        cases.push(of_floats::<T>(Product { batch, ..product(n, n, n) }, false));
    }
}

/// Returns all cases.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    of_type::<f32>(&mut cases);
    of_type::<f64>(&mut cases);
    let integers = |a: u8, b: i8| i32::from(a) * i32::from(b);
    widening(&mut cases, "matmul to i32", integers, foreign::mkl_gemm_u8i8);
    let halves = |a: bf16, b: bf16| a.to_f32() * b.to_f32();
    widening(&mut cases, "matmul to f32", halves, foreign::mkl_gemm_bf16);
    cases
}
