//! What a kernel is given to do.

/// Where one operand of a [`Run`] lies. Strides are in **bytes**, and may be negative or zero.
///
/// Inputs are `*mut` too, so that inputs and outputs stand in one array; nothing is ever written
/// through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    /// The first element of the first row.
    pub ptr: *mut u8,
    /// From an element to the next one in its row.
    pub stride: isize,
    /// From a row to the next one. Of no meaning where there is one row.
    pub row_stride: isize,
}

impl Stream {
    /// A stream that is still to be set.
    pub const NOWHERE: Self = Stream { ptr: core::ptr::null_mut(), stride: 0, row_stride: 0 };
}

/// A piece of work for a kernel: `rows` rows of `len` elements of each operand, inputs first, then
/// outputs.
///
/// # Validity
///
/// Every kernel takes a run on these conditions, which whoever makes the run has seen to. Element
/// `(r, i)` of a stream, with `r < rows` and `i < len`, is the element at `ptr + r * row_stride + i
/// * stride`. Then, with element types and the number of inputs fixed by the kernel:
///
/// 1. each element of an input is aligned for its type, initialised, and valid for reads;
/// 2. each element of an output is aligned for its type and valid for writes (it need not be
///    initialised, unless the kernel says that it reads what is there);
/// 3. the elements of all outputs are disjoint from each other in memory;
/// 4. an element of an output may share bytes with an element of an input only where both are
///    element `(r, i)` for the same `r` and `i`, at the same address and of the same size: an
///    operation in place;
/// 5. nothing else reads the outputs or writes any of the streams while the kernel runs.
///
/// Where `len` or `rows` is zero there are no elements, and the pointers may dangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// The number of elements in a row.
    pub len: usize,
    /// The number of rows.
    pub rows: usize,
    /// The operands: inputs, then outputs.
    pub streams: &'a [Stream],
}
