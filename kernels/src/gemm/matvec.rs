//! Products of a matrix and a vector: `y = alpha * A @ x + beta * y`. Each element of A is used
//! only once, so nothing is packed, and memory bandwidth is the limit.
//!
//! In its plain form:
//!
//! ```text
//! for i in 0..m {
//!     chains = [0; 32]
//!     for p in 0..k { chains[p % 32] = fma(a[i, p], x[p], chains[p % 32]) }
//!     for half in [16, 8, 4, 2, 1] {
//!         for l in 0..half { chains[l] = chains[l] + chains[l + half] }
//!     }
//!     y[i] = fma(alpha, chains[0], beta * y[i])
//! }
//! ```
//!
//! 1. If rows are contiguous, the chains of a row stay in registers: a register holds adjacent
//!    steps of one row. If columns are contiguous, a register holds one step of adjacent rows, and
//!    the chains of a block of rows stay in a near cache.
//! 2. In the first case, the chains of each row are added up until one register is left. Then, in
//!    both cases, the chains of a block of rows are in memory, chain `l` of adjacent rows side by
//!    side, and are added up for a register of rows at a time.

use super::micro::{Update, lanes};
use super::{Gemm, Matrix, SQUARE, Term};
use crate::computed_as::Natural;
use crate::entry::entry_points;
use crate::isa::baseline::transpose_square;
use crate::isa::{Isa, Scalar};
use crate::value::Value;

/// The number of partial sums of an element. It is part of the definition of the result, so it is
/// the same on every CPU.
pub const CHAINS: usize = 32;

/// The rows of a block, as the bytes of one column. A piece of a column of this length is read at
/// the speed of memory, and the chains of a block, 256 KB, fit into the second-level cache.
const BLOCK_BYTES: usize = 8192;

/// Computes a problem with one column, by [`CHAINS`] partial sums per element.
///
/// # Safety
/// - The problem is [valid](Gemm#validity), with `n` 1 and `k` not 0.
/// - The memory is valid for writes of
///   [`Kernels::matvec_workspace`](super::Kernels::matvec_workspace) elements, and does not overlap
///   the operands.
/// - The CPU has the ISA that the function is compiled for.
pub type MatVec<T> = unsafe fn(&Gemm<T>, *mut T);

/// The number of rows in a block.
const fn block_of<T>() -> usize {
    BLOCK_BYTES / size_of::<T>()
}

/// The number of elements of memory for the chains of a block of rows.
pub(super) fn space<T: Term>(rows: usize) -> usize {
    CHAINS * padded::<T>(rows.min(block_of::<T>()))
}

/// `rows`, rounded up to whole registers of any ISA, as the last register and square may reach past
/// the last row.
const fn padded<T: Term>(rows: usize) -> usize {
    rows.next_multiple_of(<T as Natural>::Value::WIDEST)
}

entry_points! {
    /// Computes `ROWS` rows at a time, with the chains of a row in `REGISTERS` registers.
    ///
    /// # Safety
    /// As for every [`MatVec`].
    pub(super) unsafe fn matvec<S, T: Term; REGISTERS, ROWS>(
        problem: &Gemm<T>,
        chains: *mut T,
    ) = matvec_by_blocks;
}

/// See [`matvec`].
///
/// # Safety
/// As for every [`MatVec`].
#[inline(always)]
unsafe fn matvec_by_blocks<S: Isa, T: Term, const REGISTERS: usize, const ROWS: usize>(
    s: S,
    problem: &Gemm<T>,
    chains: *mut T,
) {
    let Gemm { m, a, .. } = *problem;
    for i in (0..m).step_by(block_of::<T>()) {
        let problem = problem.part(i..m.min(i + block_of::<T>()), 0..1);
        let chains = Chains { start: chains, stride: padded::<T>(problem.m) };
        // SAFETY: the block is part of a valid problem, and there is memory for the chains of
        // its rows, padded.
        unsafe {
            if a.row_stride != 1 && a.col_stride == 1 {
                along_rows::<S, T, REGISTERS, ROWS>(s, &problem, chains);
                add_up(s, &problem, chains, chains_left::<S, T>());
            } else {
                along_columns(s, &problem, chains);
                add_up(s, &problem, chains, CHAINS);
            }
        }
    }
}

/// Chains in memory: chain `l` of row `i` is at `start + l * stride + i`. There is room for
/// `stride` rows.
#[derive(Clone, Copy)]
struct Chains<T> {
    start: *mut T,
    stride: usize,
}

