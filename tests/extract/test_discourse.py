import pytest

from vnpolicy.extract.context import Context
from vnpolicy.extract.discourse import Discourse
from vnpolicy.extract.people import people
from vnpolicy.text.sentences import sentences


def speaker(text: str, passage: str) -> str | None:
    discourse = Discourse(Context(text, sentences(text)), people(text))
    at = text.index(passage)
    number = max(i for i, s in enumerate(sentences(text)) if s.start <= at)
    found = discourse.at(at, number)
    return found[0].voice.speaker if found else None


@pytest.mark.parametrize(
    ("text", "passage", "who"),
    [
        (
            "Ông Lê Văn Toàn, Giám đốc Sở Công Thương, đề nghị các chợ cân lại giá thuê sạp.",
            "các chợ",
            "Lê Văn Toàn",
        ),
        (
            "Phát biểu khai mạc, đồng chí Trần Thị Hạnh, Phó Chủ tịch UBND tỉnh, nhấn mạnh: phải giữ nước.",
            "phải giữ",
            "Trần Thị Hạnh",
        ),
        ("Theo ông Phạm Đức Long, xã nên mở thêm một điểm thu mua.", "xã nên", "Phạm Đức Long"),
        (
            "“Nên chấm dứt việc thu phí hai lần”, ông Ngô Quốc Bình nói.",
            "Nên chấm dứt",
            "Ngô Quốc Bình",
        ),
        # a speech goes on in the sentences behind its introduction
        (
            "Bà Đỗ Thu Trang cho biết nhà máy đã chạy thử. Cần thêm hai trạm quan trắc ở hạ lưu.",
            "Cần thêm",
            "Đỗ Thu Trang",
        ),
        # the short form means the one person it fits
        (
            "Ông Hồ Văn Sang là chủ hợp tác xã. Bà Lý Thị Xuân trồng quế. Ông Sang kiến nghị giãn nợ.",
            "giãn nợ",
            "Hồ Văn Sang",
        ),
        (
            "Bộ trưởng Bộ Y tế Đinh Công Lý dự họp. Bộ trưởng yêu cầu các bệnh viện báo cáo tồn kho thuốc.",
            "các bệnh viện",
            "Đinh Công Lý",
        ),
        ("Nhiều đại biểu đề nghị kéo dài thời gian chất vấn.", "kéo dài", "Nhiều đại biểu"),
        ("Hiệp hội Gốm sứ kiến nghị Chính phủ giảm thuế đất.", "Chính phủ giảm", "Hiệp hội Gốm sứ"),
        # `Giao` in a name asks for nothing
        (
            "Ủy ban An toàn giao thông tỉnh đề nghị công an đặt thêm biển báo.",
            "công an đặt",
            "Ủy ban An toàn giao thông tỉnh",
        ),
        # who is given a task does not speak, nor who is asked by an interviewer
        (
            "Ông Cao Văn Lực dẫn đầu Tổ công tác. Sở Xây dựng đã được giao ba việc. Cần làm xong trong quý.",
            "Cần làm",
            None,
        ),
        (
            "Bà Tô Thị Nga trả lời phỏng vấn. - Có ý kiến cho rằng phí quá cao? - Xã cần công khai phí.",
            "Xã cần",
            "Tô Thị Nga",
        ),
        (
            "Bộ phận Cảnh báo lũ trực đêm. Tổ công tác đề nghị huyện dựng thêm cột đo nước.",
            "huyện dựng",
            "Tổ công tác",
        ),
        (
            "Ông Kim Văn Sơn giao việc cho hai phòng. Khi tổ chức kiểm điểm đề nghị mời thanh tra xã.",
            "mời thanh tra",
            "Kim Văn Sơn",
        ),
        # things do not speak
        (
            "Bà Mai Thị Hoa dẫn đoàn đi thăm. Các dấu hiệu cho biết đất đã chua. Cần bón thêm vôi.",
            "Cần bón",
            None,
        ),
        # `chúng tôi` is whoever has been speaking
        (
            "Ông Vũ Mạnh Khôi phân tích số liệu ba năm. Chúng tôi đề nghị thành phố làm lại bản đồ ngập.",
            "thành phố làm",
            "Vũ Mạnh Khôi",
        ),
        ("Mưa lớn kéo dài ba ngày ở vùng núi.", "Mưa lớn", None),
    ],
)
def test_speaker(text: str, passage: str, who: str | None) -> None:
    assert speaker(text, passage) == who
