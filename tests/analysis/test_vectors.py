"""Evidence packed and unpacked."""

import numpy as np

from vnpolicy.analysis.vectors import of_evidence, packed, packed_pairs, vectors
from vnpolicy.extract.evidence import evidence
from vnpolicy.model import Header


def told(title, body, published=None):
    return evidence(Header(title=title, published=published), body, [], [], [], None)


def test_a_report_alone_is_packed_as_among_others():
    reports = [
        told(
            "Họp bàn giá nước ở Cà Mau",
            "Ngày 4/5, Sở Xây dựng Cà Mau họp bàn giá nước 9.200 đồng.",
            "2022-05-05",
        ),
        told(None, "Bà con trồng lúa."),
        told(None, ""),
    ]
    together = packed(reports)
    assert together == [packed([report])[0] for report in reports]
    assert packed([]) == []
    of = vectors(zip("abc", together, strict=True))
    assert of.docs == ("a", "b", "c")
    assert of.has_title.tolist() == [True, False, False]
    assert of.published.tolist() == [[2022, 126], [0, 0], [0, 0]]
    assert of.happened.tolist() == [[2022, 125], [0, 0], [0, 0]]
    assert np.diff(of.happened_on.indptr).tolist() == [1, 0, 0]
    assert (
        packed_pairs(together[1]).tolist() == of.pairs[[1]].indices.tolist() == sorted(of.pairs[[1]].indices)
    )
    assert len(packed_pairs(together[2])) == 0
    assert np.isclose((of.names.multiply(of.names)).sum(axis=1)[0], 1.0)
    assert of_evidence([]).docs == ()
