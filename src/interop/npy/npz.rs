//! Archives of arrays.

use super::NpyElement;
use crate::{Array, Operand};
use std::io::{self, Read, Seek, Write};
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

/// Reads the arrays of a `.npz` file (feature `npz`), compressed or not.
///
/// # Examples
///
/// ```
/// use std::io::Cursor;
/// use tightloop::Array;
/// use tightloop::interop::npy::{NpzReader, NpzWriter};
///
/// let mut file = NpzWriter::new(Cursor::new(Vec::new()));
/// file.array("ages", Array::from([42i64, 7]))?;
/// file.compressed_array("heights", Array::from([[1.75f32], [1.20]]).t())?;
///
/// let mut file = NpzReader::new(file.finish()?)?;
/// assert_eq!(file.names().collect::<Vec<_>>(), ["ages", "heights"]);
/// assert_eq!(file.array::<i64>("ages")?, Array::from([42, 7]));
/// assert_eq!(file.array::<f32>("heights")?, Array::from([[1.75, 1.20]]));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct NpzReader<R>(ZipArchive<R>);

impl<R: Read + Seek> NpzReader<R> {
    /// Reads the list of arrays.
    ///
    /// # Errors
    ///
    /// Those of the reader, and of the kind [`InvalidData`](io::ErrorKind::InvalidData) if it is
    /// not a zip archive.
    pub fn new(reader: R) -> io::Result<Self> {
        Ok(Self(ZipArchive::new(reader).map_err(io_error)?))
    }

    /// Returns the names of the arrays, in their order in the file.
    pub fn names(&self) -> impl Iterator<Item = String> {
        // A name that is no text is that of no array.
        self.0.file_names().flatten().filter_map(|name| name.strip_suffix(".npy").map(String::from))
    }

    /// Reads the array with this name.
    ///
    /// # Errors
    ///
    /// Those of [`Array::read_npy`], and of the kind [`NotFound`](io::ErrorKind::NotFound) if there
    /// is no such array.
    pub fn array<T: NpyElement>(&mut self, name: &str) -> io::Result<Array<T>> {
        let mut file = self.0.by_name(&format!("{name}.npy")).map_err(io_error)?;
        let array = Array::read_npy(&mut file)?;
        // The checksum is compared at the end of the file.
        io::copy(&mut file, &mut io::sink())?;
        Ok(array)
    }
}

/// Writes arrays into a `.npz` file (feature `npz`). See [`NpzReader`] for an example.
#[derive(Debug)]
pub struct NpzWriter<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> NpzWriter<W> {
    /// Begins a file.
    pub fn new(writer: W) -> Self {
        Self(ZipWriter::new(writer))
    }

    /// Adds an array under this name, as `np.savez` does.
    ///
    /// # Errors
    ///
    /// Those of the writer, and of the kind [`InvalidInput`](io::ErrorKind::InvalidInput) if there
    /// is an array of this name already.
    pub fn array<T: NpyElement>(&mut self, name: &str, x: impl Operand<T>) -> io::Result<()> {
        self.add(name, x, CompressionMethod::Stored)
    }

    /// Adds an array under this name, compressed, as `np.savez_compressed` does.
    ///
    /// # Errors
    ///
    /// Those of [`array`](Self::array).
    pub fn compressed_array<T: NpyElement>(
        &mut self,
        name: &str,
        x: impl Operand<T>,
    ) -> io::Result<()> {
        self.add(name, x, CompressionMethod::Deflated)
    }

    fn add<T: NpyElement>(
        &mut self,
        name: &str,
        x: impl Operand<T>,
        method: CompressionMethod,
    ) -> io::Result<()> {
        let x = x.operand();
        // From there on, sizes need a longer field. The header and what does not compress are
        // longer than the elements.
        let is_large = x.len() as u64 * size_of::<T>() as u64 >= 1 << 31;
        let options = SimpleFileOptions::default().compression_method(method).large_file(is_large);
        let started = self.0.start_file(format!("{name}.npy"), options);
        started.map_err(|error| match error {
            // There is such a name already.
            ZipError::InvalidArchive(_) => io::Error::new(io::ErrorKind::InvalidInput, error),
            error => io_error(error),
        })?;
        x.write_npy(&mut self.0)
    }

    /// Writes the end of the file, and returns the writer.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish().map_err(io_error)
    }
}

fn io_error(error: ZipError) -> io::Error {
    let kind = match error {
        ZipError::Io(error) => return error,
        ZipError::FileNotFound => io::ErrorKind::NotFound,
        ZipError::InvalidArchive(_) => io::ErrorKind::InvalidData,
        ZipError::UnsupportedArchive(_) => io::ErrorKind::Unsupported,
        _ => io::ErrorKind::InvalidInput,
    };
    io::Error::new(kind, error)
}
