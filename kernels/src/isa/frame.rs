//! Stack frames, by which [`inlining`](crate::inlining) tells whether code was inlined.

use crate::sealed::Sealed;
#[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
use core::arch::asm;
use core::fmt::Debug;
use core::sync::atomic::{AtomicUsize, Ordering};

/// The last frame whose token was in another frame when a register was made.
static LEFT: AtomicUsize = AtomicUsize::new(0);

/// What the token [`Scalar`](super::Scalar) carries: nothing, except while an operation is tried.
pub trait Origin: Sealed + Copy + Debug + Send + Sync + 'static {
    /// Returns the origin of a token that is made here.
    fn here() -> Self;

    /// Called wherever a register is made, in builds with `debug_assertions`.
    fn check(self);
}

impl Sealed for () {}

impl Origin for () {
    #[inline(always)]
    fn here() {}

    #[inline(always)]
    fn check(self) {}
}

/// The frame that a token was made in: the stack pointer of that function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame(usize);

impl Frame {
    /// Whether frames differ: on other architectures, and in Miri, all are equal.
    pub(crate) const IS_KNOWN: bool =
        cfg!(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)));

    /// Returns whether a token of this frame was in another one when a register was made, since
    /// the last call. If threads try operations at the same time, one may miss what it asks for.
    pub(crate) fn was_left(self) -> bool {
        let left = LEFT.load(Ordering::Relaxed);
        LEFT.store(0, Ordering::Relaxed);
        left == self.0
    }
}

impl Sealed for Frame {}

impl Origin for Frame {
    #[inline(always)]
    fn here() -> Self {
        Self(stack_pointer())
    }

    #[inline(always)]
    fn check(self) {
        if self != Self::here() {
            LEFT.store(self.0, Ordering::Relaxed);
        }
    }
}

/// Returns the stack pointer, which a function sets once: when it is entered, or later, but before
/// it needs memory on the stack. So it is asked beside the address of such memory.
#[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
#[inline(always)]
fn stack_pointer() -> usize {
    let on_stack = core::mem::MaybeUninit::<u8>::uninit();
    let address = &raw const on_stack;
    let pointer: usize;
    // SAFETY: the instruction copies one register to another, and touches no memory: the address is
    // in a comment only.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        asm!(
            "mov {}, rsp /* {} */", out(reg) pointer, in(reg) address,
            options(readonly, nostack, preserves_flags)
        );
        #[cfg(target_arch = "aarch64")]
        asm!(
            "mov {}, sp /* {} */", out(reg) pointer, in(reg) address,
            options(readonly, nostack, preserves_flags)
        );
    }
    pointer
}

#[cfg(not(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri))))]
fn stack_pointer() -> usize {
    0
}
