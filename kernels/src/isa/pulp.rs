//! The tokens of the crate `pulp`, made from ours.

#[cfg(target_arch = "aarch64")]
use super::Neon;
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
use super::compiled_for;
#[cfg(target_arch = "x86_64")]
use super::{Avx2, Avx512};
use super::{Origin, Scalar};
#[cfg(target_arch = "aarch64")]
use crate::neon_features;
#[cfg(target_arch = "x86_64")]
use crate::{avx2_features, avx512_features};
use pulp::Simd;

/// The bridge to the crate `pulp`.
pub trait Bridge {
    /// The token of `pulp` for the same instruction set, with registers as long as ours.
    type Pulp: Simd;

    /// Returns the token of `pulp`.
    fn pulp(self) -> Self::Pulp;
}

/// Lists our tokens, each with its features, and those of `pulp`, each with its fields and the
/// feature that each field proves. If a field is missing, or a feature is not one of ours, this
/// does not compile.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
macro_rules! bridges {
    ($($token:ident $features:ident $theirs:path { $($field:ident $feature:literal)* })*) => {$(
        impl Bridge for $token {
            type Pulp = $theirs;

            #[inline(always)]
            fn pulp(self) -> $theirs {
                #[inline]
                $(#[target_feature(enable = $feature)])*
                fn proved() -> $theirs {
                    // SAFETY: this function is compiled for every feature that the token proves.
                    let token = unsafe { <$theirs>::new_unchecked() };
                    let $theirs { $($field: _),* } = token;
                    token
                }
                $features! { compiled_for
                    #[inline]
                    fn proved_by_ours() -> $theirs {
                        proved()
                    }
                }
                // SAFETY: the token proves that the CPU has these features.
                unsafe { proved_by_ours() }
            }
        }
    )*};
}

#[cfg(target_arch = "x86_64")]
bridges! {
    Avx2 avx2_features pulp::x86::V3 {
        sse "sse" sse2 "sse2" fxsr "fxsr" sse3 "sse3" ssse3 "ssse3" sse4_1 "sse4.1" sse4_2 "sse4.2"
        popcnt "popcnt" avx "avx"
        avx2 "avx2" bmi1 "bmi1" bmi2 "bmi2" fma "fma" lzcnt "lzcnt"
    }
    Avx512 avx512_features pulp::x86::V4 {
        sse "sse" sse2 "sse2" fxsr "fxsr" sse3 "sse3" ssse3 "ssse3" sse4_1 "sse4.1" sse4_2 "sse4.2"
        popcnt "popcnt" avx "avx"
        avx2 "avx2" bmi1 "bmi1" bmi2 "bmi2" fma "fma" lzcnt "lzcnt" avx512f "avx512f" avx512bw
        "avx512bw" avx512cd "avx512cd"
        avx512dq "avx512dq" avx512vl "avx512vl"
    }
}

#[cfg(target_arch = "aarch64")]
bridges! { Neon neon_features pulp::aarch64::Neon { neon "neon" } }

impl<O: Origin> Bridge for Scalar<O> {
    type Pulp = pulp::Scalar;

    #[inline(always)]
    fn pulp(self) -> pulp::Scalar {
        pulp::Scalar::new()
    }
}
