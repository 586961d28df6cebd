import pytest

from vnpolicy.extract.context import Context
from vnpolicy.text.sentences import sentences


def context(text: str) -> Context:
    return Context(text, sentences(text))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("Ông nói: “Phải lấp hố ga ngay” rồi ra về.", "lấp hố ga", "ra về"),
        ('Ông nói: "Phải lấp hố ga ngay" rồi ra về.', "lấp hố ga", "ra về"),
        # one mark straight, the other curved
        ('Ông nói: "Phải lấp hố ga ngay” rồi ra về.', "lấp hố ga", "ra về"),
        ('Ông nói: “Phải lấp hố ga ngay" rồi ra về.', "lấp hố ga", "ra về"),
        # a mark never closed does not turn the next pair inside out
        ('Giá "leo thang từ tết. Bà Na nói: "Cần bình ổn" rồi thôi.', "Cần bình ổn", "rồi thôi"),
        ("Mở ngoặc «Chợ nổi phải giữ» và đóng lại.", "Chợ nổi", "đóng lại"),
    ],
)
def test_quotation(text: str, inside: str, outside: str) -> None:
    made = context(text)
    assert made.is_quoted(text.index(inside))
    assert not made.is_quoted(text.index(outside))


@pytest.mark.parametrize(
    ("text", "modals"),
    [
        ("Xã cần vét mương trước mùa mưa.", ["cần"]),
        ("Đây không phải lỗi của chủ đò.", []),
        ("Nước lớn gây nên sạt lở, bến cũ trở nên nguy hiểm.", []),
        ("Có cần lắp thêm đèn hay không là việc của thôn.", []),
        ("Chủ quán không cần phải nộp thêm giấy nào.", []),
        ("Xã không nên cho đào ao trên đất lúa.", ["không nên"]),
        ("Mãi năm sau mới phải đóng phí, nên dân chưa lo.", ["nên"]),
    ],
)
def test_words_of_obligation(text: str, modals: list[str]) -> None:
    assert [cue.word for found in context(text).modals for cue in found] == modals
