//! The element types of matrices that can be multiplied, and how a part of a product is computed.

use super::Path;
use crate::level::{Compiled, Level, PerLevel};
use core::marker::PhantomData;
use tightloop_array_core::{Complex, Element, bf16, f16};
use tightloop_kernels::gemm::{
    Blocking, Factor, FinishFn, Finished, Gemm, Kernels, MatrixMut, PackPanel, Pairs, Sums, Term,
    finish, gemm, matvec, pack, small,
};
use tightloop_kernels::isa::Isa;

/// An element type of matrices that can be multiplied.
#[diagnostic::on_unimplemented(
    message = "there is no matrix product of elements of type `{Self}`",
    label = "not a number",
    note = "matrices of `bool` are multiplied as numbers: convert with `cast`, as in \
            `cast::<u8, _>(&x)`"
)]
pub trait GemmElement: Element {
    /// The type of the elements of products.
    type Out: Element;
    /// What products are computed in.
    type Term: Element;

    /// The rows and columns of a tile.
    #[doc(hidden)]
    fn tile(level: Level) -> [usize; 2];

    /// How a problem is computed.
    #[doc(hidden)]
    fn path(problem: &Gemm<Self::Out, Self>) -> Path;

    /// The number of terms of memory that a problem and its parts need.
    #[doc(hidden)]
    fn space(level: Level, path: Path, problem: &Gemm<Self::Out, Self>) -> usize;

    /// Computes a part of a problem on this thread.
    ///
    /// # Safety
    /// The part is [valid](Gemm#validity), the path is that of the problem, and the memory has
    /// as many terms as it needs. The CPU has the level.
    #[doc(hidden)]
    unsafe fn multiply(
        level: Level,
        path: Path,
        part: &Gemm<Self::Out, Self>,
        workspace: *mut Self::Term,
    );
}

/// The entries of the tables.
struct KernelsOf;

impl<T: Term, S: Blocking<T>> Compiled<S, &'static Kernels<T>> for KernelsOf {
    const ENTRY: &'static Kernels<T> = &S::KERNELS;
}

struct PairsOf;

impl<S: Blocking<i32, Pairs>> Compiled<S, &'static Kernels<i32>> for PairsOf {
    const ENTRY: &'static Kernels<i32> = &S::KERNELS;
}

/// The kernels of small integers, at a level.
fn pairs(level: Level) -> &'static Kernels<i32> {
    static TABLE: PerLevel<&'static Kernels<i32>> = PerLevel::of::<PairsOf>();
    TABLE.at(level)
}

/// The kernels of integers.
fn singles(level: Level) -> &'static Kernels<i32> {
    <i32 as Tabled>::kernels(level)
}

/// The entries of the tables of what packs and finishes.
struct PackOf<E>(PhantomData<fn(E)>);
struct FinishOf<E>(PhantomData<fn(E)>);

impl<S: Isa, E: Factor> Compiled<S, PackPanel<E>> for PackOf<E> {
    const ENTRY: PackPanel<E> = pack::<S, E>;
}

impl<S: Isa, E: Finished> Compiled<S, FinishFn<E>> for FinishOf<E> {
    const ENTRY: FinishFn<E> = finish::<S, E>;
}

/// A term, whose kernels are in a table.
pub(super) trait Tabled: Term {
    fn kernels(level: Level) -> &'static Kernels<Self>;
}

/// Lists the terms.
macro_rules! tables {
    ($($t:ident)*) => {$(
        impl Tabled for $t {
            fn kernels(level: Level) -> &'static Kernels<$t> {
                static TABLE: PerLevel<&'static Kernels<$t>> = PerLevel::of::<KernelsOf>();
                TABLE.at(level)
            }
        }
    )*};
}
tables! { f32 f64 i32 i64 }

/// Lists the elements that products are computed in, each with the term of the same bits: unsigned
/// integers are multiplied as signed ones, since both wrap.
macro_rules! terms {
    ($($t:ident as $term:ident)*) => {$(
        impl GemmElement for $t {
            type Out = $t;
            type Term = $term;

            fn tile(level: Level) -> [usize; 2] {
                tile_of::<$term>(level)
            }

            #[inline]
            fn path(problem: &Gemm<$t>) -> Path {
                Path::of(&problem.cast::<$term, $term>(0 as $term, 0 as $term))
            }

            fn space(level: Level, path: Path, problem: &Gemm<$t>) -> usize {
                let kernels = <$term as Tabled>::kernels(level);
                match path {
                    Path::Small => 0,
                    Path::MatVec => kernels.matvec_workspace(problem.m, problem.k),
                    Path::Blocked => {
                        kernels.workspace(&problem.cast::<$term, $term>(0 as $term, 0 as $term))
                    }
                }
            }

            #[inline]
            unsafe fn multiply(level: Level, path: Path, part: &Gemm<$t>, space: *mut $term) {
                let kernels = <$term as Tabled>::kernels(level);
                let part = part.cast::<$term, $term>(part.alpha as $term, part.beta as $term);
                // SAFETY: the contract is the same, and any bits are a term.
                unsafe {
                    match path {
                        Path::Small => small(kernels, &part),
                        Path::MatVec => matvec(kernels, &part, space),
                        Path::Blocked => gemm(kernels, kernels.pack, &part, space),
                    }
                }
            }
        }
    )*};
}
terms! { f32 as f32 f64 as f64 i32 as i32 u32 as i32 i64 as i64 u64 as i64 }

