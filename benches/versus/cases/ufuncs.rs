//! Every elementwise function of the catalogue, with all of its dtypes, in several sizes and
//! layouts.

use super::{Case, Comparison, Group, Outcome, Work, local, local_calls, unwrap};
use crate::data::{Datum, Layout, Operand, numpy_name, values};
use crate::peers::plain::{self, Plain};
use crate::peers::python::{Argument, Python};
use crate::peers::vectors::{Vectors, Vml};
use crate::peers::{Peer, Peers};
use ndarray::{ArrayView2, ArrayViewMut2, ShapeBuilder};
use std::hint::black_box;
use std::rc::Rc;
use tightloop::*;
use tightloop_harness::Contender;
use tightloop_harness::agree::Tolerance;

/// The shapes of operands. They fit into the first-level cache, the second-level cache, a larger
/// cache, and no cache.
const SHAPES: [[usize; 2]; 4] = [[25, 40], [100, 200], [1000, 1000], [4000, 8000]];

/// The number of elements at which every function is measured.
const USUAL: usize = 20_000;

/// The layouts that functions of one operand are measured with.
const UNARY_LAYOUTS: [Layout; 3] = [Layout::Contiguous, Layout::Stride2, Layout::Transposed];

/// The layouts that functions of several operands are measured with. [`Layout::Stride2`] is that of
/// all operands, any other one that of the last.
const OTHER_LAYOUTS: [Layout; 6] = [
    Layout::Contiguous,
    Layout::Scalar,
    Layout::Row,
    Layout::Column,
    Layout::Stride2,
    Layout::Transposed,
];

/// Returns the layout of operand number `k` of `count`.
fn layout_of(layout: Layout, k: usize, count: usize) -> Layout {
    if layout == Layout::Stride2 || k + 1 == count { layout } else { Layout::Contiguous }
}

/// Returns the number of additions, multiplications and the like per element, if it is beyond
/// dispute.
fn operations(op: &str) -> Option<usize> {
    match op {
        "negative" | "abs" | "square" | "add" | "subtract" | "multiply" | "divide" | "minimum"
        | "maximum" | "fmin" | "fmax" => Some(1),
        "fma" => Some(2),
        _ => None,
    }
}

/// Whether a function reads its operands. `isnan` of an integer does not.
fn reads(op: &str, dtype: DType) -> bool {
    op != "isnan" || matches!(dtype, DType::F16 | DType::BF16 | DType::F32 | DType::F64)
}

/// Whether a case is only measured with `--full`. For most functions and dtypes, one size and one
/// layout say enough.
fn full_only(op: &str, dtype: DType, elements: usize, layout: Layout) -> bool {
    let is_float = matches!(dtype, DType::F32 | DType::F64);
    let is_typical = matches!(op, "add" | "multiply" | "exp" | "log" | "sqrt");
    match (elements, layout) {
        (USUAL, Layout::Contiguous) => false,
        (USUAL, _) => !(is_float && matches!(op, "add" | "exp")),
        (32_000_000, _) => {
            !(matches!(op, "add" | "exp") && dtype == DType::F32 && layout == Layout::Contiguous)
        }
        _ => !(is_float && is_typical && layout == Layout::Contiguous),
    }
}

/// Adds the cases of one function on operands of some dtypes: one per size and layout.
fn push<T: Datum, Y: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    dtypes: &[DType],
    outputs: usize,
    make: impl Fn(&Peers, [usize; 2], Layout) -> Outcome<Comparison> + Clone + 'static,
) {
    let layouts = if dtypes.len() == 1 { &UNARY_LAYOUTS[..] } else { &OTHER_LAYOUTS };
    for shape in SHAPES {
        for &layout in layouts {
            let elements = shape[0] * shape[1];
            let make = make.clone();
            let read = dtypes.iter().enumerate().map(|(k, dtype)| {
                layout_of(layout, k, dtypes.len()).elements(shape) * dtype.size()
            });
            cases.push(Case {
                group: Group::Ufuncs,
                op: op.into(),
                dtype: T::NAME,
                shape: format!("{} x {}, {}", shape[0], shape[1], layout.name()),
                work: Work {
                    elements,
                    read: if reads(op, dtypes[0]) { read.sum() } else { 0 },
                    written: outputs * elements * size_of::<Y>(),
                    operations: operations(op)
                        .filter(|_| Y::EPSILON > 0.0)
                        .map(|each| each * elements),
                },
                full_only: full_only(op, dtypes[0], elements, layout),
                make: Box::new(move |peers| make(peers, shape, layout)),
            });
        }
    }
}

