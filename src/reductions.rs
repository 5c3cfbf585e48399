//! Reductions and scans: the functions of the catalogue that go along axes. Macros list them here,
//! by kind.

use crate::call::infallible;
use crate::{Array, ArrayViewMut, Axis, Element, Operand, Output, Result, ops};
use tightloop_array_core::{AxisSet, StridedMut, normalize_axes};
use tightloop_dispatch::{
    FoldUfunc, ReduceKernel, ScanUfunc, SearchUfunc, reduce_all, reduce_into, reduce_new,
    scan_into, scan_new,
};

/// Which axes a reduction goes along: one (`0`, or `-1` for the last), several (`[0, 2]`), or any
/// of these with [`KeepDims`].
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
pub trait Axes {
    /// Whether the axes stay in the result, with length 1.
    const KEEP: bool = false;

    /// The axes, of an array that has `ndim`. `op` is the name of the function, for errors.
    ///
    /// # Errors
    ///
    /// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange),
    /// [`Error::RepeatedAxis`](crate::Error::RepeatedAxis).
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
one_axis! { usize isize i32 }

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

/// The axes that a reduction goes along, to be kept in the result with length 1, so that it
/// broadcasts against the operand.
#[derive(Clone, Copy, Debug)]
pub struct KeepDims<A>(pub A);

impl<A: Axes> Axes for KeepDims<A> {
    const KEEP: bool = true;

