//! Operations defined by `ufunc!`: compared with plain loops, at every level.

// What the macro defines has documentation, and gives no warnings.
#![deny(missing_docs, warnings)]

#[path = "support/levels.rs"]
mod levels;

use levels::levels;
use tightloop::*;

/// Operations that others use.
pub mod operations {
    use tightloop::{Isa, Vector, ufunc};

    const SLOPE: f32 = 0.25;

    #[inline(always)]
    fn half<S: Isa>(x: Vector<S, f32>) -> Vector<S, f32> {
        0.5 * x
    }

    ufunc! {
        /// `x`, or a quarter of it if it is negative.
        pub fn leaky, leaky_into, leaky_assign = Leaky(x: f32) -> f32 {
            x.max(SLOPE * x)
        }

        /// `a - b / 2`.
        pub fn less, less_into, less_assign = Less(a: f32, b: f32) -> f32 {
            let b = half(b);
            a - b
        }

        /// `a * b - c`.
        #[must_use]
        pub fn residue, residue_into, residue_assign = Residue(a: T, b: T, c: T,) -> T
        where T: f32 | f64 | i32 | u8 {
            a * b - c
        }

        /// Whether it is below the smallest normal number.
        pub fn is_small, is_small_into = IsSmall(x: T) -> bool where T: f32 | f64 {
            x.abs().lt(x.like(T::MIN_POSITIVE))
        }

        /// Whether `a < b < c`.
        pub fn are_ordered = AreOrdered(a: i16, b: i16, c: i16) -> bool {
            a.lt(b) & b.lt(c)
        }

        /// The float with `n` added to its bits.
        pub fn beyond = Beyond(x: f32, n: u32) -> f32 {
            Vector::<_, f32>::from_bits(x.to_bits() + n)
        }

        /// `x` between two ends.
        pub struct Between {
            /// The lower end.
            pub low: f64,
            /// The upper end.
            pub high: f64,
        }(x: f64) -> f64 {
            x.max(x.like(low)).min(x.like(high))
        }

        /// The value of a cubic polynomial.
        pub struct Cubic { pub(crate) coefficients: [f32; 4] }(x: f32) -> f32 {
            let [a, b, c, d] = x.like_each(coefficients);
            ((d * x + c) * x + b) * x + a
        }

        /// `3 * a - b`.
        pub struct Triple(a: T, b: T) -> T where T: i64 | u64 {
            a + a + a - b
        }
    }
}

fn everywhere(check: impl Fn()) {
    for level in levels() {
        with_level(level, &check).unwrap();
    }
}

/// Numbers of both signs, with all lengths up to some registers.
fn inputs() -> impl Iterator<Item = Vec<f32>> {
    (0..70).map(|len| (0..len).map(|i| (i * 37 % 23) as f32 - 11.5).collect())
}

#[test]
fn functions_of_one_operand() {
    everywhere(|| {
        for x in inputs() {
            let expected: Vec<_> = x.iter().map(|&x| if x < 0.0 { 0.25 * x } else { x }).collect();
            assert_eq!(operations::leaky(&x).to_vec(), expected);
            let mut out = vec![0.0; x.len()];
            operations::leaky_into(&x, &mut out).unwrap();
            assert_eq!(out, expected);
            out.copy_from_slice(&x);
            operations::leaky_assign(&mut out);
            assert_eq!(out, expected);
            assert_eq!(operations::Leaky.map(&x).to_vec(), expected);

            let small: Vec<_> = x.iter().map(|&x| x.abs() < 1.0).collect();
            let scaled: Vec<_> = x.iter().map(|&x| x * f32::MIN_POSITIVE).collect();
            assert_eq!(operations::is_small(&scaled).to_vec(), small);
            let scaled: Vec<_> = x.iter().map(|&x| f64::from(x) * f64::MIN_POSITIVE).collect();
            let mut out = vec![true; x.len()];
            operations::is_small_into(&scaled, &mut out).unwrap();
            assert_eq!(out, small);
        }
    });
    // Literals are of the only dtype; operands are of any kind.
    assert_eq!(operations::leaky([-4.0, 2.0]), Array::from([-1.0, 2.0]));
    assert_eq!(operations::leaky(&Array::from([[-4.0, 2.0]]).t()), Array::from([[-1.0], [2.0]]));
    // Where functions do not go, the operation does.
    let halves = [f16::from_f32(-4.0)];
    assert_eq!(operations::Leaky.map(&halves), Array::from([f16::from_f32(-1.0)]));
}

