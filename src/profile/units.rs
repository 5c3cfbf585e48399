//! Numbers as people read them.

use std::fmt;
use std::time::Duration;
use tightloop_dispatch::profile::CallOperand;

/// Displays a number with three digits and a prefix of powers of 1000: `1.23 M`.
pub(super) struct Scaled(pub(super) f64, pub(super) &'static str);

impl fmt::Display for Scaled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut number, mut prefix) = (self.0, "");
        for next in ["k", "M", "G", "T", "P"] {
            // What would be rounded to four digits gets the next prefix.
            if number < 999.5 {
                break;
            }
            (number, prefix) = (number / 1000.0, next);
        }
        let is_whole = prefix.is_empty() && number.fract() == 0.0;
        let digits = if is_whole { number.to_string() } else { three_digits(number) };
        let unit = [prefix, self.1].concat();
        let space = if unit.is_empty() { "" } else { " " };
        f.pad(&[&digits, space, &unit].concat())
    }
}

/// A number below 1000 with three digits.
fn three_digits(number: f64) -> String {
    let decimals = match number {
        ..9.995 => 2,
        ..99.95 => 1,
        _ => 0,
    };
    format!("{number:.decimals$}")
}

/// Displays a time with three digits: `1.23 ms`.
pub(super) fn time(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        ..999.5e-9 => format!("{:.0} ns", seconds * 1e9),
        ..999.5e-6 => three_digits(seconds * 1e6) + " \u{b5}s",
        ..0.9995 => three_digits(seconds * 1e3) + " ms",
        _ => format!("{seconds:.2} s"),
    }
}

/// Displays a whole number with its thousands set apart: `1,234,567`.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.char_indices() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The names of the operands' types in Rust: `f32 f32 -> f32`.
pub(super) fn types<'a>(operands: impl Iterator<Item = &'a CallOperand>) -> String {
    let (outputs, inputs): (Vec<_>, Vec<_>) = operands.partition(|operand| operand.is_output());
    let names = |operands: &[&CallOperand]| {
        operands.iter().map(|operand| name(operand.dtype())).collect::<Vec<_>>().join(" ")
    };
    [names(&inputs), names(&outputs)].join(" -> ")
}

/// The name of a type in Rust.
pub(super) fn name(dtype: crate::DType) -> String {
    match dtype {
        crate::DType::C32 | crate::DType::C64 => format!("{dtype:?}"),
        _ => format!("{dtype:?}").to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits() {
        let text = |number| Scaled(number, "B").to_string();
        assert_eq!([0.0, 7.0, 999.0].map(text), ["0 B", "7 B", "999 B"]);
        assert_eq!([999.5, 1000.0, 12_340.0].map(text), ["1.00 kB", "1.00 kB", "12.3 kB"]);
        assert_eq!([9.996e6, 99.96e9, 1e18].map(text), ["10.0 MB", "100 GB", "1000 PB"]);
    }

    #[test]
    fn times() {
        let text = |ns| time(Duration::from_nanos(ns));
        assert_eq!([0, 42, 999].map(text), ["0 ns", "42 ns", "999 ns"]);
        assert_eq!([1_000, 12_345, 999_600].map(text), ["1.00 \u{b5}s", "12.3 \u{b5}s", "1.00 ms"]);
        assert_eq!(text(1_234_000_000), "1.23 s");
    }

    #[test]
    fn thousands() {
        assert_eq!([0, 999, 1000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
    }
}
