//! How many files the process may have open; each connection is one.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What is open besides connections: the database, models, sockets to other services.
const OTHERS: u64 = 128;

/// Raises the limit of open files to what the system allows, and returns how many connections fit into it.
///
/// The usual soft limit of 1,024 is for programs that use `select`. At the limit a server can accept nobody, its own health check
/// included.
pub(super) fn make_room_for_connections() -> u32 {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let allowed = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(error) => {
            tracing::warn!(error = %error, "cannot raise the limit of open files: {error}");
            limit.current
        }
    };
    // No limit at all is `None`.
    let n_connections = allowed.map_or(u64::from(u32::MAX), |allowed| allowed.saturating_sub(OTHERS).max(1));
    u32::try_from(n_connections).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_what_the_system_allows() {
        let n_connections = make_room_for_connections();
        let limit = getrlimit(Resource::Nofile);
        assert_eq!(limit.current, limit.maximum);
        let expected = limit.maximum.map_or(u64::from(u32::MAX), |n| n.saturating_sub(OTHERS).max(1));
        assert_eq!(u64::from(n_connections), expected.min(u64::from(u32::MAX)));
    }
}
