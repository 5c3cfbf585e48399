//! Products of all other types: narrow floats and integers.

use super::{Operands, Ours, case, matmul};
use crate::cases::Case;
use crate::data::Datum;
use crate::peers::foreign::Shared;
use crate::peers::foreign::products::{
    Gemm, Product, mkl_gemm_bf16, mkl_gemm_f16, mkl_gemm_i8i8, mkl_gemm_u8i8, mkl_hgemm,
};
use crate::peers::{Peer, crates};
use std::ops::AddAssign;
use tightloop::{bf16, f16};

/// The numbers of rows of square matrices, and whether only `--full` includes them.
const SQUARES: [(usize, bool); 3] = [(64, true), (256, false), (512, true)];

/// A product of matrices of `A` and `B` into one of `C`. `F` multiplies two elements.
#[derive(Clone, Copy)]
struct Kind<A: Datum, B: Datum, C: Datum, F> {
    /// Our function.
    op: &'static str,
    /// Our call, if we have it.
    ours: Option<Ours<A, B, C>>,
    /// The product of two elements. Loops inline it.
    multiply: F,
    /// MKL's function, if it has one.
    mkl: fn(&Shared) -> Option<Gemm<A, B, C>>,
    /// The call of the crate `gemm`, if it has the types.
    gemm: Option<fn(&Product, &[A], &[B], &mut [C], usize)>,
    /// Further arguments of NumPy's function, if it has the types.
    numpy: Option<&'static str>,
}

impl<A, B, C, F> Kind<A, B, C, F>
where
    A: Datum,
    B: Datum,
    C: Datum + AddAssign,
    F: Fn(A, B) -> C + Copy + 'static,
{
    /// Adds the cases.
    fn add_to(self, cases: &mut Vec<Case>) {
        for (n, full_only) in SQUARES {
            let product = Product::new(n, n, n);
            cases.push(case::<A, B, C>(self.op, product, full_only, move |peers| {
                let operands = Operands::new(product)?;
                let mut comparison = operands.compare(self.ours)?;
                let plain = move |product: &Product, a: &[A], b: &[B], c: &mut [C]| {
                    plain(product, a, b, c, self.multiply);
                };
                comparison.add(Peer::Plain, operands.of_slices(plain)?);
                let threads = peers.threads;
                if let Some(gemm) = self.gemm.filter(|_| !peers.limited) {
                    let call = move |product: &Product, a: &[A], b: &[B], c: &mut [C]| {
                        gemm(product, a, b, c, threads);
                    };
                    comparison.add(Peer::Gemm, operands.of_slices(call)?);
                }
                if let Some(call) = peers.mkl.as_ref().and_then(self.mkl) {
                    comparison.add(Peer::Mkl, operands.of_slices(call)?);
                }
                if let (Some(python), Some(keywords)) = (&peers.python, self.numpy) {
                    operands.add_numpy(&mut comparison, python, keywords);
                }
                Ok(comparison)
            }));
        }
    }
}

/// Multiplies matrices in a plain loop.
fn plain<A: Datum, B: Datum, C: Datum + AddAssign>(
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

/// Returns all cases of these types. To add ours, write `Some(matmul!())`.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    Kind {
        op: "matmul to i32",
        ours: Some(matmul!()),
        multiply: |a: u8, b: i8| i32::from(a) * i32::from(b),
        mkl: mkl_gemm_u8i8,
        gemm: None,
        numpy: Some(", dtype=np.int32"),
    }
    .add_to(&mut cases);
    Kind {
        op: "matmul to i32",
        ours: Some(matmul!()),
        multiply: |a: i8, b: i8| i32::from(a) * i32::from(b),
        mkl: mkl_gemm_i8i8,
        gemm: None,
        numpy: Some(", dtype=np.int32"),
    }
    .add_to(&mut cases);
    Kind {
        op: "matmul to f32",
        ours: Some(matmul!()),
        multiply: |a: bf16, b: bf16| a.to_f32() * b.to_f32(),
        mkl: mkl_gemm_bf16,
        gemm: None,
        numpy: None,
    }
    .add_to(&mut cases);
    Kind {
        op: "matmul to f32",
        ours: Some(matmul!()),
        multiply: |a: f16, b: f16| a.to_f32() * b.to_f32(),
        mkl: mkl_gemm_f16,
        gemm: None,
        numpy: Some(", dtype=np.float32"),
    }
    .add_to(&mut cases);
    Kind {
        op: "matmul",
        ours: Some(matmul!()),
        multiply: |a: f16, b: f16| a * b,
        mkl: mkl_hgemm,
        gemm: Some(crates::gemm::<f16>),
        numpy: Some(""),
    }
    .add_to(&mut cases);
    integers(&mut cases, i16::wrapping_mul, None);
    integers(&mut cases, i32::wrapping_mul, Some(matmul!()));
    integers(&mut cases, i64::wrapping_mul, Some(matmul!()));
    cases
}

/// Adds the cases of integers, into the same type.
fn integers<T: Datum + AddAssign>(
    cases: &mut Vec<Case>,
    multiply: impl Fn(T, T) -> T + Copy + 'static,
    ours: Option<Ours<T>>,
) {
    Kind { op: "matmul", ours, multiply, mkl: |_| None, gemm: None, numpy: Some("") }.add_to(cases);
}
