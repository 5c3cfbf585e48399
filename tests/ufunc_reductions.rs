//! Reductions by binary operations, running results, segments, masks and accumulators: compared
//! with plain loops, in the order that the documentation promises.

#[path = "support/reductions.rs"]
#[allow(unused, reason = "shared with other tests")]
mod reductions;
#[path = "../array-core/tests/properties/strategies.rs"]
#[allow(dead_code, reason = "shared with the properties of layouts")]
mod strategies;
#[allow(unused, reason = "shared with other tests")]
mod support;

use proptest::{arbitrary, prelude::*};
use reductions::{groups, layouts};
use std::fmt::Debug;
use support::{everywhere, memory_of, view};
use tightloop::bounds::{AccumulateUfunc, MaskedUfunc, Promote, ReduceUfunc, Ufunc, Weak};
use tightloop::ops::*;
use tightloop::*;
use tightloop_array_core::Layout;

/// Elements made from numbers.
trait Sample: Element {
    fn of(number: i64) -> Self;
}

/// Lists types, each with its conversion.
macro_rules! samples {
    ($($t:ident: $of:expr;)*) => {$(
        impl Sample for $t {
            fn of(number: i64) -> Self {
                let of: fn(i64) -> Self = $of;
                of(number)
            }
        }
    )*};
}
samples! {
    bool: |n| n & 4 != 0;
    i8: |n| n as i8; i16: |n| n as i16; i32: |n| n as i32; i64: |n| n;
    u8: |n| n as u8; u16: |n| n as u16; u32: |n| n as u32; u64: |n| n as u64;
    f16: |n| f16::from_bits((n * 16 + 0x3c00) as u16);
    bf16: |n| bf16::from_bits((n + 0x3f80) as u16);
    f32: |n| if n == 7 { f32::NAN } else { n as f32 / 8.0 };
    f64: |n| if n == 7 { f64::INFINITY } else { n as f64 / 3.0 };
    C32: |n| C32::new(n as f32 / 8.0, 3.0 - n as f32);
    C64: |n| C64::new(n as f64 / 7.0, (n % 13) as f64);
}

/// Returns an array without a pattern. Numbers are from -1000 to 1000, or from 0 to 127.
fn numbers<T: Sample>(shape: &[usize], seed: u64, is_positive: bool) -> Array<T> {
    let number: fn(i64) -> T = if is_positive { |n| T::of(n.abs() % 128) } else { T::of };
    let len = shape.iter().product();
    Array::from_vec(shape, memory_of(seed, number).into_iter().cycle().take(len).collect()).unwrap()
}

/// The text of elements: tells -0 from +0, and equates NaN.
fn text<T: Debug>(x: impl IntoIterator<Item = T>) -> Vec<String> {
    x.into_iter().map(|x| format!("{x:?}")).collect()
}

/// The result of two elements.
trait Pairs<T: Element>: Sized {
    fn pair(&self, a: T, b: T) -> T;
}

impl<T: Element, Op> Pairs<T> for Op
where
    T: Promote<T, Weak, Weak, To = T>,
    Op: UfuncExt + Ufunc<(T, T), Out = (T,)>,
{
    fn pair(&self, a: T, b: T) -> T {
        self.outer(a, b).unwrap()[[]]
    }
}

/// All results on the way, in sequence.
fn running<T: Element>(op: &impl Pairs<T>, x: &[T]) -> Vec<T> {
    let mut results: Vec<T> = Vec::new();
    for &x in x {
        let last = results.last().copied();
        results.push(last.map_or(x, |last| op.pair(last, x)));
    }
    results
}

/// The tree: blocks of 256 elements are halved, and blocks joined in a binary tree.
fn in_a_tree<T: Element>(op: &impl Pairs<T>, identity: Option<T>, x: &[T]) -> T {
    if let (Some(identity), true) = (identity, x.len() < 2) {
        return x.first().map_or(identity, |&x| op.pair(x, identity));
    }
    fn join<T: Copy>(pair: &impl Fn(T, T) -> T, blocks: &[T]) -> T {
        if let [block] = *blocks {
            return block;
        }
        // The largest power of two below the number of blocks comes first.
        let half = blocks.len().next_power_of_two() / 2;
        pair(join(pair, &blocks[..half]), join(pair, &blocks[half..]))
    }
    let halve = |block: &[T]| {
        let mut block = block.to_vec();
        while block.len() > 1 {
            let half = block.len().div_ceil(2);
            for i in half..block.len() {
                block[i - half] = op.pair(block[i - half], block[i]);
            }
            block.truncate(half);
        }
        block[0]
    };
    let blocks: Vec<T> = x.chunks(256).map(halve).collect();
    join(&|a, b| op.pair(a, b), &blocks)
}

