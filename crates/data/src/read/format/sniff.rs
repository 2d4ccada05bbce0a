//! The layout of a ratings file, detected from its first lines: by content, not by the file's name.

use super::layout::{BLANKS, Column, Layout};
use super::row::{parse_id, parse_written_id, split_fields};
use super::time::parse_time;
use crate::Scale;
use crate::file_kinds::other_kind;
use crate::rating_names::{looks_like_rating, may_hold_ratings};
use crate::read::columns::ColumnNames;
use crate::read::error::{ReadError, shown};
use crate::read::ids::IdKind;
use crate::read::text::without_bom;
use std::path::Path;

/// At most this many bytes of the beginning are looked at.
pub(crate) const HEAD_BYTES: usize = 64 * 1024;

/// Separators, the likeliest first.
const SEPARATORS: [&[u8]; 5] = [b",", b"\t", b";", b"|", BLANKS];

/// At most this many rows show whether ids are numbers or text.
const SAMPLED_ROWS: usize = 200;

/// Names of columns, as [`plain`] writes them.
const USER: [&str; 6] = ["user", "userid", "customer", "customerid", "reviewerid", "visitorid"];
const ITEM: [&str; 11] = [
    "item",
    "itemid",
    "movie",
    "movieid",
    "product",
    "productid",
    "film",
    "filmid",
    "isbn",
    "asin",
    "parentasin",
];
const RATING: [&str; 4] = ["rating", "stars", "score", "bookrating"];
const TIMESTAMP: [&str; 4] = ["timestamp", "time", "ts", "ratedat"];
/// Columns that are read as times only if they hold what can be read.
const MAYBE_TIMESTAMP: [&str; 4] = ["date", "datetime", "unixreviewtime", "createdat"];

/// What the caller says of a file.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted<'a> {
    pub(crate) columns: Option<&'a ColumnNames>,
    pub(crate) ids: Option<IdKind>,
    pub(crate) scale: Option<Scale>,
}

/// Finds out what ids are, from the rows in `text`, which begins with the first one, unless the caller says it.
pub(crate) fn with_id_kinds(mut layout: Layout, text: &[u8], wanted: Option<IdKind>) -> Layout {
    let kind = |column: &Column| wanted.unwrap_or_else(|| id_kind(&sample(&layout, text, column)));
    (layout.user_ids, layout.item_ids) = (kind(&layout.user), kind(&layout.item));
    if layout.has_text_ids() && wanted.is_none() {
        let which = match (layout.user_ids, layout.item_ids) {
            (IdKind::Text, IdKind::Text) => "users and items",
            (IdKind::Text, IdKind::Numbers) => "users",
            _ => "items",
        };
        layout.notes.push(format!("the ids of {which} are read as text and kept as they are"));
    }
    layout
}

/// The fields of one column in the first rows.
fn sample<'a>(layout: &Layout, text: &'a [u8], column: &Column) -> Vec<&'a [u8]> {
    let mut fields = Vec::new();
    let lines = text.split(|&byte| byte == b'\n').take(SAMPLED_ROWS + 1);
    let mut sample = Vec::new();
    for line in lines.map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()).take(SAMPLED_ROWS) {
        if split_fields(line, layout, &mut fields).is_ok()
            && fields.len() == layout.n_fields
            && let Some(&(start, end)) = fields.get(column.index)
        {
            sample.push(line[start..end].trim_ascii());
        }
    }
    sample
}

/// Ids are text if most of them are no numbers, or if zeros in front of them would be lost. So one bad row does not change what
/// all others mean.
fn id_kind(sample: &[&[u8]]) -> IdKind {
    let is_text = |id: &&&[u8]| {
        let is_signed = id.first() == Some(&b'-') && id[1..].iter().all(u8::is_ascii_digit);
        !id.is_empty() && !is_signed && parse_written_id(id).is_none()
    };
    let n_text = sample.iter().filter(is_text).count();
    let n_zeros = sample.iter().filter(|id| id.len() > 1 && id[0] == b'0' && parse_id(id).is_some()).count();
    if 2 * n_text > sample.len() || 10 * n_zeros > sample.len() { IdKind::Text } else { IdKind::Numbers }
}

