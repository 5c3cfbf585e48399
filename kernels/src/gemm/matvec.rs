//! Products of a matrix and a vector: `y = alpha * A @ x + beta * y`. Each element of A is used
//! once, so that nothing is packed; memory is the limit.
//!
//! In its plain form:
//!
//! ```text
//! for i in 0..m {
//!     chains = [0; 32]
//!     for p in 0..k { chains[p % 32] = fma(a[i, p], x[p], chains[p % 32]) }
//!     for half in [16, 8, 4, 2, 1] { for l in 0..half { chains[l] = chains[l] + chains[l + half] } }
//!     y[i] = fma(alpha, chains[0], beta * y[i])
//! }
//! ```
//!
//! 1. Chains lie in registers where rows are contiguous; a register then holds neighbouring steps
//!    of one row. Where columns are, it holds one step of neighbouring rows, and the chains of a
//!    block of rows are in a near cache.
//! 2. Rows' chains are added up until a register is left. Either way, the chains of a block of rows
//!    are then in memory, those of equal number side by side, to be added up a register of rows at
//!    a time.

use super::micro::{Update, lanes};
use super::{Gemm, Matrix, Term};
use crate::isa::baseline::transpose_square;
use crate::isa::{Isa, Scalar, Vectorize};

/// The number of partial sums of an element. It is part of the definition of the result, and so the
/// same on every CPU.
pub const CHAINS: usize = 32;

/// The rows of a block, in bytes: so long a piece of a contiguous column is read at the speed of
/// memory, and the chains of so many rows, 256 KB, are in the second-level cache.
const BLOCK_BYTES: usize = 8192;

/// Computes a problem with one column, in [`CHAINS`].
///
/// # Safety
/// The problem is [valid](Gemm#validity), with `n` 1 and `k` not 0. The memory is valid for writes
/// of [`Kernels::matvec_workspace`](super::Kernels::matvec_workspace) elements, which overlap none
/// of the problem's. The CPU has the ISA that it is compiled for.
pub type MatVec<T> = unsafe fn(&Gemm<T>, *mut T);

/// The number of rows in a block.
const fn block_of<T>() -> usize {
    BLOCK_BYTES / size_of::<T>()
}

/// The memory for the chains of a block of rows, in elements.
pub(super) fn space<T>(rows: usize) -> usize {
    CHAINS * padded::<T>(rows.min(block_of::<T>()))
}

/// Rows with as many more as registers and squares may reach over.
const fn padded<T>(rows: usize) -> usize {
    rows.next_multiple_of(64 / size_of::<T>())
}

/// With a row's chains in `REGISTERS`, for `ROWS` rows at a time.
///
/// # Safety
/// As for every [`MatVec`].
pub(super) unsafe fn matvec<S: Isa, T: Term, const REGISTERS: usize, const ROWS: usize>(
    problem: &Gemm<T>,
    chains: *mut T,
) {
    // SAFETY: the caller's promise.
    let s = unsafe { S::new_unchecked() };
    s.vectorize(Blocks::<T, REGISTERS, ROWS> { problem, chains });
}

struct Blocks<'a, T, const REGISTERS: usize, const ROWS: usize> {
    problem: &'a Gemm<T>,
    chains: *mut T,
}

impl<T: Term, const REGISTERS: usize, const ROWS: usize> Vectorize
    for Blocks<'_, T, REGISTERS, ROWS>
{
    type Output = ();

    #[inline(always)]
    fn call<S: Isa>(self, s: S) {
        let Gemm { m, a, .. } = *self.problem;
        for i in (0..m).step_by(block_of::<T>()) {
            let problem = self.problem.part(i..m.min(i + block_of::<T>()), 0..1);
            let chains = Chains { start: self.chains, stride: padded::<T>(problem.m) };
            // SAFETY: part of a valid problem (the promise made to `matvec`), with memory for the
            // chains of so many rows.
            unsafe {
                if a.row_stride != 1 && a.col_stride == 1 {
                    along_rows::<S, T, REGISTERS, ROWS>(s, &problem, chains);
                    add_up(s, &problem, chains, left_of_rows::<S, T>());
                } else {
                    along_columns(s, &problem, chains);
                    add_up(s, &problem, chains, CHAINS);
                }
            }
        }
    }
}

/// Where chains are: that of number `l` of row `i` at `start + l * stride + i`, up to `stride`
/// rows.
#[derive(Clone, Copy)]
struct Chains<T> {
    start: *mut T,
    stride: usize,
}

/// The number of chains to which those of a row are added up before they are turned: a register,
/// and no less than a square.
#[inline(always)]
fn left_of_rows<S: Isa, T: Term>() -> usize {
    lanes::<S, T>().max(4)
}

