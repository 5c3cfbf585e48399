//! The elementwise functions of the catalogue, by family. Macros list them; [`Call`] runs them.

use crate::bounds::{Promote, Strong};
use crate::call::{Call, promoted};
use crate::infallible::infallible;
use crate::operand::Read;
use crate::{Array, Element, Operand, Output, Result, Ufunc, ops};

/// Lists the functions of one line of the catalogue.
macro_rules! functions {
    ($kind:ident $op:ident $names:tt {
        $does:literal accuracy $accuracy:literal special $special:literal numpy $numpy:literal
        $(alias $alias:literal)?
        example $x:tt => $y:tt
    } [$($t:ident)*] [$($in:tt => $out:tt as $a:tt => $b:tt;)*]) => {
        $kind! {
            $op $names [$($alias)?] $does { accuracy $accuracy special $special numpy $numpy }
            ([$($t)*] $({ $in => $out })*) $x => $y
        }
    };
}

macro_rules! unary_into {
    (
        $op:ident $into:ident $does:literal $facts:tt
        ($($dtypes:tt)*) ($x:expr) => ($y:expr)
    ) => {
        #[doc = page! {
            concat!($does, ", into existing memory"); $op $facts
            dtypes ($($dtypes)*)
            shapes "`x` broadcasts to the shape of `out`"
            errors!(output),
            example! { $into:
                line!(let x = Array $x),
                "let mut out = Array::zeros(&[2, 2])?;",
                line!($into "(&x, &mut out)?;"),
                line!(out is Array $y),
            },
        }]
        #[inline]
        pub fn $into<T: Element, Y: Element>(x: impl Operand<T>, out: impl Output<Y>) -> Result<()>
        where
            ops::$op: Ufunc<(T,), Out = (Y,)>,
        {
            Call::ufunc(&ops::$op).write((Read(&x),), out)
        }
    };
}

macro_rules! unary_assign {
    (
        $op:ident $assign:ident $does:literal $facts:tt
        ($($dtypes:tt)*) ($x:expr) => ($y:expr)
    ) => {
        #[doc = page! {
            concat!($does, ", in place"); $op $facts
            dtypes ($($dtypes)*)
            shapes "any"
            example! { $assign:
                line!(let mut x = Array $x),
                line!($assign "(&mut x);"),
                line!(x is Array $y),
            },
        }]
        #[inline]
        pub fn $assign<T: Element>(x: impl Output<T>)
        where
            ops::$op: Ufunc<(T,), Out = (T,)>,
        {
            infallible(Call::ufunc(&ops::$op).assign(x, ()))
        }
    };
}

macro_rules! unary {
    (
        $op:ident [$name:ident $into:ident $($assign:ident)?] [$($alias:literal)?]
        $does:literal $facts:tt $dtypes:tt ($x:expr) => ($y:expr)
    ) => {
        #[doc = page! {
            $does; $op $facts
            dtypes $dtypes
            shapes "any; the result has the shape of `x`"
            panics!(),
            example! { $name:
                line!(let x = Array $x),
                line!($name "(&x)" is Array $y),
            },
        }]
        $(#[doc(alias = $alias)])?
        #[inline]
        #[track_caller]
        pub fn $name<T: Element, Y: Element>(x: impl Operand<T>) -> Array<Y>
        where
            ops::$op: Ufunc<(T,), Out = (Y,)>,
        {
            infallible(Call::ufunc(&ops::$op).new_array((Read(&x),)))
        }

        unary_into! { $op $into $does $facts $dtypes ($x) => ($y) }
        $(unary_assign! { $op $assign $does $facts $dtypes ($x) => ($y) })?
    };
}

macro_rules! predicate {
    (
        $op:ident [$name:ident $into:ident] [$($alias:literal)?] $does:literal $facts:tt
        ($($dtypes:tt)*) ($x:expr) => ($y:expr)
    ) => {
        #[doc = page! {
            $does; $op $facts
            dtypes ($($dtypes)* to bool)
            shapes "any; the result has the shape of `x`"
            panics!(),
            example! { $name:
                line!(let x = Array $x),
                line!($name "(&x)" is Array $y),
            },
        }]
        $(#[doc(alias = $alias)])?
        #[inline]
        #[track_caller]
        pub fn $name<T: Element>(x: impl Operand<T>) -> Array<bool>
        where
            ops::$op: Ufunc<(T,), Out = (bool,)>,
        {
            infallible(Call::ufunc(&ops::$op).new_array((Read(&x),)))
        }

        unary_into! { $op $into $does $facts ($($dtypes)* to bool) ($x) => ($y) }
    };
}

