//! Expressions of several operations, in one pass over memory if the peer can do that. Ours are
//! lazy, or an operation of our own where a value occurs several times.

use super::{Case, Comparison, Group, Outcome, Work, local};
use crate::cases::unwrap;
use crate::data::{Datum, array, values};
use crate::peers::native::{self, natively};
use crate::peers::python::{Prepared, Python};
use crate::peers::{Peer, Peers};
use std::hint::black_box;
use std::rc::Rc;
use tightloop::{
    Array, Cost, Float, Isa, Level, NaryExt, Ternary, TernaryExt, Unary, Vector, lazy, ops,
    softmax_into,
};
use tightloop_harness::Contender;
use tightloop_harness::agree::Tolerance;

/// The names of the operands in Python.
const NAMES: [&str; 4] = ["a", "b", "c", "d"];

const SIZES: [usize; 3] = [1000, 100_000, LARGE];

/// Far larger than all caches. Only `--full` includes it: Python takes seconds for each case.
const LARGE: usize = 32_000_000;

/// The price of an option by Black and Scholes, of the share's price, the strike, and the time.
struct BlackScholes;

/// The interest rate, and the volatility.
const RATE: f64 = 0.02;
const VOLATILITY: f64 = 0.3;

impl<T: Float> Ternary<T> for BlackScholes
where
    ops::Exp: Unary<T>,
    ops::Log: Unary<T>,
    ops::Tanh: Unary<T>,
{
    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        share: Vector<S, T>,
        strike: Vector<S, T>,
        time: Vector<S, T>,
    ) -> Vector<S, T> {
        let spread = time.sqrt() * time.like(T::from_f64(VOLATILITY));
        let drift = time * time.like(T::from_f64(RATE + VOLATILITY * VOLATILITY / 2.0));
        let upper = ((share / strike).log() + drift) / spread;
        let discounted = strike * (time * time.like(T::from_f64(-RATE))).exp();
        share * normal(upper) - discounted * normal(upper - spread)
    }
}

/// The normal distribution function, nearly: NumPy and numexpr have no `erf`.
#[inline(always)]
fn normal<S: Isa, T: Float>(x: Vector<S, T>) -> Vector<S, T>
where
    ops::Tanh: Unary<T>,
{
    let half = x.like(T::from_f64(0.5));
    let cubic = x * (x * x * x.like(T::from_f64(0.0357)) + x.like(T::from_f64(0.798)));
    cubic.tanh() * half + half
}

/// A step of the iteration that draws the Mandelbrot set: `|z^2 + c|^2`, of the parts of `z` and
/// `c`, or `|z|^2` if `z` has escaped already.
struct MandelbrotStep;

impl<T: Float> Unary<[T; 4], T> for MandelbrotStep {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, [a, b, c, d]: [Vector<S, T>; 4]) -> Vector<S, T> {
        let (re, im) = (a * a - b * b + c, (a + a) * b + d);
        let before = a * a + b * b;
        before.lt(before.like(T::from_f64(ESCAPED))).select(re * re + im * im, before)
    }
}

/// The square of the distance from which numbers escape.
const ESCAPED: f64 = 4.0;

/// An expression of up to four vectors, in the language of each contender. Numbers are `h`, 1/2,
/// and constants of the type of the elements.
struct Expression<T: Datum> {
    name: &'static str,
    inputs: usize,
    /// Whether the result is one number.
    is_reduction: bool,
    ours: fn(&[Rc<Array<T>>], &mut Array<T>),
    /// A loop as one would write it by hand, for the instruction set of a level.
    native: fn(Level, &[Rc<Array<T>>], &mut [T]),
    /// NumPy's fastest statements, with memory `t` and `u` for intermediate results, and the
    /// output `out`.
    numpy: &'static str,
    /// None if it takes several passes.
    numexpr: Option<&'static str>,
    /// The body of a loop over `i`, or of several loops.
    numba: Numba,
}

