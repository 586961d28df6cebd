import pytest

from vnpolicy.extract.addressee import addressee
from vnpolicy.extract.context import Context
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
        # things are not asked to act
        ("toàn bộ kinh phí phải xã hội hóa", None),
        ("các dự án phải xong trước mùa mưa", None),
        ("cần có cơ chế riêng cho vùng đệm", None),
        ("giá nước phải tính theo bậc thang", None),
        ("đẩy nhanh giải ngân vốn sự nghiệp", None),
    ],
)
def test_addressee(statement: str, named: str | None) -> None:
    context = Context(statement, sentences(statement))
    assert addressee(context, 0, len(statement)) == named
