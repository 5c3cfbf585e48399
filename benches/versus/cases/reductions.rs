//! Every reduction and scan of the catalogue on every dtype: flat, and along each axis of arrays of
//! several shapes.

use super::{Case, Group, Match, Outcome, Work, done, local, local_calls};
use crate::data::{Datum, array, numpy_name, values, values_of};
use crate::peers::vectors::Vectors;
use crate::peers::{Peer, Peers};
use ndarray::{ArrayD, ArrayViewD, IxDyn};
use std::hint::black_box;
use std::rc::Rc;
use tightloop::*;
use tightloop_harness::agree::Tolerance;

/// The lengths of arrays that are reduced as a whole.
const FLAT: [usize; 4] = [1000, 100_000, 1_000_000, 32_000_000];

/// The shapes of arrays that are reduced along each of their axes.
const SHAPES: [&[usize]; 4] = [&[1000, 1000], &[10, 100_000], &[100_000, 10], &[100, 100, 100]];

/// NumPy's call; no axis is `None`.
const NUMPY_CALL: &str = "f(x, axis=axis, out=out)";

/// Whether a case is measured only where all are asked for.
fn is_extra(op: &str, dtype: DType, shape: &[usize]) -> bool {
    let is_usual_dtype = matches!(dtype, DType::F32 | DType::F64 | DType::I32 | DType::U8);
    let is_telling = matches!(op, "sum" | "max" | "argmax");
    match shape {
        [100_000] | [1000, 1000] => false,
        [32_000_000] => !(op == "sum" && dtype == DType::F32),
        [1000] => !(is_telling && dtype == DType::F32),
        _ => !(is_usual_dtype && is_telling),
    }
}

/// How far our results may be from those of a peer: sums are rounded in another order, and a peer's
/// plain loop loses a part of an ULP with each element.
fn tolerance<T: Datum, Y: Datum>(op: &str, len: usize) -> Tolerance {
    match op {
        "sum" | "mean" | "prod" | "cumulative_sum" if Y::EPSILON > 0.0 => {
            Tolerance::epsilons(len as f64, Y::EPSILON.max(T::EPSILON))
        }
        _ => Tolerance::EXACT,
    }
}

fn input<T: Datum>(op: &str, shape: &[usize]) -> Outcome<Rc<Array<T>>> {
    array(op, 0, shape).map(Rc::new).map_err(|error| error.to_string())
}

fn output<Y: Datum>(shape: &[usize]) -> Outcome<Array<Y>> {
    Array::zeros(shape).map_err(|error| error.to_string())
}

/// The case of a shape that is reduced along an axis, or as a whole, to `results`.
fn case<T: Datum, Y: Datum>(
    op: &'static str,
    shape: &'static [usize],
    axis: Option<usize>,
    results: usize,
    make: impl Fn(&Peers) -> Outcome<Match> + 'static,
) -> Case {
    let elements: usize = shape.iter().product();
    let lengths: Vec<String> = shape.iter().map(usize::to_string).collect();
    let lengths = lengths.join(" x ");
    Case {
        group: Group::Reductions,
        op: op.into(),
        dtype: T::DTYPE.name(),
        form: axis.map_or(format!("{lengths} flat"), |axis| format!("{lengths} axis {axis}")),
        work: Work {
            elements,
            read: elements * size_of::<T>(),
            written: results * size_of::<Y>(),
            operations: (T::EPSILON > 0.0 && matches!(op, "sum" | "mean" | "max" | "min"))
                .then_some(elements),
        },
        is_extra: is_extra(op, T::DTYPE, shape),
        make: Box::new(make),
    }
}

/// Adds NumPy's function of the same name, with and without AVX-512.
fn against_numpy<T: Datum, Y: Datum>(
    found: &mut Match,
    peers: &Peers,
    op: &str,
    x: &Array<T>,
    axis: Option<usize>,
    results: &[usize],
) {
    for (peer, python) in peers.numpys() {
        let (Some(dtype), Ok(x)) =
            (numpy_name(Y::DTYPE), python.hand_over("x", x.as_slice(), &x.view()))
        else {
            continue;
        };
        let axis = axis.map_or("None".into(), |axis| axis.to_string());
        let lengths: String = results.iter().map(|len| format!("{len}, ")).collect();
        let setup = format!("f = np.{op}\naxis = {axis}\nout = np.zeros(({lengths}), '{dtype}')");
        let call = python.prepare(&[x], &setup, NUMPY_CALL, "out");
        found.against_python(peer, call);
    }
}

