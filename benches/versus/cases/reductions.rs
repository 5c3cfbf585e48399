//! Every reduction and scan of the catalogue, with all of its dtypes: of whole arrays, and along
//! each axis of arrays of several shapes.

use super::{Case, Comparison, Group, Outcome, Work, local, local_calls, unwrap};
use crate::data::{Datum, array, numpy_name, values, values_of};
use crate::peers::vectors::Vectors;
use crate::peers::{Peer, Peers};
use ndarray::{ArrayD, ArrayViewD, IxDyn};
use std::hint::black_box;
use std::rc::Rc;
use tightloop::*;
use tightloop_harness::Contender;
use tightloop_harness::agree::Tolerance;

/// The lengths of arrays that are reduced as a whole.
const FLAT: [usize; 5] = [1000, 20_000, 100_000, 1_000_000, 32_000_000];

/// The shapes of arrays that are reduced along each of their axes: the last ones are narrow, and
/// neighbours of what fills registers.
const SHAPES: [&[usize]; 18] = [
    &[1000, 1000],
    &[10, 100_000],
    &[100_000, 10],
    &[100, 100, 100],
    &[10_000, 2],
    &[10_000, 3],
    &[10_000, 10],
    &[10_000, 24],
    &[10_000, 31],
    &[10_000, 48],
    &[10_000, 63],
    &[2, 10_000],
    &[3, 10_000],
    &[10, 10_000],
    &[24, 10_000],
    &[31, 10_000],
    &[48, 10_000],
    &[63, 10_000],
];

/// NumPy's call, with `None` for the whole array.
const NUMPY_CALL: &str = "f(x, axis=axis, out=out)";

/// Whether a case is only measured with `--full`.
fn full_only(op: &str, dtype: DType, shape: &[usize]) -> bool {
    let is_usual_dtype = matches!(dtype, DType::F32 | DType::F64 | DType::I32 | DType::U8);
    let is_typical = matches!(op, "sum" | "max" | "argmax");
    match shape {
        [100_000] | [1000, 1000] => false,
        [32_000_000] => !(op == "sum" && dtype == DType::F32),
        [1000] => !(is_typical && dtype == DType::F32),
        _ => !(is_usual_dtype && is_typical),
    }
}

/// Returns how far our results may differ from those of a peer. Sums are rounded in another order,
/// and a plain loop loses up to half an ULP per element.
fn tolerance<T: Datum, Y: Datum>(op: &str, len: usize) -> Tolerance {
    match op {
        "max" | "min" | "nanmax" | "nanmin" | "ptp" | "cumulative_max" | "cumulative_min" => {
            Tolerance::EXACT
        }
        _ if Y::EPSILON > 0.0 => Tolerance::epsilons(len as f64, Y::EPSILON.max(T::EPSILON)),
        _ => Tolerance::EXACT,
    }
}

fn input<T: Datum>(op: &str, shape: &[usize]) -> Outcome<Rc<Array<T>>> {
    array(op, 0, shape).map(Rc::new).map_err(|error| error.to_string())
}

fn output<Y: Datum>(shape: &[usize]) -> Outcome<Array<Y>> {
    Array::zeros(shape).map_err(|error| error.to_string())
}

/// Returns the case of an array that is reduced along an axis, or as a whole, to `results`
/// elements.
fn case<T: Datum, Y: Datum>(
    op: &'static str,
    shape: &'static [usize],
    axis: Option<usize>,
    results: usize,
    make: impl Fn(&Peers) -> Outcome<Comparison> + 'static,
) -> Case {
    let elements: usize = shape.iter().product();
    let lengths: Vec<String> = shape.iter().map(usize::to_string).collect();
    let lengths = lengths.join(" x ");
    Case {
        group: Group::Reductions,
        op: op.into(),
        dtype: T::NAME,
        shape: axis.map_or(format!("{lengths} flat"), |axis| format!("{lengths} axis {axis}")),
        work: Work {
            elements,
            read: elements * size_of::<T>(),
            written: results * size_of::<Y>(),
            operations: (T::EPSILON > 0.0 && matches!(op, "sum" | "mean" | "max" | "min"))
                .then_some(elements),
        },
        full_only: full_only(op, T::DTYPE, shape),
        make: Box::new(make),
    }
}

