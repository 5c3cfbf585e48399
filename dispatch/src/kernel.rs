//! Tables of compiled loops: what stands between a call that knows types and a machine that knows addresses.

use crate::level::{Compiled, PerLevel};
use core::marker::PhantomData;
use tightloop_kernels::Value;
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::{self, Inputs, MapFn, Outputs};
use tightloop_kernels::op::{Cost, OfPair, OfTriple, Unary};

/// The loops of one operation on one set of types, for every level.
#[derive(Clone, Copy, Debug)]
pub struct MapTable {
    pub(crate) entries: PerLevel<MapFn>,
    /// The element sizes of the streams: inputs, then outputs.
    pub(crate) inputs: &'static [usize],
    pub(crate) outputs: &'static [usize],
    pub(crate) cost: Cost,
}

/// The loops of the operation `Op` from elements of the types `In` to elements of the types `Out`, both of them tuples or arrays.
///
/// The types are what makes it safe to run: only operands of these types are accepted. Kernels of the catalogue are compiled in this
/// package, once; [`Ufunc::kernel`] finds them. A kernel of a user's own operation is compiled where it is named.
pub struct Kernel<Op, In, Out> {
    pub(crate) table: MapTable,
    types: PhantomData<fn(&Op, In) -> Out>,
}

impl<Op, In, Out> Kernel<Op, In, Out> {
    /// The kernel of `Op` as a function of one value `X`, which may be an array of values.
    pub const fn unary<X: Value, Y: Value>() -> Self
    where
        Op: Unary<X, Y>,
        In: Inputs<X>,
        Out: Outputs<Y>,
    {
        Self::compiled::<Op, X, Y>()
    }

    /// The kernel of `Op` as a function of two values.
    pub const fn binary<A: Value, B: Value, Y: Value>() -> Self
    where
        OfPair<Op>: Unary<(A, B), Y>,
        In: Inputs<(A, B)>,
        Out: Outputs<Y>,
    {
        Self::compiled::<OfPair<Op>, (A, B), Y>()
    }

    /// The kernel of `Op` as a function of three values.
    pub const fn ternary<A: Value, B: Value, C: Value, Y: Value>() -> Self
    where
        OfTriple<Op>: Unary<(A, B, C), Y>,
        In: Inputs<(A, B, C)>,
        Out: Outputs<Y>,
    {
        Self::compiled::<OfTriple<Op>, (A, B, C), Y>()
    }

    /// The kernel of `F`, which is `Op` or a transparent wrapper of it.
    const fn compiled<F: Unary<X, Y>, X: Value, Y: Value>() -> Self
    where
        In: Inputs<X>,
        Out: Outputs<Y>,
    {
        let entries = PerLevel::of::<Map<F, X, Y, In, Out>>();
        let table = MapTable { entries, inputs: In::SIZES, outputs: Out::SIZES, cost: F::COST };
        // SAFETY: the loops of these types, and of the operation.
        unsafe { Self::of_table(table) }
    }

    /// The kernel of loops that have been compiled.
    ///
    /// # Safety
    /// They are those of `Op`, from elements of the types `In` to elements of the types `Out`.
    pub(crate) const unsafe fn of_table(table: MapTable) -> Self {
        Self { table, types: PhantomData }
    }
}

/// The elementwise loop of one operation, to be compiled for each level.
struct Map<Op, X, Y, In, Out>(PhantomData<fn(Op, X, In) -> (Y, Out)>);

impl<S: Isa, Op: Unary<X, Y>, X: Value, Y: Value, In: Inputs<X>, Out: Outputs<Y>> Compiled<S, MapFn>
    for Map<Op, X, Y, In, Out>
{
    const ENTRY: MapFn = loops::map::<S, Op, X, Y, In, Out>;
}

/// An operation of the catalogue on inputs of the types `In`: `(T,)`, `(T, U)` or `(T, U, V)`.
pub trait Ufunc<In>: Sized + 'static {
    /// The types of the results: `(T,)` or `(T, U)`.
    type Out;
    /// The name of the function.
    const NAME: &'static str;
    /// The compiled loops.
    fn kernel() -> &'static Kernel<Self, In, Self::Out>;
}
