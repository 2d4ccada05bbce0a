//! Writes a split to a folder, so that any other program can be judged on the same bytes.

use super::meta::{META_FILE, Meta, PartCounts, sha256_hex};
use super::{HeldOutUser, Part, SplitError, StrongSplit};
use cinephile_data::{Interactions, UserIdx};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

impl StrongSplit {
    /// Writes `train.csv` (`user,item,rating`), `{val,test}_foldin.csv` and `{val,test}_holdout.csv`
    /// (`user,item`), `users_train.csv` and `items.csv` (one id a line; line `k` after the header is row or
    /// column `k`), and `meta.json`; where the split keeps all stars also `train_all.csv` and
    /// `{val,test}_foldin_all.csv` (`user,item,rating`).
    ///
    /// Ids are the data's own, rows are sorted by user and item. Makes the folder if need be and replaces
    /// these files; nothing else in it is touched. The same split gives the same bytes.
    ///
    /// # Errors
    /// If the folder or a file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), SplitError> {
        std::fs::create_dir_all(folder).map_err(|source| write_error(folder, source))?;
        let mut sha256 = BTreeMap::new();
        let mut write = |name: String, text: String| {
            let path = folder.join(&name);
            std::fs::write(&path, &text).map_err(|source| write_error(&path, source))?;
            sha256.insert(name, sha256_hex(text.as_bytes()));
            Ok::<(), SplitError>(())
        };
        write("train.csv".to_owned(), self.matrix_csv(&self.train))?;
        write("users_train.csv".to_owned(), ids_csv("user", self.train_users.iter().map(|id| id.0)))?;
        write("items.csv".to_owned(), ids_csv("item", self.items.iter().map(|id| id.0)))?;
        if let Some(train_all) = &self.train_all {
            write("train_all.csv".to_owned(), self.matrix_csv(train_all))?;
        }
        for part in Part::ALL {
            write(format!("{part}_foldin.csv"), self.foldin_csv(part))?;
            write(format!("{part}_holdout.csv"), self.holdout_csv(part))?;
            if self.train_all.is_some() {
                write(format!("{part}_foldin_all.csv"), self.foldin_all_csv(part))?;
            }
        }
        if self.train_all.is_none() {
            remove_leftovers(folder)?;
        }
        let meta = Meta {
            origin: self.origin.clone(),
            train_users: self.train_users.len(),
            items: self.items.len(),
            train_interactions: self.train.nnz(),
            val: counts(&self.val),
            test: counts(&self.test),
            sha256,
        };
        let path = folder.join(META_FILE);
        let text = serde_json::to_string_pretty(&meta)
            .map_err(|source| SplitError::Meta { path: path.clone(), source })?;
        std::fs::write(&path, text + "\n").map_err(|source| write_error(&path, source))
    }

    fn matrix_csv(&self, matrix: &Interactions) -> String {
        let mut csv = "user,item,rating\n".to_owned();
        for (row, user) in self.train_users.iter().enumerate() {
            for (item, stars) in matrix.history(UserIdx::new(row)).iter() {
                push_line(&mut csv, format_args!("{user},{},{stars}", self.items[item.get()]));
            }
        }
        csv
    }

    fn foldin_csv(&self, part: Part) -> String {
        let mut csv = "user,item\n".to_owned();
        for HeldOutUser { user, foldin, .. } in self.part(part) {
            for item in foldin.as_history().items() {
                push_line(&mut csv, format_args!("{user},{}", self.items[item.get()]));
            }
        }
        csv
    }

    fn holdout_csv(&self, part: Part) -> String {
        let mut csv = "user,item\n".to_owned();
        for HeldOutUser { user, holdout, .. } in self.part(part) {
            for item in holdout {
                push_line(&mut csv, format_args!("{user},{}", self.items[item.get()]));
            }
        }
        csv
    }

    fn foldin_all_csv(&self, part: Part) -> String {
        let mut csv = "user,item,rating\n".to_owned();
        for HeldOutUser { user, foldin_all, .. } in self.part(part) {
            for (item, stars) in foldin_all.iter().flat_map(|history| history.as_history().iter()) {
                push_line(&mut csv, format_args!("{user},{},{stars}", self.items[item.get()]));
            }
        }
        csv
    }
}

/// All stars of a split that was there before would contradict the likes of this one.
fn remove_leftovers(folder: &Path) -> Result<(), SplitError> {
    for name in ["train_all.csv", "val_foldin_all.csv", "test_foldin_all.csv"] {
        let path = folder.join(name);
        if path.exists() {
            std::fs::remove_file(&path).map_err(|source| write_error(&path, source))?;
        }
    }
    Ok(())
}

fn counts(users: &[HeldOutUser]) -> PartCounts {
    PartCounts {
        users: users.len(),
        foldin: users.iter().map(|user| user.foldin.as_history().len()).sum(),
        holdout: users.iter().map(|user| user.holdout.len()).sum(),
    }
}

fn ids_csv(header: &str, ids: impl Iterator<Item = u32>) -> String {
    let mut csv = format!("{header}\n");
    for id in ids {
        push_line(&mut csv, format_args!("{id}"));
    }
    csv
}

/// Writing to a `String` cannot fail.
fn push_line(csv: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(csv, "{line}");
}

fn write_error(path: &Path, source: std::io::Error) -> SplitError {
    SplitError::Io { action: "write", path: path.to_owned(), source }
}
