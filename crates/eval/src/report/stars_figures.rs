//! Figures of predicted stars: how far off, whether they come true, and whether intervals keep their promise.

use super::diagonal::{Point, Track, against};
use super::figures::{Colours, Figure, interval, strings};
use super::plots::{Bar, Curve, Labels, Series, bars, curves};
use crate::Estimate;
use crate::rating::{Level, RatingLeaderboard, RatingRow, StarsBin};

/// The mean of fewer ratings is not drawn.
const FEWEST_DRAWN: usize = 10;

/// Every figure that there are numbers for.
pub(super) fn of(board: &RatingLeaderboard, colours: &Colours<'_>) -> Vec<Figure> {
    if board.rows.is_empty() {
        return Vec::new();
    }
    let mut figures =
        vec![errors(board, colours), predicted_actual(board, colours), by_width(board, colours)];
    figures.extend(levels(board, colours));
    figures
}

/// A bar of RMSE for each predictor.
fn errors(board: &RatingLeaderboard, colours: &Colours<'_>) -> Figure {
    let drawn: Vec<Bar> =
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
    Figure::new(
        ("stars-error", "How far off are predicted stars?"),
        format!(
            "Root mean squared error over {} hidden ratings, in stars, with 95 % intervals over users. Shorter is better.",
            board.header.n_ratings
        ),
        strings(["predictor", "RMSE", "MAE", "covered", "mean width", "fit s", "us/user"]),
        board.rows.iter().map(cells).collect(),
        move |size| bars(&drawn, "RMSE in stars, 95 % interval", size),
    )
}

/// Mean actual stars by bins of predicted.
fn predicted_actual(board: &RatingLeaderboard, colours: &Colours<'_>) -> Figure {
    let track = |row: &RatingRow| {
        let n: usize = row.by_stars.iter().map(|bin| bin.n).sum();
        let point = |bin: &StarsBin| Point { x: bin.predicted, y: bin.actual, share: share(bin.n, n) };
        let told = row.by_stars.iter().filter(|bin| bin.n >= FEWEST_DRAWN);
        Track { series: colours.of(&row.name), points: told.map(point).collect() }
    };
    // A single point, as of one mean for all, is no line.
    let drawn: Vec<Track> = board.rows.iter().map(track).filter(|track| track.points.len() > 1).collect();
    let cells = |row: &RatingRow| -> Vec<Vec<String>> {
        let cells = |bin: &StarsBin| {
            let stars = format!("{:.1} to {:.1}", bin.from, bin.from + 0.5);
            let (mean, n) = (format!("{:.3}", bin.predicted), bin.n.to_string());
            vec![row.name.clone(), stars, n, mean, interval(&bin.actual), percent(bin.covered.mean)]
        };
        row.by_stars.iter().map(cells).collect()
    };
    Figure::new(
        ("stars-calibration", "Do predicted stars come true?"),
        format!(
            "Mean actual stars of the ratings that were predicted about so high, by half stars, with 95 % intervals over \
             users. A larger dot holds more ratings; fewer than {FEWEST_DRAWN} are in the table only. On the dashed line \
             a prediction is right on average; below it was too high."
        ),
        strings(["predictor", "predicted", "ratings", "mean predicted", "mean actual", "covered"]),
        board.rows.iter().flat_map(cells).collect(),
        move |size| against(&drawn, Labels { x: "predicted stars", y: "mean actual stars" }, size),
    )
}

/// Coverage by the interval's width.
fn by_width(board: &RatingLeaderboard, colours: &Colours<'_>) -> Figure {
    // Widths of a baseline differ only where the scale's end cuts them off: a line would say nothing.
    let rows: Vec<&RatingRow> = board.rows.iter().filter(|row| row.name == board.rows[0].name).collect();
    let promised = board.rows[0].all.calibration.wanted;
    let exact =
        |width: f64, covered: f64| (width, Estimate { mean: covered, se: 0.0, low: covered, high: covered });
    let drawn: Vec<(Series, Vec<(f64, Estimate)>)> = rows
        .iter()
        .map(|row| {
            let bins = row.all.calibration.by_width.iter();
            (colours.of(&row.name), bins.map(|bin| exact(bin.mean_width, bin.covered)).collect())
        })
        .collect();
    let cells = rows.iter().flat_map(|row| {
        row.all.calibration.by_width.iter().map(|bin| {
            let width = format!("{:.2}", bin.mean_width);
            vec![row.name.clone(), width, bin.n.to_string(), percent(bin.covered), format!("{:.3}", bin.rmse)]
        })
    });
    Figure::new(
        ("stars-widths", "Are wide intervals as honest as narrow ones?"),
        format!(
            "The share of hidden ratings inside their interval, by tenths of its width. Dashed: the promised {:.0} %.",
            promised * 100.0
        ),
        strings(["predictor", "mean width, stars", "ratings", "covered", "RMSE"]),
        cells.collect(),
        move |size| {
            let curve = |(series, points): &(Series, Vec<(f64, Estimate)>)| Curve {
                series: series.clone(),
                points: points.clone(),
            };
            let lines: Vec<Curve> = drawn.iter().map(curve).collect();
            let labels = Labels { x: "width of the interval, stars", y: "share covered" };
            curves(&lines, labels, Some(promised), size)
        },
    )
}

/// Coverage at several levels, where it was measured.
fn levels(board: &RatingLeaderboard, colours: &Colours<'_>) -> Option<Figure> {
    let rows: Vec<&RatingRow> = board.rows.iter().filter(|row| !row.levels.is_empty()).collect();
    let track = |row: &&RatingRow| {
        let point = |level: &Level| Point { x: level.wanted, y: level.covered, share: 0.15 };
        Track { series: colours.of(&row.name), points: row.levels.iter().map(point).collect() }
    };
    let drawn: Vec<Track> = rows.iter().map(track).collect();
    let cells = rows.iter().flat_map(|row| {
        row.levels.iter().map(|level| {
            let covered = interval(&level.covered);
            vec![row.name.clone(), percent(level.wanted), covered, format!("{:.2}", level.mean_width)]
        })
    });
    (!rows.is_empty()).then(|| {
        Figure::new(
            ("stars-coverage", "Do intervals keep their promise at other levels?"),
            "The share of hidden ratings inside their interval against the share that the interval was made for, with \
             95 % intervals over users. On the dashed line it is kept; below it intervals are too narrow."
                .to_owned(),
            strings(["predictor", "promised", "covered", "mean width, stars"]),
            cells.collect(),
            move |size| against(&drawn, Labels { x: "share promised", y: "share covered" }, size),
        )
    })
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts of ratings are far below 2^52")]
fn share(n: usize, of: usize) -> f64 {
    n as f64 / of.max(1) as f64
}
