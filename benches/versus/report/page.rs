//! The page: first a summary of where we lead and where we trail, then all results.

use super::plots::{self, Bars};
use super::{Report, figure, time, unit};
use crate::cases::Group;
use crate::run::Finding;
use std::error::Error;
use std::fmt::{self, Write};
use tightloop_harness::stats::geometric_mean;

const STYLE: &str = "
body { font: 15px/1.45 system-ui, sans-serif; max-width: 1080px; margin: 2em auto; padding: 0 1em;
  color: #111 }
h1, h2 { font-weight: 600; margin: 1.6em 0 .5em } h1 { margin-top: 0 }
table { border-collapse: collapse; margin: .6em 0 }
td, th { padding: .18em .7em; text-align: right; white-space: nowrap }
th { border-bottom: 1px solid #999; font-weight: 600 }
td:first-child, th:first-child, .l { text-align: left }
.tile { display: inline-block; padding: .7em 1.1em; margin: 0 .7em .7em 0; border-radius: 6px;
  background: #f1f3f5 }
.tile b { display: block; font-size: 1.7em }
.lead { background: #d9f2d9 } .even { background: #fff7d6 } .trail { background: #fbdcdc }
.dim { color: #555 } details { margin: .6em 0 } svg { max-width: 100%; height: auto }
";

/// Returns the CSS class of a ratio: five percent either way count as even.
fn class(ratio: f64) -> &'static str {
    match ratio {
        r if r >= 1.05 => "lead",
        r if r > 0.95 => "even",
        _ => "trail",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Returns the HTML of the page.
///
/// # Errors
///
/// If a plot cannot be drawn.
pub fn page(report: &Report) -> Result<String, Box<dyn Error>> {
    let mut page = String::new();
    write!(
        page,
        "<!doctype html><html lang=en><meta charset=utf-8>\
         <meta name=viewport content='width=device-width'>\
         <title>tightloop versus its peers</title><style>{STYLE}</style>\
         <h1>tightloop versus its peers</h1>"
    )?;
    write_machine(&mut page, report)?;
    write_headline(&mut page, report)?;
    write_summary(&mut page, report)?;
    write_trailing(&mut page, report)?;
    write_plots(&mut page, report)?;
    write_details(&mut page, report)?;
    write_software(&mut page, report)?;
    Ok(page)
}

fn write_machine(page: &mut String, report: &Report) -> fmt::Result {
    let machine = &report.machine;
    let plural = if machine.threads == 1 { "" } else { "s" };
    write!(
        page,
        "<p class=dim>Measured on {}. {}, {} cores; level {}, {} thread{plural}. \
         Peak: {:.0} GFLOP/s in f32, {:.0} in f64.",
        report.date,
        escaped(&machine.cpu),
        machine.cores,
        machine.level,
        machine.threads,
        machine.peak_f32 / 1e9,
        machine.peak_f64 / 1e9,
    )?;
    if !report.selection.is_empty() {
        write!(page, "<br>Only a part of the cases: <b>{}</b>.", escaped(&report.selection))?;
    }
    for (peer, reason) in &machine.missing {
        write!(page, "<br>Missing: {peer} ({}).", escaped(reason))?;
    }
    write!(page, "</p>")
}

/// Writes one tile per peer, for all groups together.
fn write_headline(page: &mut String, report: &Report) -> fmt::Result {
    write!(
        page,
        "<p>Each figure is a peer's time divided by tightloop's, as a geometric mean: above 1 we \
         lead.</p>"
    )?;
    for peer in report.peers(&report.findings) {
        let ratios: Vec<f64> = report
            .findings
            .iter()
            .filter_map(|finding| Some(finding.ratio(peer)?.median))
            .collect();
        if let Some(mean) = geometric_mean(ratios.iter().copied()) {
            let leads = ratios.iter().filter(|&&ratio| ratio >= 1.0).count();
            write!(
                page,
                "<div class='tile {}' title='{}'>{}<b>{mean:.2}</b>we lead in {leads} of {}</div>",
                class(mean),
                escaped(peer.description()),
                peer.name(),
                ratios.len()
            )?;
        }
    }
    Ok(())
}

fn write_summary(page: &mut String, report: &Report) -> fmt::Result {
    write!(
        page,
        "<h2>By group</h2><table><tr><th>group<th class=l>peer<th>cases<th>we lead<th>mean ratio\
         <th>worst<th class=l>in the case"
    )?;
    for summary in report.summaries() {
        write!(
            page,
            "<tr><td>{}<td class=l>{}<td>{}<td>{}<td class={}>{:.2}<td class={}>{:.2}\
             <td class='l dim'>{}",
            summary.group.name(),
            summary.peer.name(),
            summary.cases,
            summary.leads,
            class(summary.mean),
            summary.mean,
            class(summary.worst.0),
            summary.worst.0,
            escaped(&summary.worst.1)
        )?;
    }
    write!(page, "</table>")
}

fn write_trailing(page: &mut String, report: &Report) -> fmt::Result {
    const SHOWN: usize = 25;
    let trailing = report.trailing();
    write!(page, "<h2>Where we trail most</h2>")?;
    if trailing.is_empty() {
        return write!(page, "<p>Nowhere.</p>");
    }
    write!(page, "<table><tr><th>case<th class=l>peer<th>ratio")?;
    for (ratio, peer, name) in trailing.iter().take(SHOWN) {
        write!(
            page,
            "<tr><td>{}<td class=l>{}<td class=trail>{ratio:.2}",
            escaped(name),
            peer.name()
        )?;
    }
    write!(page, "</table>")?;
    if trailing.len() > SHOWN {
        write!(page, "<p class=dim>and {} more, below.</p>", trailing.len() - SHOWN)?;
    }
    Ok(())
}

fn write_plots(page: &mut String, report: &Report) -> Result<(), Box<dyn Error>> {
    let is_f32: fn(&str) -> bool = |dtype| dtype == "f32";
    let is_f64: fn(&str) -> bool = |dtype| dtype == "f64";
    let is_other: fn(&str) -> bool = |dtype| !matches!(dtype, "f32" | "f64");
    let charts = [
        ("Functions of f32", Group::Ufuncs, is_f32),
        ("Functions of f64", Group::Ufuncs, is_f64),
        ("Functions of other dtypes", Group::Ufuncs, is_other),
        ("Reductions of f32", Group::Reductions, is_f32),
        ("Reductions of f64", Group::Reductions, is_f64),
        ("Reductions of other dtypes", Group::Reductions, is_other),
        ("Copies of f32", Group::Copies, is_f32),
        ("Expressions", Group::Fusion, is_f32),
        ("Calls on a few elements", Group::Overhead, is_f32),
    ];
    for (title, group, has_dtype) in charts {
        let bars: Bars = plots::bars_by_op(report, group, has_dtype);
        if !bars.is_empty() {
            write!(page, "<h2>{title}</h2>{}", plots::bars(&bars)?)?;
        }
    }
    for dtype in ["f32", "f64"] {
        if let Some(plot) = plots::gemm(report, dtype)? {
            write!(page, "<h2>Products of square matrices of {dtype}</h2>{plot}")?;
        }
    }
    if let Some(plot) = plots::roofline(report)? {
        write!(
            page,
            "<h2>Roofline</h2><p>Each mark is a call of ours whose operations can be counted. The \
             lines show what memory, the cache and the arithmetic units allow.</p>{plot}"
        )?;
    }
    if !report.scaling.is_empty() {
        write!(page, "<h2>Threads</h2>{}", plots::scaling(&report.scaling)?)?;
    }
    Ok(())
}

fn write_details(page: &mut String, report: &Report) -> fmt::Result {
    write!(
        page,
        "<h2>Every case</h2><p>Times are ours, and \"of limit\" is the shortest time that this \
         machine allows, divided by ours. Below the name of a peer is its time divided by ours; \
         point at it for the quartiles.</p>"
    )?;
    for group in Group::ALL {
        let peers = report.peers(report.of_group(group));
        let findings: Vec<&Finding> = report.of_group(group).collect();
        if findings.is_empty() {
            continue;
        }
        let (name, count) = (group.name(), findings.len());
        write!(page, "<details><summary>{name}: {count} cases</summary><table>")?;
        write!(page, "<tr><th>case<th>time per call<th>{}<th>of limit", unit(group))?;
        for peer in &peers {
            write!(page, "<th>{}", peer.name())?;
        }
        for finding in findings {
            write!(page, "<tr><td>{}", escaped(&finding.name()))?;
            match finding.seconds() {
                Some(seconds) => {
                    write!(page, "<td>{}<td>{}", time(seconds), figure(finding, seconds))?
                }
                None => write!(page, "<td class=dim>not yet ours<td>")?,
            }
            let of_limit = finding.of_limit.map(|part| format!("{:.0}%", 100.0 * part));
            write!(page, "<td>{}", of_limit.unwrap_or_default())?;
            for &peer in &peers {
                match finding.ratio(peer) {
                    Some(ratio) => write!(
                        page,
                        "<td class={} title='{:.3} to {:.3}'>{:.2}",
                        class(ratio.median),
                        ratio.low,
                        ratio.high,
                        ratio.median
                    )?,
                    None => write!(page, "<td>")?,
                }
            }
        }
        write!(page, "</table></details>")?;
    }
    let notes: Vec<&Finding> =
        report.findings.iter().filter(|finding| !finding.notes.is_empty()).collect();
    if !notes.is_empty() {
        write!(page, "<h2>Not compared</h2><ul>")?;
        for finding in notes {
            let (name, notes) = (finding.name(), finding.notes.join("; "));
            write!(page, "<li>{}: {}", escaped(&name), escaped(&notes))?;
        }
        write!(page, "</ul>")?;
    }
    Ok(())
}

/// Writes what each peer is and its version, then the other versions.
fn write_software(page: &mut String, report: &Report) -> fmt::Result {
    let versions = &report.machine.versions;
    let version = |package: &str| {
        let found = versions.iter().find(|(name, _)| name == package);
        found.map_or("unknown", |(_, version)| version)
    };
    write!(
        page,
        "<h2>Peers</h2><table><tr><th>peer<th class=l>version<th class=l>what is measured"
    )?;
    let peers = report.peers(&report.findings);
    for peer in &peers {
        let package = peer.package();
        let name = if package == peer.name() { "" } else { package };
        write!(
            page,
            "<tr><td>{}<td class=l>{name} {}<td class=l>{}",
            peer.name(),
            escaped(version(package)),
            escaped(peer.description())
        )?;
    }
    write!(page, "</table><p class=dim>Also: ")?;
    let is_other = |name: &str| !peers.iter().any(|peer| peer.package() == name);
    let others: Vec<String> = versions
        .iter()
        .filter(|(name, _)| is_other(name))
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    write!(page, "{}.</p>", escaped(&others.join(", ")))
}
