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
        # a word or two that nothing closes, and a speech
        ('Ông nói: "Xã cần kho. ' + "Kho dột. " * 120, "Kho dột", "Ông nói"),
        ('Giá "leo thang từ tết. ' + "Kho dột. " * 120 + 'Bà nói: "Cần kho" rồi về.', "Cần kho", "rồi về"),
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


def test_a_mark_that_nothing_closes_does_not_quote_the_rest() -> None:
    made = context('Kho "dột nặng từ tết. ' + "Xã đã họp bàn ba lần. " * 60)
    assert not made.is_quoted(len(made.body) - 5)
