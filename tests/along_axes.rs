//! Functions along axes that are made of several calls: weighted averages, differences, softmax.
//! On arbitrary shapes, strides and axes, at every level, in pieces and on threads, compared with
//! plain loops, and with the same function of a line of the elements that belong together.

#[path = "support/axes.rs"]
mod axes;
#[path = "support/reductions.rs"]
#[allow(dead_code, reason = "shared with the tests of reductions")]
mod reductions;
#[path = "../array-core/tests/properties/strategies.rs"]
#[allow(dead_code, reason = "shared with the properties of layouts")]
mod strategies;
#[allow(unused, reason = "shared with tests/manipulation.rs and tests/indexing.rs")]
mod support;

use axes::{chosen, reduced};
use proptest::prelude::{Strategy, any, prop, proptest};
use proptest::prop_assume;
use reductions::{CASES, Random, layouts};
use std::alloc::{GlobalAlloc, Layout as Memory, System};
use std::cell::Cell;
use support::{everywhere, indices, memory_of, view, view_mut};
use tightloop::*;

/// Returns the elements along axes for each result, and the place among the results for each
/// element; all in C order.
fn groups<T: Element>(x: &ArrayView<'_, T>, axes: &[isize]) -> (Vec<Vec<T>>, Vec<usize>) {
    let is_kept =
        |axis: &usize| !axes.iter().any(|&a| a.rem_euclid(x.ndim() as isize) as usize == *axis);
    let results = (0..x.ndim()).filter(is_kept).map(|axis| x.shape()[axis]).product();
    let (mut groups, mut places) = (vec![Vec::new(); results], Vec::new());
    for index in indices(x.shape()) {
        let kept = (0..x.ndim()).filter(is_kept);
        let place = kept.fold(0, |place, axis| place * x.shape()[axis] + index[axis]);
        groups[place].push(*x.get(&index).unwrap());
        places.push(place);
    }
    (groups, places)
}

/// Returns results for each element, from those of each group.
fn scattered<U: Copy>(groups: &[Vec<U>], places: &[usize]) -> Vec<U> {
    let mut groups: Vec<_> = groups.iter().map(|group| group.iter()).collect();
    places.iter().map(|&place| *groups[place].next().unwrap()).collect()
}

/// Returns the bits of numbers.
fn bits(x: impl IntoIterator<Item = f32>) -> Vec<u32> {
    x.into_iter().map(f32::to_bits).collect()
}

