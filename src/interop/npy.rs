//! NumPy's files (features `npy` and `npz`): `.npy`, which hold one array, and `.npz`, which are
//! zip archives of them.
//!
//! | | |
//! |:--|:--|
//! | [`ArrayView::from_npy`] | a view of bytes: of a file in memory, or mapped into it, without a copy |
//! | [`Array::read_npy`] | an array from a reader |
//! | [`Array::write_npy`], [`ArrayView::write_npy`] | into a writer |
//! | [`NpzReader`], [`NpzWriter`] | the arrays of an archive (feature `npz`) |
//!
//! | NumPy | here |
//! |:--|:--|
//! | `np.load(path)` | `Array::<f64>::read_npy(File::open(path)?)?` |
//! | `np.load(path, mmap_mode="r")` | `ArrayView::<f64>::from_npy(&map)?` |
//! | `np.save(path, x)` | `x.write_npy(File::create(path)?)?` |
//! | `np.load(path)["x"]` | `NpzReader::new(File::open(path)?)?.array::<f64>("x")?` |
//! | `np.savez(path, x=x)` | `NpzWriter::new(File::create(path)?)`, `.array("x", &x)?`, `.finish()?` |
//! | `np.savez_compressed(path, x=x)` | the same, with `.compressed_array("x", &x)?` |
//!
//! All dtypes have such files except `bf16`. Both orders of memory are read: what is in Fortran
//! order becomes a transposed view. So are both orders of bytes, but not by views.
//!
//! ```
//! use tightloop::{Array, ArrayView};
//!
//! let x = Array::from([[1.0f64, 2.0], [3.0, 4.0]]);
//! let mut file = Vec::new();
//! x.write_npy(&mut file)?;
//!
//! // Elements of views must be aligned. Here they begin after 128 bytes, so the file must be.
//! let aligned = Array::from(file);
//! assert_eq!(ArrayView::<f64>::from_npy(aligned.as_slice())?, x);
//! assert_eq!(Array::<f64>::read_npy(aligned.as_slice())?, x);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Large files need not be read at all: map one into memory, by the crate `memmap2` for instance,
//! and make a view of the map. It is aligned, and the operating system reads what is used.

mod header;
#[cfg(feature = "npz")]
mod npz;

use crate::{Array, ArrayView, C32, C64, Element, Error, Result, f16};
use header::Header;
use std::io::{self, Read, Write};

#[cfg(feature = "npz")]
pub use npz::{NpzReader, NpzWriter};

/// The dtypes of NumPy's files: all except `bf16`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type of elements of NumPy's files",
    note = "convert the array with `cast`, as in `x.cast::<f32>()`"
)]
pub trait NpyElement: Element {
    /// The letter of the kind, as in `f8`.
    #[doc(hidden)]
    const KIND: char;

    /// The size of what has its bytes in some order: of complex numbers, each part.
    #[doc(hidden)]
    const WORD: usize = size_of::<Self>();
}

/// Lists the dtypes.
macro_rules! kinds {
    ($($kind:literal: $($t:ty)*;)*) => {$($(
        impl NpyElement for $t {
            const KIND: char = $kind;
        }
    )*)*};
}
kinds! {
    'b': bool;
    'i': i8 i16 i32 i64;
    'u': u8 u16 u32 u64;
    'f': f16 f32 f64;
}

impl NpyElement for C32 {
    const KIND: char = 'c';
    const WORD: usize = 4;
}

impl NpyElement for C64 {
    const KIND: char = 'c';
    const WORD: usize = 8;
}

/// The bytes that are read or written at once. A multiple of every size of elements.
const CHUNK: usize = 1 << 16;

impl<'a, T: NpyElement> ArrayView<'a, T> {
    /// Returns a view of the array in a `.npy` file whose bytes these are (feature `npy`), without
    /// a copy. Bytes after the elements are ignored.
    ///
    /// # Errors
    ///
    /// - [`Error::InvalidFormat`] if it is not such a file, or is cut off.
    /// - [`Error::UnequalDTypes`] if it has elements of another type, or in the order of bytes of
    ///   other machines.
    /// - [`Error::MisalignedBytes`] if elements are not aligned. NumPy places them at multiples of
    ///   64 bytes from the start (16, before version 1.14), so that only the start matters.
    /// - [`Error::TooManyAxes`] or [`Error::SizeOverflow`] if no array has that shape, and
    ///   [`Error::InvalidBool`] if a `bool` is neither 0 nor 1.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::{Array, ArrayView, Error};
    ///
    /// // `include_bytes!` has no alignment, but bytes need none.
    /// let file = b"\x93NUMPY\x01\x00\x3a\x00\
    ///     {'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }\x01\x02\x03\x04\x05\x06";
    /// assert_eq!(ArrayView::<u8>::from_npy(file)?, Array::from([[1, 3, 5], [2, 4, 6]]));
    ///
    /// let wrong = ArrayView::<f64>::from_npy(file);
    /// assert!(matches!(wrong, Err(Error::UnequalDTypes { .. })));
    /// # Ok::<(), tightloop::Error>(())
    /// ```
    pub fn from_npy(bytes: &'a [u8]) -> Result<Self> {
        let (text, data) = header::split(bytes)?;
        let header = Header::parse(text)?;
        if header.needs_swap::<T>()? {
            return Err(header.unequal::<T>());
        }
        let (shape, needed) = header.memory::<T>()?;
        let elements = data.get(..needed).ok_or_else(|| header::invalid("the data are cut off"))?;
        let view = ArrayView::from_bytes(elements, &shape)?;
        Ok(if header.is_fortran { view.t() } else { view })
    }

