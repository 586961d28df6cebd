-- What version 4 added.
CREATE TABLE reordered (
    number INTEGER NOT NULL,
    part   INTEGER NOT NULL,
    doc    TEXT NOT NULL,
    kind   TEXT NOT NULL,
    PRIMARY KEY (number, part, doc)
) WITHOUT ROWID;
INSERT INTO reordered (number, part, doc, kind) SELECT number, part, doc, kind FROM corrections;
DROP TABLE corrections;
ALTER TABLE reordered RENAME TO corrections;
PRAGMA user_version = 4;
