"""How long a thing takes and what memory a process needs: the best of several runs, stated."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

RUNS = 3
"""Timed runs after one to warm up, of which the best counts."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process that ended: its wall-clock time, processor time, peak memory, and what it said."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    said: str


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    """The seconds of the fastest of `runs` runs, after one that is not counted."""
    work()
    return min(_once(work) for _ in range(runs))


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def child(command: list[str], folder: Path | None = None) -> Child:
    """Run a process to its end. Raises `RuntimeError` with what it said where it failed."""
    launcher = [sys.executable, str(Path(__file__).parent / "launcher.py"), *command]
    done = subprocess.run(launcher, cwd=folder, capture_output=True, check=True)
    found = json.loads(done.stdout)
    if found.pop("code") != 0:
        raise RuntimeError(f"{command[0]} failed: {found['said'][-2000:]}")
    return Child(**found)


def python(module: str, *arguments: object) -> Child:
    """Run a module of these benchmarks in its own process."""
    return child([sys.executable, "-m", module, *(str(one) for one in arguments)])


def show(title: str, headings: list[str], rows: list[list[str]]) -> None:
    """Print a table: the first column to the left, the others to the right."""
    widths = [max(len(row[place]) for row in [headings, *rows]) for place in range(len(headings))]
    print(f"\n{title}")
    for row in [headings, *rows]:
        first, *others = zip(row, widths, strict=True)
        print(
            "  " + "  ".join([first[0].ljust(first[1]), *(one.rjust(wide) for one, wide in others)])
        )
    sys.stdout.flush()