    /// Writes the elements as a `.npy` file (feature `npy`), as `np.save` does: in Fortran order if
    /// that is how they lie in memory, else in C order.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let (x, mut file) = (Array::from([[1, 2], [3, 4]]), Vec::new());
    /// x.t().write_npy(&mut file)?;
    /// assert_eq!(file.len(), 128 + 4 * 4);
    /// assert_eq!(Array::<i32>::read_npy(&file[..])?, x.t());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_npy(&self, mut writer: impl Write) -> io::Result<()> {
        let (transposed, is_line) = (self.t(), self.as_slice().is_some());
        let is_fortran = !is_line && transposed.as_slice().is_some();
        writer.write_all(&header::text::<T>(self.shape(), is_fortran))?;
        let lying = if is_fortran { transposed } else { *self };
        if let Some(bytes) = lying.as_bytes() {
            return writer.write_all(bytes);
        }
        let mut chunk: Vec<T> = Vec::with_capacity(CHUNK / size_of::<T>());
        let mut elements = self.iter();
        loop {
            chunk.clear();
            chunk.extend(elements.by_ref().take(CHUNK / size_of::<T>()));
            match ArrayView::line(&chunk).as_bytes() {
                Some(bytes) if !bytes.is_empty() => writer.write_all(bytes)?,
                _ => return Ok(()),
            }
        }
    }
}

impl<T: NpyElement> Array<T> {
    /// Reads the array of a `.npy` file (feature `npy`), and nothing behind it, in large pieces: a
    /// `File` needs no `BufReader`.
    ///
    /// Of arrays in Fortran order, a transposed copy is made.
    ///
    /// # Errors
    ///
    /// Those of the reader, and of the kind [`InvalidData`](io::ErrorKind::InvalidData), with an
    /// [`Error`] inside: those of [`ArrayView::from_npy`] that do not concern alignment and the
    /// order of bytes, and [`Error::Allocation`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let file = b"\x93NUMPY\x01\x00\x37\x00\
    ///     {'descr': '>i2', 'fortran_order': False, 'shape': (2,)}\x01\x00\x00\x07";
    /// assert_eq!(Array::<i16>::read_npy(&file[..])?, Array::from([256, 7]));
    /// assert!(Array::<f32>::read_npy(&file[..]).is_err());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn read_npy(mut reader: impl Read) -> io::Result<Self> {
        let text = header::read(&mut reader)?;
        let header = Header::parse(&text).map_err(invalid_data)?;
        let needs_swap = header.needs_swap::<T>().map_err(invalid_data)?;
        let (shape, _) = header.memory::<T>().map_err(invalid_data)?;
        let mut array = Array::zeros(&shape).map_err(invalid_data)?;
        // Aligned, so that its bytes can be viewed as elements.
        let mut chunk = Array::<u8>::zeros(&[CHUNK]).map_err(invalid_data)?;
        for (i, places) in array.as_slice_mut().chunks_mut(CHUNK / size_of::<T>()).enumerate() {
            let bytes = &mut chunk.as_slice_mut()[..size_of_val(places)];
            reader.read_exact(bytes)?;
            if needs_swap {
                bytes.chunks_exact_mut(T::WORD).for_each(<[u8]>::reverse);
            }
            let elements = ArrayView::from_bytes(bytes, &[places.len()]).map_err(|error| {
                invalid_data(match error {
                    Error::InvalidBool { position, byte } => {
                        Error::InvalidBool { position: i * CHUNK + position, byte }
                    }
                    other => other,
                })
            })?;
            elements.iter().zip(places).for_each(|(&element, place)| *place = element);
        }
        if header.is_fortran && shape.len() > 1 {
            return Array::try_copy_of(array.t()).map_err(invalid_data);
        }
        Ok(array)
    }

    /// Writes the elements as a `.npy` file (feature `npy`), as `np.save` does.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    ///
    /// # Examples
    ///
    /// ```
    /// use tightloop::Array;
    ///
    /// let (x, mut file) = (Array::from([[1, 2], [3, 4]]), Vec::new());
    /// x.write_npy(&mut file)?;
    /// assert_eq!(Array::<i32>::read_npy(&file[..])?, x);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_npy(&self, writer: impl Write) -> io::Result<()> {
        self.view().write_npy(writer)
    }
}

fn invalid_data(error: Error) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}