/// Shapes, each with the axes to reduce.
const CASES: &[(&[usize], &[&[isize]])] = &[
    (&[1], &[&[0]]),
    (&[2, 3], &[&[0], &[1], &[0, 1], &[]]),
    (&[7, 33], &[&[0], &[1]]),
    (&[600], &[&[0]]),
    (&[70, 2, 9], &[&[0], &[2], &[0, 2]]),
];

/// Checks `reduce` and `accumulate` in all layouts, against results of a group.
fn check<Op, T, U>(
    op: &Op,
    is_positive: bool,
    reduced: impl Fn(&[T]) -> U,
    accumulated: impl Fn(&[T]) -> Vec<U>,
) where
    Op: ReduceExt + ReduceUfunc<T, Out = U> + AccumulateUfunc<T, Out = U>,
    T: Sample,
    U: Element,
{
    let name = <Op as ReduceUfunc<T>>::NAME;
    for &(shape, lists) in CASES {
        let x = numbers::<T>(shape, shape.len() as u64, is_positive);
        for &axes in lists {
            let expected = text(groups(shape, &x.to_vec(), axes).iter().map(|x| reduced(x)));
            everywhere(|| {
                layouts(&x, |layout, x| {
                    let found = op.reduce(x, axes).unwrap();
                    let case = format!("{name} of {} {shape:?}, {axes:?}, {layout}", T::DTYPE);
                    assert_eq!(text(found.to_vec()), expected, "{case}");
                    let mut out = found.t().to_array();
                    op.reduce_into(x, axes, out.view_mut().t()).unwrap();
                    assert_eq!(text(out.t().to_vec()), expected, "{case}, into");
                    let kept = op.reduce(x, KeepDims(axes)).unwrap();
                    assert_eq!(kept.ndim(), x.ndim());
                });
            });
            let &[axis] = axes else { continue };
            let last = shape.len() - 1;
            let order: Vec<usize> = (0..=last).filter(|&k| k as isize != axis).collect();
            let order = [&order[..], &[axis as usize]].concat();
            let lines = groups(shape, &x.to_vec(), axes);
            let expected = text(lines.iter().flat_map(|line| accumulated(line)));
            everywhere(|| {
                layouts(&x, |layout, x| {
                    let found = op.accumulate(x, axis).unwrap();
                    let case = format!("{name} of {} {shape:?}, {axis}, {layout}", T::DTYPE);
                    assert_eq!(text(found.permuted(&order).unwrap().to_vec()), expected, "{case}");
                    let mut out = Array::zeros(x.t().shape()).unwrap();
                    op.accumulate_into(x, axis, out.view_mut().t()).unwrap();
                    assert_eq!(text(out.t().to_vec()), text(found.to_vec()), "{case}, into");
                });
            });
        }
    }
}

/// Makes a test per family of the catalogue, of each operation on each of its dtypes.
macro_rules! families {
    ($($family:ident)*) => {$(
        #[test]
        fn $family() {
            tightloop::catalogue! { case $family }
        }
    )*};
}

macro_rules! case {
    // These have folds and scans, and tests of their own below.
    (binary Add $($line:tt)*) => {};
    (binary Multiply $($line:tt)*) => {};
    (binary Minimum $($line:tt)*) => {};
    (binary Maximum $($line:tt)*) => {};
    (binary Fmin $($line:tt)*) => {};
    (binary Fmax $($line:tt)*) => {};
    (binary BitwiseAnd $names:tt $docs:tt [$bool:ident $($t:ident)*] []) => {
        tree! { BitwiseAnd, bool, Some(true) }
        $(tree! { BitwiseAnd, $t, Some(!0) })*
    };
    (binary BitwiseOr $names:tt $docs:tt [$($t:ident)*] []) => {
        $(tree! { BitwiseOr, $t, Some($t::ZERO) })*
    };
    (binary BitwiseXor $names:tt $docs:tt [$($t:ident)*] []) => {
        $(tree! { BitwiseXor, $t, Some($t::ZERO) })*
    };
    (binary Gcd $names:tt $docs:tt [$($t:ident)*] []) => {
        $(tree! { Gcd, $t, Some($t::ZERO) })*
    };
    (binary Lcm $names:tt $docs:tt [$($t:ident)*] []) => {
        $(tree! { Lcm, $t, None })*
    };
    (binary Hypot $names:tt $docs:tt [$($t:ident)*] []) => {
        $(tree! { Hypot, $t, Some($t::ZERO) })*
    };
    (binary LogAddExp $names:tt $docs:tt [$($t:ident)*] []) => {
        $(tree! { LogAddExp, $t, Some($t::NEG_INFINITY) })*
    };
    (binary LogAddExp2 $names:tt $docs:tt [$($t:ident)*] []) => {
        $(tree! { LogAddExp2, $t, Some($t::NEG_INFINITY) })*
    };
    (binary $op:ident $names:tt $docs:tt [$($t:ident)*] $others:tt) => {
        $({
            let is_positive = matches!(<$op as ReduceUfunc<$t>>::NAME, "pow");
            let last = |x: &[$t]| *running(&$op, x).last().unwrap();
            check::<$op, $t, $t>(&$op, is_positive, last, |x| running(&$op, x));
        })*
    };
    ($($line:tt)*) => {};
}

