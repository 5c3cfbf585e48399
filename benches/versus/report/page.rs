//! The page: in ten seconds, where we lead and where we trail; below that, everything.

use super::plots::{self, Bars};
use super::{Report, figure, time, unit};
use crate::cases::Group;
use crate::peers::{Peer, SETUP};
use crate::run::Finding;
use std::error::Error;
use std::fmt::Write;

const STYLE: &str = "
body { font: 15px/1.45 system-ui, sans-serif; max-width: 1080px; margin: 2em auto; padding: 0 1em; color: #111 }
h1, h2 { font-weight: 600; margin: 1.6em 0 .5em } h1 { margin-top: 0 }
table { border-collapse: collapse; margin: .6em 0 } td, th { padding: .18em .7em; text-align: right; white-space: nowrap }
th { border-bottom: 1px solid #999; font-weight: 600 } td:first-child, th:first-child, .l { text-align: left }
.tile { display: inline-block; padding: .7em 1.1em; margin: 0 .7em .7em 0; border-radius: 6px; background: #f1f3f5 }
.tile b { display: block; font-size: 1.7em } .lead { background: #d9f2d9 } .even { background: #fff7d6 } .trail { background: #fbdcdc }
.key { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 1em; border-radius: 2px } .dim { color: #666 }
details { margin: .6em 0 } svg { max-width: 100%; height: auto }
";

/// The class of a ratio: five percent either way are even.
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

/// The text of the page.
///
/// # Errors
///
/// Where a plot cannot be drawn.
pub fn page(report: &Report) -> Result<String, Box<dyn Error>> {
    let mut page = String::new();
    write!(
        page,
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>tightloop versus</title><style>{STYLE}</style><h1>tightloop versus</h1>"
    )?;
    write_machine(&mut page, report)?;
    write_headline(&mut page, report)?;
    write_summary(&mut page, report)?;
    write_trailing(&mut page, report)?;
    write_plots(&mut page, report)?;
    write_details(&mut page, report)?;
    Ok(page)
}

fn write_machine(page: &mut String, report: &Report) -> Result<(), std::fmt::Error> {
    let machine = &report.machine;
    let versions: Vec<String> =
        machine.versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
    let threads = if machine.threads == 1 {
        "1 thread".into()
    } else {
        format!("{} threads", machine.threads)
    };
    write!(
        page,
        "<p class=dim>{}, {} cores; level {}, {threads}. Peaks: {:.0} GFLOP/s float32, {:.0} float64. {}.",
        escaped(&machine.cpu),
        machine.cores,
        machine.level,
        machine.peak_f32 / 1e9,
        machine.peak_f64 / 1e9,
        escaped(&versions.join(", "))
    )?;
    for (peer, reason) in &machine.missing {
        write!(
            page,
            "<br>Missing: {peer} ({}); <code>{SETUP}</code> installs it.",
            escaped(reason)
        )?;
    }
    write!(page, "</p>")
}

/// One tile a peer, over all groups.
fn write_headline(page: &mut String, report: &Report) -> Result<(), std::fmt::Error> {
    write!(
        page,
        "<p>How many times as long as tightloop each takes, on geometric average: above 1 we lead.</p>"
    )?;
    for peer in report.peers(&report.findings) {
        let ratios: Vec<f64> = report
            .findings
            .iter()
            .filter_map(|finding| Some(finding.ratio(peer)?.median))
            .collect();
        if let Some(mean) = tightloop_harness::stats::geometric_mean(ratios.iter().copied()) {
            let leads = ratios.iter().filter(|&&ratio| ratio >= 1.0).count();
            write!(
                page,
                "<div class='tile {}'>{}<b>{mean:.2}</b>we lead in {leads} of {}</div>",
                class(mean),
                peer.name(),
                ratios.len()
            )?;
        }
    }
    Ok(())
}

fn write_summary(page: &mut String, report: &Report) -> Result<(), std::fmt::Error> {
    write!(
        page,
        "<h2>By group</h2><table><tr><th>group<th class=l>against<th>cases<th>we lead<th>mean<th>worst<th class=l>at"
    )?;
    for summary in report.summaries() {
        write!(
            page,
            "<tr><td>{}<td class=l>{}<td>{}<td>{}<td class={}>{:.2}<td class={}>{:.2}<td class='l dim'>{}",
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

fn write_trailing(page: &mut String, report: &Report) -> Result<(), std::fmt::Error> {
    const SHOWN: usize = 25;
    let trailing = report.trailing();
    write!(page, "<h2>Where we trail most</h2>")?;
    if trailing.is_empty() {
        return write!(page, "<p>Nowhere.</p>");
    }
    write!(page, "<table><tr><th>case<th class=l>against<th>ratio")?;
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
    const OTHERS: [&str; 12] = [
        "bool",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "float16",
        "bfloat16",
        "complex64",
    ];
    let charts: [(&str, Group, &[&str]); 8] = [
        ("Functions of float32", Group::Ufuncs, &["float32"]),
        ("Functions of float64", Group::Ufuncs, &["float64"]),
        ("Functions of other dtypes", Group::Ufuncs, &OTHERS),
        ("Reductions of float32", Group::Reductions, &["float32"]),
        ("Reductions of float64", Group::Reductions, &["float64"]),
        ("Reductions of other dtypes", Group::Reductions, &OTHERS),
        ("Expressions", Group::Fusion, &["float32"]),
        ("Calls on a few elements", Group::Overhead, &["float32"]),
    ];
    for (title, group, dtypes) in charts {
        let bars: Bars = plots::bars_by_op(report, group, dtypes);
        if bars.is_empty() {
            continue;
        }
        let mut peers: Vec<Peer> =
            bars.iter().flat_map(|(_, ratios)| ratios.iter().map(|(peer, _)| *peer)).collect();
        peers.sort_unstable();
        peers.dedup();
        write!(
            page,
            "<h2>{title}</h2><p>Bars to the right: the peer takes so many times as long. To the left we trail.<br>"
        )?;
        for (name, colour) in plots::legend(&peers) {
            write!(page, "<span class=key style='background:{colour}'></span>{name}")?;
        }
        write!(page, "</p>{}", plots::bars(&bars)?)?;
    }
    if report.of_group(Group::Gemm).next().is_some() {
        for dtype in ["float32", "float64"] {
            write!(
                page,
                "<h2>Products of square matrices of {dtype}</h2>{}",
                plots::gemm(report, dtype)?
            )?;
        }
    }
    write!(
        page,
        "<h2>Roofline</h2><p>Each dot is a call of ours whose operations can be counted.</p>{}",
        plots::roofline(report)?
    )?;
    if !report.scaling.is_empty() {
        write!(page, "<h2>Threads</h2>{}", plots::scaling(&report.scaling)?)?;
    }
    Ok(())
}

fn write_details(page: &mut String, report: &Report) -> Result<(), std::fmt::Error> {
    write!(page, "<h2>Every case</h2>")?;
    for group in Group::ALL {
        let peers = report.peers(report.of_group(group));
        let findings: Vec<&Finding> = report.of_group(group).collect();
        if findings.is_empty() {
            continue;
        }
        write!(
            page,
            "<details><summary>{}: {} cases</summary><table>",
            group.name(),
            findings.len()
        )?;
        write!(page, "<tr><th>case<th>a call<th>{}<th>of limit", unit(group))?;
        for peer in &peers {
            write!(page, "<th>{}", peer.name())?;
        }
        for finding in findings {
            write!(page, "<tr><td>{}", escaped(&finding.name()))?;
            match finding.seconds() {
                Some(seconds) => {
                    write!(page, "<td>{}<td>{}", time(seconds), figure(finding, seconds))?
                }
                None => write!(page, "<td class=dim>to come<td>")?,
            }
            write!(
                page,
                "<td>{}",
                finding.share.map_or(String::new(), |share| format!("{:.0}%", 100.0 * share))
            )?;
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
            write!(
                page,
                "<li>{}: {}",
                escaped(&finding.name()),
                escaped(&finding.notes.join("; "))
            )?;
        }
        write!(page, "</ul>")?;
    }
    Ok(())
}
