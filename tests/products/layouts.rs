//! Layouts with more axes than those of the other strategies.

use crate::strategies::{distinct_layouts, stretched_layouts};
use crate::support::MEMORY;
use proptest::collection::vec;
use proptest::prelude::*;
use tightloop_array_core::Layout;

/// A length: mostly 1 to 4, seldom 0.
pub fn length() -> impl Strategy<Value = usize> {
    prop_oneof![19 => 1..5usize, 1 => Just(0)]
}

/// A stride, which may be 0 or negative.
fn stride() -> impl Strategy<Value = isize> {
    prop_oneof![1 => Just(0), 3 => -9..10isize]
}

/// A layout of this shape to read: with any strides at all, or with those of an array.
pub fn readable(shape: Vec<usize>) -> impl Strategy<Value = Layout> {
    let strides = vec(stride(), shape.len());
    let own = shape.clone();
    let any_strides =
        strides.prop_map(move |strides| Layout::new(&own, &strides, 2000, MEMORY).unwrap());
    prop_oneof![distinct_layouts(shape), any_strides]
}

/// A layout to read that broadcasts to the shape `stack`, and has these further axes at its end.
pub fn stacked(stack: Vec<usize>, axes: Vec<usize>) -> impl Strategy<Value = Layout> {
    (stretched_layouts(stack), vec(-40..41isize, axes.len())).prop_map(move |(stack, strides)| {
        let shape = [stack.shape(), &axes].concat();
        let strides = [stack.strides(), &strides].concat();
        Layout::new(&shape, &strides, stack.offset() + 5000, MEMORY).unwrap()
    })
}
