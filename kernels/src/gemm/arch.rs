//! What GEMM needs of the architecture beside vectors of one ISA: squares turned in registers, and
//! prefetching. Every CPU of an architecture has it, so that no token is needed.

/// Reads four lines of four elements and writes them as four columns. The distances between lines are in
/// elements.
///
/// # Safety
/// `from` is valid for reads of four lines of four elements `from_stride` apart, `to` for writes of as many
/// `to_stride` apart.
#[inline(always)]
pub(super) unsafe fn transpose_4x4<T: Copy>(
    from: *const T,
    from_stride: isize,
    to: *mut T,
    to_stride: isize,
) {
    // SAFETY: the caller's promise. Elements are moved as they are, whatever numbers of their size they hold.
    unsafe {
        match size_of::<T>() {
            #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
            4 => native::transpose_4x4_words(from.cast(), from_stride, to.cast(), to_stride),
            #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
            8 => {
                for (i, p) in [(0, 0), (0, 2), (2, 0), (2, 2)] {
                    let from = from.offset(i * from_stride + p).cast();
                    let to = to.offset(p * to_stride + i).cast();
                    native::transpose_2x2_doubles(from, from_stride, to, to_stride);
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

/// Asks for the cache line at `p`, which is going to be written. `p` may be any address.
#[inline(always)]
pub(super) fn prefetch_for_write<T>(p: *const T) {
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
    native::prefetch_for_write(p.cast());
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    let _ = p;
}

#[cfg(target_arch = "x86_64")]
mod native {
    use core::arch::x86_64::*;

    /// # Safety
    /// As for [`transpose_4x4`](super::transpose_4x4).
    #[inline(always)]
    pub(super) unsafe fn transpose_4x4_words(
        from: *const f32,
        from_stride: isize,
        to: *mut f32,
        to_stride: isize,
    ) {
        // SAFETY: the caller's promise; SSE is part of the architecture.
        unsafe {
            let mut a = _mm_loadu_ps(from);
            let mut b = _mm_loadu_ps(from.offset(from_stride));
            let mut c = _mm_loadu_ps(from.offset(2 * from_stride));
            let mut d = _mm_loadu_ps(from.offset(3 * from_stride));
            _MM_TRANSPOSE4_PS(&mut a, &mut b, &mut c, &mut d);
            _mm_storeu_ps(to, a);
            _mm_storeu_ps(to.offset(to_stride), b);
            _mm_storeu_ps(to.offset(2 * to_stride), c);
            _mm_storeu_ps(to.offset(3 * to_stride), d);
        }
    }

    /// # Safety
    /// As for [`transpose_4x4`](super::transpose_4x4), with two of all.
    #[inline(always)]
    pub(super) unsafe fn transpose_2x2_doubles(
        from: *const f64,
        from_stride: isize,
        to: *mut f64,
        to_stride: isize,
    ) {
        // SAFETY: the caller's promise; SSE2 is part of the architecture.
        unsafe {
            let (a, b) = (_mm_loadu_pd(from), _mm_loadu_pd(from.offset(from_stride)));
            _mm_storeu_pd(to, _mm_unpacklo_pd(a, b));
            _mm_storeu_pd(to.offset(to_stride), _mm_unpackhi_pd(a, b));
        }
    }

    #[inline(always)]
    pub(super) fn prefetch_for_write(p: *const i8) {
        // SAFETY: no memory is touched; SSE is part of the architecture.
        unsafe { _mm_prefetch::<_MM_HINT_ET0>(p) }
    }
}

#[cfg(target_arch = "aarch64")]
mod native {
    use core::arch::aarch64::*;

    /// # Safety
    /// As for [`transpose_4x4`](super::transpose_4x4).
    #[inline(always)]
    pub(super) unsafe fn transpose_4x4_words(
        from: *const f32,
        from_stride: isize,
        to: *mut f32,
        to_stride: isize,
    ) {
        // SAFETY: the caller's promise; NEON is part of the architecture.
        unsafe {
            let (a, b) = (vld1q_f32(from), vld1q_f32(from.offset(from_stride)));
            let (c, d) = (vld1q_f32(from.offset(2 * from_stride)), vld1q_f32(from.offset(3 * from_stride)));
            let (even_ab, odd_ab) = (vtrn1q_f32(a, b), vtrn2q_f32(a, b));
            let (even_cd, odd_cd) = (vtrn1q_f32(c, d), vtrn2q_f32(c, d));
            let pairs = |x, y| (vreinterpretq_f64_f32(x), vreinterpretq_f64_f32(y));
            let ((even_ab, even_cd), (odd_ab, odd_cd)) = (pairs(even_ab, even_cd), pairs(odd_ab, odd_cd));
            vst1q_f32(to, vreinterpretq_f32_f64(vtrn1q_f64(even_ab, even_cd)));
            vst1q_f32(to.offset(to_stride), vreinterpretq_f32_f64(vtrn1q_f64(odd_ab, odd_cd)));
            vst1q_f32(to.offset(2 * to_stride), vreinterpretq_f32_f64(vtrn2q_f64(even_ab, even_cd)));
            vst1q_f32(to.offset(3 * to_stride), vreinterpretq_f32_f64(vtrn2q_f64(odd_ab, odd_cd)));
        }
    }

    /// # Safety
    /// As for [`transpose_4x4`](super::transpose_4x4), with two of all.
    #[inline(always)]
    pub(super) unsafe fn transpose_2x2_doubles(
        from: *const f64,
        from_stride: isize,
        to: *mut f64,
        to_stride: isize,
    ) {
        // SAFETY: the caller's promise; NEON is part of the architecture.
        unsafe {
            let (a, b) = (vld1q_f64(from), vld1q_f64(from.offset(from_stride)));
            vst1q_f64(to, vtrn1q_f64(a, b));
            vst1q_f64(to.offset(to_stride), vtrn2q_f64(a, b));
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
