//! Elementwise calls: operands are checked, the walk over them is planned, cut for threads, and
//! handed to a loop.

mod rows;

use crate::kernel::{Kernel, MapTable};
use crate::level::Level;
use crate::parallel::{self, Shared};
use core::array;
use core::mem::MaybeUninit;
use rows::Rows;
use tightloop_array_core::{
    Buffer, Element, Error, Layout, Plan, Result, Run, Shape, Stream, Strided, StridedRef,
    StridedRefMut, UninitBuffer, broadcast_shapes,
};
use tightloop_kernels::isa::Scalar;
use tightloop_kernels::loops::{CopyKernels, MAX_STREAMS, Storage, fits, map_tiled};
use tightloop_kernels::op::Cost;

/// One operand without its type: the address of its first element, the size of each, and how the
/// others lie.
#[derive(Clone, Copy)]
pub struct Raw<'a> {
    ptr: *mut u8,
    size: usize,
    form: Form,
    layout: &'a Layout,
    /// Whether the memory has just been allocated.
    is_new: bool,
}

/// What can be seen of a layout at a glance. Where a caller has a slice or a number, the compiler
/// sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// No axes: one element.
    Single,
    /// One axis of this length, its elements one after the other.
    Line(usize),
    /// Several axes, whose elements follow each other in C order: so many.
    Block(usize),
    /// Anything else.
    Other,
}

impl Form {
    #[inline(always)]
    fn of(layout: &Layout) -> Self {
        match (layout.contiguous_len(), layout.ndim()) {
            (Some(_), 0) => Form::Single,
            (Some(len), 1) => Form::Line(len),
            (Some(len), _) => Form::Block(len),
            (None, _) => Form::Other,
        }
    }
}

impl<'a> Raw<'a> {
    #[inline(always)]
    fn new(ptr: *mut u8, size: usize, layout: &'a Layout) -> Self {
        Raw { ptr, size, form: Form::of(layout), layout, is_new: false }
    }

    #[inline(always)]
    fn input<T>(x: &'a StridedRef<'_, T>) -> Self {
        Raw::new(x.as_ptr().cast_mut().cast(), size_of::<T>(), x.layout())
    }

    #[inline(always)]
    fn output<T>(x: &'a mut StridedRefMut<'_, T>) -> Self {
        Raw::new(x.as_mut_ptr().cast(), size_of::<T>(), x.layout())
    }
}

