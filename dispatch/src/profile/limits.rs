//! What this machine can do at most.

use super::Totals;
use crate::copy::copy_into;
use crate::level::{Level, with_level};
use crate::parallel::{threads, with_threads};
use crate::simd::{self, Kernel};
use core::hint::black_box;
use std::sync::OnceLock;
use std::time::Instant;
use tightloop_array_core::{DType, Layout, StridedRef, StridedRefMut};
use tightloop_kernels::{Float, Isa, Vector};

/// What this machine can do at most: found by measuring for some 50 milliseconds, when it is first
/// asked for.
///
/// - Calls are compared with a loop that does nothing but read as many bytes, or copy them,
///   whichever is faster. The caches are nearer than memory, so that limits depend on the size of a
///   call. Functions such as `exp` compute more than they move, and cannot reach this limit.
/// - Products of matrices and vectors of `f32` and `f64`, also complex ones, are compared with a
///   loop that does nothing but multiply and add in registers.
///
/// Other programs on the machine, and clocks that rise and fall, make all of this approximate: it
/// says whether there is something to gain, not how many percent.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes per second of one thread, for calls of each of [`SIZES`].
    bytes: [f64; SIZES.len()],
    /// Bytes per second of all threads, from memory.
    bytes_of_all: f64,
    /// Operations per second of one thread, on `f32` and `f64`.
    operations: [f64; 2],
}

/// The sizes of calls that are measured, in bytes: within the first-level cache, the second, the
/// third, and in memory.
const SIZES: [usize; 4] = [1 << 14, 1 << 18, 1 << 22, 1 << 26];

impl Limits {
    /// Returns the limits of this machine, at its best level.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tightloop_dispatch as tightloop;
    /// use tightloop::profile::Limits;
    ///
    /// let limits = Limits::of_this_machine();
    /// println!("{:.1} GB/s from memory", limits.bytes_per_second(1 << 30, 1) / 1e9);
    /// ```
    pub fn of_this_machine() -> &'static Limits {
        static LIMITS: OnceLock<Limits> = OnceLock::new();
        LIMITS.get_or_init(|| {
            let best = Level::available().last().expect("there is the level scalar");
            with_level(best, Self::measure).expect("the level is available")
        })
    }

    /// Returns how many bytes per second calls can read and write together, if each reads and
    /// writes so many bytes on so many threads.
    pub fn bytes_per_second(&self, bytes: usize, threads: usize) -> f64 {
        let threads = threads.max(1);
        let each = bytes / threads;
        let size = SIZES.iter().position(|&size| each <= size).unwrap_or(SIZES.len() - 1);
        let all = self.bytes[size] * threads as f64;
        // Cores share the way to memory.
        if size == SIZES.len() - 1 { all.min(self.bytes_of_all) } else { all }
    }

    /// Returns how many multiplications and additions per second so many threads can do, if it is
    /// known for this type.
    pub fn operations_per_second(&self, dtype: DType, threads: usize) -> Option<f64> {
        let [single, double] = self.operations;
        let each = match dtype {
            DType::F32 | DType::C32 => single,
            DType::F64 | DType::C64 => double,
            _ => return None,
        };
        Some(each * threads.max(1) as f64)
    }

    /// Returns the share of the limit that calls have reached, about 0 to 1, if it is known.
    pub fn share(&self, totals: &Totals) -> Option<f64> {
        let seconds = totals.time.as_secs_f64();
        if totals.operations > 0 {
            let dtype = totals.latest.operands().next()?.dtype();
            let limit = self.operations_per_second(dtype, totals.threads)?;
            return Some(totals.operations as f64 / (seconds * limit));
        }
        let each = (totals.bytes / totals.calls.max(1)) as usize;
        Some(totals.bytes as f64 / (seconds * self.bytes_per_second(each, totals.threads)))
    }

    fn measure() -> Self {
        let largest = SIZES[SIZES.len() - 1];
        let (x, mut y) = (vec![1_u8; largest], vec![0_u8; largest / 2]);
        let bytes = SIZES.map(|size| {
            let read = best_rate(size, || {
                black_box(simd::run(Read { x: black_box(&x[..size]) }));
            });
            let (from, to) = (&x[..size / 2], &mut y[..size / 2]);
            read.max(best_rate(size, || to.copy_from_slice(black_box(from))))
        });
        let all = threads();
        let bytes_of_all = if all == 1 { bytes[SIZES.len() - 1] } else { copy_on(all, &x, &mut y) };
        let operations = [operations(0.5_f32), operations(0.5_f64)];
        Limits { bytes, bytes_of_all, operations }
    }
}

/// Measures copies on so many threads, in bytes per second.
fn copy_on(threads: usize, x: &[u8], y: &mut [u8]) -> f64 {
    let (from, bytes) = (&x[..y.len()], x.len());
    let layout = &Layout::contiguous(&[from.len()]).expect("it is that of a slice");
    let copy = || {
        let (from, to) = (StridedRef::new(from, layout), StridedRefMut::new(y, layout));
        copy_into("copy", from, to).expect("the lengths are equal");
    };
    with_threads(threads, || best_rate(bytes, copy))
}

/// Measures multiplications and additions of numbers, per second.
fn operations<T: Float>(start: T) -> f64 {
    let compute = || simd::run(Compute { start: black_box(start) });
    best_rate(compute(), || _ = black_box(compute()))
}

/// Returns how many units per second `f` does at best, if each run does so many.
fn best_rate(units: usize, mut f: impl FnMut()) -> f64 {
    /// As many runs as are needed to measure their time.
    const SHORTEST: f64 = 100e-6;
    const TURNS: usize = 5;
    let (mut runs, mut turns, mut best) = (1, 0, 0.0_f64);
    while turns < TURNS {
        let start = Instant::now();
        (0..runs).for_each(|_| f());
        let seconds = start.elapsed().as_secs_f64();
        if seconds < SHORTEST {
            runs *= 2;
            continue;
        }
        best = best.max((units * runs) as f64 / seconds);
        turns += 1;
    }
    best
}

/// Reads bytes, and does next to nothing with them.
struct Read<'a> {
    x: &'a [u8],
}

impl Kernel for Read<'_> {
    type Output = u8;

    #[inline(always)]
    fn run<S: Isa>(self, s: S) -> u8 {
        const CHAINS: usize = 8;
        let lanes = Vector::<S, u8>::LANES;
        let mut chains = [Vector::splat(s, 0_u8); CHAINS];
        for lines in self.x.chunks_exact(CHAINS * lanes) {
            for (chain, line) in chains.iter_mut().zip(lines.chunks_exact(lanes)) {
                *chain = *chain | Vector::from_slice(s, line);
            }
        }
        chains.into_iter().fold(0, |all, chain| all | chain.lane(0))
    }
}

/// Multiplies and adds in registers, and returns how often it has done so.
struct Compute<T> {
    start: T,
}

impl<T: Float> Kernel for Compute<T> {
    type Output = usize;

    #[inline(always)]
    fn run<S: Isa>(self, s: S) -> usize {
        // As many as hide the latency of two instructions per cycle, and fit into 16 registers with
        // their factor.
        const CHAINS: usize = 12;
        const STEPS: usize = 1000;
        let start = Vector::splat(s, self.start);
        let mut chains = [start; CHAINS];
        for _ in 0..STEPS {
            for chain in &mut chains {
                *chain = chain.mul_add(start, start);
            }
        }
        black_box(chains.into_iter().fold(start, |all, chain| all.max(chain)).lane(0));
        2 * STEPS * CHAINS * Vector::<S, T>::LANES
    }
}
