//! Calls on a few elements: what it costs to get to the loop and back.

use super::{Case, Group, Match, Outcome, Work, done, local};
use crate::data::{self, array, values_of};
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

/// Operand number `k`.
fn operand(k: usize) -> [f32; LEN] {
    let mut operand = output();
    operand.copy_from_slice(done(array("", k, &[LEN])).as_slice());
    operand
}

fn output() -> [f32; LEN] {
    [0.0; LEN]
}

/// A matrix of the first elements of an operand.
fn matrix(k: usize, [rows, columns]: [usize; 2]) -> Array<f32> {
    let len = rows * columns;
    let line = done(array("", k, &[len.max(LEN)]));
    done(Array::from_vec(&[rows, columns], line.as_slice()[..len].to_vec()))
}

/// The plain loop beside calls on matrices: their elements, one after the other.
fn plain_add(a: Vec<f32>, b: Vec<f32>) -> Box<dyn Contender> {
    let values = |out: &Vec<f32>| values_of(out);
    local(vec![0.0; a.len()], values, move |out: &mut Vec<f32>| {
        out.iter_mut().zip(black_box(&a)).zip(black_box(&b)).for_each(|((out, a), b)| *out = a + b);
    })
}

fn values(output: &[f32; LEN]) -> Vec<f64> {
    values_of(output)
}

fn value(output: &f32) -> Vec<f64> {
    vec![f64::from(*output)]
}

/// A match of ours with nobody yet.
fn match_of(ours: Box<dyn Contender>) -> Match {
    Match::of(Some(ours), Tolerance::epsilons(8.0, f32::EPSILON.into()))
}

/// Adds NumPy's call on the operands `x` and `y`, into `out`.
fn against_numpy(found: &mut Match, peers: &Peers, setup: &str, call: &str) -> Outcome<()> {
    let Some(python) = &peers.python else { return Ok(()) };
    let mut arguments = Vec::new();
    for (k, name) in ["x", "y"].into_iter().enumerate() {
        let operand = done(array::<f32>("", k, &[LEN]));
        arguments.push(python.hand_over(name, operand.as_slice(), &operand.view())?);
    }
    found.against_python(Peer::Numpy, python.prepare(&arguments, setup, call, "out"));
    Ok(())
}

fn add_of_slices(peers: &Peers) -> Outcome<Match> {
    let (a, b) = (operand(0), operand(1));
    let mut found = match_of(local(output(), values, move |out: &mut [f32; LEN]| {
        done(add_into(black_box(&a[..]), black_box(&b[..]), &mut out[..]));
    }));
    let (a, b) = (operand(0), operand(1));
    let plain = local(output(), values, move |out: &mut [f32; LEN]| {
        out.iter_mut().zip(black_box(&a)).zip(black_box(&b)).for_each(|((out, a), b)| *out = a + b);
    });
    found.against(Peer::Plain, Some(plain));
    let (a, b) = (Array1::from_iter(operand(0)), Array1::from_iter(operand(1)));
    let zip = local(
        Array1::zeros(LEN),
        |out| values_of(out),
        move |out: &mut Array1<f32>| {
            Zip::from(out).and(black_box(&a)).and(black_box(&b)).for_each(|out, a, b| *out = a + b);
        },
    );
    found.against(Peer::Ndarray, Some(zip));
    against_numpy(&mut found, peers, "f = np.add\nout = np.zeros_like(x)", "f(x, y, out=out)")?;
    Ok(found)
}

fn add_of_matrices(peers: &Peers) -> Outcome<Match> {
    let shape = [2, LEN / 2];
    let (a, b) = (matrix(0, shape), matrix(1, shape));
    let out = done(Array::zeros(&shape));
    let mut found = match_of(local(out, data::values, move |out: &mut Array<f32>| {
        done(add_into(black_box(&a), black_box(&b), out));
    }));
    found.against(
        Peer::Plain,
        Some(plain_add(matrix(0, shape).to_vec(), matrix(1, shape).to_vec())),
    );
    let setup = "f = np.add\nx, y = x.reshape(2, -1), y.reshape(2, -1)\nout = np.zeros_like(x)";
    against_numpy(&mut found, peers, setup, "f(x, y, out=out)")?;
    Ok(found)
}

