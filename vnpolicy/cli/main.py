"""The command line: finds the command that was asked for, runs it, turns errors into lines and statuses."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core
import typer.main

import vnpolicy
from vnpolicy.errors import Interrupted, UsageError, VnpolicyError

if TYPE_CHECKING:
    from vnpolicy.show.cells import Lang

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

# Command, and what it does, as the first line of its help says. A module of this folder each, loaded when it
# is asked for.
COMMANDS: dict[str, dict[str, str]] = {
    "The corpus": {
        "ingest": "Read, clean, date and store documents; safe to repeat.",
        "list": "The documents, one row per path.",
        "show": "A document: header, event, agenda, proposals, text.",
        "search": "Full text search, with or without diacritics typed.",
        "remove": "Take documents out.",
        "export": "Write everything stored as JSON lines, one file per table.",
        "config": "What each option is set to, and where it was set.",
        "check": "Whether the corpus is whole.",
        "backup": "Copy the corpus, also while it is in use.",
    },
    "What was held, and what was said": {
        "summary": "The whole picture, event by event.",
        "report": "One page to look at and send on: events, themes, proposals.",
        "events": "Events, their facts agreed over their reports.",
        "dedupe": "Which reports cover the same event.",
        "merge": "Join two events into one.",
        "split": "Take reports out of an event, as another one.",
        "agenda": "Agenda items, merged over the reports of an event.",
        "proposals": "Who proposes, directs or needs what.",
        "compare": "Which report of an event carries which item.",
        "speakers": "Who spoke, as what, where.",
        "citations": "Laws, decrees, resolutions and decisions cited.",
    },
    "What it is about": {
        "keywords": "Keywords of the corpus, a document, event, source or month.",
        "themes": "Themes found in the documents.",
    },
}


class Command(typer.core.TyperCommand):
    """A command whose help shows its examples as they are typed, and its options in groups."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Options as given, else as configured; a configured format gives way to `-o` and `--excel`."""
        from vnpolicy.cli.configuration import configured
        from vnpolicy.show.output import ENDINGS

        if not {"-h", "--help"} & set(args):
            ctx.default_map = {name: setting.value for name, setting in configured().items()}
        rest = super().parse_args(ctx, args)
        given = ctx.params
        output = given.get("output")
        by_ending = output is not None and output.suffix.lower() in ENDINGS
        source = ctx.get_parameter_source("format")
        if (by_ending or given.get("excel")) and source is not None and source.name != "COMMANDLINE":
            given["format"] = None
        return rest

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """The description, wrapped; the block of examples as it stands."""
        text, _, examples = (self.help or "").partition("Examples:\n")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text.strip())
        if examples:
            with formatter.section("Examples"):
                for line in examples.strip("\n").split("\n"):
                    formatter.write(f"  {line.strip()}\n")

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What follows the name of the command; what must be given stands without brackets."""
        return [
            piece.translate({ord("{"): None, ord("}"): None}) for piece in super().collect_usage_pieces(ctx)
        ]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments, then the options under the headings that they name."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            if param.param_type_name == "argument":
                argument: Any = param
                groups.setdefault("Arguments", []).append((argument.metavar, argument.help))
            elif record := param.get_help_record(ctx):
                groups.setdefault(getattr(param, "rich_help_panel", None) or "Options", []).append(record)
        first = ["Arguments", "Options"]
        for name in sorted(groups, key=lambda g: first.index(g) if g in first else len(first)):
            with formatter.section(name):
                formatter.write_dl(groups[name])


class Commands(typer.core.TyperGroup):
    """All commands by name. A command's module is imported when the command is asked for, not before."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the help."""
        return [name for group in COMMANDS.values() for name in group]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, or None."""
        if not any(cmd_name in group for group in COMMANDS.values()):
            return None
        app = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=_CONTEXT)
        app.command(cmd_name, cls=Command)(import_module(f"vnpolicy.cli.{cmd_name}").run)
        return typer.main.get_command(app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands in groups, from the table alone."""
        longest = max(len(name) for name in self.list_commands(ctx))
        for heading, group in COMMANDS.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(longest), line) for name, line in group.items()])

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The commands first: they are what a newcomer looks for."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_commands(ctx, formatter)
        Command.format_options(self, ctx, formatter)  # type: ignore[arg-type]
        self.format_epilog(ctx, formatter)


