-- Pictures of posters as their source gave them, and what it was found to lack.
CREATE TABLE posters (
    poster_key   TEXT   PRIMARY KEY, -- what the source was asked for
    content_type TEXT,               -- null: the source has none
    image        BYTEA CHECK (octet_length(image) <= 2097152),
    expires_at   BIGINT NOT NULL,    -- UTC seconds; ask again from then on
    CHECK ((content_type IS NULL) = (image IS NULL))
);

-- How often the source was asked, by day (days since 1970, UTC): all processes share what it allows.
CREATE TABLE poster_requests (
    day        BIGINT PRIMARY KEY,
    n_requests BIGINT NOT NULL
);
