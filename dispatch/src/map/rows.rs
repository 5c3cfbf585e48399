//! Operands that are seen to be rows, so that no plan is needed.

use super::{Form, Raw};
use tightloop_array_core::Stream;
use tightloop_kernels::loops::{MAX_STREAMS, SHORT_ROW};

/// Rows of operands, whose streams are elsewhere.
pub(super) struct Rows {
    pub(super) len: usize,
    pub(super) rows: usize,
    /// Whether the elements of each operand lie one after the other in each row, or one is for all
    /// of an input's.
    pub(super) are_lines: bool,
}

impl Rows {
    /// The last axis of outputs of one or two axes in C order, and what inputs of any strides have
    /// for it, in `streams`. None where outputs are anything else, rows are short,
    /// there are more elements than `most`, or the inputs do not broadcast to the outputs' shape.
    #[inline(always)]
    pub(super) fn of(
        inputs: &[Raw<'_>],
        outputs: &[Raw<'_>],
        most: usize,
        streams: &mut [Stream; MAX_STREAMS],
    ) -> Option<Self> {
        let layout = outputs[0].layout;
        let (rows, len) = match *layout.shape() {
            [len] => (1, len),
            [rows, len] => (rows, len),
            _ => return None,
        };
        if rows == 0 || len < SHORT_ROW || layout.len() > most || outputs[0].form == Form::Other {
            return None;
        }
        let (mut are_lines, mut follow) = (true, true);
        for (k, (stream, raw)) in streams.iter_mut().zip(inputs.iter().chain(outputs)).enumerate() {
            let is_input = k < inputs.len();
            // Lengths and strides of both axes; one that is missing is as one of length 1.
            let (row, column) = match (raw.layout.shape(), raw.layout.strides()) {
                (&[r, c], &[row_stride, stride]) if layout.ndim() == 2 => {
                    ((r, row_stride), (c, stride))
                }
                (&[c], &[stride]) if is_input || layout.ndim() == 1 => ((1, 0), (c, stride)),
                ([], _) if is_input => ((1, 0), (1, 0)),
                _ => return None,
            };
            let step = |(found, stride): (usize, isize), len: usize| match found {
                _ if found == len => {
                    Some(if len == 1 { 0 } else { stride.wrapping_mul(raw.size as isize) })
                }
                1 if is_input => Some(0),
                _ => None,
            };
            let (row_stride, stride) = (step(row, rows)?, step(column, len)?);
            are_lines &= stride == raw.size as isize || stride == 0 && is_input;
            follow &= rows == 1 || row_stride == stride.wrapping_mul(len as isize);
            *stream = Stream { ptr: raw.ptr, stride, row_stride };
        }
        let (rows, len) = if follow { (1, rows * len) } else { (rows, len) };
        Some(Rows { len, rows, are_lines })
    }
}
