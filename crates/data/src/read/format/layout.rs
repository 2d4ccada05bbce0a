//! The layout of a ratings file, detected from its first line: by content, not by the file's name.

use crate::Scale;
use crate::file_kinds::other_kind;
use crate::rating_names::{looks_like_rating, may_hold_ratings};
use crate::read::error::{ReadError, shown};
use crate::read::text::without_bom;
use std::path::Path;

/// At most this many bytes of the first line are looked at.
pub(crate) const HEAD_BYTES: usize = 64 * 1024;

const USER: [&str; 3] = ["user", "userid", "user_id"];
const ITEM: [&str; 6] = ["item", "itemid", "item_id", "movie", "movieid", "movie_id"];
const RATING: [&str; 3] = ["rating", "stars", "score"];
const TIMESTAMP: [&str; 4] = ["timestamp", "time", "ts", "rated_at"];

/// A column's place and the name that messages call it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) index: usize,
    pub(crate) name: String,
}

/// How the lines of one ratings file are to be read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    /// One byte, but `::` in the 1M and 10M data sets.
    pub(crate) separator: &'static [u8],
    /// Whether fields may stand in double quotes.
    pub(crate) quotes: bool,
    pub(crate) n_fields: usize,
    pub(crate) user: Column,
    pub(crate) item: Column,
    /// Without it, each row is a like: 5 stars.
    pub(crate) rating: Option<Column>,
    pub(crate) timestamp: Option<Column>,
    /// The scale of the ratings, if it is not stars.
    pub(crate) scale: Option<Scale>,
    /// What an operator should know.
    pub(crate) notes: Vec<String>,
    /// Bytes before the first row: byte order mark and header.
    pub(crate) data_start: u64,
    /// Lines before the first row.
    pub(crate) n_header_lines: u64,
}

impl Layout {
    /// Whether the columns stand in the order user, item[, rating[, timestamp]] with nothing behind, and ratings are stars.
    pub(crate) fn is_canonical(&self) -> bool {
        let optional = [&self.rating, &self.timestamp];
        let present = optional.iter().take_while(|column| column.is_some()).count();
        self.scale.is_none()
            && self.user.index == 0
            && self.item.index == 1
            && self.n_fields == 2 + present
            && optional.into_iter().flatten().enumerate().all(|(k, column)| column.index == k + 2)
    }

    fn headerless(separator: &'static [u8], data_start: u64) -> Self {
        let column = |index, name: &str| Column { index, name: name.to_owned() };
        Self {
            separator,
            quotes: false,
            n_fields: 4,
            user: column(0, "user"),
            item: column(1, "item"),
            rating: Some(column(2, "rating")),
            timestamp: Some(column(3, "timestamp")),
            scale: None,
            notes: Vec::new(),
            data_start,
            n_header_lines: 0,
        }
    }
}

/// Detects the layout from the beginning of a file (`HEAD_BYTES` of it, or all if it is shorter).
///
/// # Errors
/// If the file is empty, its first line fits no format, or its header lacks a column.
pub(crate) fn sniff(head: &[u8], path: &Path) -> Result<Layout, ReadError> {
    let text = without_bom(head);
    let bom_bytes = (head.len() - text.len()) as u64;
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty { path: path.to_owned() });
    }
    if let Some(what) = other_kind(head) {
        return Err(ReadError::OtherKind { path: path.to_owned(), what });
    }
    let end = memchr::memchr(b'\n', text);
    let line = &text[..end.unwrap_or(text.len())];
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    for separator in [&b"::"[..], b"\t"] {
        if begins_with_two_ids(line, separator) {
            return Ok(Layout::headerless(separator, bom_bytes));
        }
    }
    let unknown = || ReadError::UnknownFormat { path: path.to_owned(), line: shown(line) };
    let header = std::str::from_utf8(line).map_err(|_| unknown())?;
    let names: Vec<String> = header.split(',').map(|name| name.trim().trim_matches('"').to_owned()).collect();
    let is_name =
        |name: &String| [&USER[..], &ITEM, &RATING, &TIMESTAMP].concat().contains(&lower(name).as_str());
    if !names.iter().any(is_name) {
        return Err(unknown());
    }
    let data_start = bom_bytes + end.map_or(text.len(), |end| end + 1) as u64;
    from_header(&names, header, data_start, path)
}

