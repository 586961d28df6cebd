"""Our own labels of reports: kept as ranges of texts that stay where they are, put together for the fitting.

    python bench/labels.py pack DOCS LABELS.jsonl... --out bench/labels.jsonl
    python bench/labels.py unpack bench/labels.jsonl TEXTS... --out FOLDER

LABELS.jsonl: a line a document, `doc`, `is_report`, `event` (name, date, place, organizers, chairs),
`proposals`, `agenda`, `keyphrases`, each text as it stands in DOCS/ID.txt. `pack` puts [start, end] in the
place of every text. `unpack` takes the texts from TEXTS (folders of ID.txt, or .jsonl and .jsonl.xz files of
{"id", "text"} lines) and makes FOLDER a labelled set as described in docs/development.md, every document of
the part `fit`.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

NAMES = ("speaker", "role", "addressee")
ITEMS = {"proposals": "proposal", "agenda": "agenda"}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON lines, packed or not."""
    with (
        lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as f
    ):
        yield from (json.loads(line) for line in f if line.strip())


def converted(label: dict[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    """`label` with every text (or range) in it changed by `change`."""

    def one(value: Any) -> Any:
        return change(value) if value else None

    out: dict[str, Any] = {"doc": label["doc"], "is_report": label["is_report"], "event": None}
    if label["event"]:
        event = label["event"]
        out["event"] = {"name": one(event["name"]), "date": event["date"], "place": one(event["place"])}
        out["event"] |= {k: [change(v) for v in event[k] or []] for k in ("organizers", "chairs")}
    for key in ITEMS:
        out[key] = []
        for item in label[key]:
            row = {"kind": item["kind"], "text": change(item["text"])}
            row["also"] = [change(a) for a in item.get("also") or []]
            names = NAMES if key == "proposals" else NAMES[:1]
            out[key].append(row | {name: one(item.get(name)) for name in names})
    out["keyphrases"] = [change(k) for k in label["keyphrases"]]
    return out


def pack(docs: Path, labels: Sequence[Path], out: Path) -> None:
    rows = {}
    for label in (label for path in labels for label in lines(path)):
        text = (docs / f"{label['doc']}.txt").read_text(encoding="utf-8")
        headline = max(text.find("\n"), 0)

        def place(value: str, text: str = text, headline: int = headline) -> list[int]:
            start = text.find(value, headline)
            start = start if start >= 0 else text.index(value)
            return [start, start + len(value)]

        rows[label["doc"]] = json.dumps(converted(label, place))
    out.write_text("".join(f"{rows[doc]}\n" for doc in sorted(rows)), encoding="utf-8")


def unpack(labels: Path, texts: Sequence[Path], out: Path) -> None:
    rows = {row["doc"]: row for row in lines(labels)}
    found: dict[str, str] = {}
    for source in texts:
        if source.is_dir():
            paths = ((doc, source / f"{doc}.txt") for doc in rows)
            found |= {doc: path.read_text(encoding="utf-8") for doc, path in paths if path.exists()}
        else:
            found |= {r["id"]: r["text"] for r in lines(source) if r["id"] in rows}
    if missing := sorted(rows.keys() - found.keys()):
        raise SystemExit(f"no text for {len(missing)} documents, the first is {missing[0]}")
    (out / "docs").mkdir(parents=True, exist_ok=True)
    items, phrases = [], []
    for doc, row in rows.items():
        text = found[doc]
        (out / "docs" / f"{doc}.txt").write_text(text, encoding="utf-8")
        label = converted(row, lambda span, text=text: text[span[0] : span[1]])
        items.append({k: label[k] for k in ("doc", "is_report", "event")} | {"type": "doc", "part": "fit"})
        for key, kind in ITEMS.items():
            for item, span in zip(label[key], row[key], strict=True):
                start, end = span["text"]
                items.append({"doc": doc, "type": kind, "part": "fit", "start": start, "end": end, **item})
        if label["keyphrases"]:
            phrases.append({"doc": doc, "part": "fit", "keyphrases": label["keyphrases"]})
    for name, made in (("items", items), ("keyphrases", phrases)):
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in made)
        (out / f"{name}.jsonl").write_text(text, encoding="utf-8")
    print(f"{len(rows)} documents, {len(items) - len(rows)} items")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sub = parser.add_subparsers(dest="what", required=True)
    for name, first, rest in (("pack", "docs", "labels"), ("unpack", "labels", "texts")):
        command = sub.add_parser(name)
        command.add_argument(first, type=Path)
        command.add_argument(rest, type=Path, nargs="+")
        command.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if args.what == "pack":
        pack(args.docs, args.labels, args.out)
    else:
        unpack(args.labels, args.texts, args.out)


if __name__ == "__main__":
    main()
