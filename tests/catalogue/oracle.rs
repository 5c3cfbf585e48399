//! The expected result of every ufunc of the catalogue for one element, in plain Rust, by name.

mod bools;
mod comparison;
mod complex;
mod floats;
mod integers;

use crate::table::Ufunc;
use tightloop::{C32, C64, DType, Level, bf16, f16, with_level};
use tightloop_samples::memory::{Memory, View};

/// An element of any dtype. An integer may exceed its dtype: it wraps when it is compared.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    Bool(bool),
    Int(i128),
    F16(f16),
    BF16(bf16),
    F32(f32),
    F64(f64),
    C32(C32),
    C64(C64),
}
use Value::*;

impl Value {
    /// Returns all elements of `memory`.
    pub fn all(memory: &Memory) -> Vec<Value> {
        let x = memory.line();
        macro_rules! read {
            ($t:ty, $value:expr) => {
                x.of::<$t>().iter().copied().map($value).collect()
            };
        }
        match memory.dtype {
            DType::Bool => read!(bool, Bool),
            DType::I8 => read!(i8, |x| Int(x.into())),
            DType::I16 => read!(i16, |x| Int(x.into())),
            DType::I32 => read!(i32, |x| Int(x.into())),
            DType::I64 => read!(i64, |x| Int(x.into())),
            DType::U8 => read!(u8, |x| Int(x.into())),
            DType::U16 => read!(u16, |x| Int(x.into())),
            DType::U32 => read!(u32, |x| Int(x.into())),
            DType::U64 => read!(u64, |x| Int(x.into())),
            DType::F16 => read!(f16, F16),
            DType::BF16 => read!(bf16, BF16),
            DType::F32 => read!(f32, F32),
            DType::F64 => read!(f64, F64),
            DType::C32 => read!(C32, C32),
            DType::C64 => read!(C64, C64),
        }
    }

    /// Returns the dtype of a float or complex number.
    fn dtype(self) -> DType {
        match self {
            F32(_) => DType::F32,
            F64(_) => DType::F64,
            C32(_) => DType::C32,
            C64(_) => DType::C64,
            _ => panic!("{self:?} is computed as another type"),
        }
    }

    /// Returns the word that the element is compared by, as an element of this dtype.
    pub fn to_comparable(self, dtype: DType) -> u64 {
        use tightloop_samples::Sample;
        match (self, dtype) {
            (Bool(x), DType::Bool) => x.to_comparable(),
            (Int(x), DType::I8) => (x as i8).to_comparable(),
            (Int(x), DType::I16) => (x as i16).to_comparable(),
            (Int(x), DType::I32) => (x as i32).to_comparable(),
            (Int(x), DType::I64) => (x as i64).to_comparable(),
            (Int(x), DType::U8) => (x as u8).to_comparable(),
            (Int(x), DType::U16) => (x as u16).to_comparable(),
            (Int(x), DType::U32) => (x as u32).to_comparable(),
            (Int(x), DType::U64) => (x as u64).to_comparable(),
            (F16(x), DType::F16) => x.to_comparable(),
            (BF16(x), DType::BF16) => x.to_comparable(),
            (F32(x), DType::F32) => x.to_comparable(),
            (F64(x), DType::F64) => x.to_comparable(),
            (C32(x), DType::C32) => x.to_comparable(),
            (C64(x), DType::C64) => x.to_comparable(),
            _ => panic!("{self:?} is no element of {dtype}"),
        }
    }
}

/// The functions of floats and complex numbers whose accuracy `kernels/tests/accuracy` tests. Here
/// their results must be those of a call with a single element at the scalar level.
#[rustfmt::skip]
const TESTED_ELSEWHERE: &[&str] = &[
    // Roots.
    "cbrt", "hypot", "rsqrt",
    // Exponential functions.
    "exp", "exp2", "exp10", "expm1", "log", "log1p", "log2", "log10", "log_base", "logaddexp",
    "logaddexp2", "pow", "float_power",
    // Angles.
    "deg2rad", "rad2deg", "sin", "cos", "sincos", "tan", "sinpi", "cospi", "tanpi", "asin", "acos",
    "atan", "atan2",
    // Hyperbolic functions.
    "sinh", "cosh", "tanh", "asinh", "acosh", "atanh",
    // Error functions and gammas.
    "erf", "erfc", "gamma", "gelu", "lgamma",
    // Activations.
    "sigmoid", "silu", "softplus",
];

/// The functions of complex numbers for which the same is true.
const COMPLEX_TESTED_ELSEWHERE: &[&str] =
    &["abs", "angle", "divide", "multiply", "reciprocal", "sign", "sqrt", "square"];

