import pytest

from vnpolicy.extract.context import Context
from vnpolicy.extract.discourse import Discourse
from vnpolicy.extract.obligation import obligation_features
from vnpolicy.extract.people import people
from vnpolicy.extract.statements import candidates
from vnpolicy.text.sentences import sentences


def features(text: str, begins: str) -> list[str]:
    """The features of the candidate that begins with `begins`."""
    context = Context(text, sentences(text))
    discourse = Discourse(context, people(text))
    candidate = next(c for group in candidates(context) for c in group if text.startswith(begins, c.start))
    found = discourse.at(candidate.start, candidate.segment.sentence)
    return list(obligation_features(context, discourse, candidate, found))


@pytest.mark.parametrize(
    ("text", "begins", "feature"),
    [
        ("Sở Giao thông cần sơn lại vạch qua đường.", "Sở", "obliged:addressee"),
        ("Phụ huynh nên đưa con đi ngủ sớm.", "Phụ huynh", "obliged:private"),
        ("Chúng tôi phải thuê thêm thợ để kịp giao áo.", "Chúng tôi", "obliged:pronoun"),
        ("Cần sơn lại vạch qua đường.", "Cần", "obliged:unnamed"),
        ("Hôm nay trời mát hơn hôm qua.", "Hôm nay", "obliged:nobody"),
        ("Theo quy định, chủ đò phải mặc áo phao cho khách.", "chủ đò", "by law:before"),
        ("Chủ đò phải mặc áo phao cho khách theo quy định tại Điều 9.", "Chủ đò", "by law:opening"),
        ("Trước đó, xã đã yêu cầu chủ quán dời biển hiệu vào trong.", "chủ quán", "past before:trước đó"),
        ("Luật sư đề nghị hủy bản án đã tuyên.", "hủy", "court before"),
        ("Việc chủ quán đề nghị hạ phí bến bãi là có lý.", "hạ phí", "only named"),
        ("Ông Đỗ Văn Chắt cho biết ông Trần Văn Lai đã dời bến.", "Ông", "voice within"),
    ],
)
def test_features(text: str, begins: str, feature: str) -> None:
    assert feature in features(text, begins)


def test_an_opening_that_names_what_is_at_issue_does_not_name_a_demand() -> None:
    text = "Về việc này, xã đề nghị hạ phí bến bãi cho hộ nghèo."
    assert "only named" not in features(text, "hạ phí")
