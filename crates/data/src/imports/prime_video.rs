//! Prime Video: the CSV of "Watch History Exporter for Amazon Prime Video" by twocaretcat, since Amazon offers none:
//! `Date Watched,Type,Title,Episode Title,...`, in English or German.

use super::columns::Columns;
use super::draft::Draft;
use super::entry::{Entry, Export, Kind, Mark, Service};
use super::episodes::looks_like_episode;
use super::error::ImportError;
use super::miss::Miss;
use super::options::ImportOptions;
use crate::Scale;

/// Names of the columns for date, type, title and episode, by language.
const COLUMNS: [[&[&str]; 4]; 2] = [
    [&["date watched"], &["type"], &["title"], &["episode title", "episode"]],
    [&["datum angesehen"], &["typ"], &["titel"], &["folge", "episode", "episodentitel"]],
];

fn names(columns: &Columns<'_>) -> Option<[&'static str; 4]> {
    COLUMNS.iter().find_map(|names| {
        let find = |names: &[&'static str]| names.iter().copied().find(|name| columns.has(name));
        Some([find(names[0])?, find(names[1])?, find(names[2])?, find(names[3])?])
    })
}

pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    names(columns).is_some()
}

pub(super) fn read(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&[])?;
    let [date, kind, title, episode] = names(&columns).unwrap_or_default();
    let mut draft = Draft::new(Service::PrimeVideo, Scale::STARS, options);
    columns.read_into(&mut draft, title, |row, facts| {
        let is_movie = ["movie", "film"].contains(&row.get(kind).to_lowercase().as_str());
        if !is_movie || !row.get(episode).is_empty() {
            return Err(Miss::NotAMovie);
        }
        let name = row.get(title);
        let kind = if looks_like_episode(name) { Kind::PerhapsEpisode } else { Kind::Movie };
        let at = facts.time(row.line, row.get(date));
        Ok(Entry { at, title: name.to_owned(), kind, ..Entry::new(row.line, Mark::Watched) })
    })?;
    draft.finish()
}
