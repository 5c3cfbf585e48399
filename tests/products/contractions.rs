//! `tensordot` and `einsum`.

use crate::layouts::{length, readable};
use crate::strategies::{config, distinct_layouts};
use crate::support::{MEMORY, everywhere, indices, memory_of, position, view, view_mut};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use tightloop::*;
use tightloop_array_core::Layout;

/// Indices of operands and of a result, as numbers.
#[derive(Clone, Debug)]
struct Equation {
    /// The length of axes of each index.
    lengths: Vec<usize>,
    operands: Vec<Vec<usize>>,
    result: Vec<usize>,
}

impl Equation {
    /// The text.
    fn text(&self) -> String {
        let letters = |list: &Vec<usize>| -> String {
            list.iter().map(|&index| char::from(b"abcXYZ"[index])).collect()
        };
        let operands: Vec<String> = self.operands.iter().map(letters).collect();
        format!("{}->{}", operands.join(","), letters(&self.result))
    }

    /// The lengths of the axes with these indices.
    fn shape(&self, list: &[usize]) -> Vec<usize> {
        list.iter().map(|&index| self.lengths[index]).collect()
    }

    /// The result in C order: the sums over all values of all indices that occur.
    fn evaluate(&self, operands: &[ArrayView<'_, f64>]) -> Vec<f64> {
        let occurs = |index: &usize| self.operands.iter().flatten().any(|other| other == index);
        let summed: Vec<usize> = (0..self.lengths.len())
            .filter(|index| occurs(index) && !self.result.contains(index))
            .collect();
        let product = |values: &[usize]| -> f64 {
            let elements = operands.iter().zip(&self.operands).map(|(operand, list)| {
                let place: Vec<usize> = list.iter().map(|&index| values[index]).collect();
                *operand.get(&place).unwrap()
            });
            elements.product()
        };
        let mut values = vec![0; self.lengths.len()];
        let mut results = Vec::new();
        for place in indices(&self.shape(&self.result)) {
            self.result.iter().zip(&place).for_each(|(&index, &value)| values[index] = value);
            let mut sum = 0.0;
            for place in indices(&self.shape(&summed)) {
                summed.iter().zip(&place).for_each(|(&index, &value)| values[index] = value);
                sum += product(&values);
            }
            results.push(sum);
        }
        results
    }
}

/// Draws an equation of so many operands.
fn equations(operands: usize) -> impl Strategy<Value = Equation> {
    let list = || vec(0..6usize, 0..=4);
    (vec(length(), 6), vec(list(), operands), any::<Index>()).prop_flat_map(
        |(lengths, operands, count)| {
            let mut all = operands.concat();
            all.sort_unstable();
            all.dedup();
            let count = count.index(all.len() + 1);
            (Just(lengths), Just(operands), subsequence(all, count).prop_shuffle())
                .prop_map(|(lengths, operands, result)| Equation { lengths, operands, result })
        },
    )
}

/// Draws an equation, a layout of each operand, and one of the result.
fn problems(operands: usize) -> impl Strategy<Value = (Equation, Vec<Layout>, Layout)> {
    equations(operands).prop_flat_map(|equation| {
        let operands: Vec<_> =
            equation.operands.iter().map(|list| readable(equation.shape(list)).boxed()).collect();
        let result = distinct_layouts(equation.shape(&equation.result));
        (Just(equation), operands, result)
    })
}

/// Runs `write` everywhere, and compares what is in memory with the expected result.
fn check(of_out: &Layout, expected: &[f64], write: impl Fn(ArrayViewMut<'_, f64>) -> Result<()>) {
    let mut all = vec![-0.5; MEMORY];
    for (index, &element) in indices(of_out.shape()).zip(expected) {
        all[position(of_out, &index)] = element;
    }
    everywhere(|| {
        let mut out = vec![-0.5; MEMORY];
        write(view_mut(&mut out, of_out)).unwrap();
        assert!(out == all);
    });
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn einsum_of_one((equation, layouts, of_out) in problems(1), seed in any::<u64>()) {
        let memory = memory_of(seed, |n| n as f64);
        let x = view(&memory, &layouts[0]);
        let (text, expected) = (equation.text(), equation.evaluate(&[x]));
        check(&of_out, &expected, |out| einsum_into(&text, x, out));
        let found = einsum(&text, x).unwrap();
        assert_eq!((found.shape(), found.to_vec()), (of_out.shape(), expected));
    }

    #[test]
    fn einsum_of_two((equation, layouts, of_out) in problems(2), seed in any::<u64>()) {
        let memory = memory_of(seed, |n| n as f64);
        let (a, b) = (view(&memory, &layouts[0]), view(&memory, &layouts[1]));
        let (text, expected) = (equation.text(), equation.evaluate(&[a, b]));
        check(&of_out, &expected, |out| einsum_into(&text, (a, b), out));
        let found = einsum(&text, (a, b)).unwrap();
        assert_eq!((found.shape(), found.to_vec()), (of_out.shape(), expected));
    }

    #[test]
    fn ellipses(
        (_, [stack_of_a, stack_of_b, _]) in crate::strategies::operands(),
        [m, k, n] in [length(), length(), length()],
        seed in any::<u64>(),
    ) {
        let memory = memory_of(seed, |n| n as f64);
        let (x, y) = (view(&memory, &stack_of_a), view(&memory, &stack_of_b));
        let elementwise = multiply(x, y).unwrap();
        let a = with_axes(&stack_of_a, [m, k]);
        let b = with_axes(&stack_of_b, [k, n]);
        let product = matmul(&a, &b).unwrap();
        let (a_first, b_first) = (rows_first(&a), rows_first(&b));
        everywhere(|| {
            assert_eq!(einsum("...,...", (x, y)).unwrap(), elementwise);
            assert_eq!(einsum("...ij,...jk->...ik", (&a, &b)).unwrap(), product);
            assert_eq!(einsum(" ...zj, ...jk ", (&a, &b)).unwrap(), transposed(&product));
            let last = einsum("i...j,j...k->ik...", (a_first, b_first)).unwrap();
            let mut axes: Vec<usize> = (0..product.ndim()).collect();
            axes.rotate_right(2);
            assert_eq!(last, product.permuted(&axes).unwrap());
        });
    }
}

/// An array with the axes of a layout, and those of a matrix behind them.
fn with_axes(stack: &Layout, matrix: [usize; 2]) -> Array<f64> {
    let weight = |index: &[usize]| {
        index.iter().fold(stack.offset(), |sum, i| (7 * sum + 3 * i) % 101) as f64 - 50.0
    };
    Array::from_fn(&[stack.shape(), &matrix].concat(), weight).unwrap()
}

/// The view with the rows of matrices as its first axis.
fn rows_first(x: &Array<f64>) -> ArrayView<'_, f64> {
    let mut axes: Vec<usize> = (0..x.ndim()).collect();
    axes[..x.ndim() - 1].rotate_right(1);
    x.permuted(&axes).unwrap()
}

/// The view with its last two axes exchanged.
fn transposed(x: &Array<f64>) -> ArrayView<'_, f64> {
    let mut axes: Vec<usize> = (0..x.ndim()).collect();
    axes[x.ndim() - 2..].reverse();
    x.permuted(&axes).unwrap()
}

