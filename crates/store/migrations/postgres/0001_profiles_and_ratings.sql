-- A visitor: nobody's name, only the hash of the token that is theirs.
CREATE TABLE profiles (
    profile_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash BYTEA  NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    created_at BIGINT NOT NULL -- UTC seconds
);

-- What a visitor thinks of a movie: one row, the latest.
CREATE TABLE ratings (
    profile_id BIGINT NOT NULL REFERENCES profiles (profile_id) ON DELETE CASCADE,
    item_id    BIGINT NOT NULL CHECK (item_id BETWEEN 0 AND 4294967295),
    half_stars BIGINT NOT NULL CHECK (half_stars BETWEEN 1 AND 10),
    rated_at   BIGINT NOT NULL, -- UTC seconds
    PRIMARY KEY (profile_id, item_id)
);

-- Lists are newest first; the id makes the order total, so that pages never overlap.
CREATE INDEX ratings_newest_first ON ratings (profile_id, rated_at DESC, item_id DESC);
