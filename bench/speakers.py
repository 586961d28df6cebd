"""How often the speaker is right, on rows of general news that were read and judged one by one.

    python bench/speakers.py TEXTS

`speaker_rows.jsonl` holds a line a report, `doc` and `rows`: [start, end, speaker] with offsets into the raw
text (NFC); the speaker is a name, or null where nobody is named. The reports
were drawn at random in five rounds; from round to round what the rows showed was mended, so that the figure
is the higher for it, and new reports tell how good the speakers are. TEXTS are JSON lines with `id`, `text`.
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from pathlib import Path

from item_rows import read

from vnpolicy.extract.context import Context
from vnpolicy.extract.discourse import Discourse
from vnpolicy.extract.people import people
from vnpolicy.text.sentences import sentences


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("texts", type=Path)
    arguments = parser.parse_args()
    rows = Path(__file__).with_name("speaker_rows.jsonl")
    right = total = 0
    for doc, (body, places) in read(rows, arguments.texts).items():
        context = Context(body, sentences(body))
        discourse = Discourse(context, people(body))
        starts = [sentence.start for sentence in context.sentences]
        for start, _, who in places:
            found = discourse.at(start, max(0, bisect_right(starts, start) - 1))
            given = " ".join(found[0].voice.speaker.split()) if found else ""
            total += 1
            right += given == (who or "")
            if given != (who or ""):
                print(f"{doc} {start}: {given or 'nobody'}, not {who or 'nobody'}")
    print(f"{right} of {total} right: {right / max(1, total):.3f}")


if __name__ == "__main__":
    main()
