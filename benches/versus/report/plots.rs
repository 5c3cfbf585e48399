//! Plots, each as the text of an SVG.

use super::Report;
use crate::cases::Group;
use crate::peers::Peer;
use crate::run::Finding;
use crate::scaling::Scaling;
use plotters::prelude::*;
use std::error::Error;
use tightloop_harness::stats::{Spread, geometric_mean};

type Plot = Result<String, Box<dyn Error>>;

/// Ours.
const OURS: RGBColor = RGBColor(0x11, 0x11, 0x11);

/// The colour of a peer.
fn colour(peer: Peer) -> RGBColor {
    match peer {
        Peer::Plain => RGBColor(0x9e, 0x9e, 0x9e),
        Peer::Ndarray => RGBColor(0xbc, 0x8f, 0x5f),
        Peer::Lanes => RGBColor(0xe3, 0x77, 0xc2),
        Peer::Pulp => RGBColor(0xff, 0x7f, 0x0e),
        Peer::Gemm => RGBColor(0x94, 0x67, 0xbd),
        Peer::Matrixmultiply => RGBColor(0xc5, 0xb0, 0xd5),
        Peer::Numpy => RGBColor(0x1f, 0x77, 0xb4),
        Peer::NumpyAvx2 => RGBColor(0x8f, 0xbf, 0xe0),
        Peer::Numexpr => RGBColor(0x17, 0xbe, 0xcf),
        Peer::Numba => RGBColor(0xd4, 0xb1, 0x06),
        Peer::Mkl | Peer::VmlHa => RGBColor(0xd6, 0x27, 0x28),
        Peer::VmlLa => RGBColor(0xff, 0x98, 0x96),
        Peer::Openblas => RGBColor(0x2c, 0xa0, 0x2c),
    }
}

/// A row of bars: its label, and the ratio of each peer.
pub type Bars = Vec<(String, Vec<(Peer, f64)>)>;

/// The geometric mean of all forms of each function, for the dtypes that `has` names.
pub fn bars_by_op(report: &Report, group: Group, has: &[&str]) -> Bars {
    let findings: Vec<&Finding> =
        report.of_group(group).filter(|finding| has.contains(&finding.dtype)).collect();
    let mut bars: Bars = Vec::new();
    for finding in &findings {
        if bars.iter().any(|(op, _)| *op == finding.op) {
            continue;
        }
        let same = || findings.iter().filter(|other| other.op == finding.op);
        let ratios = Peer::ALL.into_iter().filter_map(|peer| {
            let ratios = same().filter_map(|finding| Some(finding.ratio(peer)?.median));
            Some((peer, geometric_mean(ratios)?))
        });
        bars.push((finding.op.clone(), ratios.collect()));
    }
    bars.retain(|(_, ratios)| !ratios.is_empty());
    bars
}

/// Bars of ratios on a logarithmic axis: to the right of 1 we lead, to the left we trail.
pub fn bars(bars: &Bars) -> Plot {
    const BAR: u32 = 9;
    const GAP: u32 = 8;
    let total: usize = bars.iter().map(|(_, ratios)| ratios.len()).sum();
    let height = total as u32 * BAR + (bars.len() as u32 + 1) * GAP + 50;
    let all = || bars.iter().flat_map(|(_, ratios)| ratios.iter().map(|(_, ratio)| *ratio));
    let least = all().fold(0.5, f64::min) * 0.9;
    let most = all().fold(4.0, f64::max) * 1.3;

    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (900, height)).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin_right(30)
            .set_label_area_size(LabelAreaPosition::Left, 150)
            .set_label_area_size(LabelAreaPosition::Bottom, 35)
            .build_cartesian_2d((least..most).log_scale(), 0.0..f64::from(height))?;
        chart
            .configure_mesh()
            .disable_y_mesh()
            .disable_y_axis()
            .x_label_formatter(&|x| format!("{x}"))
            .draw()?;
        let mut top = f64::from(height) - f64::from(GAP);
        // The plotting area is a little lower than the picture: rows are spread over it in
        // proportion.
        for (label, ratios) in bars {
            let size = f64::from(BAR) * f64::from(height) / f64::from(height - 50);
            let middle = top - size * ratios.len() as f64 / 2.0;
            let place = chart.backend_coord(&(least, middle));
            area.draw_text(label, &("sans-serif", 13).into_text_style(&area), (4, place.1 - 7))?;
            for &(peer, ratio) in ratios {
                let corners = [(1.0, top), (ratio, top - size)];
                chart.draw_series([Rectangle::new(corners, colour(peer).filled())])?;
                let at = (ratio.max(1.0) * 1.02, top - 0.1 * size);
                chart.draw_series([Text::new(format!("{ratio:.2}"), at, ("sans-serif", 9))])?;
                top -= size;
            }
            top -= f64::from(GAP);
        }
        chart.draw_series([PathElement::new(
            vec![(1.0, 0.0), (1.0, f64::from(height))],
            OURS.stroke_width(2),
        )])?;
        area.present()?;
    }
    Ok(svg)
}

