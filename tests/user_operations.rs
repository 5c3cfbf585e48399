//! Forms of users' operations: masked, outer, reductions in sequence and in a tree, two results.
//! Compared with plain loops over indices, at every level and on several threads.

#[path = "support/levels.rs"]
mod levels;

use core::fmt::Debug;
use levels::levels;
use tightloop::*;

/// `3 - 2 * x`.
struct Line;

impl<T: Float> Unary<T> for Line {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: Vector<S, T>) -> Vector<S, T> {
        x.like(T::from_f64(3.0)) - (x + x)
    }
}

/// Neither commutative nor associative: `a - b / 2`, or `a - 3 * b` of integers.
struct Less;

impl Binary<f32> for Less {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, f32>, b: Vector<S, f32>) -> Vector<S, f32> {
        a - 0.5 * b
    }
}

impl Binary<i64> for Less {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, i64>, b: Vector<S, i64>) -> Vector<S, i64> {
        a - (b + b + b)
    }
}

fn less(a: f32, b: f32) -> f32 {
    a - 0.5 * b
}

fn less_integer(a: i64, b: i64) -> i64 {
    a.wrapping_sub(b.wrapping_mul(3))
}

/// `a * b - c`.
struct Residue;

impl Ternary<f64> for Residue {
    #[inline(always)]
    fn apply<S: Isa>(
        &self,
        a: Vector<S, f64>,
        b: Vector<S, f64>,
        c: Vector<S, f64>,
    ) -> Vector<S, f64> {
        a * b - c
    }
}

/// Whether `a` is below a limit of `b`.
struct Below(f32);

impl Binary<f32, f32, Truth<f32>> for Below {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, f32>, b: Vector<S, f32>) -> MaskOf<S, f32> {
        a.lt(self.0 * b)
    }
}

/// A sum whose grouping is seen in its last bits.
struct Total;

impl Binary<f32> for Total {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, f32>, b: Vector<S, f32>) -> Vector<S, f32> {
        a + b
    }
}

impl Associative<f32> for Total {
    const IDENTITY: Option<f32> = Some(0.0);
}

/// The one with the larger magnitude, the first of two. No element is its identity.
struct Strongest;

impl Binary<i32> for Strongest {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, i32>, b: Vector<S, i32>) -> Vector<S, i32> {
        a.abs().ge(b.abs()).select(a, b)
    }
}

impl Associative<i32> for Strongest {
    const IDENTITY: Option<i32> = None;
}

/// The sum and the difference of the ends of a list.
struct Ends;

impl<const N: usize> Unary<[f32; N], (f32, f32)> for Ends {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: [Vector<S, f32>; N]) -> (Vector<S, f32>, Vector<S, f32>) {
        (x[0] + x[N - 1], x[0] - x[N - 1])
    }
}

/// The sum of the first and the last one, and whether the first is smaller.
struct SumAndOrder;

impl Unary<[f64; 2], (f64, Truth<f64>)> for SumAndOrder {
    #[inline(always)]
    fn apply<S: Isa>(&self, [a, b]: [Vector<S, f64>; 2]) -> (Vector<S, f64>, MaskOf<S, f64>) {
        (a + b, a.lt(b))
    }
}

/// The alternating sum of a list.
struct Alternating;

impl<const N: usize> Unary<[f32; N], f32> for Alternating {
    #[inline(always)]
    fn apply<S: Isa>(&self, x: [Vector<S, f32>; N]) -> Vector<S, f32> {
        let mut sum = x[0];
        for (i, &x) in x.iter().enumerate().skip(1) {
            sum = if i % 2 == 1 { sum - x } else { sum + x };
        }
        sum
    }
}

