//! Cached posters of an outside source, including the ones it does not have, and the number of requests to it.

use crate::database::{Statement, Value};
use crate::error::StoreError;
use crate::queries;
use crate::store::Store;

/// The largest image that can be stored, in bytes.
pub const MAX_POSTER_BYTES: usize = 2 * 1024 * 1024;

/// The image of a poster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosterImage {
    /// Media type, such as `image/jpeg`.
    pub content_type: String,
    /// Content, at most [`MAX_POSTER_BYTES`].
    pub bytes: Vec<u8>,
}

/// The cached answer of the source for one poster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPoster {
    /// The image; `None` if the source does not have one.
    pub image: Option<PosterImage>,
    /// When to ask the source again, UTC seconds.
    pub expires_at: i64,
}

impl Store {
    /// The cached answer under `key`, even if it has expired.
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

    /// Stores an answer of the source, in place of an earlier one.
    ///
    /// # Errors
    /// If the database cannot be written, or the image is too large.
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

    /// Takes one of the `n_allowed` requests of a day, and returns whether one was left. All processes on this database
    /// share them. `day` is the number of days since 1970, UTC.
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
