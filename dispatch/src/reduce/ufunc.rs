//! Reductions by the binary operations of the catalogue, and their results on the way. Those that
//! have a fold or a scan use it; all others use their elementwise loop. Nothing is compiled for
//! them.

use super::strips::Combined;
use super::{Operands, ReduceKernel, check_not_empty, grouped, in_sequence, reduce_into};
use crate::kernel::{Kernel, MapTable};
use crate::map::check_exponents;
use crate::parallel::RawCall;
use crate::profile::{self, Facts};
use crate::scan::{ScanKernel, scan_into};
use tightloop_array_core::{AxisSet, Element, Error, Result, StridedRef, StridedRefMut};
use tightloop_kernels::op::Domain;
use tightloop_kernels::ops::Select;

/// A binary operation of the catalogue that reduces elements of type `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not reduce elements of type `{T}`",
    label = "no version for `{T}`",
    note = "operations of two elements of a dtype that give one of the same dtype do, and \
            `LogicalAnd`, `LogicalOr` and `LogicalXor`: convert with `cast`, as in \
            `cast::<f64, _>(&x)`"
)]
pub trait ReduceUfunc<T>: Sized + 'static {
    /// The type of the results.
    type Out: Element;
    /// The function's name.
    const NAME: &'static str;
    /// Returns how elements are reduced.
    fn reduction() -> UfuncReduction<Self, T, Self::Out>;
}

/// A binary operation of the catalogue with results on the way of its reduction.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not reduce elements of type `{T}`",
    label = "no version for `{T}`",
    note = "operations of two elements of a dtype that give one of the same dtype do, and \
            `LogicalAnd`, `LogicalOr` and `LogicalXor`: convert with `cast`, as in \
            `cast::<f64, _>(&x)`"
)]
pub trait AccumulateUfunc<T>: Sized + 'static {
    /// The type of the results.
    type Out: Element;
    /// The function's name.
    const NAME: &'static str;
    /// Returns how elements are accumulated.
    fn accumulation() -> UfuncAccumulation<Self, T, Self::Out>;
}

/// A binary operation of the catalogue that reduces some elements of type `T`, and an initial
/// result.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not reduce some of the elements of type `{T}`",
    label = "no version for `{T}`",
    note = "operations do for which an element can be left out: `Add`, `Multiply`, extremes, \
            logical and bitwise ones, `Gcd`, `Lcm`, `Hypot`, `LogAddExp` and `LogAddExp2`"
)]
pub trait MaskedUfunc<T>: ReduceUfunc<T> {
    /// Returns what stands for an element that is left out. It changes nothing, at least beside
    /// `initial`.
    fn left_out(initial: Self::Out) -> T;
    /// Whether `initial` may change the reduction.
    fn matters(initial: Self::Out) -> bool;
    /// Returns the compiled loops that choose between two elements.
    fn select_kernel() -> &'static Kernel<Select, (bool, T, T), (T,)>;
    /// Returns the compiled loops that combine two results.
    fn merge_kernel() -> &'static Kernel<Self, (Self::Out, Self::Out), (Self::Out,)>;
}

/// How `Op` reduces elements of type `T` to results of type `U`.
pub struct UfuncReduction<Op: 'static, T: 'static, U: 'static>(Reduced<Op, T, U>);

enum Reduced<Op: 'static, T: 'static, U: 'static> {
    /// By compiled loops.
    Fold(&'static ReduceKernel<Op, T, U>),
    /// In a tree. There may be a reduction of no elements.
    Grouped(Loops<Op, T, U>, Option<U>),
    /// From the first element on.
    InSequence(Loops<Op, T, U>),
}

/// How `Op` gives the results on the way.
pub struct UfuncAccumulation<Op: 'static, T: 'static, U: 'static>(Accumulated<Op, T, U>);

enum Accumulated<Op: 'static, T: 'static, U: 'static> {
    /// By compiled loops.
    Scan(&'static ScanKernel<Op, T, U>),
    /// From the first element on.
    InSequence(Loops<Op, T, U>),
}

/// The elementwise loops of `Op`.
struct Loops<Op: 'static, T: 'static, U: 'static> {
    combine: &'static Kernel<Op, (U, U), (U,)>,
    /// What makes elements results, with a number as the second operand. Without it, `T` is `U`.
    start: Option<(&'static Kernel<Op, (T, T), (U,)>, T)>,
}

impl<Op, T> Loops<Op, T, T> {
    fn of(combine: &'static Kernel<Op, (T, T), (T,)>) -> Self {
        Loops { combine, start: None }
    }
}

