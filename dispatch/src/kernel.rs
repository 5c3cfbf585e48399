//! Tables of compiled loops: the border between calls, which know types, and loops, which know
//! addresses.

use crate::cast;
use crate::inlining::{self, Trial};
use crate::level::{Compiled, Level, PerLevel};
use core::any::type_name;
use core::marker::PhantomData;
use core::ops::Deref;
use tightloop_array_core::{DType, Element, Layout, PromotesWith};
use tightloop_kernels::isa::{Isa, Scalar};
use tightloop_kernels::loops::{self, CopyKernels, Inputs, MAX_INPUTS, MapFn, Outputs, Storage};
use tightloop_kernels::op::{ByNumber, Cost, Domain, OfPair, OfTriple, Unary};
use tightloop_kernels::{ComputedAs, Lane, Streamed, Unread, Value};

/// The type of an operand's elements: as stored in memory, and as the loop computes with them.
#[derive(Clone, Copy, Debug)]
pub struct OperandType {
    stored: DType,
    computed: DType,
    conversion: Conversion,
    /// Whether the loop reads the elements.
    is_read: bool,
}

/// How elements get from memory to a loop, or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conversion {
    /// As they are.
    None,
    /// By the [conversion in one step](cast::one_step).
    As,
    /// To the `f32` that [rounds to 16 bits as the element does](cast::to_odd).
    ToOdd,
}

/// The loops that copy elements at any strides, per level.
static COPY: PerLevel<CopyKernels> = PerLevel::of::<Copies>();

/// The entries of [`COPY`].
struct Copies;

impl<S: Isa> Compiled<S, CopyKernels> for Copies {
    const ENTRY: CopyKernels = CopyKernels::new::<S>();
}

/// The loops that copy elements of this layout, at a level. Those of most levels also read the
/// elements in between.
#[inline]
pub(crate) fn copy_kernels(level: Level, layout: &Layout) -> &'static CopyKernels {
    if layout.is_interleaved() { ONE_BY_ONE } else { COPY.get(level) }
}

/// The loops that read nothing but the elements that they copy.
pub(crate) const ONE_BY_ONE: &CopyKernels = &CopyKernels::new::<Scalar>();

/// The types of the inputs or outputs of a loop.
#[derive(Clone, Copy, Debug)]
pub struct OperandTypes {
    types: [OperandType; MAX_INPUTS],
    len: usize,
}

impl OperandTypes {
    /// No operands.
    pub(crate) const NONE: Self =
        OperandTypes { types: [OperandType::of::<bool, Unread>(); MAX_INPUTS], len: 0 };

    pub(crate) const fn of(list: &[OperandType]) -> Self {
        Self::NONE.then(list)
    }

    /// These types, and then those of the list.
    const fn then(mut self, list: &[OperandType]) -> Self {
        self.types.split_at_mut(self.len).1.split_at_mut(list.len()).0.copy_from_slice(list);
        self.len += list.len();
        self
    }

    /// These types, and then the others.
    pub(crate) const fn and(self, others: Self) -> Self {
        self.then(others.types.split_at(others.len).0)
    }

    /// Whether loops take all of them as stored.
    pub(crate) const fn are_direct(&self) -> bool {
        let mut k = 0;
        while k < self.len {
            if !self.types[k].is_direct() {
                return false;
            }
            k += 1;
        }
        true
    }
}

impl Deref for OperandTypes {
    type Target = [OperandType];

    #[inline(always)]
    fn deref(&self) -> &[OperandType] {
        &self.types[..self.len]
    }
}

impl OperandType {
    /// The type of elements `E` that are computed as values `V`.
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

    /// The type of elements that are converted to what this type is computed as.
    fn converted_from(self, stored: DType) -> Self {
        if stored == self.stored {
            return self;
        }
        OperandType { stored, conversion: Conversion::As, ..self }
    }

    /// The type of elements that are converted to those of this type, in one step. Loops take them
    /// as stored.
    ///
    /// # Panics
    /// If loops do not.
    pub(crate) fn reached_from(self, stored: DType) -> Self {
        assert!(self.is_direct(), "a second conversion");
        OperandType { stored, computed: self.stored, conversion: Conversion::As, ..self }
    }

    /// Whether loops take the elements as stored, without conversion.
    pub(crate) const fn is_direct(self) -> bool {
        matches!(self.conversion, Conversion::None)
    }

    /// The type of the elements in memory.
    pub(crate) const fn stored(self) -> DType {
        self.stored
    }

    /// The type that the loop computes with.
    pub(crate) const fn computed(self) -> DType {
        self.computed
    }

    /// The size of an element as stored, in bytes.
    #[inline(always)]
    pub(crate) const fn size(self) -> usize {
        self.stored.size()
    }

