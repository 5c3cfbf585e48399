//! Strategies: arbitrary shapes, layouts, axes and slices of every rank up to 6. Their values
//! shrink to fewer and shorter axes, and to C order.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, FileFailurePersistence};
use tightloop_array_core::{Layout, Slice};

/// The number of cases per property, and the file of failures, in the package under test.
/// `PROPTEST_CASES` sets another number.
pub fn config(cases: u32) -> Config {
    let defaults = Config::default();
    let is_set = std::env::var_os("PROPTEST_CASES").is_some();
    Config {
        cases: if is_set { defaults.cases } else { cases },
        // The default is beside `src/lib.rs`, which tests do not have.
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/proptest-regressions/properties.txt"
        )))),
        ..defaults
    }
}

/// Lengths of axes: mostly 1 to 4, seldom 0.
pub fn shapes() -> impl Strategy<Value = Vec<usize>> {
    vec(prop_oneof![19 => 1..5usize, 1 => Just(0)], 0..=6)
}

/// The numbers `0..n` in any order.
pub fn permutations(n: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..n).collect::<Vec<_>>()).prop_shuffle()
}

/// A layout of this shape without repeated positions: the axes are in any order, each may be
/// reversed, and all may be a part of a larger array.
pub fn distinct_layouts(shape: Vec<usize>) -> impl Strategy<Value = Layout> {
    let ndim = shape.len();
    let axes = vec((prop::bool::weighted(1.0 / 3.0), 0..2usize), ndim);
    let unit = prop_oneof![3 => Just(1usize), 1 => Just(2)];
    (permutations(ndim), axes, any::<bool>(), unit, 0..3usize).prop_map(
        move |(order, axes, is_padded, unit, mut offset)| {
            let mut strides = vec![0; ndim];
            let mut stride = unit;
            for axis in order {
                let (is_reversed, padding) = axes[axis];
                strides[axis] = stride as isize;
                if is_reversed {
                    strides[axis] = -strides[axis];
                    offset += stride * shape[axis].saturating_sub(1);
                }
                stride *= shape[axis].max(1) + if is_padded { padding } else { 0 };
            }
            Layout::new(&shape, &strides, offset, offset + stride).unwrap()
        },
    )
}

/// A layout that broadcasts to `shape`: some leading axes are missing and some have length 1 or
/// stride 0; others have any stride at all.
pub fn stretched_layouts(shape: Vec<usize>) -> impl Strategy<Value = Layout> {
    let missing = prop_oneof![2 => Just(0), 1 => 0..=shape.len()];
    let is_one = vec(prop::bool::weighted(0.2), shape.len());
    (missing, is_one).prop_flat_map(move |(missing, is_one)| {
        let lengths = shape.iter().zip(is_one).skip(missing);
        let own: Vec<usize> = lengths.map(|(&len, is_one)| if is_one { 1 } else { len }).collect();
        let stride = prop_oneof![1 => Just(0), 3 => -9..10isize];
        let any_strides = (Just(own.clone()), vec(stride, own.len()))
            .prop_map(|(own, strides)| Layout::new(&own, &strides, 1000, 2000).unwrap());
        prop_oneof![distinct_layouts(own), any_strides]
    })
}

/// A layout of any shape without repeated positions.
pub fn layouts() -> impl Strategy<Value = Layout> {
    shapes().prop_flat_map(distinct_layouts)
}

/// A layout, and slices of some of its leading axes: bounds inside and outside, steps of both
/// signs, and indices.
pub fn sliced_layouts() -> impl Strategy<Value = (Layout, Vec<Slice>)> {
    let bound = || prop::option::weighted(2.0 / 3.0, -7..8isize);
    let step = prop::sample::select(vec![1isize, 2, -1, -2, -3]);
    let slice = (bound(), bound(), step, prop::option::weighted(0.2, any::<Index>()));
    (layouts(), vec(slice, 6), any::<Index>()).prop_map(|(layout, slices, count)| {
        let taken = slices.iter().zip(layout.shape()).take(count.index(layout.ndim() + 1));
        let slices = taken.map(|((start, stop, step, index), &len)| match index {
            Some(index) if len > 0 => Slice::Index(index.index(2 * len) as isize - len as isize),
            _ => Slice::new(*start, *stop, *step),
        });
        (layout, slices.collect())
    })
}

/// Two inputs that broadcast to a shape, and an output of that shape.
pub fn operands() -> impl Strategy<Value = (Vec<usize>, [Layout; 3])> {
    shapes().prop_flat_map(|shape| {
        let inputs = || stretched_layouts(shape.clone());
        let layouts = [inputs().boxed(), inputs().boxed(), distinct_layouts(shape.clone()).boxed()];
        (Just(shape.clone()), layouts)
    })
}