macro_rules! tree {
    ($op:ident, $t:ident, $identity:expr) => {
        check::<$op, $t, $t>(&$op, false, |x| in_a_tree(&$op, $identity, x), |x| running(&$op, x));
    };
}

families! { arithmetic exponential trigonometric floating_point bits }

/// Whether an element is true.
fn truth<T: Element>(x: &T) -> bool {
    *x != T::ZERO
}

#[test]
fn logical_operations() {
    macro_rules! of_dtypes {
        ($($t:ident)*) => {$(
            let fold = |f: fn(bool, bool) -> bool| {
                move |x: &[$t]| x.iter().map(truth).reduce(f).unwrap()
            };
            let scan = |f: fn(bool, bool) -> bool| {
                move |x: &[$t]| -> Vec<bool> {
                    (1..=x.len()).map(|n| x[..n].iter().map(truth).reduce(f).unwrap()).collect()
                }
            };
            check::<_, $t, bool>(&LogicalAnd, false, fold(|a, b| a && b), scan(|a, b| a && b));
            check::<_, $t, bool>(&LogicalOr, false, fold(|a, b| a || b), scan(|a, b| a || b));
            check::<_, $t, bool>(&LogicalXor, false, fold(|a, b| a != b), scan(|a, b| a != b));
        )*};
    }
    of_dtypes! { bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64 }
}

#[test]
fn operations_with_folds_have_their_bits() {
    macro_rules! same {
        ($($op:ident of $($t:ident)*: $reduce:ident $scan:ident;)*) => {$($(
            for &(shape, lists) in CASES {
                let x = numbers::<$t>(shape, 3, false);
                for &axes in lists {
                    let (found, expected) = ($op.reduce(&x, axes), $reduce(&x, axes));
                    assert_eq!(text(found.unwrap().to_vec()), text(expected.unwrap().to_vec()));
                }
                let (found, expected) = ($op.accumulate(&x, -1), $scan(&x, -1));
                assert_eq!(text(found.unwrap().to_vec()), text(expected.unwrap().to_vec()));
            }
        )*)*};
    }
    same! {
        Add of bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64:
            sum_axis cumulative_sum;
        Multiply of bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C32 C64:
            prod_axis cumulative_prod;
        Minimum of bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64: min_axis cumulative_min;
        Maximum of bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64: max_axis cumulative_max;
        Fmin of bool i8 i16 i32 i64 u8 u16 u32 u64: min_axis cumulative_min;
        Fmax of bool i8 i16 i32 i64 u8 u16 u32 u64: max_axis cumulative_max;
    }
    macro_rules! ignoring_nan {
        ($($op:ident of $($t:ident)*: $reduce:ident;)*) => {$($(
            let x = numbers::<$t>(&[40, 30], 5, false);
            let (found, expected) = ($op.reduce(&x, 0).unwrap(), $reduce(&x, 0).unwrap());
            assert_eq!(text(found.to_vec()), text(expected.to_vec()));
            let found = $op.accumulate(&x, 0).unwrap();
            for column in 0..30 {
                let line: Vec<$t> = (0..40).map(|row| x[[row, column]]).collect();
                let found: Vec<$t> = (0..40).map(|row| found[[row, column]]).collect();
                assert_eq!(text(found), text(running(&$op, &line)));
            }
        )*)*};
    }
    ignoring_nan! {
        Fmin of f16 bf16 f32 f64: nanmin_axis;
        Fmax of f16 bf16 f32 f64: nanmax_axis;
    }
    macro_rules! complex_extremes {
        ($($op:ident)*) => {$(
            let tree = |x: &[C32]| in_a_tree(&$op, None, x);
            check::<_, C32, C32>(&$op, false, tree, |x| running(&$op, x));
            let tree = |x: &[C64]| in_a_tree(&$op, None, x);
            check::<_, C64, C64>(&$op, false, tree, |x| running(&$op, x));
        )*};
    }
    complex_extremes! { Minimum Maximum Fmin Fmax }
}

