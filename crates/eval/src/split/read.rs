//! Reads a split from a folder, without trusting it: if hidden items leak, every figure is wrong.

use super::error::{LineError, SplitError};
use super::features::{self, FEATURES};
use super::meta::{META_FILE, Meta, Sha256Hex, SplitOrigin};
use super::part::SplitPart;
use super::strong_split::{HeldOutUser, StrongSplit};
use super::table::{Row, Table, read_error};
use cinephile_data::{Interactions, ItemId, ItemIdx, OwnedHistory, Stars, UserId};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

const TRAIN: &str = "train.csv";
const TRAIN_ALL: &str = "train_all.csv";
/// How much of a meta file is read, in bytes; real ones have about 2,000.
const MAX_META_BYTES: u64 = 1 << 20;

impl StrongSplit {
    /// Reads a split from a folder that [`write`](Self::write) or another program has written.
    ///
    /// The folder must contain `train.csv`, `{val,test}_foldin.csv` and `{val,test}_holdout.csv`. It may contain
    /// `train_all.csv` and `{val,test}_foldin_all.csv` (all three or none), and `features.csv` (`item,feature`). Rows
    /// and columns may be in any order, and other columns are ignored. The columns of the split are the items of
    /// `train.csv`. If there is a `meta.json`, the files must have its checksums.
    ///
    /// # Errors
    /// The error names the file and, where possible, the line. Rejected are: missing files or columns, cells that are
    /// not a valid id or rating, duplicate pairs, likes below 4 stars, held-out users who are also in training or in
    /// the other part, users with hidden but without revealed items or the reverse, items that are not in `train.csv`,
    /// hidden items that are revealed, and files that contradict each other or their checksum.
    pub fn read(folder: &Path) -> Result<Self, SplitError> {
        std::fs::read_dir(folder).map_err(|source| read_error(folder, source))?;
        let train_table = require(folder, TRAIN, true, None)?;
        check_likes(&train_table)?;
        let mut items: Vec<ItemId> = train_table.rows.iter().map(|row| row.item).collect();
        items.sort_unstable();
        items.dedup();
        let train_users: Vec<UserId> = train_table.users().map(|(user, _)| user).collect();
        let features = Arc::new(features::read(folder, &items)?);
        let train = matrix(&train_table, &items)?.with_features(Arc::clone(&features));

        let keeps_stars = folder.join(TRAIN_ALL).is_file();
        let train_all = if keeps_stars {
            let table = require(folder, TRAIN_ALL, true, None)?;
            check_train_all(&table, &train_table)?;
            Some(matrix(&table, &items)?.with_features(features))
        } else {
            None
        };
        let reader = PartReader { folder, items: &items, train: &train_table, keeps_stars };
        let (val, val_holdout) = reader.read(SplitPart::Val, None)?;
        let (test, _) = reader.read(SplitPart::Test, Some(&val_holdout))?;
        let origin = check_meta(folder)?;
        Ok(Self { items, train_users, train, train_all, val, test, origin })
    }
}

/// Reads a part and checks it against the training users and the other part.
struct PartReader<'a> {
    folder: &'a Path,
    items: &'a [ItemId],
    train: &'a Table,
    keeps_stars: bool,
}

impl PartReader<'_> {
    fn read(&self, part: SplitPart, other: Option<&Table>) -> Result<(Vec<HeldOutUser>, Table), SplitError> {
        let holdout = require(self.folder, &format!("{part}_holdout.csv"), false, None)?;
        let foldin = require(self.folder, &format!("{part}_foldin.csv"), false, None)?;
        let foldin_all = if self.keeps_stars {
            let why = Some("needed because there is a train_all.csv");
            Some(require(self.folder, &format!("{part}_foldin_all.csv"), true, why)?)
        } else {
            None
        };
        for table in [&holdout, &foldin] {
            check_disjoint(table, self.train)?;
            if let Some(other) = other {
                check_disjoint(table, other)?;
            }
        }
        check_users(&foldin, &holdout)?;
        if let Some(table) = &foldin_all {
            check_users(table, &holdout)?;
        }
        let users = holdout.users().map(|(user, hidden)| {
            let revealed = foldin.of_user(user);
            let Some(first) = revealed.first() else {
                let reason = LineError::UnknownUser { user, other: foldin.name() };
                return Err(holdout.error(hidden[0].line, reason));
            };
            check_leak(&holdout, hidden, &foldin, revealed)?;
            let all = foldin_all.as_ref().map(|table| {
                let all = table.of_user(user);
                check_leak(&holdout, hidden, table, all)?;
                if !same_likes(all, revealed) {
                    let reason = LineError::LikesDiffer { user, other: table.name() };
                    return Err(foldin.error(first.line, reason));
                }
                self.history(table, all)
            });
            Ok(HeldOutUser {
                user,
                foldin: self.history(&foldin, revealed)?,
                foldin_all: all.transpose()?,
                holdout: self.history(&holdout, hidden)?.as_history().items().to_vec(),
            })
        });
        let users = users.collect::<Result<_, _>>()?;
        Ok((users, holdout))
    }

    fn history(&self, table: &Table, rows: &[Row]) -> Result<OwnedHistory, SplitError> {
        let pairs = rows.iter().map(|row| Ok((column(table, row, self.items)?, row.stars)));
        Ok(OwnedHistory::from_pairs(pairs.collect::<Result<_, SplitError>>()?))
    }
}