/// Detects the layout from the beginning of a file (`HEAD_BYTES` of it, or all if it is shorter).
///
/// # Errors
/// If the file is empty, its first line fits no format, or its header lacks a column.
pub(crate) fn sniff(head: &[u8], path: &Path, wanted: Wanted<'_>) -> Result<Layout, ReadError> {
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
    let layout = match headerless(line, bom_bytes, wanted.columns, path)? {
        Some(layout) => layout,
        None => {
            let data_start = bom_bytes + end.map_or(text.len(), |end| end + 1) as u64;
            let rows = &head[usize::try_from(data_start).unwrap_or(head.len()).min(head.len())..];
            with_header(line, rows, data_start, wanted.columns, path)?
        }
    };
    if wanted.scale.is_some() && layout.rating.is_none() {
        return Err(ReadError::UnusedScale { path: path.to_owned() });
    }
    let rows = &head[usize::try_from(layout.data_start).unwrap_or(head.len()).min(head.len())..];
    Ok(with_id_kinds(Layout { scale: wanted.scale, ..layout }, rows, wanted.ids))
}

/// The layout of a file whose first line is a row already.
fn headerless(
    line: &[u8],
    data_start: u64,
    columns: Option<&ColumnNames>,
    path: &Path,
) -> Result<Option<Layout>, ReadError> {
    let numbers = columns.map(ColumnNumbers::of);
    if let Some(Some(numbers)) = numbers {
        let separator = all_separators().max_by_key(|separator| fields_of(line, separator).len());
        let separator = separator.unwrap_or(b",");
        return numbers.layout(line, separator, data_start, path).map(Some);
    }
    if columns.is_some() {
        return Ok(None);
    }
    let row = all_separators().find_map(|separator| {
        let fields = fields_of(line, separator);
        is_row(&fields).then_some((separator, fields))
    });
    Ok(row.map(|(separator, fields)| {
        let n_fields = fields.len();
        let mut layout = Layout::headerless(separator, n_fields, data_start);
        layout.quotes = separator != b"::";
        let is_movielens = (separator == b"::" || separator == b"\t") && n_fields == 4;
        if !is_movielens {
            let all = ["user", "item", "rating", "time"];
            let taken = all[..n_fields].join(", ");
            layout.notes.push(format!(
                "the file has no header, so its columns are taken for {taken}; `--columns user=2,item=1,...` names others"
            ));
        }
        if n_fields == 2 {
            layout.notes.push(NO_RATINGS.to_owned());
        }
        layout
    }))
}

fn all_separators() -> impl Iterator<Item = &'static [u8]> {
    std::iter::once(&b"::"[..]).chain(SEPARATORS)
}

/// The fields of a line, without quotes and blanks around them.
fn fields_of<'a>(line: &'a [u8], separator: &'static [u8]) -> Vec<&'a [u8]> {
    let layout = Layout { quotes: separator != b"::", ..Layout::headerless(separator, 4, 0) };
    let mut fields = Vec::new();
    match split_fields(line, &layout, &mut fields) {
        Ok(()) => fields.iter().map(|&(start, end)| line[start..end].trim_ascii()).collect(),
        Err(_) => Vec::new(),
    }
}

/// Whether fields are two ids, perhaps a rating, and perhaps a time. A sign is accepted here, so that a negative id is reported
/// as a bad id.
fn is_row(fields: &[&[u8]]) -> bool {
    let signless = |id: &[u8]| parse_written_id(id.strip_prefix(b"-").unwrap_or(id)).is_some();
    let is_id = |id: &&[u8]| !id.is_empty() && !id.iter().any(u8::is_ascii_whitespace);
    match fields {
        [user, item] => signless(user) && signless(item),
        [user, item, rest @ ..] if rest.len() <= 2 => {
            is_id(user)
                && is_id(item)
                && is_number(rest[0])
                && rest.get(1).is_none_or(|time| parse_time(time).is_some())
        }
        _ => false,
    }
}

fn is_number(field: &[u8]) -> bool {
    let text = std::str::from_utf8(field).unwrap_or_default().replace(',', ".");
    text.parse::<f32>().is_ok_and(f32::is_finite)
}

/// Columns that are named by their numbers, from 1.
struct ColumnNumbers {
    user: Option<usize>,
    item: Option<usize>,
    rating: Option<usize>,
    time: Option<usize>,
}

