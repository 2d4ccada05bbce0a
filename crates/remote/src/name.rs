//! Names of objects as names of files: what would lead out of the folder is refused.

/// The longest name that is taken, and the longest part between two slashes.
const MAX_BYTES: usize = 1024;
const MAX_PART_BYTES: usize = 255;

/// Where a sync keeps what is its own; no object may be called so.
pub(crate) const OWN: &str = ".cinephile-sync";

/// Says what is wrong with an object's name as a path below a folder.
///
/// # Errors
/// The reason.
pub(crate) fn check(name: &str) -> Result<(), String> {
    if name.len() > MAX_BYTES {
        return Err(format!("it has {} bytes; at most {MAX_BYTES} are allowed", name.len()));
    }
    if name.starts_with('/') {
        return Err("it begins with a slash".to_owned());
    }
    if name.contains('\\') || name.chars().any(char::is_control) {
        return Err("it holds a backslash or a control character".to_owned());
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
    if name.split('/').next().is_some_and(|first| first.starts_with(OWN)) {
        return Err(format!("`{OWN}...` is where a sync keeps what is its own"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
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
