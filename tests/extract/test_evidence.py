"""What a report says of its event, ready to compare."""

import base64
import json
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnpolicy.extract.evidence import MOST_PAIRS, evidence
from vnpolicy.model import Event, Header, Person
from vnpolicy.text.checksums import checksum, pack

BODY = (
    "Sáng 5/3, tại thành phố Huế, Sở Công Thương tổ chức hội nghị bàn về chợ nông thôn.\n"
    "Bà Lê Thị Hồng Mai cho biết có 1.250 hộ đăng ký, kinh phí 37 tỷ đồng, hoàn thành trước ngày 20/6."
)


def made(body=BODY, title="Bàn về chợ nông thôn", published=None, event=None, people=()):
    return evidence(Header(title=title, published=published), body, [], [], people, event)


def unpacked(text):
    numbers = array("I")
    numbers.frombytes(base64.b64decode(text))
    return list(numbers)


def test_pairs_come_in_order_of_appearance_title_first():
    found = made()
    pairs = unpacked(found["pairs"])
    assert pairs[:2] == [checksum("bàn về"), checksum("về chợ")]
    assert found["title"] == 4
    assert pairs[4] == checksum("sáng 5")
    assert len(pairs) == len(set(pairs))


def test_tone_placement_and_case_make_no_difference():
    assert made("Ủy ban bàn việc số hóa.")["pairs"] == made("UỶ BAN bàn việc số hoá.")["pairs"]


def test_a_title_at_the_head_of_the_body_is_not_opening_too():
    assert made("Bàn về chợ nông thôn\n" + BODY)["pairs"] == made()["pairs"]


@pytest.mark.parametrize(
    ("published", "happened", "latest", "days"),
    [
        (None, "--03-05", "--03-05", ["--03-05", "--06-20"]),
        ("2021-03-06T08:00", "2021-03-05", "2021-03-05", ["2020-06-20", "2021-03-05"]),
    ],
)
def test_days(published, happened, latest, days):
    found = made(published=published)
    assert (found["happened"], found["latest"], found["days"]) == (happened, latest, days)


@pytest.mark.parametrize(
    ("event", "happened"),
    [
        (Event(date="2021-03-04", date_from="text"), "2021-03-04"),
        (Event(date="2021-03-04", date_from="inferred"), "--03-04"),  # the year was guessed
        (Event(date="2021-03-04", date_from="published"), "--03-05"),
        (Event(date="2021-03", date_from="text"), "--03-05"),
    ],
)
def test_day_of_the_event(event, happened):
    assert made(event=event)["happened"] == happened


def test_names_numbers_and_kinds():
    found = made(people=[Person("Lê Thị Hồng Mai", "Bà", 0, 0)])
    assert {"lê thị hồng mai", "sở công thương"} <= {" ".join(n.split()[-4:]) for n in found["names"]}
    assert {"1250", "37"} <= set(found["numbers"])
    assert "hội nghị" in found["kinds"]


@given(st.text(), st.text())
def test_any_text_gives_small_json(title, body):
    found = made(body, title or None)
    assert json.loads(json.dumps(found)) == found
    assert 0 <= found["title"] <= found["opening"] <= len(unpacked(found["pairs"])) <= MOST_PAIRS


def test_a_long_text_is_cut():
    body = " ".join(f"từ{n}" for n in range(20_000))
    assert len(json.dumps(made(body))) < 12_000


def test_pack_is_little_endian():
    assert base64.b64decode(pack([1, 258])) == b"\x01\0\0\0\x02\x01\0\0"


def test_no_more_is_kept_than_is_needed():
    names = "; ".join(f"Xa {chr(65 + n // 26)}{chr(97 + n % 26)}" for n in range(60))
    days = "; ".join(f"ngày {n + 1}/3/2020" for n in range(28))
    numbers = " ".join(str(n) for n in range(100, 160))
    found = made(f"{names}. {days}. {numbers}.", title="")
    assert (len(found["names"]), len(found["numbers"]), len(found["days"])) == (40, 40, 20)
    assert list(found["names"])[:2] == ["xa aa", "xa ab"]
    words = " ".join(f"{a}{b}" for a in "bcdghklmnp" for b in range(200))
    found = made(words, title="")
    assert found["length"] == 2000
    assert len(unpacked(found["pairs"])) == MOST_PAIRS
    assert found["opening"] == 119  # pairs of 120 syllables
