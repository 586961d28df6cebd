"""A pair of reports among the others."""

import numpy as np
import pytest

from vnpolicy.analysis.standing import DEEP, Links, features, probabilities


def links(size, pairs):
    i, j, score, text = ([pair[n] for pair in pairs] for n in range(4))
    ints, floats = np.int64, np.float64
    return Links(size, np.array(i, ints), np.array(j, ints), np.array(score, floats), np.array(text, floats))


def test_no_pairs():
    assert probabilities(links(0, [])).tolist() == []
    assert probabilities(links(3, [])).tolist() == []


def test_reports_of_one_event_do_not_count_against_each_other():
    event = [(i, j, 6.0, 0.5 + 0.01 * (i + j)) for i in range(8) for j in range(i + 1, 8)]
    found = features(links(8, event))
    assert max(found["nearer_most"]) < 0.1
    assert max(found["rivals_most"]) < 0.1
    assert min(probabilities(links(8, event))) > 0.9


def test_others_that_are_as_near_count_against_a_pair():
    alone = links(2, [(0, 1, 0.0, 0.1)])
    # the same pair, where each has four others that are no kin of the other
    pairs = [(0, 1, 0.0, 0.1)]
    pairs += [(0, k, 0.0, 0.2) for k in range(2, 6)] + [(1, k, 0.0, 0.2) for k in range(6, 10)]
    among = links(10, pairs)
    assert features(among)["nearer_least"][0] == pytest.approx(np.log1p(4))
    assert features(among)["rivals_least"][0] == pytest.approx(np.log1p(4 * 0.5))
    assert probabilities(among)[0] < 0.6 * probabilities(alone)[0]


def test_among_few_reports_nothing_is_made_likely_that_is_not():
    assert probabilities(links(2, [(0, 1, -2.0, 0.1)]))[0] < 0.25


def test_more_neighbours_than_are_looked_at_still_count():
    pairs = [(0, 1, 0.0, 0.1)] + [(0, k, 0.0, 0.2) for k in range(2, DEEP + 12)]
    assert features(links(DEEP + 12, pairs))["nearer_most"][0] == pytest.approx(np.log1p(DEEP + 10))


def test_a_pair_that_is_no_link_can_be_asked_for():
    among = links(8, [(n % 2, n, 3.0, 0.5) for n in range(2, 8)])
    asked = links(8, [(0, 1, 0.0, 0.1)])
    assert probabilities(among, asked)[0] < probabilities(links(8, []), asked)[0]
