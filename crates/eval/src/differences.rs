//! What each contender has more than the one that all are compared with, as a table: by data set, and on average.

use crate::estimate::Estimate;
use crate::leaderboard::{Leaderboard, LeaderboardRow};
use crate::render::push_aligned;

/// The heading of the mean over data sets, and over numbers of revealed ratings.
const MEAN: &str = "mean";

/// The cells of the table.
pub(crate) struct DifferenceTable {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Leaderboard {
    /// Renders the differences of the main metric as plain text; `None` if the contenders are not compared with one of
    /// them ([`Leaderboard::compare_with`]), or it is the only one.
    #[must_use]
    pub fn render_differences(&self) -> Option<String> {
        let DifferenceTable { head, rows } = self.difference_table()?;
        let metric = self.header.protocol.main_metric();
        let against = self.header.against.as_ref()?;
        let mut text = format!(
            "{metric} minus that of {against}, user by user: mean, standard error and 95 % interval ({})\n",
            self.header.protocol
        );
        push_aligned(&mut text, &[vec![head], rows].concat());
        Some(text)
    }

    /// One row for each contender and number of revealed ratings, one column for each data set.
    pub(crate) fn difference_table(&self) -> Option<DifferenceTable> {
        self.header.against.as_ref()?;
        let mut boards: Vec<(String, &Self)> = Vec::new();
        for board in &self.by_data {
            boards.push((board.header.data.clone().unwrap_or_default(), board));
        }
        let name = if boards.is_empty() { self.header.data.clone() } else { None };
        boards.push((name.unwrap_or_else(|| MEAN.to_owned()), self));
        let has_rounds = self.has_rounds();
        let mut head = vec!["algorithm".to_owned()];
        head.extend(has_rounds.then(|| "revealed".to_owned()));
        head.extend(boards.iter().map(|(name, _)| name.clone()));
        let rows = self.rows.iter().filter(|row| row.difference.is_some());
        let lines: Vec<Vec<String>> = rows.flat_map(|row| lines(row, &boards, has_rounds)).collect();
        (!lines.is_empty()).then_some(DifferenceTable { head, rows: lines })
    }

    /// What a contender has more in the main metric: in one round, or on average over all.
    fn difference(&self, name: &str, round: Option<usize>) -> Option<Estimate> {
        let row = self.rows.iter().find(|row| row.name == name)?;
        match round {
            Some(at) => row.rounds.get(at)?.differences.get(&self.header.protocol.main_metric()).copied(),
            None => row.difference,
        }
    }
}

/// The lines of one contender: one for each number of revealed ratings and one for their mean, or a single one.
fn lines(row: &LeaderboardRow, boards: &[(String, &Leaderboard)], has_rounds: bool) -> Vec<Vec<String>> {
    let line = |is_first: bool, revealed: Option<String>, round: Option<usize>| {
        let mut cells = vec![if is_first { row.name.clone() } else { String::new() }];
        cells.extend(revealed);
        cells.extend(boards.iter().map(|(_, board)| {
            board.difference(&row.name, round).map(|difference| signed(&difference)).unwrap_or_default()
        }));
        cells
    };
    if !has_rounds {
        return vec![line(true, None, None)];
    }
    let rounds = row.rounds.iter().enumerate().map(|(at, round)| {
        line(at == 0, Some(round.n_revealed.map(|k| k.to_string()).unwrap_or_default()), Some(at))
    });
    let mut lines: Vec<Vec<String>> = rounds.collect();
    if lines.len() > 1 {
        lines.push(line(false, Some(MEAN.to_owned()), None));
    }
    lines
}

/// `+0.0123 ± 0.0040 [0.0045, 0.0201]`.
pub(crate) fn signed(difference: &Estimate) -> String {
    let Estimate { mean, se, low, high } = difference;
    format!("{mean:+.4} ± {se:.4} [{low:+.4}, {high:+.4}]")
}