impl<Op, T, U> UfuncReduction<Op, T, U> {
    /// By a fold.
    pub fn fold(kernel: &'static ReduceKernel<Op, T, U>) -> Self {
        UfuncReduction(Reduced::Fold(kernel))
    }

    /// Returns the fold, if that is how.
    pub fn as_fold(&self) -> Option<&'static ReduceKernel<Op, T, U>> {
        match self.0 {
            Reduced::Fold(kernel) => Some(kernel),
            _ => None,
        }
    }

    /// In a tree, after each element has become a result of the operation with `number`.
    pub fn grouped_results(
        combine: &'static Kernel<Op, (U, U), (U,)>,
        start: (&'static Kernel<Op, (T, T), (U,)>, T),
        identity: Option<U>,
    ) -> Self {
        UfuncReduction(Reduced::Grouped(Loops { combine, start: Some(start) }, identity))
    }
}

impl<Op, T> UfuncReduction<Op, T, T> {
    /// In a tree. `identity` is the reduction of no elements, if it is defined.
    pub fn grouped(kernel: &'static Kernel<Op, (T, T), (T,)>, identity: Option<T>) -> Self {
        UfuncReduction(Reduced::Grouped(Loops::of(kernel), identity))
    }

    /// From the first element on.
    pub fn in_sequence(kernel: &'static Kernel<Op, (T, T), (T,)>) -> Self {
        UfuncReduction(Reduced::InSequence(Loops::of(kernel)))
    }
}

impl<Op, T, U> UfuncAccumulation<Op, T, U> {
    /// By a scan.
    pub fn scan(kernel: &'static ScanKernel<Op, T, U>) -> Self {
        UfuncAccumulation(Accumulated::Scan(kernel))
    }

    /// From the first element on, after each has become a result of the operation with a number.
    pub fn in_sequence_of_results(
        combine: &'static Kernel<Op, (U, U), (U,)>,
        start: (&'static Kernel<Op, (T, T), (U,)>, T),
    ) -> Self {
        UfuncAccumulation(Accumulated::InSequence(Loops { combine, start: Some(start) }))
    }
}

impl<Op, T> UfuncAccumulation<Op, T, T> {
    /// From the first element on.
    pub fn in_sequence(kernel: &'static Kernel<Op, (T, T), (T,)>) -> Self {
        UfuncAccumulation(Accumulated::InSequence(Loops::of(kernel)))
    }
}

/// Writes the reduction of `x` over `axes` by `op` into `out`, which has the other axes, in their
/// order. `name` is for errors.
///
/// Along one axis, results depend on the values along it alone. Several axes are reduced in C
/// order, unless there is a fold, which takes them in the order of memory.
///
/// # Errors
/// [`Error::OutputShape`] if `out` has another shape; [`Error::EmptyReduction`] if results would be
/// reductions of no elements, which the operation does not define; [`Error::NegativeExponent`] if
/// the operation is not defined for an element; [`Error::Allocation`] as for [`reduce_into`].
/// Nothing is written then.
pub fn reduce_ufunc_into<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    reduction: &UfuncReduction<Op, T, U>,
    op: &Op,
    x: StridedRef<'_, T>,
    axes: AxisSet,
    out: StridedRefMut<'_, U>,
) -> Result<()> {
    reduce_from(name, reduction, op, x, axes, out, true)
}

/// Writes the reduction of a segment of an axis: as [`reduce_ufunc_into`], except that a single
/// element stays as it is, even if the operation has an identity.
///
/// # Errors
/// Those of [`reduce_ufunc_into`].
pub fn reduce_segment_into<Op: ReduceUfunc<T> + Send + Sync, T: Element>(
    op: &Op,
    x: StridedRef<'_, T>,
    axes: AxisSet,
    out: StridedRefMut<'_, Op::Out>,
) -> Result<()> {
    reduce_from(Op::NAME, &Op::reduction(), op, x, axes, out, false)
}

