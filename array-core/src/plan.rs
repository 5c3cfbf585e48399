//! The order in which an elementwise loop walks its operands.
//!
//! A plain loop walks the indices of the broadcast shape in C order and finds each operand's
//! element by its strides. The result does not depend on the order, so the plan changes it:
//!
//! 1. axes of length 1 are dropped;
//! 2. an axis that all operands walk backwards is reversed, so that memory is read forwards;
//! 3. axes are sorted, so that the innermost has the smallest strides;
//! 4. neighbouring axes that one stride walks become one;
//! 5. the kernel gets the two innermost axes as one [`Run`], and an odometer walks the rest.
//!
//! So most calls are a single run, whatever the number of axes.

mod split;

use core::array;

pub use split::Split;

use crate::{Dims, Layout, Run, Stream};

/// One axis of a loop over `N` operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoopAxis<const N: usize> {
    /// The number of steps.
    pub len: usize,
    /// The step of each operand, in **bytes**; 0 if the operand is stretched along this axis.
    pub strides: [isize; N],
}

impl<const N: usize> LoopAxis<N> {
    /// An axis of one step.
    const SINGLE: Self = LoopAxis { len: 1, strides: [0; N] };

    /// Returns the offset of element `index` in each operand, in bytes. Elements are counted along
    /// the last of the axes first, as in C order; there must be this one.
    #[inline]
    pub fn offsets(axes: &[Self], mut index: usize) -> [isize; N] {
        let mut offsets = [0_isize; N];
        for axis in axes.iter().rev() {
            let step = (index % axis.len) as isize;
            for (offset, stride) in offsets.iter_mut().zip(axis.strides) {
                *offset = offset.wrapping_add(stride.wrapping_mul(step));
            }
            index /= axis.len;
        }
        offsets
    }

    /// Returns whether each step of `self` continues where `inner` ends, so that both are one axis.
    #[inline]
    pub(crate) fn continues(&self, inner: &Self) -> bool {
        (0..N).all(|k| self.strides[k] == inner.strides[k].wrapping_mul(inner.len as isize))
    }

    /// Returns whether all operands walk this axis backwards, if they move at all.
    #[inline]
    fn is_backwards(&self) -> bool {
        self.strides.iter().all(|&stride| stride <= 0)
            && self.strides.iter().any(|&stride| stride < 0)
    }

    /// Returns whether `self` has the larger strides, by the last operand whose strides differ.
    /// Operands that are stretched along one of the two are ignored. `None` if no operand decides.
    #[inline]
    fn is_outside_of(&self, other: &Self) -> Option<bool> {
        (0..N).rev().find_map(|k| {
            let (own, others) = (self.strides[k].unsigned_abs(), other.strides[k].unsigned_abs());
            (own != 0 && others != 0 && own != others).then_some(own > others)
        })
    }
}

/// Merges each axis with the one inside of it if one stride walks both.
#[inline]
pub fn merge_neighbours<const N: usize>(axes: &mut Dims<LoopAxis<N>>) {
    if axes.len() < 2 {
        return;
    }
    let mut merged = 0;
    for i in 1..axes.len() {
        let inner = axes[i];
        if axes[merged].continues(&inner) {
            axes[merged] = LoopAxis { len: axes[merged].len * inner.len, strides: inner.strides };
        } else {
            merged += 1;
            axes[merged] = inner;
        }
    }
    axes.truncate(merged + 1);
}

/// The order in which a loop walks `N` operands, broadcast to one shape: inputs, then outputs.
///
/// ```
/// use tightloop_array_core::{Layout, Plan};
///
/// // A transposed matrix plus a vector along its rows, of `f32`: two axes in the order of memory.
/// let matrix = Layout::contiguous(&[3, 2])?.transposed();
/// let vector = Layout::line(3);
/// let plan = Plan::new(&[2, 3], [(&matrix, 4), (&vector, 4), (&matrix, 4)]);
/// assert_eq!(plan.axes()[0].strides, [8, 4, 8]);
/// assert_eq!(plan.axes()[1].strides, [4, 0, 4]);
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan<const N: usize> {
    /// Outermost first. A single axis of length 0 if there are no elements.
    axes: Dims<LoopAxis<N>>,
    /// The distance from each operand's first element in logical order to the first one walked, in
    /// bytes.
    offsets: [isize; N],
}

impl<const N: usize> Plan<N> {
    /// Makes the plan for operands of these layouts and element sizes, in bytes. The caller has
    /// checked that each broadcasts to `shape`. The last operand, an output, decides on the order
    /// of axes.
    #[inline(always)]
    pub fn new(shape: &[usize], operands: [(&Layout, usize); N]) -> Self {
        // Filled in place: copying a plan costs more than making one of few axes.
        let mut plan = Plan { axes: Dims::new(), offsets: [0; N] };
        plan.fill(shape, &operands);
        plan
    }

