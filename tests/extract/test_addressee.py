import pytest

from vnpolicy.extract.addressee import addressee
from vnpolicy.extract.context import Context
from vnpolicy.extract.titles import Voice
from vnpolicy.text.sentences import sentences


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("Bộ Y tế sớm công bố danh mục thuốc thiết yếu", "Bộ Y tế"),
        (
            "Bộ Nông nghiệp và Phát triển nông thôn rà soát giá giống",
            "Bộ Nông nghiệp và Phát triển nông thôn",
        ),
        ("các huyện miền núi cần mở lớp xóa mù chữ", "các huyện miền núi"),
        # the subject stands behind time and circumstance
        ("trước mắt, UBND tỉnh phải trả xong nợ tiền đền bù", "UBND tỉnh"),
        ("để giữ chân bác sĩ, thành phố nên xây nhà công vụ", "thành phố"),
        ("đề nghị Quốc hội kéo dài thời hạn giám sát", "Quốc hội"),
        ("hai doanh nghiệp phải bồi thường cho dân", "hai doanh nghiệp"),
        ("Ban tổ chức chuẩn bị thêm chỗ ngồi cho người khuyết tật", "Ban tổ chức"),
        ("Các trường tuyển sinh đầu cấp phải công khai", "Các trường tuyển sinh đầu cấp"),
        ("Trung tâm Muối Lục Yên kỷ luật các cá nhân có lỗi", "Trung tâm Muối Lục Yên"),
        ("Cục Muối, theo phân cấp cán bộ, thành lập tổ kiểm tra", "Cục Muối"),
        ("UBND xã, ban quản lý chợ Muối phải chia lại sạp", "UBND xã, ban quản lý chợ Muối"),
        ("thợ muối nước nhà tiếp tục giữ nghề", None),
        ("các tổ muối, nhất là những tổ ở bãi bồi đánh giá lại giá cân", "các tổ muối"),
        ("người tiêu dùng cần xem kỹ nhãn muối", "người tiêu dùng"),
        ("ngành hàng không cần mở thêm chuyến đêm", "ngành hàng không"),
        ("Lãnh đạo Cục Hàng không phải công bố giá vé", "Lãnh đạo Cục Hàng không"),
        ("khách hàng không được trả lại muối ướt", "khách hàng"),
        # a name ends before what its bearer does
        ("ngành đường sắt phấn đấu đúng giờ trong năm nay phải bán vé qua mạng", "ngành đường sắt"),
        ("trường mầm non Hoa Ban ngừng nhận trẻ để sửa bếp ăn", "trường mầm non Hoa Ban"),
        ("các xã biên giới lên kế hoạch tuần tra chung cần báo trước một ngày", "các xã biên giới"),
        # what is a verb elsewhere is a noun behind a determiner
        ("các ngành, các cấp phải giảm số vụ cháy kho", "các ngành, các cấp"),
        ("cấp ủy các cấp cần họp sớm hơn", "cấp ủy các cấp"),
        ("các nhà đầu tư Lào cần mở thêm kho lạnh", "các nhà đầu tư Lào"),
        ("các nhà cung cấp điện phải bồi thường ngay", "các nhà cung cấp điện"),
        # when and how something is to be done belongs to no name
        ("Sở Y tế trong tháng 7 trình xong đề án", "Sở Y tế"),
        ("Sở Y tế ngay trong tuần sớm mở lại trạm", "Sở Y tế"),
        ("các xã tùy theo khả năng phải góp gạo", "các xã"),
        ("Chính phủ quyết định thuê tư vấn xây cầu", "Chính phủ"),
        # nor a condition, though a name may stand in it
        ("Nếu Sa Huỳnh có muối thì nên mở thêm kho", "Sa Huỳnh"),
        ("Khi bán muối, các hộ phải cân hai lần", "các hộ"),
        ("các hộ nếu còn muối thì cần báo xã", "các hộ"),
        # names that are whole
        ("Nhà nước bán muối thì phải cân hai lần", "Nhà nước"),
        ("Nhà nước và nhân dân phải cùng giữ kho", "Nhà nước và nhân dân"),
        # heads in a list that go on with what is a verb elsewhere
        (
            "Sở Xây dựng, Tổng công ty cấp nước Sa Huỳnh phối hợp lấy mẫu muối",
            "Sở Xây dựng, Tổng công ty cấp nước Sa Huỳnh",
        ),
        # another noun, a list, what is between brackets
        ("các kho của xã nhiều việc như cân muối, phơi muối cần làm ngay", "các kho của xã"),
        ("các kho trong xã gồm: kho Bắc, kho Nam kiểm tra cân", "các kho trong xã"),
        ("Sở Y tế: Xem xét, kiểm tra giấy phép của kho", "Sở Y tế"),
        ("ba xã (trong đó có xã Mường) tổ chức cân muối", "ba xã (trong đó có xã Mường)"),
        # a further verb that asks
        ("UBND huyện yêu cầu chủ đầu tư kê cao muối", "UBND huyện"),
        ("chủ đầu tư kho muối phải cân lại", "chủ đầu tư kho muối"),
        ("cơ quan chức năng Sa Huỳnh dứt khoát phải cân lại", "cơ quan chức năng Sa Huỳnh"),
        # a head goes on with another noun
        ("Chủ tịch các xã xem xét lại giá muối", "Chủ tịch các xã"),
        (
            "người đứng đầu cấp ủy và chính quyền các cấp phải họp",
            "người đứng đầu cấp ủy và chính quyền các cấp",
        ),
        ("các cơ quan, tổ chức, cá nhân tiếp tục góp muối", "các cơ quan, tổ chức, cá nhân"),
        ("nhiều nước cần mua thêm muối", "nhiều nước"),
        ("đã đến lúc Việt Nam phải mở kho", "Việt Nam"),
        # a short form before a word that belongs to no name
        ("công ty có văn bản gửi xã", "công ty"),
        ("công ty xây dựng kho muối số 1 phải đền", "công ty xây dựng kho muối số 1"),
        # a time limit without a comma, two nouns that are joined
        ("trước 12/4 tới các xã phải trả kho", "các xã"),
        (
            "Hội đồng hai xã, cũng như các Ban của Hội đồng phải họp sớm",
            "Hội đồng hai xã, cũng như các Ban của Hội đồng",
        ),
        ("cơ quan quản lý bao giờ cũng phải rà soát", "cơ quan quản lý"),
        ("Tất cả các công việc này đều phải xong", None),
        ("Các thiệt hại này phải được ghi đủ", None),
        # verbs within a name
        ("các tổ chức dịch vụ thanh toán thẻ phải rà soát kho", "các tổ chức dịch vụ thanh toán thẻ"),
        ("giám đốc trung tâm phát triển muối phải sửa kho", "giám đốc trung tâm phát triển muối"),
        ("Ban Biên tập Chương trình Muối phải họp", "Ban Biên tập Chương trình Muối"),
        ("nhân dân các dân tộc tỉnh Muối cần giữ kho", "nhân dân các dân tộc tỉnh Muối"),
        # verbs that begin like a noun
        ("tổ chức các cuộc thi để xây kho muối", None),
        ("chủ động thu muối trước mùa mưa, xã phối hợp", None),
        ("bên cạnh việc cân muối, cần phơi thêm", None),
        # things are not asked to act
        ("toàn bộ kinh phí phải xã hội hóa", None),
        ("tất cả các mặt hàng muối phải có nhãn", None),
        ("các dự án phải xong trước mùa mưa", None),
        ("cần có cơ chế riêng cho vùng đệm", None),
        ("giá nước phải tính theo bậc thang", None),
        ("đẩy nhanh giải ngân vốn sự nghiệp", None),
        ("cấp thuốc miễn phí cho những hộ nghèo ở vùng lũ", None),
        ("nhóm tiêu chí về kho bãi phải rõ ràng", None),
        ("Tổng thống John Smith từ chức ngay trong tuần này", "Tổng thống John Smith"),
        ("Chi cục Muối xuống làm việc với các chủ ruộng", "Chi cục Muối"),
        ("tỉnh cho mở rộng kho muối ở bảy xã", "tỉnh"),
        ("Trung Quốc đóng một vai trò lớn hơn", "Trung Quốc"),
        # verbs of two syllables, of which the second is a verb by itself
        ("Lào từ bỏ lệnh cấm muối biển", "Lào"),
        ("hai xã thiết lập đường dây nóng về kho", "hai xã"),
        ("chủ kho di chuyển cân sang bãi mới", "chủ kho"),
        ("Công an huyện truy tìm số muối bị mất", "Công an huyện"),
        ("Sở Công Thương nghiêm cấm các kho găm hàng", "Sở Công Thương"),
        ("các xã thông báo giờ mở kho cho dân", "các xã"),
        ("tổ chức hội nghị bàn về giá muối", None),
        # what tells how, when and in whose name
        ("các xã trong giai đoạn tới phơi muối sớm hơn", "các xã"),
        ("cán bộ kho với tinh thần cầu thị phải xin lỗi dân", "cán bộ kho"),
        ("Sở Y tế, Chi cục Muối theo chức năng, nhiệm vụ rà soát kho", "Sở Y tế, Chi cục Muối"),
        ("Bộ Công Thương dưới sự giám sát của dân mở thầu kho", "Bộ Công Thương"),
        ("đại diện hội muối ở nước ngoài cần báo tin giá", "đại diện hội muối ở nước ngoài"),
        # a body of each of several places
        ("Chủ tịch UBND các huyện ven biển kiểm tra kho", "Chủ tịch UBND các huyện ven biển"),
        ("Sở Y tế các tỉnh, thành phố lấy mẫu muối", "Sở Y tế các tỉnh, thành phố"),
        ("UBND cấp xã rà soát kho muối", "UBND cấp xã"),
        # nouns that a verb tells apart
        (
            "Phòng Cảnh sát điều tra tội phạm kinh tế làm rõ số muối",
            "Phòng Cảnh sát điều tra tội phạm kinh tế",
        ),
        ("các cơ quan quản lý thị trường kiểm tra cân", "các cơ quan quản lý thị trường"),
        # who or what somebody is
        ("Sa Huỳnh là nơi làm muối lâu đời nên phải giữ kho", None),
        ("cấp thiết phải dời kho muối", None),
        # behind what opens the sentence
        ("Vấn đề là các xã phải tự sửa mái kho", "các xã"),
        ("Đáng lẽ Bộ Muối phải báo sớm hơn", "Bộ Muối"),
        ("Đây là những rào cản cần sớm tháo dỡ", None),
    ],
)
def test_addressee(statement: str, named: str | None) -> None:
    context = Context(statement, sentences(statement))
    assert addressee(context, 0, len(statement)) == named


def test_addressee_of_a_statement_with_its_frame() -> None:
    """Who makes a statement is not the one who is asked in it."""
    statement = "Phó Thủ tướng giao Bộ Công Thương kiểm tra muối"
    context = Context(statement, sentences(statement))
    voice = Voice("Hà Văn Lục", "Phó Thủ tướng", "person", 0, 13)
    assert addressee(context, 0, len(statement), voice) == "Bộ Công Thương"
    assert addressee(context, 0, len(statement)) == "Phó Thủ tướng"


def test_addressee_behind_a_circumstance_and_the_frame() -> None:
    statement = "Để sửa kho muối, Sở Muối yêu cầu các xã trên rà soát mái"
    context = Context(statement, sentences(statement))
    voice = Voice("Sở Muối", None, "group", 17, 24)
    assert addressee(context, 0, len(statement), voice) == "các xã trên"