/// Large enough for threads, in both directions.
#[test]
fn large_arrays() {
    let x = numbers::<f64>(&[700, 600], 1, false);
    for (axis, lines) in [(0, x.t()), (1, x.view())] {
        let expected: Vec<f64> =
            lines.rows().map(|row| row.iter().copied().reduce(|a, b| a - b).unwrap()).collect();
        everywhere(|| {
            assert_eq!(text(Subtract.reduce(&x, axis).unwrap().to_vec()), text(expected.clone()));
            let all = Subtract.accumulate(&x, axis).unwrap();
            let last = all.slice(if axis == 0 { s![-1, ..] } else { s![.., -1] }).unwrap();
            assert_eq!(text(last.to_vec()), text(expected.clone()));
        });
        let expected: Vec<u16> = {
            let x = x.cast::<u16>();
            let lines = if axis == 0 { x.t().to_array() } else { x.to_array() };
            lines.rows().map(|row| row.iter().fold(0, |a, b| a ^ b)).collect()
        };
        everywhere(|| {
            assert_eq!(BitwiseXor.reduce(x.cast::<u16>(), axis).unwrap().to_vec(), expected);
        });
    }
}

#[test]
fn trees_of_many_blocks() {
    for len in [255, 256, 257, 512, 1000, 1793, 5000] {
        let x = numbers::<f64>(&[len, 3], len as u64, false);
        let column = |k: usize| -> Vec<f64> { (0..len).map(|i| x[[i, k]]).collect() };
        let expected =
            text((0..3).map(|k| in_a_tree(&LogAddExp, Some(f64::NEG_INFINITY), &column(k))));
        everywhere(|| {
            layouts(&x, |layout, x| {
                let found = LogAddExp.reduce(x, 0).unwrap();
                assert_eq!(text(found.to_vec()), expected, "{len}, {layout}");
            });
        });
    }
    // Rows of results in memory that is kept with gaps.
    let x = numbers::<u16>(&[40, 300], 1, false);
    let mut out = Array::<u16>::zeros(&[300, 2]).unwrap();
    let mut every_second = out.view_mut().slice((.., 0)).unwrap().insert_axis(0).unwrap();
    BitwiseOr.reduce_into(&x, KeepDims(0), every_second.reborrow()).unwrap();
    let expected = BitwiseOr.reduce(&x, 0).unwrap();
    assert_eq!(out.slice((.., 0)).unwrap().to_array(), expected);
    assert_eq!(out.slice((.., 1)).unwrap().to_array(), Array::zeros(&[300]).unwrap());
}

/// Draws a layout, and which of its axes to reduce.
fn reduced() -> impl Strategy<Value = (Layout, Vec<bool>)> {
    strategies::shapes().prop_flat_map(|shape| {
        let axes = prop::collection::vec(arbitrary::any::<bool>(), shape.len());
        (strategies::stretched_layouts(shape), axes)
    })
}

proptest! {
    #![proptest_config(strategies::config(300))]

    #[test]
    fn layouts_do_not_matter((layout, axes) in reduced(), seed in arbitrary::any::<u64>()) {
        let axes: Vec<isize> =
            (0..layout.ndim()).filter(|&axis| axes[axis]).map(|axis| axis as isize).collect();
        let (a, b) = (memory_of(seed, f32::of), memory_of(seed, i8::of));
        let (x, y) = (view(&a, &layout), view(&b, &layout));
        let (copy, copy_of_y) = (x.to_array(), y.to_array());
        let subtracted = Subtract.reduce(&copy, &axes[..]);
        let (hypot, gcd) =
            (Hypot.reduce(&copy, &axes[..]).unwrap(), Gcd.reduce(&copy_of_y, &axes[..]).unwrap());
        everywhere(|| {
            match (Subtract.reduce(x, &axes[..]), &subtracted) {
                (Ok(found), Ok(expected)) => assert_eq!(text(found.iter()), text(expected.iter())),
                (Err(found), Err(expected)) => assert_eq!(found, *expected),
                _ => panic!("one of them is an error"),
            }
            assert_eq!(text(Hypot.reduce(x, &axes[..]).unwrap().iter()), text(hypot.iter()));
            assert_eq!(text(Gcd.reduce(y, &axes[..]).unwrap().iter()), text(gcd.iter()));
            for axis in 0..x.ndim() {
                let (found, expected) =
                    (Subtract.accumulate(x, axis), Subtract.accumulate(&copy, axis));
                assert_eq!(text(found.unwrap().iter()), text(expected.unwrap().iter()));
                let (found, expected) =
                    (Remainder.accumulate(y, axis), Remainder.accumulate(&copy_of_y, axis));
                assert_eq!(text(found.unwrap().iter()), text(expected.unwrap().iter()));
            }
        });
    }
}

