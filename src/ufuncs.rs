//! The functions of the catalogue. Macros list them here, by kind; [`Call`] runs them.

use crate::call::{Call, infallible};
use crate::operand::Read;
use crate::{Array, Element, Operand, Output, Result, Ufunc, ops};

/// Lists the functions of one line of the catalogue; reductions and scans are listed elsewhere.
macro_rules! functions {
    (fold $($line:tt)*) => {};
    (search $($line:tt)*) => {};
    (scan $($line:tt)*) => {};
    ($kind:ident $op:ident $names:tt $what:literal $sample:tt => $result:tt [$($t:ident)*] [
        $($in:tt => $out:tt as $x:tt => $y:tt;)*
    ]) => {
        $kind! {
            $op $names $what $sample => $result
            concat!(
                "Dtypes:", $(" `", stringify!($t), "`",)* $(" `", stringify!($in), " -> ", stringify!($out), "`",)*
                ". Accuracy and special values: [`", stringify!($op), "`](ops::", stringify!($op), ")."
            )
        }
    };
    ($($reduction:tt)*) => {};
}

/// What the examples of all functions begin with.
macro_rules! example {
    ($name:ident: $($line:expr),+) => {
        concat!("```\nuse tightloop::", stringify!($name), ";\n\n", $($line, "\n",)+ "# Ok::<(), tightloop::Error>(())\n```")
    };
}

macro_rules! unary {
    ($op:ident [$name:ident $into:ident $assign:ident] $what:literal ($x:expr) => ($y:expr) $about:expr) => {
        #[doc = concat!("Element by element, ", $what, ": a new array.")]
        ///
        #[doc = $about]
        ///
        /// # Panics
        ///
        /// Where memory cannot be allocated, as `Vec` does.
        ///
        #[doc = example!($name: concat!(
            "assert_eq!(", stringify!($name), "(&[", stringify!($x), "]).to_vec(), [", stringify!($y), "]);"
        ))]
        #[inline]
        pub fn $name<T: Element, Y: Element>(x: impl Operand<T>) -> Array<Y>
        where
            ops::$op: Ufunc<(T,), Out = (Y,)>,
        {
            infallible(Call::ufunc(&ops::$op).new_array((Read(&x),)))
        }

        unary_into! { $op $name $into $what ($x) => ($y) }

        #[doc = concat!("In place, ", $what, ": as [`", stringify!($name), "`], written over `x`.")]
        ///
        #[doc = example!($assign:
            concat!("let mut x = [", stringify!($x), "];"),
            concat!(stringify!($assign), "(&mut x);"),
            concat!("assert_eq!(x, [", stringify!($y), "]);")
        )]
        #[inline]
        pub fn $assign<T: Element>(x: impl Output<T>)
        where
            ops::$op: Ufunc<(T,), Out = (T,)>,
        {
            infallible(Call::ufunc(&ops::$op).assign(x, ()))
        }
    };
}

macro_rules! predicate {
    ($op:ident [$name:ident $into:ident] $what:literal ($x:expr) => ($y:expr) $about:expr) => {
        #[doc = concat!("Element by element, ", $what, ": a new array.")]
        ///
        #[doc = $about]
        ///
        /// # Panics
        ///
        /// Where memory cannot be allocated, as `Vec` does.
        ///
        #[doc = example!($name: concat!(
            "assert_eq!(", stringify!($name), "(&[", stringify!($x), "]).to_vec(), [", stringify!($y), "]);"
        ))]
        #[inline]
        pub fn $name<T: Element>(x: impl Operand<T>) -> Array<bool>
        where
            ops::$op: Ufunc<(T,), Out = (bool,)>,
        {
            infallible(Call::ufunc(&ops::$op).new_array((Read(&x),)))
        }

        unary_into! { $op $name $into $what ($x) => ($y) }
    };
}

