"""What tests of the whole program share: running it as users do, and a corpus of the sample reports."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from running import ROOT, Run, run_vnpolicy

# a shell that runs the tests in the background has them ignore Ctrl-C, and so would all they start
signal.signal(signal.SIGINT, signal.default_int_handler)

# quick in `make test`, thorough in `make test-all`, fuzz in `make fuzz`
for name, examples in (("quick", 200), ("thorough", 2000), ("fuzz", 50_000)):
    settings.register_profile(
        name, max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def vnpolicy() -> Run:
    """A function that runs the command."""
    return run_vnpolicy


@pytest.fixture(scope="session")
def seeds_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of the sample reports, with events and themes up to date."""
    path = tmp_path_factory.mktemp("corpus") / "seeds.db"
    for command in (["ingest", "seeds"], ["proposals"], ["themes"]):
        done = run_vnpolicy(*command, "-c", path, cwd=ROOT)
        assert done.returncode == 0, done.stderr.decode()
    return path


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The tallies of tests that count how often something held (`record_property("tally", ...)`)."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == "tally" and report.when == "call":
                    terminalreporter.write_line(f"{report.nodeid}: {value}")
