//! Folds of the results of an elementwise operation that go through registers: the operation and
//! the fold are compiled as one loop.

use super::{FoldUfunc, ReduceKernel};
use crate::kernel::Elements;
use crate::level::{Compiled, Level, PerLevel};
use core::marker::PhantomData;
use tightloop_array_core::Element;
use tightloop_kernels::isa::{Isa, Lanes};
use tightloop_kernels::loops::{ComputedFn, Inputs, fold_computed};
use tightloop_kernels::op::{BlockFold, Cost, Unary};
use tightloop_kernels::{ComputedAs, Streamed, Value};

/// A reduction of the catalogue whose loop can be compiled together with an operation, to fold its
/// results of type `T`.
///
/// # Safety
///
/// The loops of [`fold_kernel`](FoldUfunc::fold_kernel) are those of [`Blocks`](Self::Blocks) over
/// values [`Value`](Self::Value). If elements are [direct](Self::IS_DIRECT), they have the bytes of
/// these values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not reduce elements of type `{T}`",
    label = "no version for `{T}`",
    note = "its page lists the dtypes it has: convert with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub unsafe trait FusibleFold<T>: FoldUfunc<T> {
    /// What elements are computed as.
    type Value: Streamed;
    /// The fold whose loops these are.
    type Blocks: BlockFold<Self::Value>;
    /// Whether loops read elements as they are stored.
    const IS_DIRECT: bool;
}

/// The loop that computes the results of `M` on elements of types `In`, and folds them as `F` folds
/// elements of type `T`; none if results would have to be converted, or if memory in between costs
/// little beside the operation.
pub struct FusedKernel<M, In, F, T> {
    pub(super) entries: PerLevel<Option<ComputedFn>>,
    types: PhantomData<fn(&M, In, &F) -> T>,
}

impl<M, In, F: FusibleFold<T>, T> FusedKernel<M, In, F, T> {
    /// The loop of `M`, a function from `X` to `Y`.
    pub const fn of<X: Inputs, Y: Streamed>() -> Self
    where
        M: Unary<X, Y>,
        In: Elements<X>,
        T: ComputedAs<Y>,
    {
        const { assert!(size_of::<F::Blocks>() == 0) };
        Self { entries: PerLevel::of::<Fused<M, In, X, Y, F, T>>(), types: PhantomData }
    }
}

/// The loop of `M` and the fold `F`, compiled per level.
struct Fused<M, In, X, Y, F, T>(PhantomData<fn(M, In, X, F, T) -> Y>);

impl<M, In, X, Y, F, T> Fused<M, In, X, Y, F, T>
where
    M: Unary<X, Y>,
    In: Elements<X>,
    X: Inputs,
    Y: Streamed,
    F: FusibleFold<T>,
    T: ComputedAs<Y>,
{
    /// Whether there is a loop. It has some dozens of copies of the operation, and spares it two
    /// accesses to the first-level cache per register. Folds that end early take shorter pieces.
    const IS_COMPILED: bool = !matches!(M::COST, Cost::High)
        && In::TYPES.are_direct()
        && <T as ComputedAs<Y>>::IS_DIRECT
        && F::IS_DIRECT
        && Y::WIDEST == F::Value::WIDEST
        && !F::Blocks::ENDS;
}

impl<S: Isa, M, In, X, Y, F, T> Compiled<S, Option<ComputedFn>> for Fused<M, In, X, Y, F, T>
where
    M: Unary<X, Y>,
    In: Elements<X>,
    X: Inputs,
    Y: Streamed,
    F: FusibleFold<T>,
    T: ComputedAs<Y>,
{
    // Without registers, memory in between costs little.
    const ENTRY: Option<ComputedFn> = if Self::IS_COMPILED && <S as Lanes<u8>>::LANES > 1 {
        Some(fold_computed::<S, M, X, Y, F::Blocks, F::Value>)
    } else {
        None
    };
}

/// A fold of the results of the operation `M`, which have type `Y`.
pub struct MappedFold<'a, M, In, F, Y, U> {
    pub(super) kernel: &'a ReduceKernel<F, Y, U>,
    pub(super) op: &'a F,
    pub(super) fused: Option<&'a FusedKernel<M, In, F, Y>>,
}

impl<'a, M, In, F, Y, U> MappedFold<'a, M, In, F, Y, U> {
    /// The fold with the loops of `kernel`, of results in memory.
    pub fn new(kernel: &'a ReduceKernel<F, Y, U>, op: &'a F) -> Self {
        MappedFold { kernel, op, fused: None }
    }
}

impl<'a, M, In, F: FusibleFold<Y, Out = U>, Y: Element, U: Element> MappedFold<'a, M, In, F, Y, U> {
    /// The fold of the catalogue, of results in registers if they are computed from lines.
    pub fn fused(fused: &'a FusedKernel<M, In, F, Y>, op: &'a F) -> Self {
        MappedFold { kernel: F::fold_kernel(), op, fused: Some(fused) }
    }
}

impl<M, In, F, Y, U> MappedFold<'_, M, In, F, Y, U> {
    /// The loop at a level, if results need no memory.
    pub(super) fn entry(&self, level: Level) -> Option<ComputedFn> {
        self.fused.and_then(|fused| fused.entries.at(level))
    }
}
