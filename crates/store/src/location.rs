//! The location of the database: a file for SQLite, an address for PostgreSQL.

use crate::error::StoreError;
#[cfg(feature = "postgres")]
use sqlx::postgres::PgConnectOptions;
use std::path::PathBuf;

/// The location of a database.
pub(crate) enum Location {
    Sqlite(PathBuf),
    #[cfg(feature = "postgres")]
    Postgres(Box<PgConnectOptions>),
}

impl Location {
    /// Parses a path, `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`.
    ///
    /// # Errors
    /// If the scheme is unsupported or the address malformed. The message never shows the address, because it may
    /// contain a password.
    pub(crate) fn parse(text: &str) -> Result<Self, StoreError> {
        match text.split_once(':') {
            Some(("sqlite", rest)) => Ok(Self::Sqlite(rest.strip_prefix("//").unwrap_or(rest).into())),
            Some(("postgres" | "postgresql", _)) => Self::parse_postgres(text),
            Some((scheme, rest)) if rest.starts_with("//") => {
                Err(StoreError::UnsupportedLocation { scheme: scheme.to_owned() })
            }
            _ => Ok(Self::Sqlite(text.into())),
        }
    }

    #[cfg(feature = "postgres")]
    fn parse_postgres(text: &str) -> Result<Self, StoreError> {
        let options: PgConnectOptions = text.parse().map_err(|_| StoreError::MalformedAddress)?;
        Ok(Self::Postgres(Box::new(options)))
    }

    #[cfg(not(feature = "postgres"))]
    fn parse_postgres(_: &str) -> Result<Self, StoreError> {
        Err(StoreError::NoPostgres)
    }

    /// The location for display: a path, or an address without user and password.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Sqlite(path) => path.display().to_string(),
            #[cfg(feature = "postgres")]
            Self::Postgres(options) => {
                let host =
                    options.get_socket().map_or(options.get_host().into(), |path| path.to_string_lossy());
                let database = options.get_database().unwrap_or(options.get_username());
                format!("postgres://{host}:{}/{database}", options.get_port())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Result<String, String> {
        Location::parse(text).map(|location| location.name()).map_err(|e| e.to_string())
    }

    #[test]
    fn a_file_is_displayed_as_its_path() {
        assert_eq!(named("sqlite://a/b.db"), Ok("a/b.db".to_owned()));
        assert_eq!(named("a/b.db"), Ok("a/b.db".to_owned()));
    }

    #[cfg(not(feature = "postgres"))]
    #[test]
    fn an_address_of_postgresql_is_rejected_without_its_password() {
        for address in ["postgres://ann:secret@db.example/movies", "postgresql://ann:secret@db.example"] {
            assert_eq!(named(address), Err(StoreError::NoPostgres.to_string()));
        }
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn an_address_is_displayed_without_its_password() {
        let address = "postgres://ann:secret@db.example:6543/movies?sslmode=require&password=secret";
        assert_eq!(named(address), Ok("postgres://db.example:6543/movies".to_owned()));
        assert_eq!(named("postgresql://ann@h"), Ok("postgres://h:5432/ann".to_owned()));
        assert_eq!(named("postgres://ann@%2Frun%2Fpg/x"), Ok("postgres:///run/pg:5432/x".to_owned()));
        for wrong in ["postgres://ann:secret@h:port/x", "postgres://ann:secret@h/x?sslmode=secret"] {
            let rejected = named(wrong).expect_err("rejected");
            assert!(rejected.contains("postgres://USER:PASSWORD@HOST:PORT/DATABASE"), "{rejected}");
            assert!(!rejected.contains("secret"), "{rejected}");
        }
    }
}
