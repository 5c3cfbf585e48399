//! `divmod` against exact integer division: quotients of all sizes, and quotients of floats next
//! to a tie between two results.

#[path = "catalogue/quotient.rs"]
mod quotient;

use quotient::FloorDivide;
use tightloop::*;

/// A linear congruential generator, with its bits mixed.
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 ^ self.0 >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    }

    fn below(&mut self, n: u64) -> u64 {
        (self.bits() >> 16) % n
    }
}

/// Lists the floats, with the numbers of bits of their fractions.
macro_rules! floats {
    ($($name:ident $t:ident $bits:ident $fraction:literal;)*) => {$(
        mod $name {
            use super::*;

            const FRACTION: u32 = $fraction;

            /// Returns any number, often one whose fraction has at most one bit set, or all but
            /// one.
            fn any_number(random: &mut Random) -> $t {
                let bits = random.bits() as $bits;
                let fraction = match random.below(4) {
                    0 => 0,
                    1 => 1 << random.below(u64::from(FRACTION)),
                    2 => (1 << FRACTION) - 1 - (1 << random.below(u64::from(FRACTION))),
                    _ => bits & ((1 << FRACTION) - 1),
                };
                $t::from_bits(bits >> FRACTION << FRACTION | fraction)
            }

            /// Returns a dividend whose quotient by `b` is, if possible, at or next to a number
            /// with slightly more bits than a float holds: a tie.
            fn near_tie(random: &mut Random, b: $t) -> $t {
                let bits = FRACTION as u64 - 2 + random.below(6);
                let (units, steps_of_two) = (random.below(4), random.below(1 << 20));
                let whole = (1u64 << bits) as $t + units as $t + steps_of_two as $t * 2.0;
                let steps = random.below(5) as i64 - 2;
                let product = b * whole;
                $t::from_bits((product.to_bits() as i64).wrapping_add(steps) as $bits)
            }

            fn samples(n: usize) -> (Vec<$t>, Vec<$t>) {
                let mut random = Random(n as u64);
                (0..n)
                    .map(|i| {
                        let mut b = any_number(&mut random);
                        let a = match i % 4 {
                            0 => any_number(&mut random),
                            // Quotients that take one to three steps of the division.
                            1 => {
                                b = b.abs().clamp(1e-9, 1e9).copysign(b);
                                let whole = random.bits() >> random.below(64);
                                let scale = 2f32.powi(random.below(40) as i32);
                                b * whole as $t * scale as $t
                            }
                            2 => near_tie(&mut random, b),
                            _ => {
                                // Divisors of few bits give quotients with long runs of zeros
                                // or ones.
                                let whole = random.below(1 << 12);
                                let scale = 2f32.powi(random.below(30) as i32 - 15);
                                b = whole as $t * scale as $t;
                                near_tie(&mut random, b)
                            }
                        };
                        (if random.below(2) == 0 { a } else { -a }, b)
                    })
                    .unzip()
            }

            fn check(a: &[$t], b: &[$t]) {
                for level in Level::available() {
                    let results = with_level(level, || divmod(a, b));
                    let (quotients, remainders) = results.unwrap().unwrap();
                    for (i, (&q, &r)) in quotients.iter().zip(&remainders).enumerate() {
                        let (a, b) = (a[i], b[i]);
                        let expected = a.floor_divide(b);
                        assert!(
                            q.to_bits() == expected.to_bits() || q.is_nan() && expected.is_nan(),
                            "{level:?}: {a:e} / {b:e}: {q:e}, not {expected:e}"
                        );
                        let rest = a % b;
                        let expected = if rest == 0.0 {
                            rest.copysign(b)
                        } else if (rest < 0.0) != (b < 0.0) {
                            rest + b
                        } else {
                            rest
                        };
                        assert!(
                            r.to_bits() == expected.to_bits() || r.is_nan() && expected.is_nan(),
                            "{level:?}: {a:e} % {b:e}: {r:e}, not {expected:e}"
                        );
                    }
                }
            }

            #[test]
            fn random_numbers() {
                let (a, b) = samples(100_000);
                check(&a, &b);
            }

            #[test]
            fn special_numbers() {
                let positive = [
                    0.0,
                    $t::from_bits(1),
                    $t::MIN_POSITIVE,
                    1.0,
                    1.5,
                    3.0,
                    (1u64 << FRACTION) as $t,
                    $t::MAX,
                    $t::INFINITY,
                    $t::NAN,
                ];
                let all: Vec<$t> = positive.iter().flat_map(|&x| [x, -x]).collect();
                let pairs = all.iter().flat_map(|&a| all.iter().map(move |&b| (a, b)));
                let (a, b): (Vec<$t>, Vec<$t>) = pairs.unzip();
                check(&a, &b);
            }
        }
    )*};
}
floats! {
    double f64 u64 52;
    single f32 u32 23;
}

