//! Plans cut into pieces for threads.

use super::Plan;

/// The pieces of a plan, made by [`Plan::split`]: plans that together walk each element once.
#[derive(Clone, Copy, Debug)]
pub struct Split<'a, const N: usize> {
    plan: &'a Plan<N>,
    /// The axis that is cut, and into how many pieces.
    axis: usize,
    count: usize,
    /// The number of units that are dealt out, and the steps of the axis in each; the last unit
    /// may have fewer.
    units: usize,
    unit: usize,
}

impl<const N: usize> Plan<N> {
    /// Cuts the plan into at most `max_pieces` pieces of about `min_elements` elements or more. An
    /// innermost axis is cut at multiples of `granule` elements, so that pieces rarely share a
    /// cache line.
    ///
    /// The outermost axis that can be dealt out evenly is cut, so that each piece keeps long runs.
    #[inline]
    pub fn split(&self, max_pieces: usize, min_elements: usize, granule: usize) -> Split<'_, N> {
        let wanted = max_pieces.min(self.len() / min_elements.max(1));
        if wanted < 2 || self.axes.is_empty() {
            return Split { plan: self, axis: 0, count: 1, units: 1, unit: usize::MAX };
        }
        let innermost = self.axes.len() - 1;
        let unit_of = |axis: usize| if axis == innermost { granule.max(1) } else { 1 };
        let units_of = |axis: usize| self.axes[axis].len.div_ceil(unit_of(axis));
        // With 8 units per piece, one more or less makes little difference.
        let is_even = |&axis: &usize| units_of(axis) % wanted == 0 || units_of(axis) >= 8 * wanted;
        let axis = (0..=innermost)
            .find(is_even)
            .or_else(|| (0..=innermost).rev().max_by_key(|&axis| units_of(axis)))
            .unwrap_or(innermost);
        let units = units_of(axis);
        Split { plan: self, axis, count: wanted.min(units), units, unit: unit_of(axis) }
    }
}

impl<'a, const N: usize> Split<'a, N> {
    /// Returns the number of pieces, at least 1.
    #[inline]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Returns piece `index`, as a plan for the same base pointers. Without elements if there are
    /// not that many.
    pub fn piece(&self, index: usize) -> Plan<N> {
        let mut piece = self.plan.clone();
        if index >= self.count {
            piece.clear();
            return piece;
        }
        if self.count == 1 {
            return piece;
        }
        let axis = &mut piece.axes[self.axis];
        let start = self.start(index);
        axis.len = self.start(index + 1).min(axis.len) - start;
        for (offset, stride) in piece.offsets.iter_mut().zip(axis.strides) {
            *offset = offset.wrapping_add(stride.wrapping_mul(start as isize));
        }
        piece
    }

    /// Returns the pieces.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Plan<N>> + use<'a, N> {
        let split = *self;
        (0..split.count).map(move |index| split.piece(index))
    }

    /// Returns the step of the axis at which piece `index` begins. Units that are left over go to
    /// the first pieces.
    fn start(&self, index: usize) -> usize {
        let (each, left) = (self.units / self.count, self.units % self.count);
        (index * each + index.min(left)) * self.unit
    }
}
