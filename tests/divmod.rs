//! `divmod` of floats against exact integers: quotients of all sizes, and those next to where
//! rounding changes.

#[path = "catalogue/quotient.rs"]
mod quotient;

use quotient::FloorDivide;
use tightloop::*;

/// Numbers of a linear congruential generator.
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

/// Lists the types, with the bits of their fractions.
macro_rules! floats {
    ($($name:ident $t:ident $bits:ident $fraction:literal;)*) => {$(
        mod $name {
            use super::*;

            const FRACTION: u32 = $fraction;

            /// Any number, or one whose fraction has few bits set, or all but a few.
            fn any(random: &mut Random) -> $t {
                let bits = random.bits() as $bits;
                let fraction = match random.below(4) {
                    0 => 0,
                    1 => 1 << random.below(u64::from(FRACTION)),
                    2 => (1 << FRACTION) - 1 - (1 << random.below(u64::from(FRACTION))),
                    _ => bits & ((1 << FRACTION) - 1),
                };
                $t::from_bits(bits >> FRACTION << FRACTION | fraction)
            }

            /// A dividend whose quotient by `b` is near a number of a few more bits than a float has, if that is possible: a tie, or what
            /// is next to it.
            fn near_tie(random: &mut Random, b: $t) -> $t {
                let bits = FRACTION as u64 - 2 + random.below(6);
                let whole = (1u64 << bits) as $t + random.below(4) as $t + random.below(1 << 20) as $t * 2.0;
                let steps = random.below(5) as i64 - 2;
                let product = b * whole;
                $t::from_bits((product.to_bits() as i64).wrapping_add(steps) as $bits)
            }

            fn samples(n: usize) -> (Vec<$t>, Vec<$t>) {
                let mut random = Random(n as u64);
                (0..n)
                    .map(|i| {
                        let mut b = any(&mut random);
                        let a = match i % 4 {
                            0 => any(&mut random),
                            // Quotients of one to three steps.
                            1 => {
                                b = b.abs().clamp(1e-9, 1e9).copysign(b);
                                b * (random.bits() >> random.below(64)) as $t * 2f32.powi(random.below(40) as i32) as $t
                            }
                            2 => near_tie(&mut random, b),
                            _ => {
                                // Divisors of few bits leave quotients of long rows of zeros or ones.
                                b = random.below(1 << 12) as $t * 2f32.powi(random.below(30) as i32 - 15) as $t;
                                near_tie(&mut random, b)
                            }
                        };
                        (if random.below(2) == 0 { a } else { -a }, b)
                    })
                    .unzip()
            }

            fn check(a: &[$t], b: &[$t]) {
                for level in Level::available() {
                    let (quotients, remainders) = with_level(level, || divmod(a, b)).unwrap().unwrap();
                    for (i, (&q, &r)) in quotients.iter().zip(&remainders).enumerate() {
                        let (a, b) = (a[i], b[i]);
                        let expected = a.floor_divide(b);
                        assert!(
                            q.to_bits() == expected.to_bits() || q.is_nan() && expected.is_nan(),
                            "{level:?}: {a:e} / {b:e}: {q:e}, not {expected:e}"
                        );
                        let rest = a % b;
                        let moved = if rest != 0.0 && (rest < 0.0) != (b < 0.0) { rest + b } else { rest };
                        let expected = if moved == 0.0 && rest == 0.0 { moved.copysign(b) } else { moved };
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
                let (a, b): (Vec<$t>, Vec<$t>) = all.iter().flat_map(|&a| all.iter().map(move |&b| (a, b))).unzip();
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
fn quotients_that_were_off_by_one() {
    let quotient = |a: f64, b: f64| divmod(a, b).unwrap().0[[]];
    assert_eq!(quotient(8.495736721122301e194, -2.3633280270152933e179), -3594819095786624.0);
    let (quotient, _) = divmod(123112090000000f32, -15251664f32).unwrap();
    assert_eq!(quotient[[]], -8072044.0);
}

/// Lists the integers.
macro_rules! integers {
    ($($t:ident)*) => {$(
        #[test]
        fn $t() {
            let mut random = Random(1);
            // Small numbers are divided in another way than large ones, by registers: blocks of either, and of both.
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
                let (quotients, remainders) = with_level(level, || divmod(&a, &b)).unwrap().unwrap();
                for (i, (&q, &r)) in quotients.iter().zip(&remainders).enumerate() {
                    let (a, b) = (i128::from(a[i]), i128::from(b[i]));
                    let floor = if b == 0 { 0 } else { a.div_euclid(b) - i128::from(b < 0 && a.rem_euclid(b) != 0) };
                    let rest = if b == 0 { 0 } else { a - floor * b };
                    assert_eq!((q, i128::from(r)), (floor as $t, rest), "{level:?}: {a} / {b}");
                }
            }
        }
    )*};
}
mod integer {
    use super::*;

    integers! { i8 i16 i32 i64 u8 u16 u32 u64 }
}
