"""Text to words: the one adapter around underthesea, whose trained model decides where words begin.

The model was trained on new-style tone placement, so a sentence is put into it before (69 % of the words
whose spelling differs are kept whole in the old style, 88 % in the new). Everything here keeps lengths, so
offsets are those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from vnpolicy.model import Sentence, Word
from vnpolicy.text.sentences import sentences as split_sentences
from vnpolicy.text.tokens import pattern
from vnpolicy.text.unicode import new_tone

_MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"

# 37-NQ/TW; 15/2020/NĐ-CP, 749/QĐ-TTg; 59/2020/QH14.
# Grammar: Nghị định 30/2020/NĐ-CP (state), Quy định 66-QĐ/TW and 399-QĐ/TW (party).
_PART = r"[A-ZĐƯ][\w&]{1,11}"
_DOCUMENT_NUMBER = re.compile(
    r"(?<![\w/.-])\d{1,5}[a-zđ]?(?:"
    rf"[-–]{_PART}/(?:T\.Ư|{_PART}(?:[-–]{_PART}){{0,2}})"
    rf"|/(?:19|20)\d\d/{_PART}(?:[-–]{_PART}){{0,4}}"
    rf"|/{_PART}(?:[-–]{_PART}){{1,4}}"
    r")(?!\w)"
)

_Label = Callable[[Sequence[Sequence[str]]], Sequence[Sequence[bool]]]


def words(text: str, sentences: Iterable[Sentence] | None = None) -> list[Word]:
    """The words of `text` (NFC), in order, in the text's own spelling: `text[w.start:w.end] == w.text`.

    `sentences`: those of `text`, if the caller has them. Marks are words too. White space within a word is as
    in the text. The number of a law, decree or resolution is one word.
    """
    spans = _segment(text, split_sentences(text) if sentences is None else sentences)
    numbers = [m.span() for m in _DOCUMENT_NUMBER.finditer(text)]
    if numbers:
        spans = list(_join(text, spans, numbers))
    return [*map(Word._make, [(start, end, text[start:end]) for start, end in spans])]


def _segment(text: str, sentences: Iterable[Sentence]) -> list[tuple[int, int]]:
    """The spans of the words, as the model has them."""
    find = pattern().finditer
    placed = new_tone(text)
    tokens = [[m.span() for m in find(placed, s.start, s.end)] for s in sentences]
    labels = _labeller()([[placed[start:end] for start, end in sentence] for sentence in tokens])
    spans: list[tuple[int, int]] = []
    for sentence, going_on in zip(tokens, labels, strict=True):
        first = len(spans)
        for span, on in zip(sentence, going_on, strict=True):
            if on and len(spans) > first:
                spans[-1] = (spans[-1][0], span[1])
            else:
                spans.append(span)
    return spans


def _join(
    text: str, spans: list[tuple[int, int]], numbers: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """`spans` with every passage of `numbers` made one word; what a word had beyond it stays a word."""
    at = 0
    for start, end in numbers:
        while at < len(spans) and spans[at][1] <= start:
            yield spans[at]
            at += 1
        if at < len(spans) and (before := text[spans[at][0] : start].rstrip()):
            yield spans[at][0], spans[at][0] + len(before)
        yield start, end
        while at < len(spans) and spans[at][1] <= end:
            at += 1
        if at < len(spans) and spans[at][0] < end:
            after = spans[at][1]
            spans[at] = (after - len(text[end:after].lstrip()), after)
    yield from spans[at:]


@cache
def _labeller() -> _Label:
    """What labels the syllables of sentences: true where a word goes on.

    The model is read from underthesea's files without importing underthesea, which takes half a second and
    meddles with logging. A later version may store it otherwise: then underthesea itself is asked.
    """
    from vnpolicy.text import crf  # numpy takes a while to import

    package = find_spec("underthesea")
    if package and package.submodule_search_locations:
        try:
            return crf.load(Path(package.submodule_search_locations[0]) / _MODEL).label
        except crf.UnknownFormat:
            pass
    return _underthesea()


def _underthesea() -> _Label:
    """The same by underthesea's own tagger, through its public function's model."""
    import logging

    root = logging.getLogger()
    kept = root.level, root.handlers[:], logging.root.manager.disable
    try:
        from underthesea.pipeline import word_tokenize as module

        module.word_tokenize("a")  # loads the model
    finally:
        root.setLevel(kept[0])
        root.handlers[:] = kept[1]
        logging.disable(kept[2])
    predict = module.word_tokenize_model.predict

    def label(sentences: Sequence[Sequence[str]]) -> list[list[bool]]:
        # its compiled part takes no lone surrogates
        rows = [[[text.encode("utf-8", "replace").decode()] for text in texts] for texts in sentences]
        return [[found == "I-W" for found in predict(row)] if row else [] for row in rows]

    return label