/// Adds zero, so that it can be done any number of times.
fn add_in_place(peers: &Peers) -> Outcome<Match> {
    let mut found = match_of(local(operand(0), values, |x: &mut [f32; LEN]| {
        done(add_assign(&mut x[..], black_box(0.0)));
    }));
    let plain = local(operand(0), values, |x: &mut [f32; LEN]| {
        let number = black_box(0.0);
        x.iter_mut().for_each(|x| *x += number);
    });
    found.against(Peer::Plain, Some(plain));
    against_numpy(
        &mut found,
        peers,
        "f = np.add\nout = x\nz = np.float32(0)",
        "f(out, z, out=out)",
    )?;
    Ok(found)
}

/// As [`add_in_place`].
fn add_in_place_of_a_matrix(_: &Peers) -> Outcome<Match> {
    let x = matrix(0, [2, LEN / 2]);
    let mut found =
        match_of(local(x, data::values, |x: &mut Array<f32>| done(add_assign(x, black_box(0.0)))));
    let plain = local(
        matrix(0, [2, LEN / 2]).to_vec(),
        |x| values_of(x),
        |x: &mut Vec<f32>| {
            let number = black_box(0.0);
            x.iter_mut().for_each(|x| *x += number);
        },
    );
    found.against(Peer::Plain, Some(plain));
    Ok(found)
}

/// Into new memory: a `Vec` is the least that is to be paid for it.
fn new_array(_: &Peers) -> Outcome<Match> {
    let shape = [2, LEN / 2];
    let (a, b) = (matrix(0, shape), matrix(1, shape));
    let out = done(Array::zeros(&shape));
    let mut found = match_of(local(out, data::values, move |out: &mut Array<f32>| {
        *out = done(add(black_box(&a), black_box(&b)));
    }));
    let (a, b) = (matrix(0, shape).to_vec(), matrix(1, shape).to_vec());
    let plain = local(
        Vec::new(),
        |out| values_of(out),
        move |out: &mut Vec<f32>| {
            *out = black_box(&a).iter().zip(black_box(&b)).map(|(a, b)| a + b).collect();
        },
    );
    found.against(Peer::Plain, Some(plain));
    Ok(found)
}

fn exp_of_slices(peers: &Peers) -> Outcome<Match> {
    let a = operand(0);
    let mut found = match_of(local(output(), values, move |out: &mut [f32; LEN]| {
        done(exp_into(black_box(&a[..]), &mut out[..]));
    }));
    let a = operand(0);
    let plain = local(output(), values, move |out: &mut [f32; LEN]| {
        out.iter_mut().zip(black_box(&a)).for_each(|(out, a)| *out = a.exp());
    });
    found.against(Peer::Plain, Some(plain));
    if let Some(lanes) = f32::lanes("exp") {
        let a = operand(0);
        let lanes = local(output(), values, move |out: &mut [f32; LEN]| lanes(black_box(&a), out));
        found.against(Peer::Lanes, Some(lanes));
    }
    against_numpy(&mut found, peers, "f = np.exp\nout = np.zeros_like(x)", "f(x, out=out)")?;
    Ok(found)
}

fn sum_of_a_slice(peers: &Peers) -> Outcome<Match> {
    let a = operand(0);
    let mut found = match_of(local(0.0, value, move |out| *out = sum(black_box(&a))));
    let a = operand(0);
    let plain = local(0.0, value, move |out| *out = black_box(&a).iter().sum());
    found.against(Peer::Plain, Some(plain));
    against_numpy(&mut found, peers, "f = np.sum\nout = np.zeros((), 'float32')", "f(x, out=out)")?;
    Ok(found)
}

fn sum_of_a_matrix(_: &Peers) -> Outcome<Match> {
    let x = matrix(0, [2, LEN / 2]);
    let mut found = match_of(local(0.0, value, move |out| *out = sum(black_box(&x))));
    let x = matrix(0, [2, LEN / 2]).to_vec();
    found.against(
        Peer::Plain,
        Some(local(0.0, value, move |out| *out = black_box(&x).iter().sum())),
    );
    Ok(found)
}

fn max_of_a_slice(peers: &Peers) -> Outcome<Match> {
    let a = operand(0);
    let mut found = match_of(local(0.0, value, move |out| *out = done(max(black_box(&a)))));
    let a = operand(0);
    let plain = local(0.0, value, move |out| {
        *out = black_box(&a).iter().copied().fold(f32::NEG_INFINITY, f32::max)
    });
    found.against(Peer::Plain, Some(plain));
    against_numpy(&mut found, peers, "f = np.max\nout = np.zeros((), 'float32')", "f(x, out=out)")?;
    Ok(found)
}