macro_rules! unary_into {
    ($op:ident $name:ident $into:ident $what:literal ($x:expr) => ($y:expr)) => {
        #[doc = concat!("Element by element, ", $what, ": as [`", stringify!($name), "`], written into `out`. Allocates nothing.")]
        ///
        /// # Errors
        ///
        /// [`Error::OutputShape`](crate::Error::OutputShape) where `x` does not broadcast to the shape of `out`. Nothing is written then.
        ///
        #[doc = example!($into:
            "let mut out = [Default::default()];",
            concat!(stringify!($into), "(&[", stringify!($x), "], &mut out)?;"),
            concat!("assert_eq!(out, [", stringify!($y), "]);")
        )]
        #[inline]
        pub fn $into<T: Element, Y: Element>(x: impl Operand<T>, out: impl Output<Y>) -> Result<()>
        where
            ops::$op: Ufunc<(T,), Out = (Y,)>,
        {
            Call::ufunc(&ops::$op).write((Read(&x),), out)
        }
    };
}

macro_rules! binary {
    ($op:ident [$name:ident $into:ident $assign:ident] $what:literal ($x:expr, $y:expr) => ($z:expr) $about:expr) => {
        #[doc = concat!("Element by element, ", $what, ": a new array. Operands broadcast; see [`Operand`].")]
        ///
        #[doc = $about]
        ///
        /// # Errors
        ///
        /// [`Error::Broadcast`](crate::Error::Broadcast) where the shapes do not broadcast together;
        /// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or [`Error::Allocation`](crate::Error::Allocation) where the result does
        /// not fit into memory.
        ///
        #[doc = example!($name: concat!(
            "assert_eq!(", stringify!($name), "(&[", stringify!($x), "], ", stringify!($y), ")?.to_vec(), [", stringify!($z), "]);"
        ))]
        #[inline]
        pub fn $name<T: Element, U: Element, Y: Element>(x: impl Operand<T>, y: impl Operand<U>) -> Result<Array<Y>>
        where
            ops::$op: Ufunc<(T, U), Out = (Y,)>,
        {
            Call::ufunc(&ops::$op).new_array((Read(&x), Read(&y)))
        }

        binary_into! { $op $name $into $what ($x, $y) => ($z) }

        #[doc = concat!("In place, ", $what, ": as [`", stringify!($name), "`], written over `x`. Allocates nothing.")]
        ///
        /// # Errors
        ///
        /// [`Error::Broadcast`](crate::Error::Broadcast) or [`Error::OutputShape`](crate::Error::OutputShape) where `y` does not
        /// broadcast to the shape of `x`. Nothing is written then.
        ///
        #[doc = example!($assign:
            concat!("let mut x = [", stringify!($x), "];"),
            concat!(stringify!($assign), "(&mut x, ", stringify!($y), ")?;"),
            concat!("assert_eq!(x, [", stringify!($z), "]);")
        )]
        #[inline]
        pub fn $assign<T: Element, U: Element>(x: impl Output<T>, y: impl Operand<U>) -> Result<()>
        where
            ops::$op: Ufunc<(T, U), Out = (T,)>,
        {
            Call::ufunc(&ops::$op).assign(x, (Read(&y),))
        }
    };
}

macro_rules! compare {
    ($op:ident [$name:ident $into:ident] $what:literal ($x:expr, $y:expr) => ($z:expr) $about:expr) => {
        #[doc = concat!("Element by element, ", $what, ": a new array. Operands broadcast; see [`Operand`].")]
        ///
        #[doc = $about]
        ///
        /// # Errors
        ///
        /// [`Error::Broadcast`](crate::Error::Broadcast) where the shapes do not broadcast together;
        /// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or [`Error::Allocation`](crate::Error::Allocation) where the result does
        /// not fit into memory.
        ///
        #[doc = example!($name: concat!(
            "assert_eq!(", stringify!($name), "(&[", stringify!($x), "], ", stringify!($y), ")?.to_vec(), [", stringify!($z), "]);"
        ))]
        #[inline]
        pub fn $name<T: Element, U: Element>(x: impl Operand<T>, y: impl Operand<U>) -> Result<Array<bool>>
        where
            ops::$op: Ufunc<(T, U), Out = (bool,)>,
        {
            Call::ufunc(&ops::$op).new_array((Read(&x), Read(&y)))
        }

        binary_into! { $op $name $into $what ($x, $y) => ($z) }
    };
}

