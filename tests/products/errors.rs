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

#[test]
fn of_tensordot() {
    let (a, b) = (zeros(&[2, 3, 4]), zeros(&[4, 3, 2]));
    let refuse = |expected: &str, result: Result<Array<f64>>| {
        assert_eq!(result.unwrap_err().to_string(), format!("tensordot: {expected}"));
    };
    refuse("the inner sizes of shapes [2, 3, 4] and [4, 3, 2] differ", tensordot(&a, &b, 2));
    refuse("the inner sizes of shapes [2, 3, 4] and [4, 3, 2] differ", tensordot(&a, &b, (0, 0)));
    let number = "the number of axes is negative, or larger than that of an operand";
    refuse(number, tensordot(&a, &b, 4));
    refuse(number, tensordot(&a, &b, -1));
    refuse(number, tensordot(&a, &[1.0; 4], 2usize));
    refuse("axis 3 is out of range for an array of 3 axes", tensordot(&a, &b, (3, 0)));
    refuse("axis -4 is out of range for an array of 3 axes", tensordot(&a, &b, ([0], [-4])));
    refuse("axis 2 is named twice", tensordot(&a, &b, ([2, -1], [0, 1])));
    let pairs = "there is not one axis of the second operand for each one of the first";
    refuse(pairs, tensordot(&a, &b, ([2, 1], [0])));
    let output = "tensordot: the result has shape [2, 3, 3, 2], but the output has shape [6, 6]";
    refused(output, |out| tensordot_into(&a, &b, 1, out), &[6, 6]);
    refused(
        "tensordot: axis 1 is named twice",
        |out| tensordot_into(&a, &b, ([1, 1], [1, 1]), out),
        &[2, 4, 4, 2],
    );
    assert!(matches!(
        tensordot(zeros(&[1; 9]), zeros(&[1; 9]), 0),
        Err(Error::TooManyAxes { ndim: 18 })
    ));
}

#[test]
fn of_einsum() {
    let (a, b) = (zeros(&[2, 3]), zeros(&[3, 4]));
    let both = |text, expected: &str| {
        let message = einsum(text, (&a, &b)).unwrap_err().to_string();
        assert_eq!(message, format!("einsum: {expected}"), "{text}");
        refused(&message, |out| einsum_into(text, (&a, &b), out), &[2, 4]);
    };
    let lists = "there is not one list of indices per operand";
    both("ij->ij", lists);
    both("ij,jk,kl->il", lists);
    both("", lists);
    let axes = "an operand does not have one axis per index";
    both("i,jk->ik", axes);
    both("ijl,jk->ik", axes);
    both("ij...l,jk->ik", axes);
    both(",->", axes);
    let letter = "an index is not a letter, or there is more than one `...` or `->`";
    both("i1,jk->ik", letter);
    both("ij,jk->i_", letter);
    both("ij,jk->ik->", letter);
    both("ij,jk-ik", letter);
    both("ij,jk->ik,", letter);
    both("......,jk->k", letter);
    both("i..,jk->k", letter);
    both("ij,jé->ij", letter);
    both("ij,jk->ii", "an index of the result is repeated");
    both("ij,jk->......", letter);
    both("ij,jk->iz", "an index of the result is not one of an operand");
    both("...j,jk->k", "the result lacks the `...` of an operand");
    both("ij,ki->jk", "the shapes [2, 3] and [3, 4] do not match");
    both("ii,jk->ik", "an index is repeated along axes of different lengths");
    both("...j,k...->...", "the shapes [2, 3] and [3, 4] do not broadcast together");

    let output = "einsum: the result has shape [2, 4], but the output has shape [4, 2]";
    refused(output, |out| einsum_into("ij,jk->ik", (&a, &b), out), &[4, 2]);
    let output = "einsum: the result has shape [], but the output has shape [1]";
    refused(output, |out| einsum_into("ij->", &a, out), &[1]);
    // An axis of length 1 is stretched if it has no letter.
    let row = zeros(&[1, 3]);
    assert!(matches!(einsum("ij,ij->i", (&a, &row)), Err(Error::UnequalShapes { .. })));
    assert_eq!(einsum("...j,...j->...", (&a, &row)).unwrap().shape(), [2]);
    assert!(matches!(
        einsum("...,...->...", (zeros(&[2]), zeros(&[1; 16]))),
        Ok(result) if result.ndim() == 16
    ));
    let outer = einsum("abcdefghi,jklmnopqr", (zeros(&[1; 9]), zeros(&[1; 9])));
    assert!(matches!(outer, Err(Error::TooManyAxes { ndim: 18 })));
    let stretched = einsum("a...,bcdefghi...", (zeros(&[1; 13]), zeros(&[1; 8])));
    assert!(matches!(stretched, Err(Error::TooManyAxes { .. })), "{stretched:?}");
}
