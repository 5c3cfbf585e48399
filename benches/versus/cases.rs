//! What is measured: calls of ours, and the same of each peer.

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

/// What can go wrong is said in words.
pub type Outcome<T> = std::result::Result<T, String>;

/// A part of the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Elementwise functions.
    Ufuncs,
    /// Reductions and scans.
    Reductions,
    /// Matrix products.
    Gemm,
    /// Expressions in one pass over memory.
    Fusion,
    /// Calls on a few elements.
    Overhead,
}

impl Group {
    /// All of them.
    pub const ALL: [Group; 5] =
        [Group::Ufuncs, Group::Reductions, Group::Gemm, Group::Fusion, Group::Overhead];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Group::Ufuncs => "ufuncs",
            Group::Reductions => "reductions",
            Group::Gemm => "gemm",
            Group::Fusion => "fusion",
            Group::Overhead => "overhead",
        }
    }
}

/// What a call does, to be set against its time.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Work {
    /// The elements that it takes, or gives: what its time is divided by.
    pub elements: usize,
    /// The bytes that it reads at least.
    pub read: usize,
    /// The bytes that it writes.
    pub written: usize,
    /// Additions, multiplications and the like, where they can be counted.
    pub operations: Option<usize>,
}

/// A case: its name, what it does, and how to make it.
pub struct Case {
    /// What it belongs to.
    pub group: Group,
    /// The function.
    pub op: String,
    /// The dtype of its operands.
    pub dtype: &'static str,
    /// The shape, and how operands lie.
    pub form: String,
    /// What it does.
    pub work: Work,
    /// Whether it is left out unless all are asked for.
    pub is_extra: bool,
    /// Makes the operands, and the calls. This takes memory, so it is done when the case's turn
    /// comes.
    pub make: Box<dyn Fn(&Peers) -> Outcome<Match>>,
}

impl Case {
    /// The name as a whole, which filters go by.
    pub fn name(&self) -> String {
        format!("{} {} {}", self.op, self.dtype, self.form)
    }
}

/// Calls that compute the same.
pub struct Match {
    /// Ours, if there is one yet. It runs at whatever level it is told.
    pub ours: Option<Box<dyn Contender>>,
    /// Those of the peers.
    pub peers: Vec<(Peer, Box<dyn Contender>)>,
    /// How far results may lie apart.
    pub tolerance: Tolerance,
    /// What kept a peer out.
    pub notes: Vec<String>,
}

impl Match {
    /// A match of ours, if there is one, with nobody yet.
    pub fn of(ours: Option<Box<dyn Contender>>, tolerance: Tolerance) -> Self {
        Match { ours, peers: Vec::new(), tolerance, notes: Vec::new() }
    }

    /// Adds a peer's call, as far as it could be made; what kept it out is noted, unless the peer
    /// has no such function.
    pub fn against_python(&mut self, peer: Peer, call: Outcome<Prepared>) {
        match call {
            Ok(call) => self.peers.push((peer, Box::new(call))),
            Err(error) if error.starts_with(NO_SUCH_FUNCTION) => {}
            Err(error) => self.notes.push(format!("{}: {error}", peer.name())),
        }
    }

    /// Adds a peer's call, if it has one.
    pub fn against(&mut self, peer: Peer, call: Option<Box<dyn Contender>>) {
        if let Some(call) = call {
            self.peers.push((peer, call));
        }
    }
}

/// Calls in this process, with the output that they write.
struct Local<Out, F> {
    output: Out,
    calls: F,
    values: fn(&Out) -> Vec<f64>,
}

/// A call of `call`, which writes to `output`; `values` are those of the result.
pub fn local<Out: 'static>(
    output: Out,
    values: fn(&Out) -> Vec<f64>,
    mut call: impl FnMut(&mut Out) + 'static,
) -> Box<dyn Contender> {
    local_calls(output, values, move |calls, output| {
        (0..calls).for_each(|_| call(black_box(output)))
    })
}

/// As [`local`], of what makes a number of calls itself, after it has prepared what they have in
/// common.
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

/// A contender of ours, at a level and on so many threads.
pub struct AtLevel<'a> {
    /// The call.
    pub call: &'a mut dyn Contender,
    /// The level.
    pub level: Level,
    /// The threads.
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

/// What is to be measured.
pub fn all() -> Vec<Case> {
    let mut cases = ufuncs::cases();
    cases.extend(reductions::cases());
    cases.extend(gemm::cases());
    cases.extend(fusion::cases());
    cases.extend(overhead::cases());
    cases
}

/// What a function of ours says where its operands fit each other, or its memory does not fit the
/// machine.
pub fn done<T>(result: tightloop::Result<T>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("operands that fit each other: {error}"),
    }
}
