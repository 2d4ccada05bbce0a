//! Dates in exports, as UTC seconds.

const DAY_S: i64 = 86_400;

/// `2024-05-01`, with or without a time (`T20:15:00.000Z`, ` 20:15:00`); anything after the seconds is ignored.
pub(super) fn iso(text: &str) -> Option<i64> {
    let (date, time) = (text.get(..10)?, text.get(11..19));
    let mut parts = date.split('-');
    let (year, month, day) = (number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?);
    let midnight = days_since_1970(year, month, day)? * DAY_S;
    let seconds = time.and_then(|time| {
        let mut parts = time.split(':');
        let (h, m, s) = (number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?);
        (h < 24 && m < 60 && s <= 60).then_some(h * 3600 + m * 60 + s)
    });
    Some(midnight + seconds.unwrap_or(0))
}

/// UTC seconds as [`iso`] reads them, such as `2026-11-05T20:15:00Z`; times outside the years 1970 to 9999 count as the nearest inside.
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

/// UTC seconds as a number, or a date as [`iso`] reads it.
pub(super) fn seconds_or_iso(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| iso(text))
}

/// `5/31/24` or `31.05.2024`: two numbers and a year. The day comes first where `day_first`.
pub(super) fn with_slashes(text: &str, day_first: bool) -> Option<i64> {
    let [first, second, year] = parts(text)?;
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    let year = if year < 100 { 2000 + year } else { year };
    Some(days_since_1970(year, month, day)? * DAY_S)
}

/// Whether the day must come first, since the first number cannot be a month.
pub(super) fn shows_day_first(text: &str) -> bool {
    parts(text).is_some_and(|[first, _, _]| first > 12)
}

fn parts(text: &str) -> Option<[i64; 3]> {
    let mut parts = text.split(['/', '.']).map(number);
    let found = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(found)
}

fn number(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Days of the Gregorian calendar (H. Hinnant, *chrono-compatible low-level date algorithms*, `days_from_civil`), for
/// the years 1900 to 9999.
fn days_since_1970(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1900..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
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

    #[test]
    fn a_time_that_is_written_is_read_again() {
        assert_eq!(to_iso(1_793_909_700), "2026-11-05T20:15:00Z");
        for day in (0..40_000).step_by(17) {
            let seconds = day * DAY_S + day % DAY_S;
            assert_eq!(iso(&to_iso(seconds)), Some(seconds), "{}", to_iso(seconds));
        }
        assert_eq!(
            (to_iso(-5), to_iso(i64::MAX)),
            ("1970-01-01T00:00:00Z".into(), "9999-12-31T23:59:59Z".into())
        );
    }

    #[test]
    fn dates_are_read_in_each_services_form() {
        assert_eq!(iso("1970-01-01"), Some(0));
        assert_eq!(iso("2000-02-29"), Some(951_782_400));
        assert_eq!(iso("2026-11-05T20:15:00.000Z"), Some(1_793_909_700));
        assert_eq!(iso("2026-11-05 20:15:00"), Some(1_793_909_700));
        for wrong in ["", "2024-13-01", "2024-00-01", "yesterday!", "0000-01-01", "2024-1-1", "2024-01-é1"] {
            assert_eq!(iso(wrong), None, "{wrong}");
        }
        assert_eq!(with_slashes("1/31/20", false), iso("2020-01-31"));
        assert_eq!(with_slashes("31.01.2020", true), iso("2020-01-31"));
        assert_eq!(with_slashes("31/01/20", false), None);
        assert!(shows_day_first("31/01/20") && !shows_day_first("1/31/20") && !shows_day_first("x"));
    }
}
