//! Tables of compiled loops: what stands between a call that knows types and a machine that knows
//! addresses.

use crate::cast;
use crate::inlining::{self, Trial};
use crate::level::{Compiled, Level, PerLevel};
use core::any::type_name;
use core::marker::PhantomData;
use tightloop_array_core::{DType, Element};
use tightloop_kernels::isa::Isa;
use tightloop_kernels::loops::{self, CopyKernels, Inputs, MapFn, Outputs, Storage};
use tightloop_kernels::op::{Cost, OfPair, OfTriple, Unary};
use tightloop_kernels::{ComputedAs, Streamed};

/// What the elements of an operand are in memory, and what they are in the loop.
#[derive(Clone, Copy, Debug)]
pub struct OperandType {
    stored: DType,
    computed: DType,
    conversion: Conversion,
    /// Whether the loop looks at the elements.
    is_read: bool,
}

/// How elements get from memory to a loop, or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conversion {
    /// As they are.
    None,
    /// By a [conversion in one step](cast::one_step).
    As,
    /// To the `f32` that rounds to 16 bits [as the element does](cast::to_odd).
    ToOdd,
}

/// What copies elements at any strides, for every level.
pub(crate) static COPY: PerLevel<CopyKernels> = PerLevel::of::<Copies>();

/// See [`COPY`].
struct Copies;

impl<S: Isa> Compiled<S, CopyKernels> for Copies {
    const ENTRY: CopyKernels = CopyKernels::new::<S>();
}

impl OperandType {
    /// Elements of type `E`, computed as values `V`.
    pub(crate) const fn of<E: ComputedAs<V>, V: Streamed>() -> Self {
        let conversion = if E::IS_DIRECT { Conversion::None } else { Conversion::As };
        OperandType {
            stored: E::DTYPE,
            computed: <V::Memory as Element>::DTYPE,
            conversion,
            is_read: V::BYTES > 0,
        }
    }

    pub(crate) const fn new(stored: DType, computed: DType, conversion: Conversion) -> Self {
        OperandType { stored, computed, conversion, is_read: true }
    }

    /// Whether loops take the elements as they are.
    pub(crate) const fn is_direct(self) -> bool {
        matches!(self.conversion, Conversion::None)
    }

    /// The size of an element in memory, in bytes.
    #[inline(always)]
    pub(crate) const fn size(self) -> usize {
        self.stored.size()
    }

    /// An input at a level.
    #[inline]
    pub(crate) fn input(self, level: Level) -> Storage {
        self.storage(level, self.stored, self.computed)
    }

    /// An output at a level.
    #[inline]
    pub(crate) fn output(self, level: Level) -> Storage {
        self.storage(level, self.computed, self.stored)
    }

    #[inline]
    fn storage(self, level: Level, from: DType, to: DType) -> Storage {
        if self.is_direct() {
            let size = self.stored.size();
            return Storage {
                size,
                computed_size: size,
                convert: None,
                copy: COPY.get(level),
                is_read: self.is_read,
                is_streamed: false,
            };
        }
        self.converted_storage(level, from, to)
    }

    /// See [`storage`](Self::storage).
    #[inline(never)]
    fn converted_storage(self, level: Level, from: DType, to: DType) -> Storage {
        let convert = match self.conversion {
            Conversion::None => None,
            Conversion::As => Some(cast::one_step(from, to)),
            Conversion::ToOdd => Some(cast::to_odd(from)),
        };
        Storage {
            size: self.stored.size(),
            computed_size: self.computed.size(),
            convert: convert.map(|convert| convert.at(level)),
            copy: COPY.get(level),
            is_read: self.is_read,
            is_streamed: false,
        }
    }
}

/// Element types, as a tuple or an array, of operands that are computed as values `X`.
///
/// # Safety
///
/// [`TYPES`](Self::TYPES) are these, in order.
pub unsafe trait Elements<X>: 'static {
    /// What they are in memory, and in the loop.
    const TYPES: &'static [OperandType];
}

macro_rules! elements {
    ($(($($e:ident $x:ident),+) as $values:ty;)*) => {$(
        // SAFETY: each is listed.
        unsafe impl<$($x: Streamed, $e: ComputedAs<$x>),+> Elements<$values> for ($($e,)+) {
            const TYPES: &'static [OperandType] = &[$(OperandType::of::<$e, $x>()),+];
        }
    )*};
}
elements! {
    (E A) as A;
    (E A, F B) as (A, B);
    (E A, F B, G C) as (A, B, C);
}

// SAFETY: all are of one kind.
unsafe impl<A: Streamed, E: ComputedAs<A>, const N: usize> Elements<[A; N]> for [E; N] {
    const TYPES: &'static [OperandType] = &[OperandType::of::<E, A>(); N];
}

/// The loops of one operation on one set of types, for every level.
#[derive(Clone, Copy, Debug)]
pub struct MapTable {
    pub(crate) entries: PerLevel<MapFn>,
    pub(crate) inputs: &'static [OperandType],
    pub(crate) outputs: &'static [OperandType],
    /// Whether loops take all operands as they are.
    pub(crate) is_direct: bool,
    pub(crate) cost: Cost,
    /// The fewest elements that are worth a thread.
    pub(crate) grain: usize,
    /// The most elements of a call that is never cut for threads.
    pub(crate) max_uncut: usize,
}

/// The fewest elements that are worth a thread, by what each costs.
const fn grain(cost: Cost) -> usize {
    match cost {
        Cost::Low => 1 << 17,
        Cost::Medium => 1 << 15,
        Cost::High => 1 << 13,
    }
}

