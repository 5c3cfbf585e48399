//! The calls that are measured.

use tightloop::{
    Array, Element, Result, add_into, argmin, cast_into, divide_into, exp_into, f16, log_into,
    matmul_into, max, multiply_into, sqrt_into, sum, sum_axis_into,
};

/// The length of a vector: three of them in `f32` fit into a second-level cache of 256 KiB.
const LEN: usize = 20_000;

/// The number of rows and of columns of a matrix that is reduced along an axis.
const SIDE: usize = 1000;

/// The work of a call, which its rate is computed from.
#[derive(Clone, Copy, Debug)]
pub enum Work {
    /// The number of bytes read and written.
    Bytes(usize),
    /// The number of additions and multiplications.
    Flops(usize),
}

/// A call, with its operands and its output.
pub struct Case {
    /// The function and the dtype.
    pub name: String,
    /// The shape of the operands.
    pub shape: String,
    /// The number of elements of the first operand, or of the result for a matrix product.
    pub elements: usize,
    /// The work of a call.
    pub work: Work,
    /// Whether a call at the scalar level would take seconds, and show nothing that shorter calls
    /// do not.
    pub skips_scalar: bool,
    call: Box<dyn FnMut() -> Result<()>>,
}

impl Case {
    /// Makes the call once.
    pub fn run(&mut self) {
        (self.call)().expect("the operands fit each other");
    }
}

/// Returns all cases.
pub fn all() -> Vec<Case> {
    let mut cases = vec![
        binary("add f32", f32_of, |x, y, out| add_into(x, y, out)),
        binary("add f64", f64_of, |x, y, out| add_into(x, y, out)),
        binary("add f16", f16::from_f64, |x, y, out| add_into(x, y, out)),
        binary("add u8", |value| value as u8, |x, y, out| add_into(x, y, out)),
        binary("multiply f32", f32_of, |x, y, out| multiply_into(x, y, out)),
        binary("multiply f64", f64_of, |x, y, out| multiply_into(x, y, out)),
        binary("divide f32", f32_of, |x, y, out| divide_into(x, y, out)),
        binary("divide f64", f64_of, |x, y, out| divide_into(x, y, out)),
        unary("sqrt f32", f32_of, |x, out: &mut Array<f32>| sqrt_into(x, out)),
        unary("sqrt f64", f64_of, |x, out: &mut Array<f64>| sqrt_into(x, out)),
        unary("exp f32", f32_of, |x, out: &mut Array<f32>| exp_into(x, out)),
        unary("exp f64", f64_of, |x, out: &mut Array<f64>| exp_into(x, out)),
        unary("log f32", f32_of, |x, out: &mut Array<f32>| log_into(x, out)),
        unary("log f64", f64_of, |x, out: &mut Array<f64>| log_into(x, out)),
        unary("cast u8 to f32", |value| value as u8, |x, out: &mut Array<f32>| cast_into(x, out)),
        reduction("sum f32", &[LEN], |x, out| {
            out[[0]] = sum(x);
            Ok(())
        }),
        reduction("max f32", &[LEN], |x, out| {
            out[[0]] = max(x)?;
            Ok(())
        }),
        reduction("argmin f32", &[LEN], |x, out| {
            out[[0]] = argmin(x)? as f32;
            Ok(())
        }),
        reduction("sum f32 axis 0", &[SIDE, SIDE], |x, out| sum_axis_into(x, 0, out)),
        reduction("sum f32 axis 1", &[SIDE, SIDE], |x, out| sum_axis_into(x, 1, out)),
    ];
    for side in [256, 1024] {
        cases.push(product("matmul f32", side, f32_of, |a, b, out| matmul_into(a, b, out)));
        cases.push(product("matmul f64", side, f64_of, |a, b, out| matmul_into(a, b, out)));
    }
    cases
}

fn f32_of(value: f64) -> f32 {
    value as f32
}

fn f64_of(value: f64) -> f64 {
    value
}

/// Returns values between 0.1 and 10, unordered.
fn values<T: Element>(shape: &[usize], of: fn(f64) -> T) -> Array<T> {
    let golden = 0.618_033_988_749_895;
    let data = (0..shape.iter().product())
        .map(|i: usize| of(0.1 + 9.9 * (i as f64 * golden).fract()))
        .collect();
    Array::from_vec(shape, data).expect("as many values as elements")
}

fn zeros<T: Element>(shape: &[usize]) -> Array<T> {
    Array::zeros(shape).expect("small arrays fit into memory")
}

fn unary<T: Element, Y: Element>(
    name: &str,
    of: fn(f64) -> T,
    call: impl Fn(&Array<T>, &mut Array<Y>) -> Result<()> + 'static,
) -> Case {
    let (x, mut out) = (values(&[LEN], of), zeros(&[LEN]));
    Case {
        name: name.into(),
        shape: lengths(&[LEN]),
        elements: LEN,
        work: Work::Bytes(LEN * (size_of::<T>() + size_of::<Y>())),
        skips_scalar: false,
        call: Box::new(move || call(&x, &mut out)),
    }
}

fn binary<T: Element>(
    name: &str,
    of: fn(f64) -> T,
    call: impl Fn(&Array<T>, &Array<T>, &mut Array<T>) -> Result<()> + 'static,
) -> Case {
    let (x, y, mut out) = (values(&[LEN], of), values(&[LEN], of), zeros(&[LEN]));
    Case {
        name: name.into(),
        shape: lengths(&[LEN]),
        elements: LEN,
        work: Work::Bytes(LEN * 3 * size_of::<T>()),
        skips_scalar: false,
        call: Box::new(move || call(&x, &y, &mut out)),
    }
}

/// A call that reads an array and writes one number, or one per row or column.
fn reduction(
    name: &str,
    shape: &[usize],
    call: impl Fn(&Array<f32>, &mut Array<f32>) -> Result<()> + 'static,
) -> Case {
    let (x, mut out) = (values(shape, f32_of), zeros(&[if shape.len() == 1 { 1 } else { SIDE }]));
    Case {
        name: name.into(),
        shape: lengths(shape),
        elements: x.len(),
        work: Work::Bytes(x.len() * size_of::<f32>()),
        skips_scalar: false,
        call: Box::new(move || call(&x, &mut out)),
    }
}

/// Joins the lengths of a shape.
fn lengths(shape: &[usize]) -> String {
    shape.iter().map(usize::to_string).collect::<Vec<_>>().join(" x ")
}

/// A product of square matrices.
fn product<T: Element>(
    name: &str,
    side: usize,
    of: fn(f64) -> T,
    call: impl Fn(&Array<T>, &Array<T>, &mut Array<T>) -> Result<()> + 'static,
) -> Case {
    let shape = [side, side];
    let (a, b, mut out) = (values(&shape, of), values(&shape, of), zeros(&shape));
    Case {
        name: name.into(),
        shape: format!("{} each", lengths(&shape)),
        elements: side * side,
        work: Work::Flops(2 * side.pow(3)),
        skips_scalar: side > 512,
        call: Box::new(move || call(&a, &b, &mut out)),
    }
}
