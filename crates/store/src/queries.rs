//! Every statement of the store, in the SQL that SQLite and PostgreSQL share.
//!
//! Parameters are numbered (`$1`), which both databases support. Each statement takes the token's hash as a parameter
//! instead of looking the profile up first. One statement is one transaction, so a profile that is deleted in the
//! meantime can never gain a rating.
//!
//! Many rows are passed as one JSON text, which the database parses: one statement and one round trip for thousands of
//! rows. Only the JSON function has a different name in each database.

/// `$1` token hash, `$2` created at.
/// `$3` today.
pub(crate) const CREATE_PROFILE: &str =
    "INSERT INTO profiles (token_hash, created_at, used_day) VALUES ($1, $2, $3)";

/// `$1` token hash, `$2` today, as days since 1970.
pub(crate) const USE_PROFILE: &str =
    "UPDATE profiles SET used_day = $2 WHERE token_hash = $1 AND (used_day IS NULL OR used_day < $2)";

/// `$1` today. Starts the count for profiles of a release that did not count.
pub(crate) const START_COUNTING_USE: &str = "UPDATE profiles SET used_day = $1 WHERE used_day IS NULL";

/// `$1` a day. Deletes the profiles that were last used before it.
pub(crate) const DELETE_UNUSED_PROFILES: &str = "DELETE FROM profiles WHERE used_day < $1";

/// Whether a row of `$listed` counts: a movie that was watched and is rated too is not one that was watched without a rating. It is
/// one again once the rating is deleted.
macro_rules! unless_rated {
    ($listed:literal) => {
        concat!(
            "(",
            $listed,
            ".list <> 'watched' OR NOT EXISTS (SELECT 1 FROM ratings rated \
             WHERE rated.profile_id = ",
            $listed,
            ".profile_id AND rated.item_id = ",
            $listed,
            ".item_id))"
        )
    };
}

/// `$1` token hash. Returns one row: created at, number of ratings, and number of movies on each list, in the order of
/// `MovieList::ALL`.
pub(crate) const FIND_PROFILE: &str = concat!(
    "SELECT created_at, \
     (SELECT COUNT(*) FROM ratings r WHERE r.profile_id = p.profile_id), \
     (SELECT COUNT(*) FROM listed_movies l WHERE l.profile_id = p.profile_id AND l.list = 'watchlist'), \
     (SELECT COUNT(*) FROM listed_movies l WHERE l.profile_id = p.profile_id AND l.list = 'not_interested'), \
     (SELECT COUNT(*) FROM listed_movies l WHERE l.profile_id = p.profile_id AND l.list = 'skipped'), \
     (SELECT COUNT(*) FROM listed_movies l WHERE l.profile_id = p.profile_id AND l.list = 'watched' AND ",
    unless_rated!("l"),
    ") FROM profiles p WHERE token_hash = $1"
);

/// `$1` token hash. Deletes ratings and lists together with the profile (`ON DELETE CASCADE`).
pub(crate) const DELETE_PROFILE: &str = "DELETE FROM profiles WHERE token_hash = $1";

/// `$1` token hash, `$2` item, `$3` half stars, `$4` rated at. Touches no row if the profile does not exist.
pub(crate) const PUT_RATING: &str = "\
    INSERT INTO ratings (profile_id, item_id, half_stars, rated_at) \
    SELECT profile_id, $2, $3, $4 FROM profiles WHERE token_hash = $1 \
    ON CONFLICT (profile_id, item_id) \
    DO UPDATE SET half_stars = excluded.half_stars, \
    rated_at = CASE WHEN excluded.rated_at > ratings.rated_at THEN excluded.rated_at ELSE ratings.rated_at END";

/// `$1` token hash. Finds the profile, which a transaction of SQLite, the only writer, holds anyway.
pub(crate) const HOLD_PROFILE_SQLITE: &str = "SELECT profile_id FROM profiles WHERE token_hash = $1";

/// `$1` token hash. Keeps the profile from being deleted until the transaction ends. A deletion locks the profile before
/// its ratings; a transaction that writes ratings first and then needs the profile would wait for it in a circle.
pub(crate) const HOLD_PROFILE_POSTGRES: &str =
    "SELECT profile_id FROM profiles WHERE token_hash = $1 FOR KEY SHARE";

macro_rules! put_ratings {
    ($rows:literal, $replace:literal) => {
        concat!(
            "INSERT INTO ratings (profile_id, item_id, half_stars, rated_at) \
             SELECT profile_id, CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), \
             CAST(value ->> 2 AS BIGINT) FROM profiles CROSS JOIN ",
            $rows,
            " WHERE token_hash = $1 ON CONFLICT (profile_id, item_id) \
             DO UPDATE SET half_stars = excluded.half_stars, rated_at = ",
            $replace
        )
    };
}

macro_rules! import_ratings {
    ($rows:literal) => {
        put_ratings!($rows, "excluded.rated_at WHERE excluded.rated_at >= ratings.rated_at")
    };
}

