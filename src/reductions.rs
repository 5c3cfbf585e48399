//! Reductions and scans: sums, products, means, variances, extremes and their positions, truth
//! values, counts, norms, running sums; of all elements, or along axes.

pub(crate) mod pairs;

pub use pairs::{
    mean_var, mean_var_axis, mean_var_axis_into, min_max, min_max_axis, min_max_axis_into,
};

use crate::infallible::infallible;
pub use crate::ufunc_reductions::{masked_mean, masked_std, masked_var};
use crate::{Array, ArrayViewMut, Axis, Element, Operand, Output, Result, ops};
use tightloop_array_core::{AxisSet, StridedMut, normalize_axes};
use tightloop_dispatch::{
    FoldUfunc, ReduceKernel, ScanUfunc, SearchUfunc, reduce_all, reduce_into, reduce_new,
    scan_into, scan_new,
};

/// The axes of a reduction: one (`0`, or `-1` for the last), several (`[0, 2]`), [`AllAxes`], or
/// any of these in [`KeepDims`].
///
/// ```
/// use tightloop::{Array, KeepDims, sum_axis};
///
/// let x = Array::from([[1, 2, 3], [4, 5, 6]]);
/// assert_eq!(sum_axis(&x, 0)?, Array::from([5_i64, 7, 9]));
/// assert_eq!(sum_axis(&x, -1)?, Array::from([6_i64, 15]));
/// assert_eq!(sum_axis(&x, [0, 1])?, Array::from(21_i64));
/// assert_eq!(sum_axis(&x, KeepDims(1))?.shape(), [2, 1]);
/// # Ok::<(), tightloop::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not name axes",
    label = "not axes",
    note = "axes are integers (`usize`, `isize`, `i32`, `i64`), arrays or slices of them, \
            `AllAxes`, and `KeepDims(..)` of these; functions without `_axis` in their \
            name take all axes"
)]
pub trait Axes {
    /// Whether the result keeps the axes, with length 1.
    const KEEP: bool = false;

    /// Returns the set of axes in an array of `ndim` axes. `op` is the name of the function, for
    /// errors.
    ///
    /// # Errors
    ///
    /// - [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange) if the array has no such axis.
    /// - [`Error::RepeatedAxis`](crate::Error::RepeatedAxis) if an axis is named twice.
    fn axes(&self, op: &'static str, ndim: usize) -> Result<AxisSet>;
}

/// Lists the types that name one axis.
macro_rules! one_axis {
    ($($axis:ty)*) => {$(
        impl Axes for $axis {
            fn axes(&self, op: &'static str, ndim: usize) -> Result<AxisSet> {
                normalize_axes(op, &[*self], ndim)
            }
        }
    )*};
}
one_axis! { usize isize i32 i64 }

impl<A: Axis, const N: usize> Axes for [A; N] {
    fn axes(&self, op: &'static str, ndim: usize) -> Result<AxisSet> {
        normalize_axes(op, self, ndim)
    }
}

impl<A: Axis> Axes for &[A] {
    fn axes(&self, op: &'static str, ndim: usize) -> Result<AxisSet> {
        normalize_axes(op, self, ndim)
    }
}

impl<A: Axis, const N: usize> Axes for &[A; N] {
    fn axes(&self, op: &'static str, ndim: usize) -> Result<AxisSet> {
        normalize_axes(op, *self, ndim)
    }
}

/// Keeps the axes of a reduction in its result, with length 1, so that it broadcasts against the
/// operand.
#[derive(Clone, Copy, Debug)]
pub struct KeepDims<A>(pub A);

impl<A: Axes> Axes for KeepDims<A> {
    const KEEP: bool = true;

    fn axes(&self, op: &'static str, ndim: usize) -> Result<AxisSet> {
        self.0.axes(op, ndim)
    }
}

/// Axes that have been checked, and are kept with length 1 or not.
pub(crate) struct Known<const KEPT: bool>(pub(crate) AxisSet);

impl<const KEPT: bool> Axes for Known<KEPT> {
    const KEEP: bool = KEPT;

