//! The kernels of the catalogue: one table per operation and set of types, compiled here and
//! nowhere else.

mod counts;
mod reductions;

pub use counts::count_kernel;

use crate::kernel::{Kernel, Prepared, Ufunc};
use crate::reduce::{FoldUfunc, FusibleFold, ReduceKernel, SearchUfunc, SmallSumTable};
use crate::scan::{ScanKernel, ScanUfunc};
use tightloop_array_core::{C32, C64, DType, bf16, f16};
use tightloop_kernels::ops::*;
use tightloop_kernels::{Bits, Catalogued, ComputedAs, Computes, Cplx, Interleaved, Truth};

/// The table of one signature. Not generic: callers in other crates do not compile the loops again.
macro_rules! table {
    (
        $op:ident $name:ident ($($in:ty),+) => ($($out:ty),+)
        by $loops:ty: $arity:ident::<$($value:ty),+> $(, $prepared:expr)?
    ) => {
        impl Ufunc<($($in,)+)> for $op {
            type Out = ($($out,)+);
            const NAME: &'static str = stringify!($name);
            fn kernel() -> &'static Kernel<Self, ($($in,)+), ($($out,)+)> {
                // SAFETY: `loops!` gives the operation itself, or another one without fields.
                static KERNEL: Kernel<$op, ($($in,)+), ($($out,)+)> = unsafe {
                    Kernel::<$loops, ($($in,)+), ($($out,)+)>::$arity::<$($value),+>()
                        $(.or_prepared($prepared))?
                        .known_inlined()
                        .of_same()
                };
                &KERNEL
            }
        }
    };
}

/// The operation whose loops compute one of the catalogue, of elements of a type if that matters:
/// the operation itself, unless another one does the same.
macro_rules! loops {
    (FloatPower $($t:ident)?) => {
        Pow
    };
    (Fmin $t:ident) => {
        <$t as SameLoops>::Fmin
    };
    (Fmax $t:ident) => {
        <$t as SameLoops>::Fmax
    };
    (Floor $t:ident) => {
        <$t as SameLoops>::Floor
    };
    (Ceil $t:ident) => {
        <$t as SameLoops>::Ceil
    };
    (Round $t:ident) => {
        <$t as SameLoops>::Round
    };
    (Trunc $t:ident) => {
        <$t as SameLoops>::Trunc
    };
    (Conj $t:ident) => {
        <$t as SameLoops>::Conj
    };
    ($op:ident $($t:ident)?) => {
        $op
    };
}

/// The operations whose loops compute others of elements of one type.
trait SameLoops {
    type Fmin;
    type Fmax;
    type Floor;
    type Ceil;
    type Round;
    type Trunc;
    type Conj;
}

/// Lists dtypes, with the operations in the order of [`SameLoops`].
macro_rules! same_loops {
    ($($($t:ident)*: $fmin:ident $fmax:ident $floor:ident $ceil:ident $round:ident $trunc:ident
        $conj:ident;)*
    ) => {$($(
        impl SameLoops for $t {
            type Fmin = $fmin;
            type Fmax = $fmax;
            type Floor = $floor;
            type Ceil = $ceil;
            type Round = $round;
            type Trunc = $trunc;
            type Conj = $conj;
        }
    )*)*};
}
same_loops! {
    bool i8 i16 i32 i64 u8 u16 u32 u64:
        Minimum Maximum Positive Positive Positive Positive Positive;
    f16 bf16 f32 f64: Fmin Fmax Floor Ceil Round Trunc Positive;
    C32 C64: Fmin Fmax Floor Ceil Round Trunc Conj;
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
        $ufunc:ident $method:ident $kernel:ident
        $op:ident $name:ident $in:ty => $out:ty, $loops:expr
    ) => {
        impl $ufunc<$in> for $op {
            type Out = $out;
            const NAME: &'static str = stringify!($name);
            fn $method() -> &'static $kernel<Self, $in, $out> {
                static KERNEL: $kernel<$op, $in, $out> = $loops;
                &KERNEL
            }
        }
    };
}

/// The way to sums of many small integers.
macro_rules! small_sum {
    (Sum bool) => {
        Some(SmallSumTable::of::<u8>([DType::Bool, DType::U8, DType::U64]))
    };
    (Sum u8) => {
        Some(SmallSumTable::of::<u16>([DType::U8, DType::U16, DType::U64]))
    };
    (Sum i8) => {
        Some(SmallSumTable::of::<u16>([DType::I8, DType::I16, DType::I64]))
    };
    (Sum u16) => {
        Some(SmallSumTable::of::<u32>([DType::U16, DType::U32, DType::U64]))
    };
    (Sum i16) => {
        Some(SmallSumTable::of::<u32>([DType::I16, DType::I32, DType::I64]))
    };
    ($op:ident $t:ident) => {
        None
    };
}

