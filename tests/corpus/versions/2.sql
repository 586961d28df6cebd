-- What version 2 added.
CREATE TABLE compared (
    id    INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    norm  REAL NOT NULL,
    terms BLOB NOT NULL
);
CREATE TABLE links (
    a     INTEGER NOT NULL REFERENCES compared (id) ON DELETE CASCADE,
    b     INTEGER NOT NULL REFERENCES compared (id) ON DELETE CASCADE,
    score REAL NOT NULL,                  -- log odds by what the two reports say
    text  REAL NOT NULL,                  -- cosine of their texts
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX links_b ON links (b);

CREATE TABLE corrections (
    number INTEGER NOT NULL,
    kind   TEXT NOT NULL,                 -- merge: all are one event; split: part 1 is another than part 0
    part   INTEGER NOT NULL,
    doc    TEXT NOT NULL,
    PRIMARY KEY (number, part, doc)
) WITHOUT ROWID;
INSERT INTO compared VALUES (1, 1.5, x'01000000'), (2, 1.0, x'01000000');
INSERT INTO links VALUES (1, 2, 0.5, 0.25);
INSERT INTO meta VALUES ('links_model', 7);
INSERT INTO corrections VALUES (1, 'merge', 0, '66a530149b'), (1, 'merge', 1, 'dc6bd0b30e');
PRAGMA user_version = 2;
