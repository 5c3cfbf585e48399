//! Matrix products: squares of all sizes, shapes that are frequent in practice, all transpositions,
//! operands in reverse order, and batches.

mod blas;
mod others;

use super::{Case, Comparison, Group, Outcome, Work, local, local_calls, unwrap};
use crate::data::{Datum, array, values};
use crate::peers::foreign::products::Product;
use crate::peers::python::{Prepared, Python};
use crate::peers::{Peer, Peers};
use std::hint::black_box;
use std::rc::Rc;
use tightloop::{Array, ArrayView, DType, Result};
use tightloop_harness::Contender;
use tightloop_harness::agree::Tolerance;

/// Our call, on two arrays and the result, and on views of them.
#[derive(Clone, Copy)]
struct Ours<A: Datum, B: Datum = A, C: Datum = A> {
    arrays: fn(&Array<A>, &Array<B>, &mut Array<C>) -> Result<()>,
    views: fn(&ArrayView<'_, A>, &ArrayView<'_, B>, &mut Array<C>) -> Result<()>,
}

/// Our product of the types that are asked for.
macro_rules! matmul {
    () => {
        Ours {
            arrays: |a, b, c| tightloop::matmul_into(a, b, c),
            views: |a, b, c| tightloop::matmul_into(a, b, c),
        }
    };
}
use matmul;

/// Returns the name of a product's shape. `N` and `T` say whether an operand is transposed.
fn shape_name(product: &Product) -> String {
    let &Product { m, n, k, a_transposed, a_reversed, b_transposed, batch } = product;
    let t = |transposed| if transposed { "T" } else { "N" };
    let shape = if m == n && n == k { format!("n = {n}") } else { format!("{m}, {n}, {k}") };
    let batch = if batch == 1 { String::new() } else { format!("{batch} of ") };
    let reversed = if a_reversed { ", A[:, ::-1]" } else { "" };
    format!("{batch}{shape} {}{}{reversed}", t(a_transposed), t(b_transposed))
}

/// Whether elements are complex.
fn is_complex<T: Datum>() -> bool {
    matches!(T::DTYPE, DType::C32 | DType::C64)
}

/// Returns the case of a product.
fn case<A: Datum, B: Datum, C: Datum>(
    op: &str,
    product: Product,
    full_only: bool,
    make: impl Fn(&Peers) -> Outcome<Comparison> + 'static,
) -> Case {
    let Product { m, n, k, batch, .. } = product;
    // A complex product and its sum are four of each.
    let operations = if is_complex::<C>() { 8 } else { 2 };
    Case {
        group: Group::Gemm,
        op: op.into(),
        dtype: A::NAME,
        shape: shape_name(&product),
        work: Work {
            elements: m * n * batch,
            read: (m * k * size_of::<A>() + k * n * size_of::<B>()) * batch,
            written: m * n * batch * size_of::<C>(),
            operations: Some(operations * m * n * k * batch),
        },
        full_only,
        make: Box::new(make),
    }
}

/// The operands of a product, which all contenders share.
struct Operands<A: Datum, B: Datum> {
    product: Product,
    a: Array<A>,
    b: Array<B>,
}

impl<A: Datum, B: Datum> Operands<A, B> {
    /// Makes them: a matrix each, or a stack of matrices for a batch.
    fn new(product: Product) -> Outcome<Rc<Self>> {
        let Product { m, n, k, a_transposed, b_transposed, batch, .. } = product;
        let shape = |rows, columns, transposed| {
            if transposed { [batch, columns, rows] } else { [batch, rows, columns] }
        };
        let first = usize::from(batch == 1);
        let a = array("matmul", 0, &shape(m, k, a_transposed)[first..]);
        let b = array("matmul", 1, &shape(k, n, b_transposed)[first..]);
        let (a, b) = (a.map_err(|error| error.to_string())?, b.map_err(|error| error.to_string())?);
        Ok(Rc::new(Operands { product, a, b }))
    }

