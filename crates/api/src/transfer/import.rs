//! From an uploaded file to the report that goes over the wire and the contents that go into the store.

use crate::bounds::{MAX_RATINGS, MAX_REPORTED_ROWS};
use crate::error::ApiError;
use crate::extract::Sent;
use crate::serving::{Movies, Snapshot};
use crate::turns::Turn;
use crate::types;
use crate::work::{Wanted, run_in};
use cinephile_data::imports::{
    Accepted, Doubt, ImportOptions, ImportReport, Mark, Miss, Note, Proposed, Service, Unmatched, read_upload,
};
use cinephile_files::clock::rfc3339;
use cinephile_store::{MovieList, NewContents, NewListedMovie, NewRating};
use std::sync::Arc;

/// What is asked about a file.
pub(crate) struct Asked {
    /// What the file itself may not show.
    pub(crate) options: ImportOptions,
    /// The proposed rows that are imported too.
    pub(crate) accepted: Option<Accepted>,
}

/// Reads a file and matches its rows with movies, off the async threads, in the turn of its client.
///
/// # Errors
/// `unreadable_import`, `body_too_large`, or `invalid_field` if a row is accepted that was not proposed.
pub(crate) async fn read_and_match(
    turn: Turn,
    snapshot: Arc<Snapshot>,
    sent: Sent,
    asked: Asked,
) -> Result<ImportReport, ApiError> {
    let work = move |wanted: &Wanted| {
        let Sent { files, room } = sent;
        let export = read_upload(files, &asked.options)?;
        drop(room);
        let report = snapshot.movies.match_export(export, &|| wanted.is_wanted());
        let mut report = report.ok_or_else(ApiError::unwanted)?;
        let accepted = asked.accepted.map_or(Ok(()), |accepted| report.accept(&accepted));
        accepted.map_err(|(file, row)| {
            let place = if file == 0 { row.to_string() } else { format!("{}:{row}", file + 1) };
            ApiError::invalid_field(
                "accept",
                format!("accept names row {place}, which is not a proposed row"),
            )
        })?;
        Ok(report)
    };
    run_in(turn, work).await?
}

/// The ratings and list entries that an import adds to a profile.
pub(crate) fn contents(report: &ImportReport, movies: &Movies) -> NewContents {
    let mut contents = NewContents::default();
    for found in &report.matched {
        let item = movies.get(found.item).id;
        match kind(found.mark) {
            Kind::Rating(stars) => {
                let rating = NewRating { item, stars, rated_at: found.at };
                // Nobody knows whether a rating without a date is newer than one in the profile.
                if found.at.is_some() { &mut contents.ratings } else { &mut contents.undated }.push(rating);
            }
            Kind::Listed(list) => contents.listed.push(NewListedMovie { list, item, added_at: found.at }),
        }
    }
    contents
}

/// How many of a file's ratings a profile kept its own for.
pub(crate) fn n_ratings_kept(report: &ImportReport, n_written: u64) -> u64 {
    let n_rated = report.matched.iter().filter(|found| matches!(found.mark, Mark::Rated(_))).count();
    (n_rated as u64).saturating_sub(n_written)
}

/// The report on a file's rows.
pub(crate) fn describe(report: &ImportReport, movies: &Movies) -> types::ImportReport {
    let proposed = report.proposed.iter().take(MAX_RATINGS);
    let is_one = report.files.len() < 2;
    let files = report.files.iter().filter(|_| !is_one).map(|file| types::ImportedFile {
        name: file.name.clone(),
        service: file.service.map(Service::name),
        n_rows: file.n_rows,
        skipped: file.skipped.clone(),
    });
    types::ImportReport {
        files: files.collect(),
        service: report.service.name(),
        n_rows: report.n_rows,
        n_matched: report.matched.len(),
        n_repeated: report.n_repeated,
        n_proposed: report.proposed.len(),
        n_unmatched: report.unmatched.len(),
        proposed: proposed.map(|row| describe_proposed(row, movies)).collect(),
        unmatched: report.unmatched.iter().take(MAX_REPORTED_ROWS).map(describe_unmatched).collect(),
        notes: report.notes.iter().map(describe_note).collect(),
    }
}

/// Everything that was found, for a page that stores it itself.
pub(crate) fn describe_all(report: &ImportReport, movies: &Movies) -> types::ImportResult {
    let (mut ratings, mut listed) = (Vec::new(), Vec::new());
    for found in &report.matched {
        let at = found.at.map(rfc3339);
        match kind(found.mark) {
            Kind::Rating(stars) if ratings.len() < MAX_RATINGS => ratings.push(types::ImportedRating {
                movie: movies.describe(found.item),
                stars: stars.value(),
                rated_at: at,
            }),
            Kind::Listed(list) if listed.len() < MAX_RATINGS => listed.push(types::ImportedListing {
                list: list.into(),
                movie: movies.describe(found.item),
                added_at: at,
            }),
            _ => {}
        }
    }
    types::ImportResult { report: describe(report, movies), ratings, listed }
}

