"""Furniture that is known only by its repetition over the reports of one source."""

import itertools

import pytest

from vnpolicy.corpus.store import Corpus
from vnpolicy.ingest import Seen, ingest, prune
from vnpolicy.model import Cleaned, Header, Raw
from vnpolicy.read.clean import clean
from vnpolicy.read.recurring import edges, without

PLACES = ("Ba Tri", "Giồng Trôm", "Mỏ Cày", "Thạnh Phú")
HEADING = "Nơi gặp nhau của người trồng dừa"
FOOT = "Bạn nhà nông gửi lời nhắn về quầy số ba, chợ Giồng Trôm, mỗi sáng thứ bảy hằng tuần nhé."


def page(place: str, foot: str = FOOT, title: str = "họp bàn giữ nước ngọt cho vườn dừa") -> str:
    return (
        f"{place} {title}\n"
        "12/03/2022 07:45\n"
        f"{HEADING}\n"
        f"Sáng 11/3, huyện {place} họp với các xã ven sông về việc giữ nước ngọt, có hơn trăm người dự.\n"
        "Hai việc phải làm ngay\n"
        f"Lãnh đạo {place} đề nghị tỉnh góp một nửa tiền nạo vét kênh, phần còn lại do các xã lo trong năm.\n"
        f"Ba cống ngăn mặn ở {place} phải xong trước tháng mười một năm nay, chậm thì xã chịu trách nhiệm.\n"
        f"{foot}\n"
        "Nguồn: Báo Mẫu\n"
    )


def write(folder, pages) -> None:
    folder.mkdir(exist_ok=True)
    for n, text in enumerate(pages):
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")


def bodies(corpus: Corpus) -> dict[str, list[str]]:
    return {path.rpartition("/")[2]: corpus.body(doc).split("\n") for path, doc in corpus.paths()}


def whole(corpus: Corpus) -> list[object]:
    return [corpus.document(doc) for _, doc in corpus.paths()]


@pytest.fixture
def corpus(tmp_path):
    with Corpus.open(str(tmp_path / "a.db"), create=True) as opened:
        yield opened


def test_lines_that_recur_go(corpus, tmp_path):
    write(tmp_path / "in", map(page, PLACES))
    list(ingest(corpus, [str(tmp_path / "in")]))
    for name, body in bodies(corpus).items():
        assert HEADING not in body, name
        assert FOOT not in body, name
        assert body[0].startswith("Sáng 11/3")
        assert body[-1].startswith("Ba cống")
        assert "Hai việc phải làm ngay" in body  # within the text a line may recur
    for document in whole(corpus):
        text = document.cleaned.body(document.raw)
        assert all(item.text and text[item.start : item.end] for item in document.proposals)


def test_two_reports_are_not_enough_nor_versions_of_one(corpus, tmp_path):
    write(tmp_path / "in", map(page, PLACES[:2]))
    list(ingest(corpus, [str(tmp_path / "in")]))
    assert all(FOOT in body for body in bodies(corpus).values())
    versions = [page(PLACES[0], title=f"họp bàn giữ nước ngọt lần {n}") for n in ("một", "hai", "ba")]
    write(tmp_path / "more", versions)
    list(ingest(corpus, [str(tmp_path / "more")]))
    assert all(FOOT in body for body in bodies(corpus).values())


def test_the_result_is_a_function_of_the_documents(tmp_path):
    write(tmp_path / "in", map(page, PLACES))
    files = [str(tmp_path / "in" / f"{n}.txt") for n in range(len(PLACES))]
    results = []
    for at, order in enumerate(itertools.permutations(files, len(files))):
        with Corpus.open(str(tmp_path / f"{at}.db"), create=True) as corpus:
            if at % 3 == 0:
                list(ingest(corpus, order))
            elif at % 3 == 1:
                for file in order:
                    list(ingest(corpus, [file]))
            else:
                next(ingest(corpus, order))  # stopped before the end, and repeated
                list(ingest(corpus, order))
            results.append(whole(corpus))
    assert all(result == results[0] for result in results)


def test_what_no_longer_recurs_comes_back(corpus, tmp_path):
    write(tmp_path / "in", map(page, PLACES[:3]))
    list(ingest(corpus, [str(tmp_path / "in")]))
    (tmp_path / "in" / "2.txt").unlink()
    seen = Seen()
    for status in ingest(corpus, [str(tmp_path / "in")]):
        assert status.status == "unchanged"
        seen.add(status)
    assert len(prune(corpus, [str(tmp_path / "in")], seen)) == 1
    assert all(FOOT in body for body in bodies(corpus).values())


def test_of_another_source(corpus, tmp_path):
    pages = [page(place).replace("Báo Mẫu", f"Báo {place}") for place in PLACES]
    write(tmp_path / "in", pages)
    list(ingest(corpus, [str(tmp_path / "in")]))
    assert all(FOOT in body for body in bodies(corpus).values())


def test_edges_and_what_is_left_without_them() -> None:
    text = page(PLACES[0])
    cleaned = clean(Raw(text, "text", "utf-8"))
    found = edges(text, cleaned)
    assert found["lead"].startswith("sáng 11/3, huyện ba tri")
    assert len(found["lines"]) >= 2
    left = without(text, cleaned, found["lines"][:1])
    assert len(left.body(text)) < len(cleaned.body(text))
    assert without(text, cleaned, ["khác"]) == cleaned
    assert edges("", Cleaned((), Header())) == {}
