//! In which order to walk the elements of several operands at once.
//!
//! The plain form of an elementwise loop is an odometer over the indices of the broadcast shape, in
//! C order, that looks up each operand's element by its strides. The result does not depend on the
//! order, so the plan changes it:
//!
//! 1. axes of length 1 are dropped;
//! 2. an axis that all operands walk backwards is turned round, so that memory is read forwards;
//! 3. axes are sorted, so that the innermost has the smallest strides;
//! 4. neighbours that one stride walks become one axis;
//! 5. the two innermost axes are handed to the kernel as one [`Run`], and the odometer goes over
//!    the rest.
//!
//! So most calls end in a single run, whatever the number of axes.

mod split;

use core::array;

pub use split::Split;

use crate::{Dims, Layout, Run, Stream};

/// One axis of a loop over `N` operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoopAxis<const N: usize> {
    /// The number of steps.
    pub len: usize,
    /// The step of each operand, in **bytes**; 0 where the operand is stretched along this axis.
    pub strides: [isize; N],
}

impl<const N: usize> LoopAxis<N> {
    /// An axis of one step.
    const SINGLE: Self = LoopAxis { len: 1, strides: [0; N] };

    /// Whether stepping through `self` goes on where `inner` ends, so that both are one axis.
    #[inline]
    pub(crate) fn continues(&self, inner: &Self) -> bool {
        (0..N).all(|k| self.strides[k] == inner.strides[k].wrapping_mul(inner.len as isize))
    }

    /// Whether all operands walk this axis backwards, if they move at all.
    #[inline]
    fn is_backwards(&self) -> bool {
        self.strides.iter().all(|&stride| stride <= 0)
            && self.strides.iter().any(|&stride| stride < 0)
    }

    /// Which axis has the larger strides: the last operand on which they differ decides, and
    /// operands that are stretched along one of the two abstain. `None` if nobody decides.
    #[inline]
    fn is_outside_of(&self, other: &Self) -> Option<bool> {
        (0..N).rev().find_map(|k| {
            let (own, others) = (self.strides[k].unsigned_abs(), other.strides[k].unsigned_abs());
            (own != 0 && others != 0 && own != others).then_some(own > others)
        })
    }
}

/// Joins each axis with the one inside of it where one stride walks both.
#[inline]
pub(crate) fn merge_neighbours<const N: usize>(axes: &mut Dims<LoopAxis<N>>) {
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

/// The order in which to walk `N` operands that are broadcast to one shape: inputs first, then
/// outputs.
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
    /// Outermost first. A single axis of length 0 if there is nothing to do.
    axes: Dims<LoopAxis<N>>,
    /// From each operand's first element in logical order to the first one walked, in bytes.
    offsets: [isize; N],
}

impl<const N: usize> Plan<N> {
    /// The plan for operands of these layouts and element sizes (in bytes), each of which
    /// broadcasts to `shape`, as the caller has checked. Where a decision on the order is
    /// needed the last operand decides, which is an output.
    #[inline(always)]
    pub fn new(shape: &[usize], operands: [(&Layout, usize); N]) -> Self {
        // Filled in place: to copy a plan costs more than to make one of few axes.
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

    /// Leaves nothing to do.
    fn clear(&mut self) {
        self.axes.truncate(0);
        self.axes.push(LoopAxis { len: 0, strides: [0; N] });
        self.offsets = [0; N];
    }

    /// Puts an axis where its strides place it among those that are there, the right way round.
    #[inline]
    fn push(&mut self, mut axis: LoopAxis<N>) {
        if axis.is_backwards() {
            for (offset, stride) in self.offsets.iter_mut().zip(&mut axis.strides) {
                *offset = offset.wrapping_add(stride.wrapping_mul((axis.len - 1) as isize));
                *stride = stride.wrapping_neg();
            }
        }
        // Undecided, an axis stays inside of those before it, as in C order.
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

    /// The axes, outermost first.
    #[inline]
    pub fn axes(&self) -> &[LoopAxis<N>] {
        &self.axes
    }

    /// From each operand's first element in logical order to the first one walked, in bytes.
    #[inline]
    pub fn offsets(&self) -> [isize; N] {
        self.offsets
    }

    /// The number of elements that are walked.
    #[inline]
    pub fn len(&self) -> usize {
        self.axes.iter().map(|axis| axis.len).product()
    }

    /// Whether there is nothing to do.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.axes.first().is_some_and(|axis| axis.len == 0)
    }

    /// Calls `f` with runs that together hold each element once: one run for each index of all axes
    /// but the two innermost. `base` points to each operand's first element in logical order;
    /// only addresses are computed here, and if `base` is right, the runs are
    /// [valid](Run#validity) as far as bounds go.
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
        f(&Run { len: row.len, rows: rows.len, streams: &streams });
        if outer.is_empty() {
            return;
        }
        let mut odometer = Odometer::new(outer);
        while odometer.advance(&mut streams) {
            f(&Run { len: row.len, rows: rows.len, streams: &streams });
        }
    }
}

/// The indices of a plan's outer axes, the last one turning fastest.
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

    /// Moves the streams to the next index; `false` if there is none.
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
