//! Printing as in NumPy 2.4 with its default options: `Display` as `str`, `Debug` as `repr`.
//!
//! That is at most 8 digits after the point, 75 columns, and only the corners of arrays with more
//! than 1,000 elements. `bf16`, which NumPy does not have, follows the rules of the other floats.

mod float;
mod words;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write};
use core::iter::repeat_n;
use core::ops::Range;

use words::words;

use crate::{C64, DType, Dims, Element, Strided, StridedMut};

/// Arrays with more elements than this are shortened. NumPy's default, as the two below.
const THRESHOLD: usize = 1000;

/// The number of items that a shortened axis shows at each end.
const EDGE_ITEMS: usize = 3;

/// The longest line, in columns.
const LINE_WIDTH: usize = 75;

/// The value of an element of any type, for printing.
#[derive(Clone, Copy)]
pub enum Scalar {
    Bool(bool),
    Int(i128),
    Float(f64),
    Complex(C64),
}

/// How to write elements.
#[derive(Clone, Copy)]
struct Style {
    /// The number of digits after the point; as many as needed, up to 8, if `None`.
    precision: Option<usize>,
    /// Whether positive numbers get a sign.
    signed: bool,
    /// The least width of a word.
    width: usize,
}

impl Style {
    /// Returns the style that the formatter's options ask for.
    fn of(f: &fmt::Formatter<'_>) -> Self {
        let width = f.width().unwrap_or(0);
        Style { precision: f.precision(), signed: f.sign_plus(), width }
    }
}

/// Prints as NumPy's `str`. The formatter's options go to the elements: `{:.2}` writes two digits
/// after the point of each float, as NumPy does after `set_printoptions(precision=2,
/// floatmode='fixed')`; `{:+}` writes the sign of positive numbers; `{:8}` makes each word at least
/// 8 columns wide.
impl<T: Element> fmt::Display for Strided<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let style = Style::of(f);
        let text = match self.get(&[]) {
            Some(element) if style.precision.is_none() && !style.signed => {
                format!("{:>w$}", words::lone(element.to_scalar(), T::DTYPE), w = style.width)
            }
            _ => brackets(self, style, " ", 0, LINE_WIDTH),
        };
        f.write_str(&text)
    }
}

/// Prints as NumPy's `repr`, with the formatter's options as for `Display`.
impl<T: Element> fmt::Debug for Strided<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const PREFIX: &str = "array(";
        let mut text = String::from(PREFIX);
        text += &brackets(self, Style::of(f), ", ", PREFIX.len(), LINE_WIDTH - ")".len());

        let mut extras = String::new();
        let is_empty_line = self.shape() == [0];
        if self.len() > THRESHOLD || self.is_empty() && !is_empty_line {
            write!(extras, "shape={}", Tuple(self.shape()))?;
        }
        let implied = matches!(T::DTYPE, DType::Bool | DType::I64 | DType::F64 | DType::C64);
        if !implied || self.is_empty() {
            let separator = if extras.is_empty() { "" } else { ", " };
            write!(extras, "{separator}dtype={}", T::DTYPE)?;
        }
        if !extras.is_empty() {
            text.push(',');
            let column = text.len() - text.rfind('\n').map_or(0, |newline| newline + 1);
            let fits = column + " ".len() + extras.len() + ")".len() <= LINE_WIDTH;
            text += if fits { " " } else { "\n      " };
            text += &extras;
        }
        text.push(')');
        f.write_str(&text)
    }
}

impl<T: Element> fmt::Display for StridedMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.view(), f)
    }
}

impl<T: Element> fmt::Debug for StridedMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.view(), f)
    }
}

/// A shape as a Python tuple.
struct Tuple<'a>(&'a [usize]);

impl fmt::Display for Tuple<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [len] => write!(f, "({len},)"),
            lens => {
                f.write_str("(")?;
                for (i, len) in lens.iter().enumerate() {
                    write!(f, "{}{len}", if i == 0 { "" } else { ", " })?;
                }
                f.write_str(")")
            }
        }
    }
}

/// Returns the elements in brackets, in lines of at most `width` columns. The first line begins at
/// column `indent`.
fn brackets<T: Element>(
    array: &Strided<'_, T>,
    style: Style,
    separator: &'static str,
    indent: usize,
    width: usize,
) -> String {
    if array.is_empty() {
        return String::from("[]");
    }
    let shortened = array.len() > THRESHOLD;
    let mut shown = Vec::new();
    collect_shown(array, shortened, &mut Dims::new(), &mut shown);
    let mut words = words(&shown, T::DTYPE, style, array.ndim() == 0).into_iter();
    let printer = Printer { shape: array.shape(), shortened, separator };
    // NumPy counts the opening bracket as indentation.
    printer.print(0, indent + 1, width, &mut words)
}

/// Collects, in C order, the shown elements whose first indices are `index`.
fn collect_shown<T: Element>(
    array: &Strided<'_, T>,
    shortened: bool,
    index: &mut Dims<usize>,
    shown: &mut Vec<Scalar>,
) {
    if index.len() == array.ndim() {
        shown.extend(array.get(index).map(|&element| element.to_scalar()));
        return;
    }
    let len = array.shape()[index.len()];
    let hidden = hidden(len, shortened).unwrap_or(len..len);
    for i in (0..hidden.start).chain(hidden.end..len) {
        index.push(i);
        collect_shown(array, shortened, index, shown);
        index.pop();
    }
}

/// Returns the indices of an axis that are not shown, if there are any.
fn hidden(len: usize, shortened: bool) -> Option<Range<usize>> {
    (shortened && len > 2 * EDGE_ITEMS).then(|| EDGE_ITEMS..len - EDGE_ITEMS)
}

/// Arranges words, in C order, in nested brackets.
struct Printer<'a> {
    shape: &'a [usize],
    shortened: bool,
    separator: &'static str,
}

impl Printer<'_> {
    /// Returns the words of one index of the axes before `axis`, in brackets. Lines after the first
    /// are indented by `indent`. A line is longer than `width` only if one word is.
    fn print(
        &self,
        axis: usize,
        indent: usize,
        width: usize,
        words: &mut impl Iterator<Item = String>,
    ) -> String {
        let Some(&len) = self.shape.get(axis) else {
            return words.next().unwrap_or_default();
        };
        let hidden = hidden(len, self.shortened);
        let shown = hidden.as_ref().map_or(len, |_| 2 * EDGE_ITEMS + 1);
        let ellipsis = hidden.map(|hidden| hidden.start);
        let is_row = axis + 1 == self.shape.len();

        let mut text = String::from("[");
        let mut column = indent;
        for i in 0..shown {
            // Inner brackets close within the same width.
            let item = match ellipsis {
                Some(place) if place == i => String::from("..."),
                _ => self.print(axis + 1, indent + 1, width - "]".len(), words),
            };
            if is_row && column > indent && column + item.len() + "]".len() > width {
                text.truncate(text.trim_end().len());
                start_line(&mut text, 1, indent);
                column = indent;
            }
            text += &item;
            column += item.len();
            if i + 1 == shown {
                break;
            }
            if is_row {
                text += self.separator;
                column += self.separator.len();
            } else {
                text += self.separator.trim_end();
                // One more empty line per further axis that ends here.
                start_line(&mut text, self.shape.len() - axis - 1, indent);
            }
        }
        text.push(']');
        text
    }
}

/// Ends the line, adds `newlines - 1` empty ones, and indents the next one.
fn start_line(text: &mut String, newlines: usize, indent: usize) {
    text.extend(repeat_n('\n', newlines));
    text.extend(repeat_n(' ', indent));
}
