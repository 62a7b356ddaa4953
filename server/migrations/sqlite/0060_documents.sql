-- The county's own texts of official documents: added to, never changed, so that it stays known which text
-- was in force on which day. An empty text goes back to the shipped one.

CREATE TABLE document_template (
    nth     INTEGER PRIMARY KEY,
    kind    TEXT    NOT NULL,
    body    TEXT    NOT NULL,
    since   TEXT    NOT NULL,
    officer BLOB    NOT NULL REFERENCES officers (id),
    at      INTEGER NOT NULL
) STRICT;
CREATE TRIGGER document_template_is_never_changed BEFORE UPDATE ON document_template
BEGIN SELECT RAISE(ABORT, 'a text of a document is never changed'); END;
CREATE TRIGGER document_template_is_never_shortened BEFORE DELETE ON document_template
BEGIN SELECT RAISE(ABORT, 'a text of a document is never deleted'); END;
