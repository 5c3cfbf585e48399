//! Products of few rows and columns. B is read in place, and so is A if its columns are contiguous:
//! blocking would take longer than the product.
//!
//! 1. A tile has up to [`VECTORS`] registers of rows, of which the last may be partial, and exactly
//!    the columns that are left. So nothing is computed that C does not have.
//! 2. One call computes a [`Run`] of products, since a call takes as long as the smallest ones.
//! 3. Tiles have contiguous columns. Others are computed [apart](multiply_apart).
//! 4. Tiny products of a run are computed side by side (`across`).

use super::across::{Across, across};
use super::micro::Update;
use super::pack::{MARGIN, Role, pack};
use super::{Gemm, Kernels, Panel, Run, Term};
use crate::entry::entry_points;
use crate::isa::{Isa, MAX_FLOATS};
use crate::stored::Stored;
use crate::value::Value;
use crate::vector::Vector;
use core::mem::MaybeUninit;

/// The most rows and columns of a small product, and the most steps if A is packed.
pub const SMALL: usize = 64;

/// The most registers of rows of a tile, and the most columns: 16 sums keep the multipliers of all
/// CPUs busy. ISAs of as few registers have tiles of fewer sums.
const VECTORS: usize = 2;
const COLUMNS: usize = 8;

/// The kernels of small products.
#[derive(Clone, Copy, Debug)]
pub struct SmallKernels<T: Term> {
    /// Compute tiles; indexed by the number of registers of rows less one, then by the number of
    /// columns less one.
    tiles: [[TileKernel<T>; COLUMNS]; VECTORS],
    /// The most columns of a tile with as many registers of rows.
    columns: [usize; VECTORS],
    /// Computes a product of any strides.
    unusual: unsafe fn(&Kernels<T>, &Gemm<T>),
    /// Computes tiny products side by side.
    across: Across<T>,
}

/// A tile of a small product of matrices A and C with contiguous columns. It begins at these
/// addresses.
struct SmallTile<'a, T> {
    problem: &'a Gemm<T>,
    a: *const T,
    b: *const T,
    c: *mut T,
    rows: usize,
}

