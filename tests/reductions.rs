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

/// The first place of the largest element is found whatever part of a long line it is in, and
/// whoever searches it.
#[test]
fn long_searches_are_cut() {
    const LEN: usize = 300_007;
    let mut random = Random(4);
    let noise: Vec<f32> = (0..LEN).map(|_| (random.next() % 1000) as f32).collect();
    let peaks = [&[0][..], &[LEN - 1], &[150_003, 150_004, 250_000], &[99_999, 100_100], &[]];
    for (peak, places) in [1000.0, f32::NAN].into_iter().flat_map(|x| peaks.map(|at| (x, at))) {
        let mut line = noise.clone();
        for &place in places {
            line[place] = peak;
        }
        let plain = line.iter().position(|&x| x == 999.0).unwrap();
        let first = places.first().map_or(plain, |&place| place) as i64;
        let x = Array::from(line.clone());
        layouts(&x, |order, x| {
            everywhere(|| assert_eq!(argmax(x).unwrap(), first as usize, "{order} {places:?}"));
        });
        if !places.is_empty() {
            let truths = line.iter().map(|&x| x == peak || x.is_nan()).collect::<Vec<bool>>();
            let truths = Array::from(truths);
            everywhere(|| assert_eq!(argmax(&truths).unwrap(), first as usize));
        }
        // Few lines, and few and many columns.
        for columns in [2, 14, 40] {
            let at = |i: usize, j: usize| if j == 1 { line[i] } else { (i + j) as f32 };
            let x = Array::from_fn(&[LEN, columns], |i| at(i[0], i[1])).unwrap();
            let mut expected = vec![LEN as i64 - 1; columns];
            expected[1] = first;
            for threads in [1, 2, 3] {
                let found = with_threads(threads, || argmax_axis(&x, 0)).unwrap();
                assert_eq!(found.to_vec(), expected, "{columns} columns");
                let lines = x.t();
                let lines = if columns == 2 { lines.to_array() } else { continue };
                let found = with_threads(threads, || argmax_axis(&lines, 1)).unwrap();
                assert_eq!(found.to_vec(), expected, "{columns} lines");
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

/// Scans a line in the documented order: each group by halves, and then the accumulator of all
/// groups before is merged into each of its elements.
fn scan_in_order<T: Copy>(x: &[T], group: usize, merge: impl Fn(T, T) -> T) -> Vec<T> {
    let mut scan = x.to_vec();
    let mut before = None;
    for part in scan.chunks_mut(group) {
        let halves = (0..).map(|k| 1 << k).take_while(|&half| half < group);
        for half in halves {
            for i in (0..part.len()).filter(|i| i & half != 0) {
                part[i] = merge(part[(i & !(2 * half - 1)) | (half - 1)], part[i]);
            }
        }
        if let Some(before) = before {
            part.iter_mut().for_each(|x| *x = merge(before, *x));
        }
        before = part.last().copied();
    }
    scan
}

/// Scans a line by a plain loop.
fn scan_one_by_one<T: Copy>(x: &[T], merge: impl Fn(T, T) -> T) -> Vec<T> {
    let mut scan = x.to_vec();
    for i in 1..scan.len() {
        scan[i] = merge(scan[i - 1], scan[i]);
    }
    scan
}

/// Applies `scan` to each line of an array along an axis, by way of its indices.
fn along<T: Element, Y: Element>(
    x: &Array<T>,
    axis: usize,
    scan: impl Fn(&[T]) -> Vec<Y>,
) -> Array<Y> {
    let (shape, stride) = (x.shape(), x.strides()[axis] as usize);
    let values = x.as_slice();
    let mut scans = vec![Y::ZERO; values.len()];
    for first in (0..values.len()).filter(|i| (i / stride).is_multiple_of(shape[axis])) {
        let line: Vec<T> = (0..shape[axis]).map(|i| values[first + i * stride]).collect();
        for (i, y) in scan(&line).into_iter().enumerate() {
            scans[first + i * stride] = y;
        }
    }
    Array::from_vec(shape, scans).unwrap()
}

/// Shapes of arrays to scan: lines and columns of all lengths up to four groups, narrow rows, and
/// the borders of tiles, strips and states.
fn scan_shapes() -> Vec<Vec<usize>> {
    let lengths = (0..70).chain([127, 128, 129, 255, 257, 511, 513, 1025]);
    lengths
        .flat_map(|len| [vec![3, len], vec![len, 3], vec![2, len, 2]])
        .chain([vec![1], vec![1023], vec![2049], vec![4095], vec![4097], vec![20_000]])
        .chain([vec![70, 300], vec![33, 700], vec![19, 65, 5], vec![100, 3, 4]])
        .collect()
}

/// Checks a scan on all shapes, layouts, levels and numbers of threads.
fn check_scan<T: Element, Y: Element>(
    mut element: impl FnMut() -> T,
    scan: impl Fn(ArrayView<'_, T>, isize) -> Array<Y>,
    expected: impl Fn(&[T]) -> Vec<Y>,
) {
    #[expect(clippy::eq_op, reason = "only NaN differs from itself")]
    let same = |x: &Y, y: &Y| x == y || x != x && y != y;
    for shape in scan_shapes() {
        let x = Array::from_fn(&shape, |_| element()).unwrap();
        for axis in 0..shape.len() {
            let expected = along(&x, axis, &expected);
            layouts(&x, |which, view| {
                everywhere(|| {
                    let found = scan(view, axis as isize);
                    let all = found.iter().zip(expected.iter()).all(|(x, y)| same(x, y));
                    assert!(all, "{shape:?} along {axis}, {which}: {found:?}, not {expected:?}");
                });
            });
        }
    }
}

#[test]
fn scans_of_floats_are_in_the_documented_order() {
    let mut random = Random(4);
    let mut third = || random.small() / 3.0;
    check_scan(
        || third() as f32,
        |x, axis| cumulative_sum(x, axis).unwrap(),
        |x| scan_in_order(x, 16, |a, b| a + b),
    );
    check_scan(
        &mut third,
        |x, axis| cumulative_sum(x, axis).unwrap(),
        |x| scan_in_order(x, 8, |a, b| a + b),
    );
    check_scan(
        || 1.0 + third() / 1e7,
        |x, axis| cumulative_prod(x, axis).unwrap(),
        |x| scan_in_order(x, 8, |a, b| a * b),
    );
    check_scan(
        || f16::from_f64(third() / 1e4),
        |x, axis| cumulative_sum(x, axis).unwrap(),
        |x| {
            let x: Vec<f32> = x.iter().map(|x| x.to_f32()).collect();
            scan_in_order(&x, 16, |a, b| a + b).into_iter().map(f16::from_f32).collect()
        },
    );
    check_scan(
        || Complex::new(third() as f32, third() as f32),
        |x, axis| cumulative_sum(x, axis).unwrap(),
        |x| scan_in_order(x, 16, |a, b| a + b),
    );
}

#[test]
fn scans_of_integers_and_extremes_are_exact() {
    let mut random = Random(5);
    let mut byte = || random.next() as i8;
    check_scan(
        &mut byte,
        |x, axis| cumulative_sum(x, axis).unwrap(),
        |x| {
            let x: Vec<_> = x.iter().map(|&x| i64::from(x)).collect();
            scan_one_by_one(&x, i64::wrapping_add)
        },
    );
    check_scan(
        || byte() as u16 | 1,
        |x, axis| cumulative_prod(x, axis).unwrap(),
        |x| {
            let x: Vec<_> = x.iter().map(|&x| u64::from(x)).collect();
            scan_one_by_one(&x, u64::wrapping_mul)
        },
    );
    check_scan(
        &mut byte,
        |x, axis| cumulative_min(x, axis).unwrap(),
        |x| scan_one_by_one(x, i8::min),
    );
    check_scan(
        || u16::from(byte() as u8),
        |x, axis| cumulative_max(x, axis).unwrap(),
        |x| scan_one_by_one(x, u16::max),
    );
    check_scan(
        || byte() as i64,
        |x, axis| cumulative_max(x, axis).unwrap(),
        |x| scan_one_by_one(x, i64::max),
    );
    // Nothing is smaller than a NaN.
    check_scan(
        || if byte() == 0 { f32::NAN } else { f32::from(byte()) },
        |x, axis| cumulative_min(x, axis).unwrap(),
        |x| scan_one_by_one(x, |a, b| if a.is_nan() || a <= b { a } else { b }),
    );
    // Powers of i: all products are exact.
    let i = [Complex::new(1.0, 0.0), Complex::I, Complex::new(-1.0, 0.0), -Complex::I];
    let whole = |x: &Array<C64>| -> Vec<(i32, i32)> {
        x.iter().map(|x| (x.re as i32, x.im as i32)).collect()
    };
    for len in [1, 3, 7, 8, 9, 30, 100] {
        let x = Array::from_fn(&[3, len], |_| i[byte() as usize % 4]).unwrap();
        for axis in [0, 1] {
            let expected = whole(&along(&x, axis, |x| scan_one_by_one(x, |a, b| a * b)));
            layouts(&x, |which, view| {
                let scan = || whole(&cumulative_prod(view, axis as isize).unwrap());
                assert_eq!(everywhere(scan), expected, "3 x {len} along {axis}, {which}");
            });
        }
    }
}

#[test]
fn scans_keep_signs_of_zeros_and_infinities() {
    everywhere(|| {
        let zeros = cumulative_sum(&[-0.0f64; 40], 0).unwrap();
        assert!(zeros.iter().all(|x| x.to_bits() == (-0.0f64).to_bits()));
        let infinite = Complex::new(f32::INFINITY, -0.0);
        let first = cumulative_prod(&[infinite, infinite], 0).unwrap().to_vec()[0];
        assert_eq!((first.re, first.im.to_bits()), (f32::INFINITY, (-0.0f32).to_bits()));
        let x = [1.0f32, f32::NAN, 3.0];
        let sums = cumulative_sum(&x, 0).unwrap().to_vec();
        assert!(sums[0] == 1.0 && sums[1].is_nan() && sums[2].is_nan());
        assert_eq!(cumulative_max(&[-0.0f32, 0.0], 0).unwrap().to_vec()[1].to_bits(), 0);
    });
}

/// A running sum is not less accurate than that of a plain loop.
#[test]
fn running_sums_are_accurate() {
    let mut random = Random(6);
    let x: Vec<f32> = (0..100_000).map(|_| random.small() as f32 / 3.0).collect();
    let wide: Vec<f64> = x.iter().map(|&x| f64::from(x)).collect();
    let exact = scan_one_by_one(&wide, |a, b| a + b);
    let error = |scan: Vec<f32>| -> f64 {
        scan.iter().zip(&exact).map(|(&x, y)| (f64::from(x) - y).powi(2)).sum::<f64>().sqrt()
    };
    let ours = error(cumulative_sum(&x, 0).unwrap().to_vec());
    let plain = error(scan_one_by_one(&x, |a, b| a + b));
    assert!(ours <= plain, "{ours} is more than {plain}");
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

/// Columns whose rows no single stride walks are gathered in tiles, a block of them at a time.
#[test]
fn columns_of_axes_that_do_not_merge() {
    let mut random = Random(12);
    let x = Array::from_fn(&[40, 50, 300], |_| random.small()).unwrap();
    let (singles, bytes) = (x.cast::<f32>(), x.cast::<i32>().cast::<u8>());
    let part = (.., 3..40, 1..);
    let doubles = x.slice(part.clone()).unwrap();
    let singles = singles.slice(part.clone()).unwrap();
    let bytes = bytes.slice(part).unwrap();
    let sums: Vec<f64> = groups(doubles.shape(), &doubles.to_vec(), &[0, 1])
        .iter()
        .map(|x| x.iter().sum())
        .collect();
    let of_bytes: Vec<u64> = groups(bytes.shape(), &bytes.to_vec(), &[0, 1])
        .iter()
        .map(|x| x.iter().map(|&x| u64::from(x)).sum())
        .collect();
    everywhere(|| {
        assert_eq!(sum_axis(doubles, [0, 1]).unwrap().to_vec(), sums);
        assert_eq!(sum_axis(bytes, [0, 1]).unwrap().to_vec(), of_bytes);
        let found = sum_axis(singles, [0, 1]).unwrap().to_vec();
        // Whole numbers below 2^24 in blocks, and few of them: sums are exact.
        let near = |(&x, &y): (&f32, &f64)| f64::from(x) == f64::from(y as f32);
        assert!(found.iter().zip(&sums).all(near));
    });
}
