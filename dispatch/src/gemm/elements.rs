//! The element types of matrices that can be multiplied, and how a part of a product is computed.

use super::Path;
use crate::level::{Compiled, Level, PerLevel};
use core::marker::PhantomData;
use tightloop_array_core::{Complex, Element, bf16, f16};
use tightloop_kernels::gemm::{
    Blocking, DotPairs, DotQuads, Factor, FinishFn, Finished, Gemm, Kernels, MatrixMut, Multiplier,
    PackPanel, Pairs, Reading, Run, Sums, Term, finish, gemm, gemm_finished, matvec, pack,
    pack_quads, small,
};
use tightloop_kernels::isa::Isa;

/// An element type of matrices that can be multiplied by matrices of `B`.
#[diagnostic::on_unimplemented(
    message = "there is no matrix product of elements of type `{Self}`",
    label = "not numbers, or not those of a pair of types that can be multiplied",
    note = "matrices of `bool` are multiplied as numbers: convert with `cast`, as in \
            `cast::<u8, _>(&x)`"
)]
pub trait GemmElement<B: Element = Self>: Element {
    /// The type of the elements of products, unless another one is asked for.
    type Out: Element;
    /// What the elements of both operands are read as: a type of the same size, of which any bits
    /// are valid if it is another one.
    #[doc(hidden)]
    type Read: Multiplies<Self::Out>;
    /// How they are read, on the left and on the right.
    #[doc(hidden)]
    const READINGS: [Reading; 2] = [Reading::Plain; 2];
}

/// Lists the elements, each with those of products and what they are read as: unsigned integers as
/// signed ones, since both wrap.
macro_rules! elements {
    ($($t:ty: $out:ty, $read:ty;)*) => {$(
        impl GemmElement for $t {
            type Out = $out;
            type Read = $read;
        }
    )*};
}
elements! {
    f32: f32, f32;
    f64: f64, f64;
    i32: i32, i32;
    u32: u32, i32;
    i64: i64, i64;
    u64: u64, i64;
    i16: i32, i16;
    u16: i32, u16;
    f16: f16, f16;
    bf16: bf16, bf16;
    Complex<f32>: Complex<f32>, Complex<f32>;
    Complex<f64>: Complex<f64>, Complex<f64>;
}

/// Lists the pairs of bytes.
macro_rules! bytes {
    ($($a:ident $a_reading:ident, $b:ident $b_reading:ident;)*) => {$(
        impl GemmElement<$b> for $a {
            type Out = i32;
            type Read = u8;
            const READINGS: [Reading; 2] = [Reading::$a_reading, Reading::$b_reading];
        }
    )*};
}
bytes! {
    i8 Signed, i8 Signed;
    i8 Signed, u8 Plain;
    u8 Plain, i8 Signed;
    u8 Plain, u8 Plain;
}

/// Elements with kernels that multiply them.
pub trait Packs: Factor {
    /// The kernels, at a level. Those of bytes depend on how the left operand is read.
    #[doc(hidden)]
    fn kernels(level: Level, left: Reading) -> &'static Kernels<Self::Term>;

    /// What packs elements for these kernels.
    #[doc(hidden)]
    fn packing(level: Level, left: Reading) -> PackPanel<Self>;
}

/// Elements whose products are of type `C`.
pub trait Multiplies<C: Element>: Packs {
    /// How a problem is computed.
    #[doc(hidden)]
    fn path(problem: &Gemm<C, Self>) -> Path;

    /// The number of terms of memory that a problem and its parts need.
    #[doc(hidden)]
    fn space(level: Level, path: Path, problem: &Gemm<C, Self>) -> usize;

    /// Computes problems, or parts of them, on this thread.
    ///
    /// # Safety
    /// They are [valid](Run#validity), the path is that of the problems, and the memory has as many
    /// terms as each of them needs. The CPU has the level.
    #[doc(hidden)]
    unsafe fn multiply(level: Level, path: Path, run: &Run<'_, C, Self>, space: *mut Self::Term);
}

/// The entries of the tables.
struct KernelsOf;

impl<T: Term, S: Blocking<T>> Compiled<S, &'static Kernels<T>> for KernelsOf {
    const ENTRY: &'static Kernels<T> = &S::KERNELS;
}

struct GroupsOf<M>(PhantomData<fn(M)>);

impl<S: Blocking<i32, M>, M: Multiplier<i32>> Compiled<S, &'static Kernels<i32>> for GroupsOf<M> {
    const ENTRY: &'static Kernels<i32> = &S::KERNELS;
}

