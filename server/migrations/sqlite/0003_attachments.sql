-- How far the bytes of attachments have come; what they are is in the ledger. `coming`: `received`
-- bytes lie in the folder of unfinished uploads; `stored`: the whole file was proved and kept.
CREATE TABLE upload (
    record   BLOB    NOT NULL CHECK (length(record) = 16),
    id       BLOB    NOT NULL CHECK (length(id) = 16),
    owner    BLOB    NOT NULL REFERENCES officers (id),
    size     INTEGER NOT NULL,
    sha256   BLOB    NOT NULL CHECK (length(sha256) = 32),
    received INTEGER NOT NULL,
    state    TEXT    NOT NULL CHECK (state IN ('coming', 'stored')),
    begun_at INTEGER NOT NULL,
    PRIMARY KEY (record, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_coming ON upload (owner, received) WHERE state = 'coming';
