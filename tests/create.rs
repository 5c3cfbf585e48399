//! `arange` and `linspace`: for any ends and steps, each element is the number nearest to the
//! exact one.

use tightloop::*;

/// Returns whether the `T` with these bits is the number nearest to `numerator / denominator`,
/// ties to even.
///
/// The test is exact, since all values and their differences are multiples of 2^-62.
fn is_nearest<T: RealFloat>(
    bits: u64,
    of_bits: fn(u64) -> T,
    numerator: i128,
    denominator: i128,
) -> bool {
    let distance = |bits: u64| {
        let x = (of_bits(bits).to_f64() * 2f64.powi(62)) as i128;
        (x * denominator - (numerator << 62)).abs()
    };
    let own = distance(bits);
    // Both neighbours of zero have the same distance.
    let is_zero = of_bits(bits) == T::ZERO;
    let others = if is_zero { [1, 1] } else { [bits - 1, bits + 1] };
    others.iter().all(|&other| own < distance(other) || own == distance(other) && bits & 1 == 0)
}

/// Checks progressions between whole numbers of at most `digits` binary digits.
fn check_whole_ends<T: RealFloat>(digits: u32, bits_of: fn(T) -> u64, of_bits: fn(u64) -> T) {
    let mut state = 1u64;
    let mut random = |bits: u32| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state as i64) >> (64 - bits)
    };
    for round in 0..200u32 {
        let (from, to) = (random(2 + round % digits), random(2 + round / 7 % digits));
        let [start, stop] = [from, to].map(|x| T::nearest(x as f64));
        let n = 1 + random(8).unsigned_abs() as usize;
        let exact = |i: usize| i128::from(from) * (n - i) as i128 + i128::from(to) * i as i128;
        for (i, &x) in Array::linspace(start, stop, n + 1).unwrap().iter().enumerate() {
            assert!(
                is_nearest(bits_of(x), of_bits, exact(i), n as i128),
                "linspace {start:?}..{stop:?} / {n}: {i}: {x:?}"
            );
        }
        // `arange`, with `to` as the step.
        let limit = T::nearest(from as f64 + to as f64 * 100.0);
        if to != 0 && limit.to_f64().is_finite() {
            for (i, &x) in Array::arange(start, limit, stop).unwrap().iter().enumerate() {
                let exact = i128::from(from) + i128::from(to) * i as i128;
                assert!(
                    is_nearest(bits_of(x), of_bits, exact, 1),
                    "arange {start:?} + {i} * {stop:?}: {x:?}"
                );
            }
        }
    }
}

#[test]
fn elements_are_the_nearest_numbers() {
    check_whole_ends::<f64>(52, f64::to_bits, f64::from_bits);
    check_whole_ends::<f32>(23, |x| x.to_bits().into(), |bits| f32::from_bits(bits as u32));
    check_whole_ends::<f16>(10, |x| x.to_bits().into(), |bits| f16::from_bits(bits as u16));
    check_whole_ends::<bf16>(7, |x| x.to_bits().into(), |bits| bf16::from_bits(bits as u16));
}

#[test]
fn spans_beyond_the_largest_number() {
    let x = Array::linspace(-f64::MAX, f64::MAX, 3).unwrap();
    assert_eq!(x.to_vec(), [-f64::MAX, 0.0, f64::MAX]);
    let x = Array::linspace(-f64::MAX, f64::MAX, 5).unwrap();
    assert_eq!(x.to_vec(), [-f64::MAX, -f64::MAX / 2.0, 0.0, f64::MAX / 2.0, f64::MAX]);
    assert!(Array::linspace(f64::MAX, f64::MAX, 9).unwrap().iter().all(|&x| x == f64::MAX));
    let x = Array::linspace(-f32::MAX, f32::MAX, 5).unwrap();
    assert_eq!(x.to_vec(), [-f32::MAX, -f32::MAX / 2.0, 0.0, f32::MAX / 2.0, f32::MAX]);

    let x = Array::arange(-1e308, 1e308, 1e304).unwrap();
    assert_eq!(x.len(), 20_000);
    assert!(x.iter().all(|x: &f64| x.is_finite()) && x.iter().is_sorted());
    assert!(x[[10_000]].abs() < 1e293 && (x[[15_000]] - 5e307).abs() < 1e293);
}

