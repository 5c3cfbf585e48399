//! Layouts with more axes than those of the other strategies.

use crate::strategies::stretched_layouts;
use crate::support::MEMORY;
use proptest::collection::vec;
use proptest::prelude::*;
use tightloop_array_core::Layout;

/// A length: mostly 1 to 4, seldom 0.
pub fn length() -> impl Strategy<Value = usize> {
    prop_oneof![19 => 1..5usize, 1 => Just(0)]
}

/// A layout to read that broadcasts to the shape `stack`, and has these further axes at its end.
pub fn stacked(stack: Vec<usize>, axes: Vec<usize>) -> impl Strategy<Value = Layout> {
    (stretched_layouts(stack), vec(-40..41isize, axes.len())).prop_map(move |(stack, strides)| {
        let shape = [stack.shape(), &axes].concat();
        let strides = [stack.strides(), &strides].concat();
        Layout::new(&shape, &strides, stack.offset() + 5000, MEMORY).unwrap()
    })
}