impl MapTable {
    /// # Safety
    /// The loops read what `inputs` are computed as, and write what `outputs` are computed as.
    pub(crate) const unsafe fn new(
        entries: PerLevel<MapFn>,
        inputs: &'static [OperandType],
        outputs: &'static [OperandType],
        cost: Cost,
    ) -> Self {
        Self {
            entries,
            inputs,
            outputs,
            is_direct: are_direct(inputs) && are_direct(outputs),
            cost,
            grain: grain(cost),
            max_uncut: 2 * grain(cost) - 1,
        }
    }

    /// The operand number `k`, inputs first, at a level; that of the last one for any beyond.
    pub(crate) fn storage(&self, k: usize, level: Level) -> Storage {
        match self.inputs.get(k) {
            Some(input) => input.input(level),
            None => self.outputs[(k - self.inputs.len()).min(self.outputs.len() - 1)].output(level),
        }
    }
}

const fn are_direct(types: &[OperandType]) -> bool {
    match types {
        [] => true,
        [first, rest @ ..] => first.is_direct() && are_direct(rest),
    }
}

/// The loops of the operation `Op` from elements of the types `In` to elements of the types `Out`,
/// both of them tuples or arrays.
///
/// The types are what makes it safe to run: only operands of these types are accepted. Kernels of
/// the catalogue are compiled in this package, once; [`Ufunc::kernel`] finds them. A kernel of a
/// user's own operation is compiled where it is named.
pub struct Kernel<Op, In, Out> {
    pub(crate) table: MapTable,
    /// For operations of users, in debug builds.
    trial: Option<Trial>,
    types: PhantomData<fn(&Op, In) -> Out>,
}

impl<Op, In, Out> Kernel<Op, In, Out> {
    /// The kernel of `Op` as a function of one value `X`, which may be an array of values.
    pub const fn unary<X: Inputs, Y: Outputs>() -> Self
    where
        Op: Unary<X, Y>,
        In: Elements<X>,
        Out: Elements<Y>,
    {
        Self::compiled::<Op, X, Y>()
    }

    /// The kernel of `Op` as a function of two values.
    pub const fn binary<A: Streamed, B: Streamed, Y: Outputs>() -> Self
    where
        OfPair<Op>: Unary<(A, B), Y>,
        In: Elements<(A, B)>,
        Out: Elements<Y>,
    {
        Self::compiled::<OfPair<Op>, (A, B), Y>()
    }

    /// The kernel of `Op` as a function of three values.
    pub const fn ternary<A: Streamed, B: Streamed, C: Streamed, Y: Outputs>() -> Self
    where
        OfTriple<Op>: Unary<(A, B, C), Y>,
        In: Elements<(A, B, C)>,
        Out: Elements<Y>,
    {
        Self::compiled::<OfTriple<Op>, (A, B, C), Y>()
    }

    /// The kernel of `F`, which is `Op` or a transparent wrapper of it.
    const fn compiled<F: Unary<X, Y>, X: Inputs, Y: Outputs>() -> Self
    where
        In: Elements<X>,
        Out: Elements<Y>,
    {
        // SAFETY: the loop of these values, and of the operation.
        let kernel = unsafe {
            Self::of_table(MapTable::new(
                PerLevel::of::<Map<F, X, Y>>(),
                In::TYPES,
                Out::TYPES,
                F::COST,
            ))
        };
        Self { trial: inlining::trial::<F, X, Y>(), ..kernel }
    }

    /// The same kernel, whose operation is known to be inlined.
    pub(crate) const fn known_inlined(self) -> Self {
        Self { trial: None, ..self }
    }

    /// Complains on standard error, once per operation, if `op` is not inlined. Only builds with
    /// `debug_assertions` look; they apply it to ones.
    #[inline(always)]
    pub fn check_inlining(&self, op: &Op) {
        if let Some(trial) = self.trial {
            let (kernel, operation) = (type_name::<Self>(), type_name::<Op>());
            // SAFETY: `compiled` has made the trial for `Op` or a transparent wrapper of it.
            unsafe { inlining::check(kernel, operation, trial, (&raw const *op).cast()) }
        }
    }

    /// The kernel of loops that have been compiled.
    ///
    /// # Safety
    /// They are those of `Op`, from elements of the types `In` to elements of the types `Out`.
    pub(crate) const unsafe fn of_table(table: MapTable) -> Self {
        Self { table, trial: None, types: PhantomData }
    }
}

/// The elementwise loop of one operation, to be compiled for each level.
struct Map<Op, X, Y>(PhantomData<fn(Op, X) -> Y>);

impl<S: Isa, Op: Unary<X, Y>, X: Inputs, Y: Outputs> Compiled<S, MapFn> for Map<Op, X, Y> {
    const ENTRY: MapFn = loops::map::<S, Op, X, Y>;
}

/// An operation of the catalogue on inputs of the types `In`: `(T,)`, `(T, U)` or `(T, U, V)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no version for operands of the dtypes `{In}`",
    label = "no version for `{In}`",
    note = "its page lists the dtypes it has; all operands of most functions have the same dtype: \
            convert with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub trait Ufunc<In>: Sized + 'static {
    /// The types of the results: `(T,)` or `(T, U)`.
    type Out;
    /// The name of the function.
    const NAME: &'static str;
    /// The compiled loops.
    fn kernel() -> &'static Kernel<Self, In, Self::Out>;
}
