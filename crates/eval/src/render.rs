//! The leaderboard as aligned text.

use crate::estimate::Estimate;
use crate::leaderboard::{Leaderboard, LeaderboardRow, Round};
use crate::metrics::Metric;
use std::fmt::Write as _;

/// The columns that depend on what was measured.
#[derive(Clone, Copy)]
struct Columns {
    metrics: &'static [Metric],
    /// Whether contenders have a round for each number of revealed ratings.
    has_rounds: bool,
    /// Whether the onboarding asked users for the ratings that they reveal.
    is_asked: bool,
    /// Whether the figures are means over several splits.
    has_seeds: bool,
}

impl Leaderboard {
    /// Renders the leaderboard as plain text: a line on what was measured, a header, and one line for each contender,
    /// best first (in `few-ratings` one for each number of revealed ratings). Accuracy is shown as `mean [low, high]`,
    /// a 95 % interval.
    #[must_use]
    pub fn render_table(&self) -> String {
        let columns = Columns {
            metrics: self.header.protocol.metrics(),
            has_rounds: self.has_rounds(),
            is_asked: self.is_asked(),
            has_seeds: !self.header.seeds.is_empty(),
        };
        let mut table = vec![columns.titles(self.header.protocol.main_metric())];
        for row in &self.rows {
            for (at, round) in row.rounds.iter().enumerate() {
                table.push(columns.cells(row, round, at == 0));
            }
        }
        let mut text = self.render_header();
        push_aligned(&mut text, &table);
        text
    }

    /// Whether there is a round for each number of revealed ratings.
    pub(crate) fn has_rounds(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.rounds).any(|round| round.n_revealed.is_some())
    }

    /// Whether the onboarding asked users for the ratings that they reveal.
    fn is_asked(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.rounds).any(|round| round.n_questions.is_some())
    }

    fn render_header(&self) -> String {
        let header = &self.header;
        let mut text = format!("{} on the {} users", header.protocol, header.part);
        if self.is_asked() {
            text.push_str(", who are asked as by the onboarding,");
        }
        if let Some(data) = &header.data {
            let _ = write!(text, " of {data}");
        }
        if !self.by_data.is_empty() {
            let _ = write!(text, " (means over {} data sets)", self.by_data.len());
        }
        if let Some(seed) = header.split_seed {
            let _ = write!(text, " (split seed {seed})");
        }
        if !header.seeds.is_empty() {
            let seeds: Vec<String> = header.seeds.iter().map(u32::to_string).collect();
            let _ = write!(text, " (means over the splits of seeds {})", seeds.join(", "));
        }
        let _ = writeln!(
            text,
            ": {} held-out users, {} training users, {} items, {} ratings",
            header.n_users, header.n_train_users, header.n_items, header.n_train_ratings
        );
        text
    }
}

impl Columns {
    fn titles(self, main: Metric) -> Vec<String> {
        let mut titles = vec!["algorithm".to_owned()];
        if self.has_rounds {
            titles.push("revealed".to_owned());
        }
        if self.is_asked {
            titles.push("questions".to_owned());
        }
        titles.extend(self.metrics.iter().map(Metric::to_string));
        titles.push("behind best".to_owned());
        if self.has_seeds {
            titles.push(format!("{main} by seed"));
        }
        let beyond = ["coverage@20", "novelty", "popularity", "diversity"];
        let costs = ["fit s", "cpu s", "peak MB", "model MB", "ms/list"];
        titles.extend(beyond.into_iter().chain(costs).map(str::to_owned));
        titles
    }

    /// The cells of one round. Figures of the contender as a whole appear on its first line only.
    fn cells(self, row: &LeaderboardRow, round: &Round, is_first: bool) -> Vec<String> {
        let once = |cell: String| if is_first { cell } else { String::new() };
        let mut cells = vec![once(row.name.clone())];
        if self.has_rounds {
            cells.push(round.n_revealed.map(|k| k.to_string()).unwrap_or_default());
        }
        if self.is_asked {
            cells.push(round.n_questions.map(|n| format!("{:.1}", n.mean)).unwrap_or_default());
        }
        let value = |metric: &Metric| round.metrics.get(metric).map(interval).unwrap_or_default();
        cells.extend(self.metrics.iter().map(value));
        cells.push(once(row.behind_best.as_ref().map(interval).unwrap_or_default()));
        if !row.score_by_seed.is_empty() {
            let by_seed: Vec<String> = row.score_by_seed.iter().map(|score| format!("{score:.4}")).collect();
            cells.push(once(by_seed.join(" / ")));
        }
        cells.push(format!("{:.1}%", round.beyond.coverage * 100.0));
        cells.push(format!("{:.2}", round.beyond.novelty_bits));
        cells.push(format!("{:.1}%", round.beyond.popularity * 100.0));
        cells.push(format!("{:.3}", round.beyond.diversity));
        let costs = &row.costs;
        cells.push(once(format!("{:.3}", costs.fit_s)));
        cells.push(once(format!("{:.3}", costs.fit_cpu_s)));
        cells.push(once(format!("{:.0}", costs.fit_peak_mb)));
        cells
            .push(once(costs.model_mb.map_or_else(|| "-".to_owned(), |megabytes| format!("{megabytes:.2}"))));
        cells.push(once(format!("{:.3}", costs.list_ms)));
        cells
    }
}

/// `mean [low, high]`, with four decimals.
pub(crate) fn interval(estimate: &Estimate) -> String {
    format!("{:.4} [{:.4}, {:.4}]", estimate.mean, estimate.low, estimate.high)
}

/// Appends a table: the first column is aligned left, the others right, with two spaces between columns.
pub(crate) fn push_aligned(text: &mut String, table: &[Vec<String>]) {
    let n_columns = table.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        table.iter().filter_map(|cells| cells.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..n_columns).map(width).collect();
    for cells in table {
        let mut line = String::new();
        for (column, (cell, &width)) in cells.iter().zip(&widths).enumerate() {
            let _ = match column {
                0 => write!(line, "{cell:<width$}"),
                _ => write!(line, "  {cell:>width$}"),
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
}
