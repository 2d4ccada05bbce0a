//! Errors of the store, grouped by what the caller can do about them.

/// Why a call to the store failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database could not be opened: check the path or address, and the permissions.
    #[error("cannot open the database `{database}`: {reason}")]
    Open {
        /// The database file, or the server's address without user and password.
        database: String,
        /// Why it cannot be opened.
        reason: String,
    },
    /// The location does not name a supported database.
    #[error(
        "unsupported database `{scheme}`; expected a file path, `sqlite:PATH` or \
         `postgres://USER:PASSWORD@HOST:PORT/DATABASE`"
    )]
    UnsupportedLocation {
        /// Only the scheme, because an address may contain a password.
        scheme: String,
    },
    /// The address is one of PostgreSQL, which this build does not support.
    #[error("this build has no PostgreSQL support; build with `--features postgres`, or use a SQLite file")]
    NoPostgres,
    /// A PostgreSQL address is malformed. It is not shown, because it may contain a password.
    #[error(
        "malformed database address; expected `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, with special characters \
         of the password percent-encoded (`%40` for `@`)"
    )]
    MalformedAddress,
    /// The database is unreachable, locked, full or read-only. The same call may succeed later. Nothing was written.
    #[error("the database is unavailable: {reason}")]
    Unavailable {
        /// The database's message.
        reason: String,
    },
    /// No profile has this token.
    #[error("no profile has this token")]
    UnknownToken,
    /// The database contains something that this program never writes.
    #[error("the database is corrupt or belongs to another program: {reason}")]
    Corrupt {
        /// What was found.
        reason: String,
    },
    /// The operating system did not provide random numbers for a token.
    #[error("the operating system provides no random numbers: {reason}")]
    Randomness {
        /// The operating system's message.
        reason: String,
    },
}
