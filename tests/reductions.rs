//! Reductions and scans through the public API, compared with plain loops: at every level, on
//! several numbers of threads, over all kinds of strides.

#[path = "support/reductions.rs"]
mod support;

use support::{CASES, Random, everywhere, groups, layouts};
use tightloop::*;

fn bits(x: &Array<f32>) -> Vec<u32> {
    x.iter().map(|x| x.to_bits()).collect()
}

#[test]
fn sums_of_integers_are_exact() {
    let mut random = Random(1);
    for (shape, lists) in CASES {
        let x = Array::from_fn(shape, |_| random.small() as i16).unwrap();
        for &axes in *lists {
            let expected: Vec<i64> = groups(shape, x.as_slice(), axes)
                .iter()
                .map(|group| group.iter().map(|&x| i64::from(x)).sum())
                .collect();
            for found in
                layouts(&x, |_, view| everywhere(|| sum_axis(view, axes).unwrap().to_vec()))
            {
                assert_eq!(found, expected, "{shape:?} over {axes:?}");
            }
        }
    }
}

#[test]
fn sums_of_floats_are_close_and_have_the_same_bits() {
    let mut random = Random(2);
    for (shape, lists) in CASES {
        let x = Array::from_fn(shape, |_| random.small() as f32 / 7.0).unwrap();
        for &axes in *lists {
            let exact: Vec<(f64, f64)> = groups(shape, x.as_slice(), axes)
                .iter()
                .map(|group| {
                    (
                        group.iter().map(|&x| f64::from(x)).sum(),
                        group.iter().map(|&x| f64::from(x).abs()).sum(),
                    )
                })
                .collect();
            let results =
                layouts(&x, |_, view| everywhere(|| bits(&sum_axis(view, axes).unwrap())));
            for result in &results {
                for (&bits, &(sum, magnitude)) in result.iter().zip(&exact) {
                    // Each element takes part in some tens of additions (up to 32 rounds, then a
                    // few blocks, then the lanes), whatever the number of elements.
                    let error = (f64::from(f32::from_bits(bits)) - sum).abs();
                    assert!(
                        error <= 64.0 * f64::from(f32::EPSILON) * magnitude,
                        "{shape:?} over {axes:?}: {error:e}"
                    );
                }
            }
            // Gaps and negative strides do not change the order of additions.
            if let [in_order, _, with_gaps] = &results[..] {
                assert_eq!(in_order, with_gaps, "{shape:?} over {axes:?}");
            }
        }
    }
}

#[test]
fn extremes_and_their_positions() {
    let mut random = Random(3);
    for (shape, lists) in CASES {
        for nan_every in [0, 97] {
            let mut count = 0;
            let x = Array::from_fn(shape, |_| {
                count += 1;
                if nan_every > 0 && count % nan_every == 0 {
                    f32::NAN
                } else {
                    (random.next() % 50) as f32 - 25.0
                }
            })
            .unwrap();
            for &axes in *lists {
                let groups = groups(shape, x.as_slice(), axes);
                if groups.iter().any(|group| group.is_empty()) {
                    assert!(matches!(
                        min_axis(&x, axes),
                        Err(Error::EmptyReduction { op: "min", .. })
                    ));
                    assert!(matches!(
                        argmax_axis(&x, axes),
                        Err(Error::EmptyReduction { op: "argmax", .. })
                    ));
                    continue;
                }
                let nan = |group: &[f32]| group.iter().position(|x| x.is_nan());
                let first = |group: &[f32], better: fn(f32, f32) -> bool| {
                    let mut place = 0;
                    for (i, &x) in group.iter().enumerate() {
                        if better(x, group[place]) {
                            place = i;
                        }
                    }
                    nan(group).unwrap_or(place) as i64
                };
                let lowest: Vec<i64> =
                    groups.iter().map(|group| first(group, |a, b| a < b)).collect();
                let highest: Vec<i64> =
                    groups.iter().map(|group| first(group, |a, b| a > b)).collect();
                let at = |places: &[i64]| -> Vec<String> {
                    places
                        .iter()
                        .zip(&groups)
                        .map(|(&place, group)| group[place as usize].to_string())
                        .collect()
                };
                let nanmins: Vec<String> = groups
                    .iter()
                    .map(|group| group.iter().copied().fold(f32::NAN, f32::min).to_string())
                    .collect();
                let text = |x: Array<f32>| x.iter().map(|x| x.to_string()).collect::<Vec<_>>();
                layouts(&x, |which, view| {
                    let case = format!("{shape:?} over {axes:?}, {which}");
                    assert_eq!(
                        everywhere(|| argmin_axis(view, axes).unwrap().to_vec()),
                        lowest,
                        "{case}"
                    );
                    assert_eq!(
                        everywhere(|| argmax_axis(view, axes).unwrap().to_vec()),
                        highest,
                        "{case}"
                    );
                    assert_eq!(
                        everywhere(|| text(min_axis(view, axes).unwrap())),
                        at(&lowest),
                        "{case}"
                    );
                    assert_eq!(
                        everywhere(|| text(max_axis(view, axes).unwrap())),
                        at(&highest),
                        "{case}"
                    );
                    assert_eq!(
                        everywhere(|| text(nanmin_axis(view, axes).unwrap())),
                        nanmins,
                        "{case}"
                    );
                });
            }
        }
    }
}