/// A chart of lines over a logarithmic axis, with a legend.
fn lines(
    x_label: &str,
    y_label: &str,
    series: &[(String, RGBColor, u32, Vec<(f64, f64)>)],
) -> Plot {
    let points = || series.iter().flat_map(|(.., points)| points);
    let (first, last) = points().fold((f64::MAX, 0.0f64), |(a, b), (x, _)| (a.min(*x), b.max(*x)));
    let most = points().fold(0.0f64, |most, (_, y)| most.max(*y));
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (900, 420)).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin(15)
            .set_label_area_size(LabelAreaPosition::Left, 60)
            .set_label_area_size(LabelAreaPosition::Bottom, 45)
            .build_cartesian_2d(
                (first..last.max(first * 2.0)).log_scale().base(2.0),
                0.0..most * 1.08,
            )?;
        chart
            .configure_mesh()
            .x_desc(x_label)
            .y_desc(y_label)
            .x_label_formatter(&|x| format!("{x}"))
            .draw()?;
        for (name, colour, width, points) in series {
            let style = colour.stroke_width(*width);
            chart
                .draw_series(LineSeries::new(points.iter().copied(), style))?
                .label(name)
                .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 18, y)], style));
            chart.draw_series(
                points.iter().map(|&point| Circle::new(point, 2 + width / 2, colour.filled())),
            )?;
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperLeft)
            .background_style(WHITE.mix(0.85))
            .border_style(BLACK.mix(0.3))
            .draw()?;
        area.present()?;
    }
    Ok(svg)
}

/// Square matrix products: GFLOP/s over their size, ours and everyone's.
pub fn gemm(report: &Report, dtype: &str) -> Plot {
    let squares: Vec<(&Finding, f64)> = report
        .of_group(Group::Gemm)
        .filter(|finding| finding.dtype == dtype && finding.op == "matmul")
        .filter_map(|finding| {
            Some((finding, finding.form.strip_prefix("n = ")?.strip_suffix(" NN")?.parse().ok()?))
        })
        .collect();
    let rate = |finding: &Finding, seconds: f64| {
        finding.work.operations.unwrap_or(0) as f64 / seconds / 1e9
    };
    let ours =
        squares.iter().filter_map(|(finding, n)| Some((*n, rate(finding, finding.seconds()?))));
    let mut series = vec![("tightloop".to_owned(), OURS, 3, ours.collect::<Vec<_>>())];
    for peer in report.peers(squares.iter().map(|(finding, _)| *finding)) {
        let points = squares.iter().filter_map(|(finding, n)| {
            let against = finding.against.iter().find(|against| against.peer == peer)?;
            Some((*n, rate(finding, Spread::of(&against.seconds).median)))
        });
        series.push((peer.name().to_owned(), colour(peer), 1, points.collect()));
    }
    lines("n", "GFLOP/s", &series)
}

