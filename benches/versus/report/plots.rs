//! Plots, each as the text of an SVG.

use super::Report;
use crate::cases::Group;
use crate::machine::Machine;
use crate::peers::Peer;
use crate::run::Finding;
use crate::scaling::Scaling;
use plotters::coord::Shift;
use plotters::coord::ranged1d::{AsRangedCoord, ValueFormatter};
use plotters::coord::types::RangedCoordf64;
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use std::error::Error;
use std::f64::consts::TAU;
use tightloop_harness::stats::{Spread, geometric_mean};

/// The SVG of a plot.
type Plot = Result<String, Box<dyn Error>>;

/// The same, or nothing if there is nothing to draw.
type PlotIfAny = Result<Option<String>, Box<dyn Error>>;

// The palette of Okabe and Ito, which colour-blind people can tell apart, and two lighter shades.
const BLACK_LINE: RGBColor = RGBColor(0x11, 0x11, 0x11);
const GREY: RGBColor = RGBColor(0x99, 0x99, 0x99);
const ORANGE: RGBColor = RGBColor(0xe6, 0x9f, 0x00);
const SKY: RGBColor = RGBColor(0x56, 0xb4, 0xe9);
const GREEN: RGBColor = RGBColor(0x00, 0x9e, 0x73);
const LIGHT_GREEN: RGBColor = RGBColor(0x8c, 0xd3, 0xbd);
const BLUE_LINE: RGBColor = RGBColor(0x00, 0x72, 0xb2);
const VERMILION: RGBColor = RGBColor(0xd5, 0x5e, 0x00);
const PURPLE: RGBColor = RGBColor(0xcc, 0x79, 0xa7);

/// The colour of a peer. Peers that never meet in one plot may share one.
fn colour(peer: Peer) -> RGBColor {
    match peer {
        Peer::Plain | Peer::Native | Peer::NanoGemm => GREY,
        Peer::Ndarray | Peer::Matrixmultiply => ORANGE,
        Peer::Lanes | Peer::Numexpr | Peer::Openblas => PURPLE,
        Peer::Pulp | Peer::Gemm | Peer::Numba => VERMILION,
        Peer::Numpy => BLUE_LINE,
        Peer::NumpyAvx2 | Peer::Faer => SKY,
        Peer::Mkl | Peer::VmlHa => GREEN,
        Peer::VmlLa | Peer::MklJit => LIGHT_GREEN,
    }
}

/// The width of all plots in pixels.
const WIDTH: u32 = 1000;

/// Text sizes in pixels.
const TICK_TEXT: u32 = 15;
const TITLE_TEXT: u32 = 17;

