//! The search down fewer columns than a register has lanes.

use super::StoredSearch;
use super::columns::Best;
use crate::loops::sequence::{MAX_BLOCK_BYTES, Tiles};
use crate::loops::strip::{ColumnsRun, Rows};
use core::mem::MaybeUninit;

/// Room for rows of a register.
#[repr(align(64))]
struct Padded(MaybeUninit<[u8; MAX_BLOCK_BYTES]>);

/// Searches columns whose rows are copied to rows of a register, the rest of which is zeros.
///
/// # Safety
/// As for [`search_columns`](super::search_columns); there are fewer columns than a register has
/// lanes.
pub(super) unsafe fn search_narrow(
    search: &StoredSearch<'_>,
    run: &ColumnsRun<'_>,
    first: usize,
    len: usize,
) {
    let StoredSearch { kernels, input, .. } = search;
    let (columns, size) = (run.columns, input.computed_size);
    let (mut tiles, mut best) = (Tiles::uninit(), Best::uninit());
    let mut padded = Padded(MaybeUninit::zeroed());
    let (padded, pitch) = ((&raw mut padded.0).cast::<u8>(), kernels.fold.lanes * size);
    let in_tile = MAX_BLOCK_BYTES / (kernels.fold.lanes * input.max_size());
    let block = kernels.most_rows.min(in_tile);
    let (strip, output) = run.strip(0, columns);
    best.places[..columns].fill(0);
    for done in (0..len).step_by(block) {
        let count = block.min(len - done);
        // SAFETY: the run is valid and has these rows; a tile has room for a block of padded rows.
        unsafe {
            let rows = strip.rows(input, first + done, count, false, &mut tiles);
            for row in 0..count {
                let at = rows.start.wrapping_offset(rows.stride.wrapping_mul(row as isize));
                padded.add(row * pitch).copy_from_nonoverlapping(at, columns * size);
            }
            let (start, stride) = (padded.cast_const(), pitch as isize);
            let all = Rows { start, rows: count, stride, columns: kernels.fold.lanes };
            (kernels.columns)(search.op, &all, done, &mut best);
        }
    }
    // SAFETY: the run has results for all columns.
    unsafe { best.write(columns, first, output, run.output_stride) };
}
