//! Finding the files of a data set: in a folder, in an archive, or the one file given.

use super::archive::Archive;
use super::blob::Blob;
use super::error::ReadError;
use super::format::MovieFormat;
use crate::Provenance;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// What the files of one kind of data set are called; of several names, the first that exists counts.
struct Kit {
    ratings: &'static [&'static str],
    /// Files of ratings beside the first.
    more_ratings: &'static [&'static str],
    movies: &'static [(&'static str, MovieFormat)],
    links: &'static [&'static str],
    tags: &'static str,
}

const KITS: [Kit; 4] = [
    Kit {
        ratings: &["ratings.csv", "ratings_small.csv", "ratings.csv.gz", "ratings.parquet"],
        more_ratings: &[],
        movies: &[("movies.csv", MovieFormat::Csv), ("movies_metadata.csv", MovieFormat::Metadata)],
        links: &["links.csv", "links_small.csv"],
        tags: "tags.csv",
    },
    Kit {
        ratings: &["ratings.dat"],
        more_ratings: &[],
        movies: &[("movies.dat", MovieFormat::Dat)],
        links: &[],
        tags: "tags.dat",
    },
    Kit {
        ratings: &["u.data"],
        more_ratings: &[],
        movies: &[("u.item", MovieFormat::UItem)],
        links: &[],
        tags: "",
    },
    Kit {
        ratings: &["combined_data_1.txt"],
        more_ratings: &["combined_data_2.txt", "combined_data_3.txt", "combined_data_4.txt"],
        movies: &[("movie_titles.csv", MovieFormat::NetflixTitles)],
        links: &[],
        tags: "",
    },
];

/// The files of one data set, not yet read.
#[derive(Debug)]
pub(crate) struct Source {
    /// As given: a folder, an archive or a file.
    pub(crate) path: PathBuf,
    /// The folder's name, or the file's without its ending.
    pub(crate) name: String,
    pub(crate) movie_format: MovieFormat,
    pub(crate) ratings: Place,
    /// Files of ratings beside the first.
    pub(crate) more_ratings: Vec<Place>,
    pub(crate) movies: Option<Place>,
    pub(crate) links: Option<Place>,
    pub(crate) tags: Option<Place>,
    /// What an operator should know.
    pub(crate) notes: Vec<String>,
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
            Ok(Self::of_file(path))
        }
    }

    /// A file of ratings, with what describes its movies beside it if it is called as in a data set's folder.
    fn of_file(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let kit = KITS.iter().find(|kit| kit.ratings.contains(&&*name));
        let (Some(kit), Some(folder)) = (kit, path.parent()) else {
            return Self::new(path, MovieFormat::Csv, Place::File(path.to_owned()));
        };
        let existing = |name: &str| Some(folder.join(name)).filter(|path| path.is_file()).map(Place::File);
        let mut source = Self::of_kit(path, kit, Place::File(path.to_owned()), existing);
        // Whoever names one file means it alone.
        source.more_ratings.clear();
        source.notes.clear();
        source
    }

    /// The files of a kit, which `existing` finds by name.
    fn of_kit(path: &Path, kit: &Kit, ratings: Place, existing: impl Fn(&str) -> Option<Place>) -> Self {
        let mut source = Self::new(path, MovieFormat::Csv, ratings);
        let described = kit.movies.iter().find_map(|&(name, format)| Some((existing(name)?, format)));
        if let Some((movies, format)) = described {
            (source.movies, source.movie_format) = (Some(movies), format);
        }
        source.more_ratings = kit.more_ratings.iter().filter_map(|name| existing(name)).collect();
        source.links = kit.links.iter().find_map(|name| existing(name));
        source.tags = Some(kit.tags).filter(|name| !name.is_empty()).and_then(&existing);
        source.provenance = provenance(existing(Provenance::GENERATED_MARK).is_some());
        let mut all = kit.ratings.iter().filter(|name| existing(name).is_some());
        if let (Some(read), Some(other)) = (all.next(), all.next()) {
            source
                .notes
                .push(format!("`{read}` is read and `{other}` beside it is not; give its path to read it"));
        }
        source
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
            more_ratings: Vec::new(),
            movies: None,
            links: None,
            tags: None,
            notes: Vec::new(),
            provenance: Provenance::Real,
        }
    }

    fn in_folder(folder: &Path) -> Result<Self, ReadError> {
        let existing = |name: &str| Some(folder.join(name)).filter(|path| path.is_file()).map(Place::File);
        let first = |kit: &Kit| kit.ratings.iter().find_map(|name| existing(name));
        let found: Vec<_> = KITS.iter().filter_map(|kit| Some((kit, first(kit)?))).collect();
        match &found[..] {
            [] => Err(ReadError::NoRatings { path: folder.to_owned(), looked_for: looked_for() }),
            [(kit, ratings)] => Ok(Self::of_kit(folder, kit, ratings.clone(), existing)),
            [(first, _), (second, _), ..] => Err(ReadError::TwoDatasets {
                path: folder.to_owned(),
                first: first.ratings[0].to_owned(),
                second: second.ratings[0].to_owned(),
            }),
        }
    }

    /// Names are only compared, never used as paths, so a hostile one does no harm.
    fn in_archive(path: &Path) -> Result<Self, ReadError> {
        let names = Archive::open(path)?.names()?;
        let entry = |wanted: &str| names.iter().find(|(_, name)| name == wanted).cloned();
        let split = |name: &str| name.rfind('/').map_or(0, |slash| slash + 1);
        let mut found: Vec<(&Kit, &str, usize, &String)> = Vec::new();
        for (index, name) in &names {
            let (folder, base) = name.split_at(split(name));
            let Some(kit) = KITS.iter().find(|kit| kit.ratings.contains(&base)) else { continue };
            let rank = |name: &str| kit.ratings.iter().position(|other| name.ends_with(other));
            match found.iter_mut().find(|known| known.1 == folder && std::ptr::eq(known.0, kit)) {
                Some(known) if rank(known.3) > rank(name) => (known.2, known.3) = (*index, name),
                Some(_) => {}
                None => found.push((kit, folder, *index, name)),
            }
        }
        match &found[..] {
            [] => Self::only_csv(path, &names),
            [(kit, folder, index, name)] => {
                let beside = |base: &str| {
                    entry(&format!("{folder}{base}")).map(|(index, name)| Place::Entry(index, name))
                };
                Ok(Self::of_kit(path, kit, Place::Entry(*index, (*name).clone()), beside))
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
            ("tags", self.tags.as_ref()),
        ];
        let more = self.more_ratings.iter().map(|place| ("ratings", Some(place)));
        let files = parts.into_iter().chain(more).filter_map(|(part, place)| match place? {
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
    KITS.map(|kit| kit.ratings.join(", ")).join(", ")
}

fn provenance(is_marked: bool) -> Provenance {
    if is_marked { Provenance::Generated } else { Provenance::Real }
}