/// The entries of the tables of what packs and finishes.
struct PackOf<E>(PhantomData<fn(E)>);
struct PackQuadsOf<M>(PhantomData<fn(M)>);
struct FinishOf<E>(PhantomData<fn(E)>);

impl<S: Isa, E: Factor> Compiled<S, PackPanel<E>> for PackOf<E> {
    const ENTRY: PackPanel<E> = pack::<S, E>;
}

impl<S: Isa, M: Multiplier<i32>> Compiled<S, PackPanel<u8>> for PackQuadsOf<M> {
    const ENTRY: PackPanel<u8> = pack_quads::<S, M>;
}

impl<S: Isa, E: Finished> Compiled<S, FinishFn<E>> for FinishOf<E> {
    const ENTRY: FinishFn<E> = finish::<S, E>;
}

/// Lists the elements that products are computed in.
macro_rules! terms {
    ($($t:ident)*) => {$(
        impl Packs for $t {
            #[inline]
            fn kernels(level: Level, _: Reading) -> &'static Kernels<$t> {
                static TABLE: PerLevel<&'static Kernels<$t>> = PerLevel::of::<KernelsOf>();
                TABLE.at(level)
            }

            fn packing(level: Level, left: Reading) -> PackPanel<$t> {
                Self::kernels(level, left).pack
            }
        }
    )*};
}
terms! { f32 f64 i32 i64 }

/// Lists the elements that become terms when they are packed, each with the kernels of these.
macro_rules! packed {
    ($($t:ty: $term:ident;)*) => {$(
        impl Packs for $t {
            fn kernels(level: Level, left: Reading) -> &'static Kernels<$term> {
                $term::kernels(level, left)
            }

            fn packing(level: Level, _: Reading) -> PackPanel<$t> {
                static PACK: PerLevel<PackPanel<$t>> = PerLevel::of::<PackOf<$t>>();
                PACK.at(level)
            }
        }
    )*};
}
packed! {
    u16: i32;
    f16: f32;
    bf16: f32;
    Complex<f32>: f32;
    Complex<f64>: f64;
}

impl Packs for u8 {
    fn kernels(level: Level, left: Reading) -> &'static Kernels<i32> {
        Way::best(level).of_bytes(level, left).0
    }

    fn packing(level: Level, left: Reading) -> PackPanel<u8> {
        Way::best(level).of_bytes(level, left).1
    }
}

impl Packs for i16 {
    fn kernels(level: Level, _: Reading) -> &'static Kernels<i32> {
        Way::best(level).of_words(level).0
    }

    fn packing(level: Level, _: Reading) -> PackPanel<i16> {
        Way::best(level).of_words(level).1
    }
}

/// A way to multiply small integers. Their products are exact and wrap, so all ways have the same
/// results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By the instructions that each CPU of the level has.
    Plain,
    /// By its instructions for dot products.
    Dots,
}

impl Way {
    /// Every way, the slowest first.
    #[cfg(test)]
    pub(super) const ALL: [Way; 2] = [Way::Plain, Way::Dots];

    /// The best way that the CPU has at a level.
    #[inline]
    fn best(level: Level) -> Way {
        if level.has_dots() { Way::Dots } else { Way::Plain }
    }

    /// The kernels of bytes, and what packs these.
    pub(super) fn of_bytes(
        self,
        level: Level,
        left: Reading,
    ) -> (&'static Kernels<i32>, PackPanel<u8>) {
        static PACK: PerLevel<PackPanel<u8>> = PerLevel::of::<PackOf<u8>>();
        static UNSIGNED: PerLevel<&'static Kernels<i32>> =
            PerLevel::of::<GroupsOf<DotQuads<false>>>();
        static SIGNED: PerLevel<&'static Kernels<i32>> = PerLevel::of::<GroupsOf<DotQuads<true>>>();
        static PACK_UNSIGNED: PerLevel<PackPanel<u8>> =
            PerLevel::of::<PackQuadsOf<DotQuads<false>>>();
        static PACK_SIGNED: PerLevel<PackPanel<u8>> = PerLevel::of::<PackQuadsOf<DotQuads<true>>>();
        match (self, left) {
            (Way::Plain, _) => (pairs(level), PACK.at(level)),
            (Way::Dots, Reading::Signed) => (SIGNED.at(level), PACK_SIGNED.at(level)),
            (Way::Dots, _) => (UNSIGNED.at(level), PACK_UNSIGNED.at(level)),
        }
    }

