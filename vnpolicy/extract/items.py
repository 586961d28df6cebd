"""The agenda items and proposals of one document."""

from __future__ import annotations

from collections.abc import Sequence

from vnpolicy.extract.agenda import find_agenda
from vnpolicy.extract.context import Context
from vnpolicy.extract.discourse import Discourse
from vnpolicy.extract.proposals import find_proposals
from vnpolicy.extract.topics import announced_topics
from vnpolicy.model import AgendaItem, Person, Proposal, Sentence


def items(
    body: str, sentences: list[Sentence], people: Sequence[Person]
) -> tuple[tuple[AgendaItem, ...], tuple[Proposal, ...]]:
    """The agenda items and the proposals of `body`, each in order of their place.

    `sentences` and `people` are those of `body`. No passage is both: the likelier reading holds.
    """
    context = Context(body, sentences)
    discourse = Discourse(context, people)
    announced = list(announced_topics(context))
    agenda = list(find_agenda(context, discourse, announced))
    # `đề nghị các đại biểu thảo luận các nội dung sau:` asks for nothing but the topics that follow
    topics = {c.segment.sentence for c in announced}
    leads = {context.list_leads[topic] for topic in topics}
    spans = [context.sentences[i] for i in topics | leads if i is not None]
    proposals = []
    for found in find_proposals(context, discourse):
        if any(s.start <= found.item.start < s.end for s in spans):
            continue
        rivals = [a for a in agenda if a.item.start < found.item.end and found.item.start < a.item.end]
        if any(a.probability >= found.probability for a in rivals):
            continue
        agenda = [a for a in agenda if a not in rivals]
        proposals.append(found.item)
    return tuple(a.item for a in agenda), tuple(proposals)
