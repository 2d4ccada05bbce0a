//! The figures of all rankings: leaderboards, accuracy against cost, and the number of taste groups.

use super::figure::{Colours, Figure, strings};
use super::groups::{GroupQuality, Groups};
use super::plots::{Bar, Dot, Labels, bar_plot, scatter_plot, trend_plot};
use crate::leaderboard::{Leaderboard, LeaderboardRow};
use crate::render::interval;

/// One bar for each contender.
pub(super) fn leaderboard(board: &Leaderboard, colours: &Colours<'_>) -> Figure {
    let protocol = board.header.protocol;
    let metric = protocol.main_metric();
    let all: Vec<Bar> =
        board.rows.iter().map(|row| Bar { series: colours.of(&row.name), estimate: row.estimate }).collect();
    let best = board.rows.first().map(|row| row.name.clone()).unwrap_or_default();
    let label = format!("{metric}, 95 % interval");
    Figure {
        id: format!("leaderboard-{protocol}"),
        title: format!("Leaderboard: {protocol}"),
        summary: format!(
            "{metric}, mean over {} held-out users, with 95 % bootstrap intervals. Best: {best}. The table shows whether \
             a difference is real: its column \u{201c}behind best\u{201d} compares user by user.",
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
        rows: board.rows.iter().map(leaderboard_cells).collect(),
        plot: Box::new(move |size| bar_plot(&all, &label, size)),
    }
}

fn leaderboard_cells(row: &LeaderboardRow) -> Vec<String> {
    let behind = row.behind_best.as_ref().map(interval).unwrap_or_default();
    let mut cells = vec![row.name.clone(), interval(&row.estimate), behind];
    if let Some(round) = row.rounds.last() {
        cells.push(format!("{:.1} %", round.beyond.coverage * 100.0));
        cells.push(format!("{:.2}", round.beyond.novelty_bits));
        cells.push(format!("{:.3}", round.beyond.diversity));
    }
    cells
}

/// A cost that accuracy is plotted against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cost {
    /// Milliseconds for one list.
    Time,
    /// Megabytes of the model.
    Size,
}

impl Cost {
    fn of(self, row: &LeaderboardRow) -> Option<f64> {
        match self {
            Self::Time => Some(row.costs.list_ms),
            Self::Size => row.costs.model_mb,
        }
    }
}

/// Accuracy against a cost; `None` if no contender reports it.
pub(super) fn cost(board: &Leaderboard, cost: Cost, colours: &Colours<'_>) -> Option<Figure> {
    let metric = board.header.protocol.main_metric();
    let known: Vec<(&LeaderboardRow, f64)> = board
        .rows
        .iter()
        .filter_map(|row| Some((row, cost.of(row)?)))
        .filter(|&(_, value)| value > 0.0)
        .collect();
    if known.is_empty() {
        return None;
    }
    let dots: Vec<Dot> =
        known.iter().map(|&(row, x)| Dot { series: colours.of(&row.name), x, y: row.estimate }).collect();
    let (id, title, unit, column) = match cost {
        Cost::Time => {
            ("accuracy-time", "Accuracy against time", "milliseconds for one list (log)", "ms/list")
        }
        Cost::Size => ("accuracy-size", "Accuracy against size", "megabytes of the model (log)", "model MB"),
    };
    let cells = |&(row, value): &(&LeaderboardRow, f64)| {
        vec![
            row.name.clone(),
            interval(&row.estimate),
            format!("{value:.3}"),
            format!("{:.3}", row.costs.fit_s),
            format!("{:.3}", row.costs.fit_cpu_s),
            format!("{:.0}", row.costs.fit_peak_mb),
        ]
    };
    Some(Figure {
        id: id.to_owned(),
        title: title.to_owned(),
        summary: format!(
            "{metric} ({}) against {unit}. Up and to the left is better.",
            board.header.protocol
        ),
        head: strings(["algorithm", &metric.to_string(), column, "fit s", "fit cpu s", "fit peak MB"]),
        rows: known.iter().map(cells).collect(),
        plot: Box::new(move |size| scatter_plot(&dots, Labels { x: unit, y: &metric.to_string() }, size)),
    })
}

/// Inertia and silhouette by the number of taste groups.
pub(super) fn groups(groups: &Groups) -> Vec<Figure> {
    if groups.qualities.is_empty() {
        return Vec::new();
    }
    let inertia = group_figure(
        groups,
        "elbow",
        "inertia",
        "Sum of squared distances of training users to their group's centre, by number of groups. It always falls; \
         beyond a bend, or elbow, more groups explain little more.",
        |quality| quality.inertia,
    );
    let silhouette = group_figure(
        groups,
        "silhouette",
        "silhouette",
        "Mean silhouette by number of groups: how much nearer training users are to the others of their group than to \
         those of the next one. Higher is better; near 0 the groups run into each other. Neither figure says how good \
         recommendations are.",
        |quality| quality.silhouette,
    );
    vec![inertia, silhouette]
}

/// One measure of quality by the number of groups.
fn group_figure(
    groups: &Groups,
    id: &str,
    measure: &'static str,
    summary: &str,
    of: fn(&GroupQuality) -> f64,
) -> Figure {
    let points: Vec<(f64, f64)> =
        groups.qualities.iter().map(|quality| (f64::from(quality.k), of(quality))).collect();
    let marked = groups.default_k.map(f64::from);
    let cells = |quality: &GroupQuality| vec![quality.k.to_string(), format!("{:.4}", of(quality))];
    Figure {
        id: id.to_owned(),
        title: format!("How many taste groups: {measure}"),
        summary: summary.to_owned(),
        head: strings(["groups", measure]),
        rows: groups.qualities.iter().map(cells).collect(),
        plot: Box::new(move |size| {
            trend_plot(&points, Labels { x: "number of groups", y: measure }, marked, size)
        }),
    }
}
