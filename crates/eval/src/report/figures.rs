//! From leaderboards to figures: which numbers each plot shows, with the same numbers as a table.

use super::plots::{Bar, Curve, Dot, Labels, Series, bars, curves, scatter, trend};
use super::svg::{Canvas, Size};
use super::{GroupQuality, Groups};
use crate::{Estimate, Leaderboard, Round, Row};

/// Contenders whose score is below this share of the best are left out of the line plot, and named under it.
const FAR_BEHIND: f64 = 0.5;

/// A plot, its words and its numbers.
pub(super) struct Figure {
    /// In file names and anchors.
    pub(super) id: String,
    pub(super) title: String,
    /// What is seen, in a sentence or two.
    pub(super) summary: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    draw: Box<dyn Fn(Size) -> Canvas>,
}

impl Figure {
    pub(super) fn new(
        (id, title): (&str, &str),
        summary: String,
        head: Vec<String>,
        rows: Vec<Vec<String>>,
        draw: impl Fn(Size) -> Canvas + 'static,
    ) -> Self {
        Self { id: id.to_owned(), title: title.to_owned(), summary, head, rows, draw: Box::new(draw) }
    }

    pub(super) fn draw(&self, size: Size) -> Canvas {
        (self.draw)(size)
    }
}

/// A colour for each name, in the order of `names`; naive versions and others beyond the tenth share.
pub(super) struct Colours<'a>(pub(super) &'a [String]);

impl Colours<'_> {
    pub(super) fn of(&self, name: &str) -> Series {
        let at = self.0.iter().position(|known| known == name).unwrap_or(self.0.len());
        Series { name: name.to_owned(), colour: format!("s{}", at % 10) }
    }
}

pub(super) fn interval(estimate: &Estimate) -> String {
    format!("{:.4} [{:.4}, {:.4}]", estimate.mean, estimate.low, estimate.high)
}

pub(super) fn strings<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// NDCG over the number of revealed ratings; `None` where the protocol has one round.
pub(super) fn revealed(board: &Leaderboard, colours: &Colours<'_>) -> Option<Figure> {
    let best = board.rows.first().filter(|row| row.rounds.len() > 1)?;
    let metric = board.header.protocol.main_metric();
    let points = |row: &Row| -> Vec<(f64, Estimate)> {
        #[expect(clippy::cast_precision_loss, reason = "a few ratings")]
        let point = |round: &Round| Some((round.n_revealed? as f64, *round.metrics.get(&metric)?));
        row.rounds.iter().filter_map(point).collect()
    };
    let (near, far): (Vec<&Row>, Vec<&Row>) =
        board.rows.iter().partition(|row| row.score >= FAR_BEHIND * best.score);
    let drawn: Vec<(Series, Vec<(f64, Estimate)>)> =
        near.iter().map(|row| (colours.of(&row.name), points(row))).collect();
    let mut summary = format!(
        "{metric} after so many revealed ratings, mean over {} held-out users, with 95 % intervals. Best overall: {}.",
        board.header.n_users, best.name
    );
    let questions = best.rounds.iter().filter_map(|round| Some((round.n_revealed?, round.n_questions?.mean)));
    let questions: Vec<String> = questions.map(|(k, n)| format!("{n:.0} for {k}")).collect();
    if !questions.is_empty() {
        summary += &format!(
            " Ratings are asked for as by the onboarding; questions needed: {}.",
            questions.join(", ")
        );
    }
    if !far.is_empty() {
        let names: Vec<String> = far.iter().map(|row| format!("{} ({:.3})", row.name, row.score)).collect();
        summary += &format!(" Far below the plot: {}.", names.join(", "));
    }
    let mut head = vec!["algorithm".to_owned()];
    head.extend(best.rounds.iter().filter_map(|round| Some(format!("after {}", round.n_revealed?))));
    let cells = |row: &Row| {
        let cells = points(row).into_iter().map(|(_, estimate)| interval(&estimate));
        std::iter::once(row.name.clone()).chain(cells).collect()
    };
    Some(Figure {
        id: "few-ratings".to_owned(),
        title: "How good are lists after a few ratings?".to_owned(),
        summary,
        head,
        rows: board.rows.iter().map(cells).collect(),
        draw: Box::new(move |size| {
            let curve = |(series, points): &(Series, Vec<(f64, Estimate)>)| Curve {
                series: series.clone(),
                points: points.clone(),
            };
            let lines: Vec<Curve> = drawn.iter().map(curve).collect();
            let y = metric.to_string();
            curves(&lines, Labels { x: "ratings revealed", y: &y }, None, size)
        }),
    })
}