    /// Returns A as it is multiplied.
    fn a(&self) -> ArrayView<'_, A> {
        let a = view(&self.a, self.product.a_transposed);
        if self.product.a_reversed { unwrap(a.flip(-1)) } else { a }
    }

    /// Returns B as it is multiplied.
    fn b(&self) -> ArrayView<'_, B> {
        view(&self.b, self.product.b_transposed)
    }

    /// Returns an output of zeros.
    fn output<C: Datum>(&self) -> Outcome<Array<C>> {
        let Product { m, n, batch, .. } = self.product;
        let first = usize::from(batch == 1);
        Array::zeros(&[batch, m, n][first..]).map_err(|error| error.to_string())
    }

    /// Starts a comparison with our call, if we have it. Results may differ by half an ULP per
    /// step of each of the two.
    fn compare<C: Datum>(self: &Rc<Self>, ours: Option<Ours<A, B, C>>) -> Outcome<Comparison> {
        let k = self.product.k as f64;
        let tolerance = Tolerance::epsilons(k + 1.0, C::EPSILON);
        // Elements are positive, so nothing cancels, except within complex products, whose terms
        // have this size on average.
        let tolerance = if is_complex::<C>() { tolerance.of_size(50.0 * k) } else { tolerance };
        let Some(call) = ours else { return Ok(Comparison::new(None, tolerance)) };
        let operands = Rc::clone(self);
        let Product { a_transposed, a_reversed, b_transposed, .. } = self.product;
        let are_arrays = !(a_transposed || a_reversed || b_transposed);
        // Views are made once, as the flags and strides that other libraries are called with.
        let ours = local_calls(self.output()?, values, move |calls, c: &mut Array<C>| {
            if are_arrays {
                let Operands { a, b, .. } = &*operands;
                for _ in 0..calls {
                    unwrap((call.arrays)(black_box(a), black_box(b), black_box(c)));
                }
            } else {
                let (a, b) = (operands.a(), operands.b());
                for _ in 0..calls {
                    unwrap((call.views)(black_box(&a), black_box(&b), black_box(c)));
                }
            }
        });
        Ok(Comparison::new(Some(ours), tolerance))
    }

    /// Returns a contender that multiplies the slices of the operands.
    fn of_slices<C: Datum>(
        self: &Rc<Self>,
        call: impl Fn(&Product, &[A], &[B], &mut [C]) + 'static,
    ) -> Outcome<Box<dyn Contender>> {
        let operands = Rc::clone(self);
        Ok(local(self.output()?, values, move |c: &mut Array<C>| {
            let Operands { product, a, b } = black_box(&*operands);
            call(product, a.as_slice(), b.as_slice(), c.as_slice_mut());
        }))
    }

    /// Adds NumPy's product. `keywords` are further arguments of the call.
    fn add_numpy(&self, comparison: &mut Comparison, python: &Rc<Python>, keywords: &str) {
        comparison.add_python(Peer::Numpy, self.numpy(python, keywords));
    }

    fn numpy(&self, python: &Rc<Python>, keywords: &str) -> Outcome<Prepared> {
        let Product { a_transposed, a_reversed, b_transposed, .. } = self.product;
        let a = python.hand_over("a", self.a.as_slice(), &view(&self.a, a_transposed))?;
        let b = python.hand_over("b", self.b.as_slice(), &view(&self.b, b_transposed))?;
        let reversal = if a_reversed { "a = a[:, ::-1]\n" } else { "" };
        let setup = format!("{reversal}f = np.matmul\nout = f(a, b{keywords})");
        python.prepare(&[a, b], &setup, &format!("f(a, b, out=out{keywords})"), "out")
    }
}

/// Returns a matrix, or a stack of them, with rows and columns exchanged if `transposed`.
fn view<T: Datum>(x: &Array<T>, transposed: bool) -> ArrayView<'_, T> {
    match (transposed, x.ndim()) {
        (false, _) => x.view(),
        (true, 2) => x.t(),
        (true, _) => unwrap(x.permuted(&[0, 2, 1])),
    }
}

/// Returns all cases.
pub fn cases() -> Vec<Case> {
    let mut cases = blas::cases();
    cases.extend(others::cases());
    cases
}
