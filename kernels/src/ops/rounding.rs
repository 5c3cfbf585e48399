//! Rounding to integers.

mod ceil;
mod floor;
mod round;
mod trunc;

pub use ceil::Ceil;
pub use floor::Floor;
pub use round::Round;
pub use trunc::Trunc;

/// The lines of this family in the [catalogue](crate::catalogue).
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue_rounding {
    ($each:ident) => {
        $each! { unary Floor [floor floor_into floor_assign] {
            "Rounds each element down to an integer"
            accuracy "exact; integers and `bool` stay as they are"
            special "zeros, infinities and NaN stay as they are"
            numpy "`np.floor`"
            example ("[[1.5, -1.5], [2.0, -0.5]]") => ("[[1.0, -2.0], [2.0, -1.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { unary Ceil [ceil ceil_into ceil_assign] {
            "Rounds each element up to an integer"
            accuracy "exact; integers and `bool` stay as they are"
            special "zeros, infinities and NaN stay as they are; numbers between -1 and 0 give -0"
            numpy "`np.ceil`"
            example ("[[1.5, -1.5], [2.0, 0.5]]") => ("[[2.0, -1.0], [2.0, 1.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { unary Trunc [trunc trunc_into trunc_assign] {
            "Drops the fraction of each element"
            accuracy "exact; integers and `bool` stay as they are"
            special "zeros, infinities and NaN stay as they are; numbers between -1 and 0 give -0"
            numpy "`np.trunc`" alias "fix"
            example ("[[1.5, -1.5], [2.0, 0.5]]") => ("[[1.0, -1.0], [2.0, 0.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64] [] }
        $each! { unary Round [round round_into round_assign] {
            "Rounds each element to the nearest integer, ties to even"
            accuracy "exact; integers and `bool` stay as they are"
            special "zeros, infinities and NaN stay as they are; numbers from -1/2 to 0 give -0"
            numpy "`np.rint`" alias "rint"
            example ("[[1.25, -1.75], [2.5, 3.5]]") => ("[[1.0, -2.0], [2.0, 4.0]]")
        } [bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64] [] }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Scalar;
    use crate::{Unary, Vector};

    /// Checks a function of `f32` and `f64` at one point.
    fn check(op: impl Unary<f32> + Unary<f64> + core::fmt::Debug, x: f64, y: f64) {
        let s = Scalar::new();
        let double = Unary::<f64>::apply(&op, Vector::splat(s, x)).lane(0);
        let single = Unary::<f32>::apply(&op, Vector::splat(s, x as f32)).lane(0);
        assert_eq!(double.to_bits(), y.to_bits(), "{op:?} of {x}");
        assert_eq!(single.to_bits(), (y as f32).to_bits(), "{op:?} of {x}");
    }

    #[test]
    fn zeros_infinities_and_nan_stay() {
        for x in [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, 8_388_608.0, f64::from(f32::MAX)] {
            check(Floor, x, x);
            check(Ceil, x, x);
            check(Trunc, x, x);
            check(Round, x, x);
        }
        let nan = Vector::splat(Scalar::new(), f32::NAN);
        assert!(nan.floor().lane(0).is_nan() && nan.ceil().lane(0).is_nan());
        assert!(nan.trunc().lane(0).is_nan() && nan.round().lane(0).is_nan());
    }

    #[test]
    fn signs_of_results_of_zero() {
        let least = f64::from(f32::from_bits(1));
        for (x, [floor, ceil, trunc, round]) in [
            (0.5, [0.0, 1.0, 0.0, 0.0]),
            (-0.5, [-1.0, -0.0, -0.0, -0.0]),
            (least, [0.0, 1.0, 0.0, 0.0]),
            (-least, [-1.0, -0.0, -0.0, -0.0]),
            (2.5, [2.0, 3.0, 2.0, 2.0]),
            (-2.5, [-3.0, -2.0, -2.0, -2.0]),
            (-3.5, [-4.0, -3.0, -3.0, -4.0]),
        ] {
            check(Floor, x, floor);
            check(Ceil, x, ceil);
            check(Trunc, x, trunc);
            check(Round, x, round);
        }
    }
}
