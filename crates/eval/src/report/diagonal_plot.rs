//! The diagonal plot: points that should lie on the diagonal, such as predicted against actual values.

use super::plots::{Area, Axes, Labels, ROW, Series, TOP, draw_axes};
use super::scale::Axis;
use super::svg::{Anchor, Canvas, Size, spread, text_width};
use crate::estimate::Estimate;

/// Radius of the smallest dot, in pixels.
const SMALLEST_RADIUS: f64 = 2.5;
/// Radius of a dot that stands for all predictions, in pixels.
const LARGEST_RADIUS: f64 = 9.0;

/// The points of one contender.
#[derive(Debug, Clone)]
pub(super) struct DiagonalLine {
    pub(super) series: Series,
    /// By rising x.
    pub(super) points: Vec<DiagonalPoint>,
}

/// One point with its interval.
#[derive(Debug, Clone, Copy)]
pub(super) struct DiagonalPoint {
    pub(super) x: f64,
    pub(super) y: Estimate,
    /// The share of all predictions that the point summarises; drawn as the dot's area.
    pub(super) share: f64,
}

/// Lines over axes of the same scale, with a dashed diagonal; each line is named at its right end.
pub(super) fn diagonal_plot(lines: &[DiagonalLine], labels: Labels<'_>, size: Size) -> Canvas {
    let longest = lines.iter().map(|line| text_width(&line.series.name)).fold(40.0, f64::max);
    let mut canvas = Canvas::new(size.width(), size.pick(440.0, 340.0));
    let area =
        Area { left: 46.0, right: size.width() - longest - 26.0, top: TOP, bottom: size.pick(392.0, 292.0) };
    let all = || lines.iter().flat_map(|line| &line.points).flat_map(|point| [point.x, point.y.mean]);
    let axes =
        Axes { x: Axis::linear(all(), area.left, area.right), y: Axis::linear(all(), area.bottom, area.top) };
    draw_axes(&mut canvas, &axes, &area, labels);
    let ticks = axes.x.ticks();
    if let (Some(&low), Some(&high)) = (ticks.first(), ticks.last()) {
        canvas.line("promise", axes.place(low, low), axes.place(high, high));
    }
    let drawn: Vec<&DiagonalLine> = lines.iter().filter(|line| !line.points.is_empty()).collect();
    let ends: Vec<f64> =
        drawn.iter().filter_map(|line| Some(axes.y.pixel(line.points.last()?.y.mean))).collect();
    let name_heights = spread(&ends, ROW, area.top, area.bottom);
    let name_left = area.right + 18.0;
    // The first line is the best: it is drawn last, on top of the others.
    for (line, name_height) in drawn.iter().zip(name_heights).rev() {
        let end = draw_line(&mut canvas, line, &axes);
        canvas.line("leader", (end.0 + 6.0, end.1), (name_left - 3.0, name_height));
        canvas.text("name", (name_left, name_height + 4.0), Anchor::Start, &line.series.name);
        canvas.end();
    }
    canvas
}

/// Opens a group and draws a line with its intervals. Returns its last point.
fn draw_line(canvas: &mut Canvas, line: &DiagonalLine, axes: &Axes) -> (f64, f64) {
    canvas.group(&line.series.colour);
    for point in &line.points {
        let left = axes.x.pixel(point.x);
        canvas.line("whisker", (left, axes.y.pixel(point.y.low)), (left, axes.y.pixel(point.y.high)));
    }
    let places: Vec<(f64, f64)> = line.points.iter().map(|point| axes.place(point.x, point.y.mean)).collect();
    canvas.polyline("line", &places);
    for (point, &place) in line.points.iter().zip(&places) {
        canvas.dot(place, (LARGEST_RADIUS * point.share.clamp(0.0, 1.0).sqrt()).max(SMALLEST_RADIUS));
    }
    places.last().copied().unwrap_or_default()
}
