"""The words by which a sentence says who speaks, as patterns: made once from the lexicon, matched on text in
lower case.
"""

from __future__ import annotations

import re
from functools import cache

from vnpolicy.extract.cues import any_of
from vnpolicy.lexicon import table


@cache
def tense() -> frozenset[str]:
    """What stands before a verb that tells of something done or being done."""
    return frozenset(table("speech.toml")["tense"])


@cache
def shared() -> frozenset[str]:
    """Verbs of what several do together."""
    return frozenset(table("speech.toml")["shared"])


@cache
def done() -> re.Pattern[str]:
    """A word of tense between a subject and its verb."""
    return re.compile(rf"\s{any_of(tense())}\s")


@cache
def words_of() -> re.Pattern[str]:
    """`- Báo X dẫn lời` behind a quotation."""
    return re.compile(rf"[^.;:?!“”\"\n]{{0,60}}?{any_of(table('speech.toml')['words_of'])}\s(?:của\s)?")


@cache
def said_by() -> re.Pattern[str]:
    """`đó là mong muốn của` behind a quotation."""
    return re.compile(rf"(?:đó|đây)\s(?:cũng\s|chính\s)?là\s{any_of(table('speech.toml')['said_by'])}\s?")


@cache
def opinion_is() -> re.Pattern[str]:
    """`... là đề xuất của`, behind what is proposed."""
    noun = any_of(table("speech.toml")["proposed"])
    return re.compile(rf"(?<!phải)\s(?:cũng\s|chính\s)?là\s{noun}\s(?:\w+\s){{0,2}}?của\s")


@cache
def speech_of() -> re.Pattern[str]:
    """`kiến nghị của`, `đề xuất mới đây của`."""
    return re.compile(rf"{any_of(table('speech.toml')['speech_noun'])}(?:\s\w+){{0,3}}?\s(?:của|từ)\s")


@cache
def link() -> re.Pattern[str]:
    """What stands between `kiến nghị của X` and what it says."""
    return re.compile(rf"\s{any_of(table('speech.toml')['link'])}\s|\s?:\s")


@cache
def claim() -> re.Pattern[str]:
    """`Đó là một trong những đề nghị của` at the beginning of a sentence."""
    noun = any_of(table("speech.toml")["speech_noun"])
    return re.compile(
        rf"(?:đó|đây|trên đây|đấy)\s(?:chính\s)?là\s[^.,;:]{{0,60}}?{noun}[^.,;:]{{0,40}}?\scủa\s"
    )


@cache
def put_forward() -> re.Pattern[str]:
    """`giải pháp được X đưa ra là`."""
    verbs = any_of(table("speech.toml")["put_forward"])
    return re.compile(
        rf"\sđược\s(?P<who>[^.;:?!]{{3,90}}?)\s(?P<verb>{verbs})(?:[^.;:?!]{{0,50}}?\slà\s|\s?:\s)"
    )


@cache
def opinion_of() -> re.Pattern[str]:
    """`đánh giá của`, behind `theo`."""
    return re.compile(rf"{any_of(table('speech.toml')['opinion_noun'])}[^,;:]{{0,40}}?\s(?:của|từ)\s")


@cache
def passed_on() -> re.Pattern[str]:
    """`thông báo | kết luận của`."""
    return re.compile(
        rf"\s(?:nội dung\s)?{any_of(table('speech.toml')['passed_on'])}(?:\s\w+){{0,3}}?\scủa\s"
    )


@cache
def presenting() -> re.Pattern[str]:
    """`xin giới thiệu bài phát biểu của`."""
    speech = table("speech.toml")
    return re.compile(
        rf"{any_of(speech['presents'])}\s(?:[^.;:?!“”\"\n]{{0,60}}?\s)??{any_of(speech['presented'])}"
        r"\s(?:[^.;:?!“”\"\n]{0,40}?\s)??của\s"
    )


@cache
def issuing(made: bool = False) -> re.Pattern[str]:
    """`trình Thủ tướng`, `ký công văn`: somebody puts down in writing what shall be done; with `made` also
    `ban hành kế hoạch`.
    """
    speech = table("speech.toml")
    writing = any_of((*speech["writing"], *speech["document"]))
    verbs = any_of((*speech["issue_paper"], *(speech["makes_paper"] if made else ())))
    return re.compile(
        rf"{any_of(speech['issue'])}|(?!{any_of(speech['no_issue'])}){verbs}\s(?:\w+\s){{0,3}}?{writing}"
    )


@cache
def document() -> re.Pattern[str]:
    """`dự thảo nghị định này`: a document and no more, not whose it is."""
    speech = table("speech.toml")
    noun = any_of((*speech["writing"], *speech["document"], "luật"))
    which = rf"(?:{noun}|này|trên|nói trên|nêu trên|số\s[\w./-]+)"
    return re.compile(rf"(?:(?:tại|trong)\s)?(?:bản\s)?{noun}(?:\s{which})*")
