//! Dates in exports, as UTC seconds.
//!
//! Services write dates as their visitor's country does: `5/31/24`, `31.05.2024`, `2024. 5. 31.`, `31/5/2567` in Thailand. A year
//! of four digits, a name of a month, or a number above 12 shows what is what. Where nothing does, the other dates of the file
//! decide; if they do not either, the date is left out and the report says so.

use super::entry::{Export, Note};
use super::text::shown;
use std::collections::HashMap;

const DAY_S: i64 = 86_400;
/// How far the years of Thailand's calendar are ahead, and what they are above.
const BUDDHIST_YEARS: i64 = 543;
const FIRST_BUDDHIST_YEAR: i64 = 2400;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Year, month and day after the number, in Chinese, Japanese and Korean.
const UNITS: [char; 6] = ['年', '月', '日', '년', '월', '일'];

/// A date as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// One moment.
    At(i64),
    /// Day and month can be exchanged.
    Either { day_first: i64, month_first: i64 },
}

/// What a date shows about the order of the file's dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    DayFirst,
    MonthFirst,
    Nothing,
}

/// The dates of a file.
#[derive(Debug, Default)]
pub(super) struct Dates {
    /// By row, the dates that can be read in two ways.
    open: HashMap<u64, (i64, i64)>,
    shows_day_first: bool,
    shows_month_first: bool,
    n_unread: usize,
    first_unread: Option<String>,
}

impl Dates {
    /// A date, if it can be read by itself.
    pub(super) fn read(&mut self, row: u64, text: &str) -> Option<i64> {
        if text.is_empty() {
            return None;
        }
        match written(text) {
            Some((Written::At(at), shows)) => {
                self.shows_day_first |= shows == Shows::DayFirst;
                self.shows_month_first |= shows == Shows::MonthFirst;
                Some(at)
            }
            Some((Written::Either { day_first, month_first }, _)) => {
                self.open.insert(row, (day_first, month_first));
                None
            }
            None => {
                self.n_unread += 1;
                self.first_unread.get_or_insert_with(|| shown(text));
                None
            }
        }
    }

    /// Seconds since 1970, in UTC, or a date. From the year 5138 on, the number is one of milliseconds.
    pub(super) fn read_time(&mut self, row: u64, text: &str) -> Option<i64> {
        let whole = text.strip_suffix(".0").unwrap_or(text);
        match whole.parse::<i64>() {
            Ok(time) if whole.len() > 11 => Some(time / 1000),
            Ok(time) => Some(time),
            Err(_) => self.read(row, text),
        }
    }

    /// Fills in the dates that only the whole file decides, and notes what is missing.
    pub(super) fn settle(self, export: &mut Export) {
        let is_decided = self.shows_day_first != self.shows_month_first;
        if is_decided {
            for entry in &mut export.entries {
                if let Some(&(day_first, month_first)) = self.open.get(&entry.row) {
                    entry.at = Some(if self.shows_day_first { day_first } else { month_first });
                }
            }
        } else if !self.open.is_empty() {
            export.notes.push(Note::AmbiguousDates { n: self.open.len() });
        }
        if let Some(first) = self.first_unread {
            export.notes.push(Note::UnreadDates { n: self.n_unread, first });
        }
    }
}

fn written(text: &str) -> Option<(Written, Shows)> {
    let text = plain(text);
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_zone = |word: &&str| word.starts_with(['+', '-']) || ["z", "utc", "gmt"].contains(word);
    let at = words.iter().position(|word| word.contains(':'));
    let after = at.map_or(&[][..], |at| &words[at + 1..]);
    let seconds = match at {
        Some(at) => {
            let is_pm = after.first().and_then(|word| ["am", "pm"].iter().position(|half| half == word));
            let zone = after.iter().find(|word| is_zone(word)).copied().unwrap_or_default();
            time(words[at], zone, is_pm.map(|half| half == 1))?
        }
        None => 0,
    };
    let is_of_date = |word: &&str| !word.contains(':') && !["am", "pm"].contains(word);
    let date: Vec<&str> =
        words.iter().copied().filter(is_of_date).filter(|word| at.is_none() || !is_zone(word)).collect();
    day(&date.join(" "), seconds)
}

/// In lower case, with European digits, without marks of the direction of writing, and with a blank before the time.
fn plain(text: &str) -> String {
    let digit = |c: char| {
        let zeros = ['\u{660}', '\u{6F0}', '\u{FF10}', '\u{966}'];
        let value =
            zeros.iter().find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|&value| value < 10));
        value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
    };
    let is_mark = |c: &char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{FEFF}');
    let text: String = text.trim().chars().filter(|c| !is_mark(c)).map(digit).collect();
    let text = text.to_lowercase().replace(['\u{A0}', '\u{202F}'], " ");
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let blank = |(at, &c): (usize, &char)| {
        let is_between = c == 't' && at > 0 && is_digit(at - 1) && is_digit(at + 1);
        if is_between { ' ' } else { c }
    };
    chars.iter().enumerate().map(blank).collect()
}

