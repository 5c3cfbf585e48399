//! The formulas of integers that have loops or branches: quotients, common factors and powers.

use super::plain::{Plain, PlainInt, Random};
use super::{agree, on_lanes};
use std::marker::PhantomData;
use tightloop_kernels::Int;
use tightloop_kernels::isa::{Isa, Vectorize};

/// Pairs of any numbers and, in registers of their own, of small ones and of few bits.
fn pairs<T: PlainInt>() -> Vec<[T; 2]> {
    let mut random = Random(0xd1f);
    let mut pairs = T::pairs();
    for bits in [3, 7, T::BITS / 2, T::BITS - 2] {
        let mut small = || T::from_low_bits(random.next() >> (64 - bits));
        pairs.extend((0..2_000).map(|_| [small(), small()]));
    }
    for _ in 0..20_000 {
        let mut any = || {
            let (bits, shift) = (random.next(), random.next() % u64::from(T::BITS));
            let bits = bits >> (64 - T::BITS) >> shift;
            T::from_low_bits(if random.next().is_multiple_of(2) {
                bits
            } else {
                bits.wrapping_neg()
            })
        };
        let (a, b) = (any(), any());
        pairs.extend([[a, b], [a, a.shifted_right(3)]]);
        // Around multiples.
        let multiple = b.product(T::wrapping_from((random.next() % 1_000) as i64));
        pairs.extend([-1, 0, 1].map(|n| [multiple.sum(T::wrapping_from(n)), b]));
    }
    pairs
}

/// Quotients and common factors.
#[derive(Clone, Copy)]
struct Division<T>(PhantomData<T>);

/// Lists the integers.
macro_rules! division {
    ($($t:ident)*) => {$(
        impl Vectorize for Division<$t> {
            type Output = ();

            fn call<S: Isa>(self, s: S) {
                let pairs = pairs::<$t>();
                let wrapped = |x: i128| <$t as Plain>::from_low_bits(x as u64);
                let remainder = |a: i128, b: i128| if b == 0 { 0 } else { ((a % b) + b) % b };
                agree(s, "floor_divide", &pairs, &|[a, b]| a.floor_divide(b), &|[a, b]| {
                    let (a, b): (i128, i128) = (a.into(), b.into());
                    wrapped(if b == 0 { 0 } else { (a - remainder(a, b)) / b })
                });
                agree(s, "remainder", &pairs, &|[a, b]| a.remainder(b), &|[a, b]| {
                    wrapped(remainder(a.into(), b.into()))
                });
                agree(s, "fmod", &pairs, &|[a, b]| a.fmod(b), &|[a, b]| {
                    let (a, b): (i128, i128) = (a.into(), b.into());
                    wrapped(if b == 0 { 0 } else { a % b })
                });
                let gcd = |mut a: i128, mut b: i128| {
                    while b != 0 {
                        (a, b) = (b, a % b);
                    }
                    a.abs()
                };
                agree(s, "gcd", &pairs, &|[a, b]| a.gcd(b), &|[a, b]| {
                    wrapped(gcd(a.into(), b.into()))
                });
                agree(s, "lcm", &pairs, &|[a, b]| a.lcm(b), &|[a, b]| {
                    let (a, b): (i128, i128) = (a.into(), b.into());
                    wrapped((a / gcd(a, b).max(1)).abs().wrapping_mul(b.abs()))
                });
            }
        }
    )*};
}
division! { i32 i64 u32 u64 }

#[test]
fn quotients_and_common_factors() {
    on_lanes! { Division: i32 i64 u32 u64 }
}

/// Powers.
#[derive(Clone, Copy)]
struct Powers<T>(PhantomData<T>);

/// Lists the integers.
macro_rules! powers {
    ($($t:ident)*) => {$(
        impl Vectorize for Powers<$t> {
            type Output = ();

            fn call<S: Isa>(self, s: S) {
                let mut cases = $t::pairs();
                for x in $t::samples(100) {
                    cases.extend((0..70).map(|n| [x, <$t as Int>::wrapping_from(n)]));
                }
                agree(s, "pow", &cases, &|[a, n]| a.pow(n), &|[a, n]| {
                    // From the highest bit on.
                    (0..<$t as Plain>::BITS).rev().fold(1, |power, bit| {
                        let square = power.product(power);
                        let is_one = n.shifted_right(bit).bit_and(1) == 1;
                        if is_one { square.product(a) } else { square }
                    })
                });
            }
        }
    )*};
}
powers! { i8 i16 i32 i64 u8 u16 u32 u64 }

#[test]
fn powers() {
    on_lanes! { Powers: i8 i16 i32 i64 u8 u16 u32 u64 }
}
