"""docs/reference as the code says it: the pages are made of help texts, docstrings and types, and
of a tiny record.

A command, an option, a setting, a kind or a field that says nothing of itself is refused.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from tools.reference import commands, entries, settings, vectors

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
HEAD = "<!-- Written by `make docs` from the code; edit the code, not this file. -->\n\n"
PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "commands.md": commands.page,
    "entries.md": entries.page,
    "settings.md": settings.page,
    "vectors.md": vectors.page,
}


def pages() -> dict[str, str]:
    """Every page of the reference by its name, as the code says it now."""
    return {name: HEAD + "\n".join(page()) + "\n" for name, page in PAGES.items()}


def stale() -> list[str]:
    """The names of the written pages that don't say what the code says."""
    return [name for name, text in pages().items() if _written(FOLDER / name) != text]


def _written(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
