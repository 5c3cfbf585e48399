//! Copies by whole registers of an ISA. What a loop loads at once should have been stored at once:
//! CPUs do not join stores that are still on their way.

use super::{Transposed, gather, transpose};
use crate::isa::baseline::rotate;
use crate::isa::{FloatLanes, Isa, Lanes, Vectorize};
use crate::lane::{Float, Lane, Value};
use crate::loops::operand::LINE;

/// What brings elements to where they lie in a line, compiled for an ISA.
///
/// # Safety
/// For whoever calls one: the elements are valid for reads, there is room for them, and the CPU has
/// the ISA.
#[derive(Clone, Copy, Debug)]
pub struct CopyKernels {
    /// As [`gather`](super::gather).
    pub(in crate::loops) gather: unsafe fn(*const u8, isize, *mut u8, usize, usize),
    /// As [`transpose`](super::transpose).
    pub(in crate::loops) transpose: unsafe fn(&Transposed, *mut u8, usize),
    /// Copies as many bytes as the last argument says from the first address to the second one,
    /// past the caches.
    pub(in crate::loops) stream: unsafe fn(*const u8, *mut u8, usize),
}

impl CopyKernels {
    /// Those of an ISA.
    pub const fn new<S: Isa>() -> Self {
        Self { gather: gather_by::<S>, transpose: transpose_by::<S>, stream: stream_by::<S> }
    }
}

/// Every other element is what is even in two registers. What is at other strides, or left, is
/// copied without them.
///
/// # Safety
/// As for all [`CopyKernels`].
unsafe fn gather_by<S: Isa>(from: *const u8, stride: isize, to: *mut u8, len: usize, size: usize) {
    let mut done = 0;
    // SAFETY: the caller's promise.
    unsafe {
        if stride == 2 * size as isize {
            let s = S::new_unchecked();
            done = match size {
                1 => s.vectorize(Even::<1> { from, to, len }),
                2 => s.vectorize(Even::<2> { from, to, len }),
                4 => s.vectorize(Even::<4> { from, to, len }),
                8 => s.vectorize(Even::<8> { from, to, len }),
                _ => s.vectorize(Even::<16> { from, to, len }),
            };
        }
        let from = from.wrapping_offset(stride.wrapping_mul(done as isize));
        gather(from, stride, to.wrapping_add(done * size), len - done, size);
    }
}

/// Every other of some elements of `SIZE` bytes. Those that fill registers are copied, but for the
/// last one if there is no element after it. Gives their number.
struct Even<const SIZE: usize> {
    from: *const u8,
    to: *mut u8,
    len: usize,
}

impl<const SIZE: usize> Vectorize for Even<SIZE> {
    type Output = usize;

    #[inline(always)]
    fn call<S: Isa>(self, s: S) -> usize {
        let (Self { from, to, len }, bytes) = (self, u8::lanes::<S>());
        let lanes = bytes / SIZE;
        let mut done = 0;
        while lanes > 1 && done + lanes < len {
            // SAFETY: the promise of `gather_by`; there is an element behind the registers.
            unsafe {
                let a = u8::on(s).load(from.add(2 * done * SIZE));
                let b = u8::on(s).load(from.add(2 * done * SIZE + bytes));
                u8::on(s).store(to.add(done * SIZE), s.even(a, b, SIZE));
            }
            done += lanes;
        }
        done
    }
}

/// Squares of registers that are cache lines. Anything else is transposed without them.
///
/// # Safety
/// As for all [`CopyKernels`].
unsafe fn transpose_by<S: Isa>(from: &Transposed, to: *mut u8, size: usize) {
    // SAFETY: the caller's promise. Elements are moved as they are, whatever numbers of their size
    // they hold.
    unsafe {
        let s = S::new_unchecked();
        let is_done = match size {
            4 => s.vectorize(Squares::<f32, { LINE / 4 }> { from, to: to.cast() }),
            8 => s.vectorize(Squares::<f64, { LINE / 8 }> { from, to: to.cast() }),
            _ => false,
        };
        if !is_done {
            transpose(from, to, size);
        }
    }
}

/// Squares of `N` by `N`. Gives whether registers have so many lanes, and there is nothing but such
/// squares; if not, nothing is done.
struct Squares<'a, T, const N: usize> {
    from: &'a Transposed,
    to: *mut T,
}

impl<T: Float, const N: usize> Vectorize for Squares<'_, T, N> {
    type Output = bool;

    #[inline(always)]
    fn call<S: Isa>(self, s: S) -> bool {
        let &Transposed { start, stride, rows, len, pitch } = self.from;
        if T::lanes::<S>() != N || rows % N != 0 || len % N != 0 {
            return false;
        }
        for row in (0..rows).step_by(N) {
            for column in (0..len).step_by(N) {
                let from = start.cast::<T>().wrapping_add(row);
                let place = |i: usize| {
                    from.wrapping_byte_offset(stride.wrapping_mul((column + i) as isize))
                };
                // SAFETY: the promise of `transpose_by`, for these rows and columns.
                unsafe {
                    let mut lines = [T::on(s).load(place(0)); N];
                    for (i, line) in lines.iter_mut().enumerate() {
                        *line = T::on(s).load(place(i));
                    }
                    let lines = rotate(lines, N.ilog2(), |a, b| T::float_on(s).interleave(a, b));
                    for (i, line) in lines.into_iter().enumerate() {
                        let to = self.to.wrapping_byte_offset(pitch * (row + i) as isize);
                        T::on(s).store(to.wrapping_add(column), line);
                    }
                }
            }
        }
        true
    }
}

/// Registers that are aligned go past the caches; what is before and behind them does not.
///
/// # Safety
/// As for all [`CopyKernels`].
unsafe fn stream_by<S: Isa>(from: *const u8, to: *mut u8, len: usize) {
    // SAFETY: the caller's promise.
    unsafe { S::new_unchecked().vectorize(Past { from, to, len }) }
}

/// Bytes, and where they go past the caches.
struct Past {
    from: *const u8,
    to: *mut u8,
    len: usize,
}

impl Vectorize for Past {
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        let (Self { from, to, len }, lanes) = (self, u8::lanes::<S>());
        let head = to.align_offset(lanes).min(len);
        let tail = head + (len - head) / lanes * lanes;
        // SAFETY: the promise of `stream_by`; between head and tail, registers are aligned.
        unsafe {
            core::ptr::copy_nonoverlapping(from, to, head);
            for i in (head..tail).step_by(lanes) {
                s.stream(to.add(i), u8::on(s).load(from.add(i)));
            }
            core::ptr::copy_nonoverlapping(from.add(tail), to.add(tail), len - tail);
        }
    }
}
