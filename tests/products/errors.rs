//! What does not fit gives an error that names it, and nothing is written.

use tightloop::*;

fn zeros(shape: &[usize]) -> Array<f64> {
    Array::zeros(shape).unwrap()
}

/// Checks the message of a call, and that the call has not written.
fn refused(expected: &str, call: impl FnOnce(&mut Array<f64>) -> Result<()>, shape: &[usize]) {
    let mut out = Array::full(shape, -1234.5).unwrap();
    assert_eq!(call(&mut out).unwrap_err().to_string(), expected);
    assert_eq!(out, Array::full(shape, -1234.5).unwrap());
}

#[test]
fn of_dot_products() {
    let (x, y, a) = (zeros(&[3]), zeros(&[4]), zeros(&[2, 3]));
    let message = |result: Result<f64>| result.unwrap_err().to_string();
    assert_eq!(message(dot(&x, &y)), "dot: the inner sizes of shapes [3] and [4] differ");
    assert_eq!(message(dot(&x, &a)), "dot: an operand does not have one axis");
    assert_eq!(message(dot(1.0, 2.0)), "dot: an operand does not have one axis");
    assert!(matches!(dot(&x, &[1.0]), Err(Error::InnerSizes { op: "dot", .. })));

    let sizes = "vecdot: the inner sizes of shapes [2, 3] and [4] differ";
    refused(sizes, |out| vecdot_into(&a, &y, -1, out), &[2]);
    let axis = "vecdot: axis 1 is out of range for an array of 1 axis";
    refused(axis, |out| vecdot_into(&a, &x, 1, out), &[2]);
    let axis = "vecdot: axis -1 is out of range for an array of 0 axes";
    refused(axis, |out| vecdot_into(&x, 1.0, -1, out), &[]);
    let shapes = "vecdot: the shapes [2, 3] and [4, 3] do not broadcast together";
    refused(shapes, |out| vecdot_into(&a, zeros(&[4, 3]), -1, out), &[2]);
    let output = "vecdot: the result has shape [2], but the output has shape [1, 2]";
    refused(output, |out| vecdot_into(&a, &x, -1, out), &[1, 2]);
    assert!(vecdot(&a, &y, -1).is_err() && vecdot(&x, &x, 1).is_err());
    // Lengths of 1 are not stretched along the axis.
    assert!(matches!(vecdot(&a, zeros(&[2, 1]), 1), Err(Error::InnerSizes { .. })));
    let (many, more) = (zeros(&[1; 16]), zeros(&[1; 9]));
    assert_eq!(vecdot(&many, &many, 3).unwrap().shape(), [1; 15]);
    assert_eq!(vecdot(&many, &more, -1).unwrap().shape(), [1; 15]);
}

#[test]
fn of_matrices_and_vectors() {
    let (a, x, y) = (zeros(&[2, 3]), zeros(&[3]), zeros(&[2]));
    let sizes = "matvec: the inner sizes of shapes [2, 3] and [2] differ";
    refused(sizes, |out| matvec_into(&a, &y, out), &[2]);
    let sizes = "vecmat: the inner sizes of shapes [3] and [2, 3] differ";
    refused(sizes, |out| vecmat_into(&x, &a, out), &[3]);
    let axes = "matvec: the matrix has fewer than two axes, or the vector none";
    refused(axes, |out| matvec_into(&x, &x, out), &[3]);
    refused(axes, |out| matvec_into(&a, 1.0, out), &[3]);
    let axes = "vecmat: the matrix has fewer than two axes, or the vector none";
    refused(axes, |out| vecmat_into(&x, 1.0, out), &[3]);
    let (stack, vectors) = (zeros(&[4, 2, 3]), zeros(&[5, 3]));
    let shapes = "matvec: the shapes [4, 2, 3] and [5, 3] do not broadcast together";
    refused(shapes, |out| matvec_into(&stack, &vectors, out), &[4, 2]);
    for shape in [&[3][..], &[], &[2, 1], &[1, 2]] {
        let output =
            format!("matvec: the result has shape [2], but the output has shape {shape:?}");
        refused(&output, |out| matvec_into(&a, &x, out), shape);
    }
    let output = "vecmat: the result has shape [5, 2], but the output has shape [2]";
    refused(output, |out| vecmat_into(&vectors, a.t(), out), &[2]);
    let (many, vectors) = (zeros(&[1; 16]), zeros(&[1; 16]));
    assert_eq!(matvec(&many, zeros(&[1])).unwrap().shape(), [1; 15]);
    assert_eq!(vecmat(&vectors, zeros(&[1, 1])).unwrap().shape(), [1; 16]);
    assert!(matches!(matvec(&many, &vectors), Err(Error::TooManyAxes { .. })));

    let one = "outer: an operand does not have one axis";
    refused(one, |out| outer_into(&a, &x, out), &[2, 3]);
    let output = "outer: the result has shape [3, 2], but the output has shape [1, 3, 2]";
    refused(output, |out| outer_into(&x, &y, out), &[1, 3, 2]);
    assert!(matches!(outer(1.0, &y), Err(Error::InvalidParameter { op: "outer", .. })));
}
