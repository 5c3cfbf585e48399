//! Products of few rows and columns. B is read in place, and so is A if its columns are contiguous:
//! blocking would take longer than the product.
//!
//! A tile is that of [`micro`](super::micro), but for a last register of rows that may be partial,
//! and exactly the columns that are left. So nothing is computed that C does not have.

use super::micro::Update;
use super::pack::{MARGIN, Role};
use super::{Gemm, Kernels, MicroKernel, Panel, Term, Tile};
use crate::entry::entry_points;
use crate::isa::{Isa, MAX_FLOATS};
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;
use core::mem::MaybeUninit;

/// The most rows and columns of a small product, and the most steps if A is packed.
pub const SMALL: usize = 64;

/// The most registers of rows of a tile, and the most columns: sums fill half of the registers of
/// most ISAs, which is enough to keep their multipliers busy.
pub(super) const VECTORS: usize = 2;
pub(super) const COLUMNS: usize = 8;

/// The micro-kernels of small products, indexed by the number of registers of rows less one, then
/// by the number of columns less one.
pub type SmallKernels<T> = [[MicroKernel<T>; COLUMNS]; VECTORS];

impl<T: Term> Gemm<T> {
    /// Whether [`small`] can compute the problem.
    #[inline]
    pub fn is_small(&self) -> bool {
        let most = if self.a.row_stride == 1 { T::KC } else { SMALL };
        let is_few = |len: usize, most: usize| len.wrapping_sub(1) < most;
        is_few(self.m, SMALL)
            && is_few(self.n, SMALL)
            && is_few(self.k, most)
            && self.alpha != T::ZERO
    }
}

/// Room for a panel of A.
#[repr(align(64))]
struct Packed<T>(MaybeUninit<([[T; VECTORS * MAX_FLOATS]; SMALL], [T; MARGIN])>);

/// Computes a small product.
///
/// # Safety
/// The problem is [valid](Gemm#validity) and [small](Gemm::is_small), and the CPU has the ISA of
/// the kernels.
#[inline]
pub unsafe fn small<T: Term>(kernels: &Kernels<T>, problem: &Gemm<T>) {
    // SAFETY: the problem is valid.
    unsafe {
        if problem.a.row_stride == 1 {
            multiply(kernels, problem);
        } else {
            pack_and_multiply(kernels, problem);
        }
        if let Some(epilogue) = problem.epilogue {
            epilogue.finish(problem.m, problem.n, problem.c);
        }
    }
}

/// Computes a small product for which A is packed, panel by panel.
///
/// # Safety
/// As for [`small`].
#[inline(never)]
unsafe fn pack_and_multiply<T: Term>(kernels: &Kernels<T>, problem: &Gemm<T>) {
    const { assert!(SMALL <= T::KC) };
    let mut packed = Packed::<T>(MaybeUninit::uninit());
    let packed = (&raw mut packed.0).cast::<T>();
    let &Gemm { m, n, k, a, .. } = problem;
    let width = VECTORS * kernels.lanes;
    for i in (0..m).step_by(width) {
        let lines = width.min(m - i);
        let (source, width) = (a.from(i, 0).ptr, lines.next_multiple_of(kernels.lanes));
        let (line_stride, k_stride, reading) = (a.row_stride, a.col_stride, a.reading);
        let role = Role::Plain;
        let panel = Panel {
            source,
            line_stride,
            k_stride,
            reading,
            lines,
            readable: lines,
            k,
            packed,
            width,
            role,
            panels: 1,
        };
        let mut part = problem.part(i..i + lines, 0..n);
        (part.a.ptr, part.a.row_stride, part.a.col_stride) = (packed, 1, width as isize);
        // SAFETY: A has these rows, and there is room for a register of each step; C has the part.
        unsafe {
            (kernels.pack)(&panel);
            multiply(kernels, &part);
        }
    }
}

/// Computes a small product of a matrix A with contiguous columns, tile by tile.
///
/// # Safety
/// As for [`small`].
#[inline]
unsafe fn multiply<T: Term>(kernels: &Kernels<T>, problem: &Gemm<T>) {
    let &Gemm { m, n, k, alpha, a, b, beta, c, .. } = problem;
    let mut tile = Tile {
        k,
        a: a.ptr,
        a_stride: a.col_stride,
        b: b.ptr,
        b_row_stride: b.row_stride,
        b_col_stride: b.col_stride,
        c: c.ptr,
        c_row_stride: c.row_stride,
        c_col_stride: c.col_stride,
        rows: m,
        cols: n,
        alpha,
        beta,
        is_flipped: false,
    };
    let (mut i, most) = (0, VECTORS * kernels.lanes);
    while i < m {
        tile.rows = most.min(m - i);
        tile.a = a.from(i, 0).ptr;
        let kernels = &kernels.small[usize::from(tile.rows > kernels.lanes)];
        let mut j = 0;
        while j < n {
            // The last two tiles have about as many columns.
            let left = n - j;
            tile.cols = match left {
                0..=COLUMNS => left,
                _ if left < 2 * COLUMNS => left.div_ceil(2),
                _ => COLUMNS,
            };
            tile.b = b.from(0, j).ptr;
            tile.c = c.from(i, j).ptr;
            // SAFETY: the problem is valid, and has these rows and columns.
            unsafe { kernels[(tile.cols - 1) % COLUMNS](&tile) };
            j += tile.cols;
        }
        i += most;
    }
}

entry_points! {
    /// The micro-kernel of `V` registers of rows, of which the last may be partial, and `N`
    /// columns.
    ///
    /// # Safety
    /// As for every [`MicroKernel`]; there are `N` columns, and more rows than `V - 1` registers
    /// have. A need not be padded.
    pub(super) unsafe fn small_tile<S, T: Term; V, N>(tile: &Tile<T>) = compute_tile;
}

/// See [`small_tile`].
///
/// # Safety
/// As for [`small_tile`].
#[inline(always)]
unsafe fn compute_tile<S: Isa, T: Term, const V: usize, const N: usize>(s: S, tile: &Tile<T>) {
    let (lanes, zero) = (T::lanes::<S>(), Vector::splat(s, T::ZERO));
    let (mut left, mut right) = (tile.a, tile.b);
    let last = tile.rows - (V - 1) * lanes;
    let mut sums = [[zero; V]; N];
    for _ in 0..tile.k {
        let mut x = [zero; V];
        // SAFETY: A has these rows and B these columns, and both have this step.
        unsafe {
            for (v, x) in x.iter_mut().enumerate() {
                let at = left.add(v * lanes);
                *x = if v + 1 < V || last == lanes {
                    T::load(s, at)
                } else {
                    T::load_partial(s, at, last, zero)
                };
            }
            for (j, sums) in sums.iter_mut().enumerate() {
                let y = Vector::splat(s, right.offset(j as isize * tile.b_col_stride).read());
                for (sum, &x) in sums.iter_mut().zip(&x) {
                    *sum = T::mul_add(x, y, *sum);
                }
            }
        }
        left = left.wrapping_offset(tile.a_stride);
        right = right.wrapping_offset(tile.b_row_stride);
    }
    let update = Update::<S, T>::new(s, tile.alpha, tile.beta);
    for (j, sums) in sums.iter().enumerate() {
        for (v, &sum) in sums.iter().enumerate() {
            let rows = if v + 1 < V { lanes } else { last };
            let row = (v * lanes) as isize * tile.c_row_stride;
            // SAFETY: C has these rows of this column.
            unsafe {
                let c = tile.c.offset(j as isize * tile.c_col_stride + row);
                update.part(s, c, tile.c_row_stride, rows, sum);
            }
        }
    }
}