/// Returns how far our results may differ from those of a peer. NumPy and MKL's mode LA are allowed
/// 4 ULP themselves.
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

/// Returns operand number `k` of `count`.
fn operand<T: Datum>(
    op: &str,
    k: usize,
    count: usize,
    shape: [usize; 2],
    layout: Layout,
) -> Outcome<Rc<Operand<T>>> {
    Operand::new(op, k, shape, layout_of(layout, k, count))
        .map(Rc::new)
        .map_err(|error| error.to_string())
}

/// Returns a contender whose calls write to a slice.
fn to_slice<Y: Datum>(
    shape: [usize; 2],
    call: impl Fn(&mut [Y]) + 'static,
) -> Outcome<Box<dyn Contender>> {
    Ok(local(output(shape)?, values, move |out: &mut Array<Y>| call(out.as_slice_mut())))
}

/// Returns a contender that makes a number of calls which write to an ndarray.
fn to_ndarray<Y: Datum>(
    shape: [usize; 2],
    calls: impl Fn(u64, &mut ArrayViewMut2<Y>) + 'static,
) -> Outcome<Box<dyn Contender>> {
    Ok(local_calls(output(shape)?, values, move |count, out: &mut Array<Y>| {
        let shape = (out.shape()[0], out.shape()[1]);
        let out = ArrayViewMut2::from_shape(shape, out.as_slice_mut());
        calls(count, &mut out.expect("an array in C order"));
    }))
}

/// Returns ndarray's view of an operand.
fn ndarray_view<T: Datum>(operand: &Operand<T>) -> ArrayView2<'_, T> {
    let view = operand.view();
    let stride = |axis: usize| view.strides()[axis].unsigned_abs();
    let shape = (view.shape()[0], view.shape()[1]).strides((stride(0), stride(1)));
    ArrayView2::from_shape(shape, operand.memory()).expect("a view of all of the memory")
}

/// What NumPy runs before the measurement, apart from making outputs, and as a measured call.
fn numpy_calls(op: &str, operands: &str, outputs: &str) -> (String, String) {
    let writing =
        |function| (format!("f = np.{function}"), format!("f({operands}, out=({outputs}))"));
    let returning = |function| {
        let call = format!("f({operands})");
        (format!("f = np.{function}\n{outputs} = {call}"), call)
    };
    match op {
        "round" => writing("rint"),
        "select" => returning("where"),
        "isclose" | "angle" => returning(op),
        // The function returns a view; ours copies.
        "real" | "imag" => (format!("f, part = np.copyto, x.{op}"), "f(out, part)".into()),
        _ => writing(op),
    }
}

/// Adds NumPy's function of the same name, with and without AVX-512. `arguments` hands over the
/// operands.
fn add_numpy(
    comparison: &mut Comparison,
    peers: &Peers,
    op: &str,
    shape: [usize; 2],
    outputs: &[DType],
    arguments: impl Fn(&Python) -> Outcome<Vec<Argument>>,
) {
    for (peer, python) in peers.numpys() {
        let dtypes: Option<Vec<_>> = outputs.iter().map(|&dtype| numpy_name(dtype)).collect();
        let (Some(dtypes), Ok(arguments)) = (dtypes, arguments(python)) else {
            continue;
        };
        let [rows, columns] = shape;
        let names = &["out", "out2"][..outputs.len()];
        let operands = ["x", "x, y", "x, y, z"][arguments.len() - 1];
        let zeros = names.iter().zip(dtypes);
        let zeros =
            zeros.map(|(out, dtype)| format!("{out} = np.zeros(({rows}, {columns}), '{dtype}')"));
        let zeros: Vec<String> = zeros.collect();
        let (setup, call) = numpy_calls(op, operands, &names.join(", "));
        let setup = format!("{}\n{setup}", zeros.join("\n"));
        let results = ["out", "out out2"][outputs.len() - 1];
        let call = python.prepare(&arguments, &setup, &call, results);
        comparison.add_python(peer, call);
    }
}

