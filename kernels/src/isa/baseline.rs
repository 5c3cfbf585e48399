//! What every CPU of an architecture can do, so that no token is needed: transposing squares in
//! registers, prefetching, and a fence after stores past the caches.

/// Reads `N` lines of `N` elements and writes them as columns: 8 by 8 elements of one or two bytes
/// and 4 by 4 of four or eight in registers, others one by one. Strides are in elements.
///
/// # Safety
/// `from` is valid for reads of `N` lines of `N` elements `from_stride` apart, `to` for writes of
/// as many `to_stride` apart.
#[inline(always)]
pub(crate) unsafe fn transpose_square<T: Copy, const N: usize>(
    from: *const T,
    from_stride: isize,
    to: *mut T,
    to_stride: isize,
) {
    // SAFETY: all accesses are within the `N` lines of `N` elements for which `from` and `to` are
    // valid. Elements are moved by integers and registers of their size, for which any bits are
    // valid. The features of the functions in `native` are part of the architecture.
    unsafe {
        match (size_of::<T>(), N) {
            #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
            (1, 8) => {
                let line =
                    |i: usize| from.offset(i as isize * from_stride).cast::<u64>().read_unaligned();
                let line = |i: usize| bytemuck::cast([line(i), 0]);
                let both_halves = |i: usize| native::interleave_bytes(line(i), line(i + 4))[0];
                let lines = [both_halves(0), both_halves(1), both_halves(2), both_halves(3)];
                let columns = rotate(lines, 2, |a, b| native::interleave_bytes(a, b));
                for (p, column) in
                    columns.into_iter().flat_map(bytemuck::cast::<_, [u64; 2]>).enumerate()
                {
                    to.offset(p as isize * to_stride).cast::<u64>().write_unaligned(column);
                }
            }
            #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
            (2, 8) => {
                transpose_lines::<_, _, 8>(from, from_stride, to, to_stride, |a, b| {
                    native::interleave_words(a, b)
                });
            }
            #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
            (4, 4) => {
                transpose_lines::<_, _, 4>(from, from_stride, to, to_stride, |a, b| {
                    native::interleave_doubles(a, b)
                });
            }
            #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
            (8, 4) => {
                for (i, p) in [(0, 0), (0, 2), (2, 0), (2, 2)] {
                    let (from, to) =
                        (from.offset(i * from_stride + p), to.offset(p * to_stride + i));
                    transpose_lines::<_, _, 2>(from, from_stride, to, to_stride, |a, b| {
                        native::interleave_quads(a, b)
                    });
                }
            }
            _ => {
                for i in 0..N as isize {
                    for p in 0..N as isize {
                        to.offset(p * to_stride + i)
                            .write_unaligned(from.offset(i * from_stride + p).read_unaligned());
                    }
                }
            }
        }
    }
}

/// Reads `N` lines of a register each and writes them as columns. Strides are in elements.
///
/// # Safety
/// `from` is valid for reads of `N` registers `from_stride` apart, `to` for writes of as many
/// `to_stride` apart. A register `R` is `N` elements, whose [interleaving](rotate) is given.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
#[inline(always)]
unsafe fn transpose_lines<T, R: bytemuck::Pod, const N: usize>(
    from: *const T,
    from_stride: isize,
    to: *mut T,
    to_stride: isize,
    interleave: impl Fn(R, R) -> [R; 2],
) {
    let mut lines = [R::zeroed(); N];
    for (i, line) in lines.iter_mut().enumerate() {
        // SAFETY: `from` is valid for reads of `N` registers, and `i` is below `N`.
        *line = unsafe { from.offset(i as isize * from_stride).cast::<R>().read_unaligned() };
    }
    for (p, column) in rotate(lines, N.ilog2(), interleave).into_iter().enumerate() {
        // SAFETY: `to` is valid for writes of `N` registers, and `p` is below `N`.
        unsafe { to.offset(p as isize * to_stride).cast::<R>().write_unaligned(column) };
    }
}

