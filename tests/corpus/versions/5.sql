-- What version 5 changed and added, and what it compared.
DROP TABLE IF EXISTS packed;
DROP TABLE IF EXISTS links;
DROP TABLE IF EXISTS compared;

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

-- The evidence of compared reports, ready to compare (vnpolicy.analysis.vectors).
CREATE TABLE packed (
    id   INTEGER PRIMARY KEY REFERENCES compared (id) ON DELETE CASCADE,
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

INSERT INTO compared (id, segment) VALUES (1, 0), (2, 0);
INSERT INTO packed (id, data) VALUES (1, x'02'), (2, x'03');
INSERT INTO links (a, b, score, text) VALUES (1, 2, 3.5, 0.5);
INSERT INTO postings (segment, ids, norms, terms, ends, rows) VALUES (0, '[1, 2]', x'', x'', x'', x'');
INSERT OR REPLACE INTO meta (name, value) VALUES ('links_model', 7);
PRAGMA user_version = 5;