macro_rules! binary_into {
    (
        $op:ident $into:ident $does:literal $facts:tt
        ($($dtypes:tt)*) ($x:expr, $y:expr) => ($z:expr)
    ) => {
        #[doc = page! {
            concat!($does, ", into existing memory"); $op $facts
            dtypes ($($dtypes)*)
            shapes "`x` and `y` broadcast to the shape of `out`"
            errors!(broadcast, output),
            example! { $into:
                line!(let x = Array $x),
                line!(let y = $y),
                "let mut out = Array::zeros(&[2, 2])?;",
                line!($into "(&x, &y, &mut out)?;"),
                line!(out is Array $z),
            },
        }]
        #[inline]
        pub fn $into<A: Operand<T>, B: Operand<U>, T, U: Element, To: Element, Y: Element>(
            x: A,
            y: B,
            out: impl Output<Y>,
        ) -> Result<()>
        where
            T: Promote<U, A::Typing, B::Typing, To = To>,
            ops::$op: Ufunc<(To, To), Out = (Y,)>,
        {
            promoted::<T, U, A::Typing, B::Typing, _, _>(&ops::$op, |call| {
                call.write((Read(&x), Read(&y)), out)
            })
        }
    };
}

macro_rules! binary {
    (
        $op:ident [$name:ident $into:ident $assign:ident] [$($alias:literal)?]
        $does:literal $facts:tt
        ($($dtypes:tt)*) ($x:expr, $y:expr) => ($z:expr)
    ) => {
        #[doc = page! {
            $does; $op $facts
            dtypes ($($dtypes)*)
            shapes "`x` and `y` broadcast together; the result has their common shape"
            errors!(broadcast, memory),
            example! { $name:
                line!(let x = Array $x),
                line!(let y = $y),
                line!($name "(&x, &y)?" is Array $z),
            },
        }]
        $(#[doc(alias = $alias)])?
        #[inline]
        pub fn $name<A: Operand<T>, B: Operand<U>, T, U: Element, To: Element, Y: Element>(
            x: A,
            y: B,
        ) -> Result<Array<Y>>
        where
            T: Promote<U, A::Typing, B::Typing, To = To>,
            ops::$op: Ufunc<(To, To), Out = (Y,)>,
        {
            promoted::<T, U, A::Typing, B::Typing, _, _>(&ops::$op, |call| {
                call.new_array((Read(&x), Read(&y)))
            })
        }

        binary_into! { $op $into $does $facts ($($dtypes)*) ($x, $y) => ($z) }

        #[doc = page! {
            concat!($does, ", in place"); $op $facts
            dtypes ($($dtypes)*)
            shapes "`y` broadcasts to the shape of `x`"
            errors!(in_place),
            example! { $assign:
                line!(let mut x = Array $x),
                line!(let y = $y),
                line!($assign "(&mut x, &y)?;"),
                line!(x is Array $z),
            },
        }]
        #[inline]
        pub fn $assign<T, U: Element, B: Operand<U>>(x: impl Output<T>, y: B) -> Result<()>
        where
            T: Promote<U, Strong, B::Typing, To = T>,
            ops::$op: Ufunc<(T, T), Out = (T,)>,
        {
            promoted::<T, U, Strong, B::Typing, _, _>(&ops::$op, |call| call.assign(x, (Read(&y),)))
        }
    };
}

macro_rules! mixed_into {
    (
        $op:ident $into:ident $does:literal $facts:tt
        ($($dtypes:tt)*) ($x:expr, $y:expr) => ($z:expr)
    ) => {
        #[doc = page! {
            concat!($does, ", into existing memory"); $op $facts
            dtypes ($($dtypes)*)
            shapes "`x` and `y` broadcast to the shape of `out`"
            errors!(broadcast, output),
            example! { $into:
                line!(let x = Array $x),
                line!(let y = $y),
                "let mut out = Array::zeros(&[2, 2])?;",
                line!($into "(&x, &y, &mut out)?;"),
                line!(out is Array $z),
            },
        }]
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

