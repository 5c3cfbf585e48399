//! Matrix products: squares of all sizes, the shapes in which products come in practice, every
//! transposition, and many at once.

use super::{Case, Group, Match, Outcome, Work, done, local};
use crate::data::{Datum, array, values};
use crate::peers::foreign::{self, Integers, Product};
use crate::peers::{Peer, Peers};
use std::hint::black_box;
use std::rc::Rc;
use tightloop::{Array, ArrayView, GemmElement, bf16, matmul_into};
use tightloop_harness::agree::Tolerance;

/// The sizes of square matrices.
const SQUARES: [usize; 15] = [2, 3, 4, 8, 12, 16, 32, 64, 100, 128, 256, 512, 1024, 2048, 4096];

/// Rows and columns of the result, and what is summed over.
const SHAPES: [[usize; 3]; 5] =
    [[4096, 4096, 16], [16, 4096, 4096], [1, 4096, 4096], [4096, 1, 4096], [64, 64, 100_000]];

/// How many products at once, and the size of each.
const BATCHES: [[usize; 2]; 3] = [[10_000, 4], [1000, 16], [100, 64]];

/// The sizes of square matrices of types that MKL multiplies, and we do not yet.
const NARROW: [usize; 2] = [256, 512];

fn product(m: usize, n: usize, k: usize) -> Product {
    Product { m, n, k, a_transposed: false, b_transposed: false, batch: 1 }
}

/// The name of a product's shape.
fn form(product: &Product) -> String {
    let &Product { m, n, k, a_transposed, b_transposed, batch } = product;
    let t = |transposed| if transposed { "T" } else { "N" };
    let shape = if m == n && n == k { format!("n = {n}") } else { format!("{m}, {n}, {k}") };
    let batch = if batch == 1 { String::new() } else { format!("{batch} of ") };
    format!("{batch}{shape} {}{}", t(a_transposed), t(b_transposed))
}

/// One case.
fn case<A: Datum, C: Datum>(
    op: &str,
    product: Product,
    is_extra: bool,
    make: impl Fn(&Peers) -> Outcome<Match> + 'static,
) -> Case {
    let Product { m, n, k, batch, .. } = product;
    Case {
        group: Group::Gemm,
        op: op.into(),
        dtype: A::DTYPE.name(),
        form: form(&product),
        work: Work {
            elements: m * n * batch,
            read: (m * k + k * n) * batch * size_of::<A>(),
            written: m * n * batch * size_of::<C>(),
            operations: Some(2 * m * n * k * batch),
        },
        is_extra,
        make: Box::new(make),
    }
}

/// The matrices of a product, one after the other.
fn operands<A: Datum, B: Datum>(product: &Product) -> Outcome<(Rc<Array<A>>, Rc<Array<B>>)> {
    let Product { m, n, k, a_transposed, b_transposed, batch } = *product;
    let shape = |rows, columns, transposed| {
        if transposed { [batch, columns, rows] } else { [batch, rows, columns] }
    };
    let a = array("matmul", 0, &shape(m, k, a_transposed)).map_err(|error| error.to_string())?;
    let b = array("matmul", 1, &shape(k, n, b_transposed)).map_err(|error| error.to_string())?;
    Ok((Rc::new(a), Rc::new(b)))
}

/// An operand as it is multiplied: a matrix, or a stack of them.
fn view<T: Datum>(x: &Array<T>, transposed: bool, batch: usize) -> ArrayView<'_, T> {
    let view = if transposed { done(x.permuted(&[0, 2, 1])) } else { x.view() };
    if batch == 1 { done(view.subview(0, 0)) } else { view }
}

/// An output of zeros.
fn output<T: Datum>(product: &Product) -> Outcome<Array<T>> {
    let Product { m, n, batch, .. } = *product;
    let shape = [batch, m, n];
    Array::zeros(if batch == 1 { &shape[1..] } else { &shape }).map_err(|error| error.to_string())
}

