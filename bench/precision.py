"""How many of the proposals found in general news are none, on rows that were read and judged one by one.

    python bench/precision.py TEXTS

`item_rows_read.jsonl` is in the form of `item_rows.jsonl` (bench/item_rows.py), but nothing is fitted on it:
strict readers judged all 679 rows that the program found in 3,600 reports drawn at random. TEXTS are JSON
lines with `id`, `text`. Printed: how many judged rows are found still, by label, and how many of them that
readers agree on are no proposal.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from item_rows import label, read

from vnpolicy.extract.event import judged
from vnpolicy.extract.items import items
from vnpolicy.extract.people import people
from vnpolicy.extract.segments import Segment
from vnpolicy.extract.statements import Candidate
from vnpolicy.text.sentences import sentences

_NOWHERE = Segment(0, 0, 0, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("texts", type=Path)
    arguments = parser.parse_args()
    found: Counter[str] = Counter()
    for body, rows in read(Path(__file__).with_name("item_rows_read.jsonl"), arguments.texts).values():
        split = sentences(body)
        occasion = judged(body, None, split).occasion
        for proposal in items(body, split, people(body), occasion)[1]:
            found[label(Candidate(proposal.start, proposal.end, _NOWHERE, ""), rows)[0]] += 1
    print(", ".join(f"{count} {name}" for name, count in sorted(found.items())))
    right, wrong = found["true"] + found["near"], found["false"]
    print(f"no proposal: {wrong} of {right + wrong}, {wrong / max(1, right + wrong):.3f}")


if __name__ == "__main__":
    main()