macro_rules! mixed {
    (
        $op:ident [$name:ident $into:ident $assign:ident] [$($alias:literal)?]
        $does:literal $facts:tt
        ($($dtypes:tt)*) ($x:expr, $y:expr) => ($z:expr)
    ) => {
        #[doc = page! {
            $does; $op $facts
            dtypes ($($dtypes)*)
            shapes "`x` and `y` broadcast together; the result has their common shape"
            errors!(broadcast, memory),
            example! { $name:
                line!(let x = Array $x),
                line!(let y = $y),
                line!($name "(&x, &y)?" is Array $z),
            },
        }]
        $(#[doc(alias = $alias)])?
        #[inline]
        pub fn $name<T: Element, U: Element, Y: Element>(
            x: impl Operand<T>,
            y: impl Operand<U>,
        ) -> Result<Array<Y>>
        where
            ops::$op: Ufunc<(T, U), Out = (Y,)>,
        {
            Call::ufunc(&ops::$op).new_array((Read(&x), Read(&y)))
        }

        mixed_into! { $op $into $does $facts ($($dtypes)*) ($x, $y) => ($z) }

        #[doc = page! {
            concat!($does, ", in place"); $op $facts
            dtypes ($($dtypes)*)
            shapes "`y` broadcasts to the shape of `x`"
            errors!(in_place),
            example! { $assign:
                line!(let mut x = Array $x),
                line!(let y = $y),
                line!($assign "(&mut x, &y)?;"),
                line!(x is Array $z),
            },
        }]
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
    (
        $op:ident [$name:ident $into:ident] [$($alias:literal)?] $does:literal $facts:tt
        ($($dtypes:tt)*) ($x:expr, $y:expr) => ($z:expr)
    ) => {
        #[doc = page! {
            $does; $op $facts
            dtypes ($($dtypes)* to bool)
            shapes "`x` and `y` broadcast together; the result has their common shape"
            errors!(broadcast, memory),
            example! { $name:
                line!(let x = Array $x),
                line!(let y = $y),
                line!($name "(&x, &y)?" is Array $z),
            },
        }]
        $(#[doc(alias = $alias)])?
        #[inline]
        pub fn $name<A: Operand<T>, B: Operand<U>, T, U: Element, To: Element>(
            x: A,
            y: B,
        ) -> Result<Array<bool>>
        where
            T: Promote<U, A::Typing, B::Typing, To = To>,
            ops::$op: Ufunc<(To, To), Out = (bool,)>,
        {
            promoted::<T, U, A::Typing, B::Typing, _, _>(&ops::$op, |call| {
                call.new_array((Read(&x), Read(&y)))
            })
        }

        binary_into! { $op $into $does $facts ($($dtypes)* to bool) ($x, $y) => ($z) }
    };
}

macro_rules! pair {
    (
        $op:ident [$name:ident $into:ident] [$($alias:literal)?] $does:literal $facts:tt
        ($($dtypes:tt)*) ($x:expr, $y:expr) => ($first:expr, $second:expr)
    ) => {
        #[doc = page! {
            $does; $op $facts
            dtypes ($($dtypes)*)
            shapes "`x` and `y` broadcast together; both results have their common shape"
            errors!(broadcast, memory),
            example! { $name:
                line!(let x = Array $x),
                line!(let y = $y),
                concat!("let (first, second) = ", line!($name "(&x, &y)?;")),
                line!(first is Array $first),
                line!(second is Array $second),
            },
        }]
        $(#[doc(alias = $alias)])?
        #[inline]
        pub fn $name<
            A: Operand<T>,
            B: Operand<U>,
            T,
            U: Element,
            To: Element,
            Y: Element,
            Z: Element,
        >(
            x: A,
            y: B,
        ) -> Result<(Array<Y>, Array<Z>)>
        where
            T: Promote<U, A::Typing, B::Typing, To = To>,
            ops::$op: Ufunc<(To, To), Out = (Y, Z)>,
        {
            promoted::<T, U, A::Typing, B::Typing, _, _>(&ops::$op, |call| {
                call.new_arrays((Read(&x), Read(&y)))
            })
        }

        #[doc = page! {
            concat!($does, ", into existing memory"); $op $facts
            dtypes ($($dtypes)*)
            shapes "`x` and `y` broadcast to the shape of `first` and `second`"
            errors!(broadcast, output),
            example! { $into:
                line!(let x = Array $x),
                line!(let y = $y),
                "let mut first = Array::zeros(&[2, 2])?;",
                "let mut second = Array::zeros(&[2, 2])?;",
                line!($into "(&x, &y, &mut first, &mut second)?;"),
                line!(first is Array $first),
                line!(second is Array $second),
            },
        }]
        #[inline]
        pub fn $into<
            A: Operand<T>,
            B: Operand<U>,
            T,
            U: Element,
            To: Element,
            Y: Element,
            Z: Element,
        >(
            x: A,
            y: B,
            first: impl Output<Y>,
            second: impl Output<Z>,
        ) -> Result<()>
        where
            T: Promote<U, A::Typing, B::Typing, To = To>,
            ops::$op: Ufunc<(To, To), Out = (Y, Z)>,
        {
            promoted::<T, U, A::Typing, B::Typing, _, _>(&ops::$op, |call| {
                call.write_both((Read(&x), Read(&y)), first, second)
            })
        }
    };
}

