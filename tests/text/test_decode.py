import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.strings import reports
from vnpolicy.errors import Refused
from vnpolicy.text.decode import decode
from vnpolicy.text.unicode import normalize

TEXT = "Hội nghị bàn về thủy lợi.\r\nÔng Đỗ Văn Ân dự."
CLEAN = TEXT.replace("\r\n", "\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_by_its_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == (CLEAN, encoding)


def test_big_endian_mark() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == (CLEAN, "utf-16")


def test_encoding_given() -> None:
    assert decode(TEXT.encode("utf-16-le"), "UTF-16LE") == (CLEAN, "utf-16-le")


def test_decomposed_text_is_composed() -> None:
    assert decode("Hội nghị".encode())[0] == "Hội nghị"


def test_a_stray_control_character_is_dropped() -> None:
    assert decode(("Phiên họp thường kỳ. " * 20 + "\x00").encode())[0] == ("Phiên họp thường kỳ. " * 20)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b" \n\t\r\n", "empty file"),
        (b"\xef\xbb\xbf", "empty file"),
        ("\u200b\u00a0".encode(), "empty file"),
        (b"\x00\x01\x02\x03" * 50, "binary file, not text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "binary file, not text"),
        ("Hội".encode("utf-16")[:-1], "not UTF-16 text; save it again as UTF-8"),
        (
            "Hội nghị về đô thị".encode("cp1258", "ignore") + b"\xff",
            "encoding not recognised; name it with --encoding",
        ),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        decode(data)
    assert str(caught.value) == reason


@pytest.mark.parametrize("name", ["klingon", "base64", "\x00", "rot13"])
def test_no_such_encoding(name: str) -> None:
    with pytest.raises(Refused):
        decode(b"abc \xff", name)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except Refused as error:
        assert "\n" not in str(error)
    else:
        assert normalize(text) == text


@given(reports)
def test_round_trip(text: str) -> None:
    clean = normalize(text.replace("\ud800", ""))
    if clean.strip():
        assert decode(clean.encode())[0] == clean