    fn fill(&mut self, shape: &[usize], operands: &[(&Layout, usize); N]) {
        debug_assert!(operands.iter().all(|(layout, _)| layout.broadcast_to(shape).is_ok()));
        if shape.contains(&0) {
            return self.clear();
        }
        for (axis, &len) in shape.iter().enumerate().filter(|&(_, &len)| len != 1) {
            let mut strides = [0; N];
            for (stride, (layout, size)) in strides.iter_mut().zip(operands) {
                if let Some(own) = (axis + layout.ndim()).checked_sub(shape.len())
                    && layout.shape()[own] != 1
                {
                    // The byte strides of elements that exist fit.
                    *stride = layout.strides()[own].wrapping_mul(*size as isize);
                }
            }
            self.push(LoopAxis { len, strides });
        }
        merge_neighbours(&mut self.axes);
    }

    /// Makes this a plan without elements.
    fn clear(&mut self) {
        self.axes.truncate(0);
        self.axes.push(LoopAxis { len: 0, strides: [0; N] });
        self.offsets = [0; N];
    }

    /// Inserts an axis at its place among the others, walked forwards.
    #[inline]
    fn push(&mut self, mut axis: LoopAxis<N>) {
        if axis.is_backwards() {
            for (offset, stride) in self.offsets.iter_mut().zip(&mut axis.strides) {
                *offset = offset.wrapping_add(stride.wrapping_mul((axis.len - 1) as isize));
                *stride = stride.wrapping_neg();
            }
        }
        // An undecided axis stays inside of those before it, as in C order.
        let mut place = self.axes.len();
        for (i, other) in self.axes.iter().enumerate().rev() {
            match axis.is_outside_of(other) {
                Some(true) => place = i,
                Some(false) => break,
                None => {}
            }
        }
        self.axes.push(axis);
        if place + 1 != self.axes.len() {
            self.axes[place..].rotate_right(1);
        }
    }

    /// Returns the axes, outermost first.
    #[inline]
    pub fn axes(&self) -> &[LoopAxis<N>] {
        &self.axes
    }

    /// Returns the distance from each operand's first element in logical order to the first one
    /// walked, in bytes.
    #[inline]
    pub fn offsets(&self) -> [isize; N] {
        self.offsets
    }

    /// Returns the number of elements that are walked.
    #[inline]
    pub fn len(&self) -> usize {
        self.axes.iter().map(|axis| axis.len).product()
    }

    /// Returns whether there are no elements.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.axes.first().is_some_and(|axis| axis.len == 0)
    }

    /// Calls `f` with runs that together hold each element once: one per index of all axes except
    /// the two innermost. `base` points to each operand's first element in logical order. Only
    /// addresses are computed here; if `base` is right, the runs are [valid](Run#validity) as far
    /// as bounds go.
    #[inline]
    pub fn for_each_run(&self, base: [*mut u8; N], mut f: impl FnMut(&Run<'_>)) {
        if self.is_empty() {
            return;
        }
        let (outer, rows, row) = match &self.axes[..] {
            [] => (&[][..], &LoopAxis::SINGLE, &LoopAxis::SINGLE),
            [row] => (&[][..], &LoopAxis::SINGLE, row),
            [outer @ .., rows, row] => (outer, rows, row),
        };
        let mut streams: [Stream; N] = array::from_fn(|k| Stream {
            ptr: base[k].wrapping_offset(self.offsets[k]),
            stride: row.strides[k],
            row_stride: rows.strides[k],
        });
        f(&Run::new(row.len, rows.len, &streams));
        if outer.is_empty() {
            return;
        }
        let mut odometer = Odometer::new(outer);
        while odometer.advance(&mut streams) {
            f(&Run::new(row.len, rows.len, &streams));
        }
    }
}

/// The index along each of a plan's outer axes; the last one is the fastest.
struct Odometer<'a, const N: usize> {
    axes: &'a [LoopAxis<N>],
    index: Dims<usize>,
}

impl<'a, const N: usize> Odometer<'a, N> {
    fn new(axes: &'a [LoopAxis<N>]) -> Self {
        let mut index = Dims::new();
        for _ in axes {
            index.push(0);
        }
        Odometer { axes, index }
    }

    /// Moves the streams to the next index, and returns whether there is one.
    fn advance(&mut self, streams: &mut [Stream; N]) -> bool {
        for (axis, index) in self.axes.iter().zip(self.index.iter_mut()).rev() {
            *index += 1;
            let turned = *index == axis.len;
            let steps = if turned { 1 - axis.len as isize } else { 1 };
            for (stream, stride) in streams.iter_mut().zip(axis.strides) {
                stream.ptr = stream.ptr.wrapping_offset(stride.wrapping_mul(steps));
            }
            if !turned {
                return true;
            }
            *index = 0;
        }
        false
    }
}
