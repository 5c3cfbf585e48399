//! Operations in a line: the macro [`ufunc!`](crate::ufunc).

use super::{Lane, StoredFor};
use tightloop_kernels::Natural;

/// The dtypes that registers hold as they are stored: integers, `f32` and `f64`.
pub trait LaneDtype: Lane + Natural<Value = Self> + StoredFor<Self, Element = Self> {}

impl<T: Lane + Natural<Value = T> + StoredFor<T, Element = T>> LaneDtype for T {}

/// Defines operations and their functions.
///
/// ```
/// use core::f32::consts::FRAC_1_SQRT_2;
/// use tightloop::{Array, ufunc};
///
/// ufunc! {
///     /// The Gaussian error linear unit.
///     pub fn gelu, gelu_into, gelu_assign = Gelu(x: f32) -> f32 {
///         0.5 * x * (1.0 + (x * FRAC_1_SQRT_2).erf())
///     }
/// }
///
/// let mut x = Array::from([0.0, 100.0]);
/// assert_eq!(gelu(&x), Array::from([0.0, 100.0]));
/// gelu_assign(&mut x);
/// ```
///
/// This defines a type, `Gelu`, that implements [`Unary<f32>`](crate::Unary) by the formula, and
/// functions with the signatures of those of the catalogue, such as [`exp`](crate::exp),
/// [`exp_into`](crate::exp_into) and [`exp_assign`](crate::exp_assign). All names are yours. The
/// second and third function may be left out. The type has all other forms: `Gelu.map_reduce(..)`,
/// `Gelu.map_masked_into(..)`, and `Gelu.map(..)`, which also takes `f16` and `bf16`: see
/// [`UnaryExt`](crate::UnaryExt).
///
/// The formula is a block, on [`Vector`](crate::Vector)s: it may have `let`s, and call functions
/// that are `#[inline(always)]`. See [`custom`](crate::custom) for what it cannot have.
///
/// # One, two or three arguments
///
/// Operations of two and three arguments are a [`Binary`](crate::Binary) and a
/// [`Ternary`](crate::Ternary). A formula that gives a [`Mask`](crate::Mask) is `-> bool`:
///
/// ```
/// use tightloop::{Array, ufunc};
///
/// ufunc! {
///     /// `weight * a + (1 - weight) * b`.
///     fn mix, mix_into = Mix(a: f64, b: f64, weight: f64) -> f64 {
///         weight.mul_add(a - b, b)
///     }
///
///     /// Whether numbers differ by at most 1/1000.
///     fn are_close = AreClose(a: f64, b: f64) -> bool {
///         (a - b).abs().le(a.like(0.001))
///     }
/// }
///
/// let (a, b) = (Array::from([1.0, 2.0]), Array::from([3.0, 4.0]));
/// let mixed = mix(&a, &b, 0.5)?;
/// assert_eq!(are_close(&mixed, &[2.0, 3.5])?, Array::from([true, false]));
/// # Ok::<(), tightloop::Error>(())
/// ```
///
/// Dtypes of arguments may differ if registers have equally many: `f32`, `i32` and `u32`, for
/// instance. The dtypes are integers, `f32` and `f64`.
///
/// # Several dtypes
///
/// ```
/// use tightloop::{Array, ufunc};
///
/// ufunc! {
///     /// `x / (1 + |x|)`.
///     pub fn softsign, softsign_into, softsign_assign = Softsign(x: T) -> T
///     where T: f32 | f64 {
///         x / (1.0 + x.abs())
///     }
/// }
///
/// assert_eq!(softsign(&Array::from([1.0f32, -3.0])), Array::from([0.5f32, -0.75]));
/// assert_eq!(softsign(&Array::from([1.0f64, -3.0])), Array::from([0.5f64, -0.75]));
/// ```
///
/// The formula is compiled for each dtype by itself, so `1.0` is an `f32` in one of them and an
/// `f64` in the other, and `T` may be used as in `T::EPSILON`.
///
/// # Parameters
///
/// Parameters are fields of the type. Then there are no functions: the operation is a value.
///
/// ```
/// use tightloop::{Array, UnaryExt, ufunc};
///
/// ufunc! {
///     /// `x * factor`, but no more than `limit`.
///     pub struct Gain {
///         /// The factor.
///         pub factor: f32,
///         /// The limit.
///         pub limit: f32,
///     }(x: f32) -> f32 {
///         (x * factor).min(x.like(limit))
///     }
/// }
///
/// let gain = Gain { factor: 2.0, limit: 5.0 };
/// assert_eq!(gain.map(&Array::from([1.0f32, 3.0])), Array::from([2.0, 5.0]));
/// ```
///
/// Types of fields are `Copy`. Without braces, as in `pub struct Gelu(x: f32) -> f32 { .. }`, an
/// operation has neither parameters nor functions.
///
/// If an operation is cheap and should say so ([`COST`](crate::Unary::COST)), or works on complex
/// numbers, implement the trait.
#[macro_export]
macro_rules! ufunc {
    () => {};
    (
        $(#[$meta:meta])*
        $vis:vis fn $name:ident $(, $into:ident $(, $assign:ident)?)? =
            $op:ident($($x:ident: $t:ident),+ $(,)?) -> $out:ident
        $(where $generic:ident: $($dtype:ident)|+)?
        $body:block
        $($rest:tt)*
    ) => {
        $crate::__ufunc! {
            @check $op [$($t)+ $out] [$($($dtype)+)?]
            #[doc = concat!("The operation of [`", stringify!($name), "`].")]
            #[derive(Clone, Copy, Debug)]
            $vis struct $op;

            $crate::__ufunc! {
                @dtypes $op [] [$($x $t)+] $out [$($generic $($dtype)+)?] $body
            }
            $crate::__ufunc! {
                @functions [$vis] [$(#[$meta])*] [$name $($into $($assign)?)?] $op [$($generic)?]
                [$($x $t)+] $out
            }
        }
        $crate::ufunc! { $($rest)* }
    };
    (
        $(#[$meta:meta])*
        $vis:vis struct $op:ident {
            $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $field_type:ty),* $(,)?
        }
        ($($x:ident: $t:ident),+ $(,)?) -> $out:ident
        $(where $generic:ident: $($dtype:ident)|+)?
        $body:block
        $($rest:tt)*
    ) => {
        $crate::__ufunc! {
            @check $op [$($t)+ $out] [$($($dtype)+)?]
            $(#[$meta])*
            #[derive(Clone, Copy, Debug)]
            $vis struct $op {
                $($(#[$field_meta])* $field_vis $field: $field_type),*
            }

            $crate::__ufunc! {
                @dtypes $op [$($field)*] [$($x $t)+] $out [$($generic $($dtype)+)?] $body
            }
        }
        $crate::ufunc! { $($rest)* }
    };
    (
        $(#[$meta:meta])*
        $vis:vis struct $op:ident($($x:ident: $t:ident),+ $(,)?) -> $out:ident
        $(where $generic:ident: $($dtype:ident)|+)?
        $body:block
        $($rest:tt)*
    ) => {
        $crate::__ufunc! {
            @check $op [$($t)+ $out] [$($($dtype)+)?]
            $(#[$meta])*
            #[derive(Clone, Copy, Debug)]
            $vis struct $op;

            $crate::__ufunc! {
                @dtypes $op [] [$($x $t)+] $out [$($generic $($dtype)+)?] $body
            }
        }
        $crate::ufunc! { $($rest)* }
    };
}

/// What [`ufunc!`](crate::ufunc) lists.
#[doc(hidden)]
#[macro_export]
macro_rules! __ufunc {
    // One message about a dtype in place of one from each use of it.
    (@check $op:ident [$($t:ident)+] [] $($items:tt)*) => {
        $crate::__ufunc! { @in_registers $op [$($t)+] { $($items)* } }
    };
    (@check $op:ident [$($t:ident)+] [$($dtype:ident)+] $($items:tt)*) => {
        $crate::__ufunc! { @in_registers $op [$($dtype)+] { $($items)* } }
    };
    (@in_registers $op:ident [f32 $($more:ident)*] $items:tt) => {
        $crate::__ufunc! { @in_registers $op [$($more)*] $items }
    };
    (@in_registers $op:ident [f64 $($more:ident)*] $items:tt) => {
        $crate::__ufunc! { @in_registers $op [$($more)*] $items }
    };
    (@in_registers $op:ident [i8 $($more:ident)*] $items:tt) => {
        $crate::__ufunc! { @in_registers $op [$($more)*] $items }
    };
    (@in_registers $op:ident [i16 $($more:ident)*] $items:tt) => {
        $crate::__ufunc! { @in_registers $op [$($more)*] $items }
    };
    (@in_registers $op:ident [i32 $($more:ident)*] $items:tt) => {
        $crate::__ufunc! { @in_registers $op [$($more)*] $items }
    };
    (@in_registers $op:ident [i64 $($more:ident)*] $items:tt) => {
        $crate::__ufunc! { @in_registers $op [$($more)*] $items }
    };
    (@in_registers $op:ident [u8 $($more:ident)*] $items:tt) => {
        $crate::__ufunc! { @in_registers $op [$($more)*] $items }
    };
    (@in_registers $op:ident [u16 $($more:ident)*] $items:tt) => {
        $crate::__ufunc! { @in_registers $op [$($more)*] $items }
    };
    (@in_registers $op:ident [u32 $($more:ident)*] $items:tt) => {
        $crate::__ufunc! { @in_registers $op [$($more)*] $items }
    };
    (@in_registers $op:ident [u64 $($more:ident)*] $items:tt) => {
        $crate::__ufunc! { @in_registers $op [$($more)*] $items }
    };
    // A result.
    (@in_registers $op:ident [bool] $items:tt) => {
        $crate::__ufunc! { @in_registers $op [] $items }
    };
    (@in_registers $op:ident [] { $($items:tt)* }) => { $($items)* };
    (@in_registers $op:ident [$t:ident $($more:ident)*] $items:tt) => {
        compile_error!(concat!(
            "`", stringify!($op), "`: `", stringify!($t), "` is not a dtype of formulas. These ",
            "are `f32`, `f64`, `i8` to `i64` and `u8` to `u64`; a result may be `bool`. `",
            stringify!($op), ".map(..)` computes `f16` and `bf16` as `f32`; for others, ",
            "implement `Unary`, `Binary` or `Ternary`"
        ));
    };

    // The dtypes, each with an implementation.
    (@dtypes $op:ident $fields:tt $args:tt $out:ident [] $body:block) => {
        $crate::__ufunc! { @implement $op $fields $args $out $body }
    };
    (@dtypes $op:ident $fields:tt $args:tt $out:ident [$generic:ident $($dtype:ident)+]
        $body:block) => {$(
        const _: () = {
            type $generic = $dtype;
            $crate::__ufunc! { @implement $op $fields $args $out $body }
        };
    )+};

    // Truth values have as many lanes as the first argument.
    (@implement $op:ident $fields:tt [$x:ident $t:ident $($more:ident)*] bool $body:block) => {
        $crate::__ufunc! {
            @count $op $fields [$x $t $($more)*] [$crate::Truth<$t>] $body
        }
    };
    (@implement $op:ident $fields:tt $args:tt $out:ident $body:block) => {
        $crate::__ufunc! { @count $op $fields $args [$out] $body }
    };

    // The number of arguments decides the trait.
    (@count $op:ident $fields:tt [$x:ident $t:ident] $out:tt $body:block) => {
        $crate::__ufunc! { @apply Unary $op $fields [$x $t] $out $body }
    };
    (@count $op:ident $fields:tt [$a:ident $t:ident $b:ident $u:ident] $out:tt $body:block) => {
        $crate::__ufunc! { @apply Binary $op $fields [$a $t $b $u] $out $body }
    };
    (@count $op:ident $fields:tt [$a:ident $t:ident $b:ident $u:ident $c:ident $v:ident] $out:tt
        $body:block) => {
        $crate::__ufunc! { @apply Ternary $op $fields [$a $t $b $u $c $v] $out $body }
    };
    (@count $op:ident $fields:tt $args:tt $out:tt $body:block) => {
        compile_error!("an operation of `ufunc!` has one, two or three arguments");
    };
    (@apply $trait:ident $op:ident [$($field:ident)*] [$($x:ident $t:ident)+] [$out:ty]
        $body:block) => {
        // Says so where the operation is defined, not only where it is used.
        const _: () = { $($crate::custom::same_lanes::<$t, $out>();)+ };

        impl $crate::custom::$trait<$($t,)+ $out> for $op {
            #[inline(always)]
            fn apply<OnIsa: $crate::Isa>(
                &self,
                $($x: $crate::Vector<OnIsa, $t>),+
            ) -> <$out as $crate::custom::Value>::Of<OnIsa> {
                let Self { $($field),* } = *self;
                $body
            }
        }
    };

    // The functions. What is `[bool]` in memory is a truth value in registers.
    (@functions $vis:tt $meta:tt $names:tt $op:ident $generic:tt
        [$x:ident $t:ident $($more:ident)*] bool) => {
        $crate::__ufunc! {
            @forms $vis $meta $names $op $generic [$x $t $($more)*] [$crate::Truth<$t>] [bool]
        }
    };
    (@functions $vis:tt $meta:tt $names:tt $op:ident $generic:tt $args:tt $out:ident) => {
        $crate::__ufunc! { @forms $vis $meta $names $op $generic $args [$out] [$out] }
    };
    (@forms $vis:tt $meta:tt $names:tt $op:ident $generic:tt [$x:ident $t:ident] [$value:ty]
        [$out:ident]) => {
        $crate::__ufunc! {
            @bounded $generic [$op: $crate::Unary<$t, $value>]
            $vis $meta $names [$x $t] $out
            [<$op as $crate::UnaryExt<$t, $value>>] [&$op]
            [$crate::Array<$out>] [()]
        }
    };
    (@forms $vis:tt $meta:tt $names:tt $op:ident $generic:tt
        [$a:ident $t:ident $b:ident $u:ident] [$value:ty] [$out:ident]) => {
        $crate::__ufunc! {
            @bounded $generic [$op: $crate::Binary<$t, $u, $value>]
            $vis $meta $names [$a $t $b $u] $out
            [<$op as $crate::BinaryExt<$t, $u, $value>>] [&$op]
            [$crate::Result<$crate::Array<$out>>] [$crate::Result<()>]
        }
    };
    (@forms $vis:tt $meta:tt $names:tt $op:ident $generic:tt
        [$a:ident $t:ident $b:ident $u:ident $c:ident $v:ident] [$value:ty] [$out:ident]) => {
        $crate::__ufunc! {
            @bounded $generic [$op: $crate::Ternary<$t, $u, $v, $value>]
            $vis $meta $names [$a $t $b $u $c $v] $out
            [<$op as $crate::TernaryExt<$t, $u, $v, $value>>] [&$op]
            [$crate::Result<$crate::Array<$out>>] [$crate::Result<()>]
        }
    };
    // `@count` has said what is wrong.
    (@forms $($too_many:tt)*) => {};

    (@bounded [] $bound:tt $($rest:tt)*) => {
        $crate::__ufunc! { @each [] [] $($rest)* }
    };
    (@bounded [$generic:ident] [$($bound:tt)*] $($rest:tt)*) => {
        $crate::__ufunc! {
            @each [<$generic>] [where $generic: $crate::bounds::LaneDtype, $($bound)*] $($rest)*
        }
    };
    (@each $generics:tt $where:tt $vis:tt $meta:tt
        [$name:ident $($into:ident $($assign:ident)?)?]
        $args:tt $out:ident $runs:tt $op:tt [$new:ty] [$done:ty]) => {
        $crate::__ufunc! { @new $generics $where $vis $meta $name $args $runs $op $new }
        $(
            $crate::__ufunc! { @into $generics $where $vis $name $into $args $out $runs $op }
            $(
                $crate::__ufunc! {
                    @assign $generics $where $vis $name $assign $args $runs $op $done
                }
            )?
        )?
    };
    (@new [$($generics:tt)*] [$($where:tt)*] [$vis:vis] [$($meta:tt)*] $name:ident
        [$($x:ident $t:ident)+] [$($runs:tt)*] [$op:expr] $result:ty) => {
        $($meta)*
        #[inline]
        #[track_caller]
        $vis fn $name$($generics)*($($x: impl $crate::Operand<$t>),+) -> $result $($where)* {
            $($runs)*::map::<$($t),+>($op, $($x),+)
        }
    };
    (@into [$($generics:tt)*] [$($where:tt)*] [$vis:vis] $name:ident $into:ident
        [$($x:ident $t:ident)+] $out:ident [$($runs:tt)*] [$op:expr]) => {
        #[doc = concat!("[`", stringify!($name), "`], into existing memory.")]
        ///
        /// # Errors
        ///
        /// `Broadcast` or `OutputShape` if shapes do not fit. Then nothing has been written.
        #[inline]
        $vis fn $into$($generics)*(
            $($x: impl $crate::Operand<$t>,)+
            out: impl $crate::Output<$out>,
        ) -> $crate::Result<()> $($where)* {
            $($runs)*::map_into::<$($t),+>($op, $($x,)+ out)
        }
    };
    (@assign [$($generics:tt)*] [$($where:tt)*] [$vis:vis] $name:ident $assign:ident
        [$first:ident $t:ident $($x:ident $u:ident)*] [$($runs:tt)*] [$op:expr] $done:ty) => {
        #[doc = concat!("[`", stringify!($name), "`], written over the first operand.")]
        ///
        /// If it gives an error, which says what does not fit, nothing has been written.
        #[inline]
        $vis fn $assign$($generics)*(
            $first: impl $crate::Output<$t>
            $(, $x: impl $crate::Operand<$u>)*
        ) -> $done $($where)* {
            $($runs)*::map_assign::<$t $(, $u)*>($op, $first $(, $x)*)
        }
    };
}
