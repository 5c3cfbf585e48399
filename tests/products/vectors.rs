//! `dot`, `vecdot`, `matvec`, `vecmat` and `outer`.

use crate::layouts::{length, stacked};
use crate::strategies::{config, distinct_layouts};
use crate::support::{MEMORY, everywhere, indices, memory_of, position, view, view_mut};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prelude::*;
use tightloop::*;
use tightloop_array_core::Layout;

/// Returns the element at the end `own` of the index, of which the rest broadcasts.
fn element<T: Element>(x: &ArrayView<'_, T>, stack: &[usize], own: &[usize]) -> T {
    let axes = x.ndim() - own.len();
    let of_stack = stack[stack.len() - axes..].iter().zip(x.shape());
    let mut index: Vec<usize> = of_stack.map(|(&i, &len)| if len == 1 { 0 } else { i }).collect();
    index.extend(own);
    *x.get(&index).unwrap()
}

/// The common shape of the leading axes of two operands, which have so many further axes.
fn stack_of(shapes: [&[usize]; 2], further: [usize; 2]) -> Vec<usize> {
    let [a, b] = [0, 1].map(|k| &shapes[k][..shapes[k].len() - further[k]]);
    let [a, b] = [a, b].map(|shape| Array::<bool>::zeros(shape).unwrap());
    logical_or(&a, &b).unwrap().shape().to_vec()
}

/// Draws two operands with lines along the last axis, an output, and how far from the end the axis
/// is put.
fn lines() -> impl Strategy<Value = (usize, [Layout; 2], usize)> {
    let len = prop_oneof![3 => 0..6usize, 1 => 30..40usize];
    (vec(length(), 0..=3), len, 0..4usize).prop_flat_map(|(stack, len, from_end)| {
        let operand = || stacked(stack.clone(), vec![len]).boxed();
        (Just(len), [operand(), operand()], Just(from_end))
    })
}

/// The view with its last axis moved towards the front by so many places.
fn moved<'a, T: Element>(x: &'a ArrayView<'_, T>, places: usize) -> ArrayView<'a, T> {
    let mut axes: Vec<usize> = (0..x.ndim()).collect();
    let last = axes.pop().unwrap();
    axes.insert(axes.len() - places, last);
    x.permuted(&axes).unwrap()
}

macro_rules! dot_products {
    ($($name:ident: $t:ty, $of:expr, $sum:expr;)*) => {$(
        proptest! {
            #![proptest_config(config(300))]
            #[test]
            fn $name((len, layouts, from_end) in lines(), seed in any::<u64>()) {
                let (a, b) = (memory_of::<$t>(seed, $of), memory_of::<$t>(!seed, $of));
                let (x, y) = (view(&a, &layouts[0]), view(&b, &layouts[1]));
                let sum: fn(&[($t, $t)]) -> $t = $sum;
                let stack = stack_of([x.shape(), y.shape()], [1, 1]);
                let expected: Vec<$t> = indices(&stack).map(|index| {
                    let pair = |i| (element(&x, &index, &[i]), element(&y, &index, &[i]));
                    sum(&(0..len).map(pair).collect::<Vec<_>>())
                }).collect();
                let from_end = from_end.min(x.ndim() - 1).min(y.ndim() - 1);
                let (x, y) = (moved(&x, from_end), moved(&y, from_end));
                everywhere(|| {
                    let found = vecdot(x, y, -1 - from_end as isize).unwrap();
                    assert_eq!(found.shape(), stack);
                    assert_eq!(found.to_vec(), expected);
                    let mut out = Array::zeros(&stack).unwrap();
                    vecdot_into(x, y, -1 - from_end as isize, &mut out).unwrap();
                    assert_eq!(out, found);
                });
            }
        }
    )*};
}

/// The sum of products of numbers that wrap.
macro_rules! wrapping {
    () => {
        |pairs| pairs.iter().fold(0, |sum, (x, y)| x.wrapping_mul(*y).wrapping_add(sum))
    };
}

