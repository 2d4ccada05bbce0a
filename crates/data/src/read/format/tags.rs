//! `tags.csv` and `tags.dat`: words that people gave to movies. They are counted; no model reads them yet.

use super::table::{Column, Table};
use crate::read::ReadError;
use crate::read::report::{BadRows, OnBadRow};
use crate::read::text::{decode, numbered_lines};
use std::collections::HashSet;
use std::path::Path;

/// Says how many tags a file holds.
///
/// # Errors
/// A header that lacks a column.
pub(crate) fn describe(bytes: &[u8], path: &Path) -> Result<String, ReadError> {
    let (mut n_rows, mut n_bad, mut movies, mut tags) = (0_u64, 0_u64, HashSet::new(), HashSet::new());
    let mut take = |movie: &str, tag: &str| {
        n_rows += 1;
        if movie.is_empty() || tag.is_empty() {
            n_bad += 1;
        } else {
            movies.insert(movie.to_owned());
            tags.insert(tag.to_lowercase());
        }
    };
    let mut malformed = BadRows::new(OnBadRow::Skip);
    if path.extension().is_some_and(|ending| ending == "dat") {
        for (_, line) in numbered_lines(bytes) {
            let line = decode(line);
            let fields: Vec<&str> = line.split("::").collect();
            match fields[..] {
                [_, movie, .., _] if fields.len() >= 4 => {
                    take(movie, &fields[2..fields.len() - 1].join("::"))
                }
                _ => take("", ""),
            }
        }
    } else {
        let columns = [Column::of(&["movieid", "itemid"]), Column::of(&["tag"])];
        Table::open(bytes, path, &columns)?.for_each(&mut malformed, |fields| {
            if let [movie, tag] = *fields {
                take(movie, tag);
            }
            Ok(())
        })?;
    }
    let (n_rows, n_bad) = (n_rows + malformed.n, n_bad + malformed.n);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unreadable = if n_bad > 0 { format!("; {n_bad} rows are unreadable") } else { String::new() };
    Ok(format!(
        "{n_rows} rows in {name}, {} different tags of {} movies; models do not learn from them{unreadable}",
        tags.len(),
        movies.len()
    ))
}
