//! What the calls compute with: the same elements for everyone.

use std::io::{BufWriter, Write};
use std::ops::RangeInclusive;
use std::path::Path;
use tightloop::{Array, ArrayView, C32, C64, DType, Element, Result, Slice, bf16, f16};

/// An element type that cases are made of.
pub trait Datum: Element {
    /// The nearest element; `false` below 4.
    fn nearest(x: f64) -> Self;
    /// Appends the value: a complex number as its two parts.
    fn append_to(self, values: &mut Vec<f64>);
    /// The bytes in memory.
    fn write_to(self, writer: &mut dyn Write) -> std::io::Result<()>;
    /// The distance from 1 to the next number; 0 for integers.
    const EPSILON: f64;
}

macro_rules! data {
    ($($t:ty: $epsilon:expr, $nearest:expr, $value:expr;)*) => {$(
        impl Datum for $t {
            fn nearest(x: f64) -> Self {
                $nearest(x)
            }
            fn append_to(self, values: &mut Vec<f64>) {
                values.push($value(self));
            }
            fn write_to(self, writer: &mut dyn Write) -> std::io::Result<()> {
                writer.write_all(&self.to_ne_bytes())
            }
            const EPSILON: f64 = $epsilon;
        }
    )*};
}
data! {
    i8: 0.0, |x| x as i8, f64::from;
    i16: 0.0, |x| x as i16, f64::from;
    i32: 0.0, |x| x as i32, f64::from;
    i64: 0.0, |x| x as i64, |x| x as f64;
    u8: 0.0, |x| x as u8, f64::from;
    u16: 0.0, |x| x as u16, f64::from;
    u32: 0.0, |x| x as u32, f64::from;
    u64: 0.0, |x| x as u64, |x| x as f64;
    f16: f16::EPSILON.to_f64_const(), f16::from_f64, f64::from;
    bf16: bf16::EPSILON.to_f64_const(), bf16::from_f64, f64::from;
    f32: f32::EPSILON as f64, |x| x as f32, f64::from;
    f64: f64::EPSILON, |x| x, |x| x;
}

impl Datum for bool {
    fn nearest(x: f64) -> Self {
        x >= 4.0
    }
    fn append_to(self, values: &mut Vec<f64>) {
        values.push(u8::from(self).into());
    }
    fn write_to(self, writer: &mut dyn Write) -> std::io::Result<()> {
        writer.write_all(&[self.into()])
    }
    const EPSILON: f64 = 0.0;
}

macro_rules! complex_data {
    ($($t:ident $part:ident)*) => {$(
        impl Datum for $t {
            fn nearest(x: f64) -> Self {
                $t::new(x as $part, (1.0 - x) as $part)
            }
            fn append_to(self, values: &mut Vec<f64>) {
                values.extend([f64::from(self.re), f64::from(self.im)]);
            }
            fn write_to(self, writer: &mut dyn Write) -> std::io::Result<()> {
                self.re.write_to(writer)?;
                self.im.write_to(writer)
            }
            const EPSILON: f64 = <$part as Datum>::EPSILON;
        }
    )*};
}
complex_data! { C32 f32 C64 f64 }

/// The values of elements.
pub fn values_of<'a, T: Datum>(elements: impl IntoIterator<Item = &'a T>) -> Vec<f64> {
    let mut values = Vec::new();
    for &element in elements {
        element.append_to(&mut values);
    }
    values
}

/// The values of an array, in C order.
pub fn values<T: Datum>(array: &Array<T>) -> Vec<f64> {
    values_of(array.as_slice())
}

/// Writes elements as they are in memory.
///
/// # Errors
///
/// What the file system says.
pub fn write<T: Datum>(elements: &[T], path: &Path) -> std::io::Result<()> {
    let mut writer = BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?);
    for &element in elements {
        element.write_to(&mut writer)?;
    }
    writer.flush()
}