/// What lends a view of elements of type `T` for the time of a call, so that no layout is copied.
pub trait Lend<T> {
    /// Calls `f` with the view.
    fn lend<R>(&self, f: impl FnOnce(StridedRef<'_, T>) -> R) -> R;
}

/// What lends a view through which elements of type `T` can be written.
pub trait LendMut<T> {
    /// Calls `f` with the view.
    fn lend_mut<R>(&mut self, f: impl FnOnce(StridedRefMut<'_, T>) -> R) -> R;
}

/// Views of the types `In`, as the inputs of a [`Kernel`].
///
/// # Safety
///
/// The operands that are handed over have these types, in this order.
pub unsafe trait Arguments<In> {
    /// Calls `f` with the operands.
    fn with_raw<R>(&self, f: impl FnOnce(&[Raw<'_>]) -> R) -> R;
}

/// Views of the types `Out`, as the outputs of a [`Kernel`].
///
/// # Safety
///
/// The operands that are handed over have these types, in this order, and nothing else may touch
/// their elements meanwhile.
pub unsafe trait Destinations<Out> {
    /// Calls `f` with the operands.
    fn with_raw<R>(&mut self, f: impl FnOnce(&[Raw<'_>]) -> R) -> R;
}

// SAFETY: the element type is that of the view.
unsafe impl<A: Element, X: Lend<A>> Arguments<(A,)> for (X,) {
    #[inline(always)]
    fn with_raw<R>(&self, f: impl FnOnce(&[Raw<'_>]) -> R) -> R {
        self.0.lend(|a| f(&[Raw::input(&a)]))
    }
}

// SAFETY: each element type is that of its view.
unsafe impl<A: Element, B: Element, X: Lend<A>, Y: Lend<B>> Arguments<(A, B)> for (X, Y) {
    #[inline(always)]
    fn with_raw<R>(&self, f: impl FnOnce(&[Raw<'_>]) -> R) -> R {
        self.0.lend(|a| self.1.lend(|b| f(&[Raw::input(&a), Raw::input(&b)])))
    }
}

// SAFETY: each element type is that of its view.
unsafe impl<A: Element, B: Element, C: Element, X: Lend<A>, Y: Lend<B>, Z: Lend<C>>
    Arguments<(A, B, C)> for (X, Y, Z)
{
    #[inline(always)]
    fn with_raw<R>(&self, f: impl FnOnce(&[Raw<'_>]) -> R) -> R {
        let (x, y, z) = self;
        x.lend(|a| y.lend(|b| z.lend(|c| f(&[Raw::input(&a), Raw::input(&b), Raw::input(&c)]))))
    }
}

// SAFETY: all are of one type.
unsafe impl<T: Element, const N: usize> Arguments<[T; N]> for [Strided<'_, T>; N] {
    #[inline(always)]
    fn with_raw<R>(&self, f: impl FnOnce(&[Raw<'_>]) -> R) -> R {
        f(&self.each_ref().map(Strided::by_ref).each_ref().map(Raw::input))
    }
}

// SAFETY: the view is borrowed exclusively.
unsafe impl<A: Element, X: LendMut<A>> Destinations<(A,)> for (X,) {
    #[inline(always)]
    fn with_raw<R>(&mut self, f: impl FnOnce(&[Raw<'_>]) -> R) -> R {
        self.0.lend_mut(|mut a| f(&[Raw::output(&mut a)]))
    }
}

// SAFETY: both views are borrowed exclusively.
unsafe impl<A: Element, B: Element, X: LendMut<A>, Y: LendMut<B>> Destinations<(A, B)> for (X, Y) {
    #[inline(always)]
    fn with_raw<R>(&mut self, f: impl FnOnce(&[Raw<'_>]) -> R) -> R {
        let (first, second) = (&mut self.0, &mut self.1);
        first.lend_mut(|mut a| {
            second.lend_mut(|mut b| f(&[Raw::output(&mut a), Raw::output(&mut b)]))
        })
    }
}

/// New memory for results of the types `Self`.
pub trait Results: Sized {
    /// One buffer for each type.
    type Buffers;

    /// Allocates `len` elements for each type, has `fill` write them all, and gives them out.
    ///
    /// # Errors
    /// Where the memory cannot be had, or `fill` fails.
    ///
    /// # Safety
    /// Where `fill` gives `Ok`, it has initialised `len` elements at each address.
    unsafe fn allocate(
        len: usize,
        fill: impl FnOnce(&[*mut u8]) -> Result<()>,
    ) -> Result<Self::Buffers>;
}

impl<A: Element> Results for (A,) {
    type Buffers = Buffer<A>;

    #[inline]
    unsafe fn allocate(
        len: usize,
        fill: impl FnOnce(&[*mut u8]) -> Result<()>,
    ) -> Result<Buffer<A>> {
        let mut a = UninitBuffer::<A>::new(len)?;
        fill(&[a.as_mut_ptr().cast()])?;
        // SAFETY: the caller's promise.
        Ok(unsafe { a.assume_init() })
    }
}

impl<A: Element, B: Element> Results for (A, B) {
    type Buffers = (Buffer<A>, Buffer<B>);

    #[inline]
    unsafe fn allocate(
        len: usize,
        fill: impl FnOnce(&[*mut u8]) -> Result<()>,
    ) -> Result<Self::Buffers> {
        let (mut a, mut b) = (UninitBuffer::<A>::new(len)?, UninitBuffer::<B>::new(len)?);
        fill(&[a.as_mut_ptr().cast(), b.as_mut_ptr().cast()])?;
        // SAFETY: the caller's promise.
        Ok(unsafe { (a.assume_init(), b.assume_init()) })
    }
}

/// Writes the results of `op` on `inputs`, broadcast to the outputs' shape, into `outputs`. `name`
/// is for errors.
///
/// # Errors
/// [`Error::Broadcast`] where the inputs do not broadcast against each other,
/// [`Error::OutputShape`] where they do, but not to the shape of an output. Nothing is written
/// then.
#[inline(always)]
pub fn map_into<Op: Send + Sync, In, Out>(
    name: &'static str,
    kernel: &Kernel<Op, In, Out>,
    op: &Op,
    inputs: &impl Arguments<In>,
    outputs: &mut impl Destinations<Out>,
) -> Result<()> {
    inputs.with_raw(|inputs| {
        outputs.with_raw(|outputs| {
            // SAFETY: the operands have the kernel's types, are views that were checked when they
            // were made, and borrowed, the outputs exclusively; the operation is the
            // kernel's, and may be used from any thread.
            unsafe {
                check_and_execute(name, &kernel.table, (&raw const *op).cast(), inputs, outputs)
            }
        })
    })
}

/// The results of `op` on `inputs`, broadcast against each other, in new memory in C order:
/// `layout` becomes how they lie.
///
/// # Errors
/// [`Error::Broadcast`] where the inputs do not broadcast against each other;
/// [`Error::SizeOverflow`] or [`Error::Allocation`] where the results do not fit into memory.
#[inline]
pub fn map_new<Op: Send + Sync, In, Out: Results>(
    name: &'static str,
    kernel: &Kernel<Op, In, Out>,
    op: &Op,
    inputs: &impl Arguments<In>,
    layout: &mut Layout,
) -> Result<Out::Buffers> {
    inputs.with_raw(|inputs| {
        match common_shape(inputs) {
            Some(shape) => layout.set_contiguous(shape)?,
            None => layout.set_contiguous(&shape_of(name, inputs)?)?,
        }
        let layout: &Layout = layout;
        // SAFETY: the loop writes every element of each output. The operands are as for `map_into`,
        // and the outputs new.
        unsafe {
            Out::allocate(layout.len(), |outputs| {
                let raw = |k: usize| Raw {
                    is_new: true,
                    ..Raw::new(outputs[k], kernel.table.outputs[k].size(), layout)
                };
                let op = (&raw const *op).cast();
                match outputs.len() {
                    1 => check_and_execute(name, &kernel.table, op, inputs, &[raw(0)]),
                    2 => check_and_execute(name, &kernel.table, op, inputs, &[raw(0), raw(1)]),
                    _ => unreachable!("kernels have one or two outputs"),
                }
            })
        }
    })
}

/// Replaces each element of `x` by the result of `op` on it and on the matching elements of
/// `others`.
///
/// # Errors
/// [`Error::OutputShape`] or [`Error::Broadcast`] where `others` do not broadcast to the shape of
/// `x`. Nothing is written then.
#[inline(always)]
pub fn map_assign<Op: Send + Sync, T: Element, In, Rest>(
    name: &'static str,
    kernel: &Kernel<Op, In, (T,)>,
    op: &Op,
    x: &mut impl LendMut<T>,
    others: &impl Arguments<Rest>,
) -> Result<()>
where
    (T,): Then<Rest, All = In>,
{
    let op = (&raw const *op).cast();
    let run = |x: Raw<'_>, inputs: &[Raw<'_>]| {
        // SAFETY: as for `map_into`. Input and output have the same type and are the same elements:
        // an operation in place.
        unsafe { check_and_execute(name, &kernel.table, op, inputs, &[x]) }
    };
    others.with_raw(|others| {
        x.lend_mut(|mut x| {
            let x = Raw::output(&mut x);
            match *others {
                [] => run(x, &[x]),
                [a] => run(x, &[x, a]),
                [a, b] => run(x, &[x, a, b]),
                _ => unreachable!("an operation in place has at most three inputs"),
            }
        })
    })
}

/// The types of `Self` followed by those of `Rest`.
///
/// # Safety
///
/// [`All`](Self::All) are just these, in this order.
pub unsafe trait Then<Rest> {
    /// All of them.
    type All;
}

// SAFETY: nothing follows.
unsafe impl<T> Then<()> for (T,) {
    type All = (T,);
}

// SAFETY: one follows.
unsafe impl<T, A> Then<(A,)> for (T,) {
    type All = (T, A);
}

// SAFETY: two follow.
unsafe impl<T, A, B> Then<(A, B)> for (T,) {
    type All = (T, A, B);
}

// SAFETY: there are none.
unsafe impl Arguments<()> for () {
    #[inline(always)]
    fn with_raw<R>(&self, f: impl FnOnce(&[Raw<'_>]) -> R) -> R {
        f(&[])
    }
}

/// The shape of the inputs, if all have the same.
fn common_shape<'a>(inputs: &[Raw<'a>]) -> Option<&'a [usize]> {
    let first = inputs[0].layout;
    inputs[1..].iter().all(|input| have_one_shape(input.layout, first)).then_some(first.shape())
}

/// The shape that the inputs broadcast to.
fn shape_of(name: &'static str, inputs: &[Raw<'_>]) -> Result<Shape> {
    let first = inputs[0].layout.shape();
    let mut shapes = [first; MAX_STREAMS];
    for (shape, input) in shapes.iter_mut().zip(inputs) {
        *shape = input.layout.shape();
    }
    broadcast_shapes(name, &shapes[..inputs.len()])
}

/// The length of the lines that all operands are, if they are, or blocks of one shape; inputs may
/// be of one element, too. Nothing is to be checked or planned then.
#[inline(always)]
fn lines(inputs: &[Raw<'_>], outputs: &[Raw<'_>]) -> Option<usize> {
    let Raw { form, layout, .. } = outputs[0];
    let (len, is_block) = match form {
        Form::Single => (1, false),
        Form::Line(len) => (len, false),
        Form::Block(len) => (len, true),
        Form::Other => return None,
    };
    let is_alike =
        |raw: &Raw<'_>| raw.form == form && (!is_block || have_one_shape(raw.layout, layout));
    let fit = inputs.iter().all(|input| input.form == Form::Single || is_alike(input))
        && outputs[1..].iter().all(is_alike);
    fit.then_some(len)
}

/// Whether two layouts have the same shape, of matrices at a glance.
#[inline(always)]
fn have_one_shape(a: &Layout, b: &Layout) -> bool {
    match (a.shape(), b.shape()) {
        (&[rows, columns], &[r, c]) => rows == r && columns == c,
        (a, b) => equal(a, b),
    }
}

/// Whether the inputs broadcast to the shape of each output.
fn check_outputs(name: &'static str, inputs: &[Raw<'_>], outputs: &[Raw<'_>]) -> Result<()> {
    let shape = outputs[0].layout.shape();
    let fit = inputs.iter().all(|input| stretches_to(input.layout.shape(), shape))
        && outputs[1..].iter().all(|output| equal(output.layout.shape(), shape));
    if fit { Ok(()) } else { Err(misfit(name, inputs, outputs)) }
}

/// Whether lists that are short are equal. Compiled once, since what is compiled for each call
/// should be little.
#[inline(never)]
fn equal(a: &[usize], b: &[usize]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b)
}

/// Whether an array of the shape `from` broadcasts to the shape `to`.
fn stretches_to(from: &[usize], to: &[usize]) -> bool {
    from.len() <= to.len()
        && from.iter().rev().zip(to.iter().rev()).all(|(&from, &to)| from == to || from == 1)
}

/// What is wrong where [`check_outputs`] fails.
#[cold]
fn misfit(name: &'static str, inputs: &[Raw<'_>], outputs: &[Raw<'_>]) -> Error {
    match shape_of(name, inputs) {
        Ok(expected) => {
            let first = outputs[0].layout.shape();
            let is_wrong =
                |found: &[usize]| !stretches_to(&expected, found) || !equal(found, first);
            let wrong =
                outputs.iter().map(|output| output.layout.shape()).find(|found| is_wrong(found));
            Error::output_shape(name, &expected, wrong.unwrap_or(first))
        }
        Err(error) => error,
    }
}

/// The elements that a piece of work should at least have to be worth a thread, by what each costs.
const fn min_elements(cost: Cost) -> usize {
    match cost {
        Cost::Low => 1 << 17,
        Cost::Medium => 1 << 15,
        Cost::High => 1 << 13,
    }
}

/// Runs the loop of a table over operands, if they broadcast to the shape of each output.
///
/// # Errors
/// Those of [`map_into`].
///
/// # Safety
/// The operands have the element types of the table, one for each of its streams, and are valid for
/// reads (inputs) and writes (outputs) of all their elements. Outputs do not overlap themselves or
/// each other; an input may be an output, if both have the same layout and element size, and
/// overlaps none otherwise. `op` points to the table's operation, which is `Sync`.
#[inline(always)]
unsafe fn check_and_execute(
    name: &'static str,
    table: &MapTable,
    op: *const (),
    inputs: &[Raw<'_>],
    outputs: &[Raw<'_>],
) -> Result<()> {
    // SAFETY: the caller's promise; lines and blocks of one shape fit each other.
    unsafe {
        match lines(inputs, outputs) {
            Some(len) if len <= SHORT => {
                execute_lines(table, op, inputs, outputs, len);
                Ok(())
            }
            _ => check_and_plan(name, table, op, inputs, outputs),
        }
    }
}

/// See [`check_and_execute`]; what is left where a caller has no short lines.
#[inline(never)]
unsafe fn check_and_plan(
    name: &'static str,
    table: &MapTable,
    op: *const (),
    inputs: &[Raw<'_>],
    outputs: &[Raw<'_>],
) -> Result<()> {
    let mut streams = [Stream::NOWHERE; MAX_STREAMS];
    if let Some(Rows { len, rows, are_lines }) = Rows::of(inputs, outputs, SHORT, &mut streams) {
        let run = Run { len, rows, streams: &streams[..inputs.len() + outputs.len()] };
        // SAFETY: the caller's promise; the shapes fit each other.
        unsafe {
            if table.is_direct && are_lines {
                table.entries.at(Level::current())(op, &run);
            } else {
                execute_tiled(table, op, &run);
            }
        }
        return Ok(());
    }
    check_outputs(name, inputs, outputs)?;
    // SAFETY: the caller's promise; the shapes have been checked.
    unsafe { execute_planned(table, op, inputs, outputs) };
    Ok(())
}

/// The longest lines that are done at once: too few elements for threads, whatever they cost.
const SHORT: usize = 2 * min_elements(Cost::High) - 1;

/// See [`check_and_execute`]; short lines, which need no plan and are not cut. Inlined, so that
/// little is left to do where the caller has slices.
#[inline(always)]
unsafe fn execute_lines(
    table: &MapTable,
    op: *const (),
    inputs: &[Raw<'_>],
    outputs: &[Raw<'_>],
    len: usize,
) {
    let mut streams = [const { MaybeUninit::uninit() }; MAX_STREAMS];
    let operands = inputs.len() + outputs.len();
    for (stream, raw) in streams.iter_mut().zip(inputs.iter().chain(outputs)) {
        let stride = if raw.form == Form::Single { 0 } else { raw.size as isize };
        stream.write(Stream { ptr: raw.ptr, stride, row_stride: 0 });
    }
    // SAFETY: so many have been written.
    let streams =
        unsafe { core::slice::from_raw_parts(streams[..operands].as_ptr().cast(), operands) };
    let run = Run { len, rows: 1, streams };
    // SAFETY: the caller's promise.
    unsafe {
        if table.is_direct {
            table.entries.at(Level::current())(op, &run);
        } else {
            execute_tiled(table, op, &run);
        }
    }
}

/// See [`check_and_execute`]; a run that is not cut, of operands that the loop does not take as
/// they are.
#[inline(never)]
unsafe fn execute_tiled(table: &MapTable, op: *const (), run: &Run<'_>) {
    let level = Level::current();
    let storage: [Storage; MAX_STREAMS] = array::from_fn(|k| table.storage(k, level));
    // SAFETY: the caller's promise.
    unsafe { map_tiled(table.entries.at(level), op, run, &storage, table.inputs.len()) };
}

/// See [`check_and_execute`]; operands whose shapes have been checked.
#[inline(never)]
unsafe fn execute_planned(
    table: &MapTable,
    op: *const (),
    inputs: &[Raw<'_>],
    outputs: &[Raw<'_>],
) {
    // SAFETY: the caller's promise.
    unsafe {
        match inputs.len() + outputs.len() {
            2 => execute_streams::<2>(table, op, inputs, outputs),
            3 => execute_streams::<3>(table, op, inputs, outputs),
            4 => execute_streams::<4>(table, op, inputs, outputs),
            _ => execute_streams::<MAX_STREAMS>(table, op, inputs, outputs),
        }
    }
}

/// Outputs of so many bytes are written past the caches by operations that cost little.
const STREAMED: usize = 32 << 20;

/// See [`execute_planned`]; `N` is at least the number of operands. Where there are fewer, the last
/// one is planned again, and not handed on.
unsafe fn execute_streams<const N: usize>(
    table: &MapTable,
    op: *const (),
    inputs: &[Raw<'_>],
    outputs: &[Raw<'_>],
) {
    let (count, operands) = (inputs.len(), inputs.len() + outputs.len());
    let raw: [Raw<'_>; N] = array::from_fn(|k| {
        if k < count { inputs[k] } else { outputs[(k - count).min(outputs.len() - 1)] }
    });
    let level = Level::current();
    let kernel = table.entries.at(level);
    let mut storage: [Storage; N] = array::from_fn(|k| table.storage(k, level));
    let shape = outputs[0].layout.shape();
    let len = outputs[0].layout.len();
    let pieces = parallel::pieces(len, min_elements(table.cost));

    let is_in_place =
        outputs.iter().any(|output| inputs.iter().any(|input| input.ptr == output.ptr));
    if is_in_place && pieces > 1 {
        // Registers that gather have the elements between, too, and another thread may be writing
        // these.
        storage
            .iter_mut()
            .for_each(|storage| storage.copy = const { &CopyKernels::new::<Scalar>() });
    }
    // In place, lines are read anyway; and the kernel has just cleared new memory, whose lines are
    // in the caches.
    let is_cached = is_in_place || outputs[0].is_new;
    if !is_cached && table.cost == Cost::Low && len >= STREAMED / storage[count].size {
        storage[count..].iter_mut().for_each(|output| output.is_streamed = true);
    }

    // Lines in all but their shape need no plan either.
    let is_line = |raw: &Raw<'_>| raw.layout.is_contiguous() && equal(raw.layout.shape(), shape);
    if pieces == 1 && table.is_direct && !storage[count].is_streamed && raw.iter().all(is_line) {
        let streams: [Stream; N] = array::from_fn(|k| Stream {
            ptr: raw[k].ptr,
            stride: storage[k].size as isize,
            row_stride: 0,
        });
        // SAFETY: the caller's promise; contiguous operands of one shape are lines.
        unsafe { kernel(op, &Run { len, rows: 1, streams: &streams[..operands] }) };
        return;
    }

    let plan = Plan::new(shape, array::from_fn(|k| (raw[k].layout, storage[k].size)));
    // SAFETY: the caller's promise.
    let call = unsafe { Shared::new(raw.map(|raw| raw.ptr), op) };
    let split = plan.split(pieces, min_elements(table.cost), 64);
    parallel::for_each_piece(split.count(), |index| {
        split.piece(index).for_each_run(call.base(), |run| {
            let (run, storage) =
                (&Run { streams: &run.streams[..operands], ..*run }, &storage[..operands]);
            // SAFETY: the caller's promise, for the elements that the plan walks; pieces are
            // disjoint.
            unsafe {
                if fits(run, storage, count) {
                    kernel(call.op(), run);
                } else {
                    map_tiled(kernel, call.op(), run, storage, count);
                }
            }
        });
    });
}
