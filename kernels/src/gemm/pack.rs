//! Packing: copying a panel of A or B so that the micro-kernel reads it from start to end.
//!
//! A panel is a few *lines* along k: rows of A or columns of B. It is stored step by step: for each
//! step along k, one element of each line.

use super::groups::pack_groups;
use super::squares::{columns_of, lines_of};
use super::{Factor, Multiplier, OneTerm, Reading};
use crate::entry::entry_points;
use crate::isa::{Isa, MAX_FLOATS};
use crate::lane::Float;
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;
use core::ops::{Neg, Range};
use num_complex::Complex;
use tightloop_array_core::Element;

/// The number of elements beyond a panel that may be written, too: as many as a register may have.
pub(super) const MARGIN: usize = MAX_FLOATS;

/// What to pack, and where. Distances are in elements.
///
/// # Validity
/// - The `readable` by `k` elements of `source` are valid for reads.
/// - `packed` is valid for writes of `width` terms for each step along k, or
///   [group](super::Kernels::group) of steps, times [`PARTS`](Factor::PARTS), for one more if the
///   `role` has sums, for each of the `panels`, and for a register beyond, which do not overlap the
///   source.
/// - `1 <= lines <= width`, and `lines * panels <= readable`.
#[derive(Clone, Copy, Debug)]
pub struct Panel<E: Factor> {
    /// The first element.
    pub source: *const E,
    /// The distance between lines.
    pub line_stride: isize,
    /// The distance between steps along a line.
    pub k_stride: isize,
    /// How elements are read.
    pub reading: Reading,
    /// The number of lines.
    pub lines: usize,
    /// The number of lines that may be read: whole registers are loaded faster.
    pub readable: usize,
    /// The number of steps.
    pub k: usize,
    /// The destination.
    pub packed: *mut E::Term,
    /// The number of lines in the destination. Lines past `lines` may hold anything.
    pub width: usize,
    /// What is done to bytes.
    pub role: Role,
    /// The number of panels, of as many lines each, one after the other: 1, unless terms hold
    /// several steps, and there are no sums.
    pub panels: usize,
}

impl<T: OneTerm<Term = T>> Panel<Complex<T>>
where
    Complex<T>: Factor<Term = T>,
{
    /// The panel of the parts, of adjacent lines.
    const fn parts(&self) -> Panel<T> {
        let Self { line_stride, reading, k, packed, role, panels, .. } = *self;
        Panel {
            source: self.source.cast(),
            line_stride,
            k_stride: 2 * self.k_stride,
            reading,
            lines: 2 * self.lines,
            readable: 2 * self.readable,
            k,
            packed,
            width: 2 * self.width,
            role,
            panels,
        }
    }
}

impl Panel<Complex<f32>> {
    /// The panel of elements of the same bits.
    const fn doubles(&self) -> Panel<f64> {
        let Self { line_stride, k_stride, reading, lines, k, width, role, panels, .. } = *self;
        Panel {
            source: self.source.cast(),
            line_stride,
            k_stride,
            reading,
            lines,
            readable: self.readable,
            k,
            packed: self.packed.cast(),
            width,
            role,
            panels,
        }
    }
}

/// What is done to bytes that are packed, four to a term: see [`Bytes`](super::Bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing.
    Plain,
    /// The sums of the lines follow as another step.
    Summed,
    /// The upper bit of each is flipped.
    Flipped,
}

/// Packs a panel.
///
/// # Safety
/// The panel is [valid](Panel#validity), and the CPU has the ISA that it is compiled for.
pub type PackPanel<E> = unsafe fn(&Panel<E>);

entry_points! {
    /// Packs a panel with the ISA `S`.
    ///
    /// # Safety
    /// As for every [`PackPanel`].
    pub unsafe fn pack<S, E: Factor>(panel: &Panel<E>) = pack_on;

    /// Packs a panel of bytes, four to a term, for kernels that multiply as `M` does.
    ///
    /// # Safety
    /// As for every [`PackPanel`]; the CPU has the instructions of `M`.
    pub unsafe fn pack_quads<S, M: Multiplier<i32>>(panel: &Panel<u8>) = pack_quads_on;
}