dot_products! {
    vecdot_of_i8: i8, |n| n as i8, wrapping!();
    vecdot_of_u8: u8, |n| n as u8, wrapping!();
    vecdot_of_i16: i16, |n| n as i16 * 31, wrapping!();
    vecdot_of_u16: u16, |n| n as u16, wrapping!();
    vecdot_of_i32: i32, |n| n as i32 * 1_000_003, wrapping!();
    vecdot_of_u32: u32, |n| n as u32, wrapping!();
    vecdot_of_i64: i64, |n| n * 1_000_000_007, wrapping!();
    vecdot_of_u64: u64, |n| n as u64, wrapping!();
    vecdot_of_f16: f16, |n| f16::from_f32((n % 7) as f32), |pairs| {
        f16::from_f32(pairs.iter().map(|(x, y)| x.to_f32() * y.to_f32()).sum())
    };
    vecdot_of_bf16: bf16, |n| bf16::from_f32((n % 7) as f32), |pairs| {
        bf16::from_f32(pairs.iter().map(|(x, y)| x.to_f32() * y.to_f32()).sum())
    };
    vecdot_of_f32: f32, |n| (n % 101) as f32 / 8.0, |pairs| pairs.iter().map(|(x, y)| x * y).sum();
    vecdot_of_f64: f64, |n| n as f64, |pairs| pairs.iter().map(|(x, y)| x * y).sum();
    vecdot_of_c32: C32, |n| C32::new((n % 101) as f32, (n % 13) as f32), |pairs| {
        pairs.iter().map(|(x, y)| x.conj() * y).sum()
    };
    vecdot_of_c64: C64, |n| C64::new(n as f64, (n % 13) as f64), |pairs| {
        pairs.iter().map(|(x, y)| x.conj() * y).sum()
    };
}

/// Numbers with many digits.
fn number(state: &mut u64) -> f64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 40) as f64 / 3e7 - 0.25
}

/// Checks that sums of products have the bits of the sum of an array of the products.
fn check_bits<T: DotElement<Wide = T>>(a: &Array<T>, b: &Array<T>, products: &Array<T>)
where
    ops::Sum: FoldUfunc<T, Out = T>,
{
    let sums = sum_axis(products, -1).unwrap().to_vec();
    everywhere(|| {
        assert_eq!(vecdot(a, b, -1).unwrap().to_vec(), sums);
        let turned = a.t().to_array();
        assert_eq!(vecdot(turned.t(), b, -1).unwrap().to_vec(), sums);
    });
}

#[test]
fn sums_have_the_bits_of_those_of_an_array() {
    for shape in [&[7, 5][..], &[3, 1000], &[2, 100_000], &[300, 70], &[400_000]] {
        let mut state = 5;
        let mut array = || Array::from_fn(shape, |_| number(&mut state)).unwrap();
        let (a, b, c, d) = (array(), array(), array(), array());
        check_bits(&a, &b, &multiply(&a, &b).unwrap());
        let (x, y) = (a.cast::<f32>(), b.cast::<f32>());
        check_bits(&x, &y, &multiply(&x, &y).unwrap());
        let complex = |re: &Array<f64>, im: &Array<f64>| {
            add(multiply(im, Array::scalar(C64::I)).unwrap(), re).unwrap()
        };
        let (z, w) = (complex(&a, &c), complex(&b, &d));
        check_bits(&z, &w, &multiply(conj(&z), &w).unwrap());
        if let [_] = shape {
            let dots = [dot(&a, &b).unwrap(), sum(multiply(&a, &b).unwrap())];
            assert_eq!(dots[0].to_bits(), dots[1].to_bits());
            assert_eq!(dot(&z, &w).unwrap(), sum(multiply(&z, &w).unwrap()));
            assert_eq!(dot(&x, &y).unwrap(), sum(multiply(&x, &y).unwrap()));
        }
        // The order is that of the reversed vectors, not of memory.
        let (last, flipped) = (shape.len() - 1, |x: &Array<f64>| x.flip(-1).unwrap().to_array());
        let backwards = vecdot(a.flip(last).unwrap(), b.flip(last).unwrap(), -1).unwrap();
        assert_eq!(backwards, vecdot(flipped(&a), flipped(&b), -1).unwrap());
    }
}

#[test]
fn halves_are_rounded_once() {
    let x = Array::from_fn(&[1000], |i| f16::from_f32(i[0] as f32 / 64.0)).unwrap();
    let wide = x.cast::<f32>();
    assert_eq!(dot(&x, &x).unwrap(), f16::from_f32(dot(&wide, &wide).unwrap()));
    assert_eq!(dot(&x, &x).unwrap(), f16::INFINITY);
    let y = Array::from_fn(&[1000], |i| f16::from_f32((i[0] % 5) as f32 / 64.0)).unwrap();
    assert_eq!(dot(&x, &y).unwrap(), f16::from_f32(dot(&wide, y.cast::<f32>()).unwrap()));
}

