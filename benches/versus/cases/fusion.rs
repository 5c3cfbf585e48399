//! Expressions of several operations, in one pass over memory if the peer can do that. Ours does it
//! with an operation of our own, as users would write.

use super::{Case, Comparison, Group, Outcome, Work, local};
use crate::cases::unwrap;
use crate::data::{Datum, array, values};
use crate::peers::python::{Prepared, Python};
use crate::peers::{Peer, Peers};
use std::hint::black_box;
use std::rc::Rc;
use tightloop::{Array, Binary, BinaryExt, Isa, Ternary, TernaryExt, Unary, UnaryExt, Vector, ops};
use tightloop_harness::Contender;
use tightloop_harness::agree::Tolerance;

const SIZES: [usize; 2] = [100_000, 10_000_000];

// `#[inline(always)]` must be there on `apply`, and on helpers: only inlined code is compiled for
// the instruction set of the loop around it.

/// `a * b + c`, rounded twice.
struct MultiplyAdd;

impl Ternary<f32> for MultiplyAdd {
    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        a: Vector<S, f32>,
        b: Vector<S, f32>,
        c: Vector<S, f32>,
    ) -> Vector<S, f32> {
        a * b + c
    }
}

/// `(a - b)^2`.
struct SquaredDifference;

impl Binary<f32> for SquaredDifference {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, f32>, b: Vector<S, f32>) -> Vector<S, f32> {
        let difference = a - b;
        difference * difference
    }
}

/// `exp(-x^2)`.
struct Bell;

impl Unary<f32> for Bell {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, f32>) -> Vector<S, f32> {
        (-(x * x)).exp()
    }
}

/// An expression of up to three vectors, in the language of each contender.
struct Expression {
    name: &'static str,
    inputs: usize,
    /// Whether the result is one number.
    is_reduction: bool,
    /// Our call, if we have the functions yet. Its arguments are the operands, memory for an
    /// intermediate result, and the output.
    ours: Option<fn(&[Rc<Array<f32>>], &mut Array<f32>, &mut Array<f32>)>,
    plain: fn(&[Rc<Array<f32>>], &mut [f32]),
    /// NumPy's fastest statements, with memory `t` for an intermediate result, and the output
    /// `out`.
    numpy: &'static str,
    numexpr: &'static str,
    /// The body of a loop over `i`.
    numba: &'static str,
}

const EXPRESSIONS: [Expression; 4] = [
    Expression {
        name: "a*b + c",
        inputs: 3,
        is_reduction: false,
        ours: Some(|x, _, out| unwrap(MultiplyAdd.map_into(&*x[0], &*x[1], &*x[2], out))),
        plain: |x, out| {
            let (a, b, c) = (x[0].as_slice(), x[1].as_slice(), x[2].as_slice());
            out.iter_mut().zip(a).zip(b).zip(c).for_each(|(((out, a), b), c)| *out = a * b + c);
        },
        numpy: "np.multiply(a, b, out=t); np.add(t, c, out=out)",
        numexpr: "a*b + c",
        numba: "out[i] = a[i] * b[i] + c[i]",
    },
    Expression {
        name: "sum((a - b)^2)",
        inputs: 2,
        is_reduction: true,
        ours: Some(|x, _, out| {
            let sum = SquaredDifference.map_reduce(&ops::Sum, &*x[0], &*x[1]);
            out.as_slice_mut()[0] = unwrap(sum);
        }),
        plain: |x, out| {
            out[0] =
                x[0].as_slice().iter().zip(x[1].as_slice()).map(|(a, b)| (a - b) * (a - b)).sum();
        },
        numpy: "np.subtract(a, b, out=t); np.square(t, out=t); np.sum(t, out=out)",
        numexpr: "sum((a - b)**2)",
        numba: "s += (a[i] - b[i]) ** 2",
    },
    Expression {
        name: "exp(-a*a)",
        inputs: 1,
        is_reduction: false,
        ours: Some(|x, _, out| unwrap(Bell.map_into(&*x[0], out))),
        plain: |x, out| {
            out.iter_mut().zip(x[0].as_slice()).for_each(|(out, a)| *out = (-a * a).exp())
        },
        numpy: "np.square(a, out=t); np.negative(t, out=t); np.exp(t, out=out)",
        numexpr: "exp(-a*a)",
        numba: "out[i] = np.exp(-a[i] * a[i])",
    },
    // We have no sine yet.
    Expression {
        name: "sin(a)^2 + exp(-b*b)",
        inputs: 2,
        is_reduction: false,
        ours: None,
        plain: |x, out| {
            let (a, b) = (x[0].as_slice(), x[1].as_slice());
            out.iter_mut()
                .zip(a)
                .zip(b)
                .for_each(|((out, a), b)| *out = a.sin().powi(2) + (-b * b).exp());
        },
        numpy: "np.sin(a, out=t); np.square(t, out=t); np.square(b, out=out); \
                np.negative(out, out=out); np.exp(out, out=out); np.add(t, out, out=out)",
        numexpr: "sin(a)**2 + exp(-b*b)",
        numba: "out[i] = np.sin(a[i]) ** 2 + np.exp(-b[i] * b[i])",
    },
];

