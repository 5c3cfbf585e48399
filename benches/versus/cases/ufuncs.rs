//! Every function of the catalogue on every dtype that it has, over sizes and layouts.

use super::{Case, Group, Match, Outcome, Work, done, local, local_calls};
use crate::data::{Datum, Lie, Operand, numpy_name, values};
use crate::peers::plain::{self, Plain};
use crate::peers::python::{Argument, Python};
use crate::peers::vectors::{Vectors, Vml};
use crate::peers::{Peer, Peers};
use ndarray::{ArrayView2, ArrayViewMut2, ShapeBuilder};
use std::hint::black_box;
use std::rc::Rc;
use tightloop::*;
use tightloop_harness::agree::Tolerance;

/// The shapes of operands, by how many elements they have.
const SHAPES: [[usize; 2]; 4] = [[25, 40], [100, 200], [1000, 1000], [4000, 8000]];

/// The number of elements at which every function is measured.
const USUAL: usize = 20_000;

/// How operands lie, in the cases of functions of one and of more: [`Lie::Stride2`] all of them,
/// any other way the last one.
const OF_ONE: [Lie; 3] = [Lie::Contiguous, Lie::Stride2, Lie::Transposed];
const OF_MORE: [Lie; 6] =
    [Lie::Contiguous, Lie::Scalar, Lie::Row, Lie::Column, Lie::Stride2, Lie::Transposed];

/// How operand number `k` of so many lies.
fn lie_of(form: Lie, k: usize, count: usize) -> Lie {
    if form == Lie::Stride2 || k + 1 == count { form } else { Lie::Contiguous }
}

/// How many additions, multiplications and the like a function takes for an element, where that is
/// no question.
fn operations(op: &str) -> Option<usize> {
    match op {
        "negative" | "abs" | "square" | "add" | "subtract" | "multiply" | "divide" | "minimum"
        | "maximum" | "fmin" | "fmax" => Some(1),
        "fma" => Some(2),
        _ => None,
    }
}

/// Whether a function looks at its operands: whether an integer is NaN is no question.
fn reads(op: &str, dtype: DType) -> bool {
    op != "isnan" || matches!(dtype, DType::F16 | DType::BF16 | DType::F32 | DType::F64)
}

/// Whether a case is measured only where all are asked for: most functions and dtypes are told by
/// one size and one layout.
fn is_extra(op: &str, dtype: DType, elements: usize, form: Lie) -> bool {
    let is_float = matches!(dtype, DType::F32 | DType::F64);
    let is_telling = matches!(op, "add" | "multiply" | "exp" | "log" | "sqrt");
    match (elements, form) {
        (USUAL, Lie::Contiguous) => false,
        (USUAL, _) => !(is_float && matches!(op, "add" | "exp")),
        (32_000_000, _) => {
            !(matches!(op, "add" | "exp") && dtype == DType::F32 && form == Lie::Contiguous)
        }
        _ => !(is_float && is_telling && form == Lie::Contiguous),
    }
}

/// The cases of one function on operands of some dtypes: one for each size and layout.
fn push<Y: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    dtypes: &[DType],
    outputs: usize,
    make: impl Fn(&Peers, [usize; 2], Lie) -> Outcome<Match> + Clone + 'static,
) {
    let forms = if dtypes.len() == 1 { &OF_ONE[..] } else { &OF_MORE };
    for shape in SHAPES {
        for &form in forms {
            let elements = shape[0] * shape[1];
            let make = make.clone();
            let read = dtypes
                .iter()
                .enumerate()
                .map(|(k, dtype)| lie_of(form, k, dtypes.len()).elements(shape) * dtype.size());
            cases.push(Case {
                group: Group::Ufuncs,
                op: op.into(),
                dtype: dtypes[0].name(),
                form: format!("{} x {}, {}", shape[0], shape[1], form.name()),
                work: Work {
                    elements,
                    read: if reads(op, dtypes[0]) { read.sum() } else { 0 },
                    written: outputs * elements * size_of::<Y>(),
                    operations: operations(op)
                        .filter(|_| Y::EPSILON > 0.0)
                        .map(|each| each * elements),
                },
                is_extra: is_extra(op, dtypes[0], elements, form),
                make: Box::new(move |peers| make(peers, shape, form)),
            });
        }
    }
}

