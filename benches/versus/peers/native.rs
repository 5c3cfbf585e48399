//! Loops compiled for the instruction set of the CPU, as those who write them by hand compile them
//! (`-C target-cpu=native`), but chosen at run time.

use tightloop::Level;

/// Returns the level that stands for the CPU's instruction set, or for AVX2 if peers are limited to
/// it.
pub fn level(limited: bool) -> Level {
    let is_allowed = |level: &Level| !limited || *level <= Level::Avx2;
    Level::available().filter(is_allowed).last().unwrap_or(Level::Scalar)
}

/// Calls `f` with its arguments, compiled for the instruction set of a level. Must be a function
/// that is `#[inline(always)]`: only inlined code is compiled for it.
///
/// # Panics
///
/// If the CPU does not have the level.
pub fn natively<A, B>(level: Level, f: impl Fn(A, B), a: A, b: B) {
    assert!(level.is_available());
    match level {
        // SAFETY: the CPU has the features of the level, which these are among.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { with_avx2(f, a, b) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { with_avx512(f, a, b) },
        // The baseline of other architectures is their level.
        _ => f(a, b),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn with_avx2<A, B>(f: impl Fn(A, B), a: A, b: B) {
    f(a, b);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,fma")]
fn with_avx512<A, B>(f: impl Fn(A, B), a: A, b: B) {
    f(a, b);
}