/// Returns the expected results of `ufunc`. 16-bit floats are computed as `f32`.
pub fn results(ufunc: &Ufunc, table: &[Ufunc], inputs: &[Value]) -> Vec<Value> {
    let missing = || panic!("no oracle for {ufunc}: add it to tests/catalogue/oracle.rs");
    let name = ufunc.name;
    let doubles: Vec<Value>;
    let inputs = if name == "float_power" {
        doubles = inputs.iter().map(|&x| as_double(x)).collect();
        &doubles
    } else {
        inputs
    };
    if is_tested_elsewhere(name, inputs) {
        let dtypes: Vec<DType> = inputs.iter().map(|x| x.dtype()).collect();
        let same = table.iter().find(|f| f.name == name && f.inputs == dtypes);
        return single(same.expect("the same function of these dtypes"), inputs);
    }
    let of_any = || comparison::comparisons(name, inputs);
    if let Some(results) = own_results(name, inputs).or_else(of_any) {
        return results;
    }
    match *inputs {
        [Bool(a)] => bools::bools(name, a, a).unwrap_or_else(missing),
        [Bool(a), Bool(b)] => bools::bools(name, a, b).unwrap_or_else(missing),
        [Int(a)] => integers::integers(name, a, a).unwrap_or_else(missing),
        [Int(a), Int(b)] => integers::of_size(name, ufunc.inputs[0], a, b)
            .or_else(|| integers::integers(name, a, b))
            .unwrap_or_else(missing),
        [F32(x), Int(n)] if name == "ldexp" => vec![F32(floats::ldexp_f32(x, exponent(n)))],
        [F64(x), Int(n)] if name == "ldexp" => vec![F64(floats::ldexp_f64(x, exponent(n)))],
        [F32(a), ..] => {
            let [b, c] = [1, 2].map(|k| if let Some(&F32(x)) = inputs.get(k) { x } else { a });
            floats::floats_f32(name, a, b, c).unwrap_or_else(missing)
        }
        [F64(a), ..] => {
            let [b, c] = [1, 2].map(|k| if let Some(&F64(x)) = inputs.get(k) { x } else { a });
            floats::floats_f64(name, a, b, c).unwrap_or_else(missing)
        }
        [F16(_) | BF16(_), ..] => {
            let widened: Vec<Value> = inputs.iter().map(|&x| widened(x)).collect();
            let results = results(ufunc, table, &widened).into_iter();
            results.map(|y| narrowed(y, ufunc.inputs[0])).collect()
        }
        [C32(a)] => complex::complex_c32(name, a, a).unwrap_or_else(missing),
        [C32(a), C32(b)] => complex::complex_c32(name, a, b).unwrap_or_else(missing),
        [C64(a)] => complex::complex_c64(name, a, a).unwrap_or_else(missing),
        [C64(a), C64(b)] => complex::complex_c64(name, a, b).unwrap_or_else(missing),
        _ => missing(),
    }
}

/// Returns the results of functions of 16-bit floats that are not those of `f32`, rounded.
fn own_results(name: &str, inputs: &[Value]) -> Option<Vec<Value>> {
    match *inputs {
        [F16(a)] => floats::halves_f16(name, a, a),
        [F16(a), F16(b)] => floats::halves_f16(name, a, b),
        [BF16(a)] => floats::halves_bf16(name, a, a),
        [BF16(a), BF16(b)] => floats::halves_bf16(name, a, b),
        _ => None,
    }
}

/// Returns an exponent, or one as good that an `i32` holds.
fn exponent(n: i128) -> i32 {
    n.clamp(-100_000, 100_000) as i32
}

fn is_tested_elsewhere(name: &str, inputs: &[Value]) -> bool {
    match inputs[0] {
        F32(_) | F64(_) => TESTED_ELSEWHERE.contains(&name),
        C32(_) | C64(_) => {
            TESTED_ELSEWHERE.contains(&name) || COMPLEX_TESTED_ELSEWHERE.contains(&name)
        }
        _ => false,
    }
}

/// Calls `ufunc` on single elements, at the scalar level.
fn single(ufunc: &Ufunc, inputs: &[Value]) -> Vec<Value> {
    let memory: Vec<Memory> = inputs.iter().map(|&x| alone(x)).collect();
    let views: Vec<View> = memory.iter().map(Memory::line).collect();
    let (_, results) = with_level(Level::Scalar, || (ufunc.new)(&views)).unwrap().unwrap();
    results.iter().map(|y| Value::all(y)[0]).collect()
}

/// Returns memory with one element.
fn alone(x: Value) -> Memory {
    match x {
        F32(x) => Memory::of(&[x].into()),
        F64(x) => Memory::of(&[x].into()),
        C32(x) => Memory::of(&[x].into()),
        C64(x) => Memory::of(&[x].into()),
        _ => panic!("{x:?} is computed as another type"),
    }
}

/// Returns the number as `f64`, or as a complex number of `f64`.
fn as_double(x: Value) -> Value {
    match x {
        Int(x) => F64(x as f64),
        F32(x) => F64(x.into()),
        C32(z) => C64(tightloop::C64::new(z.re.into(), z.im.into())),
        x => x,
    }
}

fn widened(x: Value) -> Value {
    match x {
        F16(x) => F32(x.to_f32()),
        BF16(x) => F32(x.to_f32()),
        x => x,
    }
}

fn narrowed(y: Value, dtype: DType) -> Value {
    match (y, dtype) {
        (F32(y), DType::F16) => F16(f16::from_f32(y)),
        (F32(y), DType::BF16) => BF16(bf16::from_f32(y)),
        (y, _) => y,
    }
}
