//! The bridge to the crate `pulp`: conversions between our registers and its own.
//! [`Bridge::pulp`](crate::isa::Bridge::pulp) returns the token that its operations take.

use crate::isa::Isa;
use crate::lane::{B32, B64, Lane, MaskLane};
use crate::vector::{Mask, Vector};
use bytemuck::{Pod, cast};

pub use pulp::{Simd, WithSimd};

/// A number of which `pulp` has registers: every [`Lane`].
pub trait PulpLane: Lane {
    /// The register of `pulp`.
    type Pulp<P: Simd>: Pod;
}

/// Lists the numbers with the names of their registers.
macro_rules! lanes {
    ($($t:ident $registers:ident)*) => {$(
        impl PulpLane for $t {
            type Pulp<P: Simd> = P::$registers;
        }
    )*};
}
lanes! { i8 i8s u8 u8s i16 i16s u16 u16s i32 i32s u32 u32s i64 i64s u64 u64s f32 f32s f64 f64s }

impl<S: Isa, T: PulpLane> Vector<S, T> {
    /// Returns the register of `pulp`.
    #[inline(always)]
    pub fn to_pulp(self) -> T::Pulp<S::Pulp> {
        cast(self.register)
    }

    /// Returns our register for a register of `pulp`.
    #[inline(always)]
    pub fn from_pulp(isa: S, register: T::Pulp<S::Pulp>) -> Self {
        Self::new(isa, cast(register))
    }
}

/// A width of lanes for which `pulp` selects by masks: four bytes and eight.
pub trait PulpMask: MaskLane {
    /// The mask of `pulp`.
    type Pulp<P: Simd>: Copy;

    /// Returns the mask of `pulp`.
    fn to_pulp<S: Isa>(mask: Mask<S, Self>) -> Self::Pulp<S::Pulp>;

    /// Returns our mask for a mask of `pulp`.
    fn from_pulp<S: Isa>(isa: S, mask: Self::Pulp<S::Pulp>) -> Mask<S, Self>;
}

/// Lists the widths. Masks have a different form on each ISA, so they are converted by way of
/// integers, with all bits set in lanes where they are true.
macro_rules! masks {
    ($($width:ident $theirs:ident $t:ident $equal:ident $splat:ident $select:ident)*) => {$(
        impl PulpMask for $width {
            type Pulp<P: Simd> = P::$theirs;

            #[inline(always)]
            fn to_pulp<S: Isa>(mask: Mask<S, Self>) -> <S::Pulp as Simd>::$theirs {
                let (zeros, ones) = (Vector::splat(mask.isa, 0), Vector::splat(mask.isa, $t::MAX));
                mask.isa.pulp().$equal(mask.select(ones, zeros).to_pulp(), ones.to_pulp())
            }

            #[inline(always)]
            fn from_pulp<S: Isa>(isa: S, mask: <S::Pulp as Simd>::$theirs) -> Mask<S, Self> {
                let (simd, ones) = (isa.pulp(), Vector::splat(isa, $t::MAX));
                let chosen = simd.$select(mask, ones.to_pulp(), simd.$splat(0));
                Vector::from_pulp(isa, chosen).eq(ones)
            }
        }
    )*};
}
masks! {
    B32 m32s u32 equal_u32s splat_u32s select_u32s
    B64 m64s u64 equal_u64s splat_u64s select_u64s
}

impl<S: Isa, M: PulpMask> Mask<S, M> {
    /// Returns the mask of `pulp`.
    #[inline(always)]
    pub fn to_pulp(self) -> M::Pulp<S::Pulp> {
        M::to_pulp(self)
    }

    /// Returns our mask for a mask of `pulp`.
    #[inline(always)]
    pub fn from_pulp(isa: S, mask: M::Pulp<S::Pulp>) -> Self {
        M::from_pulp(isa, mask)
    }
}
