//! The figures of `few-ratings`: what lists are like by the number of revealed ratings.

use super::figure::{Colours, Figure};
use super::plots::{Labels, Line, line_plot};
use crate::estimate::Estimate;
use crate::leaderboard::{Leaderboard, LeaderboardRow, Round};
use crate::metrics::Metric;
use crate::render::interval;

/// Contenders below this share of the best score are left out of the line plots and named in their summary.
const FAR_BEHIND: f64 = 0.5;

/// NDCG and chart share by the number of revealed ratings; nothing if the protocol reveals a fixed part.
pub(super) fn of(board: &Leaderboard, colours: &Colours<'_>) -> Vec<Figure> {
    let best = board.rows.first().filter(|row| row.rounds.iter().any(|round| round.n_revealed.is_some()));
    let Some(best) = best else { return Vec::new() };
    let (near, far) = near_and_far(board);
    let accuracy = Figure {
        id: "few-ratings".to_owned(),
        title: "How good are lists after a few ratings?".to_owned(),
        summary: accuracy_summary(board, best, &far),
        ..by_revealed(board, &near, board.header.protocol.main_metric(), colours)
    };
    let shares = board.header.protocol.metrics().iter().filter(|metric| is_chart_share(metric));
    let share = |metric: &Metric| Figure {
        id: "chart-share".to_owned(),
        title: "How much of a list does everybody know?".to_owned(),
        summary: format!(
            "{metric} by the number of revealed ratings, with 95 % intervals: the share of the first {} movies that are \
             among everybody\u{2019}s best-known. Lower means that a list is more about its visitor, if the accuracy is \
             the same.{}",
            metric.cutoff(),
            left_out(&far)
        ),
        ..by_revealed(board, &near, *metric, colours)
    };
    std::iter::once(accuracy).chain(shares.map(share)).collect()
}

fn is_chart_share(metric: &Metric) -> bool {
    matches!(metric, Metric::ChartShare(_))
}

/// The contenders that line plots show, and those that would squeeze them into a corner.
pub(super) fn near_and_far(board: &Leaderboard) -> (Vec<&LeaderboardRow>, Vec<&LeaderboardRow>) {
    let best = board.rows.first().map(|row| row.score).unwrap_or_default();
    board.rows.iter().partition(|row| row.score >= FAR_BEHIND * best)
}

/// One line for each of `near`; the table has all contenders. Texts are left empty.
fn by_revealed(
    board: &Leaderboard,
    near: &[&LeaderboardRow],
    metric: Metric,
    colours: &Colours<'_>,
) -> Figure {
    let lines: Vec<Line> =
        near.iter().map(|row| Line { series: colours.of(&row.name), points: points(row, metric) }).collect();
    let rounds = board.rows.first().map(|row| row.rounds.as_slice()).unwrap_or_default();
    let mut head = vec!["algorithm".to_owned()];
    head.extend(rounds.iter().filter_map(|round| Some(format!("after {}", round.n_revealed?))));
    let cells = |row: &LeaderboardRow| {
        let cells = points(row, metric).into_iter().map(|(_, estimate)| interval(&estimate));
        std::iter::once(row.name.clone()).chain(cells).collect()
    };
    Figure {
        id: String::new(),
        title: String::new(),
        summary: String::new(),
        head,
        rows: board.rows.iter().map(cells).collect(),
        plot: Box::new(move |size| {
            let y = metric.to_string();
            line_plot(&lines, Labels { x: "ratings revealed", y: &y }, None, size)
        }),
    }
}

/// The metric of each round, by the number of revealed ratings.
fn points(row: &LeaderboardRow, metric: Metric) -> Vec<(f64, Estimate)> {
    #[expect(clippy::cast_precision_loss, reason = "a few ratings")]
    let point = |round: &Round| Some((round.n_revealed? as f64, *round.metrics.get(&metric)?));
    row.rounds.iter().filter_map(point).collect()
}

fn accuracy_summary(board: &Leaderboard, best: &LeaderboardRow, far: &[&LeaderboardRow]) -> String {
    let mut summary = format!(
        "{} by the number of revealed ratings, mean over {} held-out users, with 95 % intervals. Best overall: {}.",
        board.header.protocol.main_metric(),
        board.header.n_users,
        best.name
    );
    let questions = best.rounds.iter().filter_map(|round| Some((round.n_revealed?, round.n_questions?.mean)));
    let questions: Vec<String> = questions.map(|(k, n)| format!("{n:.0} for {k}")).collect();
    if !questions.is_empty() {
        summary += &format!(
            " The onboarding asks for the ratings; questions that it needs: {}.",
            questions.join(", ")
        );
    }
    if !far.is_empty() {
        let names: Vec<String> = far.iter().map(|row| format!("{} ({:.3})", row.name, row.score)).collect();
        summary += &format!(" Far below the plot: {}.", names.join(", "));
    }
    summary
}

/// Names the contenders that are only in the table, for a summary.
pub(super) fn left_out(far: &[&LeaderboardRow]) -> String {
    if far.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = far.iter().map(|row| row.name.as_str()).collect();
    format!(" Only in the table: {}.", names.join(", "))
}