#[test]
fn empty_arrays() {
    let x = Array::<f64>::zeros(&[0, 3]).unwrap();
    let empty = |result: Result<Array<f64>>| {
        matches!(result, Err(Error::EmptyReduction { op: "subtract", .. }))
    };
    assert!(empty(Subtract.reduce(&x, 0)));
    assert!(empty(Subtract.reduce(&x, AllAxes)));
    assert_eq!(Subtract.reduce(&x, 1).unwrap().shape(), [0]);
    assert_eq!(Subtract.accumulate(&x, 0).unwrap().shape(), [0, 3]);
    assert_eq!(Hypot.reduce(&x, 0).unwrap(), Array::from([0.0; 3]));
    assert_eq!(LogAddExp.reduce(&x, 0).unwrap(), Array::from([f64::NEG_INFINITY; 3]));
    assert_eq!(Add.reduce(&x, 0).unwrap(), Array::from([0.0; 3]));
    let x = Array::<i32>::zeros(&[0, 2]).unwrap();
    assert_eq!(BitwiseAnd.reduce(&x, 0).unwrap(), Array::from([-1; 2]));
    assert!(Lcm.reduce(&x, 0).is_err());
    assert_eq!(LogicalXor.reduce(&x, 0).unwrap(), Array::from([false; 2]));
    assert_eq!(Add.reduceat(&x, &[], 0).unwrap().shape(), [0, 2]);
    assert_eq!(Subtract.reduceat(&x, &[1, 0, 1], 1).unwrap().shape(), [0, 3]);
}

#[test]
fn errors_write_nothing() {
    let x = Array::from([[2, 3], [4, -1]]);
    let mut out = [7; 2];
    let negative = |result| assert_eq!(result, Err(Error::NegativeExponent { op: "pow" }));
    negative(Pow.reduce_into(&x, 1, &mut out));
    negative(Pow.reduce_into(&x, 0, &mut out));
    negative(Pow.accumulate_into(&Array::from([2, -1]), 0, &mut out));
    negative(Pow.reduceat(&x, &[0, 1], 1).map(|_| ()).and(Pow.reduce_into(&x, 1, &mut out)));
    // The first of a sequence is never an exponent.
    assert_eq!(Pow.reduce(&Array::from([[-2, 3], [2, 2]]), 0).unwrap(), Array::from([4, 9]));
    assert!(matches!(
        Subtract.reduce_into(&x, 0, &mut [7; 3]),
        Err(Error::OutputShape { op: "subtract", .. })
    ));
    assert!(Subtract.reduce_into(&x, KeepDims(0), &mut out).is_err());
    assert!(Subtract.accumulate_into(&x, 0, &mut out).is_err());
    assert!(Gcd.reduce_into(&x, AllAxes, &mut out).is_err());
    assert!(matches!(Subtract.reduce(&x, 2), Err(Error::AxisOutOfRange { op: "subtract", .. })));
    assert!(matches!(Subtract.reduce(&x, [0, 0]), Err(Error::RepeatedAxis { .. })));
    assert!(matches!(Subtract.accumulate(&x, 2), Err(Error::AxisOutOfRange { .. })));
    assert_eq!(
        Add.reduceat(&x, &[0, 2], 1),
        Err(Error::AxisIndexOutOfBounds { axis: 1, index: 2, len: 2 })
    );
    let mask = Array::full(&[3, 2, 2], true).unwrap();
    assert!(matches!(Gcd.masked_reduce(&x, 0, &mask, 0), Err(Error::Broadcast { op: "gcd", .. })));
    assert!(matches!(masked_mean(&x, 0, &[true; 3]), Err(Error::Broadcast { .. })));
    assert_eq!(out, [7; 2]);
}

