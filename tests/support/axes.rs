//! Layouts, and some of their axes.

use crate::strategies;
use proptest::prelude::*;
use tightloop_array_core::Layout;

/// Draws a layout, and which of its axes to reduce.
pub fn reduced() -> impl Strategy<Value = (Layout, Vec<bool>)> {
    strategies::shapes().prop_flat_map(|shape| {
        let axes = prop::collection::vec(any::<bool>(), shape.len());
        (strategies::stretched_layouts(shape), axes)
    })
}

/// Returns the numbers of the axes to reduce.
pub fn chosen(layout: &Layout, axes: &[bool]) -> Vec<isize> {
    (0..layout.ndim()).filter(|&axis| axes[axis]).map(|axis| axis as isize).collect()
}
