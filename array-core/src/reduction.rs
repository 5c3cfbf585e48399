//! The order in which a reduction walks its operand.
//!
//! Unlike in an elementwise loop, the order matters: a float sum depends on it. So the order
//! depends on the shape and on *which axis is contiguous*, and on nothing else about the strides.

use crate::plan::merge_neighbours;
use crate::{AxisSet, Dims, Layout, LoopAxis};

/// Whether the contiguous axis is reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inner {
    /// It is reduced: neighbours in memory are folded into one result.
    Reduced,
    /// It is kept: neighbours in memory belong to neighbouring results.
    Kept,
}

/// The plan of a reduction: the axes that are kept, and the axes that are reduced into each result.
///
/// The *contiguous axis* is the one with the smallest stride that is not 0, whatever its sign; the
/// last of several such; the last axis if all strides are 0. Both lists are in C order, except that
/// the contiguous axis is the innermost of its list. Axes of length 1 are dropped first. Last,
/// neighbours that one stride walks are merged, which does not change the order of elements.
///
/// Whether neighbours merge depends on the strides, but the result must not: **a kernel folds the
/// reduced elements as one sequence, in which borders between axes make no difference.** Strides
/// may be negative.
///
/// ```
/// use tightloop_array_core::{AxisSet, Inner, Layout, Reduction};
///
/// // A matrix of `f32`, summed over its rows' elements into `f32`.
/// let (input, output) = (Layout::contiguous(&[2, 3])?, Layout::line(2));
/// let reduction = Reduction::new(&input, 4, AxisSet::from_iter([1]), &output, 4);
/// assert_eq!(reduction.inner(), Inner::Reduced);
/// assert_eq!((reduction.kept()[0].len, reduction.kept()[0].strides), (2, [12, 4]));
/// assert_eq!((reduction.reduced()[0].len, reduction.reduced()[0].strides), (3, [4]));
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reduction {
    kept: Dims<LoopAxis<2>>,
    reduced: Dims<LoopAxis<1>>,
    inner: Inner,
}

impl Reduction {
    /// Makes the plan for reducing `axes` of `input` into `output`. The caller has checked that its
    /// axes are those that are kept, in their order. Element sizes are in bytes.
    pub fn new(
        input: &Layout,
        element_size: usize,
        axes: AxisSet,
        output: &Layout,
        output_element_size: usize,
    ) -> Self {
        Self::with_innermost(
            contiguous_axis(input),
            input,
            element_size,
            axes,
            output,
            output_element_size,
        )
    }

    /// Makes a plan as [`new`](Self::new), but with all axes in C order, for searches, which count
    /// elements. [`inner`](Self::inner) is always `Reduced`.
    pub fn in_c_order(
        input: &Layout,
        element_size: usize,
        axes: AxisSet,
        output: &Layout,
        output_element_size: usize,
    ) -> Self {
        Self::with_innermost(None, input, element_size, axes, output, output_element_size)
    }

    /// Makes the plan with `contiguous`, if any, as the innermost axis of its list.
    fn with_innermost(
        contiguous: Option<usize>,
        input: &Layout,
        element_size: usize,
        axes: AxisSet,
        output: &Layout,
        output_element_size: usize,
    ) -> Self {
        let (mut kept, mut reduced) = (Dims::new(), Dims::new());
        let (mut innermost_kept, mut innermost_reduced) = (None, None);
        let mut output_axis = 0;
        for (axis, (&len, &stride)) in input.shape().iter().zip(input.strides()).enumerate() {
            // The byte strides of elements that exist fit.
            let stride = stride.wrapping_mul(element_size as isize);
            let is_contiguous = contiguous == Some(axis);
            if axes.contains(axis) {
                let axis = LoopAxis { len, strides: [stride] };
                if is_contiguous {
                    innermost_reduced = Some(axis);
                } else if len != 1 {
                    reduced.push(axis);
                }
            } else {
                debug_assert_eq!(output.shape()[output_axis], len);
                let output_stride =
                    output.strides()[output_axis].wrapping_mul(output_element_size as isize);
                let axis = LoopAxis { len, strides: [stride, output_stride] };
                if is_contiguous {
                    innermost_kept = Some(axis);
                } else if len != 1 {
                    kept.push(axis);
                }
                output_axis += 1;
            }
        }
        debug_assert_eq!(output_axis, output.ndim());
        let inner = if innermost_kept.is_some() { Inner::Kept } else { Inner::Reduced };
        if let Some(axis) = innermost_kept {
            kept.push(axis);
        }
        if let Some(axis) = innermost_reduced {
            reduced.push(axis);
        }
        merge_neighbours(&mut kept);
        merge_neighbours(&mut reduced);
        Reduction { kept, reduced, inner }
    }

    /// Returns the axes that are kept, outermost first, with the strides of input and output in
    /// bytes.
    #[inline]
    pub fn kept(&self) -> &[LoopAxis<2>] {
        &self.kept
    }

    /// Returns the axes that are reduced, outermost first, with the stride of the input in bytes.
    #[inline]
    pub fn reduced(&self) -> &[LoopAxis<1>] {
        &self.reduced
    }

    /// Returns which list has the contiguous axis, as its innermost. `Reduced` if all axes have
    /// length 1.
    #[inline]
    pub fn inner(&self) -> Inner {
        self.inner
    }

    /// Returns the number of results.
    #[inline]
    pub fn kept_len(&self) -> usize {
        self.kept.iter().map(|axis| axis.len).product()
    }

    /// Returns the number of elements per result.
    #[inline]
    pub fn reduced_len(&self) -> usize {
        self.reduced.iter().map(|axis| axis.len).product()
    }
}

/// Returns the contiguous axis of a layout (see [`Reduction`]), unless all axes have length 1.
fn contiguous_axis(layout: &Layout) -> Option<usize> {
    let stride_of = |axis: usize| layout.strides()[axis].unsigned_abs();
    let long = || (0..layout.ndim()).rev().filter(|&axis| layout.shape()[axis] != 1);
    long()
        .filter(|&axis| stride_of(axis) != 0)
        .min_by_key(|&axis| stride_of(axis))
        .or_else(|| long().next())
}
