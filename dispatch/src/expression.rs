//! The operands of expressions: those of one part, and then those of the other.

use crate::kernel::{Elements, OperandTypes};
use crate::map::{Arguments, UntypedOperand};
use tightloop_kernels::loops::MAX_INPUTS;
use tightloop_kernels::{Constant, Value};

/// The operands of two parts of an expression, or the types of their elements.
pub struct Both<A, B>(pub A, pub B);

/// No operands, or no types.
pub struct Nothing;

// SAFETY: a constant is no operand.
unsafe impl<V: Value> Elements<Constant<V>> for Nothing {
    const TYPES: OperandTypes = OperandTypes::NONE;
}

// SAFETY: the types of `A` are those of `X`, and those of `B` of `Y`.
unsafe impl<X, Y, A: Elements<X>, B: Elements<Y>> Elements<(X, Y)> for Both<A, B> {
    const TYPES: OperandTypes = A::TYPES.and(B::TYPES);
}

// SAFETY: there are no types and no operands.
unsafe impl Arguments<Nothing> for Nothing {
    #[inline(always)]
    fn with_untyped<R>(&self, f: impl FnOnce(&[UntypedOperand<'_>]) -> R) -> R {
        f(&[])
    }
}

// SAFETY: `X` has operands of the types of `A`, and `Y` of those of `B`.
unsafe impl<A, B, X: Arguments<A>, Y: Arguments<B>> Arguments<Both<A, B>> for Both<X, Y> {
    #[inline(always)]
    fn with_untyped<R>(&self, f: impl FnOnce(&[UntypedOperand<'_>]) -> R) -> R {
        self.0.with_untyped(|first| {
            self.1.with_untyped(|second| {
                let Some(&any) = first.first().or(second.first()) else { return f(&[]) };
                let mut all = [any; MAX_INPUTS];
                let (start, rest) = all.split_at_mut(first.len());
                start.copy_from_slice(first);
                rest[..second.len()].copy_from_slice(second);
                f(&all[..first.len() + second.len()])
            })
        })
    }
}
