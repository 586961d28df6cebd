"""Golden records: what every stage gives of texts written for the tests, kept in files and compared.

    python tests/golden/golden.py --write      (or: make golden)

writes them anew after a change of the code, of the lexicon or of a model; the diff then shows what the change
did, and is read before it is committed. `features/` holds what rules alone give, `outcomes/` what fitted
models make of it, so a new fit changes `outcomes/` alone. In `lines/` a text stands at the beginning of a
line, with `\\n`, `\\t` and `\\u2026` as in Python, and what is made of it indented below.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parents[1])]

import features  # noqa: E402
import outcomes  # noqa: E402
from tables import TABLES  # noqa: E402

TEXTS = sorted((HERE / "texts").glob("*.txt"))
SEEDS = sorted((HERE.parents[1] / "seeds").glob("*.txt"))
IN_FULL = ("keyphrases", "title-apart")
"""Texts whose keyphrase candidates are written in full."""

_ESCAPE = re.compile(r"\\(?:n|t|x[0-9a-f]{2}|u[0-9a-f]{4})")


def records(file: Path) -> Iterator[tuple[Path, str]]:
    """The records of a text with what they must hold; of sample reports, a checksum a section."""
    text, name = file.read_text(encoding="utf-8"), f"{file.stem}.txt"
    given = features.lines(text)
    yield HERE / "features" / name, _joined(_digests(given) if file in SEEDS else given)
    yield HERE / "outcomes" / name, _joined(outcomes.lines(text, in_full=file.stem in IN_FULL))


def _digests(lines: Iterator[str]) -> Iterator[str]:
    sections: dict[str, list[str]] = {}
    for line in lines:
        if line.startswith("#"):
            sections[line] = []
        else:
            sections[next(reversed(sections))].append(line)
    yield from (f"{head}: {len(own)} lines, {features.digest(own)}" for head, own in sections.items())


def table(name: str) -> tuple[Path, str]:
    """The file of a table of short texts, with what it must hold."""
    file = HERE / "lines" / f"{name}.txt"
    found: list[str] = []
    for line in file.read_text(encoding="utf-8").split("\n"):
        if not line or line[0] == " ":
            continue
        found.append(line)
        if not line.startswith("#"):
            text = _ESCAPE.sub(lambda m: m[0].encode().decode("unicode_escape"), line)
            found += (f"    {told}" for told in TABLES[name](text))
    return file, _joined(found)


def _joined(lines: Iterable[str]) -> str:
    """A line each; what cannot be seen as Python writes it."""
    return "".join(f"{''.join(map(_seen, line)).rstrip()}\n" for line in lines)


def _seen(char: str) -> str:
    return char if char.isprintable() else char.encode("unicode_escape").decode()


def wanted() -> Iterator[tuple[Path, str]]:
    """All records."""
    for file in (*TEXTS, *SEEDS):
        yield from records(file)
    yield from map(table, TABLES)


def main() -> None:
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    written = dict(wanted())
    for folder in ("features", "outcomes"):
        for file in (HERE / folder).glob("*.txt"):
            if file not in written:
                file.unlink()
    for file, content in written.items():
        file.parent.mkdir(exist_ok=True)
        if not file.exists() or file.read_text(encoding="utf-8") != content:
            print(file.relative_to(HERE))
            file.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
