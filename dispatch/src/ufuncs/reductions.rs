//! How the binary operations of the catalogue reduce elements: by tables that are there.

use crate::kernel::{Kernel, Ufunc};
use crate::reduce::{
    AccumulateUfunc, FoldUfunc, MaskedUfunc, ReduceUfunc, UfuncAccumulation, UfuncReduction,
};
use crate::scan::ScanUfunc;
use tightloop_array_core::{C32, C64, Element, bf16, f16};
use tightloop_kernels::Associative;
use tightloop_kernels::ops::*;

/// The reduction of one operation on one type.
macro_rules! reduction {
    ($op:ident $t:ident => $out:ty: $($how:tt)+) => {
        impl ReduceUfunc<$t> for $op {
            type Out = $out;
            const NAME: &'static str = <$op as Ufunc<($t, $t)>>::NAME;
            fn reduction() -> UfuncReduction<Self, $t, $out> {
                how! { $op $t $($how)+ }
            }
        }
    };
}

/// The results on the way of one operation on one type.
macro_rules! accumulation {
    ($op:ident $t:ident => $out:ty: $($how:tt)+) => {
        impl AccumulateUfunc<$t> for $op {
            type Out = $out;
            const NAME: &'static str = <$op as Ufunc<($t, $t)>>::NAME;
            fn accumulation() -> UfuncAccumulation<Self, $t, $out> {
                how! { $op $t $($how)+ }
            }
        }
    };
}

/// The reduction of one operation on some elements of one type.
macro_rules! masked {
    ($op:ident $t:ident $($how:ident)+) => {
        impl MaskedUfunc<$t> for $op {
            fn left_out(initial: Self::Out) -> $t {
                masked!(@left_out $op $t initial $($how)+)
            }
            fn matters(initial: Self::Out) -> bool {
                masked!(@matters initial $($how)+)
            }
            fn select_kernel() -> &'static Kernel<Select, (bool, $t, $t), ($t,)> {
                <Select as Ufunc<(bool, $t, $t)>>::kernel()
            }
            fn merge_kernel() -> &'static Kernel<Self, (Self::Out, Self::Out), (Self::Out,)> {
                <$op as Ufunc<(Self::Out, Self::Out)>>::kernel()
            }
        }
    };
    // The initial result once more changes nothing.
    (@left_out $op:ident $t:ident $initial:ident by itself) => {
        $initial
    };
    (@left_out $op:ident $t:ident $initial:ident by identity $($unless_one:ident)*) => {{
        let _ = $initial;
        const IDENTITY: $t = <$op as Associative<$t>>::IDENTITY.unwrap();
        IDENTITY
    }};
    // A complex factor of 1 would make NaN beside an infinite part.
    (@matters $initial:ident by identity unless one) => {
        $initial != Element::ONE
    };
    (@matters $initial:ident $($how:ident)+) => {{
        let _ = $initial;
        true
    }};
}

/// A way to reduce elements.
macro_rules! how {
    ($op:ident $t:ident fold $fold:ident) => {
        // SAFETY: operations of the catalogue with two operands have no fields, nor has the fold.
        UfuncReduction::fold(unsafe { <$fold as FoldUfunc<$t>>::fold_kernel().for_same() })
    };
    ($op:ident $t:ident scan $scan:ident) => {
        // SAFETY: as for folds.
        UfuncAccumulation::scan(unsafe { <$scan as ScanUfunc<$t>>::scan_kernel().for_same() })
    };
    ($op:ident $t:ident grouped) => {
        UfuncReduction::grouped(
            <$op as Ufunc<($t, $t)>>::kernel(),
            <$op as Associative<$t>>::IDENTITY,
        )
    };
    ($op:ident $t:ident grouped $truth:ident) => {
        UfuncReduction::grouped_results(
            <$op as Ufunc<($truth, $truth)>>::kernel(),
            how!(@start $op $t),
            <$op as Associative<$truth>>::IDENTITY,
        )
    };
    ($op:ident $t:ident reduced in sequence) => {
        UfuncReduction::in_sequence(<$op as Ufunc<($t, $t)>>::kernel())
    };
    ($op:ident $t:ident accumulated in sequence) => {
        UfuncAccumulation::in_sequence(<$op as Ufunc<($t, $t)>>::kernel())
    };
    ($op:ident $t:ident accumulated $truth:ident) => {
        UfuncAccumulation::in_sequence_of_results(
            <$op as Ufunc<($truth, $truth)>>::kernel(),
            how!(@start $op $t),
        )
    };
    (@start $op:ident $t:ident) => {{
        // With the element that changes no other, the result is whether an element is true.
        const IDENTITY: $t = <$op as Associative<$t>>::IDENTITY.unwrap();
        (<$op as Ufunc<($t, $t)>>::kernel(), IDENTITY)
    }};
}

/// The result of a fold.
type Folded<Fold, T> = <Fold as FoldUfunc<T>>::Out;

/// The results of a scan.
type Scanned<Scan, T> = <Scan as ScanUfunc<T>>::Out;

