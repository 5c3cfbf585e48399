//! Decimal digits of floats, and columns of them.

use alloc::format;
use alloc::string::String;
use core::fmt::Write;
use core::iter::repeat_n;

use super::Style;
use crate::DType;
use crate::conversion::{bf16_of_f64, f16_of_f64, f64_of_bf16, f64_of_f16};

/// The largest number of digits after the point in arrays: NumPy's default.
const PRECISION: usize = 8;

/// The distance from 1 to the next `f16`.
const F16_EPSILON: f64 = 1.0 / 1024.0;

/// A type of float, or of the parts of a complex number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    F16,
    BF16,
    F32,
    F64,
}

impl Kind {
    /// Returns the kind of the floats in elements of `dtype`; `F64` if there are none.
    pub fn of(dtype: DType) -> Self {
        match dtype {
            DType::F16 => Kind::F16,
            DType::BF16 => Kind::BF16,
            DType::F32 | DType::C32 => Kind::F32,
            _ => Kind::F64,
        }
    }

    /// Returns 10 to the number of decimal digits that the kind holds. Digits before the point of
    /// larger numbers are not all significant.
    fn resolution(self) -> f64 {
        match self {
            Kind::F16 => 1e3,
            Kind::BF16 => 1e2,
            Kind::F32 => 1e6,
            Kind::F64 => 1e15,
        }
    }

    /// Returns the nearest value of this kind.
    fn round(self, x: f64) -> f64 {
        match self {
            Kind::F16 => f64_of_f16(f16_of_f64(x)),
            Kind::BF16 => f64_of_bf16(bf16_of_f64(x)),
            Kind::F32 => f64::from(x as f32),
            Kind::F64 => x,
        }
    }

    /// Returns the shortest digits that read back as `x`, in Rust's scientific notation. Among
    /// several, takes the nearest to `x`, and the even one of two equally near.
    fn shortest(self, x: f64) -> String {
        let shortest = match self {
            Kind::F64 => format!("{x:e}"),
            Kind::F32 => format!("{:e}", x as f32),
            // Five digits tell any two values apart. The next value above a power of two is further
            // away than the one below. So digits a little above the power may read back while
            // nearer ones below it do not.
            Kind::F16 | Kind::BF16 => {
                let above = x * (1.0 + F16_EPSILON / 4.0);
                let mut candidates =
                    (0..4).flat_map(|p| [format!("{x:.p$e}"), format!("{above:.p$e}")]);
                candidates
                    .find(|digits| self.reads_back(digits, x))
                    .unwrap_or_else(|| format!("{x:.4e}"))
            }
        };
        // Rust rounds its shortest digits up from the middle.
        let even = format!("{x:.*e}", digits_after_point(&shortest));
        if self.reads_back(&even, x) { even } else { shortest }
    }

    fn reads_back(self, digits: &str, x: f64) -> bool {
        match self {
            Kind::F32 => digits.parse() == Ok(x as f32),
            _ => digits.parse().is_ok_and(|read| self.round(read) == x),
        }
    }
}

/// A finite number in decimal digits: `int`, with its sign, the point, `frac`, which may be empty,
/// and the exponent, if it is written in scientific notation.
struct Decimal {
    int: String,
    frac: String,
    exponent: Option<i32>,
}

impl Decimal {
    /// Returns the shortest digits that read back as `x`, but at most `precision` after the point,
    /// without zeros at the end.
    fn scientific(x: f64, kind: Kind, precision: Option<usize>) -> Self {
        let shortest = kind.shortest(x);
        match precision {
            Some(precision) if digits_after_point(&shortest) > precision => {
                Decimal::read(&format!("{x:.precision$e}")).trimmed()
            }
            _ => Decimal::read(&shortest).trimmed(),
        }
    }

    /// Returns the shortest digits that read back as `x`, but at most `precision` after the point,
    /// without zeros at the end.
    fn positional(x: f64, kind: Kind, precision: Option<usize>) -> Self {
        let text = kind.shortest(x);
        let shortest = Decimal::read(&text);
        let after_point = shortest.frac.len() as i32 - shortest.exponent.unwrap_or(0);
        let digits = after_point.max(0) as usize;
        let text = match precision {
            Some(precision) if digits > precision => format!("{x:.precision$}"),
            // So many digits write the shortest decimal exactly.
            _ => format!("{:.digits$}", text.parse().unwrap_or(x)),
        };
        Decimal::read(&text).trimmed()
    }

    /// Parses what Rust has written in either notation.
    fn read(text: &str) -> Self {
        let (mantissa, exponent) = match text.split_once('e') {
            Some((mantissa, exponent)) => (mantissa, exponent.parse().ok()),
            None => (text, None),
        };
        let (int, frac) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        Decimal { int: int.into(), frac: frac.into(), exponent }
    }

    /// Removes zeros at the end.
    fn trimmed(mut self) -> Self {
        self.frac.truncate(self.frac.trim_end_matches('0').len());
        self
    }

    /// Adds a plus, if there is no minus.
    fn signed(mut self) -> Self {
        if !self.int.starts_with('-') {
            self.int.insert(0, '+');
        }
        self
    }
}

/// Returns the number of digits between the point and the end or the exponent.
fn digits_after_point(text: &str) -> usize {
    let mantissa = text.split('e').next().unwrap_or(text);
    mantissa.split_once('.').map_or(0, |(_, frac)| frac.len())
}

