//! Rows that the layouts show without a plan.

use super::operand::UntypedOperand;
use tightloop_array_core::Stream;
use tightloop_kernels::loops::{MAX_STREAMS, SHORT_ROW};

/// Rows of all operands, whose [`Stream`]s the caller keeps.
pub(super) struct Rows {
    /// The number of elements in a row.
    pub(super) len: usize,
    /// The number of rows.
    pub(super) rows: usize,
    /// Whether each row of each operand is contiguous, or a single element for an input.
    pub(super) are_lines: bool,
}

impl Rows {
    /// Finds the rows of outputs of one or two axes in C order, and puts their streams, and those
    /// of the inputs, which may have any strides, into `streams`.
    ///
    /// Returns `None` for all other outputs, for short rows, for more than `max_len` elements, and
    /// for inputs that do not broadcast to the outputs' shape.
    #[inline(always)]
    pub(super) fn of(
        inputs: &[UntypedOperand<'_>],
        outputs: &[UntypedOperand<'_>],
        max_len: usize,
        streams: &mut [Stream; MAX_STREAMS],
    ) -> Option<Self> {
        let layout = outputs[0].layout;
        let (rows, len) = match *layout.shape() {
            [len] => (1, len),
            [rows, len] => (rows, len),
            _ => return None,
        };
        if rows == 0
            || len < SHORT_ROW
            || layout.len() > max_len
            || layout.contiguous_len().is_none()
        {
            return None;
        }
        let (mut are_lines, mut rows_follow) = (true, true);
        for (k, (stream, operand)) in
            streams.iter_mut().zip(inputs.iter().chain(outputs)).enumerate()
        {
            let is_input = k < inputs.len();
            if operand.layout.is_interleaved() {
                return None;
            }
            // Length and stride of both axes. A missing axis counts as one of length 1.
            let (row, column) = match (operand.layout.shape(), operand.layout.strides()) {
                (&[r, c], &[row_stride, stride]) if layout.ndim() == 2 => {
                    ((r, row_stride), (c, stride))
                }
                (&[c], &[stride]) if is_input || layout.ndim() == 1 => ((1, 0), (c, stride)),
                ([], _) if is_input => ((1, 0), (1, 0)),
                _ => return None,
            };
            // The step in bytes along an axis of `len`, if the operand has it or broadcasts to it.
            let step = |(found, stride): (usize, isize), len: usize| match found {
                _ if found == len => {
                    Some(if len == 1 { 0 } else { stride.wrapping_mul(operand.size as isize) })
                }
                1 if is_input => Some(0),
                _ => None,
            };
            let (row_stride, stride) = (step(row, rows)?, step(column, len)?);
            are_lines &= stride == operand.size as isize || stride == 0 && is_input;
            rows_follow &= rows == 1 || row_stride == stride.wrapping_mul(len as isize);
            *stream = Stream { ptr: operand.ptr, stride, row_stride };
        }
        let (rows, len) = if rows_follow { (1, rows * len) } else { (rows, len) };
        Some(Rows { len, rows, are_lines })
    }
}