    fn axes(&self, _: &'static str, _: usize) -> Result<AxisSet> {
        Ok(self.0)
    }
}

/// The shape of a result whose reduced axes are kept.
pub(crate) fn kept_dims(shape: &[usize], axes: AxisSet) -> Vec<usize> {
    shape.iter().enumerate().map(|(axis, &len)| if axes.contains(axis) { 1 } else { len }).collect()
}

/// An output with all axes of the operand, those that are reduced with length 1.
///
/// # Errors
///
/// [`Error::OutputShape`](crate::Error::OutputShape) if it does not have the shape of the result,
/// in which the reduced axes are kept or not.
pub(crate) fn with_all_axes<'a, Y: Element>(
    op: &'static str,
    mut out: StridedMut<'a, Y>,
    shape: &[usize],
    axes: AxisSet,
    are_kept: bool,
) -> Result<StridedMut<'a, Y>> {
    if are_kept {
        let expected = kept_dims(shape, axes);
        if *expected != *out.shape() {
            return Err(crate::Error::output_shape(op, &expected, out.shape()));
        }
        return Ok(out);
    }
    if !axes.leave(shape, out.shape()) {
        return Err(crate::Error::output_shape(op, &axes.removed_from(shape), out.shape()));
    }
    for axis in axes.iter() {
        out = out.insert_axis(axis)?;
    }
    Ok(out)
}

/// An array of the result, with the axes that `A` keeps.
pub(crate) fn with_dims<A: Axes, Y: Element>(
    result: Array<Y>,
    shape: &[usize],
    axes: AxisSet,
) -> Result<Array<Y>> {
    if A::KEEP { result.into_shape(&kept_dims(shape, axes)) } else { Ok(result) }
}

/// An output in which the reduced axes are kept, without them.
pub(crate) fn without_dims<'a, Y: Element>(
    op: &'static str,
    out: ArrayViewMut<'a, Y>,
    shape: &[usize],
    axes: AxisSet,
) -> Result<StridedMut<'a, Y>> {
    let (mut out, expected) = (out.0, kept_dims(shape, axes));
    if *expected != *out.shape() {
        return Err(crate::Error::output_shape(op, &expected, out.shape()));
    }
    for axis in axes.iter().rev() {
        out = out.remove_axis(axis)?;
    }
    Ok(out)
}

pub(crate) fn reduce_axes<Op: Send + Sync, T: Element, Y: Element, A: Axes>(
    name: &'static str,
    kernel: &ReduceKernel<Op, T, Y>,
    op: &Op,
    x: impl Operand<T>,
    axes: A,
) -> Result<Array<Y>> {
    x.lend(|x| {
        let axes = axes.axes(name, x.ndim())?;
        let (layout, buffer) = reduce_new(name, kernel, op, x, axes)?;
        with_dims::<A, Y>(Array::from_parts(layout, buffer), x.shape(), axes)
    })
}

pub(crate) fn reduce_axes_into<Op: Send + Sync, T: Element, Y: Element, A: Axes>(
    name: &'static str,
    kernel: &ReduceKernel<Op, T, Y>,
    op: &Op,
    x: impl Operand<T>,
    axes: A,
    mut out: impl Output<Y>,
) -> Result<()> {
    x.lend(|x| {
        let axes = axes.axes(name, x.ndim())?;
        if A::KEEP {
            let mut out = without_dims(name, out.output(), x.shape(), axes)?;
            return reduce_into(name, kernel, op, x, axes, out.by_mut());
        }
        out.lend_mut(|out| reduce_into(name, kernel, op, x, axes, out))
    })
}

/// All axes of an array, which are reduced to one element.
///
/// ```
/// use tightloop::ops::BitwiseOr;
/// use tightloop::{AllAxes, Array, ReduceExt};
///
/// let x = Array::from([[1, 2], [4, 1]]);
/// assert_eq!(BitwiseOr.reduce(&x, AllAxes)?, Array::from(7));
/// # Ok::<(), tightloop::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AllAxes;

impl Axes for AllAxes {
    fn axes(&self, _: &'static str, ndim: usize) -> Result<AxisSet> {
        Ok(AxisSet::all(ndim))
    }
}

/// Whether an element is NaN.
fn is_nan<T: Element>(x: &T) -> bool {
    #[expect(clippy::eq_op, reason = "nothing else is unequal to itself")]
    let is_nan = x != x;
    is_nan
}