    /// How a loop at `level` gets an input of this type.
    #[inline]
    pub(crate) fn input(self, level: Level) -> Storage {
        self.storage(level, COPY.get(level), self.stored, self.computed)
    }

    /// How a loop at `level` gets an input of this type and layout.
    #[inline]
    pub(crate) fn input_of(self, level: Level, layout: &Layout) -> Storage {
        self.storage(level, copy_kernels(level, layout), self.stored, self.computed)
    }

    /// How a loop at `level` delivers an output of this type.
    #[inline]
    pub(crate) fn output(self, level: Level) -> Storage {
        self.storage(level, COPY.get(level), self.computed, self.stored)
    }

    #[inline]
    fn storage(self, level: Level, copy: &'static CopyKernels, from: DType, to: DType) -> Storage {
        if self.is_direct() {
            let size = self.stored.size();
            return Storage {
                size,
                computed_size: size,
                convert: None,
                copy,
                is_read: self.is_read,
                is_streamed: false,
            };
        }
        self.converted_storage(level, copy, from, to)
    }

    /// The storage of a type that is converted. Rare, and so kept out of line.
    #[inline(never)]
    fn converted_storage(
        self,
        level: Level,
        copy: &'static CopyKernels,
        from: DType,
        to: DType,
    ) -> Storage {
        let convert = match self.conversion {
            Conversion::None => None,
            Conversion::As => Some(cast::one_step(from, to)),
            Conversion::ToOdd => Some(cast::to_odd(from)),
        };
        Storage {
            size: self.stored.size(),
            computed_size: self.computed.size(),
            convert: convert.map(|convert| convert.at(level)),
            copy,
            is_read: self.is_read,
            is_streamed: false,
        }
    }
}

/// The element types, a tuple or an array, of operands that are computed as values `X`.
///
/// # Safety
///
/// [`TYPES`](Self::TYPES) lists these types, in this order.
pub unsafe trait Elements<X>: 'static {
    /// Each type as stored, and as computed with.
    const TYPES: OperandTypes;
}

macro_rules! elements {
    ($(($($e:ident $x:ident),+) as $values:ty;)*) => {$(
        // SAFETY: `TYPES` has one entry per type of the tuple.
        unsafe impl<$($x: Streamed, $e: ComputedAs<$x>),+> Elements<$values> for ($($e,)+) {
            const TYPES: OperandTypes = OperandTypes::of(&[$(OperandType::of::<$e, $x>()),+]);
        }
    )*};
}
elements! {
    (E A) as A;
    (E A, F B) as (A, B);
    (E A, F B, G C) as (A, B, C);
}

// SAFETY: `TYPES` has `N` entries for the type of the array.
unsafe impl<A: Streamed, E: ComputedAs<A>, const N: usize> Elements<[A; N]> for [E; N] {
    const TYPES: OperandTypes = OperandTypes::of(&[OperandType::of::<E, A>(); N]);
}

/// The loops of one operation on one set of types, per level.
#[derive(Clone, Copy, Debug)]
pub struct MapTable {
    pub(crate) entries: PerLevel<MapFn>,
    pub(crate) inputs: OperandTypes,
    pub(crate) outputs: OperandTypes,
    /// Whether loops take all operands as stored.
    pub(crate) is_direct: bool,
    pub(crate) cost: Cost,
    /// Whether loops can write past the caches.
    pub(crate) streams: bool,
    /// The fewest elements that are worth a thread.
    pub(crate) grain: usize,
    /// The most elements of a call that is never cut for threads.
    pub(crate) max_uncut: usize,
    /// The operands that the operation is defined for.
    pub(crate) domain: Domain,
    /// How to compute it if the second operand is a single number.
    pub(crate) by_number: Option<&'static PreparedTable>,
}

/// The loops of an operation that is prepared for its second operand, a single number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PreparedTable {
    /// The loops of the prepared operation, on the first operand.
    pub(crate) table: MapTable,
    prepare: unsafe fn(*const u8, &mut dyn FnMut(*const ())),
}

/// A [`PreparedTable`] for elements of type `T`.
pub(crate) struct Prepared<T> {
    table: PreparedTable,
    types: PhantomData<fn(T) -> T>,
}

impl<T: Lane + Inputs + Outputs + ComputedAs<T>> Prepared<T> {
    /// The loops of `Op`.
    #[cfg_attr(test, expect(dead_code, reason = "unit tests have no tables"))]
    pub(crate) const fn of<Op: ByNumber<T>>() -> Self {
        let entries = PerLevel::of::<Map<Op::Prepared, T, T>>();
        let types = <(T,) as Elements<T>>::TYPES;
        // SAFETY: the loops read and write elements of type `T`.
        let table = unsafe { MapTable::new(entries, types, types, Op::Prepared::COST) };
        let table = MapTable { streams: <T as Outputs>::STREAMS, ..table };
        let prepare = prepare::<Op, T>;
        Self { table: PreparedTable { table, prepare }, types: PhantomData }
    }
}

