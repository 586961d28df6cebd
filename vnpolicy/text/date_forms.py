"""The forms in which Vietnamese prose writes dates, as patterns. What they match is judged in `dates`.

Every part has a bounded length. Groups: d, m, y, q (day, month, year, quarter), with a 2 for the end of a
range; s, the mark between day and month; to, the words between the ends of a range; hour, minute, half (of
the day).
"""

from __future__ import annotations

import re

_S = r"[ \t]{0,2}"
_SP = r"[ \t\n]{1,3}"
_YEAR = r"(?:1[5-9]|20|21)[0-9][0-9]"
_SEP = rf"{_S}[/.-]{_S}"
_TO = rf"(?:{_S}[-–]{_S}|{_SP}(?:đến|tới){_SP}(?:hết{_SP})?(?:(?:ngày|sáng|trưa|chiều|tối|đêm){_SP}){{0,2}})"
_AND = rf"(?:{_S},{_S}|{_SP}(?:và|hoặc){_SP})(?:(?:ngày|sáng|trưa|chiều|tối|đêm){_SP}){{0,2}}"
_OF_YEAR = rf"(?:{_S}[-/.,]{_S}|{_SP}(?:năm{_SP})?)"
_END = r"(?![0-9]|[-/.–][0-9]|/\w|[ ]?%|[^\W\d_])"
_TIME = (
    r"(?:(?:T|[ \t,|–-]{1,4})(?P<hour>[01]?[0-9]|2[0-3])[:h](?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?![0-9])"
    r"(?:[ ]?(?P<half>[AP]M|SA|CH)(?!\w))?)?"
)


def form(pattern: str) -> re.Pattern[str]:
    """`pattern`, ready to match in any case."""
    return re.compile(pattern, re.IGNORECASE)


ANCHOR = form(r"(?<!\w)(?:tháng|qu[ýí]|năm)(?=[ \t\n])|(?<![\w/])(?<![0-9][.,–-])(?<!\w-)[0-9]{1,4}(?![0-9])")

ISO = form(
    rf"(?P<y>{_YEAR})(?P<s>[-/.])(?P<m>[0-9]{{1,2}})(?P=s)(?P<d>[0-9]{{1,2}})(?![0-9]|[-/.][0-9]){_TIME}"
)
_FULL_TEXT = (
    rf"(?P<d>[0-9]{{1,2}})(?P<s>{_SEP})(?P<m>[0-9]{{1,2}})(?P=s)(?P<y>{_YEAR})(?![0-9]|[-/.][0-9]|/\w)"
)
FULL = form(_FULL_TEXT + _TIME)
TIME_FIRST = form(
    rf"(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?:[ ]?(?P<half>[AP]M|SA|CH)(?!\w))?"
    rf"[ \t,|–-]{{1,4}}(?:ngày )?{_FULL_TEXT}"
)
SHORT_YEAR = form(rf"(?P<d>[0-9]{{1,2}})(?P<s>[/.-])(?P<m>[0-9]{{1,2}})(?P=s)(?P<y>[0-9][0-9]){_END}")
_NAME = r"(?:mười (?:một|hai)|[^\W\d_]{1,5})"
WORDS = form(
    rf"(?P<d>[0-9]{{1,2}}){_SP}tháng{_SP}(?P<m>[0-9]{{1,2}}|{_NAME})(?:{_OF_YEAR}(?P<y>{_YEAR}))?{_END}{_TIME}"
)
PLAIN = form(rf"(?P<d>[0-9]{{1,2}})(?P<s>{_SEP})(?P<m>[0-9]{{1,2}}){_END}")
DAYS = form(
    rf"(?P<d>[0-9]{{1,2}})(?:{_S},{_S}[0-9]{{1,2}}){{0,5}}(?P<to>{_TO}|{_AND})(?P<d2>[0-9]{{1,2}})"
    rf"(?:(?P<s>{_SEP})(?P<m>[0-9]{{1,2}})(?:(?P=s)(?P<y>{_YEAR}))?"
    rf"|{_SP}tháng{_SP}(?P<mw>[0-9]{{1,2}})(?:{_OF_YEAR}(?P<yw>{_YEAR}))?){_END}"
)
DAY_TO_DAY = form(
    rf"(?P<d>[0-9]{{1,2}})(?P<s>{_SEP}|{_SP}tháng{_SP})(?P<m>[0-9]{{1,2}})(?:(?:(?P=s)|{_SP}năm{_SP})(?P<y>{_YEAR}))?"
    rf"{_TO}(?P<d2>[0-9]{{1,2}})(?P=s)(?P<m2>[0-9]{{1,2}})(?:(?:(?P=s)|{_SP}năm{_SP})(?P<y2>{_YEAR}))?{_END}"
)
TERM = form(
    rf"(?P<y>{_YEAR})(?P<to>{_S}[-–]{_S}|{_SP}(?:đến|tới){_SP}(?:hết{_SP})?(?:năm{_SP})?)(?P<y2>{_YEAR}){_END}"
)
TERM_WORD = form(rf"năm{_SP}" + TERM.pattern)
MONTH_YEAR = form(rf"(?P<m>[0-9]{{1,2}})[/.-](?P<y>{_YEAR}){_END}")
ISO_MONTH = form(rf"(?P<y>{_YEAR})-(?P<m>[0-9][0-9]){_END}")
MONTH = form(rf"tháng{_SP}(?P<m>[0-9]{{1,2}}|{_NAME}){_OF_YEAR}(?P<y>{_YEAR}){_END}")
MONTHS = form(
    rf"tháng{_SP}(?P<m>[0-9]{{1,2}})(?:{_OF_YEAR}(?P<y>{_YEAR}))?(?:{_TO}|{_AND})(?:tháng{_SP})?"
    rf"(?P<m2>[0-9]{{1,2}}){_OF_YEAR}(?P<y2>{_YEAR}){_END}"
)
QUARTER = form(rf"qu[ýí]{_SP}(?P<q>IV|I{{1,3}}|[1-4]){_OF_YEAR}(?P<y>{_YEAR}){_END}")
YEAR_WORD = form(rf"năm{_SP}(?P<y>{_YEAR}){_END}")

CONTINUES = re.compile(rf"{_S}(?:[,;]|[,;]?{_S}(?:và|hoặc)){_S}")
