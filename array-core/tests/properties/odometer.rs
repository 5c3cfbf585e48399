//! Layouts by their definition.

use tightloop_array_core::Layout;

/// Every index of `shape` in C order.
pub fn indices(shape: &[usize]) -> Vec<Vec<usize>> {
    let mut all = vec![vec![]];
    for &len in shape {
        all = all
            .iter()
            .flat_map(|index| (0..len).map(move |i| [&index[..], &[i]].concat()))
            .collect();
    }
    all
}

/// The position of the element at `index`, by the definition of a layout. Axes that are missing or
/// have length 1 are stretched.
pub fn position(layout: &Layout, index: &[usize]) -> isize {
    let own = &index[index.len() - layout.ndim()..];
    let steps = own.iter().zip(layout.shape()).zip(layout.strides());
    layout.offset() as isize
        + steps
            .map(|((&i, &len), &stride)| if len == 1 { 0 } else { i as isize * stride })
            .sum::<isize>()
}
