//! Packing: copying a panel of A or B so that the micro-kernel reads it from start to end.
//!
//! A panel is a few *lines* along k, rows of A or columns of B. It is stored step by step: for each
//! step along k, one element of each line.

use super::{Term, micro::lanes};
use crate::isa::baseline::transpose_square;
use crate::isa::{Isa, Vectorize};

/// What to pack, and where to.
///
/// # Validity
/// - The `lines` by `k` elements of `source` are valid for reads.
/// - `packed` is valid for writes of `width * k` elements, which do not overlap these.
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
    /// Steps.
    pub k: usize,
    /// Where it is packed to.
    pub packed: *mut T,
    /// The number of lines there. Those that are too many are zeros.
    pub width: usize,
}

/// Packs a panel.
///
/// # Safety
/// The panel is [valid](Panel#validity), and the CPU has the ISA that it is compiled for.
pub type PackPanel<T> = unsafe fn(&Panel<T>);

/// Packs a panel with the ISA `S`.
///
/// # Safety
/// As for every [`PackPanel`].
pub(super) unsafe fn pack<S: Isa, T: Term>(panel: &Panel<T>) {
    // SAFETY: the caller's promise.
    let s = unsafe { S::new_unchecked() };
    s.vectorize(Pack(panel));
}

struct Pack<'a, T>(&'a Panel<T>);

impl<T: Term> Vectorize for Pack<'_, T> {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        // SAFETY: the panel is valid (the promise made to `pack`).
        unsafe {
            match self.0 {
                panel @ Panel { line_stride: 1, .. } => copy_steps(s, panel),
                panel @ Panel { k_stride: 1, .. } => transpose(panel),
                panel => gather(panel, 0, 0),
            }
        }
    }
}

/// Lines are neighbours: each step is a copy.
///
/// # Safety
/// The panel is valid.
#[inline(always)]
unsafe fn copy_steps<S: Isa, T: Term>(s: S, panel: &Panel<T>) {
    let &Panel { lines, k, width, .. } = panel;
    let lanes = lanes::<S, T>();
    let zero = T::splat(s, T::ZERO);
    let (mut from, mut to) = (panel.source, panel.packed);
    for _ in 0..k {
        let mut i = 0;
        // SAFETY: `lines` elements are read, `width` written.
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

/// Steps are neighbours: squares of four lines by four steps are turned in registers.
///
/// # Safety
/// The panel is valid.
#[inline(always)]
unsafe fn transpose<T: Term>(panel: &Panel<T>) {
    let &Panel { source, line_stride, lines, k, packed, width, .. } = panel;
    let (whole_lines, whole_steps) = (lines / 4 * 4, k / 4 * 4);
    for i in (0..whole_lines).step_by(4) {
        let from = source.wrapping_offset(i as isize * line_stride);
        for p in (0..whole_steps).step_by(4) {
            // SAFETY: four lines from `i` and four steps from `p` are within the panel.
            unsafe {
                transpose_square::<_, 4>(
                    from.add(p),
                    line_stride,
                    packed.add(p * width + i),
                    width as isize,
                )
            }
        }
    }
    // SAFETY: the panel is valid.
    unsafe { gather(panel, whole_lines, whole_steps) }
}

/// Element by element, but for the first `done_steps` of the first `done_lines`.
///
/// # Safety
/// The panel is valid.
#[inline(always)]
unsafe fn gather<T: Term>(panel: &Panel<T>, done_lines: usize, done_steps: usize) {
    let &Panel { source, line_stride, k_stride, lines, k, packed, width } = panel;
    for p in 0..k {
        let first = if p < done_steps { done_lines } else { 0 };
        let from = source.wrapping_offset(p as isize * k_stride);
        for i in first..width {
            // SAFETY: `i < lines` is read, `i < width` written.
            unsafe {
                let x =
                    if i < lines { from.offset(i as isize * line_stride).read() } else { T::ZERO };
                packed.add(p * width + i).write(x);
            }
        }
    }
}