/// Draws two layouts with pairs of axes of the same length, these axes, and a layout of the result.
fn tensors() -> impl Strategy<Value = ([Layout; 2], [Vec<usize>; 2], Layout)> {
    let few = || vec(length(), 0..=3);
    let operand = |pairs: &Vec<usize>, others: Vec<usize>| {
        let all = [&pairs[..], &others].concat();
        let pairs = pairs.len();
        crate::strategies::permutations(all.len()).prop_flat_map(move |order| {
            let axis = |number| order.iter().position(|&other| other == number).unwrap();
            let contracted: Vec<usize> = (0..pairs).map(axis).collect();
            let shape: Vec<usize> = order.iter().map(|&number| all[number]).collect();
            (readable(shape), Just(contracted))
        })
    };
    (few(), few(), few())
        .prop_flat_map(move |(pairs, rows, columns)| {
            (operand(&pairs, rows), operand(&pairs, columns))
        })
        .prop_flat_map(|((of_a, axes_of_a), (of_b, axes_of_b))| {
            let shape = [others(&of_a, &axes_of_a), others(&of_b, &axes_of_b)].concat();
            ([Just(of_a), Just(of_b)], Just([axes_of_a, axes_of_b]), distinct_layouts(shape))
        })
}

/// The lengths of all axes that are not named.
fn others(layout: &Layout, axes: &[usize]) -> Vec<usize> {
    let is_other = |(axis, _): &(usize, &usize)| !axes.contains(axis);
    layout.shape().iter().enumerate().filter(is_other).map(|(_, &len)| len).collect()
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn tensordot_over_any_axes((layouts, axes, of_out) in tensors(), seed in any::<u64>()) {
        let memory = memory_of(seed, |n| n as f64);
        let (a, b) = (view(&memory, &layouts[0]), view(&memory, &layouts[1]));
        // As an equation: the indices of pairs come first, then those of other axes.
        let (pairs, mut next) = (axes[0].len(), axes[0].len());
        let mut lengths: Vec<usize> = axes[0].iter().map(|&axis| a.shape()[axis]).collect();
        let operands = [0, 1].map(|k| -> Vec<usize> {
            let index = |(axis, &len): (usize, &usize)| {
                axes[k].iter().position(|&other| other == axis).unwrap_or_else(|| {
                    lengths.push(len);
                    next += 1;
                    next - 1
                })
            };
            layouts[k].shape().iter().enumerate().map(index).collect()
        });
        let equation =
            Equation { operands: operands.to_vec(), result: (pairs..next).collect(), lengths };
        let expected = equation.evaluate(&[a, b]);
        let lists = (&axes[0], &axes[1]);
        check(&of_out, &expected, |out| tensordot_into(a, b, lists, out));
        let found = tensordot(a, b, lists).unwrap();
        assert_eq!((found.shape(), found.to_vec()), (of_out.shape(), expected));
    }
}

