-- The ledger and what lives in its transactions. Ids are 16-byte UUIDs, times milliseconds since
-- 1970 UTC, days counted from the common era, bodies JSON; small enumerations of projections are
-- numbers, because a projection is built again whenever its version changes.

-- This life of the database. `secret` makes query codes; `projection` is the version of the
-- disposable tables; entries without `present` up to `floor` are purged.
CREATE TABLE sync_meta (
    only_row   INTEGER PRIMARY KEY CHECK (only_row = 1),
    epoch      BLOB NOT NULL CHECK (length(epoch) = 16),
    schema     INTEGER NOT NULL,
    secret     BLOB NOT NULL CHECK (length(secret) = 32),
    projection INTEGER NOT NULL,
    floor      INTEGER NOT NULL
) STRICT;

-- Feed numbers, allocated in the transaction that uses them: a cursor never skips a late commit.
-- `directory` counts changes of units and officers.
CREATE TABLE head (
    only_row  INTEGER PRIMARY KEY CHECK (only_row = 1),
    seq       INTEGER NOT NULL,
    rseq      INTEGER NOT NULL,
    directory INTEGER NOT NULL
) STRICT;
INSERT INTO head (only_row, seq, rseq, directory) VALUES (1, 0, 0, 0);

-- Organisation -------------------------------------------------------------------------------

CREATE TABLE units (
    id     BLOB PRIMARY KEY CHECK (length(id) = 16),
    parent BLOB REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED,
    kind   TEXT NOT NULL,
    name   TEXT NOT NULL,
    code   TEXT NOT NULL,
    word   TEXT NOT NULL
) STRICT;

CREATE TABLE officers (
    id   BLOB PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    unit BLOB NOT NULL REFERENCES units (id)
) STRICT;

