-- A visitor: nobody's name, only the hash of the token that is theirs.
CREATE TABLE profiles (
    profile_id INTEGER PRIMARY KEY,
    token_hash BLOB    NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    created_at INTEGER NOT NULL -- UTC seconds
) STRICT;

-- What a visitor thinks of a movie: one row, the latest.
CREATE TABLE ratings (
    profile_id INTEGER NOT NULL REFERENCES profiles (profile_id) ON DELETE CASCADE,
    item_id    INTEGER NOT NULL CHECK (item_id BETWEEN 0 AND 4294967295),
    half_stars INTEGER NOT NULL CHECK (half_stars BETWEEN 1 AND 10),
    rated_at   INTEGER NOT NULL, -- UTC seconds
    PRIMARY KEY (profile_id, item_id)
) STRICT, WITHOUT ROWID;

-- Lists are newest first; the id makes the order total, so that pages never overlap.
CREATE INDEX ratings_newest_first ON ratings (profile_id, rated_at DESC, item_id DESC);