_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_HELP = "Events, agenda items and proposals from Vietnamese policy reports."
_EPILOG = "Start with vnpolicy ingest FOLDER, then vnpolicy summary. Each COMMAND has its own --help."

app = typer.Typer(
    cls=Commands,
    help=_HELP,
    epilog=_EPILOG,
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings=_CONTEXT,
)


def _version(asked: bool) -> None:
    if asked:
        print(f"vnpolicy {vnpolicy.__version__} (Python {sys.version.split()[0]})")
        raise typer.Exit


@app.callback()
def _entry(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """The options before a command."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status (0, 1, 2, 3 or 130)."""
    _speak_utf8()
    # nearly all that a command makes lives until it ends: looking for circles in it is time for nothing
    gc.set_threshold(200_000, 20, 20)
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not sys.warnoptions and "--debug" not in given:
        # what libraries warn their callers of is nothing that a user can mend
        warnings.simplefilter("ignore")
    status = _status_of(given)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        status = _closed_pipe()
    except OSError as error:  # a full disk
        status = _told(error, _language_of(given))
        _closed_pipe()
    sys.exit(status)


def _status_of(arguments: list[str]) -> int:
    try:
        status = app(arguments, prog_name="vnpolicy", standalone_mode=False)
        return status if isinstance(status, int) else DONE
    except SystemExit as leaving:
        # a closed pipe while help was printed
        if isinstance(leaving.__context__, BrokenPipeError):
            return _closed_pipe()
        return leaving.code if isinstance(leaving.code, int) else FAILED
    except BrokenPipeError:
        return _closed_pipe()
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        if "--debug" in arguments:
            raise
        return _told(error, _language_of(arguments))


def _language_of(arguments: list[str]) -> Lang:
    """The language to tell an error in, which may have come before the options were read."""
    from vnpolicy.cli.configuration import configured
    from vnpolicy.cli.options import language

    asked = None
    for at, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            asked = value or "".join(arguments[at + 1 : at + 2])
    if asked is None:
        with suppress(UsageError):
            asked = found.value if (found := configured().get("lang")) else None
    return language(asked)


def _told(error: Exception, lang: Lang) -> int:
    """Tell an error in one or two lines; its exit status."""
    from vnpolicy.show.messages import translated
    from vnpolicy.show.output import say

    if isinstance(error, typer.TyperException):
        usage: Any = error
        context = getattr(usage, "ctx", None)
        message = usage.format_message()
        if message.startswith("Usage:"):
            # no command was given: the help stands in for the error
            print(message, file=sys.stderr)
            return USAGE
        say(f"vnpolicy: {message}", lang)
        say(f"See: {context.command_path if context else 'vnpolicy'} --help", lang)
        return USAGE
    if isinstance(error, VnpolicyError):
        say(f"vnpolicy: {error}", lang)
        if isinstance(error, Interrupted):
            return INTERRUPTED
        return USAGE if isinstance(error, UsageError) else FAILED
    if isinstance(error, OSError):
        named = f"{error.filename}: " if error.filename else ""
        say(f"vnpolicy: {named}{translated(str(error.strerror or error), lang)}")
        return FAILED
    say(f"vnpolicy: this should not have happened: {type(error).__name__}: {error}".split("\n", 1)[0], lang)
    say("Run it again with --debug to see where.", lang)
    return FAILED


def _speak_utf8() -> None:
    """UTF-8 and line feeds on every platform, whatever the locale; what UTF-8 cannot hold is written out.

    A standard stream that the caller has closed is nothing to read from, and nowhere to write to.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _closed_pipe() -> int:
    """The reader has gone: nothing more to say, also not when Python flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
