//! The results of a run, for people and for programs.

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

/// All results of a run.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The day of the run in UTC, as year-month-day.
    pub date: String,
    /// The arguments that selected the cases; empty for all of the usual ones.
    pub selection: String,
    /// The machine, and the software on it.
    pub machine: Machine,
    /// The results, one entry per case.
    pub findings: Vec<Finding>,
    /// Our calls on increasing numbers of threads.
    pub scaling: Vec<Scaling>,
}

/// All ratios of one peer in one group.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The group.
    pub group: Group,
    /// The peer.
    pub peer: Peer,
    /// The number of cases that both have.
    pub cases: usize,
    /// In how many of them we take less time.
    pub leads: usize,
    /// The geometric mean of the peer's time divided by ours.
    pub mean: f64,
    /// The smallest ratio, and its case.
    pub worst: (f64, String),
}

impl Report {
    /// Returns the findings of a group.
    pub fn of_group(&self, group: Group) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.group == group)
    }

    /// Returns the peers that occur in some findings, in the order of tables.
    pub fn peers<'a>(&self, findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Peer> {
        let peers = findings.into_iter().flat_map(|finding| &finding.peers);
        let mut peers: Vec<Peer> = peers.map(|finding| finding.peer).collect();
        peers.sort_unstable();
        peers.dedup();
        peers
    }

    /// Summarises each group against each of its peers.
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
                    let cases = ratios.len();
                    let leads = ratios.iter().filter(|(ratio, _)| *ratio >= 1.0).count();
                    summaries.push(Summary { group, peer, cases, leads, mean, worst });
                }
            }
        }
        summaries
    }

    /// Returns the comparisons in which we trail, the smallest ratio first.
    pub fn trailing(&self) -> Vec<(f64, Peer, String)> {
        let mut trailing = Vec::new();
        for finding in &self.findings {
            for theirs in &finding.peers {
                if let Some(ratio) = theirs.ratio
                    && ratio.median < 1.0
                {
                    trailing.push((ratio.median, theirs.peer, finding.name()));
                }
            }
        }
        trailing.sort_by(|a, b| a.0.total_cmp(&b.0));
        trailing
    }
}

/// Returns a time in the unit in which it is easiest to read.
pub fn time(seconds: f64) -> String {
    match seconds {
        s if s < 1e-6 => format!("{:.1} ns", s * 1e9),
        s if s < 1e-3 => format!("{:.2} us", s * 1e6),
        s if s < 1.0 => format!("{:.2} ms", s * 1e3),
        s => format!("{s:.2} s"),
    }
}

/// Returns the speed of a call in the unit of its group.
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
        Group::Overhead => "ns/call",
        _ => "ns/element",
    }
}

/// Returns the day of a time in seconds since 1970-01-01, as year-month-day.
pub fn date(seconds: u64) -> String {
    // Counted in years that begin in March, so that a leap day comes last; the constants are days
    // per 400, 100, 4 years and one year.
    let days = seconds / 86_400 + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = (400 * era + year + month / 10, (month + 2) % 12 + 1);
    format!("{year}-{month:02}-{day:02}")
}
