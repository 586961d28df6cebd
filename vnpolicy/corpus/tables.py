"""The tables of a corpus, and what each version of them added."""

from __future__ import annotations

VERSION = 6
"""Of the tables and of the folding that the search index was made with (`PRAGMA user_version`)."""

_SINCE_2 = """
-- What the user said of events, in order. No reference to documents: it outlives them.
CREATE TABLE corrections (
    number INTEGER NOT NULL,
    kind   TEXT NOT NULL,                 -- merge: all are one event; split: part 1 is another than part 0
    part   INTEGER NOT NULL,
    doc    TEXT NOT NULL,
    PRIMARY KEY (number, part, doc)
) WITHOUT ROWID;
"""

_SINCE_4 = """
-- The key first: where other columns stand among it, SQLite before 3.41 finds a NULL that is not there.
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
"""

_COMPARED = """
-- Reports that were compared with all others in this table.
CREATE TABLE compared (
    id      INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    segment INTEGER NOT NULL              -- of `postings` that has its terms
);
CREATE TABLE links (
    a     INTEGER NOT NULL REFERENCES compared (id) ON DELETE CASCADE,
    b     INTEGER NOT NULL REFERENCES compared (id) ON DELETE CASCADE,
    score REAL NOT NULL,                  -- log odds by what the two reports say
    text  REAL NOT NULL,                  -- cosine of their texts
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX links_b ON links (b);

-- The evidence of reports, ready to compare (vnpolicy.analysis.vectors).
CREATE TABLE packed (
    id   INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    data BLOB NOT NULL
);

-- Which reports have a term (vnpolicy.corpus.records.Postings), a segment for each run that compared some.
-- A report whose row in `compared` names another segment, or is not there, is gone from this one.
CREATE TABLE postings (
    segment INTEGER PRIMARY KEY,
    ids     TEXT NOT NULL,                -- JSON
    norms   BLOB NOT NULL,
    terms   BLOB NOT NULL,
    ends    BLOB NOT NULL,
    rows    BLOB NOT NULL
);
"""

_FIRST = """
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

-- apart from `documents`, so that listing headers does not read through the texts
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

-- The last finished grouping. No reference to documents: it outlives them, so that events keep their ids.
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

-- What analysis computed, and the version of the corpus that it was computed from.
CREATE TABLE derived (
    name    TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    data    TEXT NOT NULL                 -- JSON
) WITHOUT ROWID;

-- Title and body, folded. Contentless: the texts stand above, and are folded character by character.
CREATE VIRTUAL TABLE search USING fts5 (
    title, body, content='', tokenize="unicode61 remove_diacritics 0"
);
"""

_VIEWS = """
-- For those who open the corpus with another program; documented in docs/guide.md. Events are those of the
-- last run that grouped the reports.
CREATE VIEW IF NOT EXISTS v_documents AS
SELECT d.doc, d.title, d.published, d.source, d.author, d.url, d.words,
       json_extract(d.event, '$.name') AS event_name, json_extract(d.event, '$.date') AS event_date,
       json_extract(d.event, '$.place') AS place, json_extract(d.event, '$.province') AS province,
       g.event, g.kind, (SELECT min(path) FROM paths WHERE paths.doc = d.doc) AS path
FROM documents d LEFT JOIN groups g ON g.doc = d.doc;
CREATE VIEW IF NOT EXISTS v_events AS
SELECT e.event, json_extract(e.facts, '$.name') AS name, json_extract(e.facts, '$.date') AS date,
       json_extract(e.facts, '$.end_date') AS end_date, json_extract(e.facts, '$.place') AS place,
       json_extract(e.facts, '$.province') AS province, json_extract(e.facts, '$.organizers') AS organizers,
       json_extract(e.facts, '$.chairs') AS chairs,
       (SELECT count(*) FROM groups g JOIN documents d ON d.doc = g.doc WHERE g.event = e.event) AS reports
FROM events e;
CREATE VIEW IF NOT EXISTS v_agenda AS
SELECT d.event, a.kind, a.number, a.text, a.speaker, d.published, d.source, d.title, a.doc, d.path,
       a.start, a."end"
FROM agenda a JOIN v_documents d ON d.doc = a.doc;
CREATE VIEW IF NOT EXISTS v_proposals AS
SELECT d.event, p.kind, p.speaker, p.role, p.addressee, p.text, d.published, d.source, d.title, p.doc, d.path,
       p.start, p."end"
FROM proposals p JOIN v_documents d ON d.doc = p.doc;
CREATE VIEW IF NOT EXISTS v_citations AS
SELECT c.number, c.type, c.issuer, c.date, d.event, d.published, d.source, d.title, c.doc, d.path,
       c.start, c."end"
FROM citations c JOIN v_documents d ON d.doc = c.doc;
"""

TABLES = _FIRST + _SINCE_2 + _SINCE_4 + _COMPARED + _VIEWS

_UNCOMPARED = "".join(
    f"DROP TABLE IF EXISTS {name};\n" for name in ("packed", "links", "compared", "postings")
)

MIGRATIONS = {2: _SINCE_2, 3: "", 4: _SINCE_4, 5: "", 6: _UNCOMPARED + _COMPARED + _VIEWS}
"""What makes a corpus of the version before one of this version."""