/// Appends an exponent as C writes it: with a sign and at least `digits` digits.
fn push_exponent(text: &mut String, exponent: i32, digits: usize) {
    let sign = if exponent < 0 { '-' } else { '+' };
    // Writing to a `String` does not fail.
    let _ = write!(text, "e{sign}{:0digits$}", exponent.unsigned_abs());
}

/// Returns the number of digits of an exponent: at least two, as C writes it.
fn exponent_digits(exponent: i32) -> usize {
    if exponent.unsigned_abs() >= 100 { 3 } else { 2 }
}

/// The common format of a column of floats.
pub struct Column {
    kind: Kind,
    style: Style,
    /// Digits of the exponent, if the column is in scientific notation.
    exponent_digits: Option<usize>,
    /// The widest part before the point, and after it.
    int_width: usize,
    frac_width: usize,
    /// The width of every word.
    width: usize,
}

impl Column {
    /// Returns the column that holds these numbers.
    pub fn new(numbers: &[f64], kind: Kind, style: Style) -> Self {
        let finite = || numbers.iter().copied().filter(|x| x.is_finite());
        let scientific = needs_exponent(finite(), kind);
        let mut column =
            Column { kind, style, exponent_digits: None, int_width: 0, frac_width: 0, width: 0 };
        for x in finite() {
            let decimal = column.decimal(x, scientific);
            column.int_width = column.int_width.max(decimal.int.len());
            column.frac_width = column.frac_width.max(decimal.frac.len());
            column.exponent_digits =
                column.exponent_digits.max(decimal.exponent.map(exponent_digits));
        }
        let exponent_width = column.exponent_digits.map_or(0, |digits| "e+".len() + digits);
        column.width = column.int_width + ".".len() + column.frac_width + exponent_width;
        for &x in numbers.iter().filter(|x| !x.is_finite()) {
            column.width = column.width.max(column.non_finite_width(x));
        }
        column.int_width = column.width - (".".len() + column.frac_width + exponent_width);
        column
    }

    /// Returns the number as a word of the column.
    pub fn word(&self, x: f64) -> String {
        let width = self.width;
        if !x.is_finite() {
            let word = lone_non_finite(x, self.style.signed);
            return format!("{word:>width$}");
        }
        let mut decimal = self.decimal(x, self.exponent_digits.is_some());
        if decimal.exponent.is_some() && decimal.frac.len() < self.frac_width {
            // Filled with further digits of the exact value, not with zeros.
            decimal = self.with_sign(Decimal::read(&format!("{x:.*e}", self.frac_width)));
        }
        let mut word = format!("{:>w$}.{}", decimal.int, decimal.frac, w = self.int_width);
        match (decimal.exponent, self.exponent_digits) {
            (Some(exponent), Some(digits)) => push_exponent(&mut word, exponent, digits),
            _ => word.extend(repeat_n(' ', self.frac_width - decimal.frac.len())),
        }
        word
    }

    fn decimal(&self, x: f64, scientific: bool) -> Decimal {
        self.with_sign(match (self.style.precision, scientific) {
            (Some(precision), true) => Decimal::read(&format!("{x:.precision$e}")),
            (Some(precision), false) => Decimal::read(&format!("{x:.precision$}")),
            (None, true) => Decimal::scientific(x, self.kind, Some(PRECISION)),
            (None, false) => Decimal::positional(x, self.kind, Some(PRECISION)),
        })
    }

    fn with_sign(&self, decimal: Decimal) -> Decimal {
        if self.style.signed { decimal.signed() } else { decimal }
    }

    /// Returns the width of a number that is not finite.
    fn non_finite_width(&self, x: f64) -> usize {
        let sign = self.style.signed || x < 0.0;
        "inf".len() + usize::from(sign)
    }
}

/// Returns whether a column with these finite numbers is written in scientific notation.
fn needs_exponent(numbers: impl Iterator<Item = f64>, kind: Kind) -> bool {
    let nonzero = numbers.map(f64::abs).filter(|&x| x != 0.0);
    let Some((smallest, largest)) = nonzero.fold(None, |extremes, x| {
        let (smallest, largest) = extremes.unwrap_or((x, x));
        Some((x.min(smallest), x.max(largest)))
    }) else {
        return false;
    };
    largest >= kind.resolution().min(1e8)
        || smallest < kind.round(1e-4)
        || kind.round(largest / smallest) > 1000.0
}

/// Returns a number outside of arrays: all of its digits, with a point and a digit after it if
/// `pointed`.
pub fn lone(x: f64, kind: Kind, pointed: bool) -> String {
    if !x.is_finite() {
        return String::from(lone_non_finite(x, false));
    }
    // NumPy writes out whole numbers as far as `f64` counts them, and one digit more.
    let largest = if kind == Kind::F64 { 1e16 } else { kind.resolution() };
    let scientific = x != 0.0 && !(1e-4..largest).contains(&x.abs());
    let notation = if scientific { Decimal::scientific } else { Decimal::positional };
    let Decimal { mut int, frac, exponent } = notation(x, kind, None);
    if !frac.is_empty() {
        int.push('.');
        int += &frac;
    } else if pointed && exponent.is_none() {
        int += ".0";
    }
    if let Some(exponent) = exponent {
        push_exponent(&mut int, exponent, 2);
    }
    int
}

fn lone_non_finite(x: f64, signed: bool) -> &'static str {
    match (x.is_nan(), x < 0.0, signed) {
        (true, _, false) => "nan",
        (true, _, true) => "+nan",
        (false, true, _) => "-inf",
        (false, false, true) => "+inf",
        (false, false, false) => "inf",
    }
}
