//! The operands of calls: the same elements for all contenders.

use std::io::{BufWriter, Write};
use std::ops::RangeInclusive;
use std::path::Path;
use tightloop::{Array, ArrayView, C32, C64, DType, Element, Result, Slice, bf16, f16};

/// An element type of cases.
pub trait Datum: Element {
    /// The name of the dtype in reports: Rust's, as in `cargo bench`.
    const NAME: &'static str;
    /// Returns the nearest element. For `bool`, it is `false` below 4.
    fn nearest(x: f64) -> Self;
    /// Appends the value; of a complex number, the two parts.
    fn append_to(self, values: &mut Vec<f64>);
    /// Writes the bytes in memory.
    fn write_to(self, writer: &mut dyn Write) -> std::io::Result<()>;
    /// The distance from 1 to the next number, or 0 for integers.
    const EPSILON: f64;
}

macro_rules! data {
    ($($t:ty: $epsilon:expr, $nearest:expr, $value:expr;)*) => {$(
        impl Datum for $t {
            const NAME: &'static str = stringify!($t);
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
    const NAME: &'static str = "bool";
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
    ($($t:ident $name:literal $part:ident)*) => {$(
        impl Datum for $t {
            const NAME: &'static str = $name;
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
complex_data! { C32 "c32" f32 C64 "c64" f64 }

/// Returns the values of elements.
pub fn values_of<'a, T: Datum>(elements: impl IntoIterator<Item = &'a T>) -> Vec<f64> {
    let mut values = Vec::new();
    for &element in elements {
        element.append_to(&mut values);
    }
    values
}

/// Returns the values of an array, in C order.
pub fn values<T: Datum>(array: &Array<T>) -> Vec<f64> {
    values_of(array.as_slice())
}

/// Writes elements to a file as they are in memory.
///
/// # Errors
///
/// Those of the file system.
pub fn write<T: Datum>(elements: &[T], path: &Path) -> std::io::Result<()> {
    let mut writer = BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?);
    for &element in elements {
        element.write_to(&mut writer)?;
    }
    writer.flush()
}

/// Returns the range of an operand of a function. On nearly all of it, results are defined, finite
/// and not zero.
pub fn domain<T: Datum>(op: &str, operand: usize) -> RangeInclusive<f64> {
    let is_integer = T::EPSILON == 0.0;
    match (op, operand) {
        // Products that neither overflow nor vanish.
        ("prod" | "nanprod", _) if !is_integer => 0.9..=1.1,
        // Integers have no negative powers.
        ("pow", 1) if is_integer => 0.0..=8.0,
        ("asin" | "acos" | "atanh", _) => -0.99..=0.99,
        ("acosh", _) => 1.0..=20.0,
        ("log_base", 1) => 2.0..=10.0,
        ("sin" | "cos" | "tan" | "sincos" | "sinpi" | "cospi" | "tanpi", _) => -100.0..=100.0,
        ("exp10" | "erf" | "erfc", _) => -4.0..=4.0,
        ("pow" | "float_power", 1) => -4.0..=4.0,
        ("bitwise_left_shift" | "bitwise_right_shift", 1) => 0.0..=7.0,
        ("ldexp", 1) => -8.0..=8.0,
        // Some have escaped, some have not.
        ("Mandelbrot step", _) => -2.0..=2.0,
        // No zeros among integers.
        ("divide" | "divmod" | "floor_divide" | "remainder" | "fmod", 1) => 1.0..=10.0,
        (
            "negative" | "positive" | "abs" | "fabs" | "sign" | "heaviside" | "copysign"
            | "signbit" | "floor" | "ceil" | "trunc" | "round" | "modf" | "frexp" | "nextafter"
            | "spacing" | "cbrt" | "asinh" | "atan" | "atan2" | "exp" | "exp2" | "expm1" | "sinh"
            | "cosh" | "tanh" | "sigmoid" | "softplus" | "silu" | "gelu" | "relu" | "clip" | "lerp"
            | "hypot" | "isclose",
            _,
        ) => -10.0..=10.0,
        _ => 0.1..=10.0,
    }
}

/// Returns element number `i` of an operand: spread evenly over a range, in an order that branch
/// predictors cannot learn.
fn element(i: usize, operand: usize, range: &RangeInclusive<f64>) -> f64 {
    const STEPS: [f64; 3] = [0.618_033_988_749_895, 0.754_877_666_246_693, 0.569_840_290_998_053];
    let place = ((i + 1) as f64 * STEPS[operand % STEPS.len()]).fract();
    range.start() + (range.end() - range.start()) * place
}

/// The layout of an operand in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Row after row, without gaps.
    Contiguous,
    /// One element, broadcast to all.
    Scalar,
    /// One row, broadcast to all rows.
    Row,
    /// One column, broadcast to all columns.
    Column,
    /// Every second element of rows twice as long.
    Stride2,
    /// Column after column, without gaps.
    Transposed,
}

impl Layout {
    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Layout::Contiguous => "contiguous",
            Layout::Scalar => "with a scalar",
            Layout::Row => "with a row",
            Layout::Column => "with a column",
            Layout::Stride2 => "stride 2",
            Layout::Transposed => "transposed",
        }
    }

    /// Returns the number of elements that a call reads of a matrix with this layout.
    pub fn elements(self, [rows, columns]: [usize; 2]) -> usize {
        match self {
            Layout::Scalar => 1,
            Layout::Row => columns,
            Layout::Column => rows,
            Layout::Contiguous | Layout::Stride2 | Layout::Transposed => rows * columns,
        }
    }
}

/// An operand: elements in memory, and a matrix as a view of them.
pub struct Operand<T: Datum> {
    memory: Array<T>,
    layout: Layout,
}

impl<T: Datum> Operand<T> {
    /// Makes operand number `operand` of a function of matrices.
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn new(
        op: &str,
        operand: usize,
        [rows, columns]: [usize; 2],
        layout: Layout,
    ) -> Result<Self> {
        let shape = match layout {
            Layout::Contiguous => [rows, columns],
            Layout::Scalar => [1, 1],
            Layout::Row => [1, columns],
            Layout::Column => [rows, 1],
            Layout::Stride2 => [rows, 2 * columns],
            Layout::Transposed => [columns, rows],
        };
        let memory = array(op, operand, &shape)?;
        Ok(Operand { memory, layout })
    }

    /// Returns the matrix. Axes that are broadcast have length 1.
    pub fn view(&self) -> ArrayView<'_, T> {
        match self.layout {
            Layout::Stride2 => {
                self.memory.slice((.., Slice::step(.., 2))).expect("a step of two is a step")
            }
            Layout::Transposed => self.memory.t(),
            _ => self.memory.view(),
        }
    }

    /// Returns all elements in memory.
    pub fn memory(&self) -> &[T] {
        self.memory.as_slice()
    }

    /// Returns the elements if the matrix is contiguous.
    pub fn as_slice(&self) -> Option<&[T]> {
        (self.layout == Layout::Contiguous).then(|| self.memory())
    }
}

/// Makes operand number `operand` of a function, contiguous and of any shape.
///
/// # Errors
///
/// If there is not enough memory.
pub fn array<T: Datum>(op: &str, operand: usize, shape: &[usize]) -> Result<Array<T>> {
    let range = domain::<T>(op, operand);
    let mut i = 0;
    Array::from_fn(shape, |_| {
        i += 1;
        T::nearest(element(i, operand, &range))
    })
}

/// Returns NumPy's name of a dtype, if NumPy has it.
pub fn numpy_name(dtype: DType) -> Option<&'static str> {
    (dtype != DType::BF16).then(|| dtype.name())
}
