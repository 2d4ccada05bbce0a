//! From an uploaded file to what goes over the wire and into the store.

use crate::config::{MAX_RATINGS, MAX_TOLD_ROWS};
use crate::error::ApiError;
use crate::snapshot::Snapshot;
use crate::types;
use axum::body::Bytes;
use cinephile_data::imports::{Doubt, Doubtful, ImportReport, Mark, Miss, Unmatched, read_export};
use cinephile_files::clock::rfc3339;
use cinephile_store::{MovieList, NewContents, NewListedMovie, NewRating};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Files that are read at the same time: each may take some hundred megabytes for a moment.
static READERS: Semaphore = Semaphore::const_new(2);

/// Reads and matches a file, away from the async threads.
///
/// # Errors
/// `unreadable_import` or `body_too_large`.
pub(crate) async fn read_and_match(
    snapshot: Arc<Snapshot>,
    file: Bytes,
    file_name: Option<String>,
) -> Result<ImportReport, ApiError> {
    let _turn = READERS.acquire().await.map_err(|e| ApiError::internal(&e))?;
    let work = move || {
        let export = read_export(&file, file_name.as_deref())?;
        Ok(snapshot.match_export(export))
    };
    tokio::task::spawn_blocking(work).await.map_err(|e| ApiError::internal(&e))?
}

/// What a profile gains.
pub(crate) fn contents(report: &ImportReport, snapshot: &Snapshot) -> NewContents {
    let mut contents = NewContents::default();
    for found in &report.matched {
        let item = snapshot.movie(found.item).id;
        match kind(found.mark) {
            Kind::Rating(stars) => contents.ratings.push(NewRating { item, stars, rated_at: found.at }),
            Kind::Listed(list) => contents.listed.push(NewListedMovie { list, item, added_at: found.at }),
        }
    }
    contents
}

/// What is told of a file's rows.
pub(crate) fn describe(report: &ImportReport, snapshot: &Snapshot) -> types::ImportReport {
    let doubtful = report.doubtful.iter().take(MAX_TOLD_ROWS);
    types::ImportReport {
        service: report.service.name(),
        n_rows: report.n_rows,
        n_matched: report.matched.len(),
        n_repeated: report.n_repeated,
        n_doubtful: report.doubtful.len(),
        n_unmatched: report.unmatched.len(),
        doubtful: doubtful.map(|row| describe_doubtful(row, snapshot)).collect(),
        unmatched: report.unmatched.iter().take(MAX_TOLD_ROWS).map(describe_unmatched).collect(),
    }
}

/// Everything that was found, for a page that keeps it itself.
pub(crate) fn describe_all(report: &ImportReport, snapshot: &Snapshot) -> types::ImportResult {
    let (mut ratings, mut listed) = (Vec::new(), Vec::new());
    for found in &report.matched {
        let at = found.at.map(rfc3339);
        match kind(found.mark) {
            Kind::Rating(stars) if ratings.len() < MAX_RATINGS => ratings.push(types::ImportedRating {
                movie: snapshot.describe(found.item),
                stars: stars.value(),
                rated_at: at,
            }),
            Kind::Listed(list) if listed.len() < MAX_RATINGS => listed.push(types::ImportedListing {
                list: list.into(),
                movie: snapshot.describe(found.item),
                added_at: at,
            }),
            _ => {}
        }
    }
    types::ImportResult { report: describe(report, snapshot), ratings, listed }
}

/// A mark as the store has it.
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

fn describe_doubtful(row: &Doubtful, snapshot: &Snapshot) -> types::DoubtfulRow {
    types::DoubtfulRow {
        row: row.row,
        title: row.title.clone(),
        year: row.year,
        movie: snapshot.describe(row.item),
        reason: match row.doubt {
            Doubt::YearDiffers => types::DoubtReason::YearDiffers,
            Doubt::SeveralWithTitle => types::DoubtReason::SeveralWithTitle,
            Doubt::LongerTitle => types::DoubtReason::LongerTitle,
        },
    }
}

fn describe_unmatched(row: &Unmatched) -> types::UnmatchedRow {
    let (reason, detail) = match &row.miss {
        Miss::NoSuchMovie => (types::MissReason::NoSuchMovie, "no movie here has its id or title".to_owned()),
        Miss::OtherYear { years } => {
            let years: Vec<_> = years.iter().map(ToString::to_string).collect();
            let detail = format!("the movies of this title here are of other years: {}", years.join(", "));
            (types::MissReason::OtherYear, detail)
        }
        Miss::NotAMovie => {
            (types::MissReason::NotAMovie, "it is an episode, a series or a game, not a movie".to_owned())
        }
        Miss::OtherIds => {
            let detail = "it has an id only, and the sample's movies have ids of their own";
            (types::MissReason::OtherIds, detail.to_owned())
        }
        Miss::Unreadable { reason } => (types::MissReason::UnreadableRow, reason.clone()),
    };
    types::UnmatchedRow { row: row.row, title: row.title.clone(), year: row.year, reason, detail }
}
