"""The options that commands share, in groups, and the decorator that gives a command its groups."""

from __future__ import annotations

import dataclasses
import inspect
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

import typer

from vnpolicy.analysis.choose import Choice
from vnpolicy.cli.configuration import FORMATS
from vnpolicy.errors import Interrupted
from vnpolicy.model import AgendaKind, ProposalKind
from vnpolicy.read.source import DEFAULT, Reading
from vnpolicy.show.cells import Lang
from vnpolicy.show.output import Output

DEFAULT_CORPUS = "vnpolicy.db"

_READING = "Reading"
_OUTPUT = "Output"
_CHOOSE = "Choosing rows"

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Files, folders or - for standard input, analysed on the spot; nothing is stored. "
        "Without any, the corpus is read.",
        show_default=False,
    ),
]


def one_of(*values: str) -> Callable[[str | None], str | None]:
    """A check that an option has one of these values."""

    def check(value: str | None) -> str | None:
        if value is not None and value not in values:
            raise typer.BadParameter(f"{value!r} is not one of {', '.join(values)}")
        return value

    return check


def offered(*values: str) -> Callable[[str], list[str]]:
    """What the shell offers for an option that has one of these values."""

    def begun(incomplete: str) -> list[str]:
        return [value for value in values if value.startswith(incomplete)]

    return begun


def known_encoding(value: str | None) -> str | None:
    """A check that an option names an encoding; gives its one name."""
    if value is None:
        return None
    from vnpolicy.text.encodings import canonical

    try:
        return canonical(value)
    except LookupError:
        raise typer.BadParameter(f"{value!r} is not an encoding; use utf-8, cp1258, tcvn3 or vni") from None


CorpusFile = Annotated[
    Path,
    typer.Option(
        "-c", "--corpus", metavar="FILE", envvar="VNPOLICY_CORPUS", help="The corpus, one SQLite file."
    ),
]
Plot = Annotated[
    Path | None,
    typer.Option(
        "--plot",
        metavar="FILE",
        help="Draw a picture too: FILE.png or FILE.svg (needs matplotlib).",
        rich_help_panel=_OUTPUT,
    ),
]
LangAsked = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="en|vi",
        callback=one_of("en", "vi"),
        autocompletion=offered("en", "vi"),
        help="Language of messages, and of headings, kinds and dates that people read.",
        show_default="from the locale",
        rich_help_panel=_OUTPUT,
    ),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Print errors only.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


@dataclass(frozen=True)
class Settings:
    """What every command takes: which corpus, how to write, how much to say."""

    corpus: CorpusFile = Path(DEFAULT_CORPUS)
    jobs: Annotated[
        int | None,
        typer.Option(
            "-j",
            "--jobs",
            metavar="N",
            min=1,
            help="Processes that read documents.",
            show_default="all cores",
        ),
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            callback=known_encoding,
            help="What the files are in: utf-8, utf-16, cp1258, tcvn3, vni, viscii or any that Python knows.",
            show_default="told from each file",
            rich_help_panel=_READING,
        ),
    ] = None
    text_column: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Column of CSV, TSV or JSON lines that holds the text.",
            show_default="text, content, body, noi_dung or the like",
            rich_help_panel=_READING,
        ),
    ] = None
    max_size: Annotated[
        int,
        typer.Option(
            metavar="MB",
            min=1,
            help="Largest document, unpacked; the limits for HTML, text, memory and packing rise with it.",
            rich_help_panel=_READING,
        ),
    ] = DEFAULT.size
    max_ratio: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=1,
            help="How many times its packed size a file may unpack to.",
            rich_help_panel=_READING,
        ),
    ] = DEFAULT.times
    max_depth: Annotated[
        int,
        typer.Option(metavar="N", min=1, help="How deep archives may be nested.", rich_help_panel=_READING),
    ] = DEFAULT.deep
    max_pages: Annotated[
        int, typer.Option(metavar="N", min=1, help="Pages of a PDF.", rich_help_panel=_READING)
    ] = DEFAULT.pages
    max_seconds: Annotated[
        int,
        typer.Option(
            metavar="S",
            min=1,
            help="Processor time of a document; one over 100,000 characters has more.",
            rich_help_panel=_READING,
        ),
    ] = DEFAULT.seconds
    format: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="FORMAT",
            callback=one_of(*FORMATS),
            autocompletion=offered(*FORMATS),
            help=f"{', '.join(FORMATS)}.",
            show_default="table on a terminal, csv in a pipe",
            rich_help_panel=_OUTPUT,
        ),
    ] = None
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write FILE, whole or not at all; its ending picks the format "
            "(.csv .tsv .json .jsonl .md .xlsx .html).",
            rich_help_panel=_OUTPUT,
        ),
    ] = None
    excel: Annotated[
        bool,
        typer.Option(
            "--excel",
            help="CSV as Excel opens it: byte order mark, CRLF, nothing taken as a formula.",
            rich_help_panel=_OUTPUT,
        ),
    ] = False
    lang: LangAsked = None
    no_color: Annotated[
        bool,
        typer.Option("--no-color", help="No colour or bold (also: NO_COLOR).", rich_help_panel=_OUTPUT),
    ] = False
    quiet: Quiet = False
    debug: Debug = False

    def to(self) -> Output:
        """Where and how rows are written."""
        return Output(self.format, self.output, language(self.lang), self.no_color, self.excel)

    def reading(self) -> Reading:
        """How files are read."""
        limits = (self.max_size, self.max_ratio, self.max_depth, self.max_pages, self.max_seconds)
        return Reading(self.encoding, self.text_column, *limits)


