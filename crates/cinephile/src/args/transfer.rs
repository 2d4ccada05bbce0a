//! Options of `cinephile data fetch` and `cinephile data sync`.

use super::groups::RemoteAccessArgs;
use cinephile_remote::Address;
use cinephile_remote::fetch::Checksum;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct FetchArgs {
    /// ml-latest-small, ml-25m, ml-32m, or the address of a zip or CSV file (http(s)://, s3://, gs://, az://)
    #[arg(env = "CINEPHILE_FETCH", value_name = "NAME|URL")]
    pub(crate) what: String,

    /// Folder in which to create the data set's own folder
    #[arg(long, env = "CINEPHILE_TO", value_name = "DIR", default_value = ".")]
    pub(crate) to: PathBuf,

    /// Download MovieLens archives from this address instead of GroupLens, for closed networks
    #[arg(long, env = "CINEPHILE_MIRROR", value_name = "URL")]
    pub(crate) mirror: Option<String>,

    /// SHA-256 or MD5 checksum of the archive. Default: the known one, or the one in URL.sha256 or URL.md5
    #[arg(long, env = "CINEPHILE_CHECKSUM", value_name = "HEX", value_parser = checksum)]
    pub(crate) checksum: Option<Checksum>,

    /// Replace an existing data set
    #[arg(long, env = "CINEPHILE_FORCE")]
    pub(crate) force: bool,

    /// Reject archives larger than N bytes
    #[arg(long, env = "CINEPHILE_MAX_BYTES", value_name = "N", default_value_t = 100 << 30)]
    pub(crate) max_bytes: u64,

    #[command(flatten)]
    pub(crate) remote: RemoteAccessArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SyncArgs {
    /// s3://BUCKET/PREFIX, gs://BUCKET/PREFIX, az://CONTAINER/PREFIX, a folder, or an http(s):// address of one file
    /// or of a SHA256SUMS file that lists the files next to it
    #[arg(env = "CINEPHILE_SYNC_SOURCE", value_name = "SOURCE")]
    pub(crate) source: Address,

    /// Folder to copy to
    #[arg(long, env = "CINEPHILE_TO", value_name = "DIR")]
    pub(crate) to: PathBuf,

    /// Remove files that an earlier sync copied and that the source no longer has; other files are never removed
    #[arg(long, env = "CINEPHILE_DELETE")]
    pub(crate) delete: bool,

    /// Reject sources with more than N objects
    #[arg(long, env = "CINEPHILE_MAX_OBJECTS", value_name = "N", default_value_t = 10_000)]
    pub(crate) max_objects: u64,

    /// Reject sources with more than N bytes in total
    #[arg(long, env = "CINEPHILE_MAX_BYTES", value_name = "N", default_value_t = 100 << 30)]
    pub(crate) max_bytes: u64,

    /// Copy N objects at the same time
    #[arg(long, env = "CINEPHILE_PARALLEL", value_name = "N", default_value_t = 4,
          value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(crate) parallel: u16,

    /// If the source cannot be reached and an earlier sync from it left a whole copy in the folder, warn and succeed
    /// with that copy
    #[arg(long, env = "CINEPHILE_ALLOW_STALE")]
    pub(crate) allow_stale: bool,

    /// Wait up to N seconds for another process that copies to the same folder
    #[arg(long, env = "CINEPHILE_WAIT_S", value_name = "N", default_value_t = 600)]
    pub(crate) wait_s: u64,

    #[command(flatten)]
    pub(crate) remote: RemoteAccessArgs,

    /// Print what was done as one line of JSON
    #[arg(long, env = "CINEPHILE_JSON")]
    pub(crate) json: bool,
}

fn checksum(text: &str) -> Result<Checksum, String> {
    let wrong = || "it must be a SHA-256 (64 hexadecimal digits) or an MD5 (32)".to_owned();
    Checksum::from_hex(text).ok_or_else(wrong)
}