/// Seconds of the day, in UTC: `20:15`, `20:15:00.000z`, `20:15:00-05:00`; they may be below 0 or beyond the day.
fn time(text: &str, zone: &str, is_pm: Option<bool>) -> Option<i64> {
    let end = text.find(['z', '+', '-']).unwrap_or(text.len());
    let zone = if end < text.len() { &text[end..] } else { zone };
    let mut parts = text[..end].split(':');
    let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    let second = number(parts.next().unwrap_or("0").split('.').next()?)?;
    let hour = match is_pm {
        Some(is_pm) if (1..=12).contains(&hour) => hour % 12 + if is_pm { 12 } else { 0 },
        Some(_) => return None,
        None => hour,
    };
    let is_time = hour < 24 && minute < 60 && second <= 60 && parts.next().is_none();
    is_time.then_some(hour * 3600 + minute * 60 + second - offset(zone)?)
}

/// `+09:00`, `-0500` or `+2` in seconds.
fn offset(zone: &str) -> Option<i64> {
    let (sign, text) = match zone.chars().next() {
        Some('+') => (1, &zone[1..]),
        Some('-') => (-1, &zone[1..]),
        _ => return ["", "z", "utc", "gmt"].contains(&zone).then_some(0),
    };
    let digits = text.replace(':', "");
    let whole = if digits.len() <= 2 { number(&digits)? * 100 } else { number(&digits)? };
    (!digits.is_empty() && digits.len() <= 4 && whole / 100 < 24 && whole % 100 < 60)
        .then_some(sign * (whole / 100 * 3600 + whole % 100 * 60))
}

/// A day, and what it shows about the order of the others.
fn day(text: &str, seconds: i64) -> Option<(Written, Shows)> {
    let separated = text.split(|c: char| !c.is_alphanumeric() || UNITS.contains(&c));
    let (mut numbers, mut month) = (Vec::new(), None);
    for part in separated.filter(|part| !part.is_empty()) {
        let begins_with = |name: &str| part.starts_with(name);
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.push((number(part)?, part.len()));
        } else if let Some(found) = MONTHS.iter().position(|name| begins_with(name)) {
            month = Some(found as i64 + 1);
        } else if !WEEKDAYS.iter().any(|name| begins_with(name)) {
            return None;
        }
    }
    let at = |year: (i64, usize), month: i64, day: i64| {
        Some(days_since_1970(full(year)?, month, day)? * DAY_S + seconds)
    };
    match (month, numbers.as_slice()) {
        (Some(month), &[year @ (_, 4), (day, _)] | &[(day, _), year]) => {
            Some((Written::At(at(year, month, day)?), Shows::Nothing))
        }
        (None, &[year @ (_, 4), (month, _), (day, _)]) => {
            Some((Written::At(at(year, month, day)?), Shows::Nothing))
        }
        (None, &[(first, _), (second, _), year]) => {
            // Everybody who writes points writes the day first.
            let month_first = if text.contains('.') { None } else { at(year, first, second) };
            either(at(year, second, first), month_first)
        }
        _ => None,
    }
}

/// What a date is whose day, or else whose month, comes first.
fn either(day_first: Option<i64>, month_first: Option<i64>) -> Option<(Written, Shows)> {
    Some(match (day_first, month_first) {
        (Some(at), None) => (Written::At(at), Shows::DayFirst),
        (None, Some(at)) => (Written::At(at), Shows::MonthFirst),
        (Some(at), Some(same)) if at == same => (Written::At(at), Shows::Nothing),
        (Some(day_first), Some(month_first)) => (Written::Either { day_first, month_first }, Shows::Nothing),
        (None, None) => return None,
    })
}

/// A year, by value and number of digits, in our calendar.
fn full(year: (i64, usize)) -> Option<i64> {
    match year {
        (year, 2) => Some(2000 + year),
        (year @ FIRST_BUDDHIST_YEAR.., 4) => Some(year - BUDDHIST_YEARS),
        (year, 4) => Some(year),
        _ => None,
    }
}

fn number(text: &str) -> Option<i64> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// UTC seconds as [`Dates`] reads them, such as `2026-11-05T20:15:00Z`; times outside the years 1970 to 9999 count as the nearest inside.
pub(super) fn to_iso(utc_s: i64) -> String {
    let seconds = utc_s.clamp(0, 253_402_300_799);
    let (days, second) = (seconds.div_euclid(DAY_S), seconds.rem_euclid(DAY_S));
    // H. Hinnant, as below, `civil_from_days`.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let (hour, minute) = (second / 3600, second / 60 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}Z", second % 60)
}

