//! One ratings line: a fast parser for lines in the usual form, and a careful one for all others and for errors.

use super::layout::{BLANKS, Column, Layout};
use super::time::parse_time;
use crate::read::error::{LineError, shown};
use crate::read::number::{leading_digits, power_of_ten, word_at};
use crate::scale::Graded;
use crate::{Scale, Stars};

/// One rating as parsed: ids are the source's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) user: u32,
    pub(crate) item: u32,
    /// 1 to 10.
    pub(crate) half_stars: u8,
    /// 0 where the source has none.
    pub(crate) timestamp: i64,
}

/// The line that begins at `at`, if it is in the usual form: plain digits, the rating as `4` or `3.5`,
/// columns in the usual order, `\n` or `\r\n` at the end. Returns the row and where the next line begins.
///
/// `None` means only that [`careful_row`] must look at the line.
#[inline(always)]
pub(crate) fn usual_row<const WIDTH: usize>(
    bytes: &[u8],
    mut at: usize,
    separator: u8,
    has_rating: bool,
    has_timestamp: bool,
) -> Option<(Row, usize)> {
    let (user, n) = leading_digits(word_at(bytes, at)?);
    at = skip_separator::<WIDTH>(bytes, at + n, separator).filter(|_| n > 0)?;
    let (item, n) = leading_digits(word_at(bytes, at)?);
    at += n;
    if n == 0 {
        return None;
    }
    let mut half_stars = Stars::MAX.half_stars();
    if has_rating {
        at = skip_separator::<WIDTH>(bytes, at, separator)?;
        let (stars, n) = usual_stars(bytes, at)?;
        half_stars = stars;
        at += n;
    }
    let mut timestamp = 0;
    if has_timestamp {
        at = skip_separator::<WIDTH>(bytes, at, separator)?;
        let (high, n) = leading_digits(word_at(bytes, at)?);
        timestamp = high;
        at += n;
        if n == 8 {
            let (low, n) = leading_digits(word_at(bytes, at)?);
            timestamp = high * power_of_ten(n) + low;
            at += n;
        } else if n == 0 {
            return None;
        }
    }
    // Eight digits at most were taken for an id, and 16 for a time, so that nothing is cut off below; a longer
    // number meets a digit where its separator or line end should be, and is looked at with care.
    let end = *bytes.get(at)?;
    at += 1 + usize::from(end == b'\r');
    if end != b'\n' && (end != b'\r' || *bytes.get(at - 1)? != b'\n') {
        return None;
    }
    let timestamp = i64::try_from(timestamp).ok()?;
    Some((
        Row { user: u32::try_from(user).ok()?, item: u32::try_from(item).ok()?, half_stars, timestamp },
        at,
    ))
}

#[inline(always)]
fn skip_separator<const WIDTH: usize>(bytes: &[u8], at: usize, separator: u8) -> Option<usize> {
    let found = bytes.get(at..at + WIDTH)?;
    found.iter().all(|&byte| byte == separator).then_some(at + WIDTH)
}

/// `4`, `4.0` or `3.5` to half stars and the number of bytes.
#[inline(always)]
fn usual_stars(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let [whole, point, half] = *bytes.get(at..)?.first_chunk::<3>()?;
    let whole = whole.wrapping_sub(b'0');
    if whole > 5 {
        return None;
    }
    let (half, n) = if point == b'.' {
        if half != b'0' && half != b'5' {
            return None;
        }
        (u8::from(half == b'5'), 3)
    } else {
        (0, 1)
    };
    let half_stars = 2 * whole + half;
    (1..=10).contains(&half_stars).then_some((half_stars, n))
}

/// Any line, without its end: the row, or what is wrong with it. Its ids are numbers.
///
/// `fields` is working space, kept between calls.
///
/// # Errors
/// The first thing that is wrong, from left to right.
pub(crate) fn careful_row(
    line: &[u8],
    layout: &Layout,
    fields: &mut Vec<(usize, usize)>,
) -> Result<Row, LineError> {
    row_with_ids(line, layout, fields, |_, field| parse_written_id(field))
}

/// Whose id a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IdOf {
    User,
    Item,
}

