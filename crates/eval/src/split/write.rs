//! Writes a split to a folder, so that other programs can be evaluated on the same files.

use super::error::SplitError;
use super::features::{self, FEATURES};
use super::meta::{META_FILE, Meta, PartCounts, Sha256Hex};
use super::part::SplitPart;
use super::strong_split::{HeldOutUser, StrongSplit};
use cinephile_data::{Interactions, ItemIdx, UserId, UserIdx};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

impl StrongSplit {
    /// Writes the split into a folder, which is created if necessary.
    ///
    /// The files are `train.csv` (`user,item,rating`), `{val,test}_foldin.csv` and `{val,test}_holdout.csv`
    /// (`user,item`), `users_train.csv` and `items.csv` (one id on each line; line `k` after the header is row or
    /// column `k`), and `meta.json`. If items have features there is also `features.csv` (`item,feature`), and if the
    /// split keeps all stars also `train_all.csv` and `{val,test}_foldin_all.csv` (`user,item,rating`).
    ///
    /// Ids are those of the source data, and rows are sorted by user and item. Existing files of these names are
    /// replaced; other files are left alone. The same split gives the same bytes.
    ///
    /// # Errors
    /// If the folder or a file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), SplitError> {
        std::fs::create_dir_all(folder).map_err(|source| write_error(folder, source))?;
        // Removed first: an older meta.json must not seem to describe a folder that was only half written.
        remove(folder, META_FILE)?;
        let mut files = Files { folder, sha256: BTreeMap::new() };
        files.write("train.csv", |out| self.matrix_rows(out, &self.train))?;
        files.write("users_train.csv", |out| ids(out, "user", self.train_users.iter().map(|id| id.0)))?;
        files.write("items.csv", |out| ids(out, "item", self.items.iter().map(|id| id.0)))?;
        self.write_features(&mut files)?;
        for part in SplitPart::ALL {
            files.write(&format!("{part}_foldin.csv"), |out| self.foldin_rows(out, part))?;
            files.write(&format!("{part}_holdout.csv"), |out| self.holdout_rows(out, part))?;
        }
        self.write_stars(&mut files)?;
        let meta = Meta {
            origin: self.origin.clone(),
            train_users: self.train_users.len(),
            items: self.items.len(),
            train_interactions: self.train.nnz(),
            val: counts(&self.val),
            test: counts(&self.test),
            sha256: files.sha256,
        };
        let path = folder.join(META_FILE);
        let text = serde_json::to_string_pretty(&meta)
            .map_err(|source| SplitError::Meta { path: path.clone(), source })?;
        std::fs::write(&path, text + "\n").map_err(|source| write_error(&path, source))
    }

    /// Writes the features of the items. If there are none, removes the file of an older split, whose features belong
    /// to other data.
    fn write_features(&self, files: &mut Files<'_>) -> Result<(), SplitError> {
        let features = self.train.features();
        if features.is_empty() {
            return remove(files.folder, FEATURES);
        }
        files.write(FEATURES, |out| features::write(out, &self.items, features))
    }

    /// Writes the files of all stars. If the split keeps likes only, removes those of an older split, which would
    /// contradict the likes of this one.
    fn write_stars(&self, files: &mut Files<'_>) -> Result<(), SplitError> {
        match &self.train_all {
            Some(train_all) => files.write("train_all.csv", |out| self.matrix_rows(out, train_all))?,
            None => remove(files.folder, "train_all.csv")?,
        }
        for part in SplitPart::ALL {
            let name = format!("{part}_foldin_all.csv");
            if self.train_all.is_some() {
                files.write(&name, |out| self.foldin_all_rows(out, part))?;
            } else {
                remove(files.folder, &name)?;
            }
        }
        Ok(())
    }

    fn matrix_rows(&self, out: &mut dyn Write, matrix: &Interactions) -> io::Result<()> {
        out.write_all(b"user,item,rating\n")?;
        for (row, &user) in self.train_users.iter().enumerate() {
            for (item, stars) in matrix.history(UserIdx::new(row)).iter() {
                writeln!(out, "{user},{},{stars}", self.items[item.get()])?;
            }
        }
        Ok(())
    }

    fn foldin_rows(&self, out: &mut dyn Write, part: SplitPart) -> io::Result<()> {
        out.write_all(b"user,item\n")?;
        self.part(part)
            .iter()
            .try_for_each(|held_out| self.item_rows(out, held_out.user, held_out.foldin.as_history().items()))
    }

    fn holdout_rows(&self, out: &mut dyn Write, part: SplitPart) -> io::Result<()> {
        out.write_all(b"user,item\n")?;
        self.part(part).iter().try_for_each(|held_out| self.item_rows(out, held_out.user, &held_out.holdout))
    }

    fn item_rows(&self, out: &mut dyn Write, user: UserId, items: &[ItemIdx]) -> io::Result<()> {
        items.iter().try_for_each(|item| writeln!(out, "{user},{}", self.items[item.get()]))
    }

    fn foldin_all_rows(&self, out: &mut dyn Write, part: SplitPart) -> io::Result<()> {
        out.write_all(b"user,item,rating\n")?;
        for HeldOutUser { user, foldin_all, .. } in self.part(part) {
            for (item, stars) in foldin_all.iter().flat_map(|history| history.as_history().iter()) {
                writeln!(out, "{user},{},{stars}", self.items[item.get()])?;
            }
        }
        Ok(())
    }
}

/// Writes files into a folder and records their checksums.
struct Files<'a> {
    folder: &'a Path,
    sha256: BTreeMap<String, String>,
}

impl Files<'_> {
    fn write(
        &mut self,
        name: &str,
        rows: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), SplitError> {
        let path = self.folder.join(name);
        let sha256 = write_hashed(&path, rows).map_err(|source| write_error(&path, source))?;
        self.sha256.insert(name.to_owned(), sha256);
        Ok(())
    }
}

/// Streams rows to a file and returns its SHA-256. Text of a large split is never held in memory.
fn write_hashed(path: &Path, rows: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<String> {
    let hashed = Hashed { file: File::create(path)?, sha256: Sha256Hex::default() };
    let mut out = BufWriter::with_capacity(1 << 16, hashed);
    rows(&mut out)?;
    let Hashed { sha256, .. } = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(sha256.finish())
}

/// A file, and the checksum of what has been written to it.
struct Hashed {
    file: File,
    sha256: Sha256Hex,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n_written = self.file.write(bytes)?;
        self.sha256.update(&bytes[..n_written]);
        Ok(n_written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Removes a file of an older split, if there is one.
fn remove(folder: &Path, name: &str) -> Result<(), SplitError> {
    let path = folder.join(name);
    match std::fs::remove_file(&path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(write_error(&path, source)),
        _ => Ok(()),
    }
}

fn counts(users: &[HeldOutUser]) -> PartCounts {
    PartCounts {
        users: users.len(),
        foldin: users.iter().map(|user| user.foldin.as_history().len()).sum(),
        holdout: users.iter().map(|user| user.holdout.len()).sum(),
    }
}

fn ids(out: &mut dyn Write, header: &str, mut ids: impl Iterator<Item = u32>) -> io::Result<()> {
    writeln!(out, "{header}")?;
    ids.try_for_each(|id| writeln!(out, "{id}"))
}

fn write_error(path: &Path, source: io::Error) -> SplitError {
    SplitError::Io { action: "write", path: path.to_owned(), source }
}
