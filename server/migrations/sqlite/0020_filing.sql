-- What petitioners filed on the public page. `id` is the id of the record it becomes once somebody takes it
-- over, `code` the digest of the query code handed out for it; `body`, the petitioner's own words, is never
-- changed. Present `decided`: it was not registered, with who, when and why.
CREATE TABLE filing (
    id       BLOB PRIMARY KEY CHECK (length(id) = 16),
    code     BLOB NOT NULL UNIQUE CHECK (length(code) = 32),
    bureau   BLOB NOT NULL REFERENCES units (id),
    filed_at INTEGER NOT NULL,
    sealed   INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    body     TEXT NOT NULL,
    decided  TEXT,
    -- Spares the list of what waits from asking after each one that was taken over long ago.
    taken    INTEGER NOT NULL DEFAULT 0 CHECK (taken IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX filing_waiting ON filing (sealed, bureau, filed_at) WHERE decided IS NULL AND taken = 0;

CREATE TRIGGER filing_words_are_never_changed BEFORE UPDATE OF body, filed_at, code ON filing
BEGIN SELECT RAISE(ABORT, 'what a petitioner filed is never changed'); END;
CREATE TRIGGER filing_is_never_deleted BEFORE DELETE ON filing
BEGIN SELECT RAISE(ABORT, 'what a petitioner filed is never deleted'); END;
