//! The header of `.npy` files: eight bytes of magic and version, the length of a text, and the
//! text, which is a dictionary of Python.
//!
//! The format is that of `numpy.lib.format`, versions 1.0 to 3.0, without structured dtypes and
//! pickled objects.

use super::{NpyElement, invalid_data};
use crate::{Error, MAX_NDIM, Result};
use std::io::{self, Read};

const MAGIC: [u8; 6] = *b"\x93NUMPY";

/// The longest text that is read. Those of arrays have some hundred bytes; NumPy refuses more than
/// 10,000 by itself.
const LONGEST: usize = 1 << 16;

/// What the text says.
pub(super) struct Header {
    /// The type of the elements, such as `<f8`.
    descr: String,
    /// Whether the first axis is the fastest.
    pub(super) is_fortran: bool,
    shape: Vec<usize>,
}

/// Returns [`Error::InvalidFormat`].
#[cold]
pub(super) fn invalid(what: &str) -> Error {
    Error::InvalidFormat { format: "npy", what: what.into() }
}

/// Returns how many bytes say the length of the text.
fn width(start: &[u8; 8]) -> Result<usize> {
    match start {
        [magic @ .., _, _] if *magic != MAGIC => Err(invalid("this is not a file of NumPy's")),
        [.., 1, _] => Ok(2),
        [.., 2 | 3, _] => Ok(4),
        _ => Err(invalid("this version of the format is unknown")),
    }
}

/// Returns the length of the text, from its bytes.
fn length(bytes: &[u8]) -> Result<usize> {
    let length = bytes.iter().rev().fold(0, |length, &byte| length << 8 | usize::from(byte));
    if length > LONGEST { Err(invalid("the header is too long")) } else { Ok(length) }
}

/// Returns the text and what follows it.
pub(super) fn split(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let cut = || invalid("the header is cut off");
    let (start, bytes) = bytes.split_first_chunk().ok_or_else(cut)?;
    let (length_bytes, bytes) = bytes.split_at_checked(width(start)?).ok_or_else(cut)?;
    bytes.split_at_checked(length(length_bytes)?).ok_or_else(cut)
}

/// Reads the text.
pub(super) fn read(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let (mut start, mut length_bytes) = ([0; 8], [0; 4]);
    reader.read_exact(&mut start)?;
    let length_bytes = &mut length_bytes[..width(&start).map_err(invalid_data)?];
    reader.read_exact(length_bytes)?;
    let mut text = vec![0; length(length_bytes).map_err(invalid_data)?];
    reader.read_exact(&mut text)?;
    Ok(text)
}

/// Returns the header of a file with elements of this type, in the byte order of the machine. The
/// elements after it begin at a multiple of 64 bytes.
pub(super) fn text<T: NpyElement>(shape: &[usize], is_fortran: bool) -> Vec<u8> {
    let (kind, size) = (T::KIND, size_of::<T>());
    let order = match size {
        1 => '|',
        _ if cfg!(target_endian = "big") => '>',
        _ => '<',
    };
    let lengths: String = shape.iter().map(|len| format!("{len}, ")).collect();
    // A tuple of one has a comma; longer ones end without.
    let lengths = match shape {
        [_] => lengths.trim_end(),
        _ => lengths.trim_end_matches(", "),
    };
    let is_fortran = if is_fortran { "True" } else { "False" };
    let text = format!(
        "{{'descr': '{order}{kind}{size}', 'fortran_order': {is_fortran}, 'shape': ({lengths}), }}"
    );
    // Shapes have at most 16 lengths of at most 20 digits, so the text fits into version 1.
    let start = MAGIC.len() + 4;
    let padded = (start + text.len() + 1).next_multiple_of(64) - start;
    let mut header = Vec::from(MAGIC);
    header.extend([1, 0]);
    header.extend((padded as u16).to_le_bytes());
    header.extend(format!("{text:<width$}\n", width = padded - 1).bytes());
    header
}

