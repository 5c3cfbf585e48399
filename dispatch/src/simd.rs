//! Loops over slices: the user's own, or plain ones, at the current level and on this thread.

use crate::inlining::{self, Trial};
use crate::level::{Compiled, Level, PerLevel};
use core::any::type_name;
use core::marker::PhantomData;
use tightloop_array_core::{Error, Result};
use tightloop_kernels::isa::{Isa, Vectorize};
use tightloop_kernels::op::{Binary, OfPair, Unary};
use tightloop_kernels::stored::{load_or, store};
use tightloop_kernels::value::same_lanes;
use tightloop_kernels::{Natural, Streamed};

/// Code that [`run`] compiles for every level.
///
/// Its operands are its fields: slices, numbers, whatever it needs.
pub trait Kernel {
    /// The result.
    type Output;

    /// Runs the code, with the token of an instruction set, which vectors are made with.
    ///
    /// Must be `#[inline(always)]`, and so must every function that it calls with vectors: if not,
    /// it is compiled without the instruction set, and may take 38 times as long.
    fn run<S: Isa>(self, s: S) -> Self::Output;
}

/// Runs a kernel at the [current level](Level::current), on this thread.
///
/// # Examples
///
/// ```
/// # use tightloop_dispatch::simd;
/// # use tightloop_kernels::{Isa, Vector};
/// use simd::Kernel;
///
/// /// How many numbers a register has.
/// struct Lanes;
///
/// impl Kernel for Lanes {
///     type Output = usize;
///
///     #[inline(always)]
///     fn run<S: Isa>(self, _: S) -> usize {
///         Vector::<S, f32>::LANES
///     }
/// }
///
/// assert!([1, 4, 8, 16].contains(&simd::run(Lanes)));
/// ```
#[inline]
pub fn run<K: Kernel>(kernel: K) -> K::Output {
    let entry =
        const { PerLevel::<unsafe fn(K) -> K::Output>::of::<Entry<K>>() }.at(Level::current());
    // SAFETY: the CPU has the current level.
    unsafe { entry(kernel) }
}

/// The entry point of a kernel, compiled per level.
struct Entry<K>(PhantomData<K>);

impl<S: Isa, K: Kernel> Compiled<S, unsafe fn(K) -> K::Output> for Entry<K> {
    const ENTRY: unsafe fn(K) -> K::Output = run_on::<S, K>;
}

/// Runs a kernel on the ISA `S`.
///
/// # Safety
/// The CPU has the ISA.
unsafe fn run_on<S: Isa, K: Kernel>(kernel: K) -> K::Output {
    /// A kernel, as `kernels` calls it.
    struct Call<K>(K);

    impl<K: Kernel> Vectorize for Call<K> {
        type Output = K::Output;

        #[inline(always)]
        fn call<S: Isa>(self, s: S) -> K::Output {
            self.0.run(s)
        }
    }

    // SAFETY: the CPU has the ISA, by this function's contract.
    let s = unsafe { S::new_unchecked() };
    s.vectorize(Call(kernel))
}

