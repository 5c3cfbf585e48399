//! What has been found, for people and for programs.

pub mod page;
pub mod plots;
pub mod table;

use crate::cases::Group;
use crate::machine::Machine;
use crate::peers::Peer;
use crate::run::Finding;
use crate::scaling::Scaling;
use serde::Serialize;
use tightloop_harness::stats::geometric_mean;

/// All that a run has found.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The machine, and what is on it.
    pub machine: Machine,
    /// One for each case.
    pub findings: Vec<Finding>,
    /// Our calls on more and more threads.
    pub scaling: Vec<Scaling>,
}

/// The ratios of one peer in one group, as one.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The group.
    pub group: Group,
    /// The peer.
    pub peer: Peer,
    /// How many cases both have.
    pub cases: usize,
    /// In how many of them we take less time.
    pub leads: usize,
    /// How many times as long as we the peer takes, on geometric average.
    pub mean: f64,
    /// The least of these ratios, and its case.
    pub worst: (f64, String),
}

impl Report {
    /// The findings of a group.
    pub fn of_group(&self, group: Group) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.group == group)
    }

    /// The peers that are in some findings, in the order of tables.
    pub fn peers<'a>(&self, findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Peer> {
        let mut peers: Vec<Peer> = findings
            .into_iter()
            .flat_map(|finding| finding.against.iter().map(|against| against.peer))
            .collect();
        peers.sort_unstable();
        peers.dedup();
        peers
    }

    /// Each group against each of its peers.
    pub fn summaries(&self) -> Vec<Summary> {
        let mut summaries = Vec::new();
        for group in Group::ALL {
            for peer in self.peers(self.of_group(group)) {
                let ratios: Vec<(f64, String)> = self
                    .of_group(group)
                    .filter_map(|finding| Some((finding.ratio(peer)?.median, finding.name())))
                    .collect();
                let mean = geometric_mean(ratios.iter().map(|(ratio, _)| *ratio));
                let worst = ratios.iter().min_by(|a, b| a.0.total_cmp(&b.0)).cloned();
                if let (Some(mean), Some(worst)) = (mean, worst) {
                    let leads = ratios.iter().filter(|(ratio, _)| *ratio >= 1.0).count();
                    summaries.push(Summary {
                        group,
                        peer,
                        cases: ratios.len(),
                        leads,
                        mean,
                        worst,
                    });
                }
            }
        }
        summaries
    }

    /// The comparisons in which we trail, the farthest first.
    pub fn trailing(&self) -> Vec<(f64, Peer, String)> {
        let mut trailing: Vec<(f64, Peer, String)> = self
            .findings
            .iter()
            .flat_map(|finding| finding.against.iter().map(move |against| (finding, against)))
            .filter_map(|(finding, against)| {
                Some((against.ratio?.median, against.peer, finding.name()))
            })
            .filter(|(ratio, ..)| *ratio < 1.0)
            .collect();
        trailing.sort_by(|a, b| a.0.total_cmp(&b.0));
        trailing
    }
}

/// Seconds in the unit in which they are easiest to read.
pub fn time(seconds: f64) -> String {
    match seconds {
        s if s < 1e-6 => format!("{:.1} ns", s * 1e9),
        s if s < 1e-3 => format!("{:.2} us", s * 1e6),
        s if s < 1.0 => format!("{:.2} ms", s * 1e3),
        s => format!("{s:.2} s"),
    }
}

/// What a call takes, in the unit of its group: nanoseconds an element, or billions of operations a
/// second.
pub fn figure(finding: &Finding, seconds: f64) -> String {
    match (finding.group, finding.work.operations) {
        (Group::Gemm, Some(operations)) => format!("{:.3}", operations as f64 / seconds / 1e9),
        _ => format!("{:.3}", seconds / finding.work.elements as f64 * 1e9),
    }
}

/// The unit of [`figure`].
pub fn unit(group: Group) -> &'static str {
    match group {
        Group::Gemm => "GFLOP/s",
        Group::Overhead => "ns a call",
        _ => "ns an element",
    }
}
