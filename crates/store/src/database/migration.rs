//! Errors of migrations, worded for people.

use sqlx::migrate::MigrateError;

/// Why a migration failed.
pub(super) fn migration_reason(error: &MigrateError) -> String {
    match error {
        MigrateError::VersionMissing(version) => {
            format!("a newer version of this program has migrated it (migration {version} is unknown here)")
        }
        other => other.to_string(),
    }
}
