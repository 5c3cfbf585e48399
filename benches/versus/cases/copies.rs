//! Copies into new arrays: joining, repeating, reordering, padding, indices and masks.

use super::{Case, Comparison, Group, Outcome, Work, local, unwrap};
use crate::data::{Datum, array, values};
use crate::peers::Peers;
use std::hint::black_box;
use std::rc::Rc;
use tightloop::prelude::*;
use tightloop_harness::agree::Tolerance;

/// In the second-level cache, and beyond it.
const SIDES: [usize; 2] = [100, 1000];

/// A square matrix, an index per row or column, and a mask of the matrix.
struct Operands<T: Element> {
    a: Array<T>,
    indices: Vec<i64>,
    mask: Array<bool>,
}

/// The statements that make the same operands from `a` in Python.
const SETUP: &str = "n = len(a)\n\
                     i = np.arange(n) * 7 % n\n\
                     mask = (np.arange(n * n) % 3 == 0).reshape(n, n)\n";

impl<T: Datum> Operands<T> {
    fn new(n: usize) -> tightloop::Result<Self> {
        Ok(Operands {
            a: array::<T>("", 0, &[n, n])?,
            indices: (0..n as i64).map(|i| i * 7 % n as i64).collect(),
            mask: Array::from_fn(&[n, n], |index| (index[0] * n + index[1]).is_multiple_of(3))?,
        })
    }
}

/// A copy, in Rust and in Python.
struct Copying<T: Element> {
    name: &'static str,
    ours: fn(&Operands<T>) -> tightloop::Result<Array<T>>,
    numpy: &'static str,
    /// The number of elements of the result per element of the matrix.
    growth: f64,
}

/// Returns all copies.
fn copyings<T: Datum>() -> Vec<Copying<T>> {
    let copying = |name, growth, numpy, ours| Copying { name, ours, numpy, growth };
    vec![
        copying("concatenate, axis 0", 2.0, "np.concatenate([a, a], 0)", |x| {
            concatenate([&x.a, &x.a], 0)
        }),
        copying("concatenate, axis 1", 2.0, "np.concatenate([a, a], 1)", |x| {
            concatenate([&x.a, &x.a], 1)
        }),
        copying("stack, last axis", 2.0, "np.stack([a, a], -1)", |x| stack([&x.a, &x.a], -1)),
        copying("repeat 2, axis 0", 2.0, "np.repeat(a, 2, 0)", |x| repeat(&x.a, 2, 0)),
        copying("repeat 2, axis 1", 2.0, "np.repeat(a, 2, 1)", |x| repeat(&x.a, 2, 1)),
        copying("tile 2 x 2", 4.0, "np.tile(a, (2, 2))", |x| tile(&x.a, &[2, 2])),
        copying("roll 3, axis 0", 1.0, "np.roll(a, 3, 0)", |x| roll(&x.a, 3, 0)),
        copying("roll 3, axis 1", 1.0, "np.roll(a, 3, 1)", |x| roll(&x.a, 3, 1)),
        copying("pad 1, constant", 1.0, "np.pad(a, 1)", |x| {
            pad(&x.a, &[(1, 1)], Pad::Constant(T::ZERO))
        }),
        copying("pad 1, edge", 1.0, "np.pad(a, 1, 'edge')", |x| pad(&x.a, &[(1, 1)], Pad::Edge)),
        copying("copy", 1.0, "a.copy()", |x| Ok(x.a.clone())),
        copying("copy, transposed", 1.0, "np.ascontiguousarray(a.T)", |x| Ok(x.a.t().to_array())),
        copying("copy, reversed", 1.0, "a[:, ::-1].copy()", |x| Ok(x.a.flip(1)?.to_array())),
        copying("copy, every other", 0.5, "a[:, ::2].copy()", |x| {
            Ok(x.a.slice(s![.., ..;2])?.to_array())
        }),
        copying("take, axis 0", 1.0, "np.take(a, i, 0)", |x| take(&x.a, &x.indices, 0)),
        copying("take, axis 1", 1.0, "np.take(a, i, 1)", |x| take(&x.a, &x.indices, 1)),
        copying("extract", 0.33, "a[mask]", |x| extract(&x.a, &x.mask)),
        copying("tril", 1.0, "np.tril(a)", |x| tril(&x.a, 0)),
    ]
}

/// Makes the calls of one copy of a matrix of `n` by `n`.
fn make<T: Datum>(copying: &Copying<T>, n: usize, peers: &Peers) -> Outcome<Comparison> {
    let operands = Rc::new(Operands::<T>::new(n).map_err(|error| error.to_string())?);
    let (call, x) = (copying.ours, Rc::clone(&operands));
    let ours = local(Array::default(), values, move |out: &mut Array<T>| {
        *out = unwrap(call(black_box(&x)));
    });
    let mut comparison = Comparison::new(Some(ours), Tolerance::EXACT);
    for (peer, python) in peers.numpys() {
        let a = python.hand_over("a", operands.a.as_slice(), &operands.a.view())?;
        let setup = format!("{SETUP}out = {}", copying.numpy);
        comparison.add_python(peer, python.prepare(&[a], &setup, copying.numpy, "out"));
    }
    Ok(comparison)
}

/// Adds the cases of a dtype.
fn add<T: Datum>(cases: &mut Vec<Case>) {
    for copying in copyings::<T>() {
        let copying = Rc::new(copying);
        for n in SIDES {
            let copying = Rc::clone(&copying);
            let elements = (copying.growth * (n * n) as f64) as usize;
            cases.push(Case {
                group: Group::Copies,
                op: copying.name.into(),
                dtype: T::NAME,
                shape: format!("{n} x {n}"),
                work: Work {
                    elements,
                    read: n * n * size_of::<T>(),
                    written: elements * size_of::<T>(),
                    operations: None,
                },
                full_only: false,
                make: Box::new(move |peers| make(&copying, n, peers)),
            });
        }
    }
}

/// Returns all cases.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    add::<f32>(&mut cases);
    add::<f64>(&mut cases);
    add::<u8>(&mut cases);
    cases
}
