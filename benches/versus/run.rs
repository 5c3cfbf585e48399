//! A run: every selected case is made, checked, measured and noted down.

use crate::cases::{AtLevel, Case, Group, Match, Work};
use crate::machine::Machine;
use crate::peers::{Peer, Peers};
use serde::Serialize;
use tightloop::Level;
use tightloop_harness::agree::agree;
use tightloop_harness::stats::Spread;
use tightloop_harness::{Contender, Effort, Series, measure};

/// What has been found of one case.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
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
    /// Our seconds a call, in each round, at the level of the run; nothing where the function is
    /// still to come.
    pub ours: Option<Vec<f64>>,
    /// The same at AVX2, against peers that are held to it.
    pub ours_avx2: Option<Vec<f64>>,
    /// Our part of what the machine can do at most.
    pub share: Option<f64>,
    /// Each peer that has the function.
    pub against: Vec<Against>,
    /// What kept a peer, or the case, from being measured.
    pub notes: Vec<String>,
}

/// What has been found of one peer.
#[derive(Clone, Debug, Serialize)]
pub struct Against {
    /// Who.
    pub peer: Peer,
    /// Its seconds a call, in each round.
    pub seconds: Vec<f64>,
    /// How many times as long as ours it takes.
    pub ratio: Option<Spread>,
}

impl Finding {
    /// The name of the case.
    pub fn name(&self) -> String {
        format!("{} {} {}", self.op, self.dtype, self.form)
    }

    /// Our typical seconds a call.
    pub fn seconds(&self) -> Option<f64> {
        self.ours.as_ref().map(|seconds| Spread::of(seconds).median)
    }

    /// How many times as long as ours a peer takes.
    pub fn ratio(&self, peer: Peer) -> Option<Spread> {
        self.against.iter().find(|against| against.peer == peer)?.ratio
    }
}

/// Makes, checks and measures a case. What goes wrong is noted.
pub fn find(
    case: &Case,
    peers: &Peers,
    machine: &Machine,
    level: Level,
    effort: Effort,
) -> Finding {
    let mut finding = Finding {
        group: case.group,
        op: case.op.clone(),
        dtype: case.dtype,
        form: case.form.clone(),
        work: case.work,
        ours: None,
        ours_avx2: None,
        share: None,
        against: Vec::new(),
        notes: Vec::new(),
    };
    let outcome = (case.make)(peers).and_then(|mut found| {
        finding.notes.append(&mut found.notes);
        keep_who_agrees(&mut found, level, peers.threads, &mut finding.notes)?;
        measure_all(&mut found, level, peers.threads, effort, &mut finding)
    });
    if let Err(error) = outcome {
        finding.notes.push(error);
    }
    finding.share =
        finding.seconds().map(|seconds| machine.shortest(&case.work, case.dtype) / seconds);
    finding
}

/// Compares results, once, and leaves out peers that have found something else: one does not count
/// as fast by being wrong.
fn keep_who_agrees(
    found: &mut Match,
    level: Level,
    threads: usize,
    notes: &mut Vec<String>,
) -> Result<(), String> {
    let mut expected = match &mut found.ours {
        Some(call) => Some(AtLevel { call: &mut **call, level, threads }.result()?),
        None => None,
    };
    let tolerance = found.tolerance;
    found.peers.retain_mut(|(peer, call)| {
        let outcome = call.result().and_then(|result| match &expected {
            Some(expected) => {
                agree(expected, &result, tolerance).map_err(|error| error.to_string())
            }
            None => {
                expected = Some(result);
                Ok(())
            }
        });
        if let Err(error) = &outcome {
            notes.push(format!("{}: {error}", peer.name()));
        }
        outcome.is_ok()
    });
    Ok(())
}

/// Measures ours and all peers in turn, and ours at AVX2 and those that are held to it.
fn measure_all(
    found: &mut Match,
    level: Level,
    threads: usize,
    effort: Effort,
    finding: &mut Finding,
) -> Result<(), String> {
    let is_held = |peer: Peer| peer == Peer::NumpyAvx2;
    for (level, held) in [(level, false), (Level::Avx2, true)] {
        let mut names = Vec::new();
        let mut contenders: Vec<&mut dyn Contender> = Vec::new();
        let mut ours = found.ours.as_deref_mut().map(|call| AtLevel { call, level, threads });
        let has_ours = ours.is_some();
        if let Some(ours) = &mut ours {
            contenders.push(ours);
        }
        for (peer, call) in found.peers.iter_mut().filter(|(peer, _)| is_held(*peer) == held) {
            names.push(*peer);
            contenders.push(&mut **call);
        }
        if held && names.is_empty() {
            continue;
        }
        let mut series = measure(&mut contenders, effort)?.into_iter();
        let ours = if has_ours { series.next() } else { None };
        for (peer, seconds) in names.into_iter().zip(series) {
            let ratio = ours.as_ref().map(|ours| seconds.ratio_to(ours));
            finding.against.push(Against { peer, seconds: seconds.0, ratio });
        }
        let ours = ours.map(|Series(seconds)| seconds);
        if held { finding.ours_avx2 = ours } else { finding.ours = ours }
    }
    Ok(())
}
