//! The location of the database: a file for SQLite, an address for PostgreSQL.

use crate::error::StoreError;
use sqlx::postgres::PgConnectOptions;
use std::path::PathBuf;
use std::str::FromStr;

/// The location of a database.
pub(crate) enum Location {
    Sqlite(PathBuf),
    Postgres(Box<PgConnectOptions>),
}

impl Location {
    /// Parses a path, `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`.
    ///
    /// # Errors
    /// If the scheme is unsupported or the address malformed. The message never shows the address, because it may contain
    /// a password.
    pub(crate) fn parse(text: &str) -> Result<Self, StoreError> {
        match text.split_once(':') {
            Some(("sqlite", rest)) => Ok(Self::Sqlite(rest.strip_prefix("//").unwrap_or(rest).into())),
            Some(("postgres" | "postgresql", _)) => match PgConnectOptions::from_str(text) {
                Ok(options) => Ok(Self::Postgres(Box::new(options))),
                Err(_) => Err(StoreError::MalformedAddress),
            },
            Some((scheme, rest)) if rest.starts_with("//") => {
                Err(StoreError::UnsupportedLocation { scheme: scheme.to_owned() })
            }
            _ => Ok(Self::Sqlite(text.into())),
        }
    }

    /// The location for display: a path, or an address without user and password.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Sqlite(path) => path.display().to_string(),
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

    #[test]
    fn an_address_is_displayed_without_its_password() {
        let named =
            |text: &str| Location::parse(text).map(|location| location.name()).map_err(|e| e.to_string());
        let address = "postgres://ann:secret@db.example:6543/movies?sslmode=require&password=secret";
        assert_eq!(named(address), Ok("postgres://db.example:6543/movies".to_owned()));
        assert_eq!(named("postgresql://ann@h"), Ok("postgres://h:5432/ann".to_owned()));
        assert_eq!(named("postgres://ann@%2Frun%2Fpg/x"), Ok("postgres:///run/pg:5432/x".to_owned()));
        assert_eq!(named("sqlite://a/b.db"), Ok("a/b.db".to_owned()));
        assert_eq!(named("a/b.db"), Ok("a/b.db".to_owned()));
        for wrong in ["postgres://ann:secret@h:port/x", "postgres://ann:secret@h/x?sslmode=secret"] {
            let refused = named(wrong).expect_err("refused");
            assert!(refused.contains("postgres://USER:PASSWORD@HOST:PORT/DATABASE"), "{refused}");
            assert!(!refused.contains("secret"), "{refused}");
        }
    }
}
