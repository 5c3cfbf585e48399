//! Neighbouring columns of a reduction, as rows that kernels can read: in place, or in a tile.

use super::copy::Transposed;
use super::fold::FoldRun;
use super::sequence::{MAX_BLOCK_BYTES, Sequence, Stretch, Tiles};
use super::storage::{Storage, convert_rows};
use tightloop_array_core::Stream;

/// Rows, in each of which elements are contiguous.
#[derive(Clone, Copy, Debug)]
pub(in crate::loops) struct Rows {
    /// The first element of the first row.
    pub(in crate::loops) start: *const u8,
    /// The number of rows, at least one.
    pub(in crate::loops) rows: usize,
    /// From one row to the next, in bytes.
    pub(in crate::loops) stride: isize,
    /// The number of columns.
    pub(in crate::loops) columns: usize,
}

/// Columns to reduce: one result per column.
///
/// # Validity
/// - Each column is a [valid](Sequence#validity) sequence.
/// - The outputs are aligned for their type, valid for writes, and disjoint from each other and
///   from the inputs.
#[derive(Clone, Copy, Debug)]
pub struct ColumnsRun<'a> {
    /// The first column.
    pub sequence: Sequence<'a>,
    /// The number of columns.
    pub columns: usize,
    /// From one column to the next, in bytes.
    pub column_stride: isize,
    /// The first column's result.
    pub output: *mut u8,
    /// From one result to the next, in bytes.
    pub output_stride: isize,
}

impl ColumnsRun<'_> {
    /// Whether kernels can read any number of rows where they are: elements are contiguous and
    /// stored as computed, and one stride walks all rows. Others go through a tile.
    pub(super) fn is_in_place(&self, input: &Storage) -> bool {
        input.convert.is_none() && !self.is_gathered(input)
    }

    /// Whether elements of a row lie apart, or more than one stride walks the rows.
    fn is_gathered(&self, input: &Storage) -> bool {
        self.column_stride != input.size as isize && self.columns != 1
            || self.sequence.axes.len() > 1
    }

    /// The room for rows that are gathered or converted: both tiles, unless each has its use.
    pub(super) fn tile_bytes(&self, input: &Storage) -> usize {
        let needs_both = input.convert.is_some() && self.is_gathered(input);
        if needs_both { MAX_BLOCK_BYTES } else { 2 * MAX_BLOCK_BYTES }
    }

    /// The columns from `column` on, `width` of them, and the address of their results.
    pub(super) fn strip(&self, column: usize, width: usize) -> (Strip<'_>, *mut u8) {
        let at = |stride: isize| stride.wrapping_mul(column as isize);
        let start = self.sequence.start.wrapping_offset(at(self.column_stride));
        let rows = Sequence { start, ..self.sequence };
        let output = self.output.wrapping_offset(at(self.output_stride));
        (Strip { rows, width, stride: self.column_stride }, output)
    }
}

/// Neighbouring columns.
pub(super) struct Strip<'a> {
    /// The first column.
    pub(super) rows: Sequence<'a>,
    pub(super) width: usize,
    /// From one column to the next, in bytes.
    pub(super) stride: isize,
}

