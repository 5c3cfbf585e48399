//! Copies by whole registers of an ISA. They are stored as the loops load them: if a load spans
//! several stores that are still in flight, CPUs stall.

use super::squares::transpose_by;
use super::{Transposed, gather};
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::lane::Lane;
use crate::value::Value;

/// The functions that make elements contiguous, compiled for an ISA.
///
/// # Safety
/// For callers: the elements are valid for reads, there is room for them, and the CPU has the ISA.
#[derive(Clone, Copy, Debug)]
pub struct CopyKernels {
    /// As [`gather`].
    pub(in crate::loops) gather: unsafe fn(*const u8, isize, *mut u8, usize, usize),
    /// As [`transpose`].
    pub(in crate::loops) transpose: unsafe fn(&Transposed, *mut u8, usize),
    /// Copies bytes past the caches: from the first address to the second, as many as the last
    /// argument says.
    pub(in crate::loops) stream: unsafe fn(*const u8, *mut u8, usize),
}

impl CopyKernels {
    /// The kernels of an ISA.
    pub const fn new<S: Isa>() -> Self {
        Self { gather: gather_by::<S>, transpose: transpose_by::<S>, stream: stream_by::<S> }
    }
}

entry_points! {
    /// See [`even`].
    unsafe fn every_other<S; SIZE>(from: *const u8, to: *mut u8, len: usize) -> usize = even;

    /// See [`reverse`].
    unsafe fn backwards<S; SIZE>(from: *const u8, to: *mut u8, len: usize) -> usize = reverse;

    /// Streams whole registers to aligned addresses past the caches. The bytes before and after
    /// them go through the caches.
    ///
    /// # Safety
    /// As for all [`CopyKernels`].
    unsafe fn stream_by<S>(from: *const u8, to: *mut u8, len: usize) = stream;
}

/// Copies every other element, or elements backwards, by registers. All other strides, and the
/// rest, are copied without them.
///
/// # Safety
/// As for all [`CopyKernels`].
pub(super) unsafe fn gather_by<S: Isa>(
    from: *const u8,
    stride: isize,
    to: *mut u8,
    len: usize,
    size: usize,
) {
    let mut done = 0;
    // SAFETY: there are `len` elements and room for them, and the CPU has the ISA.
    unsafe {
        if stride == 2 * size as isize {
            done = match size {
                1 => every_other::<S, 1>(from, to, len),
                2 => every_other::<S, 2>(from, to, len),
                4 => every_other::<S, 4>(from, to, len),
                8 => every_other::<S, 8>(from, to, len),
                _ => every_other::<S, 16>(from, to, len),
            };
        } else if stride == -(size as isize) {
            done = match size {
                1 => backwards::<S, 1>(from, to, len),
                2 => backwards::<S, 2>(from, to, len),
                4 => backwards::<S, 4>(from, to, len),
                8 => backwards::<S, 8>(from, to, len),
                _ => backwards::<S, 16>(from, to, len),
            };
        }
        let from = from.wrapping_offset(stride.wrapping_mul(done as isize));
        gather(from, stride, to.wrapping_add(done * size), len - done, size);
    }
}

/// Copies every other element of `SIZE` bytes, as many as fill whole registers, and returns their
/// number. The last register is left out if no element follows it, as its load would reach too far.
///
/// # Safety
/// `from` is valid for reads of `len` elements, every other one of those there, and `to` has room
/// for them.
#[inline(always)]
unsafe fn even<S: Isa, const SIZE: usize>(s: S, from: *const u8, to: *mut u8, len: usize) -> usize {
    let bytes = u8::lanes::<S>();
    let lanes = bytes / SIZE;
    let mut done = 0;
    while lanes > 1 && done + lanes < len {
        // SAFETY: another element follows these `lanes` ones, so two registers can be loaded.
        unsafe {
            let a = u8::on(s).load(from.add(2 * done * SIZE));
            let b = u8::on(s).load(from.add(2 * done * SIZE + bytes));
            u8::on(s).store(to.add(done * SIZE), s.even(a, b, SIZE));
        }
        done += lanes;
    }
    done
}

/// Copies elements of `SIZE` bytes, the last one in memory first, as many as fill whole registers,
/// and returns their number.
///
/// # Safety
/// `from` is the last one of `len` elements that are valid for reads, and `to` has room for them.
#[inline(always)]
unsafe fn reverse<S: Isa, const SIZE: usize>(
    s: S,
    from: *const u8,
    to: *mut u8,
    len: usize,
) -> usize {
    let bytes = u8::lanes::<S>();
    let lanes = bytes / SIZE;
    let mut done = 0;
    while lanes > 0 && done + lanes <= len {
        // SAFETY: there are `lanes` elements from this one back.
        unsafe {
            let first = from.sub((done + lanes - 1) * SIZE);
            u8::on(s).store(to.add(done * SIZE), s.reversed(u8::on(s).load(first), SIZE));
        }
        done += lanes;
    }
    done
}

/// See [`stream_by`].
///
/// # Safety
/// `from` is valid for reads of `len` bytes, `to` for writes; they do not overlap.
#[inline(always)]
unsafe fn stream<S: Isa>(s: S, from: *const u8, to: *mut u8, len: usize) {
    let lanes = u8::lanes::<S>();
    let head = to.align_offset(lanes).min(len);
    let tail = head + (len - head) / lanes * lanes;
    // SAFETY: `head <= tail <= len`; between them, registers are whole and aligned.
    unsafe {
        core::ptr::copy_nonoverlapping(from, to, head);
        for i in (head..tail).step_by(lanes) {
            s.stream(to.add(i), u8::on(s).load(from.add(i)));
        }
        core::ptr::copy_nonoverlapping(from.add(tail), to.add(tail), len - tail);
    }
}
