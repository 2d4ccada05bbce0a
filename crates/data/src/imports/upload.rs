//! What a visitor sends: one file, several, or archives of them, as one import.

use super::archive::{each_file, is_zip};
use super::entry::{Export, Note, Ratings, ReadFile};
use super::error::ImportError;
use super::limits::{MAX_IMPORT_BYTES, MAX_IMPORT_FILES, MAX_IMPORT_ROWS};
use super::options::ImportOptions;
use super::read_export;
use super::text::shown;

/// A file as it was sent.
#[derive(Debug, Clone)]
pub struct UploadedFile<B> {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its bytes.
    pub bytes: B,
}

/// Reads all files as one import. Of several, what cannot be read is left out and named in [`Export::files`].
///
/// # Errors
/// As [`read_export`] for a single file. Of several, if none can be read, or if one leaves something open that `options` do not say.
pub fn read_upload<B: AsRef<[u8]>>(
    files: Vec<UploadedFile<B>>,
    options: &ImportOptions,
) -> Result<Export, ImportError> {
    let n_bytes = files.iter().map(|file| file.bytes.as_ref().len()).sum();
    if n_bytes > MAX_IMPORT_BYTES {
        return Err(ImportError::TooLarge { n_bytes });
    }
    if let [file] = files.as_slice()
        && !is_zip(file.bytes.as_ref())
    {
        let name = file.name.clone().or_else(|| options.file_name.clone());
        let mut export =
            read_export(file.bytes.as_ref(), &ImportOptions { file_name: name.clone(), ..options.clone() })?;
        export.files[0].name = shown(name.as_deref().unwrap_or_default());
        return Ok(export);
    }
    let mut union = Union { options, export: None, skipped: Vec::new(), is_used: [false; 3] };
    for file in files {
        let name = file.name.unwrap_or_default();
        if is_zip(file.bytes.as_ref()) {
            each_file(file.bytes.as_ref(), |name, unpacked| match unpacked {
                Ok(bytes) => union.add(&name, &bytes),
                Err(reason) => union.skip(&name, reason),
            })?;
        } else {
            union.add(&name, file.bytes.as_ref())?;
        }
    }
    union.finish()
}

/// Several files while they are read.
struct Union<'a> {
    options: &'a ImportOptions,
    export: Option<Export>,
    /// Files that were not read.
    skipped: Vec<ReadFile>,
    /// Whether a file needed the list, the scale or the profile that was given.
    is_used: [bool; 3],
}

impl Union<'_> {
    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), ImportError> {
        let file = match self.read(name, bytes) {
            Ok(file) => file,
            // What only the visitor can say, and what is too much, concerns the whole import.
            Err(error) if error.option().is_some() || error == ImportError::TooManyRows => return Err(error),
            Err(error) => return self.skip(name, error.brief()),
        };
        let export = match &mut self.export {
            None => {
                self.export = Some(file);
                return self.check();
            }
            Some(export) => export,
        };
        let place = export.files.len();
        export.files.extend(file.files);
        export.entries.extend(file.entries.into_iter().map(|entry| super::Entry { file: place, ..entry }));
        export
            .unmatched
            .extend(file.unmatched.into_iter().map(|row| super::Unmatched { file: place, ..row }));
        for note in file.notes {
            merge_note(&mut export.notes, note);
        }
        self.check()
    }

    fn check(&self) -> Result<(), ImportError> {
        let n_files = self.skipped.len() + self.export.as_ref().map_or(0, |export| export.files.len());
        if n_files > MAX_IMPORT_FILES {
            return Err(ImportError::TooManyFiles { n: n_files });
        }
        let n_rows = self.export.as_ref().map_or(0, |export| export.entries.len() + export.unmatched.len());
        if n_rows > MAX_IMPORT_ROWS { Err(ImportError::TooManyRows) } else { Ok(()) }
    }

    /// Reads one file. An answer is for those files that need it; each file is on its service's own scale unless its ratings show
    /// another one.
    fn read(&mut self, name: &str, bytes: &[u8]) -> Result<Export, ImportError> {
        let given = self.options;
        let mut options =
            ImportOptions { file_name: Some(name.to_owned()), is_part: true, scale: None, ..given.clone() };
        loop {
            match read_export(bytes, &options) {
                Err(ImportError::OtherScale { .. }) if given.scale.is_some() && options.scale.is_none() => {
                    options.scale = given.scale;
                }
                Err(ImportError::UnusedOption { option: "list" }) if options.list.is_some() => {
                    options.list = None
                }
                Err(ImportError::UnusedOption { option: "profile" }) if options.profile.is_some() => {
                    options.profile = None;
                }
                Err(error) => return Err(error),
                Ok(mut export) => {
                    self.is_used[0] |= options.list.is_some();
                    self.is_used[1] |= options.scale.is_some();
                    self.is_used[2] |= options.profile.is_some();
                    export.files[0].name = shown(name);
                    return Ok(export);
                }
            }
        }
    }

    fn skip(&mut self, name: &str, reason: String) -> Result<(), ImportError> {
        let (name, skipped) = (shown(name), Some(shown(&reason)));
        self.skipped.push(ReadFile { name, service: None, n_rows: 0, skipped, ratings: Ratings::Plain });
        self.check()
    }

    /// The files that were read come first, so that rows keep their places.
    fn finish(self) -> Result<Export, ImportError> {
        let given = self.options;
        let is_given = [given.list.is_some(), given.scale.is_some(), given.profile.is_some()];
        let Some(mut export) = self.export else {
            let first = self.skipped.into_iter().next();
            let (name, reason) = first.map_or_else(
                || ("the archive".to_owned(), "it is empty".to_owned()),
                |file| (file.name, file.skipped.unwrap_or_default()),
            );
            return Err(ImportError::NothingRead { name, reason });
        };
        for (place, option) in ["list", "scale", "profile"].into_iter().enumerate() {
            if is_given[place] && !self.is_used[place] {
                return Err(ImportError::UnusedOption { option });
            }
        }
        export.files.extend(self.skipped);
        Ok(export)
    }
}

/// Adds a note, or adds up with one of its kind.
fn merge_note(notes: &mut Vec<Note>, note: Note) {
    for other in &mut *notes {
        match (&mut *other, &note) {
            (Note::AmbiguousDates { n }, Note::AmbiguousDates { n: more }) => {
                *n += more;
                return;
            }
            (Note::UnreadDates { n, .. }, Note::UnreadDates { n: more, .. }) => {
                *n += more;
                return;
            }
            (other, note) if other == note => return,
            _ => {}
        }
    }
    notes.push(note);
}