proptest! {
    #![proptest_config(strategies::config(300))]

    #[test]
    fn softmax_is_that_of_lines((layout, axes) in reduced(), seed in any::<u64>()) {
        let a = memory_of(seed, |n| n as f32 / 64.0);
        let (x, axes) = (view(&a, &layout), chosen(&layout, &axes));
        let (groups, places) = groups(&x, &axes);
        let of_lines = |f: fn(&[f32]) -> Result<Array<f32>>| {
            let lines: Vec<_> = groups.iter().map(|group| f(group).unwrap().to_vec()).collect();
            bits(scattered(&lines, &places))
        };
        let soft = of_lines(|x| softmax(x, 0));
        let log = of_lines(|x| log_softmax(x, 0));
        let sums = bits(groups.iter().map(|group| logsumexp(&group[..])));
        everywhere(|| {
            assert_eq!(bits(softmax(x, &axes[..]).unwrap()), soft);
            assert_eq!(bits(log_softmax(x, &axes[..]).unwrap()), log);
            assert_eq!(bits(logsumexp_axis(x, &axes[..]).unwrap()), sums);
            let mut in_place = x.to_array();
            softmax_assign(&mut in_place, &axes[..]).unwrap();
            assert_eq!(bits(in_place), soft);
        });
        for group in &groups {
            let largest = group.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(f64::from(b)));
            let sum: f64 = group.iter().map(|&x| (f64::from(x) - largest).exp()).sum();
            for (&x, &found) in group.iter().zip(softmax(&group[..], 0).unwrap().iter()) {
                let expected = (f64::from(x) - largest).exp() / sum;
                assert!((f64::from(found) - expected).abs() <= 4e-7 * expected);
            }
        }
    }

    #[test]
    fn results_go_where_they_belong(
        (shape, layouts) in strategies::operands(),
        axis in any::<prop::sample::Index>(),
        seed in any::<u64>(),
    ) {
        prop_assume!(!shape.is_empty());
        // The output has any layout; so has the array that is computed in place.
        let axis = axis.index(shape.len());
        let a = memory_of(seed, |n| n as f32 / 64.0);
        let x = view(&a, &layouts[2]);
        let expected = softmax(&x.to_array(), axis).unwrap();
        let expected_log = log_softmax(&x.to_array(), axis).unwrap();
        everywhere(|| {
            let mut out = vec![7.0; a.len()];
            softmax_into(x, axis, view_mut(&mut out, &layouts[2])).unwrap();
            assert_eq!(bits(view(&out, &layouts[2]).to_vec()), bits(expected.to_vec()));
            let written = out.iter().filter(|&&x| x != 7.0).count();
            assert_eq!(written, expected.len(), "gaps are not written");
            let mut in_place = a.clone();
            log_softmax_assign(view_mut(&mut in_place, &layouts[2]), axis).unwrap();
            assert_eq!(bits(view(&in_place, &layouts[2]).to_vec()), bits(expected_log.to_vec()));
        });
    }

    #[test]
    fn averages_of_whole_numbers((layout, axes) in reduced(), seed in any::<u64>()) {
        let a = memory_of(seed, |n| n as f32);
        let weights = memory_of(!seed, |n| (n.unsigned_abs() % 9 + 1) as f32);
        let (x, axes) = (view(&a, &layout), chosen(&layout, &axes));
        let w = view(&weights, &layout);
        let pairs = groups(&x, &axes).0.into_iter().zip(groups(&w, &axes).0);
        // Sums are exact.
        let expected: Vec<f32> = pairs
            .map(|(x, w)| x.iter().zip(&w).map(|(x, w)| x * w).sum::<f32>() / w.iter().sum::<f32>())
            .collect();
        let is_undefined = x.is_empty() && !expected.is_empty();
        everywhere(|| {
            let found = average_axis(x, &axes[..], w);
            if is_undefined {
                assert!(matches!(found, Err(Error::InvalidParameter { .. })));
                return;
            }
            assert_eq!(found.unwrap().to_vec(), expected);
            let kept = average_axis(x, KeepDims(&axes[..]), w).unwrap();
            assert_eq!(kept.to_vec(), expected);
            let mut out = Array::zeros(kept.shape()).unwrap();
            average_axis_into(x, KeepDims(&axes[..]), w, &mut out).unwrap();
            assert_eq!(out, kept);
            if let [axis] = axes[..] {
                // A line of weights.
                let line = &weights[..x.shape()[axis as usize]];
                let mut shape = vec![1; x.ndim()];
                shape[axis as usize] = line.len();
                let along = ArrayView::new(line, &shape).unwrap();
                let of_shape = along.broadcast_to(x.shape()).unwrap();
                let found = average_axis(x, axis, line).unwrap();
                assert_eq!(found, average_axis(x, axis, of_shape).unwrap());
            }
        });
    }

    #[test]
    fn differences_of_neighbours(
        layout in strategies::shapes().prop_flat_map(strategies::stretched_layouts),
        axis in any::<prop::sample::Index>(),
        n in 0..4_usize,
        seed in any::<u64>(),
    ) {
        prop_assume!(layout.ndim() > 0);
        let axis = axis.index(layout.ndim());
        let a = memory_of(seed, |n| n as i8);
        let b = memory_of(seed, |n| n % 3 == 0);
        let (x, truths) = (view(&a, &layout), view(&b, &layout));
        let mut shape = layout.shape().to_vec();
        shape[axis] = shape[axis].saturating_sub(n);
        everywhere(|| {
            let found = diff_n(x, n, axis).unwrap();
            assert_eq!(found, plain(&x.to_array(), n, axis, |a, b| b.wrapping_sub(a)));
            assert_eq!(found.shape(), shape);
            let mut out = Array::full(&shape, 77).unwrap();
            diff_n_into(x, n, axis, &mut out).unwrap();
            assert_eq!(out, found);
            let differ = diff_n(truths, n, axis).unwrap();
            assert_eq!(differ, plain(&truths.to_array(), n, axis, |a, b| a != b));
        });
    }
}

/// Differences, one after the other.
fn plain<T: Element>(x: &Array<T>, n: usize, axis: usize, f: fn(T, T) -> T) -> Array<T> {
    let mut x = x.clone();
    for _ in 0..n {
        let mut shape = x.shape().to_vec();
        shape[axis] = shape[axis].saturating_sub(1);
        x = Array::from_fn(&shape, |index| {
            let mut next = index.to_vec();
            next[axis] += 1;
            f(*x.get(index).unwrap(), *x.get(&next).unwrap())
        })
        .unwrap();
    }
    x
}

