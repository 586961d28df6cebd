import pytest

from vnpolicy.extract.event_names import Part
from vnpolicy.extract.event_places import spots
from vnpolicy.extract.patterns import plain


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Chiều 2/6, tại Nhà Quốc hội, hai bên đã gặp nhau.", ["Nhà Quốc hội"]),
        ("Lễ trao quà diễn ra tại Phủ Chủ tịch.", ["Phủ Chủ tịch"]),
        (
            "Lễ trao quà diễn ra tại Trung tâm Văn hóa huyện Thanh Liêm.",
            ["Trung tâm Văn hóa huyện Thanh Liêm"],
        ),
        ("Tại Hội trường, không khí sôi nổi.", []),
        ("Họ làm đường phía Đông và cầu phía Tây Nam.", []),
        ("Phía Lào cử ba người.", ["Lào"]),
        ("Phía Tây Ban Nha cử ba người.", ["Tây Ban Nha"]),
        # laws, firms, contests, an office in the country
        ("Điều này quy định tại Luật Thủy sản.", []),
        ("Đội thắng ba trận tại SEA Games 29.", []),
        ("Đại sứ tại Lào Trần Văn An tham dự.", []),
        ("Nhiều người tại Hải Phòng (xin giấu tên) góp ý.", ["Hải Phòng"]),
    ],
)
def test_places_that_a_part_states(text: str, places: list[str]) -> None:
    assert [spot.name for spot in spots([Part(0, 0, text, plain(text))], None)] == places


def test_where_somebody_works_is_no_place_that_is_stated() -> None:
    text = "Bà Hà Thị Lụa, chủ một xưởng dệt ở huyện An Dương, xin gia hạn tại Hải Phòng."
    stated = [spot.name for spot in spots([Part(0, 0, text, plain(text))], None) if "known" in spot.how]
    assert stated == ["Hải Phòng"]
