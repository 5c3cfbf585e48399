//! The expected result of every ufunc of the catalogue for one element, in plain Rust, by name.

use crate::memory::{Memory, View};
use crate::quotient::FloorDivide;
use crate::table::Ufunc;
use tightloop::{C32, C64, DType, Level, bf16, f16, with_level};

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

    /// Returns the word that the element is compared by, as an element of this dtype.
    pub fn to_comparable(self, dtype: DType) -> u64 {
        use crate::samples::Sample;
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

/// The functions whose accuracy `kernels/tests/accuracy` tests. Here their results must be those of
/// a call with a single element at the scalar level.
const TESTED_ELSEWHERE: &[&str] = &["exp", "exp2", "log"];

/// Returns the expected results of `ufunc`. 16-bit floats are computed as `f32`.
pub fn results(ufunc: &Ufunc, table: &[Ufunc], inputs: &[Value]) -> Vec<Value> {
    let missing = || panic!("no oracle for {ufunc}: add it to tests/catalogue/oracle.rs");
    let is_tested_elsewhere = TESTED_ELSEWHERE.contains(&ufunc.name);
    let single = |x: Value, dtype| {
        let same_name = |f: &&Ufunc| f.name == ufunc.name && f.inputs == [dtype];
        vec![single(table.iter().find(same_name).expect("the same function of this dtype"), x)]
    };
    match *inputs {
        [x @ F32(_)] if is_tested_elsewhere => single(x, DType::F32),
        [x @ F64(_)] if is_tested_elsewhere => single(x, DType::F64),
        [x @ C32(_)] if ufunc.name == "abs" => single(x, DType::C32),
        [x @ C64(_)] if ufunc.name == "abs" => single(x, DType::C64),
        [Bool(a)] => bools(ufunc.name, a, a).unwrap_or_else(missing),
        [Bool(a), Bool(b)] => bools(ufunc.name, a, b).unwrap_or_else(missing),
        [Int(a)] => integers(ufunc.name, a, a).unwrap_or_else(missing),
        [Int(a), Int(b)] => integers(ufunc.name, a, b).unwrap_or_else(missing),
        [F32(x), Int(n)] if ufunc.name == "ldexp" => vec![F32(ldexp_f32(x, n as i32))],
        [F64(x), Int(n)] if ufunc.name == "ldexp" => vec![F64(ldexp_f64(x, n as i32))],
        [F32(a), ..] => {
            let [b, c] = [1, 2].map(|k| if let Some(&F32(x)) = inputs.get(k) { x } else { a });
            floats_f32(ufunc.name, a, b, c).unwrap_or_else(missing)
        }
        [F64(a), ..] => {
            let [b, c] = [1, 2].map(|k| if let Some(&F64(x)) = inputs.get(k) { x } else { a });
            floats_f64(ufunc.name, a, b, c).unwrap_or_else(missing)
        }
        [F16(_) | BF16(_), ..] => {
            let widened: Vec<Value> = inputs.iter().map(|&x| widened(x)).collect();
            let results = results(ufunc, table, &widened).into_iter();
            results.map(|y| narrowed(y, ufunc.inputs[0])).collect()
        }
        [C32(a), C32(b)] if ufunc.name == "multiply" => {
            vec![C32(C32::new((-a.im).mul_add(b.im, a.re * b.re), a.re.mul_add(b.im, a.im * b.re)))]
        }
        [C64(a), C64(b)] if ufunc.name == "multiply" => {
            vec![C64(C64::new((-a.im).mul_add(b.im, a.re * b.re), a.re.mul_add(b.im, a.im * b.re)))]
        }
        _ => missing(),
    }
}

/// Calls `ufunc` on a single element, at the scalar level.
fn single(ufunc: &Ufunc, x: Value) -> Value {
    fn call(ufunc: &Ufunc, x: View) -> Value {
        let (_, results) = with_level(Level::Scalar, || (ufunc.new)(&[x])).unwrap().unwrap();
        Value::all(&results[0])[0]
    }
    match x {
        F32(x) => call(ufunc, Memory::of(&[x].into()).line()),
        F64(x) => call(ufunc, Memory::of(&[x].into()).line()),
        C32(x) => call(ufunc, Memory::of(&[x].into()).line()),
        C64(x) => call(ufunc, Memory::of(&[x].into()).line()),
        _ => panic!("{x:?} is computed as another type"),
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

fn bools(name: &str, a: bool, b: bool) -> Option<Vec<Value>> {
    let result = match name {
        "abs" => a,
        "add" | "maximum" => a | b,
        "multiply" | "minimum" => a & b,
        "equal" => a == b,
        "less" => !a & b,
        "greater" => a & !b,
        _ => return None,
    };
    Some(vec![Bool(result)])
}

/// Computes integers of any type. A result that is too large wraps when it is compared.
fn integers(name: &str, a: i128, b: i128) -> Option<Vec<Value>> {
    let result = match name {
        "negative" => Int(-a),
        "abs" => Int(a.abs()),
        "square" => Int(a.wrapping_mul(a)),
        "isnan" => Bool(false),
        "add" => Int(a + b),
        "subtract" => Int(a - b),
        "multiply" => Int(a.wrapping_mul(b)),
        "divide" => F64(a as f64 / b as f64),
        "minimum" => Int(a.min(b)),
        "maximum" => Int(a.max(b)),
        "equal" => Bool(a == b),
        "less" => Bool(a < b),
        "greater" => Bool(a > b),
        "divmod" if b == 0 => return Some(vec![Int(0), Int(0)]),
        "divmod" => {
            let is_above = a % b != 0 && (a < 0) != (b < 0);
            let quotient = a / b - i128::from(is_above);
            return Some(vec![Int(quotient), Int(a - quotient * b)]);
        }
        _ => return None,
    };
    Some(vec![result])
}

macro_rules! floats {
    ($($floats:ident $t:ident $value:ident)*) => {$(
        fn $floats(name: &str, a: $t, b: $t, c: $t) -> Option<Vec<Value>> {
            // -0 is below +0.
            let is_below = |a: $t, b: $t| a < b || (a == b && a.is_sign_negative());
            let result = match name {
                "negative" => -a,
                "abs" => a.abs(),
                "square" => a * a,
                "sqrt" => a.sqrt(),
                "add" => a + b,
                "subtract" => a - b,
                "multiply" => a * b,
                "divide" => a / b,
                "fma" => a.mul_add(b, c),
                "minimum" => if a.is_nan() || is_below(a, b) { a } else { b },
                "maximum" => if a.is_nan() || is_below(b, a) { a } else { b },
                "fmin" => if b.is_nan() || is_below(a, b) { a } else { b },
                "isnan" => return Some(vec![Bool(a.is_nan())]),
                "equal" => return Some(vec![Bool(a == b)]),
                "less" => return Some(vec![Bool(a < b)]),
                "greater" => return Some(vec![Bool(a > b)]),
                "divmod" => {
                    let towards_zero = a % b;
                    let is_exact = towards_zero == 0.0;
                    let is_above = !is_exact && (towards_zero < 0.0) != (b < 0.0);
                    let remainder = if is_above { towards_zero + b } else { towards_zero };
                    let remainder = if is_exact { (0.0 as $t).copysign(b) } else { remainder };
                    return Some(vec![$value(a.floor_divide(b)), $value(remainder)]);
                }
                _ => return None,
            };
            Some(vec![$value(result)])
        }
    )*};
}
floats! { floats_f32 f32 F32 floats_f64 f64 F64 }

/// Returns `x * 2^n`, rounded once. The product is exact in `f64`, or so far out of range that
/// clamping `n` does not change the result.
fn ldexp_f32(x: f32, n: i32) -> f32 {
    (f64::from(x) * 2f64.powi(n.clamp(-400, 400))) as f32
}

/// Returns `x * 2^n`, rounded once. If the result is subnormal, its bits are the mantissa, shifted
/// and rounded as an integer.
fn ldexp_f64(x: f64, n: i32) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (stored, fraction) = ((x.to_bits() >> 52 & 0x7ff) as i64, x.to_bits() & ((1 << 52) - 1));
    let mantissa = if stored == 0 { fraction } else { fraction | 1 << 52 };
    // In units of the smallest subnormal number.
    let exponent = stored.max(1) - 1 + i64::from(n);
    let magnitude = if exponent >= 0 {
        (0..exponent.min(2200)).fold(f64::from_bits(1) * mantissa as f64, |x, _| 2.0 * x)
    } else {
        let lost = (-exponent).min(60) as u32;
        let (whole, rest, half) = (mantissa >> lost, mantissa & ((1 << lost) - 1), 1 << (lost - 1));
        let up = rest > half || (rest == half && whole & 1 == 1);
        f64::from_bits(whole + u64::from(up))
    };
    magnitude.copysign(x)
}
