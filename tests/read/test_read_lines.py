import pytest

from vnpolicy.read.lines import split


def texts(raw: str) -> list[str]:
    return [line.text for line in split(raw)]


def test_places_and_numbers() -> None:
    raw = "\n  Một hai \n\nba bốn\nnăm"
    lines = split(raw)
    assert [(x.number, raw[x.start : x.end], x.apart) for x in lines] == [
        (2, "Một hai", True),
        (4, "ba bốn", False),
        (5, "năm", False),
    ]


@pytest.mark.parametrize("raw", ["", "\n", " \n\t\n"])
def test_blank(raw: str) -> None:
    assert split(raw) == []


def test_wrapped_text_is_paragraphs() -> None:
    raw = (
        "Sở Nông nghiệp vừa họp với các huyện ven biển về việc\n"
        "giữ nước ngọt cho vườn cây trong mùa khô năm nay, khi\n"
        "nước mặn có thể vào sâu hơn sáu mươi cây số trên sông\n"
        "Hàm Luông.\n"
        "\n"
        "Các xã được giao đắp bờ bao, khơi mương và báo độ mặn\n"
        "mỗi ngày hai lần để bà con kịp đóng cống trong vườn và\n"
        "mượn máy bơm của hợp tác xã khi cần tưới gấp.\n"
    )
    assert [x.split()[0] for x in texts(raw)] == ["Sở", "Các"]


def test_short_paragraphs_stay_apart() -> None:
    raw = "\n".join(["Huyện họp với các xã ven sông về việc giữ nước ngọt cho vườn."] * 8)
    assert len(texts(raw)) == 8


@pytest.mark.parametrize(
    ("text", "prose", "headline"),
    [
        ("Tỉnh bàn cách giữ rừng đầu nguồn", False, True),
        ("Vì sao TP. Cần Thơ chậm làm nhà ở xã hội?", False, True),
        ("Hôm nay họp.", False, False),
        ("Sở vừa họp với mười hai huyện về việc giữ nước ngọt cho vườn cây.", True, False),
        ("Sở đề nghị các huyện bàn kỹ bốn việc phải làm ngay trong tháng này:", True, False),
        ("- Dạy nghề cho hai trăm hộ dân", False, False),
        ("1. Về đất đai và vốn", False, False),
        ("Phiên 1: Chính sách tái chế", False, False),
        ("nối dài thêm hai cây số đường", False, False),
        ("Trang chủ", False, False),
    ],
)
def test_kinds(text: str, prose: bool, headline: bool) -> None:
    (line,) = split(text)
    assert (line.prose, line.headline) == (prose, headline)
