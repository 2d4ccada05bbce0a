//! What was promised against what came: points that should lie on the diagonal.

use super::plots::{Area, Labels, ROW, Series, TOP, frame};
use super::scale::Axis;
use super::svg::{Anchor, Canvas, Size, spread, text_width};
use crate::Estimate;

/// Radius of a point that few predictions stand behind, and of one that all do.
const RADII: (f64, f64) = (2.5, 9.0);

/// A contender's points.
#[derive(Debug, Clone)]
pub(super) struct Track {
    pub(super) series: Series,
    /// By rising x.
    pub(super) points: Vec<Point>,
}

/// One point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: Estimate,
    /// The share of the predictions that stand behind it, shown as the point's area.
    pub(super) share: f64,
}

/// Lines over one scale for both axes, with the diagonal dashed; each named at its right end.
pub(super) fn against(tracks: &[Track], labels: Labels<'_>, size: Size) -> Canvas {
    let longest = tracks.iter().map(|track| text_width(&track.series.name)).fold(40.0, f64::max);
    let mut canvas = Canvas::new(size.width(), size.pick(440.0, 340.0));
    let area =
        Area { left: 46.0, right: size.width() - longest - 26.0, top: TOP, bottom: size.pick(392.0, 292.0) };
    let all = || tracks.iter().flat_map(|track| &track.points).flat_map(|point| [point.x, point.y.mean]);
    let (x, y) = (Axis::linear(all(), area.left, area.right), Axis::linear(all(), area.bottom, area.top));
    frame(&mut canvas, (&x, &y), &area, labels);
    let ticks = x.ticks();
    if let (Some(&low), Some(&high)) = (ticks.first(), ticks.last()) {
        canvas.line("promise", (x.pixel(low), y.pixel(low)), (x.pixel(high), y.pixel(high)));
    }
    let drawn: Vec<&Track> = tracks.iter().filter(|track| !track.points.is_empty()).collect();
    let ends: Vec<f64> =
        drawn.iter().filter_map(|track| Some(y.pixel(track.points.last()?.y.mean))).collect();
    // The first is the best: it is drawn last, over the others.
    for (track, name) in drawn.iter().zip(spread(&ends, ROW, area.top, area.bottom)).rev() {
        canvas.group(&track.series.colour);
        let place = |point: &Point| (x.pixel(point.x), y.pixel(point.y.mean));
        for point in &track.points {
            let at = x.pixel(point.x);
            canvas.line("whisker", (at, y.pixel(point.y.low)), (at, y.pixel(point.y.high)));
        }
        canvas.polyline("line", &track.points.iter().map(place).collect::<Vec<_>>());
        for point in &track.points {
            canvas.dot(place(point), (RADII.1 * point.share.clamp(0.0, 1.0).sqrt()).max(RADII.0));
        }
        if let Some((px, py)) = track.points.last().map(place) {
            let label = area.right + 18.0;
            canvas.line("leader", (px + 6.0, py), (label - 3.0, name));
            canvas.text("name", (label, name + 4.0), Anchor::Start, &track.series.name);
        }
        canvas.end();
    }
    canvas
}