// Functions are kept out of the one that calls them for the whole catalogue: as one function, it
// would take minutes to compile.
#[inline(never)]
fn unary<T: Vectors, Y: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    into: fn(&ArrayView<T>, &mut Array<Y>) -> Result<()>,
    loops: Option<plain::Unary<T, Y>>,
    libraries: fn(&mut Comparison, &Peers, &str, &Rc<Operand<T>>) -> Outcome<()>,
) {
    let loops = loops.map(Rc::new);
    push::<T, Y>(cases, op, &[T::DTYPE], 1, move |peers, shape, layout| {
        let x = operand::<T>(op, 0, 1, shape, layout)?;
        let a = Rc::clone(&x);
        let ours = local_calls(output(shape)?, values, move |calls, out| {
            let a = a.view();
            (0..calls).for_each(|_| unwrap(into(black_box(&a), black_box(out))));
        });
        let mut comparison = Comparison::new(Some(ours), tolerance::<Y>());
        if let Some(loops) = &loops {
            if layout == Layout::Contiguous {
                let (a, f) = (Rc::clone(&x), Rc::clone(&loops.iter));
                let call = to_slice::<Y>(shape, move |out| f(black_box(a.memory()), out));
                comparison.add(Peer::Plain, call?);
            }
            let (a, f) = (Rc::clone(&x), Rc::clone(&loops.ndarray));
            let call = to_ndarray::<Y>(shape, move |calls, out| {
                let a = ndarray_view(&a);
                (0..calls).for_each(|_| f(black_box(&a), black_box(&mut *out)));
            });
            comparison.add(Peer::Ndarray, call?);
        }
        libraries(&mut comparison, peers, op, &x)?;
        add_numpy(&mut comparison, peers, op, shape, &[Y::DTYPE], |python| {
            Ok(vec![python.hand_over("x", x.memory(), &x.view())?])
        });
        Ok(comparison)
    });
}