fn require(folder: &Path, file: &str, rated: bool, why: Option<&'static str>) -> Result<Table, SplitError> {
    let path = folder.join(file);
    if !path.is_file() {
        return Err(SplitError::MissingFile { folder: folder.to_owned(), file: file.to_owned(), why });
    }
    Table::read(&path, rated)
}

fn column(table: &Table, row: &Row, items: &[ItemId]) -> Result<ItemIdx, SplitError> {
    let found = items.binary_search(&row.item).map(ItemIdx::new);
    found.map_err(|_| table.error(row.line, LineError::UnknownItem { item: row.item }))
}

fn matrix(table: &Table, items: &[ItemId]) -> Result<Interactions, SplitError> {
    let mut indptr = vec![0];
    for (_, rows) in table.users() {
        indptr.push(indptr[indptr.len() - 1] + rows.len());
    }
    let columns = table.rows.iter().map(|row| column(table, row, items));
    let indices = columns.collect::<Result<_, _>>()?;
    let values = table.rows.iter().map(|row| row.stars).collect();
    Ok(Interactions::from_parts(ItemIdx::new(items.len()).as_u32(), indptr, indices, values)?)
}

fn is_like(row: &&Row) -> bool {
    row.stars >= Stars::LIKED.value()
}

fn check_likes(train: &Table) -> Result<(), SplitError> {
    match train.rows.iter().filter(|row| !is_like(row)).min_by_key(|row| row.line) {
        Some(low) => Err(train.error(low.line, LineError::NotALike { got: low.stars })),
        None => Ok(()),
    }
}

/// Checks that both files have the same users with the same likes. Stars of likes may differ, since a file of likes
/// need not have them.
fn check_train_all(all: &Table, train: &Table) -> Result<(), SplitError> {
    check_users(all, train)?;
    for (user, likes) in train.users() {
        if !same_likes(all.of_user(user), likes) {
            return Err(train.error(likes[0].line, LineError::LikesDiffer { user, other: all.name() }));
        }
    }
    Ok(())
}

fn same_likes(all: &[Row], likes: &[Row]) -> bool {
    all.iter().filter(is_like).map(|row| row.item).eq(likes.iter().map(|row| row.item))
}

/// Checks that no user of `held_out` is in `other`.
fn check_disjoint(held_out: &Table, other: &Table) -> Result<(), SplitError> {
    let shared = held_out.users().find(|&(user, _)| !other.of_user(user).is_empty());
    match shared {
        Some((user, rows)) => {
            Err(held_out.error(rows[0].line, LineError::SharedUser { user, other: other.name() }))
        }
        None => Ok(()),
    }
}

/// Checks that every user of `table` is in `other`.
fn check_users(table: &Table, other: &Table) -> Result<(), SplitError> {
    let missing = table.users().find(|&(user, _)| other.of_user(user).is_empty());
    match missing {
        Some((user, rows)) => {
            Err(table.error(rows[0].line, LineError::UnknownUser { user, other: other.name() }))
        }
        None => Ok(()),
    }
}

/// Checks that no hidden item is revealed; both slices are sorted by item.
fn check_leak(holdout: &Table, hidden: &[Row], shown: &Table, revealed: &[Row]) -> Result<(), SplitError> {
    let is_shown = |row: &&Row| revealed.binary_search_by_key(&row.item, |shown| shown.item).is_ok();
    match hidden.iter().find(is_shown) {
        Some(row) => {
            let reason = LineError::Leak { user: row.user, item: row.item, other: shown.name() };
            Err(holdout.error(row.line, reason))
        }
        None => Ok(()),
    }
}

/// Checks the files against the checksums in `meta.json`, and returns how the split was drawn; `None` without
/// `meta.json`.
///
/// This is the last check, so the error for a file that was edited by hand says what is wrong with its content.
fn check_meta(folder: &Path) -> Result<Option<SplitOrigin>, SplitError> {
    let path = folder.join(META_FILE);
    if !path.is_file() {
        return Ok(None);
    }
    let mut text = Vec::new();
    let file = File::open(&path).map_err(|source| read_error(&path, source))?;
    file.take(MAX_META_BYTES).read_to_end(&mut text).map_err(|source| read_error(&path, source))?;
    let meta: Meta = serde_json::from_slice(&text).map_err(|source| SplitError::Meta { path, source })?;
    // Other names in the file are ignored, because they could lead out of the folder.
    for (file, expected) in meta.sha256.into_iter().filter(|(file, _)| is_split_file(file)) {
        let path = folder.join(&file);
        if !path.is_file() {
            let why = Some("listed in meta.json");
            return Err(SplitError::MissingFile { folder: folder.to_owned(), file, why });
        }
        let got = Sha256Hex::of_file(&path).map_err(|source| read_error(&path, source))?;
        if got != expected {
            return Err(SplitError::Checksum { path, expected, got });
        }
    }
    Ok(meta.origin)
}

/// Whether the folder of a split may contain a file of this name.
fn is_split_file(file: &str) -> bool {
    let suffixes = ["_foldin.csv", "_holdout.csv", "_foldin_all.csv"];
    let is_part =
        |part: SplitPart| file.strip_prefix(part.name()).is_some_and(|rest| suffixes.contains(&rest));
    [TRAIN, TRAIN_ALL, FEATURES, "items.csv", "users_train.csv"].contains(&file)
        || SplitPart::ALL.into_iter().any(is_part)
}
