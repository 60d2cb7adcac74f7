"""Defects that the product does not have, to show that the trials would find them.

Each breaks one thing that durability rests on, in the process that runs the trials.
"""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from signboard.store import site


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect, the operation that shows it, and the kind of fault (as it begins) that does."""

    what: str
    make: Callable[[], None]
    operation: str
    kind: str


def _connecting(change: Callable[[str], str]) -> Callable[[], None]:
    """Have each statement changed before SQLite gets it."""

    class Changed(sqlite3.Connection):
        def execute(self, statement: str, *rest: Any) -> sqlite3.Cursor:
            return super().execute(change(statement), *rest)

    def make() -> None:
        real = sqlite3.connect
        sqlite3.connect = lambda *words, **more: real(*words, factory=Changed, **more)

    return make


def _without_transaction(statement: str) -> str:
    dropped = ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
    return "SELECT 1" if statement in dropped else statement


def _no_sync() -> None:
    os.sync = lambda: None


def _no_file_sync() -> None:
    os.fsync = lambda _: None


def _switched_first() -> None:
    real = site.write

    def write(made, sections, *, compress):
        site._switch(made.parent.parent, made)
        return real(made, sections, compress=compress)

    site.write = write


DEFECTS = {
    "synchronous": Defect(
        "a commit is not synced (synchronous NORMAL)",
        _connecting(lambda said: said.replace("synchronous = FULL", "synchronous = NORMAL")),
        "sitting",
        "power cut",
    ),
    "transaction": Defect(
        "an append is no transaction", _connecting(_without_transaction), "enter", ""
    ),
    "pages": Defect("pages are not synced before the switch", _no_sync, "publish", "power cut"),
    "files": Defect("files are not synced before they are renamed", _no_file_sync, "init", "power"),
    "order": Defect("the site is switched before its pages are written", _switched_first, "publish again", ""),
}