/// Draws matrices, vectors, and the layout of the result.
fn matrices() -> impl Strategy<Value = ([Layout; 2], Layout)> {
    (vec(length(), 0..=3), length(), length()).prop_flat_map(|(stack, m, n)| {
        let matrix = stacked(stack.clone(), vec![m, n]);
        let vector = stacked(stack, vec![n]);
        (matrix, vector).prop_flat_map(move |(matrix, vector)| {
            let mut shape = stack_of([matrix.shape(), vector.shape()], [2, 1]);
            shape.push(m);
            ([Just(matrix), Just(vector)], distinct_layouts(shape))
        })
    })
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn matrices_and_vectors(([of_a, of_x], of_y) in matrices(), seed in any::<u64>()) {
        let (a, b) = (memory_of(seed, |n| n as f64), memory_of(!seed, |n| n as f64));
        let (a, x) = (view(&a, &of_a), view(&b, &of_x));
        let n = x.shape()[x.ndim() - 1];
        let mut axes: Vec<usize> = (0..a.ndim()).collect();
        axes.swap(a.ndim() - 2, a.ndim() - 1);
        let transposed = a.permuted(&axes).unwrap();
        let mut expected = vec![0.0; MEMORY];
        for index in indices(of_y.shape()) {
            let (i, stack) = index.split_last().unwrap();
            let product = |k| element(&a, stack, &[*i, k]) * element(&x, stack, &[k]);
            expected[position(&of_y, &index)] = (0..n).map(product).sum();
        }
        everywhere(|| {
            let mut y = vec![0.0; MEMORY];
            matvec_into(a, x, view_mut(&mut y, &of_y)).unwrap();
            assert!(y == expected);
            assert_eq!(matvec(a, x).unwrap(), view(&expected, &of_y));
            let mut y = vec![0.0; MEMORY];
            vecmat_into(x, transposed, view_mut(&mut y, &of_y)).unwrap();
            assert!(y == expected);
            assert_eq!(vecmat(x, transposed).unwrap(), view(&expected, &of_y));
        });
    }

    #[test]
    fn outer_products(
        layouts in [stacked(vec![], vec![7]), stacked(vec![], vec![3])],
        seed in any::<u64>(),
    ) {
        let (a, b) = (memory_of(seed, |n| n as i16), memory_of(!seed, |n| n as i8));
        let (x, y) = (view(&a, &layouts[0]), view(&b, &layouts[1]));
        everywhere(|| {
            let mut out = [[0; 3]; 7];
            let mut out = ArrayViewMut::new(out.as_flattened_mut(), &[7, 3]).unwrap();
            outer_into(x, y, &mut out).unwrap();
            assert_eq!(out.view(), outer(x, y).unwrap());
            for index in indices(&[7, 3]) {
                let (x, y) = (x.get(&[index[0]]).unwrap(), y.get(&[index[1]]).unwrap());
                assert_eq!(out.get(&index), Some(&x.wrapping_mul(i16::from(*y))));
            }
        });
    }
}

#[test]
fn many_vectors_by_one_matrix() {
    let a = Array::from_fn(&[150, 170], |i| ((i[0] * 7 + i[1] * 3) % 11) as f32).unwrap();
    let xs = Array::from_fn(&[3, 40, 170], |i| ((i[1] * 5 + i[2] + i[0]) % 13) as f32).unwrap();
    everywhere(|| {
        let ys = matvec(&a, &xs).unwrap();
        assert_eq!(ys.shape(), [3, 40, 150]);
        let zs = vecmat(&xs, a.t()).unwrap();
        for [i, j] in [[0, 0], [1, 20], [2, 39]] {
            let x = xs.slice((i, j)).unwrap();
            assert_eq!(matvec(&a, x).unwrap(), ys.slice((i, j)).unwrap());
            assert_eq!(vecmat(x, a.t()).unwrap(), zs.slice((i, j)).unwrap());
            assert_eq!(vecdot(&a, x, -1).unwrap(), ys.slice((i, j)).unwrap());
        }
    });
}

/// Results do not depend on strides, nor on how many are computed at once.
#[test]
fn vectors_have_the_same_bits_alone() {
    let mut state = 11;
    let mut array = |shape: &[usize]| Array::from_fn(shape, |_| number(&mut state)).unwrap();
    for [count, m, n] in [[3, 5, 7], [40, 70, 300], [2, 1, 1000], [5, 600, 2]] {
        let (a, xs) = (array(&[m, n]), array(&[count, n]));
        let columns = a.t().to_array();
        let ys = matvec(&a, &xs).unwrap();
        everywhere(|| {
            assert_eq!(matvec(columns.t(), &xs).unwrap(), ys);
            assert_eq!(vecmat(&xs, &columns).unwrap(), ys);
            assert_eq!(einsum("bj,ij->bi", (&xs, &a)).unwrap(), ys);
            assert_eq!(einsum("ji,bj->ib", (&columns, &xs)).unwrap(), ys.t());
            assert_eq!(tensordot(&xs, a.t(), 1).unwrap(), ys);
            for (x, y) in xs.rows().zip(ys.rows()) {
                assert_eq!(matvec(&a, x).unwrap(), y);
                assert_eq!(vecmat(x, a.t()).unwrap(), y);
            }
        });
    }
}

