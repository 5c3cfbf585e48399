//! Elements of which each is repeated.

/// The size of the stores, in bytes: a register that every CPU of an architecture has.
const STORE: usize = 16;

/// Writes each of `rows` elements, `stride` bytes apart, `len` times to where all of them lie one
/// after the other.
///
/// # Safety
/// The elements, of `size` bytes, are valid for reads, and their destinations for writes. They do
/// not overlap.
pub(in crate::loops) unsafe fn repeat_each(
    from: *const u8,
    stride: isize,
    to: *mut u8,
    [rows, len]: [usize; 2],
    size: usize,
) {
    // SAFETY: by this function's contract; elements of `size` bytes are `size` bytes.
    unsafe {
        match size {
            1 => repeat_as::<u8, STORE>(from, stride, to, rows, len),
            2 => repeat_as::<u16, { STORE / 2 }>(from, stride, to, rows, len),
            4 => repeat_as::<u32, { STORE / 4 }>(from, stride, to, rows, len),
            8 => repeat_as::<u64, { STORE / 8 }>(from, stride, to, rows, len),
            _ => repeat_as::<[u64; 2], { STORE / 16 }>(from, stride, to, rows, len),
        }
    }
}

/// Does the work for elements of the size of `W`, storing `N` of them at once. The last store of a
/// row may reach into the next rows, which are written after it. The last rows are written by
/// single elements.
///
/// # Safety
/// As for [`repeat_each`].
unsafe fn repeat_as<W: Copy, const N: usize>(
    from: *const u8,
    stride: isize,
    to: *mut u8,
    rows: usize,
    len: usize,
) {
    let to = to.cast::<W>();
    let last_rows = (N - 1).div_ceil(len.max(1)).min(rows);
    // SAFETY: by this function's contract, for element `row`.
    let element = |row: usize| unsafe {
        let place = from.wrapping_offset(stride.wrapping_mul(row as isize));
        place.cast::<W>().read_unaligned()
    };
    // SAFETY: by this function's contract. Stores reach at most `N - 1` elements past a row, and
    // the rows that follow have as many.
    let repeat = |row: usize, stores: usize| unsafe {
        let (elements, start) = ([element(row); N], to.add(row * len));
        for i in 0..stores {
            start.add(i * N).cast::<[W; N]>().write_unaligned(elements);
        }
    };
    let whole_rows = rows - last_rows;
    match len.div_ceil(N) {
        // So few that a loop over them costs more.
        1 => (0..whole_rows).for_each(|row| repeat(row, 1)),
        2 => (0..whole_rows).for_each(|row| repeat(row, 2)),
        stores => (0..whole_rows).for_each(|row| repeat(row, stores)),
    }
    for row in whole_rows..rows {
        for i in row * len..(row + 1) * len {
            // SAFETY: by this function's contract, for this destination.
            unsafe { to.add(i).write_unaligned(element(row)) };
        }
    }
}

/// Writes the first `size` bytes over and over until they take `len` bytes.
///
/// # Safety
/// `line` is valid for reads of `size` bytes, and for writes of `len`.
pub(in crate::loops) unsafe fn repeat_line(line: *mut u8, size: usize, len: usize) {
    let mut done = size;
    while done < len {
        let more = done.min(len - done);
        // SAFETY: `done` bytes have been written, and there is room for `more` after them.
        unsafe { core::ptr::copy_nonoverlapping(line, line.add(done), more) };
        done += more;
    }
}
