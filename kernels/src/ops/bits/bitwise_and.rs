//! `bitwise_and`.

use crate::{
    Associative, Binary, Catalogued, Cost, Int, IntBits, Isa, Lane, MaskOf, Truth, Vector,
};

/// `a & b`, bit by bit: 1 if both bits are 1.
///
/// # Accuracy
/// Exact. Of truth values, it is "and".
#[derive(Clone, Copy, Debug)]
pub struct BitwiseAnd;

impl Catalogued for BitwiseAnd {
    type By = IntBits;
}

/// Lists the types, each with the element whose bits are all 1.
macro_rules! all_ones {
    ($($t:ident $ones:expr,)*) => {$(
        impl Associative<$t> for BitwiseAnd {
            const IDENTITY: Option<$t> = Some($ones);
        }
    )*};
}
all_ones! { bool true, i8 -1, i16 -1, i32 -1, i64 -1, u8 !0, u16 !0, u32 !0, u64 !0, }

impl<T: Int> Binary<T> for BitwiseAnd {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        a & b
    }
}

impl<T: Lane> Binary<Truth<T>> for BitwiseAnd {
    const COST: Cost = Cost::Low;

    #[inline(always)]
    fn apply<S: Isa>(&self, a: MaskOf<S, T>, b: MaskOf<S, T>) -> MaskOf<S, T> {
        a & b
    }
}
