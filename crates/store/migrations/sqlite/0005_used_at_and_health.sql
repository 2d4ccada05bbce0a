-- When a profile was last used, as days since 1970 (UTC): those that nobody uses any more are deleted. For the profiles
-- of before, the count begins when their first use is seen.
ALTER TABLE profiles ADD COLUMN used_day INTEGER;

CREATE INDEX profiles_unused ON profiles (used_day);

-- One row, which health checks write: a database that can be read may be full or locked all the same.
CREATE TABLE health_checks (
    health_check_id INTEGER PRIMARY KEY CHECK (health_check_id = 1),
    checked_at      INTEGER NOT NULL -- UTC seconds
) STRICT;