/// The values that a function is measured on, where the most of them are defined and do not end in
/// an infinity or a zero.
pub fn domain(op: &str, operand: usize) -> RangeInclusive<f64> {
    match (op, operand) {
        ("asin" | "acos" | "atanh", _) => -0.99..=0.99,
        ("acosh", _) => 1.0..=20.0,
        ("exp" | "exp2" | "expm1" | "sinh" | "cosh" | "tanh", _) => -10.0..=10.0,
        ("sin" | "cos" | "tan", _) => -100.0..=100.0,
        ("ldexp", 1) => -8.0..=8.0,
        // No zeros among integers.
        ("divide" | "divmod" | "floor_divide" | "remainder" | "fmod", 1) => 1.0..=10.0,
        ("negative" | "abs" | "asinh" | "atan" | "cbrt" | "erf" | "sign", _) => -10.0..=10.0,
        _ => 0.1..=10.0,
    }
}

/// Element number `i` of an operand: spread evenly over a range, in an order that no cache and no
/// branch predictor likes better than another.
fn element(i: usize, operand: usize, range: &RangeInclusive<f64>) -> f64 {
    const STEPS: [f64; 3] = [0.618_033_988_749_895, 0.754_877_666_246_693, 0.569_840_290_998_053];
    let place = ((i + 1) as f64 * STEPS[operand % STEPS.len()]).fract();
    range.start() + (range.end() - range.start()) * place
}

/// How the elements of an operand lie in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// One after the other.
    Contiguous,
    /// One element for all.
    Scalar,
    /// One row for all.
    Row,
    /// One element for each row.
    Column,
    /// Every second element.
    Stride2,
    /// Column after column.
    Transposed,
}

impl Lie {
    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Lie::Contiguous => "contiguous",
            Lie::Scalar => "with a scalar",
            Lie::Row => "with a row",
            Lie::Column => "with a column",
            Lie::Stride2 => "stride 2",
            Lie::Transposed => "transposed",
        }
    }

    /// How many elements a matrix has in memory.
    pub fn elements(self, [rows, columns]: [usize; 2]) -> usize {
        match self {
            Lie::Scalar => 1,
            Lie::Row => columns,
            Lie::Column => rows,
            Lie::Contiguous | Lie::Stride2 | Lie::Transposed => rows * columns,
        }
    }
}

/// An operand: elements in memory, and how a matrix is seen in them.
pub struct Operand<T: Datum> {
    memory: Array<T>,
    lie: Lie,
}

impl<T: Datum> Operand<T> {
    /// Operand number `operand` of a function of matrices.
    ///
    /// # Errors
    ///
    /// Where there is not enough memory.
    pub fn new(op: &str, operand: usize, [rows, columns]: [usize; 2], lie: Lie) -> Result<Self> {
        let shape = match lie {
            Lie::Contiguous => [rows, columns],
            Lie::Scalar => [1, 1],
            Lie::Row => [1, columns],
            Lie::Column => [rows, 1],
            Lie::Stride2 => [rows, 2 * columns],
            Lie::Transposed => [columns, rows],
        };
        let memory = array(op, operand, &shape)?;
        Ok(Operand { memory, lie })
    }

    /// The matrix; its axes have length 1 where there is one element for all.
    pub fn view(&self) -> ArrayView<'_, T> {
        match self.lie {
            Lie::Stride2 => {
                self.memory.slice((.., Slice::step(.., 2))).expect("a step of two is a step")
            }
            Lie::Transposed => self.memory.t(),
            _ => self.memory.view(),
        }
    }

    /// All elements in memory.
    pub fn memory(&self) -> &[T] {
        self.memory.as_slice()
    }

    /// The elements, if they are the matrix as it is.
    pub fn as_slice(&self) -> Option<&[T]> {
        (self.lie == Lie::Contiguous).then(|| self.memory())
    }
}

/// The elements of operand number `operand` of a function.
///
/// # Errors
///
/// Where there is not enough memory.
pub fn array<T: Datum>(op: &str, operand: usize, shape: &[usize]) -> Result<Array<T>> {
    let range = domain(op, operand);
    let mut i = 0;
    Array::from_fn(shape, |_| {
        i += 1;
        T::nearest(element(i, operand, &range))
    })
}

/// NumPy's name of a dtype, if it has it.
pub fn numpy_name(dtype: DType) -> Option<&'static str> {
    (dtype != DType::BF16).then(|| dtype.name())
}