/// Writes the results of `op` on the elements of `x` into `out`.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those that operations compute as themselves: all but 16-bit floats |
/// | **Shapes** | slices of one length |
/// | **NumPy** | `np.vectorize`, in compiled code |
///
/// # Errors
///
/// [`Error::UnequalLengths`] if the slices differ in length. Then nothing has been written.
///
/// # Examples
///
/// ```
/// # use tightloop_kernels::ops::Square;
/// # use tightloop_dispatch::simd;
/// let mut y = [0.0; 3];
/// simd::map_into(&[1.0f32, 2.0, 3.0], &mut y, &Square)?;
/// assert_eq!(y, [1.0, 4.0, 9.0]);
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
pub fn map_into<T, X, Y, Op>(x: &[T], out: &mut [Y::Memory], op: &Op) -> Result<()>
where
    T: Natural<Value = X>,
    X: Streamed<Memory = T>,
    Y: Streamed,
    Op: Unary<X, Y>,
{
    check_lengths("simd::map_into", &[x.len(), out.len()])?;
    // SAFETY: the trial is of `Op`.
    unsafe { check_inlining::<MapInto<'_, X, Y, Op>, _>(op, inlining::trial::<Op, X, Y>()) };
    run(MapInto { x, out, op });
    Ok(())
}

/// Writes the results of `op` on the elements of `a` and `b` into `out`.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those that operations compute as themselves: all but 16-bit floats |
/// | **Shapes** | slices of one length |
/// | **NumPy** | `np.vectorize`, in compiled code |
///
/// # Errors
///
/// [`Error::UnequalLengths`] if the slices differ in length. Then nothing has been written.
///
/// # Examples
///
/// ```
/// # use tightloop_kernels::ops::Hypot;
/// # use tightloop_dispatch::simd;
/// let mut y = [0.0; 2];
/// simd::map2_into(&[3.0f64, 5.0], &[4.0, 12.0], &mut y, &Hypot)?;
/// assert_eq!(y, [5.0, 13.0]);
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
pub fn map2_into<T, U, A, B, Y, Op>(a: &[T], b: &[U], out: &mut [Y::Memory], op: &Op) -> Result<()>
where
    T: Natural<Value = A>,
    U: Natural<Value = B>,
    A: Streamed<Memory = T>,
    B: Streamed<Memory = U>,
    Y: Streamed,
    Op: Binary<A, B, Y>,
{
    check_lengths("simd::map2_into", &[a.len(), b.len(), out.len()])?;
    let trial = inlining::trial::<OfPair<Op>, (A, B), Y>();
    // SAFETY: the trial is of a transparent wrapper of `Op`.
    unsafe { check_inlining::<Map2Into<'_, A, B, Y, Op>, _>(op, trial) };
    run(Map2Into { a, b, out, op });
    Ok(())
}

/// Replaces the elements of `x` by the results of `op` on them.
///
/// | | |
/// |:--|:--|
/// | **Dtypes** | those that operations compute as themselves: all but 16-bit floats |
/// | **Shapes** | any length |
/// | **NumPy** | `np.vectorize`, in compiled code |
///
/// # Examples
///
/// ```
/// # use tightloop_kernels::ops::Square;
/// # use tightloop_dispatch::simd;
/// let mut x = [1.0f32, 2.0, 3.0];
/// simd::map_assign(&mut x, &Square);
/// assert_eq!(x, [1.0, 4.0, 9.0]);
/// ```
pub fn map_assign<T, X, Op>(x: &mut [T], op: &Op)
where
    T: Natural<Value = X>,
    X: Streamed<Memory = T>,
    Op: Unary<X>,
{
    // SAFETY: the trial is of `Op`.
    unsafe { check_inlining::<MapAssign<'_, X, Op>, _>(op, inlining::trial::<Op, X, X>()) };
    run(MapAssign { x, op });
}

/// Returns an error unless all lengths are the same.
fn check_lengths(op: &'static str, lengths: &[usize]) -> Result<()> {
    let (mut shortest, mut longest) = (lengths[0], lengths[0]);
    for &len in lengths {
        (shortest, longest) = (shortest.min(len), longest.max(len));
    }
    if shortest == longest { Ok(()) } else { Err(Error::UnequalLengths { op, shortest, longest }) }
}

/// Complains on standard error, once per operation, if it is not inlined into the loop `K`: in
/// debug builds.
///
/// # Safety
/// The trial is of `Op`, or of a transparent wrapper of it.
#[inline(always)]
unsafe fn check_inlining<K, Op>(op: &Op, trial: Option<Trial>) {
    if let Some(trial) = trial {
        // SAFETY: `op` is valid for the trial, by this function's contract.
        unsafe {
            inlining::check(type_name::<K>(), type_name::<Op>(), trial, (&raw const *op).cast())
        }
    }
}

/// The loop of [`map_into`]. The slices have one length.
struct MapInto<'a, X: Streamed, Y: Streamed, Op> {
    x: &'a [X::Memory],
    out: &'a mut [Y::Memory],
    op: &'a Op,
}

impl<X: Streamed, Y: Streamed, Op: Unary<X, Y>> Kernel for MapInto<'_, X, Y, Op> {
    type Output = ();

    #[inline(always)]
    fn run<S: Isa>(self, s: S) {
        const { same_lanes::<X, Y>() };
        let (mut x, mut out) =
            (self.x.chunks_exact(X::lanes::<S>()), self.out.chunks_exact_mut(Y::lanes::<S>()));
        for (x, out) in x.by_ref().zip(out.by_ref()) {
            let x = load_or::<X, S>(s, x, X::ones(s));
            store::<Y, S>(s, self.op.apply::<S>(x), out);
        }
        if !x.remainder().is_empty() {
            let x = load_or::<X, S>(s, x.remainder(), X::ones(s));
            store::<Y, S>(s, self.op.apply::<S>(x), out.into_remainder());
        }
    }
}

/// The loop of [`map2_into`]. The slices have one length.
struct Map2Into<'a, A: Streamed, B: Streamed, Y: Streamed, Op> {
    a: &'a [A::Memory],
    b: &'a [B::Memory],
    out: &'a mut [Y::Memory],
    op: &'a Op,
}

impl<A: Streamed, B: Streamed, Y: Streamed, Op: Binary<A, B, Y>> Kernel
    for Map2Into<'_, A, B, Y, Op>
{
    type Output = ();

    #[inline(always)]
    fn run<S: Isa>(self, s: S) {
        const { same_lanes::<A, B>() };
        const { same_lanes::<A, Y>() };
        let (mut a, mut b, mut out) = (
            self.a.chunks_exact(A::lanes::<S>()),
            self.b.chunks_exact(B::lanes::<S>()),
            self.out.chunks_exact_mut(Y::lanes::<S>()),
        );
        for ((a, b), out) in a.by_ref().zip(b.by_ref()).zip(out.by_ref()) {
            let a = load_or::<A, S>(s, a, A::ones(s));
            let b = load_or::<B, S>(s, b, B::ones(s));
            store::<Y, S>(s, self.op.apply::<S>(a, b), out);
        }
        if !a.remainder().is_empty() {
            let a = load_or::<A, S>(s, a.remainder(), A::ones(s));
            let b = load_or::<B, S>(s, b.remainder(), B::ones(s));
            store::<Y, S>(s, self.op.apply::<S>(a, b), out.into_remainder());
        }
    }
}

/// The loop of [`map_assign`].
struct MapAssign<'a, X: Streamed, Op> {
    x: &'a mut [X::Memory],
    op: &'a Op,
}

impl<X: Streamed, Op: Unary<X>> Kernel for MapAssign<'_, X, Op> {
    type Output = ();

    #[inline(always)]
    fn run<S: Isa>(self, s: S) {
        let mut registers = self.x.chunks_exact_mut(X::lanes::<S>());
        for register in registers.by_ref() {
            let x = load_or::<X, S>(s, register, X::ones(s));
            store::<X, S>(s, self.op.apply::<S>(x), register);
        }
        let rest = registers.into_remainder();
        if !rest.is_empty() {
            let x = load_or::<X, S>(s, rest, X::ones(s));
            store::<X, S>(s, self.op.apply::<S>(x), rest);
        }
    }
}
