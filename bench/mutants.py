"""Mutation testing (DeMillo, Lipton & Sayward 1978): which small changes of the code do the tests notice?

    python bench/mutants.py [--sample 300] [--seed 1] [--jobs 2] [FOLDER ...]

Draws places in the modules of `vnpolicy/FOLDER` (text and extract), of each place one change by an operator
of cosmic-ray, and runs the golden tests and those of `tests/FOLDER` on the changed module, up to the first
that fails. A change is killed where a test fails or runs into the time limit. What survived is printed as a
line before and after; every outcome is kept in build/mutants.jsonl, so that a run which was stopped goes on.
`--again` tries the survivors once more.

A change is made in memory, in a child of this process that has what takes long to import already; nothing is
written to the package. Changes of annotations alone are none, for nothing reads those. A change after which
the program does the same, only slower or checking less (`_SAME`), is counted apart.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import importlib.abc
import importlib.util
import json
import multiprocessing
import os
import random
import re
import resource
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "mutants.jsonl"
_PATIENCE = 4
"""So many times the processor time that the tests take on the unchanged code."""
_STUCK = 60
"""So many times that by the clock: for what sleeps."""
_SAME = (
    (re.compile(r"RemoveDecorator"), re.compile(r"^-@(?:cache|lru_cache\(.*\))$", re.MULTILINE), "not kept"),
    (
        re.compile(r"TrueWithFalse"),
        re.compile(r"^\+.*(?:strict|frozen|slots)=False", re.MULTILINE),
        "not checked",
    ),
    (re.compile(r"FalseWithTrue"), re.compile(r"^\+.*slots=True", re.MULTILINE), "laid out otherwise"),
    (re.compile(r""), re.compile(r"^\+@lru_cache", re.MULTILINE), "kept more or less"),
)
"""Operators, changes and why the program does the same."""
_HEAVY = ("hypothesis", "numpy", "regex", "underthesea", "pytest", "_pytest.assertion.rewrite")


@dataclass(frozen=True)
class Mutant:
    """A module with one change: where, by which operator, the whole source, what is different."""

    module: str
    place: tuple[int, int]
    operator: str
    source: str
    change: str

    @property
    def key(self) -> str:
        """By which its outcome is kept."""
        return f"{self.module}:{self.place[0]}:{self.place[1]}:{self.operator}:{self.change}"


# Drawing


def drawn(folders: Sequence[str], count: int, seed: int) -> Iterator[Mutant]:
    """So many changes of the modules in `folders`, each at another place."""
    places = [place for folder in folders for place in _places(folder)]
    choice = random.Random(seed)
    choice.shuffle(places)
    taken: set[tuple[Path, tuple[int, int]]] = set()
    for path, name, number, start in places:
        if len(taken) == count:
            return
        if (path, start) in taken:
            continue
        before = path.read_text(encoding="utf-8")
        from cosmic_ray.mutating import mutate_code
        from cosmic_ray.plugins import get_operator

        after = mutate_code(before, get_operator(name)(), number)
        if after is None or not _differs(before, after):
            continue
        taken.add((path, start))
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
        yield Mutant(module, start, name, after, "\n".join(list(lines)[3:]))


def _places(folder: str) -> Iterator[tuple[Path, str, int, tuple[int, int]]]:
    import parso  # noqa: F401  before cosmic_ray, which imports it in a circle
    from cosmic_ray.ast import ast_nodes, get_ast_from_path
    from cosmic_ray.plugins import get_operator, operator_names

    for path in sorted((ROOT / "vnpolicy" / folder).glob("*.py")):
        tree = get_ast_from_path(path)
        for name in sorted(operator_names()):
            kind = get_operator(name)
            if kind.arguments():
                continue
            found = (at for node in ast_nodes(tree) for at, _ in kind().mutation_positions(node))
            for number, start in enumerate(found):
                yield path, name, number, start


def _differs(before: str, after: str) -> bool:
    """Whether `after` is a program, and another one."""
    try:
        return _bare(before) != _bare(after)
    except SyntaxError:  # an operator took punctuation for what it changes
        return False


def _bare(source: str) -> str:
    """The tree of `source` without annotations."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            if getattr(node, field, None) is not None:
                setattr(node, field, ast.Name("x", ast.Load()))
    return ast.dump(tree)


