//! The errors of functions of one number.

use crate::oracle::Judge;
use crate::samples::{Random, SPECIALS, Worst, directed, worst_of_blocks};
use crate::spec::Spec;

/// Lists the families, whose tests run at the same time.
macro_rules! families {
    ($($family:ident)*) => {$(
        mod $family {
            #[test]
            fn f32_at_every_4093rd_bit_pattern() {
                super::f32_at_every_4093rd_bit_pattern(crate::$family::SINGLE);
            }

            #[test]
            #[ignore = "all 2^32 inputs take minutes"]
            fn f32_everywhere() {
                super::f32_everywhere(crate::$family::SINGLE);
            }

            #[test]
            fn f64_at_random_and_directed_points() {
                super::f64_at_points(crate::$family::DOUBLE, 1);
            }

            #[test]
            #[ignore = "10^7 points take minutes"]
            fn f64_at_ten_million_points() {
                super::f64_at_points(crate::$family::DOUBLE, 10);
            }
        }
    )*};
}

fn f32_at_every_4093rd_bit_pattern(specs: &[Spec<f32>]) {
    let specials = SPECIALS
        .into_iter()
        .map(|x| x as f32)
        .chain([f32::from_bits(1), f32::from_bits(0x007f_ffff)]);
    let mut are_kept = true;
    for spec in specs {
        let mut x: Vec<f32> =
            (0..=u32::MAX).step_by(4093).map(f32::from_bits).chain(specials.clone()).collect();
        x.extend(directed(&spec.range, spec.edges, 0, 100_000).map(|x| x as f32));
        let y = (spec.every)(&x);
        let judge = Judge::new(spec.reference);
        let mut worst = Worst::default();
        for (&x, &y) in x.iter().zip(&y) {
            worst.add(f64::from(x), judge.error_f32(x, y));
        }
        are_kept &= worst.report(spec.name, "f32", spec.max_ulp);
    }
    assert!(are_kept, "see the errors above");
}

fn f32_everywhere(specs: &[Spec<f32>]) {
    const BLOCK: u32 = 1 << 20;
    let mut are_kept = true;
    for spec in specs {
        let worst = worst_of_blocks(u64::from(u32::MAX / BLOCK) + 1, |block, worst| {
            let judge = Judge::new(spec.reference);
            let first = block as u32 * BLOCK;
            let x: Vec<f32> = (0..BLOCK).map(|i| f32::from_bits(first + i)).collect();
            for (&x, y) in x.iter().zip((spec.best)(&x)) {
                worst.add(f64::from(x), judge.error_f32(x, y));
            }
        });
        are_kept &= worst.report(spec.name, "f32", spec.max_ulp);
    }
    assert!(are_kept, "see the errors above");
}

/// Tries special values, and `blocks` blocks of a million numbers each: a fifth with any bits, a
/// twentieth subnormal, the others directed.
fn f64_at_points(specs: &[Spec<f64>], blocks: u64) {
    let mut are_kept = true;
    for spec in specs {
        let worst = worst_of_blocks(blocks, |block, worst| {
            let mut random = Random::of(block);
            let mut x: Vec<f64> = SPECIALS.into_iter().collect();
            x.extend([f64::from_bits(1), f64::from_bits(0x000f_ffff_ffff_ffff)]);
            x.extend((0..200_000).map(|_| f64::from_bits(random.next())));
            x.extend((0..50_000).map(|_| f64::from_bits(random.next() >> 12)));
            x.extend(directed(&spec.range, spec.edges, block, 750_000));
            let y = if block == 0 { (spec.every)(&x) } else { (spec.best)(&x) };
            let mut judge = Judge::new(spec.reference);
            for (&x, &y) in x.iter().zip(&y) {
                worst.add(x, judge.error_f64(x, y));
            }
        });
        are_kept &= worst.report(spec.name, "f64", spec.max_ulp);
    }
    assert!(are_kept, "see the errors above");
}

families! { activations arithmetic exponential hyperbolic special trigonometric }