    /// The kernels of integers of 16 bits, and what packs these.
    pub(super) fn of_words(self, level: Level) -> (&'static Kernels<i32>, PackPanel<i16>) {
        static PACK: PerLevel<PackPanel<i16>> = PerLevel::of::<PackOf<i16>>();
        static DOTS: PerLevel<&'static Kernels<i32>> = PerLevel::of::<GroupsOf<DotPairs>>();
        let kernels = match self {
            Way::Plain => pairs(level),
            Way::Dots => DOTS.at(level),
        };
        (kernels, PACK.at(level))
    }
}

/// The kernels of pairs.
fn pairs(level: Level) -> &'static Kernels<i32> {
    static TABLE: PerLevel<&'static Kernels<i32>> = PerLevel::of::<GroupsOf<Pairs>>();
    TABLE.at(level)
}

/// Lists the terms.
macro_rules! of_terms {
    ($($t:ident)*) => {$(
        impl Multiplies<$t> for $t {
            #[inline]
            fn path(problem: &Gemm<$t>) -> Path {
                Path::of(problem)
            }

            fn space(level: Level, path: Path, problem: &Gemm<$t>) -> usize {
                let kernels = $t::kernels(level, Reading::Plain);
                match path {
                    Path::Small => 0,
                    Path::MatVec => kernels.matvec_workspace(problem),
                    Path::Blocked => kernels.workspace(problem),
                }
            }

            #[inline]
            unsafe fn multiply(level: Level, path: Path, run: &Run<'_, $t>, space: *mut $t) {
                let kernels = $t::kernels(level, Reading::Plain);
                // SAFETY: the contract is the same.
                unsafe {
                    match path {
                        Path::Small => small(kernels, run),
                        Path::MatVec => run.for_each(|part| matvec(kernels, part, space)),
                        Path::Blocked => {
                            run.for_each(|part| gemm(kernels, kernels.pack, part, space))
                        }
                    }
                }
            }
        }
    )*};
}
of_terms! { f32 f64 i32 i64 }

/// Lists the types of products of terms that have the same bits.
macro_rules! of_bits {
    ($($t:ident: $out:ident;)*) => {$(
        impl Multiplies<$out> for $t {
            #[inline]
            fn path(problem: &Gemm<$out, $t>) -> Path {
                Path::of(&problem.cast::<$t, $t>(problem.alpha as $t, problem.beta as $t))
            }

            fn space(level: Level, path: Path, problem: &Gemm<$out, $t>) -> usize {
                let problem = problem.cast(problem.alpha as $t, problem.beta as $t);
                <$t as Multiplies<$t>>::space(level, path, &problem)
            }

            #[inline]
            unsafe fn multiply(
                level: Level,
                path: Path,
                run: &Run<'_, $out, $t>,
                space: *mut $t,
            ) {
                let &Run { first, step, count } = run;
                let first = &first.cast(first.alpha as $t, first.beta as $t);
                let run = &Run { first, step, count };
                // SAFETY: the contract is the same, and any bits are a term.
                unsafe { <$t as Multiplies<$t>>::multiply(level, path, run, space) }
            }
        }
    )*};
}
of_bits! {
    i32: u32;
    i64: u64;
}

/// Lists the elements whose products are terms, or may be.
macro_rules! widened {
    ($($t:ident: $term:ident;)*) => {$(
        impl Multiplies<$term> for $t {
            fn path(_: &Gemm<$term, $t>) -> Path {
                Path::Blocked
            }

            fn space(level: Level, _: Path, problem: &Gemm<$term, $t>) -> usize {
                Self::kernels(level, problem.a.reading).workspace(problem)
            }

            unsafe fn multiply(
                level: Level,
                _: Path,
                run: &Run<'_, $term, $t>,
                space: *mut $term,
            ) {
                let left = run.first.a.reading;
                let (kernels, pack) = (Self::kernels(level, left), Self::packing(level, left));
                // SAFETY: the contract is the same, and the CPU has the instructions.
                unsafe { run.for_each(|part| gemm(kernels, pack, part, space)) }
            }
        }
    )*};
}
widened! {
    u8: i32;
    i16: i32;
    u16: i32;
    f16: f32;
    bf16: f32;
}

