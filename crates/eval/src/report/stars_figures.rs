//! The figures of predicted stars: errors, reliability, and the coverage of intervals.

use super::diagonal_plot::{DiagonalLine, DiagonalPoint, diagonal_plot};
use super::figure::{Colours, Figure, strings};
use super::plots::{Bar, Labels, Line, bar_plot, line_plot};
use crate::estimate::Estimate;
use crate::rating::{CoverageLevel, RatingLeaderboard, RatingRow, StarsBin};
use crate::render::interval;

/// Bins with fewer ratings are not drawn.
const FEWEST_DRAWN: usize = 10;

/// Every figure that the leaderboard has numbers for.
pub(super) fn of(board: &RatingLeaderboard, colours: &Colours<'_>) -> Vec<Figure> {
    let Some(best) = board.rows.first() else { return Vec::new() };
    let mut figures = vec![errors(board, colours), predicted_actual(board, colours), by_width(best, colours)];
    figures.extend(levels(board, colours));
    figures
}

/// One bar of RMSE for each predictor.
fn errors(board: &RatingLeaderboard, colours: &Colours<'_>) -> Figure {
    let all: Vec<Bar> =
        board.rows.iter().map(|row| Bar { series: colours.of(&row.name), estimate: row.all.rmse }).collect();
    let cells = |row: &RatingRow| {
        let calibration = &row.all.calibration;
        vec![
            row.name.clone(),
            interval(&row.all.rmse),
            interval(&row.all.mae),
            percent(calibration.covered),
            format!("{:.2}", calibration.mean_width),
            format!("{:.3}", row.fit.seconds),
            format!("{:.0}", row.user_us),
        ]
    };
    Figure {
        id: "stars-error".to_owned(),
        title: "How far off are predicted stars?".to_owned(),
        summary: format!(
            "Root mean squared error over {} hidden ratings, in stars, with 95 % intervals over users. Shorter is better.",
            board.header.n_ratings
        ),
        head: strings(["predictor", "RMSE", "MAE", "covered", "mean width", "fit s", "us/user"]),
        rows: board.rows.iter().map(cells).collect(),
        plot: Box::new(move |size| bar_plot(&all, "RMSE in stars, 95 % interval", size)),
    }
}

/// Mean actual stars by bins of predicted stars.
fn predicted_actual(board: &RatingLeaderboard, colours: &Colours<'_>) -> Figure {
    // A single point, as of the global mean, does not make a line.
    let lines: Vec<DiagonalLine> = board
        .rows
        .iter()
        .map(|row| DiagonalLine { series: colours.of(&row.name), points: reliability_points(row) })
        .filter(|line| line.points.len() > 1)
        .collect();
    let cells = |row: &RatingRow| -> Vec<Vec<String>> {
        let cells = |bin: &StarsBin| {
            let stars = format!("{:.1} to {:.1}", bin.from, bin.from + 0.5);
            let (mean, n) = (format!("{:.3}", bin.predicted), bin.n.to_string());
            vec![row.name.clone(), stars, n, mean, interval(&bin.actual), percent(bin.covered.mean)]
        };
        row.by_stars.iter().map(cells).collect()
    };
    Figure {
        id: "stars-calibration".to_owned(),
        title: "Do predicted stars come true?".to_owned(),
        summary: format!(
            "Mean actual stars by predicted stars, in bins of half a star, with 95 % intervals over users. A larger dot \
             stands for more ratings; bins with fewer than {FEWEST_DRAWN} are only in the table. On the dashed line \
             predictions are right on average; below it they are too high."
        ),
        head: strings(["predictor", "predicted", "ratings", "mean predicted", "mean actual", "covered"]),
        rows: board.rows.iter().flat_map(cells).collect(),
        plot: Box::new(move |size| {
            diagonal_plot(&lines, Labels { x: "predicted stars", y: "mean actual stars" }, size)
        }),
    }
}

fn reliability_points(row: &RatingRow) -> Vec<DiagonalPoint> {
    let n_all: usize = row.by_stars.iter().map(|bin| bin.n).sum();
    let drawn = row.by_stars.iter().filter(|bin| bin.n >= FEWEST_DRAWN);
    drawn.map(|bin| DiagonalPoint { x: bin.predicted, y: bin.actual, share: share(bin.n, n_all) }).collect()
}

/// Coverage by the width of the interval, of the best predictor.
///
/// Other predictors are left out: the widths of a baseline differ only where an end of the scale cuts them off, so its
/// line would say nothing.
fn by_width(best: &RatingRow, colours: &Colours<'_>) -> Figure {
    let bins = &best.all.calibration.by_width;
    let wanted = best.all.calibration.wanted;
    let points = bins.iter().map(|bin| (bin.mean_width, exact(bin.covered))).collect();
    let line = [Line { series: colours.of(&best.name), points }];
    let rows = bins.iter().map(|bin| {
        let width = format!("{:.2}", bin.mean_width);
        vec![best.name.clone(), width, bin.n.to_string(), percent(bin.covered), format!("{:.3}", bin.rmse)]
    });
    Figure {
        id: "stars-widths".to_owned(),
        title: "Are wide intervals as honest as narrow ones?".to_owned(),
        summary: format!(
            "Share of hidden ratings inside their interval, by tenths of its width. Dashed: the promised {:.0} %.",
            wanted * 100.0
        ),
        head: strings(["predictor", "mean width, stars", "ratings", "covered", "RMSE"]),
        rows: rows.collect(),
        plot: Box::new(move |size| {
            let labels = Labels { x: "width of the interval, stars", y: "share covered" };
            line_plot(&line, labels, Some(wanted), size)
        }),
    }
}

/// Coverage at several levels; `None` if it was not measured.
fn levels(board: &RatingLeaderboard, colours: &Colours<'_>) -> Option<Figure> {
    let rows: Vec<&RatingRow> = board.rows.iter().filter(|row| !row.levels.is_empty()).collect();
    if rows.is_empty() {
        return None;
    }
    let point = |level: &CoverageLevel| DiagonalPoint { x: level.wanted, y: level.covered, share: 0.15 };
    let lines: Vec<DiagonalLine> = rows
        .iter()
        .map(|row| DiagonalLine {
            series: colours.of(&row.name),
            points: row.levels.iter().map(point).collect(),
        })
        .collect();
    let cells = rows.iter().flat_map(|row| {
        row.levels.iter().map(|level| {
            let covered = interval(&level.covered);
            vec![row.name.clone(), percent(level.wanted), covered, format!("{:.2}", level.mean_width)]
        })
    });
    Some(Figure {
        id: "stars-coverage".to_owned(),
        title: "Do intervals keep their promise at other levels?".to_owned(),
        summary: "Share of hidden ratings inside their interval against the share that the interval was made for, with \
                  95 % intervals over users. On the dashed line intervals cover what they promise; below it they are \
                  too narrow."
            .to_owned(),
        head: strings(["predictor", "promised", "covered", "mean width, stars"]),
        rows: cells.collect(),
        plot: Box::new(move |size| {
            diagonal_plot(&lines, Labels { x: "share promised", y: "share covered" }, size)
        }),
    })
}

/// A figure without an interval.
fn exact(value: f64) -> Estimate {
    Estimate { mean: value, se: 0.0, low: value, high: value }
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts of ratings are far below 2^52")]
fn share(n: usize, of: usize) -> f64 {
    n as f64 / of.max(1) as f64
}
