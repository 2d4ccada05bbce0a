//! What can go wrong with data that lies elsewhere, and how it is said: what, where, and what to do about it.

use std::path::PathBuf;

/// Why nothing was brought here. No message holds a key, a token, or the query of a URL.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// Without TLS, where it was not allowed.
    #[error("`{endpoint}` is not encrypted; use https, or allow it with --allow-http")]
    HttpNotAllowed {
        /// The service's address.
        endpoint: String,
    },
    /// Nothing to prove who is asking.
    #[error(
        "no credentials for `{place}`: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or files that hold them, by \
         AWS_ACCESS_KEY_ID_FILE and AWS_SECRET_ACCESS_KEY_FILE), or --anonymous for a public bucket"
    )]
    NoCredentials {
        /// The bucket.
        place: String,
    },
    /// A client could not be made from what was given.
    #[error("cannot reach `{place}` with these options: {reason}")]
    Options {
        /// The place.
        place: String,
        /// What is wrong.
        reason: String,
    },
    /// The service does not know the key, or the secret does not belong to it.
    #[error(
        "`{place}` refuses the key ({said}); check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the files that hold them"
    )]
    WrongKey {
        /// The place.
        place: String,
        /// The service's words.
        said: String,
    },
    /// The key is good and may not read this.
    #[error(
        "`{place}` may not be read with this key ({said}); it needs permission to list the bucket and to get its objects"
    )]
    Denied {
        /// The place.
        place: String,
        /// The service's words.
        said: String,
    },
    /// Another region's bucket.
    #[error("`{place}` lies in another region ({said}); set it by --region or AWS_REGION")]
    WrongRegion {
        /// The place.
        place: String,
        /// The service's words.
        said: String,
    },
    /// No such bucket.
    #[error(
        "there is no bucket for `{place}` ({said}); check its name, and --endpoint-url if it is not the service's own"
    )]
    NoBucket {
        /// The place.
        place: String,
        /// The service's words.
        said: String,
    },
    /// Nothing there.
    #[error("there is nothing at `{place}`; check the name (names are case-sensitive)")]
    NotFound {
        /// The place.
        place: String,
    },
    /// A web server, whose folders cannot be listed.
    #[error(
        "the folder `{place}` of a web server cannot be listed: put a file SHA256SUMS there that names what is to be \
         copied, or give the address of one file"
    )]
    NoList {
        /// The place.
        place: String,
    },
    /// No answer within the time.
    #[error("cannot reach `{place}`: {why} (tried for {tried_s} s; --retry-s sets how long)")]
    Unreachable {
        /// The place.
        place: String,
        /// The last reason.
        why: String,
        /// How long it was tried.
        tried_s: u64,
    },
    /// Any other answer of the service.
    #[error("`{place}` answers with an error: {said}")]
    Service {
        /// The place.
        place: String,
        /// The service's words.
        said: String,
    },
    /// A name that is no path below the folder.
    #[error(
        "an object of `{place}` is called `{name}`, which is not taken as a file's name: {reason}; nothing was copied"
    )]
    Name {
        /// The place.
        place: String,
        /// The object's name.
        name: String,
        /// Why not.
        reason: String,
    },
    /// More than this was meant to hold.
    #[error("`{place}` holds more than {limit} {unit}; is it the right prefix? {option} sets another limit")]
    TooMuch {
        /// The place.
        place: String,
        /// The limit.
        limit: u64,
        /// Of what.
        unit: &'static str,
        /// The option that sets it.
        option: &'static str,
    },
    /// A line of a checksum file.
    #[error("`{place}` line {line}: {reason}")]
    SumsLine {
        /// The checksum file.
        place: String,
        /// Counted from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// A file that is named and not there.
    #[error("`{sums}` names `{name}`, which is not there; upload it, or name only what is there")]
    Unlisted {
        /// The checksum file.
        sums: String,
        /// The missing file.
        name: String,
    },
    /// Other bytes than were published.
    #[error(
        "`{place}` is corrupt: its {algorithm} is {got}, and {expected} was published ({by}); nothing of it was kept"
    )]
    Corrupt {
        /// The object.
        place: String,
        /// The algorithm.
        algorithm: &'static str,
        /// What came.
        got: String,
        /// What should have come.
        expected: String,
        /// By whom.
        by: String,
    },
    /// Fewer or more bytes than were announced.
    #[error("`{place}` came with {got} bytes, and {expected} were announced; run it again")]
    Length {
        /// The object.
        place: String,
        /// What came.
        got: u64,
        /// What should have come.
        expected: u64,
    },
    /// Another object than the one that was listed.
    #[error("`{place}` was replaced while it was copied; run it again")]
    Replaced {
        /// The object.
        place: String,
    },
    /// A local file or folder that cannot be read or written.
    #[error("cannot {doing} `{}`: {cause}{advice}", path.display())]
    Local {
        /// Read, write, ...
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
        /// What may help.
        advice: &'static str,
    },
    /// The disk is too small.
    #[error("`{}` has {free} bytes free, and {needed} are to be copied; free some space or use a larger volume", path.display())]
    NoSpace {
        /// The folder.
        path: PathBuf,
        /// What there is.
        free: u64,
        /// What is needed.
        needed: u64,
    },
    /// A local path that cannot be taken by a file.
    #[error("`{}` cannot be replaced: {reason}", path.display())]
    InTheWay {
        /// What is in the way.
        path: PathBuf,
        /// What it is.
        reason: &'static str,
    },
    /// Another process fills the same folder.
    #[error("another process copies into `{}` and was not done after {waited_s} s", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
        /// How long it was waited for.
        waited_s: u64,
    },
}

impl RemoteError {
    /// For `map_err`: what could not be done to which file, and what may help.
    pub(crate) fn local(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |cause| {
            let advice = match cause.kind() {
                std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                    "; free some space or use a larger volume"
                }
                std::io::ErrorKind::PermissionDenied => "; this user must be allowed to do it",
                std::io::ErrorKind::ReadOnlyFilesystem => "; the volume must be mounted for writing",
                _ => "",
            };
            Self::Local { doing, path, cause, advice }
        }
    }
}