/// Writes numbers on an axis: at most four digits, without trailing zeros.
fn tick(x: &f64) -> String {
    let digits = (3 - x.abs().max(1e-9).log10().floor() as i32).clamp(0, 6) as usize;
    let text = format!("{x:.digits$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// Writes whole numbers like [`tick`], and leaves out others.
fn whole_tick(x: &f64) -> String {
    if x.fract() == 0.0 { tick(x) } else { String::new() }
}

/// A function's name, and the ratio of each peer.
pub type Bars = Vec<(String, Vec<(Peer, f64)>)>;

/// Returns the geometric mean ratio of each function, for all cases of some dtypes.
pub fn bars_by_op(report: &Report, group: Group, has_dtype: fn(&str) -> bool) -> Bars {
    let findings: Vec<&Finding> =
        report.of_group(group).filter(|finding| has_dtype(finding.dtype)).collect();
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

/// Draws bars of ratios on a logarithmic axis: to the right of 1 we lead, to the left we trail.
pub fn bars(bars: &Bars) -> Plot {
    const BAR: u32 = 15;
    const GAP: u32 = 10;
    const BELOW: u32 = 60;
    let total: usize = bars.iter().map(|(_, ratios)| ratios.len()).sum();
    let rows = total as u32 * BAR + (bars.len() as u32 + 1) * GAP;
    let all = || bars.iter().flat_map(|(_, ratios)| ratios.iter().map(|(_, ratio)| *ratio));
    let least = all().fold(0.5, f64::min) * 0.9;
    // Room for the text behind the longest bar.
    let most = (all().fold(2.0, f64::max) / least).powf(1.25) * least;

    let mut svg = String::new();
    {
        let size = (WIDTH, rows + BELOW);
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin_right(20)
            .set_label_area_size(LabelAreaPosition::Left, 230)
            .set_label_area_size(LabelAreaPosition::Bottom, BELOW)
            // The y axis counts pixels from the top.
            .build_cartesian_2d((least..most).log_scale().base(2.0), f64::from(rows)..0.0)?;
        chart
            .configure_mesh()
            .disable_y_mesh()
            .disable_y_axis()
            .x_desc("the peer's time divided by ours (logarithmic): above 1 we lead")
            .x_label_formatter(&tick)
            .label_style(("sans-serif", TICK_TEXT))
            .axis_desc_style(("sans-serif", TITLE_TEXT))
            .draw()?;
        let mut top = f64::from(GAP);
        let bar = f64::from(BAR);
        for (op, ratios) in bars {
            let middle = top + bar * ratios.len() as f64 / 2.0;
            let (_, y) = chart.backend_coord(&(1.0, middle));
            area.draw_text(op, &("sans-serif", TICK_TEXT).into_text_style(&area), (4, y - 8))?;
            for &(peer, ratio) in ratios {
                let corners = [(1.0, top), (ratio, top + bar - 1.0)];
                chart.draw_series([Rectangle::new(corners, colour(peer).filled())])?;
                let text = format!("{ratio:.2} {}", peer.name());
                let text = Text::new(text, (4, 1), ("sans-serif", 13));
                chart.draw_series([EmptyElement::at((ratio.max(1.0), top)) + text])?;
                top += bar;
            }
            top += f64::from(GAP);
        }
        let one = vec![(1.0, 0.0), (1.0, f64::from(rows))];
        chart.draw_series([PathElement::new(one, BLACK_LINE.stroke_width(2))])?;
        area.present()?;
    }
    Ok(svg)
}

/// A line of a chart: a name, points, and how they are drawn. Colour, dashes and marks all differ
/// from those of other lines.
struct Line {
    name: String,
    colour: RGBColor,
    width: u32,
    /// Lengths of a dash and of the gap behind it, in pixels.
    dash: [i32; 2],
    mark: Mark,
    points: Vec<(f64, f64)>,
}

const SOLID: [i32; 2] = [i32::MAX / 2, 1];
const DASHES: [[i32; 2]; 4] = [SOLID, [9, 5], [3, 4], [18, 5]];

/// The shape at each point of a line: a regular polygon.
#[derive(Clone, Copy)]
struct Mark {
    corners: u32,
    /// The direction of the first corner, in turns from the top.
    first: f64,
}

impl Mark {
    const NONE: Mark = Mark { corners: 0, first: 0.0 };
    const DOT: Mark = Mark { corners: 24, first: 0.0 };
    const TRIANGLE: Mark = Mark { corners: 3, first: 0.0 };
    const SQUARE: Mark = Mark { corners: 4, first: 0.125 };
    const DIAMOND: Mark = Mark { corners: 4, first: 0.0 };
    const ALL: [Mark; 4] = [Mark::DOT, Mark::TRIANGLE, Mark::SQUARE, Mark::DIAMOND];

    /// Returns the polygon around a pixel.
    fn around(self, (x, y): (i32, i32), colour: RGBColor) -> Polygon<(i32, i32)> {
        let corner = |i: u32| {
            let (sin, cos) =
                ((self.first + f64::from(i) / f64::from(self.corners)) * TAU).sin_cos();
            (x + (6.0 * sin).round() as i32, y - (6.0 * cos).round() as i32)
        };
        Polygon::new((0..self.corners).map(corner).collect::<Vec<_>>(), colour.filled())
    }
}

impl Line {
    /// Returns line number `i` of a chart.
    fn new(i: usize, name: &str, colour: RGBColor, points: Vec<(f64, f64)>) -> Self {
        let width = if i == 0 { 3 } else { 2 };
        let (dash, mark) = (DASHES[i % DASHES.len()], Mark::ALL[(i + i / DASHES.len()) % 4]);
        Line { name: name.to_owned(), colour, width, dash, mark, points }
    }
}

/// An SVG that is being drawn.
type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Draws lines and their legend on axes `x` and `y`, whose titles name their units. `x_tick` writes
/// the numbers on the x axis.
fn draw_lines<'a, X, Y>(
    area: &Area<'a>,
    (x, x_title, x_tick): (X, &str, fn(&f64) -> String),
    (y, y_title): (Y, &str),
    legend: SeriesLabelPosition,
    lines: &[Line],
) -> Result<(), Box<dyn Error>>
where
    X: AsRangedCoord<Value = f64>,
    Y: AsRangedCoord<Value = f64>,
    X::CoordDescType: ValueFormatter<f64>,
    Y::CoordDescType: ValueFormatter<f64>,
{
    let mut chart = ChartBuilder::on(area)
        .margin(15)
        .set_label_area_size(LabelAreaPosition::Left, 75)
        .set_label_area_size(LabelAreaPosition::Bottom, 55)
        .build_cartesian_2d(x, y)?;
    chart
        .configure_mesh()
        .x_desc(x_title)
        .y_desc(y_title)
        .max_light_lines(4)
        .x_label_formatter(&x_tick)
        .y_label_formatter(&tick)
        .label_style(("sans-serif", TICK_TEXT))
        .axis_desc_style(("sans-serif", TITLE_TEXT))
        .draw()?;
    for &Line { ref name, colour, width, dash: [dash, gap], mark, ref points } in lines {
        let stroke = colour.stroke_width(width);
        let path = DashedLineSeries::new(points.iter().copied(), dash, gap, stroke);
        chart.draw_series(path)?.label(name).legend(move |at| {
            EmptyElement::at(at)
                + DashedPathElement::new([(0, 0), (36, 0)], dash, gap, stroke)
                + mark.around((18, 0), colour)
        });
        let marks = points.iter().map(|&at| EmptyElement::at(at) + mark.around((0, 0), colour));
        chart.draw_series(marks)?;
    }
    chart
        .configure_series_labels()
        .position(legend)
        .legend_area_size(45)
        .label_font(("sans-serif", TICK_TEXT))
        .background_style(WHITE.mix(0.85))
        .border_style(BLACK.mix(0.3))
        .draw()?;
    Ok(())
}

/// Draws lines over a logarithmic axis whose ticks are powers of two.
fn chart_of_lines(x_title: &str, y_title: &str, lines: &[Line]) -> Plot {
    let points = || lines.iter().flat_map(|line| &line.points);
    let (first, last) = points().fold((f64::MAX, 0.0f64), |(a, b), (x, _)| (a.min(*x), b.max(*x)));
    let most = points().fold(0.0f64, |most, (_, y)| most.max(*y));
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (WIDTH, 480)).into_drawing_area();
        let x = (first..last.max(first * 2.0)).log_scale().base(2.0);
        let y: RangedCoordf64 = (0.0..most * 1.08).into();
        let legend = SeriesLabelPosition::UpperLeft;
        draw_lines(&area, (x, x_title, whole_tick), (y, y_title), legend, lines)?;
        area.present()?;
    }
    Ok(svg)
}

