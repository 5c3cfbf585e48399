//! The table of what has been recorded.

use super::advice::{Advice, advice};
use super::units::{Scaled, count, time, types};
use std::fmt;
use std::time::Duration;
use tightloop_dispatch::profile::{Limits, Totals, recorded};

/// What has been recorded since [`start`](super::start). It displays as a table, with advice.
#[derive(Clone, Debug)]
pub struct Report {
    totals: Vec<Totals>,
    limits: &'static Limits,
}

/// Returns what has been recorded since [`start`](super::start), on all threads.
///
/// Measures the [limits](Limits) of this machine, if it is the first time.
///
/// # Examples
///
/// ```
/// use tightloop::{matmul, profile, Array};
///
/// let x = Array::<f32>::ones(&[100, 100])?;
/// profile::start();
/// matmul(&x, &x)?;
/// profile::stop();
/// let report = profile::report();
/// assert_eq!(report.totals()[0].latest.op(), "matmul");
/// assert_eq!(report.totals()[0].operations, 2_000_000);
/// # Ok::<(), tightloop::Error>(())
/// ```
pub fn report() -> Report {
    let totals = recorded();
    Report { totals, limits: Limits::of_this_machine() }
}

impl Report {
    /// The rows, the most time first.
    pub fn totals(&self) -> &[Totals] {
        &self.totals
    }

    /// The time of all calls. Those of several threads are added up.
    pub fn time(&self) -> Duration {
        self.totals.iter().map(|totals| totals.time).sum()
    }

    /// The share of the machine's limit that the calls of a row have reached, about 0 to 1, if the
    /// limit is known.
    pub fn share_of_limit(&self, totals: &Totals) -> Option<f64> {
        self.limits.share(totals)
    }

    /// What to try, the most time first.
    pub fn advice(&self) -> Vec<Advice> {
        advice(self)
    }
}

/// The columns: their names, and how wide they are.
const COLUMNS: [(&str, usize); 9] = [
    ("time", 8),
    ("%", 5),
    ("calls", 9),
    ("per call", 8),
    ("elements", 8),
    ("rate", 12),
    ("of limit", 8),
    ("threads", 7),
    ("allocated", 9),
];

fn write_row(f: &mut fmt::Formatter<'_>, cells: [&str; COLUMNS.len()], call: &str) -> fmt::Result {
    for (cell, (_, width)) in cells.iter().zip(COLUMNS) {
        write!(f, "{cell:>width$}  ")?;
    }
    writeln!(f, "{call}")
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (all, calls) = (self.time(), self.totals.iter().map(|totals| totals.calls).sum());
        writeln!(f, "{} calls took {}.\n", count(calls), time(all))?;
        write_row(f, COLUMNS.map(|(name, _)| name), "call")?;
        for totals in &self.totals {
            let seconds = totals.time.as_secs_f64();
            let per_call = totals.time.div_f64(totals.calls as f64);
            let rate = if totals.operations > 0 {
                Scaled(totals.operations as f64 / seconds, "FLOP/s")
            } else {
                Scaled(totals.bytes as f64 / seconds, "B/s")
            };
            let share = self.share_of_limit(totals);
            let allocated = match totals.allocated {
                0 => String::new(),
                bytes => Scaled(bytes as f64, "B").to_string(),
            };
            let call = totals.latest;
            write_row(
                f,
                [
                    &time(totals.time),
                    &format!("{:.1}", 100.0 * seconds / all.as_secs_f64()),
                    &count(totals.calls),
                    &time(per_call),
                    &Scaled((totals.elements / totals.calls) as f64, "").to_string(),
                    &rate.to_string(),
                    &share.map_or(String::new(), |share| format!("{:.0} %", 100.0 * share)),
                    &totals.threads.to_string(),
                    &allocated,
                ],
                &format!(
                    "{} {}, {}, {}",
                    call.op(),
                    types(call.operands()),
                    call.path(),
                    call.level().name()
                ),
            )?;
        }
        let advice = self.advice();
        if !advice.is_empty() {
            writeln!(f, "\nWhat to try:")?;
            for advice in advice {
                writeln!(f, "- {advice}")?;
            }
        }
        Ok(())
    }
}
