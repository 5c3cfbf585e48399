//! Every function names itself in its errors, and writes nothing before, at every level.

use crate::table::{Ufunc, casts, ufuncs};
use tightloop::*;
use tightloop_samples::memory::{Memory, Place, View, ViewMut};

/// Calls a function on inputs and outputs of these shapes, asserts that no output has changed, and
/// returns the error.
fn error(ufunc: &Ufunc, inputs: &[&[usize]], outputs: &[&[usize]]) -> Error {
    let len = |shape: &[usize]| shape.iter().product();
    let x: Vec<Memory> = ufunc
        .inputs
        .iter()
        .zip(inputs)
        .map(|(&dtype, shape)| Memory::samples(dtype, 0, len(shape)))
        .collect();
    let mut y: Vec<Memory> = ufunc
        .outputs
        .iter()
        .zip(outputs)
        .map(|(&dtype, shape)| Memory::canaries(dtype, len(shape)))
        .collect();
    let before = y.clone();
    let x: Vec<View> = x
        .iter()
        .zip(inputs)
        .map(|(x, shape)| View { place: Place::contiguous(shape), ..x.line() })
        .collect();
    let mut views: Vec<ViewMut> = y
        .iter_mut()
        .zip(outputs)
        .map(|(y, shape)| ViewMut { place: Place::contiguous(shape), ..y.line_mut() })
        .collect();
    let error = (ufunc.into)(&x, &mut views).expect_err(&format!("{ufunc} {inputs:?} {outputs:?}"));
    assert!(y == before, "{ufunc} {inputs:?} {outputs:?}: written before {error}");
    error
}

#[test]
fn mismatched_shapes_write_nothing() {
    for ufunc in ufuncs().iter().chain(&casts()) {
        for level in Level::available() {
            with_level(level, || {
                let (x, good, bad) = ([&[2, 3][..]; 3], &[2, 3][..], &[3, 2][..]);
                for outputs in [[bad, good], [good, bad]].iter().take(ufunc.outputs.len()) {
                    let error = error(ufunc, &x, outputs);
                    assert!(
                        matches!(error, Error::OutputShape { op, .. } if op == ufunc.name),
                        "{ufunc}: {error}"
                    );
                }
                for k in 1..ufunc.inputs.len() {
                    let mut x = x;
                    x[k] = &[4, 1, 2];
                    let error = error(ufunc, &x, &[good, good]);
                    assert!(
                        matches!(error, Error::Broadcast { op, .. } if op == ufunc.name),
                        "{ufunc}: {error}"
                    );
                }
            })
            .unwrap();
        }
    }
}
