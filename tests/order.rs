//! The order of sums, which is the contract about their bits: along one axis, a sum is a function
//! of the values along that axis alone. The oracle is the order in its plain form, one element at a
//! time.

#[path = "support/levels.rs"]
mod levels;

use levels::levels;
use tightloop::{Array, ArrayView, Slice, mean, s, sum, sum_axis, with_level, with_threads};

/// The sum in the order of the documentation: blocks of four quarters, `each` chains of up to 8
/// elements a quarter. At most half a block is one quarter, with chains of up to 16. The sums of
/// blocks are added with their errors.
fn ordered<T: Float>(x: &[T], each: usize) -> Option<T> {
    let blocks = x.chunks(32 * each).map(|block| {
        let quarters = if block.len() <= 16 * each { 1 } else { 4 };
        let step = quarters * each;
        let chain = |first: usize| block.get(first..)?.iter().step_by(step).copied().reduce(T::add);
        let joined = |lane| {
            tree((0..quarters).filter_map(|quarter| chain(quarter * each + lane)).collect(), T::add)
        };
        let sums = (0..each).filter_map(joined).collect();
        (tree(sums, T::add).expect("a block has elements"), T::default())
    });
    let merge = |a: (T, T), b: (T, T)| {
        let sum = a.0 + b.0;
        let rest = sum - a.0;
        (sum, (a.1 + b.1) + ((a.0 - (sum - rest)) + (b.0 - rest)))
    };
    let (sum, error) = tree(blocks.collect(), merge)?;
    Some(sum + error)
}

/// What floats have.
trait Float: Copy + Default + std::ops::Add<Output = Self> + std::ops::Sub<Output = Self> {}
impl Float for f32 {}
impl Float for f64 {}

/// Merges in a binary tree of neighbours.
fn tree<T: Copy>(mut sums: Vec<T>, merge: impl Fn(T, T) -> T) -> Option<T> {
    while sums.len() > 1 {
        sums = sums.chunks(2).map(|pair| pair.iter().copied().reduce(&merge).unwrap()).collect();
    }
    sums.first().copied()
}

/// A small deterministic generator of numbers that round when they are added.
fn number(state: &mut u64) -> f64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 40) as f64 / 3.0 - 2_796_202.0
}

/// Runs `f` at every level and on 1, 2, 3 and 7 threads.
fn everywhere(f: impl Fn(&str)) {
    for level in levels() {
        for threads in [1, 2, 3, 7] {
            let name = format!("{level}, {threads} threads");
            with_level(level, || with_threads(threads, || f(&name))).unwrap();
        }
    }
}