impl ColumnNumbers {
    /// `None` if any is named by a name.
    fn of(names: &ColumnNames) -> Option<Self> {
        let number = |name: &Option<String>| match name {
            None => Some(None),
            Some(text) => text.parse().ok().filter(|&number: &usize| number > 0).map(Some),
        };
        let (user, item) = (number(&names.user)?, number(&names.item)?);
        Some(Self { user, item, rating: number(&names.rating)?, time: number(&names.time)? })
    }

    fn layout(
        &self,
        line: &[u8],
        separator: &'static [u8],
        data_start: u64,
        path: &Path,
    ) -> Result<Layout, ReadError> {
        let n_fields = fields_of(line, separator).len();
        let column = |number: Option<usize>, name: &str| match number {
            None => Ok(None),
            Some(number) if number <= n_fields => {
                Ok(Some(Column { index: number - 1, name: name.to_owned() }))
            }
            Some(number) => Err(missing(path, format!("{name}={number}"), line)),
        };
        let required = |number: Option<usize>, name: &str| {
            column(number, name)?.ok_or_else(|| missing(path, format!("{name}=NUMBER"), line))
        };
        let mut layout = Layout::headerless(separator, n_fields, data_start);
        layout.quotes = separator != b"::";
        layout.user = required(self.user, "user")?;
        layout.item = required(self.item, "item")?;
        layout.rating = column(self.rating, "rating")?;
        layout.timestamp = column(self.time, "time")?;
        if layout.rating.is_none() {
            layout.notes.push(NO_RATINGS.to_owned());
        }
        Ok(layout)
    }
}

fn missing(path: &Path, column: String, header: &[u8]) -> ReadError {
    ReadError::MissingColumn { path: path.to_owned(), column, header: shown(header) }
}

fn with_header(
    line: &[u8],
    rows: &[u8],
    data_start: u64,
    columns: Option<&ColumnNames>,
    path: &Path,
) -> Result<Layout, ReadError> {
    let unknown = || ReadError::UnknownFormat { path: path.to_owned(), line: shown(line) };
    let header = std::str::from_utf8(line).map_err(|_| unknown())?;
    let split = |separator: &'static [u8]| -> Vec<String> {
        let separator = std::str::from_utf8(separator).unwrap_or(",");
        let parts: Vec<&str> = match separator {
            " " => header.split_whitespace().collect(),
            _ => header.split(separator).collect(),
        };
        parts.into_iter().map(|name| name.trim().trim_matches('"').to_owned()).collect()
    };
    let known = |names: &[String]| match columns {
        Some(columns) => {
            let named = [&columns.user, &columns.item, &columns.rating, &columns.time];
            named.into_iter().flatten().filter(|name| names.iter().any(|other| same(other, name))).count()
        }
        None => [&USER[..], &ITEM, &RATING, &TIMESTAMP]
            .iter()
            .filter(|aliases| names.iter().any(|name| aliases.contains(&&*plain(name))))
            .count(),
    };
    let candidates = SEPARATORS.map(|separator| (separator, split(separator)));
    // Of equally good ones, the likeliest: the last of a maximum, from the other end.
    let best = candidates.into_iter().rev().max_by_key(|(_, names)| known(names));
    let (separator, names) =
        best.filter(|(_, names)| known(names) > 0 || columns.is_some()).ok_or_else(unknown)?;
    from_header(&Header { separator, names, line: header, columns }, rows, data_start, path)
}

/// A header, and what the caller says of it.
pub(crate) struct Header<'a> {
    pub(crate) separator: &'static [u8],
    pub(crate) names: Vec<String>,
    pub(crate) line: &'a str,
    pub(crate) columns: Option<&'a ColumnNames>,
}

