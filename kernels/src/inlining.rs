//! Whether an operation is inlined into its loops: a check for debug builds, since a forgotten
//! `#[inline(always)]` [changes nothing but the speed](crate::op#inlinealways-is-a-must).
//!
//! The operation is run once on a token that carries the stack frame it was made in. Whenever a
//! register is made, its frame is compared with that of the token. They are the same if everything
//! in between was inlined. Even without optimisation, compilers inline what is
//! `#[inline(always)]`, and nothing else; with it, they may inline more, and then there is nothing
//! to complain about.
//!
//! It is a help, not a proof: functions that make no register are not seen, nor are functions that
//! need no frame of their own (on AArch64, those that call nothing and keep everything in
//! registers).

use crate::isa::{Frame, Isa, Origin, Scalar};
use crate::op::Unary;
use crate::value::Value;

/// Whether anything is checked: in builds with `debug_assertions`, on x86-64 and AArch64.
pub const IS_CHECKED: bool = cfg!(debug_assertions) && Frame::IS_KNOWN;

/// Applies `op` to ones, and returns whether all registers were made in one frame. If nothing
/// [is checked](IS_CHECKED), returns true.
///
/// If threads call this at the same time, one may get true wrongly.
#[inline(never)]
pub fn is_inlined<X: Value, Y: Value, Op: Unary<X, Y>>(op: &Op) -> bool {
    if !IS_CHECKED {
        return true;
    }
    let here = Frame::here();
    here.was_left();
    // SAFETY: every CPU has the scalar ISA.
    let s = unsafe { Scalar::<Frame>::new_unchecked() };
    op.apply::<Scalar<Frame>>(X::ones(s));
    !here.was_left()
}

#[cfg(test)]
mod tests {
    use super::{IS_CHECKED, is_inlined};
    use crate::op::{OfPair, OfTriple};
    use crate::ops::{Add, Divide, Divmod, Exp, Fma, IsNan, Ldexp, Log, Multiply};
    use crate::{Bits, Cplx, Interleaved, Isa, Truth, Unary, Unread, Value, Vector};
    use half::f16;

    /// Operations of the catalogue are inlined, whatever values they compute.
    #[test]
    fn ours_are_inlined() {
        fn check<X: Value, Y: Value>(op: impl Unary<X, Y>) {
            assert!(is_inlined::<X, Y, _>(&op), "{}", core::any::type_name_of_val(&op));
        }
        check::<f32, f32>(Exp);
        check::<f64, f64>(Exp);
        check::<f64, f64>(Log);
        check::<f64, Truth<f64>>(IsNan);
        check::<Bits<f16>, Truth<u16>>(IsNan);
        check::<Unread, Truth<u8>>(IsNan);
        check::<(Truth<u8>, Truth<u8>), Truth<u8>>(OfPair(Add));
        check::<(Cplx<f64>, Cplx<f64>), Cplx<f64>>(OfPair(Divide));
        check::<(Interleaved<f32>, Interleaved<f32>), Interleaved<f32>>(OfPair(Multiply));
        check::<(f32, f32), (f32, f32)>(OfPair(Divmod));
        check::<(i32, i32), (i32, i32)>(OfPair(Divmod));
        check::<(f64, i64), f64>(OfPair(Ldexp));
        check::<(f32, f32, f32), f32>(OfTriple(Fma));
    }

    /// `x * x`, by way of a function that the compiler is kept from inlining.
    struct Square;

    impl Unary<[f32; 2], f32> for Square {
        #[inline(always)]
        fn apply<S: Isa>(&self, [x, y]: [Vector<S, f32>; 2]) -> Vector<S, f32> {
            product(x, y)
        }
    }

    #[inline(never)]
    fn product<S: Isa>(x: Vector<S, f32>, y: Vector<S, f32>) -> Vector<S, f32> {
        // Memory of its own, or AArch64 would need no frame for this.
        core::hint::black_box(&mut [0_u64; 4]);
        x * y
    }

    #[test]
    fn a_helper_that_is_not_inlined_is_seen() {
        assert_eq!(is_inlined::<[f32; 2], f32, _>(&Square), !IS_CHECKED);
    }
}
