//! How long things were played: histories of players have a row for each time that somebody pressed play.

use super::draft::Draft;
use super::entry::Entry;
use super::miss::{Miss, Unmatched};
use super::text::shown;
use std::collections::HashMap;

/// A movie that was played for less, in all, was not seen. Short films that are in catalogues are longer.
const MIN_PLAYED_S: u64 = 10 * 60;

/// Seconds by title. One viewing may be spread over several rows.
#[derive(Default)]
pub(super) struct Played(HashMap<String, u64>);

impl Played {
    pub(super) fn add(&mut self, title: &str, seconds: u64) {
        let sum = self.0.entry(title.to_owned()).or_default();
        *sum = sum.saturating_add(seconds);
    }

    /// Reports what was not played for long enough.
    pub(super) fn leave_out_brief(&self, draft: &mut Draft) {
        let is_brief = |entry: &mut Entry| self.0.get(&entry.title).is_none_or(|&s| s < MIN_PLAYED_S);
        let export = &mut draft.export;
        let brief = export.entries.extract_if(.., is_brief).map(|entry| Unmatched {
            file: 0,
            row: entry.row,
            title: shown(&entry.title),
            year: entry.year,
            miss: Miss::BrieflyPlayed,
        });
        export.unmatched.extend(brief);
    }
}