/// Days of the Gregorian calendar (H. Hinnant, *chrono-compatible low-level date algorithms*, `days_from_civil`), for
/// the years 1900 to 9999.
fn days_since_1970(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let n_days = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1900..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=n_days).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year / 400;
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::{Entry, Mark, Service};

    /// One date by itself; `None` if it cannot be read or can be read in two ways.
    fn one(text: &str) -> Option<i64> {
        match written(text)?.0 {
            Written::At(at) => Some(at),
            Written::Either { .. } => None,
        }
    }

    #[test]
    fn a_time_that_is_written_is_read_again() {
        assert_eq!(to_iso(1_793_909_700), "2026-11-05T20:15:00Z");
        for day in (0..40_000).step_by(17) {
            let seconds = day * DAY_S + day % DAY_S;
            assert_eq!(one(&to_iso(seconds)), Some(seconds), "{}", to_iso(seconds));
        }
        assert_eq!(
            (to_iso(-5), to_iso(i64::MAX)),
            ("1970-01-01T00:00:00Z".into(), "9999-12-31T23:59:59Z".into())
        );
    }

    #[test]
    fn dates_are_read_in_each_countrys_form() {
        assert_eq!(one("1970-01-01"), Some(0));
        assert_eq!(one("2000-02-29"), Some(951_782_400));
        let january = one("2024-01-31");
        let same = [
            "1/31/24",
            "31/01/2024",
            "31.01.24",
            "31-01-24",
            "2024/1/31",
            "2024.01.31",
            "2024. 1. 31.",
            "31. 1. 2024",
            "31/1/2567",
            "2024年1月31日",
            "2024년 1월 31일",
            "٣١/١/٢٠٢٤",
            "\u{200F}31/01/2024",
            "Jan 31, 2024",
            "31 January 2024",
            "Wed Jan 31 00:00:00 2024",
        ];
        for text in same {
            assert_eq!(one(text), january, "{text}");
        }
        let wrong = [
            "",
            "2024-13-01",
            "2024-00-01",
            "yesterday!",
            "0000-01-01",
            "2024-01-é1",
            "2023-02-29",
            "31/31/24",
        ];
        for text in wrong {
            assert_eq!(one(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_converted_from_their_offset() {
        let evening = one("2026-11-05T20:15:00Z");
        assert_eq!(evening, Some(1_793_909_700));
        let same = [
            "2026-11-05T20:15:00.000Z",
            "2026-11-05 20:15:00",
            "2026-11-05 20:15",
            "2026-11-06T05:15:00+09:00",
            "2026-11-05T15:15:00-0500",
            "2026-11-05 22:15:00 +0200",
            "11/5/2026, 8:15 PM",
            "2026-11-05 20:15:00 UTC",
        ];
        for text in &same {
            let found = if text.starts_with("11/5") { None } else { evening };
            assert_eq!(one(text), found, "{text}");
        }
        assert_eq!(one("11/25/2026, 8:15 PM"), one("2026-11-25T20:15:00Z"));
        assert_eq!(one("2024-01-02T25:00:00Z"), None);
    }

    #[test]
    fn the_whole_file_decides_between_day_and_month() {
        let read = |dates: &[&str]| {
            let mut export = Export::new(Service::Netflix);
            let mut all = Dates::default();
            for (row, date) in (2..).zip(dates) {
                let at = all.read(row, date);
                let entry = Entry::new(row, Mark::Watched);
                export.entries.push(Entry { at, ..entry });
            }
            all.settle(&mut export);
            (export.entries.iter().map(|entry| entry.at).collect::<Vec<_>>(), export.notes)
        };
        let day_first = (vec![one("2024-02-01"), one("2024-01-31")], vec![]);
        assert_eq!(read(&["1/2/24", "31/1/24"]), day_first);
        assert_eq!(read(&["1/2/24", "1/31/24"]).0, [one("2024-01-02"), one("2024-01-31")]);
        assert_eq!(read(&["1/2/24", "3/4/24"]), (vec![None, None], vec![Note::AmbiguousDates { n: 2 }]));
        assert_eq!(read(&["1/2/24", "1/31/24", "31/1/24"]).0[0], None, "the file contradicts itself");
        let note = Note::UnreadDates { n: 1, first: "soon".to_owned() };
        assert_eq!(read(&["soon", "2024-01-31"]), (vec![None, one("2024-01-31")], vec![note]));
    }
}
