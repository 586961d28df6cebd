"""The words by which the subject of a clause is known, as patterns: made once from the lexicon, matched on
lower-case text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from vnpolicy.extract.cues import any_of
from vnpolicy.extract.patterns import alternation, phrases
from vnpolicy.lexicon import lines, table


@cache
def short_forms() -> re.Pattern[str]:
    """A form of address, alone or before one capitalised syllable; matched on lower-case text."""
    return re.compile(
        rf"(?<!\w)(?:{alternation(lines('honorifics.txt'))}|vị này|người này|người đứng đầu chính phủ)(?!\w)"
    )


@cache
def country() -> re.Pattern[str]:
    """The name of a country or a foreign city."""
    return phrases(lines("countries.txt"))


@cache
def countries() -> re.Pattern[str]:
    """A country, or two."""
    name = alternation(lines("countries.txt"))
    return re.compile(rf"(?<!\w)(?:{name})(?:\svà\s(?:{name}))?(?!\w)")


@cache
def short_form_end() -> re.Pattern[str]:
    """A form of address at the end."""
    return re.compile(rf"(?<!\w)(?:{alternation(lines('honorifics.txt'))})$")


@cache
def groups() -> re.Pattern[str]:
    """The beginning of a noun phrase that names a body or several people."""
    speech = table("speech.toml")
    many = any_of(speech["many"])
    side = r"(?:(?:lãnh đạo|đại diện|phía|có|nhà)\s+)*"
    body = rf"(?!{any_of(speech['no_group'])}){any_of(speech['group'])}"
    kind = rf"(?:{body}|{any_of(speech['people'])})"
    people = rf"(?:(?:lãnh đạo|đại diện|có|cũng có)\s+)?(?:{many}|\d+)\s+{side}{kind}"
    return re.compile(rf"(?<!\w)(?:{people}|{side}{body})")


@cache
def adverbs() -> re.Pattern[str]:
    """What stands between a speaker and the verb, at the end of a range."""
    return re.compile(rf"\s*(?:{any_of(table('speech.toml')['adverb'])}\s*)+$")


@cache
def predicate() -> re.Pattern[str]:
    """A word that ends the name of a group: what follows is what it does."""
    firsts: dict[str, list[str]] = defaultdict(list)
    for compound in table("speech.toml")["no_predicate"]:
        for word in table("speech.toml")["predicate"]:
            if compound.endswith(f" {word}"):
                firsts[word].append(compound.removesuffix(f" {word}"))
    words = (
        "".join(rf"(?<!\b{first}\s)" for first in firsts[word]) + re.escape(word).replace(r"\ ", r"\s+")
        for word in sorted(table("speech.toml")["predicate"], key=lambda word: (-len(word), word))
    )
    described = any_of(table("speech.toml")["described"])
    attributive = any_of(table("speech.toml")["attributive"])
    return re.compile(rf"\s(?!{described}\s(?:của|tại|ở)\s)(?!{attributive})(?:{'|'.join(words)})(?!\w)")


@cache
def day() -> re.Pattern[str]:
    """When something was said, before its subject: `chiều ngày 5/3`, `ngày 28/3/2017`, `hôm qua`."""
    word = any_of(table("dates.toml")["day"])
    return re.compile(
        rf"(?:(?:{word}\s+){{1,3}}\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{4}})?|{any_of(table('speech.toml')['said_when'])})(?=\s)"
    )


@cache
def setting() -> re.Pattern[str]:
    """`Tại văn bản này`, `Theo công văn số 5/CV-X ngày 2/3` before a subject without a comma."""
    speech = table("speech.toml")
    paper = (
        rf"(?:tại|trong|theo(?:\syêu cầu tại)?)\s{any_of(speech['document'])}(?:\ssố\s\S+)?(?:\sngày\s\d\S*)?"
    )
    meeting = rf"(?:tại|trong)\s{any_of(speech['meeting'])}"
    return re.compile(rf"(?:{paper}|{meeting})(?:\s(?:này|đó|trên|nói trên))?(?=\s(?!của\s))")


@cache
def document_of() -> re.Pattern[str]:
    """`báo cáo mới đây của`: whose document speaks."""
    return re.compile(rf"{any_of(table('speech.toml')['writing'])}[^,;:]{{0,60}}\scủa\s")


@cache
def circumstance() -> re.Pattern[str]:
    """`Trước thực trạng trên,` before a subject."""
    return re.compile(rf"{any_of(table('speech.toml')['circumstance'])}\s[^,;:]{{2,60}},\s")


@cache
def before_object() -> re.Pattern[str]:
    """A preposition before somebody who does not speak."""
    return re.compile(rf"{any_of(table('speech.toml')['before_object'])}\s")


@cache
def behind_name() -> re.Pattern[str]:
    """What ends the name behind `đó là yêu cầu của`."""
    return re.compile(rf"\s{any_of(table('speech.toml')['behind_name'])}\s|[,.;:]")


@cache
def together() -> re.Pattern[str]:
    """What somebody who is not named is to do with others: `phối hợp chặt chẽ với`."""
    return re.compile(r"(?:\W*chủ trì,?)?\W*phối hợp\s(?:chặt chẽ\s)?(?:cùng|với)\s")


@cache
def sent() -> re.Pattern[str]:
    """`đã có công văn gửi`, between who sends a letter and to whom."""
    speech = table("speech.toml")
    return re.compile(
        rf"\s(?:{any_of(speech['tense'])}\s)*(?:{any_of(speech['hands_over'])}\s(?:\w+\s){{1,4}}?)?gửi\s(?!gắm)"
    )


@cache
def subordinator() -> re.Pattern[str]:
    """A word behind which a clause with its own subject begins."""
    return re.compile(rf"{any_of(table('speech.toml')['subordinator'])}\s+")
