//! The tables in the terminal.

use super::{Report, figure, unit};
use crate::cases::Group;
use crate::peers::SETUP;
use crate::run::{Against, Finding};
use comfy_table::presets::NOTHING;
use comfy_table::{Cell, CellAlignment, Color, Table};

/// Prints everything that was found: a table a group, then their summary.
pub fn print(report: &Report) {
    for group in Group::ALL {
        if report.of_group(group).next().is_some() {
            println!(
                "\n{}: how many times as long as ours each peer takes; below 1 we trail\n",
                group.name()
            );
            println!("{}", group_table(report, group));
        }
    }
    for finding in report.findings.iter().filter(|finding| !finding.notes.is_empty()) {
        println!("not compared, {}: {}", finding.name(), finding.notes.join("; "));
    }
    println!("\n{}", summary_table(report));
    for (peer, reason) in &report.machine.missing {
        println!("missing: {peer} ({reason}); {SETUP} installs it");
    }
}

/// The summary as plain text, and what it is of.
pub fn headline(report: &Report) -> String {
    let machine = &report.machine;
    let mut summary = summary_table(report);
    format!(
        "{}, {}, threads: {}\n\n{}\n",
        machine.cpu,
        machine.level,
        machine.threads,
        summary.force_no_tty()
    )
}

/// A right-aligned cell.
fn number(text: impl ToString) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

/// A ratio, in red where we trail by more than its spread.
fn ratio_cell(against: Option<&Against>, finding: &Finding) -> Cell {
    match against {
        None => number("-"),
        Some(Against { ratio: Some(ratio), .. }) => {
            let cell = number(format!("{:.2} ±{:.0}%", ratio.median, 100.0 * ratio.relative()));
            if ratio.high < 1.0 { cell.fg(Color::Red) } else { cell }
        }
        // Ours is still to come: what there is to come up to.
        Some(against) => {
            let seconds = tightloop_harness::stats::Spread::of(&against.seconds).median;
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
    let mut header = vec![Cell::new("function"), Cell::new("dtype"), Cell::new("form")];
    header.extend([number(unit(group)), number("of limit")]);
    header.extend(peers.iter().map(|peer| number(peer.name())));
    let mut table = new_table(header);
    for finding in report.of_group(group) {
        let mut row =
            vec![Cell::new(&finding.op), Cell::new(finding.dtype), Cell::new(&finding.form)];
        row.push(number(finding.seconds().map_or("-".into(), |seconds| figure(finding, seconds))));
        row.push(number(
            finding.share.map_or("-".into(), |share| format!("{:.0}%", 100.0 * share)),
        ));
        for peer in &peers {
            row.push(ratio_cell(
                finding.against.iter().find(|against| against.peer == *peer),
                finding,
            ));
        }
        table.add_row(row);
    }
    table
}

fn summary_table(report: &Report) -> Table {
    let mut table = new_table(vec![
        Cell::new("group"),
        Cell::new("against"),
        number("cases"),
        number("we lead"),
        number("geometric mean"),
        number("worst"),
        Cell::new("at"),
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
