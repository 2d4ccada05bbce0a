//! Secrets from files, such as those that a container platform mounts.

use anyhow::{Context as _, Result, bail};
use cinephile_api::Secret;
use std::path::Path;

/// A guard against a wrong path: secrets are shorter.
const MAX_BYTES: u64 = 4096;

/// Reads the secret in a file, without the white space around it. `what` names it in errors, such as "a database
/// address".
pub(crate) fn read_secret(file: &Path, what: &str) -> Result<Secret> {
    let name = file.display();
    let length = std::fs::metadata(file).with_context(|| format!("cannot read `{name}`"))?.len();
    if length > MAX_BYTES {
        bail!("`{name}` has {length} bytes; {what} has at most {MAX_BYTES}");
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read `{name}`"))?;
    Secret::new(&text).with_context(|| format!("`{name}` is empty; it must contain {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_read_from_files_and_errors_never_show_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("secret");
        let read = |text: &str| {
            std::fs::write(&file, text).expect("written");
            read_secret(&file, "a key").map(|secret| secret.reveal().to_owned()).map_err(|e| format!("{e:#}"))
        };
        assert_eq!(read("hush\n"), Ok("hush".to_owned()));
        let name = file.display().to_string();
        assert_eq!(read(" \n"), Err(format!("`{name}` is empty; it must contain a key")));
        assert_eq!(read(&"x".repeat(4097)), Err(format!("`{name}` has 4097 bytes; a key has at most 4096")));
        let missing = read_secret(&folder.path().join("none"), "a key").expect_err("refused");
        assert!(format!("{missing:#}").starts_with("cannot read `"));
    }
}
