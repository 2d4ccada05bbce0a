//! Feedback on recommended movies, for comparing algorithms. Events belong to no profile, and are deleted after a
//! while.

use crate::database::{Statement, Value};
use crate::error::StoreError;
use crate::queries;
use crate::store::Store;
use cinephile_data::ItemId;

/// The most events in one call, which is one statement and one round trip.
pub const MAX_FEEDBACK: usize = 5_000;

/// What a visitor did with a recommended movie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedbackKind {
    /// The movie came into view.
    Shown,
    /// The visitor opened it.
    Clicked,
    /// The visitor put it on the watchlist.
    Saved,
    /// The visitor marked it as not interesting.
    Dismissed,
}

impl FeedbackKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Shown, Self::Clicked, Self::Saved, Self::Dismissed];

    /// The name in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Clicked => "clicked",
            Self::Saved => "saved",
            Self::Dismissed => "dismissed",
        }
    }
}

/// A feedback event to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFeedback {
    /// When it was received, UTC seconds.
    pub received_at: i64,
    /// What the visitor did.
    pub kind: FeedbackKind,
    /// The movie.
    pub item: ItemId,
    /// The algorithm that made the list.
    pub algorithm: String,
    /// The movie's position in the list, 1 to 100.
    pub position: u32,
    /// The client's own id for the list.
    pub list_id: Option<String>,
    /// The experiment that the list was part of, and the visitor's arm in it.
    pub arm: Option<(String, String)>,
}

impl Store {
    /// Stores the first [`MAX_FEEDBACK`] events, all or none. They are durable once this returns.
    ///
    /// # Errors
    /// If the database cannot be written, or a position is out of range.
    pub async fn add_feedback(&self, events: &[NewFeedback]) -> Result<(), StoreError> {
        let row = |event: &NewFeedback| {
            let arm = event.arm.as_ref();
            serde_json::json!([
                event.received_at,
                event.kind.name(),
                event.item.0,
                event.algorithm,
                event.position,
                event.list_id,
                arm.map(|(experiment, _)| experiment),
                arm.map(|(_, arm)| arm),
            ])
        };
        let rows: Vec<_> = events.iter().take(MAX_FEEDBACK).map(row).collect();
        let rows = serde_json::Value::from(rows).to_string();
        let sql = self.database.choose(queries::ADD_FEEDBACK_SQLITE, queries::ADD_FEEDBACK_POSTGRES);
        self.database.execute(Statement { sql, values: vec![Value::Text(&rows)] }).await.map(drop)
    }

    /// Deletes all events but the newest `n`, and returns how many there were.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn keep_newest_feedback(&self, n: u32) -> Result<u64, StoreError> {
        let values = vec![Value::Int(i64::from(n))];
        self.database.execute(Statement { sql: queries::FORGET_ALL_BUT_NEWEST_FEEDBACK, values }).await
    }

    /// Deletes the events received before `time` (UTC seconds), and returns how many there were.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn forget_feedback_before(&self, time: i64) -> Result<u64, StoreError> {
        let statement = Statement { sql: queries::FORGET_FEEDBACK, values: vec![Value::Int(time)] };
        self.database.execute(statement).await
    }
}
