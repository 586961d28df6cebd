"""The same text, cut or under another title."""

import pytest

from vnpolicy.analysis.copies import copies

TEXT = " ".join(f"âm{n}" for n in range(60))


@pytest.mark.parametrize(
    ("bodies", "found"),
    [
        ([], []),
        ([TEXT], [False]),
        ([TEXT, TEXT.upper()], [False, True]),
        ([TEXT, " ".join(TEXT.split()[:30])], [False, True]),
        ([" ".join(TEXT.split()[:30]), "Tin nóng. " + TEXT], [False, True]),
        ([TEXT, " ".join(reversed(TEXT.split()))], [False, False]),
        (["", "một hai"], [False, False]),
        ([TEXT, "khác hẳn với bài trước đó nhiều", TEXT], [False, False, True]),
    ],
)
def test_copies(bodies, found):
    docs = [str(n) for n in range(len(bodies))]
    assert list(copies(docs, lambda doc: bodies[int(doc)], lambda a, b: True).values()) == found


def test_only_texts_that_are_alike_are_read():
    def body(doc):
        raise AssertionError(doc)

    assert copies(["a", "b", "c"], body, lambda a, b: False) == {"a": False, "b": False, "c": False}
