//! Plans of reductions against their definition.

use crate::config;
use crate::odometer::{indices, position};
use crate::strategies::{distinct_layouts, shapes, stretched_layouts};
use proptest::prelude::*;
use tightloop_array_core::{AxisSet, Inner, Layout, LoopAxis, Reduction};

/// Byte offsets of `N` operands at each index of these axes, in C order.
fn walk<const N: usize>(axes: &[LoopAxis<N>]) -> Vec<[isize; N]> {
    let shape: Vec<usize> = axes.iter().map(|axis| axis.len).collect();
    let offset = |index: &[usize], k: usize| {
        axes.iter().zip(index).map(|(a, &i)| a.strides[k] * i as isize).sum()
    };
    indices(&shape).iter().map(|index| std::array::from_fn(|k| offset(index, k))).collect()
}

/// Some axes in the order of memory, by its definition: each goes before the first one with a
/// shorter stride, unless that is 0.
fn in_order_of_memory(layout: &Layout, axes: impl Iterator<Item = usize>) -> Vec<usize> {
    let stride = |axis: usize| match layout.strides()[axis].unsigned_abs() {
        0 => usize::MAX,
        stride => stride,
    };
    let mut order: Vec<usize> = Vec::new();
    for axis in axes.filter(|&axis| layout.shape()[axis] != 1) {
        let place = order.iter().position(|&other| stride(other) < stride(axis));
        order.insert(place.unwrap_or(order.len()), axis);
    }
    order
}

/// The places of elements along some axes, in bytes from the first one. Axes that are `backwards`
/// are walked from their end.
fn offsets_along(
    layout: &Layout,
    axes: &[usize],
    size: isize,
    backwards: impl Fn(usize) -> bool,
) -> Vec<isize> {
    let shape: Vec<usize> = axes.iter().map(|&axis| layout.shape()[axis]).collect();
    let offset = |index: &[usize]| -> isize {
        let steps =
            axes.iter().zip(index).zip(&shape).enumerate().map(|(k, ((&axis, &i), &len))| {
                let i = if backwards(k) { len - 1 - i } else { i };
                layout.strides()[axis] * i as isize * size
            });
        steps.sum()
    };
    indices(&shape).iter().map(|index| offset(index)).collect()
}

/// An input, which of its axes are reduced, and an output with the shape of the others.
fn reductions() -> impl Strategy<Value = (Layout, Vec<bool>, Layout)> {
    shapes().prop_flat_map(|shape| {
        let is_reduced = prop::collection::vec(any::<bool>(), shape.len());
        is_reduced.prop_flat_map(move |is_reduced| {
            let lengths = shape.iter().zip(&is_reduced);
            let kept: Vec<usize> =
                lengths.filter(|(_, is_reduced)| !**is_reduced).map(|(&len, _)| len).collect();
            let stretched = shape.clone();
            let input = stretched_layouts(shape.clone());
            let input = input.prop_map(move |layout| layout.broadcast_to(&stretched).unwrap());
            (input, Just(is_reduced), distinct_layouts(kept))
        })
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn walks_the_elements_in_the_order_of_the_contract(
        (input, is_reduced, output) in reductions(),
    ) {
        let ndim = input.ndim();
        let reduced_axes: AxisSet = (0..ndim).filter(|&axis| is_reduced[axis]).collect();
        let kept_axes: Vec<usize> = (0..ndim).filter(|&axis| !is_reduced[axis]).collect();
        let reduction = Reduction::new(&input, 4, reduced_axes, &output, 8);

        let reduced = in_order_of_memory(&input, reduced_axes.iter().filter(|&axis| axis < ndim));
        let kept = in_order_of_memory(&input, kept_axes.iter().copied());
        let stride = |axes: &[usize]| axes.last().map_or(0, |&axis| input.strides()[axis].abs());
        let (of_kept, of_reduced) = (stride(&kept), stride(&reduced));
        let is_kept = of_kept != 0 && (of_reduced == 0 || of_kept < of_reduced);
        assert_eq!(reduction.inner(), if is_kept { Inner::Kept } else { Inner::Reduced });

        let found: Vec<isize> = walk(reduction.reduced()).iter().map(|&[input]| input).collect();
        assert_eq!(found, offsets_along(&input, &reduced, 4, |_| false));

        let places: Vec<usize> =
            kept.iter().map(|axis| kept_axes.iter().position(|a| a == axis).unwrap()).collect();
        let is_backwards = |k: usize| input.strides()[kept[k]] < 0;
        let from = offsets_along(&input, &kept, 4, is_backwards);
        let to = offsets_along(&output, &places, 8, is_backwards);
        let expected: Vec<[isize; 2]> =
            from.into_iter().zip(to).map(|(from, to)| [from, to]).collect();
        let [x, y] = reduction.start();
        let found: Vec<[isize; 2]> =
            walk(reduction.kept()).iter().map(|&[from, to]| [from + x, to + y]).collect();
        if !expected.is_empty() {
            assert_eq!(found, expected);
        }

        assert_eq!(reduction.kept_len() * reduction.reduced_len(), input.len());
        assert_eq!(reduction.kept_len(), output.len());
    }
}

#[test]
fn a_contiguous_array_is_one_axis_of_each_kind() {
    let input = Layout::contiguous(&[2, 3, 4, 5]).unwrap();
    let outer = Reduction::new(
        &input,
        4,
        [0, 1].into_iter().collect(),
        &Layout::contiguous(&[4, 5]).unwrap(),
        4,
    );
    assert_eq!(outer.inner(), Inner::Kept);
    assert_eq!((outer.kept()[0].len, outer.kept()[0].strides), (20, [4, 4]));
    assert_eq!((outer.reduced()[0].len, outer.reduced()[0].strides), (6, [80]));

    let whole = Reduction::new(&input, 4, AxisSet::all(4), &Layout::scalar(), 4);
    assert_eq!((whole.kept().len(), whole.reduced().len(), whole.reduced_len()), (0, 1, 120));
}

#[test]
fn reversed_axes_keep_their_order() {
    let reversed = Layout::new(&[4], &[-1], 3, 4).unwrap();
    let reduction = Reduction::new(&reversed, 8, AxisSet::all(1), &Layout::scalar(), 8);
    assert_eq!((reduction.reduced()[0].len, reduction.reduced()[0].strides), (4, [-8]));
    assert_eq!(position(&reversed, &[3]), 0);
}
