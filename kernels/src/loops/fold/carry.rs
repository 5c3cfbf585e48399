//! Blocks of a sequence, merged as digits of a number are carried.

use super::{FoldKernels, RADIX, State, Then};

/// Orders of blocks; more than there can be elements.
const ORDERS: usize = 16;

/// Blocks carried as digits in base 16: `counts[k]` blocks of order `k` are merged in `states[k]`.
pub(in crate::loops) struct Carry {
    counts: [u8; ORDERS],
    states: [State; ORDERS],
}

impl Carry {
    pub(in crate::loops) fn new() -> Self {
        Carry { counts: [0; ORDERS], states: [const { State::uninit() }; ORDERS] }
    }

    /// Where the next block goes, and what is to be done with what is there.
    pub(in crate::loops) fn lowest(&mut self) -> (&mut State, Then) {
        (&mut self.states[0], if self.counts[0] == 0 { Then::Start } else { Then::Merge })
    }

    /// Puts a block that has been folded apart into the lowest order.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); the state is that of a block.
    pub(in crate::loops) unsafe fn add(
        &mut self,
        kernels: &FoldKernels,
        op: *const (),
        block: &State,
    ) {
        match self.lowest() {
            (lowest, Then::Merge) => {
                // SAFETY: the caller's promise; states that count have been written.
                unsafe { kernels.merge(op, lowest, block) }
            }
            (lowest, _) => *lowest = *block,
        }
    }

    /// Counts a block that has been put into the lowest order, and carries.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); it has been.
    pub(in crate::loops) unsafe fn count(&mut self, kernels: &FoldKernels, op: *const ()) {
        self.counts[0] += 1;
        let mut order = 0;
        while usize::from(self.counts[order]) == RADIX {
            let (lower, higher) = self.states.split_at_mut(order + 1);
            let (from, into) = (&lower[order], &mut higher[0]);
            if self.counts[order + 1] == 0 {
                *into = *from;
            } else {
                // SAFETY: the caller's promise; states that count have been written.
                unsafe { kernels.merge(op, into, from) };
            }
            self.counts[order] = 0;
            self.counts[order + 1] += 1;
            order += 1;
        }
    }

    /// Writes all of them merged to `state`, the last ones first.
    ///
    /// # Safety
    /// As for the [kernels](FoldKernels); there is a block.
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
                // SAFETY: the caller's promise; states that count have been written.
                unsafe { kernels.merge(op, &mut higher[0], &lower[last]) };
            }
            last = Some(order);
        }
        if let Some(last) = last {
            *state = self.states[last];
        }
    }
}