/// Arrays that are large enough for blocks and threads.
#[test]
fn large_products() {
    let array = |shape: &[usize]| {
        Array::from_fn(shape, |i| (i.iter().fold(1, |sum, i| 5 * sum + i) % 13) as f32 - 6.0)
    };
    let (a, b) = (array(&[17, 90, 33]).unwrap(), array(&[33, 110, 17]).unwrap());
    let rows = a.permuted(&[1, 0, 2]).unwrap().to_array().into_shape(&[90, 17 * 33]).unwrap();
    let columns = b.permuted(&[2, 0, 1]).unwrap().to_array().into_shape(&[17 * 33, 110]).unwrap();
    let product = matmul(&rows, &columns).unwrap();
    everywhere(|| {
        assert_eq!(tensordot(&a, &b, ([0, 2], [-1, 0])).unwrap(), product);
        assert_eq!(tensordot(&a, &b, ([2, 0], [0, 2])).unwrap(), product);
        assert_eq!(einsum("iaj,jbi->ab", (&a, &b)).unwrap(), product);
        assert_eq!(einsum("jbi,iaj->ba", (&b, &a)).unwrap(), product.t());
        let batched = einsum("iaj,jbi->aib", (&a, &b)).unwrap();
        assert_eq!(sum_axis(&batched, 1).unwrap(), product);
        assert_eq!(einsum("iaj,iaj->", (&a, &a)).unwrap(), Array::from(sum(square(&a))));
        assert_eq!(einsum("iaj->ja", &a).unwrap(), sum_axis(&a, 0).unwrap().t());
    });
}

