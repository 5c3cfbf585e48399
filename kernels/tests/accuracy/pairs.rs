//! The errors of functions of two numbers.

use crate::oracle::Judge;
use crate::samples::{Random, SPECIALS, worst_of_blocks};
use crate::spec::PairSpec;
use core::iter::repeat_with;
use core::ops::RangeInclusive;

/// Lists the families, whose tests run at the same time.
macro_rules! families {
    ($($family:ident)*) => {$(
        mod $family {
            use super::BLOCK;

            #[test]
            fn f32_at_random_and_directed_pairs() {
                super::f32_at_pairs(crate::$family::SINGLE_PAIRS, 1, BLOCK);
            }

            #[test]
            #[ignore = "10^9 pairs take minutes"]
            fn f32_at_a_billion_pairs() {
                super::f32_at_pairs(crate::$family::SINGLE_PAIRS, 1000, BLOCK);
            }

            #[test]
            fn f64_at_random_and_directed_pairs() {
                super::f64_at_pairs(crate::$family::DOUBLE_PAIRS, 1, BLOCK);
            }

            #[test]
            #[ignore = "10^7 pairs take minutes"]
            fn f64_at_ten_million_pairs() {
                super::f64_at_pairs(crate::$family::DOUBLE_PAIRS, 10, BLOCK);
            }
        }
    )*};
}

/// The pairs of a block.
const BLOCK: usize = 1_000_000;

/// Tries special values, and `blocks` blocks of `size` pairs.
fn f32_at_pairs(specs: &[PairSpec<f32>], blocks: u64, size: usize) {
    let mut are_kept = true;
    for spec in specs {
        let worst = worst_of_blocks(blocks, |block, worst| {
            let judge = Judge::new(spec.reference);
            let (x, y): (Vec<f32>, Vec<f32>) =
                pairs(spec, block, size, |bits| f64::from(f32::from_bits(bits as u32)))
                    .map(|(x, y)| (x as f32, y as f32))
                    .unzip();
            let z = if block == 0 { (spec.every)(&x, &y) } else { (spec.best)(&x, &y) };
            for ((&x, &y), &z) in x.iter().zip(&y).zip(&z) {
                worst.add((x, y), judge.error_f32(x, y, z));
            }
        });
        are_kept &= worst.report(spec.name, "f32", spec.max_ulp);
    }
    assert!(are_kept, "see the errors above");
}

/// As [`f32_at_pairs`].
fn f64_at_pairs(specs: &[PairSpec<f64>], blocks: u64, size: usize) {
    let mut are_kept = true;
    for spec in specs {
        let worst = worst_of_blocks(blocks, |block, worst| {
            let mut judge = Judge::new(spec.reference);
            let (x, y): (Vec<f64>, Vec<f64>) = pairs(spec, block, size, f64::from_bits).unzip();
            let z = if block == 0 { (spec.every)(&x, &y) } else { (spec.best)(&x, &y) };
            for ((&x, &y), &z) in x.iter().zip(&y).zip(&z) {
                worst.add((x, y), judge.error_f64(x, y, z));
            }
        });
        are_kept &= worst.report(spec.name, "f64", spec.max_ulp);
    }
    assert!(are_kept, "see the errors above");
}

/// Returns all pairs of special values, and a block of `size` others: a quarter with any bits, a
/// quarter in the ranges, and half with a second number near one that is related to the first, at
/// distances from the last bit to the first.
fn pairs<T>(
    spec: &PairSpec<T>,
    block: u64,
    size: usize,
    of_bits: impl Fn(u64) -> f64,
) -> impl Iterator<Item = (f64, f64)> {
    let mut random = Random::of(block);
    let [first, second] = spec.ranges.clone();
    let related = spec.related;
    let within = |range: &RangeInclusive<f64>, unit: f64| {
        range.start() + (range.end() - range.start()) * unit
    };
    let mut i = 0;
    let drawn = repeat_with(move || {
        i += 1;
        let any = (of_bits(random.next()), of_bits(random.next()));
        let common = (within(&first, random.unit()), within(&second, random.unit()));
        match i % 4 {
            0 => any,
            1 => common,
            _ if related.is_empty() => common,
            _ => {
                let x = if i % 8 < 4 { common.0 } else { any.0 };
                let distance = (random.unit() - 0.5) * 2_f64.powi(-((random.next() % 53) as i32));
                (x, related[i / 8 % related.len()](x) * (1.0 + distance))
            }
        }
    });
    let specials = SPECIALS.into_iter().flat_map(|x| SPECIALS.map(|y| (x, y)));
    specials.chain(drawn.take(size))
}

families! { activations arithmetic exponential hyperbolic special trigonometric }

#[test]
fn near_zero() {
    f32_at_pairs(crate::exponential::SINGLE_PAIRS_NEAR_ZERO, 1, BLOCK / 50);
    f64_at_pairs(crate::exponential::DOUBLE_PAIRS_NEAR_ZERO, 1, BLOCK / 50);
}

#[test]
#[ignore = "the references take hours for 10^8 pairs"]
fn near_zero_at_many_pairs() {
    f32_at_pairs(crate::exponential::SINGLE_PAIRS_NEAR_ZERO, 100, BLOCK);
    f64_at_pairs(crate::exponential::DOUBLE_PAIRS_NEAR_ZERO, 10, BLOCK);
}
