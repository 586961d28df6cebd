-- A corpus as version 1 made it, with two documents.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE documents (
    id             INTEGER PRIMARY KEY,   -- row of the search index
    doc            TEXT NOT NULL UNIQUE,
    hash           TEXT NOT NULL UNIQUE,
    stage          TEXT NOT NULL,         -- version of the programs that made this document's rows
    format         TEXT NOT NULL,
    encoding       TEXT NOT NULL,
    title          TEXT,
    title_from     TEXT,
    published      TEXT,
    published_from TEXT,
    source         TEXT,
    author         TEXT,
    url            TEXT,
    words          INTEGER NOT NULL,
    event          TEXT                   -- JSON
);

CREATE TABLE texts (
    doc  TEXT PRIMARY KEY REFERENCES documents (doc) ON DELETE CASCADE,
    kept TEXT NOT NULL,                   -- JSON: the ranges of raw that are the body
    raw  TEXT NOT NULL
);

CREATE TABLE paths (
    path       TEXT PRIMARY KEY,
    doc        TEXT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
    bytes_hash TEXT NOT NULL,
    stage      TEXT NOT NULL              -- version of the programs that read this path last
) WITHOUT ROWID;
CREATE INDEX paths_doc ON paths (doc);

CREATE TABLE agenda (
    doc      TEXT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    number   TEXT,
    text     TEXT NOT NULL,
    speaker  TEXT,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    PRIMARY KEY (doc, position)
) WITHOUT ROWID;

CREATE TABLE proposals (
    doc       TEXT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    text      TEXT NOT NULL,
    speaker   TEXT,
    role      TEXT,
    addressee TEXT,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    PRIMARY KEY (doc, position)
) WITHOUT ROWID;

CREATE TABLE citations (
    doc      TEXT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    number   TEXT NOT NULL,
    type     TEXT,
    issuer   TEXT,
    date     TEXT,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    PRIMARY KEY (doc, position)
) WITHOUT ROWID;

CREATE TABLE features (
    name TEXT NOT NULL,
    doc  TEXT NOT NULL REFERENCES documents (doc) ON DELETE CASCADE,
    data TEXT NOT NULL,                   -- JSON
    UNIQUE (name, doc)
);
CREATE INDEX features_doc ON features (doc);

CREATE TABLE groups (
    doc         TEXT PRIMARY KEY,
    event       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    probability REAL
) WITHOUT ROWID;
CREATE TABLE events (
    event TEXT PRIMARY KEY,
    facts TEXT NOT NULL                   -- JSON
) WITHOUT ROWID;

CREATE TABLE derived (
    name    TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    data    TEXT NOT NULL                 -- JSON
) WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (
    title, body, content='', tokenize="unicode61 remove_diacritics 0"
);
INSERT INTO meta VALUES ('version', 2), ('groups_version', 2);
INSERT INTO documents VALUES (1, '66a530149b', '66a530149b1ac583675b0d04654da53a3e8f9fea29cbb0d4d7b9a488622e9aa2', 's', 'text', 'utf-8', 'Hội nghị về nước sạch', 'line 1', '2021-07-11', 'line 2', 'Báo', NULL, NULL, 9, NULL);
INSERT INTO texts VALUES ('66a530149b', '[[23,61]]', 'Hội nghị về nước sạch

Ông Nam đề nghị tỉnh làm nhà máy nước.');
INSERT INTO paths VALUES ('1.txt', '66a530149b', 'b1', 's');
INSERT INTO proposals VALUES ('66a530149b', 0, 'recommendation', 'đề nghị tỉnh làm nhà máy nước', NULL, NULL, NULL, 8, 37);
INSERT INTO features VALUES ('evidence', '66a530149b', '{"a":1}');
INSERT INTO groups VALUES ('66a530149b', 'E66a530149b', 'only', NULL);
INSERT INTO search (rowid, title, body) VALUES (1, 'hoi nghi ve nuoc sach', 'ong nam de nghi tinh lam nha may nuoc.');
INSERT INTO documents VALUES (2, 'dc6bd0b30e', 'dc6bd0b30e83b4638b3e136da28b0e75716eb9c1a5c724d6fde552c13eb1217c', 's', 'text', 'utf-8', 'Hội thảo về đường', 'line 1', '2021-07-12', 'line 2', 'Báo', NULL, NULL, 9, NULL);
INSERT INTO texts VALUES ('dc6bd0b30e', '[[19,44]]', 'Hội thảo về đường

Bà Hoa đề nghị sửa đường.');
INSERT INTO paths VALUES ('2.txt', 'dc6bd0b30e', 'b2', 's');
INSERT INTO proposals VALUES ('dc6bd0b30e', 0, 'recommendation', 'đề nghị sửa đường', NULL, NULL, NULL, 7, 24);
INSERT INTO features VALUES ('evidence', 'dc6bd0b30e', '{"a":1}');
INSERT INTO groups VALUES ('dc6bd0b30e', 'Edc6bd0b30e', 'only', NULL);
INSERT INTO search (rowid, title, body) VALUES (2, 'hoi thao ve duong', 'ba hoa de nghi sua duong.');
PRAGMA application_id = 1986949231;
PRAGMA user_version = 1;
