//! `cinephile data fetch`: downloads, verifies and unpacks a data set, and shows its licence.

use crate::args::FetchArgs;
use crate::progress;
use crate::remote_copy::wait_for;
use crate::transfer_progress::Bytes;
use anyhow::{Context as _, Result, anyhow, bail};
use cinephile_data::read::{is_archive, unpack_archive};
use cinephile_files::sync_folder;
use cinephile_remote::Address;
use cinephile_remote::fetch::{
    FetchOptions, Fetched, KNOWN_DATASETS, KnownDataset, MOVIELENS_LICENCE, fetch,
};
use std::fs;
use std::path::{Path, PathBuf};

/// At most this many lines of a licence are shown; the file has all of it.
const MAX_LICENCE_LINES: usize = 40;

pub(super) fn run(args: &FetchArgs) -> Result<()> {
    let target = Target::of(args)?;
    let to = args.to.join(&target.name);
    if to.exists() && !args.force {
        sayln!("`{}` already exists; --force replaces it", to.display());
        return Ok(());
    }
    if target.known.is_some() {
        sayln!("{MOVIELENS_LICENCE}");
    }
    let file = args.to.join(&target.file);
    let options = FetchOptions {
        checksum: args.checksum.clone().or_else(|| target.known.and_then(|known| known.checksum())),
        max_bytes: args.max_bytes,
    };
    let progress = Bytes::new(&format!("downloading `{}`", target.address));
    let access = args.remote.access()?;
    let fetched = wait_for(fetch(&target.address, &access, &file, &options, &progress))?
        .with_context(|| format!("cannot download `{}`", target.address))?;
    drop(progress);
    sayln!("{}", describe(&fetched));
    if is_archive(&file)? {
        place(&file, &to).with_context(|| format!("cannot unpack `{}`", file.display()))?;
    }
    sayln!("the data is in `{}`: cinephile serve --data {}", to.display(), to.display());
    show_licence(&to);
    Ok(())
}

/// What to download, and its names on this machine.
struct Target {
    known: Option<KnownDataset>,
    address: Address,
    /// The data set's folder, or its file if it is not an archive.
    name: String,
    /// The downloaded file.
    file: String,
}

impl Target {
    fn of(args: &FetchArgs) -> Result<Self> {
        let known = KnownDataset::find(&args.what);
        let text = match (known, &args.mirror) {
            (Some(known), mirror) => known.address(mirror.as_deref()),
            (None, Some(_)) => bail!("--mirror needs the name of a known data set: {}", names()),
            (None, None) if Address::is_remote(&args.what) => args.what.clone(),
            (None, None) => {
                bail!(
                    "`{}` is neither a known data set ({}) nor an address such as https://...",
                    args.what,
                    names()
                )
            }
        };
        let address: Address = text.parse().map_err(|why: String| anyhow!(why))?;
        let file = address.name();
        let is_plain = !file.is_empty() && !file.starts_with('.') && !file.contains(['/', '\\']);
        if !is_plain {
            bail!(
                "`{address}` does not end in a file name; give the address of an archive, such as .../ml-25m.zip"
            );
        }
        let name = file.strip_suffix(".zip").unwrap_or(&file).to_owned();
        Ok(Self { known, address, name, file })
    }
}

fn names() -> String {
    KNOWN_DATASETS.map(|known| format!("{}: {}", known.name, known.about)).join("; ")
}

fn describe(fetched: &Fetched) -> String {
    let resumed = match fetched.n_resumed {
        0 => String::new(),
        n => format!(", {n} of them by an earlier run"),
    };
    let checked = match &fetched.checksum {
        Some((checksum, by)) => format!("the {} checksum matches ({by})", checksum.algorithm()),
        None => "not verified: no checksum is published, and --checksum gives none".to_owned(),
    };
    format!("downloaded {} bytes{resumed}; {checked}", fetched.n_bytes)
}

/// Unpacks next to `to`, moves the folder into place in one step, and removes the archive.
fn place(archive: &Path, to: &Path) -> Result<()> {
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = tempfile::Builder::new()
        .prefix(".cinephile-")
        .tempdir_in(parent)
        .context("cannot create a temporary folder")?;
    let unpacked = beside.path().join("new");
    fs::create_dir(&unpacked).context("cannot create a temporary folder")?;
    progress::during(&format!("unpacking `{}`", archive.display()), || unpack_archive(archive, &unpacked))?;
    if to.exists() {
        fs::rename(to, beside.path().join("old"))
            .with_context(|| format!("cannot replace `{}`", to.display()))?;
    }
    fs::rename(&unpacked, to).with_context(|| format!("cannot create `{}`", to.display()))?;
    sync_folder(parent).context("cannot sync the folder")?;
    fs::remove_file(archive).context("cannot remove the archive")
}

/// Prints the section on usage and licence of the data's README, if it has one.
fn show_licence(folder: &Path) {
    let readme = ["README.txt", "README", "README.md"].map(|name| folder.join(name));
    let Some((file, text)) = readme.iter().find_map(|file| Some((file, read_lossy(file)?))) else { return };
    let licence = licence_of(&text);
    if !licence.is_empty() {
        sayln!("\nlicence of the data, from `{}`:\n{}", file.display(), licence.join("\n"));
    }
}

fn read_lossy(file: &PathBuf) -> Option<String> {
    let bytes = fs::read(file).ok().filter(|bytes| bytes.len() < 1 << 20)?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The lines between the underlined heading that mentions usage or a licence and the next heading.
fn licence_of(readme: &str) -> Vec<&str> {
    let lines: Vec<&str> = readme.lines().map(str::trim_end).collect();
    let is_rule = |line: &str| line.len() > 3 && line.chars().all(|c| c == '-' || c == '=');
    let is_heading = |at: usize| lines.get(at + 1).is_some_and(|next| is_rule(next)) && !lines[at].is_empty();
    let mentions_it = |line: &str| {
        let line = line.to_lowercase();
        line.contains("licen") || line.contains("usage")
    };
    let Some(start) = (0..lines.len()).find(|&at| is_heading(at) && mentions_it(lines[at])) else {
        return Vec::new();
    };
    let end = (start + 2..lines.len()).find(|&at| is_heading(at)).unwrap_or(lines.len());
    let end = end.min(start + 2 + MAX_LICENCE_LINES);
    let body = lines[start + 2..end].iter().copied().filter(|line| !line.chars().any(char::is_control));
    let mut body: Vec<&str> = body.skip_while(|line| line.is_empty()).collect();
    while body.last().is_some_and(|line| line.is_empty()) {
        body.pop();
    }
    body
}

#[cfg(test)]
mod tests {
    use super::licence_of;

    #[test]
    fn the_licence_is_the_section_below_its_heading() {
        let readme = "Summary\n=======\nText.\n\nUsage License\n=============\n\nOne.\n* Two.\n\nCitation\n========\nX\n";
        assert_eq!(licence_of(readme), ["One.", "* Two."]);
        assert!(licence_of("nothing of the kind\n").is_empty());
    }
}