#[test]
fn subnormal_steps() {
    let unit = f64::from_bits(1);
    let x = Array::linspace(0.0, 4.0 * unit, 10).unwrap();
    // k * 4 / 9
    let expected = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4].map(f64::from_bits);
    assert_eq!(x.to_vec(), expected);
    // Ties go to even.
    let x = Array::linspace(0.0, 3.0 * unit, 7).unwrap();
    assert_eq!(x.to_vec(), [0, 0, 1, 2, 2, 2, 3].map(f64::from_bits));
    let x = Array::arange(0.0, 5.0 * unit, unit).unwrap();
    assert_eq!(x.to_vec(), [0, 1, 2, 3, 4].map(f64::from_bits));
    let x = Array::linspace(f16::from_bits(0x8001), f16::from_bits(3), 9).unwrap();
    assert_eq!(x.to_vec(), [0x8001, 0x8000, 0, 0, 1, 2, 2, 2, 3].map(f16::from_bits));
}

#[test]
fn infinite_and_nan_ends() {
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    let linspace = |start, stop| Array::linspace(start, stop, 4).unwrap().to_vec();
    assert_eq!(linspace(inf, inf), [inf; 4]);
    assert_eq!(linspace(-inf, -inf), [-inf; 4]);
    assert_eq!(linspace(0.0, inf), [0.0, inf, inf, inf]);
    assert_eq!(linspace(-inf, 0.0), [-inf, -inf, -inf, 0.0]);
    let both = linspace(-inf, inf);
    assert!(both[0] == -inf && both[1].is_nan() && both[2].is_nan() && both[3] == inf);
    assert!(linspace(nan, 1.0)[..3].iter().all(|x| x.is_nan()));

    for (start, stop, step) in [
        (0.0, 1.0, inf),
        (0.0, 1.0, -inf),
        (inf, inf, 1.0),
        (0.0, inf, 1.0),
        (nan, 1.0, 1.0),
        (0.0, 1.0, nan),
    ] {
        assert!(matches!(
            Array::arange(start, stop, step),
            Err(Error::InvalidParameter { op: "arange", .. })
        ));
    }
    // More elements than addresses.
    for (start, stop, step) in
        [(0.0, 1.0, 1e-320), (-f64::MAX, f64::MAX, 1.0), (0.0, f64::MAX, f64::MIN_POSITIVE)]
    {
        assert!(matches!(Array::arange(start, stop, step), Err(Error::SizeOverflow { .. })));
    }
    assert_eq!(Array::arange(1.0, 0.0, 1e-320).unwrap().len(), 0);
}

#[test]
fn sixteen_bit_floats_are_rounded_once() {
    let (low, high) = (f16::from_bits(0x3c00), f16::from_bits(0x3c01));
    // 257 / 513 is slightly more than half of the way.
    assert_eq!(Array::linspace(low, high, 514).unwrap()[[257]], high);
    assert_eq!(Array::linspace(low, high, 3).unwrap()[[1]], low);
    let (low, high) = (bf16::from_bits(0x3f80), bf16::from_bits(0x3f81));
    assert_eq!(Array::linspace(low, high, 514).unwrap()[[257]], high);

    // An `f64` just above or below the midpoint.
    let middle = 1.0 + 0.5 / 1024.0;
    assert_eq!(f16::nearest(f64::next_up(middle)), f16::from_bits(0x3c01));
    assert_eq!(f16::nearest(f64::next_down(middle)), f16::from_bits(0x3c00));
    let middle = 1.0 + 0.5 / 128.0;
    assert_eq!(bf16::nearest(f64::next_up(middle)), bf16::from_bits(0x3f81));
}

/// A glob import brings several traits of `f32` into scope. Their names do not clash.
#[test]
fn method_names_are_not_ambiguous() {
    assert_eq!(f32::from_f64(0.1), f32::nearest(0.1));
}