/// Numbers without a pattern, from -64 to 64 in eighths.
fn number(i: usize, salt: u64) -> f64 {
    let x = (i as u64 + salt).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (((x ^ x >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40) % 1024) as f64 / 8.0 - 64.0
}

fn array<T: Element>(shape: &[usize], salt: u64, of: impl Fn(f64) -> T) -> Array<T> {
    let len = shape.iter().product();
    Array::from_vec(shape, (0..len).map(|i| of(number(i, salt))).collect()).unwrap()
}

fn floats(shape: &[usize], salt: u64) -> Array<f32> {
    array(shape, salt, |x| x as f32)
}

fn masks(shape: &[usize], salt: u64) -> Array<bool> {
    array(shape, salt, |x| x < 10.0)
}

fn everywhere(check: impl Fn()) {
    for level in levels() {
        for threads in [1, 3] {
            with_level(level, || with_threads(threads, &check)).unwrap();
        }
    }
}

/// The elements of `a`, or where `mask` is true, those of `b`; all in C order.
fn blend<T: Copy>(mask: &Array<bool>, a: &[T], b: impl IntoIterator<Item = T>) -> Vec<T> {
    mask.iter().zip(a).zip(b).map(|((mask, &a), b)| if *mask { b } else { a }).collect()
}

const SHAPES: &[&[usize]] =
    &[&[0], &[1], &[5], &[17, 3], &[2, 0, 3], &[129], &[40, 33], &[70_001], &[9, 4_000]];

#[test]
fn masked_operations_of_one_value() {
    everywhere(|| {
        for shape in SHAPES {
            let (x, mask) = (floats(shape, 1), masks(shape, 2));
            let expected = blend(&mask, &vec![7.5; x.len()], x.iter().map(|x| 3.0 - (x + x)));
            let mut out = Array::full(shape, 7.5f32).unwrap();
            Line.map_masked_into(&x, &mask, &mut out).unwrap();
            assert_eq!(out.to_vec(), expected, "{shape:?}");
            let mut same = x.clone();
            Line.map_masked_assign(&mut same, &mask).unwrap();
            let expected = blend(&mask, &x.to_vec(), x.iter().map(|x| 3.0 - (x + x)));
            assert_eq!(same.to_vec(), expected, "{shape:?}");
        }
        // 16-bit floats, a column as the mask, and a strided output.
        let x = array(&[6, 5], 3, |x| f16::from_f32(x as f32));
        let mask = masks(&[6, 1], 4);
        let mut out = Array::full(&[5, 12], f16::from_f32(0.25)).unwrap();
        let view = out.view_mut().permuted(&[1, 0]).unwrap().slice(s![..;2, ..]).unwrap();
        Line.map_masked_into(&x, &mask, view).unwrap();
        for (i, j) in (0..60).map(|n| (n / 12, n % 12)) {
            let is_written = j % 2 == 0 && mask[[j / 2, 0]];
            let expected = if is_written { 3.0 - 2.0 * x[[j / 2, i]].to_f32() } else { 0.25 };
            assert_eq!(out[[i, j]].to_f32(), f16::from_f32(expected).to_f32());
        }
    });
}

#[test]
fn masked_operations_of_several_values() {
    everywhere(|| {
        for shape in SHAPES {
            let (a, mask) = (floats(shape, 5), masks(shape, 6));
            let b = floats(&shape[shape.len() - 1..], 7);
            let wide = b.broadcast_to(shape).unwrap();
            let results: Vec<_> = a.iter().zip(wide.iter()).map(|(a, b)| less(*a, *b)).collect();
            let mut out = Array::full(shape, 7.5f32).unwrap();
            Less.map_masked_into(&a, &b, &mask, &mut out).unwrap();
            let before = vec![7.5; a.len()];
            assert_eq!(out.to_vec(), blend(&mask, &before, results.clone()), "{shape:?}");
            let mut same = a.clone();
            Less.map_masked_assign(&mut same, &b, &mask).unwrap();
            assert_eq!(same.to_vec(), blend(&mask, &a.to_vec(), results), "{shape:?}");

            let mut out = Array::full(shape, true).unwrap();
            Below(2.0).map_masked_into(&a, &b, &mask, &mut out).unwrap();
            let results = a.iter().zip(wide.iter()).map(|(a, b)| *a < 2.0 * b);
            assert_eq!(out.to_vec(), blend(&mask, &vec![true; a.len()], results), "{shape:?}");

            let doubles = array(shape, 8, |x| x);
            let result = |a: &f64| a * -1.5 - 4.0;
            let mut out = Array::full(shape, 0.5).unwrap();
            Residue.map_masked_into(&doubles, -1.5, 4.0, &mask, &mut out).unwrap();
            let before = vec![0.5; doubles.len()];
            assert_eq!(out.to_vec(), blend(&mask, &before, doubles.iter().map(result)));
            let mut same = doubles.clone();
            Residue.map_masked_assign(&mut same, -1.5, 4.0, &mask).unwrap();
            let before = doubles.to_vec();
            assert_eq!(same.to_vec(), blend(&mask, &before, doubles.iter().map(result)));
        }
    });
}

#[test]
fn masked_operations_of_many_values() {
    fn check<const N: usize>() {
        for shape in SHAPES {
            let (inputs, mask) = ([0; N].map(|_| floats(shape, N as u64)), masks(shape, 9));
            let mut out = Array::full(shape, 7.5f32).unwrap();
            Alternating.map_n_masked_into(inputs.each_ref(), &mask, &mut out).unwrap();
            let sum =
                |x: &f32| (1..N).fold(*x, |sum, i| if i % 2 == 1 { sum - x } else { sum + x });
            let before = vec![7.5; out.len()];
            assert_eq!(out.to_vec(), blend(&mask, &before, inputs[0].iter().map(sum)));
        }
    }
    everywhere(|| {
        check::<1>();
        check::<3>();
        check::<6>();
    });
}

#[test]
fn outer_has_the_axes_of_both() {
    everywhere(|| {
        let (a, b) = (floats(&[3, 4], 1), floats(&[2, 5], 2));
        let found = Less.map_outer(&a, b.t()).unwrap();
        let mut out = Array::zeros(&[3, 4, 5, 2]).unwrap();
        Less.map_outer_into(&a, b.t(), &mut out).unwrap();
        assert_eq!(found.shape(), [3, 4, 5, 2]);
        for (i, j, k, l) in (0..120).map(|n| (n / 40, n / 10 % 4, n / 2 % 5, n % 2)) {
            assert_eq!(found[[i, j, k, l]], less(a[[i, j]], b[[l, k]]));
            assert_eq!(out[[i, j, k, l]], found[[i, j, k, l]]);
        }
        assert_eq!(
            Below(1.0).map_outer(&[1.0f32, 3.0], 2.0f32).unwrap(),
            Array::from([true, false])
        );
        assert_eq!(Less.map_outer(&[1.0f32; 0], &[1.0f32; 3]).unwrap().shape(), [0, 3]);
    });
}

/// Shapes, each with the axes to reduce.
const CASES: &[(&[usize], &[usize])] = &[
    (&[1], &[0]),
    (&[3], &[0]),
    (&[1000], &[0]),
    (&[5, 7], &[0]),
    (&[5, 7], &[1]),
    (&[5, 7], &[0, 1]),
    (&[300, 17], &[0]),
    (&[17, 300], &[1]),
    (&[2, 513, 3], &[1]),
    (&[4, 3, 50], &[0, 2]),
    (&[5, 0], &[1]),
    (&[0, 5], &[1]),
    (&[400, 180], &[0]),
];

/// The lines that are reduced, each in C order, for each result in C order.
fn lines<T: Element>(x: &ArrayView<'_, T>, axes: &[usize]) -> Vec<Vec<T>> {
    let shape = x.shape();
    let kept: Vec<_> = (0..shape.len()).filter(|axis| !axes.contains(axis)).collect();
    let mut lines = vec![Vec::new(); kept.iter().map(|&axis| shape[axis]).product()];
    let mut index = vec![0; shape.len()];
    for n in 0..x.len() {
        let mut rest = n;
        for axis in (0..shape.len()).rev() {
            (index[axis], rest) = (rest % shape[axis], rest / shape[axis]);
        }
        let place = kept.iter().fold(0, |place, &axis| place * shape[axis] + index[axis]);
        lines[place].push(*x.get(&index).unwrap());
    }
    lines
}

/// The tree in its plain form: blocks of 256 elements are halved, and blocks joined in a binary
/// tree, the largest power of two of them first.
fn in_a_tree<T: Copy>(op: &impl Fn(T, T) -> T, x: &[T]) -> T {
    fn join<T: Copy>(op: &impl Fn(T, T) -> T, blocks: &[T]) -> T {
        if let [block] = *blocks {
            return block;
        }
        let half = blocks.len().next_power_of_two() / 2;
        op(join(op, &blocks[..half]), join(op, &blocks[half..]))
    }
    let halve = |block: &[T]| {
        let mut block = block.to_vec();
        while block.len() > 1 {
            let half = block.len().div_ceil(2);
            for i in half..block.len() {
                block[i - half] = op(block[i - half], block[i]);
            }
            block.truncate(half);
        }
        block[0]
    };
    join(op, &x.chunks(256).map(halve).collect::<Vec<_>>())
}

/// Checks reductions and results on the way, of an array in C order and of a view with reversed
/// axes.
fn check_sequences<T, X>(op: &impl SequenceExt<X>, plain: impl Fn(T, T) -> T, of: impl Fn(f64) -> T)
where
    T: bounds::Natural<Value = X> + PartialEq + Debug,
    X: bounds::Streamed,
{
    for &(shape, axes) in CASES {
        let x = array(shape, 11, &of);
        let reversed: Vec<_> = (0..shape.len()).rev().collect();
        let copy = Array::from_vec(
            &reversed.iter().map(|&axis| shape[axis]).collect::<Vec<_>>(),
            x.view().permuted(&reversed).unwrap().iter().copied().collect(),
        );
        let copy = copy.unwrap();
        for view in [x.view(), copy.view().permuted(&reversed).unwrap()] {
            let lines = lines(&view, axes);
            let found = op.reduce_axis(view, axes);
            if lines.iter().any(|line| line.is_empty()) {
                assert!(matches!(found, Err(Error::EmptyReduction { .. })), "{shape:?}");
                continue;
            }
            let reduce = |line: &Vec<T>| line.iter().copied().reduce(&plain).unwrap();
            let expected: Vec<_> = lines.iter().map(reduce).collect();
            let found = found.unwrap();
            assert_eq!(found.to_vec(), expected, "{shape:?} over {axes:?}");
            let mut out = Array::zeros(found.shape()).unwrap();
            op.reduce_axis_into(view, axes, &mut out).unwrap();
            assert_eq!(out, found);
            let kept = op.reduce_axis(view, KeepDims(axes)).unwrap();
            let mut out = Array::zeros(kept.shape()).unwrap();
            op.reduce_axis_into(view, KeepDims(axes), &mut out).unwrap();
            assert_eq!((kept.to_vec(), kept.ndim()), (expected, shape.len()));
            assert_eq!(out, kept);

            let [axis] = *axes else { continue };
            let found = op.accumulate_axis(view, axis).unwrap();
            let mut out = Array::zeros(shape).unwrap();
            op.accumulate_axis_into(view, axis, &mut out).unwrap();
            assert_eq!(out, found);
            for (line, found) in lines.iter().zip(self::lines(&found.view(), axes)) {
                let mut last = line[0];
                assert_eq!(found[0], last);
                for (&x, found) in line[1..].iter().zip(&found[1..]) {
                    last = plain(last, x);
                    assert_eq!(*found, last, "{shape:?} along {axis}");
                }
            }
        }
    }
}

#[test]
fn sequences_are_reduced_from_the_first_element_on() {
    everywhere(|| {
        check_sequences::<f32, f32>(&Less, less, |x| x as f32 / 3.0);
        check_sequences::<i64, i64>(&Less, less_integer, |x| x as i64);
        // Every result is rounded to 16 bits.
        let round = |a: f16, b: f16| f16::from_f32(less(a.to_f32(), b.to_f32()));
        check_sequences::<f16, f32>(&Less, round, |x| f16::from_f32(x as f32 / 3.0));
    });
}

#[test]
fn associative_operations_are_reduced_in_a_tree() {
    everywhere(|| {
        for &(shape, axes) in CASES {
            let x = floats(shape, 12);
            let x = Array::from_vec(shape, x.iter().map(|x| x / 3.0).collect()).unwrap();
            let lines = lines(&x.view(), axes);
            let of = |line: &Vec<f32>| match line[..] {
                [] => 0.0,
                [one] => one + 0.0,
                _ => in_a_tree(&|a, b| a + b, line),
            };
            let expected: Vec<_> = lines.iter().map(of).collect();
            let found = Total.reduce_axis_in_tree(&x, axes).unwrap();
            assert_eq!(found.to_vec(), expected, "{shape:?} over {axes:?}");
            let mut out = Array::zeros(found.shape()).unwrap();
            Total.reduce_axis_in_tree_into(&x, axes, &mut out).unwrap();
            assert_eq!(out, found);

            let x = array(shape, 13, |x| x as i32);
            let lines = self::lines(&x.view(), axes);
            let found = Strongest.reduce_axis_in_tree(&x, axes);
            if lines.iter().any(|line| line.is_empty()) {
                assert!(matches!(found, Err(Error::EmptyReduction { .. })));
                continue;
            }
            let stronger = |a: i32, b: i32| if a.abs() >= b.abs() { a } else { b };
            let expected: Vec<_> = lines.iter().map(|line| in_a_tree(&stronger, line)).collect();
            assert_eq!(found.unwrap().to_vec(), expected);
        }
    });
}

#[test]
fn two_results_are_computed_at_once() {
    everywhere(|| {
        for shape in SHAPES {
            let inputs = [1, 2, 3].map(|salt| floats(shape, salt));
            let (sum, difference) = Ends.map_n_pair(inputs.each_ref()).unwrap();
            let (a, c) = (&inputs[0], &inputs[2]);
            assert_eq!(sum, a + c, "{shape:?}");
            assert_eq!(difference, a - c, "{shape:?}");
            let mut out = [Array::zeros(shape).unwrap(), Array::zeros(shape).unwrap()];
            let [first, second] = &mut out;
            Ends.map_n_pair_into(inputs.each_ref(), first, second).unwrap();
            assert_eq!(out, [sum, difference]);

            let [a, b] = [4, 5].map(|salt| array(shape, salt, |x| x));
            let (sum, is_less) = SumAndOrder.map_n_pair([&a, &b]).unwrap();
            assert_eq!(sum, &a + &b);
            assert_eq!(is_less, less_than(&a, &b));
        }
        let six = [0, 1, 2, 3, 4, 5].map(|salt| array(&[77], salt, |x| bf16::from_f32(x as f32)));
        let (sum, _) = Ends.map_n_pair(six.each_ref()).unwrap();
        let expected = six[0].iter().zip(six[5].iter());
        let expected: Vec<_> =
            expected.map(|(a, f)| bf16::from_f32(a.to_f32() + f.to_f32())).collect();
        assert_eq!(sum.to_vec(), expected);
    });
}

fn less_than(a: &Array<f64>, b: &Array<f64>) -> Array<bool> {
    let results = a.iter().zip(b.iter()).map(|(a, b)| a < b).collect();
    Array::from_vec(a.shape(), results).unwrap()
}

#[test]
fn errors_write_nothing() {
    let (x, mask) = (floats(&[3, 4], 1), masks(&[2, 4], 1));
    let mut out = Array::full(&[3, 4], 7.5f32).unwrap();
    let before = out.clone();
    let broadcast = |result| assert!(matches!(result, Err(Error::Broadcast { .. })), "{result:?}");
    let shape = |result| assert!(matches!(result, Err(Error::OutputShape { .. })), "{result:?}");
    broadcast(Line.map_masked_into(&x, &mask, &mut out));
    broadcast(Line.map_masked_assign(&mut out, &mask));
    shape(Line.map_masked_assign(&mut out, &masks(&[2, 3, 4], 1)));
    broadcast(Less.map_masked_into(&x, &x, &mask, &mut out));
    broadcast(Less.map_masked_into(&x, &floats(&[3], 1), true, &mut out));
    shape(Less.map_masked_into(&x, &floats(&[2, 1, 1], 1), true, &mut out));
    shape(Less.map_masked_assign(&mut out, &x, &masks(&[2, 3, 4], 1)));
    broadcast(Alternating.map_n_masked_into([&x, &x], &mask, &mut out));
    shape(Less.map_outer_into(&x, &x, &mut out));
    let error = Less.map_outer(&Array::<f32>::zeros(&[1; MAX_NDIM]).unwrap(), &x).unwrap_err();
    assert!(matches!(error, Error::TooManyAxes { .. }));
    shape(Less.reduce_axis_into(&x, 0, &mut out));
    shape(Total.reduce_axis_in_tree_into(&x, KeepDims(0), &mut out));
    shape(Less.accumulate_axis_into(&floats(&[3, 5], 1), 0, &mut out));
    let error = Less.accumulate_axis_into(&x, 2, &mut out).unwrap_err();
    assert!(matches!(error, Error::AxisOutOfRange { .. }));
    let mut second = Array::full(&[2, 4], 7.5f32).unwrap();
    shape(Ends.map_n_pair_into([&x, &x], &mut out, &mut second));
    assert_eq!(second, Array::full(&[2, 4], 7.5).unwrap());
    assert_eq!(out, before);
    // Names of operations are those of their types.
    let error = Less.reduce_axis(&x, 2).unwrap_err();
    assert!(error.to_string().contains("Less"), "{error}");
}