/// Makes the calls of one expression on vectors of `len` elements.
fn make(expression: &'static Expression, len: usize, peers: &Peers) -> Outcome<Comparison> {
    let message = |error: tightloop::Error| error.to_string();
    let results = if expression.is_reduction { 1 } else { len };
    let new = |len| Array::<f32>::zeros(&[len]).map_err(message);
    let mut inputs = Vec::new();
    for k in 0..expression.inputs {
        inputs.push(Rc::new(array::<f32>("", k, &[len]).map_err(message)?));
    }

    let ours: Option<Box<dyn Contender>> = match expression.ours {
        Some(call) => {
            let (inputs, outputs) = (inputs.clone(), (new(len)?, new(results)?));
            Some(local(
                outputs,
                |outputs| values(&outputs.1),
                move |(t, out): &mut (Array<f32>, Array<f32>)| {
                    call(black_box(&inputs), t, out);
                },
            ))
        }
        None => None,
    };
    // Sums are rounded in another order. The exponential functions of NumPy and Numba are within
    // 4 ULP.
    let epsilons = if expression.is_reduction { len as f64 } else { 16.0 };
    let mut comparison =
        Comparison::new(ours, Tolerance::epsilons(epsilons, f32::EPSILON.into()).of_size(1.0));

    let (plain, operands) = (expression.plain, inputs.clone());
    comparison.add_local(Peer::Plain, new(results)?, values, move |out: &mut Array<f32>| {
        plain(black_box(&operands), out.as_slice_mut());
    });

    for (peer, python) in peers.numpys() {
        comparison.add_python(peer, in_python(expression, python, &inputs, "", expression.numpy));
    }
    if let Some(python) = &peers.python {
        // The second call reuses the expression and the output of the first.
        let setup = format!("ne.evaluate({:?}, out=out)", expression.numexpr);
        let call = in_python(expression, python, &inputs, &setup, "ne.re_evaluate()");
        comparison.add_python(Peer::Numexpr, call);
        let names = ["a", "b", "c"][..expression.inputs].join(", ");
        let (before, after) =
            if expression.is_reduction { ("s = np.float32(0)", "out[()] = s") } else { ("", "") };
        let parallel = if peers.threads > 1 { "True" } else { "False" };
        let setup = format!(
            "@numba.njit(fastmath=True, parallel={parallel})\n\
             def f({names}, out):\n    {before}\n    \
             for i in numba.prange(len(a)):\n        {}\n    {after}\n    return\n",
            expression.numba
        );
        let call = in_python(expression, python, &inputs, &setup, &format!("f({names}, out)"));
        comparison.add_python(Peer::Numba, call);
    }
    Ok(comparison)
}

/// Prepares a call in Python that may use the operands, `t` and `out`.
fn in_python(
    expression: &Expression,
    python: &Rc<Python>,
    inputs: &[Rc<Array<f32>>],
    setup: &str,
    call: &str,
) -> Outcome<Prepared> {
    let mut arguments = Vec::new();
    for (name, input) in ["a", "b", "c"].into_iter().zip(inputs) {
        arguments.push(python.hand_over(name, input.as_slice(), &input.view())?);
    }
    let out = if expression.is_reduction { "np.zeros((), 'float32')" } else { "np.zeros_like(a)" };
    let setup = format!("t = np.zeros_like(a)\nout = {out}\n{setup}");
    python.prepare(&arguments, &setup, call, "out")
}

/// Returns all cases.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for expression in &EXPRESSIONS {
        for len in SIZES {
            cases.push(Case {
                group: Group::Fusion,
                op: expression.name.into(),
                dtype: f32::NAME,
                shape: len.to_string(),
                work: Work {
                    elements: len,
                    read: expression.inputs * len * size_of::<f32>(),
                    written: if expression.is_reduction { 4 } else { len * size_of::<f32>() },
                    operations: None,
                },
                full_only: false,
                make: Box::new(move |peers| make(expression, len, peers)),
            });
        }
    }
    cases
}