impl Strip<'_> {
    /// Returns `count` rows from row `first` on, where they are if one stride walks them, and
    /// without gaps if `is_gapless`. Else they are gathered and converted.
    ///
    /// # Safety
    /// The strip has these rows, stored as `input` says, and they take at most
    /// [`tile_bytes`](ColumnsRun::tile_bytes).
    pub(super) unsafe fn rows(
        &self,
        input: &Storage,
        first: usize,
        count: usize,
        is_gapless: bool,
        tiles: &mut Tiles,
    ) -> Rows {
        let Stretch { start, stride, len } = self.rows.stretch(first);
        let columns = self.width;
        let (is_line, step) = (self.stride == input.size as isize || columns == 1, self.stride);
        let has_no_gaps = stride == step.wrapping_mul(columns as isize);
        let is_converted = input.convert.is_some();
        let is_in_place = is_line && len >= count && (!is_gapless || has_no_gaps || is_converted);
        let row_bytes = columns * input.size;
        let needs_both = is_converted && !is_in_place;
        let [gathered, converted] =
            if needs_both { tiles.addresses() } else { [tiles.address(); 2] };
        debug_assert!(
            is_in_place && !is_converted
                || count * columns * input.max_size()
                    <= if needs_both { MAX_BLOCK_BYTES } else { 2 * MAX_BLOCK_BYTES }
        );
        let mut at = start;
        if !is_in_place {
            for row in 0..count {
                let start = self.rows.stretch(first + row).start;
                let to = gathered.wrapping_add(row * row_bytes);
                // SAFETY: the strip has this row, and the tile has room for `count` of them.
                unsafe { (input.copy.gather)(start, step, to, columns, input.size) };
            }
            at = gathered;
        }
        let stride = if is_in_place { stride } else { row_bytes as isize };
        let Some(convert) = input.convert else {
            return Rows { start: at, rows: count, stride, columns };
        };
        let from = lines(at.cast_mut(), input.size, stride);
        let to = lines(converted, input.computed_size, (columns * input.computed_size) as isize);
        // SAFETY: these rows are contiguous each, and the tile has room for them.
        unsafe { convert_rows(convert, [from, to], columns, count) };
        Rows { start: converted, rows: count, stride: to.row_stride, columns }
    }
}

/// Rows of contiguous elements of `size` bytes.
fn lines(ptr: *mut u8, size: usize, row_stride: isize) -> Stream {
    Stream { ptr, stride: size as isize, row_stride }
}

/// Whether the rows of a run are several lines of at most `longest` elements.
pub(super) fn has_short_lines(input: &Storage, run: &FoldRun<'_>, longest: usize) -> bool {
    run.rows > 1
        && (1..=longest).contains(&run.len)
        && run.sequence.line(0, run.len, input.size).is_some()
}

/// Returns the number of short lines that fit into a tile.
pub(super) fn lines_per_tile(input: &Storage, run: &FoldRun<'_>) -> usize {
    MAX_BLOCK_BYTES / (run.len * input.max_size())
}

/// Returns some lines of a run as rows, converted in a tile.
///
/// # Safety
/// The run is [valid](FoldRun#validity), [has short lines](has_short_lines), among them these, no
/// more than [fit into a tile](lines_per_tile) if they are converted, and they are stored as
/// `input` says.
pub(super) unsafe fn converted_lines(
    input: &Storage,
    run: &FoldRun<'_>,
    first: usize,
    count: usize,
    tiles: &mut Tiles,
) -> Rows {
    let (start, stride) = (run.row(first).0.start, run.row_stride);
    let Some(convert) = input.convert else {
        return Rows { start, rows: count, stride, columns: run.len };
    };
    let [_, converted] = tiles.addresses();
    let from = lines(start.cast_mut(), input.size, stride);
    let to = lines(converted, input.computed_size, (run.len * input.computed_size) as isize);
    // SAFETY: the run has these lines, and a tile has room for their elements.
    unsafe { convert_rows(convert, [from, to], run.len, count) };
    Rows { start: converted, rows: count, stride: to.row_stride, columns: run.len }
}

/// Returns some lines of a run as columns, converted and transposed in the tiles.
///
/// # Safety
/// As for [`converted_lines`]; they fit into a tile.
pub(super) unsafe fn transposed_lines(
    input: &Storage,
    run: &FoldRun<'_>,
    first: usize,
    count: usize,
    tiles: &mut Tiles,
) -> Rows {
    // SAFETY: by this function's contract.
    let Rows { start, stride, .. } = unsafe { converted_lines(input, run, first, count, tiles) };
    let [transposed, _] = tiles.addresses();
    let pitch = (count * input.computed_size) as isize;
    let from = Transposed { start, stride, rows: run.len, len: count, pitch };
    // SAFETY: the lines are there, or in the other tile, and this one has room for them.
    unsafe { (input.copy.transpose)(&from, transposed, input.computed_size) };
    Rows { start: transposed, rows: run.len, stride: pitch, columns: count }
}