#[test]
fn quotients_beyond_the_precision_of_the_float() {
    let quotient = |a: f64, b: f64| divmod(a, b).unwrap().0[[]];
    assert_eq!(quotient(8.495736721122301e194, -2.3633280270152933e179), -3594819095786624.0);
    let (quotient, _) = divmod(123112090000000f32, -15251664f32).unwrap();
    assert_eq!(quotient[[]], -8072044.0);
}

/// Lists the integer types.
macro_rules! integers {
    ($($t:ident)*) => {$(
        #[test]
        fn $t() {
            let mut random = Random(1);
            // Registers of small numbers take another path than registers with a large one. So
            // numbers come in blocks of 64 of a similar size.
            let mut number = |i: usize| {
                let bits = (i as u32 / 64) % $t::BITS;
                let power: $t = 1 << bits;
                let magnitude = random.bits() as $t & (power.wrapping_sub(1));
                match random.below(8) {
                    0 => power,
                    1 => power.wrapping_neg(),
                    2 => power.wrapping_sub(1),
                    3 => (random.below(5) as $t).wrapping_sub(2),
                    4 | 5 => magnitude.wrapping_neg(),
                    _ => magnitude,
                }
            };
            let a: Vec<$t> = (0..1 << 16).map(&mut number).collect();
            let b: Vec<$t> = (0..1 << 16).map(|i| number(i / 64)).collect();
            for level in Level::available() {
                let results = with_level(level, || divmod(&a, &b));
                let (quotients, remainders) = results.unwrap().unwrap();
                for (i, (&q, &r)) in quotients.iter().zip(&remainders).enumerate() {
                    let (a, b) = (i128::from(a[i]), i128::from(b[i]));
                    let (floor, rest) = if b == 0 {
                        (0, 0)
                    } else {
                        let is_above = b < 0 && a.rem_euclid(b) != 0;
                        let floor = a.div_euclid(b) - i128::from(is_above);
                        (floor, a - floor * b)
                    };
                    assert_eq!((q, i128::from(r)), (floor as $t, rest), "{level:?}: {a} / {b}");
                }
                assert_eq!(with_level(level, || floor_divide(&a, &b)).unwrap().unwrap(), quotients);
                assert_eq!(with_level(level, || remainder(&a, &b)).unwrap().unwrap(), remainders);
            }
            // By one number, which is prepared first.
            let few = &a[..1 << 13];
            let edges = [0, 1, 2, 3, 7, 10, $t::MIN, $t::MIN + 1, $t::MAX, $t::MAX - 1];
            for n in b.iter().step_by(512).copied().chain(edges) {
                let (quotients, remainders) = divmod(few, n).unwrap();
                for level in Level::available() {
                    let found = with_level(level, || [floor_divide(few, n), remainder(few, n)]);
                    let [q, r] = found.unwrap().map(Result::unwrap);
                    assert!(q == quotients && r == remainders, "{level:?}: by {n}");
                }
            }
        }
    )*};
}
mod integer {
    use super::*;

    integers! { i8 i16 i32 i64 u8 u16 u32 u64 }
}