/// Returns NumPy's function of an array, an axis and an output.
fn numpy_function(op: &str) -> String {
    // These have no `out`.
    let without_out = match op {
        "count_nonzero" => "np.count_nonzero(x, axis=axis)",
        "norm_1" => "np.linalg.vector_norm(x, axis=axis, ord=1)",
        "norm_2" => "np.linalg.vector_norm(x, axis=axis)",
        "norm_inf" => "np.linalg.vector_norm(x, axis=axis, ord=np.inf)",
        _ => return format!("np.{op}"),
    };
    format!("lambda x, axis, out: np.copyto(out, {without_out})")
}

/// Adds NumPy's function, with and without AVX-512.
fn add_numpy<T: Datum>(
    comparison: &mut Comparison,
    peers: &Peers,
    op: &str,
    x: &Array<T>,
    axis: Option<usize>,
    results: &[usize],
    result: DType,
) {
    for (peer, python) in peers.numpys() {
        let (Some(dtype), Ok(x)) =
            (numpy_name(result), python.hand_over("x", x.as_slice(), &x.view()))
        else {
            continue;
        };
        let axis = axis.map_or("None".into(), |axis| axis.to_string());
        let lengths: String = results.iter().map(|len| format!("{len}, ")).collect();
        let f = numpy_function(op);
        let setup = format!("f = {f}\naxis = {axis}\nout = np.zeros(({lengths}), '{dtype}')");
        let call = python.prepare(&[x], &setup, NUMPY_CALL, "out");
        comparison.add_python(peer, call);
    }
}

/// Adds the cases of a reduction: `all` reduces whole arrays, `into` reduces along an axis.
#[inline(never)]
fn reduction<T: Vectors, Y: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    all: fn(&Array<T>) -> f64,
    into: fn(&Array<T>, isize, &mut Array<Y>) -> Result<()>,
) {
    for len in &FLAT {
        cases.push(case::<T, Y>(op, std::slice::from_ref(len), None, 1, move |peers| {
            flat(op, *len, all, peers, tolerance::<T, Y>(op, *len), Y::DTYPE)
        }));
    }
    for shape in SHAPES {
        for axis in 0..shape.len() {
            let results: Vec<usize> = [&shape[..axis], &shape[axis + 1..]].concat();
            let count = results.iter().product();
            cases.push(case::<T, Y>(op, shape, Some(axis), count, move |peers| {
                along_axis(op, shape, axis, into, &results, peers)
            }));
        }
    }
}

/// Returns a contender that reduces an array to a number.
fn to_number<T: Datum>(
    x: &Rc<Array<T>>,
    call: impl Fn(&Array<T>) -> f64 + 'static,
) -> Box<dyn Contender> {
    let x = Rc::clone(x);
    local(0.0, |value| vec![*value], move |value| *value = call(black_box(&x)))
}

/// Makes the calls that reduce a whole array to an element of type `result`.
fn flat<T: Vectors>(
    op: &str,
    len: usize,
    all: fn(&Array<T>) -> f64,
    peers: &Peers,
    tolerance: Tolerance,
    result: DType,
) -> Outcome<Comparison> {
    let x = input::<T>(op, &[len])?;
    let mut comparison = Comparison::new(Some(to_number(&x, all)), tolerance);
    let calls = [
        (Peer::Plain, T::reduce(op)),
        (Peer::Lanes, T::lanes_reduction(op)),
        (Peer::Pulp, T::pulp_reduction(op)),
    ];
    for (peer, call) in calls {
        if let Some(call) = call {
            comparison.add(peer, to_number(&x, move |x| call(x.as_slice())));
        }
    }
    if let Some(call) = T::ndarray_reduction(op) {
        let x = Rc::clone(&x);
        let calls = move |calls, value: &mut f64| {
            let x = ndarray_view(&x);
            (0..calls).for_each(|_| *black_box(&mut *value) = call(black_box(&x)));
        };
        comparison.add(Peer::Ndarray, local_calls(0.0, |value| vec![*value], calls));
    }
    add_numpy(&mut comparison, peers, op, &x, None, &[], result);
    Ok(comparison)
}