/// Arrays of several pieces, in any order of memory and on threads, have the bits of their lines.
#[test]
fn pieces_and_threads_do_not_matter() {
    let mut random = Random(3);
    for &(shape, lists) in CASES.iter().chain(&[(&[3, 50_000][..], &[&[1][..], &[0]][..])]) {
        let x = Array::from_fn(shape, |_| random.small() as f32 / 4096.0).unwrap();
        let w = Array::from_fn(shape, |_| random.small() as f32 / 65536.0 + 1.0).unwrap();
        for &axes in lists {
            let (groups, places) = groups(&x.view(), axes);
            let lines: Vec<_> =
                groups.iter().map(|group| softmax(group, 0).unwrap().to_vec()).collect();
            let soft = bits(scattered(&lines, &places));
            let logs: Vec<_> =
                groups.iter().map(|group| log_softmax(group, 0).unwrap().to_vec()).collect();
            let log = bits(scattered(&logs, &places));
            let sums = bits(groups.iter().map(|group| logsumexp(&group[..])));
            let averages = average_axis(&x, axes, &w).ok().map(bits);
            layouts(&x, |order, x| {
                everywhere(|| {
                    assert_eq!(bits(softmax(x, axes).unwrap()), soft, "{shape:?} {axes:?} {order}");
                    assert_eq!(bits(log_softmax(x, axes).unwrap()), log);
                    assert_eq!(bits(logsumexp_axis(x, axes).unwrap()), sums);
                    assert_eq!(average_axis(x, axes, &w).ok().map(bits), averages);
                });
            });
            // Over several axes, weights are added up in the order of memory.
            if axes.len() == 1 {
                layouts(&w, |order, w| {
                    let found = average_axis(&x, axes, w).ok().map(bits);
                    assert_eq!(found, averages, "{shape:?} {axes:?} {order}");
                });
            }
        }
    }
}

#[test]
fn long_differences_are_cut() {
    let x = Array::from_fn(&[300_000], |index| (index[0] as u64).pow(3)).unwrap();
    everywhere(|| {
        let third = diff_n(&x, 3, 0).unwrap();
        assert!(third.len() == 299_997 && third.iter().all(|&x| x == 6));
        // As many terms as elements.
        let last = diff_n(x.slice(..2000).unwrap(), 1999, 0).unwrap();
        assert_eq!(last, Array::from([0]));
        let columns = x.reshape(&[600, 500]).unwrap();
        let down = diff_n(columns, 4, 0).unwrap();
        assert!(down.shape() == [596, 500] && down.iter().all(|&x| x == 0));
    });
}

/// 16-bit floats are computed as `f32`, and integers as `f64`.
#[test]
fn other_dtypes_are_converted_once() {
    macro_rules! check {
        ($t:ty as $wide:ty => $out:ty, $from:expr) => {{
            let mut random = Random(5);
            let from: fn(f64) -> $t = $from;
            for shape in [&[40, 50][..], &[3, 40_000]] {
                let mut next = || from(random.small() / 4096.0);
                let x = Array::from_fn(shape, |_| next()).unwrap();
                let w = Array::from_fn(shape, |index| from(1.0 + index[1] as f64 % 3.0)).unwrap();
                let (y, v) = (x.cast::<$wide>(), w.cast::<$wide>());
                everywhere(|| {
                    let rounded = |x: Array<$wide>| x.cast::<$out>();
                    assert_eq!(softmax(&x, 1).unwrap(), rounded(softmax(&y, 1).unwrap()));
                    assert_eq!(log_softmax(&x, 1).unwrap(), rounded(log_softmax(&y, 1).unwrap()));
                    let sums = logsumexp_axis(&x, 0).unwrap();
                    assert_eq!(sums, rounded(logsumexp_axis(&y, 0).unwrap()));
                    let averages = average_axis(&x, 1, &w).unwrap();
                    assert_eq!(averages, rounded(average_axis(&y, 1, &v).unwrap()));
                });
            }
        }};
    }
    check!(f16 as f32 => f16, |x| f16::from_f64(x));
    check!(bf16 as f32 => bf16, |x| bf16::from_f64(x));
    check!(i8 as f64 => f64, |x| x as i8);
    check!(u8 as f64 => f64, |x| x as u8);
    check!(i16 as f64 => f64, |x| x as i16);
    check!(u16 as f64 => f64, |x| x as u16);
    check!(i32 as f64 => f64, |x| x as i32);
    check!(u32 as f64 => f64, |x| x as u32);
    check!(i64 as f64 => f64, |x| x as i64);
    check!(u64 as f64 => f64, |x| x as u64);
    let truths = Array::from([[true, false], [true, true]]);
    assert_eq!(average_axis(&truths, 0, &[true, true]).unwrap(), Array::from([1.0, 0.5]));
    assert_eq!(softmax(&truths, 1).unwrap().to_vec()[2..], [0.5, 0.5]);
    let z = Array::from([C64::new(1.0, 2.0), C64::new(3.0, -2.0)]);
    let w = [C64::new(0.0, 1.0), C64::new(0.0, 3.0)];
    assert_eq!(average(&z, &w).unwrap(), C64::new(2.5, -1.0));
    assert_eq!(diff(&z, 0).unwrap(), Array::from([C64::new(2.0, -4.0)]));
}

