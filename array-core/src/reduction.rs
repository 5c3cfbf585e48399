//! The order in which a reduction walks its operand.
//!
//! Unlike in an elementwise loop, the order matters: a float sum depends on it. Along one axis, it
//! is the logical order, whatever the strides. Only if several axes are reduced into one result,
//! their order is that of memory.

use crate::plan::merge_neighbours;
use crate::{AxisSet, Dims, Layout, LoopAxis};
use core::cmp::Reverse;

/// Whether neighbours in memory belong to the same result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inner {
    /// The axis with the shortest stride is reduced: neighbours are folded into one result.
    Reduced,
    /// It is kept: neighbours belong to neighbouring results.
    Kept,
}

/// The plan of a reduction: the axes that are kept, and the axes that are reduced into each result.
///
/// Both lists are in the order of memory: long strides of the input first, whatever their sign, and
/// strides of 0 before all others; equal ones in C order. Axes of length 1 are dropped. Kept axes
/// with a negative stride are walked backwards, results with them; reduced axes never are. Last,
/// neighbours that one stride walks are merged, which does not change the order of elements.
///
/// Whether neighbours merge depends on the strides, but the result must not: **a kernel folds the
/// reduced elements as one sequence, in which borders between axes make no difference.** Strides of
/// reduced axes may be negative.
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
    start: [isize; 2],
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
        let mut plan = Self::unmerged(input, element_size, axes, output, output_element_size);
        in_order_of_memory(&mut plan.reduced);
        plan.merged()
    }

    /// Makes a plan as [`new`](Self::new), but with the reduced axes in C order: for searches,
    /// which count elements.
    pub fn in_c_order(
        input: &Layout,
        element_size: usize,
        axes: AxisSet,
        output: &Layout,
        output_element_size: usize,
    ) -> Self {
        Self::unmerged(input, element_size, axes, output, output_element_size).merged()
    }

    /// The axes of both lists: those that are kept in the order of memory, the others in C order.
    fn unmerged(
        input: &Layout,
        element_size: usize,
        axes: AxisSet,
        output: &Layout,
        output_element_size: usize,
    ) -> Self {
        let (mut kept, mut reduced) = (Dims::new(), Dims::new());
        let (mut start, mut output_axis) = ([0_isize; 2], 0);
        for (axis, (&len, &stride)) in input.shape().iter().zip(input.strides()).enumerate() {
            // The byte strides of elements that exist fit.
            let stride = stride.wrapping_mul(element_size as isize);
            if axes.contains(axis) {
                if len != 1 {
                    reduced.push(LoopAxis { len, strides: [stride] });
                }
                continue;
            }
            debug_assert_eq!(output.shape()[output_axis], len);
            let output_stride =
                output.strides()[output_axis].wrapping_mul(output_element_size as isize);
            output_axis += 1;
            if len == 1 {
                continue;
            }
            let mut strides = [stride, output_stride];
            if stride < 0 {
                let last = len.saturating_sub(1) as isize;
                for (start, stride) in start.iter_mut().zip(&mut strides) {
                    *start = start.wrapping_add(stride.wrapping_mul(last));
                    *stride = stride.wrapping_neg();
                }
            }
            kept.push(LoopAxis { len, strides });
        }
        debug_assert_eq!(output_axis, output.ndim());
        in_order_of_memory(&mut kept);
        Reduction { kept, reduced, start }
    }

    /// Merges neighbours that one stride walks.
    fn merged(mut self) -> Self {
        merge_neighbours(&mut self.kept);
        merge_neighbours(&mut self.reduced);
        self
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

    /// Returns whether the axis with the shortest stride that is not 0 is kept or reduced;
    /// `Reduced` if there is none.
    #[inline]
    pub fn inner(&self) -> Inner {
        let stride = |stride: Option<isize>| stride.map_or(0, isize::unsigned_abs);
        let kept = stride(self.kept.last().map(|axis| axis.strides[0]));
        let reduced = stride(self.reduced.last().map(|axis| axis.strides[0]));
        if kept != 0 && (reduced == 0 || kept < reduced) { Inner::Kept } else { Inner::Reduced }
    }

    /// Returns where the walk starts: the distances, in bytes, from the first elements of input and
    /// output. They are not 0 if kept axes are walked backwards.
    #[inline]
    pub fn start(&self) -> [isize; 2] {
        self.start
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

/// Sorts axes by the strides of their first operand.
fn in_order_of_memory<const N: usize>(axes: &mut [LoopAxis<N>]) {
    // Most lists have one axis, and nearly all others are sorted: both cost nothing here.
    let outermost_first = |axis: &LoopAxis<N>| match axis.strides[0].unsigned_abs() {
        0 => Reverse(usize::MAX),
        stride => Reverse(stride),
    };
    axes.sort_by_key(outermost_first);
}
