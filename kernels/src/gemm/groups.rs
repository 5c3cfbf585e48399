//! Packing small integers: two or four neighbours along k become a term.
//!
//! The parts of a term are in the order of memory, the first in its lowest bits. If the last group
//! is not complete, zeros follow.

use super::pack::Role;
use super::squares::lines_of;
use super::{Factor, Multiplier, Panel, Reading, Term};
use crate::isa::{Isa, MAX_FLOATS};
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// A part of a term that an element becomes.
pub(super) trait Part<E>: Sized {
    /// The part of an element, which is signed if `sign` is not 0: then it is its upper bit.
    fn of(x: E, sign: u32) -> u32;

    /// The terms of as many elements as have their size: one, or two if parts are larger.
    fn terms<S: Isa>(x: Vector<S, i32>, sign: u32) -> [Vector<S, i32>; 2];
}

/// Lists the elements that are parts themselves, so that neighbours are a term.
macro_rules! parts {
    ($($t:ident)*) => {$(
        impl Part<$t> for $t {
            #[inline(always)]
            fn of(x: $t, _: u32) -> u32 {
                x as u32 & ((1 << $t::BITS) - 1)
            }

            #[inline(always)]
            fn terms<S: Isa>(x: Vector<S, i32>, _: u32) -> [Vector<S, i32>; 2] {
                [x; 2]
            }
        }
    )*};
}
parts! { u8 i16 }

impl Part<u8> for i16 {
    #[inline(always)]
    fn of(x: u8, sign: u32) -> u32 {
        (u32::from(x) ^ sign).wrapping_sub(sign) & 0xffff
    }

    #[inline(always)]
    fn terms<S: Isa>(x: Vector<S, i32>, sign: u32) -> [Vector<S, i32>; 2] {
        let low = x & 0xff | (x & 0xff00) << 8;
        let high = (x >> 16) & 0xff | (x >> 8) & 0xff_0000;
        let mut terms = [low, high];
        if sign != 0 {
            for term in &mut terms {
                // Each half whose sign is set becomes one that begins with ones.
                let signs = *term & 0x80_0080;
                *term = *term | ((signs << 9) - (signs << 1));
            }
        }
        terms
    }
}

/// The upper bit of a byte, if bytes are signed.
fn sign_of(reading: Reading) -> u32 {
    if reading == Reading::Signed { 0x80 } else { 0 }
}

/// Four bytes of 1.
const ONES: i32 = 0x0101_0101;

/// The upper bits of four bytes.
const SIGNS: i32 = ONES << 7;

/// What registers pass through before they are written.
#[derive(Clone, Copy)]
struct Passage<S: Isa> {
    /// Bits that are flipped.
    flipped: Vector<S, i32>,
    /// The sums of the bytes of each line.
    sums: Vector<S, i32>,
}

impl<S: Isa> Passage<S> {
    #[inline(always)]
    fn new(s: S, role: Role) -> Self {
        let flipped = Vector::splat(s, if role == Role::Flipped { SIGNS } else { 0 });
        Passage { flipped, sums: Vector::splat(s, 0) }
    }

    /// Passes on the next group of steps.
    ///
    /// # Safety
    /// The CPU has the instructions of `M`.
    #[inline(always)]
    unsafe fn pass<M: Multiplier<i32>>(&mut self, x: Vector<S, i32>) -> Vector<S, i32> {
        let x = self.flip::<M>(x);
        if const { M::BYTES.is_some() } {
            // SAFETY: the CPU has the instructions.
            self.sums = unsafe { M::mul_add(x, Vector::splat(x.isa, ONES), self.sums) };
        }
        x
    }

    /// As [`pass`](Self::pass), without sums.
    #[inline(always)]
    fn flip<M: Multiplier<i32>>(&self, x: Vector<S, i32>) -> Vector<S, i32> {
        if const { M::BYTES.is_some() } { x ^ self.flipped } else { x }
    }
}

/// Packs panels of small integers, for kernels that multiply as `M` does.
///
/// # Safety
/// The panels are [valid](Panel#validity), and the CPU has the instructions of `M`.
#[inline(always)]
pub(super) unsafe fn pack_groups<S: Isa, E, P, M>(s: S, panel: &Panel<E>)
where
    E: Factor<Term = i32>,
    P: Part<E>,
    M: Multiplier<i32>,
{
    const { assert!(size_of::<P>() * M::GROUP == size_of::<i32>()) };
    let lanes = i32::lanes::<S>();
    let &Panel { line_stride, k_stride, lines, readable, k, width, role, panels, .. } = panel;
    // These are a register each, and may be read beyond. (There is a line, but loops must not even
    // seem to panic.)
    let mut together = 0;
    if line_stride == 1 && lines <= lanes && readable >= lanes && role != Role::Summed {
        together = panels.min((readable - lanes) / lines.max(1) + 1);
    }
    let whole = k / M::GROUP;
    // SAFETY: these are lines and steps of valid panels.
    unsafe {
        interleave_many::<S, E, P, M>(s, panel, together);
        for i in 0..panels {
            let done = if i < together { whole } else { 0 };
            let step = (done * M::GROUP) as isize * k_stride;
            let line = (i * lines) as isize * line_stride;
            let rest = Panel {
                source: panel.source.wrapping_offset(step).wrapping_offset(line),
                readable: readable - i * lines,
                k: k - done * M::GROUP,
                packed: panel.packed.add((i * k.div_ceil(M::GROUP) + done) * width),
                panels: 1,
                ..*panel
            };
            if rest.k > 0 {
                pack_one::<S, E, P, M>(s, &rest);
            }
        }
    }
}