#[test]
fn special_values() {
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    /// Elements, and their `softmax`, `log_softmax` and `logsumexp`.
    type Case<'a> = (&'a [f64], &'a [f64], &'a [f64], f64);
    let log_2 = std::f64::consts::LN_2;
    let cases: [Case; 12] = [
        (&[0.0], &[1.0], &[0.0], 0.0),
        (&[3.5], &[1.0], &[0.0], 3.5),
        (&[1e308, 1e308], &[0.5, 0.5], &[-log_2, -log_2], 1e308),
        (&[-1e308, 1e308], &[0.0, 1.0], &[-inf, 0.0], 1e308),
        (&[-inf, 2.0], &[0.0, 1.0], &[-inf, 0.0], 2.0),
        (&[-inf, 0.0, 0.0], &[0.0, 0.5, 0.5], &[-inf, -log_2, -log_2], log_2),
        (&[-inf], &[nan], &[nan], -inf),
        (&[-inf, -inf], &[nan, nan], &[nan, nan], -inf),
        (&[inf, 1.0], &[nan, nan], &[nan, -inf], inf),
        (&[inf, -inf], &[nan, nan], &[nan, -inf], inf),
        (&[nan, 1.0], &[nan, nan], &[nan, nan], nan),
        (&[nan, inf], &[nan, nan], &[nan, nan], nan),
    ];
    let same = |found: &[f64], expected: &[f64]| {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!(found == expected || found.is_nan() && expected.is_nan(), "{found} {expected}");
        }
    };
    everywhere(|| {
        for (x, soft, log, sum) in cases {
            same(&softmax(x, 0).unwrap().to_vec(), soft);
            same(&log_softmax(x, 0).unwrap().to_vec(), log);
            same(&[logsumexp(x)], &[sum]);
            let single: Vec<f32> = x.iter().map(|&x| x as f32).collect();
            if x.iter().all(|x| x.abs() != 1e308) {
                let expected: Vec<f64> = soft.iter().map(|&x| f64::from(x as f32)).collect();
                same(&softmax(&single, 0).unwrap().cast::<f64>().to_vec(), &expected);
                same(&[f64::from(logsumexp(&single))], &[f64::from(sum as f32)]);
            }
            // One of them far behind the others, in a piece of its own.
            let mut long = vec![-inf; 40_000];
            long[30_000..][..x.len()].copy_from_slice(x);
            same(&[logsumexp(&long)], &[sum]);
            let found = softmax(&long, 0).unwrap().to_vec();
            same(&found[30_000..][..x.len()], soft);
            assert!(found[0] == 0.0 || soft[0].is_nan() && found[0].is_nan());
        }
    });
}

#[test]
fn nothing_to_reduce() {
    let x = Array::<f64>::zeros(&[0, 3]).unwrap();
    assert_eq!(logsumexp(&x), f64::NEG_INFINITY);
    assert_eq!(logsumexp_axis(&x, 0).unwrap(), Array::full(&[3], f64::NEG_INFINITY).unwrap());
    assert_eq!(logsumexp_axis(&x, 1).unwrap().shape(), [0]);
    assert_eq!(softmax(&x, 0).unwrap().shape(), [0, 3]);
    assert_eq!(log_softmax(&x, [0, 1]).unwrap().shape(), [0, 3]);
    assert!(average(&x, &x).is_err() && average_axis(&x, 0, &x).is_err());
    assert_eq!(average_axis(&x, 1, [1.0; 3]).unwrap().shape(), [0]);
    // No weights, but no results either.
    let none = Array::<f64>::zeros(&[0, 0]).unwrap();
    assert_eq!(average_axis(&none, 0, &[0.0; 0]).unwrap().shape(), [0]);
    assert_eq!(diff(&x, 0).unwrap().shape(), [0, 3]);
    // No axes, and none to reduce.
    let number = Array::scalar(2.5);
    assert_eq!(logsumexp(&number), 2.5);
    assert_eq!(softmax(&number, &[] as &[usize]).unwrap(), Array::scalar(1.0));
    assert_eq!(average(&number, &Array::scalar(0.5)).unwrap(), 2.5);
    assert_eq!(logsumexp_axis(&[1.0, 2.0], &[] as &[usize]).unwrap(), Array::from([1.0, 2.0]));
    assert_eq!(softmax(&[1.0, 2.0], &[] as &[usize]).unwrap(), Array::from([1.0, 1.0]));
}

