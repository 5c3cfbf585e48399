//! Calls on eight elements: what it costs to get to the loop and back.

use super::{Case, Group, Match, Outcome, Work, done, local};
use crate::data::{self, array, values_of};
use crate::peers::vectors::Vectors;
use crate::peers::{Peer, Peers};
use ndarray::{Array1, Zip};
use std::hint::black_box;
use tightloop::{Array, add_assign, add_into, exp_into, matmul_into, sum};
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
    done(Array::from_vec(&[rows, columns], operand(k)[..rows * columns].to_vec()))
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
    against_numpy(&mut found, peers, "f = np.add\nout = x\nz = np.float32(0)", "f(out, z, out=out)")?;
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

fn product_of_matrices(peers: &Peers) -> Outcome<Match> {
    let (a, b) = (matrix(0, [2, 2]), matrix(1, [2, 2]));
    let out = done(Array::zeros(&[2, 2]));
    let mut found = match_of(local(out, data::values, move |out: &mut Array<f32>| {
        done(matmul_into(black_box(&a), black_box(&b), out));
    }));
    let setup = "f = np.matmul\nx, y = x[:4].reshape(2, 2), y[:4].reshape(2, 2)\nout = np.zeros_like(x)";
    against_numpy(&mut found, peers, setup, "f(x, y, out=out)")?;
    Ok(found)
}

/// All of them.
pub fn cases() -> Vec<Case> {
    let calls: [(&str, fn(&Peers) -> Outcome<Match>); 6] = [
        ("add_into", add_of_slices),
        ("add_into of matrices", add_of_matrices),
        ("add_assign", add_in_place),
        ("exp_into", exp_of_slices),
        ("sum", sum_of_a_slice),
        ("matmul_into of 2 x 2", product_of_matrices),
    ];
    calls
        .into_iter()
        .map(|(name, make)| Case {
            group: Group::Overhead,
            op: name.into(),
            dtype: "float32",
            form: String::from("8 elements"),
            work: Work { elements: 1, read: 2 * LEN * 4, written: LEN * 4, operations: None },
            is_extra: false,
            make: Box::new(make),
        })
        .collect()
}
