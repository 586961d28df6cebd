"""The agenda items and proposals of one document."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from vnpolicy.extract.agenda import find_agenda
from vnpolicy.extract.context import Context
from vnpolicy.extract.discourse import Discourse
from vnpolicy.extract.occasion import Occasion
from vnpolicy.extract.proposals import find_proposals, told_again
from vnpolicy.extract.statements import Found
from vnpolicy.extract.topics import announced_topics
from vnpolicy.model import AgendaItem, Person, Proposal, Sentence


def items(
    body: str,
    sentences: list[Sentence],
    people: Sequence[Person],
    occasion: Occasion,
    author: str | None = None,
) -> tuple[tuple[AgendaItem, ...], tuple[Proposal, ...]]:
    """The agenda items and the proposals of `body`, each in order of their place.

    `sentences` and `people` are those of `body`, `occasion` is what its document says of an event,
    `author` whose byline it has. No passage is both: the likelier reading holds.
    """
    context = Context(body, sentences)
    discourse = Discourse(context, people, author)
    starts = [sentence.start for sentence in sentences]
    announced = list(announced_topics(context))
    # `đề nghị các đại biểu thảo luận các nội dung sau:` asks for nothing but the topics that follow
    topics = {c.segment.sentence for c in announced}
    closed = topics | {context.list_leads[topic] for topic in topics}
    agenda: dict[int, list[Found[AgendaItem]]] = defaultdict(list)
    for item in find_agenda(context, discourse, announced, occasion):
        agenda[bisect_right(starts, item.item.start)].append(item)
    proposals = []
    for found in find_proposals(context, discourse):
        number = bisect_right(starts, found.item.start)
        if number - 1 in closed:
            continue
        beside = agenda[number]
        rivals = [a for a in beside if a.item.start < found.item.end and found.item.start < a.item.end]
        surer = [a for a in beside if a.probability >= found.probability]
        if rivals and any(a in rivals or _are_listed(body, a.item, found.item) for a in surer):
            continue
        agenda[number] = [a for a in beside if a not in rivals]
        proposals.append(found.item)
    agreed = told_again(context, discourse, proposals)
    return tuple(a.item for number in sorted(agenda) for a in agenda[number]), tuple(agreed)


def _are_listed(body: str, one: AgendaItem, other: Proposal) -> bool:
    """Whether both are entries of one list within a sentence, whose entries are all of one nature."""
    return ";" in body[min(one.end, other.end) : max(one.start, other.start)]