macro_rules! split {
    (
        $op:ident [$name:ident $into:ident] [$($alias:literal)?] $does:literal $facts:tt
        ($($dtypes:tt)*) ($x:expr) => ($first:expr, $second:expr)
    ) => {
        #[doc = page! {
            $does; $op $facts
            dtypes ($($dtypes)*)
            shapes "any; both results have the shape of `x`"
            panics!(),
            example! { $name:
                line!(let x = Array $x),
                concat!("let (first, second) = ", line!($name "(&x);")),
                line!(first is Array $first),
                line!(second is Array $second),
            },
        }]
        $(#[doc(alias = $alias)])?
        #[inline]
        #[track_caller]
        pub fn $name<T: Element, Y: Element, Z: Element>(
            x: impl Operand<T>,
        ) -> (Array<Y>, Array<Z>)
        where
            ops::$op: Ufunc<(T,), Out = (Y, Z)>,
        {
            infallible(Call::ufunc(&ops::$op).new_arrays((Read(&x),)))
        }

        #[doc = page! {
            concat!($does, ", into existing memory"); $op $facts
            dtypes ($($dtypes)*)
            shapes "`x` broadcasts to the shape of `first` and `second`"
            errors!(output),
            example! { $into:
                line!(let x = Array $x),
                "let mut first = Array::zeros(&[2, 2])?;",
                "let mut second = Array::zeros(&[2, 2])?;",
                line!($into "(&x, &mut first, &mut second)?;"),
                line!(first is Array $first),
                line!(second is Array $second),
            },
        }]
        #[inline]
        pub fn $into<T: Element, Y: Element, Z: Element>(
            x: impl Operand<T>,
            first: impl Output<Y>,
            second: impl Output<Z>,
        ) -> Result<()>
        where
            ops::$op: Ufunc<(T,), Out = (Y, Z)>,
        {
            Call::ufunc(&ops::$op).write_both((Read(&x),), first, second)
        }
    };
}

macro_rules! ternary {
    (
        $op:ident [$name:ident $into:ident $($assign:ident)?] [$($alias:literal)?]
        $does:literal $facts:tt $dtypes:tt ($x:expr, $y:expr, $z:expr) => ($r:expr)
    ) => {
        #[doc = page! {
            $does; $op $facts
            dtypes $dtypes
            shapes "`x`, `y` and `z` broadcast together; the result has their common shape"
            errors!(broadcast, memory),
            example! { $name:
                line!(let x = Array $x),
                line!(let y = $y),
                line!(let z = $z),
                line!($name "(&x, &y, z)?" is Array $r),
            },
        }]
        $(#[doc(alias = $alias)])?
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

        #[doc = page! {
            concat!($does, ", into existing memory"); $op $facts
            dtypes $dtypes
            shapes "`x`, `y` and `z` broadcast to the shape of `out`"
            errors!(broadcast, output),
            example! { $into:
                line!(let x = Array $x),
                line!(let y = $y),
                line!(let z = $z),
                "let mut out = Array::zeros(&[2, 2])?;",
                line!($into "(&x, &y, z, &mut out)?;"),
                line!(out is Array $r),
            },
        }]
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

        $(
            #[doc = page! {
                concat!($does, ", in place"); $op $facts
                dtypes $dtypes
                shapes "`y` and `z` broadcast to the shape of `x`"
                errors!(in_place),
                example! { $assign:
                    line!(let mut x = Array $x),
                    line!(let y = $y),
                    line!(let z = $z),
                    line!($assign "(&mut x, &y, z)?;"),
                    line!(x is Array $r),
                },
            }]
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
        )?
    };
}

pub mod arithmetic {
    //! Arithmetic, element by element: sums, products, quotients, squares and roots.
    //!
    //! The operators `+ - * / %` do the same, and panic if the function returns an error; `%` is
    //! [`remainder`], as in Python. An array or a view may be on the left, and any [`Operand`] on
    //! the right; or a number on the left, and an array or a view on the right. `+= -= *= /= %=`
    //! and the sign `-` exist, too.
    //!
    //! ```
    //! use tightloop::Array;
    //!
    //! let mut x = Array::from([[1.0, 2.0], [4.0, 8.0]]);
    //! assert_eq!(1.0 - &x * [0.5, 0.25], Array::from([[0.5, 0.5], [-1.0, -1.0]]));
    //! x /= 2.0;
    //! assert_eq!(-x, Array::from([[-0.5, -1.0], [-2.0, -4.0]]));
    //! ```

    use super::*;