/// Makes the calls that reduce an array along an axis.
fn along_axis<T: Vectors, Y: Datum>(
    op: &str,
    shape: &[usize],
    axis: usize,
    into: fn(&Array<T>, isize, &mut Array<Y>) -> Result<()>,
    results: &[usize],
    peers: &Peers,
) -> Outcome<Comparison> {
    let x = input::<T>(op, shape)?;
    let a = Rc::clone(&x);
    let ours = local(output::<Y>(results)?, values, move |out| {
        unwrap(into(black_box(&a), axis as isize, out));
    });
    let mut comparison = Comparison::new(Some(ours), tolerance::<T, Y>(op, shape[axis]));
    if let Some(call) = T::ndarray_along_axis(op) {
        let x = Rc::clone(&x);
        // ndarray has no function that writes to existing memory.
        let out = ArrayD::from_elem(IxDyn(results), T::ZERO);
        let calls = move |calls, out: &mut ArrayD<T>| {
            let x = ndarray_view(&x);
            (0..calls).for_each(|_| {
                *black_box(&mut *out) = call(black_box(&x), ndarray::Axis(axis));
            });
        };
        comparison.add(Peer::Ndarray, local_calls(out, |out| values_of(out), calls));
    }
    add_numpy(&mut comparison, peers, op, &x, Some(axis), results, Y::DTYPE);
    Ok(comparison)
}

/// Returns ndarray's view of an array.
fn ndarray_view<T: Datum>(x: &Array<T>) -> ArrayViewD<'_, T> {
    ArrayViewD::from_shape(IxDyn(x.shape()), x.as_slice()).expect("an array in C order")
}

/// Adds the cases of a scan along an axis.
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
                let a = Rc::clone(&x);
                let ours = local(output::<Y>(shape)?, values, move |out| {
                    unwrap(into(black_box(&a), axis as isize, out));
                });
                let tolerance = tolerance::<T, Y>(op, shape[axis]);
                let mut comparison = Comparison::new(Some(ours), tolerance);
                add_numpy(&mut comparison, peers, op, &x, Some(axis), shape, Y::DTYPE);
                Ok(comparison)
            }));
        }
    }
}

/// Returns an element as a number.
fn number<Y: Datum>(y: Y) -> f64 {
    values_of(&[y])[0]
}

/// Returns a case per reduction or scan, dtype, shape and axis.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    /// Lists the cases of one line of the catalogue.
    macro_rules! list {
        (fold $op:ident [$all:ident $axis:ident $into:ident] $docs:tt
            [] [$(($in:ty) => ($out:ty) as $v:ty;)*]
        ) => {
            $(reduction::<$in, $out>(
                &mut cases,
                stringify!($all),
                |x| number($all(x)),
                |x, axis, out| $into(x, axis, out),
            );)*
        };
        (fold1 $op:ident [$all:ident $axis:ident $into:ident] $docs:tt
            [] [$(($in:ty) => ($out:ty) as $v:ty;)*]
        ) => {
            $(reduction::<$in, $out>(
                &mut cases,
                stringify!($all),
                |x| number(unwrap($all(x))),
                |x, axis, out| $into(x, axis, out),
            );)*
        };
        (spread $op:ident [$all:ident $axis:ident $into:ident] $docs:tt
            [] [$(($in:ty) => ($out:ty) as $v:ty;)*]
        ) => {
            $(reduction::<$in, $out>(
                &mut cases,
                stringify!($all),
                |x| number($all(x, 0.0)),
                |x, axis, out| $into(x, axis, 0.0, out),
            );)*
        };
        (count $op:ident [$all:ident $axis:ident $into:ident] $docs:tt
            [] [$(($in:ty) => ($out:ty) as $v:ty;)*]
        ) => {
            $(reduction::<$in, $out>(
                &mut cases,
                stringify!($all),
                |x| $all(x) as f64,
                |x, axis, out| $into(x, axis, out),
            );)*
        };
        (search $op:ident [$all:ident $axis:ident $into:ident] $docs:tt
            [] [$(($in:ty) => ($out:ty) as $v:ty;)*]
        ) => {
            $(reduction::<$in, $out>(
                &mut cases,
                stringify!($all),
                |x| unwrap($all(x)) as f64,
                |x, axis, out| $into(x, axis, out),
            );)*
        };
        (nan_search $($line:tt)*) => {
            list! { search $($line)* }
        };
        (scan $op:ident [$name:ident $into:ident] $docs:tt
            [] [$(($in:ty) => ($out:ty) as $v:ty;)*]
        ) => {
            $(scan::<$in, $out>(
                &mut cases,
                stringify!($name),
                |x, axis, out| $into(x, axis, out),
            );)*
        };
        ($($elementwise:tt)*) => {};
    }
    catalogue! { list }
    cases
}