/// The number of chains per row that are left before they are transposed: a register, and at least
/// the side of a square.
#[inline(always)]
fn chains_left<S: Isa, T: Term>() -> usize {
    lanes::<S, T>().max(SQUARE)
}

/// Computes the chains of contiguous rows: those of [`SQUARE`] rows at a time, then transposes
/// them.
///
/// # Safety
/// The problem is valid, its rows are contiguous, and there is memory for the chains of its rows,
/// padded.
#[inline(always)]
unsafe fn along_rows<S: Isa, T: Term, const REGISTERS: usize, const ROWS: usize>(
    s: S,
    problem: &Gemm<T>,
    chains: Chains<T>,
) {
    let &Gemm { m, k, a, b: x, .. } = problem;
    let whole = k / CHAINS * CHAINS;
    for i in (0..m).step_by(SQUARE) {
        // Rows past the end repeat the last one.
        let row = |r: usize| a.from((i + r).min(m - 1), 0).ptr;
        let mut square = [[T::ZERO; CHAINS]; SQUARE];
        for first in (0..SQUARE).step_by(ROWS) {
            let mut rows = [a.ptr; ROWS];
            for (r, ptr) in rows.iter_mut().enumerate() {
                *ptr = row(first + r);
            }
            // SAFETY: these rows and `x` have at least `whole` elements.
            unsafe {
                chains_of_rows::<S, T, REGISTERS, ROWS>(s, rows, x, whole, &mut square[first..])
            };
        }
        for (r, chains) in square.iter_mut().enumerate() {
            for (l, chain) in chains[..k - whole].iter_mut().enumerate() {
                // SAFETY: `whole + l < k`, so the row and `x` have this element.
                unsafe {
                    step(chain, row(r).add(whole + l).read(), x.from(whole + l, 0).ptr.read())
                };
            }
        }
        let left = chains_left::<S, T>();
        for chains in &mut square {
            halve::<S, T, REGISTERS>(s, chains, left);
        }
        for l in (0..left).step_by(SQUARE) {
            // SAFETY: `square` holds these chains of these rows, and there is memory for them.
            unsafe {
                let to = chains.start.add(l * chains.stride + i);
                transpose_square::<T, SQUARE>(
                    square.as_ptr().cast::<T>().add(l),
                    CHAINS as isize,
                    to,
                    chains.stride as isize,
                );
            }
        }
    }
}

/// Adds up the chains of a row, upper half onto lower half, until `left` are left: at least a
/// register.
#[inline(always)]
fn halve<S: Isa, T: Term, const REGISTERS: usize>(s: S, chains: &mut [T; CHAINS], left: usize) {
    let (lanes, start) = (lanes::<S, T>(), chains.as_mut_ptr());
    let mut registers = [T::splat(s, T::ZERO); REGISTERS];
    for (i, register) in registers.iter_mut().enumerate() {
        // SAFETY: `CHAINS` elements are `REGISTERS` registers, so `chains` has this one.
        *register = unsafe { T::load(s, start.add(i * lanes)) };
    }
    let mut half = CHAINS / 2;
    while half >= left {
        for i in 0..half / lanes {
            registers[i] = T::add::<S>(registers[i], registers[i + half / lanes]);
        }
        half /= 2;
    }
    for (i, &register) in registers[..left / lanes].iter().enumerate() {
        // SAFETY: as above.
        unsafe { T::store(s, start.add(i * lanes), register) };
    }
}

