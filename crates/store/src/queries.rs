//! Every statement of the store, in the SQL that SQLite and PostgreSQL share.
//!
//! Parameters are numbered (`$1`), which both read. A token's hash is a parameter of each statement rather than
//! looked up first: one statement is one transaction, so a profile deleted meanwhile can never gain a rating.

/// `$1` token hash, `$2` created at.
pub(crate) const CREATE_PROFILE: &str = "INSERT INTO profiles (token_hash, created_at) VALUES ($1, $2)";

/// `$1` token hash. One row: created at, number of ratings.
pub(crate) const FIND_PROFILE: &str = "\
    SELECT created_at, (SELECT COUNT(*) FROM ratings WHERE ratings.profile_id = profiles.profile_id) AS n_ratings \
    FROM profiles WHERE token_hash = $1";

/// `$1` token hash. Ratings go with their profile (`ON DELETE CASCADE`).
pub(crate) const DELETE_PROFILE: &str = "DELETE FROM profiles WHERE token_hash = $1";

/// `$1` token hash, `$2` item, `$3` half stars, `$4` rated at. No row is touched if there is no such profile.
pub(crate) const PUT_RATING: &str = "\
    INSERT INTO ratings (profile_id, item_id, half_stars, rated_at) \
    SELECT profile_id, $2, $3, $4 FROM profiles WHERE token_hash = $1 \
    ON CONFLICT (profile_id, item_id) \
    DO UPDATE SET half_stars = excluded.half_stars, rated_at = excluded.rated_at";

/// `$1` token hash, `$2` item.
pub(crate) const DELETE_RATING: &str = "\
    DELETE FROM ratings \
    WHERE profile_id = (SELECT profile_id FROM profiles WHERE token_hash = $1) AND item_id = $2";

/// `$1` token hash, `$2` and `$3` where the last page ended (rated at, item), `$4` how many.
/// One row with nulls for a profile without (further) ratings; no row if there is no such profile.
pub(crate) const LIST_RATINGS: &str = "\
    SELECT ratings.item_id, ratings.half_stars, ratings.rated_at \
    FROM profiles LEFT JOIN ratings \
    ON ratings.profile_id = profiles.profile_id AND (ratings.rated_at, ratings.item_id) < ($2, $3) \
    WHERE profiles.token_hash = $1 \
    ORDER BY ratings.rated_at DESC, ratings.item_id DESC LIMIT $4";

/// One row: number of profiles, number of ratings.
pub(crate) const COUNTS: &str = "\
    SELECT (SELECT COUNT(*) FROM profiles) AS n_profiles, (SELECT COUNT(*) FROM ratings) AS n_ratings";
