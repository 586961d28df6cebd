import pytest

from vnpolicy.extract.context import Context
from vnpolicy.extract.discourse import Discourse
from vnpolicy.extract.people import people
from vnpolicy.extract.roles import of_office
from vnpolicy.text.sentences import sentences


@pytest.mark.parametrize(
    ("titles", "own"),
    [
        # an office holder speaks to others, or of them
        ("đại biểu Quốc hội, Bộ trưởng Bộ Muối", "Bộ trưởng Bộ Muối"),
        ("Chủ tịch, Chủ tịch nước", "Chủ tịch nước"),
        ("lãnh đạo Hội Muối, Thủ tướng", "Thủ tướng"),
        ("Ủy viên Hội đồng, Phó Thủ tướng", "Ủy viên Hội đồng, Phó Thủ tướng"),
        ("Đại tướng, Bộ trưởng Bộ Muối", "Đại tướng, Bộ trưởng Bộ Muối"),
        ("Thủ tướng, Chủ tịch Hội đồng", "Thủ tướng, Chủ tịch Hội đồng"),
        ("Giám đốc Sở Muối, Phó ban Kho", "Giám đốc Sở Muối, Phó ban Kho"),
    ],
)
def test_titles_of_an_office_holder(titles: str, own: str) -> None:
    assert of_office(titles) == own


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Thứ trưởng Bộ Muối Lê Văn Na đến xã. Thứ trưởng Lê Văn Na cho rằng xã cần dời kho.",
            "Thứ trưởng Bộ Muối",
        ),
        (
            "Luật sư Lê Văn Na cho rằng xã cần dời kho. Ông Lê Văn Na, Chủ tịch Hội Muối, nói thêm về cân.",
            "Chủ tịch Hội Muối",
        ),
        ("Luật sư Lê Văn Na cho rằng xã cần dời kho.", "Luật sư"),
        # somebody else's
        (
            "Thứ trưởng Bộ Muối Hồ Thị Lư đến xã. Thứ trưởng Lê Văn Na cho rằng xã cần dời kho.",
            "Thứ trưởng",
        ),
    ],
)
def test_role_of_a_speaker_in_full(text: str, role: str) -> None:
    context = Context(text, sentences(text))
    discourse = Discourse(context, people(text))
    at = text.index("xã cần")
    number = next(i for i, sentence in enumerate(context.sentences) if sentence.end > at)
    found = discourse.at(at, number)
    assert found is not None
    assert discourse.subjects.role(found[0].voice) == role
