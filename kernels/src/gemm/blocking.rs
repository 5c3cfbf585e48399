//! The sizes of tiles and blocks, per ISA: they follow from the registers and caches of its CPUs.
//!
//! With tiles of `MR` rows and `NR` columns, and blocks of `MC` rows, `NC` columns and `KC` steps:
//!
//! - The accumulators, one column of A and one element of B fit into the registers: `2 * NR + 3 <=
//!   registers`.
//! - A panel of B stays in the first-level cache while panels of A pass by: `KC * NR * size` is at
//!   most 24 KB on every ISA here (256 steps, 12 columns, 8 bytes), and the smallest such cache has
//!   32 KB.
//! - Terms that hold several steps are integers, whose blocks may have any length: see [`GROUPS`].
//! - A block of A stays in the second-level cache: `MC * KC * size <= a_block`, which is about half
//!   of that cache.
//! - A block of B stays in the last-level cache: `KC * NC * size <= b_block`. Each thread has one.

use super::matvec::MatVecKernels;
use super::micro::micro;
use super::pack::pack;
use super::small::SmallKernels;
use super::{Kernels, Multiplier, Single, Term};
use crate::isa::{Isa, Scalar};
use crate::vector::Vector;

/// An ISA with the kernels for one type of terms and one way to multiply, and the sizes that suit
/// its CPUs.
pub trait Blocking<T: Term, M: Multiplier<T> = Single>: Isa {
    /// The kernels and sizes.
    const KERNELS: Kernels<T>;
}

/// The number of terms of a line in a block if terms hold several steps. Their lines then have as
/// many bytes as those of `f64`, and the sums are added to C half as often.
const GROUPS: usize = 512;

/// The most columns of a tile of any ISA.
pub(super) const MOST_COLUMNS: usize = 12;

/// The most bytes of a packed block of A and of B.
struct Blocks {
    a_block: usize,
    b_block: usize,
}

/// 3 columns: a register has one lane, and its arithmetic may be function calls. The smallest
/// second-level caches have 256 KB.
impl<T: Term, M: Multiplier<T>> Blocking<T, M> for Scalar {
    const KERNELS: Kernels<T> =
        kernels::<Self, T, M, 1, 2, 3>(Blocks { a_block: 128 << 10, b_block: 4 << 20 });
}

/// 16 registers: 2 * 6 + 3 = 15. The second-level cache has 256 KB on Haswell and similar CPUs,
/// 512 KB on Zen.
#[cfg(target_arch = "x86_64")]
impl<T: Term, M: Multiplier<T>> Blocking<T, M> for crate::isa::Avx2 {
    const KERNELS: Kernels<T> =
        kernels::<Self, T, M, 2, 4, 6>(Blocks { a_block: 160 << 10, b_block: 4 << 20 });
}

/// 32 registers: 2 * 12 + 3 = 27. The smallest second-level cache is 1 MB (Skylake-X, Zen 4).
#[cfg(target_arch = "x86_64")]
impl<T: Term, M: Multiplier<T>> Blocking<T, M> for crate::isa::Avx512 {
    const KERNELS: Kernels<T> =
        kernels::<Self, T, M, 4, 8, 12>(Blocks { a_block: 512 << 10, b_block: 4 << 20 });
}

/// 32 registers: 2 * 12 + 3 = 27. The second-level caches of servers and laptops have 512 KB or
/// more.
#[cfg(target_arch = "aarch64")]
impl<T: Term, M: Multiplier<T>> Blocking<T, M> for crate::isa::Neon {
    const KERNELS: Kernels<T> =
        kernels::<Self, T, M, 4, 8, 12>(Blocks { a_block: 256 << 10, b_block: 4 << 20 });
}

/// The kernels with tiles of up to `C3` columns, in steps of `C1`.
const fn kernels<
    S: Isa,
    T: Term,
    M: Multiplier<T>,
    const C1: usize,
    const C2: usize,
    const C3: usize,
>(
    blocks: Blocks,
) -> Kernels<T> {
    const { assert!(C2 == 2 * C1 && C3 == 3 * C1 && C3 <= MOST_COLUMNS) };
    let lanes = size_of::<Vector<S, T>>() / size_of::<T>();
    let (mr, nr) = (2 * lanes, C3);
    let terms = if M::GROUP > 1 { GROUPS } else { T::KC };
    let line = terms * size_of::<T>();
    Kernels {
        lanes,
        micro: [
            [micro::<S, T, M, 1, C1>, micro::<S, T, M, 1, C2>, micro::<S, T, M, 1, C3>],
            [micro::<S, T, M, 2, C1>, micro::<S, T, M, 2, C2>, micro::<S, T, M, 2, C3>],
        ],
        column_step: C1,
        group: M::GROUP,
        kc: terms * M::GROUP,
        bytes: M::BYTES,
        pack: pack::<S, T>,
        small: SmallKernels::of::<S>(C3),
        matvec: MatVecKernels::of::<S>(),
        mc: blocks.a_block / line / mr * mr,
        nc: blocks.b_block / line / nr * nr,
    }
}
