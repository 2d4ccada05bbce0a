//! A statement, its values, and the rows that it returns, for either database.

use super::value::Value;
use sqlx::FromRow;
#[cfg(feature = "postgres")]
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

/// A statement with its values, `$1` first.
#[derive(Debug)]
pub(crate) struct Statement<'a> {
    pub(crate) sql: &'static str,
    pub(crate) values: Vec<Value<'a>>,
}

/// A type that rows of both databases convert to.
#[cfg(feature = "postgres")]
pub(crate) trait AnyRow:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

#[cfg(feature = "postgres")]
impl<T> AnyRow for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A type that rows convert to, in a build with SQLite alone.
#[cfg(not(feature = "postgres"))]
pub(crate) trait AnyRow: for<'r> FromRow<'r, SqliteRow> + Send + Unpin {}

#[cfg(not(feature = "postgres"))]
impl<T> AnyRow for T where T: for<'r> FromRow<'r, SqliteRow> + Send + Unpin {}