/// Draws the GFLOP/s of square matrix products over their size, if any were measured.
pub fn gemm(report: &Report, dtype: &str) -> PlotIfAny {
    let squares: Vec<(&Finding, f64)> = report
        .of_group(Group::Gemm)
        .filter(|finding| finding.dtype == dtype && finding.op == "matmul")
        .filter_map(|finding| {
            Some((finding, finding.shape.strip_prefix("n = ")?.strip_suffix(" NN")?.parse().ok()?))
        })
        .collect();
    if squares.is_empty() {
        return Ok(None);
    }
    let rate = |finding: &Finding, seconds: f64| {
        finding.work.operations.unwrap_or(0) as f64 / seconds / 1e9
    };
    let ours =
        squares.iter().filter_map(|(finding, n)| Some((*n, rate(finding, finding.seconds()?))));
    let mut lines = vec![Line::new(0, "tightloop", BLACK_LINE, ours.collect())];
    for peer in report.peers(squares.iter().map(|(finding, _)| *finding)) {
        let points = squares.iter().filter_map(|(finding, n)| {
            let theirs = finding.of_peer(peer)?;
            Some((*n, rate(finding, Spread::of(&theirs.seconds).median)))
        });
        lines.push(Line::new(lines.len(), peer.name(), colour(peer), points.collect()));
    }
    let title = "n, the number of rows and columns (logarithmic)";
    Ok(Some(chart_of_lines(title, "GFLOP/s", &lines)?))
}

