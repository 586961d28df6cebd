"""`vnpolicy show`."""

from __future__ import annotations

import dataclasses
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vnpolicy.cli.options import ShowSettings, command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from vnpolicy.corpus.store import Corpus

Docs = Annotated[list[str], typer.Argument(metavar="DOC", help="Ids, unique beginnings of ids, paths, or -.")]
Raw = Annotated[
    bool, typer.Option("--raw", help="The raw text, with what cleaning took off between [- and -].")
]


@command
def run(docs: Docs, settings: ShowSettings, raw: Raw = False) -> None:
    """A document: header, event, agenda, proposals, text.

    DOC is a document of the corpus; else a file, or - for standard input, read on the spot with all documents
    in it. -f text prints the cleaned text alone.

    Examples:
      vnpolicy show 3f2a
      vnpolicy show reports/one.txt -f text
      vnpolicy show 3f2a --raw | less
    """
    from vnpolicy.analysis.listing import show
    from vnpolicy.show.output import write_table, write_text

    output = settings.to()
    output.chosen()  # a wrong -o is told before the work, not after
    with _corpus_of(docs, settings) as (corpus, asked):
        if raw:
            output = dataclasses.replace(output, format="text")
            write_text([_marked(corpus, doc) for doc in asked], output)
            return
        table = show(corpus, asked)
        addresses = corpus.addresses() if output.chosen() in ("xlsx", "html") else {}
    if output.chosen() == "text":
        write_text([f"{record['body']}\n" for record in table.records()], output)
        return

    if output.chosen() == "md":
        from vnpolicy.show.briefing import documents

        write_text(documents(table.records(), output.lang), output)
        return

    def screen(width: int) -> RenderableType:
        from rich.console import Group
        from rich.text import Text

        from vnpolicy.show.pages import document_page

        pages = [document_page(record, output.lang, width) for record in table.records()]
        return Group(*[part for page in pages for part in (Text(""), page)][1:])

    write_table(table, output, screen, lambda: addresses)


@contextmanager
def _corpus_of(docs: list[str], settings: ShowSettings) -> Iterator[tuple[Corpus, list[str]]]:
    """The corpus and which documents of it; where it does not hold what is named, and files are named, all
    documents in these files.
    """
    from vnpolicy.cli.opening import opened
    from vnpolicy.corpus.store import Corpus

    on_the_spot = all(doc == "-" or Path(doc).is_file() for doc in docs)
    if on_the_spot and settings.corpus.exists():
        with Corpus.open(settings.corpus, read_only=True) as corpus:
            known = {path for path, _ in corpus.paths()}
            on_the_spot = not known.issuperset(docs)
    with opened(docs if on_the_spot else None, settings) as corpus:
        if not on_the_spot:
            yield corpus, docs
            return
        paths = [path for path, _ in corpus.paths()]
        yield corpus, [p for doc in docs for p in paths if p == doc or p.startswith((f"{doc}#", f"{doc}/"))]


def _marked(corpus: Corpus, doc: str) -> str:
    from vnpolicy.show.pages import removed_marked

    document = corpus.document(corpus.resolve(doc))
    return removed_marked(document.raw, document.cleaned.kept) + "\n"
