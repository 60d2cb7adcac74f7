"""A record, laid and read: nothing is made of it before it was checked against its root."""

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from signboard import settings
from signboard.agenda import Agenda, apply, forget
from signboard.record.encoding import decode
from signboard.record.tree import Frontier, leaf
from signboard.store import database as store
from signboard.store.database import Row
from signboard.terms import Refusal


@dataclass(slots=True)
class Loaded:
    """A record as it was read: what it adds up to, its edge, its lines, its last entry's time."""

    agenda: Agenda = field(default_factory=Agenda)
    frontier: Frontier = field(default_factory=Frontier)
    lines: list[bytes] = field(default_factory=list)
    last: datetime | None = None


def init(folder: Path) -> None:
    """Lay an empty record and the settings into a folder, which is made if it isn't there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise Refusal(f"{folder} is a file; name a folder") from None
    except OSError as error:
        raise Refusal(f"{folder} can't be made ({error.strerror}); name another folder") from None
    store.create(folder)
    path = folder / settings.FILE
    if not path.exists():
        path.write_text(settings.WRITTEN, encoding="utf-8")


def load(database: sqlite3.Connection, known_at: datetime | None = None) -> Loaded:
    """Read the record, whole or as it was known at a time.

    Raises `Refusal` where a line is not what was written, or the lines do not come to the root
    that was kept when they were.
    """
    loaded = Loaded()
    with store.snapshot(database):
        roots = {head.size: head.root for head in store.heads(database)}
        for row in store.rows(database):
            _read(loaded, row, known_at)
    size = loaded.frontier.size
    if max(roots, default=0) != size or (size and roots[size] != loaded.frontier.root()):
        raise Refusal(
            f"the record is damaged: its {size} entries do not come to the root that was kept; "
            "signboard verify says more"
        )
    return loaded


def _read(loaded: Loaded, row: Row, known_at: datetime | None) -> None:
    """Check one entry against what was written, and fold it if it was known by then."""
    if row.number != loaded.frontier.size or leaf(row.line) != row.leaf:
        raise _damaged(row.number)
    entry = decode(row.line)
    if known_at is None or entry.at <= known_at:
        try:
            apply(loaded.agenda, entry)
        except (KeyError, AssertionError):
            raise _damaged(row.number) from None
    else:
        forget(loaded.agenda, row.number, entry)
    loaded.frontier.add(row.leaf)
    loaded.lines.append(row.line)
    loaded.last = entry.at


def _damaged(number: int) -> Refusal:
    return Refusal(
        f"the record is damaged: entry {number} is not what was written; signboard verify says more"
    )


def agenda_of(folder: Path, known_at: datetime | None = None) -> Agenda:
    """What the record of a board adds up to, now or as it was known at a time."""
    with store.opened(folder) as database:
        return load(database, known_at).agenda
