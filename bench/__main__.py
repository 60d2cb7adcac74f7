"""`make bench`: everything that is measured, in one run. Exits with 0 whatever is found."""

import argparse
import json
import os
import platform
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

from bench import appending, auditing, folding, publishing, reading
from bench.synthetic import Synthetic
from bench.timing import RUNS
from signboard import store


def main() -> None:
    """Measure, print tables, and with `--json FILE` write the figures down."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("example", type=Path, help="the example's board")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures down here")
    given = parser.parse_args()
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}. Best of {RUNS} runs after a warm-up; publishing: best of 2 runs, "
        "each in a process of its own, from its start to its end."
    )
    with tempfile.TemporaryDirectory() as name:
        boards = {
            "example": Path(shutil.copytree(given.example, Path(name) / "example", symlinks=True)),
            "synthetic": Path(name) / "synthetic",
        }
        Synthetic().lay(boards["synthetic"])
        figures = _measure(boards, Path(name))
    if given.json is not None:
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _measure(boards: dict[str, Path], folder: Path) -> dict[str, object]:
    read = reading.measure()
    reading.report(read)
    folded = {board: folding.measure(_lines(folder)) for board, folder in boards.items()}
    folding.report(folded)
    appended = appending.measure(folder)
    appending.report(appended)
    published = {board: publishing.measure(folder, 2) for board, folder in boards.items()}
    publishing.report(published)
    with tempfile.TemporaryDirectory() as name:
        audited = auditing.measure(Path(name))
        state = Path(name) / "state"
        verified = {board: auditing.whole(folder, state) for board, folder in boards.items()}
    auditing.report(audited, verified)
    return {
        "reading": read,
        "folding": folded,
        "appending": appended,
        "auditing": audited,
        "verifying": {
            board: {name: asdict(one) for name, one in found.items()}
            for board, found in verified.items()
        },
        "publishing": {
            board: {name: asdict(one) for name, one in found.items()}
            for board, found in published.items()
        },
    }


def _lines(folder: Path) -> list[bytes]:
    with store.opened(folder) as record:
        return [row.line for row in record.rows()]


if __name__ == "__main__":
    main()
