"""Defects that the product does not have, to show that the trials would find them.

Each breaks one thing that durability rests on, in the process that runs the trials.
"""

import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from signboard.clerk import posting, withholding
from signboard.store import site
from signboard.store.writing import Pages


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect: what `make` breaks; and the operation, the kind of fault (as its name begins) and
    how many of them it takes to show it."""

    what: str
    make: Callable[[], None]
    operation: str
    kind: str
    count: int


def _connecting(change: Callable[[str], str]) -> Callable[[], None]:
    """Have each statement changed before SQLite gets it."""

    class Changed(sqlite3.Connection):
        def execute(self, statement: str, *rest: Any) -> sqlite3.Cursor:
            return super().execute(change(statement), *rest)

    def make() -> None:
        real = sqlite3.connect
        sqlite3.connect = lambda *words, **more: real(*words, factory=Changed, **more)

    return make


def _not_synced(statement: str) -> str:
    return statement.replace("synchronous = FULL", "synchronous = NORMAL")


def _no_transaction(statement: str) -> str:
    return "SELECT 1" if statement in ("BEGIN IMMEDIATE", "COMMIT") else statement


def _no_sync() -> None:
    os.sync = lambda: None


def _no_file_sync() -> None:
    os.fsync = lambda _: None


def _switched_first() -> None:
    real = site.write

    def write(made: Path, sections: Sequence[Pages], *, compress: bool) -> int:
        site._switch(made.parent.parent, made)
        return real(made, sections, compress=compress)

    site.write = write


def _proofs_last() -> None:
    real, show = posting._lay_proofs, posting.Posting.show
    left: list[tuple[Any, ...]] = []
    posting._lay_proofs = lambda *words: left.append(words)

    def late(self: posting.Posting) -> None:
        for words in left:
            real(*words)
        show(self)

    posting.Posting.show = late


def _taken_for_removed() -> None:
    real = withholding._tried

    def tried(steps: Mapping[str, Callable[[], object]]) -> dict[str, str]:
        real(steps)
        return {}

    withholding._tried = tried


DEFECTS = {
    "synchronous": Defect(
        "a commit is not synced: synchronous NORMAL in place of FULL",
        _connecting(_not_synced),
        "sitting",
        "power cut, names all, bytes lost",
        12,
    ),
    "transaction": Defect(
        "an append is no transaction", _connecting(_no_transaction), "enter", "killed", 16
    ),
    "pages": Defect(
        "pages and tiles are not synced before they are put in their places",
        _no_sync,
        "publish",
        "power cut, names all",
        8,
    ),
    "files": Defect(
        "a file is not synced before it gets its name", _no_file_sync, "init", "power cut", 16
    ),
    "switch": Defect(
        "the site is switched before its pages are written",
        _switched_first,
        "publish again",
        "killed",
        8,
    ),
    "proofs": Defect(
        "proofs are laid after the checkpoint is shown",
        _proofs_last,
        "publish",
        "killed",
        80,
    ),
    "removed": Defect(
        "what could not be removed is taken for removed",
        _taken_for_removed,
        "withhold",
        "disk full",
        3,
    ),
    "witness": Defect(
        "what a witness cosigned is not synced",
        _connecting(_not_synced),
        "cosign",
        "power cut, names all, bytes lost",
        12,
    ),
}