/// The same with ids that `number` knows the numbers of; `None` if a field is not an id.
///
/// # Errors
/// The first thing that is wrong, from left to right.
pub(crate) fn row_with_ids(
    line: &[u8],
    layout: &Layout,
    fields: &mut Vec<(usize, usize)>,
    mut number: impl FnMut(IdOf, &[u8]) -> Option<u32>,
) -> Result<Row, LineError> {
    if std::str::from_utf8(line).is_err() {
        return Err(LineError::NotUtf8);
    }
    split_fields(line, layout, fields)?;
    if fields.len() != layout.n_fields {
        return Err(LineError::Fields { got: fields.len(), expected: layout.n_fields });
    }
    let field = |column: &Column| {
        let (start, end) = fields[column.index];
        line[start..end].trim_ascii()
    };
    let mut id = |of: IdOf, column: &Column| {
        number(of, field(column))
            .ok_or_else(|| LineError::Id { column: column.name.clone(), got: shown(field(column)) })
    };
    let (user, item) = (id(IdOf::User, &layout.user)?, id(IdOf::Item, &layout.item)?);
    let half_stars = match &layout.rating {
        None => Stars::MAX.half_stars(),
        Some(column) => half_stars(field(column), layout.scale)?,
    };
    let timestamp = match &layout.timestamp {
        None => 0,
        Some(column) => {
            parse_time(field(column)).ok_or_else(|| LineError::Timestamp { got: shown(field(column)) })?
        }
    };
    Ok(Row { user, item, half_stars, timestamp })
}

/// Where the fields of a line begin and end, quotes taken off.
pub(crate) fn split_fields(
    line: &[u8],
    layout: &Layout,
    fields: &mut Vec<(usize, usize)>,
) -> Result<(), LineError> {
    fields.clear();
    if layout.separator == BLANKS {
        let start_of = |part: &[u8]| part.as_ptr().addr() - line.as_ptr().addr();
        let parts = line.split(u8::is_ascii_whitespace).filter(|part| !part.is_empty());
        fields.extend(parts.map(|part| (start_of(part), start_of(part) + part.len())));
        return Ok(());
    }
    let mut at = 0;
    loop {
        let quoted = layout.quotes && line.get(at) == Some(&b'"');
        let (field, end) =
            if quoted { quoted_field(line, at)? } else { plain_field(line, at, layout.separator) };
        fields.push(field);
        if end == line.len() {
            return Ok(());
        }
        if !line[end..].starts_with(layout.separator) {
            return Err(LineError::AfterQuote);
        }
        at = end + layout.separator.len();
    }
}

fn plain_field(line: &[u8], at: usize, separator: &[u8]) -> ((usize, usize), usize) {
    let end = memchr::memmem::find(&line[at..], separator).map_or(line.len(), |n| at + n);
    ((at, end), end)
}

/// The inside of a quoted field and where it ends; `""` stays as it is, as only numbers are wanted.
fn quoted_field(line: &[u8], at: usize) -> Result<((usize, usize), usize), LineError> {
    let mut from = at + 1;
    loop {
        let quote = from + memchr::memchr(b'"', &line[from..]).ok_or(LineError::OpenQuote)?;
        if line.get(quote + 1) != Some(&b'"') {
            return Ok(((at + 1, quote), quote + 1));
        }
        from = quote + 2;
    }
}

/// An id as a plain number, or as pandas writes it once a column had gaps: `1.0`.
pub(crate) fn parse_written_id(field: &[u8]) -> Option<u32> {
    parse_id(field).or_else(|| {
        let (whole, fraction) = field.split_at(field.iter().position(|&byte| byte == b'.')?);
        let is_zero = fraction.len() > 1 && fraction[1..].iter().all(|&byte| byte == b'0');
        parse_id(whole).filter(|_| is_zero)
    })
}

pub(crate) fn parse_id(field: &[u8]) -> Option<u32> {
    let all_digits = !field.is_empty() && field.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(field).ok().filter(|_| all_digits)?.parse().ok()
}

fn half_stars(field: &[u8], scale: Option<Scale>) -> Result<u8, LineError> {
    let text = std::str::from_utf8(field).unwrap_or_default();
    let got = shown(field);
    let of = scale.unwrap_or(Scale::STARS);
    match of.grade(text) {
        Graded::Stars(stars) => Ok(stars.half_stars()),
        Graded::OffScale => {
            Err(LineError::OffScale { got, scale: of.to_string(), usual: Scale::usual_up_to(text) })
        }
        Graded::Unreadable => {
            let stars = || "0.5, 1.0, ... 5.0".to_owned();
            Err(LineError::Stars { got, allowed: scale.map_or_else(stars, |scale| scale.to_string()) })
        }
    }
}
