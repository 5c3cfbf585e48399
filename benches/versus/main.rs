//! tightloop side by side with its peers, in one run: `cargo bench --bench versus -- --help`.

#![deny(unsafe_code)]

mod cases;
mod data;
mod machine;
#[allow(unsafe_code, reason = "libraries in C, and crates that take raw pointers")]
mod peers;
mod report;
mod run;
mod scaling;
mod self_test;

use cases::{Case, Group};
use clap::{Parser, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use machine::Machine;
use peers::Peers;
use report::Report;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tightloop::Level;
use tightloop_harness::{Effort, FEWEST_ROUNDS};

/// Compares the results of tightloop and its peers, then measures them in turn on the same data.
#[derive(Parser)]
#[command(name = "cargo bench --bench versus --", version)]
struct Arguments {
    /// A group (ufuncs, reductions, gemm, copies, fusion, overhead), a part of a case's name, or
    /// both; `self-test` checks whether this machine measures known ratios correctly, and `scaling`
    /// compares several threads with one.
    #[arg(value_name = "GROUP | FILTER", num_args = 0..=2)]
    selection: Vec<String>,
    /// All cases, not only the most informative ones.
    #[arg(long)]
    full: bool,
    /// Our level: scalar, neon, avx2, avx512. Below avx512, NumPy, MKL and OpenBLAS are limited to
    /// AVX2, and crates that use AVX-512 are left out of matrix products.
    #[arg(long, value_parser = parse_level)]
    level: Option<Level>,
    /// The number of threads that every call may use.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    threads: u16,
    /// The number of turns per contender.
    #[arg(long, default_value_t = FEWEST_ROUNDS)]
    rounds: usize,
    /// The least duration of a turn in milliseconds.
    #[arg(long, default_value_t = 2.0)]
    turn: f64,
    /// Fails if anything could not be compared.
    #[arg(long)]
    strict: bool,
    /// Lists the selected cases without measuring them.
    #[arg(long)]
    list: bool,
    /// Cargo passes this to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

fn parse_level(name: &str) -> Result<Level, String> {
    let named = Level::ALL.into_iter().find(|level| level.name() == name);
    let level = named.ok_or_else(|| format!("no level is called {name}"))?;
    if level.is_available() { Ok(level) } else { Err(format!("this CPU has no {name}")) }
}

/// The cases to measure.
struct Selection {
    group: Option<Group>,
    filter: Option<String>,
    full: bool,
}

impl Selection {
    fn new(words: &[String], full: bool) -> Self {
        let group = words.first().and_then(|word| Group::from_str(word, false).ok());
        let filter = words.get(usize::from(group.is_some())).cloned();
        Selection { group, filter, full }
    }

    fn has(&self, case: &Case) -> bool {
        let is_named =
            self.filter.as_ref().is_none_or(|filter| case.name().contains(filter.as_str()));
        (self.full || !case.full_only)
            && is_named
            && self.group.is_none_or(|group| group == case.group)
    }

    /// Whether no group and no filter leaves out cases.
    fn is_whole(&self) -> bool {
        self.group.is_none() && self.filter.is_none()
    }
}

/// How long to wait until the threads of peers sleep: twice as long as they spin.
const SPINNING: Duration = Duration::from_millis(2 * peers::BLOCKTIME as u64);

/// Returns the `target` folder, which holds the peers and the reports.
fn target() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = package.ancestors().nth(2).unwrap_or(package);
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace.join("target"), PathBuf::from)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let level = arguments.level.or(Level::available().last()).unwrap_or(Level::Scalar);
    let threads = usize::from(arguments.threads);
    let effort = Effort {
        rounds: arguments.rounds,
        turn: Duration::from_secs_f64(arguments.turn / 1e3),
        pause: if threads == 1 { Duration::ZERO } else { SPINNING },
    };
    if arguments.selection.first().is_some_and(|word| word == "self-test") {
        return Ok(self_test::run(level)?);
    }
    if arguments.selection.first().is_some_and(|word| word == "scaling") {
        let cores = std::thread::available_parallelism()?.get();
        return Ok(scaling::run(level, cores, effort)?);
    }

    let selection = Selection::new(&arguments.selection, arguments.full);
    let selected: Vec<Case> = cases::all().into_iter().filter(|case| selection.has(case)).collect();
    if arguments.list {
        for case in &selected {
            println!("{} {}", case.group.name(), case.name());
        }
        return Ok(());
    }

    let folder = target().join("versus");
    let peers = Peers::find(&target().join("peers"), &folder.join("exchange"), threads, level);
    let progress = ProgressBar::new(selected.len() as u64);
    progress.set_style(ProgressStyle::with_template("{wide_bar} {pos}/{len}, {eta} left: {msg}")?);
    progress.set_message("the machine's limits");
    progress.tick();
    let machine = Machine::measure(level, &peers, effort)?;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    let mut report = Report {
        date: report::date(now.as_secs()),
        selection: arguments.selection.join(" "),
        machine,
        findings: Vec::new(),
        scaling: Vec::new(),
    };
    for case in progress.wrap_iter(selected.iter()) {
        progress.set_message(case.name());
        report.findings.push(run::measure_case(case, &peers, &report.machine, level, effort));
    }
    if selection.is_whole() {
        report.scaling = scaling::measure_all(level, report.machine.cores, effort)?;
    }
    progress.finish_and_clear();

    report::table::print(&report);
    // A part of the cases does not replace the report of all of them.
    let (json, page) = if selection.is_whole() {
        std::fs::write(folder.join("headline.txt"), report::table::headline(&report))?;
        (folder.join("versus.json"), folder.join("index.html"))
    } else {
        (folder.join("part.json"), folder.join("part.html"))
    };
    std::fs::write(&json, serde_json::to_vec_pretty(&report)?)?;
    std::fs::write(&page, report::page::page(&report)?)?;
    println!("\n{}\n{}", json.display(), page.display());
    let incomplete = report.findings.iter().filter(|finding| !finding.notes.is_empty()).count();
    if arguments.strict && incomplete > 0 {
        return Err(format!("{incomplete} cases were not compared with every peer").into());
    }
    Ok(())
}
