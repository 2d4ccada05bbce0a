//! The kinds of plots. Each turns plain numbers into a drawing, in either size.

use super::scale::{Axis, short};
use super::svg::{Anchor, Canvas, Size, TEXT, spread, text_width};
use crate::estimate::Estimate;

pub(super) const ROW: f64 = 18.0;
pub(super) const TOP: f64 = 28.0;

/// The name of a contender with its colour, which is the same in every plot.
#[derive(Debug, Clone)]
pub(super) struct Series {
    pub(super) name: String,
    /// The class of the colour, `s0` to `s9`.
    pub(super) colour: String,
}

/// The titles of both axes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labels<'a> {
    pub(super) x: &'a str,
    pub(super) y: &'a str,
}

/// Both axes of a plot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axes {
    pub(super) x: Axis,
    pub(super) y: Axis,
}

impl Axes {
    /// The position of a point, in pixels.
    pub(super) fn place(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x.pixel(x), self.y.pixel(y))
    }
}

/// Draws the axes: the title of x below, the title of y above, and grid lines at the ticks of y.
pub(super) fn draw_axes(canvas: &mut Canvas, axes: &Axes, area: &Area, labels: Labels<'_>) {
    draw_axes_at(canvas, axes, &axes.x.ticks(), area, labels);
}

/// Draws the axes with the given ticks on the x axis.
fn draw_axes_at(canvas: &mut Canvas, axes: &Axes, x_ticks: &[f64], area: &Area, labels: Labels<'_>) {
    let Axes { x, y } = axes;
    for tick in y.ticks() {
        let at = y.pixel(tick);
        canvas.line("grid", (area.left, at), (area.right, at));
        canvas.text("muted", (area.left - 8.0, at + 4.0), Anchor::End, &short(tick));
    }
    canvas.line("axis", (area.left, area.bottom), (area.right, area.bottom));
    for &tick in x_ticks {
        let at = x.pixel(tick);
        canvas.line("axis", (at, area.bottom), (at, area.bottom + 4.0));
        canvas.text("muted", (at, area.bottom + 19.0), Anchor::Middle, &short(tick));
    }
    canvas.text("muted", (2.0, 15.0), Anchor::Start, labels.y);
    canvas.text("muted", (area.right, area.bottom + 38.0), Anchor::End, labels.x);
}

/// The rectangle in which the data is drawn, in pixels.
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// One line of a [`line_plot`].
pub(super) struct Line {
    pub(super) series: Series,
    /// Pairs of x and y, where y has an interval.
    pub(super) points: Vec<(f64, Estimate)>,
}

/// From this ratio of the largest x to the smallest, the x axis of a [`line_plot`] is logarithmic.
const WIDE_RANGE: f64 = 30.0;

/// Lines with intervals, each named at its right end. Intervals are drawn side by side, so that they do not overlap.
/// `target` draws a dashed line at a y that should be reached.
pub(super) fn line_plot(lines: &[Line], labels: Labels<'_>, target: Option<f64>, size: Size) -> Canvas {
    let longest = lines.iter().map(|line| text_width(&line.series.name)).fold(40.0, f64::max);
    let mut canvas = Canvas::new(size.width(), size.pick(400.0, 340.0));
    let area =
        Area { left: 46.0, right: size.width() - longest - 34.0, top: TOP, bottom: size.pick(352.0, 292.0) };
    let all = || lines.iter().flat_map(|line| line.points.iter());
    let heights = all().flat_map(|(_, y)| [y.low, y.high]).chain(target);
    let axes = Axes {
        x: x_axis(&all().map(|(x, _)| *x).collect::<Vec<f64>>(), &area),
        y: Axis::linear(heights, area.bottom, area.top),
    };
    draw_axes_at(&mut canvas, &axes, &x_ticks(lines, &axes.x), &area, labels);
    if let Some(target) = target {
        let height = axes.y.pixel(target);
        canvas.line("promise", (area.left, height), (area.right, height));
    }
    let drawn: Vec<&Line> = lines.iter().filter(|line| !line.points.is_empty()).collect();
    let ends: Vec<f64> =
        drawn.iter().filter_map(|line| Some(axes.y.pixel(line.points.last()?.1.mean))).collect();
    let name_heights = spread(&ends, ROW, area.top, area.bottom);
    let step = size.pick(4.0, 2.5);
    #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
    let offset = |at: usize| (at as f64 - (lines.len().saturating_sub(1)) as f64 / 2.0) * step;
    let name_left = area.right + 16.0 + offset(lines.len().saturating_sub(1)).max(0.0);
    for (at, (line, name_height)) in drawn.into_iter().zip(name_heights).enumerate() {
        let end = draw_line(&mut canvas, line, &axes, offset(at));
        canvas.line("leader", (end.0 + 5.0, end.1), (name_left - 3.0, name_height));
        canvas.text("name", (name_left, name_height + 4.0), Anchor::Start, &line.series.name);
        canvas.end();
    }
    canvas
}