/// See [`pack_quads`].
///
/// # Safety
/// As for [`pack_quads`].
#[inline(always)]
unsafe fn pack_quads_on<S: Isa, M: Multiplier<i32>>(s: S, panel: &Panel<u8>) {
    // SAFETY: the contract is the same.
    unsafe { pack_groups::<S, u8, u8, M>(s, panel) }
}

/// See [`pack`].
///
/// # Safety
/// The panel is [valid](Panel#validity).
#[inline(always)]
unsafe fn pack_on<S: Isa, E: Factor>(s: S, panel: &Panel<E>) {
    // SAFETY: the contract is the same.
    unsafe { E::pack(s, panel) }
}

/// Packs a panel of elements that are a term each.
///
/// # Safety
/// The panel is [valid](Panel#validity).
#[inline(always)]
pub(super) unsafe fn pack_panel<S: Isa, E: OneTerm>(s: S, panel: &Panel<E>) {
    // SAFETY: the panel is valid, and has the stride that each function asks for.
    unsafe {
        if panel.line_stride == 1 {
            copy_steps(s, panel);
        } else {
            transpose(s, panel);
        }
    }
}

/// Packs a panel of complex elements. Conjugates are made here, and not of the sums: the negative
/// of a sum that is 0 has another sign than the sum of negatives.
///
/// # Safety
/// The panel is [valid](Panel#validity).
#[inline(always)]
pub(super) unsafe fn pack_complex<S: Isa, T>(s: S, panel: &Panel<Complex<T>>)
where
    T: Float + OneTerm<Term = T> + Neg<Output = T>,
    Complex<T>: Factor<Term = T>,
{
    // SAFETY: the contract is the same. The parts of adjacent lines are adjacent lines.
    unsafe {
        if panel.reading == Reading::Conjugated {
            copy_complex::<T, true>(panel);
        } else if panel.line_stride == 1 {
            copy_steps(s, &panel.parts());
        } else {
            copy_complex::<T, false>(panel);
        }
    }
}

/// Packs a panel of complex elements of 8 bytes, which are moved like other numbers of this size if
/// they are aligned like these.
///
/// # Safety
/// The panel is [valid](Panel#validity).
#[inline(always)]
pub(super) unsafe fn pack_complex_singles<S: Isa>(s: S, panel: &Panel<Complex<f32>>) {
    // SAFETY: the contract is the same.
    unsafe {
        let is_aligned = panel.source.cast::<f64>().is_aligned();
        if panel.reading == Reading::Conjugated || panel.line_stride == 1 || !is_aligned {
            pack_complex(s, panel);
        } else {
            transpose(s, &panel.doubles());
        }
    }
}

/// Packs a panel of complex elements, or of their conjugates.
///
/// # Safety
/// The panel is [valid](Panel#validity).
#[inline(always)]
unsafe fn copy_complex<T: Float + Neg<Output = T>, const CONJUGATES: bool>(
    panel: &Panel<Complex<T>>,
) where
    Complex<T>: Factor<Term = T>,
{
    let &Panel { source, line_stride, k_stride, lines, k, packed, width, .. } = panel;
    let packed = packed.cast::<Complex<T>>();
    for p in 0..k {
        let from = source.wrapping_offset(p as isize * k_stride);
        for i in 0..lines {
            // SAFETY: the source has this step of this line, and the destination, too.
            unsafe {
                let x = from.offset(i as isize * line_stride).read();
                let x = if CONJUGATES { Complex::new(x.re, -x.im) } else { x };
                packed.add(p * width + i).write(x);
            }
        }
        for i in lines..width {
            // SAFETY: the destination has this line.
            unsafe { packed.add(p * width + i).write(<Complex<T> as Element>::ZERO) };
        }
    }
}