#[test]
fn segments() {
    let x = numbers::<i32>(&[5, 9, 3], 9, false);
    for list in [&[0][..], &[8], &[0, 3, 6], &[3, 3, 2, 8, 0], &[1, 5, 4, 7, 7]] {
        let naive = |combine: fn(i64, i64) -> i64| {
            support::by_index(&[5, list.len(), 3], |index| {
                let start = list[index[1]];
                let end = list.get(index[1] + 1).copied().unwrap_or(9).max(start + 1);
                let element = |k: usize| i64::from(x[[index[0], k, index[2]]]);
                (start..end).map(element).reduce(combine).unwrap()
            })
        };
        everywhere(|| {
            layouts(&x, |layout, x| {
                let found = Add.reduceat(x, list, 1).unwrap();
                assert_eq!(found, naive(|a, b| a + b), "{layout}");
                let found = Subtract.reduceat(x, list, 1).unwrap();
                assert_eq!(found, naive(|a, b| a - b).cast::<i32>(), "{layout}");
                let found = Maximum.reduceat(x, list, -2).unwrap();
                assert_eq!(found, naive(i64::max).cast::<i32>(), "{layout}");
            });
        });
    }
    // A single element stays as it is.
    assert_eq!(Gcd.reduceat(&[-4, 6, 9], &[0, 1], 0).unwrap(), Array::from([-4, 3]));
    assert_eq!(Gcd.reduce(&[-4], 0).unwrap(), Array::from(4));
}

/// Checks a masked reduction against that of the elements that are left.
fn check_masked<Op, T, U>(op: &Op, initial: U, of_rest: impl Fn(&[T]) -> U)
where
    Op: ReduceExt + MaskedUfunc<T, Out = U>,
    T: Sample,
    U: Element,
{
    for &(shape, lists) in CASES {
        let x = numbers::<T>(shape, 11, false);
        let mask = numbers::<bool>(shape, 12, false);
        for &axes in lists {
            let pairs: Vec<(T, bool)> = x.to_vec().into_iter().zip(mask.to_vec()).collect();
            let rest = |group: &Vec<(T, bool)>| {
                let rest: Vec<T> =
                    group.iter().filter(|(_, is_in)| *is_in).map(|&(x, _)| x).collect();
                of_rest(&rest)
            };
            let expected = text(groups(shape, &pairs, axes).iter().map(rest));
            everywhere(|| {
                layouts(&x, |layout, x| {
                    let found = op.masked_reduce(x, axes, &mask, initial).unwrap();
                    assert_eq!(
                        text(found.to_vec()),
                        expected,
                        "{} of {} {shape:?}, {axes:?}, {layout}",
                        Op::NAME,
                        T::DTYPE
                    );
                });
            });
        }
    }
}

#[test]
fn masked_reductions() {
    check_masked::<_, i32, i64>(&Add, 5, |x| x.iter().map(|&x| i64::from(x)).sum::<i64>() + 5);
    check_masked::<_, u8, u64>(&Multiply, 3, |x| {
        x.iter().fold(3, |product: u64, &x| product.wrapping_mul(u64::from(x)))
    });
    check_masked::<_, i16, i16>(&Minimum, -5, |x| x.iter().copied().fold(-5, i16::min));
    check_masked::<_, f64, f64>(&Maximum, -1e9, |x| x.iter().copied().fold(-1e9, f64::max));
    check_masked::<_, f32, f32>(&Fmax, f32::NAN, |x| x.iter().copied().fold(f32::NAN, f32::max));
    check_masked::<_, f32, f32>(&Fmin, 3.0, |x| x.iter().copied().fold(3.0, f32::min));
    check_masked::<_, f16, bool>(&LogicalAnd, true, |x| x.iter().all(truth));
    check_masked::<_, C32, bool>(&LogicalOr, false, |x| x.iter().any(truth));
    check_masked::<_, bool, bool>(&LogicalXor, true, |x| {
        x.iter().fold(true, |is_even, x| is_even != *x)
    });
    check_masked::<_, u32, u32>(&BitwiseAnd, !1, |x| x.iter().fold(!1, |bits, x| bits & x));
    check_masked::<_, i8, i8>(&BitwiseOr, 0, |x| x.iter().fold(0, |bits, x| bits | x));
    check_masked::<_, i64, i64>(&BitwiseXor, 9, |x| x.iter().fold(9, |odd, x| odd ^ x));
    check_masked::<_, i64, i64>(&Gcd, 0, |x| x.iter().fold(0, |gcd, &x| Gcd.pair(gcd, x)));
}