macro_rules! binary_into {
    ($op:ident $name:ident $into:ident $what:literal ($x:expr, $y:expr) => ($z:expr)) => {
        #[doc = concat!("Element by element, ", $what, ": as [`", stringify!($name), "`], written into `out`. Allocates nothing.")]
        ///
        /// # Errors
        ///
        /// [`Error::Broadcast`](crate::Error::Broadcast) where the shapes of `x` and `y` do not broadcast together;
        /// [`Error::OutputShape`](crate::Error::OutputShape) where they do, but not to the shape of `out`. Nothing is written then.
        ///
        #[doc = example!($into:
            "let mut out = [Default::default()];",
            concat!(stringify!($into), "(&[", stringify!($x), "], ", stringify!($y), ", &mut out)?;"),
            concat!("assert_eq!(out, [", stringify!($z), "]);")
        )]
        #[inline]
        pub fn $into<T: Element, U: Element, Y: Element>(
            x: impl Operand<T>,
            y: impl Operand<U>,
            out: impl Output<Y>,
        ) -> Result<()>
        where
            ops::$op: Ufunc<(T, U), Out = (Y,)>,
        {
            Call::ufunc(&ops::$op).write((Read(&x), Read(&y)), out)
        }
    };
}

macro_rules! pair {
    ($op:ident [$name:ident $into:ident] $what:literal ($x:expr, $y:expr) => ($q:expr, $r:expr) $about:expr) => {
        #[doc = concat!("Element by element, ", $what, ": two new arrays. Operands broadcast; see [`Operand`].")]
        ///
        #[doc = $about]
        ///
        /// # Errors
        ///
        /// [`Error::Broadcast`](crate::Error::Broadcast) where the shapes do not broadcast together;
        /// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or [`Error::Allocation`](crate::Error::Allocation) where the results do
        /// not fit into memory.
        ///
        #[doc = example!($name:
            concat!("let (first, second) = ", stringify!($name), "(&[", stringify!($x), "], ", stringify!($y), ")?;"),
            concat!("assert_eq!(first.to_vec(), [", stringify!($q), "]);"),
            concat!("assert_eq!(second.to_vec(), [", stringify!($r), "]);")
        )]
        #[inline]
        pub fn $name<T: Element, U: Element, Y: Element, Z: Element>(
            x: impl Operand<T>,
            y: impl Operand<U>,
        ) -> Result<(Array<Y>, Array<Z>)>
        where
            ops::$op: Ufunc<(T, U), Out = (Y, Z)>,
        {
            Call::ufunc(&ops::$op).new_arrays((Read(&x), Read(&y)))
        }

        #[doc = concat!("Element by element, ", $what, ": as [`", stringify!($name), "`], written into `first` and `second`. Allocates nothing.")]
        ///
        /// # Errors
        ///
        /// [`Error::Broadcast`](crate::Error::Broadcast) where the shapes of `x` and `y` do not broadcast together;
        /// [`Error::OutputShape`](crate::Error::OutputShape) where they do, but not to the shape of `first` and `second`. Nothing is
        /// written then.
        ///
        #[doc = example!($into:
            "let (mut first, mut second) = ([Default::default()], [Default::default()]);",
            concat!(stringify!($into), "(&[", stringify!($x), "], ", stringify!($y), ", &mut first, &mut second)?;"),
            concat!("assert_eq!((first, second), ([", stringify!($q), "], [", stringify!($r), "]));")
        )]
        #[inline]
        pub fn $into<T: Element, U: Element, Y: Element, Z: Element>(
            x: impl Operand<T>,
            y: impl Operand<U>,
            first: impl Output<Y>,
            second: impl Output<Z>,
        ) -> Result<()>
        where
            ops::$op: Ufunc<(T, U), Out = (Y, Z)>,
        {
            Call::ufunc(&ops::$op).write_both((Read(&x), Read(&y)), first, second)
        }
    };
}

