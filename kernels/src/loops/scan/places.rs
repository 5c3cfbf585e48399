//! Where the elements and results of a run lie.

use tightloop_array_core::{Run, Stream};

/// Whether the results take the place of the elements.
pub(super) fn is_overwritten(run: &Run<'_>) -> bool {
    run.streams[0].ptr == run.streams[1].ptr
}

/// Whether rows of `len` elements of `size` bytes are contiguous.
pub(super) fn is_line(stream: &Stream, len: usize, size: usize) -> bool {
    len == 1 || stream.stride == size as isize
}

/// Whether rows of `len` elements of `size` bytes follow each other without gaps.
#[inline(always)]
pub(super) fn follow(stream: &Stream, len: usize, size: usize) -> bool {
    stream.row_stride == (len * size) as isize
}

/// The stream whose rows are the columns of this one.
pub(super) fn turned(stream: Stream) -> Stream {
    Stream { stride: stream.row_stride, row_stride: stream.stride, ..stream }
}

/// The address of element `i` of row `row`.
#[inline(always)]
pub(super) fn at(stream: &Stream, i: usize, row: usize) -> *mut u8 {
    let along = stream.stride.wrapping_mul(i as isize);
    stream.ptr.wrapping_offset(along.wrapping_add(stream.row_stride.wrapping_mul(row as isize)))
}

/// The streams of a scan.
///
/// # Safety
/// The run has one input and one output.
#[inline(always)]
pub(super) unsafe fn streams<'a>(run: &Run<'a>) -> [&'a Stream; 2] {
    // SAFETY: the run has two streams.
    unsafe { [run.streams.get_unchecked(0), run.streams.get_unchecked(1)] }
}
