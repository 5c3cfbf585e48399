//! Which path single calls take, and why.

use super::units::{count, name, time, types};
use std::fmt;
use tightloop_dispatch::profile::{self, Call, CallOperand, Path};

/// The calls that a closure has made. It displays as text: a paragraph for each.
#[derive(Clone, Debug)]
pub struct Explanation {
    calls: Vec<Call>,
}

/// Runs `f`, and tells which calls it made on this thread, which paths they took, and why. The
/// result of `f` is dropped.
///
/// # Examples
///
/// ```
/// use tightloop::profile::{explain, Path};
/// use tightloop::{Array, add, s};
///
/// let x = Array::<f32>::ones(&[1000, 8])?;
/// let column = x.slice((.., 3))?;
///
/// let explanation = explain(|| add(&column, 1.0));
/// println!("{explanation}");
/// let call = &explanation.calls()[0];
/// assert_eq!((call.op(), call.path()), ("add", Path::Tiles));
/// assert!(explanation.to_string().contains("operand 1 has a stride of 8 elements"));
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn explain<R>(f: impl FnOnce() -> R) -> Explanation {
    let (_, calls) = profile::explain(f);
    Explanation { calls }
}

impl Explanation {
    /// The calls, in the order in which they ended.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.calls.is_empty() {
            return writeln!(f, "No call was made on this thread.");
        }
        for call in &self.calls {
            let (op, types, path) = (call.op(), types(call.operands()), call.path());
            writeln!(f, "{op} {types}, {path}:")?;
            writeln!(f, "  {}", why(path))?;
            for (operand, k) in call.operands().zip(1..) {
                if let Some(reason) = about(operand, path) {
                    writeln!(f, "  operand {k} {reason}")?;
                }
            }
            let (elements, threads) = (count(call.elements() as u64), call.threads());
            let plural = if threads == 1 { "" } else { "s" };
            let (level, time) = (call.level().name(), time(call.time()));
            writeln!(f, "  {elements} elements, {threads} thread{plural}, level {level}, {time}")?;
        }
        Ok(())
    }
}

/// Why a call takes a path.
fn why(path: Path) -> &'static str {
    match path {
        Path::Contiguous => "contiguous operands of one shape, or numbers: one run of the loop",
        Path::Rows => "outputs of one or two axes, few elements: row by row, without a plan",
        Path::Planned => "many elements or axes: runs in the order of memory, cut for threads",
        Path::Tiles => "the loop wants neighbours in memory: others go through tiles in the cache",
        Path::Masked => "results are computed into tiles, and kept where the mask is true",
        Path::Indexed => "elements at lists of indices, one after the other",
        Path::Lines => "neighbours in memory belong to one result",
        Path::Columns => "neighbours in memory belong to neighbouring results: side by side",
        Path::Fused => "results are reduced as they are computed, and not stored",
        Path::Strips => "an elementwise loop combines rows of a strip of results",
        Path::Small => "small matrices: read in place, without packing",
        Path::Vector => "a vector, or a few: the matrix is read once, without packing",
        Path::Blocked => "large matrices: packed, block by block, for the caches",
        _ => "by the operands",
    }
}

/// What is special about an operand, if anything is.
fn about(operand: &CallOperand, path: Path) -> Option<String> {
    let (stride, dtype, computed) = (operand.stride(), operand.dtype(), operand.computed_as());
    let does_move = matches!(path, Path::Tiles | Path::Planned | Path::Rows | Path::Masked);
    if dtype != computed {
        let (from, to) = (name(dtype), name(computed));
        let [from, to] = if operand.is_output() { [to, from] } else { [from, to] };
        return Some(format!("is converted from {from} to {to}"));
    }
    if does_move && !matches!(stride, 0 | 1) {
        return Some(format!("has a stride of {stride} elements"));
    }
    operand.is_new().then(|| "is new memory".into())
}