/// The cases of a reduction: `all` of the elements, and `into`, along an axis.
#[inline(never)]
fn reduction<T: Vectors, Y: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    all: fn(&Array<T>) -> f64,
    into: fn(&Array<T>, isize, &mut Array<Y>) -> Result<()>,
) {
    for len in &FLAT {
        let shape = std::slice::from_ref(len);
        cases.push(case::<T, Y>(op, shape, None, 1, move |peers| {
            let x = input::<T>(op, shape)?;
            let ours = Rc::clone(&x);
            let ours =
                local(0.0, |value| vec![*value], move |value| *value = all(black_box(&ours)));
            let mut found = Match::of(Some(ours), tolerance::<T, Y>(op, *len));
            let calls = [
                (Peer::Plain, T::reduce(op)),
                (Peer::Lanes, T::lanes_reduction(op)),
                (Peer::Pulp, T::pulp_reduction(op)),
            ];
            for (peer, call) in calls {
                let x = Rc::clone(&x);
                found.against(
                    peer,
                    call.map(|call| {
                        local(
                            0.0,
                            |value| vec![*value],
                            move |value| *value = call(black_box(&x).as_slice()),
                        )
                    }),
                );
            }
            if let Some(call) = T::ndarray_reduction(op) {
                let x = Rc::clone(&x);
                let call = local_calls(
                    0.0,
                    |value| vec![*value],
                    move |calls, value| {
                        let x = nd(&x);
                        (0..calls).for_each(|_| *black_box(&mut *value) = call(black_box(&x)));
                    },
                );
                found.against(Peer::Ndarray, Some(call));
            }
            against_numpy::<T, Y>(&mut found, peers, op, &x, None, &[]);
            Ok(found)
        }));
    }
    for shape in SHAPES {
        for axis in 0..shape.len() {
            let results: Vec<usize> = [&shape[..axis], &shape[axis + 1..]].concat();
            let count = results.iter().product();
            cases.push(case::<T, Y>(op, shape, Some(axis), count, move |peers| {
                let x = input::<T>(op, shape)?;
                let ours = Rc::clone(&x);
                let ours = local(output::<Y>(&results)?, values, move |out| {
                    done(into(black_box(&ours), axis as isize, out));
                });
                let mut found = Match::of(Some(ours), tolerance::<T, Y>(op, shape[axis]));
                if let Some(call) = T::ndarray_along_axis(op) {
                    let x = Rc::clone(&x);
                    // It has no way to write into memory that is there.
                    let call = local_calls(
                        ArrayD::from_elem(IxDyn(&results), T::ZERO),
                        |out: &ArrayD<T>| values_of(out),
                        move |calls, out| {
                            let x = nd(&x);
                            (0..calls).for_each(|_| {
                                *black_box(&mut *out) = call(black_box(&x), ndarray::Axis(axis));
                            });
                        },
                    );
                    found.against(Peer::Ndarray, Some(call));
                }
                against_numpy::<T, Y>(&mut found, peers, op, &x, Some(axis), &results);
                Ok(found)
            }));
        }
    }
}

/// An array as ndarray sees it.
fn nd<T: Datum>(x: &Array<T>) -> ArrayViewD<'_, T> {
    ArrayViewD::from_shape(IxDyn(x.shape()), x.as_slice()).expect("an array in C order")
}

/// The cases of a scan along an axis.
#[inline(never)]
fn scan<T: Datum, Y: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    into: fn(&Array<T>, isize, &mut Array<Y>) -> Result<()>,
) {
    let flat = FLAT.iter().map(std::slice::from_ref);
    for shape in flat.chain(SHAPES) {
        for axis in 0..shape.len() {
            cases.push(case::<T, Y>(op, shape, Some(axis), shape.iter().product(), move |peers| {
                let x = input::<T>(op, shape)?;
                let ours = Rc::clone(&x);
                let ours = local(output::<Y>(shape)?, values, move |out| {
                    done(into(black_box(&ours), axis as isize, out));
                });
                let mut found = Match::of(Some(ours), tolerance::<T, Y>(op, shape[axis]));
                against_numpy::<T, Y>(&mut found, peers, op, &x, Some(axis), shape);
                Ok(found)
            }));
        }
    }
}

/// A result as a number.
fn number<Y: Datum>(y: Y) -> f64 {
    values_of(&[y])[0]
}

/// One case for each reduction and dtype, shape and axis.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    /// Lists the cases of one line of the catalogue.
    macro_rules! list {
        (fold $op:ident [$all:ident $axis:ident $into:ident] $docs:tt [] [$(($in:ty) => ($out:ty) as $v:tt;)*]) => {
            $(reduction::<$in, $out>(&mut cases, stringify!($all), |x| number($all(x)), |x, axis, out| $into(x, axis, out));)*
        };
        (fold1 $op:ident [$all:ident $axis:ident $into:ident] $docs:tt [] [$(($in:ty) => ($out:ty) as $v:tt;)*]) => {
            $(reduction::<$in, $out>(&mut cases, stringify!($all), |x| number(done($all(x))), |x, axis, out| $into(x, axis, out));)*
        };
        (search $op:ident [$all:ident $axis:ident $into:ident] $docs:tt [] [$(($in:ty) => ($out:ty) as $v:tt;)*]) => {
            $(reduction::<$in, $out>(&mut cases, stringify!($all), |x| done($all(x)) as f64, |x, axis, out| $into(x, axis, out));)*
        };
        (scan $op:ident [$name:ident $into:ident] $docs:tt [] [$(($in:ty) => ($out:ty) as $v:tt;)*]) => {
            $(scan::<$in, $out>(&mut cases, stringify!($name), |x, axis, out| $into(x, axis, out));)*
        };
        ($($elementwise:tt)*) => {};
    }
    catalogue! { list }
    cases
}
