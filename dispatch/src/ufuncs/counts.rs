//! The number of elements that are not zero, of any type.

use crate::reduce::{FoldUfunc, ReduceKernel};
use tightloop_array_core::{C32, C64, DType, Element, bf16, f16};
use tightloop_kernels::ops::CountNonzero;

/// Returns the compiled loops that count the elements of type `T` that are not zero.
pub fn count_kernel<T: Element>() -> &'static ReduceKernel<CountNonzero, T, i64> {
    /// Lists all dtypes, each with its type.
    macro_rules! kernels {
        ($($dtype:ident $t:ident;)*) => {
            match T::DTYPE {
                $(DType::$dtype => {
                    let kernel = <CountNonzero as FoldUfunc<$t>>::fold_kernel();
                    // SAFETY: a dtype is one type, so this is the same.
                    unsafe { &*(&raw const *kernel).cast() }
                })*
            }
        };
    }
    kernels! {
        Bool bool; I8 i8; I16 i16; I32 i32; I64 i64; U8 u8; U16 u16; U32 u32; U64 u64;
        F16 f16; BF16 bf16; F32 f32; F64 f64; C32 C32; C64 C64;
    }
}