/// Runs `run` with the address of `Op`, prepared for a number, unless it is not prepared for this
/// one.
///
/// # Safety
/// `number` is valid for reads of a `T`.
unsafe fn prepare<Op: ByNumber<T>, T: Value>(number: *const u8, run: &mut dyn FnMut(*const ())) {
    // SAFETY: by this function's contract.
    if let Some(op) = Op::prepare(unsafe { number.cast::<T>().read() }) {
        run((&raw const op).cast());
    }
}

impl PreparedTable {
    /// Runs `run` with the address of the operation prepared for a number, unless the operation is
    /// not prepared for this one.
    ///
    /// # Safety
    /// `number` is valid for reads of an element of the operation's type.
    pub(crate) unsafe fn prepared(&self, number: *const u8, run: &mut dyn FnMut(*const ())) {
        // SAFETY: by this function's contract.
        unsafe { (self.prepare)(number, run) }
    }
}

/// Cheap operations, and copies, write outputs of this many bytes and more past the caches, which
/// would not keep them.
pub(crate) const STREAMED: usize = 32 << 20;

/// The fewest elements that are worth a thread, by the cost of each. At AVX2, `exp`, whose cost is
/// high, takes some 3 microseconds for 1 << 13 `f32`, and 8 for as many `f64`.
pub(crate) const fn grain(cost: Cost) -> usize {
    match cost {
        Cost::Low => 1 << 17,
        Cost::Medium => 1 << 15,
        Cost::High => 1 << 13,
    }
}

impl MapTable {
    /// # Safety
    /// The loops read the types that `inputs` are computed as, and write the types that `outputs`
    /// are computed as.
    pub(crate) const unsafe fn new(
        entries: PerLevel<MapFn>,
        inputs: OperandTypes,
        outputs: OperandTypes,
        cost: Cost,
    ) -> Self {
        Self {
            entries,
            inputs,
            outputs,
            is_direct: inputs.are_direct() && outputs.are_direct(),
            cost,
            streams: false,
            grain: grain(cost),
            max_uncut: 2 * grain(cost) - 1,
            domain: Domain::All,
            by_number: None,
        }
    }

    /// The storage of operand `k`, inputs first, at a level. Beyond the last operand, that of the
    /// last one.
    pub(crate) fn storage(&self, k: usize, level: Level) -> Storage {
        match self.inputs.get(k) {
            Some(input) => input.input(level),
            None => self.outputs[(k - self.inputs.len()).min(self.outputs.len() - 1)].output(level),
        }
    }
}

/// The loops of the operation `Op` from elements of types `In` to elements of types `Out`, both
/// tuples or arrays.
///
/// The types make a kernel safe to run: it accepts operands of these types only. The kernels of the
/// catalogue are compiled once, in this package; [`Ufunc::kernel`] returns them. The kernel of a
/// user's own operation is compiled in the crate that names it.
pub struct Kernel<Op, In, Out> {
    pub(crate) table: MapTable,
    /// For operations of users, in debug builds.
    trial: Option<Trial>,
    types: PhantomData<fn(&Op, In) -> Out>,
}

impl<Op, In, Out> Kernel<Op, In, Out> {
    /// The kernel of `Op`, a function of one value `X`, which may be an array of values.
    ///
    /// A result that is never written does not compile:
    ///
    /// ```compile_fail
    /// use tightloop_dispatch::Kernel;
    /// use tightloop_kernels::{Isa, Unary, Unread, Vector};
    ///
    /// struct Nothing;
    ///
    /// impl Unary<u8, Unread> for Nothing {
    ///     #[inline(always)]
    ///     fn apply<S: Isa>(&self, x: Vector<S, u8>) -> S {
    ///         x.isa
    ///     }
    /// }
    ///
    /// const KERNEL: Kernel<Nothing, (u8,), (u8,)> = Kernel::unary::<u8, Unread>();
    /// # let _ = KERNEL;
    /// ```
    pub const fn unary<X: Inputs, Y: Outputs>() -> Self
    where
        Op: Unary<X, Y>,
        In: Elements<X>,
        Out: Elements<Y>,
    {
        Self::compiled::<Op, X, Y>()
    }

    /// The kernel of `Op`, a function of two values.
    pub const fn binary<A: Streamed, B: Streamed, Y: Outputs>() -> Self
    where
        OfPair<Op>: Unary<(A, B), Y>,
        In: Elements<(A, B)>,
        Out: Elements<Y>,
    {
        Self::compiled::<OfPair<Op>, (A, B), Y>()
    }

