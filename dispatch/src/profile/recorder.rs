//! Measures calls, and adds them up.

use super::Path;
use super::facts::{CallOperand, Facts};
use crate::level::Level;
use crate::parallel;
use core::cell::RefCell;
use core::cmp::Reverse;
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tightloop_array_core::DType;
use tracing::span::EnteredSpan;

/// A call that has been made.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    facts: Facts,
    level: Level,
    path: Path,
    threads: usize,
    time: Duration,
}

impl Call {
    /// The name of the function; the type of a user's operation.
    pub fn op(&self) -> &'static str {
        self.facts.op
    }

    /// The operands: inputs, then outputs.
    pub fn operands(&self) -> impl Iterator<Item = &CallOperand> {
        self.facts.operands()
    }

    /// The level at which the call ran.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The way that the call took.
    pub fn path(&self) -> Path {
        self.path
    }

    /// The number of threads that the call was cut for, at most.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// The time from the beginning to the end, without that of other calls which this thread made
    /// in between.
    pub fn time(&self) -> Duration {
        self.time
    }

    /// The number of elements that were computed or, in reductions, read.
    pub fn elements(&self) -> usize {
        self.facts.elements
    }

    /// The size of all operands, in bytes, without elements that are repeated by broadcasting.
    pub fn bytes(&self) -> usize {
        self.facts.bytes()
    }

    /// The number of additions and multiplications of a product of matrices or vectors; 0 for other
    /// functions.
    pub fn operations(&self) -> usize {
        self.facts.operations
    }

    /// The size of the outputs that were allocated, in bytes.
    pub fn allocated(&self) -> usize {
        self.facts.allocated()
    }
}

/// All calls of one operation on the same dtypes, at one level, on one path.
#[derive(Clone, Copy, Debug)]
pub struct Totals {
    /// The latest of these calls.
    pub latest: Call,
    /// The number of calls.
    pub calls: u64,
    /// The sums of what [`Call`] says of one.
    pub elements: u64,
    /// In bytes.
    pub bytes: u64,
    /// Additions and multiplications.
    pub operations: u64,
    /// In bytes.
    pub allocated: u64,
    /// The number of calls that allocated outputs.
    pub allocations: u64,
    /// The most threads of a call.
    pub threads: usize,
    /// The sum of times.
    pub time: Duration,
}

impl Totals {
    fn first(call: Call) -> Self {
        let nothing = Totals {
            latest: call,
            calls: 0,
            elements: 0,
            bytes: 0,
            operations: 0,
            allocated: 0,
            allocations: 0,
            threads: 0,
            time: Duration::ZERO,
        };
        nothing.and(call)
    }

    fn and(self, call: Call) -> Self {
        Totals {
            latest: call,
            calls: self.calls + 1,
            elements: self.elements.saturating_add(call.elements() as u64),
            bytes: self.bytes.saturating_add(call.bytes() as u64),
            operations: self.operations.saturating_add(call.operations() as u64),
            allocated: self.allocated.saturating_add(call.allocated() as u64),
            allocations: self.allocations + u64::from(call.allocated() > 0),
            threads: self.threads.max(call.threads),
            time: self.time + call.time,
        }
    }
}

