//! Runs kernels written for the crate `pulp` at the current level, and on threads.

use crate::level::{Compiled, Level, PerLevel};
use crate::parallel::{both, pieces};
use core::marker::PhantomData;
use tightloop_array_core::{Error, Result};
use tightloop_kernels::Isa;

pub use tightloop_kernels::pulp::{Simd, WithSimd};

/// Runs a kernel at the [current level](Level::current), on this thread.
///
/// # Examples
///
/// ```
/// # use tightloop_dispatch as tightloop;
/// use tightloop::pulp::{Simd, WithSimd, with_simd};
/// use tightloop::{Level, with_level};
///
/// /// How many numbers a register has.
/// struct Lanes;
///
/// impl WithSimd for Lanes {
///     type Output = usize;
///
///     #[inline(always)]
///     fn with_simd<S: Simd>(self, _: S) -> usize {
///         S::F32_LANES
///     }
/// }
///
/// assert_eq!(with_level(Level::Scalar, || with_simd(Lanes))?, 1);
/// assert!(with_simd(Lanes) >= 1);
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
pub fn with_simd<K: WithSimd>(kernel: K) -> K::Output {
    let run = run_at::<K>(Level::current());
    // SAFETY: the CPU has the current level.
    unsafe { run(kernel) }
}

/// Cuts slices of equal length into chunks, runs a kernel on each at the
/// [current level](Level::current), and returns the kernels' results in the order of the chunks.
/// `kernel` makes the kernel of a chunk.
///
/// Every chunk has `len` elements, except the last, which may have fewer. Neither the chunks nor
/// the order of the results depend on the number of threads. Chunks run on the threads of rayon's
/// current pool, on at most as many as [`with_threads`](crate::with_threads) allows, so each should
/// have enough work, some ten thousand additions or more.
///
/// # Errors
///
/// [`Error::UnequalLengths`] if slices differ in length; [`Error::InvalidParameter`] if `len` is 0;
/// [`Error::Allocation`].
///
/// # Examples
///
/// ```
/// # use tightloop_dispatch as tightloop;
/// use tightloop::pulp::{Simd, WithSimd, with_simd_chunks};
///
/// /// `y = a * x + y`.
/// struct Axpy<'a>(f32, &'a [f32], &'a mut [f32]);
///
/// impl WithSimd for Axpy<'_> {
///     type Output = ();
///
///     #[inline(always)]
///     fn with_simd<S: Simd>(self, simd: S) {
///         let Axpy(a, x, y) = self;
///         let ((x, x_rest), (y, y_rest)) = (S::as_simd_f32s(x), S::as_mut_simd_f32s(y));
///         let factor = simd.splat_f32s(a);
///         for (y, &x) in y.iter_mut().zip(x) {
///             *y = simd.mul_add_f32s(factor, x, *y);
///         }
///         for (y, &x) in y_rest.iter_mut().zip(x_rest) {
///             *y = a.mul_add(x, *y);
///         }
///     }
/// }
///
/// let (x, mut y) = (vec![1.0; 100_000], vec![0.5; 100_000]);
/// with_simd_chunks((&x[..], &mut y[..]), 1 << 14, |(x, y)| Axpy(2.0, x, y))?;
/// assert!(y.iter().all(|&y| y == 2.5));
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
pub fn with_simd_chunks<A, K>(
    slices: A,
    len: usize,
    kernel: impl Fn(A) -> K + Sync,
) -> Result<Vec<K::Output>>
where
    A: Slices,
    K: WithSimd<Output: Send>,
{
    let (shortest, longest) = slices.lengths();
    if shortest != longest {
        return Err(Error::UnequalLengths { op: "with_simd_chunks", shortest, longest });
    }
    if len == 0 {
        return Err(Error::InvalidParameter {
            op: "with_simd_chunks",
            what: "chunks have no elements",
        });
    }
    let count = longest.div_ceil(len);
    let (mut places, mut results) = (room(count)?, room(count)?);
    places.resize_with(count, || None);
    let run = run_at::<K>(Level::current());
    // SAFETY: the CPU has the level that was current when the call began.
    let run_chunk = |chunk| unsafe { run(kernel(chunk)) };
    for_each_chunk(slices, len, &run_chunk, &mut places, pieces(count, 1));
    results.extend(places.into_iter().flatten());
    Ok(results)
}

