-- What the county rules itself, and the yearly notices of rest days: added to, never changed. Days and
-- times are text as people write them, so that the history can be read without the program.

CREATE TABLE policy_change (
    nth     INTEGER PRIMARY KEY,
    norm    TEXT    NOT NULL,
    value   INTEGER NOT NULL,
    since   TEXT    NOT NULL,
    officer BLOB    NOT NULL REFERENCES officers (id),
    at      INTEGER NOT NULL,
    reason  TEXT    NOT NULL
) STRICT;
CREATE TRIGGER policy_is_never_changed BEFORE UPDATE ON policy_change
BEGIN SELECT RAISE(ABORT, 'a change of policy is never changed'); END;
CREATE TRIGGER policy_is_never_shortened BEFORE DELETE ON policy_change
BEGIN SELECT RAISE(ABORT, 'a change of policy is never deleted'); END;

-- One table of rest days as it was taken in; `officer` is nobody for the command on the server.
CREATE TABLE rest_day_table (
    nth     INTEGER PRIMARY KEY,
    officer BLOB REFERENCES officers (id),
    at      INTEGER NOT NULL,
    body    TEXT    NOT NULL
) STRICT;
CREATE TRIGGER rest_day_table_is_never_changed BEFORE UPDATE ON rest_day_table
BEGIN SELECT RAISE(ABORT, 'a table of rest days is never changed'); END;
CREATE TRIGGER rest_day_table_is_never_shortened BEFORE DELETE ON rest_day_table
BEGIN SELECT RAISE(ABORT, 'a table of rest days is never deleted'); END;
