//! An export while its rows are read. Some things only the whole file shows: whether its ratings keep to the scale, whose they
//! are, and whether days or months come first in its dates.

use super::dates::Dates;
use super::entry::{Entry, Export, Mark, Note, Service};
use super::error::ImportError;
use super::limits::MAX_IMPORT_ROWS;
use super::miss::{Miss, Unmatched};
use super::options::ImportOptions;
use super::people::People;
use super::text::shown;
use crate::Scale;
use crate::scale::Graded;

/// An export whose rows are being read.
pub(super) struct Draft {
    pub(super) export: Export,
    pub(super) facts: Facts,
}

/// What is known of the whole file so far; every row adds to it.
pub(super) struct Facts {
    scale: Scale,
    is_scale_given: bool,
    n_rated: usize,
    /// Row and text of the first rating that only a file with another scale would hold.
    off_scale: Option<(u64, String)>,
    list: Option<Mark>,
    is_list_given: bool,
    /// Whether the file is one of several, so that nothing is asked about it alone.
    is_part: bool,
    n_listed: usize,
    pub(super) people: People,
    dates: Dates,
}

impl Draft {
    /// An export without rows; `scale` is the service's own.
    pub(super) fn new(service: Service, scale: Scale, options: &ImportOptions) -> Self {
        let facts = Facts {
            scale: options.scale.unwrap_or(scale),
            is_scale_given: options.scale.is_some(),
            n_rated: 0,
            off_scale: None,
            list: if options.is_part {
                options.named_list().or(options.list)
            } else {
                options.list.or_else(|| options.named_list())
            },
            is_part: options.is_part,
            is_list_given: options.list.is_some(),
            n_listed: 0,
            people: People::new(options.profile.clone()),
            dates: Dates::default(),
        };
        Self { export: Export::new(service), facts }
    }

    /// Adds one row, read or not.
    ///
    /// # Errors
    /// If there are more than [`MAX_IMPORT_ROWS`].
    pub(super) fn push(
        &mut self,
        row: u64,
        title: &str,
        read: Result<Entry, Miss>,
    ) -> Result<(), ImportError> {
        if self.export.entries.len() + self.export.unmatched.len() >= MAX_IMPORT_ROWS {
            return Err(ImportError::TooManyRows);
        }
        match read {
            Ok(entry) => self.export.entries.push(entry),
            Err(miss) => {
                self.export.unmatched.push(Unmatched { file: 0, row, title: shown(title), year: None, miss })
            }
        }
        Ok(())
    }

    /// The export, once all rows are read.
    ///
    /// # Errors
    /// If the file needs an answer that was not given, or an answer was given that it does not need.
    pub(super) fn finish(self) -> Result<Export, ImportError> {
        let Self { mut export, facts } = self;
        facts.people.check()?;
        if let Some((row, rating)) = facts.off_scale {
            let usual = Scale::usual_up_to(&rating);
            return Err(ImportError::OtherScale { row, rating, scale: facts.scale.to_string(), usual });
        }
        if facts.list.is_none() && facts.n_listed > 0 && !facts.is_part {
            return Err(ImportError::WhichList);
        }
        if facts.is_scale_given && facts.n_rated == 0 {
            return Err(ImportError::UnusedOption { option: "scale" });
        }
        if facts.is_list_given && facts.n_listed == 0 {
            return Err(ImportError::UnusedOption { option: "list" });
        }
        if facts.n_rated > 0 {
            export.notes.push(Note::Scale(facts.scale.to_string()));
        }
        facts.dates.settle(&mut export);
        export.files[0].n_rows = export.entries.len() + export.unmatched.len();
        Ok(export)
    }
}

impl Facts {
    /// A rating on the file's scale.
    ///
    /// # Errors
    /// If it is not a rating. A rating of another scale is an error of the whole file, later.
    pub(super) fn rating(&mut self, row: u64, text: &str) -> Result<Mark, Miss> {
        self.n_rated += 1;
        match self.scale.grade(text) {
            Graded::Stars(stars) => return Ok(Mark::Rated(stars)),
            Graded::OffScale => {
                self.off_scale.get_or_insert_with(|| (row, shown(text)));
            }
            Graded::Unreadable => {}
        }
        Err(format!("the rating `{}` is not on the scale {}", shown(text), self.scale).into())
    }

    /// What a row without a rating is, in a file whose columns do not show it: what was given, or what the name shows.
    ///
    /// # Errors
    /// If neither says it. A file by itself is then rejected as a whole, later.
    pub(super) fn list(&mut self) -> Result<Mark, Miss> {
        self.n_listed += 1;
        self.list.ok_or(Miss::OwnList)
    }

    /// A date as UTC seconds. A date whose day and month can be exchanged is filled in once the whole file was read.
    pub(super) fn date(&mut self, row: u64, text: &str) -> Option<i64> {
        self.dates.read(row, text)
    }

    /// As [`Self::date`], also of a number of seconds.
    pub(super) fn time(&mut self, row: u64, text: &str) -> Option<i64> {
        self.dates.read_time(row, text)
    }
}
