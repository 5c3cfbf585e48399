//! What would make a program faster, by what has been recorded of it.

use super::report::Report;
use super::units::{Scaled, count, name};
use crate::{DType, Level};
use std::fmt;
use tightloop_dispatch::profile::{CallOperand, Path, Totals};

/// Something to try. Displays as a sentence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Advice {
    /// Many calls allocate outputs, which could be written into existing memory.
    Reuse {
        /// The function.
        op: &'static str,
        /// The number of calls that allocate.
        calls: u64,
        /// What they allocate, in bytes.
        bytes: u64,
    },
    /// Many calls have few elements each, so that most of the time is not spent on them.
    Batch {
        /// The function.
        op: &'static str,
        /// The number of calls.
        calls: u64,
        /// The elements of each, on average.
        elements: u64,
    },
    /// Several operations on large arrays go through memory one after the other.
    Fuse {
        /// The functions.
        ops: Vec<&'static str>,
        /// What an average call of them reads and writes, in bytes.
        bytes: u64,
    },
    /// Elements are not neighbours in memory, so that they go through tiles.
    Arrange {
        /// The function.
        op: &'static str,
        /// Which operand, from 1 on.
        operand: usize,
        /// The distance of neighbours, in elements.
        stride: isize,
    },
    /// Elements are converted in each call.
    Convert {
        /// The function.
        op: &'static str,
        /// The type of elements in memory.
        from: DType,
        /// The type that the loop computes with.
        to: DType,
    },
    /// Calls are as fast as memory, so that half the bytes take half the time.
    Halve {
        /// The function.
        op: &'static str,
        /// The type of elements in memory.
        dtype: DType,
    },
    /// Products of a matrix with one vector at a time read the matrix each time.
    Stack {
        /// The function.
        op: &'static str,
        /// The number of calls.
        calls: u64,
    },
    /// Calls run at a lower level than the CPU has.
    Raise {
        /// The level of the calls.
        level: Level,
        /// The best level of the CPU.
        best: Level,
    },
}

/// The least share of the time that is worth advice.
const SHARE: f64 = 0.05;

/// The fewest calls that are many.
const MANY: u64 = 100;

/// The most elements of a small call: to compute as many takes about as long as the call itself.
const FEW: u64 = 100;

/// The fewest bytes of a call that leave the caches.
const LARGE: u64 = 1 << 20;

/// The share of the limit from which on memory is what calls wait for.
const BOUND: f64 = 0.4;

/// Returns what to try, the most time first.
pub(super) fn advice(report: &Report) -> Vec<Advice> {
    let all = report.time().as_secs_f64();
    let is_worth = |totals: &&Totals| totals.time.as_secs_f64() >= SHARE * all;
    let mut list: Vec<Advice> =
        report.totals().iter().filter(is_worth).flat_map(|totals| of_row(report, totals)).collect();
    list.extend(fuse(report));
    let mut different: Vec<Advice> = Vec::new();
    for advice in list {
        if !different.contains(&advice) {
            different.push(advice);
        }
    }
    different
}

/// What to try for the calls of one row.
fn of_row(report: &Report, totals: &Totals) -> Vec<Advice> {
    let (call, calls) = (&totals.latest, totals.calls);
    let (op, elements) = (call.op(), totals.elements / calls);
    let mut list = Vec::new();
    let best = Level::available().last();
    if let Some(best) = best.filter(|&best| call.level() < best) {
        list.push(Advice::Raise { level: call.level(), best });
    }
    if calls >= MANY && elements < FEW {
        list.push(Advice::Batch { op, calls, elements });
    }
    if totals.allocations >= MANY && totals.operations == 0 && is_elementwise(totals) {
        list.push(Advice::Reuse { op, calls: totals.allocations, bytes: totals.allocated });
    }
    if call.path() == Path::Vector && calls >= MANY {
        list.push(Advice::Stack { op, calls });
    }
    if call.path() == Path::Tiles {
        list.extend(call.operands().zip(1..).filter_map(|(x, operand)| of_operand(op, x, operand)));
    }
    let is_double = |x: &CallOperand| x.dtype() == DType::F64;
    if is_bound(report, totals) && call.operands().any(is_double) {
        list.push(Advice::Halve { op, dtype: DType::F64 });
    }
    list
}

