//! What each contender has more than the one that all are compared with.

use super::few_ratings_figures::{left_out, near_and_far};
use super::figure::{Colours, Figure};
use super::plots::{Bar, bar_plot};
use crate::leaderboard::{Leaderboard, LeaderboardRow};

/// One bar for each other contender, on average over data sets; the table has each data set. `None` if the contenders
/// are not compared with one of them, or it is the only one.
pub(super) fn of(board: &Leaderboard, colours: &Colours<'_>) -> Option<Figure> {
    let table = board.difference_table()?;
    let against = board.header.against.as_ref()?;
    let protocol = board.header.protocol;
    let metric = protocol.main_metric();
    let (near, far) = near_and_far(board);
    let bar = |row: &&LeaderboardRow| Some(Bar { series: colours.of(&row.name), estimate: row.difference? });
    let bars: Vec<Bar> = near.iter().filter_map(bar).collect();
    let label = format!("{metric} minus that of {against}, 95 % interval");
    let data_sets = match board.by_data.len() {
        0 => String::new(),
        n => format!(", mean over {n} data sets"),
    };
    Some(Figure {
        id: format!("difference-{protocol}"),
        title: format!("Compared with {against}: {protocol}"),
        summary: format!(
            "{metric} minus that of {against}, user by user, with 95 % bootstrap intervals{data_sets}. A bar on the right \
             is better than {against}; beyond the luck of which users were held out if its whole interval is on the \
             right. The table has standard errors too.{}",
            left_out(&far)
        ),
        head: table.head,
        rows: table.rows,
        plot: Box::new(move |size| bar_plot(&bars, &label, size)),
    })
}
