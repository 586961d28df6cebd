"""Pictures of rows as PNG or SVG, by matplotlib, which is optional (`pip install vnpolicy[plot]`).

The font is DejaVu Sans, which comes with matplotlib and has all Vietnamese letters. The same rows give
the same bytes.
"""

from __future__ import annotations

import io
import math
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnpolicy.errors import UsageError, VnpolicyError
from vnpolicy.model import Table
from vnpolicy.show.cells import Lang, phrase, visible
from vnpolicy.show.months import counted, month_axis
from vnpolicy.show.output import write_bytes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ENDINGS = (".png", ".svg")
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "svg.hashsalt": "vnpolicy",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9,
    "font.size": 8,
    "text.parse_math": False,
}
_COLOR = "#2a6f97"
_ACROSS, _PANEL = 3, (3.6, 1.9)
_TICKS = 4
_TITLE = 44
_PANELS = 12


def check(file: Path) -> None:
    """Raise UsageError unless `file` can be a picture, VnpolicyError where matplotlib is not installed."""
    if file.suffix.lower() not in ENDINGS:
        raise UsageError(f"cannot draw {file}: a picture ends in {' or '.join(ENDINGS)}")
    if find_spec("matplotlib") is None:
        raise VnpolicyError("pictures need matplotlib: pip install 'vnpolicy[plot]'")


def plot_themes(table: Table, file: Path, lang: Lang) -> None:
    """Draw the rows of `themes` as a panel a theme, its documents by month."""
    label, months = table.columns.index("label"), table.columns.index("months")
    series = {str(row[label]): counted(row[months]) for row in table.rows}
    plot_months(series, phrase("themes_by_month", lang), file)


def plot_events(table: Table, file: Path, lang: Lang) -> None:
    """Draw the rows of `events` as bars, how many there are a month; those without a month are left out."""
    at = table.columns.index("date")
    dates = [str(row[at]) for row in table.rows if row[at] and not str(row[at]).startswith("--")]
    plot_months({"": Counter(d[:7] for d in dates if len(d) >= 7)}, phrase("events_by_month", lang), file)


def plot_months(series: Mapping[str, Mapping[str, int]], title: str, file: Path) -> None:
    """Draw how many there are in each month (`YYYY-MM`), a panel for each of `series` that
    has any, over the same months.

    Raises as `check`, and VnpolicyError where there is nothing to draw.
    """
    check(file)
    series = {name: counts for name, counts in series.items() if counts}
    axis = month_axis([month for counts in series.values() for month in counts])
    if not axis:
        raise VnpolicyError(f"nothing to draw in {file}: no month is known")
    import matplotlib as mpl
    from matplotlib.figure import Figure

    across = min(_ACROSS, len(series))
    down = math.ceil(len(series) / across)
    wide, high = _PANEL if len(series) > 1 else (8.0, 4.0)
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(wide * across, high * down + 0.5), layout="constrained")
        panels = figure.subplots(down, across, squeeze=False).flatten()
        for panel, (name, counts) in zip(panels, series.items(), strict=False):
            panel.bar(range(len(axis)), [counts.get(month, 0) for month in axis], color=_COLOR, width=0.9)
            panel.set_title(_lines(name), loc="left")
            _month_ticks(panel, axis)
        for panel in panels[len(series) :]:
            panel.set_visible(False)
        figure.suptitle(title, fontsize=11)
        _write(figure, file)


def plot_keywords(table: Table, file: Path, lang: Lang) -> None:
    """Draw the rows of `keywords` as bars of their scores, a panel a group, the first 12 groups."""
    group, keyword, score = (table.columns.index(name) for name in ("group", "keyword", "score"))
    series: dict[str, list[tuple[str, float]]] = {}
    for row in table.rows:
        name = phrase("keywords_of_all", lang) if row[group] == "corpus" else str(row[group])
        series.setdefault(name, []).append((str(row[keyword]), float(str(row[score]))))
    plot_bars(dict(list(series.items())[:_PANELS]), file)


def plot_bars(series: Mapping[str, Sequence[tuple[str, float]]], file: Path) -> None:
    """Draw named values (keywords and their scores, say) as bars, the first on top, a panel for each of
    `series` under its name.

    Raises as `plot_months`.
    """
    check(file)
    if not any(series.values()):
        raise VnpolicyError(f"nothing to draw in {file}: there are no rows")
    import matplotlib as mpl
    from matplotlib.figure import Figure

    across = min(2, len(series))
    down = math.ceil(len(series) / across)
    most = max(len(values) for values in series.values())
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(6.5 * across, (0.7 + 0.24 * most) * down), layout="constrained")
        panels = figure.subplots(down, across, squeeze=False).flatten()
        for panel, (name, values) in zip(panels, series.items(), strict=False):
            panel.barh(range(len(values)), [value for _, value in values], color=_COLOR)
            panel.set_yticks(range(len(values)), [_lines(keyword) for keyword, _ in values])
            panel.set_title(_lines(name), loc="left")
            panel.set_ylim(most - 0.4, -0.6)  # the first on top, bars of one width in all panels
        for panel in panels[len(series) :]:
            panel.set_visible(False)
        _write(figure, file)


def _lines(name: str) -> str:
    return textwrap.fill(visible(name), _TITLE)


def _month_ticks(panel: Axes, axis: Sequence[str]) -> None:
    from matplotlib.ticker import MaxNLocator

    step = math.ceil(len(axis) / _TICKS)
    panel.set_xticks(range(0, len(axis), step), list(axis[::step]))
    panel.yaxis.set_major_locator(MaxNLocator("auto", integer=True, min_n_ticks=1))


def _write(figure: Figure, file: Path) -> None:
    form = file.suffix.lower()[1:]
    made = io.BytesIO()
    metadata = {"Date": None} if form == "svg" else {"Software": None}
    figure.savefig(made, format=form, dpi=150, metadata=metadata)
    write_bytes(made.getvalue(), file)