/// Reduces from the identity on, if there is one, or from the first element on.
///
/// # Errors
/// Those of [`reduce_ufunc_into`].
fn reduce_from<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    reduction: &UfuncReduction<Op, T, U>,
    op: &Op,
    x: StridedRef<'_, T>,
    axes: AxisSet,
    mut out: StridedRefMut<'_, U>,
    has_identity: bool,
) -> Result<()> {
    let (loops, is_grouped, identity) = match &reduction.0 {
        Reduced::Fold(kernel) => return reduce_into(name, kernel, op, x, axes, out),
        Reduced::Grouped(loops, identity) => (loops, true, identity.filter(|_| has_identity)),
        Reduced::InSequence(loops) => (loops, false, None),
    };
    if !axes.leave(x.shape(), out.shape()) {
        return Err(Error::output_shape(name, &axes.removed_from(x.shape()), out.shape()));
    }
    check_not_empty(name, x.layout(), axes, identity.is_some())?;
    let _call = profile::call(|| Facts::reduction::<T, U>(name, x.layout(), out.layout()));
    check_elements(name, &loops.combine.table, &x, axes)?;
    let out_ptr = out.as_mut_ptr();
    // SAFETY: the operands have the types of the loops, and `out` the right shape. They are views,
    // so that their elements exist, and borrowed, the output exclusively. There are elements, or a
    // reduction of none. `Op` is the operation of the loops, and `Sync`.
    unsafe {
        let (combined, call) = loops.call(op, x.as_ptr(), out_ptr, identity.as_ref());
        let operands =
            Operands { x: (x.layout(), size_of::<T>()), axes, out: (out.layout(), size_of::<U>()) };
        if is_grouped {
            grouped::execute(&combined, &call, operands);
        } else {
            in_sequence::execute(&combined, &call, operands);
        }
    }
    Ok(())
}

/// Writes the reductions by `op` of the first elements of `x` along `axis`, one of its axes, up to
/// each of them, into `out`. `name` is for errors.
///
/// # Errors
/// [`Error::OutputShape`] if `out` has another shape than `x`; [`Error::NegativeExponent`] if the
/// operation is not defined for an element. Nothing is written then.
pub fn accumulate_ufunc_into<Op: Send + Sync, T: Element, U: Element>(
    name: &'static str,
    accumulation: &UfuncAccumulation<Op, T, U>,
    op: &Op,
    x: StridedRef<'_, T>,
    axis: usize,
    mut out: StridedRefMut<'_, U>,
) -> Result<()> {
    let loops = match &accumulation.0 {
        Accumulated::Scan(kernel) => return scan_into(name, kernel, op, x, axis, out),
        Accumulated::InSequence(loops) => loops,
    };
    if x.shape() != out.shape() {
        return Err(Error::output_shape(name, x.shape(), out.shape()));
    }
    let _call = profile::call(|| Facts::reduction::<T, U>(name, x.layout(), out.layout()));
    let axes = AxisSet::from_iter([axis]);
    check_elements(name, &loops.combine.table, &x, axes)?;
    if x.is_empty() {
        return Ok(());
    }
    let (kept, size) = (out.layout().subview(axis, 0)?, size_of::<U>());
    // Wraps only on an axis of length 1, along which nothing moves.
    let step = out.layout().strides()[axis].wrapping_mul(size as isize);
    let operands = Operands { x: (x.layout(), size_of::<T>()), axes, out: (&kept, size) };
    // SAFETY: as for `reduce_ufunc_into`; there are elements, and `out` has a place for each.
    unsafe {
        let (combined, call) = loops.call(op, x.as_ptr(), out.as_mut_ptr(), None);
        in_sequence::accumulate(&combined, &call, operands, step);
    }
    Ok(())
}

impl<Op, T, U> Loops<Op, T, U> {
    /// The loops without their types, and the call of these addresses.
    ///
    /// # Safety
    /// While the call is used, any thread may read and write the operands, and `op` and `identity`
    /// are borrowed.
    unsafe fn call(
        &self,
        op: &Op,
        x: *const T,
        out: *mut U,
        identity: Option<&U>,
    ) -> (Combined<'_>, RawCall<4>) {
        let start = self.start.as_ref();
        let combined = Combined {
            table: &self.combine.table,
            start: start.map(|(kernel, _)| -> &MapTable { &kernel.table }),
        };
        let number = start.map_or(core::ptr::null(), |(_, number)| &raw const *number);
        let identity = identity.map_or(core::ptr::null(), |identity| &raw const *identity);
        let base =
            [x.cast_mut().cast(), out.cast(), number.cast_mut().cast(), identity.cast_mut().cast()];
        // SAFETY: by this method's contract; the numbers are only read.
        (combined, unsafe { RawCall::new(base, (&raw const *op).cast()) })
    }
}

/// Returns an error if the operation of a table is not defined for a second operand. All elements
/// become one, except the first of each sequence.
fn check_elements<T: Element>(
    op: &'static str,
    table: &MapTable,
    x: &StridedRef<'_, T>,
    axes: AxisSet,
) -> Result<()> {
    if table.domain == Domain::All || x.is_empty() {
        return Ok(());
    }
    for axis in axes.iter() {
        let (_, later) = x.to_strided().split_at(axis, 1_usize)?;
        check_exponents(op, table, later.by_ref())?;
    }
    Ok(())
}