#[test]
fn reductions_of_every_dtype() {
    /// Checks all reductions of the numbers 1 to 9, which every dtype has.
    fn check<T, S, M>(one_to_nine: [T; 9], sum_is: S, mean_is: M)
    where
        T: Element,
        S: Element,
        M: Element,
        ops::Sum: FoldUfunc<T, Out = S>,
        ops::Add: ScanUfunc<T, Out = S>,
        ops::Mean: FoldUfunc<T, Out = M>,
        ops::Minimum: FoldUfunc<T, Out = T> + SearchUfunc<T, Out = i64>,
        ops::Maximum: FoldUfunc<T, Out = T> + SearchUfunc<T, Out = i64>,
    {
        let x = &one_to_nine;
        everywhere(|| {
            assert_eq!(sum(x), sum_is);
            assert_eq!(mean(x), mean_is);
            assert_eq!(min(x).unwrap(), x[0]);
            assert_eq!(max(x).unwrap(), x[8]);
            assert_eq!((argmin(x).unwrap(), argmax(x).unwrap()), (0, 8));
            assert_eq!(cumulative_sum(x, 0).unwrap().to_vec()[8], sum_is);
        });
    }
    check([1i8, 2, 3, 4, 5, 6, 7, 8, 9], 45i64, 5.0f64);
    check([1i16, 2, 3, 4, 5, 6, 7, 8, 9], 45i64, 5.0f64);
    check([1i32, 2, 3, 4, 5, 6, 7, 8, 9], 45i64, 5.0f64);
    check([1i64, 2, 3, 4, 5, 6, 7, 8, 9], 45i64, 5.0f64);
    check([1u8, 2, 3, 4, 5, 6, 7, 8, 9], 45u64, 5.0f64);
    check([1u16, 2, 3, 4, 5, 6, 7, 8, 9], 45u64, 5.0f64);
    check([1u32, 2, 3, 4, 5, 6, 7, 8, 9], 45u64, 5.0f64);
    check([1u64, 2, 3, 4, 5, 6, 7, 8, 9], 45u64, 5.0f64);
    check([1.0f32, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0], 45.0f32, 5.0f32);
    check([1.0f64, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0], 45.0f64, 5.0f64);
    let halves = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
    check(halves.map(f16::from_f64), f16::from_f64(45.0), f16::from_f64(5.0));
    check(halves.map(bf16::from_f64), bf16::from_f64(45.0), bf16::from_f64(5.0));
    everywhere(|| {
        let x = [true, false, true, true];
        assert_eq!((sum(&x), mean(&x)), (3i64, 0.75));
        assert_eq!((min(&x).unwrap(), max(&x).unwrap()), (false, true));
        assert_eq!((argmin(&x).unwrap(), argmax(&x).unwrap()), (1, 0));
    });
}

#[test]
fn sums_of_empty_arrays_and_of_zeros() {
    everywhere(|| {
        assert_eq!(sum(&[0.0f32; 0]).to_bits(), 0);
        assert_eq!(sum(&[-0.0f64; 100]).to_bits(), (-0.0f64).to_bits());
        assert!(mean(&[0.0f32; 0]).is_nan());
        assert!(matches!(min(&[0.0f32; 0]), Err(Error::EmptyReduction { op: "min", .. })));
        assert!(matches!(argmin(&[0.0f32; 0]), Err(Error::EmptyReduction { op: "argmin", .. })));
        // -0 is the minimum, but the position is that of the first zero of either sign.
        assert_eq!(min(&[0.0f32, -0.0]).unwrap().to_bits(), (-0.0f32).to_bits());
        assert_eq!(argmin(&[0.0f32, -0.0]).unwrap(), 0);
    });
}

