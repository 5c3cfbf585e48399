//! How the elements of an operand are stored, and how they are converted.

use super::{CopyKernels, MapFn};
use tightloop_array_core::{Run, Stream};

/// How the elements of an operand are stored, and how they are converted for a loop.
#[derive(Clone, Copy, Debug)]
pub struct Storage {
    /// The size of an element in memory, in bytes.
    pub size: usize,
    /// The size of an element that the loop reads or writes.
    pub computed_size: usize,
    /// Converts contiguous elements: from memory to the loop for an input, from the loop to memory
    /// for an output. `None` if the loop takes the elements as they are.
    pub convert: Option<MapFn>,
    /// The kernels that make strided elements contiguous.
    pub copy: &'static CopyKernels,
    /// Whether the loop reads the elements of an input. If not, they may lie anywhere.
    pub is_read: bool,
    /// Whether an output is so large that it is written past the caches. They could not hold it,
    /// and a normal store reads a cache line before it writes it.
    pub is_streamed: bool,
}

impl Storage {
    /// The larger of the two sizes.
    pub(super) fn max_size(&self) -> usize {
        self.size.max(self.computed_size)
    }
}

/// Converts `count` contiguous elements. Sizes are in bytes.
///
/// # Safety
/// - `convert` is a conversion from elements of `from_size` to elements of `to_size`, and the CPU
///   has its ISA.
/// - `from` is valid for reads of `count` elements, `to` for writes of as many.
pub unsafe fn convert_line(
    convert: MapFn,
    from: *mut u8,
    from_size: usize,
    to: *mut u8,
    to_size: usize,
    count: usize,
) {
    let stream = |ptr, size: usize| Stream { ptr, stride: size as isize, row_stride: 0 };
    let streams = [stream(from, from_size), stream(to, to_size)];
    // SAFETY: the two streams are a valid run by this function's contract. Conversions have no
    // state.
    unsafe { convert(core::ptr::null(), &Run::new(count, 1, &streams)) };
}

/// Converts `rows` rows of `len` contiguous elements, as one row if they follow each other.
///
/// # Safety
/// As for [`convert_line`], for each row. Strides are the sizes of the elements.
pub(super) unsafe fn convert_rows(convert: MapFn, streams: [Stream; 2], len: usize, rows: usize) {
    let follow = |stream: &Stream| stream.row_stride == stream.stride.wrapping_mul(len as isize);
    let (len, rows) = if streams.iter().all(follow) { (len * rows, 1) } else { (len, rows) };
    // SAFETY: the two streams are a valid run by this function's contract. Conversions have no
    // state.
    unsafe { convert(core::ptr::null(), &Run::new(len, rows, &streams)) };
}
