"""Months and scores drawn with block characters, as a table on a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vnpolicy.model import Value

MOST_CELLS = 12
_BLOCKS = "▁▂▃▄▅▆▇█"
_MOST_MONTHS = 12 * 200


def counted(cell: Value) -> dict[str, int]:
    """The cell of a column `months` (`2021-07:3`, ...) as counts by month."""
    pairs = [str(item).rpartition(":") for item in cell] if isinstance(cell, list) else []
    return {month: int(n) for month, _, n in pairs}


def month_axis(months: Iterable[str]) -> list[str]:
    """All months (`YYYY-MM`) from the first to the last of `months`; those given alone, if too far apart."""
    numbers = sorted({int(month[:4]) * 12 + int(month[5:7]) - 1 for month in months})
    if not numbers:
        return []
    between = range(numbers[0], numbers[-1] + 1)
    shown = between if len(between) <= _MOST_MONTHS else numbers
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in shown]


def sparklines(rows: Sequence[Mapping[str, int]]) -> list[str]:
    """A line of blocks for the counts by month of each row, all over the same months.

    Each is as high as its own largest count; months without any are blank. Where there are more than
    `MOST_CELLS` months, as many as needed stand in one cell.
    """
    axis = month_axis(month for row in rows for month in row)
    step = -(-len(axis) // MOST_CELLS) or 1
    lines = []
    for row in rows:
        counts = [sum(row.get(m, 0) for m in axis[i : i + step]) for i in range(0, len(axis), step)]
        top = max(counts, default=0)
        lines.append("".join(_BLOCKS[-(-n * len(_BLOCKS) // top) - 1] if n else " " for n in counts))
    return lines