/// The reductions of expressions: of each the fold whose loops they have.
macro_rules! fusible {
    (Mean $in:ident $x:ty) => {
        fusible! { @ Mean Sum $in $x }
    };
    (Sum $in:ident $x:ty) => {
        fusible! { @ Sum Sum $in $x }
    };
    (Multiply $in:ident $x:ty) => {
        fusible! { @ Multiply Multiply $in $x }
    };
    (Minimum $in:ident $x:ty) => {
        fusible! { @ Minimum Minimum $in $x }
    };
    (Maximum $in:ident $x:ty) => {
        fusible! { @ Maximum Maximum $in $x }
    };
    (LogicalOr $in:ident $x:ty) => {
        fusible! { @ LogicalOr LogicalOr $in $x }
    };
    (LogicalAnd $in:ident $x:ty) => {
        fusible! { @ LogicalAnd LogicalAnd $in $x }
    };
    (@ $op:ident $blocks:ident $in:ident $x:ty) => {
        // SAFETY: `fold_kernel!` has the same loops.
        unsafe impl FusibleFold<$in> for $op {
            type Value = $x;
            type Blocks = $blocks;
            const IS_DIRECT: bool = <$in as ComputedAs<$x>>::IS_DIRECT;
        }
    };
    ($op:ident $in:ident $x:ty) => {};
}

/// The kernel of one fold: with the loops of others, if these do the same to elements.
macro_rules! fold_kernel {
    (Mean $in:ident $x:ty) => {
        ReduceKernel::sharing::<Sum, $x>()
    };
    (Variance $in:ident $x:ty) => {
        ReduceKernel::sharing::<Spread, $x>()
    };
    (StandardDeviation $in:ident $x:ty) => {
        ReduceKernel::sharing::<Spread, $x>()
    };
    (NanVariance $in:ident $x:ty) => {
        ReduceKernel::sharing::<NanSpread, $x>()
    };
    (NanStandardDeviation $in:ident $x:ty) => {
        ReduceKernel::sharing::<NanSpread, $x>()
    };
    (Norm1 $in:ident $x:ty) => {
        ReduceKernel::mapped::<Abs, Sum, <$in as Magnitude>::Lane>(<$in as Magnitude>::KERNEL)
    };
    (NormInf $in:ident $x:ty) => {
        ReduceKernel::mapped::<Abs, Maximum, <$in as Magnitude>::Lane>(
            <$in as Magnitude>::KERNEL
        )
    };
    (PeakToPeak $in:ident $x:ty) => {
        ReduceKernel::of_both::<Minimum, Maximum, $x>()
    };
    ($op:ident $in:ident $x:ty) => {
        ReduceKernel::fold::<$x>().or_small_sum(small_sum!($op $in))
    };
}

/// Elements with a magnitude, and the number that it is computed as.
trait Magnitude: Sized + 'static {
    type Lane;
    const KERNEL: &'static Kernel<Abs, (Self,), (Self::Lane,)>;
}