/// Computes the chains of `ROWS` rows, for a multiple of [`CHAINS`] steps.
///
/// # Safety
/// Each of the rows is valid for reads of `steps` elements, and `x` has as many.
#[inline(always)]
unsafe fn chains_of_rows<S: Isa, T: Term, const REGISTERS: usize, const ROWS: usize>(
    s: S,
    rows: [*const T; ROWS],
    x: Matrix<T>,
    steps: usize,
    sums: &mut [[T; CHAINS]],
) {
    let lanes = lanes::<S, T>();
    let mut registers = [[T::splat(s, T::ZERO); REGISTERS]; ROWS];
    let mut gathered = [T::ZERO; CHAINS];
    for p in (0..steps).step_by(CHAINS) {
        let mut from = x.from(p, 0).ptr;
        if x.row_stride != 1 {
            for (l, element) in gathered.iter_mut().enumerate() {
                // SAFETY: `p + l < steps`, so `x` has this element.
                *element = unsafe { x.from(p + l, 0).ptr.read() };
            }
            from = gathered.as_ptr();
        }
        for i in 0..REGISTERS {
            // SAFETY: `from` has `CHAINS` elements, which are `REGISTERS` registers.
            let right = unsafe { T::load(s, from.add(i * lanes)) };
            for (row, registers) in rows.iter().zip(&mut registers) {
                // SAFETY: the row has `CHAINS` elements from `p` on, too.
                let left = unsafe { T::load(s, row.add(p + i * lanes)) };
                registers[i] = T::mul_add::<S>(left, right, registers[i]);
            }
        }
    }
    for (sums, registers) in sums.iter_mut().zip(registers) {
        for (i, register) in registers.into_iter().enumerate() {
            // SAFETY: `CHAINS` elements are `REGISTERS` registers, so `sums` has this one.
            unsafe { T::store(s, sums.as_mut_ptr().add(i * lanes), register) };
        }
    }
}

/// Computes the chains step by step, for all rows of the block: if columns are contiguous, or
/// nothing is.
///
/// # Safety
/// The problem is valid, and there is memory for the chains of its rows, padded.
#[inline(always)]
unsafe fn along_columns<S: Isa, T: Term>(s: S, problem: &Gemm<T>, chains: Chains<T>) {
    let &Gemm { m, k, a, b: x, .. } = problem;
    let lanes = lanes::<S, T>();
    // SAFETY: there is memory for `CHAINS` chains of `stride` rows, and zero bytes are zeros.
    unsafe { chains.start.write_bytes(0, CHAINS * chains.stride) };
    for p in 0..k {
        let column = a.from(0, p);
        let chain = chains.start.wrapping_add(p % CHAINS * chains.stride);
        // SAFETY: `p < k`, so `x` has this element and A this column of `m` rows. The chain has
        // room for `m` rows and the rest of a register.
        unsafe {
            let x = x.from(p, 0).ptr.read();
            if column.row_stride != 1 {
                for i in 0..m {
                    step(&mut *chain.add(i), column.from(i, 0).ptr.read(), x);
                }
                continue;
            }
            let (right, mut i) = (T::splat(s, x), 0);
            while i + lanes <= m {
                let sum =
                    T::mul_add::<S>(T::load(s, column.ptr.add(i)), right, T::load(s, chain.add(i)));
                T::store(s, chain.add(i), sum);
                i += lanes;
            }
            if i < m {
                let left = T::load_partial(s, column.ptr.add(i), m - i, T::splat(s, T::ZERO));
                T::store(s, chain.add(i), T::mul_add::<S>(left, right, T::load(s, chain.add(i))));
            }
        }
    }
}

/// Adds `a * x` to a chain.
#[inline(always)]
fn step<T: Term>(chain: &mut T, a: T, x: T) {
    let s = Scalar::new();
    let sum = T::mul_add(T::splat(s, a), T::splat(s, x), T::splat(s, *chain));
    // SAFETY: a register of the scalar ISA is one element.
    unsafe { T::store(s, chain, sum) }
}

/// Adds up the `left` chains of each row, and updates C with the sums.
///
/// # Safety
/// The problem is valid, and `left` chains of its rows have been written. Those of the padding may
/// be anything.
#[inline(always)]
unsafe fn add_up<S: Isa, T: Term>(s: S, problem: &Gemm<T>, chains: Chains<T>, left: usize) {
    let &Gemm { m, c, .. } = problem;
    let lanes = lanes::<S, T>();
    let update = Update::<S, T>::new(s, problem.alpha, problem.beta);
    for i in (0..m).step_by(lanes) {
        let mut sums = [T::splat(s, T::ZERO); CHAINS];
        for (l, sum) in sums[..left].iter_mut().enumerate() {
            // SAFETY: `l < left`, and rows are padded to whole registers.
            *sum = unsafe { T::load(s, chains.start.add(l * chains.stride + i)) };
        }
        let mut half = left / 2;
        while half > 0 {
            for l in 0..half {
                sums[l] = T::add::<S>(sums[l], sums[l + half]);
            }
            half /= 2;
        }
        // SAFETY: C has `m - i` rows from `i` on.
        unsafe { update.part(s, c.from(i, 0).ptr, c.row_stride, lanes.min(m - i), sums[0]) };
    }
}
