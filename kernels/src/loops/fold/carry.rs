//! Merges the blocks of a sequence in a binary tree, the way a binary number is counted up.

use super::{FoldKernels, State};

/// The number of orders. From order 31 on, which has at least 2^38 elements, blocks are merged one
/// after the other.
const ORDERS: usize = 32;

/// Blocks of results that lie side by side: `states[k]` holds `2^k` blocks, merged, if
/// `counts[k]` elements are not 0.
pub struct Carry {
    counts: [usize; ORDERS],
    states: [State; ORDERS],
    /// The number of results.
    lanes: usize,
}

impl Carry {
    /// Of no blocks yet. Inlined, so that the states are not copied.
    #[inline(always)]
    pub fn new(lanes: usize) -> Self {
        Carry { counts: [0; ORDERS], states: [const { State::uninit() }; ORDERS], lanes }
    }

    /// Appends `2^order` blocks of `count` elements, merged. The number of blocks so far is a
    /// multiple of that. If there are fewer blocks, they are the last ones.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); `state` has been written.
    pub unsafe fn push(
        &mut self,
        kernels: &FoldKernels,
        op: *const (),
        state: &State,
        mut order: usize,
        mut count: usize,
    ) {
        order = order.min(ORDERS - 1);
        if self.counts[order] == 0 {
            self.states[order] = *state;
        } else {
            let counts = [self.counts[order], count];
            // SAFETY: both states have been written, as this order has blocks.
            unsafe { kernels.merge(op, &mut self.states[order], state, self.lanes, counts) };
            count += counts[0];
            while order + 1 < ORDERS && self.counts[order] > 0 {
                self.counts[order] = 0;
                let (lower, higher) = self.states.split_at_mut(order + 1);
                let (from, into) = (&lower[order], &mut higher[0]);
                order += 1;
                if self.counts[order] == 0 {
                    *into = *from;
                } else {
                    let counts = [self.counts[order], count];
                    // SAFETY: as before.
                    unsafe { kernels.merge(op, into, from, self.lanes, counts) };
                    count += counts[0];
                }
            }
        }
        self.counts[order] = count;
    }

    /// Merges all blocks into `state`, the last ones first.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); there are blocks.
    pub unsafe fn total(&mut self, kernels: &FoldKernels, op: *const (), state: &mut State) {
        let (mut last, mut count) = (None, 0);
        for order in 0..ORDERS {
            if self.counts[order] == 0 {
                continue;
            }
            if let Some(last) = last {
                let (lower, higher) = self.states.split_at_mut(order);
                let from: &State = &lower[last];
                let counts = [self.counts[order], count];
                // SAFETY: both have been written, as both orders have blocks.
                unsafe { kernels.merge(op, &mut higher[0], from, self.lanes, counts) };
            }
            (last, count) = (Some(order), count + self.counts[order]);
        }
        if let Some(last) = last {
            *state = self.states[last];
        }
    }
}
