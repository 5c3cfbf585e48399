//! A run: makes, checks and measures every selected case.

use crate::cases::{AtLevel, Case, Comparison, Group, Work};
use crate::machine::Machine;
use crate::peers::{Peer, Peers};
use serde::Serialize;
use tightloop::Level;
use tightloop_harness::agree::agree;
use tightloop_harness::stats::Spread;
use tightloop_harness::{Contender, Effort, Series, measure};

/// The results of one case.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// The group.
    pub group: Group,
    /// The function.
    pub op: String,
    /// The dtype of the operands.
    pub dtype: &'static str,
    /// The shape and the layout of the operands.
    pub shape: String,
    /// The work of a call.
    pub work: Work,
    /// Our seconds per call in each round, at the level of the run; `None` if we do not have the
    /// function yet.
    pub ours: Option<Vec<f64>>,
    /// The same at AVX2, compared with peers that are limited to it.
    pub ours_avx2: Option<Vec<f64>>,
    /// The shortest time that this machine allows, divided by our time.
    pub of_limit: Option<f64>,
    /// The results of each peer that has the function.
    pub peers: Vec<PeerFinding>,
    /// Why a peer, or the whole case, was not measured.
    pub notes: Vec<String>,
}

/// The results of one peer in one case.
#[derive(Clone, Debug, Serialize)]
pub struct PeerFinding {
    /// The peer.
    pub peer: Peer,
    /// Its seconds per call in each round.
    pub seconds: Vec<f64>,
    /// Its time divided by ours.
    pub ratio: Option<Spread>,
}

impl Finding {
    /// The name of the case.
    pub fn name(&self) -> String {
        format!("{} {} {}", self.op, self.dtype, self.shape)
    }

    /// Our median seconds per call.
    pub fn seconds(&self) -> Option<f64> {
        self.ours.as_ref().map(|seconds| Spread::of(seconds).median)
    }

    /// The results of a peer, if it has the function.
    pub fn of_peer(&self, peer: Peer) -> Option<&PeerFinding> {
        self.peers.iter().find(|finding| finding.peer == peer)
    }

    /// A peer's time divided by ours.
    pub fn ratio(&self, peer: Peer) -> Option<Spread> {
        self.of_peer(peer)?.ratio
    }
}

/// Makes, checks and measures a case. Errors become notes.
pub fn measure_case(
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
        shape: case.shape.clone(),
        work: case.work,
        ours: None,
        ours_avx2: None,
        of_limit: None,
        peers: Vec::new(),
        notes: Vec::new(),
    };
    let outcome = (case.make)(peers).and_then(|mut comparison| {
        finding.notes.append(&mut comparison.notes);
        drop_peers_that_disagree(&mut comparison, level, peers.threads, &mut finding.notes)?;
        measure_all(&mut comparison, level, peers.threads, effort, &mut finding)
    });
    if let Err(error) = outcome {
        finding.notes.push(error);
    }
    finding.of_limit =
        finding.seconds().map(|seconds| machine.shortest_time(&case.work, case.dtype) / seconds);
    finding
}

/// Compares the results of one call each, and drops peers whose results differ from ours: nobody
/// counts as fast by being wrong.
fn drop_peers_that_disagree(
    comparison: &mut Comparison,
    level: Level,
    threads: usize,
    notes: &mut Vec<String>,
) -> Result<(), String> {
    let mut expected = match &mut comparison.ours {
        Some(call) => Some(AtLevel { call: &mut **call, level, threads }.result()?),
        None => None,
    };
    let tolerance = comparison.tolerance;
    comparison.peers.retain_mut(|(peer, call)| {
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

/// Measures our call and all peers in turn. Then does the same with our call at AVX2 and the peers
/// that are limited to it.
fn measure_all(
    comparison: &mut Comparison,
    level: Level,
    threads: usize,
    effort: Effort,
    finding: &mut Finding,
) -> Result<(), String> {
    let is_limited = |peer: Peer| peer == Peer::NumpyAvx2;
    for (level, limited) in [(level, false), (Level::Avx2, true)] {
        let mut names = Vec::new();
        let mut contenders: Vec<&mut dyn Contender> = Vec::new();
        let mut ours = comparison.ours.as_deref_mut().map(|call| AtLevel { call, level, threads });
        let has_ours = ours.is_some();
        if let Some(ours) = &mut ours {
            contenders.push(ours);
        }
        let peers = comparison.peers.iter_mut();
        for (peer, call) in peers.filter(|(peer, _)| is_limited(*peer) == limited) {
            names.push(*peer);
            contenders.push(&mut **call);
        }
        if limited && names.is_empty() {
            continue;
        }
        let mut series = measure(&mut contenders, effort)?.into_iter();
        let ours = if has_ours { series.next() } else { None };
        for (peer, seconds) in names.into_iter().zip(series) {
            let ratio = ours.as_ref().map(|ours| seconds.ratio_to(ours));
            finding.peers.push(PeerFinding { peer, seconds: seconds.0, ratio });
        }
        let ours = ours.map(|Series(seconds)| seconds);
        if limited { finding.ours_avx2 = ours } else { finding.ours = ours }
    }
    Ok(())
}
