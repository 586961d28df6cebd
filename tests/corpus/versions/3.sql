-- What version 3 added.
CREATE TABLE packed (
    id   INTEGER PRIMARY KEY REFERENCES compared (id) ON DELETE CASCADE,
    data BLOB NOT NULL
);
INSERT INTO packed VALUES (1, x'02'), (2, x'03');
PRAGMA user_version = 3;
