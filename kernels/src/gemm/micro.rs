//! The micro-kernel: a tile of C, held in registers while k passes by.
//!
//! In its plain form it is
//!
//! ```text
//! for p in 0..k { for j in 0..columns { for i in 0..vectors {
//!     acc[j][i] = fma(a[p][i], b[p][j], acc[j][i])
//! } } }
//! for j in 0..columns { for i in 0..vectors {
//!     c[j][i] = fma(alpha, acc[j][i], beta * c[j][i])
//! } }
//! ```
//!
//! 1. It always computes a whole tile. A is padded, and columns past the end of B repeat its last
//!    column. Only elements that lie in C are written.
//! 2. C is prefetched column by column during the accumulation, so it is in cache by the
//!    write-back, and loads of A and B do not wait for all of it at once.
//! 3. It is compiled for each number of vectors and several numbers of columns, so little of the
//!    work is wasted at the edges.

use super::lines::{load_line, store_line};
use super::{Multiplier, Term};
use crate::entry::entry_points;
use crate::isa::Isa;
use crate::isa::baseline::{CACHE_LINE, prefetch, prefetch_for_write};
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;
use core::mem::MaybeUninit;

/// A tile of C, and the panels of A and B to compute it from. Distances are in elements.
///
/// # Validity
/// For a micro-kernel of `V` registers of rows and `N` columns:
/// - `a` points to `k` columns, `a_stride` apart, of `V` contiguous registers each, and to one more
///   if terms hold [`Bytes`](super::Bytes).
/// - `b` points to `k` rows of at least `cols` elements, `b_row_stride` and `b_col_stride` apart.
/// - `1 <= rows <= V * lanes`, `1 <= cols <= N`, and the `rows` by `cols` elements of `c` are valid
///   for reads and writes, and initialised unless `beta` is 0.
#[derive(Clone, Copy, Debug)]
pub struct Tile<T> {
    /// The number of steps along k.
    pub k: usize,
    /// A panel of A.
    pub a: *const T,
    /// The distance between its columns.
    pub a_stride: isize,
    /// A panel of B.
    pub b: *const T,
    /// The distance between its rows.
    pub b_row_stride: isize,
    /// The distance between its columns.
    pub b_col_stride: isize,
    /// The first element of the tile.
    pub c: *mut T,
    /// The distance between rows of C.
    pub c_row_stride: isize,
    /// The distance between columns of C.
    pub c_col_stride: isize,
    /// The number of rows that lie in C.
    pub rows: usize,
    /// The number of columns that lie in C.
    pub cols: usize,
    /// The factor of the sums.
    pub alpha: T,
    /// The factor of the old C. If it is 0, C is not read.
    pub beta: T,
    /// Whether B is flipped: see [`Bytes`](super::Bytes).
    pub is_flipped: bool,
}

/// Computes a tile.
///
/// # Safety
/// The tile is [valid](Tile#validity) for the kernel, and the CPU has the ISA and the instructions
/// that it is compiled for.
pub type MicroKernel<T> = unsafe fn(&Tile<T>);

/// The steps of A that are prefetched ahead. CPUs foresee neither the columns of an A that is read
/// in place nor all of a panel that comes from the second-level cache.
const AHEAD: isize = 16;

/// The fewest steps in between which columns of C are prefetched one by one.
const SHORT: usize = 64;

entry_points! {
    /// The micro-kernel of `VECTORS` registers of rows and `COLS` columns.
    ///
    /// # Safety
    /// As for every [`MicroKernel`].
    pub(super) unsafe fn micro<S, T: Term, M: Multiplier<T>; VECTORS, COLS>(
        tile: &Tile<T>,
    ) = compute_tile;
}

/// See [`micro`].
///
/// # Safety
/// As for [`micro`].
#[inline(always)]
unsafe fn compute_tile<
    S: Isa,
    T: Term,
    M: Multiplier<T>,
    const VECTORS: usize,
    const COLS: usize,
>(
    s: S,
    tile: &Tile<T>,
) {
    let lanes = T::lanes::<S>();
    // SAFETY: the tile is valid.
    let sums = unsafe { sums::<S, T, M, VECTORS, COLS>(s, tile) };
    let update = Update::<S, T>::new(s, tile.alpha, tile.beta);
    if tile.rows == VECTORS * lanes && tile.cols == COLS && tile.c_row_stride == 1 {
        // Products of integers take longer than all else that is done here.
        let is_sum = const { M::GROUP > 1 } && tile.alpha == T::ONE && tile.beta == T::ZERO;
        for (j, sums) in sums.into_iter().enumerate() {
            for (i, sum) in sums.into_iter().enumerate() {
                // SAFETY: the whole tile lies in C, and each column is contiguous.
                unsafe {
                    let c = tile.c.offset(j as isize * tile.c_col_stride).add(i * lanes);
                    if is_sum {
                        T::store(s, c, sum);
                    } else {
                        update.whole(s, c, sum);
                    }
                }
            }
        }
    } else {
        // Only memory can be indexed by variables, so this indexes a copy: the sums
        // themselves stay in registers.
        let mut copy = MaybeUninit::<[[Vector<S, T>; VECTORS]; COLS]>::uninit();
        copy.write(sums);
        let mut copy = copy.as_ptr().cast::<Vector<S, T>>();
        for j in 0..tile.cols {
            for i in 0..VECTORS {
                let rows = tile.rows.saturating_sub(i * lanes).min(lanes);
                // SAFETY: `copy` has a register per `j < COLS` and `i < VECTORS`. The `rows`
                // elements of this column lie in C.
                unsafe {
                    let c = tile.c.wrapping_offset(
                        j as isize * tile.c_col_stride + (i * lanes) as isize * tile.c_row_stride,
                    );
                    update.part(s, c, tile.c_row_stride, rows, copy.read());
                    copy = copy.add(1);
                }
            }
        }
    }
}