/// What calls must share to be added up: name, dtypes in memory, which are outputs, level, path.
type Key = (&'static str, Vec<(DType, bool)>, Level, Path);

static IS_RECORDING: AtomicBool = AtomicBool::new(false);
static RECORDED: Mutex<BTreeMap<Key, Totals>> = Mutex::new(BTreeMap::new());

/// The number of recordings and explanations under way.
static WATCHERS: AtomicUsize = AtomicUsize::new(0);

std::thread_local! {
    /// The calls of this thread that have not ended, each made while the one before it waits.
    static ONGOING: RefCell<Vec<Started>> = const { RefCell::new(Vec::new()) };

    /// The calls that have ended since the innermost [`explain`] of this thread began.
    static EXPLAINED: RefCell<Option<Vec<Call>>> = const { RefCell::new(None) };
}

/// A call that has not ended.
struct Started {
    facts: Facts,
    /// The first that it takes: others are parts of it.
    path: Option<Path>,
    pieces: usize,
    start: Instant,
    /// The time of calls that were made in between.
    others: Duration,
    span: EnteredSpan,
}

#[inline(always)]
pub(super) fn is_watched() -> bool {
    WATCHERS.load(Ordering::Relaxed) > 0
}

#[cold]
pub(super) fn begin(facts: Facts) {
    let span = tracing::trace_span!(
        target: "tightloop",
        "call",
        op = %facts.op,
        elements = facts.elements as u64,
        bytes = facts.bytes() as u64,
        level = %Level::current().name(),
        path = tracing::field::Empty,
        threads = tracing::field::Empty,
    );
    let started = Started {
        facts,
        path: None,
        pieces: 1,
        start: Instant::now(),
        others: Duration::ZERO,
        span: span.entered(),
    };
    ONGOING.with_borrow_mut(|ongoing| ongoing.push(started));
}

/// Changes the innermost call of this thread.
#[cold]
fn change(f: impl FnOnce(&mut Started)) {
    ONGOING.with_borrow_mut(|ongoing| ongoing.last_mut().map(f));
}

pub(super) fn take_path(path: Path) {
    change(|call| _ = call.path.get_or_insert(path));
}

pub(super) fn cut(pieces: usize) {
    change(|call| call.pieces = call.pieces.max(pieces));
}

#[cold]
pub(super) fn end() {
    let ended = ONGOING.with_borrow_mut(|ongoing| {
        let ended = ongoing.pop()?;
        let time = ended.start.elapsed();
        if let Some(outer) = ongoing.last_mut() {
            outer.others += time;
        }
        Some((ended, time))
    });
    let Some((Started { facts, path, pieces, others, span, .. }, time)) = ended else { return };
    let path = path.unwrap_or(Path::Contiguous);
    let (time, level) = (time.saturating_sub(others), Level::current());
    let threads = if pieces > 1 { pieces.min(parallel::pool_threads()) } else { 1 };
    span.record("path", tracing::field::display(path));
    span.record("threads", threads as u64);
    drop(span);
    let call = Call { facts, level, path, threads, time };
    EXPLAINED.with_borrow_mut(|explained| {
        if let Some(explained) = explained {
            explained.push(call);
        }
    });
    if is_recording() {
        let types = facts.operands().map(|operand| (operand.dtype(), operand.is_output()));
        let mut recorded = lock();
        recorded
            .entry((facts.op, types.collect(), level, path))
            .and_modify(|totals| *totals = totals.and(call))
            .or_insert_with(|| Totals::first(call));
    }
}

fn lock() -> MutexGuard<'static, BTreeMap<Key, Totals>> {
    RECORDED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins to record the calls of all threads, and forgets earlier ones.
///
/// # Examples
///
/// ```
/// # use tightloop_dispatch as tightloop;
/// use tightloop::profile;
///
/// profile::start();
/// assert!(profile::is_recording());
/// // .. calls ..
/// profile::stop();
/// ```
pub fn start() {
    let mut recorded = lock();
    recorded.clear();
    if !IS_RECORDING.swap(true, Ordering::Relaxed) {
        WATCHERS.fetch_add(1, Ordering::Relaxed);
    }
}

/// Stops to record. What has been recorded stays.
///
/// # Examples
///
/// ```
/// # use tightloop_dispatch as tightloop;
/// use tightloop::profile;
///
/// profile::stop(); // nothing is recorded, so this does nothing
/// assert!(!profile::is_recording());
/// ```
pub fn stop() {
    if IS_RECORDING.swap(false, Ordering::Relaxed) {
        WATCHERS.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Returns whether calls are recorded.
///
/// # Examples
///
/// ```
/// # use tightloop_dispatch as tightloop;
/// use tightloop::profile;
///
/// assert!(!profile::is_recording()); // before anybody begins
/// ```
pub fn is_recording() -> bool {
    IS_RECORDING.load(Ordering::Relaxed)
}

/// Returns what has been recorded, the most time first.
pub fn recorded() -> Vec<Totals> {
    let mut totals: Vec<Totals> = lock().values().copied().collect();
    totals.sort_by_key(|totals| Reverse(totals.time));
    totals
}

/// Returns the result of `f`, and the calls that this thread made in it, in the order in which they
/// ended.
pub fn explain<R>(f: impl FnOnce() -> R) -> (R, Vec<Call>) {
    /// Puts the calls of an outer explanation back, even if `f` panics.
    struct Explaining(Option<Vec<Call>>);

    impl Drop for Explaining {
        fn drop(&mut self) {
            WATCHERS.fetch_sub(1, Ordering::Relaxed);
            EXPLAINED.set(self.0.take());
        }
    }

    WATCHERS.fetch_add(1, Ordering::Relaxed);
    let mut explaining = Explaining(EXPLAINED.replace(Some(Vec::new())));
    let result = f();
    let calls = EXPLAINED.take().unwrap_or_default();
    if let Some(outer) = &mut explaining.0 {
        outer.extend(&calls);
    }
    (result, calls)
}