/// What Numba compiles.
enum Numba {
    /// The body of a loop over `i`.
    Loop(&'static str),
    /// The body of the function.
    Function(&'static str),
}

/// NumPy's statements for an option: `a` is the share, `b` the strike, `c` the time.
const OPTION_IN_NUMPY: &str = "s = np.sqrt(c) * VOLATILITY; \
    u = (np.log(a / b) + c * DRIFT) / s; \
    v = u - s; \
    np.subtract(a * (np.tanh(u * (u * u * CUBIC + LINEAR)) * h + h), \
    b * np.exp(c * -RATE) * (np.tanh(v * (v * v * CUBIC + LINEAR)) * h + h), out=out)";

/// The same for numexpr.
const OPTION_IN_NUMEXPR: &str = "\
    a * (tanh(((log(a / b) + c * DRIFT) / (sqrt(c) * VOLATILITY)) * \
    (((log(a / b) + c * DRIFT) / (sqrt(c) * VOLATILITY))**2 * CUBIC + LINEAR)) * h + h) - \
    b * exp(c * -RATE) * (tanh(((log(a / b) + c * DRIFT) / (sqrt(c) * VOLATILITY) - \
    sqrt(c) * VOLATILITY) * (((log(a / b) + c * DRIFT) / (sqrt(c) * VOLATILITY) - \
    sqrt(c) * VOLATILITY)**2 * CUBIC + LINEAR)) * h + h)";

/// The same for Numba.
const OPTION_IN_NUMBA: &str = "s = np.sqrt(c[i]) * VOLATILITY; \
    u = (np.log(a[i] / b[i]) + c[i] * DRIFT) / s; \
    v = u - s; \
    out[i] = a[i] * (np.tanh(u * (u * u * CUBIC + LINEAR)) * h + h) - \
    b[i] * np.exp(c[i] * -RATE) * (np.tanh(v * (v * v * CUBIC + LINEAR)) * h + h)";

/// NumPy's statements for a step of the Mandelbrot set: `a` and `b` are the parts of `z`, `c` and
/// `d` those of `c`.
const MANDELBROT_IN_NUMPY: &str = "np.multiply(a, a, out=t); np.multiply(b, b, out=u); \
    np.add(t, u, out=out); np.subtract(t, u, out=t); np.add(t, c, out=t); \
    np.square(t, out=t); np.add(a, a, out=u); np.multiply(u, b, out=u); np.add(u, d, out=u); \
    np.square(u, out=u); np.add(t, u, out=t); np.copyto(out, t, where=out < ESCAPED)";

/// The same for numexpr.
const MANDELBROT_IN_NUMEXPR: &str = "where(a*a + b*b < ESCAPED, \
    (a*a - b*b + c)**2 + ((a + a)*b + d)**2, a*a + b*b)";

/// The same for Numba.
const MANDELBROT_IN_NUMBA: &str = "n = a[i] * a[i] + b[i] * b[i]; \
    x = a[i] * a[i] - b[i] * b[i] + c[i]; \
    y = (a[i] + a[i]) * b[i] + d[i]; \
    out[i] = x * x + y * y if n < ESCAPED else n";

/// A function that is compiled for the instruction set of a level, as [`natively`] wants it.
macro_rules! native {
    ($t:ident, |$x:ident, $out:ident| $body:block) => {{
        #[inline(always)]
        fn body($x: &[Rc<Array<$t>>], $out: &mut [$t]) {
            $body
        }
        |level, x, out| natively(level, body, x, out)
    }};
}

/// Lists the expressions on elements of a type.
macro_rules! expressions {
    ($t:ident) => {
        [
            Expression::<$t> {
                name: "a*b + c",
                inputs: 3,
                is_reduction: false,
                ours: |x, out| unwrap((lazy(&*x[0]) * &*x[1] + &*x[2]).eval_into(out)),
                native: native!($t, |x, out| {
                    let (a, b, c) = (x[0].as_slice(), x[1].as_slice(), x[2].as_slice());
                    let inputs = a.iter().zip(b).zip(c);
                    out.iter_mut().zip(inputs).for_each(|(out, ((a, b), c))| *out = a * b + c);
                }),
                numpy: "np.multiply(a, b, out=t); np.add(t, c, out=out)",
                numexpr: Some("a*b + c"),
                numba: Numba::Loop("out[i] = a[i] * b[i] + c[i]"),
            },
            Expression {
                name: "sum((a - b)^2)",
                inputs: 2,
                is_reduction: true,
                ours: |x, out| {
                    let squares = (lazy(&*x[0]) - &*x[1]).square();
                    out.as_slice_mut()[0] = unwrap(squares.sum());
                },
                native: native!($t, |x, out| {
                    // Sums are not reordered by compilers, so these are written out.
                    let (a, a_rest) = x[0].as_slice().as_chunks::<64>();
                    let (b, b_rest) = x[1].as_slice().as_chunks::<64>();
                    let mut sums = [0.0; 64];
                    for (a, b) in a.iter().zip(b) {
                        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
                            *sum += (a - b) * (a - b);
                        }
                    }
                    let rest = a_rest.iter().zip(b_rest).map(|(a, b)| (a - b) * (a - b));
                    out[0] = sums.iter().sum::<$t>() + rest.sum::<$t>();
                }),
                numpy: "np.subtract(a, b, out=t); np.square(t, out=t); np.sum(t, out=out)",
                numexpr: Some("sum((a - b)**2)"),
                numba: Numba::Loop("s += (a[i] - b[i]) ** 2"),
            },
            Expression {
                name: "sin(a)^2 + exp(-b*b)",
                inputs: 2,
                is_reduction: false,
                ours: |x, out| {
                    let bell = (-lazy(&*x[1]).square()).exp();
                    unwrap((lazy(&*x[0]).sin().square() + bell).eval_into(out));
                },
                native: native!($t, |x, out| {
                    let inputs = x[0].as_slice().iter().zip(x[1].as_slice());
                    out.iter_mut()
                        .zip(inputs)
                        .for_each(|(out, (a, b))| *out = a.sin().powi(2) + (-b * b).exp());
                }),
                numpy: "np.sin(a, out=t); np.square(t, out=t); np.square(b, out=out); \
                        np.negative(out, out=out); np.exp(out, out=out); np.add(t, out, out=out)",
                numexpr: Some("sin(a)**2 + exp(-b*b)"),
                numba: Numba::Loop("out[i] = np.sin(a[i]) ** 2 + np.exp(-b[i] * b[i])"),
            },
            Expression {
                name: "Black-Scholes",
                inputs: 3,
                is_reduction: false,
                ours: |x, out| unwrap(BlackScholes.map_into(&*x[0], &*x[1], &*x[2], out)),
                native: native!($t, |x, out| {
                    let normal =
                        |x: $t| (x * (x * x * 0.0357 + 0.798)).tanh() * 0.5 + 0.5;
                    let (a, b, c) = (x[0].as_slice(), x[1].as_slice(), x[2].as_slice());
                    let inputs = a.iter().zip(b).zip(c);
                    out.iter_mut().zip(inputs).for_each(|(out, ((share, strike), time))| {
                        let spread = time.sqrt() * VOLATILITY as $t;
                        let drift = time * (RATE + VOLATILITY * VOLATILITY / 2.0) as $t;
                        let upper = ((share / strike).ln() + drift) / spread;
                        let discounted = strike * (time * -RATE as $t).exp();
                        *out = share * normal(upper) - discounted * normal(upper - spread);
                    });
                }),
                numpy: OPTION_IN_NUMPY,
                numexpr: Some(OPTION_IN_NUMEXPR),
                numba: Numba::Loop(OPTION_IN_NUMBA),
            },
            Expression {
                name: "softmax",
                inputs: 1,
                is_reduction: false,
                ours: |x, out| unwrap(softmax_into(&*x[0], 0, out)),
                native: native!($t, |x, out| {
                    let x = x[0].as_slice();
                    let max = x.iter().fold(<$t>::NEG_INFINITY, |max, &x| max.max(x));
                    out.iter_mut().zip(x).for_each(|(out, x)| *out = (x - max).exp());
                    let sum: $t = out.iter().sum();
                    out.iter_mut().for_each(|out| *out /= sum);
                }),
                numpy: "np.subtract(a, a.max(), out=out); np.exp(out, out=out); \
                        np.divide(out, out.sum(), out=out)",
                numexpr: None,
                numba: Numba::Function(
                    "m = a[0]\n    \
                     for i in range(len(a)):\n        m = max(m, a[i])\n    s = ZERO\n    \
                     for i in range(len(a)):\n        \
                     e = np.exp(a[i] - m)\n        out[i] = e\n        s += e\n    \
                     for i in range(len(a)):\n        out[i] = out[i] / s",
                ),
            },
            Expression {
                name: "Gaussian kernel",
                inputs: 3,
                is_reduction: false,
                ours: |x, out| {
                    let square = |k: usize| (lazy(&*x[k]) - 0.5).square();
                    let distances = square(0) + square(1) + square(2);
                    unwrap((distances * -0.5).exp().eval_into(out));
                },
                native: native!($t, |x, out| {
                    let (a, b, c) = (x[0].as_slice(), x[1].as_slice(), x[2].as_slice());
                    let square = |x: $t| (x - 0.5) * (x - 0.5);
                    let inputs = a.iter().zip(b).zip(c);
                    out.iter_mut().zip(inputs).for_each(|(out, ((&a, &b), &c))| {
                        *out = ((square(a) + square(b) + square(c)) * -0.5).exp()
                    });
                }),
                numpy: "np.subtract(a, h, out=out); np.square(out, out=out); \
                        np.subtract(b, h, out=t); np.square(t, out=t); np.add(out, t, out=out); \
                        np.subtract(c, h, out=t); np.square(t, out=t); np.add(out, t, out=out); \
                        np.multiply(out, -h, out=out); np.exp(out, out=out)",
                numexpr: Some("exp(((a - h)**2 + (b - h)**2 + (c - h)**2) * -h)"),
                numba: Numba::Loop(
                    "out[i] = np.exp(((a[i] - h) ** 2 + (b[i] - h) ** 2 + (c[i] - h) ** 2) * -h)",
                ),
            },
            Expression {
                name: "Mandelbrot step",
                inputs: 4,
                is_reduction: false,
                ours: |x, out| {
                    unwrap(MandelbrotStep.map_n_into([&*x[0], &*x[1], &*x[2], &*x[3]], out));
                },
                native: native!($t, |x, out| {
                    // One length for all, so that the loop has no bounds checks.
                    let len = out.len();
                    let operand = |k: usize| &x[k].as_slice()[..len];
                    let (a, b, c, d) = (operand(0), operand(1), operand(2), operand(3));
                    for i in 0..len {
                        let (a2, b2) = (a[i] * a[i], b[i] * b[i]);
                        let (re, im) = (a2 - b2 + c[i], (a[i] + a[i]) * b[i] + d[i]);
                        let (before, after) = (a2 + b2, re * re + im * im);
                        out[i] = if before < ESCAPED as $t { after } else { before };
                    }
                }),
                numpy: MANDELBROT_IN_NUMPY,
                numexpr: Some(MANDELBROT_IN_NUMEXPR),
                numba: Numba::Loop(MANDELBROT_IN_NUMBA),
            },
        ]
    };
}

/// The elements of expressions.
trait Number: Datum {
    /// The expressions.
    const EXPRESSIONS: [Expression<Self>; 7];
}

impl Number for f32 {
    const EXPRESSIONS: [Expression<f32>; 7] = expressions!(f32);
}

impl Number for f64 {
    const EXPRESSIONS: [Expression<f64>; 7] = expressions!(f64);
}

/// Makes the calls of one expression on vectors of `len` elements.
fn make<T: Number>(index: usize, len: usize, peers: &Peers) -> Outcome<Comparison> {
    let expression = &T::EXPRESSIONS[index];
    let message = |error: tightloop::Error| error.to_string();
    let results = if expression.is_reduction { 1 } else { len };
    let new = |len| Array::<T>::zeros(&[len]).map_err(message);
    let mut inputs = Vec::new();
    for k in 0..expression.inputs {
        inputs.push(Rc::new(array::<T>(expression.name, k, &[len]).map_err(message)?));
    }

    let (call, operands) = (expression.ours, inputs.clone());
    let ours: Box<dyn Contender> = local(new(results)?, values, move |out: &mut Array<T>| {
        call(black_box(&operands), out);
    });
    // Sums are rounded in another order, and are part of `softmax`. The functions of NumPy and
    // Numba are within 4 ULP, and differences of prices lose digits.
    let is_sum = expression.is_reduction || expression.name == "softmax";
    let epsilons = if is_sum { len as f64 } else { 256.0 };
    let mut comparison =
        Comparison::new(Some(ours), Tolerance::epsilons(epsilons, T::EPSILON).of_size(1.0));

    let (loops, operands) = (expression.native, inputs.clone());
    let level = native::level(peers.limited);
    comparison.add_local(Peer::Native, new(results)?, values, move |out: &mut Array<T>| {
        loops(level, black_box(&operands), out.as_slice_mut());
    });

    for (peer, python) in peers.numpys() {
        comparison.add_python(peer, in_python(expression, python, &inputs, "", expression.numpy));
    }
    if let Some(python) = &peers.python {
        if let Some(numexpr) = expression.numexpr {
            // The second call reuses the expression and the output of the first.
            let setup = format!("ne.evaluate({numexpr:?}, out=out, casting='same_kind')");
            let call = in_python(expression, python, &inputs, &setup, "ne.re_evaluate()");
            comparison.add_python(Peer::Numexpr, call);
        }
        let names = NAMES[..expression.inputs].join(", ");
        let (before, after) =
            if expression.is_reduction { ("s = ZERO", "out[()] = s") } else { ("", "") };
        let parallel = if peers.threads > 1 { "True" } else { "False" };
        let body = match expression.numba {
            Numba::Loop(body) => {
                format!("{before}\n    for i in numba.prange(len(a)):\n        {body}\n    {after}")
            }
            Numba::Function(body) => body.into(),
        };
        let setup = format!(
            "@numba.njit(fastmath=True, parallel={parallel})\n\
             def f({names}, out):\n    {body}\n    return\n"
        );
        let call = in_python(expression, python, &inputs, &setup, &format!("f({names}, out)"));
        comparison.add_python(Peer::Numba, call);
    }
    Ok(comparison)
}

/// Prepares a call in Python that may use the operands, numbers, `t`, `u` and `out`.
fn in_python<T: Number>(
    expression: &Expression<T>,
    python: &Rc<Python>,
    inputs: &[Rc<Array<T>>],
    setup: &str,
    call: &str,
) -> Outcome<Prepared> {
    let mut arguments = Vec::new();
    for (name, input) in NAMES.into_iter().zip(inputs) {
        arguments.push(python.hand_over(name, input.as_slice(), &input.view())?);
    }
    let drift = RATE + VOLATILITY * VOLATILITY / 2.0;
    let out = if expression.is_reduction { "np.zeros((), a.dtype)" } else { "np.zeros_like(a)" };
    let setup = format!(
        "t = np.zeros_like(a)\nu = np.zeros_like(a)\nout = {out}\n\
         h = a.dtype.type(0.5)\nZERO = a.dtype.type(0)\n\
         RATE = a.dtype.type({RATE})\nVOLATILITY = a.dtype.type({VOLATILITY})\n\
         DRIFT = a.dtype.type({drift})\nCUBIC = a.dtype.type(0.0357)\n\
         LINEAR = a.dtype.type(0.798)\nESCAPED = a.dtype.type({ESCAPED})\n{setup}"
    );
    python.prepare(&arguments, &setup, call, "out")
}

/// Adds the cases of elements of a type.
fn add<T: Number>(cases: &mut Vec<Case>) {
    for (index, expression) in T::EXPRESSIONS.iter().enumerate() {
        for len in SIZES {
            let size = size_of::<T>();
            cases.push(Case {
                group: Group::Fusion,
                op: expression.name.into(),
                dtype: T::NAME,
                shape: len.to_string(),
                work: Work {
                    elements: len,
                    read: expression.inputs * len * size,
                    written: if expression.is_reduction { size } else { len * size },
                    operations: None,
                },
                full_only: len == LARGE,
                make: Box::new(move |peers| make::<T>(index, len, peers)),
            });
        }
    }
}

/// Returns all cases.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    add::<f32>(&mut cases);
    add::<f64>(&mut cases);
    cases
}