impl Header {
    /// Parses the text.
    pub(super) fn parse(text: &[u8]) -> Result<Self> {
        let text = str::from_utf8(text).map_err(|_| invalid("the header is not text"))?;
        let mut text = Parser(text);
        let (mut descr, mut is_fortran, mut shape) = (None, None, None);
        text.expect("{")?;
        while !text.eat("}") {
            let key = text.string()?;
            text.expect(":")?;
            match key {
                "descr" => descr = Some(text.string()?.into()),
                "fortran_order" => is_fortran = Some(text.bool()?),
                "shape" => shape = Some(text.tuple()?),
                _ => return Err(invalid("the header has an unknown key")),
            }
            if !text.eat(",") {
                text.expect("}")?;
                break;
            }
        }
        text.end()?;
        match (descr, is_fortran, shape) {
            (Some(descr), Some(is_fortran), Some(shape)) => Ok(Header { descr, is_fortran, shape }),
            _ => Err(invalid("the header lacks a key")),
        }
    }

    /// Returns whether elements of the file have their bytes in the order of other machines.
    ///
    /// # Errors
    ///
    /// [`Error::UnequalDTypes`] if they are not of type `T`.
    pub(super) fn needs_swap<T: NpyElement>(&self) -> Result<bool> {
        let (order, dtype) = match self.descr.strip_prefix(['<', '>', '|', '=']) {
            Some(dtype) => (self.descr.as_bytes()[0], dtype),
            None => (b'=', &self.descr[..]),
        };
        let is_same = dtype.strip_prefix(T::KIND) == Some(&size_of::<T>().to_string());
        let is_ordered = order != b'|' || T::WORD == 1;
        if !(is_same && is_ordered) {
            return Err(self.unequal::<T>());
        }
        let other = if cfg!(target_endian = "big") { b'<' } else { b'>' };
        Ok(order == other && T::WORD > 1)
    }

    /// Returns [`Error::UnequalDTypes`].
    #[cold]
    pub(super) fn unequal<T: NpyElement>(&self) -> Error {
        let found = self.descr.as_str().into();
        Error::UnequalDTypes { op: "npy", expected: T::DTYPE, found }
    }

    /// Returns the lengths of the axes in C order of memory, and the size of the elements in bytes.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAxes`] or [`Error::SizeOverflow`].
    pub(super) fn memory<T: NpyElement>(&self) -> Result<(Vec<usize>, usize)> {
        let len = tightloop_array_core::Layout::contiguous(&self.shape)?.len();
        let mut shape = self.shape.clone();
        if self.is_fortran {
            shape.reverse();
        }
        // No array has more elements than fit into memory.
        Ok((shape, len * size_of::<T>()))
    }
}

/// What is left of a text.
struct Parser<'a>(&'a str);

impl<'a> Parser<'a> {
    /// Skips a token, if it comes next.
    fn eat(&mut self, token: &str) -> bool {
        let rest = self.0.trim_ascii_start().strip_prefix(token);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// Skips a token, which comes next.
    fn expect(&mut self, token: &str) -> Result<()> {
        let refused = || invalid(&format!("the header lacks a `{token}`"));
        self.eat(token).then_some(()).ok_or_else(refused)
    }

    /// Returns a text in quotes. Those of headers have no escapes.
    fn string(&mut self) -> Result<&'a str> {
        let text = self.0.trim_ascii_start();
        let parts = ['\'', '"'].iter().find_map(|&q| text.strip_prefix(q)?.split_once(q));
        let (string, rest) =
            parts.ok_or_else(|| invalid("the header has other values than those of an array"))?;
        self.0 = rest;
        Ok(string)
    }

    fn bool(&mut self) -> Result<bool> {
        if self.eat("True") {
            return Ok(true);
        }
        self.expect("False").map(|()| false)
    }

    /// Returns a tuple of lengths.
    fn tuple(&mut self) -> Result<Vec<usize>> {
        let mut lengths = Vec::new();
        self.expect("(")?;
        while !self.eat(")") {
            if lengths.len() > MAX_NDIM {
                return Err(Error::TooManyAxes { ndim: lengths.len() });
            }
            lengths.push(self.length()?);
            if !self.eat(",") {
                self.expect(")")?;
                break;
            }
        }
        Ok(lengths)
    }

    fn length(&mut self) -> Result<usize> {
        let text = self.0.trim_ascii_start();
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, rest) = text.split_at(end);
        // Python 2 wrote its long integers with a letter.
        self.0 = rest.strip_prefix('L').unwrap_or(rest);
        digits.parse().map_err(|_| invalid("the header has a wrong shape"))
    }

    /// Checks that nothing is left.
    fn end(&self) -> Result<()> {
        let is_end = self.0.trim_ascii().is_empty();
        is_end.then_some(()).ok_or_else(|| invalid("there is more in the header than its values"))
    }
}
