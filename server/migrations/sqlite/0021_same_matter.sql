-- Projections, built from the ledger: what records have in common, and which are one matter.

-- Keyed digests of ID numbers, telephones, names with addresses and of bands of the text's signature: whoever
-- reads this table finds no number in it. Sealed records have digests of their own, so that the two never meet.
CREATE TABLE trace (
    digest INTEGER NOT NULL,
    record INTEGER NOT NULL,
    PRIMARY KEY (digest, record)
) STRICT, WITHOUT ROWID;

-- Judgements in force, each as filed on `record`, about `other`.
CREATE TABLE thread (
    record INTEGER NOT NULL,
    other  BLOB NOT NULL CHECK (length(other) = 16),
    PRIMARY KEY (record, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_other ON thread (other, record);
