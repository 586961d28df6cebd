import pytest

from vnpolicy.extract.clauses import starts, statement_end
from vnpolicy.extract.context import Context
from vnpolicy.extract.segments import segments
from vnpolicy.text.sentences import sentences


def context(text: str) -> Context:
    return Context(text, sentences(text))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Tỉnh cần mở thêm ba tuyến xe buýt; bố trí lại trạm dừng gần chợ; giảm giá vé cho học sinh.",
            [
                "Tỉnh cần mở thêm ba tuyến xe buýt",
                "bố trí lại trạm dừng gần chợ",
                "giảm giá vé cho học sinh.",
            ],
        ),
        (
            "Sở Y tế rà soát trạm y tế xã, đồng thời báo cáo UBND tỉnh trước tháng sáu.",
            ["Sở Y tế rà soát trạm y tế xã", "đồng thời báo cáo UBND tỉnh trước tháng sáu."],
        ),
        (
            "Diễn đàn có hai phần: (i) bàn về nước sạch ở miền núi; (ii) bàn về trường học bán trú.",
            ["Diễn đàn có hai phần:", "bàn về nước sạch ở miền núi", "bàn về trường học bán trú."],
        ),
        (
            "Ông nêu ba việc: thứ nhất, giữ rừng đầu nguồn; thứ hai, trồng lại đồi trọc đã giao khoán.",
            ["Ông nêu ba việc:", "giữ rừng đầu nguồn", "trồng lại đồi trọc đã giao khoán."],
        ),
        (
            "2. Sở Công Thương a) Chủ trì, phối hợp với các huyện kiểm tra kho muối.",
            ["2. Sở Công Thương", "Chủ trì, phối hợp với các huyện kiểm tra kho muối."],
        ),
        (
            "Huyện cần khơi lại mương chính ở ba thôn; và cả những con mương nhỏ ở cuối làng.",
            ["Huyện cần khơi lại mương chính ở ba thôn; và cả những con mương nhỏ ở cuối làng."],
        ),
        # those who are asked are one list
        (
            "Chủ tịch tỉnh yêu cầu Giám đốc các sở; Chủ tịch các xã kiểm tra kho; báo cáo trước tháng sáu.",
            [
                "Chủ tịch tỉnh yêu cầu Giám đốc các sở; Chủ tịch các xã kiểm tra kho",
                "báo cáo trước tháng sáu.",
            ],
        ),
        (
            "Huyện cần ba việc: a) khơi lại mương chính, b) thay cống đã hỏng ở cuối làng.",
            ["Huyện cần ba việc:", "khơi lại mương chính,", "thay cống đã hỏng ở cuối làng."],
        ),
        (
            "Hội Muối kiến nghị: Thứ 2 là huyện cần dời kho muối cũ. Thứ 3: huyện cần đắp lại đê muối.",
            ["Hội Muối kiến nghị:", "huyện cần dời kho muối cũ.", "Thứ 3: huyện cần đắp lại đê muối."],
        ),
        # a weekday is no mark of a list
        (
            "Thứ 2, 3/7, huyện Muối họp bàn dời kho.",
            ["Thứ 2, 3/7, huyện Muối họp bàn dời kho."],
        ),
        # a semicolon within brackets lists examples, not clauses
        (
            "Ba huyện nghèo nhất (Mường Tè; Nậm Nhùn; Sìn Hồ) được ưu tiên trước.",
            ["Ba huyện nghèo nhất (Mường Tè; Nậm Nhùn; Sìn Hồ) được ưu tiên trước."],
        ),
        # nor are the documents that a clause refers to
        (
            "Sở yêu cầu các xã làm theo quyết định số 5/QĐ-S; công văn số 6/S-M để dời kho.",
            ["Sở yêu cầu các xã làm theo quyết định số 5/QĐ-S; công văn số 6/S-M để dời kho."],
        ),
    ],
)
def test_segments(text: str, parts: list[str]) -> None:
    found = [text[s.start : s.end].strip() for s in segments(sentences(text))]
    assert found == parts


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Ông Hòa đề nghị Bộ Tài chính sớm cấp vốn cho tuyến đê.", "Bộ Tài chính sớm cấp vốn"),
        ("Do đó, các xã phải công khai danh sách hộ được vay.", "các xã phải công khai"),
        ("Theo bà Mai, Giám đốc Sở, huyện nên gộp hai đợt tập huấn lại.", "huyện nên gộp"),
        ("Thứ hai, kéo dài thời hạn giải ngân thêm một quý.", "kéo dài thời hạn"),
        ("Đại biểu cho rằng: “Phải chặn nạn phân bón giả ngay từ kho.”", "Phải chặn nạn"),
        ("2. Lập tổ kiểm tra liên ngành tại cửa khẩu phụ.", "Lập tổ kiểm tra"),
        ("Song song đó, xã phải dọn kênh trước mùa lũ.", "xã phải dọn kênh"),
        ("Cụ thể hóa ngay quy ước bảo vệ rừng ở từng thôn.", "Cụ thể hóa ngay"),
        ("Còn lại ba thôn phải họp dân trong tuần.", "Còn lại ba thôn"),
        # what is named before the comma belongs to the statement
        ("Bên cạnh trồng rừng, huyện cần giữ lại đất trống.", "Bên cạnh trồng rừng, huyện"),
        # a mark that quotes the first words only stays with them
        ("“Nhà nước hóa” bến xe là cần, nhưng phải đấu thầu công khai.", "“Nhà nước hóa” bến xe"),
        ("“Phải đo lại độ sâu bến cá,” ông Lãm nói với các chủ tàu.", "Phải đo lại"),
        ("Ông Tạo đồng ý với bà Mùi rằng bến đò cần thêm phao.", "bến đò cần"),
        ("Đây là lúc chúng ta cần giữ lại đồng cỏ ven sông.", "chúng ta cần giữ"),
        ("Đây là lúc nước lên nên đò phải nghỉ.", "Đây là lúc nước lên"),
        ("Ông Đán lưu ý: “Bến phà cũ phải giữ lại cho xe đạp”.", "Bến phà cũ"),
        # behind a conclusion, and a heading without its full stop
        ("Đê đã lún ba chỗ qua mùa lũ, do đó huyện cần gia cố trước tháng tám.", "huyện cần gia cố"),
        ("Cá chết trắng hồ nhiều ngày Do đó xã phải ngừng xả thải.", "xã phải ngừng"),
        ("Cá chết trắng hồ nhiều ngày Mới đây xã phải ngừng xả thải.", "xã phải ngừng"),
        ("Cá chết trắng hồ nhiều ngày Không thể chờ thêm, xã phải ngừng xả thải.", "Không thể chờ"),
        ("Cá chết trắng hồ nhiều ngày Được biết xã phải ngừng xả thải.", "Được biết"),
        ("Hai xã nhất trí về sự cần thiết phải ngừng xả thải.", "phải ngừng"),
        ("Bà Mơ có hai kiến nghị như: nâng mái chợ cá.", "nâng mái"),
        ("Nguồn Muối.vn “Xã phải dời kho trước mùa mưa", "Xã phải dời kho trước mùa mưa"),
        # in a headline, behind whoever says it
        ("Chủ tịch xã: Tiếp tục giữ nghề làm muối", "Tiếp tục giữ"),
        ("Bà Mơ nhấn mạnh việc này phải làm trước vụ muối.", "việc này"),
        ("Bà Mơ chỉ đạo rõ việc kho phải dời trước vụ muối.", "kho phải"),
        ("Bà Mơ nêu ra yêu cầu việc dời kho phải xong sớm.", "dời kho"),
        ("Hết cá Theo bà Mơ, xã phải ngừng xả thải.", "Theo bà"),
        ("Bà Mơ chỉ đạo như sau: Thôn Thượng trả lại đất.", "Thôn Thượng"),
        ("Bà Mơ kiến nghị: đồng thời với việc giữ rừng, xã nên mở chợ.", "đồng thời với"),
        ("Để giữ rừng, song song với việc tuần tra, cần phải lập tổ.", "Để giữ"),
    ],
)
def test_starts_offer_the_first_word_of_the_statement(text: str, offered: str) -> None:
    made = context(text)
    places = [text[s.at :] for segment in segments(made.sentences) for s in starts(made, segment)]
    assert any(place.startswith(offered) for place in places)


