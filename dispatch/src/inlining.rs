//! Complains about operations that are not inlined, in debug builds.

use std::collections::BTreeSet;
use std::sync::Mutex;
use tightloop_kernels::inlining::{IS_CHECKED, is_inlined};
use tightloop_kernels::op::Unary;
use tightloop_kernels::value::Value;

/// Tries an operation, and returns whether it is inlined.
///
/// # Safety
/// For callers: the pointer is valid for the operation that the trial was made for.
pub(crate) type Trial = unsafe fn(*const ()) -> bool;

/// Returns the trial of an operation; `None` in builds that do not check.
pub(crate) const fn trial<Op: Unary<X, Y>, X: Value, Y: Value>() -> Option<Trial> {
    if IS_CHECKED { Some(run::<Op, X, Y>) } else { None }
}

/// See [`Trial`].
unsafe fn run<Op: Unary<X, Y>, X: Value, Y: Value>(op: *const ()) -> bool {
    // SAFETY: `op` is valid for `Op`, by the contract of `Trial`.
    is_inlined::<X, Y, Op>(unsafe { &*op.cast::<Op>() })
}

/// The names of kernels that have been tried, and of operations that have been complained about.
static KNOWN: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());

/// Tries an operation, once per kernel, and complains on standard error, once per operation.
///
/// # Safety
/// `op` is valid for the operation that `trial` was made for.
#[cold]
pub(crate) unsafe fn check(
    kernel: &'static str,
    operation: &'static str,
    trial: Trial,
    op: *const (),
) {
    // It does not wait: operations may use others, so this thread may be the one that is trying.
    let Ok(mut known) = KNOWN.try_lock() else { return };
    // SAFETY: `op` is valid, by the contract of this function.
    if known.insert(kernel) && !unsafe { trial(op) } && known.insert(operation) {
        eprintln!(
            "tightloop: `{operation}::apply`, or a function or closure to which it passes vectors, \
             is not inlined: in a release build it may take 38 times as long. Write \
             `#[inline(always)]` on all of these functions, and loops in place of closures."
        );
    }
}