/// How far our results may be from those of a peer: NumPy allows itself 4 ULP, as does MKL's LA
/// mode.
fn tolerance<Y: Datum>() -> Tolerance {
    match Y::DTYPE {
        // Differences of products of numbers up to 10.
        DType::C32 | DType::C64 => Tolerance::epsilons(8.0, Y::EPSILON).of_size(100.0),
        _ if Y::EPSILON == 0.0 => Tolerance::EXACT,
        _ => Tolerance::epsilons(8.0, Y::EPSILON),
    }
}

fn output<Y: Datum>(shape: [usize; 2]) -> Outcome<Array<Y>> {
    Array::zeros(&shape).map_err(|error| error.to_string())
}

fn operand<T: Datum>(
    op: &str,
    k: usize,
    count: usize,
    shape: [usize; 2],
    form: Lie,
) -> Outcome<Rc<Operand<T>>> {
    Operand::new(op, k, shape, lie_of(form, k, count))
        .map(Rc::new)
        .map_err(|error| error.to_string())
}

/// An operand as ndarray sees it.
fn nd<T: Datum>(operand: &Operand<T>) -> ArrayView2<'_, T> {
    let view = operand.view();
    let stride = |axis: usize| view.strides()[axis].unsigned_abs();
    let shape = (view.shape()[0], view.shape()[1]).strides((stride(0), stride(1)));
    ArrayView2::from_shape(shape, operand.memory()).expect("a view of all of the memory")
}

/// An output as ndarray sees it.
fn nd_mut<Y: Datum>(output: &mut Array<Y>) -> ArrayViewMut2<'_, Y> {
    let shape = (output.shape()[0], output.shape()[1]);
    ArrayViewMut2::from_shape(shape, output.as_slice_mut()).expect("an array in C order")
}

/// Adds NumPy's functions of the same name, with and without AVX-512. `arguments` hands over what
/// they are called with.
fn against_numpy<Y: Datum>(
    found: &mut Match,
    peers: &Peers,
    op: &str,
    shape: [usize; 2],
    outputs: usize,
    arguments: impl Fn(&Python) -> Outcome<Vec<Argument>>,
) {
    for (peer, python) in peers.numpys() {
        let (Some(dtype), Ok(arguments)) = (numpy_name(Y::DTYPE), arguments(python)) else {
            continue;
        };
        let [rows, columns] = shape;
        let out = ["out", "out, out2"][outputs - 1];
        let operands = ["x", "x, y", "x, y, z"][arguments.len() - 1];
        let setup = format!(
            "f = np.{op}\nout, out2 = (np.zeros(({rows}, {columns}), '{dtype}') for _ in range(2))"
        );
        let results = ["out", "out out2"][outputs - 1];
        let call =
            python.prepare(&arguments, &setup, &format!("f({operands}, out=({out}))"), results);
        found.against_python(peer, call);
    }
}

#[inline(never)]
fn unary<T: Vectors, Y: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    into: fn(&ArrayView<T>, &mut Array<Y>) -> Result<()>,
    loops: Option<plain::Unary<T, Y>>,
    libraries: fn(&mut Match, &Peers, &str, &Rc<Operand<T>>) -> Outcome<()>,
) {
    let loops = loops.map(Rc::new);
    push::<Y>(cases, op, &[T::DTYPE], 1, move |peers, shape, form| {
        let x = operand::<T>(op, 0, 1, shape, form)?;
        let ours = Rc::clone(&x);
        let ours = local_calls(output(shape)?, values, move |calls, out| {
            let x = ours.view();
            (0..calls).for_each(|_| done(into(black_box(&x), black_box(out))));
        });
        let mut found = Match::of(Some(ours), tolerance::<Y>());
        if let Some(loops) = &loops {
            if form == Lie::Contiguous {
                let (x, f) = (Rc::clone(&x), Rc::clone(&loops.iter));
                found.against(
                    Peer::Plain,
                    Some(local(output(shape)?, values, move |out: &mut Array<Y>| {
                        f(black_box(x.memory()), out.as_slice_mut());
                    })),
                );
            }
            let (x, f) = (Rc::clone(&x), Rc::clone(&loops.ndarray));
            found.against(
                Peer::Ndarray,
                Some(local_calls(output(shape)?, values, move |calls, out: &mut Array<Y>| {
                    let (x, mut out) = (nd(&x), nd_mut(out));
                    (0..calls).for_each(|_| f(black_box(&x), black_box(&mut out)));
                })),
            );
        }
        libraries(&mut found, peers, op, &x)?;
        against_numpy::<Y>(&mut found, peers, op, shape, 1, |python| {
            Ok(vec![python.hand_over("x", x.memory(), &x.view())?])
        });
        Ok(found)
    });
}

