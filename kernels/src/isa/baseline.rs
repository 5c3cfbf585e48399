//! What every CPU of an architecture has, so that no token is needed: squares turned in registers, prefetching, and the end of stores past the caches.

/// Reads four lines of four elements and writes them as four columns. The distances between lines are in
/// elements.
///
/// # Safety
/// `from` is valid for reads of four lines of four elements `from_stride` apart, `to` for writes of as many
/// `to_stride` apart.
#[inline(always)]
pub(crate) unsafe fn transpose_4x4<T: Copy>(
    from: *const T,
    from_stride: isize,
    to: *mut T,
    to_stride: isize,
) {
    // SAFETY: the caller's promise. Elements are moved as they are, whatever numbers of their size they hold. What `native` functions
    // are compiled for is part of the architecture.
    unsafe {
        match size_of::<T>() {
            #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
            4 => {
                transpose_lines(from, from_stride, to, to_stride, |lines| native::transpose_4x4_words(lines))
            }
            #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
            8 => {
                for (i, p) in [(0, 0), (0, 2), (2, 0), (2, 2)] {
                    let (from, to) = (from.offset(i * from_stride + p), to.offset(p * to_stride + i));
                    transpose_lines(from, from_stride, to, to_stride, |lines| {
                        native::transpose_2x2_doubles(lines)
                    });
                }
            }
            _ => {
                for i in 0..4 {
                    for p in 0..4 {
                        to.offset(p * to_stride + i).write(from.offset(i * from_stride + p).read());
                    }
                }
            }
        }
    }
}

/// Reads `N` lines of a register each and writes what `transpose` makes of them. The distances between lines
/// are in elements.
///
/// # Safety
/// `from` is valid for reads of `N` registers `from_stride` apart, `to` for writes of as many `to_stride`
/// apart. A register `R` is `N` elements.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
#[inline(always)]
unsafe fn transpose_lines<T, R: bytemuck::Pod, const N: usize>(
    from: *const T,
    from_stride: isize,
    to: *mut T,
    to_stride: isize,
    transpose: impl Fn([R; N]) -> [R; N],
) {
    let mut lines = [R::zeroed(); N];
    for (i, line) in lines.iter_mut().enumerate() {
        // SAFETY: the caller's promise.
        *line = unsafe { from.offset(i as isize * from_stride).cast::<R>().read_unaligned() };
    }
    for (p, column) in transpose(lines).into_iter().enumerate() {
        // SAFETY: the caller's promise.
        unsafe { to.offset(p as isize * to_stride).cast::<R>().write_unaligned(column) };
    }
}

/// Asks for the cache line at `p`, which is going to be read. `p` may be any address.
#[inline(always)]
pub(crate) fn prefetch<T>(p: *const T) {
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
    native::prefetch(p.cast());
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    let _ = p;
}

/// Asks for the cache line at `p`, which is going to be written. `p` may be any address.
#[inline(always)]
pub(crate) fn prefetch_for_write<T>(p: *const T) {
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
    native::prefetch_for_write(p.cast());
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    let _ = p;
}

/// Orders what has been [streamed](super::Isa::stream) before all stores that follow.
pub(crate) fn streamed() {
    #[cfg(target_arch = "x86_64")]
    native::streamed();
}

#[cfg(target_arch = "x86_64")]
mod native {
    use core::arch::x86_64::*;

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn transpose_4x4_words(mut lines: [__m128; 4]) -> [__m128; 4] {
        let [a, b, c, d] = &mut lines;
        _MM_TRANSPOSE4_PS(a, b, c, d);
        lines
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn transpose_2x2_doubles([a, b]: [__m128d; 2]) -> [__m128d; 2] {
        [_mm_unpacklo_pd(a, b), _mm_unpackhi_pd(a, b)]
    }

    pub(super) fn streamed() {
        // SAFETY: no memory is touched; SSE is part of the architecture.
        unsafe { _mm_sfence() }
    }

    #[inline(always)]
    pub(super) fn prefetch(p: *const i8) {
        // SAFETY: no memory is touched; SSE is part of the architecture.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(p) }
    }

    #[inline(always)]
    pub(super) fn prefetch_for_write(p: *const i8) {
        // SAFETY: no memory is touched; SSE is part of the architecture.
        unsafe { _mm_prefetch::<_MM_HINT_ET0>(p) }
    }
}

#[cfg(target_arch = "aarch64")]
mod native {
    use bytemuck::cast;
    use core::arch::aarch64::*;

    #[inline]
    #[target_feature(enable = "neon")]
    pub(super) fn transpose_4x4_words([a, b, c, d]: [float32x4_t; 4]) -> [float32x4_t; 4] {
        let (even_ab, odd_ab) = (vtrn1q_f32(a, b), vtrn2q_f32(a, b));
        let (even_cd, odd_cd) = (vtrn1q_f32(c, d), vtrn2q_f32(c, d));
        let [first, third] = transpose_2x2_doubles(cast([even_ab, even_cd]));
        let [second, fourth] = transpose_2x2_doubles(cast([odd_ab, odd_cd]));
        cast([first, second, third, fourth])
    }

    #[inline]
    #[target_feature(enable = "neon")]
    pub(super) fn transpose_2x2_doubles([a, b]: [float64x2_t; 2]) -> [float64x2_t; 2] {
        [vtrn1q_f64(a, b), vtrn2q_f64(a, b)]
    }

    #[inline(always)]
    pub(super) fn prefetch(p: *const i8) {
        // SAFETY: no memory is touched and no register changed.
        unsafe {
            core::arch::asm!("prfm pldl1keep, [{}]", in(reg) p, options(nostack, preserves_flags, readonly))
        }
    }

    #[inline(always)]
    pub(super) fn prefetch_for_write(p: *const i8) {
        // SAFETY: no memory is touched and no register changed.
        unsafe {
            core::arch::asm!("prfm pstl1keep, [{}]", in(reg) p, options(nostack, preserves_flags, readonly))
        }
    }
}
