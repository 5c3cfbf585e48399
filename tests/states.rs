//! States of reductions of data in pieces: compared with the reductions of all of it.

#[path = "../array-core/tests/properties/strategies.rs"]
#[allow(dead_code, reason = "shared with the properties of layouts")]
mod strategies;

use proptest::prelude::*;
use tightloop::states::*;
use tightloop::*;

/// Cuts a slice at positions that are given as fractions of its length.
fn cut<'a, T>(x: &'a [T], fractions: &[f64]) -> Vec<&'a [T]> {
    let mut places: Vec<usize> = fractions.iter().map(|f| (f * x.len() as f64) as usize).collect();
    places.extend([0, x.len()]);
    places.sort_unstable();
    places.windows(2).map(|ends| &x[ends[0]..ends[1]]).collect()
}

/// Numbers whose sums are rounded.
fn numbers(len: usize, seed: u64) -> Vec<f64> {
    let mut state = seed | 1;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 11) as f64 / 2f64.powi(40) - 4096.0
    };
    std::iter::repeat_with(next).take(len).collect()
}

proptest! {
    #![proptest_config(strategies::config(60))]

    /// However the elements are cut, the bits are those of the sum.
    #[test]
    fn sums_do_not_depend_on_the_pieces(
        len in prop_oneof![0usize..600, 0usize..40_000],
        fractions in prop::collection::vec(0.0..1.0f64, 0..8),
        seed: u64,
    ) {
        let x = numbers(len, seed);
        let narrow: Vec<f32> = x.iter().map(|&x| x as f32).collect();
        let (mut wide, mut single) = (PartialSum::new(), PartialSum::new());
        cut(&x, &fractions).iter().for_each(|piece| wide.update(*piece));
        cut(&narrow, &fractions).iter().for_each(|piece| single.update(*piece));
        prop_assert_eq!(wide.count, len as u64);
        prop_assert_eq!(wide.finish().to_bits(), sum::<f64, f64>(&x).to_bits());
        prop_assert_eq!(single.finish().to_bits(), sum::<f32, f32>(&narrow).to_bits());
    }

    /// Nor if they are `2^n` blocks that are merged.
    #[test]
    fn equal_pieces_of_sums_merge(order in 0u32..4, len in 0usize..20_000, seed: u64) {
        let x = numbers(len, seed);
        let mut all = PartialSum::new();
        for piece in x.chunks(PartialSum::<f64>::BLOCK << order) {
            let mut state = PartialSum::new();
            state.update(piece);
            all.merge(&state);
        }
        prop_assert_eq!(all.finish().to_bits(), sum::<f64, f64>(&x).to_bits());
    }

    /// Other pieces are added as accurately.
    #[test]
    fn any_pieces_of_sums_merge(
        len in 0usize..20_000,
        fractions in prop::collection::vec(0.0..1.0f64, 0..8),
        seed: u64,
    ) {
        let x: Vec<f64> = numbers(len, seed).iter().map(|x| x.trunc()).collect();
        let mut all = PartialSum::new();
        for piece in cut(&x, &fractions) {
            let mut state = PartialSum::new();
            state.update(piece);
            all.merge(&state);
        }
        prop_assert_eq!(all.count, len as u64);
        // Whole numbers are added without error.
        prop_assert_eq!(all.finish(), x.iter().sum::<f64>());
    }

    /// The places are those in all elements: the first of equal ones, the first NaN.
    #[test]
    fn searches_do_not_depend_on_the_pieces(
        x in prop::collection::vec(
            prop_oneof![20 => (-5..5).prop_map(f64::from), 1 => Just(f64::NAN)], 1..300),
        fractions in prop::collection::vec(0.0..1.0f64, 0..8),
    ) {
        let (mut low, mut high) = (ArgMin::new(), ArgMax::new());
        let mut merged = ArgMin::new();
        for piece in cut(&x, &fractions) {
            low.update(piece);
            high.update(piece);
            let mut state = ArgMin::new();
            state.update(piece);
            merged.merge(&state);
        }
        let places = (argmin(&x).unwrap() as u64, argmax(&x).unwrap() as u64);
        prop_assert_eq!((low.finish().unwrap().0, high.finish().unwrap().0), places);
        prop_assert_eq!(merged.finish().unwrap().0, places.0);
        let value = low.finish().unwrap().1;
        prop_assert!(value == x[places.0 as usize] || value.is_nan());
    }

    /// Moments are those of exact sums.
    #[test]
    fn moments_are_right(
        x in prop::collection::vec(-1000i32..1000, 2..2000),
        fractions in prop::collection::vec(0.0..1.0f64, 0..8),
    ) {
        let (mut moments, mut merged) = (Moments::new(), Moments::new());
        for piece in cut(&x, &fractions) {
            moments.update(piece);
            let mut state = Moments::new();
            state.update(piece);
            merged.merge(&state);
        }
        let n = x.len() as i64;
        let sum: i64 = x.iter().map(|&x| i64::from(x)).sum();
        let squares: i64 = x.iter().map(|&x| i64::from(x) * i64::from(x)).sum();
        let (mean, var) = (sum as f64 / n as f64, (n * squares - sum * sum) as f64 / n as f64);
        for state in [moments, merged] {
            prop_assert_eq!(state.count, n as u64);
            prop_assert!((state.mean() - mean).abs() <= 1e-12 * 1000.0);
            let expected = var / (n - 1) as f64;
            prop_assert!((state.variance(1.0) - expected).abs() <= 1e-12 * expected + 1e-9);
        }
    }
}

#[test]
fn variances_far_from_zero() {
    let x: Vec<f64> = (0..30_000).map(|i| 1e9 + f64::from(i % 7)).collect();
    let mut moments = Moments::new();
    x.chunks(999).for_each(|piece| moments.update(piece));
    assert!((moments.variance(0.0) - 4.0).abs() < 4e-3 && moments.mean() - 1e9 - 3.0 < 1e-3);
    let exact = {
        let (n, small) = (30_000.0, (0..30_000).map(|i| f64::from(i % 7)).collect::<Vec<_>>());
        let (sum, squares): (f64, f64) = (small.iter().sum(), small.iter().map(|x| x * x).sum());
        (squares - sum * sum / n) / n
    };
    assert!((moments.variance(0.0) - exact).abs() <= 1e-9 * exact);
}

#[test]
fn nothing_is_known_of_no_elements() {
    assert_eq!(ArgMin::<f32>::new().finish(), None);
    assert_eq!(PartialSum::<f64>::new().finish().to_bits(), 0);
    assert!(Moments::new().mean().is_nan() && Moments::new().variance(0.0).is_nan());
    let mut moments = Moments::new();
    moments.update(&[] as &[i8]);
    moments.merge(&Moments::new());
    assert_eq!(moments, Moments::new());
    // The square of this mean is infinite.
    moments.update(&[1e300, 1e300]);
    moments.merge(&Moments::new());
    assert_eq!(moments.finish(0.0), (1e300, 0.0));
}

/// Several axes go in C order, whatever the memory.
#[test]
fn several_axes() {
    let x = Array::from_fn(&[30, 40], |place| place[0] as f64 * 0.1 + place[1] as f64).unwrap();
    let turned = x.t().to_array();
    let (mut straight, mut other) = (PartialSum::new(), PartialSum::new());
    straight.update(&x);
    other.update(turned.t());
    assert_eq!(straight, other);
    let mut best = ArgMax::new();
    best.update(turned.t());
    assert_eq!(best.finish(), Some((1199, x[[29, 39]])));
}