#[test]
fn masked_floats_have_the_bits_of_neutral_elements() {
    let x = numbers::<f64>(&[40, 70], 2, false);
    let mask = isfinite(&x);
    everywhere(|| {
        for axes in [&[0][..], &[1], &[0, 1]] {
            let zeros = select(&mask, &x, -0.0).unwrap();
            let found = Add.masked_reduce(&x, axes, &mask, 0.5).unwrap();
            assert_eq!(found, sum_axis(&zeros, axes).unwrap() + 0.5);
            let none = select(&mask, &x, f64::NEG_INFINITY).unwrap();
            let found = LogAddExp.masked_reduce(&x, axes, &mask, 2.0).unwrap();
            assert_eq!(found, logaddexp(LogAddExp.reduce(&none, axes).unwrap(), 2.0).unwrap());
        }
    });
    // The mask broadcasts, and NaN that is left out does not show.
    let x = Array::from([[f64::NAN, 1.0], [f64::NAN, 2.0]]);
    let mask = [false, true];
    assert_eq!(Add.masked_reduce(&x, 0, &mask, 0.0).unwrap(), Array::from([0.0, 3.0]));
    assert_eq!(Hypot.masked_reduce(&x, AllAxes, &mask, 0.0).unwrap(), hypot(1.0, 2.0).unwrap());
    let kept = Add.masked_reduce(&x, KeepDims(0), &mask, 0.0).unwrap();
    assert_eq!(kept, Array::from([[0.0, 3.0]]));
    // An infinite complex number stays.
    let x = Array::from([C64::new(f64::INFINITY, 1.0)]);
    assert_eq!(Multiply.masked_reduce(&x, 0, true, C64::ONE).unwrap()[[]], x[[0]]);
    // Without elements, there is the initial result.
    let x = Array::<f32>::zeros(&[0, 2]).unwrap();
    assert_eq!(Minimum.masked_reduce(&x, 0, true, 4.0).unwrap(), Array::from([4.0; 2]));
}

#[test]
fn masked_means_and_variances() {
    macro_rules! of_dtypes {
        ($($t:ident in $tolerance:literal;)*) => {$({
            let (x, mask) =
                (numbers::<$t>(&[30, 20], 4, true), numbers::<bool>(&[30, 20], 5, false));
            let is_number = isfinite(&x);
            let mask = &mask & &is_number;
            for axis in [0, 1] {
                let pairs: Vec<($t, bool)> = x.to_vec().into_iter().zip(mask.to_vec()).collect();
                let lines = groups(&[30, 20], &pairs, &[axis]);
                let means = masked_mean(&x, axis, &mask).unwrap();
                let variances = masked_var(&x, axis, &mask, 1.0).unwrap();
                let roots = masked_std(&x, axis, &mask, 1.0).unwrap();
                let found = means.iter().zip(variances.iter()).zip(roots.iter());
                for (line, ((&mean, &variance), &root)) in lines.iter().zip(found) {
                    let rest: Vec<f64> =
                        line.iter().filter(|(_, is_in)| *is_in).map(|&(x, _)| double(x)).collect();
                    let count = rest.len() as f64;
                    let average = rest.iter().sum::<f64>() / count;
                    let square = |&x: &f64| (x - average) * (x - average);
                    let spread = rest.iter().map(square).sum::<f64>() / (count - 1.0);
                    let close = |found: f64, expected: f64| {
                        let error = (found - expected).abs();
                        assert!(error <= $tolerance * expected.abs(), "{found}, not {expected}");
                    };
                    close(double(mean), average);
                    close(double(variance), spread);
                    close(double(root), spread.sqrt());
                }
            }
        })*};
    }
    fn double<T: Element>(x: T) -> f64 {
        format!("{x}").parse().unwrap()
    }
    everywhere(|| {
        of_dtypes! {
            i8 in 1e-12; u16 in 1e-12; i64 in 1e-12; f32 in 1e-5; f64 in 1e-12;
            bf16 in 0.02;
        }
    });
    let x = Array::from([C32::new(1.0, 2.0), C32::new(f32::NAN, 0.0), C32::new(3.0, 2.0)]);
    let mask = [true, false, true];
    assert_eq!(masked_mean(&x, 0, &mask).unwrap()[[]], C32::new(2.0, 2.0));
    assert_eq!(masked_var(&x, 0, &mask, 0.0).unwrap()[[]], 1.0_f32);
    assert!(masked_mean(&x, 0, false).unwrap()[[]].re.is_nan());
    // Sums of `f16` would overflow.
    let x = Array::full(&[100], f16::from_f32(60000.0)).unwrap();
    assert_eq!(masked_mean(&x, 0, true).unwrap()[[]], f16::from_f32(60000.0));
    let none: Array<f64> = Array::from([1.0, 2.0]);
    assert!(masked_mean(&none, 0, false).unwrap()[[]].is_nan());
    assert_eq!(masked_mean(&none, KeepDims(0), true).unwrap(), Array::from([1.5]));
    assert!(masked_var(&none, 0, &[true, false], 1.0).unwrap()[[]].is_nan());
}

