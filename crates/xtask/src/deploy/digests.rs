//! Base images by digest: every image of others is pinned, and the trials use stand-ins in place of the pinned ones.

use super::tools::work_folder;
use crate::shell::root;
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;

/// The files that name images of others.
const FILES: [&str; 5] = [
    "deploy/docker/Dockerfile",
    "deploy/docker/compose.yaml",
    "deploy/netlify/Dockerfile",
    "deploy/k8s/components/postgres/postgres.yaml",
    "deploy/k8s/components/object-storage/object-storage.yaml",
];

/// What stands between an image's name and its digest.
const MARK: &str = "@sha256:";

/// Checks that every image in [`FILES`] that is not ours has a digest. A tag may mean another image tomorrow.
pub(super) fn check_digests() -> Result<()> {
    let mut n_pinned = 0;
    for file in FILES {
        for name in images(&read(file)?) {
            if !is_pinned(&name) {
                bail!("`{file}` names the image `{name}` without a digest (`{MARK}` and 64 hex digits)");
            }
            n_pinned += 1;
        }
    }
    println!("{n_pinned} base images are pinned by digest");
    Ok(())
}

/// A copy of the file in which images have only their tags, since a stand-in cannot have another image's digest.
pub(super) fn without_digests(file: &str) -> Result<PathBuf> {
    let copy = work_folder("without-digests")?.join(file.replace('/', "-"));
    std::fs::write(&copy, unpinned(&read(file)?))
        .with_context(|| format!("cannot write `{}`", copy.display()))?;
    Ok(copy)
}

fn read(file: &str) -> Result<String> {
    std::fs::read_to_string(root().join(file)).with_context(|| format!("cannot read `{file}`"))
}

/// The images of others that a Dockerfile or a manifest names. The stages of a Dockerfile and our own image are left out.
fn images(text: &str) -> Vec<String> {
    let mut stages = vec!["cinephile".to_owned()];
    let mut found = Vec::new();
    for line in text.lines() {
        let words: Vec<_> = line.trim().trim_start_matches("- ").split_whitespace().collect();
        let ["FROM" | "image:", name, ..] = words[..] else { continue };
        let plain = name.split(['@', ':']).next().unwrap_or(name);
        if !stages.iter().any(|stage| stage == plain) {
            found.push(name.to_owned());
        }
        if let ["FROM", _, "AS", stage] = words[..] {
            stages.push(stage.to_owned());
        }
    }
    found
}

fn is_pinned(name: &str) -> bool {
    name.split_once(MARK)
        .is_some_and(|(_, digest)| digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn unpinned(text: &str) -> String {
    let mut parts = text.split(MARK);
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.trim_start_matches(|letter: char| letter.is_ascii_hexdigit()));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_of_others_are_found_and_stages_are_not() {
        let digest = "0".repeat(64);
        let text = format!(
            "FROM node:22@sha256:{digest} AS page\nFROM page AS built\nFROM built\n  image: cinephile:dev\n- image: postgres:17\n"
        );
        assert_eq!(images(&text), [format!("node:22@sha256:{digest}"), "postgres:17".to_owned()]);
        assert!(is_pinned(&format!("node:22@sha256:{digest}")));
        assert!(!is_pinned("postgres:17"));
        assert!(!is_pinned("postgres:17@sha256:12"));
        assert_eq!(
            unpinned(&format!("FROM node:22@sha256:{digest} AS page\nFROM a")),
            "FROM node:22 AS page\nFROM a"
        );
    }
}
