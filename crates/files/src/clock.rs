//! The current time, and times as text.
//!
//! A time is a number of UTC seconds since 1970, the form that MovieLens, the databases and the API use.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The last second that RFC 3339 can write: the end of the year 9999.
const LAST_RFC3339_S: u64 = 253_402_300_799;

/// The current time in UTC seconds; 0 if the system's clock is set before 1970.
#[must_use]
pub fn now_s() -> i64 {
    seconds(SystemTime::now())
}

/// The current time as RFC 3339, such as `2026-11-05T20:15:00Z`.
#[must_use]
pub fn now_rfc3339() -> String {
    rfc3339(now_s())
}

/// UTC seconds as RFC 3339, such as `2026-11-05T20:15:00Z`. Times outside 1970 to 9999 count as the nearest inside.
#[must_use]
pub fn rfc3339(utc_s: i64) -> String {
    let since = Duration::from_secs(u64::try_from(utc_s).unwrap_or_default().min(LAST_RFC3339_S));
    humantime::format_rfc3339_seconds(UNIX_EPOCH + since).to_string()
}

/// The UTC second of a time in RFC 3339, fractions dropped; `None` if `text` is not one.
#[must_use]
pub fn parse_rfc3339(text: &str) -> Option<i64> {
    humantime::parse_rfc3339(text).ok().map(seconds)
}

fn seconds(at: SystemTime) -> i64 {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_and_read_back() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(1_795_397_400), "2026-11-23T01:30:00Z");
        assert_eq!(parse_rfc3339("2026-11-23T01:30:00Z"), Some(1_795_397_400));
        assert_eq!(parse_rfc3339("2026-11-23T01:30:00.9Z"), Some(1_795_397_400));
        assert_eq!(parse_rfc3339("yesterday"), None);
    }

    #[test]
    fn times_that_cannot_be_written_count_as_the_nearest_that_can() {
        assert_eq!(rfc3339(-1), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(i64::MAX), "9999-12-31T23:59:59Z");
    }

    #[test]
    fn now_is_the_same_time_in_both_forms() {
        let before = now_s();
        let now = parse_rfc3339(&now_rfc3339()).expect("a time");
        assert!(before <= now && now <= now_s());
        assert!(before > 1_700_000_000, "the clock is set");
    }
}
