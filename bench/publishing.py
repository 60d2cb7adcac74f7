"""Publish a board once, in a process of its own: `python -m bench.publishing FOLDER [plain]`.

Nothing is left out of what `signboard publish` does: the record is read and checked, folded,
judged, printed and written. With `plain` the pages are not compressed.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import hugo
from bench.synthetic import ON
from bench.timing import Child, python, show
from signboard import clerk


def clear(folder: Path, *, log: bool = False) -> None:
    """Take a board's site away, so that it is published anew and nothing old is removed; with
    `log` the log's files too, as before the first publishing."""
    shutil.rmtree(folder / "sites", ignore_errors=True)
    if log:
        shutil.rmtree(folder / "log", ignore_errors=True)
    (folder / "site").unlink(missing_ok=True)


def pages(root: Path) -> list[int]:
    """The sizes in bytes of every page below a folder."""
    return [one.stat().st_size for one in root.rglob("*.html")]


TARGET = 3.0
"""Pages per second against Hugo's, neither compressing."""


@dataclass(frozen=True, slots=True)
class Published:
    """One way of publishing: its fastest run, how many pages and their size on average."""

    run: Child
    pages: int
    mean_bytes: float

    @property
    def rate(self) -> float:
        """Pages per second of wall-clock time."""
        return self.pages / self.run.seconds


def measure(folder: Path, runs: int) -> dict[str, Published]:
    """Publish a board for the first time, when its log is laid, then without and with
    compression, and build as many pages with Hugo."""
    found = {
        "Signboard, its log too": _fastest(1, lambda: _first(folder), folder / "site"),
        "Signboard": _fastest(runs, lambda: _publish(folder, "plain"), folder / "site"),
        "Signboard, br and gz too": _fastest(runs, lambda: _publish(folder), folder / "site"),
    }
    if shutil.which("hugo") is None:
        return found
    with tempfile.TemporaryDirectory() as name:
        project = Path(name) / "hugo"
        hugo.lay(folder, project, found["Signboard"].pages)
        found["Hugo"] = _fastest(runs, lambda: hugo.build(project), project / "public")
    return found


def _first(folder: Path) -> Child:
    clear(folder, log=True)
    return python("bench.publishing", folder, "plain")


def _publish(folder: Path, *how: str) -> Child:
    clear(folder)
    return python("bench.publishing", folder, *how)


def _fastest(runs: int, work: Callable[[], Child], site: Path) -> Published:
    run = min((work() for _ in range(runs)), key=lambda one: one.seconds)
    sizes = pages(site.resolve())
    return Published(run, len(sizes), sum(sizes) / len(sizes))


def report(results: dict[str, dict[str, Published]]) -> None:
    """Print what was measured, for each board."""
    rows = []
    for board, found in results.items():
        for name, one in found.items():
            rows.append(
                [
                    f"{board}: {name}",
                    f"{one.pages:,}",
                    f"{one.mean_bytes / 1000:.1f} kB",
                    f"{one.run.seconds:.2f} s",
                    f"{one.run.cpu_seconds:.2f} s",
                    f"{one.rate:,.0f} /s",
                    f"{one.run.peak_bytes / 1e6:,.0f} MB",
                    _against(one, found.get("Hugo"), target=board == "synthetic"),
                ]
            )
    headings = ["", "pages", "mean", "time", "processor", "rate", "peak memory", "against Hugo"]
    show("Publishing", headings, rows)
    if not any("Hugo" in found for found in results.values()):
        print("  Hugo is not installed (apt install hugo), so nothing was measured against it.")


def _against(one: Published, other: Published | None, *, target: bool) -> str:
    if other is None or one is other:
        return ""
    ratio = one.rate / other.rate
    met = f" (≥ {TARGET:.0f} ×: {'met' if ratio >= TARGET else 'NOT met'})"
    return f"{ratio:.2f} ×{met if target else ''}"


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    clerk.publish(folder, ON, compress=sys.argv[2:] != ["plain"])
