"""Pictures of the program at work: what commands print on a terminal, as SVG by rich; and the notebook.

`docs/make.py` writes them; a test compares what the pictures say with what the commands print.
"""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "img"
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
WIDTH = 110

SCREENS = {
    "events": "vnpolicy events --since 2022 --until 2023 --lang vi",
    "proposals": 'vnpolicy proposals --contains "phu cap" --lang vi',
    "keywords": "vnpolicy keywords --top 10",
}
"""Name of the picture, and the command that it shows."""


def picture(name: str, printed: str) -> str:
    """What the command of this name printed, with its colours, as SVG."""
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=WIDTH, file=io.StringIO(), legacy_windows=False)
    console.print(Text.from_ansi(f"$ {SCREENS[name]}\n{printed}".rstrip()))
    return console.export_svg(title="vnpolicy", unique_id=name)


def said(svg: str) -> list[str]:
    """The lines of text in a picture, their blanks made one."""
    lines: dict[str, list[str]] = {}
    for height, text in re.findall(r'<text [^>]*y="([\d.]+)"[^>]*>([^<]*)</text>', svg):
        lines.setdefault(height, []).append(html.unescape(text))
    return [" ".join("".join(parts).split()) for parts in lines.values()]


def run_notebook() -> str:
    """The notebook with the output of its cells made anew, as JSON."""
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(book, timeout=600, resources={"metadata": {"path": str(ROOT)}}).execute()
    for cell in book.cells:
        cell.metadata = {}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("text/html", None)  # the same once more, and longer
            output.pop("metadata", None)
            if output.output_type != "stream":
                output.metadata = {}
    book.metadata.pop("language_info", None)
    return str(nbformat.writes(book)) + "\n"
