//! The cases: calls of ours, and the same calls of each peer.

pub mod copies;
pub mod fusion;
pub mod gemm;
pub mod overhead;
pub mod reductions;
pub mod ufuncs;

use crate::peers::python::{NO_SUCH_FUNCTION, Prepared};
use crate::peers::{Peer, Peers};
use serde::Serialize;
use std::hint::black_box;
use std::time::{Duration, Instant};
use tightloop::{Level, with_level, with_threads};
use tightloop_harness::Contender;
use tightloop_harness::agree::Tolerance;

/// A result whose error is a message for the user.
pub type Outcome<T> = std::result::Result<T, String>;

/// A group of cases that the command line can select.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Elementwise functions.
    Ufuncs,
    /// Reductions and scans.
    Reductions,
    /// Matrix products.
    Gemm,
    /// Copies into new arrays.
    Copies,
    /// Expressions in one pass over memory.
    Fusion,
    /// Calls on a few elements.
    Overhead,
}

impl Group {
    /// All groups.
    pub const ALL: [Group; 6] = [
        Group::Ufuncs,
        Group::Reductions,
        Group::Gemm,
        Group::Copies,
        Group::Fusion,
        Group::Overhead,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Group::Ufuncs => "ufuncs",
            Group::Reductions => "reductions",
            Group::Gemm => "gemm",
            Group::Copies => "copies",
            Group::Fusion => "fusion",
            Group::Overhead => "overhead",
        }
    }
}

/// The work of a call, which its time is related to.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Work {
    /// The number of elements that the time is divided by.
    pub elements: usize,
    /// The least number of bytes that the call must read.
    pub read: usize,
    /// The number of bytes that it writes.
    pub written: usize,
    /// The number of additions, multiplications and the like, if they can be counted.
    pub operations: Option<usize>,
}

/// A case: its name, its work, and how to make its calls.
pub struct Case {
    /// The group.
    pub group: Group,
    /// The function.
    pub op: String,
    /// The dtype of the operands: [`Datum::NAME`](crate::data::Datum::NAME).
    pub dtype: &'static str,
    /// The shape and the layout of the operands.
    pub shape: String,
    /// The work of a call.
    pub work: Work,
    /// Whether only `--full` includes the case.
    pub full_only: bool,
    /// Makes the operands and the calls. They take memory, so this waits until the case is due.
    pub make: Box<dyn Fn(&Peers) -> Outcome<Comparison>>,
}

impl Case {
    /// The full name, which filters match.
    pub fn name(&self) -> String {
        format!("{} {} {}", self.op, self.dtype, self.shape)
    }
}

/// Calls that compute the same result.
pub struct Comparison {
    /// Our call, if we have the function yet. It runs at whatever level is in force.
    pub ours: Option<Box<dyn Contender>>,
    /// The calls of the peers.
    pub peers: Vec<(Peer, Box<dyn Contender>)>,
    /// How far results may differ.
    pub tolerance: Tolerance,
    /// Why peers are left out.
    pub notes: Vec<String>,
}

impl Comparison {
    /// Starts a comparison with our call, if there is one, and no peers.
    pub fn new(ours: Option<Box<dyn Contender>>, tolerance: Tolerance) -> Self {
        Comparison { ours, peers: Vec::new(), tolerance, notes: Vec::new() }
    }

    /// Adds a peer's call. If it could not be prepared, adds a note instead, or nothing if the peer
    /// has no such function.
    pub fn add_python(&mut self, peer: Peer, call: Outcome<Prepared>) {
        match call {
            Ok(call) => self.peers.push((peer, Box::new(call))),
            Err(error) if error.starts_with(NO_SUCH_FUNCTION) => {}
            Err(error) => self.notes.push(format!("{}: {error}", peer.name())),
        }
    }

    /// Adds a peer's call.
    pub fn add(&mut self, peer: Peer, call: Box<dyn Contender>) {
        self.peers.push((peer, call));
    }

    /// Adds a peer's call in this process: see [`local`].
    pub fn add_local<Out: 'static>(
        &mut self,
        peer: Peer,
        output: Out,
        values: fn(&Out) -> Vec<f64>,
        call: impl FnMut(&mut Out) + 'static,
    ) {
        self.add(peer, local(output, values, call));
    }
}

/// Calls in this process, with the output that they write.
struct Local<Out, F> {
    output: Out,
    calls: F,
    values: fn(&Out) -> Vec<f64>,
}

/// Returns a contender that runs `call`, which writes to `output`. `values` reads the result.
pub fn local<Out: 'static>(
    output: Out,
    values: fn(&Out) -> Vec<f64>,
    mut call: impl FnMut(&mut Out) + 'static,
) -> Box<dyn Contender> {
    local_calls(output, values, move |calls, output| {
        (0..calls).for_each(|_| call(black_box(output)))
    })
}

/// Like [`local`], but `calls` runs a given number of calls itself, after preparing what they
/// share.
pub fn local_calls<Out: 'static>(
    output: Out,
    values: fn(&Out) -> Vec<f64>,
    calls: impl FnMut(u64, &mut Out) + 'static,
) -> Box<dyn Contender> {
    Box::new(Local { output, calls, values })
}

impl<Out, F: FnMut(u64, &mut Out)> Contender for Local<Out, F> {
    fn time(&mut self, calls: u64) -> Result<Duration, String> {
        let began = Instant::now();
        (self.calls)(calls, &mut self.output);
        Ok(began.elapsed())
    }

    fn result(&mut self) -> Result<Vec<f64>, String> {
        (self.calls)(1, &mut self.output);
        Ok((self.values)(&self.output))
    }
}

/// Our call, at a level and on a number of threads.
pub struct AtLevel<'a> {
    /// The call.
    pub call: &'a mut dyn Contender,
    /// The level.
    pub level: Level,
    /// The number of threads.
    pub threads: usize,
}

impl AtLevel<'_> {
    fn run<R>(
        &mut self,
        f: impl FnOnce(&mut dyn Contender) -> Result<R, String>,
    ) -> Result<R, String> {
        let (level, threads) = (self.level, self.threads);
        with_level(level, || with_threads(threads, || f(self.call)))
            .map_err(|error| error.to_string())?
    }
}

impl Contender for AtLevel<'_> {
    fn time(&mut self, calls: u64) -> Result<Duration, String> {
        self.run(|call| call.time(calls))
    }

    fn result(&mut self) -> Result<Vec<f64>, String> {
        self.run(|call| call.result())
    }
}

/// Returns all cases.
pub fn all() -> Vec<Case> {
    let mut cases = ufuncs::cases();
    cases.extend(reductions::cases());
    cases.extend(gemm::cases());
    cases.extend(copies::cases());
    cases.extend(fusion::cases());
    cases.extend(overhead::cases());
    cases
}

/// Returns the value of one of our calls on operands that fit each other.
pub fn unwrap<T>(result: tightloop::Result<T>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("a call on operands that fit each other failed: {error}"),
    }
}
