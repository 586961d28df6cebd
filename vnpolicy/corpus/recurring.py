"""Which lines at the edges of texts recur among the reports of one source."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

LEAST = 3
"""So many reports, each of its own title and beginning, must have a line."""

_RECURRING = """
    SELECT source, line.value FROM features JOIN documents USING (doc), json_each(data, '$.lines') AS line
    WHERE name = 'edges' AND source IS NOT NULL GROUP BY source, line.value
    HAVING COUNT(DISTINCT json_extract(data, '$.lead')) >= ? AND COUNT(DISTINCT COALESCE(title, doc)) >= ?
"""
_LINES = f"""
    WITH recurring (source, line) AS MATERIALIZED ({_RECURRING})
    SELECT doc, (SELECT json_group_array(line) FROM (
        SELECT line.value AS line FROM json_each(data, '$.lines') AS line
        WHERE (documents.source, line.value) IN (SELECT source, line FROM recurring) ORDER BY line.value
    )) AS wanted, COALESCE((
        SELECT data FROM features AS taken WHERE taken.name = 'recurring' AND taken.doc = documents.doc
    ), '[]')
    FROM features JOIN documents USING (doc) WHERE name = 'edges' ORDER BY doc
"""


def stale(db: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    """The documents whose lines taken off as recurring are not those that recur now: id and those lines."""
    rows = db.execute(_LINES, (LEAST, LEAST)).fetchall()
    for doc, wanted, taken in rows:
        lines = json.loads(wanted)
        if lines != json.loads(taken):
            yield doc, lines