/// A bar for each contender.
pub(super) fn leaderboard(board: &Leaderboard, colours: &Colours<'_>) -> Figure {
    let protocol = board.header.protocol;
    let metric = protocol.main_metric();
    let drawn: Vec<(Series, Estimate)> =
        board.rows.iter().map(|row| (colours.of(&row.name), row.estimate)).collect();
    let best = board.rows.first().map(|row| row.name.clone()).unwrap_or_default();
    let cells = |row: &Row| {
        let behind = row.behind_best.as_ref().map(interval).unwrap_or_default();
        let beyond = row.rounds.last().map(|round| round.beyond);
        let beyond = beyond.map_or_else(Vec::new, |beyond| {
            vec![
                format!("{:.1} %", beyond.coverage * 100.0),
                format!("{:.2}", beyond.novelty_bits),
                format!("{:.3}", beyond.diversity),
            ]
        });
        [vec![row.name.clone(), interval(&row.estimate), behind], beyond].concat()
    };
    let label = format!("{metric}, 95 % interval");
    Figure {
        id: format!("leaderboard-{protocol}"),
        title: format!("Leaderboard: {protocol}"),
        summary: format!(
            "{metric}, mean over {} held-out users, with 95 % bootstrap intervals. Best: {best}. Whether a \
             difference is real is seen in the table: behind the best, user by user.",
            board.header.n_users
        ),
        head: strings([
            "algorithm",
            &metric.to_string(),
            "behind best",
            "coverage@20",
            "novelty, bits",
            "diversity",
        ]),
        rows: board.rows.iter().map(cells).collect(),
        draw: Box::new(move |size| {
            let all: Vec<Bar> = drawn
                .iter()
                .map(|(series, estimate)| Bar { series: series.clone(), estimate: *estimate })
                .collect();
            bars(&all, &label, size)
        }),
    }
}

/// Accuracy against milliseconds for a list (`is_time`) or megabytes of the model.
pub(super) fn cost(board: &Leaderboard, is_time: bool, colours: &Colours<'_>) -> Option<Figure> {
    let metric = board.header.protocol.main_metric();
    let value = |row: &Row| if is_time { Some(row.costs.list_ms) } else { row.costs.model_mb };
    let known: Vec<(&Row, f64)> = board
        .rows
        .iter()
        .filter_map(|row| Some((row, value(row)?)))
        .filter(|&(_, value)| value > 0.0)
        .collect();
    if known.is_empty() {
        return None;
    }
    let drawn: Vec<(Series, f64, Estimate)> =
        known.iter().map(|&(row, value)| (colours.of(&row.name), value, row.estimate)).collect();
    let (id, what, unit) = if is_time {
        ("accuracy-time", "time", "milliseconds for one list (log)")
    } else {
        ("accuracy-size", "size", "megabytes of the model (log)")
    };
    let cells = |(row, value): &(&Row, f64)| {
        let costs = &row.costs;
        vec![
            row.name.clone(),
            interval(&row.estimate),
            format!("{value:.3}"),
            format!("{:.3}", costs.fit_s),
            format!("{:.3}", costs.fit_cpu_s),
            format!("{:.0}", costs.fit_peak_mb),
        ]
    };
    let short = if is_time { "ms/list" } else { "model MB" };
    Some(Figure {
        id: id.to_owned(),
        title: format!("Accuracy against {what}"),
        summary: format!(
            "{metric} ({}) against {unit}. Up and to the left is better.",
            board.header.protocol
        ),
        head: strings(["algorithm", &metric.to_string(), short, "fit s", "fit cpu s", "fit peak MB"]),
        rows: known.iter().map(cells).collect(),
        draw: Box::new(move |size| {
            let dot = |(series, x, y): &(Series, f64, Estimate)| Dot { series: series.clone(), x: *x, y: *y };
            let dots: Vec<Dot> = drawn.iter().map(dot).collect();
            scatter(&dots, Labels { x: unit, y: &metric.to_string() }, size)
        }),
    })
}

/// Elbow and silhouette.
pub(super) fn groups(groups: &Groups) -> Vec<Figure> {
    let plot = |id: &str, title: &str, summary: &str, y: &'static str, of: fn(&GroupQuality) -> f64| {
        let points: Vec<(f64, f64)> =
            groups.qualities.iter().map(|quality| (f64::from(quality.k), of(quality))).collect();
        let marked = groups.default_k.map(f64::from);
        let cells = |quality: &GroupQuality| vec![quality.k.to_string(), format!("{:.4}", of(quality))];
        Figure {
            id: id.to_owned(),
            title: title.to_owned(),
            summary: summary.to_owned(),
            head: strings(["groups", y]),
            rows: groups.qualities.iter().map(cells).collect(),
            draw: Box::new(move |size| {
                trend(&points, Labels { x: "number of groups (log)", y }, marked, size)
            }),
        }
    };
    if groups.qualities.is_empty() {
        return Vec::new();
    }
    vec![
        plot(
            "elbow",
            "How many taste groups: inertia",
            "Sum of squared distances of users to their group's centre, by number of groups. Where the line bends, \
             more groups explain little more.",
            "inertia",
            |quality| quality.inertia,
        ),
        plot(
            "silhouette",
            "How many taste groups: silhouette",
            "Simplified silhouette by number of groups: how much nearer users are to their own group's centre than to \
             the next. Higher is better.",
            "silhouette",
            |quality| quality.silhouette,
        ),
    ]
}
