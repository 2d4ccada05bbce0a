//! Pictures of posters as their source gave them, what it was found to lack, and how often it was asked.

use crate::database::{Statement, Value};
use crate::{Store, StoreError, queries};

/// The largest picture that is kept, in bytes.
pub const MAX_POSTER_BYTES: usize = 2 * 1024 * 1024;

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosterImage {
    /// Such as `image/jpeg`.
    pub content_type: String,
    /// At most [`MAX_POSTER_BYTES`].
    pub bytes: Vec<u8>,
}

/// What is known of a poster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPoster {
    /// `None` where the source has none.
    pub image: Option<PosterImage>,
    /// When to ask again, UTC seconds.
    pub expires_at: i64,
}

impl Store {
    /// What is known under `key`, expired or not.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn find_poster(&self, key: &str) -> Result<Option<StoredPoster>, StoreError> {
        let statement = Statement { sql: queries::FIND_POSTER, values: vec![Value::Text(key)] };
        let rows: Vec<(Option<String>, Option<Vec<u8>>, i64)> = self.database.fetch_all(statement).await?;
        Ok(rows.into_iter().next().map(|(content_type, bytes, expires_at)| {
            let image =
                content_type.zip(bytes).map(|(content_type, bytes)| PosterImage { content_type, bytes });
            StoredPoster { image, expires_at }
        }))
    }

    /// Keeps a picture, or that the source has none, in place of what was known.
    ///
    /// # Errors
    /// If the database cannot be written, or the picture is too large.
    pub async fn put_poster(&self, key: &str, poster: &StoredPoster) -> Result<(), StoreError> {
        let expires_at = Value::Int(poster.expires_at);
        let statement = match &poster.image {
            Some(PosterImage { content_type, bytes }) => Statement {
                sql: queries::PUT_POSTER,
                values: vec![Value::Text(key), Value::Text(content_type), Value::Bytes(bytes), expires_at],
            },
            None => {
                Statement { sql: queries::PUT_MISSING_POSTER, values: vec![Value::Text(key), expires_at] }
            }
        };
        self.database.execute(statement).await.map(drop)
    }

    /// Takes one of the day's `n_allowed` requests, which all processes on this database share; whether there was one.
    /// `day` counts from 1970, UTC.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn spend_poster_request(&self, day: i64, n_allowed: u32) -> Result<bool, StoreError> {
        if n_allowed == 0 {
            return Ok(false);
        }
        let values = vec![Value::Int(day), Value::Int(i64::from(n_allowed))];
        let statement = Statement { sql: queries::SPEND_POSTER_REQUEST, values };
        Ok(self.database.execute(statement).await? > 0)
    }
}