macro_rules! add_ratings {
    ($rows:literal) => {
        concat!(
            "INSERT INTO ratings (profile_id, item_id, half_stars, rated_at) \
             SELECT profile_id, CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), \
             CAST(value ->> 2 AS BIGINT) FROM profiles CROSS JOIN ",
            $rows,
            " WHERE token_hash = $1 ON CONFLICT (profile_id, item_id) DO NOTHING"
        )
    };
}

macro_rules! replace_ratings {
    ($rows:literal) => {
        put_ratings!(
            $rows,
            "CASE WHEN excluded.rated_at > ratings.rated_at THEN excluded.rated_at ELSE ratings.rated_at END"
        )
    };
}

/// `$1` token hash, `$2` rows `[[item, half stars, rated at], ...]`, each item once. If a movie is rated already, the
/// later rating wins.
pub(crate) const IMPORT_RATINGS_SQLITE: &str = import_ratings!("json_each($2)");
/// Like [`IMPORT_RATINGS_SQLITE`].
pub(crate) const IMPORT_RATINGS_POSTGRES: &str =
    import_ratings!("json_array_elements(CAST($2 AS json)) AS rows(value)");

/// Like [`IMPORT_RATINGS_SQLITE`], but every rating that is there already stays.
pub(crate) const ADD_RATINGS_SQLITE: &str = add_ratings!("json_each($2)");
/// Like [`ADD_RATINGS_SQLITE`].
pub(crate) const ADD_RATINGS_POSTGRES: &str =
    add_ratings!("json_array_elements(CAST($2 AS json)) AS rows(value)");

/// Like [`IMPORT_RATINGS_SQLITE`], but replaces every earlier rating. Clocks differ and step back: the time of a
/// replaced rating is never before that of the earlier one.
pub(crate) const REPLACE_RATINGS_SQLITE: &str = replace_ratings!("json_each($2)");
/// Like [`REPLACE_RATINGS_SQLITE`].
pub(crate) const REPLACE_RATINGS_POSTGRES: &str =
    replace_ratings!("json_array_elements(CAST($2 AS json)) AS rows(value)");

/// `$1` token hash, `$2` item.
pub(crate) const DELETE_RATING: &str = "\
    DELETE FROM ratings \
    WHERE profile_id = (SELECT profile_id FROM profiles WHERE token_hash = $1) AND item_id = $2";

/// `$1` token hash, `$2` and `$3` end of the last page (rated at, item), `$4` limit. Returns one row of nulls if the
/// profile has no (further) ratings, and no row if it does not exist.
pub(crate) const LIST_RATINGS: &str = "\
    SELECT ratings.item_id, ratings.half_stars, ratings.rated_at \
    FROM profiles LEFT JOIN ratings \
    ON ratings.profile_id = profiles.profile_id AND (ratings.rated_at, ratings.item_id) < ($2, $3) \
    WHERE profiles.token_hash = $1 \
    ORDER BY ratings.rated_at DESC, ratings.item_id DESC LIMIT $4";

/// `$1` and `$2` end of the last page (profile, item), `$3` limit. Returns ratings of all profiles in the order of the
/// primary key, so that late pages cost no more than early ones.
pub(crate) const ALL_RATINGS: &str = "\
    SELECT profile_id, item_id, half_stars, rated_at, \
    (SELECT created_at FROM profiles p WHERE p.profile_id = ratings.profile_id) FROM ratings \
    WHERE (profile_id, item_id) > ($1, $2) ORDER BY profile_id, item_id LIMIT $3";

macro_rules! put_movies_on_list {
    ($rows:literal) => {
        concat!(
            "INSERT INTO listed_movies (profile_id, list, item_id, added_at) \
             SELECT profile_id, $3, CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT) \
             FROM profiles CROSS JOIN ",
            $rows,
            " WHERE token_hash = $1 ON CONFLICT (profile_id, list, item_id) DO NOTHING"
        )
    };
}

/// `$1` token hash, `$2` rows `[[item, added at], ...]`, `$3` list. A movie that is on the list already stays
/// unchanged.
pub(crate) const PUT_MOVIES_ON_LIST_SQLITE: &str = put_movies_on_list!("json_each($2)");
/// Like [`PUT_MOVIES_ON_LIST_SQLITE`].
pub(crate) const PUT_MOVIES_ON_LIST_POSTGRES: &str =
    put_movies_on_list!("json_array_elements(CAST($2 AS json)) AS rows(value)");

/// `$1` token hash, `$2` item, `$3` list.
pub(crate) const UNLIST_MOVIE: &str = "\
    DELETE FROM listed_movies \
    WHERE profile_id = (SELECT profile_id FROM profiles WHERE token_hash = $1) AND item_id = $2 AND list = $3";