/// A mark as the store keeps it.
enum Kind {
    Rating(cinephile_data::Stars),
    Listed(MovieList),
}

fn kind(mark: Mark) -> Kind {
    match mark {
        Mark::Rated(stars) => Kind::Rating(stars),
        Mark::Watched => Kind::Listed(MovieList::Watched),
        Mark::Watchlist => Kind::Listed(MovieList::Watchlist),
        Mark::NotInterested => Kind::Listed(MovieList::NotInterested),
        Mark::Skipped => Kind::Listed(MovieList::Skipped),
    }
}

/// A list of the API as a mark.
pub(crate) fn mark(list: types::ListName) -> Mark {
    match list {
        types::ListName::Watchlist => Mark::Watchlist,
        types::ListName::NotInterested => Mark::NotInterested,
        types::ListName::Skipped => Mark::Skipped,
        types::ListName::Watched => Mark::Watched,
    }
}

fn describe_proposed(row: &Proposed, movies: &Movies) -> types::ProposedRow {
    let (stars, list) = match kind(row.found.mark) {
        Kind::Rating(stars) => (Some(stars.value()), None),
        Kind::Listed(list) => (None, Some(list.into())),
    };
    types::ProposedRow {
        file: row.found.file + 1,
        row: row.found.row,
        title: row.title.clone(),
        year: row.year,
        movie: movies.describe(row.found.item),
        reason: match row.doubt {
            Doubt::YearDiffers => types::DoubtReason::YearDiffers,
            Doubt::SeveralWithTitle => types::DoubtReason::SeveralWithTitle,
            Doubt::LongerTitle => types::DoubtReason::LongerTitle,
            Doubt::UnknownYear => types::DoubtReason::UnknownYear,
            Doubt::SimilarTitle => types::DoubtReason::SimilarTitle,
        },
        stars,
        list,
        at: row.found.at.map(rfc3339),
    }
}

fn describe_note(note: &Note) -> types::ImportNote {
    let (code, detail) = match note {
        Note::Scale(scale) => (types::NoteCode::Scale, format!("the ratings were read on the scale {scale}")),
        Note::AmbiguousDates { n } => {
            let detail = format!(
                "the file does not show whether days or months come first in its dates, so {n} of its rows have no date"
            );
            (types::NoteCode::AmbiguousDates, detail)
        }
        Note::UnreadDates { n, first } => {
            let detail = format!("{n} dates, such as `{first}`, could not be read; their rows have no date");
            (types::NoteCode::UnreadDates, detail)
        }
    };
    types::ImportNote { code, detail }
}

fn describe_unmatched(row: &Unmatched) -> types::UnmatchedRow {
    let (reason, detail) = match &row.miss {
        Miss::NoSuchMovie => {
            (types::MissReason::NoSuchMovie, "no movie here has this id or title".to_owned())
        }
        Miss::OtherYear { years } => {
            let years: Vec<_> = years.iter().map(ToString::to_string).collect();
            let detail =
                format!("the movies with this title here are from other years: {}", years.join(", "));
            (types::MissReason::OtherYear, detail)
        }
        Miss::OtherMovie => {
            let detail = "the movie with this title here has another id at IMDb or TMDb";
            (types::MissReason::OtherMovie, detail.to_owned())
        }
        Miss::OwnList => {
            let detail = "a list of your own does not show whether its movies were seen; say what they are with `list`";
            (types::MissReason::OwnList, detail.to_owned())
        }
        Miss::OtherProfile => (types::MissReason::OtherProfile, "the row is of another profile".to_owned()),
        Miss::BrieflyPlayed => (
            types::MissReason::BrieflyPlayed,
            "it was not played for long enough to have been seen".to_owned(),
        ),
        Miss::NotAMovie => {
            (types::MissReason::NotAMovie, "this is an episode, a series or a game, not a movie".to_owned())
        }
        Miss::OtherIds => {
            let detail = "the row has only an id, and the sample's movies have ids of their own";
            (types::MissReason::OtherIds, detail.to_owned())
        }
        Miss::Unreadable { reason } => (types::MissReason::UnreadableRow, reason.clone()),
    };
    types::UnmatchedRow {
        file: row.file + 1,
        row: row.row,
        title: row.title.clone(),
        year: row.year,
        reason,
        detail,
    }
}
