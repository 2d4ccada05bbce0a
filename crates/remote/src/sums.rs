//! Published checksums: a file `SHA256SUMS`, as `sha256sum` writes it, beside the objects that it lists.

use crate::error::RemoteError;
use crate::object_name;
use std::collections::BTreeMap;

/// The names of checksum files.
pub(crate) const NAMES: [&str; 2] = ["SHA256SUMS", "checksums.sha256"];

/// The largest checksum file that is read, in bytes.
pub(crate) const MAX_BYTES: u64 = 4 << 20;

/// The SHA-256 of each file, by name.
pub(crate) type Sums = BTreeMap<String, String>;

/// The checksums that a source publishes.
#[derive(Debug)]
pub(crate) struct PublishedSums {
    /// Name of the checksum file.
    pub(crate) file: String,
    pub(crate) sums: Sums,
}

/// Parses lines of the form `CHECKSUM  NAME` or `CHECKSUM *NAME`; `place` is the file's address, for messages.
///
/// # Errors
/// If a line has another form, or a name is unsafe or occurs twice with different checksums.
pub(crate) fn read(text: &str, place: &str) -> Result<Sums, RemoteError> {
    let mut sums = Sums::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let invalid =
            |reason: String| RemoteError::SumsLine { place: place.to_owned(), line: at as u64 + 1, reason };
        let (digits, rest) = line.split_once(' ').unwrap_or((line, ""));
        let is_sum = digits.len() == 64 && digits.chars().all(|c| c.is_ascii_hexdigit());
        let Some(file) = rest.strip_prefix([' ', '*']).filter(|file| is_sum && !file.is_empty()) else {
            return Err(invalid("expected 64 hexadecimal digits, two spaces and a name".to_owned()));
        };
        let file = file.strip_prefix("./").unwrap_or(file);
        object_name::check(file)
            .map_err(|why| invalid(format!("invalid name `{}`: {why}", file.escape_debug())))?;
        let digits = digits.to_ascii_lowercase();
        if sums.insert(file.to_owned(), digits.clone()).is_some_and(|before| before != digits) {
            return Err(invalid(format!("`{file}` is listed twice with different checksums")));
        }
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_lines_are_accepted_and_errors_name_the_line() {
        let (a, b) = ("a".repeat(64), "B".repeat(64));
        let sums = read(&format!("{a}  ratings.csv\r\n\n{b} *./sub/x y.csv\n"), "SHA256SUMS").expect("read");
        assert_eq!(sums["ratings.csv"], a);
        assert_eq!(sums["sub/x y.csv"], "b".repeat(64));
        for wrong in [
            "abc  ratings.csv".to_owned(),
            format!("{a} ratings.csv"),
            format!("{a}  "),
            format!("{a}  ../x"),
            format!("{a}  x\n{b}  x"),
            "<html>".to_owned(),
        ] {
            let rejected = read(&wrong, "SHA256SUMS").expect_err(&wrong).to_string();
            assert!(rejected.starts_with("`SHA256SUMS` line "), "{rejected}");
        }
    }
}