/// Adds the functions of slices that libraries have for a type.
fn unary_libraries<T: Vectors>(
    found: &mut Match,
    peers: &Peers,
    op: &str,
    x: &Rc<Operand<T>>,
) -> Outcome<()> {
    if x.as_slice().is_none() {
        return Ok(());
    }
    let mut calls = vec![(Peer::Lanes, T::lanes(op)), (Peer::Pulp, T::pulp_unary(op))];
    if let Some(mkl) = &peers.mkl {
        calls.extend([
            (Peer::VmlHa, T::vml_unary(mkl, op, Vml::Ha)),
            (Peer::VmlLa, T::vml_unary(mkl, op, Vml::La)),
        ]);
    }
    for (peer, call) in calls {
        if let Some(call) = call {
            let x = Rc::clone(x);
            let shape = [x.view().shape()[0], x.view().shape()[1]];
            found.against(
                peer,
                Some(local(output(shape)?, values, move |out: &mut Array<T>| {
                    call(black_box(x.memory()), out.as_slice_mut());
                })),
            );
        }
    }
    Ok(())
}

#[inline(never)]
fn binary<T: Datum, U: Datum, Y: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    into: fn(&ArrayView<T>, &ArrayView<U>, &mut Array<Y>) -> Result<()>,
    loops: Option<plain::Binary<T, U, Y>>,
    libraries: fn(&mut Match, &Peers, &str, &Rc<Operand<T>>, &Rc<Operand<U>>) -> Outcome<()>,
) {
    let loops = loops.map(Rc::new);
    push::<Y>(cases, op, &[T::DTYPE, U::DTYPE], 1, move |peers, shape, form| {
        let (x, y) = (operand::<T>(op, 0, 2, shape, form)?, operand::<U>(op, 1, 2, shape, form)?);
        let (a, b) = (Rc::clone(&x), Rc::clone(&y));
        let ours = local_calls(output(shape)?, values, move |calls, out| {
            let (a, b) = (a.view(), b.view());
            (0..calls).for_each(|_| done(into(black_box(&a), black_box(&b), black_box(out))));
        });
        let mut found = Match::of(Some(ours), tolerance::<Y>());
        if let Some(loops) = &loops {
            let (a, b) = (Rc::clone(&x), Rc::clone(&y));
            if form == Lie::Contiguous {
                let f = Rc::clone(&loops.iter);
                found.against(
                    Peer::Plain,
                    Some(local(output(shape)?, values, move |out: &mut Array<Y>| {
                        f(black_box(a.memory()), black_box(b.memory()), out.as_slice_mut());
                    })),
                );
            } else if form == Lie::Scalar {
                let f = Rc::clone(&loops.iter_scalar);
                found.against(
                    Peer::Plain,
                    Some(local(output(shape)?, values, move |out: &mut Array<Y>| {
                        f(black_box(a.memory()), black_box(b.memory()[0]), out.as_slice_mut());
                    })),
                );
            }
            let (a, b, f) = (Rc::clone(&x), Rc::clone(&y), Rc::clone(&loops.ndarray));
            found.against(
                Peer::Ndarray,
                Some(local_calls(output(shape)?, values, move |calls, out: &mut Array<Y>| {
                    let (a, b, mut out) = (nd(&a), nd(&b), nd_mut(out));
                    (0..calls).for_each(|_| f(black_box(&a), black_box(&b), black_box(&mut out)));
                })),
            );
        }
        libraries(&mut found, peers, op, &x, &y)?;
        against_numpy::<Y>(&mut found, peers, op, shape, 1, |python| {
            Ok(vec![
                python.hand_over("x", x.memory(), &x.view())?,
                python.hand_over("y", y.memory(), &y.view())?,
            ])
        });
        Ok(found)
    });
}