/// The layout of a file with this header.
///
/// # Errors
/// A column that is missing or there twice, or one that may hold ratings and would not be read.
pub(crate) fn from_header(
    header: &Header<'_>,
    rows: &[u8],
    data_start: u64,
    path: &Path,
) -> Result<Layout, ReadError> {
    let Header { separator, names, line, columns } = header;
    let missing_of = |column: String| missing(path, column, line.as_bytes());
    let find = |named: Option<&String>, aliases: &[&str]| match (columns, named) {
        (_, Some(name)) => {
            find(names, |other| same(other, name), path)?.map(Some).ok_or_else(|| missing_of(name.clone()))
        }
        // What the caller does not name is not guessed, but for users and items.
        (Some(_), None) if aliases != USER && aliases != ITEM => Ok(None),
        (_, None) => find(names, |name| aliases.contains(&&*plain(name)), path),
    };
    let named = |of: fn(&ColumnNames) -> &Option<String>| columns.and_then(|columns| of(columns).as_ref());
    let required = |named: Option<&String>, aliases: &[&str]| {
        find(named, aliases)?.ok_or_else(|| missing_of(aliases[..3].join("` or `")))
    };
    let user = required(named(|names| &names.user), &USER)?;
    let item = required(named(|names| &names.item), &ITEM)?;
    let rating = find(named(|names| &names.rating), &RATING)?;
    let mut layout = Layout {
        separator,
        quotes: true,
        n_fields: names.len(),
        user,
        item,
        timestamp: find(named(|names| &names.time), &TIMESTAMP)?,
        rating,
        data_start,
        n_header_lines: 1,
        ..Layout::headerless(separator, names.len(), data_start)
    };
    if layout.timestamp.is_none() && columns.is_none() {
        let maybe = find(None, &MAYBE_TIMESTAMP)?;
        layout.timestamp = maybe.filter(|column| {
            sample(&layout, rows, column).first().is_some_and(|time| parse_time(time).is_some())
        });
    }
    if layout.rating.is_none() {
        let used = [Some(&layout.user), Some(&layout.item), layout.timestamp.as_ref()];
        let is_used = |index: usize| used.iter().flatten().any(|column| column.index == index);
        let mut others = names.iter().enumerate().filter(|(index, _)| !is_used(*index));
        if let Some((_, column)) = others.find(|(_, name)| may_hold_ratings(without_type(name))) {
            let (path, header) = (path.to_owned(), shown(line.as_bytes()));
            return Err(ReadError::UnreadRating { path, column: column.clone(), header });
        }
    }
    layout.notes = notes(names, layout.rating.as_ref());
    Ok(layout)
}

const NO_RATINGS: &str = "no column holds ratings, so each row counts as a like of 5 stars";

/// What an operator should know about how the ratings of these columns are read.
fn notes(names: &[String], rating: Option<&Column>) -> Vec<String> {
    let Some(rating) = rating else { return vec![NO_RATINGS.to_owned()] };
    let others = names.iter().filter(|name| **name != rating.name && looks_like_rating(&name.to_lowercase()));
    let note =
        |other| format!("the ratings are those of the column `{}`; `{other}` is not read", rating.name);
    others.map(note).collect()
}

fn find(names: &[String], is_it: impl Fn(&str) -> bool, path: &Path) -> Result<Option<Column>, ReadError> {
    let mut columns = (0..).zip(names).filter(|(_, name)| is_it(name));
    let first = columns.next().map(|(index, name)| Column { index, name: name.clone() });
    match columns.next() {
        Some((_, column)) => Err(ReadError::TwiceColumn { path: path.to_owned(), column: column.clone() }),
        None => Ok(first),
    }
}

/// Whether a column has this name, as the caller writes it.
fn same(column: &str, name: &str) -> bool {
    column.eq_ignore_ascii_case(name) || without_type(column).eq_ignore_ascii_case(name)
}

/// A name in lower case, without blanks, `_` and `-`, and without RecBole's type: `user_id:token` is `userid`.
pub(crate) fn plain(name: &str) -> String {
    let name = without_type(name.trim());
    name.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// A column's name without the type that RecBole's atomic files write behind it.
fn without_type(name: &str) -> &str {
    match name.rsplit_once(':') {
        Some((name, "token" | "float" | "token_seq" | "float_seq")) => name,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniffed(head: &[u8]) -> Result<Layout, String> {
        sniff(head, Path::new("r.csv"), Wanted::default()).map_err(|error| error.to_string())
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
        let message = sniffed(b"1,2,3.5,4,5\n").expect_err("no header");
        assert!(message.starts_with("`r.csv` line 1: unknown format, `1,2,3.5,4,5`"), "{message}");
        assert!(message.contains("user,item[,rating[,timestamp]]"), "{message}");
        let message = sniffed(b"user,rating\n").expect_err("no item");
        assert_eq!(
            message,
            "`r.csv` line 1: missing column `item` or `itemid` or `movie`; the header is `user,rating`"
        );
        assert_eq!(
            sniffed(b"user,userId,item"),
            Err("`r.csv` line 1: column `userId` appears twice".to_owned())
        );
    }
}