fn from_header(names: &[String], header: &str, data_start: u64, path: &Path) -> Result<Layout, ReadError> {
    let required = |aliases: &[&str]| {
        find(names, aliases, path)?.ok_or_else(|| ReadError::MissingColumn {
            path: path.to_owned(),
            column: aliases.join("` or `"),
            header: shown(header.as_bytes()),
        })
    };
    let (user, item, rating) = (required(&USER)?, required(&ITEM)?, find(names, &RATING, path)?);
    let timestamp = find(names, &TIMESTAMP, path)?;
    if rating.is_none() {
        let used = [Some(&user), Some(&item), timestamp.as_ref()];
        let is_used = |index: usize| used.iter().flatten().any(|column| column.index == index);
        let mut others = names.iter().enumerate().filter(|(index, _)| !is_used(*index));
        if let Some((_, column)) = others.find(|(_, name)| may_hold_ratings(name)) {
            let (path, header) = (path.to_owned(), shown(header.as_bytes()));
            return Err(ReadError::UnreadRating { path, column: column.clone(), header });
        }
    }
    Ok(Layout {
        separator: b",",
        quotes: true,
        n_fields: names.len(),
        notes: notes(names, rating.as_ref()),
        user,
        item,
        rating,
        timestamp,
        scale: None,
        data_start,
        n_header_lines: 1,
    })
}

/// What an operator should know about how the ratings of these columns are read.
fn notes(names: &[String], rating: Option<&Column>) -> Vec<String> {
    let Some(rating) = rating else {
        return vec!["no column holds ratings, so each row counts as a like of 5 stars".to_owned()];
    };
    let others = names.iter().filter(|name| **name != rating.name && looks_like_rating(&lower(name)));
    let note =
        |other| format!("the ratings are those of the column `{}`; `{other}` is not read", rating.name);
    others.map(note).collect()
}

fn find(names: &[String], aliases: &[&str], path: &Path) -> Result<Option<Column>, ReadError> {
    let mut columns = (0..).zip(names).filter(|(_, name)| aliases.contains(&lower(name).as_str()));
    let first = columns.next().map(|(index, name)| Column { index, name: name.clone() });
    match columns.next() {
        Some((_, column)) => Err(ReadError::TwiceColumn { path: path.to_owned(), column: column.clone() }),
        None => Ok(first),
    }
}

fn lower(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// `1::1193::` or `196<tab>242<tab>`; a sign is accepted here, so that a negative id is reported as a bad id.
fn begins_with_two_ids(line: &[u8], separator: &[u8]) -> bool {
    let mut rest = line;
    (0..2).all(|_| {
        let signless = rest.strip_prefix(b"-").unwrap_or(rest);
        let n_digits = signless.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let behind = signless[n_digits..].strip_prefix(separator);
        rest = behind.unwrap_or_default();
        n_digits > 0 && behind.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniffed(head: &[u8]) -> Result<Layout, String> {
        sniff(head, Path::new("r.csv")).map_err(|error| error.to_string())
    }

    #[test]
    fn each_format_is_detected_by_its_first_line() {
        let csv = sniffed(b"\xEF\xBB\xBFuserId,movieId,rating,timestamp\r\n1,2,3.5,4").expect("a header");
        assert!(csv.is_canonical());
        assert_eq!((csv.data_start, csv.n_fields, csv.n_header_lines), (36, 4, 1));
        let dat = sniffed(b"1::1193::5::978300760\n").expect("a row");
        assert_eq!((dat.separator, dat.data_start), (&b"::"[..], 0));
        assert_eq!(sniffed(b"196\t242\t3\t881250949\n").expect("a row").separator, b"\t");
        let other = sniffed(b"stars,note,\"item_id\",USER").expect("a header");
        assert!(!other.is_canonical());
        assert_eq!(other.notes, ["the ratings are those of the column `stars`; `note` is not read"]);
        assert_eq!((other.user.index, other.item.index, other.rating.map(|c| c.index)), (3, 2, Some(0)));
    }

    #[test]
    fn a_column_that_may_hold_ratings_is_never_passed_over() {
        for column in ["my_rating", "plays", "grade", "tag"] {
            let message = sniffed(format!("user,item,{column}\n1,2,3").as_bytes()).expect_err("rejected");
            assert!(message.contains(&format!("but `{column}` may hold ratings")), "{message}");
        }
        let likes = sniffed(b",user_id,item_id,timestamp,title\n").expect("a header");
        assert_eq!(likes.notes, ["no column holds ratings, so each row counts as a like of 5 stars"]);
    }

    #[test]
    fn a_first_line_of_no_format_says_what_would_do() {
        assert_eq!(sniffed(b" \r\n\n"), Err("`r.csv` is empty".to_owned()));
        let message = sniffed(b"1,2,3.5,4\n").expect_err("no header");
        assert!(message.starts_with("`r.csv` line 1: unknown format, `1,2,3.5,4`"), "{message}");
        assert!(message.contains("user,item[,rating[,timestamp]]"), "{message}");
        let message = sniffed(b"user,rating\n").expect_err("no item");
        assert_eq!(
            message,
            "`r.csv` line 1: missing column `item` or `itemid` or `item_id` or `movie` or `movieid` or `movie_id`; \
             the header is `user,rating`"
        );
        assert_eq!(
            sniffed(b"user,userId,item"),
            Err("`r.csv` line 1: column `userId` appears twice".to_owned())
        );
    }
}