fn x_axis(values: &[f64], area: &Area) -> Axis {
    let (low, high) = values.iter().fold((f64::INFINITY, 0.0), |(low, high), &x| (x.min(low), x.max(high)));
    if low > 0.0 && high >= WIDE_RANGE * low {
        return Axis::log(values.iter().copied(), area.left, area.right);
    }
    Axis::linear(values.iter().copied().chain([0.0]), area.left, area.right)
}

/// Opens a group and draws a line with its intervals, `offset` pixels to the right. Returns its last point.
fn draw_line(canvas: &mut Canvas, line: &Line, axes: &Axes, offset: f64) -> (f64, f64) {
    canvas.group(&line.series.colour);
    let mut points = Vec::with_capacity(line.points.len());
    for (x, y) in &line.points {
        let (left, height) = axes.place(*x, y.mean);
        points.push((left + offset, height));
    }
    for ((_, estimate), &(left, _)) in line.points.iter().zip(&points) {
        if estimate.high > estimate.low {
            let ends = (axes.y.pixel(estimate.low), axes.y.pixel(estimate.high));
            canvas.line("whisker", (left, ends.0), (left, ends.1));
        }
    }
    canvas.polyline("line", &points);
    points.iter().for_each(|&point| canvas.dot(point, 4.0));
    points.last().copied().unwrap_or_default()
}

/// The x values of the lines if they are few and the same for all lines, else the round ticks of the axis.
fn x_ticks(lines: &[Line], axis: &Axis) -> Vec<f64> {
    let values = |line: &Line| -> Vec<f64> { line.points.iter().map(|point| point.0).collect() };
    let own = lines.first().map(values).unwrap_or_default();
    let is_common = lines.iter().all(|line| values(line) == own);
    if is_common && (1..=6).contains(&own.len()) { own } else { axis.ticks() }
}

/// One bar, from 0 to the mean, which may be negative.
pub(super) struct Bar {
    pub(super) series: Series,
    pub(super) estimate: Estimate,
}

/// Horizontal bars with intervals, best first. Names are beside the bars, or above them on a phone.
pub(super) fn bar_plot(bars: &[Bar], label: &str, size: Size) -> Canvas {
    #[expect(clippy::cast_precision_loss, reason = "a handful of bars")]
    let n = bars.len() as f64;
    let row = size.pick(34.0, 46.0);
    let names = bars.iter().map(|bar| text_width(&bar.series.name)).fold(40.0, f64::max);
    let mut canvas = Canvas::new(size.width(), TOP + n * row + 46.0);
    let area = Area {
        left: size.pick(names + 14.0, 4.0),
        right: size.width() - 64.0,
        top: TOP,
        bottom: TOP + n * row,
    };
    let values = bars.iter().flat_map(|bar| [bar.estimate.low.min(0.0), bar.estimate.high]).chain([0.0]);
    let x = Axis::linear(values, area.left, area.right);
    let zero = x.pixel(0.0);
    for tick in x.ticks() {
        let at = x.pixel(tick);
        canvas.line("grid", (at, area.top - 6.0), (at, area.bottom));
        canvas.text("muted", (at, area.bottom + 18.0), Anchor::Middle, &short(tick));
    }
    canvas.text("muted", (area.left, 14.0), Anchor::Start, label);
    let mut top = area.top;
    for Bar { series, estimate } in bars {
        canvas.group(&series.colour);
        let bar_top = top + size.pick(6.0, 20.0);
        let middle = bar_top + 10.0;
        let (at, anchor) = match size {
            Size::Wide => ((area.left - 10.0, middle + 4.5), Anchor::End),
            Size::Narrow => ((area.left, bar_top - 4.0), Anchor::Start),
        };
        canvas.text("name", at, anchor, &series.name);
        let end = x.pixel(estimate.mean);
        canvas.bar(end.min(zero), end.max(zero), bar_top, 20.0);
        let (low, high) = (x.pixel(estimate.low), x.pixel(estimate.high));
        canvas.line("over", (low, middle), (high, middle));
        for end in [low, high] {
            canvas.line("over", (end, middle - 4.0), (end, middle + 4.0));
        }
        let value = format!("{:.3}", estimate.mean);
        canvas.text("ink", (high.max(zero) + 8.0, middle + 4.5), Anchor::Start, &value);
        canvas.end();
        top += row;
    }
    canvas
}

/// One dot of a [`scatter_plot`].
pub(super) struct Dot {
    pub(super) series: Series,
    /// Above 0.
    pub(super) x: f64,
    pub(super) y: Estimate,
}

