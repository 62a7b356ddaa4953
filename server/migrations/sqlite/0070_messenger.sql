-- Operations this program did not understand when they came, as they were sent (CBOR): settled in their
-- queue, decided once a program understands them. A row goes when it is decided.
CREATE TABLE held_op (
    op_id       BLOB PRIMARY KEY CHECK (length(op_id) = 16),
    device      BLOB NOT NULL,
    officer     BLOB NOT NULL REFERENCES officers (id),
    op          BLOB NOT NULL,
    received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX held_op_officer ON held_op (officer);

-- Returned work can be handed over: then its author and the colleague each do something with it.
CREATE TABLE let_go_each (
    op_id    BLOB NOT NULL CHECK (length(op_id) = 16),
    device   BLOB NOT NULL,
    officer  BLOB NOT NULL REFERENCES officers (id),
    decision TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (op_id, officer)
) STRICT, WITHOUT ROWID;
INSERT INTO let_go_each SELECT op_id, device, officer, decision, at FROM let_go;
DROP TABLE let_go;
ALTER TABLE let_go_each RENAME TO let_go;