# Testing


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Gives a module with another source than that of its file."""

    def __init__(self, module: str, source: str) -> None:
        self._module = module
        self._source = source

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> Any:
        if name != self._module:
            return None
        return importlib.util.spec_from_file_location(name, self._file(), loader=self)  # type: ignore[arg-type]

    def _file(self) -> Path:
        return ROOT.joinpath(*self._module.split(".")).with_suffix(".py")

    def get_source(self, fullname: str) -> str:
        return self._source

    def get_filename(self, fullname: str) -> str:
        return str(self._file())


def _tested(folder: str, mutant: Mutant | None, limit: float) -> None:
    """Ends this process with the status of the tests, after `limit` seconds of the processor in any case."""
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 2))
    if mutant is not None:
        sys.meta_path.insert(0, _Changed(mutant.module, mutant.source))
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    # tests of time fail on a busy machine, whatever the code
    options = ["-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--tb=no", "-k", "not time"]
    for tests in ("golden", folder):
        if status := int(pytest.main([*options, str(ROOT / "tests" / tests)])):
            os._exit(status)
    os._exit(0)


def outcomes(mutants: Sequence[Mutant], jobs: int) -> Iterator[tuple[Mutant, str]]:
    """Each change with what became of it: `killed`, `late` (killed as well) or `survived`."""
    fork = multiprocessing.get_context("fork")
    limits = {folder: _time(fork, folder) for folder in {_folder(m) for m in mutants}}
    running: list[tuple[Mutant, Any, float]] = []
    waiting = list(reversed(mutants))
    while waiting or running:
        if waiting and len(running) < jobs:
            mutant = waiting.pop()
            limit = limits[_folder(mutant)]
            child = fork.Process(target=_tested, args=(_folder(mutant), mutant, limit * _PATIENCE))
            child.start()
            running.append((mutant, child, time.monotonic() + limit * _STUCK))
            continue
        time.sleep(0.05)
        for entry in list(running):
            mutant, child, until = entry
            stuck = time.monotonic() > until
            if child.is_alive() and not stuck:
                continue
            running.remove(entry)
            child.kill()
            child.join()
            late = stuck or (child.exitcode or 0) in (-signal.SIGXCPU, -signal.SIGKILL)
            yield mutant, "late" if late else "killed" if child.exitcode else "survived"


def _folder(mutant: Mutant) -> str:
    return mutant.module.split(".")[1]


def _time(fork: Any, folder: str) -> float:
    """The processor time that the tests take on the code as it is, where they must pass; in seconds."""
    begin = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = fork.Process(target=_tested, args=(folder, None, 3600))
    child.start()
    child.join()
    if child.exitcode:
        sys.exit(f"tests/golden or tests/{folder} fail on the unchanged code")
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", nargs="*", default=["text", "extract"])
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--again", action="store_true", help="try the survivors of the last run once more")
    given = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    sys.dont_write_bytecode = True  # of a changed module nothing is kept
    for name in _HEAVY:
        importlib.import_module(name)
    _load_data()
    mutants = list(drawn(given.folders, given.sample, given.seed))
    known = _kept()
    if given.again:
        known = {key: outcome for key, outcome in known.items() if outcome != "survived"}
    KEPT.parent.mkdir(exist_ok=True)
    left = [m for m in mutants if m.key not in known and not _same(m)]
    with KEPT.open("a", encoding="utf-8") as file:
        try:
            for mutant, outcome in outcomes(left, given.jobs):
                known[mutant.key] = outcome
                file.write(json.dumps({"key": mutant.key, "outcome": outcome}, ensure_ascii=False) + "\n")
                file.flush()
                if outcome == "survived":
                    print(f"survived: {mutant.module}:{mutant.place[0]}\n{mutant.change}\n", flush=True)
        except KeyboardInterrupt:
            pass
    for folder in given.folders:
        print(_told(folder, [m for m in mutants if _folder(m) == folder], known))
    print(_told("all", mutants, known))


def _load_data() -> None:
    """Reads what every child needs and no mutant changes."""
    from vnpolicy import lexicon, weights

    for file in (ROOT / "vnpolicy" / "weights").glob("*.json*"):
        weights.load(file.name)
    for file in (ROOT / "vnpolicy" / "lexicon").glob("*.toml"):
        lexicon.table(file.name)


def _same(mutant: Mutant) -> str:
    """Why a change makes no difference that a test could see; empty where it may make one."""
    return next(
        (why for how, what, why in _SAME if how.search(mutant.operator) and what.search(mutant.change)), ""
    )


def _kept() -> dict[str, str]:
    if not KEPT.exists():
        return {}
    records = map(json.loads, KEPT.read_text(encoding="utf-8").splitlines())
    return {record["key"]: record["outcome"] for record in records}


def _told(name: str, mutants: Sequence[Mutant], known: dict[str, str]) -> str:
    """How many of `mutants` were killed: of those that were run, and that make a difference."""
    same = [m for m in mutants if _same(m)]
    found = [known[m.key] for m in mutants if m.key in known and not _same(m)]
    killed = sum(outcome != "survived" for outcome in found)
    parts = [f"{killed} of {len(found)} changes killed ({killed / max(1, len(found)):.1%})"]
    parts += [f"{found.count('late')} of them by the time limit"]
    parts += [f"{len(same)} that make no difference left out"]
    parts += [f"{len(mutants) - len(found) - len(same)} not run"]
    return f"{name}: {', '.join(parts)}"


if __name__ == "__main__":
    main()
