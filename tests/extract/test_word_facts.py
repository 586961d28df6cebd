"""What is known of each word by itself."""

import numpy as np

from vnpolicy.extract import word_facts
from vnpolicy.extract.word_facts import FACTS, SMOOTH, Words, rate, words_met


def test_look_up() -> None:
    met = Words()
    key, row, capital, named = met.look_up(["Thủ tướng"])[0]
    assert (key, row, capital, named) == ("thủ tướng", 0, True, False)
    assert met.look_up(["thủ Tướng"])[0] == ("thủ tướng", 0, False, True)
    assert met.look_up(["15/2020/NĐ-CP"])[0][1] == 1
    facts = dict(zip(FACTS, met.facts[:, 1], strict=True))
    assert (facts["syllables"], facts["digit"], facts["number"], facts["short"]) == (1, 1, 0, 0)


def test_the_table_grows_and_begins_anew() -> None:
    met = Words()
    room = met.facts.shape[1]
    rows = [row for _, row, *_ in met.look_up(f"a{n}" for n in range(room + 2))]
    assert rows == [*range(room + 2)]
    assert met.facts.shape == (len(FACTS), 2 * room)
    assert np.array_equal(met.facts[:, 0], met.facts[:, room])
    assert not met.full
    assert words_met() is words_met()


def test_a_full_table_is_left(monkeypatch) -> None:
    monkeypatch.setattr(word_facts, "_MOST", 2)
    monkeypatch.setattr(word_facts, "_kept", [])
    met = words_met()
    met.look_up(["một"])
    assert words_met() is met
    met.look_up(["Một"])
    assert words_met() is not met


def test_rate() -> None:
    counts, base = [10, 4, 20, 5, 6], [0.0, 0.5, 0.0, 0.1, 0.2]
    assert rate(counts, 1, base) == (4 + SMOOTH * 0.5) / (10 + SMOOTH)  # of the reports
    assert rate(counts, 3, base) == (5 + SMOOTH * 0.1) / (20 + SMOOTH)  # of the uses
    assert rate(counts, 4, base) == (6 + SMOOTH * 0.2) / (20 + SMOOTH)
