//! Calls on a few elements, which show the cost of a call outside its loop.

use super::{Case, Comparison, Group, Outcome, Work, local, unwrap};
use crate::data::{self, Datum, array, values_of};
use crate::peers::foreign::of_eight;
use crate::peers::vectors::Vectors;
use crate::peers::{Peer, Peers};
use ndarray::{Array1, Zip};
use std::hint::black_box;
use tightloop::{
    Array, add, add_assign, add_into, argmax, exp_into, matmul_into, max, sum, sum_axis_into,
};
use tightloop_harness::Contender;
use tightloop_harness::agree::Tolerance;

const LEN: usize = 8;

/// A vector of as many elements as the plain loops know at compile time.
type Line = [f32; LEN];

/// Two rows of the same elements.
const TWO_ROWS: [usize; 2] = [2, LEN / 2];

/// Returns operand number `k`.
fn operand(k: usize) -> Line {
    let mut operand = [0.0; LEN];
    operand.copy_from_slice(unwrap(array("", k, &[LEN])).as_slice());
    operand
}

/// Returns operand number `k` as a matrix.
fn matrix(k: usize, [rows, columns]: [usize; 2]) -> Array<f32> {
    let len = rows * columns;
    let line = unwrap(array("", k, &[len.max(LEN)]));
    unwrap(Array::from_vec(&[rows, columns], line.as_slice()[..len].to_vec()))
}

/// Returns a contender that writes a line, which starts as `out`.
fn to_line(out: Line, call: impl FnMut(&mut Line) + 'static) -> Box<dyn Contender> {
    local(out, |out| values_of(out), call)
}

/// Returns a contender that writes an array, which starts as `out`.
fn to_array(out: Array<f32>, call: impl FnMut(&mut Array<f32>) + 'static) -> Box<dyn Contender> {
    local(out, data::values, call)
}

/// Returns a contender that writes a vector, which starts as `out`.
fn to_vec(out: Vec<f32>, call: impl FnMut(&mut Vec<f32>) + 'static) -> Box<dyn Contender> {
    local(out, |out| values_of(out), call)
}

/// Returns a contender that writes a number.
fn to_number(call: impl FnMut(&mut f32) + 'static) -> Box<dyn Contender> {
    local(0.0, |out| vec![f64::from(*out)], call)
}

/// Returns an array of zeros.
fn zeros(shape: &[usize]) -> Array<f32> {
    unwrap(Array::zeros(shape))
}

/// Starts a comparison with our call and the plain loop.
fn compare(ours: impl Into<Option<Box<dyn Contender>>>, plain: Box<dyn Contender>) -> Comparison {
    let tolerance = Tolerance::epsilons(8.0, f32::EPSILON.into());
    let mut comparison = Comparison::new(ours.into(), tolerance);
    comparison.add(Peer::Plain, plain);
    comparison
}

/// Adds NumPy's call on the operands `x` and `y`, into `out`.
fn add_numpy(comparison: &mut Comparison, peers: &Peers, setup: &str, call: &str) -> Outcome<()> {
    let Some(python) = &peers.python else { return Ok(()) };
    let mut arguments = Vec::new();
    for (k, name) in ["x", "y"].into_iter().enumerate() {
        let operand = unwrap(array::<f32>("", k, &[LEN]));
        arguments.push(python.hand_over(name, operand.as_slice(), &operand.view())?);
    }
    comparison.add_python(Peer::Numpy, python.prepare(&arguments, setup, call, "out"));
    Ok(())
}

fn add_of_slices(peers: &Peers) -> Outcome<Comparison> {
    let (a, b) = (operand(0), operand(1));
    let mut comparison = compare(
        to_line([0.0; LEN], move |out| {
            unwrap(add_into(black_box(&a[..]), black_box(&b[..]), &mut out[..]));
        }),
        to_line([0.0; LEN], move |out| {
            let operands = black_box(&a).iter().zip(black_box(&b));
            out.iter_mut().zip(operands).for_each(|(out, (a, b))| *out = a + b);
        }),
    );
    let (a, b) = (Array1::from_iter(a), Array1::from_iter(b));
    let zip = move |out: &mut Array1<f32>| {
        Zip::from(out).and(black_box(&a)).and(black_box(&b)).for_each(|out, a, b| *out = a + b);
    };
    comparison.add_local(Peer::Ndarray, Array1::zeros(LEN), |out| values_of(out), zip);
    let setup = "f = np.add\nout = np.zeros_like(x)";
    add_numpy(&mut comparison, peers, setup, "f(x, y, out=out)")?;
    Ok(comparison)
}

