//! Copies between elements at any stride and a line of memory. Compiled by element size.

/// Copies `len` elements of `size` bytes, `stride` bytes apart, to where they lie one after the other.
///
/// # Safety
/// They are valid for reads, and `to` has room for them.
pub(super) unsafe fn gather(from: *const u8, stride: isize, to: *mut u8, len: usize, size: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        by_size(
            Strided { ptr: from.cast_mut(), stride },
            Strided { ptr: to, stride: size as isize },
            len,
            size,
        )
    }
}

/// Copies `len` elements of `size` bytes that lie one after the other to places `stride` bytes apart.
///
/// # Safety
/// They are valid for reads, and the places for writes.
pub(super) unsafe fn scatter(from: *const u8, to: *mut u8, stride: isize, len: usize, size: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        by_size(
            Strided { ptr: from.cast_mut(), stride: size as isize },
            Strided { ptr: to, stride },
            len,
            size,
        )
    }
}

/// Elements, `stride` bytes apart.
#[derive(Clone, Copy)]
struct Strided {
    ptr: *mut u8,
    stride: isize,
}

/// Copies `len` elements of `size` bytes.
///
/// # Safety
/// They are valid for reads, and their new places for writes.
unsafe fn by_size(from: Strided, to: Strided, len: usize, size: usize) {
    // SAFETY: the caller's promise; elements of `size` bytes are `size` bytes.
    unsafe {
        match size {
            1 => copy::<u8>(from, to, len),
            2 => copy::<u16>(from, to, len),
            4 => copy::<u32>(from, to, len),
            8 => copy::<u64>(from, to, len),
            _ => copy::<[u64; 2]>(from, to, len),
        }
    }
}

/// Copies `len` elements of the size of `W`.
///
/// # Safety
/// They are valid for reads, and their new places for writes.
unsafe fn copy<W: Copy>(mut from: Strided, mut to: Strided, len: usize) {
    for _ in 0..len {
        // SAFETY: the caller's promise. Alignment is that of the element, which may be less than that of `W`.
        unsafe { to.ptr.cast::<W>().write_unaligned(from.ptr.cast::<W>().read_unaligned()) };
        from.ptr = from.ptr.wrapping_offset(from.stride);
        to.ptr = to.ptr.wrapping_offset(to.stride);
    }
}
