-- Half of what opens the vault of an officer's device; the other half is on the device alone.
CREATE TABLE spare_key (
    device  BLOB    NOT NULL CHECK (length(device) = 16),
    officer BLOB    NOT NULL REFERENCES account (officer) ON DELETE CASCADE,
    spare   BLOB    NOT NULL CHECK (length(spare) = 32),
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (device, officer)
) STRICT, WITHOUT ROWID;
