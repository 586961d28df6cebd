"""underthesea's word segmentation model, read from its files and run here.

The model is a linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) over syllables with
two labels, B-W (begins a word) and I-W (goes on with it), in the file format of CRFsuite (Okazaki 2007).
underthesea's own tagger builds 43 strings for each syllable and looks each up. With two labels only the
difference of their scores counts, and the weights of all features of one syllable, pair or triple of
neighbours can be summed beforehand. What is left to do is a look-up for each of the three. The labels are the
same; tests compare them.
"""

from __future__ import annotations

import pickle
import re
import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

_HEADER = struct.Struct("<4sI4s9I")
_CHUNK = struct.Struct("<4s2I")
_FEATURE = struct.Struct("<3Id")
_STRINGS = struct.Struct("<4s5I")

_PLACES = (("-2", "-1", "0", "1", "2"), ("-2,-1", "-1,0", "0,1", "1,2"), ("-2,0", "-1,1", "0,2"))
"""Where a syllable, pair or triple may stand relative to the syllable that is labelled."""
_KINDS = ("", "lower", "isdigit", "istitle", "is_in_dict")
_TEMPLATE = re.compile(r"T\[([-\d,]+)\](?:\.(\w+))?")

# syllables, and as many pairs and triples; names and numbers would fill the memory otherwise
_MOST_REMEMBERED = 20_000

Weights = tuple[float, ...]
_Syllable = tuple[Weights, str, bool]


class UnknownFormat(Exception):  # noqa: N818 - told to the caller, who has another way
    """The model's files are not as this module knows them."""


def _strings(data: bytes, at: int) -> list[str]:
    """The strings of the CQDB chunk at `at`, in the order of their numbers."""
    magic, _, _, _, count, table = _STRINGS.unpack_from(data, at)
    if magic != b"CQDB":
        raise UnknownFormat("no string table")
    found = []
    for offset in struct.unpack_from(f"<{count}I", data, at + table):
        begin = at + offset + 8
        size = int.from_bytes(data[begin - 4 : begin], "little")
        found.append(data[begin : begin + size - 1].decode())
    return found


def read_model(data: bytes) -> tuple[dict[str, float], tuple[float, ...]]:
    """A CRFsuite model of the labels B-W and I-W.

    Returns the weight of each attribute (that for I-W less that for B-W) and the weights of the steps BB, BI,
    IB, II. Raises `UnknownFormat` for other files.
    """
    magic, _, kind, version, _, labels, count, features, at_labels, attributes, _, _ = _HEADER.unpack_from(
        data
    )
    if (magic, kind, version, labels) != (b"lCRF", b"FOMC", 100, 2) or _strings(data, at_labels) != [
        "B-W",
        "I-W",
    ]:
        raise UnknownFormat("not a CRFsuite model of two labels")
    _, size, _ = _CHUNK.unpack_from(data, features)
    weights = [0.0] * count
    steps = [0.0] * 4
    for step, source, target, weight in _FEATURE.iter_unpack(data[features + _CHUNK.size : features + size]):
        if step:
            steps[2 * source + target] = weight
        else:
            weights[source] += weight if target else -weight
    return dict(zip(_strings(data, attributes), weights, strict=True)), tuple(steps)


class _Table:
    """The weights of the features of syllables, pairs or triples: kind, value, place to weight."""

    def __init__(self, places: tuple[str, ...]) -> None:
        self.zero: Weights = (0.0,) * len(places)
        self._place = {place: n for n, place in enumerate(places)}
        self.rows: dict[str, dict[str, list[float]]] = {kind: {} for kind in _KINDS}

    def add(self, kind: str, place: str, value: str, weight: float) -> None:
        self.rows[kind].setdefault(value, list(self.zero))[self._place[place]] = weight

    def sum(self, *values: tuple[str, str]) -> Weights:
        """The sum over features, each a kind and a value."""
        rows = [self.rows[kind].get(value, self.zero) for kind, value in values]
        return tuple(map(sum, zip(*rows, strict=True)))

    def edge(self, name: str) -> Weights:
        """What a group that reaches over the edge of the sentence weighs."""
        return self.sum(*((kind, name) for kind in _KINDS))