/// The rows and columns of a tile of terms.
fn tile_of<T: Tabled>(level: Level) -> [usize; 2] {
    let kernels = T::kernels(level);
    [kernels.mr(), kernels.nr()]
}

/// Lists the elements whose products are `i32`, each with its kernels.
macro_rules! widened {
    ($($t:ident $kernels:ident)*) => {$(
        impl GemmElement for $t {
            type Out = i32;
            type Term = i32;

            fn tile(level: Level) -> [usize; 2] {
                tile_of::<i32>(level)
            }

            fn path(_: &Gemm<i32, $t>) -> Path {
                Path::Blocked
            }

            fn space(level: Level, _: Path, problem: &Gemm<i32, $t>) -> usize {
                $kernels(level).workspace(problem)
            }

            unsafe fn multiply(level: Level, _: Path, part: &Gemm<i32, $t>, space: *mut i32) {
                static PACK: PerLevel<PackPanel<$t>> = PerLevel::of::<PackOf<$t>>();
                let kernels = $kernels(level);
                // SAFETY: the contract is the same.
                unsafe { gemm(kernels, PACK.at(level), part, space) }
            }
        }
    )*};
}
widened! { i8 pairs u8 pairs i16 pairs u16 singles }

/// Lists the elements whose products are computed in another type, which has room for more.
macro_rules! finished {
    ($($t:ty: $term:ident)*) => {$(
        impl GemmElement for $t {
            type Out = $t;
            type Term = $term;

            fn tile(level: Level) -> [usize; 2] {
                tile_of::<$term>(level)
            }

            fn path(_: &Gemm<$t>) -> Path {
                Path::Blocked
            }

            fn space(level: Level, _: Path, problem: &Gemm<$t>) -> usize {
                space_of_blocks(<$term as Tabled>::kernels(level), problem)
            }

            unsafe fn multiply(level: Level, _: Path, part: &Gemm<$t>, space: *mut $term) {
                static PACK: PerLevel<PackPanel<$t>> = PerLevel::of::<PackOf<$t>>();
                static FINISH: PerLevel<FinishFn<$t>> = PerLevel::of::<FinishOf<$t>>();
                let kernels = <$term as Tabled>::kernels(level);
                // SAFETY: the contract is the same.
                unsafe {
                    multiply_blocks(kernels, PACK.at(level), FINISH.at(level), part, space);
                }
            }
        }
    )*};
}
finished! {
    f16: f32
    bf16: f32
    Complex<f32>: f32
    Complex<f64>: f64
}

/// The most rows and columns whose sums are kept in memory, so that they stay in the second-level
/// cache, and operands are seldom packed twice.
const BLOCK: usize = 256;

/// The number of terms of memory for the sums of a block, and its product.
fn space_of_blocks<E: Finished>(kernels: &Kernels<E::Term>, problem: &Gemm<E>) -> usize {
    let block = block_of(problem, problem.m.min(BLOCK), problem.n.min(BLOCK));
    block.m * block.n * E::PARTS * E::PARTS + kernels.workspace(&block)
}

/// The product of the first rows and columns of a problem, without its C.
fn block_of<E: Finished>(problem: &Gemm<E>, m: usize, n: usize) -> Gemm<E::Term, E> {
    let nowhere = MatrixMut { ptr: core::ptr::null_mut(), row_stride: 0, col_stride: 0 };
    let Gemm { k, a, b, .. } = *problem;
    Gemm { m, n, k, alpha: E::Term::ONE, a, b, beta: E::Term::ZERO, c: nowhere }
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
    let (stride, parts) = (each_m * E::PARTS, E::PARTS as isize);
    let workspace = memory.wrapping_add(stride * each_n * E::PARTS);
    // Without steps or a factor there are no products.
    let is_empty = k == 0 || alpha == E::ZERO;
    for j in (0..n).step_by(each_n.max(1)) {
        for i in (0..m).step_by(each_m.max(1)) {
            let part = problem.part(i..m.min(i + each_m), j..n.min(j + each_n));
            let (rows, cols) = (part.m, part.n);
            let mut block = block_of(&part, rows, cols);
            block.k = if is_empty { 0 } else { k };
            block.c =
                MatrixMut { ptr: memory, row_stride: parts, col_stride: parts * stride as isize };
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
            }
        }
    }
}
