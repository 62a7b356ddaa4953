-- What the office sees of a device: the life of it that was heard of last, and how it was shut out. A device is shut
-- out for everybody on it; `told_at`: it was there since and has been told to destroy its keys.
ALTER TABLE device ADD COLUMN inc BLOB;
ALTER TABLE device ADD COLUMN revoked_at INTEGER;
ALTER TABLE device ADD COLUMN revoked_by BLOB REFERENCES officers (id);
ALTER TABLE device ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN told_at INTEGER;

-- On which device a session lives: it ends with the device.
ALTER TABLE session ADD COLUMN device BLOB;