/// Returns an empty `Vec` with capacity `count`.
fn room<T>(count: usize) -> Result<Vec<T>> {
    let mut vec = Vec::new();
    let refused = |_| Error::Allocation { bytes: count.saturating_mul(size_of::<T>()) };
    vec.try_reserve_exact(count).map_err(refused)?;
    Ok(vec)
}

/// Writes the result of `f` for each chunk into its place, in `pieces` pieces that run in parallel.
fn for_each_chunk<A: Slices, R: Send>(
    slices: A,
    len: usize,
    f: &(impl Fn(A) -> R + Sync),
    places: &mut [Option<R>],
    pieces: usize,
) {
    if pieces > 1 {
        let (before, after) = (pieces / 2, pieces - pieces / 2);
        // Pieces get equal numbers of chunks; the first ones get one more if chunks are left.
        let middle = places.len() / pieces * before + (places.len() % pieces).min(before);
        let (left, right) = slices.split_at(middle * len);
        let (left_places, right_places) = places.split_at_mut(middle);
        both(
            || for_each_chunk(left, len, f, left_places, before),
            || for_each_chunk(right, len, f, right_places, after),
        );
        return;
    }
    let mut rest = slices;
    for place in places {
        let end = len.min(rest.lengths().0);
        let (chunk, after) = rest.split_at(end);
        *place = Some(f(chunk));
        rest = after;
    }
}

/// The data that [`with_simd_chunks`] cuts: a shared or exclusive slice, or a tuple of up to six,
/// all cut at the same places.
pub trait Slices: Sized + Send {
    /// Returns the lengths of the shortest and the longest slice.
    fn lengths(&self) -> (usize, usize);

    /// Splits all slices after `middle` elements.
    ///
    /// # Panics
    ///
    /// If a slice has fewer.
    fn split_at(self, middle: usize) -> (Self, Self);
}

impl<T: Sync> Slices for &[T] {
    fn lengths(&self) -> (usize, usize) {
        (self.len(), self.len())
    }

    fn split_at(self, middle: usize) -> (Self, Self) {
        self.split_at(middle)
    }
}

impl<T: Send> Slices for &mut [T] {
    fn lengths(&self) -> (usize, usize) {
        (self.len(), self.len())
    }

    fn split_at(self, middle: usize) -> (Self, Self) {
        self.split_at_mut(middle)
    }
}

/// Implements [`Slices`] for each tuple listed.
macro_rules! tuples {
    ($(($($t:ident $left:ident $right:ident $n:tt),+))*) => {$(
        impl<$($t: Slices),+> Slices for ($($t,)+) {
            fn lengths(&self) -> (usize, usize) {
                let lengths = [$(self.$n.lengths()),+];
                lengths.into_iter().fold(lengths[0], |(a, b), (c, d)| (a.min(c), b.max(d)))
            }

            fn split_at(self, middle: usize) -> (Self, Self) {
                $(let ($left, $right) = self.$n.split_at(middle);)+
                (($($left,)+), ($($right,)+))
            }
        }
    )*};
}
tuples! {
    (A a z 0)
    (A a z 0, B b y 1)
    (A a z 0, B b y 1, C c x 2)
    (A a z 0, B b y 1, C c x 2, D d w 3)
    (A a z 0, B b y 1, C c x 2, D d w 3, E e v 4)
    (A a z 0, B b y 1, C c x 2, D d w 3, E e v 4, F f u 5)
}

/// The entry point of a kernel, compiled per level.
struct Entry<K>(PhantomData<K>);

impl<S: Isa, K: WithSimd> Compiled<S, unsafe fn(K) -> K::Output> for Entry<K> {
    const ENTRY: unsafe fn(K) -> K::Output = run::<S, K>;
}

/// Runs a kernel on the ISA `S`.
///
/// # Safety
/// The CPU has the ISA.
unsafe fn run<S: Isa, K: WithSimd>(kernel: K) -> K::Output {
    // SAFETY: the CPU has the ISA, by this function's contract.
    let isa = unsafe { S::new_unchecked() };
    isa.pulp().vectorize(kernel)
}

/// The function that runs kernels of type `K` at a level. Sound to call if the CPU has the level.
fn run_at<K: WithSimd>(level: Level) -> unsafe fn(K) -> K::Output {
    const { PerLevel::<unsafe fn(K) -> K::Output>::of::<Entry<K>>() }.at(level)
}
