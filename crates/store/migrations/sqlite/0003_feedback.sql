-- What became of what was recommended. Nobody's: it holds no profile and nothing that leads to one.
CREATE TABLE feedback (
    feedback_id INTEGER PRIMARY KEY,
    received_at INTEGER NOT NULL, -- UTC seconds
    kind        TEXT    NOT NULL CHECK (kind IN ('shown', 'clicked', 'saved', 'dismissed')),
    item_id     INTEGER NOT NULL CHECK (item_id BETWEEN 0 AND 4294967295),
    algorithm   TEXT    NOT NULL, -- what made the list
    position    INTEGER NOT NULL CHECK (position BETWEEN 1 AND 100), -- in the list, from 1
    list_id     TEXT,             -- the client's own name for the list
    experiment  TEXT,             -- where the visitor was in one
    arm         TEXT,             -- the visitor's arm of it
    CHECK ((experiment IS NULL) = (arm IS NULL))
) STRICT;

-- What is too old is deleted.
CREATE INDEX feedback_oldest_first ON feedback (received_at);
