//! Migrations: numbered SQL files, compiled into the program, and what to say when one fails.
//!
//! Rejected: `sqlx::migrate!`, which compiles both database drivers, and SQLite itself, a second time for its own use.

use sqlx::SqlStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// The migrations of one folder. Both databases have the same ones, under the same numbers.
macro_rules! migrations {
    ($folder:literal) => {
        Migrator::with_migrations(vec![
            migration(1, "profiles and ratings", sql!($folder, "0001_profiles_and_ratings.sql")),
            migration(2, "listed movies", sql!($folder, "0002_listed_movies.sql")),
            migration(3, "feedback", sql!($folder, "0003_feedback.sql")),
            migration(4, "posters", sql!($folder, "0004_posters.sql")),
            migration(5, "used at and health", sql!($folder, "0005_used_at_and_health.sql")),
        ])
    };
}

macro_rules! sql {
    ($folder:literal, $name:literal) => {
        include_str!(concat!("../../migrations/", $folder, "/", $name))
    };
}

/// Brings a SQLite file up to date.
pub(super) fn sqlite() -> Migrator {
    on_newer_tables_too(migrations!("sqlite"))
}

/// Brings a PostgreSQL database up to date.
#[cfg(feature = "postgres")]
pub(super) fn postgres() -> Migrator {
    on_newer_tables_too(migrations!("postgres"))
}

/// A migration only ever adds tables and columns that may be left out. So this program also works on a database that a
/// newer one has migrated, and a release can be rolled back.
fn on_newer_tables_too(mut migrator: Migrator) -> Migrator {
    migrator.set_ignore_missing(true);
    migrator
}

fn migration(version: i64, description: &'static str, sql: &'static str) -> Migration {
    let no_transaction = false;
    let sql = SqlStr::from_static(sql);
    Migration::new(version, description.into(), MigrationType::Simple, sql, no_transaction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// What the folder holds, as sqlx itself reads it.
    async fn folder(name: &str) -> Vec<Migration> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(name);
        Migrator::new(path).await.expect("a folder of migrations").iter().cloned().collect()
    }

    fn assert_same(listed: &Migrator, files: &[Migration]) {
        let listed: Vec<_> = listed.iter().collect();
        assert_eq!(listed.len(), files.len(), "every file is listed");
        for (listed, file) in listed.into_iter().zip(files) {
            assert_eq!(listed.version, file.version);
            assert_eq!(listed.description, file.description);
            assert_eq!(listed.migration_type, file.migration_type);
            assert_eq!(listed.checksum, file.checksum, "migration {}", file.version);
            assert_eq!(listed.no_tx, file.no_tx);
        }
    }

    #[tokio::test]
    async fn the_list_is_what_the_folders_hold() {
        assert_same(&sqlite(), &folder("sqlite").await);
        #[cfg(feature = "postgres")]
        assert_same(&postgres(), &folder("postgres").await);
    }
}