    /// The kernel of `Op`, a function of three values.
    pub const fn ternary<A: Streamed, B: Streamed, C: Streamed, Y: Outputs>() -> Self
    where
        OfTriple<Op>: Unary<(A, B, C), Y>,
        In: Elements<(A, B, C)>,
        Out: Elements<Y>,
    {
        Self::compiled::<OfTriple<Op>, (A, B, C), Y>()
    }

    /// The kernel of `F`: `Op`, or a `repr(transparent)` wrapper of it.
    const fn compiled<F: Unary<X, Y>, X: Inputs, Y: Outputs>() -> Self
    where
        In: Elements<X>,
        Out: Elements<Y>,
    {
        // Asserts that results are written.
        const { Y::SIZE };
        // SAFETY: the loops are of `F`, from values `X` to values `Y`, as which `In` and `Out` are
        // computed. A pointer to an `Op` is one to an `F`, which has the same layout.
        let kernel = unsafe {
            Self::of_table(MapTable::new(
                PerLevel::of::<Map<F, X, Y>>(),
                In::TYPES,
                Out::TYPES,
                F::COST,
            ))
        };
        let table = MapTable { domain: F::DOMAIN, streams: Y::STREAMS, ..kernel.table };
        Self { table, trial: inlining::trial::<F, X, Y>(), ..kernel }
    }

    /// The same loops, for `Same`.
    ///
    /// # Safety
    /// `Same` is `Op`, or computes the same, and neither has fields.
    #[cfg_attr(test, expect(dead_code, reason = "unit tests have no tables"))]
    pub(crate) const unsafe fn of_same<Same>(self) -> Kernel<Same, In, Out> {
        Kernel { table: self.table, trial: None, types: PhantomData }
    }

    /// The same kernel, whose operation is known to be inlined.
    pub const fn known_inlined(self) -> Self {
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

    /// The kernel with the loops of `table`.
    ///
    /// # Safety
    /// The loops are of `Op`, from elements of types `In` to elements of types `Out`.
    pub(crate) const unsafe fn of_table(table: MapTable) -> Self {
        Self { table, trial: None, types: PhantomData }
    }
}

impl<Op, T: Element, Out> Kernel<Op, (T, T), Out> {
    /// Calls `f` with the kernel for operands of dtypes that are promoted to `T`: the same loops,
    /// whose operands are converted on the way.
    #[inline(always)]
    pub fn with_promoted<A: PromotesWith<B, To = T>, B: Element, R>(
        &self,
        f: impl FnOnce(&Kernel<Op, (A, B), Out>) -> R,
    ) -> R {
        if const { A::DTYPE as u8 == T::DTYPE as u8 && B::DTYPE as u8 == T::DTYPE as u8 } {
            // SAFETY: a dtype is one type, so `A` and `B` are `T`.
            return f(unsafe { &*(&raw const *self).cast() });
        }
        let [a, b, ..] = self.table.inputs.types;
        let inputs = OperandTypes::of(&[a.converted_from(A::DTYPE), b.converted_from(B::DTYPE)]);
        let table = MapTable { inputs, is_direct: false, by_number: None, ..self.table };
        // SAFETY: the loops are of `Op`, and read what `A` and `B` become.
        f(&unsafe { Kernel::of_table(table) })
    }
}

impl<Op, T> Kernel<Op, (T, T), (T,)> {
    /// The same kernel, but with other loops if the second operand is a single number. They must
    /// compute the same.
    #[cfg_attr(test, expect(dead_code, reason = "unit tests have no tables"))]
    pub(crate) const fn or_prepared(self, prepared: Option<&'static Prepared<T>>) -> Self {
        let by_number = match prepared {
            Some(prepared) => Some(&prepared.table),
            None => None,
        };
        Self { table: MapTable { by_number, ..self.table }, ..self }
    }
}

/// The elementwise loop of one operation, compiled per level.
struct Map<Op, X, Y>(PhantomData<fn(Op, X) -> Y>);

impl<S: Isa, Op: Unary<X, Y>, X: Inputs, Y: Outputs> Compiled<S, MapFn> for Map<Op, X, Y> {
    const ENTRY: MapFn = loops::map::<S, Op, X, Y>;
}

/// An operation of the catalogue on inputs of types `In`: `(T,)`, `(T, U)` or `(T, U, V)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no version for operands of the dtypes `{In}`",
    label = "no version for `{In}`",
    note = "its page lists the dtypes it has; all operands of most functions have the same dtype: \
            convert with `cast`, as in `cast::<f64, _>(&x)`"
)]
pub trait Ufunc<In>: Sized + 'static {
    /// The types of the results: `(T,)` or `(T, U)`.
    type Out;
    /// The function's name.
    const NAME: &'static str;
    /// Returns the compiled loops.
    fn kernel() -> &'static Kernel<Self, In, Self::Out>;
}