/// Returns the sums over one block of k. Columns past `tile.cols` repeat the last one.
///
/// # Safety
/// As for [`micro`].
#[inline(always)]
unsafe fn sums<S: Isa, T: Term, M: Multiplier<T>, const VECTORS: usize, const COLS: usize>(
    s: S,
    tile: &Tile<T>,
) -> [[Vector<S, T>; VECTORS]; COLS] {
    let zero = T::splat(s, T::ZERO);
    let mut sums = [[zero; VECTORS]; COLS];
    let mut column = [0; COLS];
    for (j, column) in column.iter_mut().enumerate() {
        *column = j.min(tile.cols - 1) as isize * tile.b_col_stride;
    }
    let (mut a, mut b, is_short) = (tile.a, tile.b, tile.k < SHORT);
    let prefetch_column = |j: usize| {
        for i in 0..VECTORS {
            let column = tile.c.wrapping_offset(j as isize * tile.c_col_stride);
            prefetch_for_write(column.wrapping_add(i * T::lanes::<S>()));
        }
    };
    if is_short {
        (0..COLS).for_each(prefetch_column);
    }
    // Each column is prefetched before as many steps; the rest of them comes last.
    let each = if is_short { 0 } else { tile.k / COLS };
    for j in if is_short { COLS } else { 0 }..=COLS {
        let steps = if j < COLS {
            prefetch_column(j);
            each
        } else {
            tile.k - each * COLS
        };
        for _ in 0..steps {
            let mut left = [zero; VECTORS];
            let ahead = a.wrapping_offset(AHEAD * tile.a_stride);
            for i in (0..VECTORS * T::lanes::<S>()).step_by(const { CACHE_LINE / size_of::<T>() }) {
                prefetch(ahead.wrapping_add(i));
            }
            for (i, left) in left.iter_mut().enumerate() {
                // SAFETY: the panel of A has `k` columns of `VECTORS` registers.
                *left = unsafe { T::load(s, a.add(i * T::lanes::<S>())) };
            }
            for (sums, &column) in sums.iter_mut().zip(&column) {
                // SAFETY: the panel of B has `k` rows, and `column` is the offset of one that it
                // has.
                let right = T::splat(s, unsafe { b.offset(column).read() });
                for (sum, &left) in sums.iter_mut().zip(&left) {
                    // SAFETY: the CPU has the instructions, by the contract of every kernel.
                    *sum = unsafe { M::mul_add(left, right, *sum) };
                }
            }
            a = a.wrapping_offset(tile.a_stride);
            b = b.wrapping_offset(tile.b_row_stride);
        }
    }
    if const { M::BYTES.is_some() } && tile.is_flipped {
        for i in 0..VECTORS {
            // SAFETY: the panel of A ends with another column.
            let missing = M::missing(unsafe { T::load(s, a.add(i * T::lanes::<S>())) });
            for sums in &mut sums {
                sums[i] = sums[i] + missing;
            }
        }
    }
    sums
}

/// `alpha * sum + beta * c`: how sums become elements of C.
pub(super) struct Update<S: Isa, T: Term> {
    alpha: Vector<S, T>,
    beta: Vector<S, T>,
    /// Whether beta is 0: then C is not read.
    overwrites: bool,
}

impl<S: Isa, T: Term> Update<S, T> {
    #[inline(always)]
    pub(super) fn new(s: S, alpha: T, beta: T) -> Self {
        Self { alpha: T::splat(s, alpha), beta: T::splat(s, beta), overwrites: beta == T::ZERO }
    }

    /// The new elements of C; the old ones do not matter if beta is 0.
    #[inline(always)]
    pub(super) fn apply(&self, sum: Vector<S, T>, c: Vector<S, T>) -> Vector<S, T> {
        if self.overwrites { self.alpha * sum } else { T::mul_add(self.alpha, sum, self.beta * c) }
    }

    /// Updates the contiguous elements of a register.
    ///
    /// # Safety
    /// `c` is valid for writes of a register; for reads, too, unless `beta` is 0.
    #[inline(always)]
    pub(super) unsafe fn whole(&self, s: S, c: *mut T, sum: Vector<S, T>) {
        // SAFETY: `c` is valid for a register, by this method's contract.
        unsafe {
            let new =
                if self.overwrites { self.alpha * sum } else { self.apply(sum, T::load(s, c)) };
            T::store(s, c, new);
        }
    }

    /// Updates `rows` elements, `stride` apart, stored as any type that is computed as terms.
    ///
    /// # Safety
    /// They are valid for writes; for reads, too, unless `beta` is 0. `rows` is at most the number
    /// of lanes.
    #[inline(always)]
    pub(super) unsafe fn part<E: Stored<T>>(
        &self,
        s: S,
        c: *mut E,
        stride: isize,
        rows: usize,
        sum: Vector<S, T>,
    ) {
        // SAFETY: `c` is valid for `rows` elements, by this method's contract.
        unsafe {
            let old = if self.overwrites {
                Vector::splat(s, T::ZERO)
            } else {
                load_line::<S, T, E>(s, c, stride, rows)
            };
            store_line::<S, T, E>(s, c, stride, rows, self.apply(sum, old));
        }
    }
}
