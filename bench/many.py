"""A large corpus made of a small one: ingested, grouped and asked; prints figures as Markdown tables.

    python bench/many.py CORPUS.jsonl.xz --vnpolicy .venv/bin/vnpolicy --reports 100000 --folder /tmp/many

CORPUS is JSON lines {"id", "text"}. Every made report is joined from paragraphs of three of its reports, with
its dates shifted and a day of publication within ten years, so that all differ; the same seed makes the same.
They are written to files of 1,000 in FOLDER/reports, and read from there into FOLDER/corpus.db; --asked only
asks the corpus that is there. Seconds are by the clock, beside those of the processor over all processes;
memory is the resident memory of the largest process, over time that of the writer and of all processes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import lzma
import multiprocessing
import os
import random
import re
import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

FIRST_DAY, DAYS = date(2016, 1, 1), 3650
SHARD = 1000
TENTHS = 10
COMMANDS = ("dedupe", "events", "agenda", "proposals", "keywords", "themes", "summary", "list", "citations")
_DAY = re.compile(r"(?<![\d/])([0-3]?\d)/([01]?\d)(?:/((?:19|20)\d\d))?(?![\d/])")

# Making reports


def shifted(text: str, days: int) -> str:
    """`text` with each date in figures so many days later."""

    def later(match: re.Match[str]) -> str:
        try:
            day = date(int(match[3] or 2019), int(match[2]), int(match[1])) + timedelta(days)
        except ValueError:
            return match[0]
        return f"{day.day}/{day.month}" + (f"/{day.year}" if match[3] else "")

    return _DAY.sub(later, text)


def joined(texts: Sequence[str], chance: random.Random) -> str:
    """A report of the title and every other paragraph of one of `texts`, and some of two others."""
    first, *others = (texts[chance.randrange(len(texts))].split("\n") for _ in range(3))
    paragraphs = first[:1] + [line for line in first[1:] if len(first) < 4 or chance.random() < 0.6]
    for lines in others:
        paragraphs += [line for line in lines[1:] if chance.random() < 0.4]
    return "\n".join(paragraphs)


def reports(texts: Sequence[str], count: int, seed: int) -> Iterator[dict[str, str]]:
    """So many reports, all different."""
    chance = random.Random(seed)
    seen: set[int] = set()
    number = 0
    while number < count:
        text = shifted(joined(texts, chance), chance.randrange(1, 360))
        if hash(text) in seen:
            continue
        seen.add(hash(text))
        published = FIRST_DAY + timedelta(chance.randrange(DAYS))
        yield {"id": f"r{number:07}", "text": text, "published": published.isoformat()}
        number += 1


def write(corpus: Path, folder: Path, count: int, seed: int) -> int:
    """Write the reports into `folder`; the bytes of their files."""
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    folder.mkdir(parents=True)
    made = reports(texts, count, seed)
    size = 0
    for number in range(0, count, SHARD):
        rows = (json.dumps(next(made), ensure_ascii=False) for _ in range(min(SHARD, count - number)))
        file = folder / f"{number // SHARD:05}.jsonl"
        file.write_text("\n".join(rows) + "\n", encoding="utf-8")
        size += file.stat().st_size
    return size


# Measuring


def below(pid: int) -> Iterator[int]:
    """The process and all that it started."""
    yield pid
    try:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from below(int(child))
    except OSError:
        return


def resident(pid: int) -> float:
    """MiB of memory of a process."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, IndexError):
        return 0.0


class Watch:
    """The most memory of a process and of all that it started, since it was last asked."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._most = (0.0, 0.0)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._over.wait(0.5):
            one, every = resident(self._pid), sum(map(resident, below(self._pid)))
            self._most = (max(one, self._most[0]), max(every, self._most[1]))

    def asked(self) -> tuple[float, float]:
        """MiB of the process, MiB of all."""
        most, self._most = self._most, (0.0, 0.0)
        return most

    def end(self) -> None:
        """Stop watching."""
        self._over.set()
        self._thread.join()


def ingest(command: list[str], count: int) -> None:
    """Ingest, with a row of the table for every tenth of the reports."""
    print(
        "\n| reports | seconds | processor | reports a second so far | writer, MiB | all, MiB |\n"
        + "|---:" * 6
        + "|"
    )
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    watch = Watch(process.pid)
    stored, before = 0, 0
    rows = csv.reader(io.TextIOWrapper(process.stdout, encoding="utf-8"))
    next(rows)
    for stored, row in enumerate(rows, 1):
        if row[1] != "added":
            sys.exit(f"not added: {row}")
        if stored * TENTHS // count > before * TENTHS // count or stored == count:
            now = time.monotonic()
            one, every = watch.asked()
            rate = stored / (now - begin)
            print(f"| {stored:,} | {now - begin:.0f} | | {rate:.0f} | {one:.0f} | {every:.0f} |", flush=True)
            before = stored
    _, status, used = os.wait4(process.pid, 0)
    watch.end()
    if status or stored != count:
        sys.exit(f"{stored} of {count} reports, status {os.waitstatus_to_exitcode(status)}")
    seconds, cpu = time.monotonic() - begin, used.ru_utime + used.ru_stime
    peak = used.ru_maxrss / 1024
    print(f"| all | {seconds:.0f} | {cpu:.0f} | {count / seconds:.0f} | {peak:.0f} | |", flush=True)


def run(command: list[str]) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, MiB of a command."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {shlex.join(command)}")
    return time.monotonic() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def ask(vnpolicy: list[str], corpus: Path, folder: Path) -> None:
    """Each command on the corpus, first and again."""
    print("\n| command | seconds | processor | MiB | again, seconds | again, MiB |\n|---" + "|---:" * 5 + "|")
    asked = [([name], ["-f", "jsonl"]) for name in COMMANDS]
    asked += [(["search", "kinh tế"], ["-f", "jsonl"]), (["export"], ["-o", str(folder / "export")])]
    for name, more in asked:
        command = [*vnpolicy, *name, "-q", "-c", str(corpus), *more]
        wall, cpu, memory = run(command)
        again, _, memory_again = run(command)
        told = f"{wall:.1f} | {cpu:.1f} | {memory:.0f} | {again:.1f} | {memory_again:.0f}"
        print(f"| `{' '.join(name)}` | {told} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--vnpolicy", default="vnpolicy", help="the command")
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, required=True, help="where all of it is written")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ingest", default="", help="more options for ingest, as '--jobs 2' in one word")
    parser.add_argument("--asked", action="store_true", help="only ask the corpus that is there")
    chosen = parser.parse_args()
    vnpolicy, corpus = shlex.split(chosen.vnpolicy), chosen.folder / "corpus.db"
    if not chosen.asked:
        # apart, for what a process has had in memory counts for those that it starts
        with multiprocessing.get_context("spawn").Pool(1) as apart:
            given = (chosen.corpus, chosen.folder / "reports", chosen.reports, chosen.seed)
            size = apart.apply(write, given)
        print(f"{chosen.reports:,} reports, {size / 1e6:.0f} MB of JSON lines", flush=True)
        more = [*shlex.split(chosen.ingest), "-q", "-f", "csv", "-c", str(corpus)]
        ingest([*vnpolicy, "ingest", str(chosen.folder / "reports"), *more], chosen.reports)
        files = [corpus, *chosen.folder.glob("corpus.db-*")]
        print(f"\nThe corpus: {sum(file.stat().st_size for file in files) / 1e6:.0f} MB", flush=True)
    ask(vnpolicy, corpus, chosen.folder)
    print(f"\nThe corpus with what was found: {corpus.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
