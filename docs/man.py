"""Makes the manual page docs/vnpolicy.1 from the help of the commands.

`docs/make.py` writes it, and a test keeps it true. The macros are those of man(7).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

STATUSES = (
    ("0", "done; an empty result is done"),
    ("1", "failed"),
    ("2", "wrong usage, or no such corpus"),
    ("3", "done in part: some inputs were refused, each is named with its reason"),
    ("130", "interrupted"),
)


def manual() -> str:
    """The manual page of the program and all its commands, in the language of troff."""
    sys.path.insert(0, str(ROOT))
    import typer.main

    from vnpolicy.cli import configuration, main

    group: Any = typer.main.get_command(main.app)
    lines = [
        '.TH VNPOLICY 1 "" "vnpolicy" "User Commands"',
        ".SH NAME",
        f"vnpolicy \\- {_text(main._HELP[0].lower() + main._HELP[1:].rstrip('.'))}",
        ".SH SYNOPSIS",
        ".B vnpolicy",
        "\\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIPATH\\fR]...",
        ".SH DESCRIPTION",
        _text(main._EPILOG),
        *_options(group),
    ]
    for heading, commands in main.COMMANDS.items():
        lines.append(f".SH {_text(heading.upper())}")
        for name in commands:
            lines += _command(name, group.get_command(None, name))
    lines += [".SH EXIT STATUS"]
    for status, meaning in STATUSES:
        lines += [".TP", f".B {status}", _text(meaning)]
    lines += [".SH ENVIRONMENT"]
    for option in configuration.OPTIONS:
        lines += [".TP", f".B {configuration.PREFIX}{option.upper()}"]
        lines += [f"Stands for \\fB{_text('--' + option.replace('_', '-'))}\\fR where that is not given."]
    lines += [".TP", ".B NO_COLOR", "No colour and no bold.", ".TP", ".B COLUMNS"]
    lines += ["How wide tables are drawn on a terminal."]
    lines += [".SH FILES", ".TP", f".B {configuration.FILE}"]
    lines += ["Options of this folder, as TOML: \\fIname\\fR = \\fIvalue\\fR a line.", ".TP"]
    lines += [f".B ~/.config/vnpolicy/{configuration.FILE}", "Your own, where the folder says nothing."]
    return "\n".join(lines) + "\n"


def _command(name: str, command: Any) -> list[str]:
    import typer

    context = typer.Context(command, info_name=f"vnpolicy {name}")
    text, _, examples = command.help.partition("Examples:\n")
    pieces = " ".join(command.collect_usage_pieces(context))
    lines = [f".SS vnpolicy {_text(name)} {_text(pieces)}"]
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        lines += [".PP"] * (number > 0) + [_text(" ".join(paragraph.split()))]
    lines += _options(command, context)
    lines += [".PP", "Examples:", ".PP", ".RS 4", ".nf"]
    lines += [_text(line.strip()) for line in examples.strip().split("\n")]
    return [*lines, ".fi", ".RE"]


def _options(command: Any, context: Any = None) -> list[str]:
    import typer

    context = context or typer.Context(command, info_name="vnpolicy")
    lines = []
    for param in command.get_params(context):
        if param.param_type_name == "argument":
            lines += [".TP", f"\\fI{_text(param.metavar)}\\fR", _text(param.help)]
        elif record := param.get_help_record(context):
            lines += [".TP", f"\\fB{_text(record[0])}\\fR", _text(record[1])]
    return lines


def _text(text: str) -> str:
    """`text` so that troff takes nothing in it for its own."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return f"\\&{safe}" if safe.startswith(".") else safe