/// The examples of NumPy's documentation.
#[test]
fn results_of_numpy() {
    let turn = Array::from([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]);
    let v = Array::from([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 6.0, 8.0]]);
    let turned = [[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [6.0, 0.0, 8.0]];
    assert_eq!(matvec(&turn, &v).unwrap(), Array::from(turned));
    let plane = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]];
    assert_eq!(vecmat(&[0.0, 4.0, 2.0], plane).unwrap(), Array::from([0.0, 4.0, 0.0]));
    let v = Array::from([[0.0, 5.0, 0.0], [0.0, 0.0, 10.0], [0.0, 6.0, 8.0]]);
    assert_eq!(vecdot(&v, &[0.0, 0.6, 0.8], -1).unwrap(), Array::from([3.0, 8.0, 10.0]));
    assert_eq!(dot(&[C64::new(0.0, 2.0)], &[C64::new(0.0, 2.0)]).unwrap(), C64::new(-4.0, 0.0));
    let z = Array::from([C64::new(1.0, 2.0), C64::new(3.0, 4.0)]);
    let w = Array::from([C64::new(5.0, 6.0), C64::new(7.0, 8.0)]);
    assert_eq!(vecdot(&z, &w, 0).unwrap(), Array::from(C64::new(70.0, -8.0)));
    assert_eq!(vecdot(&w, &z, 0).unwrap(), Array::from(C64::new(70.0, 8.0)));
}

#[test]
fn other_dtypes() {
    let (a, x) = (Array::from([[100i8, -100], [127, 1]]), Array::from([100i8, -100]));
    everywhere(|| {
        assert_eq!(matvec(&a, &x).unwrap(), Array::from([20_000, 12_600]));
        assert_eq!(vecmat(&x, &a).unwrap(), Array::from([-2700, -10_100]));
        let halves = (a.cast::<f16>(), x.cast::<f16>());
        let expected = Array::from([f16::from_f32(20_000.0), f16::from_f32(12_600.0)]);
        assert_eq!(matvec(&halves.0, &halves.1).unwrap(), expected);
    });
    let z = Array::from([C64::new(1.0, 2.0), C64::new(3.0, -4.0)]);
    let w = Array::from([[C64::new(0.0, 1.0), C64::ONE], [C64::new(5.0, 0.0), C64::I]]);
    let expected = [C64::new(2.0 + 15.0, 1.0 + 20.0), C64::new(1.0 - 4.0, -2.0 + 3.0)];
    everywhere(|| {
        assert_eq!(vecmat(&z, &w).unwrap(), Array::from(expected));
        assert_eq!(vecmat(conj(&z), &w).unwrap(), matvec(w.t(), &z).unwrap());
        let rows = Array::from([[C64::ONE, C64::I]]);
        let mut out = Array::zeros(&[1, 2]).unwrap();
        vecmat_into(rows.flip(1).unwrap(), &w, &mut out).unwrap();
        assert_eq!(out, Array::from([[C64::new(5.0, 0.0) + 1.0, C64::ZERO]]));
    });
}

#[test]
fn nothing_to_add_up() {
    let none = Array::<f64>::zeros(&[0]).unwrap();
    assert_eq!(dot(&none, &none).unwrap().to_bits(), 0);
    assert_eq!(dot::<u8>(&[0; 0], &[0; 0]).unwrap(), 0);
    let lines = Array::<f32>::zeros(&[3, 0]).unwrap();
    let mut out = [1.0; 3];
    vecdot_into(&lines, &lines, 1, &mut out).unwrap();
    assert_eq!(out, [0.0; 3]);
    assert_eq!(vecdot(&lines, &lines, 0).unwrap().shape(), [0]);
    let mut out = [1.0; 3];
    matvec_into(&lines, &[0.0; 0], &mut out).unwrap();
    assert_eq!(out, [0.0; 3]);
    assert_eq!(vecmat(&[1.0; 3], &lines).unwrap().shape(), [0]);
    assert_eq!(outer(&none, &[1.0, 2.0]).unwrap().shape(), [0, 2]);
}