/// Packs adjacent lines: each step is a copy.
///
/// # Safety
/// The panel is [valid](Panel#validity), and its `line_stride` is 1.
#[inline(always)]
unsafe fn copy_steps<S: Isa, E: OneTerm>(s: S, panel: &Panel<E>) {
    let &Panel { source, k_stride, lines, k, packed, width, .. } = panel;
    let lanes = E::Term::lanes::<S>();
    if lines == 2 * lanes {
        for p in 0..k {
            let (from, to) = (source.wrapping_offset(p as isize * k_stride), p * width);
            // SAFETY: the step has two registers, and the destination room for them.
            unsafe {
                let first = E::load_terms(s, from, lanes);
                let second = E::load_terms(s, from.add(lanes), lanes);
                E::Term::store(s, packed.add(to), first);
                E::Term::store(s, packed.add(to + lanes), second);
            }
        }
        return;
    }
    for first in (0..lines).step_by(lanes) {
        let (count, room) = (lanes.min(lines - first), lanes.min(width - first));
        let source = source.wrapping_add(first);
        for p in 0..k {
            // SAFETY: the step has these lines.
            unsafe {
                let from = source.wrapping_offset(p as isize * k_stride);
                let x = E::load_terms(s, from, count);
                put(s, panel, p, first, room, x);
            }
        }
    }
}

/// Packs lines of any other strides: squares are transposed in registers.
///
/// # Safety
/// The panel is [valid](Panel#validity).
#[inline(always)]
unsafe fn transpose<S: Isa, E: OneTerm>(s: S, panel: &Panel<E>) {
    let &Panel { source, line_stride, k_stride, lines, k, width, .. } = panel;
    let (lanes, mut square) = (E::Term::lanes::<S>(), [[E::Term::ZERO; MAX_FLOATS]; MAX_FLOATS]);
    for first in (0..lines).step_by(lanes) {
        let start = source.wrapping_offset(first as isize * line_stride);
        let from = lines_of(start, line_stride, lines - first);
        let room = lanes.min(width - first);
        let mut p = 0;
        // SAFETY: the lines have these steps.
        unsafe {
            // Usual lines have a loop of their own: the addresses of all others would take its
            // registers.
            if E::IS_TERM && k_stride == 1 {
                while k - p >= lanes {
                    let columns = columns_of(s, &from, [p, lanes], 1, &mut square);
                    put_all(s, panel, p..p + lanes, first, room, &columns);
                    p += lanes;
                }
            }
            while p < k {
                let count = lanes.min(k - p);
                let columns = columns_of(s, &from, [p, count], k_stride, &mut square);
                put_all(s, panel, p..p + count, first, room, &columns);
                p += count;
            }
        }
    }
}

/// [Writes](put) these steps.
///
/// # Safety
/// As for [`put`]; there are as many columns.
#[inline(always)]
unsafe fn put_all<S: Isa, E: OneTerm>(
    s: S,
    panel: &Panel<E>,
    steps: Range<usize>,
    first: usize,
    room: usize,
    columns: &[Vector<S, E::Term>; MAX_FLOATS],
) {
    for (t, &column) in columns[..E::Term::lanes::<S>()].iter().enumerate() {
        if t < steps.len() {
            // SAFETY: the contract is the same.
            unsafe { put(s, panel, steps.start + t, first, room, column) };
        }
    }
}

/// Writes step `p` of the lines from `first` on, for which there is `room`. If these are all lines,
/// writes a whole register: the next step overwrites what is too much.
///
/// # Safety
/// The panel is [valid](Panel#validity), and has this step and these lines; steps are written in
/// ascending order.
#[inline(always)]
pub(super) unsafe fn put<S: Isa, E: Factor>(
    s: S,
    panel: &Panel<E>,
    p: usize,
    first: usize,
    room: usize,
    x: Vector<S, E::Term>,
) {
    // SAFETY: the destination has this step, and room for a register after the last one.
    unsafe {
        let to = panel.packed.add(p * panel.width + first);
        if room == E::Term::lanes::<S>() || first == 0 {
            E::Term::store(s, to, x);
        } else {
            E::Term::store_partial(s, to, room, x);
        }
    }
}