/// Packs all complete groups of steps of `count` panels of adjacent lines, a register each. A few
/// groups of all panels come first, then the next ones: so lines stay in the first-level cache,
/// whatever the distance between them, until all that is in them is packed.
///
/// # Safety
/// The panels are [valid](Panel#validity), so many registers may be read from the beginning of
/// each, and the `line_stride` is 1. The CPU has the instructions of `M`.
#[inline(always)]
unsafe fn interleave_many<S: Isa, E, P, M>(s: S, panel: &Panel<E>, count: usize)
where
    E: Factor<Term = i32>,
    P: Part<E>,
    M: Multiplier<i32>,
{
    const CHUNK: usize = 8;
    let &Panel { source, k_stride, reading, lines, k, packed, width, role, .. } = panel;
    let (lanes, sign) = (i32::lanes::<S>(), sign_of(reading));
    let passage = Passage::new(s, role);
    let (groups, step) = (k / M::GROUP, M::GROUP as isize * k_stride);
    for group in (0..groups).step_by(CHUNK) {
        let more = CHUNK.min(groups - group) - 1;
        for i in 0..count {
            let line = source.wrapping_add(i * lines);
            let mut from = line.wrapping_offset(group as isize * step);
            let mut to = packed.wrapping_add((i * k.div_ceil(M::GROUP) + group) * width);
            // SAFETY: the panel has these groups. What is too much is overwritten by the next one,
            // except after the last one.
            unsafe {
                for _ in 0..more {
                    let x = group_of::<S, E, P>(s, from, k_stride, M::GROUP, lanes, sign);
                    i32::store(s, to, passage.flip::<M>(x));
                    from = from.wrapping_offset(step);
                    to = to.wrapping_add(width);
                }
                let x = group_of::<S, E, P>(s, from, k_stride, M::GROUP, lanes, sign);
                i32::store_partial(s, to, width.min(lanes), passage.flip::<M>(x));
            }
        }
    }
}

/// Packs a single panel.
///
/// # Safety
/// As for [`pack_groups`].
#[inline(always)]
unsafe fn pack_one<S: Isa, E, P, M>(s: S, panel: &Panel<E>)
where
    E: Factor<Term = i32>,
    P: Part<E>,
    M: Multiplier<i32>,
{
    let lanes = i32::lanes::<S>();
    let &Panel { line_stride, lines, readable, .. } = panel;
    let mut first = 0;
    while first < lines {
        // SAFETY: the panel is valid, and has these lines, of the stride that each function asks
        // for.
        unsafe {
            if line_stride != 1 {
                transpose::<S, E, P, M>(s, panel, first);
            } else if lines - first >= 2 * lanes {
                interleave::<S, E, P, M, 2>(s, panel, first, lanes);
                first += lanes;
            } else if readable - first >= lanes {
                interleave::<S, E, P, M, 1>(s, panel, first, lanes);
            } else {
                interleave::<S, E, P, M, 1>(s, panel, first, lines - first);
            }
        }
        first += lanes;
    }
}

/// Writes a group of steps of the lines from `first` on, of which there are `groups`. Only the last
/// one is followed by what is not to be overwritten.
///
/// # Safety
/// As for [`put`](super::pack::put).
#[inline(always)]
unsafe fn put<S: Isa, E>(
    s: S,
    panel: &Panel<E>,
    [group, groups]: [usize; 2],
    first: usize,
    x: Vector<S, i32>,
) where
    E: Factor<Term = i32>,
{
    let (lanes, room) = (i32::lanes::<S>(), panel.width - first);
    // SAFETY: the contract is the same.
    unsafe {
        if room < lanes && group + 1 == groups {
            let to = panel.packed.add(group * panel.width + first);
            i32::store_partial(s, to, room, x);
        } else {
            super::pack::put(s, panel, group, first, room.min(lanes), x);
        }
    }
}

