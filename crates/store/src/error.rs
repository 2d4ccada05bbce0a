//! Why the store could not do it, sorted by what the caller can do about it.

use std::path::PathBuf;

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database could not be opened at start: the path or its rights want a look.
    #[error("cannot open the database `{}`: {reason}", path.display())]
    Open {
        /// The database file.
        path: PathBuf,
        /// What is in the way.
        reason: String,
    },
    /// A location that names no supported database.
    #[error(
        "`{scheme}` is no database this build can use; give a file path or `sqlite:PATH`, \
         such as `sqlite:cinephile.db`"
    )]
    UnsupportedLocation {
        /// The scheme only: an address may hold a password.
        scheme: String,
    },
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
