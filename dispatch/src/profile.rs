//! What calls tell the profiler: what they are about to do, which way they take, and when they end.
//!
//! Without the feature `profile`, all of this is empty, and nothing of it is compiled. With it, a
//! call looks at one flag as long as nobody [records](start) or [explains](explain).

#[cfg_attr(not(feature = "profile"), expect(dead_code, reason = "nobody asks for them"))]
mod facts;
#[cfg(feature = "profile")]
mod limits;
#[cfg(feature = "profile")]
mod recorder;

#[cfg(feature = "profile")]
pub use facts::CallOperand;
pub(crate) use facts::Facts;
pub use facts::Path;
#[cfg(feature = "profile")]
pub use limits::Limits;
#[cfg(feature = "profile")]
pub use recorder::{Call, Totals, explain, is_recording, recorded, start, stop};

/// A call, from when it is made until it is dropped.
#[must_use = "a call ends when this is dropped"]
pub(crate) struct Ongoing {
    #[cfg(feature = "profile")]
    is_watched: bool,
}

/// Begins a call on this thread, if anybody watches.
#[inline(always)]
pub(crate) fn call(facts: impl FnOnce() -> Facts) -> Ongoing {
    #[cfg(feature = "profile")]
    {
        let is_watched = recorder::is_watched();
        if is_watched {
            recorder::begin(facts());
        }
        Ongoing { is_watched }
    }
    #[cfg(not(feature = "profile"))]
    {
        let _ = facts;
        Ongoing {}
    }
}

#[cfg(feature = "profile")]
impl Drop for Ongoing {
    #[inline(always)]
    fn drop(&mut self) {
        if self.is_watched {
            recorder::end();
        }
    }
}

/// The call of this thread takes this path.
#[inline(always)]
pub(crate) fn path(path: impl FnOnce() -> Path) {
    #[cfg(feature = "profile")]
    if recorder::is_watched() {
        recorder::take_path(path());
    }
    #[cfg(not(feature = "profile"))]
    let _ = path;
}

/// The call of this thread is cut into so many pieces.
#[inline(always)]
pub(crate) fn pieces(pieces: usize) {
    #[cfg(feature = "profile")]
    if recorder::is_watched() {
        recorder::cut(pieces);
    }
    #[cfg(not(feature = "profile"))]
    let _ = pieces;
}
