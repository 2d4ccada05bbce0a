//! `cinephile data fetch` and `cinephile data sync`.

use super::groups::RemoteAccessArgs;
use cinephile_remote::Address;
use cinephile_remote::fetch::Checksum;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct FetchArgs {
    /// ml-latest-small, ml-25m, ml-32m, or the address of a zip or CSV: http(s)://, s3://, gs://, az://
    #[arg(env = "CINEPHILE_FETCH", value_name = "NAME|URL")]
    pub(crate) what: String,

    /// The folder that the data set's own folder is made in
    #[arg(long, env = "CINEPHILE_TO", value_name = "DIR", default_value = ".")]
    pub(crate) to: PathBuf,

    /// Where MovieLens' archives are instead of at GroupLens: for closed networks
    #[arg(long, env = "CINEPHILE_MIRROR", value_name = "URL")]
    pub(crate) mirror: Option<String>,

    /// The archive's SHA-256 or MD5; left out, the known one, or that in URL.sha256 or URL.md5
    #[arg(long, env = "CINEPHILE_CHECKSUM", value_name = "HEX", value_parser = checksum)]
    pub(crate) checksum: Option<Checksum>,

    /// Replace a data set that is there already
    #[arg(long, env = "CINEPHILE_FORCE")]
    pub(crate) force: bool,

    /// Refuse an archive of more bytes
    #[arg(long, env = "CINEPHILE_MAX_BYTES", value_name = "N", default_value_t = 100 << 30)]
    pub(crate) max_bytes: u64,

    #[command(flatten)]
    pub(crate) remote: RemoteAccessArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SyncArgs {
    /// s3://BUCKET/PREFIX, gs://BUCKET/PREFIX, az://CONTAINER/PREFIX, a folder, or http(s)://: one file, or a SHA256SUMS that
    /// names what lies beside it
    #[arg(env = "CINEPHILE_SYNC_SOURCE", value_name = "SOURCE")]
    pub(crate) source: Address,

    /// The folder that is to hold what the source holds
    #[arg(long, env = "CINEPHILE_TO", value_name = "DIR")]
    pub(crate) to: PathBuf,

    /// Remove files that an earlier sync brought and that are gone from the source; other files never are removed
    #[arg(long, env = "CINEPHILE_DELETE")]
    pub(crate) delete: bool,

    /// Refuse a source of more objects
    #[arg(long, env = "CINEPHILE_MAX_OBJECTS", value_name = "N", default_value_t = 10_000)]
    pub(crate) max_objects: u64,

    /// Refuse a source of more bytes in all
    #[arg(long, env = "CINEPHILE_MAX_BYTES", value_name = "N", default_value_t = 100 << 30)]
    pub(crate) max_bytes: u64,

    /// Copy so many objects at the same time
    #[arg(long, env = "CINEPHILE_PARALLEL", value_name = "N", default_value_t = 4,
          value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(crate) parallel: u16,

    /// Wait so many seconds for another process that copies into the same folder
    #[arg(long, env = "CINEPHILE_WAIT_S", value_name = "N", default_value_t = 600)]
    pub(crate) wait_s: u64,

    #[command(flatten)]
    pub(crate) remote: RemoteAccessArgs,

    /// Print what was done as one JSON line
    #[arg(long, env = "CINEPHILE_JSON")]
    pub(crate) json: bool,
}

fn checksum(text: &str) -> Result<Checksum, String> {
    let wrong = || "it must be the 64 hexadecimal digits of a SHA-256, or the 32 of an MD5".to_owned();
    Checksum::from_hex(text).ok_or_else(wrong)
}