/// Adds the functions of two slices that libraries have for a type.
fn binary_libraries<T: Vectors>(
    found: &mut Match,
    peers: &Peers,
    op: &str,
    x: &Rc<Operand<T>>,
    y: &Rc<Operand<T>>,
) -> Outcome<()> {
    if x.as_slice().is_none() || y.as_slice().is_none() {
        return Ok(());
    }
    let mut calls = vec![(Peer::Pulp, T::pulp_binary(op))];
    if let Some(mkl) = &peers.mkl {
        calls.extend([
            (Peer::VmlHa, T::vml_binary(mkl, op, Vml::Ha)),
            (Peer::VmlLa, T::vml_binary(mkl, op, Vml::La)),
        ]);
    }
    for (peer, call) in calls {
        if let Some(call) = call {
            let (x, y) = (Rc::clone(x), Rc::clone(y));
            let shape = [x.view().shape()[0], x.view().shape()[1]];
            found.against(
                peer,
                Some(local(output(shape)?, values, move |out: &mut Array<T>| {
                    call(black_box(x.memory()), black_box(y.memory()), out.as_slice_mut());
                })),
            );
        }
    }
    Ok(())
}

#[inline(never)]
fn ternary<T: Vectors>(
    cases: &mut Vec<Case>,
    op: &'static str,
    into: fn(&ArrayView<T>, &ArrayView<T>, &ArrayView<T>, &mut Array<T>) -> Result<()>,
) {
    push::<T>(cases, op, &[T::DTYPE; 3], 1, move |peers, shape, form| {
        let operand = |k| operand::<T>(op, k, 3, shape, form);
        let operands = [operand(0)?, operand(1)?, operand(2)?];
        let [x, y, z] = operands.clone();
        let ours = local_calls(output(shape)?, values, move |calls, out| {
            let (x, y, z) = (x.view(), y.view(), z.view());
            (0..calls).for_each(|_| {
                done(into(black_box(&x), black_box(&y), black_box(&z), black_box(out)));
            });
        });
        let mut found = Match::of(Some(ours), tolerance::<T>());
        for (peer, f) in [(Peer::Plain, T::ternary(op)), (Peer::Pulp, T::pulp_ternary(op))] {
            if let (Some(f), Lie::Contiguous) = (f, form) {
                let [x, y, z] = operands.clone();
                let call = local(output(shape)?, values, move |out: &mut Array<T>| {
                    f(
                        black_box(x.memory()),
                        black_box(y.memory()),
                        black_box(z.memory()),
                        out.as_slice_mut(),
                    );
                });
                found.against(peer, Some(call));
            }
        }
        against_numpy::<T>(&mut found, peers, op, shape, 1, |python| {
            let names = ["x", "y", "z"].into_iter().zip(&operands);
            names
                .map(|(name, operand)| python.hand_over(name, operand.memory(), &operand.view()))
                .collect()
        });
        Ok(found)
    });
}

#[inline(never)]
fn pair<T: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    into: fn(&ArrayView<T>, &ArrayView<T>, &mut Array<T>, &mut Array<T>) -> Result<()>,
) {
    push::<T>(cases, op, &[T::DTYPE; 2], 2, move |peers, shape, form| {
        let (x, y) = (operand::<T>(op, 0, 2, shape, form)?, operand::<T>(op, 1, 2, shape, form)?);
        let (a, b) = (Rc::clone(&x), Rc::clone(&y));
        let outputs = (output(shape)?, output(shape)?);
        let ours = local_calls(
            outputs,
            |outputs| [values(&outputs.0), values(&outputs.1)].concat(),
            move |calls, outputs: &mut (Array<T>, Array<T>)| {
                let (a, b) = (a.view(), b.view());
                (0..calls).for_each(|_| {
                    let outputs = black_box(&mut *outputs);
                    done(into(black_box(&a), black_box(&b), &mut outputs.0, &mut outputs.1));
                });
            },
        );
        let mut found = Match::of(Some(ours), tolerance::<T>());
        against_numpy::<T>(&mut found, peers, op, shape, 2, |python| {
            Ok(vec![
                python.hand_over("x", x.memory(), &x.view())?,
                python.hand_over("y", y.memory(), &y.view())?,
            ])
        });
        Ok(found)
    });
}

