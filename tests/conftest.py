"""What every test shares: where the project and its command are, and a last line that says what
was skipped and why."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
EXAMPLE = ROOT / "examples" / "gwangju-2020"

_skipped: Counter[str] = Counter()


def run(*command: object, check: bool = True, **options: object) -> subprocess.CompletedProcess:
    """Run one of the commands that stand beside this Python, such as `signboard`."""
    name, *arguments = (str(word) for word in command)
    return subprocess.run(
        [BIN / name, *arguments],
        check=check,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        **options,
    )


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count what is skipped, by its reason."""
    if report.skipped and isinstance(report.longrepr, tuple):
        _skipped[report.longrepr[2].removeprefix("Skipped: ")] += 1


@pytest.hookimpl(wrapper=True)
def pytest_unconfigure() -> Iterator[None]:
    """Say last what was skipped and why."""
    yield
    for reason, count in sorted(_skipped.items()):
        sys.stdout.write(f"{count} skipped because {reason}\n")