#[test]
fn accumulators_are_those_of_converted_elements() {
    macro_rules! reduced_as {
        ($op:expr; $($a:ident: $($t:ident)*;)*) => {$($(
            for &(shape, lists) in &CASES[1..] {
                let x = numbers::<$t>(shape, 6, false);
                let converted = x.cast::<$a>();
                for &axes in lists {
                    let of_converted = layouts(&converted, |_, x| {
                        text($op.reduce_as::<$a, _>(x, axes).unwrap().to_vec())
                    });
                    everywhere(|| {
                        let found = layouts(&x, |_, x| {
                            text($op.reduce_as::<$a, _>(x, axes).unwrap().to_vec())
                        });
                        let (from, to) = (stringify!($t), stringify!($a));
                        assert_eq!(found, of_converted, "{from} to {to}, {shape:?}, {axes:?}");
                    });
                }
            }
        )*)*};
    }
    macro_rules! running_as {
        ($($a:ident: $($t:ident)*;)*) => {$($(
            let x = numbers::<$t>(&[300, 40], 6, false);
            let converted = x.cast::<$a>();
            for axis in [0, 1] {
                let sums = text(cumulative_sum(&converted, axis).unwrap().to_vec());
                let products = text(cumulative_prod(&converted, axis).unwrap().to_vec());
                everywhere(|| {
                    layouts(&x, |_, x| {
                        let found = Add.accumulate_as::<$a, _>(x, axis).unwrap();
                        assert_eq!(text(found.to_vec()), sums);
                        let found = Multiply.accumulate_as::<$a, _>(x, axis).unwrap();
                        assert_eq!(text(found.to_vec()), products);
                    });
                });
            }
        )*)*};
    }
    macro_rules! by_all {
        ($($op:expr),*) => {$(
            reduced_as! { $op;
                i64: bool i8 i32 u16 u64 f32 f64;
                u64: bool i8 i64 u8 f64;
                f32: bool i8 u32 i64 f16 bf16 f64;
                f64: bool u8 i16 u64 f16 bf16 f32;
            }
        )*};
    }
    macro_rules! by_averages {
        ($($op:expr),*) => {$(
            reduced_as! { $op;
                f32: bool i8 u32 i64 f16 bf16 f64;
                f64: bool u8 i16 u64 f16 bf16 f32;
            }
        )*};
    }
    by_all! { Sum, Multiply }
    by_averages! { Mean, Variance::new(1.0), StandardDeviation::new(0.0) }
    running_as! {
        i64: bool i8 u32 f32; u64: u8 f64; f32: i16 i64 f16 f64; f64: bool bf16 u32 f32;
    }
    // The reductions of converted elements are the ordinary ones.
    let x = numbers::<f32>(&[500, 3], 8, true);
    let doubles = x.cast::<f64>();
    let (sums, expected) = (Sum.reduce_as::<f64, _>(&x, 0), sum_axis(&doubles, 0));
    assert_eq!(text(sums.unwrap().to_vec()), text(expected.unwrap().to_vec()));
    let (spreads, expected) =
        (Variance::new(1.0).reduce_as::<f64, _>(&x, 0), var_axis(&doubles, 0, 1.0));
    assert_eq!(text(spreads.unwrap().to_vec()), text(expected.unwrap().to_vec()));
    // A single long sequence, cut for threads.
    let long = numbers::<u8>(&[300_000], 8, true);
    everywhere(|| {
        let found = Mean.reduce_as::<f32, _>(&long, AllAxes).unwrap()[[]];
        assert_eq!(found, mean::<f32, f32>(long.cast::<f32>()));
    });
    // Complex accumulators.
    let x = Array::from([1.5f32, 2.5]);
    assert_eq!(Sum.reduce_as::<C64, _>(&x, 0).unwrap()[[]], C64::new(4.0, 0.0));
    let z = Array::from_fn(&[90, 7], |i| C64::new(i[0] as f64 / 7.0, i[1] as f64)).unwrap();
    let narrow =
        Array::from_fn(&[90, 7], |i| C32::new((i[0] as f64 / 7.0) as f32, i[1] as f32)).unwrap();
    everywhere(|| {
        for axis in [0, 1] {
            let found = Sum.reduce_as::<C32, _>(&z, axis).unwrap();
            assert_eq!(found, sum_axis(&narrow, axis).unwrap());
            let (found, expected) =
                (Multiply.reduce_as::<C32, _>(&z, axis), prod_axis(&narrow, axis));
            assert_eq!(text(found.unwrap().to_vec()), text(expected.unwrap().to_vec()));
            let found = Mean.reduce_as::<C32, _>(&z, axis).unwrap();
            assert_eq!(found, mean_axis(&narrow, axis).unwrap());
        }
    });
}
