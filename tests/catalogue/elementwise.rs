//! Every ufunc of the catalogue on every dtype, over every form of operands, at every level,
//! compared with plain Rust element by element. Large calls are also cut over several threads.

use crate::forms::{Form, LaidOut};
use crate::oracle::{Value, results};
use crate::table::{Ufunc, ufuncs};
use tightloop::*;
use tightloop_samples::memory::{Memory, Place, View};
use tightloop_samples::{Sample, sample};

/// The sizes of calls: not a multiple of any register, one element, and no elements.
const SIZES: [[usize; 2]; 4] = [[5, 37], [1, 1], [3, 0], [0, 4]];

/// The size of large calls, which are cut over threads even if the function is cheap.
const LARGE: [usize; 2] = [1031, 521];

/// Enough for complex powers, of which each takes microseconds.
const LARGE_POWERS: [usize; 2] = [137, 521];

/// Returns the forms of inputs and of outputs for each call to make.
fn forms(ufunc: &Ufunc) -> Vec<(Vec<Form>, Vec<Form>)> {
    let full = |i: usize| Form::FULL[i % Form::FULL.len()];
    if let [_] = ufunc.inputs {
        let outputs = |x| Form::FULL.map(|y| (vec![x], vec![y; ufunc.outputs.len()]));
        return Form::ALL.into_iter().flat_map(outputs).collect();
    }
    let pairs = Form::ALL.into_iter().flat_map(|x| Form::ALL.map(|y| [x, y]));
    let calls = pairs.enumerate().map(|(i, [x, y])| {
        let third = Form::ALL[i / 3 % Form::ALL.len()];
        let (inputs, outputs) = ([x, y, third], [full(i), full(i / 2)]);
        (inputs[..ufunc.inputs.len()].to_vec(), outputs[..ufunc.outputs.len()].to_vec())
    });
    calls.collect()
}

/// Returns the inputs of a call, each with its own series of samples.
fn inputs_of(ufunc: &Ufunc, forms: &[Form], size: [usize; 2]) -> Vec<LaidOut> {
    let operands = forms.iter().enumerate().take(ufunc.inputs.len());
    operands.map(|(k, &form)| LaidOut::input(ufunc, k, form, size, k as u64)).collect()
}

/// Returns the comparable results of the oracle, output by output.
fn expected(ufunc: &Ufunc, table: &[Ufunc], inputs: &[LaidOut], size: [usize; 2]) -> Vec<Vec<u64>> {
    let inputs: Vec<_> =
        inputs.iter().map(|x| (Value::all(&x.memory), x.place.positions(size))).collect();
    let mut expected = vec![Vec::new(); ufunc.outputs.len()];
    for i in 0..size[0] * size[1] {
        let elements: Vec<Value> =
            inputs.iter().map(|(values, positions)| values[positions[i]]).collect();
        for (k, value) in results(ufunc, table, &elements).into_iter().enumerate() {
            expected[k].push(value.to_comparable(ufunc.outputs[k]));
        }
    }
    expected
}

/// Returns the shape that inputs broadcast to.
fn broadcast_shape(inputs: &[LaidOut]) -> Vec<usize> {
    let ndim = inputs.iter().map(|x| x.place.shape.len()).max().unwrap_or(0);
    let len = |shape: &[usize], from_end: usize| {
        shape.len().checked_sub(from_end).map_or(1, |axis| shape[axis])
    };
    let joint = |from_end| {
        inputs.iter().map(|x| len(&x.place.shape, from_end)).find(|&len| len != 1).unwrap_or(1)
    };
    (1..=ndim).rev().map(joint).collect()
}

/// Returns the comparable elements of new arrays, broadcast to `size`.
fn stretched(shape: &[usize], results: &[Memory], size: [usize; 2]) -> Vec<Vec<u64>> {
    let positions = Place::contiguous(shape).positions(size);
    let all = results.iter().map(Memory::comparable);
    all.map(|all| positions.iter().map(|&position| all[position]).collect()).collect()
}