CREATE TABLE posts (
    officer BLOB NOT NULL REFERENCES officers (id) ON DELETE CASCADE,
    role    TEXT NOT NULL,
    PRIMARY KEY (officer, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE classes (
    path TEXT PRIMARY KEY,
    nth  INTEGER NOT NULL
) STRICT;

-- Devices ------------------------------------------------------------------------------------

-- One installation as used by one officer: each has a vault of their own there.
CREATE TABLE device (
    id          BLOB NOT NULL CHECK (length(id) = 16),
    officer     BLOB NOT NULL REFERENCES officers (id),
    revoked     INTEGER NOT NULL DEFAULT 0,
    lease_until INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL,
    unsent      INTEGER NOT NULL,
    build       TEXT NOT NULL,
    PRIMARY KEY (id, officer)
) STRICT, WITHOUT ROWID;

CREATE TABLE replica (
    device    BLOB NOT NULL,
    inc       BLOB NOT NULL,
    officer   BLOB NOT NULL REFERENCES officers (id),
    last_dseq INTEGER NOT NULL,
    last_op   BLOB,
    PRIMARY KEY (device, inc)
) STRICT, WITHOUT ROWID;

-- Settled operations; those of imports and of the public pages have no device.
CREATE TABLE op (
    op_id       BLOB PRIMARY KEY CHECK (length(op_id) = 16),
    device      BLOB,
    inc         BLOB,
    dseq        INTEGER,
    sha256      BLOB CHECK (length(sha256) = 32),
    kind        TEXT NOT NULL,
    v           INTEGER NOT NULL,
    outcome     TEXT NOT NULL,
    seq         INTEGER,
    received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX op_received ON op (received_at);

-- Refused operations with every word of them, until the author's tray holds them.
CREATE TABLE refusal (
    rseq       INTEGER PRIMARY KEY,
    device     BLOB NOT NULL,
    officer    BLOB NOT NULL REFERENCES officers (id),
    op_id      BLOB NOT NULL,
    body       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    refused_at INTEGER NOT NULL
) STRICT;
CREATE INDEX refusal_device ON refusal (device, officer, rseq);

-- What people did with returned work.
CREATE TABLE let_go (
    op_id    BLOB PRIMARY KEY CHECK (length(op_id) = 16),
    device   BLOB NOT NULL,
    officer  BLOB NOT NULL REFERENCES officers (id),
    decision TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Ledger, records, feed ----------------------------------------------------------------------

-- `nr` is a short name of `id` inside this database, in the order of registration.
CREATE TABLE record (
    nr   INTEGER PRIMARY KEY,
    id   BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    rev  INTEGER NOT NULL,
    seq  INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- Facts, append-only: the one source everything below is built from.
CREATE TABLE ledger (
    seq    INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES record (nr),
    op_id  BLOB NOT NULL,
    at     INTEGER NOT NULL,
    v      INTEGER NOT NULL,
    body   TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_record ON ledger (record, seq);

CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;
CREATE TRIGGER ledger_is_never_shortened BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'a fact is never deleted'); END;

-- `nr` is a short name of a tag, and through `unit:…` and `person:…` of a unit and an officer.
CREATE TABLE tag (
    nr   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

-- The feed: which record is under which tag since which feed number, or left it then.
CREATE TABLE tag_entry (
    tag     INTEGER NOT NULL REFERENCES tag (nr),
    record  INTEGER NOT NULL REFERENCES record (nr),
    seq     INTEGER NOT NULL,
    present INTEGER NOT NULL,
    PRIMARY KEY (tag, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_entry_seq ON tag_entry (tag, seq);

-- Official numbers, without gaps.
CREATE TABLE number_series (
    series TEXT NOT NULL,
    unit   BLOB NOT NULL,
    year   INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (series, unit, year)
) STRICT, WITHOUT ROWID;

-- Who read and did what; appended in the transaction of the act itself where there is one.
CREATE TABLE audit (
    nth     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    officer BLOB,
    act     TEXT NOT NULL,
    record  BLOB,
    allowed INTEGER NOT NULL,
    detail  TEXT NOT NULL
) STRICT;

-- Projections: disposable, built from the ledger ---------------------------------------------

-- The digest of the code on the receipt.
CREATE TABLE query_code (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    record INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a list shows of a record.
CREATE TABLE list_row (
    record INTEGER PRIMARY KEY,
    body   TEXT NOT NULL
) STRICT;

-- One row for every tag a record may be seen by: access, filters and order in one index each.
-- 0 is nobody; a due day beyond every calendar is no limit. `waits_for` is the unit whose turn it
-- is, or -1 for the discipline channel.
CREATE TABLE list_entry (
    tag         INTEGER NOT NULL,
    record      INTEGER NOT NULL,
    due_on      INTEGER NOT NULL,
    received_on INTEGER NOT NULL,
    state       INTEGER NOT NULL,
    channel     INTEGER NOT NULL,
    purpose     INTEGER NOT NULL,
    unit        INTEGER NOT NULL,
    village     INTEGER NOT NULL,
    handler     INTEGER NOT NULL,
    waits_for   INTEGER NOT NULL,
    waits_part  INTEGER NOT NULL,
    PRIMARY KEY (tag, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_entry_due ON list_entry
    (tag, due_on, record, state, channel, purpose, unit, village, handler, waits_for, waits_part);
CREATE INDEX list_entry_received ON list_entry
    (tag, received_on, record, due_on, state, channel, purpose, unit, village, handler, waits_for, waits_part);
CREATE INDEX list_entry_work ON list_entry
    (tag, waits_for, due_on, record, received_on, state, channel, purpose, unit, village, handler, waits_part)
    WHERE waits_for <> 0;

-- Pairs of neighbouring characters, and single ones of short lines. Everything is folded and cut in
-- Rust (projection/grams.rs); this tokenizer only splits at blanks.
CREATE VIRTUAL TABLE search USING fts5(
    grams, units,
    content = '', contentless_delete = 1, tokenize = 'ascii'
);
