//! Files of several people: whose rows are read.

use super::error::ImportError;
use super::miss::Miss;
use super::text::shown;

/// The most names that a message lists.
const MAX_NAMED: usize = 12;

/// The people whose rows a file has.
pub(super) struct People {
    wanted: Option<String>,
    /// Every name so far, or as many as a message lists.
    names: Vec<String>,
    has_wanted: bool,
}

impl People {
    pub(super) fn new(wanted: Option<String>) -> Self {
        Self { wanted, names: Vec::new(), has_wanted: false }
    }

    /// Notes whose row this is.
    ///
    /// # Errors
    /// If another person's rows were asked for.
    pub(super) fn admit(&mut self, name: &str) -> Result<(), Miss> {
        if self.names.len() < MAX_NAMED && !self.names.iter().any(|other| *other == shown(name)) {
            self.names.push(shown(name));
        }
        match &self.wanted {
            Some(wanted) if wanted != name => Err(Miss::OtherProfile),
            Some(_) => {
                self.has_wanted = true;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// # Errors
    /// If the file has several people and nobody was chosen, or somebody who is not in it.
    pub(super) fn check(&self) -> Result<(), ImportError> {
        match &self.wanted {
            None if self.names.len() > 1 => Err(ImportError::SeveralPeople { names: self.names.clone() }),
            Some(_) if self.names.is_empty() => Err(ImportError::UnusedOption { option: "profile" }),
            Some(wanted) if !self.has_wanted => {
                Err(ImportError::NoSuchProfile { wanted: shown(wanted), names: self.names.clone() })
            }
            _ => Ok(()),
        }
    }
}