/// Lists the floats, with the number of chains: the lanes of 512 bits.
macro_rules! orders {
    ($($t:ident $chains:literal $one:ident $shapes:ident;)*) => {$(
        /// Lines of all lengths up to some blocks, and around those that parts of loops end at.
        #[test]
        fn $one() {
            let mut state = 1;
            let memory: Vec<$t> = (0..140_000).map(|_| number(&mut state) as $t).collect();
            let block = 32 * $chains;
            let near = |n: usize| [n - 1, n, n + 1, n + 7];
            let blocks = [block / 2, block, 2 * block, 3 * block, 4 * block];
            let lengths = (1..100).chain(blocks.map(near).concat());
            let lengths = lengths.chain(near(16 * block)).chain(near(128 * block)).chain([140_000]);
            for len in lengths.filter(|&len| len <= memory.len()) {
                let (line, half) = (&memory[..len], &memory[..len.div_ceil(2)]);
                let expected = ordered(line, $chains).unwrap();
                let backwards: Vec<$t> = line.iter().rev().copied().collect();
                let apart: Vec<$t> = half.iter().flat_map(|&x| [x, 0.0]).collect();
                everywhere(|at| {
                    let case = format!("{len} elements, {at}");
                    let is_expected = |found: $t, how: &str| {
                        assert_eq!(found.to_bits(), expected.to_bits(), "{case}, {how}");
                    };
                    is_expected(sum(line), "a line");
                    let view = Array::from(backwards.clone());
                    is_expected(sum(view.slice(s![..;-1]).unwrap()), "backwards");
                    let view = ArrayView::new(&apart, &[apart.len()]).unwrap();
                    let found = sum(view.slice(s![..;2]).unwrap());
                    let half = ordered(half, $chains).unwrap();
                    assert_eq!(found.to_bits(), half.to_bits(), "{case}, every other");
                    assert_eq!(mean(line), expected / len as $t, "{case}, mean");
                });
            }
        }

        /// Arrays of several shapes in several orders of memory, against each line by itself.
        #[test]
        fn $shapes() {
            let shapes: &[&[usize]] = &[
                &[5, 7], &[300, 2], &[2, 300], &[17, 3, 18], &[700, 9], &[9, 700], &[40, 33],
                &[33, 40], &[1100, 31], &[31, 1100], &[70, 65], &[3, 130, 66], &[5000, 5], &[1, 20],
                &[20, 1], &[300_000, 1], &[1, 300_000], &[70_000, 3], &[3, 70_000],
            ];
            for &shape in shapes {
                let mut state = shape.iter().sum::<usize>() as u64;
                let x = Array::from_fn(shape, |_| number(&mut state) as $t).unwrap();
                for axis in 0..shape.len() {
                    let expected: Vec<$t> = x
                        .lanes(axis)
                        .unwrap()
                        .map(|lane| ordered(&lane.to_vec(), $chains).unwrap())
                        .collect();
                    let check = |what: &str, view: ArrayView<'_, $t>| {
                        everywhere(|at| {
                            let found = sum_axis(view, axis).unwrap().to_vec();
                            let differs = |(x, y): (&$t, &$t)| x.to_bits() != y.to_bits();
                            let wrong = found.iter().zip(&expected).position(differs);
                            assert_eq!(wrong, None, "{shape:?} along {axis}, {what}, {at}");
                        });
                    };
                    check("in C order", x.view());
                    let turned = x.t().to_array();
                    check("in Fortran order", turned.t());
                    let mut flipped = x.view();
                    for axis in 0..shape.len() {
                        flipped = flipped.flip(axis).unwrap();
                    }
                    let copy = flipped.to_array();
                    let mut flipped = copy.view();
                    for axis in 0..shape.len() {
                        flipped = flipped.flip(axis).unwrap();
                    }
                    check("backwards", flipped);
                    let doubled: Vec<usize> = shape.iter().map(|len| 2 * len).collect();
                    let gaps = Array::from_fn(&doubled, |index| {
                        let index: Vec<usize> = index.iter().map(|i| i / 2).collect();
                        *x.get(&index).unwrap()
                    });
                    let gaps = gaps.unwrap();
                    let mut sliced = gaps.view();
                    for axis in 0..shape.len() {
                        let mut every = vec![Slice::from(..); axis];
                        every.push(Slice::step(.., 2));
                        sliced = sliced.slice(&every[..]).unwrap();
                    }
                    check("with gaps", sliced);
                }
                // A row that is repeated, and the sums of equal elements.
                let row = x.slice(0).unwrap();
                let repeated: Vec<usize> = [&[37], row.shape()].concat();
                let view = row.broadcast_to(&repeated).unwrap();
                let copy = view.to_array();
                for axis in 0..view.ndim() {
                    everywhere(|at| {
                        let (of_view, of_copy) =
                            (sum_axis(view, axis).unwrap(), sum_axis(&copy, axis).unwrap());
                        assert_eq!(of_view, of_copy, "{shape:?} along {axis}, repeated, {at}");
                    });
                }
            }
        }
    )*};
}
orders! {
    f32 16 lines_of_f32 arrays_of_f32;
    f64 8 lines_of_f64 arrays_of_f64;
}
