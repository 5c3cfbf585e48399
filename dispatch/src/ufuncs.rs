//! The kernels of the catalogue: one table per operation and set of types, compiled here and
//! nowhere else.

use crate::kernel::{Kernel, Prepared, Ufunc};
use crate::reduce::{FoldUfunc, ReduceKernel, SearchUfunc};
use crate::scan::{ScanKernel, ScanUfunc};
use tightloop_array_core::{C32, C64, bf16, f16};
use tightloop_kernels::ops::*;
use tightloop_kernels::{Catalogued, Computes, Cplx, Truth};

/// The table of one signature. Not generic: callers in other crates do not compile the loops again.
macro_rules! table {
    (
        $op:ident $name:ident ($($in:ty),+) => ($($out:ty),+) by $arity:ident::<$($value:ty),+>
        $(, $prepared:expr)?
    ) => {
        impl Ufunc<($($in,)+)> for $op {
            type Out = ($($out,)+);
            const NAME: &'static str = stringify!($name);
            fn kernel() -> &'static Kernel<Self, ($($in,)+), ($($out,)+)> {
                static KERNEL: Kernel<$op, ($($in,)+), ($($out,)+)> =
                    Kernel::$arity::<$($value),+>()$(.or_prepared($prepared))?.known_inlined();
                &KERNEL
            }
        }
    };
}

/// The loops for a second operand that is a single number, if there are any.
macro_rules! prepared {
    (FloorDivide $t:ident) => {
        <$t as WithNumber>::QUOTIENT
    };
    (Remainder $t:ident) => {
        <$t as WithNumber>::REMAINDER
    };
    (Pow $t:ident) => {
        <$t as WithNumber>::POWER
    };
    ($op:ident $t:ident) => {
        None
    };
}

/// The loops that combine elements of one type with a single number.
trait WithNumber: Sized + 'static {
    /// The quotients rounded down.
    const QUOTIENT: Option<&'static Prepared<Self>> = None;
    /// The remainders.
    const REMAINDER: Option<&'static Prepared<Self>> = None;
    /// The powers.
    const POWER: Option<&'static Prepared<Self>> = None;
}

/// Lists the integers.
macro_rules! ints {
    ($($t:ident)*) => {$(
        impl WithNumber for $t {
            const QUOTIENT: Option<&'static Prepared<Self>> =
                Some(const { &Prepared::of::<FloorDivide>() });
            const REMAINDER: Option<&'static Prepared<Self>> =
                Some(const { &Prepared::of::<Remainder>() });
            const POWER: Option<&'static Prepared<Self>> =
                Some(const { &Prepared::of::<Pow>() });
        }
    )*};
}
ints! { i8 i16 i32 i64 u8 u16 u32 u64 }

impl WithNumber for f16 {}
impl WithNumber for bf16 {}
impl WithNumber for f32 {}
impl WithNumber for f64 {}

/// The table of one reduction or scan.
macro_rules! fold_table {
    (
        $ufunc:ident $method:ident $kernel:ident $new:ident
        $op:ident $name:ident $in:ty => $out:ty as $x:ty
    ) => {
        impl $ufunc<$in> for $op {
            type Out = $out;
            const NAME: &'static str = stringify!($name);
            fn $method() -> &'static $kernel<Self, $in, $out> {
                static KERNEL: $kernel<$op, $in, $out> = $kernel::$new::<$x>();
                &KERNEL
            }
        }
    };
}

/// The value that an operation computes a type as.
type V<Op, T> = <<Op as Catalogued>::By as Computes<T>>::Value;

/// The result of comparing such values.
type TruthOf<Op, T> = <<Op as Catalogued>::By as Computes<T>>::Truth;

/// Writes the tables of one line of the catalogue.
macro_rules! tables {
    (unary $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] [
        $(($in:ty) => ($out:ty) as ($x:ty) => ($y:ty);)*
    ]) => {
        $(table! { $op $name ($t) => ($t) by unary::<V<$op, $t>, V<$op, $t>> })*
        $(table! { $op $name ($in) => ($out) by unary::<$x, $y> })*
    };
    (predicate $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] []) => {
        $(table! { $op $name ($t) => (bool) by unary::<V<$op, $t>, TruthOf<$op, $t>> })*
    };
    (binary $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] [
        $(($in:ty, $jn:ty) => ($out:ty) as ($x:ty, $y:ty) => ($z:ty);)*
    ]) => {
        $(table! {
            $op $name ($t, $t) => ($t)
                by binary::<V<$op, $t>, V<$op, $t>, V<$op, $t>>, prepared!($op $t)
        })*
        $(table! { $op $name ($in, $jn) => ($out) by binary::<$x, $y, $z> })*
    };
    (mixed $($line:tt)*) => {
        tables! { binary $($line)* }
    };
    (compare $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] []) => {
        $(table! {
            $op $name ($t, $t) => (bool) by binary::<V<$op, $t>, V<$op, $t>, TruthOf<$op, $t>>
        })*
    };
    (pair $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] []) => {
        $(table! {
            $op $name ($t, $t) => ($t, $t)
                by binary::<V<$op, $t>, V<$op, $t>, (V<$op, $t>, V<$op, $t>)>
        })*
    };
    (split $op:ident [$name:ident $($form:ident)*] $docs:tt [] [
        $(($in:ty) => ($out:ty, $out2:ty) as ($x:ty) => ($y:ty, $z:ty);)*
    ]) => {
        $(table! { $op $name ($in) => ($out, $out2) by unary::<$x, ($y, $z)> })*
    };
    (ternary $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] [
        $(($in:ty, $jn:ty, $kn:ty) => ($out:ty) as ($a:ty, $b:ty, $c:ty) => ($y:ty);)*
    ]) => {
        $(table! {
            $op $name ($t, $t, $t) => ($t)
                by ternary::<V<$op, $t>, V<$op, $t>, V<$op, $t>, V<$op, $t>>
        })*
        $(table! { $op $name ($in, $jn, $kn) => ($out) by ternary::<$a, $b, $c, $y> })*
    };
    (fold $op:ident [$name:ident $($form:ident)*] $docs:tt [] [
        $(($in:ty) => ($out:ty) as $x:ty;)*
    ]) => {
        $(fold_table! { FoldUfunc fold_kernel ReduceKernel fold $op $name $in => $out as $x })*
    };
    (fold1 $($line:tt)*) => {
        tables! { fold $($line)* }
    };
    (search $op:ident [$name:ident $($form:ident)*] $docs:tt [] [
        $(($in:ty) => ($out:ty) as $x:ty;)*
    ]) => {
        $(fold_table! {
            SearchUfunc search_kernel ReduceKernel search $op $name $in => $out as $x
        })*
    };
    (scan $op:ident [$name:ident $($form:ident)*] $docs:tt [] [
        $(($in:ty) => ($out:ty) as $x:ty;)*
    ]) => {
        $(fold_table! { ScanUfunc scan_kernel ScanKernel scan $op $name $in => $out as $x })*
    };
}

tightloop_kernels::catalogue! { tables }
