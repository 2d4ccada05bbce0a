//! Scores recommendation lists that another program made for the same split.

use crate::estimate::Estimate;
use crate::metrics::{Metric, ndcg_at, recall_at};
use crate::split::{LineError, SplitError, SplitPart, StrongSplit, parse_id, read_csv, shortened};
use cinephile_data::{ItemId, ItemIdx, UserId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// The number of ranks that count.
const LIST_LENGTH: usize = 100;
/// The number of resamples for each interval.
const N_RESAMPLES: usize = 1000;

/// How well the lists of another program find the hidden likes of `strong` and `strong-stars`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListScores {
    /// Number of held-out users in the part.
    pub n_users: usize,
    /// Recall@20, Recall@50 and NDCG@100 over all held-out users; a user without a list scores 0.
    pub metrics: BTreeMap<Metric, Estimate>,
    /// The value of each metric for each held-out user, in the split's order; not serialised.
    #[serde(skip)]
    pub per_user: BTreeMap<Metric, Vec<f64>>,
    /// Number of held-out users without a list.
    pub n_users_without_list: usize,
    /// Number of ignored rows, whose users are not held out in this part.
    pub n_rows_of_unknown_users: usize,
    /// Number of ignored rows that repeat an item of the same list.
    pub n_repeated_items: usize,
    /// Number of recommended items that were revealed likes; each takes a rank and counts as a miss.
    pub n_foldin_items_recommended: usize,
    /// Number of recommended items that no training user likes; each takes a rank and counts as a miss.
    pub n_unknown_items: usize,
}

impl ListScores {
    /// Warnings about the lists, one sentence each; empty if nothing is wrong.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let counts = [
            (self.n_users_without_list, "held-out users have no list; they score 0"),
            (
                self.n_rows_of_unknown_users,
                "rows belong to users who are not held out in this part; they are ignored",
            ),
            (self.n_repeated_items, "rows repeat an item of the same list; they are ignored"),
            (
                self.n_foldin_items_recommended,
                "recommended items were already revealed; they count as misses",
            ),
            (self.n_unknown_items, "recommended items are not in the training data; they count as misses"),
        ];
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect()
    }
}

/// One row of the file that belongs to a held-out user.
struct Listed {
    /// Position among the users of the part.
    user: usize,
    rank: f64,
    item: ItemId,
}

/// Scores a CSV file of recommendations with the columns `user`, `rank` and `item`.
///
/// Columns may be in any order; other columns are ignored. Ids are those of the source data. Ranks may count from 0 or
/// from 1. Rows may be in any order: they are sorted by user and rank, and equal ranks keep the file's order. If an
/// item occurs twice in a list, its better rank counts. Ranks beyond 100 are ignored. Intervals come from a bootstrap
/// with 1,000 resamples and seed 1.
///
/// # Errors
/// A missing column, or a cell that is not a valid id or rank. The error names the file and the line.
pub fn score_recommendations_file(
    split: &StrongSplit,
    part: SplitPart,
    path: &Path,
) -> Result<ListScores, SplitError> {
    let users = split.part(part);
    let (mut listed, mut n_rows_of_unknown_users) = (Vec::new(), 0);
    read_csv(path, &["user", "rank", "item"], |_, cells| {
        let rank = parse_rank(cells[1])?;
        let item = ItemId(parse_id(cells[2], "item")?);
        // Ids beyond 32 bits are accepted here: such a user is merely not held out.
        let user: u64 = cells[0].parse().map_err(|_| number("user", cells[0], "a whole number"))?;
        match users.binary_search_by_key(&user, |held_out| u64::from(held_out.user.0)) {
            Ok(user) => listed.push(Listed { user, rank, item }),
            Err(_) => n_rows_of_unknown_users += 1,
        }
        Ok(())
    })?;
    Ok(score_listed(split, part, listed, n_rows_of_unknown_users))
}