macro_rules! ternary {
    ($op:ident [$name:ident $into:ident $assign:ident] $what:literal ($x:expr, $y:expr, $z:expr) => ($r:expr) $about:expr) => {
        #[doc = concat!("Element by element, ", $what, ": a new array. Operands broadcast; see [`Operand`].")]
        ///
        #[doc = $about]
        ///
        /// # Errors
        ///
        /// [`Error::Broadcast`](crate::Error::Broadcast) where the shapes do not broadcast together;
        /// [`Error::SizeOverflow`](crate::Error::SizeOverflow) or [`Error::Allocation`](crate::Error::Allocation) where the result does
        /// not fit into memory.
        ///
        #[doc = example!($name: concat!(
            "assert_eq!(", stringify!($name), "(&[", stringify!($x), "], ", stringify!($y), ", ", stringify!($z),
            ")?.to_vec(), [", stringify!($r), "]);"
        ))]
        #[inline]
        pub fn $name<T: Element, U: Element, V: Element, Y: Element>(
            x: impl Operand<T>,
            y: impl Operand<U>,
            z: impl Operand<V>,
        ) -> Result<Array<Y>>
        where
            ops::$op: Ufunc<(T, U, V), Out = (Y,)>,
        {
            Call::ufunc(&ops::$op).new_array((Read(&x), Read(&y), Read(&z)))
        }

        #[doc = concat!("Element by element, ", $what, ": as [`", stringify!($name), "`], written into `out`. Allocates nothing.")]
        ///
        /// # Errors
        ///
        /// [`Error::Broadcast`](crate::Error::Broadcast) where the shapes of the operands do not broadcast together;
        /// [`Error::OutputShape`](crate::Error::OutputShape) where they do, but not to the shape of `out`. Nothing is written then.
        ///
        #[doc = example!($into:
            "let mut out = [Default::default()];",
            concat!(stringify!($into), "(&[", stringify!($x), "], ", stringify!($y), ", ", stringify!($z), ", &mut out)?;"),
            concat!("assert_eq!(out, [", stringify!($r), "]);")
        )]
        #[inline]
        pub fn $into<T: Element, U: Element, V: Element, Y: Element>(
            x: impl Operand<T>,
            y: impl Operand<U>,
            z: impl Operand<V>,
            out: impl Output<Y>,
        ) -> Result<()>
        where
            ops::$op: Ufunc<(T, U, V), Out = (Y,)>,
        {
            Call::ufunc(&ops::$op).write((Read(&x), Read(&y), Read(&z)), out)
        }

        #[doc = concat!("In place, ", $what, ": as [`", stringify!($name), "`], written over `x`. Allocates nothing.")]
        ///
        /// # Errors
        ///
        /// [`Error::Broadcast`](crate::Error::Broadcast) or [`Error::OutputShape`](crate::Error::OutputShape) where `y` and `z` do not
        /// broadcast to the shape of `x`. Nothing is written then.
        ///
        #[doc = example!($assign:
            concat!("let mut x = [", stringify!($x), "];"),
            concat!(stringify!($assign), "(&mut x, ", stringify!($y), ", ", stringify!($z), ")?;"),
            concat!("assert_eq!(x, [", stringify!($r), "]);")
        )]
        #[inline]
        pub fn $assign<T: Element, U: Element, V: Element>(
            x: impl Output<T>,
            y: impl Operand<U>,
            z: impl Operand<V>,
        ) -> Result<()>
        where
            ops::$op: Ufunc<(T, U, V), Out = (T,)>,
        {
            Call::ufunc(&ops::$op).assign(x, (Read(&y), Read(&z)))
        }
    };
}

tightloop_kernels::catalogue! { functions }
