//! Products, variances, truth values, counts, norms, and what ignores NaN: compared with exact
//! integers and plain loops, at every level, on several numbers of threads, over all kinds of
//! strides.

#[path = "support/reductions.rs"]
mod support;

use support::{CASES, Random, everywhere, groups, layouts};
use tightloop::*;

/// Checks a reduction of every shape, over all axes, in all orders of memory. `expected` returns
/// what the elements of one group must give, and `is_right` compares.
fn check<T: Element, Y: Element + PartialEq, E: std::fmt::Debug>(
    mut element: impl FnMut() -> T,
    reduce: impl Fn(ArrayView<'_, T>, &[isize]) -> Array<Y>,
    expected: impl Fn(&[T]) -> E,
    is_right: impl Fn(Y, &E) -> bool,
) {
    for (shape, lists) in CASES {
        let x = Array::from_fn(shape, |_| element()).unwrap();
        for &axes in *lists {
            let wanted: Vec<E> =
                groups(shape, x.as_slice(), axes).iter().map(|group| expected(group)).collect();
            layouts(&x, |which, view| {
                // Debug text, so that NaN is equal to itself.
                let text = everywhere(|| format!("{:?}", reduce(view, axes).to_vec()));
                let found = reduce(view, axes).to_vec();
                assert_eq!(format!("{found:?}"), text);
                assert_eq!(found.len(), wanted.len());
                for (found, wanted) in found.into_iter().zip(&wanted) {
                    assert!(
                        is_right(found, wanted),
                        "{shape:?} over {axes:?}, {which}: {found:?} is not {wanted:?}"
                    );
                }
            });
        }
    }
}

/// Whether `found` is within so many units of the relative precision `epsilon`, or both are NaN.
fn close(found: f64, wanted: f64, epsilon: f64, units: f64) -> bool {
    found == wanted
        || (found - wanted).abs() <= units * epsilon * wanted.abs()
        || found.is_nan() && wanted.is_nan()
}

/// The variance of integers, from exact sums.
fn exact_variance(integers: &[i128], ddof: i128) -> f64 {
    let n = integers.len() as i128;
    let (sum, squares): (i128, i128) =
        (integers.iter().sum(), integers.iter().map(|x| x * x).sum());
    // n squares - sum^2 is n times the sum of the squared distances.
    (n * squares - sum * sum) as f64 / n as f64 / (n - ddof).max(0) as f64
}

#[test]
fn products_of_integers_wrap() {
    let mut random = Random(1);
    check(
        || random.small() as i16 | 1,
        |x, axes| prod_axis(x, axes).unwrap(),
        |group| group.iter().fold(1i64, |product, &x| product.wrapping_mul(x.into())),
        |found: i64, wanted| found == *wanted,
    );
}

#[test]
fn products_of_floats_are_close() {
    let mut random = Random(2);
    // From 3/4 to 5/4, so that products of 70,000 are far from both ends.
    check(
        || 0.75 + (random.next() % 4097) as f64 / 8192.0,
        |x, axes| prod_axis(x, axes).unwrap(),
        |group| (group.iter().map(|x| x.ln()).sum::<f64>(), group.len()),
        |found: f64, &(log, len)| {
            // Where the product itself is subnormal or 0, its logarithm says little.
            log < -700.0 || (found.ln() - log).abs() <= 1e-15 * (len as f64 + 10.0)
        },
    );
}

#[test]
fn sums_and_means_of_complex_numbers() {
    let mut random = Random(3);
    let sum_of = |group: &[C64]| group.iter().sum::<C64>();
    check(
        || C64::new(random.small(), random.small()),
        |x, axes| sum_axis(x, axes).unwrap(),
        sum_of,
        |found: C64, wanted| found == *wanted,
    );
    let mut random = Random(4);
    check(
        || C32::new(random.small() as f32, random.small() as f32),
        |x, axes| mean_axis(x, axes).unwrap(),
        |group| {
            let sum: C64 = group.iter().map(|z| C64::new(z.re.into(), z.im.into())).sum();
            sum / group.len() as f64
        },
        |found: C32, wanted| {
            let error = C64::new(found.re.into(), found.im.into()) - wanted;
            error.l1_norm() <= 0.1 || wanted.re.is_nan() && found.re.is_nan()
        },
    );
}

#[test]
fn products_of_complex_numbers() {
    everywhere(|| {
        // Gaussian integers, whose products of nine are exact.
        let z: Vec<C64> = (1..10).map(|i| C64::new(f64::from(i), f64::from(i % 3) - 1.0)).collect();
        let expected = z.iter().product::<C64>();
        assert_eq!(prod(&z), expected);
        let single: Vec<C32> = z[..5].iter().map(|z| C32::new(z.re as f32, z.im as f32)).collect();
        let expected = z[..5].iter().product::<C64>();
        assert_eq!(prod(&single), C32::new(expected.re as f32, expected.im as f32));
        // The unit circle: 1024 turns of a 1024th.
        let turn = |i: i32| {
            let (sin, cos) = (std::f64::consts::TAU * f64::from(i) / 1024.0).sin_cos();
            C64::new(cos, sin)
        };
        let turns: Vec<C64> = (0..1024).map(turn).collect();
        // The exponents add up to 1023 / 2 turns.
        assert!((prod(&turns) + 1.0).l1_norm() < 1e-12);
        assert_eq!(prod(&[C64::ZERO; 0]), C64::new(1.0, 0.0));
    });
}

#[test]
fn variances_of_integers_match_exact_sums() {
    let mut random = Random(5);
    for ddof in [0, 1, 5] {
        check(
            || random.small() as i16,
            |x, axes| var_axis(x, axes, f64::from(ddof)).unwrap(),
            |group| {
                let integers: Vec<i128> = group.iter().map(|&x| x.into()).collect();
                exact_variance(&integers, ddof.into())
            },
            |found: f64, &wanted| close(found, wanted, f64::EPSILON, 200.0),
        );
    }
    check(
        || random.small() as f32,
        |x, axes| std_axis(x, axes, 1.0).unwrap(),
        |group| {
            let integers: Vec<i128> = group.iter().map(|&x| x as i128).collect();
            exact_variance(&integers, 1).sqrt()
        },
        |found: f32, &wanted| close(found.into(), wanted, f32::EPSILON.into(), 100.0),
    );
    check(
        || C32::new(random.small() as f32, random.small() as f32),
        |x, axes| var_axis(x, axes, 0.0).unwrap(),
        |group| {
            let part = |part: fn(&C32) -> f32| {
                let integers: Vec<i128> = group.iter().map(|z| part(z) as i128).collect();
                exact_variance(&integers, 0)
            };
            part(|z| z.re) + part(|z| z.im)
        },
        |found: f32, &wanted| close(found.into(), wanted, f32::EPSILON.into(), 200.0),
    );
}

/// A large mean costs no digits.
#[test]
fn variances_of_small_noise_on_a_large_mean() {
    let mut random = Random(6);
    for len in [2, 3, 17, 100, 1000, 5003, 300_001] {
        let noise: Vec<i128> = (0..len).map(|_| (random.next() % 1024).into()).collect();
        let x: Vec<f64> = noise.iter().map(|&k| 1e9 + k as f64 / 1024.0).collect();
        let x = Array::from_vec(&[len], x).unwrap();
        let columns = Array::from_fn(&[len, 3], |i| x[[i[0]]] + i[1] as f64).unwrap();
        let expected = exact_variance(&noise, 1) / (1024.0 * 1024.0);
        everywhere(|| {
            let found = var(&x, 1.0);
            assert!(close(found, expected, 1e-9, 1.0), "{len}: {found} is not {expected}");
            let found = std(&x, 1.0);
            assert!(close(found, expected.sqrt(), 1e-9, 1.0), "{len}: {found}");
            for found in var_axis(&columns, 0, 1.0).unwrap().iter() {
                assert!(close(*found, expected, 1e-9, 1.0), "{len}: {found} of a column");
            }
            let found = nanvar(&x, 1.0);
            assert!(close(found, expected, 1e-9, 1.0), "{len}: {found} is not {expected}");
        });
    }
}

#[test]
fn special_values_of_variances() {
    everywhere(|| {
        assert!(var(&[0.0f64; 0], 0.0).is_nan() && std(&[0.0f32; 0], 0.0).is_nan());
        assert!(var(&[1.0f64, f64::NAN], 0.0).is_nan());
        for len in [2, 40, 5000] {
            for place in [0, 1, len - 1] {
                for infinity in [f64::INFINITY, f64::NEG_INFINITY] {
                    let mut x = vec![1.0; len];
                    x[place] = infinity;
                    assert!(var(&x, 0.0).is_nan(), "{infinity} at {place} of {len}");
                    assert!(nanvar(&x, 0.0).is_nan(), "{infinity} at {place} of {len}");
                }
            }
            assert_eq!(var(&vec![0.1; len], 0.0), 0.0);
            assert_eq!(var(&vec![1e300; len], 0.0), 0.0);
            assert_eq!(nanstd(&vec![0.1f32; len], 0.0), 0.0);
        }
        // No more elements than `ddof`: the divisor is 0.
        assert!(var(&[3.0f64], 1.0).is_nan());
        assert_eq!(var(&[3.0f64, 5.0], 2.0), f64::INFINITY);
        assert_eq!(var(&[3.0f64, 5.0], 3.0), f64::INFINITY);
        assert!(nanvar(&[3.0f64, 5.0], 2.0).is_nan() && nanstd(&[f32::NAN], 0.0).is_nan());
        // Squares of finite numbers that are infinite.
        assert_eq!(var(&[1e300f64, -1e300], 0.0), f64::INFINITY);
        // The standard deviation of numbers whose variance `f16` does not hold.
        let wide = [f16::from_f32(60000.0), f16::from_f32(-60000.0)];
        assert_eq!(std(&wide, 0.0), f16::from_f32(60000.0));
        assert_eq!(var(&[true, false], 0.0), 0.25);
    });
}

#[test]
fn whether_any_is_true() {
    let mut random = Random(7);
    check(
        || random.next().is_multiple_of(9),
        |x, axes| any_axis(x, axes).unwrap(),
        |group| group.contains(&true),
        |found: bool, wanted| found == *wanted,
    );
    check(
        || C32::new((random.next() % 2) as f32, (random.next() % 2) as f32),
        |x, axes| any_axis(x, axes).unwrap(),
        |group| group.iter().any(|z| z.l1_norm() > 0.0),
        |found: bool, wanted| found == *wanted,
    );
}

#[test]
fn whether_all_are_true() {
    let mut random = Random(11);
    check(
        || (random.next() % 9) as f32 - 1.0,
        |x, axes| all_axis(x, axes).unwrap(),
        |group| !group.contains(&0.0),
        |found: bool, wanted| found == *wanted,
    );
}

#[test]
fn counts_of_what_is_not_zero() {
    let mut random = Random(12);
    check(
        || f16::from_f32((random.next() % 3) as f32 - 1.0),
        |x, axes| count_nonzero_axis(x, axes).unwrap(),
        |group| group.iter().filter(|&&x| x != f16::ZERO).count() as i64,
        |found: i64, wanted| found == *wanted,
    );
}

/// One true element at every place: in rows and columns that do not fit into tiles together.
#[test]
fn a_single_true_element_is_found() {
    fn check<T: Element>(one: T)
    where
        ops::LogicalOr: FoldUfunc<T, Out = bool>,
        ops::CountNonzero: FoldUfunc<T, Out = i64>,
    {
        for [rows, columns] in [[65, 50], [70, 17], [1100, 70], [3, 2000]] {
            let mut x = Array::zeros(&[rows, columns]).unwrap();
            for place in (0..rows * columns).step_by(997) {
                x.as_slice_mut()[place] = one;
                for level in Level::available() {
                    for view in [x.view(), x.flip(0).unwrap()] {
                        let truths = with_level(level, || any_axis(view, 0).unwrap()).unwrap();
                        let counts =
                            with_level(level, || count_nonzero_axis(view, 0).unwrap()).unwrap();
                        for column in 0..columns {
                            let is_there = column == place % columns;
                            assert_eq!(truths[[column]], is_there, "{level}, {place}, {column}");
                            assert_eq!(counts[[column]], i64::from(is_there), "{level}, {place}");
                        }
                    }
                }
                x.as_slice_mut()[place] = T::ZERO;
            }
        }
    }
    check(true);
    check(256i16);
    check(1.0f32);
    check(1i64 << 32);
    check(C32::new(0.0, 1.0));
    check(C64::new(0.0, 1.0));
}

#[test]
fn truth_values_and_counts_of_every_dtype() {
    fn check<T: Element>(elements: &[T])
    where
        ops::LogicalOr: FoldUfunc<T, Out = bool>,
        ops::LogicalAnd: FoldUfunc<T, Out = bool>,
        ops::CountNonzero: FoldUfunc<T, Out = i64>,
    {
        everywhere(|| {
            let zeros = vec![T::ZERO; 300];
            assert!(!any(&zeros) && !all(&zeros) && any(elements) && all(elements));
            assert!(!any(&zeros[..0]) && all(&zeros[..0]));
            for &element in elements {
                for len in [1, 2, 16, 17, 64, 300] {
                    let (mut one, mut others) = (vec![T::ZERO; len], vec![element; len]);
                    one[len - 1] = element;
                    others[len - 1] = T::ZERO;
                    let (one, others) =
                        (Array::from_vec(&[len], one).unwrap(), Array::from_vec(&[len], others));
                    let others = others.unwrap();
                    assert!(any(&one) && !all(&others), "{element:?}");
                    let counts = [&one, &others].map(|x| count_nonzero_axis(x, 0).unwrap());
                    assert_eq!(counts[0], Array::from(1_i64));
                    assert_eq!(counts[1], Array::from(len as i64 - 1));
                    assert_eq!(count_nonzero(&others), len - 1);
                }
            }
        });
    }
    check(&[true]);
    check(&[1i8, -1, i8::MIN, 64]);
    check(&[1i16, -1, i16::MIN, 256]);
    check(&[1i32, -1, i32::MIN, 1 << 16]);
    check(&[1i64, -1, i64::MIN, 1 << 32]);
    check(&[1u8, 128]);
    check(&[1u16, 256, 1 << 15]);
    check(&[1u32, 256, 1 << 31]);
    check(&[1u64, 256, 1 << 32, 1 << 63]);
    check(&[f16::NAN, f16::from_bits(1), f16::NEG_INFINITY]);
    check(&[bf16::NAN, bf16::from_bits(1), bf16::NEG_INFINITY]);
    check(&[f32::NAN, f32::from_bits(1), -1.0]);
    check(&[f64::NAN, f64::from_bits(1), -1.0]);
    check(&[C32::new(0.0, f32::NAN), C32::new(0.0, 1.0), C32::new(f32::from_bits(1), 0.0)]);
    check(&[C64::new(0.0, f64::NAN), C64::new(0.0, 1.0), C64::new(f64::from_bits(1), 0.0)]);
    everywhere(|| {
        assert!(!any(&[-0.0f32; 20]) && !any(&[f16::NEG_ZERO; 20]) && !all(&[-0.0f64; 20]));
        assert_eq!(count_nonzero_axis(&[-0.0f64; 20], 0).unwrap(), Array::from(0_i64));
    });
}

/// Every 5th element, the first ones of blocks and of rows among them, is NaN.
fn some_nan(random: &mut Random) -> f32 {
    if random.next().is_multiple_of(5) { f32::NAN } else { random.small() as f32 }
}

fn numbers(group: &[f32]) -> Vec<i128> {
    group.iter().filter(|x| !x.is_nan()).map(|&x| x as i128).collect()
}

#[test]
fn reductions_that_ignore_nan() {
    let mut random = Random(8);
    let single: f64 = f32::EPSILON.into();
    let wide = |x: f32| f64::from(x);
    check(
        || f64::from(some_nan(&mut random)),
        |x, axes| nansum_axis(x, axes).unwrap(),
        |group| group.iter().filter(|x| !x.is_nan()).sum::<f64>() + 0.0,
        |found: f64, &wanted| found == wanted,
    );
    check(
        || some_nan(&mut random).abs(),
        |x, axes| nanmean_axis(x, axes).unwrap(),
        |group| {
            let numbers = numbers(group);
            numbers.iter().sum::<i128>() as f64 / numbers.len() as f64
        },
        |found: f32, &wanted| close(wide(found), wanted, single, 50.0),
    );
    check(
        || some_nan(&mut random),
        |x, axes| nanvar_axis(x, axes, 1.0).unwrap(),
        |group| {
            let numbers = numbers(group);
            if numbers.len() < 2 { f64::NAN } else { exact_variance(&numbers, 1) }
        },
        |found: f32, &wanted| close(wide(found), wanted, single, 200.0),
    );
    check(
        || C32::new(some_nan(&mut random), some_nan(&mut random)),
        |x, axes| nanstd_axis(x, axes, 0.0).unwrap(),
        |group| {
            let is_number = |z: &&C32| !z.re.is_nan() && !z.im.is_nan();
            let numbers: Vec<&C32> = group.iter().filter(is_number).collect();
            if numbers.is_empty() {
                return f64::NAN;
            }
            let part = |part: fn(&C32) -> f32| {
                let integers: Vec<i128> = numbers.iter().map(|z| part(z) as i128).collect();
                exact_variance(&integers, 0)
            };
            (part(|z| z.re) + part(|z| z.im)).sqrt()
        },
        |found: f32, &wanted| close(wide(found), wanted, single, 2.0),
    );
    check(
        || if random.next().is_multiple_of(3) { f64::NAN } else { -1.0 },
        |x, axes| nanprod_axis(x, axes).unwrap(),
        |group| if group.iter().filter(|x| !x.is_nan()).count() % 2 == 0 { 1.0 } else { -1.0 },
        |found: f64, &wanted| found == wanted,
    );
}

#[test]
fn special_values_of_reductions_that_ignore_nan() {
    everywhere(|| {
        for len in [1, 16, 100, 3000] {
            let nothing = vec![f32::NAN; len];
            assert_eq!(nansum(&nothing).to_bits(), 0);
            assert_eq!(nanprod(&nothing), 1.0);
            assert!(nanmean(&nothing).is_nan() && nanmax(&nothing).unwrap().is_nan());
            assert!(nanvar(&nothing, 0.0).is_nan());
            for place in [0, len / 2, len - 1] {
                let mut one = nothing.clone();
                one[place] = -3.0;
                assert_eq!((nansum(&one), nanprod(&one), nanmean(&one)), (-3.0, -3.0, -3.0));
                assert_eq!(nanmax(&one).unwrap(), -3.0);
                assert_eq!(nanvar(&one, 0.0), 0.0);
            }
            assert_eq!(nansum(&vec![-0.0f64; len]).to_bits(), (-0.0f64).to_bits());
            assert!(nansum(&vec![f64::INFINITY; len]).is_infinite());
            let z = vec![C64::new(f64::NAN, 1.0); len];
            assert_eq!((nansum(&z), nanprod(&z)), (C64::ZERO, C64::new(1.0, 0.0)));
        }
        let z = [C32::new(1.0, 2.0), C32::new(f32::NAN, 1.0), C32::new(3.0, -4.0)];
        assert_eq!(nansum(&z), C32::new(4.0, -2.0));
        assert_eq!(nanprod(&z), C32::new(11.0, 2.0));
        assert_eq!(nanmean(&z), C32::new(2.0, -1.0));
        assert_eq!(nanmax(&[0.0f64, -0.0, f64::NAN]).unwrap().to_bits(), 0);
        let halves = [f16::NAN, f16::ONE, f16::from_f32(3.0)];
        assert_eq!(nanmean(&halves), f16::from_f32(2.0));
    });
    // More numbers than an `f32` counts. One element, again and again.
    let one = [1.0f32];
    let many = ArrayView::with_strides(&one, &[(1 << 24) + 1000], &[0], 0).unwrap();
    assert_eq!(nanmean(many), 1.0);
}

#[test]
fn positions_of_extremes_that_ignore_nan() {
    let mut random = Random(13);
    for (shape, lists) in CASES {
        // Few values, so that several elements are the smallest.
        let x = Array::from_fn(shape, |_| {
            if random.next().is_multiple_of(4) { f32::NAN } else { (random.next() % 50) as f32 }
        });
        let x = x.unwrap();
        for &axes in *lists {
            let groups = groups(shape, x.as_slice(), axes);
            let first = |group: &Vec<f32>, better: fn(f32, f32) -> bool| {
                let mut place = None;
                for (i, &x) in group.iter().enumerate() {
                    if !x.is_nan() && place.is_none_or(|place: usize| better(x, group[place])) {
                        place = Some(i);
                    }
                }
                place.map(|place| place as i64)
            };
            let places = |better: fn(f32, f32) -> bool| {
                groups.iter().map(|group| first(group, better)).collect::<Option<Vec<i64>>>()
            };
            let (lowest, highest) = (places(|a, b| a < b), places(|a, b| a > b));
            layouts(&x, |which, view| {
                let found = everywhere(|| nanargmin_axis(view, axes).ok().map(|x| x.to_vec()));
                assert_eq!(found, lowest, "{shape:?} over {axes:?}, {which}");
                let found = everywhere(|| nanargmax_axis(view, axes).ok().map(|x| x.to_vec()));
                assert_eq!(found, highest, "{shape:?} over {axes:?}, {which}");
            });
        }
    }
    everywhere(|| {
        for len in [1, 16, 100, 70_000] {
            let mut x = vec![f64::NAN; len];
            assert_eq!(nanargmin(&x), Err(Error::OnlyNan { op: "nanargmin" }));
            x[len - 1] = f64::INFINITY;
            assert_eq!((nanargmin(&x), nanargmax(&x)), (Ok(len - 1), Ok(len - 1)));
        }
        let x = Array::from([[f32::NAN, 1.0], [f32::NAN, 2.0]]);
        let mut out = [7, 7];
        let error = Err(Error::OnlyNan { op: "nanargmax" });
        assert_eq!(nanargmax_axis_into(&x, 0, &mut out), error);
        assert_eq!(out, [7, 7]);
        assert_eq!(nanargmax_axis(&x, KeepDims(1)).unwrap(), Array::from([[1i64], [1]]));
        let found = nanargmin(&[0.0f32; 0]);
        assert!(matches!(found, Err(Error::EmptyReduction { op: "nanargmin", .. })));
    });
}

#[test]
fn peak_to_peak() {
    let mut random = Random(9);
    for (shape, lists) in CASES {
        let x = Array::from_fn(shape, |_| random.small() as i32).unwrap();
        for &axes in *lists {
            let groups = groups(shape, x.as_slice(), axes);
            if groups.iter().any(|group| group.is_empty()) {
                let found = ptp_axis(&x, axes);
                assert!(matches!(found, Err(Error::EmptyReduction { op: "ptp", .. })));
                continue;
            }
            let range =
                |group: &Vec<i32>| group.iter().max().unwrap() - group.iter().min().unwrap();
            let expected: Vec<i32> = groups.iter().map(range).collect();
            layouts(&x, |which, view| {
                let found = everywhere(|| ptp_axis(view, axes).unwrap().to_vec());
                assert_eq!(found, expected, "{shape:?} over {axes:?}, {which}");
            });
        }
    }
    everywhere(|| {
        assert_eq!(ptp(&[-100i8, 100]).unwrap(), -56);
        assert_eq!(ptp(&[3u8, 255, 7]).unwrap(), 252);
        assert!(ptp(&[1.0, f64::NAN, 2.0]).unwrap().is_nan());
        assert!(ptp(&[f32::INFINITY; 3]).unwrap().is_nan());
        assert_eq!(ptp(&[f64::NEG_INFINITY, 1.0]).unwrap(), f64::INFINITY);
        assert_eq!(ptp(&[bf16::from_f32(1.0), bf16::from_f32(-2.0)]).unwrap(), bf16::from_f32(3.0));
    });
}

#[test]
fn norms_match_exact_sums() {
    let mut random = Random(10);
    check(
        || random.small(),
        |x, axes| norm_1_axis(x, axes).unwrap(),
        |group| group.iter().map(|x| x.abs()).sum::<f64>(),
        |found: f64, &wanted| found == wanted,
    );
    let root = |group: &[f64]| group.iter().map(|&x| x as i128 * x as i128).sum::<i128>() as f64;
    // All three sums: small, in the middle and big.
    for scale in [1.0, 2f64.powi(-1000), 2f64.powi(900)] {
        check(
            || random.small() * scale,
            |x, axes| norm_2_axis(x, axes).unwrap(),
            |group| {
                let integers: Vec<f64> = group.iter().map(|x| x / scale).collect();
                root(&integers).sqrt() * scale
            },
            |found: f64, &wanted| close(found, wanted, f64::EPSILON, 20.0),
        );
    }
    check(
        || C32::new(random.small() as f32, random.small() as f32),
        |x, axes| norm_2_axis(x, axes).unwrap(),
        |group| {
            group.iter().map(|z| f64::from(z.re).powi(2) + f64::from(z.im).powi(2)).sum::<f64>()
        },
        |found: f32, &wanted| close(found.into(), wanted.sqrt(), f32::EPSILON.into(), 1.0),
    );
    check(
        || f16::from_f32((random.next() % 100) as f32 - 50.0),
        |x, axes| norm_inf_axis(x, axes).unwrap(),
        |group| group.iter().map(|x| x.to_f32().abs()).fold(0.0, f32::max),
        |found: f16, &wanted| found.to_f32() == wanted,
    );
}

#[test]
fn special_values_of_norms() {
    everywhere(|| {
        for len in [1, 16, 50, 2000] {
            let count = len as f64;
            let of = |x: f64| norm_2(&vec![x; len]);
            for x in [1.0, 1e300, 1e-300, 5e-324, 1e160, 1e-160] {
                // A number of the same kind as the subnormal ones is rounded to whole ones.
                let wanted = count.sqrt() * x;
                assert!(close(of(x), wanted, f64::EPSILON, 20.0), "{len} of {x}: {}", of(x));
            }
            assert_eq!(of(0.0).to_bits(), 0);
            assert_eq!(of(f64::MAX), if len == 1 { f64::MAX } else { f64::INFINITY });
            assert_eq!(of(f64::INFINITY), f64::INFINITY);
            assert!(of(f64::NAN).is_nan());
            for (least, most) in [(f32::from_bits(1), 1e-44), (1e-30f32, 1e-27), (1e30, 1e33)] {
                let found = f64::from(norm_2(&vec![least; len]));
                let wanted = count.sqrt() * f64::from(least);
                // Subnormal results are whole multiples of the smallest one.
                let unit = f64::from(f32::from_bits(1));
                let is_close = close(found, wanted, f32::EPSILON.into(), 20.0);
                assert!(is_close || (found - wanted).abs() <= unit, "{len} of {least}, {most}");
            }
        }
        // Sums of different sizes.
        let found = norm_2(&[1e300f64, 1.0, 1e-300, 1e300]);
        assert!(close(found, 2f64.sqrt() * 1e300, f64::EPSILON, 4.0));
        let found = norm_2(&[3e-160f64, 4e-160, 1e-170]);
        assert!(close(found, 5e-160, f64::EPSILON, 4.0));
        assert_eq!(norm_2(&[f64::INFINITY, 1.0, 1e-300]), f64::INFINITY);
        assert!(norm_2(&[f64::INFINITY, f64::NAN]).is_nan());
        assert!(norm_inf(&[1.0, f32::NAN]).is_nan() && norm_1(&[f64::NAN, 1.0]).is_nan());
        let z = [C64::new(3e200, 4e200), C64::new(0.0, 1.0)];
        for found in [norm_1(&z), norm_inf(&z)] {
            assert!(close(found, 5e200, f64::EPSILON, 1.0));
        }
        assert!(close(norm_2(&z), 5e200, f64::EPSILON, 2.0));
        assert_eq!(
            (norm_1(&[0.0f32; 0]), norm_2(&[0.0f32; 0]), norm_inf(&[0.0f32; 0])),
            (0.0, 0.0, 0.0)
        );
        let z = [C32::new(3.0, 4.0), C32::new(-8.0, 6.0)];
        assert_eq!((norm_1(&z), norm_inf(&z)), (15.0, 10.0));
    });
}
