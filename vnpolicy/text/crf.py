"""underthesea's word segmentation model, read from its files and run here.

The model is a linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) over syllables with
two labels, B-W (begins a word) and I-W (goes on with it), in the file format of CRFsuite (Okazaki 2007).
underthesea's own tagger builds 43 strings for each syllable and looks each up. With two labels only the
difference of their scores counts, and the weights of all features of one syllable, pair or triple of
neighbours can be summed beforehand. What is left to do is a look-up for each of the three, for all sentences
of a text at once. The labels are the same; tests compare them.
"""

from __future__ import annotations

import pickle
import struct
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_HEADER = struct.Struct("<4sI4s9I")
_CHUNK = struct.Struct("<4s2I")
_FEATURE = np.dtype([("step", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_STRINGS = struct.Struct("<4s5I")

_PLACES = (("-2", "-1", "0", "1", "2"), ("-2,-1", "-1,0", "0,1", "1,2"), ("-2,0", "-1,1", "0,2"))
"""Where a syllable, pair or triple may stand relative to the syllable that is labelled."""
_KINDS = ("", "lower", "isdigit", "istitle", "is_in_dict")

# syllables, and as many pairs, and triples; names and numbers would fill the memory otherwise
_MOST_REMEMBERED = 20_000

Weights = tuple[float, ...]
_Weighed = defaultdict[str, list[float]]


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
    found = np.frombuffer(data[features + _CHUNK.size : features + size], _FEATURE)
    steps, weights = np.zeros(4), np.zeros(count)
    step, state = found[found["step"] > 0], found[found["step"] == 0]
    steps[2 * step["source"] + step["target"]] = step["weight"]
    np.add.at(weights, state["source"], np.where(state["target"], state["weight"], -state["weight"]))
    return dict(zip(_strings(data, attributes), weights.tolist(), strict=True)), tuple(steps.tolist())


class _Table:
    """The weights of the features of syllables, pairs or triples; summed as they are asked for."""

    def __init__(self, places: Sequence[str]) -> None:
        self._none = [0.0] * len(places)
        self._rows: dict[str, _Weighed] = {kind: defaultdict(self._none.copy) for kind in _KINDS}
        self.homes = {
            _template(place, kind): (self._rows[kind], at)
            for at, place in enumerate(places)
            for kind in _KINDS
        }
        """Where the weight of a feature is put, by template: for each value a weight by place."""

    def sum(self, *values: tuple[str, str]) -> Weights:
        """The sum over features, each a kind and a value, for each place."""
        rows = [self._rows[kind].get(value, self._none) for kind, value in values]
        return tuple(map(sum, zip(*rows, strict=True)))

    def edge(self, name: str) -> Weights:
        """What a group that reaches over the edge of the sentence weighs."""
        return self.sum(*((kind, name) for kind in _KINDS))


def _template(place: str, kind: str) -> str:
    return f"T[{place}].{kind}" if kind else f"T[{place}]"


class _Rows:
    """Rows of weights, one behind the other, in an array that grows; shape (places, rows)."""

    def __init__(self, first: Sequence[Weights]) -> None:
        self._first = len(first)
        self.many = len(first)
        self.array = np.zeros((len(first[0]), 1 << 12))
        self.array[:, : self.many] = np.array(first).T

    def add(self, row: Weights) -> int:
        """Put a row behind the others; returns its place."""
        if self.many == self.array.shape[1]:
            self.array = np.concatenate((self.array, np.zeros_like(self.array)), axis=1)
        self.array[:, self.many] = row
        self.many += 1
        return self.many - 1

    def forget(self) -> None:
        """Leave the first rows alone."""
        self.many = self._first


_BOS, _EOS = range(2)
"""Rows of what stands before and behind a sentence."""


class _Groups:
    """The pairs, or triples, of syllables that weigh more than any other: which they are, their rows.

    A group is known by one number, made of those of its syllables; `numbers` has these of all syllables that
    are part of any.
    """

    def __init__(self, size: int, table: _Table, known: Sequence[str], numbers: dict[str, int]) -> None:
        """`known`: the syllables of the groups, one group after the other."""
        self.size, self._table, self._base = size, table, len(numbers)
        flat = np.array([*map(numbers.__getitem__, known)], dtype=np.int64)
        # -1 so that there is always one to compare with
        self._codes = np.sort(np.append(self._code(flat.reshape(-1, size).T), -1))
        other = [table.sum(("istitle", str(title)), ("is_in_dict", "False")) for title in (False, True)]
        self._rows = _Rows([table.edge("BOS"), table.edge("EOS"), *other])
        self.remembered: dict[str, int] = {}

    def _code(self, numbers: Sequence[Array] | Array) -> Array:
        """One number for each group, from those of its syllables: a row each of first, second ... ones."""
        code: Array = numbers[0]
        for number in numbers[1:]:
            code = code * self._base + number
        return code

    def weights(self, met: _Met, dictionary: set[str]) -> Array:
        """The weights of all groups of neighbours, shape (places, syllables - size + 1)."""
        many = len(met.ids) - self.size + 1

        def every(values: Array) -> Iterator[Array]:
            return (values[n : n + many] for n in range(self.size))

        title = np.logical_and.reduce([*every(met.titles)])
        numbers = [*every(met.numbers)]
        bos, eos = (np.logical_or.reduce([*every(met.ids == edge)]) for edge in (_BOS, _EOS))
        # around a sentence of one syllable, what reaches over both edges counts as the left one
        rows = np.where(bos, _BOS, np.where(eos, _EOS, _EOS + 1 + title))
        codes = np.where(np.minimum.reduce(numbers) < 0, -2, self._code(numbers))
        places = self._codes.searchsorted(codes)
        places[places == len(self._codes)] = 0
        for at in np.flatnonzero(self._codes[places] == codes).tolist():
            text = " ".join(met.texts[at : at + self.size])
            rows[at] = self.remembered.get(text) or self._learn(text, met, at, dictionary)
        found: Array = self._rows.array[:, rows]
        return found

    def _learn(self, text: str, met: _Met, at: int, dictionary: set[str]) -> int:
        lower = " ".join([met.lowers[i] for i in met.ids[at : at + self.size].tolist()])
        title = bool(met.titles[at : at + self.size].all())
        row = self.remembered[text] = self._rows.add(
            self._table.sum(
                ("", text),
                ("lower", lower),
                ("istitle", str(title)),
                ("is_in_dict", str(lower in dictionary)),
            )
        )
        return row

    def forget(self) -> None:
        """Make room, if much is remembered."""
        if len(self.remembered) > _MOST_REMEMBERED:
            self.remembered.clear()
            self._rows.forget()


@dataclass(frozen=True, slots=True)
class _Met:
    """The syllables of a text with two edges before and two behind each sentence: texts, rows; of each row
    the syllable in lower case; of each syllable its number among those of groups (-1 for others) and whether
    its first character is no lower-case letter.
    """

    texts: list[str]
    ids: Array
    lowers: list[str]
    numbers: Array
    titles: Array


class Tagger:
    """Tells which syllables of a sentence go on with the word of the syllable before."""

    def __init__(self, weights: dict[str, float], steps: tuple[float, ...], dictionary: set[str]) -> None:
        """`weights` and `steps` as from `read_model`; `dictionary`: the model's word list, in lower case."""
        self._steps = steps
        self._dictionary = dictionary
        tables = self._one, two, three = [_Table(places) for places in _PLACES]
        homes = {template: home for table in tables for template, home in table.homes.items()}
        grouping = {
            _template(place, kind) for places in _PLACES[1:] for place in places for kind in ("", "lower")
        }
        # every other pair or triple weighs the same as any
        known = set(dictionary)
        for attribute, weight in weights.items():
            template, _, value = attribute.partition("=")
            if template not in homes:
                raise UnknownFormat(f"unknown feature {template}")
            rows, at = homes[template]
            rows[value][at] = weight
            if template in grouping:
                known.add(value.lower())
        of_size: dict[int, list[str]] = {2: [], 3: []}
        for entry in known:
            of_size.setdefault(entry.count(" ") + 1, []).append(entry)
        pairs, triples = (" ".join(of_size[size]).split(" ") if of_size[size] else [] for size in (2, 3))
        syllables = dict.fromkeys(chain(pairs, triples))
        self._numbers = {syllable: number for number, syllable in enumerate(syllables)}
        self._groups = [_Groups(2, two, pairs, self._numbers), _Groups(3, three, triples, self._numbers)]
        self._rows = _Rows([self._one.edge("BOS"), self._one.edge("EOS")])
        self._begin()

    def _begin(self) -> None:
        """Remember no syllable."""
        self._rows.forget()
        self._syllables: dict[str, int] = {}
        self._lowers = ["", ""]
        self._kinds = [(-1, False), (-1, False)]

    def _learn(self, text: str) -> int:
        """The row of a new syllable."""
        lower, title = text.lower(), text[0].upper()[0] == text[0]
        weights = self._one.sum(
            ("", text),
            ("lower", lower),
            ("isdigit", str(text.isascii() and text.isdigit())),
            ("istitle", str(title)),
            ("is_in_dict", str(lower in self._dictionary)),
        )
        self._lowers.append(lower)
        self._kinds.append((self._numbers.get(lower, -1), title))
        row = self._syllables[text] = self._rows.add(weights)
        return row

    def _met(self, sentences: Sequence[Sequence[str]]) -> _Met:
        texts: list[str] = []
        rows: list[int] = []
        remembered = self._syllables
        for sentence in sentences:
            texts += ("", "", *sentence, "", "")
            rows += (_BOS, _BOS)
            rows += [remembered.get(text) or self._learn(text) for text in sentence]
            rows += (_EOS, _EOS)
        kinds = self._kinds
        numbers, titles = zip(*[kinds[row] for row in rows], strict=True)
        return _Met(texts, np.array(rows), self._lowers, np.array(numbers), np.array(titles))

    def _scores(self, sentences: Sequence[Sequence[str]]) -> list[float]:
        """How much better I-W fits each syllable than B-W, apart from the steps between labels; two edges
        stand before and behind each sentence, whose scores mean nothing.
        """
        met = self._met(sentences)
        one = self._rows.array[:, met.ids]
        two, three = (group.weights(met, self._dictionary) for group in self._groups)
        n = len(met.ids) - 4
        # each place of a syllable, pair or triple is a row; the sum is taken over rows shifted by the place
        total = np.zeros(n)
        for rows in (one, two, three):
            for place, row in enumerate(rows):
                total += row[place : place + n]
        for kept in (self._groups[0].forget, self._groups[1].forget):
            kept()
        if len(self._syllables) > _MOST_REMEMBERED:
            self._begin()
        return [0.0, 0.0, *total.tolist(), 0.0, 0.0]

    def label(self, sentences: Sequence[Sequence[str]]) -> list[list[bool]]:
        """For each syllable of each sentence (in new-style tone placement) whether its label is I-W."""
        if not any(sentences):
            return [[] for _ in sentences]
        scores = self._scores(sentences)
        labels = []
        at = 2
        for sentence in sentences:
            labels.append(self._best(scores[at : at + len(sentence)]))
            at += len(sentence) + 4
        return labels

    def _best(self, scores: Sequence[float]) -> list[bool]:
        """The best sequence of labels, found by the algorithm of Viterbi (1967) on the difference of the two
        paths.
        """
        if not scores:
            return []
        begin_begin, begin_on, on_begin, on_on = self._steps
        to_begin, to_on = begin_begin - on_begin, begin_on - on_on
        lead = scores[0]  # of the best path that ends in I-W over the best that ends in B-W
        came: list[tuple[bool, bool]] = []  # from I-W, for each label
        for score in scores[1:]:
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
