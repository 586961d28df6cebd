import pytest

from vnpolicy.extract.context import Context
from vnpolicy.extract.discourse import Discourse
from vnpolicy.extract.people import people
from vnpolicy.text.sentences import sentences

ESSAY = "".join(f" Nghề muối có từ đời thứ {n}." for n in range(3, 11))


SPEECH = (
    "Trời đẹp. Tàu to. Cảng vui. Bà Hồ Thị Lư từng nói biển bạc. Gạo ngon. Xã cần giữ rừng. Mưa tạnh. "
    "Kho khô. Đường rộng. Cá nhiều."
)


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
        # a comma before the mark that closes
        (
            'Ông Tạ Văn Sửu đề xuất mở chợ. Bà Hồ Thị Lư đến muộn. "Xã cần sửa lại bến," bà Lư nói.',
            "Xã cần",
            "Hồ Thị Lư",
        ),
        # what a case is about speaks not
        (
            "Cơ quan điều tra đã khép lại vụ án Tạ Văn Sửu, đề nghị truy tố ba người giữ kho.",
            "truy tố",
            "Cơ quan điều tra",
        ),
        # whose turn it is; a name whose parts a dash joins
        ("Sau thôn Hạ, đến lượt lãnh đạo xã yêu cầu thôn Thượng dời kho.", "thôn Thượng", "lãnh đạo xã"),
        (
            "Bộ KH – CN cho biết sẽ sửa thông tư. Theo đó, Bộ đã yêu cầu các viện kiểm tra kho muối.",
            "các viện",
            "Bộ KH – CN",
        ),
        # a single mark closes what a double one opened
        (
            "“Đại biểu cấp xã nên ký biên bản’, bà Hồ Thị Lư nhấn mạnh. Vị này cũng đề nghị xã mở lại chợ. "
            "“Chợ còn dột”, ông Tạ Văn Sửu nói.",
            "xã mở lại",
            "Hồ Thị Lư",
        ),
        # what a bill asks for was asked by nobody who spoke before
        (
            "Bà Hồ Thị Lư yêu cầu xã đo lại đất. Dự luật cũng yêu cầu các xã lập quỹ chợ.",
            "các xã lập quỹ",
            "",
        ),
        # what stands behind a quotation is a sentence of its own
        (
            'Bà Hồ Thị Lư cho biết: “Xã cần lợp lại chợ cho mọi người" Phát biểu sau khi xem chợ, ông Tạ Văn '
            "Sửu kêu gọi bà con góp công.",
            "Xã cần",
            "Hồ Thị Lư",
        ),
        # the ministry that was named in full, not the word behind its name
        (
            "Bà Hồ Thị Lư, Phó Chánh Văn phòng Bộ LĐXH cho biết, Bộ đã gửi văn bản đề nghị khen hai hộ. "
            "Bộ LĐXH cho biết thêm là sẽ trả lời.",
            "khen hai hộ",
            "Hồ Thị Lư",
        ),
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
        # who is asked to direct others does not speak
        (
            "Ban Phòng chống lụt bão đề nghị Chủ tịch UBND huyện Sông Mã, Thuận Châu chỉ đạo các xã dời dân.",
            "các xã",
            "Ban Phòng chống lụt bão",
        ),
        # an entry of somebody's instructions, unless it tells of what was done or of who directs all
        (
            "Phó Thủ tướng Lê Quốc Anh yêu cầu Bộ Xây dựng rà soát nhà. Bộ Y tế chỉ đạo các trạm trữ máu.",
            "các trạm",
            "Lê Quốc Anh",
        ),
        (
            "Phó Thủ tướng Lê Quốc Anh yêu cầu rà soát nhà tạm. Bộ Y tế đã chỉ đạo các bệnh viện trữ máu.",
            "các bệnh viện",
            "Bộ Y tế",
        ),
        (
            "Ông Lê Quốc Anh, Giám đốc Sở Y tế, đề nghị mua thêm máy. Chính phủ chỉ đạo các tỉnh trữ máu.",
            "các tỉnh",
            "Chính phủ",
        ),
        # who sends a letter, not to whom
        (
            "Sở Giáo dục vừa ra công văn gửi các phòng, trường nghề, TTGDTX chỉ đạo các lớp đêm nghỉ vì bão.",
            "các lớp",
            "Sở Giáo dục",
        ),
        ("Bà Lê Thị Hoa, cô ruột của cháu Trần Văn Nam, đề nghị xã dựng rào chắn.", "xã dựng", "Lê Thị Hoa"),
        ("Thầy Nguyễn Quốc Bình cho rằng Sở nên công bố lịch thi sớm.", "Sở nên", "Nguyễn Quốc Bình"),
        # any words before a quotation may tell of speaking
        ("Ông Đinh Văn Lực vẫn canh cánh: “Xã phải mở thêm chợ”.", "Xã phải", "Đinh Văn Lực"),
        (
            "Ông Đinh Văn Lực đề nghị dời mộ. Riêng Trung tâm Bảo tồn Huế đề nghị dời bãi xe.",
            "dời bãi",
            "Trung tâm Bảo tồn Huế",
        ),
        ("“Xã phải xây lại kè”, bà Lê Thị Hoa nghẹn ngào.", "Xã phải", "Lê Thị Hoa"),
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
        # who a person is stands behind the name; a place in it is no speaker
        (
            "Ông Lò Văn Pành, Hợp tác xã Mường Lống, cho rằng nên trồng xen đậu.",
            "nên trồng",
            "Lò Văn Pành",
        ),
        (
            "Đại diện Công ty Nước sạch ở quận 9, TP.HCM đề nghị huyện trả tiền đúng hạn.",
            "huyện trả",
            "Đại diện Công ty Nước sạch",
        ),
        ("Mới đây, các kỹ sư, nhà thầu đã đề xuất đổi mái tôn.", "đổi mái", "các kỹ sư, nhà thầu"),
        ("Hai bộ trưởng nhất trí cần mở lại chợ biên giới.", "cần mở", "Hai bộ trưởng"),
        # a quotation of several sentences is whose it is behind it, or in the next sentence
        (
            "“Ao đã cạn. Nếu các hộ không đồng ý thì xã hỏi lại. Huyện phải đào ao mới” - bà Tẩn Mỉ Dao nói.",
            "Huyện phải",
            "Tẩn Mỉ Dao",
        ),
        (
            "“Hợp tác xã rất ủng hộ giảm phí bến”. Đó là ý kiến của ông Trương Công Định, Chủ nhiệm.",
            "giảm phí",
            "Trương Công Định",
        ),
        (
            'Bà Mùa Thị Chía nói: "Máy bơm đã cũ. Xã đề nghị huyện thay máy". Cần thay ngay trong tháng.',
            "huyện thay",
            "Mùa Thị Chía",
        ),
        # nouns of asking
        ("Kiến nghị của Hội Làm vườn về việc miễn phí bến được ghi nhận.", "miễn phí", "Hội Làm vườn"),
        (
            "Ông Hà Văn Núi dự họp. Giải pháp được Sở Du lịch đưa ra là trồng lại rừng dương.",
            "trồng lại",
            "Sở Du lịch",
        ),
        ("Theo đánh giá của Sở Y tế, trạm xá cần thêm giường.", "trạm xá", "Sở Y tế"),
        # what a document prescribes is said by nobody named there
        (
            "Ông Đàm Văn Tứ kêu gọi góp sức. Đây là việc lớn theo nghị quyết của Hội đồng xã. Cần góp công.",
            "Cần góp",
            "Đàm Văn Tứ",
        ),
        # descriptions of one person
        (
            "Đại tá Vi Văn Bảy, Trưởng phòng, dự họp. Theo người đứng đầu lực lượng, cần thêm xuồng.",
            "cần thêm",
            "Vi Văn Bảy",
        ),
        ("ĐB Nông Thị Lành phát biểu. Theo ĐB này, phải giãn thời gian.", "phải giãn", "Nông Thị Lành"),
        (
            "Thủ tướng Phùng Gia Lộc đi thăm. Người đứng đầu Chính phủ lưu ý phải giữ rừng.",
            "phải giữ",
            "Phùng Gia Lộc",
        ),
        ("Chị Bé Hai cho rằng nên mở thêm lớp đêm.", "nên mở", "Bé Hai"),
        # a title before a name, and a place in what stands behind it
        (
            "Trao đổi với phóng viên, luật sư Ngô Thị Mây, Công ty Luật Sao Mai, cho biết phải lập biên bản.",
            "phải lập",
            "Ngô Thị Mây",
        ),
        (
            "Ông Kenji Tanaka, Hiệp hội Đóng tàu Nhật Bản tại Việt Nam, cho rằng nên dời bến.",
            "nên dời",
            "Kenji Tanaka",
        ),
        # a day before who speaks, without a comma
        (
            "Hội Làm vườn mong được vay vốn. Ngày 12/3/2019 Sở Tài chính có công văn yêu cầu trả nợ.",
            "trả nợ",
            "Sở Tài chính",
        ),
        # a body without a head in its name that writes
        ("VMTA cũng đã có văn bản gửi huyện kiến nghị lùi ngày thu phí bến.", "lùi ngày", "VMTA"),
        # who hands in what is to be done
        ("Sở Xây dựng đã trình Thủ tướng xem xét dời nhà máy giấy.", "xem xét dời", "Sở Xây dựng"),
        # a role before the colon; a name without a verb behind a quotation
        (
            "Bà Lê Thị Sương - Giám đốc Hợp tác xã Chè: Giữ đất cho cây. Huyện cần bỏ phí cân.",
            "Huyện cần",
            "Lê Thị Sương",
        ),
        (
            "Ông Tô Văn Đá phát biểu. “Giếng đã cạn. Xã cần khoan thêm”, bà Vừ Thị Dở - Trưởng bản.",
            "Xã cần",
            "Vừ Thị Dở",
        ),
        # `theo` makes somebody the one who spoke last
        (
            "Đại biểu Lưu Văn Cót nói đường đã hỏng. Theo đại biểu Thào Thị Say, xe quá tải là do cân."
            " Đại biểu này đề nghị lắp trạm cân.",
            "lắp trạm",
            "Thào Thị Say",
        ),
        (
            "Ông Vàng Seo Páo là chủ xưởng chè. Doanh nhân này đề nghị bỏ phí cân.",
            "bỏ phí",
            "Vàng Seo Páo",
        ),
        # countries that a speech tells of do not go on; the report's own view is nobody's
        (
            "Bà Kha Thị Lả cho rằng nên cấm túi. Nhiều nước yêu cầu phân loại rác. Phải có bãi ủ riêng.",
            "Phải có",
            "Kha Thị Lả",
        ),
        ("Bà Kha Thị Lả nói chợ đã dột. Thiết nghĩ, xã cần lợp lại mái.", "xã cần", None),
        # names with a syllable that also opens the name of a body; with an initial
        ("Theo ông Trần Hữu Ban - Đội trưởng - phải chặn xe quá tải.", "phải chặn", "Trần Hữu Ban"),
        ("Nhà kinh tế Robert J. Miller cho rằng cần giảm lãi.", "cần giảm", "Robert J. Miller"),
        # verbs that hold another verb
        (
            "Chủ tịch xã Vạn Lộc giao bốn việc; tổ chức thăm hỏi hộ bị nạn; phải dọn xong bãi đá.",
            "phải dọn",
            "Chủ tịch xã Vạn Lộc",
        ),
        # a headline is not what a body further on says
        (
            "Phải dẹp chợ tạm bên đường. Chợ họp từ bốn giờ. Xe tải đỗ kín lề. Hội Vận tải đề nghị mở bãi.",
            "Phải dẹp",
            None,
        ),
        # a body that reports, and one called by its kind alone, speak no further; instructions do
        (
            "Ban Quản lý chợ cho biết mái đã dột. Nền đã lún. Cống đã tắc. Cần xây chợ mới.",
            "Cần xây",
            None,
        ),
        (
            "Bà Hà Thị Cúc yêu cầu rà lại giá. Doanh nghiệp than thở phí cao. Cần bỏ ba loại phí.",
            "Cần bỏ",
            "Hà Thị Cúc",
        ),
        (
            "Sở Công Thương yêu cầu các chợ báo giá. Dọn kho cũ. Lắp cân mới. Sơn lại vạch. Thay bóng đèn."
            " Treo bảng giá.",
            "Treo bảng",
            "Sở Công Thương",
        ),
        # a group does not go on for long, and no group says `tôi`
        (
            "Nhiều tiểu thương bày tỏ lo lắng. Chợ cũ có hai dãy. Mái đã dột. Nền đã lún. Cống đã tắc."
            " Cần xây chợ mới.",
            "Cần xây",
            None,
        ),
        (
            "Một số hộ đề nghị hoãn thu. Theo tôi, việc đó dễ hiểu. Cần tính lại mức phí.",
            "Cần tính",
            None,
        ),
        # readers' letters are signed
        (
            "Chợ xã đã dột. Rất mong huyện sửa mái chợ. LÊ THỊ NA (Xã An Bình, huyện Ba Vì)",
            "huyện sửa",
            "Lê Thị Na",
        ),
        # the one interviewed answers
        (
            "Phóng viên trao đổi với ông Bế Văn Mạ, Giám đốc. Giống nào tốt? Tôi thấy giống nhà"
            " tốt. Bộ Công Thương giao chỉ tiêu. Dân hỏi gì? Tôi nghe hỏi giá. Nên lập quỹ giống.",
            "Nên lập",
            "Bế Văn Mạ",
        ),
        # compounds that end in a speaking verb, or in what would end a name
        ("Bộ Ngoại giao đề nghị các nước giảm phí cầu đường.", "các nước", "Bộ Ngoại giao"),
        ("Người đề nghị phải nộp hai bản. Cần sửa mẫu đơn.", "Cần sửa", None),
        ("Cục Hàng không cho rằng cần mở thêm quầy vé.", "cần mở", "Cục Hàng không"),
        (
            "Chủ đầu tư dự án nhà ở công nhân cho biết cần thêm lối đi.",
            "cần thêm",
            "Chủ đầu tư dự án nhà ở công nhân",
        ),
        ("Chi cục Thủy sản kiến nghị xã dời bè cá.", "xã dời", "Chi cục Thủy sản"),
        # a body with `này`, by its kind just after it was named
        (
            "Bộ Nội vụ và Bộ Y tế cùng họp. Bộ này đề nghị tỉnh thêm giường.",
            "tỉnh thêm",
            "Bộ Y tế",
        ),
        (
            "Sở Y tế và Sở Xây dựng cùng họp. " + "Trời mưa lớn suốt ngày. " * 20 + "Sở Y tế có mặt."
            " Sau đó, Sở yêu cầu trạm thêm giường.",
            "trạm thêm",
            "Sở Y tế",
        ),
        ("Cơ quan chức năng mạnh dạn đề xuất bỏ trạm cân.", "bỏ trạm", "Cơ quan chức năng"),
        # a foreign name alone behind the country
        ("Tổng thống Thổ Nhĩ Kỳ Yildirim kêu gọi hai bên cần mở kho muối.", "hai bên", "Yildirim"),
        # the holder of the title who has just spoken
        (
            "Bộ trưởng Lò Văn Tạ và Bộ trưởng Bộ Y tế Bế Thị Na cùng dự. Bộ trưởng Bộ Y tế Bế Thị Na nói"
            " về thuốc. Bộ trưởng yêu cầu trạm xá mở cửa.",
            "trạm xá",
            "Bế Thị Na",
        ),
        # countries, alone or two, with a day behind them; not as what somebody speaks of
        ("Nga ngày 14/5 đã kêu gọi các bên giảm phí bến.", "các bên", "Nga"),
        ("Hôm qua, Lào và Thái Lan cũng đề nghị các cảng giảm phí bến.", "các cảng", "Lào và Thái Lan"),
        (
            "Ông Hà Văn Lục nói Lào đang xây cầu, đồng thời đề nghị các cảng giảm phí bến.",
            "các cảng",
            "Hà Văn Lục",
        ),
        ("Lào hối thúc các cảng giảm phí bến.", "các cảng", "Lào"),
        # behind a preposition stand those who do not speak, alone or several
        (
            "Cục Muối đã làm việc với Sở Y tế, Công ty Muối Trắng, yêu cầu các kho cân lại.",
            "các kho",
            "Cục Muối",
        ),
        (
            "Bà Hồ Thị Lư đã gặp lãnh đạo các xã như ông Tạ Văn Bỉnh, yêu cầu các kho cân lại.",
            "các kho",
            "Hồ Thị Lư",
        ),
        (
            "Ông Hà Văn Lục điện đàm với Chủ tịch xã Tạ Văn Bỉnh để nêu ý của huyện và cho rằng cần dời chợ.",
            "cần dời",
            "Hà Văn Lục",
        ),
        (
            "Bà Hồ Thị Lư, cố vấn lâu năm của Chủ tịch tỉnh Tạ Văn Bỉnh, nói: “Cần dời chợ.”",
            "Cần dời",
            "Hồ Thị Lư",
        ),
        # a number before a noun that is a verb too
        (
            "Hội Muối cũng đề xuất với Sở Y tế và chính quyền các xã 6 kiến nghị. Trong đó có đề nghị các kho"
            " cân lại muối.",
            "các kho",
            "Hội Muối",
        ),
        # adverbs in lower case end no name, in capitals they may belong to it
        ("Sở Y tế Hà Nam thường yêu cầu các trạm cân lại thuốc.", "các trạm", "Sở Y tế Hà Nam"),
        ("Phía lãnh đạo xã Mường đề nghị các kho cân lại muối.", "các kho", "lãnh đạo xã Mường"),
        # a role with a comma before a colon
        (
            "Tạ Văn Bỉnh - nhân viên kho muối, xã Mường: Tôi thấy đường xấu. Mong huyện sửa đường.",
            "huyện sửa",
            "Tạ Văn Bỉnh",
        ),
        # heads of bodies who are told to direct others, the highest where they were asked before
        (
            "Công điện của ông Hà Văn Lục yêu cầu bà Hồ Thị Lư đến ngay để chỉ đạo cứu hộ. Chủ tịch xã,"
            " Trưởng Ban An toàn xã Mường chỉ đạo các đội cứu hộ dựng lều.",
            "dựng lều",
            "Hà Văn Lục",
        ),
        (
            "Hội Muối đề nghị Quốc hội, Chính phủ sửa luật. Chính phủ chỉ đạo các bộ soạn quy chuẩn muối.",
            "soạn quy",
            "Hội Muối",
        ),
        ("Trời mưa. Các nhà phân tích cho rằng cần thêm kho.", "cần thêm", "Các nhà phân tích"),
        (
            "Hôm qua, một công ty tư vấn giống sen kiến nghị huyện mở thêm quầy bán hạt.",
            "huyện mở",
            "một công ty tư vấn giống sen",
        ),
        # between commas the body that it belongs to
        (
            "Cùng ngày, Cục Phòng, chống ngập, Bộ Xây dựng, đã có công văn chỉ đạo các kho kê cao muối.",
            "các kho",
            "Cục Phòng, chống ngập",
        ),
        # a ministry behind a comma is the one that its unit belongs to
        (
            "Cục Muối và Nước mắm, Bộ Xây dựng đã yêu cầu các kho kê cao muối.",
            "các kho",
            "Cục Muối và Nước mắm, Bộ Xây dựng",
        ),
        # of whom a building is no part, nor a country
        (
            "Tổng thống Pháp Jean Dulac nói về muối. Phát biểu ở Điện Vosges, tân Tổng thống Pháp nêu rõ cần"
            " thêm kho.",
            "cần thêm",
            "Jean Dulac",
        ),
        ("Tổng thống Litva Ona Kalnas đề nghị các nước mua muối.", "các nước", "Ona Kalnas"),
        (
            "Phó Đại diện thường trực Nauy tại Liên Hợp Quốc Olav Bakke đề nghị các nước mua muối.",
            "các nước",
            "Olav Bakke",
        ),
        # a name behind a role in brackets
        (
            "Theo Cục trưởng Cục Muối (Bộ Xây dựng), PGS, TS Hà Văn Lục, các kho cần kê cao muối.",
            "các kho",
            "Hà Văn Lục",
        ),
        # `tổ chức` is a verb
        ("Hai là, giữ kho muối. Tổ chức quán triệt việc cân muối. Cần thêm kho.", "Cần thêm", None),
        # where the full stop before a speaker is missing
        (
            "Đại tá Hà Văn Lục họp ở xã. Nhiều hộ đề nghị thêm kho vì rất cần giữ muối Đại tá Lục nhấn mạnh"
            " phải kê cao muối.",
            "phải kê",
            "Hà Văn Lục",
        ),
        (
            "Xe chở muối ở Bến Bạch Mai Cục Hàng hải Việt Nam cũng yêu cầu các bến cân lại muối.",
            "các bến",
            "Cục Hàng hải Việt Nam",
        ),
        # whose sentence goes on in the next one, where he has not spoken yet
        (
            "Hội Nấm yêu cầu các hộ dựng lán. Hội Muối Sa Huỳnh đã thăm từng kho. Đồng thời, yêu cầu các kho"
            " cân lại muối.",
            "các kho",
            "Hội Muối Sa Huỳnh",
        ),
        (
            "Trước tình hình trên, Hội Muối Sa Huỳnh đã thăm kho, nhất là ở bến đò đồng thời kiến nghị xã dời"
            " kho.",
            "xã dời",
            "Hội Muối Sa Huỳnh",
        ),
        # passed on by a paper
        (
            "Hội Nấm yêu cầu các hộ dựng lán. “Các kho cần cân lại muối” - Báo Muối dẫn lời ông Hà Văn Lục.",
            "Các kho",
            "Hà Văn Lục",
        ),
        # a verb behind a colon goes on with whose list it opens
        (
            "Đại diện xã Mường nêu vài ý với các hội, ngành Trung ương như: đề nghị thêm kho muối.",
            "thêm kho",
            "Đại diện xã Mường",
        ),
        # who is quoted says `tôi` within the marks
        (
            "Ông Hà Văn Lục nói: “Kho đã dột”. Tôi không rõ kho nào. Tôi chỉ mong xã sửa kho sớm.",
            "xã sửa",
            None,
        ),
        # `theo` where the statement begins
        (
            "Bà Hồ Thị Lư yêu cầu xã cân lại muối. Trước đó, theo đề xuất của Hội Muối, xã cần thêm kho.",
            "Trước đó",
            "Hội Muối",
        ),
        (
            "Bà Hồ Thị Lư nói về muối. Sau khi gặp ông Tạ Văn Bỉnh, bà ra về. Theo bà, xã cần thêm kho.",
            "xã cần",
            "Hồ Thị Lư",
        ),
        ("Theo nghiên cứu của Hội Muối, kho đã cũ. Do đó, cần thêm kho.", "cần thêm", "Hội Muối"),
        # what several do together those with whom they do it do not do alone
        (
            "Cục Muối đã làm việc với Hội Nấm, Hội Tre thống nhất cần thêm kho chung.",
            "cần thêm",
            "Cục Muối",
        ),
        # the one interviewed, named before it is said
        (
            "Ông Bế Văn Mạ - Giám đốc Sở Công Thương - trả lời phỏng vấn của báo về giống cây. - Ông thấy"
            " giống nào tốt? - Giống nhà tốt. - Ông có lời khuyên gì? - Bà con nên lập quỹ giống.",
            "Bà con",
            "Bế Văn Mạ",
        ),
        ("“Trước Phiên họp, chúng tôi quán triệt phải cân lại muối”.", "phải cân", None),
        # in an essay whoever is quoted does not go on for long, nor a title or a source
        (
            "Ông Hà Văn Lục nói: “Muối là tiền”." + ESSAY + " Do đó, cần giữ nghề muối.",
            "cần giữ",
            None,
        ),
        (
            "Bí thư xã cho biết kho đã dột." + ESSAY + " Do đó, cần giữ nghề muối.",
            "cần giữ",
            None,
        ),
        # a statement that holds its own frame
        (
            "Kho đã cũ. Do vậy, Hội Muối cho rằng xã có thể xem xét dời kho.",
            "Hội Muối",
            "Hội Muối",
        ),
        (
            "Bà Hồ Thị Lư yêu cầu xã cân lại muối. Báo cáo tại buổi họp, Hội Muối cho biết hai kho cần dời.",
            "Báo cáo",
            "Hội Muối",
        ),
        # of several who are asked the last does not speak
        (
            "Sở Muối yêu cầu các sở, các phòng, UBND các xã khuyến cáo dân phơi muối. Các hộ cần thêm bạt.",
            "Các hộ",
            "Sở Muối",
        ),
        (
            "Sở Muối yêu cầu Chủ tịch các xã, Đài Truyền thanh huyện khuyến cáo dân phơi muối. Hộ cần bạt.",
            "Hộ cần",
            "Sở Muối",
        ),
        ("Người đứng đầu Chính phủ yêu cầu các kho cân lại muối.", "các kho", "Người đứng đầu Chính phủ"),
        (
            "“Xã phải thay cân ngay”, một cán bộ có trách nhiệm của xã phân tích.",
            "Xã phải",
            "một cán bộ có trách nhiệm của xã",
        ),
        (
            "Văn bản số 12, ngày 5/3, của Sở Muối yêu cầu các kho cân lại muối.",
            "các kho",
            "Sở Muối",
        ),
        (
            "Chợ đã dột. Huyện nên sửa mái chợ. PGS Lê Thị Na (Viện trưởng Viện Muối) Đừng chờ mùa mưa Mưa"
            " sắp đến.",
            "Huyện nên",
            "Lê Thị Na",
        ),
        ("Chợ đã dột. Huyện nên sửa mái chợ. LS, TS LÊ THỊ NA,Đoàn LS xã Mường", "Huyện nên", "Lê Thị Na"),
        (
            "Chợ đã dột. Tôi thấy huyện nên sửa mái chợ. Thiếu tướng LÊ ĐỨC NA, Phó Cục trưởng Cục Muối",
            "huyện nên",
            "Lê Đức Na",
        ),
        # what a thing asks for is said by whoever speaks
        (
            "“Kho đã dột. Điều này đòi hỏi huyện phải sửa kho. Phải làm ngay”, ông Lê Văn Na cho biết.",
            "huyện phải",
            "Lê Văn Na",
        ),
        # behind an instruction a body that writes to others speaks itself
        (
            "Lãnh đạo huyện yêu cầu dời kho. Mưa lớn. Sở Muối ban hành Công văn số 12 chỉ đạo xã đắp đê.",
            "xã đắp",
            "Sở Muối",
        ),
        (
            "Ông Lê Văn Na yêu cầu dời kho. Nay, một đăng kiểm viên đưa ra nhận định: Kho dột. Nên sửa mái.",
            "Nên sửa",
            "một đăng kiểm viên",
        ),
        # behind a circumstance the statement holds its own frame
        (
            "Hội Muối đề nghị dời kho. Để muối không chảy trong mùa mưa tới, Sở Muối yêu cầu các xã đắp đê.",
            "Để muối",
            "Sở Muối",
        ),
        (
            "Bộ Muối đã gửi thư cho Trường ĐH Y khoa Lê Thị Na, yêu cầu trường này dời kho.",
            "trường này",
            "Bộ Muối",
        ),
        ('"Xã cần sửa kho ngay"- Đại diện Sở Muối tỉnh cho biết.', "Xã cần", "Đại diện Sở Muối tỉnh"),
        (
            "“Kho dột thì dời. Thanh tra huyện làm và sẽ kiến nghị xã dời kho”, ông Lê Văn Na nói.",
            "xã dời",
            "Lê Văn Na",
        ),
        # a comma within a set phrase does not divide a name
        (
            "Bộ Muối yêu cầu dời kho. Cùng đó, Hội Muối các tỉnh, thành phố trực thuộc Trung ương chỉ đạo xã",
            "chỉ đạo xã",
            "Bộ Muối",
        ),
        # an official without a name is meant again, behind a heading too
        (
            "Kho chỉ có một cửa Một lãnh đạo Sở Muối khẳng định kho dột. Mưa to. Vị này cho rằng xã nên sửa.",
            "xã nên",
            "Một lãnh đạo Sở Muối",
        ),
        # those with whom something is to be done do not speak
        (
            "Sở Muối yêu cầu dời kho. Phối hợp với Cục Muối và phòng, địa phương liên quan thông báo giá.",
            "thông báo giá",
            "Sở Muối",
        ),
        (
            "Thủ tướng Hồ Văn Tạ đến. Có mặt ông Lê Văn Na, Giám đốc Sở Muối, Thủ tướng giao xã dời kho.",
            "xã dời",
            "Hồ Văn Tạ",
        ),
        (
            "Trước mắt, một số học giả khi được hỏi thì cho biết, xã nên dời kho.",
            "xã nên",
            "một số học giả",
        ),
        # an address of several parts between a name and the verb
        (
            "Cử tri Lê Văn Na, ở xã Mường, huyện Mộc Châu, tỉnh Sơn La mong muốn huyện dời kho.",
            "huyện dời",
            "Lê Văn Na",
        ),
        # of several bodies that are asked, of which one is called by its kind alone
        (
            "Bà Hồ Thị Lư yêu cầu các phòng, ngành, các chi bộ quán triệt quy định. Cần sửa kho muối.",
            "Cần sửa",
            "Hồ Thị Lư",
        ),
        # what a body is to do it does not hand in
        (
            "Ông Lê Văn Na yêu cầu dời kho. Hằng năm, Ban Muối có trách nhiệm báo cáo xã; cần sửa kho muối.",
            "cần sửa",
            "Lê Văn Na",
        ),
        (
            "Ông Lê Văn Na yêu cầu dời kho. Sở Muối có nhiệm vụ yêu cầu các hộ che bạt cho muối.",
            "các hộ",
            "Lê Văn Na",
        ),
        # the leader of a country
        (
            "Có mặt bà Lê Thị Na. Thủ tướng Bỉ Charles Michel đã đến. Nhà lãnh đạo Bỉ cho rằng hội cần họp.",
            "hội cần",
            "Charles Michel",
        ),
        # a heading that ends with an acronym
        (
            "Thủ tướng Hồ Văn Tạ đến. Xử lý nghiêm tiêu cực về BHYT Thủ tướng đề nghị các xã dời kho.",
            "các xã",
            "Hồ Văn Tạ",
        ),
        ("Thông tin từ UBND huyện cho biết thêm, xã cần dời kho.", "xã cần", "UBND huyện"),
        # two titles of one person
        (
            "Có Bộ trưởng Lê Na; Bộ trưởng Vũ Lư; Phó Thủ tướng Hồ Tạ. Phó Thủ tướng, Bộ trưởng mong dời.",
            "mong dời",
            "Hồ Tạ",
        ),
        ("Gần đây nhất Sở Muối đã gửi thư đề nghị các xã dời kho.", "các xã", "Sở Muối"),
        # two bodies with a comma between them are not one that is meant again
        (
            "Họp có Sở Muối, UBND huyện Mường. Ông Lê Văn Na cho hay, sở đã kiến nghị huyện dời kho.",
            "huyện dời",
            "Sở Muối",
        ),
        (
            "Bà Hồ Thị Lư nói kho dột. Một quan chức huyện không muốn nêu tên cho biết xã cần dời kho.",
            "xã cần",
            "Một quan chức huyện",
        ),
        # an instruction at the beginning of an entry has no subject, who is asked directs others
        (
            "Bà Hồ Thị Lư đề nghị sửa đê. 3- Giao Ban Quản lý đê, Chủ tịch xã chỉ đạo các đội gác đêm.",
            "các đội",
            "Hồ Thị Lư",
        ),
        ("Hai kho đã dột. Cả 2 lãnh đạo nhấn mạnh xã cần dời kho.", "xã cần", "Cả 2 lãnh đạo"),
        (
            "Hội đồng thẩm định của huyện Muối đề nghị dời kho.",
            "dời kho",
            "Hội đồng thẩm định của huyện Muối",
        ),
        # who is congratulated does not speak
        (
            "Bà Hồ Thị Lư đã gửi lời chúc mừng ông Lê Văn Na, đồng thời hy vọng xã sớm dời kho.",
            "xã sớm",
            "Hồ Thị Lư",
        ),
        # the ministry that spoke, not the one that was named since
        (
            "Bộ Muối đề nghị Bộ Đê cân nhắc việc tăng phí. Mưa lớn. Bộ này cũng kiến nghị dời hai kho.",
            "dời hai",
            "Bộ Muối",
        ),
        # signatures in brackets, and with a name that looks like a form of address
        (
            "Bà Hồ Thị Lư nói kho dột. Chợ chật. Xã nên dời chợ. (Ông Lê Văn Na - trú tại phố Muối)",
            "Xã nên",
            "Lê Văn Na",
        ),
        (
            "Chợ chật. Xã nên dời chợ. (Luật sư Lê Văn Na)",
            "Xã nên",
            "Lê Văn Na",
        ),
        ("Chợ chật. Xã nên dời chợ. BÙI HOA LÝ (Xã Muối)", "Xã nên", "Bùi Hoa Lý"),
        # the first of those who stand behind a quotation
        (
            "“Xã cần dời kho ngay”, ông Lê Văn Na nhấn mạnh và cho biết, Công an huyện chỉ đạo gác đêm.",
            "Xã cần",
            "Lê Văn Na",
        ),
        ("Bà Hồ Thị Lư giao Phó Chủ tịch Lê Na dời kho.", "Phó Chủ tịch", "Hồ Thị Lư"),
        ("Bà Hồ Thị Lư nói. Và chính Sở Muối cũng lưu ý các xã dời kho.", "các xã", "Sở Muối"),
        ("Bà Hồ Thị Lư nói. Quân ủy Trung ương đã chỉ đạo các xã dời kho.", "các xã", "Quân ủy Trung ương"),
        ("Bà Hồ Thị Lư nói. Dòng họ Vũ Đình mong muốn xã dời kho.", "xã dời", "Dòng họ Vũ Đình"),
        ("Bà Hồ Thị Lư nói. Ban chỉ đạo cũng yêu cầu các xã dời kho.", "các xã", "Ban chỉ đạo"),
        (
            "Bà Hồ Thị Lư nói. Văn bản của UBND huyện Muối còn yêu cầu các xã dời kho.",
            "các xã",
            "UBND huyện Muối",
        ),
        # what tells who they are belongs to the name
        (
            "Bà Hồ Thị Lư nói. Nhiều bác sĩ trong và ngoài nước khuyến cáo xã dời kho.",
            "xã dời",
            "Nhiều bác sĩ trong và ngoài nước",
        ),
        (
            "Bà Hồ Thị Lư nói. Các doanh nghiệp đến từ Osaka mong muốn xã dời kho.",
            "xã dời",
            "Các doanh nghiệp đến từ Osaka",
        ),
        (
            "Bà Hồ Thị Lư nói. Không ít lái xe khi trao đổi với phóng viên đã kiến nghị bến dời chỗ.",
            "bến dời",
            "Không ít lái xe",
        ),
        (
            "Bà Hồ Thị Lư nói. UBND xã và ngành điện có chủ trương đề nghị chủ tàu nộp tờ khai.",
            "chủ tàu",
            "UBND xã và ngành điện",
        ),
        ("Bà Hồ Thị Lư nói. Cũng có nhiều ý kiến cho rằng xã cần dời kho.", "xã cần", "nhiều ý kiến"),
        ("Bà Hồ Thị Lư nói. Có nhiều người cho rằng xã cần dời kho.", "xã cần", "nhiều người"),
        (
            "Bà Hồ Thị Lư nói. Cuộc họp chiều qua đã nhất trí: yêu cầu dời kho.",
            "dời kho",
            "Cuộc họp chiều qua",
        ),
        ("Tòa mở phiên. Luật sư cũng đề nghị tòa trả hồ sơ.", "tòa trả", "Luật sư"),
        # of whom somebody tells who is not named
        (
            "Bà Hồ Thị Lư nói. Một nguồn tin khẳng định ông Erdogan mới đây kêu gọi các bên rút quân.",
            "các bên",
            "Erdogan",
        ),
        (
            "Bộ Ngoại giao nước bạn cho biết Chủ tịch nước này Lê Văn Na đã nhấn mạnh hai bên cần gặp nhau.",
            "hai bên",
            "Lê Văn Na",
        ),
        # the official without a name who spoke just now
        (
            "Ông Lê Văn Na nói. Đại diện một công ty cho biết kho dột. “Xã cần dời kho”, người này nói.",
            "Xã cần",
            "Đại diện một công ty",
        ),
        (
            "Có ý kiến cho rằng xã nên lo cho TS. Tiến sĩ Lê Văn Na nói: “Cần dời kho ngay”.",
            "Cần dời",
            "Lê Văn Na",
        ),
        # `họ` are those of the sentence before, not one person
        (
            "Ông Lê Văn Na nói. Hầu hết các hộ dân đã bày tỏ sự lo lắng. Họ cũng mong muốn xã sớm dời kho.",
            "xã sớm",
            "Hầu hết các hộ dân",
        ),
        # he is who has acted in the sentence before
        (
            "Ông Lê Văn Na nói kho dột. Nghị sỹ John Smith đã tóm tắt buổi họp. Ông kêu gọi các bên dời đi.",
            "các bên",
            "John Smith",
        ),
        (
            "Thủ tướng Anh John Smith cho hay, ông và người đồng cấp Nga Petrov đã nhất trí cần gặp lại.",
            "cần gặp",
            "John Smith",
        ),
        # whose speech a text is
        (f"{SPEECH} TS Lê Văn Na (chuyên gia muối, nguyên Phó giám đốc Sở Muối)", "Xã cần", "Lê Văn Na"),
        (f"{SPEECH} PGS.TS. LÊ VĂN NA", "Xã cần", "Lê Văn Na"),
        (f"{SPEECH} BS Lê Văn Na (Theo Nhật báo)", "Xã cần", "Hồ Thị Lư"),
        (f"{SPEECH} Lê Văn Na", "Xã cần", "Hồ Thị Lư"),
        (
            f"Cảng mở. Xin giới thiệu bài phát biểu của ông Lê Văn Na. {SPEECH}",
            "Xã cần",
            "Lê Văn Na",
        ),
        (f"{SPEECH} Bài này lược ghi tham luận của TS Lê Văn Na.", "Xã cần", "Lê Văn Na"),
        (
            f"Cảng mở. Xin giới thiệu ý kiến của nhóm thợ gồm ông Lê Văn Na, bà Hồ Lư. {SPEECH}",
            "Xã cần",
            "Hồ Thị Lư",
        ),
        ("Về rừng, TS Lê Văn Na có ý kiến sau đây. Xã cần giữ rừng.", "Xã cần", "Lê Văn Na"),
        # whose words an office passes on
        (
            "Văn phòng huyện vừa thông báo kết luận của bà Hồ Thị Lư về kho. Theo đó, yêu cầu dời kho.",
            "dời kho",
            "Hồ Thị Lư",
        ),
        (
            "Văn phòng huyện vừa truyền đạt ý kiến chỉ đạo của Chủ tịch xã Hồ Thị Lư, giao các xã dời kho.",
            "các xã",
            "Hồ Thị Lư",
        ),
        ("Trong công điện này Thủ tướng đề nghị các xã dời kho.", "các xã", "Thủ tướng"),
        # what a body does stands in brackets behind its name
        ("Cục Muối (được giao lo việc này) đề nghị xã dời kho.", "xã dời", "Cục Muối"),
        (
            "Đồng tình với ý này, TS.Lê Văn Na, Phó trưởng ban Muối cho rằng xã cần dời kho.",
            "xã cần",
            "Lê Văn Na",
        ),
        ("Anh Lê Thành P., một nông dân, nói kho dột. Anh P. đề nghị dời kho.", "dời kho", "Lê Thành P."),
        # several countries
        (
            "Bà Hồ Thị Lư nói. Liên hợp quốc, Pháp và Mỹ kêu gọi dời tàu.",
            "dời tàu",
            "Liên hợp quốc, Pháp và Mỹ",
        ),
        (
            "Bà Hồ Thị Lư nói. Bộ trưởng Quốc phòng Úc, Nhật Bản, Mỹ kêu gọi dời tàu.",
            "dời tàu",
            "Bộ trưởng Quốc phòng Úc, Nhật Bản, Mỹ",
        ),
        ("Bà Hồ Thị Lư nói. Sau cuộc gặp với Thủ tướng Anh, Mỹ kêu gọi dời tàu.", "dời tàu", "Mỹ"),
        (
            "Bà Hồ Thị Lư nói. Theo yêu cầu tại Văn bản số 7/TT ngày 2/2 Thanh tra huyện đề nghị xã dời kho.",
            "xã dời",
            "Thanh tra huyện",
        ),
        # of whom somebody tells
        (
            "Bà Hồ Thị Lư nêu rõ kho dột. Cử tri cho rằng xã chậm. Vì thế, xã cần dời kho.",
            "xã cần",
            "Hồ Thị Lư",
        ),
        ("Cử tri cho rằng xã chậm. Vì thế, xã cần dời kho.", "xã cần", "Cử tri"),
        ("Bà Hồ Thị Lư nói. Do đó đơn vị tư vấn kiến nghị xã dời kho.", "xã dời", "đơn vị tư vấn"),
        # who stands in dashes is not who asks behind them
        (
            "Sau khi thu thư gửi ông Lê Văn Na - Chủ tịch Hội Muối - về chợ, Bộ Muối đã yêu cầu xã dời kho.",
            "xã dời",
            "Bộ Muối",
        ),
        (
            "Bà Hồ Thị Lư hoan nghênh lệnh mới của chính quyền Tổng thống Lê Na và cho rằng xã cần dời kho.",
            "xã cần",
            "Hồ Thị Lư",
        ),
        # the mark of the quotation stands in the sentence before
        (
            "Các đại biểu nói kho dột. “Xã cần dời kho. Dời đi…” - đại biểu Lê Văn Na, Phó ban Muối nói.",
            "Xã cần",
            "Lê Văn Na",
        ),
        # one who is called by a title and a name that cannot be told
        (
            "ĐBQH K`Đăm (tỉnh Muối) nói kho dột. Mưa to. ĐB cũng đề nghị xã dời kho.",
            "xã dời",
            "ĐBQH K`Đăm",
        ),
        # several who say the same
        (
            "Các đại biểu Lê Văn Na (Huế), Hồ Thị Lư (Lào Cai) đề nghị xã dời kho.",
            "xã dời",
            "Lê Văn Na, Hồ Thị Lư",
        ),
        (
            "Với ý đó, các đại biểu Lê Văn Na (Huế), Hồ Thị Lư (Lào Cai)... đề nghị xã dời kho.",
            "xã dời",
            "Lê Văn Na, Hồ Thị Lư",
        ),
        ("Ông Lê Văn Na và bà Hồ Thị Lư đều cho rằng xã cần dời kho.", "xã cần", "Lê Văn Na và Hồ Thị Lư"),
        ("Tranh luận với ông Lê Văn Na, bà Hồ Thị Lư cho rằng xã cần dời kho.", "xã cần", "Hồ Thị Lư"),
        # a person in what is only the occasion
        (
            "Trước tin nhà ông Lê Văn Na (Giám đốc Sở Muối) có kho lậu, UBND tỉnh Na yêu cầu xã dời kho.",
            "xã dời",
            "UBND tỉnh Na",
        ),
        # a kind of people, of whom the text tells
        ("Giá muối tăng đều. NĐT kỳ vọng lãi cao. Xã cần dời kho.", "Xã cần", None),
        # those who ask behind the one who is asked
        (
            "Chất vấn Bộ trưởng Lê Văn Na ngày 4/6, các đại biểu cho rằng xã cần dời kho.",
            "xã cần",
            "các đại biểu",
        ),
        # questions to whoever answers the press
        (
            "Ông Lê Văn Na trả lời báo chí về kho muối. Kho có dột không? - Có, dột hai chỗ. Bao giờ sửa? - "
            "Ngay tuần này. Xã cần dời kho.",
            "Xã cần",
            "Lê Văn Na",
        ),
        # who leads a province leads no office there
        (
            "Ông Lê Văn Na, Giám đốc Sở Muối tỉnh Lâm Đồng, báo tin. Lãnh đạo tỉnh Lâm Đồng yêu cầu dời kho.",
            "dời kho",
            "Lãnh đạo tỉnh Lâm Đồng",
        ),
        # whoever has issued a document says what it asks for
        (
            "Sở Muối tỉnh Na vừa có văn bản gửi các kho. Văn bản cũng yêu cầu các kho thay mái sớm.",
            "các kho thay",
            "Sở Muối tỉnh Na",
        ),
        (
            "Bộ Muối vừa công bố dự thảo nghị định. Dự thảo nghị định này đề xuất thu phí bến bãi.",
            "thu phí",
            "Bộ Muối",
        ),
        (
            "Hiện Sở Muối tỉnh Na đã có văn bản khẩn, gửi tất cả các kho rà soát mái che.",
            "Sở Muối tỉnh Na đã",
            "Sở Muối tỉnh Na",
        ),
        # behind a heading whoever spoke long before speaks no more
        (
            "Ông Lê Văn Na đề nghị xã dời kho. Kho cũ đã dột. Mái thủng ba chỗ. Chợ mới chưa mở Theo quy "
            "hoạch, chợ ở bến. Các quầy phải dời.",
            "Các quầy",
            None,
        ),
        # a right to ask says nothing; nor does a name in the sentences behind the lead
        ("Ông Lê Văn Na có quyền yêu cầu xã dời kho.", "xã dời", None),
        ("Chợ đã đông. Kho cần mái mới. Trời mưa. Theo ông Lê Văn Na, giá muối tăng.", "Kho cần", None),
        # hearsay of the reporter's, then who asks
        (
            "“Kho đã cũ”, bà Hồ Thị Lư nói. Được biết Thủ tướng yêu cầu Bộ Muối sửa thông tư.",
            "Bộ Muối",
            "Thủ tướng",
        ),
        ("Đa phần ý kiến cử tri xã Na đề nghị dời kho.", "dời kho", "Đa phần ý kiến cử tri xã Na"),
        (
            "Một cán bộ Chi cục Muối tỉnh Na cho biết kho đã dột. “Lẽ ra phải thay mái” - vị cán bộ này nói.",
            "Lẽ ra",
            "Một cán bộ Chi cục Muối tỉnh Na",
        ),
        # whose opinion a clause or a quotation is
        ("“Xã phải dời kho”, đó là nhận định của ông Lê Văn Na về bến.", "Xã phải", "Lê Văn Na"),
        ("Dời kho về bến là đề xuất của bà Hồ Thị Lư với xã.", "Dời kho", "Hồ Thị Lư"),
        ("“Xã phải dời kho” - Ngư dân Lê Văn Na.", "Xã phải", "Lê Văn Na"),
        ("Theo kết luận của đoàn kiểm tra, chủ kho phải thay mái.", "chủ kho", "đoàn kiểm tra"),
        ("Ông Lê Văn Na đưa ra một số kiến nghị: xã cần dời kho.", "xã cần", "Lê Văn Na"),
        # entries of a resolution
        ("2. Quốc hội giao Bộ Muối chủ trì việc dời kho.", "Bộ Muối", "Quốc hội"),
        ("2. Bộ Muối chỉ đạo các kho thay mái.", "các kho", None),
        # what is denied is not said
        ("Ông Lê Văn Na đừng cho rằng xã phải dời kho.", "xã phải", None),
        ("Mưa lớn kéo dài ba ngày ở vùng núi.", "Mưa lớn", None),
    ],
)
def test_speaker(text: str, passage: str, who: str | None) -> None:
    assert speaker(text, passage) == who


@pytest.mark.parametrize(
    ("author", "who"), [(None, None), ("Lê Văn Na", "Lê Văn Na"), ("Hồ Thị Lư", None), ("Lê Văn", None)]
)
def test_author(author: str | None, who: str | None) -> None:
    """Who has written a text speaks in it where it presents them: a journalist it does not."""
    text = f"Thầy giáo Lê Văn Na bên ruộng muối.{ESSAY} Xã cần dời kho."
    discourse = Discourse(Context(text, sentences(text)), people(text), author)
    found = discourse.at(text.index("Xã cần"), len(sentences(text)) - 1)
    assert (found[0].voice.speaker if found else None) == who
