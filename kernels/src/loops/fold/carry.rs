//! Merges the blocks of a sequence the way the digits of a number carry.

use super::{FoldKernels, FoldMode, RADIX, State};

/// The number of orders: 16^16 blocks are more than there can be elements.
const ORDERS: usize = 16;

/// Blocks as digits in base 16: `states[k]` holds `counts[k]` blocks of order `k`, merged.
pub(in crate::loops) struct Carry {
    counts: [u8; ORDERS],
    states: [State; ORDERS],
}

impl Carry {
    pub(in crate::loops) fn new() -> Self {
        Carry { counts: [0; ORDERS], states: [const { State::uninit() }; ORDERS] }
    }

    /// The state that the next block goes to, and how.
    pub(in crate::loops) fn lowest(&mut self) -> (&mut State, FoldMode) {
        (&mut self.states[0], if self.counts[0] == 0 { FoldMode::Start } else { FoldMode::Merge })
    }

    /// Puts a block that was folded separately into the lowest order.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); `block` has been written.
    pub(in crate::loops) unsafe fn add(
        &mut self,
        kernels: &FoldKernels,
        op: *const (),
        block: &State,
    ) {
        match self.lowest() {
            (lowest, FoldMode::Merge) => {
                // SAFETY: both have been written, as the lowest order has a block.
                unsafe { kernels.merge(op, lowest, block) }
            }
            (lowest, _) => *lowest = *block,
        }
    }

    /// Counts a block in the lowest order, and carries.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); a block has been put into the lowest order.
    pub(in crate::loops) unsafe fn count(&mut self, kernels: &FoldKernels, op: *const ()) {
        self.counts[0] += 1;
        let mut order = 0;
        while usize::from(self.counts[order]) == RADIX {
            let (lower, higher) = self.states.split_at_mut(order + 1);
            let (from, into) = (&lower[order], &mut higher[0]);
            if self.counts[order + 1] == 0 {
                *into = *from;
            } else {
                // SAFETY: both have been written, as both orders have a block.
                unsafe { kernels.merge(op, into, from) };
            }
            self.counts[order] = 0;
            self.counts[order + 1] += 1;
            order += 1;
        }
    }

    /// Merges all blocks into `state`, the last ones first.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); at least one block has been counted.
    pub(in crate::loops) unsafe fn total(
        &mut self,
        kernels: &FoldKernels,
        op: *const (),
        state: &mut State,
    ) {
        let mut last: Option<usize> = None;
        for order in 0..ORDERS {
            if self.counts[order] == 0 {
                continue;
            }
            if let Some(last) = last {
                let (lower, higher) = self.states.split_at_mut(order);
                // SAFETY: both have been written, as both orders have a block.
                unsafe { kernels.merge(op, &mut higher[0], &lower[last]) };
            }
            last = Some(order);
        }
        if let Some(last) = last {
            *state = self.states[last];
        }
    }
}