/// Returns an error if all elements of a result are NaN. Most results begin with a number, and then
/// nothing else is looked at.
fn check_numbers<T: Element, A: Axes>(
    op: &'static str,
    x: &impl Operand<T>,
    axes: &A,
) -> Result<()> {
    x.lend(|x| {
        let (axes, x) = (axes.axes(op, x.ndim())?, x.to_strided());
        if x.is_empty() {
            return Ok(());
        }
        let mut first = x;
        for axis in axes.iter().rev() {
            first = first.subview(axis, 0)?;
        }
        for (result, element) in first.iter().enumerate() {
            if !is_nan(element) {
                continue;
            }
            let (mut group, mut rest) = (x, result);
            for axis in (0..x.ndim()).rev().filter(|&axis| !axes.contains(axis)) {
                let len = x.shape()[axis];
                group = group.subview(axis, rest % len)?;
                rest /= len;
            }
            if group.iter().all(is_nan) {
                return Err(crate::Error::OnlyNan { op });
            }
        }
        Ok(())
    })
}

/// Lists the functions of one line of the catalogue; `$tail` ends what they do.
macro_rules! functions {
    ($kind:ident $op:ident $names:tt {
        $does:literal $tail:literal
        accuracy $accuracy:literal special $special:literal numpy $numpy:literal
        $(alias $alias:literal)?
        example $x:tt => $($y:tt)+
    } [] [$($in:tt => $out:tt as $v:ty;)+]) => {
        $kind! {
            $(@alias $alias)?
            $op $names ($does) ($tail) { accuracy $accuracy special $special numpy $numpy }
            ([] $({ $in => $out })+) $x => $($y)+
        }
    };
}

/// Lists the functions of a reduction along axes. Errors may include that there is nothing to
/// reduce; the result may be a type of its own.
macro_rules! along_axes {
    (
        $op:ident $all:ident $axis:ident $into:ident ($does:literal) ($($tail:literal)+) $facts:tt
        ($($dtypes:tt)*) ($x:expr) => ($along:expr)
        $ufunc:ident $kernel:ident [$($error:ident)*] [$($generic:ident)?] $out:ty
    ) => {
        along_axes! {
            $op $all $axis $into ($does) ($($tail)+) $facts ($($dtypes)*) ($x) => ($along)
            $ufunc $kernel [$($error)*] [$($generic)?] $out, &ops::$op, [] []
            "(&x, 0)?" "(&x, tightloop::KeepDims(0))?.shape()" "(&x, 0, &mut out)?;"
        }
    };
    (
        $op:ident $all:ident $axis:ident $into:ident ($does:literal) ($($tail:literal)+) $facts:tt
        ($($dtypes:tt)*) ($x:expr) => ($along:expr)
        $ufunc:ident $kernel:ident [$($error:ident)*] [$($generic:ident)?] $out:ty,
        $operation:expr, [$($parameter:ident: $type:ty)?] [$($check:ident)?]
        $call:literal $kept:literal $write:literal
    ) => {
        #[doc = page! {
            concat!($does, " the elements along one or more axes", $($tail),+); $op $facts
            dtypes ($($dtypes)*)
            shapes "any; the named axes are removed, or get length 1: see [`Axes`](crate::Axes)"
            errors!($($error,)* axes, memory),
            example! { $axis:
                line!(let x = Array $x),
                line!($axis $call is Array $along),
                line!($axis $kept is "[1, 3]"),
            },
        }]
        pub fn $axis<T: Element $(, $generic: Element)?>(
            x: impl Operand<T>,
            axes: impl Axes,
            $($parameter: $type,)?
        ) -> Result<Array<$out>>
        where
            ops::$op: $ufunc<T, Out = $out>,
        {
            $($check(stringify!($all), &x, &axes)?;)?
            reduce_axes(stringify!($all), <ops::$op>::$kernel(), $operation, x, axes)
        }

        #[doc = page! {
            concat!(
                $does, " the elements along one or more axes", $($tail,)+ ", into existing memory"
            ); $op $facts
            dtypes ($($dtypes)*)
            shapes "`out` has the shape of the result"
            errors!($($error,)* axes, exact_output),
            example! { $into:
                line!(let x = Array $x),
                "let mut out = Array::zeros(&[3])?;",
                line!($into $write),
                line!(out is Array $along),
            },
        }]
        pub fn $into<T: Element $(, $generic: Element)?>(
            x: impl Operand<T>,
            axes: impl Axes,
            $($parameter: $type,)?
            out: impl Output<$out>,
        ) -> Result<()>
        where
            ops::$op: $ufunc<T, Out = $out>,
        {
            $($check(stringify!($all), &x, &axes)?;)?
            reduce_axes_into(stringify!($all), <ops::$op>::$kernel(), $operation, x, axes, out)
        }
    };
}

