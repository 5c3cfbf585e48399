//! Results of calls that fail only if memory runs out.

use crate::Result;

/// Returns the value of a call that cannot fail, or only because memory runs out.
///
/// # Panics
///
/// If it has failed, with the text of the error, at the caller's location.
#[inline]
#[track_caller]
pub(crate) fn infallible<R>(result: Result<R>) -> R {
    match result {
        Ok(value) => value,
        Err(error) => panic!("{error}"),
    }
}
