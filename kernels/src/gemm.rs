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
//! where the first block writes `alpha * acc` if beta is 0, and `c[i, j] = beta * c[i, j]` if k is
//! 0 (both being 0: `c[i, j] = 0`). **This is the definition of the result to the last bit**: the
//! length of a block belongs to the element type ([`Term::KC`]), and everything below changes only
//! in which order *different* elements are computed.
//!
//! If m or n is 1, each element has 32 sums instead, which are added up in the end: that is a
//! matrix times a vector, see `matvec`.
//!
//! The method for the others is that of Goto and van de Geijn ("Anatomy of high-performance matrix
//! multiplication", 2008), in the five loops of BLIS:
//!
//! 1. `micro` computes a tile of C in registers: two vectors of rows by as many columns as there
//!    are registers for.
//! 2. `pack` copies blocks of A and B so that `micro` reads them from start to end. Panels at the
//!    edges are padded with zeros, so that there are few kinds of tiles; only what lies in C is
//!    written.
//! 3. `loops` cuts the problem so that what is used again soon is in a near cache: the inequalities
//!    are in `blocking`.
//! 4. Vectors lie along the columns of C. If C's rows are the contiguous ones, the transposed
//!    problem is computed.
//! 5. Where an operand is read so seldom that copying does not pay, it is read in place.
//! 6. For a few rows, columns and steps all this takes longer than the product: `small` does them
//!    at once.

mod blocking;
mod loops;
mod matvec;
mod micro;
mod pack;
mod problem;
mod small;

pub use blocking::Blocking;
pub use loops::{gemm, matvec};
pub use matvec::{CHAINS, MatVec};
pub use micro::{MicroKernel, Tile};
pub use pack::{PackPanel, Panel};
pub use problem::{Gemm, Matrix, MatrixMut};
pub use small::{SMALL, SmallKernel};

use crate::computed_as::Natural;
use crate::isa::Isa;
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;

/// The registers of a [`Term`].
pub type TermOn<S, T> = <<T as Natural>::Value as Value>::Of<S>;

/// An element type that matrices are multiplied in.
pub trait Term: Natural + Stored<<Self as Natural>::Value> {
    /// The number of steps along k after which sums are added to C. It is part of the definition of
    /// the result, and so the same on every CPU.
    const KC: usize;

    /// `a * b`.
    fn mul<S: Isa>(a: TermOn<S, Self>, b: TermOn<S, Self>) -> TermOn<S, Self>;

    /// `a + b`.
    fn add<S: Isa>(a: TermOn<S, Self>, b: TermOn<S, Self>) -> TermOn<S, Self>;

    /// `a * b + c`; floats are rounded once.
    fn mul_add<S: Isa>(
        a: TermOn<S, Self>,
        b: TermOn<S, Self>,
        c: TermOn<S, Self>,
    ) -> TermOn<S, Self>;
}

/// Lists the floats.
macro_rules! floats {
    ($($t:ident $kc:literal)*) => {$(
        impl Term for $t {
            const KC: usize = $kc;

            #[inline(always)]
            fn mul<S: Isa>(a: Vector<S, $t>, b: Vector<S, $t>) -> Vector<S, $t> {
                a * b
            }

            #[inline(always)]
            fn add<S: Isa>(a: Vector<S, $t>, b: Vector<S, $t>) -> Vector<S, $t> {
                a + b
            }

            #[inline(always)]
            fn mul_add<S: Isa>(a: Vector<S, $t>, b: Vector<S, $t>, c: Vector<S, $t>) -> Vector<S, $t> {
                a.mul_add(b, c)
            }
        }
    )*};
}
floats! { f32 256 f64 256 }

/// What is compiled for one ISA, and the sizes that go with it.
#[derive(Clone, Copy, Debug)]
pub struct Kernels<T> {
    /// The number of rows in a register.
    pub lanes: usize,
    /// By the number of vectors of rows, then by the number of
    /// [`column_step`](Self::column_step)s, both less one.
    pub micro: [[MicroKernel<T>; 3]; 2],
    /// Columns of a tile come in multiples of this.
    pub column_step: usize,
    /// Packs one panel.
    pub pack: PackPanel<T>,
    /// Computes a small product.
    pub small: SmallKernel<T>,
    /// Multiplies by a vector.
    pub matvec: MatVec<T>,
    /// Rows of a block of A.
    pub mc: usize,
    /// Columns of a block of B.
    pub nc: usize,
}

impl<T: Term> Kernels<T> {
    /// Rows of a full tile.
    #[inline]
    pub const fn mr(&self) -> usize {
        self.micro.len() * self.lanes
    }

    /// Columns of a full tile.
    #[inline]
    pub const fn nr(&self) -> usize {
        self.micro[0].len() * self.column_step
    }
}