    tightloop_kernels::catalogue! { functions arithmetic }
}

pub mod exponential {
    //! Exponential functions and logarithms, element by element, within 1 ULP.

    use super::*;

    tightloop_kernels::catalogue! { functions exponential }
}

pub mod floating_point {
    //! Functions of the parts of floating-point numbers, element by element.

    use super::*;

    tightloop_kernels::catalogue! { functions floating_point }
}

pub mod comparison {
    //! Comparisons, element by element: truth values, smaller and larger elements.

    use super::*;

    tightloop_kernels::catalogue! { functions comparison }

    /// Lists the functions of closeness with given tolerances.
    macro_rules! within {
        ($does:literal $facts:tt) => {
            #[doc = page! {
                $does; IsClose $facts
                dtypes ([bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] to bool)
                shapes "`x` and `y` broadcast together; the result has their common shape"
                errors!(broadcast, memory),
                example! { isclose_within:
                    "let x = Array::from([1.0, 2.0, 3.0]);",
                    "let y = [1.25, 2.5, 3.25];",
                    "let z = isclose_within(&x, &y, 0.0, 0.25)?;",
                    "assert_eq!(z, Array::from([true, false, true]));",
                },
            }]
            #[inline]
            pub fn isclose_within<T: Element>(
                x: impl Operand<T>,
                y: impl Operand<T>,
                rtol: f64,
                atol: f64,
            ) -> Result<Array<bool>>
            where
                ops::IsClose: Ufunc<(T, T), Out = (bool,)>,
            {
                Call::ufunc(&ops::IsClose { rtol, atol }).new_array((Read(&x), Read(&y)))
            }

            #[doc = page! {
                concat!($does, ", into existing memory"); IsClose $facts
                dtypes ([bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] to bool)
                shapes "`x` and `y` broadcast to the shape of `out`"
                errors!(broadcast, output),
                example! { isclose_within_into:
                    "let x = Array::from([1.0, 2.0, 3.0]);",
                    "let y = [1.25, 2.5, 3.25];",
                    "let mut out = Array::zeros(&[3])?;",
                    "isclose_within_into(&x, &y, 0.0, 0.25, &mut out)?;",
                    "assert_eq!(out, Array::from([true, false, true]));",
                },
            }]
            #[inline]
            pub fn isclose_within_into<T: Element>(
                x: impl Operand<T>,
                y: impl Operand<T>,
                rtol: f64,
                atol: f64,
                out: impl Output<bool>,
            ) -> Result<()>
            where
                ops::IsClose: Ufunc<(T, T), Out = (bool,)>,
            {
                Call::ufunc(&ops::IsClose { rtol, atol }).write((Read(&x), Read(&y)), out)
            }
        };
    }
    within! {
        "Tests element by element whether `x` is close to `y`: `|x - y| <= atol + rtol * |y|`" {
            accuracy "each step of the formula is rounded; integers are converted to `f64` first"
            special "infinities are close to themselves only; NaN is close to nothing"
            numpy "`np.isclose`"
        }
    }
}

pub mod trigonometric {
    //! Trigonometric functions and their inverses, element by element, within 1 ULP.

    use super::*;

    tightloop_kernels::catalogue! { functions trigonometric }
}

pub mod hyperbolic {
    //! Hyperbolic functions and their inverses, element by element, within 1 ULP.

    use super::*;

    tightloop_kernels::catalogue! { functions hyperbolic }
}

pub mod rounding {
    //! Rounding to integers, element by element.

    use super::*;

    tightloop_kernels::catalogue! { functions rounding }
}

pub mod bits {
    //! Bits of integers and truth values, and what depends on factors of integers, element by
    //! element.
    //!
    //! The operators `& | ^ << >>`, the same with `=`, and `!` do the same as the functions, and
    //! panic if the function returns an error.
    //!
    //! ```
    //! use tightloop::Array;
    //!
    //! let mut x = Array::from([0b1100u8, 0b1010]);
    //! assert_eq!(&x & 0b0110, Array::from([0b0100, 0b0010]));
    //! x <<= 1;
    //! assert_eq!(!x ^ 0xff, Array::from([0b11000, 0b10100]));
    //! assert_eq!(Array::from([true, false]) | [false, false], Array::from([true, false]));
    //! ```

    use super::*;

    tightloop_kernels::catalogue! { functions bits }
}

pub mod complex {
    //! The parts of complex numbers, element by element.

    use super::*;

    tightloop_kernels::catalogue! { functions complex }
}

pub mod special {
    //! Functions of statistics and of neural networks, element by element, within 1 ULP.

    use super::*;

    tightloop_kernels::catalogue! { functions special }
}