macro_rules! fold {
    (
        $op:ident [$all:ident $axis:ident $into:ident] ($does:literal) ($tail:literal) $facts:tt
        ($($dtypes:tt)*) ($x:expr) => ($y:expr) ($along:expr)
    ) => {
        #[doc = page! {
            concat!($does, " all elements", $tail); $op $facts
            dtypes ($($dtypes)*)
            shapes "any; the result is one element"
            panics!(),
            example! { $all:
                line!(let x = Array $x),
                line!($all "(&x)" is $y),
            },
        }]
        #[track_caller]
        pub fn $all<T: Element, Y: Element>(x: impl Operand<T>) -> Y
        where
            ops::$op: FoldUfunc<T, Out = Y>,
        {
            let kernel = <ops::$op>::fold_kernel();
            infallible(x.lend(|x| reduce_all(stringify!($all), kernel, &ops::$op, x)))
        }

        along_axes! {
            $op $all $axis $into ($does) ($tail) $facts ($($dtypes)*) ($x) => ($along)
            FoldUfunc fold_kernel [] [Y] Y
        }
    };
}

macro_rules! fold1 {
    (
        $op:ident [$all:ident $axis:ident $into:ident] ($does:literal) ($tail:literal) $facts:tt
        ($($dtypes:tt)*) ($x:expr) => ($y:expr) ($along:expr)
    ) => {
        #[doc = page! {
            concat!($does, " all elements", $tail); $op $facts
            dtypes ($($dtypes)*)
            shapes "any; the result is one element"
            errors!(empty),
            example! { $all:
                line!(let x = Array $x),
                line!($all "(&x)?" is $y),
            },
        }]
        pub fn $all<T: Element>(x: impl Operand<T>) -> Result<T>
        where
            ops::$op: FoldUfunc<T, Out = T>,
        {
            let kernel = <ops::$op>::fold_kernel();
            x.lend(|x| reduce_all(stringify!($all), kernel, &ops::$op, x))
        }

        along_axes! {
            $op $all $axis $into ($does) ($tail) $facts ($($dtypes)*) ($x) => ($along)
            FoldUfunc fold_kernel [empty] [] T
        }
    };
}

/// A fold with the parameter `ddof`.
macro_rules! spread {
    (
        $op:ident [$all:ident $axis:ident $into:ident] ($does:literal) ($tail:literal) $facts:tt
        ($($dtypes:tt)*) ($x:expr) => ($y:expr) ($along:expr)
    ) => {
        #[doc = page! {
            concat!($does, " all elements", $tail, ", with the divisor `n - ddof`"); $op $facts
            dtypes ($($dtypes)*)
            shapes "any; the result is one element"
            panics!(),
            example! { $all:
                line!(let x = Array $x),
                line!($all "(&x, 0.0)" is $y),
            },
        }]
        #[track_caller]
        pub fn $all<T: Element, Y: Element>(x: impl Operand<T>, ddof: f64) -> Y
        where
            ops::$op: FoldUfunc<T, Out = Y>,
        {
            let kernel = <ops::$op>::fold_kernel();
            infallible(x.lend(|x| reduce_all(stringify!($all), kernel, &ops::$op::new(ddof), x)))
        }

        along_axes! {
            $op $all $axis $into ($does) ($tail ", with the divisor `n - ddof`") $facts
            ($($dtypes)*) ($x) => ($along)
            FoldUfunc fold_kernel [] [Y] Y, &ops::$op::new(ddof), [ddof: f64] []
            "(&x, 0, 0.0)?" "(&x, tightloop::KeepDims(0), 0.0)?.shape()"
            "(&x, 0, 0.0, &mut out)?;"
        }
    };
}

