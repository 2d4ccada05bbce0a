//! `cinephile data fetch`: a data set downloaded, checked, unpacked, with its licence shown.

use crate::args::FetchArgs;
use crate::progress::{self, Bytes};
use crate::remote_copy::wait_for;
use anyhow::{Context as _, Result, anyhow, bail};
use cinephile_data::read::{is_archive, unpack_archive};
use cinephile_files::sync_folder;
use cinephile_remote::Address;
use cinephile_remote::fetch::{FetchOptions, Fetched, KNOWN, Known, LICENCE, fetch};
use std::fs;
use std::path::{Path, PathBuf};

/// The most lines of a licence that are shown; the whole is in the file.
const MAX_LICENCE_LINES: usize = 40;

pub(super) fn run(args: &FetchArgs) -> Result<()> {
    let wanted = Wanted::of(args)?;
    let to = args.to.join(&wanted.name);
    if to.exists() && !args.force {
        sayln!("`{}` is there already; --force gets it again", to.display());
        return Ok(());
    }
    if wanted.known.is_some() {
        sayln!("{LICENCE}");
    }
    let file = args.to.join(&wanted.file);
    let options = FetchOptions {
        checksum: args.checksum.clone().or_else(|| wanted.known.and_then(|known| known.checksum())),
        max_bytes: args.max_bytes,
    };
    let progress = Bytes::new(&format!("downloading `{}`", wanted.address));
    let access = args.remote.access()?;
    let fetched = wait_for(fetch(&wanted.address, &access, &file, &options, &progress))?
        .with_context(|| format!("cannot download `{}`", wanted.address))?;
    drop(progress);
    sayln!("{}", words(&fetched));
    if is_archive(&file)? {
        place(&file, &to).with_context(|| format!("cannot unpack `{}`", file.display()))?;
    }
    sayln!("the data are in `{}`: cinephile serve --data {}", to.display(), to.display());
    show_licence(&to);
    Ok(())
}

/// What is to be got, and what it is called here.
struct Wanted {
    known: Option<Known>,
    address: Address,
    /// The data set's folder, or its file where it is no archive.
    name: String,
    /// The downloaded file.
    file: String,
}

impl Wanted {
    fn of(args: &FetchArgs) -> Result<Self> {
        let known = Known::find(&args.what);
        let text = match (known, &args.mirror) {
            (Some(known), mirror) => known.address(mirror.as_deref()),
            (None, Some(_)) => bail!("--mirror is for data sets with a name: {}", names()),
            (None, None) if Address::is_elsewhere(&args.what) => args.what.clone(),
            (None, None) => {
                bail!(
                    "`{}` is no data set with a name ({}) and no address, such as https://...",
                    args.what,
                    names()
                )
            }
        };
        let address: Address = text.parse().map_err(|why: String| anyhow!(why))?;
        let file = address.name();
        let is_plain = !file.is_empty() && !file.starts_with('.') && !file.contains(['/', '\\']);
        if !is_plain {
            bail!("`{address}` names no file; give the address of an archive, such as .../ml-25m.zip");
        }
        let name = file.strip_suffix(".zip").unwrap_or(&file).to_owned();
        Ok(Self { known, address, name, file })
    }
}

fn names() -> String {
    KNOWN.map(|known| format!("{}: {}", known.name, known.about)).join("; ")
}

fn words(fetched: &Fetched) -> String {
    let resumed = match fetched.n_resumed {
        0 => String::new(),
        n => format!(", {n} of them earlier"),
    };
    let checked = match &fetched.checksum {
        Some((checksum, by)) => format!("the {} is right ({by})", checksum.algorithm()),
        None => "no checksum is published for it; --checksum gives one".to_owned(),
    };
    format!("downloaded {} bytes{resumed}; {checked}", fetched.n_bytes)
}

/// Unpacks beside `to` and puts the folder in its place as one; the archive is removed.
fn place(archive: &Path, to: &Path) -> Result<()> {
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside =
        tempfile::Builder::new().prefix(".cinephile-").tempdir_in(parent).context("no temporary folder")?;
    let unpacked = beside.path().join("new");
    fs::create_dir(&unpacked).context("no temporary folder")?;
    progress::during(&format!("unpacking `{}`", archive.display()), || unpack_archive(archive, &unpacked))?;
    if to.exists() {
        fs::rename(to, beside.path().join("old"))
            .with_context(|| format!("cannot replace `{}`", to.display()))?;
    }
    fs::rename(&unpacked, to).with_context(|| format!("cannot make `{}`", to.display()))?;
    sync_folder(parent).context("cannot sync the folder")?;
    fs::remove_file(archive).context("cannot remove the archive")
}

/// The part on usage and licence of the data's own README, if there is one.
fn show_licence(folder: &Path) {
    let readme = ["README.txt", "README", "README.md"].map(|name| folder.join(name));
    let Some((file, text)) = readme.iter().find_map(|file| Some((file, read_lossy(file)?))) else { return };
    let licence = licence_of(&text);
    if !licence.is_empty() {
        sayln!("\nits licence, from `{}`:\n{}", file.display(), licence.join("\n"));
    }
}

fn read_lossy(file: &PathBuf) -> Option<String> {
    let bytes = fs::read(file).ok().filter(|bytes| bytes.len() < 1 << 20)?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The lines from the heading that speaks of usage or a licence to the next heading, which is underlined.
fn licence_of(readme: &str) -> Vec<&str> {
    let lines: Vec<&str> = readme.lines().map(str::trim_end).collect();
    let is_rule = |line: &str| line.len() > 3 && line.chars().all(|c| c == '-' || c == '=');
    let is_heading = |at: usize| lines.get(at + 1).is_some_and(|next| is_rule(next)) && !lines[at].is_empty();
    let speaks_of_it = |line: &str| {
        let line = line.to_lowercase();
        line.contains("licen") || line.contains("usage")
    };
    let Some(start) = (0..lines.len()).find(|&at| is_heading(at) && speaks_of_it(lines[at])) else {
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
    fn the_licence_is_the_section_under_its_heading() {
        let readme = "Summary\n=======\nText.\n\nUsage License\n=============\n\nOne.\n* Two.\n\nCitation\n========\nX\n";
        assert_eq!(licence_of(readme), ["One.", "* Two."]);
        assert!(licence_of("nothing of the kind\n").is_empty());
    }
}