/// Draws how much faster the first few of our calls are on several threads than on one.
pub fn scaling(scaling: &[Scaling]) -> Plot {
    let colours = [BLUE_LINE, VERMILION, GREEN, PURPLE];
    let mut lines = Vec::new();
    for (call, colour) in scaling.iter().zip(colours) {
        let points = call.speedups.iter().map(|(threads, speed)| (*threads as f64, speed.median));
        lines.push(Line::new(lines.len(), &call.name, colour, points.collect()));
    }
    let speedups = scaling.iter().flat_map(|call| &call.speedups);
    let most = speedups.map(|(threads, _)| *threads).max().unwrap_or(1) as f64;
    let ideal = Line::new(lines.len(), "ideal", GREY, vec![(1.0, 1.0), (most, most)]);
    lines.push(Line { mark: Mark::NONE, dash: SOLID, ..ideal });
    chart_of_lines("threads (logarithmic)", "speed relative to one thread", &lines)
}

/// Draws our calls whose operations can be counted, and the limits that memory and arithmetic set
/// them. Returns nothing if there are no such calls.
pub fn roofline(report: &Report) -> PlotIfAny {
    const LEAST: f64 = 0.02;
    const MOST: f64 = 500.0;
    let machine = &report.machine;
    let mut lines = Vec::new();
    for (dtype, colour, mark) in [("f32", BLUE_LINE, Mark::DOT), ("f64", VERMILION, Mark::TRIANGLE)]
    {
        let findings = report.findings.iter().filter(|finding| finding.dtype == dtype);
        let points = findings.filter_map(|finding| {
            let operations = finding.work.operations? as f64;
            let bytes = (finding.work.read + finding.work.written) as f64;
            Some((operations / bytes, operations / finding.seconds()? / 1e9))
        });
        let points: Vec<_> = points.collect();
        if points.is_empty() {
            continue;
        }
        for (memory, bytes, dash) in CACHE_AND_MEMORY {
            let limit = |x: f64| limit(machine, dtype, bytes, x) / 1e9;
            let xs = (0..=200).map(|i| LEAST * (MOST / LEAST).powf(f64::from(i) / 200.0));
            lines.push(Line {
                name: format!("limit for {dtype} in {memory}"),
                colour,
                width: 2,
                dash,
                mark: Mark::NONE,
                points: xs.map(|x| (x, limit(x))).collect(),
            });
        }
        // Dashes of length 0 draw no line.
        let name = format!("calls on {dtype}");
        lines.push(Line { name, colour, width: 1, dash: [0, 1], mark, points });
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let most = machine.peak_f32.max(machine.peak_f64) / 1e9 * 2.0;
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (WIDTH, 520)).into_drawing_area();
        let (x, y) = ((LEAST..MOST).log_scale(), (0.05..most).log_scale());
        let x = (x, "operations per byte moved (logarithmic)", tick as fn(&f64) -> String);
        let y = (y, "10^9 operations per second (logarithmic)");
        draw_lines(&area, x, y, SeriesLabelPosition::LowerRight, &lines)?;
        area.present()?;
    }
    Ok(Some(svg))
}

/// Where operands may be, the size of the working set that was measured there, and the dashes.
const CACHE_AND_MEMORY: [(&str, usize, [i32; 2]); 2] =
    [("the second-level cache", 160 << 10, SOLID), ("memory", 384 << 20, [9, 5])];

/// The most operations per second if each byte moved allows `per_byte` of them.
fn limit(machine: &Machine, dtype: &str, bytes: usize, per_byte: f64) -> f64 {
    let peak = machine.peak(dtype).unwrap_or(f64::INFINITY);
    (machine.stream(bytes).copy * per_byte).min(peak)
}