/// One case for each function and dtype, size and layout. What it calls is kept out of it by
/// `inline(never)`: as one function it would take minutes to compile.
fn from_catalogue(cases: &mut Vec<Case>) {
    /// Lists the cases of one line of the catalogue.
    macro_rules! list {
        (unary $op:ident [$name:ident $into:ident $($f:ident)*] $docs:tt [$($t:ident)*] [
            $(($in:ty) => ($out:ty) as $a:tt => $b:tt;)*
        ]) => {
            $(unary::<$t, $t>(cases, stringify!($name), |x, out| $into(x, out), Plain::unary(stringify!($name)), unary_libraries);)*
            $(unary::<$in, $out>(cases, stringify!($name), |x, out| $into(x, out), None, |_, _, _, _| Ok(()));)*
        };
        (predicate $op:ident [$name:ident $into:ident] $docs:tt [$($t:ident)*] []) => {
            $(unary::<$t, bool>(cases, stringify!($name), |x, out| $into(x, out), Plain::predicate(stringify!($name)), |_, _, _, _| Ok(()));)*
        };
        (binary $op:ident [$name:ident $into:ident $($f:ident)*] $docs:tt [$($t:ident)*] [
            $(($in:ty, $jn:ty) => ($out:ty) as $a:tt => $b:tt;)*
        ]) => {
            $(binary::<$t, $t, $t>(cases, stringify!($name), |x, y, out| $into(x, y, out), Plain::binary(stringify!($name)), binary_libraries);)*
            $(binary::<$in, $jn, $out>(cases, stringify!($name), |x, y, out| $into(x, y, out), None, |_, _, _, _, _| Ok(()));)*
        };
        (compare $op:ident [$name:ident $into:ident] $docs:tt [$($t:ident)*] []) => {
            $(binary::<$t, $t, bool>(cases, stringify!($name), |x, y, out| $into(x, y, out), Plain::compare(stringify!($name)), |_, _, _, _, _| Ok(()));)*
        };
        (pair $op:ident [$name:ident $into:ident] $docs:tt [$($t:ident)*] []) => {
            $(pair::<$t>(cases, stringify!($name), |x, y, first, second| $into(x, y, first, second));)*
        };
        (ternary $op:ident [$name:ident $into:ident $($f:ident)*] $docs:tt [$($t:ident)*] []) => {
            $(ternary::<$t>(cases, stringify!($name), |x, y, z, out| $into(x, y, z, out));)*
        };
        ($reduction:ident $($line:tt)*) => {};
    }
    catalogue! { list }
}

/// All of them.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    from_catalogue(&mut cases);
    casts(&mut cases);
    cases
}

/// Casts, which are no lines of the catalogue: between neighbours in size, and to and from what is
/// measured in.
fn casts(cases: &mut Vec<Case>) {
    macro_rules! casts {
        ($($t:ident to $($u:ident $name:literal)*;)*) => {$($(cast_case::<$t, $u>(cases, concat!("cast to ", $name), |x, out| cast_into(x, out));)*)*};
    }
    casts! {
        u8 to f32 "float32" f64 "float64";
        i32 to f32 "float32" f64 "float64" i64 "int64";
        f16 to f32 "float32";
        bf16 to f32 "float32";
        f32 to f16 "float16" bf16 "bfloat16" i32 "int32" f64 "float64";
        f64 to f32 "float32" i64 "int64";
    }
}

#[inline(never)]
fn cast_case<T: Datum, Y: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    into: fn(&ArrayView<T>, &mut Array<Y>) -> Result<()>,
) {
    push::<Y>(cases, op, &[T::DTYPE], 1, move |peers, shape, form| {
        let x = operand::<T>(op, 0, 1, shape, form)?;
        let ours = Rc::clone(&x);
        let ours = local_calls(output(shape)?, values, move |calls, out| {
            let x = ours.view();
            (0..calls).for_each(|_| done(into(black_box(&x), black_box(out))));
        });
        let mut found = Match::of(Some(ours), tolerance::<Y>());
        if let (Some(python), Some(_), Some(dtype)) =
            (&peers.python, numpy_name(T::DTYPE), numpy_name(Y::DTYPE))
        {
            let [rows, columns] = shape;
            let setup = format!("f = np.copyto\nout = np.zeros(({rows}, {columns}), '{dtype}')");
            let argument = python.hand_over("x", x.memory(), &x.view());
            let call = argument
                .and_then(|x| python.prepare(&[x], &setup, "f(out, x, casting='unsafe')", "out"));
            found.against_python(Peer::Numpy, call);
        }
        Ok(found)
    });
}
