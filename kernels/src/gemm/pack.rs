//! Packing: copying a panel of A or B so that the micro-kernel reads it from start to end.
//!
//! A panel is a few *lines* along k: rows of A or columns of B. It is stored step by step: for each
//! step along k, one element of each line.

use super::Term;
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::isa::baseline::transpose_square;
use crate::stored::Stored;
use crate::value::Value;

/// The side of the squares that are transposed in registers.
const SQUARE: usize = 4;

/// What to pack, and where. Distances are in elements.
///
/// # Validity
/// - The `lines` by `k` elements of `source` are valid for reads.
/// - `packed` is valid for writes of `width * k` elements, which do not overlap the source.
/// - `lines <= width`.
#[derive(Clone, Copy, Debug)]
pub struct Panel<T> {
    /// The first element.
    pub source: *const T,
    /// The distance between lines.
    pub line_stride: isize,
    /// The distance between steps along a line.
    pub k_stride: isize,
    /// The number of lines.
    pub lines: usize,
    /// The number of steps.
    pub k: usize,
    /// The destination.
    pub packed: *mut T,
    /// The number of lines in the destination. Lines past `lines` are filled with zeros.
    pub width: usize,
}

/// Packs a panel.
///
/// # Safety
/// The panel is [valid](Panel#validity), and the CPU has the ISA that it is compiled for.
pub type PackPanel<T> = unsafe fn(&Panel<T>);

entry_points! {
    /// Packs a panel with the ISA `S`.
    ///
    /// # Safety
    /// As for every [`PackPanel`].
    pub(super) unsafe fn pack<S, T: Term>(panel: &Panel<T>) = pack_panel;
}

/// See [`pack`].
///
/// # Safety
/// The panel is [valid](Panel#validity).
#[inline(always)]
unsafe fn pack_panel<S: Isa, T: Term>(s: S, panel: &Panel<T>) {
    // SAFETY: the panel is valid, and has the stride that each function asks for.
    unsafe {
        match panel {
            Panel { line_stride: 1, .. } => copy_steps(s, panel),
            Panel { k_stride: 1, .. } => transpose(panel),
            _ => gather(panel, 0, 0),
        }
    }
}

/// Packs adjacent lines: each step is one copy.
///
/// # Safety
/// The panel is [valid](Panel#validity), and its `line_stride` is 1.
#[inline(always)]
unsafe fn copy_steps<S: Isa, T: Term>(s: S, panel: &Panel<T>) {
    let &Panel { lines, k, width, .. } = panel;
    let lanes = T::lanes::<S>();
    let zero = T::splat(s, T::ZERO);
    let (mut from, mut to) = (panel.source, panel.packed);
    for _ in 0..k {
        let mut i = 0;
        // SAFETY: `from` has `lines` elements, and `to` has room for `width`.
        unsafe {
            while i + lanes <= lines {
                T::store(s, to.add(i), T::load(s, from.add(i)));
                i += lanes;
            }
            while i < width {
                let x = T::load_partial(
                    s,
                    from.wrapping_add(i),
                    lines.saturating_sub(i).min(lanes),
                    zero,
                );
                T::store_partial(s, to.add(i), (width - i).min(lanes), x);
                i += lanes;
            }
        }
        from = from.wrapping_offset(panel.k_stride);
        to = to.wrapping_add(width);
    }
}

/// Packs contiguous lines: transposes squares of [`SQUARE`] lines and steps in registers.
///
/// # Safety
/// The panel is [valid](Panel#validity), and its `k_stride` is 1.
#[inline(always)]
unsafe fn transpose<T: Term>(panel: &Panel<T>) {
    let &Panel { source, line_stride, lines, k, packed, width, .. } = panel;
    let (whole_lines, whole_steps) = (lines / SQUARE * SQUARE, k / SQUARE * SQUARE);
    for i in (0..whole_lines).step_by(SQUARE) {
        let from = source.wrapping_offset(i as isize * line_stride);
        for p in (0..whole_steps).step_by(SQUARE) {
            // SAFETY: the panel has `SQUARE` lines from `i` on and as many steps from `p` on.
            unsafe {
                transpose_square::<_, SQUARE>(
                    from.add(p),
                    line_stride,
                    packed.add(p * width + i),
                    width as isize,
                )
            }
        }
    }
    // SAFETY: the panel is valid, by this function's contract.
    unsafe { gather(panel, whole_lines, whole_steps) }
}

/// Packs element by element, except the first `done_steps` of the first `done_lines`.
///
/// # Safety
/// The panel is [valid](Panel#validity).
#[inline(always)]
unsafe fn gather<T: Term>(panel: &Panel<T>, done_lines: usize, done_steps: usize) {
    let &Panel { source, line_stride, k_stride, lines, k, packed, width } = panel;
    for p in 0..k {
        let first = if p < done_steps { done_lines } else { 0 };
        let from = source.wrapping_offset(p as isize * k_stride);
        for i in first..width {
            // SAFETY: the source has step `p` of line `i < lines`, the destination of `i < width`.
            unsafe {
                let x =
                    if i < lines { from.offset(i as isize * line_stride).read() } else { T::ZERO };
                packed.add(p * width + i).write(x);
            }
        }
    }
}