/// Rows are contiguous: four of them, then their chains are turned.
///
/// # Safety
/// The problem is valid, its rows contiguous, and there is memory for the chains of its rows,
/// padded.
#[inline(always)]
unsafe fn along_rows<S: Isa, T: Term, const REGISTERS: usize, const ROWS: usize>(
    s: S,
    problem: &Gemm<T>,
    chains: Chains<T>,
) {
    let &Gemm { m, k, a, b: x, .. } = problem;
    let whole = k / CHAINS * CHAINS;
    for i in (0..m).step_by(4) {
        // Rows beyond the last are the last again.
        let row = |r: usize| a.from((i + r).min(m - 1), 0).ptr;
        let mut four = [[T::ZERO; CHAINS]; 4];
        for first in (0..4).step_by(ROWS) {
            let mut rows = [a.ptr; ROWS];
            for (r, ptr) in rows.iter_mut().enumerate() {
                *ptr = row(first + r);
            }
            // SAFETY: these rows have `whole` elements, as has `x`; `four` has `ROWS` rows from
            // `first`.
            unsafe {
                chains_of_rows::<S, T, REGISTERS, ROWS>(s, rows, x, whole, &mut four[first..])
            };
        }
        for (r, chains) in four.iter_mut().enumerate() {
            for (l, chain) in chains[..k - whole].iter_mut().enumerate() {
                // SAFETY: `whole + l < k`.
                unsafe {
                    step(chain, row(r).add(whole + l).read(), x.from(whole + l, 0).ptr.read())
                };
            }
        }
        let left = left_of_rows::<S, T>();
        for chains in &mut four {
            halve::<S, T, REGISTERS>(s, chains, left);
        }
        for l in (0..left).step_by(4) {
            // SAFETY: four chains of four rows are in `four`, and there is memory for them.
            unsafe {
                let to = chains.start.add(l * chains.stride + i);
                transpose_square::<T, 4>(
                    four.as_ptr().cast::<T>().add(l),
                    CHAINS as isize,
                    to,
                    chains.stride as isize,
                );
            }
        }
    }
}

/// Adds up the chains of a row until so many are left, no fewer than a register holds.
#[inline(always)]
fn halve<S: Isa, T: Term, const REGISTERS: usize>(s: S, chains: &mut [T; CHAINS], left: usize) {
    let (lanes, start) = (lanes::<S, T>(), chains.as_mut_ptr());
    let mut registers = [T::splat(s, T::ZERO); REGISTERS];
    for (i, register) in registers.iter_mut().enumerate() {
        // SAFETY: `CHAINS` elements are `REGISTERS` registers.
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

/// The chains of some rows, for a multiple of [`CHAINS`] steps.
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
                // SAFETY: `p + l < steps`.
                *element = unsafe { x.from(p + l, 0).ptr.read() };
            }
            from = gathered.as_ptr();
        }
        for i in 0..REGISTERS {
            // SAFETY: there are `CHAINS` elements, `REGISTERS` registers, from here on.
            let right = unsafe { T::load(s, from.add(i * lanes)) };
            for (row, registers) in rows.iter().zip(&mut registers) {
                // SAFETY: as above.
                let left = unsafe { T::load(s, row.add(p + i * lanes)) };
                registers[i] = T::mul_add::<S>(left, right, registers[i]);
            }
        }
    }
    for (sums, registers) in sums.iter_mut().zip(registers) {
        for (i, register) in registers.into_iter().enumerate() {
            // SAFETY: `CHAINS` elements are `REGISTERS` registers.
            unsafe { T::store(s, sums.as_mut_ptr().add(i * lanes), register) };
        }
    }
}

/// Columns are contiguous, or nothing is: step by step, for all rows of the block.
///
/// # Safety
/// The problem is valid, and there is memory for the chains of its rows, padded.
#[inline(always)]
unsafe fn along_columns<S: Isa, T: Term>(s: S, problem: &Gemm<T>, chains: Chains<T>) {
    let &Gemm { m, k, a, b: x, .. } = problem;
    let lanes = lanes::<S, T>();
    // SAFETY: there is memory for so many chains; all-zero bytes are zeros.
    unsafe { chains.start.write_bytes(0, CHAINS * chains.stride) };
    for p in 0..k {
        let column = a.from(0, p);
        let chain = chains.start.wrapping_add(p % CHAINS * chains.stride);
        // SAFETY: `x` has a step `p`, A the column, of `m` rows, and there is memory for as many of
        // the chain and more.
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

/// One step of one chain.
#[inline(always)]
fn step<T: Term>(chain: &mut T, a: T, x: T) {
    let s = Scalar::new();
    let sum = T::mul_add(T::splat(s, a), T::splat(s, x), T::splat(s, *chain));
    // SAFETY: one element.
    unsafe { T::store(s, chain, sum) }
}

/// Adds up the chains that are left of each row, and updates C with the sums.
///
/// # Safety
/// The problem is valid, and so many chains of its rows are there; those of padding may be
/// anything.
#[inline(always)]
unsafe fn add_up<S: Isa, T: Term>(s: S, problem: &Gemm<T>, chains: Chains<T>, left: usize) {
    let &Gemm { m, c, .. } = problem;
    let lanes = lanes::<S, T>();
    let update = Update::<S, T>::new(s, problem.alpha, problem.beta);
    for i in (0..m).step_by(lanes) {
        let mut sums = [T::splat(s, T::ZERO); CHAINS];
        for (l, sum) in sums[..left].iter_mut().enumerate() {
            // SAFETY: rows are padded to registers.
            *sum = unsafe { T::load(s, chains.start.add(l * chains.stride + i)) };
        }
        let mut half = left / 2;
        while half > 0 {
            for l in 0..half {
                sums[l] = T::add::<S>(sums[l], sums[l + half]);
            }
            half /= 2;
        }
        // SAFETY: these rows are in C.
        unsafe { update.part(s, c.from(i, 0).ptr, c.row_stride, lanes.min(m - i), sums[0]) };
    }
}