/// Computes a tile.
///
/// # Safety
/// The tile is part of a valid product, and has as many columns as this is compiled for, and more
/// rows than all registers of rows but one have. The CPU has the ISA that this is compiled for.
type TileKernel<T> = unsafe fn(&SmallTile<'_, T>);

impl<T: Term> SmallKernels<T> {
    /// The kernels of the ISA `S`, whose registers hold the sums of two by `columns` registers.
    pub(super) const fn of<S: Isa>(columns: usize) -> Self {
        SmallKernels {
            tiles: [tiles::<S, T, 1>(), tiles::<S, T, 2>()],
            columns: [COLUMNS, if columns < COLUMNS { columns } else { COLUMNS }],
            unusual: unusual::<S, T>,
            across: across::<S, T>,
        }
    }
}

/// The kernels of tiles with `V` registers of rows.
const fn tiles<S: Isa, T: Term, const V: usize>() -> [TileKernel<T>; COLUMNS] {
    [
        tile::<S, T, V, 1>,
        tile::<S, T, V, 2>,
        tile::<S, T, V, 3>,
        tile::<S, T, V, 4>,
        tile::<S, T, V, 5>,
        tile::<S, T, V, 6>,
        tile::<S, T, V, 7>,
        tile::<S, T, V, 8>,
    ]
}

impl<T: Term> Gemm<T> {
    /// Whether this is a small product.
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

/// Computes a run of small products.
///
/// # Safety
/// The run is [valid](Run#validity), its problems are [small](Gemm::is_small), and the CPU has the
/// ISA of the kernels.
#[inline]
pub unsafe fn small<T: Term>(kernels: &Kernels<T>, run: &Run<'_, T>) {
    let &Run { first, step: [a_step, b_step, c_step, addend_step], count } = run;
    let (mut a, mut b, mut c, mut epilogue) = (first.a, first.b, first.c, first.epilogue);
    let mut done = 0;
    if count >= kernels.lanes && first.is_tiny(kernels.lanes) {
        done = count / kernels.lanes * kernels.lanes;
        // SAFETY: the products are tiny, and as many as a multiple of the lanes.
        unsafe { (kernels.small.across)(&Run { count: done, ..*run }) };
        let after = |step: isize| step * done as isize;
        a.ptr = a.ptr.wrapping_offset(after(a_step));
        b.ptr = b.ptr.wrapping_offset(after(b_step));
        c.ptr = c.ptr.wrapping_offset(after(c_step));
    }
    for _ in done..count {
        // SAFETY: the problem is valid and small.
        unsafe {
            if a.row_stride == 1 && c.row_stride == 1 {
                multiply(kernels, first, [a.ptr, b.ptr], c.ptr);
            } else {
                (kernels.small.unusual)(kernels, &Gemm { a, b, c, ..*first });
            }
            if let Some(epilogue) = &mut epilogue {
                epilogue.finish(first.m, first.n, c);
                epilogue.move_by(addend_step);
            }
        }
        a.ptr = a.ptr.wrapping_offset(a_step);
        b.ptr = b.ptr.wrapping_offset(b_step);
        c.ptr = c.ptr.wrapping_offset(c_step);
    }
}

entry_points! {
    /// Computes a tile of `V` registers of rows and `N` columns.
    ///
    /// # Safety
    /// As for every [`TileKernel`].
    unsafe fn tile<S, T: Term; V, N>(tile: &SmallTile<'_, T>) = compute_tile;
}

/// Room for a panel of A.
#[repr(align(64))]
struct Packed<T>(MaybeUninit<([[T; VECTORS * MAX_FLOATS]; SMALL], [T; MARGIN])>);

/// Computes a small product of any strides. A is packed panel by panel unless its columns are
/// contiguous.
///
/// # Safety
/// As for [`small`].
unsafe fn unusual<S: Isa, T: Term>(kernels: &Kernels<T>, problem: &Gemm<T>) {
    const { assert!(SMALL <= T::KC) };
    let mut packed = Packed::<T>(MaybeUninit::uninit());
    let packed = (&raw mut packed.0).cast::<T>();
    let &Gemm { m, n, k, a, c, .. } = problem;
    let lanes = T::lanes::<S>();
    for i in (0..m).step_by(VECTORS * lanes) {
        let lines = (VECTORS * lanes).min(m - i);
        let mut part = problem.part(i..i + lines, 0..n);
        // SAFETY: A has these rows, and there is room for a register of each step; C has the part.
        unsafe {
            if a.row_stride != 1 {
                let width = lines.next_multiple_of(lanes);
                pack::<S, T>(&Panel {
                    source: part.a.ptr,
                    line_stride: a.row_stride,
                    k_stride: a.col_stride,
                    reading: a.reading,
                    lines,
                    readable: lines,
                    k,
                    packed,
                    width,
                    role: Role::Plain,
                    panels: 1,
                });
                (part.a.ptr, part.a.col_stride) = (packed, width as isize);
            }
            if c.row_stride == 1 {
                multiply(kernels, &part, [part.a.ptr, part.b.ptr], part.c.ptr);
            } else {
                multiply_apart(kernels, &part);
            }
        }
    }
}

/// Computes a part of as many rows as a tile has, some columns at a time, in memory of its own.
///
/// # Safety
/// As for [`unusual`]; the columns of A are contiguous.
unsafe fn multiply_apart<T: Term>(kernels: &Kernels<T>, problem: &Gemm<T>) {
    let &Gemm { m, n, .. } = problem;
    let mut room = [[T::ZERO; VECTORS * MAX_FLOATS]; COLUMNS];
    for j in (0..n).step_by(COLUMNS) {
        let mut part = problem.part(0..m, j..n.min(j + COLUMNS));
        let c = part.c;
        part.c.col_stride = (VECTORS * MAX_FLOATS) as isize;
        // SAFETY: C has these elements, which are initialised unless beta is 0.
        unsafe {
            if part.beta != T::ZERO {
                for (j, column) in room.iter_mut().take(part.n).enumerate() {
                    for (i, x) in column.iter_mut().take(m).enumerate() {
                        *x = c.from(i, j).ptr.read();
                    }
                }
            }
            part.c.ptr = room.as_mut_ptr().cast();
            multiply(kernels, &part, [part.a.ptr, part.b.ptr], part.c.ptr);
            for (j, column) in room.iter().take(part.n).enumerate() {
                for (i, &x) in column.iter().take(m).enumerate() {
                    c.from(i, j).ptr.write(x);
                }
            }
        }
    }
}

/// Computes a small product of matrices A and C with contiguous columns, tile by tile. The matrices
/// begin at these addresses.
///
/// # Safety
/// As for [`small`].
#[inline]
unsafe fn multiply<T: Term>(
    kernels: &Kernels<T>,
    problem: &Gemm<T>,
    [a, b]: [*const T; 2],
    c: *mut T,
) {
    let &Gemm { m, n, .. } = problem;
    let &Kernels { lanes, small: SmallKernels { ref tiles, ref columns, .. }, .. } = kernels;
    let (b_stride, c_stride) = (problem.b.col_stride, problem.c.col_stride);
    let mut tile = SmallTile { problem, a, b, c, rows: m };
    let last = usize::from(m > lanes);
    if m <= VECTORS * lanes && n <= columns[last] {
        // SAFETY: the problem is valid, and a single tile.
        return unsafe { tiles[last][(n - 1) % COLUMNS](&tile) };
    }
    let mut i = 0;
    while i < m {
        tile.rows = (VECTORS * lanes).min(m - i);
        let last = usize::from(tile.rows > lanes);
        let (tiles, most, mut j) = (&tiles[last], columns[last], 0);
        while j < n {
            // The last two tiles have about as many columns.
            let left = n - j;
            let cols = match left {
                _ if left <= most => left,
                _ if left < 2 * most => left.div_ceil(2),
                _ => most,
            };
            // SAFETY: the problem is valid, and has these rows and columns.
            unsafe { tiles[(cols - 1) % COLUMNS](&tile) };
            j += cols;
            tile.b = tile.b.wrapping_offset(cols as isize * b_stride);
            tile.c = tile.c.wrapping_offset(cols as isize * c_stride);
        }
        i += tile.rows;
        tile.a = a.wrapping_add(i);
        tile.b = b;
        tile.c = c.wrapping_add(i);
    }
}

/// See [`tile`].
///
/// # Safety
/// As for [`tile`].
#[inline(always)]
unsafe fn compute_tile<S: Isa, T: Term, const V: usize, const N: usize>(
    s: S,
    tile: &SmallTile<'_, T>,
) {
    let &SmallTile { problem, mut a, mut b, c, rows } = tile;
    let (a_stride, c_stride) = (problem.a.col_stride, problem.c.col_stride);
    let (row_stride, col_stride) = (problem.b.row_stride, problem.b.col_stride);
    let (lanes, zero) = (T::lanes::<S>(), Vector::splat(s, T::ZERO));
    let last = rows - (V - 1) * lanes;
    let mut sums = [[zero; V]; N];
    for _ in 0..problem.k {
        let mut x = [zero; V];
        // SAFETY: A has these rows and B these columns, and both have this step.
        unsafe {
            for (v, x) in x.iter_mut().enumerate() {
                let at = a.add(v * lanes);
                *x = if v + 1 < V || last == lanes {
                    T::load(s, at)
                } else {
                    T::load_partial(s, at, last, zero)
                };
            }
            for (j, sums) in sums.iter_mut().enumerate() {
                let y = Vector::splat(s, b.offset(j as isize * col_stride).read());
                for (sum, &x) in sums.iter_mut().zip(&x) {
                    *sum = T::mul_add(x, y, *sum);
                }
            }
        }
        a = a.wrapping_offset(a_stride);
        b = b.wrapping_offset(row_stride);
    }
    let update = Update::<S, T>::new(s, problem.alpha, problem.beta);
    for (j, sums) in sums.iter().enumerate() {
        let c = c.wrapping_offset(j as isize * c_stride);
        for (v, &sum) in sums.iter().enumerate() {
            // SAFETY: C has these rows of this column.
            unsafe {
                if v + 1 < V {
                    update.whole(s, c.add(v * lanes), sum);
                } else {
                    update.part(s, c.add(v * lanes), 1, last, sum);
                }
            }
        }
    }
}
