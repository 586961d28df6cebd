"""Candidate agenda items, and the features by which a fitted model tells an event's programme from all else.

What an event deals with stands behind the name of its kind (hội nghị, tọa đàm ...), behind a word that
announces it (chủ đề, thảo luận về ...) or in quotation marks, and ends where the report goes on to who, when
and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vnpolicy.extract.clauses import Start, skip_opening, statement_end
from vnpolicy.extract.context import Context
from vnpolicy.extract.cues import any_of
from vnpolicy.extract.occasion import Occasion
from vnpolicy.extract.segments import Segment
from vnpolicy.extract.statements import Candidate
from vnpolicy.lexicon import table

_CLOSING = re.compile(r"[”»\"]")
_OPENING = re.compile(
    r"(?:\s+(?:thứ\s+)?(?:\d{1,2}|nhất|hai|ba|tư|[ivx]{1,4})(?!\w)(?:\s+là)?(?:\s+về)?)?\s*[:,]?\s*[“«\"]?\s*"
)
_THEME_IN_QUOTES = re.compile(r"(?:\s+[\w/]+){1,7}?\s+là\s*[“\"«]\s*")
"""`(chủ đề) năm nay là “`"""
_PAUSE = re.compile(r"(?:(?<!\s)\s+)?[,(–]|(?<!\s)\s+-\s")
_LONGEST = 100
"""Words; no labelled item comes near it, and it bounds the work."""
_SHORTEST = 3
WITHIN = 40
"""Words of a candidate that are looked at."""
BEFORE = 20
"""Words of its sentence before it that are."""
_OPENING_REACH = 220
"""Characters within which a sentence has said that it lists those present."""
_NAMED_REACH, _SUBJECT_REACH = 90, 100
"""Characters before an item within which a noun says what it is, and the event is the subject."""
_MOST_STARTS = 9
_MOST_ENDS = 4


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(any_of(table("programme.toml")["end"]))


def topic_candidates(context: Context) -> Iterator[list[Candidate]]:
    """For each segment the passages that may name an item: every likely start with every likely end."""
    for segment in context.segments:
        found = [c for start in topic_starts(context, segment) for c in topics_at(context, segment, start)]
        if found:
            yield found


def topic_starts(context: Context, segment: Segment) -> Iterator[Start]:
    """Where in `segment` an item may begin: with its first word, or behind what announces a topic."""
    if _lists_attendance(context, segment):
        return
    starts = {skip_opening(context.lower, segment.start, segment.end): "plain"}
    for cue in context.announcements[segment.sentence]:
        if not segment.start <= cue.start < segment.end:
            continue
        at = _OPENING.match(context.lower, cue.end, segment.end)
        if cue.word == "chủ đề":
            at = _THEME_IN_QUOTES.match(context.lower, cue.end, segment.end) or at
        how = f"{cue.kind}:{cue.word}"
        starts.setdefault(at.end() if at else cue.end, how)
        if cue.kind == "lead":
            # `sơ kết`, `thảo luận` may itself be the first word of the item
            starts.setdefault(cue.start, "at " + how)
    for begin, how in sorted(starts.items())[:_MOST_STARTS]:
        if not _no_start().match(context.lower, begin):
            yield Start(begin, how)


def topics_at(context: Context, segment: Segment, start: Start) -> Iterator[Candidate]:
    """The passages that begin at `start`, with every likely end."""
    for end in _topic_ends(context, start.at, segment.end):
        if _SHORTEST <= len(context.words(start.at, end)) <= _LONGEST:
            yield Candidate(start.at, end, segment, start.how)


@cache
def _no_start() -> re.Pattern[str]:
    return re.compile(any_of(table("programme.toml")["no_start"]))


@cache
def _discussion() -> re.Pattern[str]:
    return re.compile(any_of(table("programme.toml")["discussion"]))


def announced_topics(context: Context) -> Iterator[Candidate]:
    """The entries of lists whose opening sentence announces them as topics (`... thảo luận các nội dung
    sau:`).
    """
    for index, lead in enumerate(context.list_leads):
        if lead is None or not context.sentences[lead].text.endswith(":"):
            continue
        opening, entry = context.sentences[lead], context.sentences[index]
        if _discussion().search(context.lower, opening.start, opening.end) is None:
            continue
        start = skip_opening(context.lower, entry.start, entry.end)
        end = statement_end(context, start, entry.end)
        if len(context.words(start, end)) > _LONGEST:
            end = statement_end(context, start, next(s.end for s in context.segments if s.sentence == index))
        if _SHORTEST <= len(context.words(start, end)) <= _LONGEST:
            yield Candidate(start, end, Segment(entry.start, entry.end, index, 0), "list")


@cache
def _attendance() -> re.Pattern[str]:
    """`tham dự hội nghị ... có`: what follows names people."""
    return re.compile(
        rf"{any_of(table('programme.toml')['attendance'])}[^.;:]{{0,100}}(?::|(?<!\w)(?:có|gồm)(?!\w))"
    )


def _lists_attendance(context: Context, segment: Segment) -> bool:
    """Whether the segment belongs to a sentence that opens with who was present, and names no theme on the
    way.
    """
    begin = context.sentences[segment.sentence].start
    found = _attendance().search(
        context.lower, begin, min(begin + _OPENING_REACH, context.sentences[segment.sentence].end)
    )
    return found is not None and "chủ đề" not in context.lower[found.end() : segment.end]


def _topic_ends(context: Context, begin: int, segment_end: int) -> list[int]:
    """Where the passage that begins at `begin` may end, nearest first."""
    full = statement_end(context, begin, segment_end)
    if context.is_quoted(begin):
        for mark in _CLOSING.finditer(context.body, begin, segment_end):
            if not context.is_quoted(mark.start() + 1):
                return [mark.start()] if mark.start() < full else [full]
    ends = []
    for match in _ends().finditer(context.lower, begin + 12, full):
        ends.append(match.start())
        if len(ends) == _MOST_ENDS - 2:
            break
    pause = _PAUSE.search(context.body, begin + 12, full)
    if pause is not None:
        ends.append(pause.start())
    trimmed = {len(context.body[begin:e].rstrip(' ,;:-–"”“')) + begin for e in ends}
    return sorted({*trimmed, full})


def topic_features(context: Context, candidate: Candidate, occasion: Occasion) -> list[str]:
    """The features of `candidate` as an agenda item of `occasion`; each is a string that is there or not."""
    return [
        *occasion.features(),
        *segment_features(context, candidate.segment),
        *(
            "before:" + word
            for word in context.tokens[words_before(context, candidate.segment, candidate.start)]
        ),
        *start_features(context, candidate.segment, Start(candidate.start, candidate.how), occasion),
        *end_features(context, candidate),
        in_name(context, candidate, occasion),
    ]


def segment_features(context: Context, segment: Segment) -> Iterator[str]:
    """The features that all candidates of `segment` share: where it stands and what is said around it."""
    index = segment.sentence
    yield "paragraph:" + context.paragraph(index)
    yield f"place:{min(index, 5)}"
    yield f"share:{10 * index // len(context.sentences)}"
    if segment.part:
        yield f"part:{min(3, segment.part)}"
        opening = next((c for c in context.announcements[index] if c.end <= segment.start), None)
        yield "list opened by:" + (opening.word if opening else "")
    lead = context.list_leads[index]
    if lead is not None:
        yield "list"
        for cue in context.announcements[lead][-4:]:
            yield "list lead:" + cue.word
        for frame in context.frames[lead][-2:]:
            yield "list lead frame:" + frame.word
    if index:
        previous = context.sentences[index - 1]
        for cue in context.announcements[index - 1][-3:]:
            yield "1 back:" + cue.word
        if previous.text.endswith(":"):
            yield "1 back:colon"


def words_before(context: Context, segment: Segment, at: int) -> slice:
    """Which tokens stand next before offset `at` in the sentence of `segment`: the features `before:`."""
    before = context.span(context.sentences[segment.sentence].start, at)
    return slice(max(before.start, before.stop - BEFORE), before.stop)


def start_features(context: Context, segment: Segment, start: Start, occasion: Occasion) -> Iterator[str]:
    """The features that all candidates of `segment` with that start share, but for the words before it."""
    index = segment.sentence
    sentence = context.sentences[index]
    kind = start.how.partition(":")[0]
    quoted = context.is_quoted(start.at)
    yield "how:" + start.how
    yield "how kind:" + kind
    yield f"quoted:{quoted}"
    yield f"quoted:{quoted} {kind}"
    words = context.words(start.at, segment.end)[:3]
    before = context.words(sentence.start, start.at)
    for n in (1, 2, 3):
        yield f"first{n}:{' '.join(words[:n])}"
        yield f"last before{n}:{' '.join(before[-n:])}"
    yield f"mark before:{context.body[max(0, start.at - 2) : start.at].strip()}"
    for frame in context.frames[index][:4]:
        yield ("frame before:" if frame.start < start.at else "frame behind:") + frame.word
    for cue in [c for c in context.announcements[index] if c.end <= start.at][-4:]:
        yield "cue before:" + cue.word
    yield from _announcing(context, segment, start, occasion)


def _announcing(context: Context, segment: Segment, start: Start, occasion: Occasion) -> Iterator[str]:
    """Whether a noun says what follows (`chủ đề năm nay là`, `ba nội dung:`), and what an event does that is
    the subject of the sentence (`Hội nghị tập trung đánh giá`).
    """
    begin = context.sentences[segment.sentence].start
    named = _named().search(context.lower, max(begin, start.at - _NAMED_REACH), start.at)
    if named is not None:
        yield "named"
        yield "named:" + named["noun"]
    theme = start.how == "lead:chủ đề" or (named is not None and named["noun"] == "chủ đề")
    if theme and context.is_quoted(start.at):
        yield "theme in quotation marks"
        if occasion.is_likely:
            yield "theme of an event in quotation marks"
    if start.at - begin > _SUBJECT_REACH:
        return
    does = _event_does().fullmatch(context.lower, begin, start.at)
    if does is not None:
        verb = does["verb"]
        yield "event does" if verb is None else "event did"
        first = " ".join(context.words(start.at, segment.end)[:1])
        yield f"event does:{first}" if verb is None else "event did:" + verb


@cache
def _named() -> re.Pattern[str]:
    noun = any_of(table("programme.toml")["named"])
    says = r"(?:\s*:|\s+(?:là|gồm|bao gồm|xoay quanh)(?:\s+về)?)"
    return re.compile(rf"(?P<noun>{noun})(?:\s+[\w/]+){{0,7}}?{says}\s*[“\"«]?\s*$")


@cache
def _event_does() -> re.Pattern[str]:
    rows = table("programme.toml")
    event, between, verb = (any_of(rows[name]) for name in ("event", "while", "lead"))
    return re.compile(rf"\W*(?:tại\s+)?{event}(?:\s+{between})*(?:\s+(?P<verb>{verb}))?\s*")


def end_features(context: Context, candidate: Candidate) -> Iterator[str]:
    """The features that tell candidates with one start apart: their words, and what follows."""
    for word in context.words(candidate.start, candidate.end)[:WITHIN]:
        yield "w:" + word
    yield from closing_features(context, candidate)
    yield from size_features(context, candidate)


def closing_features(context: Context, candidate: Candidate) -> Iterator[str]:
    """The last words of the candidate and what follows; the same for all with its end, as none is shorter
    than two words.
    """
    words = context.words(candidate.start, candidate.end)
    behind = context.words(candidate.end, context.sentences[candidate.segment.sentence].end)
    for n in (1, 2):
        yield f"last{n}:{' '.join(words[-n:])}"
        yield f"behind{n}:{' '.join(behind[:n])}"
    yield f"mark behind:{context.body[candidate.end : candidate.end + 1]}"


def size_features(context: Context, candidate: Candidate) -> tuple[str, str]:
    """How long the candidate is, and whether it holds a word of obligation."""
    span = context.span(candidate.start, candidate.end)
    modals = context.modals[candidate.segment.sentence]
    modal = any(candidate.start <= c.start < candidate.end for c in modals)
    return f"length:{_length(span.stop - span.start)}", f"modal:{modal}"


def in_name(context: Context, candidate: Candidate, occasion: Occasion) -> str:
    """How much of what the candidate says the name of the event says too."""
    span = context.span(candidate.start, candidate.end)
    return occasion.of_passage(set(context.tokens[span.start : min(span.stop, span.start + WITHIN)]))


def _length(words: int) -> str:
    return next((str(n) for n in (4, 6, 8, 12, 16, 22, 30, 45, 70) if words <= n), "more")