/// What to try for an operand that goes through tiles.
fn of_operand(op: &'static str, x: &CallOperand, operand: usize) -> Option<Advice> {
    if x.dtype() != x.computed_as() && !is_half(x.dtype()) {
        return Some(Advice::Convert { op, from: x.dtype(), to: x.computed_as() });
    }
    let is_strided = !matches!(x.stride(), 0 | 1);
    is_strided.then_some(Advice::Arrange { op, operand, stride: x.stride() })
}

/// Whether elements are small because that saves memory: there are no loops that compute with them.
fn is_half(dtype: DType) -> bool {
    matches!(dtype, DType::F16 | DType::BF16)
}

/// Whether memory is what the calls wait for.
fn is_bound(report: &Report, totals: &Totals) -> bool {
    totals.operations == 0
        && totals.bytes / totals.calls >= LARGE
        && report.share_of_limit(totals).is_some_and(|share| share >= BOUND)
}

/// Whether the calls are elementwise.
fn is_elementwise(totals: &Totals) -> bool {
    matches!(
        totals.latest.path(),
        Path::Contiguous | Path::Rows | Path::Planned | Path::Tiles | Path::Masked
    )
}

/// Elementwise calls that wait for memory, if there are several kinds of them.
fn fuse(report: &Report) -> Option<Advice> {
    let rows = report.totals().iter().filter(|totals| {
        is_elementwise(totals) && is_bound(report, totals) && totals.latest.op() != "lazy"
    });
    let rows: Vec<&Totals> = rows.collect();
    let (bytes, calls) =
        rows.iter().fold((0, 0), |(b, c), totals| (b + totals.bytes, c + totals.calls));
    let time: f64 = rows.iter().map(|totals| totals.time.as_secs_f64()).sum();
    let mut ops: Vec<&'static str> = rows.iter().map(|totals| totals.latest.op()).collect();
    ops.dedup();
    let is_worth = ops.len() > 1 && time >= SHARE * report.time().as_secs_f64();
    is_worth.then(|| Advice::Fuse { ops, bytes: bytes / calls })
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Advice::Reuse { op, calls, bytes } => {
                let (calls, bytes) = (count(*calls), Scaled(*bytes as f64, "B"));
                let form = match *op {
                    "lazy" => "`eval_into` writes".into(),
                    // A user's operation has the name of its type.
                    op if op.contains("::") => "`map_into` and its kin write".into(),
                    "copy" => "`assign` writes".into(),
                    op => format!("`{op}_into` writes"),
                };
                write!(f, "`{op}` allocates its output {calls} times, {bytes} in all: ")?;
                write!(f, "{form} into memory that is there")
            }
            Advice::Batch { op, calls, elements } => {
                let calls = count(*calls);
                write!(f, "`{op}` is called {calls} times on {elements} elements each: ")?;
                write!(f, "one call on a larger array, with an axis more, saves most of the time")
            }
            Advice::Fuse { ops, bytes } => {
                let (ops, bytes) = (ops.join("`, `"), Scaled(*bytes as f64, "B"));
                write!(f, "`{ops}` wait for memory, {bytes} a call: ")?;
                write!(f, "`lazy` computes several operations in one pass")
            }
            Advice::Arrange { op, operand, stride } => {
                write!(f, "operand {operand} of `{op}` has a stride of {stride} elements, so it ")?;
                write!(f, "goes through tiles: store it in the order in which it is read")
            }
            Advice::Convert { op, from, to } => {
                let (from, to) = (name(*from), name(*to));
                write!(f, "`{op}` converts {from} to {to}, or back, in every call: ")?;
                write!(f, "`cast` does it once")
            }
            Advice::Halve { op, dtype } => {
                let dtype = name(*dtype);
                write!(f, "`{op}` on {dtype} waits for memory: f32 would halve the bytes")
            }
            Advice::Stack { op, calls } => {
                let calls = count(*calls);
                write!(f, "`{op}` reads a matrix {calls} times for a vector each: ")?;
                write!(f, "a product with a matrix of these vectors reads it once")
            }
            Advice::Raise { level, best } => {
                let (level, best) = (level.name(), best.name());
                write!(f, "calls run at level {level}, but this CPU has {best}: ")?;
                write!(f, "see `with_level` and `TIGHTLOOP_LEVEL`")
            }
        }
    }
}
