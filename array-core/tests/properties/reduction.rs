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

/// The contiguous axis, by its definition.
fn contiguous_axis(layout: &Layout) -> Option<usize> {
    let long: Vec<usize> = (0..layout.ndim()).filter(|&axis| layout.shape()[axis] != 1).collect();
    let mut best = None;
    for &axis in &long {
        let stride = layout.strides()[axis].abs();
        if stride != 0 && best.is_none_or(|best: usize| stride <= layout.strides()[best].abs()) {
            best = Some(axis);
        }
    }
    best.or(long.last().copied())
}

/// The axes of one list, in the order of the walk.
fn in_order(axes: impl Iterator<Item = usize>, contiguous: Option<usize>) -> Vec<usize> {
    let (inner, mut order): (Vec<usize>, Vec<usize>) =
        axes.partition(|&axis| Some(axis) == contiguous);
    order.extend(inner);
    order
}

/// The layout of some axes of another one, from position 0.
fn offsets_along(layout: &Layout, axes: &[usize], size: isize) -> Vec<isize> {
    let shape: Vec<usize> = axes.iter().map(|&axis| layout.shape()[axis]).collect();
    let step = |index: &[usize]| -> isize {
        axes.iter().zip(index).map(|(&axis, &i)| layout.strides()[axis] * i as isize * size).sum()
    };
    indices(&shape).iter().map(|index| step(index)).collect()
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

        let contiguous = contiguous_axis(&input);
        let reduced = in_order(reduced_axes.iter().filter(|&axis| axis < ndim), contiguous);
        let kept = in_order(kept_axes.iter().copied(), contiguous);
        let is_kept = contiguous.is_some_and(|axis| kept.contains(&axis));
        assert_eq!(reduction.inner(), if is_kept { Inner::Kept } else { Inner::Reduced });

        let found: Vec<isize> = walk(reduction.reduced()).iter().map(|&[input]| input).collect();
        assert_eq!(found, offsets_along(&input, &reduced, 4));

        let places: Vec<usize> =
            kept.iter().map(|axis| kept_axes.iter().position(|a| a == axis).unwrap()).collect();
        let (from, to) = (offsets_along(&input, &kept, 4), offsets_along(&output, &places, 8));
        let pairs = from.into_iter().zip(to);
        let expected: Vec<[isize; 2]> = pairs.map(|(from, to)| [from, to]).collect();
        assert_eq!(walk(reduction.kept()), expected);

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