@dataclass(frozen=True)
class ShowSettings(Settings):
    """The same for `show`, which also gives a text alone."""

    format: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="FORMAT",
            callback=one_of(*FORMATS, "text"),
            autocompletion=offered(*FORMATS, "text"),
            help=f"{', '.join(FORMATS)}, or text (the cleaned text alone).",
            show_default="table on a terminal, csv in a pipe",
            rich_help_panel=_OUTPUT,
        ),
    ] = None


@dataclass(frozen=True)
class Choosing:
    """Which rows are wanted."""

    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="From this date on (2021, 2021-07, 2021-07-13).", rich_help_panel=_CHOOSE
        ),
    ] = None
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Up to and including this date.", rich_help_panel=_CHOOSE),
    ] = None
    source: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT", help="Only from sources with TEXT in the name.", rich_help_panel=_CHOOSE
        ),
    ] = None
    place: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT",
            help="Only of events with TEXT in the place or province.",
            rich_help_panel=_CHOOSE,
        ),
    ] = None
    event: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only of this event (id or its beginning).", rich_help_panel=_CHOOSE),
    ] = None
    doc: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID|PATH",
            help="Only of this document (id, its beginning, path).",
            rich_help_panel=_CHOOSE,
        ),
    ] = None
    sort: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="Sort by a column; -COLUMN: largest first.", rich_help_panel=_CHOOSE
        ),
    ] = None
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, help="At most N rows.", rich_help_panel=_CHOOSE),
    ] = None

    def choice(self) -> Choice:
        """The same, as the analysis takes it."""
        given: dict[str, Any] = {k: v for k, v in dataclasses.asdict(self).items() if v is not None}
        lists = {k: tuple(v) for k, v in given.items() if isinstance(v, list)}
        return Choice(**{**given, **lists})


@dataclass(frozen=True)
class ChoosingItems(Choosing):
    """Which items are wanted."""

    speaker: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="Only by speakers with TEXT in the name.", rich_help_panel=_CHOOSE),
    ] = None
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            autocompletion=offered(*get_args(AgendaKind), *get_args(ProposalKind)),
            help="Only of this kind (as the column has it).",
            rich_help_panel=_CHOOSE,
        ),
    ] = None
    theme: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT", help="Only of documents with TEXT in the theme.", rich_help_panel=_CHOOSE
        ),
    ] = None
    contains: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="Only with TEXT in the text.", rich_help_panel=_CHOOSE),
    ] = None


def language(asked: str | None) -> Lang:
    """The reader's language: as asked for, else by the locale, else English."""
    return "vi" if (asked or locale_of_user()).lower().startswith("vi") else "en"


def locale_of_user() -> str:
    """The locale that messages are to be in, as the environment names it; nothing where it names none."""
    return next((v for n in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(n))), "")


def command(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of its parameters that are groups (Settings, Choosing, ChoosingItems).

    Typer sees one parameter an option; the function gets each group as one object.
    """
    hints = get_type_hints(function, include_extras=True)
    groups: dict[str, Any] = {name: kind for name, kind in hints.items() if dataclasses.is_dataclass(kind)}
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(function).parameters.items():
        if name not in groups:
            kind = inspect.Parameter.KEYWORD_ONLY
            parameters.append(parameter.replace(annotation=hints[name], kind=kind))
            continue
        fields = get_type_hints(groups[name], include_extras=True)
        parameters += [
            inspect.Parameter(
                f.name, inspect.Parameter.KEYWORD_ONLY, default=f.default, annotation=fields[f.name]
            )
            for f in dataclasses.fields(groups[name])
        ]

    @wraps(function)
    def run(**values: Any) -> None:
        built = {
            name: kind(**{f.name: values.pop(f.name) for f in dataclasses.fields(kind)})
            for name, kind in groups.items()
        }
        try:
            function(**values, **built)
        except KeyboardInterrupt as stop:
            raise Interrupted(str(stop) or "interrupted; nothing was left half done") from None

    # Typer reads the signature and, apart from it, the type hints
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    del run.__dict__["__wrapped__"]
    return run
