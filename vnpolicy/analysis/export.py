"""Everything that a corpus holds, as files of JSON lines."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnpolicy.errors import UsageError, VnpolicyError

if TYPE_CHECKING:
    from vnpolicy.corpus.store import Corpus

TABLES = (
    *("documents", "paths", "agenda", "proposals", "citations", "features"),
    *("events", "groups", "corrections", "derived"),
)


def export(corpus: Corpus, folder: str | Path) -> list[Path]:
    """Write what `corpus` holds into `folder`, a file a table (`documents.jsonl`), whole or not at all.

    The records are sorted and hold neither run times nor version counters, so that corpora with the same
    content give the same bytes. An earlier export in `folder` is replaced. Returns the files written. Raises
    `UsageError` where `folder` holds anything else, `VnpolicyError` where it cannot be written.
    """
    target = Path(folder)
    _refuse_others(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            with corpus.snapshot():
                for name in TABLES:
                    _write(work / f"{name}.jsonl", _records(corpus, name))
            _replace(target, work)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise VnpolicyError(f"cannot write {target}: {error.strerror or error}") from error
    return [target / f"{name}.jsonl" for name in TABLES]


def _refuse_others(target: Path) -> None:
    if not target.exists() and not target.is_symlink():
        return
    ours = {f"{name}.jsonl" for name in TABLES}
    if not target.is_dir() or {entry.name for entry in target.iterdir()} - ours:
        raise UsageError(f"{target} holds something else than an export; give a new or an empty folder")


def _replace(target: Path, work: Path) -> None:
    """Put the finished folder in the place of the old one."""
    ready, old = work / "new", work / "old"
    ready.mkdir()
    for name in TABLES:
        (work / f"{name}.jsonl").rename(ready / f"{name}.jsonl")
    ready.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o755)
    if target.exists():
        target.rename(old)
    try:
        ready.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise


def _write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _records(corpus: Corpus, name: str) -> Iterator[dict[str, Any]]:
    if name == "documents":
        for doc in sorted({doc for _, doc in corpus.paths()}):
            document = corpus.document(doc)
            yield {
                **{key: getattr(document, key) for key in ("doc", "hash", "format", "encoding", "words")},
                **asdict(document.cleaned.header),
                "event": None if document.event is None else asdict(document.event),
                "kept": document.cleaned.kept,
                "raw": document.raw,
            }
    elif name == "paths":
        yield from ({"path": path, "doc": doc} for path, doc in corpus.paths())
    elif name == "agenda":
        yield from ({"doc": doc, **asdict(item)} for doc, item in corpus.agenda_items())
    elif name == "proposals":
        yield from ({"doc": doc, **asdict(item)} for doc, item in corpus.proposals())
    elif name == "citations":
        yield from ({"doc": doc, **asdict(item)} for doc, item in corpus.citations())
    elif name == "features":
        for feature in corpus.feature_names():
            yield from ({"name": feature, "doc": doc, "value": v} for doc, v in corpus.features(feature))
    elif name == "events":
        current = corpus.events() is not None
        for event, facts in corpus.last_events().items():
            yield {"event": event, "current": current, **asdict(facts)}
    elif name == "groups":
        current = corpus.groups() is not None
        yield from ({**group._asdict(), "current": current} for group in corpus.last_groups())
    elif name == "corrections":
        for number, said in enumerate(corpus.corrections(), 1):
            yield {"number": number, "kind": said.kind, "one": said.parts[0], "other": said.parts[1]}
    elif name == "derived":
        for derived in corpus.derived_names():
            current = corpus.derived(derived) is not None
            yield {"name": derived, "current": current, "value": corpus.last_derived(derived)}