/// Dots with their names beside them, on a log x axis.
pub(super) fn scatter_plot(dots: &[Dot], labels: Labels<'_>, size: Size) -> Canvas {
    let mut canvas = Canvas::new(size.width(), size.pick(380.0, 340.0));
    let area = Area { left: 46.0, right: size.width() - 14.0, top: TOP, bottom: size.pick(332.0, 292.0) };
    let heights = dots.iter().flat_map(|dot| [dot.y.low, dot.y.high]).chain([0.0]);
    let axes = Axes {
        x: Axis::log(dots.iter().map(|dot| dot.x), area.left, area.right),
        y: Axis::linear(heights, area.bottom, area.top),
    };
    draw_axes(&mut canvas, &axes, &area, labels);
    let at: Vec<(f64, f64)> = dots.iter().map(|dot| axes.place(dot.x, dot.y.mean)).collect();
    for (dot, &(px, py)) in dots.iter().zip(&at) {
        canvas.group(&dot.series.colour);
        canvas.line("whisker", (px, axes.y.pixel(dot.y.low)), (px, axes.y.pixel(dot.y.high)));
        canvas.dot((px, py), 6.0);
        canvas.end();
    }
    let names: Vec<&str> = dots.iter().map(|dot| dot.series.name.as_str()).collect();
    for (dot, (left, middle)) in dots.iter().zip(name_places(&at, &names, &area)) {
        canvas.group(&dot.series.colour);
        canvas.text("name", (left, middle + 4.5), Anchor::Start, &dot.series.name);
        canvas.end();
    }
    canvas
}

/// The left end and middle height of each name. A name gets the first place around its dot that is inside the area and
/// covers no dot and no other name; if there is none, the place on the right or left that is inside.
fn name_places(dots: &[(f64, f64)], names: &[&str], area: &Area) -> Vec<(f64, f64)> {
    let mut taken: Vec<[f64; 4]> = dots.iter().map(|&(x, y)| [x - 7.0, y - 7.0, x + 7.0, y + 7.0]).collect();
    let mut places = Vec::with_capacity(names.len());
    for (&(x, y), name) in dots.iter().zip(names) {
        let width = text_width(name);
        let rows = [0.0, -16.0, 16.0, -28.0, 28.0, -42.0, 42.0];
        let around = rows
            .iter()
            .flat_map(|dy| [(x + 12.0, y + dy), (x - 12.0 - width, y + dy), (x - width / 2.0, y + dy)]);
        let boxed =
            |(left, middle): (f64, f64)| [left, middle - TEXT / 2.0, left + width, middle + TEXT / 2.0];
        let is_free = |place: &(f64, f64)| {
            let own = boxed(*place);
            let is_inside = own[0] >= area.left && own[2] <= area.right + 12.0 && own[1] >= area.top - 8.0;
            is_inside && own[3] <= area.bottom && !taken.iter().any(|other| overlaps(&own, other))
        };
        let fallback = (if x + 12.0 + width <= area.right { x + 12.0 } else { x - 12.0 - width }, y);
        let place = around.into_iter().find(is_free).unwrap_or(fallback);
        taken.push(boxed(place));
        places.push(place);
    }
    places
}

fn overlaps(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// One line over a linear x axis, for numbers of groups: over a log axis an elbow bends the wrong way. `marked` is an x to
/// highlight.
pub(super) fn trend_plot(
    points: &[(f64, f64)],
    labels: Labels<'_>,
    marked: Option<f64>,
    size: Size,
) -> Canvas {
    let mut canvas = Canvas::new(size.width(), size.pick(260.0, 240.0));
    let area = Area { left: 56.0, right: size.width() - 20.0, top: TOP, bottom: size.pick(212.0, 192.0) };
    let axes = Axes {
        x: Axis::linear(points.iter().map(|point| point.0), area.left, area.right),
        y: Axis::linear(points.iter().map(|point| point.1), area.bottom, area.top),
    };
    draw_axes(&mut canvas, &axes, &area, labels);
    if let Some(marked) = marked {
        let at = axes.x.pixel(marked);
        canvas.line("promise", (at, area.top), (at, area.bottom));
        let (place, anchor) = if at > f64::midpoint(area.left, area.right) {
            (at - 6.0, Anchor::End)
        } else {
            (at + 6.0, Anchor::Start)
        };
        canvas.text("ink", (place, area.top + 10.0), anchor, &format!("default, {}", short(marked)));
    }
    canvas.group("s0");
    let drawn: Vec<(f64, f64)> = points.iter().map(|&(k, value)| axes.place(k, value)).collect();
    canvas.polyline("line", &drawn);
    drawn.iter().for_each(|&point| canvas.dot(point, 4.0));
    canvas.end();
    canvas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_crowded_dots_cover_neither_dots_nor_each_other() {
        let area = Area { left: 46.0, right: 326.0, top: 28.0, bottom: 292.0 };
        let dots = [(100.0, 80.0), (104.0, 84.0), (300.0, 82.0), (108.0, 250.0), (110.0, 254.0)];
        let names = ["user-knn", "popularity", "naive-user-knn", "ease", "kmeans"];
        let places = name_places(&dots, &names, &area);
        let boxes: Vec<[f64; 4]> = places
            .iter()
            .zip(names)
            .map(|(&(left, y), name)| [left, y - TEXT / 2.0, left + text_width(name), y + TEXT / 2.0])
            .collect();
        for (at, own) in boxes.iter().enumerate() {
            assert!(own[0] >= area.left && own[2] <= area.right + 12.0, "{} is inside: {own:?}", names[at]);
            assert!(!boxes[..at].iter().any(|other| overlaps(own, other)), "{} is free", names[at]);
        }
    }
}
