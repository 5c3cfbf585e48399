//! Reductions of the results of an operation, in one pass: the bits are those of the reduction of
//! an array of these results.

#[path = "support/levels.rs"]
mod levels;

use levels::levels;
use tightloop::*;

struct SquaredDifference;

impl<T: Float> Binary<T> for SquaredDifference {
    #[inline(always)]
    fn apply<S: Isa>(&self, a: Vector<S, T>, b: Vector<S, T>) -> Vector<S, T> {
        (a - b) * (a - b)
    }
}

/// The products of three numbers.
struct Product;

impl Unary<[f32; 3], f32> for Product {
    #[inline(always)]
    fn apply<S: Isa>(&self, [a, b, c]: [Vector<S, f32>; 3]) -> Vector<S, f32> {
        a * b * c
    }
}

fn number(state: &mut u64) -> f64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 40) as f64 / 3e7
}

/// Runs `f` at every level and on 1, 2 and 5 threads.
fn everywhere(f: impl Fn(&str)) {
    for level in levels() {
        for threads in [1, 2, 5] {
            let name = format!("{level}, {threads} threads");
            with_level(level, || with_threads(threads, || f(&name))).unwrap();
        }
    }
}

/// Compares reductions of squared differences with those of an array.
fn check<T>(a: ArrayView<'_, T>, b: ArrayView<'_, T>, axes: &[usize])
where
    T: Element + tightloop_kernels::Natural<Value: tightloop_kernels::Streamed>,
    SquaredDifference: Binary<T::Value, T::Value, T::Value>,
    T::Value: custom::StoredFor<T, Element = T>,
    ops::Sum: BlockFold<T::Value, Out = T::Value>,
    ops::Maximum: BlockFold<T::Value, Out = T::Value>,
{
    let array: Array<T> = SquaredDifference.map(a, b).unwrap();
    let text = |x: Array<T>| format!("{:?}", x.to_vec());
    let what = format!("{:?} and {:?} over {axes:?}", a.shape(), b.shape());
    let sums = text(FoldExt::<T::Value>::fold_axis(&ops::Sum, &array, axes).unwrap());
    everywhere(|at| {
        let found = SquaredDifference.map_reduce_axis(&ops::Sum, a, b, axes).unwrap();
        assert_eq!(text(found), sums, "sum, {what}, {at}");
    });
    if !array.is_empty() {
        let largest = text(FoldExt::<T::Value>::fold_axis(&ops::Maximum, &array, axes).unwrap());
        everywhere(|at| {
            let found = SquaredDifference.map_reduce_axis(&ops::Maximum, a, b, axes).unwrap();
            assert_eq!(text(found), largest, "max, {what}, {at}");
        });
    }
}

/// Shapes of two operands, with the axes to reduce.
const CASES: &[(&[usize], &[usize], &[usize])] = &[
    (&[10], &[10], &[0]),
    (&[0], &[0], &[0]),
    (&[70_000], &[70_000], &[0]),
    (&[300_000], &[1], &[0]),
    (&[100, 33], &[100, 33], &[0]),
    (&[100, 33], &[100, 33], &[1]),
    (&[700, 70], &[70], &[0]),
    (&[700, 70], &[700, 1], &[0]),
    (&[700, 70], &[700, 1], &[1]),
    (&[20_000, 9], &[9], &[0]),
    (&[9, 20_000], &[9, 1], &[1]),
    (&[13, 1, 17], &[1, 11, 17], &[1]),
    (&[13, 1, 17], &[1, 11, 17], &[0, 2]),
    (&[13, 11, 17], &[13, 11, 17], &[0, 1, 2]),
    (&[30, 40, 50], &[40, 1], &[0]),
    (&[30, 40, 50], &[40, 1], &[0, 1]),
    (&[3, 0, 4], &[4], &[1]),
];

#[test]
fn results_are_reduced_as_an_array_of_them() {
    for &(a, b, axes) in CASES {
        let mut state = 7;
        let [a, b] = [a, b].map(|shape| Array::from_fn(shape, |_| number(&mut state)).unwrap());
        let [x, y] = [&a, &b].map(|x| x.cast::<f32>());
        let [h, g] = [&a, &b].map(|x| x.cast::<f16>());
        check(a.view(), b.view(), axes);
        check(x.view(), y.view(), axes);
        check(h.view(), g.view(), axes);
        // In another order of memory.
        let turned = a.t().to_array();
        check(turned.t(), b.view(), axes);
    }
}

#[test]
fn all_results_become_one() {
    let mut state = 3;
    let x = Array::from_fn(&[100_000], |_| number(&mut state) as f32).unwrap();
    let y = Array::from_fn(&[100_000], |_| number(&mut state) as f32).unwrap();
    let array = SquaredDifference.map(&x, &y).unwrap();
    everywhere(|at| {
        let found = SquaredDifference.map_reduce(&ops::Sum, &x, &y).unwrap();
        assert_eq!(found.to_bits(), sum(&array).to_bits(), "{at}");
        let mean_of = SquaredDifference.map_reduce(&ops::Mean, &x, &y).unwrap();
        assert_eq!(mean_of.to_bits(), mean(&array).to_bits(), "{at}");
    });
    let products = multiply(multiply(&x, &y).unwrap(), &x).unwrap();
    let found = Product.map_n_reduce(&ops::Sum, [&x, &y, &x]).unwrap();
    assert_eq!(found.to_bits(), sum(&products).to_bits());
    let kept = SquaredDifference.map_reduce_axis(&ops::Sum, &x, &y, KeepDims(0)).unwrap();
    assert_eq!(kept.shape(), [1]);
}

#[test]
fn errors_name_what_is_wrong() {
    let (x, y) = (Array::<f64>::zeros(&[3, 2]).unwrap(), Array::<f64>::zeros(&[3]).unwrap());
    let result = SquaredDifference.map_reduce(&ops::Sum, &x, &y);
    assert!(matches!(result, Err(Error::Broadcast { .. })));
    let result = SquaredDifference.map_reduce_axis(&ops::Sum, &x, 1.0, 2);
    assert!(matches!(result, Err(Error::AxisOutOfRange { .. })));
    let nothing = Array::<f64>::zeros(&[0, 2]).unwrap();
    let result = SquaredDifference.map_reduce_axis(&ops::Maximum, &nothing, 1.0, 0);
    assert!(matches!(result, Err(Error::EmptyReduction { .. })));
    let sums = SquaredDifference.map_reduce_axis(&ops::Sum, &nothing, 1.0, 0).unwrap();
    assert_eq!(sums, Array::from([0.0, 0.0]));
}
