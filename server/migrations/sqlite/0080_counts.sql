-- Lists say 件次, 批次 and 人次 of a period and are asked for a warning level. A projection is built again whenever
-- its version changes, so the table of before is not carried over.

DROP TABLE list_entry;

-- One row for every tag a record may be seen by: access, filters and order in one index each.
-- 0 is nobody; a due day beyond every calendar is no limit. `waits_for` is the unit whose turn it is, or -1 for
-- the discipline channel. `many`: as many people as the county counts as a group. The days on which warnings
-- begin are NULL where no limit runs.
CREATE TABLE list_entry (
    tag           INTEGER NOT NULL,
    record        INTEGER NOT NULL,
    due_on        INTEGER NOT NULL,
    received_on   INTEGER NOT NULL,
    registered_on INTEGER NOT NULL,
    state         INTEGER NOT NULL,
    channel       INTEGER NOT NULL,
    purpose       INTEGER NOT NULL,
    unit          INTEGER NOT NULL,
    village       INTEGER NOT NULL,
    handler       INTEGER NOT NULL,
    waits_for     INTEGER NOT NULL,
    waits_part    INTEGER NOT NULL,
    headcount     INTEGER NOT NULL,
    many          INTEGER NOT NULL,
    first_on      INTEGER,
    second_on     INTEGER,
    urging_on     INTEGER,
    last_on       INTEGER,
    PRIMARY KEY (tag, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_entry_due ON list_entry
    (tag, due_on, record, state, channel, purpose, unit, village, handler, waits_for, waits_part);
CREATE INDEX list_entry_received ON list_entry
    (tag, received_on, record, due_on, state, channel, purpose, unit, village, handler, waits_for, waits_part);
CREATE INDEX list_entry_work ON list_entry
    (tag, waits_for, due_on, record, received_on, registered_on, state, channel, purpose, unit, village, handler,
     waits_part, headcount, many)
    WHERE waits_for <> 0;
-- A period and what is counted over it.
CREATE INDEX list_entry_registered ON list_entry
    (tag, registered_on, record, due_on, received_on, state, channel, purpose, unit, village, handler, waits_for,
     waits_part, headcount, many);
-- What warns: each warning begins no earlier than the first.
CREATE INDEX list_entry_warned ON list_entry
    (tag, first_on, record, second_on, urging_on, last_on, due_on, received_on, registered_on, state, channel,
     purpose, unit, village, handler, waits_for, waits_part, headcount, many)
    WHERE first_on IS NOT NULL;
