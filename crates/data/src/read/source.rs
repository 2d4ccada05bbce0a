//! Finding the files of a data set: in a folder, in an archive, or the one file given.

use super::archive::Archive;
use super::blob::Blob;
use super::error::ReadError;
use super::format::MovieFormat;
use crate::Provenance;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// The names of each format's ratings and movies.
const KITS: [(&str, &str, MovieFormat); 3] = [
    ("ratings.csv", "movies.csv", MovieFormat::Csv),
    ("ratings.dat", "movies.dat", MovieFormat::Dat),
    ("u.data", "u.item", MovieFormat::UItem),
];

const LINKS: &str = "links.csv";

/// The files of one data set, not yet read.
#[derive(Debug)]
pub(crate) struct Source {
    /// As given: a folder, an archive or a file.
    pub(crate) path: PathBuf,
    /// The folder's name, or the file's without its ending.
    pub(crate) name: String,
    pub(crate) movie_format: MovieFormat,
    pub(crate) ratings: Place,
    pub(crate) movies: Option<Place>,
    pub(crate) links: Option<Place>,
    pub(crate) provenance: Provenance,
}

/// Where a file's bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    File(PathBuf),
    /// An entry of the archive at the source's path, by position and name.
    Entry(usize, String),
}

impl Source {
    /// Finds the files of the data set at `path`.
    ///
    /// # Errors
    /// If nothing exists there, it has no ratings, or it has ratings of two data sets.
    pub(crate) fn find(path: &Path) -> Result<Self, ReadError> {
        let metadata = std::fs::metadata(path).map_err(|source| match source.kind() {
            ErrorKind::NotFound => ReadError::NotFound { path: path.to_owned() },
            _ => ReadError::Io { path: path.to_owned(), source },
        })?;
        if metadata.is_dir() {
            Self::in_folder(path)
        } else if is_zip(path)? {
            Self::in_archive(path)
        } else {
            Ok(Self::new(path, MovieFormat::Csv, Place::File(path.to_owned())))
        }
    }

    fn new(path: &Path, movie_format: MovieFormat, ratings: Place) -> Self {
        let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let name = if full.is_dir() { full.file_name() } else { full.file_stem() };
        let name = name.map_or_else(|| "ratings".to_owned(), |name| name.to_string_lossy().into_owned());
        Self {
            path: path.to_owned(),
            name,
            movie_format,
            ratings,
            movies: None,
            links: None,
            provenance: Provenance::Real,
        }
    }

    fn in_folder(folder: &Path) -> Result<Self, ReadError> {
        let existing = |name: &str| Some(folder.join(name)).filter(|path| path.is_file()).map(Place::File);
        let found: Vec<_> =
            KITS.iter().filter_map(|kit| existing(kit.0).map(|ratings| (kit, ratings))).collect();
        match &found[..] {
            [] => Err(ReadError::NoRatings { path: folder.to_owned(), looked_for: looked_for() }),
            [((_, movies, format), ratings)] => {
                let mut source = Self::new(folder, *format, ratings.clone());
                source.movies = existing(movies);
                source.links = existing(LINKS);
                source.provenance = provenance(existing(Provenance::GENERATED_MARK).is_some());
                Ok(source)
            }
            [(first, _), (second, _), ..] => Err(ReadError::TwoDatasets {
                path: folder.to_owned(),
                first: first.0.to_owned(),
                second: second.0.to_owned(),
            }),
        }
    }

    /// Names are only compared, never used as paths, so a hostile one does no harm.
    fn in_archive(path: &Path) -> Result<Self, ReadError> {
        let names = Archive::open(path)?.names()?;
        let entry = |wanted: &str| names.iter().find(|(_, name)| name == wanted).cloned();
        let split = |name: &str| name.rfind('/').map_or(0, |slash| slash + 1);
        let found: Vec<_> = names
            .iter()
            .filter_map(|(index, name)| {
                let (folder, base) = name.split_at(split(name));
                let kit = KITS.iter().find(|kit| kit.0 == base)?;
                Some((kit, folder, *index, name))
            })
            .collect();
        match &found[..] {
            [] => Self::only_csv(path, &names),
            [((_, movies, format), folder, index, name)] => {
                let beside = |base: &str| entry(&format!("{folder}{base}"));
                let mut source = Self::new(path, *format, Place::Entry(*index, (*name).clone()));
                source.movies = beside(movies).map(|(index, name)| Place::Entry(index, name));
                source.links = beside(LINKS).map(|(index, name)| Place::Entry(index, name));
                source.provenance = provenance(beside(Provenance::GENERATED_MARK).is_some());
                Ok(source)
            }
            [first, second, ..] => Err(ReadError::TwoDatasets {
                path: path.to_owned(),
                first: first.3.clone(),
                second: second.3.clone(),
            }),
        }
    }

    /// An archive of one CSV file, whatever its name.
    fn only_csv(path: &Path, names: &[(usize, String)]) -> Result<Self, ReadError> {
        let csv: Vec<_> =
            names.iter().filter(|(_, name)| name.to_ascii_lowercase().ends_with(".csv")).collect();
        match &csv[..] {
            [] => Err(ReadError::NoRatings {
                path: path.to_owned(),
                looked_for: format!("{}, or a single .csv file", looked_for()),
            }),
            [(index, name)] => Ok(Self::new(path, MovieFormat::Csv, Place::Entry(*index, name.clone()))),
            [first, second, ..] => Err(ReadError::TwoDatasets {
                path: path.to_owned(),
                first: first.1.clone(),
                second: second.1.clone(),
            }),
        }
    }

    /// What the file at `place` is called in messages.
    pub(crate) fn path_of(&self, place: &Place) -> PathBuf {
        match place {
            Place::File(path) => path.clone(),
            Place::Entry(_, name) => self.path.join(name),
        }
    }

    /// The bytes at `place`: a file opened, or an archive's entry unpacked into memory.
    pub(crate) fn open(&self, place: &Place) -> Result<Blob, ReadError> {
        match place {
            Place::File(path) => Blob::open(path),
            Place::Entry(index, name) => {
                let bytes = Archive::open(&self.path)?.unpack(*index, name)?;
                Ok(Blob::from_bytes(&self.path_of(place), bytes))
            }
        }
    }

    /// Every file whose bytes the data set depends on, with its role.
    pub(crate) fn files(&self) -> Vec<(&'static str, &Path)> {
        let parts = [
            ("ratings", Some(&self.ratings)),
            ("movies", self.movies.as_ref()),
            ("links", self.links.as_ref()),
        ];
        let files = parts.into_iter().filter_map(|(part, place)| match place? {
            Place::File(path) => Some((part, path.as_path())),
            Place::Entry(..) => None,
        });
        let files: Vec<_> = files.collect();
        if files.is_empty() { vec![("archive", &self.path)] } else { files }
    }
}

/// Whether a file is a zip archive, judged by its first bytes and not by its name.
pub(crate) fn is_zip(path: &Path) -> Result<bool, ReadError> {
    let io_error = |source| ReadError::Io { path: path.to_owned(), source };
    let mut magic = Vec::new();
    File::open(path).map_err(io_error)?.take(4).read_to_end(&mut magic).map_err(io_error)?;
    Ok([b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|known| magic == *known))
}

fn looked_for() -> String {
    KITS.map(|(ratings, ..)| ratings).join(", ")
}

fn provenance(is_marked: bool) -> Provenance {
    if is_marked { Provenance::Generated } else { Provenance::Real }
}