/// Scores lists that are in memory, each best first, as [`score_recommendations_file`] scores those of a file.
#[must_use]
pub fn score_recommendations<'a>(
    split: &StrongSplit,
    part: SplitPart,
    lists: impl IntoIterator<Item = (UserId, &'a [ItemId])>,
) -> ListScores {
    let users = split.part(part);
    let (mut listed, mut n_rows_of_unknown_users) = (Vec::new(), 0);
    for (user, items) in lists {
        match users.binary_search_by_key(&user, |held_out| held_out.user) {
            Ok(user) => {
                let ranks = (0_u32..).map(f64::from);
                listed.extend(ranks.zip(items).map(|(rank, &item)| Listed { user, rank, item }));
            }
            Err(_) => n_rows_of_unknown_users += items.len(),
        }
    }
    score_listed(split, part, listed, n_rows_of_unknown_users)
}

fn score_listed(
    split: &StrongSplit,
    part: SplitPart,
    mut listed: Vec<Listed>,
    n_rows_of_unknown_users: usize,
) -> ListScores {
    let users = split.part(part);
    listed.sort_by(|a, b| a.user.cmp(&b.user).then(a.rank.total_cmp(&b.rank)));

    let mut scores = ListScores {
        n_users: users.len(),
        metrics: BTreeMap::new(),
        per_user: BTreeMap::new(),
        n_users_without_list: users.len(),
        n_rows_of_unknown_users,
        n_repeated_items: 0,
        n_foldin_items_recommended: 0,
        n_unknown_items: 0,
    };
    let mut hits: Vec<Vec<bool>> = vec![Vec::new(); users.len()];
    for rows in listed.chunk_by(|a, b| a.user == b.user) {
        scores.n_users_without_list -= 1;
        hits[rows[0].user] = scores.judge(split, part, rows);
    }
    let mut measure = |metric: Metric, value: &dyn Fn(&[bool], usize) -> f64| {
        let per_user: Vec<f64> =
            users.iter().zip(&hits).map(|(user, hits)| value(hits, user.holdout.len())).collect();
        scores.metrics.insert(metric, Estimate::of(&per_user, N_RESAMPLES, 1));
        scores.per_user.insert(metric, per_user);
    };
    measure(Metric::Recall(20), &|hits, n| recall_at(hits, n, 20));
    measure(Metric::Recall(50), &|hits, n| recall_at(hits, n, 50));
    measure(Metric::Ndcg(100), &|hits, n| ndcg_at(hits, n, 100));
    scores
}

impl ListScores {
    /// Marks the hits of one user's list, and counts what is wrong with the list.
    fn judge(&mut self, split: &StrongSplit, part: SplitPart, rows: &[Listed]) -> Vec<bool> {
        let user = &split.part(part)[rows[0].user];
        let mut seen = HashSet::with_capacity(rows.len());
        let distinct: Vec<ItemId> =
            rows.iter().map(|row| row.item).filter(|&item| seen.insert(item)).collect();
        self.n_repeated_items += rows.len() - distinct.len();
        let mut mark = |column: Option<ItemIdx>| {
            let Some(item) = column else {
                self.n_unknown_items += 1;
                return false;
            };
            let is_revealed = user.foldin.as_history().stars_of(item).is_some();
            self.n_foldin_items_recommended += usize::from(is_revealed);
            user.holdout.binary_search(&item).is_ok()
        };
        distinct.into_iter().take(LIST_LENGTH).map(|item| mark(split.index_of(item))).collect()
    }
}

fn parse_rank(cell: &str) -> Result<f64, LineError> {
    let rank = cell.parse().ok().filter(|rank: &f64| rank.is_finite() && *rank >= 0.0);
    rank.ok_or_else(|| number("rank", cell, "a number of at least 0"))
}

fn number(column: &'static str, cell: &str, allowed: &'static str) -> LineError {
    LineError::Number { column, got: shortened(cell), allowed }
}
