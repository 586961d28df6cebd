import pytest

from vnpolicy.extract.event_names import Part, mentions
from vnpolicy.extract.patterns import plain


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Chiều 4/5, Chủ tịch nước tiếp đoàn cựu chiến binh.", ["tiếp"]),
        ("Giá gạo tiếp tục giảm vì nguồn cung dồi dào.", []),
        ("Nhiều hộ dân chưa tiếp cận được vốn vay.", []),
        ("Trường vừa tiếp nhận thêm hai giáo viên.", []),
        ("Bản chất vấn đề là thiếu nước sạch.", []),
        ("Sáng 4/5, đại biểu chất vấn Bộ trưởng.", ["chất vấn"]),
        ("Sáng 4/5, Quốc hội thảo luận tại hội trường về luật.", ["thảo luận tại hội trường"]),
    ],
)
def test_words_that_only_look_like_meetings_are_none(text: str, nouns: list[str]) -> None:
    assert [m.noun for m in mentions(Part(0, 0, text, plain(text)))] == nouns
