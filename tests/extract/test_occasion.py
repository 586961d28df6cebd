import pytest

from vnpolicy.extract.event import judged
from vnpolicy.extract.items import items
from vnpolicy.extract.occasion import occasion
from vnpolicy.extract.people import people
from vnpolicy.text.sentences import sentences


@pytest.mark.parametrize(
    ("log_odds", "steps", "likely"),
    [
        (-4.0, [], False),
        (-3.0, ["event:-3.0"], False),
        (-1.0, ["event:-3.0", "event:-1.5"], False),
        (2.0, ["event:-3.0", "event:-1.5", "event:-0.5"], True),
    ],
)
def test_steps(log_odds: float, steps: list[str], likely: bool) -> None:
    found = occasion(log_odds, None)
    assert (found.features(), found.is_likely) == (steps, likely)


@pytest.mark.parametrize(
    ("passage", "share"),
    [
        ("giá lúa", "none"),
        ("muối sạch giá lúa rẻ", "some"),
        ("muối sạch giá", "most"),
        ("muối sạch ven biển", "all"),
        ("", "none"),
    ],
)
def test_how_much_of_a_passage_the_name_says(passage: str, share: str) -> None:
    named = occasion(0.0, "Hội thảo “Muối sạch ven biển”")
    assert named.of_passage(set(passage.split())) == "in name:" + share


TOPIC = "Hội nghị thảo luận về giá thuê sạp chợ và việc dời bến cá."
MEETING = "Sáng 12/4, tại Huế, UBND tỉnh tổ chức hội nghị bàn về chợ và bến cá. " + TOPIC
STORY = "Bà Lư kể chuyện đi chợ hồi nhỏ. Xe hỏng giữa đường nên bà về muộn. Bà nhớ nhất mùi cá khô. "


@pytest.mark.parametrize(("body", "found"), [(MEETING, True), (STORY, False)])
def test_an_agenda_belongs_to_an_event(body: str, found: bool) -> None:
    split = sentences(body)
    judgement = judged(body, None, split)
    agenda, _ = items(body, split, people(body), judgement.occasion)
    assert bool(agenda) == found


def test_the_same_sentence_is_less_likely_an_item_where_no_event_is_told_of() -> None:
    split = sentences(MEETING)
    known = [len(items(MEETING, split, people(MEETING), occasion(odds, None))[0]) for odds in (-5.0, 3.0)]
    assert known[0] < known[1]
