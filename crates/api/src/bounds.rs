//! The fixed bounds of requests and answers: what no operator can set.
//!
//! The OpenAPI descriptions repeat some of these figures, since attributes cannot use constants: change both.

/// The largest body that is read unless the route allows more.
pub(crate) const BODY_LIMIT_BYTES: usize = 64 * 1024;
/// The largest body with one visitor's ratings. [`MAX_RATINGS`] of them, and as many skipped movies, take 80 KiB as
/// programs write them and 190 KiB indented: a smaller limit would reject what the count allows.
pub(crate) const RATINGS_BODY_BYTES: usize = 256 * 1024;
/// The largest body that asks for a list: one visitor's ratings, and [`MAX_CHOSEN`] ids in `only` and in `exclude`. They take
/// 440 KiB as programs write them, with the longest ids, and 940 KiB indented.
pub(crate) const LIST_BODY_BYTES: usize = 1024 * 1024;
/// The largest body that asks for a list for a group of eight.
pub(crate) const GROUP_BODY_BYTES: usize = 2 * 1024 * 1024;

/// The most ratings in one request.
pub(crate) const MAX_RATINGS: usize = 2_000;
/// The most ids of `only`, and of `exclude`: a whole library, or a festival's programme.
pub(crate) const MAX_CHOSEN: usize = 20_000;
/// The most ids of other services that one search looks for.
pub(crate) const MAX_OTHER_IDS: usize = 100;
/// The most genres in one request.
pub(crate) const MAX_GENRES: usize = 50;
/// The most decades in one request.
pub(crate) const MAX_DECADES: usize = 50;
/// The longest search query, in characters.
pub(crate) const MAX_QUERY_CHARS: usize = 80;
/// The most movies that one search finds, over all pages.
pub(crate) const MAX_FOUND: usize = 1_000;
/// How many people a group has.
pub(crate) const GROUP_SIZES: std::ops::RangeInclusive<usize> = 2..=8;

/// The longest list of recommendations or movies.
pub(crate) const MAX_LIST: u32 = 100;
/// The length of a list if the request gives none.
pub(crate) const DEFAULT_LIST: u32 = 20;
/// The longest list of movies to rate next.
pub(crate) const MAX_ONBOARDING: u32 = 50;
/// The lowest rank that a comparison gives for the other algorithm.
pub(crate) const MAX_RANK: usize = 1_000;

/// The most rows of an import that are reported one by one, of each kind.
pub(crate) const MAX_REPORTED_ROWS: usize = 200;
/// The most feedback events in one request.
pub(crate) const MAX_FEEDBACK_EVENTS: usize = 200;
/// The longest id of text that a request may name a movie by, in characters.
pub(crate) const MAX_TEXT_ID_CHARS: usize = 200;
/// The longest id that a client may make up, in characters.
pub(crate) const MAX_ID_CHARS: usize = 64;