/// Whether a matrix is a view or a copy does not change bits.
#[test]
fn copies_have_the_same_bits() {
    let array = |shape: &[usize], step: usize| {
        let element =
            |i: &[usize]| 1.0 / (i.iter().fold(step, |sum, i| 7 * sum + i) % 97 + 3) as f64;
        Array::from_fn(shape, element).unwrap()
    };
    let (a, b) = (array(&[5, 8, 6, 7], 1), array(&[6, 9, 7, 4], 2));
    let (turned, of_b) = (a.t().to_array(), b.permuted(&[2, 0, 3, 1]).unwrap().to_array());
    let product = tensordot(&a, &b, ([2, 3], [0, 2])).unwrap();
    everywhere(|| {
        let b = of_b.permuted(&[1, 3, 0, 2]).unwrap();
        assert_eq!(tensordot(turned.t(), b, ([2, 3], [0, 2])).unwrap(), product);
        let mut out = Array::zeros(&[9, 5, 4, 8]).unwrap();
        einsum_into("abcd,cedf->eafb", (turned.t(), b), &mut out).unwrap();
        assert_eq!(out, product.permuted(&[2, 0, 3, 1]).unwrap());
        let sums = einsum("abcd,abcd->bd", (&a, &a)).unwrap();
        assert_eq!(einsum("abcd,abcd->bd", (turned.t(), &a)).unwrap(), sums);
    });
}

#[test]
fn numbers_of_axes() {
    let a = Array::from_fn(&[2, 3, 4], |i| (12 * i[0] + 4 * i[1] + i[2]) as f64).unwrap();
    let b = a.permuted(&[1, 2, 0]).unwrap();
    assert_eq!(tensordot(&a, b, 0).unwrap().shape(), [2, 3, 4, 3, 4, 2]);
    assert_eq!(tensordot(&a, a.t(), 1usize).unwrap().shape(), [2, 3, 3, 2]);
    assert_eq!(tensordot(&a, b, 2i64).unwrap().shape(), [2, 2]);
    assert_eq!(tensordot(&a, &a, 3isize).unwrap(), Array::from(sum(square(&a))));
    assert_eq!(tensordot(2.0, &a, 0).unwrap(), 2.0 * &a);
    let (first, last): (Vec<i64>, &[usize]) = (vec![1, -1], &[1, 2]);
    assert_eq!(tensordot(&a, &a, (first, last)).unwrap(), tensordot(&a, b, 2).unwrap());
    assert_eq!(tensordot(&a, &a, (0, 0)).unwrap().shape(), [3, 4, 3, 4]);
}

/// The examples of NumPy's documentation.
#[test]
fn results_of_numpy() {
    let range = |shape: &[usize]| {
        let len = shape.iter().product::<usize>() as f64;
        Array::arange(0.0, len, 1.0).unwrap().into_shape(shape).unwrap()
    };
    let (a, b, c) = (range(&[5, 5]), range(&[5]), range(&[2, 3]));
    let one = |text| einsum(text, &a).unwrap();
    assert_eq!(one("ii"), Array::from(60.0));
    assert_eq!(one("ii->i"), Array::from([0.0, 6.0, 12.0, 18.0, 24.0]));
    assert_eq!(one("ij->i"), Array::from([10.0, 35.0, 60.0, 85.0, 110.0]));
    assert_eq!(one("...j->..."), one("ij->i"));
    assert_eq!(einsum("ji", &c).unwrap(), c.t());
    assert_eq!(einsum("ij->ji", &c).unwrap(), c.t());
    assert_eq!(einsum("i,i", (&b, &b)).unwrap(), Array::from(30.0));
    let sums = Array::from([30.0, 80.0, 130.0, 180.0, 230.0]);
    assert_eq!(einsum("ij,j", (&a, &b)).unwrap(), sums);
    assert_eq!(einsum("...j,j", (&a, &b)).unwrap(), sums);
    assert_eq!(einsum("..., ...", (3.0, &c)).unwrap(), 3.0 * &c);
    assert_eq!(einsum(",ij", (3.0, &c)).unwrap(), 3.0 * &c);
    let outer = Array::from([[0.0, 1.0, 2.0, 3.0, 4.0], [0.0, 2.0, 4.0, 6.0, 8.0]]);
    assert_eq!(einsum("i,j", (&[1.0, 2.0], &b)).unwrap(), outer);

    let (a, b) = (range(&[3, 4, 5]), range(&[4, 3, 2]));
    let expected = Array::from([
        [4400.0, 4730.0],
        [4532.0, 4874.0],
        [4664.0, 5018.0],
        [4796.0, 5162.0],
        [4928.0, 5306.0],
    ]);
    assert_eq!(einsum("ijk,jil->kl", (&a, &b)).unwrap(), expected);
    assert_eq!(tensordot(&a, &b, ([1, 0], [0, 1])).unwrap(), expected);

    let (a, b) = (range(&[3, 2]), range(&[4, 3]));
    let expected = Array::from([[10.0, 28.0, 46.0, 64.0], [13.0, 40.0, 67.0, 94.0]]);
    assert_eq!(einsum("ki,jk->ij", (&a, &b)).unwrap(), expected);
    assert_eq!(einsum("ki,...k->i...", (&a, &b)).unwrap(), expected);
    assert_eq!(einsum("k...,jk", (&a, &b)).unwrap(), expected);
}

