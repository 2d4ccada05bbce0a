//! Unpacking a whole archive into a folder.

use super::archive::{Archive, Limit, climbs};
use super::error::ReadError;
use super::source::is_zip;
use cinephile_files::{make_folder, sync_folder};
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// The most that is unpacked from one archive; the largest MovieLens has 1 GB.
const MAX_BYTES: u64 = 32 << 30;

/// Whether a file is a zip archive, judged by its first bytes and not by its name.
///
/// # Errors
/// If it cannot be read.
pub fn is_archive(path: &Path) -> Result<bool, ReadError> {
    is_zip(path)
}

/// Unpacks every file of the archive into `folder`, which must exist, and syncs them; returns how many there are. The
/// archive's checksums are compared. A single top folder that holds all files is dropped.
///
/// # Errors
/// If the archive is damaged, an entry would be written outside the folder (nothing is unpacked then), all files together
/// have more bytes than the archive's size makes plausible, or the disk reports an error. Files that were unpacked before
/// the error stay; the caller removes them.
pub fn unpack_archive(archive: &Path, folder: &Path) -> Result<usize, ReadError> {
    let mut open = Archive::open(archive)?;
    let names = open.all_names();
    if let Some((_, name)) = names.iter().find(|(_, name)| climbs(name)) {
        return Err(ReadError::Climbs { path: archive.to_owned(), name: name.escape_debug().to_string() });
    }
    if names.is_empty() {
        return Err(ReadError::Empty { path: archive.to_owned() });
    }
    let top = common_folder(&names);
    let of_one = open.limit();
    let mut left = open.total_limit(MAX_BYTES);
    for (index, name) in &names {
        let path = folder.join(&name[top..]);
        let unwritable = |source| ReadError::Unpack { path: path.clone(), source };
        let parent = path.parent().unwrap_or(folder);
        make_folder(parent).map_err(unwritable)?;
        // Two entries of one name are an error.
        let file = File::create_new(&path).map_err(unwritable)?;
        let mut to = BufWriter::new(file);
        let limit = if left.n_bytes < of_one.n_bytes { left } else { of_one };
        left = Limit { n_bytes: left.n_bytes - open.copy(*index, name, limit, &mut to)?, ..left };
        let file = to.into_inner().map_err(|error| unwritable(error.into_error()))?;
        file.sync_all().map_err(unwritable)?;
        sync_folder(parent).map_err(unwritable)?;
    }
    Ok(names.len())
}

/// The length of the folder name, with its slash, that all names begin with; 0 if they do not share one.
fn common_folder(names: &[(usize, String)]) -> usize {
    let Some((_, first)) = names.first() else { return 0 };
    let Some(slash) = first.find('/') else { return 0 };
    let folder = &first[..=slash];
    if names.iter().all(|(_, name)| name.starts_with(folder)) { folder.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::Write as _;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn archive(folder: &Path, files: &[(&str, &[u8])]) -> std::path::PathBuf {
        let path = folder.join("a.zip");
        let mut zip = ZipWriter::new(File::create(&path).expect("a file"));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).expect("an entry");
            zip.write_all(bytes).expect("written");
        }
        zip.finish().expect("whole");
        path
    }

    #[test]
    fn files_are_unpacked_without_the_folder_that_holds_them_all() {
        let place = tempfile::tempdir().expect("a folder");
        let zip = archive(place.path(), &[("ml/ratings.csv", b"1,2,3"), ("ml/sub/x", b"")]);
        let folder = place.path().join("out");
        fs::create_dir(&folder).expect("made");
        assert_eq!(unpack_archive(&zip, &folder).expect("unpacked"), 2);
        assert_eq!(fs::read(folder.join("ratings.csv")).expect("there"), b"1,2,3");
        assert!(folder.join("sub/x").is_file());
    }

    #[test]
    fn entries_outside_the_folder_and_bombs_are_rejected() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("out");
        fs::create_dir(&folder).expect("made");
        let zip = archive(place.path(), &[("a", b"x"), ("../evil", b"x")]);
        let error = unpack_archive(&zip, &folder).expect_err("rejected").to_string();
        assert!(error.contains("its entry `../evil` would be written outside the folder"), "{error}");
        assert_eq!(fs::read_dir(&folder).expect("there").count(), 0, "nothing was unpacked");
        // Each file alone is within the limit; together they are not.
        let zeros = vec![0; 700 << 10];
        let zip = archive(place.path(), &[("a", &zeros), ("b", &zeros), ("c", &zeros)]);
        let error = unpack_archive(&zip, &folder).expect_err("rejected").to_string();
        assert!(error.contains("is too large: at most"), "{error}");
    }
}
