//! The arguments of a kernel.

/// The place of one operand of a [`Run`]. Strides are in **bytes**, and may be negative or zero.
///
/// Inputs are `*mut`, too, so that one array holds inputs and outputs; they are never written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    /// The first element of the first row.
    pub ptr: *mut u8,
    /// The distance from an element to the next one in its row.
    pub stride: isize,
    /// The distance from a row to the next one. Ignored if there is one row.
    pub row_stride: isize,
}

impl Stream {
    /// A placeholder.
    pub const NOWHERE: Self = Stream { ptr: core::ptr::null_mut(), stride: 0, row_stride: 0 };
}

/// A piece of work for a kernel: `rows` rows of `len` elements of each operand, inputs first, then
/// outputs.
///
/// # Validity
///
/// Kernels rely on these conditions, which the maker of the run ensures. Element `(r, i)` of a
/// stream, with `r < rows` and `i < len`, is the element at `ptr + r * row_stride + i * stride`.
/// With the element types and the number of inputs that the kernel has:
///
/// 1. each element of an input is aligned for its type, initialised, and valid for reads;
/// 2. each element of an output is aligned for its type and valid for writes (it need not be
///    initialised, unless the kernel says that it reads outputs);
/// 3. the elements of all outputs are disjoint from each other in memory;
/// 4. an element of an output may share bytes with an element of an input only if both are element
///    `(r, i)` for the same `r` and `i`, at the same address and of the same size (an operation in
///    place);
/// 5. if it is streamed, it has one row, whose outputs begin at multiples of 64 bytes;
/// 6. nothing else reads the outputs or writes any of the streams while the kernel runs.
///
/// If `len` or `rows` is zero, there are no elements, and the pointers may dangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// The number of elements in a row.
    pub len: usize,
    /// The number of rows.
    pub rows: usize,
    /// The operands: inputs, then outputs.
    pub streams: &'a [Stream],
    /// Whether to write past the caches, if the kernel can: large outputs, which they would not
    /// keep.
    pub is_streamed: bool,
}

impl<'a> Run<'a> {
    /// Rows of operands, which are written as usual.
    #[inline(always)]
    pub fn new(len: usize, rows: usize, streams: &'a [Stream]) -> Self {
        Run { len, rows, streams, is_streamed: false }
    }
}