fn add_of_matrices(peers: &Peers) -> Outcome<Comparison> {
    let (a, b) = (matrix(0, TWO_ROWS), matrix(1, TWO_ROWS));
    let (x, y) = (a.to_vec(), b.to_vec());
    let mut comparison = compare(
        to_array(zeros(&TWO_ROWS), move |out| {
            unwrap(add_into(black_box(&a), black_box(&b), out));
        }),
        to_vec(vec![0.0; LEN], move |out| {
            let operands = black_box(&x).iter().zip(black_box(&y));
            out.iter_mut().zip(operands).for_each(|(out, (x, y))| *out = x + y);
        }),
    );
    let setup = "f = np.add\nx, y = x.reshape(2, -1), y.reshape(2, -1)\nout = np.zeros_like(x)";
    add_numpy(&mut comparison, peers, setup, "f(x, y, out=out)")?;
    Ok(comparison)
}

/// Adds zero, so that any number of calls gives the same result.
fn add_in_place(peers: &Peers) -> Outcome<Comparison> {
    let mut comparison = compare(
        to_line(operand(0), |x| unwrap(add_assign(&mut x[..], black_box(0.0)))),
        to_line(operand(0), |x| {
            let number = black_box(0.0);
            x.iter_mut().for_each(|x| *x += number);
        }),
    );
    let setup = "f = np.add\nout = x\nz = np.float32(0)";
    add_numpy(&mut comparison, peers, setup, "f(out, z, out=out)")?;
    Ok(comparison)
}

/// Like [`add_in_place`], on a matrix.
fn add_in_place_of_a_matrix(_: &Peers) -> Outcome<Comparison> {
    let x = matrix(0, TWO_ROWS);
    let plain = to_vec(x.to_vec(), |x| {
        let number = black_box(0.0);
        x.iter_mut().for_each(|x| *x += number);
    });
    Ok(compare(to_array(x, |x| unwrap(add_assign(x, black_box(0.0)))), plain))
}

/// Allocates the result. The plain loop allocates a `Vec`.
fn add_to_a_new_array(_: &Peers) -> Outcome<Comparison> {
    let (a, b) = (matrix(0, TWO_ROWS), matrix(1, TWO_ROWS));
    let (x, y) = (a.to_vec(), b.to_vec());
    Ok(compare(
        to_array(zeros(&TWO_ROWS), move |out| *out = unwrap(add(black_box(&a), black_box(&b)))),
        to_vec(Vec::new(), move |out| {
            *out = black_box(&x).iter().zip(black_box(&y)).map(|(x, y)| x + y).collect();
        }),
    ))
}

fn exp_of_slices(peers: &Peers) -> Outcome<Comparison> {
    let a = operand(0);
    let mut comparison = compare(
        to_line([0.0; LEN], move |out| unwrap(exp_into(black_box(&a[..]), &mut out[..]))),
        to_line([0.0; LEN], move |out| {
            out.iter_mut().zip(black_box(&a)).for_each(|(out, a)| *out = a.exp());
        }),
    );
    if let Some(lanes) = f32::lanes("exp") {
        comparison.add(Peer::Lanes, to_line([0.0; LEN], move |out| lanes(&black_box(&a)[..], out)));
    }
    let setup = "f = np.exp\nout = np.zeros_like(x)";
    add_numpy(&mut comparison, peers, setup, "f(x, out=out)")?;
    Ok(comparison)
}

fn sum_of_a_slice(peers: &Peers) -> Outcome<Comparison> {
    let a = operand(0);
    let mut comparison = compare(
        to_number(move |out| *out = sum(black_box(&a))),
        to_number(move |out| *out = black_box(&a).iter().sum()),
    );
    let setup = "f = np.sum\nout = np.zeros((), 'float32')";
    add_numpy(&mut comparison, peers, setup, "f(x, out=out)")?;
    Ok(comparison)
}

fn sum_of_a_matrix(_: &Peers) -> Outcome<Comparison> {
    let a = matrix(0, TWO_ROWS);
    let x = a.to_vec();
    Ok(compare(
        to_number(move |out| *out = sum(black_box(&a))),
        to_number(move |out| *out = black_box(&x).iter().sum()),
    ))
}

fn max_of_a_slice(peers: &Peers) -> Outcome<Comparison> {
    let a = operand(0);
    let mut comparison = compare(
        to_number(move |out| *out = unwrap(max(black_box(&a)))),
        to_number(move |out| {
            *out = black_box(&a).iter().copied().fold(f32::NEG_INFINITY, f32::max);
        }),
    );
    let setup = "f = np.max\nout = np.zeros((), 'float32')";
    add_numpy(&mut comparison, peers, setup, "f(x, out=out)")?;
    Ok(comparison)
}

fn argmax_of_a_slice(_: &Peers) -> Outcome<Comparison> {
    let a = operand(0);
    Ok(compare(
        to_number(move |out| *out = unwrap(argmax(black_box(&a))) as f32),
        to_number(move |out| {
            let largest = black_box(&a).iter().enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
            *out = largest.map_or(0.0, |(place, _)| place as f32);
        }),
    ))
}