/// A fold to a number of elements. The function of the whole array is
/// [`count_nonzero`](crate::count_nonzero).
macro_rules! count {
    (
        $op:ident [$all:ident $axis:ident $into:ident] ($does:literal) ($tail:literal) $facts:tt
        ($($dtypes:tt)*) ($x:expr) => ($y:expr) ($along:expr)
    ) => {
        along_axes! {
            $op $all $axis $into ($does) ($tail) $facts ($($dtypes)*) ($x) => ($along)
            FoldUfunc fold_kernel [] [] i64
        }
    };
}

macro_rules! search {
    (
        $([$check:ident or $error:ident])?
        $op:ident [$all:ident $axis:ident $into:ident] ($does:literal) ($tail:literal) $facts:tt
        ($($dtypes:tt)*) ($x:expr) => ($y:expr) ($along:expr)
    ) => {
        #[doc = page! {
            concat!($does, " all elements", $tail); $op $facts
            dtypes ($($dtypes)*)
            shapes "any; the result is one position, counted in C order"
            errors!(empty $(, $error)?),
            example! { $all:
                line!(let x = Array $x),
                line!($all "(&x)?" is $y),
            },
        }]
        pub fn $all<T: Element>(x: impl Operand<T>) -> Result<usize>
        where
            ops::$op: SearchUfunc<T, Out = i64>,
        {
            $($check(stringify!($all), &x, &AllAxes)?;)?
            let kernel = <ops::$op>::search_kernel();
            let position = x.lend(|x| reduce_all(stringify!($all), kernel, &ops::$op, x))?;
            Ok(position as usize)
        }

        along_axes! {
            $op $all $axis $into ($does) ($tail) $facts ($($dtypes)*) ($x) => ($along)
            SearchUfunc search_kernel [empty $($error)?] [] i64, &ops::$op, [] [$($check)?]
            "(&x, 0)?" "(&x, tightloop::KeepDims(0))?.shape()" "(&x, 0, &mut out)?;"
        }
    };
}

/// A search for a number, which NaN is not.
macro_rules! nan_search {
    ($($line:tt)*) => {
        search! { [check_numbers or only_nan] $($line)* }
    };
}

macro_rules! scan {
    (
        $(@alias $alias:literal)?
        $op:ident [$name:ident $into:ident] ($does:literal) ($tail:literal) $facts:tt
        ($($dtypes:tt)*) ($x:expr) => ($y:expr)
    ) => {
        #[doc = page! {
            concat!($does, " the elements along an axis", $tail); $op $facts
            dtypes ($($dtypes)*)
            shapes "at least one axis; the result has the shape of `x`"
            errors!(axis, memory),
            example! { $name:
                line!(let x = Array $x),
                line!($name "(&x, 1)?" is Array $y),
            },
        }]
        $(#[doc(alias = $alias)])?
        pub fn $name<T: Element, Y: Element>(
            x: impl Operand<T>,
            axis: impl Axis,
        ) -> Result<Array<Y>>
        where
            ops::$op: ScanUfunc<T, Out = Y>,
        {
            let kernel = <ops::$op as ScanUfunc<T>>::scan_kernel();
            x.lend(|x| {
                let axis = axis.index(stringify!($name), x.ndim())?;
                let (layout, buffer) = scan_new(stringify!($name), kernel, &ops::$op, x, axis)?;
                Ok(Array::from_parts(layout, buffer))
            })
        }

        #[doc = page! {
            concat!(
                $does, " the elements along an axis", $tail, ", into existing memory"
            ); $op $facts
            dtypes ($($dtypes)*)
            shapes "`out` has the shape of `x`"
            errors!(axis, exact_output),
            example! { $into:
                line!(let x = Array $x),
                "let mut out = Array::zeros(&[2, 3])?;",
                line!($into "(&x, 1, &mut out)?;"),
                line!(out is Array $y),
            },
        }]
        pub fn $into<T: Element, Y: Element>(
            x: impl Operand<T>,
            axis: impl Axis,
            mut out: impl Output<Y>,
        ) -> Result<()>
        where
            ops::$op: ScanUfunc<T, Out = Y>,
        {
            let kernel = <ops::$op as ScanUfunc<T>>::scan_kernel();
            x.lend(|x| {
                let axis = axis.index(stringify!($name), x.ndim())?;
                out.lend_mut(|out| scan_into(stringify!($name), kernel, &ops::$op, x, axis, out))
            })
        }
    };
}

tightloop_kernels::catalogue! { functions reductions }