    fn axes(&self, op: &'static str, ndim: usize) -> Result<AxisSet> {
        self.0.axes(op, ndim)
    }
}

/// The type of what the reduction `Op` makes of elements of type `T`: for sums, `i64` or `u64` of
/// integers, for means, `f64`.
pub type Reduced<Op, T> = <Op as FoldUfunc<T>>::Out;

/// The shape of a result whose reduced axes are kept.
fn kept_dims(shape: &[usize], axes: AxisSet) -> Vec<usize> {
    shape.iter().enumerate().map(|(axis, &len)| if axes.contains(axis) { 1 } else { len }).collect()
}

/// An array of the result, with the axes that `A` keeps.
fn with_dims<A: Axes, Y: Element>(
    result: Array<Y>,
    shape: &[usize],
    axes: AxisSet,
) -> Result<Array<Y>> {
    if A::KEEP { result.into_shape(&kept_dims(shape, axes)) } else { Ok(result) }
}

/// An output in which the reduced axes are kept, without them.
fn without_dims<'a, Y: Element>(
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

fn reduce_axes<Op: Send + Sync, T: Element, Y: Element, A: Axes>(
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

fn reduce_axes_into<Op: Send + Sync, T: Element, Y: Element, A: Axes>(
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

/// Lists the functions of one line of the catalogue; those that go element by element are listed
/// elsewhere.
macro_rules! functions {
    ($kind:ident $op:ident $names:tt $what:literal $sample:tt => $result:tt [] [$($in:tt => $out:tt as $x:ident;)+]) => {
        $kind! {
            $op $names $what $sample => $result
            concat!(
                "Dtypes:", $(" `", stringify!($in), " -> ", stringify!($out), "`",)*
                ". Order, accuracy and special values: [`", stringify!($op), "`](ops::", stringify!($op), ")."
            )
        }
    };
    ($($elementwise:tt)*) => {};
}

/// What the examples of all functions begin with.
macro_rules! example {
    ($name:ident: $($line:expr),+) => {
        concat!("```\nuse tightloop::", stringify!($name), ";\n\n", $($line, "\n",)+ "# Ok::<(), tightloop::Error>(())\n```")
    };
}

macro_rules! fold {
    ($op:ident [$all:ident $axis:ident $into:ident] $what:literal ($x:expr) => ($y:expr) $about:expr) => {
        #[doc = concat!("Of all elements, ", $what, ".")]
        ///
        #[doc = $about]
        ///
        #[doc = example!($all: concat!("assert_eq!(", stringify!($all), "(&", stringify!($x), "), ", stringify!($y), ");"))]
        pub fn $all<T: Element>(x: impl Operand<T>) -> Reduced<ops::$op, T>
        where
            ops::$op: FoldUfunc<T, Out: Element>,
        {
            infallible(x.lend(|x| reduce_all(stringify!($all), <ops::$op>::fold_kernel(), &ops::$op, x)))
        }

        fold_axis! { $op $all $axis $into $what ($x) => ($y) "" }
    };
}

macro_rules! fold1 {
    ($op:ident [$all:ident $axis:ident $into:ident] $what:literal ($x:expr) => ($y:expr) $about:expr) => {
        #[doc = concat!("Of all elements, ", $what, ".")]
        ///
        #[doc = $about]
        ///
        /// # Errors
        ///
        /// [`Error::EmptyReduction`](crate::Error::EmptyReduction) where there are none.
        ///
        #[doc = example!($all: concat!("assert_eq!(", stringify!($all), "(&", stringify!($x), ").unwrap(), ", stringify!($y), ");"))]
        pub fn $all<T: Element>(x: impl Operand<T>) -> Result<Reduced<ops::$op, T>>
        where
            ops::$op: FoldUfunc<T, Out: Element>,
        {
            x.lend(|x| reduce_all(stringify!($all), <ops::$op>::fold_kernel(), &ops::$op, x))
        }

        fold_axis! { $op $all $axis $into $what ($x) => ($y)
            "[`Error::EmptyReduction`](crate::Error::EmptyReduction) where a result would be of no elements; " }
    };
}

macro_rules! fold_axis {
    ($op:ident $all:ident $axis:ident $into:ident $what:literal ($x:expr) => ($y:expr) $empty:literal) => {
        #[doc = concat!("Along some axes, ", $what, ": a new array with the axes that are left. See [`", stringify!($all), "`] and [`Axes`].")]
        ///
        /// # Errors
        ///
        #[doc = $empty]
        /// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange), [`Error::RepeatedAxis`](crate::Error::RepeatedAxis),
        /// [`Error::Allocation`](crate::Error::Allocation).
        ///
        #[doc = example!($axis: concat!("assert_eq!(", stringify!($axis), "(&", stringify!($x), ", 0)?.to_vec(), [", stringify!($y), "]);"))]
        pub fn $axis<T: Element>(x: impl Operand<T>, axes: impl Axes) -> Result<Array<Reduced<ops::$op, T>>>
        where
            ops::$op: FoldUfunc<T, Out: Element>,
        {
            reduce_axes(stringify!($all), <ops::$op>::fold_kernel(), &ops::$op, x, axes)
        }

        #[doc = concat!("Along some axes, ", $what, ": as [`", stringify!($axis), "`], written into `out`.")]
        ///
        /// # Errors
        ///
        #[doc = $empty]
        /// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange), [`Error::RepeatedAxis`](crate::Error::RepeatedAxis),
        /// [`Error::OutputShape`](crate::Error::OutputShape). Nothing is written then.
        ///
        #[doc = example!($into:
            concat!("let mut out = [Default::default()];"),
            concat!(stringify!($into), "(tightloop::ArrayView::new(&", stringify!($x), ", &[1, 3])?, 1, &mut out)?;"),
            concat!("assert_eq!(out, [", stringify!($y), "]);")
        )]
        pub fn $into<T: Element>(
            x: impl Operand<T>,
            axes: impl Axes,
            out: impl Output<Reduced<ops::$op, T>>,
        ) -> Result<()>
        where
            ops::$op: FoldUfunc<T, Out: Element>,
        {
            reduce_axes_into(stringify!($all), <ops::$op>::fold_kernel(), &ops::$op, x, axes, out)
        }
    };
}

macro_rules! search {
    ($op:ident [$all:ident $axis:ident $into:ident] $what:literal ($x:expr) => ($y:expr) $about:expr) => {
        #[doc = concat!("Of all elements, ", $what, ", counted in C order.")]
        ///
        #[doc = $about]
        ///
        /// # Errors
        ///
        /// [`Error::EmptyReduction`](crate::Error::EmptyReduction) where there are none.
        ///
        #[doc = example!($all: concat!("assert_eq!(", stringify!($all), "(&", stringify!($x), ")?, ", stringify!($y), ");"))]
        pub fn $all<T: Element>(x: impl Operand<T>) -> Result<usize>
        where
            ops::$op: SearchUfunc<T, Out = i64>,
        {
            let place = x.lend(|x| reduce_all(stringify!($all), <ops::$op>::search_kernel(), &ops::$op, x))?;
            Ok(place as usize)
        }

        #[doc = concat!("Along some axes, ", $what, ": a new array with the axes that are left. See [`", stringify!($all), "`] and [`Axes`].")]
        ///
        /// # Errors
        ///
        /// [`Error::EmptyReduction`](crate::Error::EmptyReduction) where a result would be of no elements;
        /// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange), [`Error::RepeatedAxis`](crate::Error::RepeatedAxis),
        /// [`Error::Allocation`](crate::Error::Allocation).
        ///
        #[doc = example!($axis: concat!("assert_eq!(", stringify!($axis), "(&", stringify!($x), ", 0)?.to_vec(), [", stringify!($y), "]);"))]
        pub fn $axis<T: Element>(x: impl Operand<T>, axes: impl Axes) -> Result<Array<i64>>
        where
            ops::$op: SearchUfunc<T, Out = i64>,
        {
            reduce_axes(stringify!($all), <ops::$op>::search_kernel(), &ops::$op, x, axes)
        }

        #[doc = concat!("Along some axes, ", $what, ": as [`", stringify!($axis), "`], written into `out`. Allocates nothing.")]
        ///
        /// # Errors
        ///
        #[doc = concat!("Those of [`", stringify!($axis), "`] but for memory, and [`Error::OutputShape`](crate::Error::OutputShape). Nothing is written then.")]
        ///
        #[doc = example!($into:
            concat!("let mut out = [0];"),
            concat!(stringify!($into), "(tightloop::ArrayView::new(&", stringify!($x), ", &[1, 3])?, 1, &mut out)?;"),
            concat!("assert_eq!(out, [", stringify!($y), "]);")
        )]
        pub fn $into<T: Element>(x: impl Operand<T>, axes: impl Axes, out: impl Output<i64>) -> Result<()>
        where
            ops::$op: SearchUfunc<T, Out = i64>,
        {
            reduce_axes_into(stringify!($all), <ops::$op>::search_kernel(), &ops::$op, x, axes, out)
        }
    };
}