#[test]
fn errors_write_nothing() {
    const CANARY: f64 = -1234.5;
    let x = Array::from_fn(&[2, 3], |index| index[1] as f64).unwrap();
    let untouched = |out: &Array<f64>| assert!(out.iter().all(|&x| x == CANARY));
    everywhere(|| {
        for shape in [&[3, 2][..], &[6], &[2, 1], &[2, 3, 1], &[3], &[]] {
            let mut out = Array::full(shape, CANARY).unwrap();
            for (result, name) in [
                (softmax_into(&x, 0, &mut out), "softmax"),
                (log_softmax_into(&x, 0, &mut out), "log_softmax"),
                (logsumexp_axis_into(&x, 1, &mut out), "logsumexp"),
                (logsumexp_axis_into(&x, KeepDims(0), &mut out), "logsumexp"),
                (average_axis_into(&x, 1, &x, &mut out), "average"),
                (diff_into(&x, 1, &mut out), "diff"),
            ] {
                if matches!((name, shape), ("logsumexp", [1, 3]) | ("diff", [2, 2])) {
                    continue;
                }
                let Err(Error::OutputShape { op, .. }) = result else { panic!("{result:?}") };
                assert_eq!(op, name);
            }
            untouched(&out);
        }
        let mut out = Array::full(&[2, 3], CANARY).unwrap();
        for (axes, is_repeated) in [([2, 0], false), ([0, -3], false), ([1, -1], true)] {
            for result in [
                softmax_into(&x, axes, &mut out),
                softmax_assign(&mut out, axes),
                log_softmax_assign(&mut out, axes),
                logsumexp_axis_into(&x, axes, &mut out),
                average_axis_into(&x, axes, &x, &mut out),
                average_axis(&x, axes, &x).map(|_| ()),
                logsumexp_axis(&x, axes).map(|_| ()),
            ] {
                match result {
                    Err(Error::RepeatedAxis { axis: 1, .. }) => assert!(is_repeated),
                    Err(Error::AxisOutOfRange { .. }) => assert!(!is_repeated),
                    _ => panic!("{result:?}"),
                }
            }
        }
        assert!(matches!(diff_n_into(&x, 2, 2, &mut out), Err(Error::AxisOutOfRange { .. })));
        assert!(diff(&Array::scalar(1.0), 0).is_err());
        untouched(&out);
    });
}

#[test]
fn weights_that_do_not_fit() {
    let x = Array::from_fn(&[2, 3], |index| index[1] as f64).unwrap();
    let mut out = [7.0; 3];
    for weights in [&[1.0; 3][..], &[1.0], &[1.0; 6]] {
        let result = average_axis_into(&x, 0, weights, &mut out);
        let Err(Error::UnequalShapes { op: "average", shapes }) = result else {
            panic!("{result:?}")
        };
        assert_eq!((&shapes[0][..], &shapes[1][..]), (&[2, 3][..], &[weights.len()][..]));
        assert!(average(&x, weights).is_err() && average_axis(&x, [0, 1], weights).is_err());
    }
    // One of the sums of weights is 0, in the last of several pieces.
    everywhere(|| {
        for columns in [3, 100_000] {
            let (mut x, mut w) =
                (Array::ones(&[2, columns]).unwrap(), Array::ones(&[2, columns]).unwrap());
            x[[0, 0]] = 5.0;
            w[[0, columns - 1]] = -1.0;
            let mut out = vec![7.0; columns];
            let result = average_axis_into(&x, 0, &w, &mut out);
            assert!(matches!(result, Err(Error::InvalidParameter { op: "average", .. })));
            assert!(out.iter().all(|&x| x == 7.0));
            w[[0, columns - 1]] = 0.0;
            average_axis_into(&x, 0, &w, &mut out).unwrap();
            assert!(out[0] == 3.0 && out[1..].iter().all(|&x| x == 1.0));
        }
    });
    let none = [0.0; 2];
    let error = average(&[1.0, 2.0], &none).unwrap_err();
    assert_eq!(error.to_string(), "average: the sum of the weights of a result is 0");
}

