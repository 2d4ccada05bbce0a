//! What became of what was recommended: for whoever compares algorithms. Nobody's, and deleted after a while.

use crate::database::{Statement, Value};
use crate::{Store, StoreError, queries};
use cinephile_data::ItemId;

/// The most events of one call: one statement, one round trip.
pub const MAX_FEEDBACK: usize = 5_000;

/// What a visitor did with a movie of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedbackKind {
    /// It came into view.
    Shown,
    /// It was opened.
    Clicked,
    /// It was put on the watchlist.
    Saved,
    /// It was declared of no interest.
    Dismissed,
}

impl FeedbackKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Shown, Self::Clicked, Self::Saved, Self::Dismissed];

    /// The name that the database keeps.
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

/// One event to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFeedback {
    /// When it was told, UTC seconds.
    pub received_at: i64,
    /// What was done.
    pub kind: FeedbackKind,
    /// With which movie.
    pub item: ItemId,
    /// What made the list.
    pub algorithm: String,
    /// The movie's place in the list, 1 to 100.
    pub position: u32,
    /// The client's own name for the list.
    pub list_id: Option<String>,
    /// The experiment that the list was part of, and the visitor's arm of it.
    pub arm: Option<(String, String)>,
}

impl Store {
    /// Keeps events, all or none; the first [`MAX_FEEDBACK`] of them. Durable once this returns.
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

    /// Deletes what was told before `time`, UTC seconds. How many events.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn forget_feedback_before(&self, time: i64) -> Result<u64, StoreError> {
        let statement = Statement { sql: queries::FORGET_FEEDBACK, values: vec![Value::Int(time)] };
        self.database.execute(statement).await
    }
}