fn argmax_of_a_slice(_: &Peers) -> Outcome<Match> {
    let a = operand(0);
    let mut found =
        match_of(local(0.0, value, move |out| *out = done(argmax(black_box(&a))) as f32));
    let a = operand(0);
    let plain = local(0.0, value, move |out| {
        let largest = black_box(&a).iter().enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
        *out = largest.map_or(0.0, |(place, _)| place as f32);
    });
    found.against(Peer::Plain, Some(plain));
    Ok(found)
}

/// The sums of the columns of a matrix (axis 0), or of its rows.
fn sums_of_a_matrix(axis: isize) -> Match {
    let x = matrix(0, [4, 4]);
    let out = done(Array::zeros(&[4]));
    let mut found = match_of(local(out, data::values, move |out: &mut Array<f32>| {
        done(sum_axis_into(black_box(&x), axis, out));
    }));
    let x = matrix(0, [4, 4]).to_vec();
    let plain = local(
        vec![0.0; 4],
        |out| values_of(out),
        move |out: &mut Vec<f32>| {
            out.fill(0.0);
            for (i, row) in black_box(&x).chunks_exact(4).enumerate() {
                for (j, x) in row.iter().enumerate() {
                    out[if axis == 0 { j } else { i }] += x;
                }
            }
        },
    );
    found.against(Peer::Plain, Some(plain));
    found
}

fn product_of_matrices<const N: usize>(peers: &Peers) -> Outcome<Match> {
    let (a, b) = (matrix(0, [N, N]), matrix(1, [N, N]));
    let out = done(Array::zeros(&[N, N]));
    let mut found = match_of(local(out, data::values, move |out: &mut Array<f32>| {
        done(matmul_into(black_box(&a), black_box(&b), out));
    }));
    let (a, b) = (matrix(0, [N, N]).to_vec(), matrix(1, [N, N]).to_vec());
    let plain = local(
        vec![0.0; N * N],
        |out| values_of(out),
        move |out: &mut Vec<f32>| {
            out.fill(0.0);
            for (row, out) in black_box(&a).chunks_exact(N).zip(out.chunks_exact_mut(N)) {
                for (a, b) in row.iter().zip(black_box(&b).chunks_exact(N)) {
                    out.iter_mut().zip(b).for_each(|(out, b)| *out += a * b);
                }
            }
        },
    );
    found.against(Peer::Plain, Some(plain));
    if N == 2 {
        let setup = "f = np.matmul\nx, y = x[:4].reshape(2, 2), y[:4].reshape(2, 2)\nout = np.zeros_like(x)";
        against_numpy(&mut found, peers, setup, "f(x, y, out=out)")?;
    }
    Ok(found)
}

/// A call that is made in a shared library, where reading what belongs to a thread costs more.
fn from_a_shared_library(
    peers: &Peers,
    function: &str,
    plain: fn(&[f32; LEN], &[f32; LEN], &mut [f32; LEN]),
) -> Outcome<Match> {
    let (a, b) = (operand(0), operand(1));
    let call = peers.shared.as_ref().and_then(|shared| of_eight(shared, function));
    let ours = call.map(|call| {
        local(output(), values, move |out: &mut [f32; LEN]| {
            assert!(call(black_box(&a), black_box(&b), out))
        })
    });
    let mut found = Match::of(ours, Tolerance::epsilons(8.0, f32::EPSILON.into()));
    let theirs = local(output(), values, move |out: &mut [f32; LEN]| {
        plain(black_box(&a), black_box(&b), out)
    });
    found.against(Peer::Plain, Some(theirs));
    Ok(found)
}

/// All of them.
pub fn cases() -> Vec<Case> {
    let calls: [(&str, fn(&Peers) -> Outcome<Match>); 19] = [
        ("add_into", add_of_slices),
        ("add_into of matrices", add_of_matrices),
        ("add_assign", add_in_place),
        ("add_assign of a matrix", add_in_place_of_a_matrix),
        ("add of matrices", new_array),
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
            dtype: "float32",
            form: String::from("few elements"),
            work: Work { elements: 1, read: 2 * LEN * 4, written: LEN * 4, operations: None },
            is_extra: false,
            make: Box::new(make),
        })
        .collect()
}
