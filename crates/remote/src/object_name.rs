//! Checks whether the name of an object is safe as the name of a file. Names that lead out of the folder are rejected.

/// The longest name, in bytes.
const MAX_BYTES: usize = 1024;
/// The longest part between two slashes, in bytes.
const MAX_PART_BYTES: usize = 255;

/// What the names of the sync's own files begin with; objects must not have such names.
pub(crate) const RESERVED_PREFIX: &str = ".cinephile-sync";

/// Checks the name of an object as a path below a folder.
///
/// # Errors
/// What is wrong with the name.
pub(crate) fn check(name: &str) -> Result<(), String> {
    if name.len() > MAX_BYTES {
        return Err(format!("it has {} bytes; at most {MAX_BYTES} are allowed", name.len()));
    }
    if name.starts_with('/') {
        return Err("it starts with a slash".to_owned());
    }
    if name.contains('\\') || name.chars().any(char::is_control) {
        return Err("it contains a backslash or a control character".to_owned());
    }
    for part in name.split('/') {
        match part {
            "" => return Err("it has an empty part".to_owned()),
            "." | ".." => return Err(format!("its part `{part}` would lead out of the folder")),
            _ if part.len() > MAX_PART_BYTES => {
                return Err(format!(
                    "it has a part of {} bytes; at most {MAX_PART_BYTES} are allowed",
                    part.len()
                ));
            }
            _ => {}
        }
    }
    if name.split('/').next().is_some_and(|first| first.starts_with(RESERVED_PREFIX)) {
        return Err(format!("names starting with `{RESERVED_PREFIX}` are reserved"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn names_that_lead_out_of_the_folder_are_rejected() {
        let long = "x".repeat(256);
        for wrong in [
            "",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a/..",
            "./a",
            "a//b",
            "a/",
            "a\\b",
            "a\0b",
            "a\nb",
            &long,
            ".cinephile-sync/x",
            ".cinephile-sync.json",
        ] {
            assert!(check(wrong).is_err(), "{wrong:?}");
        }
        for right in ["ratings.csv", "a/b/c.csv", "..a", "a..", ".hidden", "Amélie (2001).csv"] {
            assert_eq!(check(right), Ok(()), "{right:?}");
        }
    }
}