/// The system's allocator, which notes the largest allocation of each thread.
struct Noting;

std::thread_local! {
    static LARGEST: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call is passed on to `System`, whose contract is the same.
unsafe impl GlobalAlloc for Noting {
    unsafe fn alloc(&self, layout: Memory) -> *mut u8 {
        LARGEST.set(LARGEST.get().max(layout.size()));
        // SAFETY: `layout` has a size other than 0, by this method's contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Memory) {
        // SAFETY: `alloc` returned `ptr` for this `layout`, by this method's contract.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Noting = Noting;

#[test]
fn existing_memory_needs_little_more() {
    let allocates_little = |what: &str, call: &mut dyn FnMut() -> Result<()>| {
        LARGEST.set(0);
        with_threads(1, call).unwrap();
        assert!(LARGEST.get() <= 1 << 18, "{what}: {} bytes", LARGEST.get());
    };
    for shape in [[2, 200_000], [200_000, 2], [1, 400_000], [600, 700]] {
        let x = Array::<f64>::ones(&shape).unwrap();
        let h = Array::<f16>::ones(&shape).unwrap();
        let (mut out, mut half) = (x.clone(), h.clone());
        for axis in 0..2 {
            let (mut kept, mut shorter) = (shape, shape);
            (kept[axis], shorter[axis]) = (1, shape[axis].saturating_sub(2));
            let mut results = Array::<f64>::zeros(&kept).unwrap();
            let mut halves = Array::<f16>::zeros(&kept).unwrap();
            let axes = KeepDims(axis);
            let mut differences = Array::<f64>::zeros(&shorter).unwrap();
            allocates_little("softmax", &mut || softmax_into(&x, axis, &mut out));
            allocates_little("softmax of f16", &mut || softmax_into(&h, axis, &mut half));
            allocates_little("log_softmax", &mut || log_softmax_into(&x, axis, &mut out));
            allocates_little("in place", &mut || log_softmax_assign(&mut out, axis));
            allocates_little("logsumexp", &mut || logsumexp_axis_into(&x, axes, &mut results));
            allocates_little("of f16", &mut || logsumexp_axis_into(&h, axes, &mut halves));
            allocates_little("average", &mut || average_axis_into(&x, axes, &x, &mut results));
            allocates_little("diff", &mut || diff_n_into(&x, 2, axis, &mut differences));
        }
    }
}

/// Scans that ignore NaN are those of an array without.
#[test]
fn scans_ignore_nan() {
    let mut random = Random(9);
    let x = Array::from_fn(&[40, 700], |_| match random.next() % 5 {
        0 => f32::NAN,
        _ => random.small() as f32 / 65536.0 + 1.0,
    })
    .unwrap();
    let without = |value: f32| select(isnan(&x), value, &x).unwrap();
    let (zeros, ones) = (without(0.0), without(1.0));
    for axis in 0..2 {
        let sums = bits(cumulative_sum(&zeros, axis).unwrap());
        let products = bits(cumulative_prod(&ones, axis).unwrap());
        layouts(&x, |order, x| {
            everywhere(|| {
                assert_eq!(bits(nan_cumulative_sum(x, axis).unwrap()), sums, "{order}");
                assert_eq!(bits(nan_cumulative_prod(x, axis).unwrap()), products, "{order}");
            });
        });
    }
    let z = Array::from([C64::new(1.0, 2.0), C64::new(f64::NAN, 1.0), C64::new(3.0, 0.5)]);
    let sums = [C64::new(1.0, 2.0), C64::new(1.0, 2.0), C64::new(4.0, 2.5)];
    assert_eq!(nan_cumulative_sum(&z, 0).unwrap(), Array::from(sums));
    let products = [C64::new(1.0, 2.0), C64::new(1.0, 2.0), C64::new(2.0, 6.5)];
    assert_eq!(nan_cumulative_prod(&z, 0).unwrap(), Array::from(products));
    let all = [f64::NAN; 3];
    assert_eq!(nan_cumulative_sum(&all, 0).unwrap(), Array::from([0.0; 3]));
    assert_eq!(nan_cumulative_prod(&all, 0).unwrap(), Array::from([1.0; 3]));
}