/// Adds the functions of slices that libraries have for a type.
fn unary_libraries<T: Vectors>(
    comparison: &mut Comparison,
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
    let shape = [x.view().shape()[0], x.view().shape()[1]];
    for (peer, call) in calls {
        if let Some(call) = call {
            let x = Rc::clone(x);
            comparison
                .add(peer, to_slice::<T>(shape, move |out| call(black_box(x.memory()), out))?);
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
    libraries: fn(&mut Comparison, &Peers, &str, &Rc<Operand<T>>, &Rc<Operand<U>>) -> Outcome<()>,
) {
    let loops = loops.map(Rc::new);
    push::<T, Y>(cases, op, &[T::DTYPE, U::DTYPE], 1, move |peers, shape, layout| {
        let x = operand::<T>(op, 0, 2, shape, layout)?;
        let y = operand::<U>(op, 1, 2, shape, layout)?;
        let (a, b) = (Rc::clone(&x), Rc::clone(&y));
        let ours = local_calls(output(shape)?, values, move |calls, out| {
            let (a, b) = (a.view(), b.view());
            (0..calls).for_each(|_| unwrap(into(black_box(&a), black_box(&b), black_box(out))));
        });
        let mut comparison = Comparison::new(Some(ours), tolerance::<Y>());
        if let Some(loops) = &loops {
            let (a, b) = (Rc::clone(&x), Rc::clone(&y));
            if layout == Layout::Contiguous {
                let f = Rc::clone(&loops.iter);
                let call = to_slice::<Y>(shape, move |out| {
                    f(black_box(a.memory()), black_box(b.memory()), out);
                });
                comparison.add(Peer::Plain, call?);
            } else if layout == Layout::Scalar {
                let f = Rc::clone(&loops.iter_scalar);
                let call = to_slice::<Y>(shape, move |out| {
                    f(black_box(a.memory()), black_box(b.memory()[0]), out);
                });
                comparison.add(Peer::Plain, call?);
            }
            let (a, b, f) = (Rc::clone(&x), Rc::clone(&y), Rc::clone(&loops.ndarray));
            let call = to_ndarray::<Y>(shape, move |calls, out| {
                let (a, b) = (ndarray_view(&a), ndarray_view(&b));
                (0..calls).for_each(|_| f(black_box(&a), black_box(&b), black_box(&mut *out)));
            });
            comparison.add(Peer::Ndarray, call?);
        }
        libraries(&mut comparison, peers, op, &x, &y)?;
        add_numpy(&mut comparison, peers, op, shape, &[Y::DTYPE], |python| {
            Ok(vec![
                python.hand_over("x", x.memory(), &x.view())?,
                python.hand_over("y", y.memory(), &y.view())?,
            ])
        });
        Ok(comparison)
    });
}

/// Adds the functions of two slices that libraries have for a type.
fn binary_libraries<T: Vectors>(
    comparison: &mut Comparison,
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
    let shape = [x.view().shape()[0], x.view().shape()[1]];
    for (peer, call) in calls {
        if let Some(call) = call {
            let (x, y) = (Rc::clone(x), Rc::clone(y));
            let call = to_slice::<T>(shape, move |out| {
                call(black_box(x.memory()), black_box(y.memory()), out);
            });
            comparison.add(peer, call?);
        }
    }
    Ok(())
}

#[inline(never)]
fn ternary<T: Datum, U: Datum, V: Datum, Y: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    into: fn(&ArrayView<T>, &ArrayView<U>, &ArrayView<V>, &mut Array<Y>) -> Result<()>,
    libraries: fn(
        &mut Comparison,
        &str,
        [usize; 2],
        (&Rc<Operand<T>>, &Rc<Operand<U>>, &Rc<Operand<V>>),
    ) -> Outcome<()>,
) {
    let dtypes = [T::DTYPE, U::DTYPE, V::DTYPE];
    push::<T, Y>(cases, op, &dtypes, 1, move |peers, shape, layout| {
        let x = operand::<T>(op, 0, 3, shape, layout)?;
        let y = operand::<U>(op, 1, 3, shape, layout)?;
        let z = operand::<V>(op, 2, 3, shape, layout)?;
        let (a, b, c) = (Rc::clone(&x), Rc::clone(&y), Rc::clone(&z));
        let ours = local_calls(output(shape)?, values, move |calls, out| {
            let (a, b, c) = (a.view(), b.view(), c.view());
            (0..calls).for_each(|_| {
                unwrap(into(black_box(&a), black_box(&b), black_box(&c), black_box(&mut *out)));
            });
        });
        let mut comparison = Comparison::new(Some(ours), tolerance::<Y>());
        if layout == Layout::Contiguous {
            libraries(&mut comparison, op, shape, (&x, &y, &z))?;
        }
        add_numpy(&mut comparison, peers, op, shape, &[Y::DTYPE], |python| {
            Ok(vec![
                python.hand_over("x", x.memory(), &x.view())?,
                python.hand_over("y", y.memory(), &y.view())?,
                python.hand_over("z", z.memory(), &z.view())?,
            ])
        });
        Ok(comparison)
    });
}

/// Adds the functions of three slices that others have for a type.
fn ternary_libraries<T: Vectors>(
    comparison: &mut Comparison,
    op: &str,
    shape: [usize; 2],
    (x, y, z): (&Rc<Operand<T>>, &Rc<Operand<T>>, &Rc<Operand<T>>),
) -> Outcome<()> {
    for (peer, f) in [(Peer::Plain, T::ternary(op)), (Peer::Pulp, T::pulp_ternary(op))] {
        if let Some(f) = f {
            let (x, y, z) = (Rc::clone(x), Rc::clone(y), Rc::clone(z));
            let call = to_slice::<T>(shape, move |out| {
                f(black_box(x.memory()), black_box(y.memory()), black_box(z.memory()), out);
            });
            comparison.add(peer, call?);
        }
    }
    Ok(())
}

#[inline(never)]
fn pair<T: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    into: fn(&ArrayView<T>, &ArrayView<T>, &mut Array<T>, &mut Array<T>) -> Result<()>,
) {
    push::<T, T>(cases, op, &[T::DTYPE; 2], 2, move |peers, shape, layout| {
        let x = operand::<T>(op, 0, 2, shape, layout)?;
        let y = operand::<T>(op, 1, 2, shape, layout)?;
        let (a, b) = (Rc::clone(&x), Rc::clone(&y));
        let outputs = (output(shape)?, output(shape)?);
        let ours = local_calls(
            outputs,
            |outputs| [values(&outputs.0), values(&outputs.1)].concat(),
            move |calls, outputs: &mut (Array<T>, Array<T>)| {
                let (a, b) = (a.view(), b.view());
                (0..calls).for_each(|_| {
                    let outputs = black_box(&mut *outputs);
                    unwrap(into(black_box(&a), black_box(&b), &mut outputs.0, &mut outputs.1));
                });
            },
        );
        let mut comparison = Comparison::new(Some(ours), tolerance::<T>());
        add_numpy(&mut comparison, peers, op, shape, &[T::DTYPE; 2], |python| {
            Ok(vec![
                python.hand_over("x", x.memory(), &x.view())?,
                python.hand_over("y", y.memory(), &y.view())?,
            ])
        });
        Ok(comparison)
    });
}