macro_rules! scan {
    ($op:ident [$name:ident $into:ident] $what:literal ($x:expr) => ($y:expr) $about:expr) => {
        #[doc = concat!("Along an axis, ", $what, ": a new array. The order is that of the plain loop.")]
        ///
        #[doc = $about]
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange), [`Error::Allocation`](crate::Error::Allocation).
        ///
        #[doc = example!($name: concat!("assert_eq!(", stringify!($name), "(&", stringify!($x), ", 0)?.to_vec(), ", stringify!($y), ");"))]
        pub fn $name<T: Element, Y: Element>(x: impl Operand<T>, axis: impl Axis) -> Result<Array<Y>>
        where
            ops::$op: ScanUfunc<T, Out = Y>,
        {
            let kernel = <ops::$op as ScanUfunc<T>>::scan_kernel();
            x.lend(|x| {
                let axis = axis.index(stringify!($name), x.ndim())?;
                let (layout, buffer) = scan_new(kernel, &ops::$op, x, axis)?;
                Ok(Array::from_parts(layout, buffer))
            })
        }

        #[doc = concat!("Along an axis, ", $what, ": as [`", stringify!($name), "`], written into `out`. Allocates nothing.")]
        ///
        /// # Errors
        ///
        /// [`Error::AxisOutOfRange`](crate::Error::AxisOutOfRange), [`Error::OutputShape`](crate::Error::OutputShape). Nothing is
        /// written then.
        ///
        #[doc = example!($into:
            concat!("let mut out = [Default::default(); 3];"),
            concat!(stringify!($into), "(&", stringify!($x), ", 0, &mut out)?;"),
            concat!("assert_eq!(out, ", stringify!($y), ");")
        )]
        pub fn $into<T: Element, Y: Element>(x: impl Operand<T>, axis: impl Axis, mut out: impl Output<Y>) -> Result<()>
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

crate::catalogue! { functions }