/// Checks a call that returns new arrays, one into existing memory, and one in place.
fn check(
    ufunc: &Ufunc,
    inputs: &[LaidOut],
    out_forms: &[Form],
    size: [usize; 2],
    expected: &[Vec<u64>],
    case: &str,
) {
    let views: Vec<View> = inputs.iter().map(LaidOut::view).collect();
    let (shape, results) = (ufunc.new)(&views).unwrap();
    assert_eq!(shape, broadcast_shape(inputs), "{case}");
    assert_eq!(stretched(&shape, &results, size), expected, "{case}");

    let mut outputs: Vec<LaidOut> = ufunc
        .outputs
        .iter()
        .zip(out_forms)
        .map(|(&dtype, &form)| LaidOut::output(dtype, form, size))
        .collect();
    let mut views_mut: Vec<_> = outputs.iter_mut().map(LaidOut::view_mut).collect();
    (ufunc.into)(&views, &mut views_mut).unwrap();
    for (output, expected) in outputs.iter().zip(expected) {
        assert_eq!(output.results(size), *expected, "{case}, into {out_forms:?}");
        assert!(output.gaps_are_untouched(size), "{case}, into {out_forms:?}: gaps");
    }

    if let Some(assign) = ufunc.assign.filter(|_| inputs[0].place.shape == size) {
        let mut x = inputs[0].clone();
        assign(&mut x.view_mut(), &views[1..]).unwrap();
        assert_eq!(x.results(size), expected[0], "{case}, in place");
    }
}

/// Returns whether to try this type on large arrays: one type of each kind is enough.
fn is_tried_large(dtype: DType) -> bool {
    matches!(dtype, DType::Bool | DType::I16 | DType::F32 | DType::C32)
}

#[test]
fn every_ufunc_agrees_with_plain_rust() {
    let table = ufuncs();
    for ufunc in &table {
        for size in SIZES {
            for (in_forms, out_forms) in forms(ufunc) {
                let inputs = inputs_of(ufunc, &in_forms, size);
                let expected = expected(ufunc, &table, &inputs, size);
                for level in Level::available() {
                    let case = format!("{ufunc} {size:?}, {in_forms:?}, at {level}");
                    with_level(level, || check(ufunc, &inputs, &out_forms, size, &expected, &case))
                        .unwrap();
                }
            }
        }
    }
}

#[test]
fn every_number_of_threads_gives_the_same_bits() {
    for ufunc in ufuncs().iter().filter(|ufunc| is_tried_large(ufunc.inputs[0])) {
        let forms = [
            [Form::Transposed, Form::Row, Form::Single],
            [Form::Column, Form::Stride2, Form::Transposed],
        ];
        // The second list starts with `Column`: for one input, that is a small call.
        let size = if ufunc.is_complex_power() { LARGE_POWERS } else { LARGE };
        for forms in &forms[..ufunc.inputs.len().min(2)] {
            let inputs = inputs_of(ufunc, &forms[..ufunc.inputs.len()], size);
            let views: Vec<View> = inputs.iter().map(LaidOut::view).collect();
            let run = || -> Vec<Vec<u64>> {
                let (_, results) = (ufunc.new)(&views).unwrap();
                results.iter().map(Memory::comparable).collect()
            };
            let expected = with_threads(1, run);
            for threads in [2, 3, 7] {
                assert!(
                    with_threads(threads, run) == expected,
                    "{ufunc} {forms:?} on {threads} threads"
                );
            }
        }
    }
}

#[test]
fn complex_magnitudes_are_within_one_ulp() {
    let x = complex_numbers::<C32>(|x, ratio| C32::new(x.re, x.re * ratio as f32));
    for (x, found) in x.iter().zip(&abs(&x)) {
        let nearest = core_math::hypotf(x.re, x.im);
        let is_close = found.to_bits().abs_diff(nearest.to_bits()) <= 1;
        assert!(
            is_close || (found.is_nan() && nearest.is_nan()),
            "|{x}| is {nearest:e}, not {found:e}"
        );
    }
    let x = complex_numbers::<C64>(|x, ratio| C64::new(x.re, x.re * ratio));
    for (x, found) in x.iter().zip(&abs(&x)) {
        let nearest = core_math::hypot(x.re, x.im);
        let is_close = found.to_bits().abs_diff(nearest.to_bits()) <= 1;
        assert!(
            is_close || (found.is_nan() && nearest.is_nan()),
            "|{x}| is {nearest:e}, not {found:e}"
        );
    }
}

/// Returns numbers with any parts. `similar` changes every other one so that its parts have a ratio
/// between 1 and 3, and both of them matter.
fn complex_numbers<T: Sample>(similar: impl Fn(T, f64) -> T) -> Vec<T> {
    let number = |i| {
        if i % 2 == 0 { sample(0, i) } else { similar(sample(0, i), 1.0 + i as f64 / 20_000.0) }
    };
    (0..40_000).map(number).collect()
}
