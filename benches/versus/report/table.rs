//! The tables in the terminal.

use super::{Report, figure, unit};
use crate::cases::Group;
use crate::run::{Finding, PeerFinding};
use comfy_table::presets::NOTHING;
use comfy_table::{Cell, CellAlignment, Color, Table};
use tightloop_harness::stats::Spread;

/// Prints all results: one table per group, then the summary.
pub fn print(report: &Report) {
    for group in Group::ALL {
        if report.of_group(group).next().is_some() {
            let name = group.name();
            println!("\n{name}: each peer's time divided by ours; below 1 we trail\n");
            println!("{}", group_table(report, group));
        }
    }
    for finding in report.findings.iter().filter(|finding| !finding.notes.is_empty()) {
        println!("not compared, {}: {}", finding.name(), finding.notes.join("; "));
    }
    println!("\n{}", summary_table(report));
    for (peer, reason) in &report.machine.missing {
        println!("missing: {peer} ({reason})");
    }
}

/// Returns the summary as plain text, with the day, the machine and the settings.
pub fn headline(report: &Report) -> String {
    let machine = &report.machine;
    let mut summary = summary_table(report);
    format!(
        "{}, {}, level {}, threads: {}\n\n{}\n",
        report.date,
        machine.cpu,
        machine.level,
        machine.threads,
        summary.force_no_tty()
    )
}

/// Returns a right-aligned cell.
fn number(text: impl ToString) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

/// Returns a cell with a ratio, in red if we trail by more than its spread.
fn ratio_cell(theirs: Option<&PeerFinding>, finding: &Finding) -> Cell {
    match theirs {
        None => number("-"),
        Some(PeerFinding { ratio: Some(ratio), .. }) => {
            let cell = number(format!("{:.2} ±{:.0}%", ratio.median, 100.0 * ratio.relative()));
            if ratio.high < 1.0 { cell.fg(Color::Red) } else { cell }
        }
        // We do not have the function yet: this is the peer's own figure.
        Some(theirs) => {
            let seconds = Spread::of(&theirs.seconds).median;
            number(format!("({})", figure(finding, seconds)))
        }
    }
}

fn new_table(header: Vec<Cell>) -> Table {
    let mut table = Table::new();
    table.load_style(NOTHING).set_header(header);
    table
}

fn group_table(report: &Report, group: Group) -> Table {
    let peers = report.peers(report.of_group(group));
    let mut header = vec![Cell::new("function"), Cell::new("dtype"), Cell::new("shape")];
    header.extend([number(format!("our {}", unit(group))), number("of limit")]);
    header.extend(peers.iter().map(|peer| number(peer.name())));
    let mut table = new_table(header);
    for finding in report.of_group(group) {
        let ours = finding.seconds().map_or("-".into(), |seconds| figure(finding, seconds));
        let of_limit = finding.of_limit.map_or("-".into(), |part| format!("{:.0}%", 100.0 * part));
        let mut row =
            vec![Cell::new(&finding.op), Cell::new(finding.dtype), Cell::new(&finding.shape)];
        row.extend([number(ours), number(of_limit)]);
        row.extend(peers.iter().map(|&peer| ratio_cell(finding.of_peer(peer), finding)));
        table.add_row(row);
    }
    table
}

fn summary_table(report: &Report) -> Table {
    let mut table = new_table(vec![
        Cell::new("group"),
        Cell::new("peer"),
        number("cases"),
        number("we lead"),
        number("mean ratio"),
        number("worst"),
        Cell::new("in the case"),
    ]);
    for summary in report.summaries() {
        let worst = number(format!("{:.2}", summary.worst.0));
        table.add_row(vec![
            Cell::new(summary.group.name()),
            Cell::new(summary.peer.name()),
            number(summary.cases),
            number(summary.leads),
            number(format!("{:.2}", summary.mean)),
            if summary.worst.0 < 1.0 { worst.fg(Color::Red) } else { worst },
            Cell::new(&summary.worst.1),
        ]);
    }
    table
}