@pytest.mark.parametrize(
    ("text", "not_offered"),
    [
        ("Theo đề nghị của huyện, xã đã dừng thu phí qua cầu phao.", "của huyện"),
        ("Ban Chỉ đạo giảm nghèo của tỉnh đã họp phiên đầu năm.", "giảm nghèo"),
        ("Sở Giao thông vận tải sẽ vạch lại sơn đường.", "thông vận tải"),
        ("Việc giao lưu hàng hóa ở chợ biên đã trở lại.", "lưu hàng hóa"),
        ("Theo yêu cầu của xã, chủ đò đã thay áo phao.", "của xã"),
        ("Tiếp tục chỉ đạo và làm đúng lịch gieo mạ của huyện.", "làm đúng lịch"),
        ("Bà Mơ nhấn mạnh tới việc dời chợ cá ra ngoài đê.", "tới việc"),
        ("Hồ sơ đề nghị cấp thẻ nộp tại bưu điện xã.", "cấp thẻ"),
        ("Xã đã nhận văn bản giải trình của đội bóng về vé lậu.", "của đội bóng"),
        ("Trong kiến nghị cử tri, xã xem xét việc ban hành luật.", "cử tri"),
        ("Dân được hỗ trợ khi giao nộp xe máy cũ của nhà mình.", "xe máy cũ"),
        ("Khi xã thực hiện yêu cầu giảm phí của bến, đò sẽ đông.", "giảm phí"),
        # a verb that only reports is no beginning of its own part of the sentence
        (
            "Bà Sen yêu cầu dừng bán vé lậu, đồng thời nhấn mạnh bến xe phải lắp máy quay.",
            "nhấn mạnh bến xe",
        ),
    ],
)
def test_nouns_and_names_are_no_frames(text: str, not_offered: str) -> None:
    made = context(text)
    places = [text[s.at :] for segment in segments(made.sentences) for s in starts(made, segment)]
    assert not any(place.startswith(not_offered) for place in places)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "“Cần lắp thêm đèn ở các ngã ba trước mùa mưa”, ông Tính nói.",
            "Cần lắp thêm đèn ở các ngã ba trước mùa mưa",
        ),
        (
            '"Phải có chợ đầu mối riêng cho cá đồng" - bà Thoa nhấn mạnh.',
            "Phải có chợ đầu mối riêng cho cá đồng",
        ),
        (
            "“Xã phải trả đất cho dân trong quý này” – theo đại diện các hộ.",
            "Xã phải trả đất cho dân trong quý này",
        ),
        (
            "Phí qua phà nào thu sai thì phải trả lại dân, ông Sang nêu rõ.",
            "Phí qua phà nào thu sai thì phải trả lại dân",
        ),
        ("Huyện cần mở lại chợ Sáng cùng ngày, đoàn đã về.", "Huyện cần mở lại chợ"),
        ("Huyện cần mở lại chợ cho HTX Theo đề án trên, chợ có mái.", "Huyện cần mở lại chợ cho HTX"),
        ("Huyện cần mở lại chợ phiên Việc bán muối ở đó đã có từ lâu.", "Huyện cần mở lại chợ phiên"),
        (
            "Huyện nên trả lại hai bãi muối, hãng tin Sa Huỳnh dẫn nguồn ở chợ ngày 3/7 cho biết.",
            "Huyện nên trả lại hai bãi muối",
        ),
        (
            "Huyện nên trả lại hai bãi muối, báo Sa Huỳnh đưa tin.",
            "Huyện nên trả lại hai bãi muối",
        ),
        (
            "Xã phải vớt bèo trước vụ mới”, bà Lý Thị Mẩy - Giám đốc Trạm bơm Lục Yên.",
            "Xã phải vớt bèo trước vụ mới",
        ),
        # a further speaker; a heading without its full stop
        (
            "Bỏ hẳn phí qua phà cho xe đạp, ông Tính cho biết, huyện còn phải tính lại nguồn thu.",
            "Bỏ hẳn phí qua phà cho xe đạp",
        ),
        # whoever asks goes on to tell
        (
            "Bỏ hẳn phí qua phà cho xe đạp và cho biết huyện còn phải tính lại nguồn thu.",
            "Bỏ hẳn phí qua phà cho xe đạp",
        ),
        (
            "Bỏ hẳn phí qua phà cho xe đạp, nhiều tiểu thương cho rằng: phà nên chạy thêm chuyến.",
            "Bỏ hẳn phí qua phà cho xe đạp",
        ),
        (
            "Phải trả lại vỉa hè cho người đi bộ Theo bà Thoa, chợ đã lấn hết lối.",
            "Phải trả lại vỉa hè cho người đi bộ",
        ),
        (
            "Phải trả lại vỉa hè cho người đi bộ Không chỉ vậy, chợ đã lấn hết lối.",
            "Phải trả lại vỉa hè cho người đi bộ",
        ),
        (
            "Xã phải chủ động sửa cân Nhấn mạnh cái lợi của cân mới, song bà Thoa cho rằng muối còn ướt.",
            "Xã phải chủ động sửa cân",
        ),
        ("Xã không nên can thiệp vào chợ muối Bà Lê Thị Thoa.", "Xã không nên can thiệp vào chợ muối"),
        ("Cần sửa đường Bà Triệu cho xe muối.", "Cần sửa đường Bà Triệu cho xe muối"),
        # whom a paper quotes
        ("“Xã cần sửa lại cầu phao ngay” - Báo Muối dẫn lời bà Thoa.", "Xã cần sửa lại cầu phao ngay"),
        # `giao thông` is no verb behind a quotation
        (
            "Xã cần dẹp các xe “độ, chế” để giảm tai nạn giao thông.",
            "Xã cần dẹp các xe “độ, chế” để giảm tai nạn giao thông",
        ),
        # who said it without a verb, behind a dash or as what it is
        (
            "Xã phải vớt bèo trên kênh trước vụ mới” - Giám đốc Trạm bơm Lục Yên Hoàng Văn Tản.",
            "Xã phải vớt bèo trên kênh trước vụ mới",
        ),
        (
            "“Xã nên mở lại lớp học chữ ban đêm”, đó là mong muốn của bà Lý Thị Mẩy khi gặp đoàn giám sát.",
            "Xã nên mở lại lớp học chữ ban đêm",
        ),
        (
            "Tỉnh cần bỏ cách làm “xin” - “cho” ở các trạm bơm",
            "Tỉnh cần bỏ cách làm “xin” - “cho” ở các trạm bơm",
        ),
        ("Xã cần lát lại vỉa hè quanh chợ. theo Báo tỉnh", "Xã cần lát lại vỉa hè quanh chợ"),
        ("Cần nạo vét kênh, rạch rồi công bố.", "Cần nạo vét kênh, rạch rồi công bố"),
        ("Cần lập quỹ dự phòng (ít nhất 2% ngân sách).", "Cần lập quỹ dự phòng (ít nhất 2% ngân sách)"),
        ("Xã cần dẹp biển “xe ôm tự quản” ở cổng trường.", "Xã cần dẹp biển “xe ôm tự quản” ở cổng trường"),
        ("Tỉnh cần bỏ lối làm “xin rồi mới cho”.", "Tỉnh cần bỏ lối làm “xin rồi mới cho”"),
        # a phrase in quotation marks is not what was said
        (
            "Huyện phải làm rõ các khoản thu “tự nguyện” và đề xuất cách trả lại cho dân.",
            "Huyện phải làm rõ các khoản thu “tự nguyện” và đề xuất cách trả lại cho dân",
        ),
        # who said it may have a long role
        (
            'Nên cấm xe tải qua cầu treo ban đêm", Lò Văn Pản, cố vấn của hội những người vận tải đường rừng '
            "miền núi phía Bắc và là người đã chở gỗ qua cầu này suốt hai mươi năm, nói tại buổi gặp "
            "hôm thứ Ba ở bến xe.",
            "Nên cấm xe tải qua cầu treo ban đêm",
        ),
        (
            '"Phải đo lại đất bãi bồi trước vụ mới”, bà Thao nhấn mạnh.',
            "Phải đo lại đất bãi bồi trước vụ mới",
        ),
    ],
)
def test_statement_ends_before_the_attribution(text: str, statement: str) -> None:
    made = context(text)
    start = text.index(statement.split()[0])
    assert text[start : statement_end(made, start, len(text))] == statement
