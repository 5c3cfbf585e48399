//! Transposes by whole registers of an ISA.

use super::kernels::gather_by;
use super::{Transposed, transpose};
use crate::entry::entry_points;
use crate::isa::baseline::rotate;
use crate::isa::{FloatLanes, Isa, Lanes};
use crate::lane::Float;
use crate::value::Value;

entry_points! {
    /// See [`turn_squares`].
    unsafe fn squares<S, T: Float; N>(from: &Transposed, to: *mut T) -> bool = turn_squares;
}

/// Transposes squares of registers of four and more lanes. Anything else is transposed without
/// them.
///
/// # Safety
/// As for all [`CopyKernels`].
pub(super) unsafe fn transpose_by<S: Isa>(from: &Transposed, to: *mut u8, size: usize) {
    // SAFETY: there are these elements and room for them, and the CPU has the ISA. Elements are
    // moved bit by bit, whatever type of their size they have.
    unsafe {
        let is_done = from.rows > 2
            && match size {
                4 => {
                    squares::<S, f32, 16>(from, to.cast()) || squares::<S, f32, 8>(from, to.cast())
                }
                8 => squares::<S, f64, 8>(from, to.cast()) || squares::<S, f64, 4>(from, to.cast()),
                _ => false,
            };
        if is_done {
            return;
        }
        // A few rows are strided lines.
        if from.rows <= 4 {
            for row in 0..from.rows {
                let start = from.start.wrapping_add(row * size);
                let to = to.wrapping_offset(from.pitch * row as isize);
                gather_by::<S>(start, from.stride, to, from.len, size);
            }
            return;
        }
        transpose(from, to, size);
    }
}

/// Transposes squares of `N` by `N`, if registers have `N` lanes and there are at least `N`
/// columns. Otherwise does nothing. Returns which. The last squares step back to where they are
/// full; if there are fewer than `N` rows, they are a part of one.
///
/// # Safety
/// The elements are valid for reads, and `to` has room for them.
#[inline(always)]
unsafe fn turn_squares<S: Isa, T: Float, const N: usize>(
    s: S,
    from: &Transposed,
    to: *mut T,
) -> bool {
    let &Transposed { start, stride, rows, len, pitch } = from;
    if T::lanes::<S>() != N || len < N {
        return false;
    }
    for row in (0..rows).step_by(N) {
        let row = row.min(rows.saturating_sub(N));
        for column in (0..len).step_by(N) {
            let column = column.min(len - N);
            let from = start.cast::<T>().wrapping_add(row);
            let place =
                |i: usize| from.wrapping_byte_offset(stride.wrapping_mul((column + i) as isize));
            // SAFETY: there are `N` columns from `column` on, and `N` rows from `row` on, or all.
            unsafe {
                let mut lines = [T::on(s).splat(T::ZERO); N];
                for (i, line) in lines.iter_mut().enumerate() {
                    *line = if rows >= N {
                        T::on(s).load(place(i))
                    } else {
                        T::on(s).load_partial(place(i), rows, *line)
                    };
                }
                let lines = rotate(lines, N.ilog2(), |a, b| T::float_on(s).interleave(a, b));
                for (i, line) in lines.into_iter().enumerate() {
                    if i < rows {
                        let to = to.wrapping_byte_offset(pitch * (row + i) as isize);
                        T::on(s).store(to.wrapping_add(column), line);
                    }
                }
            }
        }
    }
    true
}