#[inline(never)]
fn split<T: Datum, Y: Datum, Z: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    into: fn(&ArrayView<T>, &mut Array<Y>, &mut Array<Z>) -> Result<()>,
) {
    push::<T, Y>(cases, op, &[T::DTYPE], 2, move |peers, shape, layout| {
        let x = operand::<T>(op, 0, 1, shape, layout)?;
        let a = Rc::clone(&x);
        let ours = local_calls(
            (output(shape)?, output(shape)?),
            |outputs| [values(&outputs.0), values(&outputs.1)].concat(),
            move |calls, outputs: &mut (Array<Y>, Array<Z>)| {
                let a = a.view();
                (0..calls).for_each(|_| {
                    let outputs = black_box(&mut *outputs);
                    unwrap(into(black_box(&a), &mut outputs.0, &mut outputs.1));
                });
            },
        );
        let mut comparison = Comparison::new(Some(ours), tolerance::<Y>());
        add_numpy(&mut comparison, peers, op, shape, &[Y::DTYPE, Z::DTYPE], |python| {
            Ok(vec![python.hand_over("x", x.memory(), &x.view())?])
        });
        Ok(comparison)
    });
}

/// Adds a case per function, dtype, size and layout.
fn from_catalogue(cases: &mut Vec<Case>) {
    /// Lists the cases of one line of the catalogue.
    macro_rules! list {
        (unary $op:ident [$name:ident $into:ident $($f:ident)*] $docs:tt
            [$($t:ident)*] [$(($in:ty) => ($out:ty) as $a:tt => $b:tt;)*]
        ) => {
            $(unary::<$t, $t>(
                cases,
                stringify!($name),
                |x, out| $into(x, out),
                Plain::unary(stringify!($name)),
                unary_libraries,
            );)*
            $(unary::<$in, $out>(
                cases,
                stringify!($name),
                |x, out| $into(x, out),
                None,
                |_, _, _, _| Ok(()),
            );)*
        };
        (predicate $op:ident [$name:ident $into:ident] $docs:tt
            [$($t:ident)*] []
        ) => {
            $(unary::<$t, bool>(
                cases,
                stringify!($name),
                |x, out| $into(x, out),
                Plain::predicate(stringify!($name)),
                |_, _, _, _| Ok(()),
            );)*
        };
        (binary $op:ident [$name:ident $into:ident $($f:ident)*] $docs:tt
            [$($t:ident)*] [$(($in:ty, $jn:ty) => ($out:ty) as $a:tt => $b:tt;)*]
        ) => {
            $(binary::<$t, $t, $t>(
                cases,
                stringify!($name),
                |x, y, out| $into(x, y, out),
                Plain::binary(stringify!($name)),
                binary_libraries,
            );)*
            $(binary::<$in, $jn, $out>(
                cases,
                stringify!($name),
                |x, y, out| $into(x, y, out),
                None,
                |_, _, _, _, _| Ok(()),
            );)*
        };
        (mixed $($line:tt)*) => {
            list! { binary $($line)* }
        };
        (compare $op:ident [$name:ident $into:ident] $docs:tt
            [$($t:ident)*] []
        ) => {
            $(binary::<$t, $t, bool>(
                cases,
                stringify!($name),
                |x, y, out| $into(x, y, out),
                Plain::compare(stringify!($name)),
                |_, _, _, _, _| Ok(()),
            );)*
        };
        (pair $op:ident [$name:ident $into:ident] $docs:tt
            [$($t:ident)*] []
        ) => {
            $(pair::<$t>(
                cases,
                stringify!($name),
                |x, y, first, second| $into(x, y, first, second),
            );)*
        };
        (split $op:ident [$name:ident $into:ident] $docs:tt
            [] [$(($in:ty) => ($first:ty, $second:ty) as $a:tt => $b:tt;)*]
        ) => {
            $(split::<$in, $first, $second>(
                cases,
                stringify!($name),
                |x, first, second| $into(x, first, second),
            );)*
        };
        (ternary $op:ident [$name:ident $into:ident $($f:ident)*] $docs:tt
            [$($t:ident)*] [$(($in:ty, $jn:ty, $kn:ty) => ($out:ty) as $a:tt => $b:tt;)*]
        ) => {
            $(ternary::<$t, $t, $t, $t>(
                cases,
                stringify!($name),
                |x, y, z, out| $into(x, y, z, out),
                ternary_libraries,
            );)*
            $(ternary::<$in, $jn, $kn, $out>(
                cases,
                stringify!($name),
                |x, y, z, out| $into(x, y, z, out),
                |_, _, _, _| Ok(()),
            );)*
        };
        ($reduction:ident $($line:tt)*) => {};
    }
    catalogue! { list }
}

