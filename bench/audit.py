"""Asks the registry's list of advisories whether what is locked has known holes (pip-audit).

    python bench/audit.py requirements-dev.lock

Exit status 1 where a locked version has one, 0 where none has. Where the list cannot be reached nothing is
known; that is said, and is no failure, so that the checks run without network and with registries that keep
no such list.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

_PATIENCE = 180


def main(lock: str) -> int:
    command = [sys.executable, "-m", "pip_audit", "-r", lock, "--require-hashes", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError):
        print("pip-audit: skipped, the list of advisories cannot be reached")
        return 0
    asked = [package for package in packages if "skip_reason" not in package]
    if not asked:
        print("pip-audit: skipped, the registry has no list of advisories")
        return 0
    bad = [package for package in asked if package["vulns"]]
    for package in bad:
        _tell(package)
    print(f"pip-audit: {len(bad)} of {len(asked)} locked packages have known holes")
    return 1 if bad else 0


def _tell(package: dict[str, Any]) -> None:
    for hole in package["vulns"]:
        mended = ", ".join(hole["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {hole['id']}, mended in {mended}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