/// Elements are positive, so that an error is a part of the result: half an ULP for each step, on
/// either side.
fn tolerance<C: Datum>(product: &Product) -> Tolerance {
    Tolerance::epsilons(product.k as f64 + 1.0, C::EPSILON)
}

/// A float type that every peer multiplies.
trait Real: Datum + GemmElement + foreign::Real + From<u8> {
    /// `gemm`, on one thread or as many as there are.
    fn gemm(product: &Product, a: &[Self], b: &[Self], c: &mut [Self], threads: usize);
    /// `matrixmultiply`.
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

/// A product of floats against everyone.
fn of_floats<T: Real>(product: Product, is_extra: bool) -> Case {
    case::<T, T>("matmul", product, is_extra, move |peers| {
        let (a, b) = operands::<T, T>(&product)?;
        let Product { a_transposed, b_transposed, batch, .. } = product;
        let (x, y) = (Rc::clone(&a), Rc::clone(&b));
        let ours = local(output::<T>(&product)?, values, move |c: &mut Array<T>| {
            done(matmul_into(
                view(black_box(&x), a_transposed, batch),
                view(black_box(&y), b_transposed, batch),
                c,
            ));
        });
        let mut found = Match::of(Some(ours), tolerance::<T>(&product));
        let mut add = |peer, call: Box<dyn Fn(&Product, &[T], &[T], &mut [T])>| -> Outcome<()> {
            let (a, b) = (Rc::clone(&a), Rc::clone(&b));
            let call = local(output::<T>(&product)?, values, move |c: &mut Array<T>| {
                call(
                    &product,
                    black_box(&a).as_slice(),
                    black_box(&b).as_slice(),
                    c.as_slice_mut(),
                );
            });
            found.against(peer, Some(call));
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
            found.against_python(
                Peer::Numpy,
                python.prepare(&[a, b], setup, "f(a, b, out=out)", "out"),
            );
        }
        Ok(found)
    })
}

/// The plain loop of a product of types that are multiplied into a wider one.
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

/// What MKL multiplies into wider types. We do not yet: such cases show what there is to come up
/// to.
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
            let mut found = Match::of(None, tolerance::<C>(&product));
            let (x, y) = (Rc::clone(&a), Rc::clone(&b));
            let loops = local(output::<C>(&product)?, values, move |c: &mut Array<C>| {
                plain(
                    &product,
                    black_box(&x).as_slice(),
                    black_box(&y).as_slice(),
                    c.as_slice_mut(),
                    multiply,
                );
            });
            found.against(Peer::Plain, Some(loops));
            let out = output::<C>(&product)?;
            let call = peers.mkl.as_ref().and_then(mkl).map(|call| {
                local(out, values, move |c: &mut Array<C>| {
                    call(
                        &product,
                        black_box(&a).as_slice(),
                        black_box(&b).as_slice(),
                        c.as_slice_mut(),
                    );
                })
            });
            found.against(Peer::Mkl, call);
            Ok(found)
        }));
    }
}

/// The cases of one type.
fn of_type<T: Real>(cases: &mut Vec<Case>) {
    for n in SQUARES {
        for (a_transposed, b_transposed) in
            [(false, false), (false, true), (true, false), (true, true)]
        {
            let is_plain = !a_transposed && !b_transposed;
            let is_extra = n > 1024 || !is_plain && n != 16 && n != 256;
            cases.push(of_floats::<T>(
                Product { a_transposed, b_transposed, ..product(n, n, n) },
                is_extra,
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

/// All of them.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    of_type::<f32>(&mut cases);
    of_type::<f64>(&mut cases);
    let integers = |a: u8, b: i8| i32::from(a) * i32::from(b);
    widening(&mut cases, "matmul to int32", integers, foreign::mkl_gemm_u8i8);
    let halves = |a: bf16, b: bf16| a.to_f32() * b.to_f32();
    widening(&mut cases, "matmul to float32", halves, foreign::mkl_gemm_bf16);
    cases
}