/// Lists elements, the values that they are computed as, and the numbers.
macro_rules! magnitudes {
    ($($t:ident as $x:ty => $lane:ident;)*) => {$(
        impl Magnitude for $t {
            type Lane = $lane;
            const KERNEL: &'static Kernel<Abs, ($t,), ($lane,)> =
                const { &Kernel::unary::<$x, $lane>().known_inlined() };
        }
    )*};
}
magnitudes! {
    f16 as f32 => f32;
    bf16 as f32 => f32;
    f32 as f32 => f32;
    f64 as f64 => f64;
    C32 as Cplx<f32> => f32;
    C64 as Cplx<f64> => f64;
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
        $(table! {
            $op $name ($t) => ($t)
                by loops!($op $t): unary::<V<loops!($op $t), $t>, V<loops!($op $t), $t>>
        })*
        $(table! { $op $name ($in) => ($out) by $op: unary::<$x, $y> })*
    };
    (predicate $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] []) => {
        $(table! { $op $name ($t) => (bool) by $op: unary::<V<$op, $t>, TruthOf<$op, $t>> })*
    };
    (binary $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] [
        $(($in:ty, $jn:ty) => ($out:ty) as ($x:ty, $y:ty) => ($z:ty);)*
    ]) => {
        $(table! {
            $op $name ($t, $t) => ($t)
                by loops!($op $t): binary::<
                    V<loops!($op $t), $t>, V<loops!($op $t), $t>, V<loops!($op $t), $t>
                >, prepared!($op $t)
        })*
        $(table! { $op $name ($in, $jn) => ($out) by loops!($op): binary::<$x, $y, $z> })*
    };
    (mixed $($line:tt)*) => {
        tables! { binary $($line)* }
    };
    (compare $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] []) => {
        $(table! {
            $op $name ($t, $t) => (bool) by $op: binary::<V<$op, $t>, V<$op, $t>, TruthOf<$op, $t>>
        })*
    };
    (pair $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] []) => {
        $(table! {
            $op $name ($t, $t) => ($t, $t)
                by $op: binary::<V<$op, $t>, V<$op, $t>, (V<$op, $t>, V<$op, $t>)>
        })*
    };
    (split $op:ident [$name:ident $($form:ident)*] $docs:tt [] [
        $(($in:ty) => ($out:ty, $out2:ty) as ($x:ty) => ($y:ty, $z:ty);)*
    ]) => {
        $(table! { $op $name ($in) => ($out, $out2) by $op: unary::<$x, ($y, $z)> })*
    };
    (ternary $op:ident [$name:ident $($form:ident)*] $docs:tt [$($t:ident)*] [
        $(($in:ty, $jn:ty, $kn:ty) => ($out:ty) as ($a:ty, $b:ty, $c:ty) => ($y:ty);)*
    ]) => {
        $(table! {
            $op $name ($t, $t, $t) => ($t)
                by $op: ternary::<V<$op, $t>, V<$op, $t>, V<$op, $t>, V<$op, $t>>
        })*
        $(table! {
            $op $name ($in, $jn, $kn) => ($out) by $op: ternary::<$a, $b, $c, $y>
        })*
    };
    (fold $op:ident [$name:ident $($form:ident)*] $docs:tt [] [
        $(($in:ident) => ($out:ty) as $x:ty;)*
    ]) => {
        $(fold_table! {
            FoldUfunc fold_kernel ReduceKernel $op $name $in => $out, fold_kernel!($op $in $x)
        })*
        $(fusible! { $op $in $x })*
    };
    (fold1 $($line:tt)*) => {
        tables! { fold $($line)* }
    };
    (count $($line:tt)*) => {
        tables! { fold $($line)* }
    };
    (spread $($line:tt)*) => {
        tables! { fold $($line)* }
    };
    (search $op:ident [$name:ident $($form:ident)*] $docs:tt [] [
        $(($in:ty) => ($out:ty) as $x:ty;)*
    ]) => {
        $(fold_table! {
            SearchUfunc search_kernel ReduceKernel $op $name $in => $out,
            ReduceKernel::search::<$x>()
        })*
    };
    (nan_search $($line:tt)*) => {
        tables! { search $($line)* }
    };
    (scan $op:ident [$name:ident $($form:ident)*] $docs:tt [] [
        $(($in:ty) => ($out:ty) as $x:ty;)*
    ]) => {
        $(fold_table! {
            ScanUfunc scan_kernel ScanKernel $op $name $in => $out, ScanKernel::scan::<$x>()
        })*
    };
}

tightloop_kernels::catalogue! { tables }

/// Lists the reductions with pairs of results: their dtypes, those of each result, and the values
/// that elements are computed as.
macro_rules! pairs {
    ($op:ident $name:ident by $new:ident $loops:tt
        $($($in:ident)+ => $out:ident as $x:ident;)+
    ) => {
        $(pairs! { @ $op $name $new $loops [$($in)+] $out $x })+
    };
    (@ $op:ident $name:ident $new:ident [$($loops:ident)+] [$($in:ident)+] $out:ident $x:ident) => {
        pairs! { @@ $op $name [$($in)+] $out, ReduceKernel::$new::<$($loops,)+ $x>() }
    };
    (@@ $op:ident $name:ident [$($in:ident)+] $out:ident, $kernel:expr) => {
        $(fold_table! {
            FoldUfunc fold_kernel ReduceKernel $op $name $in => [$out; 2], $kernel
        })+
    };
}
pairs! {
    MinimumMaximum min_max by of_both_for_pairs [Minimum Maximum]
    bool => bool as u8;
    i8 => i8 as i8;
    i16 => i16 as i16;
    i32 => i32 as i32;
    i64 => i64 as i64;
    u8 => u8 as u8;
    u16 => u16 as u16;
    u32 => u32 as u32;
    u64 => u64 as u64;
    f16 => f16 as f32;
    bf16 => bf16 as f32;
    f32 => f32 as f32;
    f64 => f64 as f64;
}
pairs! {
    MeanVariance mean_var by sharing_for_pairs [Spread]
    bool i8 i16 i32 i64 u8 u16 u32 u64 f64 => f64 as f64;
    f16 => f16 as f32;
    bf16 => bf16 as f32;
    f32 => f32 as f32;
}
pairs! {
    CentralMoments central_moments by sharing_for_pairs [Spread]
    bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 => f64 as f64;
}
pairs! {
    SumAndError sum_and_error by sharing_for_pairs [Sum]
    f32 => f32 as f32;
    f64 => f64 as f64;
}