class Tagger:
    """Tells which syllables of a sentence go on with the word of the syllable before."""

    def __init__(self, weights: dict[str, float], steps: tuple[float, ...], dictionary: set[str]) -> None:
        """`weights` and `steps` as from `read_model`; `dictionary`: the model's word list, in lower case."""
        self._steps = steps
        self._dictionary = dictionary
        self._one, self._two, self._three = tables = tuple(_Table(places) for places in _PLACES)
        place_table = {
            place: table for table, places in zip(tables, _PLACES, strict=True) for place in places
        }
        for attribute, weight in weights.items():
            template, _, value = attribute.partition("=")
            match = _TEMPLATE.fullmatch(template)
            if not match or match[1] not in place_table or (match[2] or "") not in _KINDS:
                raise UnknownFormat(f"unknown feature {template}")
            place_table[match[1]].add(match[2] or "", match[1], value, weight)
        # every other pair or triple weighs the same as any
        self._known = dictionary.union(
            *({value.lower() for kind in ("", "lower") for value in t.rows[kind]} for t in tables[1:])
        )
        self._other = [
            [t.sum(("istitle", str(title)), ("is_in_dict", "False")) for title in (False, True)]
            for t in tables[1:]
        ]
        self._edges = [[t.edge(name) for t in tables] for name in ("BOS", "EOS")]
        self._syllables: dict[str, _Syllable] = {}
        self._groups: dict[str, Weights] = {}

    def _syllable(self, text: str) -> _Syllable:
        """Weights of a syllable, its lower case, whether its first character is no lower-case letter."""
        lower, title = text.lower(), text[0].upper()[0] == text[0]
        weights = self._one.sum(
            ("", text),
            ("lower", lower),
            ("isdigit", str(text.isascii() and text.isdigit())),
            ("istitle", str(title)),
            ("is_in_dict", str(lower in self._dictionary)),
        )
        if len(self._syllables) >= _MOST_REMEMBERED:
            self._syllables.clear()
        self._syllables[text] = weights, lower, title
        return weights, lower, title

    def _group(self, table: _Table, text: str, lower: str, title: bool) -> Weights:
        """The weights of a known pair or triple."""
        weights = table.sum(
            ("", text),
            ("lower", lower),
            ("istitle", str(title)),
            ("is_in_dict", str(lower in self._dictionary)),
        )
        if len(self._groups) >= _MOST_REMEMBERED:
            self._groups.clear()
        self._groups[text] = weights
        return weights

    def _triples(self, singles: Sequence[_Syllable], texts: Sequence[str]) -> Iterator[Weights]:
        known, groups, other = self._known, self._groups, self._other[1]
        for n, ((_, lower, title), (_, lower2, title2), (_, lower3, title3)) in enumerate(
            zip(singles, singles[1:], singles[2:], strict=False)
        ):
            key = f"{lower} {lower2} {lower3}"
            if key in known:
                text = f"{texts[n]} {texts[n + 1]} {texts[n + 2]}"
                yield groups.get(text) or self._group(self._three, text, key, title and title2 and title3)
            else:
                yield other[title and title2 and title3]

    def _pairs(self, singles: Sequence[_Syllable], texts: Sequence[str]) -> Iterator[Weights]:
        known, groups, other = self._known, self._groups, self._other[0]
        for n, ((_, lower, title), (_, lower2, title2)) in enumerate(pairwise(singles)):
            key = f"{lower} {lower2}"
            if key in known:
                text = f"{texts[n]} {texts[n + 1]}"
                yield groups.get(text) or self._group(self._two, text, key, title and title2)
            else:
                yield other[title and title2]

    def _scores(self, texts: Sequence[str]) -> list[float]:
        """How much better I-W fits each syllable than B-W, apart from the steps between labels."""
        remembered = self._syllables
        singles = [remembered.get(text) or self._syllable(text) for text in texts]
        (bos, bos2, bos3), (eos, eos2, eos3) = self._edges
        one = [bos, bos, *(s[0] for s in singles), eos, eos]
        two = [bos2, bos2, *self._pairs(singles, texts), eos2, eos2]
        # around a sentence of one syllable, what reaches over both edges counts as the left one
        three = [bos3, bos3, *self._triples(singles, texts), eos3, eos3]
        return [
            a[0] + b[1] + c[2] + d[3] + e[4] + p[0] + q[1] + r[2] + s[3] + x[0] + y[1] + z[2]
            for a, b, c, d, e, p, q, r, s, x, y, z in zip(
                one,
                one[1:],
                one[2:],
                one[3:],
                one[4:],
                two,
                two[1:],
                two[2:],
                two[3:],
                three,
                three[1:],
                three[2:],
                strict=False,
            )
        ]

    def goes_on(self, texts: Sequence[str]) -> list[bool]:
        """For each syllable of a sentence (in new-style tone placement) whether its label is I-W.

        The best sequence of labels is found by the algorithm of Viterbi (1967), on the difference of the two
        paths.
        """
        if not texts:
            return []
        begin_begin, begin_on, on_begin, on_on = self._steps
        to_begin, to_on = begin_begin - on_begin, begin_on - on_on
        scores = iter(self._scores(texts))
        lead = next(scores)  # of the best path that ends in I-W over the best that ends in B-W
        came: list[tuple[bool, bool]] = []  # from I-W, for each label
        for score in scores:
            begin, on = lead > to_begin, lead > to_on
            came.append((begin, on))
            lead = score + (lead + on_on if on else begin_on) - (lead + on_begin if begin else begin_begin)
        label = lead > 0
        labels = [label]
        for begin, on in reversed(came):
            label = on if label else begin
            labels.append(label)
        labels.reverse()
        return labels


def load(folder: Path) -> Tagger:
    """The tagger of the model in `folder`. Raises `UnknownFormat` if it is not as this module knows it."""
    try:
        weights, steps = read_model((folder / "models.bin").read_bytes())
        dictionary = pickle.loads((folder / "dictionary.bin").read_bytes())
        if not isinstance(dictionary, set):
            raise UnknownFormat("the word list is no set")
        return Tagger(weights, steps, dictionary)
    except (OSError, struct.error, pickle.UnpicklingError, ValueError, IndexError) as error:
        raise UnknownFormat(str(error)) from error
