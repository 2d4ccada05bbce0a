//! Errors of remote data. Each message says what went wrong, where, and what to do about it.

use std::path::PathBuf;

/// Why remote data could not be copied. No message contains a key, a token or the query of a URL.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// The endpoint does not use TLS, which was not allowed.
    #[error("`{endpoint}` is not encrypted; use https, or allow http with --allow-http")]
    HttpNotAllowed {
        /// The address of the service.
        endpoint: String,
    },
    /// There are no credentials.
    #[error(
        "no credentials for `{place}`: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or name files that \
         contain them in AWS_ACCESS_KEY_ID_FILE and AWS_SECRET_ACCESS_KEY_FILE), or use --anonymous for a public bucket"
    )]
    NoCredentials {
        /// Address of the bucket.
        place: String,
    },
    /// The options are invalid.
    #[error("invalid options for `{place}`: {reason}")]
    Options {
        /// Address of the source.
        place: String,
        /// What is wrong with the options.
        reason: String,
    },
    /// The service does not know the key, or the secret does not match it.
    #[error(
        "`{place}` rejected the key ({message}); check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the files that \
         contain them"
    )]
    WrongKey {
        /// Address of the source.
        place: String,
        /// The message of the service.
        message: String,
    },
    /// The key is valid but lacks permission.
    #[error(
        "no permission to read `{place}` ({message}); the key must be allowed to list the bucket and to get its objects"
    )]
    Denied {
        /// Address of the source.
        place: String,
        /// The message of the service.
        message: String,
    },
    /// The bucket is in another region.
    #[error("`{place}` is in another region ({message}); set the region with --region or AWS_REGION")]
    WrongRegion {
        /// Address of the source.
        place: String,
        /// The message of the service.
        message: String,
    },
    /// The bucket does not exist.
    #[error(
        "no such bucket: `{place}` ({message}); check its name, and --endpoint-url for other services than AWS"
    )]
    NoBucket {
        /// Address of the source.
        place: String,
        /// The message of the service.
        message: String,
    },
    /// The object or file does not exist.
    #[error("nothing found at `{place}`; check the name (names are case-sensitive)")]
    NotFound {
        /// Address of the source.
        place: String,
    },
    /// Folders of a web server cannot be listed.
    #[error(
        "cannot list the folder `{place}` of a web server; add a file SHA256SUMS that lists the files to copy, or give the \
         address of a single file"
    )]
    NoList {
        /// Address of the source.
        place: String,
    },
    /// The service did not respond in time.
    #[error("cannot reach `{place}`: {why} (retried for {retried_s} s; --retry-s changes this)")]
    Unreachable {
        /// Address of the source.
        place: String,
        /// The reason of the last failure.
        why: String,
        /// How long the operation was retried.
        retried_s: u64,
    },
    /// The service returned any other error.
    #[error("`{place}` returned an error: {message}")]
    Service {
        /// Address of the source.
        place: String,
        /// The message of the service.
        message: String,
    },
    /// The name of an object is not a safe path below the folder.
    #[error(
        "object `{name}` of `{place}` has a name that is unsafe for a file: {reason}; nothing was copied"
    )]
    Name {
        /// Address of the source.
        place: String,
        /// Name of the object.
        name: String,
        /// Why it is unsafe.
        reason: String,
    },
    /// The source is larger than allowed.
    #[error("`{place}` has more than {limit} {unit}; check the prefix, or raise the limit with {option}")]
    TooMuch {
        /// Address of the source.
        place: String,
        /// The limit.
        limit: u64,
        /// The unit of the limit.
        unit: &'static str,
        /// The option that sets the limit.
        option: &'static str,
    },
    /// A line of a checksum file is invalid.
    #[error("`{place}` line {line}: {reason}")]
    SumsLine {
        /// Address of the checksum file.
        place: String,
        /// Line number, from 1.
        line: u64,
        /// What is wrong with the line.
        reason: String,
    },
    /// A file that a checksum file lists does not exist.
    #[error("`{sums}` lists `{name}`, which does not exist; upload the file, or remove it from the list")]
    Unlisted {
        /// Address of the checksum file.
        sums: String,
        /// The missing file.
        name: String,
    },
    /// The checksum of an object differs from the published one.
    #[error(
        "`{place}` is corrupt: its {algorithm} is {got}, expected {expected} ({by}); the copy was discarded"
    )]
    Corrupt {
        /// Address of the object.
        place: String,
        /// The checksum's algorithm.
        algorithm: &'static str,
        /// The checksum of the copy.
        got: String,
        /// The published checksum.
        expected: String,
        /// Where it was published.
        by: String,
    },
    /// The length of an object differs from the announced one.
    #[error("received {got} bytes of `{place}`, expected {expected}; run the command again")]
    Length {
        /// Address of the object.
        place: String,
        /// Number of bytes received.
        got: u64,
        /// Number of bytes announced.
        expected: u64,
    },
    /// An object was replaced after it had been listed.
    #[error("`{place}` was replaced while it was copied; run the command again")]
    Replaced {
        /// Address of the object.
        place: String,
    },
    /// A local file or folder cannot be read or written.
    #[error("cannot {doing} `{}`: {cause}{advice}", path.display())]
    Local {
        /// The operation, such as `read`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The operating system's error.
        cause: std::io::Error,
        /// Advice on what to do, or empty.
        advice: &'static str,
    },
    /// The disk has too little free space.
    #[error("not enough space in `{}`: {free} bytes are free, {needed} are needed; free some space or use a larger volume", path.display())]
    NoSpace {
        /// The folder.
        path: PathBuf,
        /// Number of free bytes.
        free: u64,
        /// Number of bytes to copy.
        needed: u64,
    },
    /// Something else than a file is in the way.
    #[error("cannot replace `{}`: {reason}", path.display())]
    InTheWay {
        /// The path that is in the way.
        path: PathBuf,
        /// What is there.
        reason: &'static str,
    },
    /// Another process is copying into the same folder.
    #[error("another process is copying into `{}`; gave up after waiting for {waited_s} s", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
        /// How long this process waited.
        waited_s: u64,
    },
}

impl RemoteError {
    /// For `map_err`: the error of an operation on a local path, with advice for common causes.
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
                std::io::ErrorKind::PermissionDenied => "; check the permissions of this user",
                std::io::ErrorKind::ReadOnlyFilesystem => "; mount the volume for writing",
                _ => "",
            };
            Self::Local { doing, path, cause, advice }
        }
    }
}