/// Lists the elements whose products are computed in another type, each with the function that does
/// it, and that of the number of terms of memory that it needs.
macro_rules! finished {
    ($($t:ty: $term:ident by $multiply:ident in $space:ident;)*) => {$(
        impl Multiplies<$t> for $t {
            fn path(_: &Gemm<$t>) -> Path {
                Path::Blocked
            }

            fn space(level: Level, _: Path, problem: &Gemm<$t>) -> usize {
                $space(Self::kernels(level, problem.a.reading), problem)
            }

            unsafe fn multiply(level: Level, _: Path, run: &Run<'_, $t>, space: *mut $term) {
                static FINISH: PerLevel<FinishFn<$t>> = PerLevel::of::<FinishOf<$t>>();
                let left = run.first.a.reading;
                let (kernels, pack) = (Self::kernels(level, left), Self::packing(level, left));
                let finish = FINISH.at(level);
                // SAFETY: the contract is the same.
                unsafe { run.for_each(|part| $multiply(kernels, pack, finish, part, space)) }
            }
        }
    )*};
}
finished! {
    // The sums of all blocks are rounded once.
    f16: f32 by multiply_blocks in space_of_blocks;
    bf16: f32 by multiply_blocks in space_of_blocks;
    // Several sums become an element, tile by tile.
    Complex<f32>: f32 by gemm_finished in space_of_tiles;
    Complex<f64>: f64 by gemm_finished in space_of_tiles;
}

/// The number of terms of memory for a product whose tiles become elements of C one by one.
fn space_of_tiles<E: Finished>(kernels: &Kernels<E::Term>, problem: &Gemm<E>) -> usize {
    kernels.workspace(&block_of(problem, problem.m, problem.n))
}

/// The most rows and columns whose sums are kept in memory, so that they stay in the second-level
/// cache, and operands are seldom packed twice.
const BLOCK: usize = 256;

/// The number of terms of memory for the sums of a block, and its product.
fn space_of_blocks<E: Finished>(kernels: &Kernels<E::Term>, problem: &Gemm<E>) -> usize {
    let block = block_of(problem, problem.m.min(BLOCK), problem.n.min(BLOCK));
    block.m * block.n + kernels.workspace(&block)
}

/// The product of the first rows and columns of a problem, without its C.
fn block_of<E: Finished>(problem: &Gemm<E>, m: usize, n: usize) -> Gemm<E::Term, E> {
    let nowhere = MatrixMut::new(core::ptr::null_mut(), [0, 0]);
    let factors = [E::Term::ONE, E::Term::ZERO];
    Gemm::new([m, n, problem.k], factors, [problem.a, problem.b], nowhere)
}

/// Computes a problem block by block: first the sums, and then the elements of C.
///
/// # Safety
/// - The problem is [valid](Gemm#validity).
/// - The memory is valid for writes of [`space_of_blocks`] terms, and does not overlap the
///   operands.
/// - The CPU has the ISA of the kernels.
unsafe fn multiply_blocks<E: Finished>(
    kernels: &Kernels<E::Term>,
    pack: PackPanel<E>,
    finish: FinishFn<E>,
    problem: &Gemm<E>,
    memory: *mut E::Term,
) {
    let &Gemm { m, n, k, alpha, beta, .. } = problem;
    let (each_m, each_n) = (m.min(BLOCK), n.min(BLOCK));
    let stride = each_m;
    let workspace = memory.wrapping_add(stride * each_n);
    // Without steps or a factor there are no products.
    let is_empty = k == 0 || alpha == E::ZERO;
    for j in (0..n).step_by(each_n.max(1)) {
        for i in (0..m).step_by(each_m.max(1)) {
            let part = problem.part(i..m.min(i + each_m), j..n.min(j + each_n));
            let (rows, cols) = (part.m, part.n);
            let mut block = block_of(&part, rows, cols);
            block.k = if is_empty { 0 } else { k };
            block.c = MatrixMut::new(memory, [1, stride as isize]);
            let sums = Sums {
                sums: memory.cast_const(),
                stride,
                rows,
                cols,
                alpha: if is_empty { E::ZERO } else { alpha },
                beta,
                c: part.c,
            };
            // SAFETY: the part is valid, the memory has room for its sums and its product, and they
            // are written before they are read.
            unsafe {
                gemm(kernels, pack, &block, workspace);
                finish(&sums);
                if let Some(epilogue) = part.epilogue {
                    epilogue.finish(rows, cols, part.c);
                }
            }
        }
    }
}