/// Returns all cases.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    from_catalogue(&mut cases);
    casts(&mut cases);
    cases
}

/// Adds casts, which are not in the catalogue: between neighbouring sizes, and from and to types
/// that data is often stored in.
fn casts(cases: &mut Vec<Case>) {
    macro_rules! casts {
        ($($t:ident to $($u:ident)*;)*) => {$($(
            cast::<$t, $u>(cases, concat!("cast to ", stringify!($u)), |x, out| cast_into(x, out));
        )*)*};
    }
    casts! {
        u8 to f32 f64;
        i32 to f32 f64 i64;
        f16 to f32;
        bf16 to f32;
        f32 to f16 bf16 i32 f64;
        f64 to f32 i64;
    }
}

#[inline(never)]
fn cast<T: Datum, Y: Datum>(
    cases: &mut Vec<Case>,
    op: &'static str,
    into: fn(&ArrayView<T>, &mut Array<Y>) -> Result<()>,
) {
    push::<T, Y>(cases, op, &[T::DTYPE], 1, move |peers, shape, layout| {
        let x = operand::<T>(op, 0, 1, shape, layout)?;
        let a = Rc::clone(&x);
        let ours = local_calls(output(shape)?, values, move |calls, out| {
            let a = a.view();
            (0..calls).for_each(|_| unwrap(into(black_box(&a), black_box(out))));
        });
        let mut comparison = Comparison::new(Some(ours), tolerance::<Y>());
        if let (Some(python), Some(_), Some(dtype)) =
            (&peers.python, numpy_name(T::DTYPE), numpy_name(Y::DTYPE))
        {
            let [rows, columns] = shape;
            let setup = format!("f = np.copyto\nout = np.zeros(({rows}, {columns}), '{dtype}')");
            let argument = python.hand_over("x", x.memory(), &x.view());
            let call = argument
                .and_then(|x| python.prepare(&[x], &setup, "f(out, x, casting='unsafe')", "out"));
            comparison.add_python(Peer::Numpy, call);
        }
        Ok(comparison)
    });
}