/// `$1` token hash, `$2` and `$3` end of the last page (added at, item), `$4` limit, `$5` list. Returns one row of
/// nulls if the list has no (further) movies, and no row if the profile does not exist.
pub(crate) const LISTED_MOVIES: &str = concat!(
    "SELECT listed_movies.item_id, listed_movies.added_at \
     FROM profiles LEFT JOIN listed_movies \
     ON listed_movies.profile_id = profiles.profile_id AND listed_movies.list = $5 \
     AND (listed_movies.added_at, listed_movies.item_id) < ($2, $3) AND ",
    unless_rated!("listed_movies"),
    " WHERE profiles.token_hash = $1 \
     ORDER BY listed_movies.added_at DESC, listed_movies.item_id DESC LIMIT $4"
);

/// `$1` token hash, `$2` last item of the last page, `$3` limit. In the order of the primary key: an item that is rated again while
/// the pages are read stays in its place. Returns rows as [`LIST_RATINGS`] does.
pub(crate) const RATINGS_BY_ITEM: &str = "\
    SELECT ratings.item_id, ratings.half_stars, ratings.rated_at \
    FROM profiles LEFT JOIN ratings \
    ON ratings.profile_id = profiles.profile_id AND ratings.item_id > $2 \
    WHERE profiles.token_hash = $1 ORDER BY ratings.item_id LIMIT $3";

/// Like [`RATINGS_BY_ITEM`], for the list `$4`. Returns rows as [`LISTED_MOVIES`] does.
pub(crate) const LISTED_BY_ITEM: &str = concat!(
    "SELECT listed_movies.item_id, listed_movies.added_at \
     FROM profiles LEFT JOIN listed_movies \
     ON listed_movies.profile_id = profiles.profile_id AND listed_movies.list = $4 \
     AND listed_movies.item_id > $2 AND ",
    unless_rated!("listed_movies"),
    " WHERE profiles.token_hash = $1 ORDER BY listed_movies.item_id LIMIT $3"
);

/// Returns one row: number of profiles, of ratings, and of movies on lists.
pub(crate) const COUNTS: &str = "\
    SELECT (SELECT COUNT(*) FROM profiles), (SELECT COUNT(*) FROM ratings), (SELECT COUNT(*) FROM listed_movies)";

/// Reads the first page of a table.
pub(crate) const CHECK_READ: &str = "SELECT profile_id FROM profiles ORDER BY profile_id LIMIT 1";

/// `$1` UTC seconds. Writes one row.
pub(crate) const CHECK_WRITE: &str = "\
    INSERT INTO health_checks (health_check_id, checked_at) VALUES (1, $1) \
    ON CONFLICT (health_check_id) DO UPDATE SET checked_at = excluded.checked_at";

macro_rules! add_feedback {
    ($rows:literal) => {
        concat!(
            "INSERT INTO feedback \
             (received_at, kind, item_id, algorithm, position, list_id, experiment, arm) \
             SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, CAST(value ->> 2 AS BIGINT), value ->> 3, \
             CAST(value ->> 4 AS BIGINT), value ->> 5, value ->> 6, value ->> 7 FROM ",
            $rows
        )
    };
}

/// `$1` rows `[[received at, kind, item, algorithm, position, list or null, experiment or null, arm or null], ...]`.
pub(crate) const ADD_FEEDBACK_SQLITE: &str = add_feedback!("json_each($1)");
/// Like [`ADD_FEEDBACK_SQLITE`].
pub(crate) const ADD_FEEDBACK_POSTGRES: &str =
    add_feedback!("json_array_elements(CAST($1 AS json)) AS rows(value)");

/// `$1` UTC seconds. Deletes the events received earlier.
pub(crate) const FORGET_FEEDBACK: &str = "DELETE FROM feedback WHERE received_at < $1";

/// `$1` number of events. Deletes all but the newest of them; ids rise with time.
pub(crate) const FORGET_ALL_BUT_NEWEST_FEEDBACK: &str = "\
    DELETE FROM feedback WHERE feedback_id <= (SELECT MAX(feedback_id) FROM feedback) - $1";

/// `$1` key. Returns at most one row: content type and image (nulls if the source does not have one), and expires at.
pub(crate) const FIND_POSTER: &str =
    "SELECT content_type, image, expires_at FROM posters WHERE poster_key = $1";

/// `$1` key, `$2` content type, `$3` image, `$4` expires at.
pub(crate) const PUT_POSTER: &str = "\
    INSERT INTO posters (poster_key, content_type, image, expires_at) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (poster_key) DO UPDATE \
    SET content_type = excluded.content_type, image = excluded.image, expires_at = excluded.expires_at";

/// `$1` key, `$2` expires at.
pub(crate) const PUT_MISSING_POSTER: &str = "\
    INSERT INTO posters (poster_key, content_type, image, expires_at) VALUES ($1, NULL, NULL, $2) \
    ON CONFLICT (poster_key) DO UPDATE \
    SET content_type = NULL, image = NULL, expires_at = excluded.expires_at";

/// `$1` day, `$2` number of allowed requests. Touches no row once they are spent.
pub(crate) const SPEND_POSTER_REQUEST: &str = "\
    INSERT INTO poster_requests (day, n_requests) VALUES ($1, 1) \
    ON CONFLICT (day) DO UPDATE SET n_requests = poster_requests.n_requests + 1 \
    WHERE poster_requests.n_requests < $2";
