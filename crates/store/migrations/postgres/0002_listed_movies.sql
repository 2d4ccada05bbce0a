-- What else a visitor says of a movie: to watch, not interested, not seen when asked, seen but not rated.
CREATE TABLE listed_movies (
    profile_id BIGINT  NOT NULL REFERENCES profiles (profile_id) ON DELETE CASCADE,
    list       TEXT    NOT NULL CHECK (list IN ('watchlist', 'not_interested', 'skipped', 'watched')),
    item_id    BIGINT  NOT NULL CHECK (item_id BETWEEN 0 AND 4294967295),
    added_at   BIGINT  NOT NULL, -- UTC seconds
    PRIMARY KEY (profile_id, list, item_id)
);

CREATE INDEX listed_movies_newest_first ON listed_movies (profile_id, list, added_at DESC, item_id DESC);
