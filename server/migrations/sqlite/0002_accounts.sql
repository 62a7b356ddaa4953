-- Who may sign in, who is signed in, and whose name is locked. Times are milliseconds since 1970 in UTC.

CREATE TABLE account (
    officer      BLOB    NOT NULL PRIMARY KEY REFERENCES officers (id),
    sign_in_name TEXT    NOT NULL UNIQUE,
    -- argon2id, with its parameters and salt
    password     TEXT    NOT NULL,
    must_change  INTEGER NOT NULL CHECK (must_change IN (0, 1)),
    changed_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    -- SHA-256 of the token: whoever reads this table cannot sign in with it
    digest   TEXT    NOT NULL PRIMARY KEY,
    officer  BLOB    NOT NULL REFERENCES account (officer) ON DELETE CASCADE,
    begun_at INTEGER NOT NULL,
    seen_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX session_by_officer ON session (officer);

-- By the digest of the name as typed, so that a name nobody has is counted and locked like any other
-- and a password typed in the wrong field is not kept.
CREATE TABLE sign_in_failure (
    name_digest  TEXT    NOT NULL PRIMARY KEY,
    failures     INTEGER NOT NULL,
    last_at      INTEGER NOT NULL,
    locked_until INTEGER
) STRICT;
