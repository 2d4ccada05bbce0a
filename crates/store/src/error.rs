//! Why the store could not do it, sorted by what the caller can do about it.

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database could not be opened at start: the path or address, or the rights there, want a look.
    #[error("cannot open the database `{database}`: {reason}")]
    Open {
        /// The database file, or the server's address without user and password.
        database: String,
        /// What is in the way.
        reason: String,
    },
    /// A location that names no supported database.
    #[error(
        "`{scheme}` is no database this build can use; give a file path, `sqlite:PATH` \
         or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`"
    )]
    UnsupportedLocation {
        /// The scheme only: an address may hold a password.
        scheme: String,
    },
    /// A PostgreSQL address that cannot be read; it is not shown, as it may hold a password.
    #[error(
        "the database's address cannot be read; it must look like \
         `postgres://USER:PASSWORD@HOST:PORT/DATABASE` (with `%40` for an `@` in the password, and so on)"
    )]
    MalformedAddress,
    /// The database is away, locked, full or read-only: the same call may work later. Nothing was written.
    #[error("the database cannot be used now: {reason}")]
    Unavailable {
        /// What the database says.
        reason: String,
    },
    /// No profile has this token.
    #[error("no profile has this token")]
    UnknownToken,
    /// The database holds something that this program never writes.
    #[error("the database is damaged or not this program's: {reason}")]
    Corrupt {
        /// What was found.
        reason: String,
    },
    /// The system gave no random numbers for a token.
    #[error("the system gives no random numbers: {reason}")]
    Randomness {
        /// What the system says.
        reason: String,
    },
}
