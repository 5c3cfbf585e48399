//! Elements as words of one width.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::float::{self, Column, Kind};
use super::{Scalar, Style};
use crate::DType;

/// Returns a word per element, all of one width. An array without axes is `alone`.
pub fn words(elements: &[Scalar], dtype: DType, style: Style, alone: bool) -> Vec<String> {
    let kind = Kind::of(dtype);
    let parts = |part: fn(&Scalar) -> f64| elements.iter().map(part).collect::<Vec<f64>>();
    let words: Vec<String> = match dtype {
        DType::Bool => elements.iter().map(|&element| bool_word(element, alone)).collect(),
        DType::F16 | DType::BF16 | DType::F32 | DType::F64 => {
            let numbers = parts(real);
            let column = Column::new(&numbers, kind, style);
            numbers.into_iter().map(|x| column.word(x)).collect()
        }
        DType::C32 | DType::C64 => {
            let (re, im) = (parts(real), parts(imaginary));
            let re_column = Column::new(&re, kind, style);
            let im_column = Column::new(&im, kind, Style { signed: true, ..style });
            let word =
                |(re, im)| format!("{}{}", re_column.word(re), with_unit(&im_column.word(im)));
            re.into_iter().zip(im).map(word).collect()
        }
        _ => elements.iter().map(|&element| integer_word(element, style.signed)).collect(),
    };
    let width = words.iter().map(String::len).max().unwrap_or(0).max(style.width);
    words.into_iter().map(|word| format!("{word:>width$}")).collect()
}

/// Returns the element as a word outside of arrays, with all of its digits.
pub fn lone(element: Scalar, dtype: DType) -> String {
    let kind = Kind::of(dtype);
    match element {
        Scalar::Bool(_) => bool_word(element, true),
        Scalar::Int(x) => x.to_string(),
        Scalar::Float(x) => float::lone(x, kind, true),
        Scalar::Complex(z) => {
            let im = float::lone(z.im, kind, false);
            if z.re == 0.0 && z.re.is_sign_positive() {
                return format!("{im}j");
            }
            let plus = if im.starts_with('-') { "" } else { "+" };
            format!("({}{plus}{im}j)", float::lone(z.re, kind, false))
        }
    }
}

fn integer_word(element: Scalar, signed: bool) -> String {
    match element {
        Scalar::Int(x) if signed => format!("{x:+}"),
        _ => lone(element, DType::I64),
    }
}

fn bool_word(element: Scalar, alone: bool) -> String {
    let word = match element {
        Scalar::Bool(true) if alone => "True",
        Scalar::Bool(true) => " True",
        _ => "False",
    };
    String::from(word)
}

/// Returns an imaginary part with its unit, which comes before blanks at the end.
fn with_unit(word: &str) -> String {
    let digits = word.trim_end();
    format!("{digits}j{}", &word[digits.len()..])
}

fn real(element: &Scalar) -> f64 {
    match *element {
        Scalar::Bool(x) => f64::from(u8::from(x)),
        Scalar::Int(x) => x as f64,
        Scalar::Float(x) => x,
        Scalar::Complex(z) => z.re,
    }
}

fn imaginary(element: &Scalar) -> f64 {
    match *element {
        Scalar::Complex(z) => z.im,
        _ => 0.0,
    }
}