#[test]
fn functions_of_several_operands() {
    everywhere(|| {
        for x in inputs() {
            let expected: Vec<_> = x.iter().map(|&x| 3.0 - 0.5 * x).collect();
            assert_eq!(operations::less(3.0, &x).unwrap().to_vec(), expected);
            let mut out = vec![0.0; x.len()];
            operations::less_into(3.0, &x, &mut out).unwrap();
            assert_eq!(out, expected);
            out.fill(3.0);
            operations::less_assign(&mut out, &x).unwrap();
            assert_eq!(out, expected);

            let bytes: Vec<_> = x.iter().map(|&x| x as i32 as u8).collect();
            let found = operations::residue(&bytes, 7, &bytes).unwrap();
            let expected = bytes.iter().map(|&x| x.wrapping_mul(7).wrapping_sub(x));
            assert_eq!(found.to_vec(), expected.collect::<Vec<_>>());
            let doubles: Vec<_> = x.iter().map(|&x| f64::from(x)).collect();
            let expected: Vec<_> = doubles.iter().map(|&x| x * x - 1.5).collect();
            let mut out = vec![0.0; x.len()];
            operations::residue_into(&doubles, &doubles, 1.5, &mut out).unwrap();
            assert_eq!(out, expected);
            out.copy_from_slice(&doubles);
            operations::residue_assign(&mut out, &doubles, 1.5).unwrap();
            assert_eq!(out, expected);

            let words: Vec<_> = x.iter().map(|&x| x as i16).collect();
            let ordered: Vec<_> = words.iter().map(|&x| -3 < x && x < 5).collect();
            assert_eq!(operations::are_ordered(-3, &words, 5).unwrap().to_vec(), ordered);
            let found = operations::beyond(&x, 2).unwrap();
            let expected: Vec<_> = x.iter().map(|&x| f32::from_bits(x.to_bits() + 2)).collect();
            assert_eq!(found.to_vec(), expected);
        }
    });
    let (error, mut out) = (operations::less(&[1.0; 2], &[1.0; 3]).unwrap_err(), [7.0; 2]);
    assert!(matches!(error, Error::Broadcast { .. }));
    assert!(error.to_string().contains("Less"), "{error}");
    assert!(operations::less_into(1.0, &[1.0; 3], &mut out).is_err());
    assert!(operations::less_assign(&mut out, &[1.0; 3]).is_err());
    assert!(operations::leaky_into(&[1.0; 3], &mut out).is_err());
    assert_eq!(out, [7.0; 2]);
}

#[test]
fn operations_with_parameters_and_without_functions() {
    let (between, cubic) = (
        operations::Between { low: -2.0, high: 3.0 },
        operations::Cubic { coefficients: [1.0, -2.0, 0.5, 0.25] },
    );
    everywhere(|| {
        for x in inputs() {
            let doubles: Vec<_> = x.iter().map(|&x| f64::from(x)).collect();
            let expected: Vec<_> = doubles.iter().map(|x| x.clamp(-2.0, 3.0)).collect();
            assert_eq!(between.map(&doubles).to_vec(), expected);
            let expected: Vec<_> =
                x.iter().map(|&x| ((0.25 * x + 0.5) * x - 2.0) * x + 1.0).collect();
            assert_eq!(cubic.map(&x).to_vec(), expected);
            let integers: Vec<_> = x.iter().map(|&x| x as i64 as u64).collect();
            let expected = integers.iter().map(|&x| x.wrapping_mul(3).wrapping_sub(1));
            let found = operations::Triple.map(&integers, 1u64).unwrap();
            assert_eq!(found.to_vec(), expected.collect::<Vec<_>>());
        }
    });
}

#[test]
fn operations_may_be_defined_in_functions() {
    let x = Array::from([1.0f32, 2.0]);
    ufunc! {
        /// The square.
        fn squared = Squared(x: T) -> T where T: f32 | i64 { x * x }
    }
    assert_eq!(squared(&x), Array::from([1.0f32, 4.0]));
    assert_eq!(Squared.map_reduce(&ops::Sum, &Array::from([3i64, 4])).unwrap(), 25);
    ufunc! {}
}
