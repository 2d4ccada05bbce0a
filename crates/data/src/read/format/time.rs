//! Times in ratings files: seconds, with or without a fraction, or dates as ISO 8601 writes them.

/// Timestamps beyond this are rejected: 2^59 s is 18 thousand million years.
const MAX_TIMESTAMP: i64 = 1 << 59;

/// Seconds (or, in a file of milliseconds, those), cut to whole ones. Only their order matters.
pub(crate) fn parse_time(field: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(field).ok()?;
    let time = text.parse::<i64>().ok().or_else(|| whole_part(text)).or_else(|| iso(text))?;
    (-MAX_TIMESTAMP..MAX_TIMESTAMP).contains(&time).then_some(time)
}

/// `1300128063.584` or `1.300128063e9`.
fn whole_part(text: &str) -> Option<i64> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-');
    let value: f64 = Some(text).filter(|text| text.chars().all(is_number))?.parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "its bounds are compared before")]
    (value.abs() < MAX_TIMESTAMP as f64).then_some(value as i64)
}

/// `2024-01-31`, with or without a time (`T10:00`, ` 10:00:30.5`) and an offset (`Z`, `+02:00`).
fn iso(text: &str) -> Option<i64> {
    let (date, time) = text.split_at_checked(10)?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    if !(1..=12).contains(&month) || !(1..=days_of(year, month)).contains(&day) {
        return None;
    }
    let midnight = days_since_1970(year, month, day) * 86_400;
    if time.is_empty() {
        return Some(midnight);
    }
    let time = time.strip_prefix(['T', 't', ' '])?;
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone);
    let clock = clock.split('.').next().unwrap_or_default();
    let seconds = match clock.len() {
        5 => numbers(clock, ':', [2, 2]).map(|[hour, minute]| [hour, minute, 0])?,
        _ => numbers(clock, ':', [2, 2, 2])?,
    };
    let [hour, minute, second] = seconds;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    Some(midnight + hour * 3600 + minute * 60 + second - offset(zone)?)
}

/// Seconds ahead of UTC: `Z`, `+02:00`, `-0500`, or nothing.
fn offset(zone: &str) -> Option<i64> {
    if zone.is_empty() || zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = zone.split_at_checked(1)?;
    let rest = rest.replace(':', "");
    let hours = rest.get(..2)?.parse::<i64>().ok()?;
    let minutes = if rest.len() == 4 { rest.get(2..)?.parse().ok()? } else { 0 };
    let ahead = hours * 3600 + minutes * 60;
    (rest.len() == 2 || rest.len() == 4).then_some(if sign == "-" { -ahead } else { ahead })
}

/// Numbers of so many digits each, with `between` between them.
fn numbers<const N: usize>(text: &str, between: char, digits: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(between);
    let mut found = [0; N];
    for (number, n) in found.iter_mut().zip(digits) {
        let part = parts.next().filter(|part| part.len() == n && part.bytes().all(|b| b.is_ascii_digit()))?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_numbers_or_iso_dates() {
        for (text, time) in [
            ("1300128063", 1_300_128_063),
            ("1300128063.584", 1_300_128_063),
            ("-3", -3),
            ("1.5e9", 1_500_000_000),
            ("1970-01-01", 0),
            ("2005-09-06", 1_125_964_800),
            ("2024-01-02T23:30:00-05:00", 1_704_256_200),
            ("2024-01-03T04:30:00Z", 1_704_256_200),
            ("2024-01-03 04:30", 1_704_256_200),
            ("2024-01-03 04:30:00.123456", 1_704_256_200),
            ("2024-01-03T06:30:00+0200", 1_704_256_200),
        ] {
            assert_eq!(parse_time(text.as_bytes()), Some(time), "{text}");
        }
        for text in [
            "",
            "yesterday",
            "2024-13-01",
            "2024-02-30",
            "2024-01-01x",
            "2024-01-01T25:00:00",
            "nan",
            "inf",
            "1e300",
            "31.01.2024",
            "2024-1-1",
        ] {
            assert_eq!(parse_time(text.as_bytes()), None, "{text}");
        }
    }
}
