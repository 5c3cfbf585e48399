//! The ISAs that the CPU has.

#[cfg(target_arch = "aarch64")]
use tightloop_kernels::isa::Neon;
#[cfg(target_arch = "x86_64")]
use tightloop_kernels::isa::{Avx2, Avx512};
use tightloop_kernels::isa::{Isa, Scalar, Vectorize};

/// An ISA that the CPU has.
#[derive(Clone, Copy, Debug)]
pub enum Available {
    Scalar(Scalar),
    #[cfg(target_arch = "aarch64")]
    Neon(Neon),
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
}

impl Available {
    /// Returns all of them, slowest first.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Available::Scalar(Scalar::new())];
        #[cfg(target_arch = "aarch64")]
        // SAFETY: all 64-bit ARM CPUs have NEON.
        all.push(Available::Neon(unsafe { Neon::new_unchecked() }));
        #[cfg(target_arch = "x86_64")]
        {
            macro_rules! detected {
                ($($feature:tt)*) => { $(is_x86_feature_detected!($feature))&&* };
            }
            if tightloop_kernels::avx2_features!(detected) {
                // SAFETY: the CPU has all of its features.
                all.push(Available::Avx2(unsafe { Avx2::new_unchecked() }));
            }
            if tightloop_kernels::avx512_features!(detected) {
                // SAFETY: the CPU has all of its features.
                all.push(Available::Avx512(unsafe { Avx512::new_unchecked() }));
            }
        }
        all
    }

    /// Runs a computation on it.
    pub fn vectorize<F: Vectorize>(self, f: F) -> F::Output {
        match self {
            Available::Scalar(s) => s.vectorize(f),
            #[cfg(target_arch = "aarch64")]
            Available::Neon(s) => s.vectorize(f),
            #[cfg(target_arch = "x86_64")]
            Available::Avx2(s) => s.vectorize(f),
            #[cfg(target_arch = "x86_64")]
            Available::Avx512(s) => s.vectorize(f),
        }
    }
}
