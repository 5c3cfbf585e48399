//! The page `docs/accuracy.md`.

use crate::functions::Function;
use crate::measure::Worst;
use crate::parts::Format;
use std::fmt::Write;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs");

/// The text before the table.
const HEAD: &str = "\
# Accuracy

The largest errors seen, in units in the last place (ULP) of the exact value, which MPFR computes to
hundreds of bits. 0.5 is the error of correct rounding. Complex functions are measured part by part.
Written by the command in `accuracy/`, at POINTS points per function and dtype: random bits, numbers
of common sizes, numbers near special points, and published hard cases; functions of one 16-bit
float at all of its values. `kernels/tests/accuracy` tries all `f32`, and ten million `f64` or pairs
of them: the errors that it has seen are larger, and on the page of each function.

The last columns are what others state. NumPy: the errors that its own tests allow in 2.4
(`numpy/_core/tests/data/umath-validation-set-*.csv`). MKL: the maximum error of its vector
functions with \"high accuracy\" (Intel, \"oneAPI Math Kernel Library Vector Mathematics Performance
and Accuracy Data\", overview).

| function | dtype | max ULP | at | NumPy | MKL |
|---|---|--:|---|--:|--:|
";

/// The text after the table, before a list of functions.
const TAIL: &str = "
The results of other functions have the bits of plain Rust, for all dtypes or for real ones:
`tests/catalogue` compares them. They are
";

/// The errors that NumPy's tests allow, of `f32` and of `f64`.
const NUMPY: &[(&str, u32, u32)] = &[
    ("acos", 3, 1),
    ("acosh", 2, 1),
    ("asin", 4, 1),
    ("asinh", 2, 1),
    ("atan", 3, 1),
    ("atanh", 2, 1),
    ("cbrt", 2, 2),
    ("cos", 2, 1),
    ("cosh", 3, 1),
    ("exp", 3, 1),
    ("exp2", 2, 1),
    ("expm1", 3, 1),
    ("log", 4, 1),
    ("log10", 4, 1),
    ("log1p", 2, 1),
    ("log2", 3, 1),
    ("sin", 2, 1),
    ("sinh", 2, 1),
    ("tan", 4, 1),
    ("tanh", 2, 2),
];

/// The functions that MKL has for `f32` and `f64`.
const MKL: &[&str] = &[
    "acos",
    "acosh",
    "add",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "cbrt",
    "cos",
    "cosh",
    "cospi",
    "divide",
    "erf",
    "erfc",
    "exp",
    "exp10",
    "exp2",
    "expm1",
    "gamma",
    "hypot",
    "lgamma",
    "log",
    "log10",
    "log1p",
    "log2",
    "multiply",
    "pow",
    "reciprocal",
    "rsqrt",
    "sin",
    "sincos",
    "sinh",
    "sinpi",
    "sqrt",
    "square",
    "subtract",
    "tan",
    "tanh",
    "tanpi",
];

/// The functions that MKL has for complex numbers.
const MKL_COMPLEX: &[&str] = &[
    "abs", "acos", "acosh", "add", "angle", "asin", "asinh", "atan", "atanh", "cos", "cosh",
    "divide", "exp", "log", "log10", "multiply", "pow", "sin", "sinh", "sqrt", "subtract", "tan",
    "tanh",
];

/// The page as it grows.
pub struct Page {
    points: u64,
    rows: String,
    exact: Vec<&'static str>,
}

impl Page {
    pub fn new(points: u64) -> Self {
        Page { points, rows: String::new(), exact: Vec::new() }
    }

    /// Adds a row, and returns it.
    pub fn measured(&mut self, function: &Function, worst: &Worst) -> String {
        let dtype = function.inputs[0].dtype;
        let at: Vec<String> = operands(function, &worst.at).collect();
        let row = format!(
            "| `{}` | {dtype} | {:.3} | {} | {} | {} |",
            function.name,
            worst.error,
            at.join(", "),
            numpy(function.name, dtype).map_or("–".into(), |limit| limit.to_string()),
            if has_mkl(function.name, dtype) { "1" } else { "–" },
        );
        writeln!(self.rows, "{row}").expect("a string takes all text");
        row
    }

    /// Notes that a function is exact.
    pub fn exact(&mut self, function: &Function) {
        if !self.exact.contains(&function.name) {
            self.exact.push(function.name);
        }
    }

    /// Writes the page.
    pub fn write(&self) {
        let head = HEAD.replace("POINTS", &self.points.to_string());
        let exact: Vec<String> = self.exact.iter().map(|name| format!("`{name}`")).collect();
        let text = format!("{head}{}{TAIL}{}.\n", self.rows, wrapped(&exact));
        std::fs::create_dir_all(FOLDER).expect("docs/ can be made");
        std::fs::write(format!("{FOLDER}/accuracy.md"), text).expect("docs/ can be written");
    }
}

/// Returns the operands, each as the shortest text that its dtype reads as the same number.
fn operands<'a>(function: &'a Function, parts: &'a [f64]) -> impl Iterator<Item = String> + 'a {
    let formats = function.inputs.iter().flat_map(|format| vec![format; format.parts]);
    formats.zip(parts).map(|(format, &x)| shortest(format, x))
}

fn shortest(format: &Format, x: f64) -> String {
    if format.digits <= 24 { format!("{:e}", x as f32) } else { format!("{x:e}") }
}

fn numpy(name: &str, dtype: &str) -> Option<u32> {
    let &(_, single, double) = NUMPY.iter().find(|row| row.0 == name)?;
    match dtype {
        "f32" => Some(single),
        "f64" => Some(double),
        _ => None,
    }
}

fn has_mkl(name: &str, dtype: &str) -> bool {
    match dtype {
        "f32" | "f64" => MKL.contains(&name),
        "C32" | "C64" => MKL_COMPLEX.contains(&name),
        _ => false,
    }
}

/// Joins words with commas, in lines of at most 100 characters.
fn wrapped(words: &[String]) -> String {
    let mut text = String::new();
    let mut length = 0;
    for word in words {
        if length > 0 {
            let fits = length + word.len() + 3 < 100;
            text += if fits { ", " } else { ",\n" };
            length = if fits { length + 2 } else { 0 };
        }
        text += word;
        length += word.len();
    }
    text
}