#[test]
fn other_dtypes() {
    let a = Array::from_fn(&[3, 4, 5], |i| (i[0] * 100 + i[1] * 7 + i[2]) as i32 - 90).unwrap();
    let sums = |x: &Array<i32>| sum_axis(x, [0, 2]).unwrap().cast::<i32>();
    let squares = multiply(&a, &a).unwrap();
    everywhere(|| {
        assert_eq!(einsum("ijk,ijk->j", (&a, &a)).unwrap(), sums(&squares));
        assert_eq!(einsum("ijk->j", &a).unwrap(), sums(&a));
        let gram = tensordot(&a, &a, ([0, 2], [0, 2])).unwrap();
        assert_eq!(einsum("jj->j", &gram).unwrap(), sums(&squares));
        let half = a.cast::<f16>();
        assert_eq!(einsum("ijk->kji", &half).unwrap(), half.t());
        let wrapped = tensordot(&a, i32::MAX, 0).unwrap();
        assert_eq!(wrapped, multiply(&a, i32::MAX).unwrap());
    });
    let z = Array::from([C32::new(1.0, 2.0), C32::new(3.0, -4.0)]);
    let square = Array::from(C32::new(1.0 - 4.0 + 9.0 - 16.0, 4.0 - 24.0));
    assert_eq!(einsum("i,i", (&z, &z)).unwrap(), square);
    assert_eq!(
        einsum("ij,ij->", (z.insert_axis(0).unwrap(), z.insert_axis(0).unwrap())).unwrap(),
        square
    );
    assert_eq!(tensordot(&z, &z, 1).unwrap(), square);
}

#[test]
fn nothing_to_add_up() {
    let (a, b) = (Array::<f64>::zeros(&[3, 0]).unwrap(), Array::<f64>::zeros(&[0, 4]).unwrap());
    let mut out = Array::ones(&[3, 4]).unwrap();
    einsum_into("ij,jk->ik", (&a, &b), &mut out).unwrap();
    assert_eq!(out, Array::zeros(&[3, 4]).unwrap());
    out.fill(1.0);
    tensordot_into(&a, &b, 1, &mut out).unwrap();
    assert_eq!(out, Array::zeros(&[3, 4]).unwrap());
    assert_eq!(einsum("ij->", &a).unwrap(), Array::from(0.0));
    assert_eq!(einsum("ij,ij->i", (&a, &a)).unwrap(), Array::from([0.0; 3]));
    assert_eq!(tensordot(&a, &b, 0).unwrap().shape(), [3, 0, 0, 4]);
}