/// How many times as fast our calls are on more and more threads.
pub fn scaling(scaling: &[Scaling]) -> Plot {
    let colours = [OURS, colour(Peer::Numpy), colour(Peer::Mkl), colour(Peer::Openblas)];
    let mut series: Vec<_> = scaling
        .iter()
        .zip(colours)
        .map(|(call, colour)| {
            let points = call.speedups().map(|(threads, speedup)| (threads as f64, speedup));
            (call.name.to_owned(), colour, 2, points.collect())
        })
        .collect();
    let most = scaling
        .iter()
        .flat_map(|call| call.speedups())
        .map(|(threads, _)| threads)
        .max()
        .unwrap_or(1);
    let ideal = [(1.0, 1.0), (most as f64, most as f64)];
    series.push(("ideal".to_owned(), RGBColor(0xaa, 0xaa, 0xaa), 1, ideal.to_vec()));
    lines("threads", "times as fast as on one", &series)
}

/// What bounds our calls: the memory or the arithmetic of the machine, with each call whose
/// operations can be counted under its roof.
pub fn roofline(report: &Report) -> Plot {
    let machine = &report.machine;
    let points = |dtype: &str| -> Vec<(f64, f64)> {
        let findings = report.findings.iter().filter(|finding| finding.dtype == dtype);
        let point = |finding: &Finding| {
            let operations = finding.work.operations? as f64;
            let bytes = (finding.work.read + finding.work.written) as f64;
            Some((operations / bytes, operations / finding.seconds()? / 1e9))
        };
        findings.filter_map(point).collect()
    };
    let (x_range, most) = (0.02..500.0, machine.peak_f32 / 1e9 * 2.0);
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (900, 460)).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin(15)
            .set_label_area_size(LabelAreaPosition::Left, 60)
            .set_label_area_size(LabelAreaPosition::Bottom, 45)
            .build_cartesian_2d(x_range.clone().log_scale(), (0.05..most).log_scale())?;
        chart
            .configure_mesh()
            .x_desc("operations a byte")
            .y_desc("billions of operations a second")
            .x_label_formatter(&|x| format!("{x}"))
            .y_label_formatter(&|y| format!("{y}"))
            .draw()?;
        let xs: Vec<f64> =
            (0..=200).map(|i| 0.02 * (500.0f64 / 0.02).powf(f64::from(i) / 200.0)).collect();
        let roofs = [
            (
                "float32, second-level cache",
                machine.peak_f32,
                machine.stream(160 << 10).copy,
                colour(Peer::Numpy),
            ),
            (
                "float32, memory",
                machine.peak_f32,
                machine.stream(384 << 20).copy,
                colour(Peer::NumpyAvx2),
            ),
            (
                "float64, second-level cache",
                machine.peak_f64,
                machine.stream(160 << 10).copy,
                colour(Peer::Mkl),
            ),
            (
                "float64, memory",
                machine.peak_f64,
                machine.stream(384 << 20).copy,
                colour(Peer::VmlLa),
            ),
        ];
        for (name, peak, bandwidth, colour) in roofs {
            let roof = xs.iter().map(|&x| (x, (x * bandwidth).min(peak) / 1e9));
            chart.draw_series(LineSeries::new(roof, colour.stroke_width(2)))?.label(name).legend(
                move |(x, y)| PathElement::new(vec![(x, y), (x + 18, y)], colour.stroke_width(2)),
            );
        }
        for (dtype, peer) in [("float32", Peer::Numpy), ("float64", Peer::Mkl)] {
            chart.draw_series(
                points(dtype).into_iter().map(|point| Circle::new(point, 3, colour(peer).filled())),
            )?;
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::LowerRight)
            .background_style(WHITE.mix(0.85))
            .border_style(BLACK.mix(0.3))
            .draw()?;
        area.present()?;
    }
    Ok(svg)
}

/// The colours of peers, for a legend outside of plots.
pub fn legend(peers: &[Peer]) -> Vec<(&'static str, String)> {
    let hex = |RGBColor(r, g, b): RGBColor| format!("#{r:02x}{g:02x}{b:02x}");
    peers.iter().map(|&peer| (peer.name(), hex(colour(peer)))).collect()
}
