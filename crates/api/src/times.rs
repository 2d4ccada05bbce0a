//! Times as they go over the wire.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The last second that RFC 3339 can write: the end of the year 9999.
const LAST_RFC3339_S: u64 = 253_402_300_799;

/// UTC seconds as RFC 3339, such as `2026-11-05T20:15:00Z`; times outside 1970 to 9999 count as the nearest inside.
pub(crate) fn rfc3339(utc_s: i64) -> String {
    let since = Duration::from_secs(u64::try_from(utc_s).unwrap_or_default().min(LAST_RFC3339_S));
    humantime::format_rfc3339_seconds(UNIX_EPOCH + since).to_string()
}

/// Now, as RFC 3339.
pub(crate) fn now() -> String {
    humantime::format_rfc3339_seconds(SystemTime::now()).to_string()
}
