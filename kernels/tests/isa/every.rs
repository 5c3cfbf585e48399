//! The ISAs that the CPU has.

#[cfg(target_arch = "aarch64")]
use tightloop_kernels::isa::Neon;
#[cfg(target_arch = "x86_64")]
use tightloop_kernels::isa::{Avx2, Avx512};
use tightloop_kernels::isa::{Isa, Scalar, Vectorize};

/// Runs `check` on every ISA that the CPU has.
pub fn on_every_isa(check: impl Vectorize<Output = ()> + Copy) {
    Scalar::new().vectorize(check);

    #[cfg(target_arch = "aarch64")]
    // SAFETY: all 64-bit ARM CPUs have NEON.
    unsafe { Neon::new_unchecked() }.vectorize(check);

    #[cfg(target_arch = "x86_64")]
    {
        let avx2 = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("fma")
            && is_x86_feature_detected!("f16c")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
            && is_x86_feature_detected!("popcnt");
        if avx2 {
            // SAFETY: the CPU has all of its features.
            unsafe { Avx2::new_unchecked() }.vectorize(check);
        }
        let avx512 = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512cd")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl");
        if avx2 && avx512 {
            // SAFETY: the CPU has all of its features.
            unsafe { Avx512::new_unchecked() }.vectorize(check);
        }
    }
}

/// Runs a check on every ISA, for lanes of each of these types.
macro_rules! on_lanes {
    ($check:ident: $($t:ident)*) => {
        $($crate::every::on_every_isa($check::<$t>(PhantomData));)*
    };
}
pub(crate) use on_lanes;