/// Sums the columns of a matrix (axis 0) or its rows (axis 1).
fn sums_of_a_matrix(axis: isize) -> Comparison {
    let a = matrix(0, [4, 4]);
    let x = a.to_vec();
    compare(
        to_array(zeros(&[4]), move |out| unwrap(sum_axis_into(black_box(&a), axis, out))),
        to_vec(vec![0.0; 4], move |out| {
            out.fill(0.0);
            for (i, row) in black_box(&x).chunks_exact(4).enumerate() {
                for (j, x) in row.iter().enumerate() {
                    out[if axis == 0 { j } else { i }] += x;
                }
            }
        }),
    )
}

fn product_of_matrices<const N: usize>(peers: &Peers) -> Outcome<Comparison> {
    let (a, b) = (matrix(0, [N, N]), matrix(1, [N, N]));
    let (x, y) = (a.to_vec(), b.to_vec());
    let mut comparison = compare(
        to_array(zeros(&[N, N]), move |out| {
            unwrap(matmul_into(black_box(&a), black_box(&b), out));
        }),
        to_vec(vec![0.0; N * N], move |out| {
            out.fill(0.0);
            for (row, out) in black_box(&x).chunks_exact(N).zip(out.chunks_exact_mut(N)) {
                for (x, y) in row.iter().zip(black_box(&y).chunks_exact(N)) {
                    out.iter_mut().zip(y).for_each(|(out, y)| *out += x * y);
                }
            }
        }),
    );
    if N == 2 {
        let setup = "f = np.matmul\nx, y = x[:4].reshape(2, 2), y[:4].reshape(2, 2)\n\
                     out = np.zeros_like(x)";
        add_numpy(&mut comparison, peers, setup, "f(x, y, out=out)")?;
    }
    Ok(comparison)
}

/// Makes our call in a shared library, where access to thread-local variables costs more.
fn from_a_shared_library(
    peers: &Peers,
    function: &str,
    plain: fn(&Line, &Line, &mut Line),
) -> Outcome<Comparison> {
    let (a, b) = (operand(0), operand(1));
    let call = peers.shared.as_ref().and_then(|shared| of_eight(shared, function));
    let ours = call.map(|call| {
        to_line([0.0; LEN], move |out| assert!(call(black_box(&a), black_box(&b), out)))
    });
    Ok(compare(ours, to_line([0.0; LEN], move |out| plain(black_box(&a), black_box(&b), out))))
}

/// Returns all cases.
pub fn cases() -> Vec<Case> {
    let calls: [(&str, fn(&Peers) -> Outcome<Comparison>); 19] = [
        ("add_into", add_of_slices),
        ("add_into of matrices", add_of_matrices),
        ("add_assign", add_in_place),
        ("add_assign of a matrix", add_in_place_of_a_matrix),
        ("add of matrices", add_to_a_new_array),
        ("exp_into", exp_of_slices),
        ("sum", sum_of_a_slice),
        ("sum of a matrix", sum_of_a_matrix),
        ("max", max_of_a_slice),
        ("argmax", argmax_of_a_slice),
        ("sum_axis_into of columns, 4 x 4", |_| Ok(sums_of_a_matrix(0))),
        ("sum_axis_into of rows, 4 x 4", |_| Ok(sums_of_a_matrix(1))),
        ("matmul_into of 2 x 2", product_of_matrices::<2>),
        ("matmul_into of 3 x 3", product_of_matrices::<3>),
        ("matmul_into of 4 x 4", product_of_matrices::<4>),
        ("add_into, shared library", |peers| {
            from_a_shared_library(peers, "tightloop_add_into", |a, b, out| {
                out.iter_mut().zip(a).zip(b).for_each(|((out, a), b)| *out = a + b);
            })
        }),
        ("add_assign, shared library", |peers| {
            from_a_shared_library(peers, "tightloop_add_assign", |_, _, out| {
                let number = black_box(0.0);
                out.iter_mut().for_each(|x| *x += number);
            })
        }),
        ("sum, shared library", |peers| {
            from_a_shared_library(peers, "tightloop_sum", |a, _, out| out[0] = a.iter().sum())
        }),
        ("max, shared library", |peers| {
            from_a_shared_library(peers, "tightloop_max", |a, _, out| {
                out[0] = a.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            })
        }),
    ];
    calls
        .into_iter()
        .map(|(name, make)| Case {
            group: Group::Overhead,
            op: name.into(),
            dtype: f32::NAME,
            shape: String::from("few elements"),
            work: Work { elements: 1, read: 2 * LEN * 4, written: LEN * 4, operations: None },
            full_only: false,
            make: Box::new(make),
        })
        .collect()
}