/// Packs `N` registers of adjacent lines, or `count` lines if they are fewer: steps are
/// interleaved.
///
/// # Safety
/// The panel is [valid](Panel#validity), has these lines, or may at least be read there, and its
/// `line_stride` is 1. The CPU has the instructions of `M`.
#[inline(always)]
unsafe fn interleave<S: Isa, E, P, M, const N: usize>(
    s: S,
    panel: &Panel<E>,
    first: usize,
    count: usize,
) where
    E: Factor<Term = i32>,
    P: Part<E>,
    M: Multiplier<i32>,
{
    let &Panel { source, k_stride, reading, k, role, .. } = panel;
    let (lanes, sign) = (i32::lanes::<S>(), sign_of(reading));
    let groups = k.div_ceil(M::GROUP);
    let mut passages = [Passage::new(s, role); N];
    for group in 0..groups {
        let step = group * M::GROUP;
        let from = source.wrapping_offset(step as isize * k_stride).wrapping_add(first);
        for (i, passage) in passages.iter_mut().enumerate() {
            let from = from.wrapping_add(i * lanes);
            // SAFETY: the source has these lines of these steps, and the panel, too.
            unsafe {
                let x = if k - step >= M::GROUP {
                    group_of::<S, E, P>(s, from, k_stride, M::GROUP, count, sign)
                } else {
                    group_of::<S, E, P>(s, from, k_stride, k - step, count, sign)
                };
                put(s, panel, [group, groups], first + i * lanes, passage.pass::<M>(x));
            }
        }
    }
    for (i, passage) in passages.iter().enumerate() {
        if role == Role::Summed {
            // SAFETY: the panel has room for the sums.
            unsafe { put(s, panel, [groups; 2], first + i * lanes, passage.sums) };
        }
    }
}

/// Returns the terms of `count` adjacent lines, of `steps` steps that are `k_stride` apart. Other
/// lanes may be anything.
///
/// # Safety
/// The elements are valid for reads, and there are at most as many lines as lanes, and at most as
/// many steps as a term holds.
#[inline(always)]
unsafe fn group_of<S: Isa, E: Copy, P: Part<E>>(
    s: S,
    from: *const E,
    k_stride: isize,
    steps: usize,
    count: usize,
    sign: u32,
) -> Vector<S, i32> {
    let (lanes, bits) = (i32::lanes::<S>(), const { 8 * size_of::<P>() });
    let (mut group, mut terms) = (Vector::splat(s, 0), [0; MAX_FLOATS]);
    // SAFETY: each line has these steps, and `terms` has room for a register.
    unsafe {
        if count == lanes {
            for t in 0..steps {
                let from = from.offset(t as isize * k_stride);
                for (i, term) in terms[..lanes].iter_mut().enumerate() {
                    *term = P::of(from.add(i).read(), sign) as i32;
                }
                group = group | (i32::load(s, terms.as_ptr()) << (bits * t) as u32);
            }
            return group;
        }
        for (i, term) in terms.iter_mut().take(count).enumerate() {
            for t in 0..steps {
                let x = from.offset(t as isize * k_stride).add(i).read();
                *term |= (P::of(x, sign) << (bits * t)) as i32;
            }
        }
        i32::load(s, terms.as_ptr())
    }
}

/// Packs a register of lines of any other strides: squares of terms are transposed in registers.
///
/// # Safety
/// The panel is [valid](Panel#validity), and has these lines. The CPU has the instructions of `M`.
#[inline(always)]
unsafe fn transpose<S: Isa, E, P, M>(s: S, panel: &Panel<E>, first: usize)
where
    E: Factor<Term = i32>,
    P: Part<E>,
    M: Multiplier<i32>,
{
    let &Panel { source, line_stride, k_stride, reading, lines, k, role, .. } = panel;
    let (lanes, each) = (i32::lanes::<S>(), const { size_of::<i32>() / size_of::<E>() });
    let (sign, groups) = (sign_of(reading), k.div_ceil(M::GROUP));
    let start = source.wrapping_offset(first as isize * line_stride);
    let from = lines_of(start, line_stride, lines - first);
    let mut square = [[0_i32; MAX_FLOATS]; MAX_FLOATS];
    let mut passage = Passage::new(s, role);
    for p in (0..k).step_by(each * lanes) {
        let count = (each * lanes).min(k - p);
        let mut rows = [core::ptr::null(); MAX_FLOATS];
        for (i, row) in square[..lanes].iter_mut().enumerate() {
            let line = from[i].wrapping_offset(p as isize * k_stride);
            rows[i] = if k_stride == 1 && count == each * lanes {
                line.cast()
            } else {
                *row = [0; MAX_FLOATS];
                let to = row.as_mut_ptr().cast::<E>();
                for t in 0..count {
                    // SAFETY: the line has this step, and the row has room for it.
                    unsafe { to.add(t).write(line.offset(t as isize * k_stride).read()) };
                }
                row.as_ptr()
            };
        }
        // SAFETY: each row has a register of terms.
        let columns = unsafe { i32::load_columns(s, &rows, 0, lanes) };
        for (t, &column) in columns[..lanes].iter().enumerate() {
            let group = (p + t * each) / M::GROUP;
            for (i, x) in P::terms(column, sign).into_iter().enumerate() {
                if i < each / M::GROUP && group + i < groups {
                    // SAFETY: the panel has this group of steps and these lines.
                    unsafe { put(s, panel, [group + i, groups], first, passage.pass::<M>(x)) };
                }
            }
        }
    }
    if role == Role::Summed {
        // SAFETY: the panel has room for the sums.
        unsafe { put(s, panel, [groups; 2], first, passage.sums) };
    }
}