/// Interleaves each register of the first half with its partner in the second half, `times` times.
///
/// Take the index of a register and that of a lane as one number. Each time rotates its bits by
/// one. So after as many times as a register's index has bits, registers and lanes of a square have
/// changed places: it is transposed.
#[inline(always)]
pub(crate) fn rotate<R: Copy, const N: usize>(
    mut lines: [R; N],
    times: u32,
    interleave: impl Fn(R, R) -> [R; 2],
) -> [R; N] {
    for _ in 0..times {
        let halves = lines;
        for i in 0..N / 2 {
            [lines[2 * i], lines[2 * i + 1]] = interleave(halves[i], halves[i + N / 2]);
        }
    }
    lines
}

/// The size of a cache line of most CPUs, in bytes.
pub(crate) const CACHE_LINE: usize = 64;

/// Prefetches the cache line at `p` for reading. `p` may be any address.
#[inline(always)]
pub(crate) fn prefetch<T>(p: *const T) {
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
    native::prefetch(p.cast());
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    let _ = p;
}

/// Prefetches the cache line at `p` for writing. `p` may be any address.
#[inline(always)]
pub(crate) fn prefetch_for_write<T>(p: *const T) {
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
    native::prefetch_for_write(p.cast());
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    let _ = p;
}

/// A fence: makes stores past the caches ([`stream`](super::Isa::stream)) visible before all later
/// stores.
#[inline(always)]
pub(crate) fn streamed() {
    #[cfg(target_arch = "x86_64")]
    native::streamed();
}

#[cfg(target_arch = "x86_64")]
mod native {
    use core::arch::x86_64::*;

    /// Lists the functions that interleave registers, by lanes of 1, 2, 4 and 8 bytes.
    macro_rules! interleave {
        ($($name:ident $low:ident $high:ident)*) => {$(
            #[inline]
            #[target_feature(enable = "sse2")]
            pub(super) fn $name(a: __m128i, b: __m128i) -> [__m128i; 2] {
                [$low(a, b), $high(a, b)]
            }
        )*};
    }

    interleave! {
        interleave_bytes _mm_unpacklo_epi8 _mm_unpackhi_epi8
        interleave_words _mm_unpacklo_epi16 _mm_unpackhi_epi16
        interleave_doubles _mm_unpacklo_epi32 _mm_unpackhi_epi32
        interleave_quads _mm_unpacklo_epi64 _mm_unpackhi_epi64
    }

    #[inline(always)]
    pub(super) fn streamed() {
        // SAFETY: no memory is accessed, and SSE is part of the architecture.
        unsafe { _mm_sfence() }
    }

    #[inline(always)]
    pub(super) fn prefetch(p: *const i8) {
        // SAFETY: no memory is accessed, and SSE is part of the architecture.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(p) }
    }

    #[inline(always)]
    pub(super) fn prefetch_for_write(p: *const i8) {
        // SAFETY: no memory is accessed, and SSE is part of the architecture.
        unsafe { _mm_prefetch::<_MM_HINT_ET0>(p) }
    }
}

#[cfg(target_arch = "aarch64")]
mod native {
    use core::arch::aarch64::*;

    /// Lists the functions that interleave registers, by lanes of 1, 2, 4 and 8 bytes.
    macro_rules! interleave {
        ($($name:ident $register:ident $low:ident $high:ident)*) => {$(
            #[inline]
            #[target_feature(enable = "neon")]
            pub(super) fn $name(a: $register, b: $register) -> [$register; 2] {
                [$low(a, b), $high(a, b)]
            }
        )*};
    }

    interleave! {
        interleave_bytes uint8x16_t vzip1q_u8 vzip2q_u8
        interleave_words uint16x8_t vzip1q_u16 vzip2q_u16
        interleave_doubles uint32x4_t vzip1q_u32 vzip2q_u32
        interleave_quads uint64x2_t vzip1q_u64 vzip2q_u64
    }

    #[inline(always)]
    pub(super) fn prefetch(p: *const i8) {
        // SAFETY: no memory is accessed, and no register is changed.
        unsafe {
            core::arch::asm!(
                "prfm pldl1keep, [{}]",
                in(reg) p,
                options(nostack, preserves_flags, readonly),
            )
        }
    }

    #[inline(always)]
    pub(super) fn prefetch_for_write(p: *const i8) {
        // SAFETY: no memory is accessed, and no register is changed.
        unsafe {
            core::arch::asm!(
                "prfm pstl1keep, [{}]",
                in(reg) p,
                options(nostack, preserves_flags, readonly),
            )
        }
    }
}