/// The reduction of an operation and its results on the way, on one type.
macro_rules! both {
    (Add $t:ident) => {
        reduction! { Add $t => Folded<Sum, $t>: fold Sum }
        masked! { Add $t by identity }
        accumulation! { Add $t => Scanned<Add, $t>: scan Add }
    };
    (Multiply $t:ident) => {
        reduction! { Multiply $t => Folded<Multiply, $t>: fold Multiply }
        masked! { Multiply $t by identity unless one }
        accumulation! { Multiply $t => Scanned<Multiply, $t>: scan Multiply }
    };
    // Complex numbers have no extremes of their own: to order them is rarely wanted.
    (Minimum C32) => {
        both! { @grouped Minimum C32 by itself }
    };
    (Minimum C64) => {
        both! { @grouped Minimum C64 by itself }
    };
    (Maximum C32) => {
        both! { @grouped Maximum C32 by itself }
    };
    (Maximum C64) => {
        both! { @grouped Maximum C64 by itself }
    };
    (Fmin C32) => {
        both! { @grouped Fmin C32 by itself }
    };
    (Fmin C64) => {
        both! { @grouped Fmin C64 by itself }
    };
    (Fmax C32) => {
        both! { @grouped Fmax C32 by itself }
    };
    (Fmax C64) => {
        both! { @grouped Fmax C64 by itself }
    };
    (Minimum $t:ident) => {
        reduction! { Minimum $t => $t: fold Minimum }
        masked! { Minimum $t by itself }
        accumulation! { Minimum $t => $t: scan RunningMinimum }
    };
    (Maximum $t:ident) => {
        reduction! { Maximum $t => $t: fold Maximum }
        masked! { Maximum $t by itself }
        accumulation! { Maximum $t => $t: scan RunningMaximum }
    };
    (Fmin f16) => {
        both! { @ignoring Fmin f16 }
    };
    (Fmin bf16) => {
        both! { @ignoring Fmin bf16 }
    };
    (Fmin f32) => {
        both! { @ignoring Fmin f32 }
    };
    (Fmin f64) => {
        both! { @ignoring Fmin f64 }
    };
    (Fmax f16) => {
        both! { @ignoring Fmax f16 }
    };
    (Fmax bf16) => {
        both! { @ignoring Fmax bf16 }
    };
    (Fmax f32) => {
        both! { @ignoring Fmax f32 }
    };
    (Fmax f64) => {
        both! { @ignoring Fmax f64 }
    };
    // Of integers, there is no NaN to ignore.
    (Fmin $t:ident) => {
        reduction! { Fmin $t => $t: fold Minimum }
        masked! { Fmin $t by itself }
        accumulation! { Fmin $t => $t: scan RunningMinimum }
    };
    (Fmax $t:ident) => {
        reduction! { Fmax $t => $t: fold Maximum }
        masked! { Fmax $t by itself }
        accumulation! { Fmax $t => $t: scan RunningMaximum }
    };
    (LogicalAnd $t:ident) => {
        reduction! { LogicalAnd $t => bool: fold LogicalAnd }
        masked! { LogicalAnd $t by identity }
        accumulation! { LogicalAnd $t => bool: accumulated bool }
    };
    (LogicalOr $t:ident) => {
        reduction! { LogicalOr $t => bool: fold LogicalOr }
        masked! { LogicalOr $t by identity }
        accumulation! { LogicalOr $t => bool: accumulated bool }
    };
    (LogicalXor $t:ident) => {
        reduction! { LogicalXor $t => bool: grouped bool }
        masked! { LogicalXor $t by identity }
        accumulation! { LogicalXor $t => bool: accumulated bool }
    };
    (BitwiseAnd $t:ident) => {
        both! { @grouped BitwiseAnd $t by identity }
    };
    (BitwiseOr $t:ident) => {
        both! { @grouped BitwiseOr $t by identity }
    };
    (BitwiseXor $t:ident) => {
        both! { @grouped BitwiseXor $t by identity }
    };
    (Gcd $t:ident) => {
        both! { @grouped Gcd $t by identity }
    };
    (Lcm $t:ident) => {
        both! { @grouped Lcm $t by itself }
    };
    (Hypot $t:ident) => {
        both! { @grouped Hypot $t by identity }
    };
    (LogAddExp $t:ident) => {
        both! { @grouped LogAddExp $t by identity }
    };
    (LogAddExp2 $t:ident) => {
        both! { @grouped LogAddExp2 $t by identity }
    };
    ($op:ident $t:ident) => {
        reduction! { $op $t => $t: reduced in sequence }
        accumulation! { $op $t => $t: accumulated in sequence }
    };
    (@grouped $op:ident $t:ident $($masked:ident)+) => {
        reduction! { $op $t => $t: grouped }
        masked! { $op $t $($masked)+ }
        accumulation! { $op $t => $t: accumulated in sequence }
    };
    (@ignoring $op:ident $t:ident) => {
        reduction! { $op $t => $t: fold $op }
        masked! { $op $t by itself }
        accumulation! { $op $t => $t: accumulated in sequence }
    };
}

/// Lists the reductions of one line of the catalogue.
macro_rules! reductions {
    (binary $op:ident $names:tt $docs:tt [$($t:ident)*] [
        $(($in:ident, $jn:ident) => ($out:ident) as ($x:ty, $y:ty) => ($z:ty);)*
    ]) => {
        $(both! { $op $t })*
    };
    (compare LogicalAnd $names:tt $docs:tt [$($t:ident)*] []) => {
        $(both! { LogicalAnd $t })*
    };
    (compare LogicalOr $names:tt $docs:tt [$($t:ident)*] []) => {
        $(both! { LogicalOr $t })*
    };
    (compare LogicalXor $names:tt $docs:tt [$($t:ident)*] []) => {
        $(both! { LogicalXor $t })*
    };
    // The others do not give what they take.
    ($kind:ident $($line:tt)*) => {};
}

tightloop_kernels::catalogue! { reductions }
