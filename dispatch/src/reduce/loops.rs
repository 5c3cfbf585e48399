//! The loops of folds, compiled per level: their own, or those of others that do the same to
//! elements.

use crate::level::Compiled;
use core::marker::PhantomData;
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::FoldKernels;
use tightloop_kernels::op::BlockFold;
use tightloop_kernels::{Lane, Streamed};

/// The loops of `Op` over values `X`.
pub(super) struct Folds<Op, X>(PhantomData<fn(Op, X)>);

impl<S: Isa, Op: BlockFold<X, Out: Streamed>, X: Streamed> Compiled<S, FoldKernels>
    for Folds<Op, X>
{
    const ENTRY: FoldKernels = FoldKernels::new::<S, Op, X>();
}

/// Those of `Blocks`, whose results `Op` computes.
pub(super) struct Sharing<Op, Blocks, X>(PhantomData<fn(Op, Blocks, X)>);

impl<S: Isa, Op, Blocks, X: Streamed> Compiled<S, FoldKernels> for Sharing<Op, Blocks, X>
where
    Op: BlockFold<X, Acc = Blocks::Acc, Out: Streamed>,
    Blocks: BlockFold<X>,
{
    const ENTRY: FoldKernels = FoldKernels::sharing::<S, Op, Blocks, X>();
}

/// Those of `Blocks`, of which `Op` computes pairs.
pub(super) struct SharingForPairs<Op, Blocks, X>(PhantomData<fn(Op, Blocks, X)>);

impl<S: Isa, Op, Blocks, X: Lane> Compiled<S, FoldKernels> for SharingForPairs<Op, Blocks, X>
where
    Op: BlockFold<X, Acc = Blocks::Acc, Out = [X; 2]>,
    Blocks: BlockFold<X>,
{
    const ENTRY: FoldKernels = FoldKernels::sharing_for_pairs::<S, Op, Blocks, X>();
}

/// Those of `A` and `B`, whose results `Op` combines.
pub(super) struct OfBoth<Op, A, B, X>(PhantomData<fn(Op, A, B, X)>);

impl<S: Isa, Op, A, B, X: Lane> Compiled<S, FoldKernels> for OfBoth<Op, A, B, X>
where
    Op: BlockFold<X, Acc = [X; 2], Out: Streamed>,
    A: BlockFold<X, Acc = X>,
    B: BlockFold<X, Acc = X>,
{
    const ENTRY: FoldKernels = FoldKernels::of_both::<S, Op, A, B, X>();
}

/// Those of `A` and `B`, whose results are pairs.
pub(super) struct OfBothForPairs<Op, A, B, X>(PhantomData<fn(Op, A, B, X)>);

impl<S: Isa, Op, A, B, X: Lane> Compiled<S, FoldKernels> for OfBothForPairs<Op, A, B, X>
where
    Op: BlockFold<X, Acc = [X; 2], Out = [X; 2]>,
    A: BlockFold<X, Acc = X>,
    B: BlockFold<X, Acc = X>,
{
    const ENTRY: FoldKernels = FoldKernels::of_both_for_pairs::<S, Op, A, B, X>();
}
