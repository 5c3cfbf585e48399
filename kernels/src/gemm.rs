//! General matrix multiplication, `C = alpha * A @ B + beta * C`, for any strides.
//!
//! In its plain form:
//!
//! ```text
//! for i in 0..m { for j in 0..n {
//!     for (block, range) in blocks of k, of KC steps each {
//!         acc = 0
//!         for p in range { acc = fma(a[i, p], b[p, j], acc) }
//!         c[i, j] = fma(alpha, acc, if block == 0 { beta * c[i, j] } else { c[i, j] })
//!     }
//! } }
//! ```
//!
//! If beta is 0, the first block writes `alpha * acc`. If k or alpha is 0, the result is
//! `beta * c[i, j]`; if beta is 0 too, it is 0. **This defines the result to the last bit**: the
//! length of a block depends on the element type only ([`Term::KC`]), and everything below changes
//! only the order in which *different* elements are computed.
//!
//! Integers wrap, so neither the order of their steps nor the length of blocks matters. 16-bit
//! floats are multiplied as `f32`, and the sum of all blocks is rounded at the end. A complex `acc`
//! is made of four real ones, of the parts of A and B: `re * re - im * im` and `im * re + re * im`.
//! It is scaled and added without fusion, and factors of 1 are left out.
//!
//! So an element depends on its row of A, its column of B and k alone: it has the same bits in a
//! product of a single row as among a thousand.
//!
//! Problems are computed by the method of Goto and van de Geijn ("Anatomy of
//! high-performance matrix multiplication", 2008), in the five loops of BLIS:
//!
//! 1. `micro` computes a tile of C in registers: two vectors of rows by as many columns as there
//!    are registers for.
//! 2. `pack` copies blocks of A and B so that `micro` reads them from start to end. Panels at the
//!    edges are padded, so there are few kinds of tiles. Only elements in C are written.
//! 3. `loops` cuts the problem so that data that is used again soon stays in a near cache. The
//!    inequalities are in `blocking`.
//! 4. Vectors lie along the columns of C. If instead the rows of C are contiguous, the transposed
//!    problem is computed.
//! 5. An operand that is read too few times to be worth copying is read in place.
//! 6. For a few rows, columns and steps, all this takes longer than the product itself. `small`
//!    computes those in one go, and `across` those of a stack that are even smaller side by side.
//! 7. Elements that are not computed as they are become terms when they are packed ([`Factor`]),
//!    and the sums become elements in the end ([`Finished`]).
//! 8. What comes after the product, an [`Epilogue`], happens tile by tile.
//! 9. If m or n is small, each element of the matrix is used only a few times. `matvec` reads it
//!    where it is.

mod across;
mod blocking;
mod epilogue;
mod factor;
mod finish;
mod groups;
mod lines;
mod loops;
mod matvec;
mod micro;
mod pack;
mod problem;
mod small;
mod squares;
mod term;

pub use blocking::Blocking;
pub use epilogue::{Addable, Epilogue, EpilogueFn, Unchanged, epilogue};
pub use factor::{Factor, OneTerm};
pub use finish::{FinishFn, Finished, Sums, finish};
pub use loops::{gemm, gemm_finished, matvec, pack_all};
pub use matvec::MatVecKernels;
pub use micro::{MicroKernel, Tile};
pub use pack::{PackPanel, Panel, Role, pack, pack_quads};
pub use problem::{Gemm, Matrix, MatrixMut, Reading, Run};
pub use small::{SMALL, SmallKernels, small};
pub use term::{Bytes, DotPairs, DotQuads, Multiplier, Pairs, Single, Term};

/// The kernels of one ISA, and the sizes that go with them.
#[derive(Clone, Copy, Debug)]
pub struct Kernels<T: Term> {
    /// The number of rows in a register.
    pub lanes: usize,
    /// The micro-kernels, indexed by the number of vectors of rows less one, then by the number of
    /// [`column_step`](Self::column_step)s less one.
    pub micro: [[MicroKernel<T>; 3]; 2],
    /// The number of columns of a tile is a multiple of this.
    pub column_step: usize,
    /// The neighbours along k that a term holds.
    pub group: usize,
    /// The number of steps along k in a block.
    pub kc: usize,
    /// The bytes that terms hold, if they do.
    pub bytes: Option<Bytes>,
    /// Packs one panel.
    pub pack: PackPanel<T>,
    /// The kernels of small products.
    pub small: SmallKernels<T>,
    /// The kernels of products with vectors.
    pub matvec: MatVecKernels<T>,
    /// The most rows of a block of A.
    pub mc: usize,
    /// The most columns of a block of B.
    pub nc: usize,
}

impl<T: Term> Kernels<T> {
    /// The number of rows of a full tile.
    #[inline]
    pub const fn mr(&self) -> usize {
        self.micro.len() * self.lanes
    }

    /// The number of columns of a full tile.
    #[inline]
    pub const fn nr(&self) -> usize {
        self.micro[0].len() * self.column_step
    }
}