#[test]
fn scans_match_plain_loops() {
    let mut random = Random(4);
    for (shape, _) in CASES {
        let x = Array::from_fn(shape, |_| random.small() as f32 / 7.0).unwrap();
        for axis in 0..shape.len() {
            let mut expected = x.clone();
            let stride = x.strides()[axis] as usize;
            let values = expected.as_slice_mut();
            for i in 0..values.len() {
                if !(i / stride).is_multiple_of(shape[axis]) {
                    values[i] += values[i - stride];
                }
            }
            let expected = bits(&expected);
            layouts(&x, |which, view| {
                let found = everywhere(|| bits(&cumulative_sum(view, axis as isize).unwrap()));
                assert_eq!(found, expected, "{shape:?} along {axis}, {which}");
            });
        }
    }
}

#[test]
fn axes_are_checked_and_kept() {
    let x = Array::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    assert!(matches!(sum_axis(&x, 2), Err(Error::AxisOutOfRange { op: "sum", axis: 2, ndim: 2 })));
    assert!(matches!(sum_axis(&x, [0, -2]), Err(Error::RepeatedAxis { op: "sum", axis: 0 })));
    assert!(matches!(
        cumulative_sum(&x, -3),
        Err(Error::AxisOutOfRange { op: "cumulative_sum", axis: -3, .. })
    ));
    assert_eq!(mean_axis(&x, KeepDims([0, 1])).unwrap(), Array::from([[3.5]]));

    let mut out = Array::from([[-1.0, -1.0, -1.0]]);
    assert!(matches!(sum_axis_into(&x, 0, &mut out), Err(Error::OutputShape { op: "sum", .. })));
    assert_eq!(out, Array::from([[-1.0, -1.0, -1.0]]));
    sum_axis_into(&x, KeepDims(0), &mut out).unwrap();
    assert_eq!(out, Array::from([[5.0, 7.0, 9.0]]));
    let mut places = [7; 3];
    assert!(matches!(
        argmin_axis_into(&x, 1, &mut places),
        Err(Error::OutputShape { op: "argmin", .. })
    ));
    assert_eq!(places, [7; 3]);
}

#[test]
fn outputs_may_be_strided() {
    let x = Array::from_fn(&[50, 70], |i| (i[0] * 70 + i[1]) as f32).unwrap();
    for axis in [0, 1] {
        let expected = sum_axis(&x, axis).unwrap().to_vec();
        let mut memory = vec![-1.0f32; 3 * expected.len()];
        let out = ArrayViewMut::with_strides(&mut memory, &[expected.len()], &[3], 1).unwrap();
        sum_axis_into(&x, axis, out).unwrap();
        for (i, value) in memory.into_iter().enumerate() {
            assert_eq!(value, if i % 3 == 1 { expected[i / 3] } else { -1.0 });
        }
    }
}

/// Short contiguous lines have their own loop. It gives the results of the general loop, which here
/// reduces the same elements at a stride of 2.
#[test]
fn short_lines_are_reduced_in_the_order_of_long_ones() {
    let mut random = Random(11);
    // Thirds, so that additions round, and another order gives another sum.
    let mut number = || random.small() / 3.0;
    for len in 1..=20 {
        for special in [None, Some(f64::NAN), Some(-0.0), Some(f64::INFINITY)] {
            for rows in [1, 3] {
                let values = (0..2 * rows * len).map(|i| match special {
                    Some(x) if i % 3 == 0 => x,
                    _ => number(),
                });
                let apart = Array::from_vec(&[rows, len, 2], values.collect()).unwrap();
                let apart = apart.slice((.., .., 0)).unwrap();
                let line = apart.to_array();
                let (single, single_apart) = (line.slice(0).unwrap(), apart.slice(0).unwrap());
                // The bits of NaN are not promised.
                let bits = |x: f64| if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() };
                assert_eq!(bits(sum(single)), bits(sum(single_apart)), "sum of {len}");
                assert_eq!(bits(mean(single)), bits(mean(single_apart)), "mean of {len}");
                let bits = |x: Array<f64>| x.iter().map(|&x| bits(x)).collect::<Vec<_>>();
                assert_eq!(
                    bits(sum_axis(&line, 1).unwrap()),
                    bits(sum_axis(apart, 1).unwrap()),
                    "sums of {len}"
                );
                assert_eq!(
                    bits(max_axis(&line, 1).unwrap()),
                    bits(max_axis(apart, 1).unwrap()),
                    "max of {len}"
                );
                assert_eq!(
                    bits(min_axis(&line, 1).unwrap()),
                    bits(min_axis(apart, 1).unwrap()),
                    "min of {len}"
                );
                for (found, expected) in [
                    (argmax_axis(&line, 1).unwrap(), argmax_axis(apart, 1).unwrap()),
                    (argmin_axis(&line, 1).unwrap(), argmin_axis(apart, 1).unwrap()),
                ] {
                    assert_eq!(found, expected, "place of an extreme of {len}: {line}");
                }
            }
        }
    }
}
